package when

import "slices"

// addSlips files what fingers make of long words: a letter dropped, swapped
// with its neighbour or typed once more, or the wrong vowel. The first letter is
// taken to be right. Computing them once keeps reading free of any distance
// measure.
func (l *lexicon) addSlips(targets, not []string) {
	for _, w := range targets {
		e := l.forms[w]
		for _, s := range slipsOf(w) {
			if l.forms[s] == nil && !slices.Contains(not, s) {
				l.forms[s] = e
			}
		}
	}
}

func slipsOf(w string) []string {
	out := []string{w + w[len(w)-1:]}
	for i := 1; i < len(w); i++ {
		out = append(out, w[:i]+w[i+1:])
		if i+1 < len(w) {
			out = append(out, w[:i]+w[i+1:i+2]+w[i:i+1]+w[i+2:])
		}
		for _, c := range w[1:] {
			out = append(out, w[:i]+string(c)+w[i:])
		}
		if isVowel(w[i]) {
			for _, v := range "aeiou" {
				out = append(out, w[:i]+string(v)+w[i+1:])
			}
		}
	}
	return out
}

func isVowel(b byte) bool {
	return b == 'a' || b == 'e' || b == 'i' || b == 'o' || b == 'u'
}
