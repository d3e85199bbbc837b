package text

import (
	"cmp"
	"slices"
	"strings"
)

// Lexicon finds the phrases of a lexicon file in tokens. Make one with
// ParseLexicon, which describes the file. It is an automaton over words: from
// every token one walk, which ends with the first word that no phrase goes on
// with.
type Lexicon struct {
	sections []string
	cancels  []bool           // section → whether it holds exceptions
	symbols  map[string]int32 // known words; 0 is any other word
	stems    *stemTable
	auto     *automaton
}

const (
	otherWord = int32(0)
	theEnd    = int32(1) // "$"
)

// Match is one phrase found: tokens[From:To] belongs to Section.
type Match struct {
	Section  string
	From, To int
}

// Match returns the phrases in the tokens of one sentence, in order of their
// start; of one section only the longest at each start. Punctuation is passed
// over.
func (l *Lexicon) Match(tokens []Token) []Match { return l.AppendMatches(nil, tokens) }

// AppendMatches is Match into a slice that the caller keeps.
func (l *Lexicon) AppendMatches(dst []Match, tokens []Token) []Match {
	var symbolSpace, indexSpace [64]int32
	symbols, index := symbolSpace[:0], indexSpace[:0]
	for i, t := range tokens {
		if t.IsWord() {
			symbols, index = append(symbols, l.symbol(t.Lower)), append(index, int32(i))
		}
	}
	symbols = append(symbols, theEnd)
	first, cancelling := len(dst), false
	begin := l.auto.begin()
	for i := range index {
		at := len(dst)
		dst, cancelling = l.walk(dst, begin, symbols, index, i, cancelling)
		if len(dst)-at > 1 {
			slices.SortFunc(dst[at:], func(a, b Match) int { return cmp.Compare(a.Section, b.Section) })
		}
	}
	l.auto.done()
	if cancelling {
		dst = l.cancel(dst, first)
	}
	return dst
}

// walk follows the automaton from word i.
func (l *Lexicon) walk(dst []Match, begin [2]*state, symbols, index []int32, i int, cancelling bool) ([]Match, bool) {
	at, s := len(dst), begin[anywhere]
	if i == 0 {
		s = begin[atStart]
	}
	for j := i; j < len(symbols); j++ {
		if s = l.auto.step(s, symbols[j]); s == nil {
			break
		}
		end := int(index[min(j, len(index)-1)]) + 1
		for _, section := range s.accepts {
			dst = longest(dst, at, Match{Section: l.sections[section], From: int(index[i]), To: end})
			cancelling = cancelling || l.cancels[section]
		}
	}
	return dst, cancelling
}

// longest adds m, or lengthens the match of the same section found since at.
func longest(dst []Match, at int, m Match) []Match {
	for k := at; k < len(dst); k++ {
		if dst[k].Section == m.Section {
			dst[k].To = max(dst[k].To, m.To)
			return dst
		}
	}
	return append(dst, m)
}

// cancel takes out the matches that an exception ("[-section]") overlaps, and
// the exceptions themselves.
func (l *Lexicon) cancel(dst []Match, first int) []Match {
	found := dst[first:]
	cancelled := func(m Match) bool {
		if m.Section[0] == '-' {
			return true
		}
		return slices.ContainsFunc(found, func(x Match) bool {
			return x.Section[0] == '-' && x.Section[1:] == m.Section && x.From < m.To && m.From < x.To
		})
	}
	keep := slices.Clone(found)
	keep = slices.DeleteFunc(keep, cancelled)
	return append(dst[:first], keep...)
}

// symbol returns the number of a known word, of the word that it is the
// genitive of, of the longest stem that it begins with, or otherWord.
func (l *Lexicon) symbol(word string) int32 {
	if s, ok := l.symbols[word]; ok {
		return s
	}
	if base, ok := strings.CutSuffix(word, "'s"); ok {
		if s, ok := l.symbols[base]; ok {
			return s
		}
	}
	return l.stems.longest(word)
}

// stemTable holds the stems by their first byte.
type stemTable [256][]stem

type stem struct {
	text   string
	symbol int32
}

func (t *stemTable) add(text string, symbol int32) {
	row := append(t[text[0]], stem{text, symbol})
	slices.SortFunc(row, func(a, b stem) int { return cmp.Compare(len(b.text), len(a.text)) })
	t[text[0]] = row
}

func (t *stemTable) longest(word string) int32 {
	if word == "" {
		return otherWord
	}
	for _, s := range t[word[0]] {
		if len(word) >= len(s.text) && word[:len(s.text)] == s.text {
			return s.symbol
		}
	}
	return otherWord
}
