// Package find is how words are found again: what a text can be found by, what
// somebody looks for, where the one stands in the other, and which words are
// spelt nearly alike. Words are compared by their stems ("invoices" finds
// "invoicing"), without accents and case.
//
// Pure functions of texts. Which texts there are and who may see them is
// bot/coach's; the index over them the store's.
package find

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"

	"github.com/kljensen/snowball/english"

	"heed/bot/text"
)

//go:embed stop.txt
var stopFile string

// stop are the words of stop.txt.
var stop = func() map[string]bool {
	words := map[string]bool{}
	for line := range strings.Lines(stopFile) {
		if line = strings.TrimSpace(line); !strings.HasPrefix(line, "#") {
			for w := range strings.FieldsSeq(line) {
				words[w] = true
			}
		}
	}
	return words
}()

// Term is a word as it is compared: a hash of its stem. Of two different words
// in four billion one pair is taken for one, so whoever shows what was found
// compares the words themselves (Query.Has).
type Term uint32

// termOf is the FNV-1a hash of a stem.
func termOf(stem string) Term {
	h := uint32(2166136261)
	for i := range len(stem) {
		h = (h ^ uint32(stem[i])) * 16777619
	}
	return Term(h)
}

// longestWord is how many bytes of a word are looked at; what is longer is no
// word.
const longestWord = 64

// Terms are those that texts can be found by, each once, in order.
func Terms(texts ...string) []Term {
	seen := map[string]bool{}
	var out []Term
	for _, s := range texts {
		for _, t := range text.Tokenize(s) {
			if w, ok := word(t); ok && !seen[w] {
				seen[w] = true
				out = append(out, termOf(stem(w)))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// word is what a token is compared as, before its stem is taken; ok is false
// for marks and for words that say nothing.
func word(t text.Token) (w string, ok bool) {
	if !t.IsWord() || len(t.Lower) > longestWord || stop[t.Lower] {
		return "", false
	}
	w = strings.TrimSuffix(t.Lower, "'s")
	if t.Kind == text.Number {
		w = strings.ReplaceAll(strings.TrimLeftFunc(w, func(r rune) bool { return !unicode.IsDigit(r) }), ",", "")
	}
	return text.WithoutAccents(w), w != ""
}

// stem is what the forms of a word have in common, by the English Snowball
// rules. An umlaut and the two letters that stand for one are alike: "Joerg"
// finds "Jörg". In shorter words such letters are mostly their own ("poet").
func stem(w string) string {
	s := english.Stem(w, true)
	if len(s) < leastUmlaut {
		return s
	}
	return umlauts.Replace(s)
}

const leastUmlaut = 5 // letters

var umlauts = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u", "aa", "a")
