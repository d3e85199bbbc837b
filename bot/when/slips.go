package when

import (
	"iter"
	"slices"
	"strings"
)

// addSlips files what fingers make of long words: a letter dropped, swapped
// with its neighbour or typed once more, or the wrong vowel. The first letter is
// taken to be right. Computing them once keeps reading free of any distance
// measure.
func (l *lexicon) addSlips(targets, not []string) {
	for _, w := range targets {
		e := l.forms[w]
		for slip := range slipsOf(w) {
			if l.forms[string(slip)] != nil {
				continue
			}
			if s := string(slip); !slices.Contains(not, s) {
				l.forms[s] = e
			}
		}
	}
}

// slipsOf are the slips of a word, each good until the next.
func slipsOf(w string) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		var slip []byte
		put := func(upTo, from int, between ...byte) bool {
			slip = append(append(append(slip[:0], w[:upTo]...), between...), w[from:]...)
			return yield(slip)
		}
		on := put(len(w), len(w), w[len(w)-1])
		for i := 1; on && i < len(w); i++ {
			on = put(i, i+1)
			if on && i+1 < len(w) {
				on = put(i, i+2, w[i+1], w[i])
			}
			for j := 1; on && j < len(w); j++ {
				on = put(i, i, w[j])
			}
			for v := 0; on && isVowel(w[i]) && v < len(vowels); v++ {
				on = put(i, i+1, vowels[v])
			}
		}
	}
}

const vowels = "aeiou"

func isVowel(b byte) bool {
	return strings.IndexByte(vowels, b) >= 0
}
