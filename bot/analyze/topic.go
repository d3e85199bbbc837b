package analyze

import (
	"strings"
	"unicode/utf8"

	"heed/bot/text"
)

// stemLength is how much of a long word has to agree: "marriage" takes up
// "married".
const stemLength = 5

// topic returns the stem by which a word is recognised when it comes back, or
// "" for words without a topic of their own.
func topic(tok text.Token) string {
	if !tok.IsWord() {
		return ""
	}
	w := strings.TrimSuffix(tok.Lower, "'s")
	if len(w) < 2 || stopWords()[w] {
		return ""
	}
	if tok.Kind == text.Number {
		return w
	}
	return stem(w)
}

func stem(w string) string {
	switch {
	case len(w) > 4 && strings.HasSuffix(w, "ies"):
		w = w[:len(w)-3] + "y"
	case len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss"):
		w = w[:len(w)-1]
	}
	if utf8.RuneCountInString(w) <= stemLength {
		return w
	}
	end, n := 0, 0
	for end = range w {
		if n == stemLength {
			break
		}
		n++
	}
	return w[:end]
}

// topics is a small set of stems in order of appearance; turns are short, so
// a slice beats a map.
type topics []string

func (t *topics) add(s *sentence) {
	for _, tok := range s.Tokens {
		if w := topic(tok); w != "" && !t.has(w) {
			*t = append(*t, w)
		}
	}
}

func (t topics) has(w string) bool {
	for _, x := range t {
		if x == w {
			return true
		}
	}
	return false
}

// shared counts the different topics of s that t holds; all is how many
// topics s has.
func (t topics) shared(s *sentence) (shared, all int) {
	var seen topics
	for _, tok := range s.Tokens {
		w := topic(tok)
		if w == "" || seen.has(w) {
			continue
		}
		seen = append(seen, w)
		if t.has(w) {
			shared++
		}
	}
	return shared, len(seen)
}

// sharesNumber reports whether s says a number that t holds.
func (t topics) sharesNumber(s *sentence) bool {
	for _, tok := range s.Tokens {
		if (tok.Kind == text.Number || numberWords[tok.Lower]) && t.has(topic(tok)) {
			return true
		}
	}
	return false
}
