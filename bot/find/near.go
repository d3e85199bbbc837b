package find

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"heed/bot/text"
)

// Vocabulary gathers the words of texts, to find those that a mistyped one may
// have been meant to be. The zero value is empty.
type Vocabulary struct{ times map[string]int }

// Add takes in the words of texts.
func (v *Vocabulary) Add(texts ...string) {
	if v.times == nil {
		v.times = map[string]int{}
	}
	for _, s := range texts {
		for _, t := range text.Tokenize(s) {
			if w, ok := word(t); ok && t.Kind == text.Word {
				v.times[w]++
			}
		}
	}
}

// shortestNear is from how many letters on a word is taken for a slip of
// another; shorter ones are too near to too many.
const shortestNear = 4

// Near are up to n words that a mistyped one may have been meant to be, the
// likeliest first: they begin with it, or one letter in four differs.
func (v *Vocabulary) Near(typed string, n int) []string {
	letters := utf8.RuneCountInString(typed)
	if letters < shortestNear {
		return nil
	}
	type near struct {
		word string
		d    int
	}
	var found []near
	for w := range v.times {
		if d, ok := slip(typed, w, letters); ok {
			found = append(found, near{w, d})
		}
	}
	slices.SortFunc(found, func(a, b near) int {
		if a.d != b.d {
			return a.d - b.d
		}
		if v.times[a.word] != v.times[b.word] {
			return v.times[b.word] - v.times[a.word]
		}
		return strings.Compare(a.word, b.word)
	})
	var out, stems []string
	for _, f := range found {
		if s := stem(f.word); len(out) < n && !slices.Contains(stems, s) {
			out, stems = append(out, f.word), append(stems, s)
		}
	}
	return out
}

// slip is how many letters differ between what was typed and a word; ok is
// false for one that is too far away.
func slip(typed, w string, letters int) (d int, ok bool) {
	if strings.HasPrefix(w, typed) {
		return 1, w != typed
	}
	most := letters / 4
	if n := utf8.RuneCountInString(w) - letters; n > most || -n > most {
		return 0, false
	}
	d = levenshtein.ComputeDistance(typed, w)
	return d, d > 0 && d <= most
}
