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
	ends     []int32          // section → the node that all its patterns end with
	symbols  *wordTable
	stems    *wordTable
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
		number: map[string]int32{}, symbols: newWordTable(size / 40), stems: newWordTable(size / 400),
		words: []string{"", ""}, // otherWord, theEnd
		moves: make([]move, 0, size/6), accepts: make([]int32, 0, size/15),
	}
	c.node()
	c.node()
	return c
}

func (c *compiler) node() int32 {
	c.accepts = append(c.accepts, -1)
	return int32(len(c.accepts) - 1)
}

func (c *compiler) section(name string) int32 {
	if s, ok := c.number[name]; ok {
		return s
	}
	s := int32(len(c.sections))
	c.number[name] = s
	c.sections = append(c.sections, name)
	c.ends = append(c.ends, c.node())
	c.accepts[c.ends[s]] = s
	return s
}

// mark is how much there is of everything, before a list's entry is laid out.
type mark struct{ moves, silent, nodes int }

func (c *compiler) mark() mark { return mark{len(c.moves), len(c.silent), len(c.accepts)} }

// wordList is what {list} stands for, laid out from node 0 to node 1.
type wordList struct {
	words         []int32 // symbols of the entries that are one word or stem
	moves, silent []move  // of the others
	nodes         int32   // how many there are, with 0 and 1
	absent        bool    // an entry may be absent

	class   int32 // symbol of words
	classed int   // how many of them it is for
}

// take adds to the list what was laid out since cut, from the node that came
// first to the one after it, and takes it out of the compiler.
func (l *wordList) take(c *compiler, cut mark) {
	first := int32(cut.nodes)
	l.nodes = max(l.nodes, 2)
	place := func(n int32) int32 {
		if n -= first; n > 1 {
			n += l.nodes - 2
		}
		return n
	}
	for _, m := range c.moves[cut.moves:] {
		if m.from == first && m.to == first+1 && m.symbol > theEnd && c.words[m.symbol] != "" {
			l.words = append(l.words, m.symbol)
			continue
		}
		l.moves = append(l.moves, move{place(m.from), m.symbol, place(m.to)})
	}
	for _, m := range c.silent[cut.silent:] {
		l.silent = append(l.silent, move{place(m.from), noWord, place(m.to)})
	}
	l.nodes += int32(len(c.accepts)-cut.nodes) - 2
	c.moves, c.silent, c.accepts = c.moves[:cut.moves], c.silent[:cut.silent], c.accepts[:cut.nodes]
}

// lay lays a list out between two nodes: its words and stems as one, the rest
// one by one.
func (l *wordList) lay(c *compiler, from, to int32) {
	if l.classed != len(l.words) {
		l.class, l.classed = int32(len(c.words)), len(l.words)
		c.words = append(c.words, "")
		for _, symbol := range l.words {
			c.members = append(c.members, member{symbol, l.class})
		}
	}
	if l.classed > 0 {
		c.move(from, l.class, to)
	}
	others := int32(len(c.accepts)) - 2
	place := func(n int32) int32 {
		switch n {
		case 0:
			return from
		case 1:
			return to
		}
		return others + n
	}
	for _, m := range l.moves {
		c.move(place(m.from), m.symbol, place(m.to))
	}
	for _, m := range l.silent {
		c.move(place(m.from), noWord, place(m.to))
	}
	for range l.nodes - 2 {
		c.node()
	}
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
func (c *compiler) symbol(known *wordTable, w string) int32 {
	next := int32(len(c.words))
	s := known.number(w, next)
	if s == next {
		c.words = append(c.words, w)
	}
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
