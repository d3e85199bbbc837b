package call

import "hash/maphash"

const (
	shingle      = 4     // words in a row that are compared
	shingleWords = 20000 // words of a call that are looked at
	minShingles  = 30    // below that a text says too little
	// Two recorders that each hear one word in ten wrong share 0.8 of the
	// words and 0.4 of the runs of four; one word in six, 0.25. Different
	// calls shared at most 0.013 in 55 pairs, real and invented.
	sameShare = 0.25
	// Notes are typed, not heard: a copy shares nearly everything, also one
	// that was edited. Two notes about one customer share phrases only.
	sameNoteShare = 0.6
)

var shingleSeed = maphash.MakeSeed()

// Same reports whether a and b are one conversation, recorded or posted
// twice: by two recorders, as a file and as a paste, with names or without.
// It compares the words, since names, times and titles differ. A transcript
// and a note are never the same. Of texts too short to say, only equal ones
// are.
func Same(a, b *Call) bool {
	if a.Kind != b.Kind {
		return false
	}
	x, y := shingles(a), shingles(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < minShingles {
		return sameText(a, b)
	}
	shared := 0
	for s := range x {
		if y[s] {
			shared++
		}
	}
	// A recording that began late is part of the other; a short excerpt of a
	// long call is not the call.
	if len(x)*5 < len(y) {
		return false
	}
	need := sameShare
	if a.Kind == Note {
		need = sameNoteShare
	}
	return float64(shared) >= need*float64(len(x))
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
