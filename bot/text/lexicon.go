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
	headings []Heading  // section → its name and number
	excepts  bool       // one of the sections holds exceptions
	symbols  *wordTable // known words; 0 is any other word
	stems    *stemTable
	auto     *automaton
}

const (
	otherWord = int32(0)
	theEnd    = int32(1) // "$"
)

// Match is one phrase found: tokens[From:To] belongs to Section.
type Match struct {
	*Heading
	From, To int32
}

// Heading says which section a phrase belongs to.
type Heading struct {
	Section string
	Number  int // Sections()[Number]

	cancels bool // it holds exceptions
	rank    int  // its place in the order of names
}

// Sections returns the names of the sections, in the order of the file.
func (l *Lexicon) Sections() []string { return l.sections }

// Knows reports whether a word, in lower case, stands in a phrase of the
// lexicon.
func (l *Lexicon) Knows(word string) bool { return l.symbol(word) != otherWord }

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
	afresh  bool     // Token.Number means nothing
	known   []symbol // by the word's number
	symbols []symbol // of the sentence's words, and theEnd
	before  []symbol // of the sentence before
	index   []int32  // the words' tokens
	reach   []int32  // word → the last one that the walk from it looked at

	ahead      []start // of a stretch of words
	exceptions []Match // of the sentence, while what they overlap is taken out
}

// symbol is a word's symbol with its bit in a state's mask, so that the bit is
// worked out once a word.
type symbol struct {
	number uint16
	bit    uint16 // and one more; 0: the word was not looked up yet
}

func symbolOf(number int32) symbol { return symbol{uint16(number), uint16(bitOf(number)) + 1} }

// NewMatcher returns a matcher for the tokens that v cuts.
func (l *Lexicon) NewMatcher(v *Vocabulary) *Matcher {
	return &Matcher{lex: l, known: make([]symbol, v.Len())}
}

// AppendMatches appends what Lexicon.Match returns.
func (m *Matcher) AppendMatches(dst []Match, tokens []Token) []Match {
	m.read(tokens)
	return m.match(dst, nil)
}

// AppendVariant appends what AppendMatches returns for a sentence that has
// other words than the last one, one for one, in some places. Of what begins
// at a word from which none of them is looked at it may leave out all: it is
// what the last sentence had.
func (m *Matcher) AppendVariant(dst []Match, tokens []Token) []Match {
	m.before = append(m.before[:0], m.symbols...)
	m.read(tokens)
	if m.lex.excepts { // an exception tells on other matches
		return m.match(dst, nil)
	}
	changed := 0
	return m.match(dst, func(i int) bool {
		for changed < len(m.symbols) && (changed < i || m.symbols[changed] == m.before[changed]) {
			changed++
		}
		return changed <= int(m.reach[i])
	})
}

// match appends the matches that begin at some of the words; nil: at any.
func (m *Matcher) match(dst []Match, at func(int) bool) []Match {
	first := len(dst)
	for from := 0; from < len(m.index); from += stretch {
		k := m.lex.auto.begin()
		for _, b := range m.starts(k, from, min(from+stretch, len(m.index)), at) {
			dst = m.walk(dst, k, b.state, int(b.word))
		}
		k.done()
	}
	if m.lex.excepts && slices.ContainsFunc(dst[first:], func(x Match) bool { return x.cancels }) {
		dst = m.cancel(dst, first)
	}
	return dst
}

// start is a word that a walk may find something from, and the state after it.
type start struct{ word, state int32 }

// starts returns those of the words from which a walk gets anywhere: something
// ends with them, or goes on with the next. They are found ahead of the walks, for
// the states of one word have nothing to do with those of another, and the
// processor waits for the memory of many at once.
func (m *Matcher) starts(k *kept, from, to int, at func(int) bool) []start {
	m.ahead = slices.Grow(m.ahead[:0], stretch+1)[:stretch+1]
	ahead, symbols, reach, n := m.ahead, m.symbols, m.reach, 0
	first, states := k.first[anywhere-1], k.states.list
	for i := from; i < to; i++ {
		if at != nil && !at(i) {
			continue
		}
		s := unknown
		if i > 0 {
			s = first[symbols[i].number]
		}
		if s == unknown {
			s = k.step(startOf(i), int32(symbols[i].number))
			states = k.states.list
		}
		state, next := &states[s], int32(symbols[i+1].bit)-1
		ahead[n] = start{int32(i), s}
		reach[i] = int32(i) + 1
		if state.accepts|state.other|int32(state.live[next>>6]>>(next&63)&1) != 0 {
			n++
		}
	}
	return ahead[:n]
}

// startOf is the state before word i.
func startOf(i int) int32 {
	if i == 0 {
		return atStart
	}
	return anywhere
}

// read takes the symbols of a sentence's words.
func (m *Matcher) read(tokens []Token) {
	most := len(tokens)
	m.symbols, m.index = slices.Grow(m.symbols[:0], most+1)[:most+1], slices.Grow(m.index[:0], most)[:most]
	n := 0
	for i := range tokens {
		t := &tokens[i]
		if t.Kind == Punct || t.Kind == Symbol {
			continue
		}
		var s symbol
		if int(t.Number) < len(m.known) {
			s = m.known[t.Number]
		}
		if s.bit == 0 {
			s = m.symbol(t)
		}
		m.symbols[n], m.index[n] = s, int32(i)
		n++
	}
	m.symbols[n] = symbolOf(theEnd)
	m.symbols, m.index = m.symbols[:n+1], m.index[:n]
	m.reach = slices.Grow(m.reach[:0], n)[:n]
}

// symbol looks a word up that was not asked for yet.
func (m *Matcher) symbol(t *Token) symbol {
	s, n := symbolOf(m.lex.symbol(t.Lower)), int(t.Number)
	if n == 0 || m.afresh {
		return s
	}
	if n >= len(m.known) {
		m.known = append(m.known, make([]symbol, n+1-len(m.known)+len(m.known)/4)...)
	}
	m.known[n] = s
	return s
}

// walk follows the automaton from s, the state after word i, and appends what
// it finds, in order of the sections' names.
func (m *Matcher) walk(dst []Match, k *kept, s int32, i int) []Match {
	first := len(dst)
	j := i + 1
	for ; ; j++ {
		state := k.states.at(s)
		if state.accepts > 0 {
			to := m.index[min(j, len(m.index))-1] + 1
			dst = accept(dst, first, k.states.accepts[state.accepts], m.index[i], to)
		}
		if j == len(m.symbols) {
			break
		}
		to, symbol := state.other, m.symbols[j]
		if state.live.has(int32(symbol.bit) - 1) {
			to = k.after.get(s, int32(symbol.number))
		}
		if to == unknown {
			to = k.step(s, int32(symbol.number))
		}
		if s = to; s == nowhere {
			break
		}
	}
	m.reach[i] = int32(j)
	return dst
}

// accept appends what ends with a state, from first on in order of the sections'
// names.
func accept(dst []Match, first int, heads []*Heading, from, to int32) []Match {
	if len(dst) == first { // heads are in order
		for _, h := range heads {
			dst = append(dst, Match{h, from, to})
		}
		return dst
	}
	for _, h := range heads {
		dst = longest(dst, first, Match{h, from, to})
	}
	return dst
}

// longest adds x, or lengthens what stands in dst of the same section from
// first on.
func longest(dst []Match, first int, x Match) []Match {
	for i := first; i < len(dst); i++ {
		if dst[i].Heading == x.Heading {
			dst[i].To = max(dst[i].To, x.To)
			return dst
		}
	}
	dst = append(dst, x)
	for i := len(dst) - 1; i > first && dst[i-1].rank > dst[i].rank; i-- {
		dst[i-1], dst[i] = dst[i], dst[i-1]
	}
	return dst
}

// cancel takes out the matches that an exception ("[-section]") overlaps, and
// the exceptions themselves.
func (m *Matcher) cancel(dst []Match, first int) []Match {
	m.exceptions = m.exceptions[:0]
	for _, x := range dst[first:] {
		if x.cancels {
			m.exceptions = append(m.exceptions, x)
		}
	}
	n, near := first, m.exceptions // of which those that end before a match are let go
	for _, y := range dst[first:] {
		for len(near) > 0 && near[0].To <= y.From {
			near = near[1:]
		}
		if !y.cancels && !cancelled(y, near) {
			dst[n], n = y, n+1
		}
	}
	return dst[:n]
}

// cancelled reports whether one of some exceptions, in order of their start,
// overlaps a match.
func cancelled(y Match, exceptions []Match) bool {
	for _, x := range exceptions {
		if x.From >= y.To {
			return false
		}
		if y.From < x.To && x.Section[1:] == y.Section {
			return true
		}
	}
	return false
}

// symbol returns the number of a known word, of the word that it is the
// genitive of, of the longest stem that it begins with, or otherWord.
func (l *Lexicon) symbol(word string) int32 {
	if s := l.symbols.get(word); s != otherWord {
		return s
	}
	if base, ok := strings.CutSuffix(word, "'s"); ok {
		if s := l.symbols.get(base); s != otherWord {
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

func newStemTable(stems *wordTable) *stemTable {
	t := &stemTable{}
	for _, x := range stems.slots {
		if x.key != 0 {
			t[x.word[0]] = append(t[x.word[0]], stem{x.word, x.number})
		}
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
