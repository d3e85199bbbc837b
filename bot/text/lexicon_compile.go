package text

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// gapWords is the most that "..." stands for.
const gapWords = 4

// compiler turns patterns into a nondeterministic automaton: nodes, and moves
// between them that take one word each. The deterministic one is built from
// it while it is used (automaton.go).
type compiler struct {
	moves    []move
	silent   []move  // those that take no word
	accepts  []int32 // node → section, or -1
	sections []string
	number   map[string]int32 // section → index
	symbols  map[string]int32
	stems    map[string]int32
	words    []string // by symbol; of stems, the stem; of lists ""
	members  []member // of lists
}

// member says that a word or stem belongs to a list.
type member struct{ symbol, list int32 }

// move leads from a node to another for one symbol. A stem's symbol stands for
// all words that begin so, a list's for its words: a list of a hundred, used
// in a hundred places, would make ten thousand moves.
type move struct{ from, symbol, to int32 }

// Moves that take no certain word.
const (
	anyWord = int32(-1)
	noWord  = int32(-2)
)

// The nodes that patterns begin with.
const (
	root      = int32(0)
	startRoot = int32(1) // of those with "^"
)

// newCompiler returns a compiler for files of so many bytes.
func newCompiler(size int) *compiler {
	c := &compiler{
		number: map[string]int32{}, symbols: make(map[string]int32, size/20), stems: map[string]int32{},
		words: []string{"", ""}, // otherWord, theEnd
		moves: make([]move, 0, size/3), accepts: make([]int32, 0, size/5),
	}
	c.node()
	c.node()
	return c
}

func (c *compiler) node() int32 {
	c.accepts = append(c.accepts, -1)
	return int32(len(c.accepts) - 1)
}

func (c *compiler) add(section string, pat pattern) error {
	first := root
	if pat[0].is == isStart {
		first, pat = startRoot, pat[1:]
	}
	if len(pat) == 0 || pat[0].is == isAny || pat[0].is == isGap {
		return fmt.Errorf("a pattern begins with a word")
	}
	if mayBeEmpty(pat) {
		return fmt.Errorf("a pattern that may be empty")
	}
	last, err := c.sequence(first, pat)
	if err != nil {
		return err
	}
	c.accepts[last] = c.section(section)
	return nil
}

// mayBeEmpty reports whether a pattern matches no words at all.
func mayBeEmpty(pat pattern) bool {
	for _, it := range pat {
		if !it.optional && it.is != isGap && !slices.ContainsFunc(it.alternatives, mayBeEmpty) && !(it.is == isList && slices.ContainsFunc(it.list.entries, mayBeEmpty)) {
			return false
		}
	}
	return true
}

func (c *compiler) section(name string) int32 {
	if s, ok := c.number[name]; ok {
		return s
	}
	s := int32(len(c.sections))
	c.number[name] = s
	c.sections = append(c.sections, name)
	return s
}

// sequence lays pat out from a node on and returns the node it leads to.
func (c *compiler) sequence(from int32, pat pattern) (int32, error) {
	for i := range pat {
		to := c.node()
		if err := c.item(from, to, &pat[i]); err != nil {
			return 0, err
		}
		if pat[i].optional {
			c.move(from, noWord, to)
		}
		from = to
	}
	return from, nil
}

func (c *compiler) item(from, to int32, it *item) error {
	switch it.is {
	case isStart:
		return fmt.Errorf("\"^\" stands at the beginning only")
	case isEnd:
		c.move(from, theEnd, to)
	case isAny:
		c.move(from, anyWord, to)
	case isGap:
		c.gap(from, to)
	case isStem:
		c.move(from, c.symbol(c.stems, it.text), to)
	case isWord:
		c.move(from, c.symbol(c.symbols, it.text), to)
	case isList:
		return c.list(from, to, it.list)
	}
	for _, alternative := range it.alternatives {
		if one := &alternative[0]; len(alternative) == 1 && one.is == isWord && !one.optional {
			c.move(from, c.symbol(c.symbols, one.text), to)
		} else if err := c.alternative(from, to, alternative); err != nil {
			return err
		}
	}
	return nil
}

func (c *compiler) alternative(from, to int32, pat pattern) error {
	last, err := c.sequence(from, pat)
	if err != nil {
		return err
	}
	c.move(last, noWord, to)
	return nil
}

// list lays out a list: its words and stems as one, the rest one by one.
func (c *compiler) list(from, to int32, l *wordList) error {
	if l.classed != len(l.entries) {
		l.class, l.classed = int32(len(c.words)), len(l.entries)
		c.words = append(c.words, "")
		for _, entry := range l.entries {
			if known := c.table(entry); known != nil {
				c.members = append(c.members, member{c.symbol(known, entry[0].text), l.class})
			}
		}
	}
	c.move(from, l.class, to)
	for _, entry := range l.entries {
		if c.table(entry) != nil {
			continue
		}
		if err := c.alternative(from, to, entry); err != nil {
			return err
		}
	}
	return nil
}

// table returns where the symbol of a list's entry is known, if it is one word
// or stem.
func (c *compiler) table(entry pattern) map[string]int32 {
	switch {
	case len(entry) > 1 || entry[0].optional:
		return nil
	case entry[0].is == isWord:
		return c.symbols
	case entry[0].is == isStem:
		return c.stems
	}
	return nil
}

func (c *compiler) gap(from, to int32) {
	for range gapWords {
		c.move(from, noWord, to)
		next := c.node()
		c.move(from, anyWord, next)
		from = next
	}
	c.move(from, noWord, to)
}

func (c *compiler) move(from, symbol, to int32) {
	if symbol == noWord {
		c.silent = append(c.silent, move{from, symbol, to})
		return
	}
	c.moves = append(c.moves, move{from, symbol, to})
}

// symbol returns the number of a word or stem.
func (c *compiler) symbol(known map[string]int32, w string) int32 {
	if s, ok := known[w]; ok {
		return s
	}
	s := int32(len(c.words))
	c.words = append(c.words, w)
	known[w] = s
	return s
}

func (c *compiler) lexicon() (*Lexicon, error) {
	l := &Lexicon{sections: c.sections, symbols: c.symbols, stems: newStemTable(c.stems)}
	rank := ranks(c.sections)
	for i, name := range c.sections {
		rest, exception := strings.CutPrefix(name, "-")
		if _, known := c.number[rest]; exception && !known {
			return nil, fmt.Errorf("[%s] has no section [%s] to except from", name, rest)
		}
		l.excepts = l.excepts || exception
		l.headings = append(l.headings, Heading{name, i, exception, rank[i]})
	}
	if len(c.words) > anything {
		return nil, fmt.Errorf("%d different words: more than a lexicon can tell apart", len(c.words))
	}
	l.auto = newAutomaton(c, l.stems, l.headings)
	return l, nil
}

// ranks returns the place of each name in their order.
func ranks(names []string) []int {
	sorted := slices.Sorted(slices.Values(names))
	out := make([]int, len(names))
	for i, name := range names {
		out[i], _ = slices.BinarySearch(sorted, name)
	}
	return out
}

// nodes holds the moves by the node that they begin at.
type nodes struct {
	words   table    // those that take a word
	signs   []uint64 // node → what its moves take, by signOf
	silent  table    // those of noWord
	accepts []int32
}

// table holds moves sorted by the node that they begin at.
type table struct {
	symbols []uint16 // that they take; anything is any word
	to      []int32  // nodes that they lead to
	first   []int32  // node → its first move; one more at the end
}

// anything is anyWord in 16 bits, which no symbol is.
const anything = math.MaxUint16

func (c *compiler) nodes() *nodes {
	n := &nodes{words: sorted(c.moves, len(c.accepts)), silent: sorted(c.silent, len(c.accepts)), accepts: c.accepts}
	n.signs = make([]uint64, len(c.accepts))
	for i := range c.moves {
		n.signs[c.moves[i].from] |= signOf(c.moves[i].symbol)
	}
	return n
}

// signOf is a symbol's bit in the signs of a node, by which most nodes are
// passed over that have no move for a word.
func signOf(symbol int32) uint64 { return 1 << (symbol & 63) }

// sorted sorts the moves of so many nodes, by counting.
func sorted(moves []move, nodes int) table {
	t := table{make([]uint16, len(moves)), make([]int32, len(moves)), make([]int32, nodes+2)}
	for i := range moves {
		t.first[moves[i].from+2]++
	}
	for i := 2; i < len(t.first); i++ {
		t.first[i] += t.first[i-1]
	}
	for i := range moves {
		at := &t.first[moves[i].from+1]
		t.symbols[*at], t.to[*at] = uint16(moves[i].symbol), moves[i].to
		*at++
	}
	t.first = t.first[:nodes+1]
	return t
}

// from returns the symbols and the ends of the moves from a node.
func (t *table) from(node int32) ([]uint16, []int32) {
	from, to := t.first[node], t.first[node+1]
	return t.symbols[from:to], t.to[from:to]
}

// close adds to a set of nodes what is reached from it without a word.
func (n *nodes) close(set *set) {
	for i := 0; i < len(set.list); i++ {
		_, to := n.silent.from(set.list[i])
		set.addAll(to)
	}
}
