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
	rank     []int32          // section → its place in the order of names
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
	Number   int // of the section: Sections()[Number]
	From, To int
}

// Sections returns the names of the sections, in the order of the file.
func (l *Lexicon) Sections() []string { return l.sections }

// Match returns the phrases in the tokens of one sentence, in order of their
// start; of one section only the longest at each start. Punctuation is passed
// over.
func (l *Lexicon) Match(tokens []Token) []Match {
	m := Matcher{lex: l, afresh: true}
	return m.AppendMatches(nil, tokens)
}

// Matcher matches the sentences of one text against a lexicon. Words are
// looked up once, by their number in the text's vocabulary. It keeps what it
// works with from one sentence to the next: for one goroutine at a time.
type Matcher struct {
	lex     *Lexicon
	afresh  bool    // Token.Number means nothing
	known   []int32 // word's number → symbol+1; 0: not looked up yet
	symbols []int32 // of the sentence's words, and theEnd
	index   []int32 // their tokens
	found   []found // at one word
}

// found is a phrase that begins at the word in hand.
type found struct{ section, to int32 }

// NewMatcher returns a matcher for the tokens that v cuts.
func (l *Lexicon) NewMatcher(v *Vocabulary) *Matcher {
	return &Matcher{lex: l, known: make([]int32, v.Len())}
}

// AppendMatches appends what Lexicon.Match returns.
func (m *Matcher) AppendMatches(dst []Match, tokens []Token) []Match {
	m.read(tokens)
	first, cancelling := len(dst), false
	k := m.lex.auto.begin()
	for i := range m.index {
		if i%stretch == stretch-1 { // a text without a full stop
			k.done()
			k = m.lex.auto.begin()
		}
		s := anywhere
		if i == 0 {
			s = atStart
		}
		if s = k.step(s, m.symbols[i]); s == nowhere {
			continue
		}
		for _, f := range m.walk(k, s, i) {
			dst = append(dst, Match{m.lex.sections[f.section], int(f.section), int(m.index[i]), int(f.to)})
			cancelling = cancelling || m.lex.cancels[f.section]
		}
	}
	k.done()
	if cancelling {
		dst = m.lex.cancel(dst, first)
	}
	return dst
}

// read takes the symbols of a sentence's words.
func (m *Matcher) read(tokens []Token) {
	m.symbols, m.index = m.symbols[:0], m.index[:0]
	for i := range tokens {
		if t := &tokens[i]; t.IsWord() {
			m.symbols, m.index = append(m.symbols, m.symbol(t)), append(m.index, int32(i))
		}
	}
	m.symbols = append(m.symbols, theEnd)
}

func (m *Matcher) symbol(t *Token) int32 {
	n := int(t.Number)
	if n == 0 || m.afresh {
		return m.lex.symbol(t.Lower)
	}
	if n >= len(m.known) {
		m.known = append(m.known, make([]int32, n+1-len(m.known)+len(m.known)/4)...)
	}
	if s := m.known[n]; s > 0 {
		return s - 1
	}
	s := m.lex.symbol(t.Lower)
	m.known[n] = s + 1
	return s
}

// walk follows the automaton from s, the state after word i, and returns what
// it finds, in order of the sections' names.
func (m *Matcher) walk(k *kept, s int32, i int) []found {
	out := m.found[:0]
	for j := i + 1; ; j++ {
		for _, section := range k.states[s].accepts {
			out = m.longest(out, found{section, m.index[min(j, len(m.index))-1] + 1})
		}
		if j == len(m.symbols) {
			break
		}
		symbol := m.symbols[j]
		if !k.live[s].has(symbol) {
			break
		}
		if s = k.step(s, symbol); s == nowhere {
			break
		}
	}
	m.found = out
	return out
}

// longest adds f, or lengthens what was found of the same section.
func (m *Matcher) longest(out []found, f found) []found {
	at := len(out)
	for i := range out {
		if out[i].section == f.section {
			out[i].to = max(out[i].to, f.to)
			return out
		}
		if at == len(out) && m.lex.rank[out[i].section] > m.lex.rank[f.section] {
			at = i
		}
	}
	return slices.Insert(out, at, f)
}

// cancel takes out the matches that an exception ("[-section]") overlaps, and
// the exceptions themselves.
func (l *Lexicon) cancel(dst []Match, first int) []Match {
	found := slices.Clone(dst[first:])
	cancelled := func(m Match) bool {
		return l.cancels[m.Number] || slices.ContainsFunc(found, func(x Match) bool {
			return l.cancels[x.Number] && x.Section[1:] == m.Section && x.From < m.To && m.From < x.To
		})
	}
	return append(dst[:first], slices.DeleteFunc(dst[first:], cancelled)...)
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

// stemTable holds the stems by their first byte, the longest first.
type stemTable [256][]stem

type stem struct {
	text   string
	symbol int32
}

func newStemTable(stems map[string]int32) *stemTable {
	t := &stemTable{}
	for text, symbol := range stems {
		t[text[0]] = append(t[text[0]], stem{text, symbol})
	}
	for _, row := range t {
		slices.SortFunc(row, func(a, b stem) int { return cmp.Compare(len(b.text), len(a.text)) })
	}
	return t
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
