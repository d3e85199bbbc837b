package call

import "hash/maphash"

const (
	shingle      = 4     // words in a row that are compared
	shingleWords = 20000 // words of a call that are looked at
	minShingles  = 30    // below that a text says too little
)

var shingleSeed = maphash.MakeSeed()

// sharedRuns is the share of the shorter text's runs of words that the longer
// has, too. Of texts too short to say it is 1 for equal ones and else 0. A
// recording that began late is part of the other; a short excerpt of a long
// call is not the call, and shares nothing.
func sharedRuns(a, b *Call) float64 {
	x, y := shingles(a), shingles(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	switch {
	case len(x) < minShingles && sameText(a, b):
		return 1
	case len(x) < minShingles || len(x)*5 < len(y):
		return 0
	}
	shared := 0
	for s := range x {
		if y[s] {
			shared++
		}
	}
	return float64(shared) / float64(len(x))
}

// shingles is the set of runs of words in a call, across turns: recorders
// break turns at different places.
func shingles(c *Call) map[uint64]bool {
	set := map[uint64]bool{}
	var last []string
	words := 0
	for _, t := range c.Turns {
		if words > shingleWords {
			break
		}
		for _, w := range tokens(t.Text) {
			words++
			if last = append(last, w); len(last) > shingle {
				last = last[1:]
			}
			if len(last) == shingle {
				set[hashWords(last)] = true
			}
		}
	}
	return set
}

func hashWords(words []string) uint64 {
	var h maphash.Hash
	h.SetSeed(shingleSeed)
	for _, w := range words {
		_, _ = h.WriteString(w) // never fails
		_ = h.WriteByte(' ')
	}
	return h.Sum64()
}

// sameText reports whether two calls have the same words, line by line.
func sameText(a, b *Call) bool {
	if len(a.Turns) != len(b.Turns) || len(a.Turns) == 0 {
		return false
	}
	for i := range a.Turns {
		if !equal(tokens(a.Turns[i].Text), tokens(b.Turns[i].Text)) {
			return false
		}
	}
	return true
}
