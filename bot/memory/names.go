package memory

import (
	_ "embed"
	"strings"
	"unicode"
)

//go:embed words.txt
var wordsFile string

var legalForms, stopWords = loadWords(wordsFile)

// loadWords reads the two word lists of words.txt.
func loadWords(file string) (legal, stop map[string]bool) {
	lists := map[string]map[string]bool{"legal": {}, "stop": {}}
	var list map[string]bool
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "["):
			list = lists[strings.Trim(line, "[]")]
		default:
			for w := range strings.FieldsSeq(line) {
				list[w] = true
			}
		}
	}
	return lists["legal"], lists["stop"]
}

// Fold makes spellings of one name equal: lower case, letters and digits only
// with single spaces, without a legal form at the end ("Northgate Foods Ltd."
// → "northgate foods").
func Fold(name string) string {
	words := foldWords(name)
	for len(words) > 1 && legalForms[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	return strings.Join(words, " ")
}

func foldWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}

// contentWords is the set of words that carry a text's meaning.
func contentWords(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range foldWords(s) {
		if !stopWords[w] {
			out[w] = true
		}
	}
	return out
}

// Find returns the customers that name may mean: exactly one if a name or
// alias is equal, else those whose name begins with it or holds all its words.
func Find(all []Customer, name string) []Customer {
	n := Fold(name)
	if n == "" {
		return nil
	}
	var close []Customer
	for _, c := range all {
		if c.Called(name) {
			return []Customer{c}
		}
		if resembles(Fold(c.Name), n) {
			close = append(close, c)
		}
	}
	return close
}

func resembles(have, want string) bool {
	if strings.HasPrefix(have, want) {
		return true
	}
	words := map[string]bool{}
	for w := range strings.FieldsSeq(have) {
		words[w] = true
	}
	for w := range strings.FieldsSeq(want) {
		if !words[w] {
			return false
		}
	}
	return true
}
