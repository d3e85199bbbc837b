package text

import (
	"fmt"
	"slices"
	"strings"
)

// gapWords is the most that "..." stands for.
const gapWords = 4

// compiler turns patterns into a nondeterministic automaton: nodes with edges
// that take one word each. The deterministic one is built from it while it is
// used (automaton.go).
type compiler struct {
	nodes    []node
	sections []string
	number   map[string]int32 // section → index
	symbols  map[string]int32
	stems    map[string]int32
	words    []string // by symbol; of stems, the stem
	first    []int32  // nodes that patterns begin with
	atStart  []int32  // of patterns with "^"
}

// node is a state of the nondeterministic automaton.
type node struct {
	edges   []edge
	any     []int32 // nodes after any one word
	empty   []int32 // nodes after no word
	accepts int32   // section, or -1
}

// edge leads on for one symbol; a stem's symbol stands for all words that
// begin so.
type edge struct{ symbol, to int32 }

func newCompiler() *compiler {
	return &compiler{
		number: map[string]int32{}, symbols: map[string]int32{}, stems: map[string]int32{},
		words: []string{"", ""}, // otherWord, theEnd
	}
}

func (c *compiler) node() int32 {
	c.nodes = append(c.nodes, node{accepts: -1})
	return int32(len(c.nodes) - 1)
}

func (c *compiler) add(section string, pat pattern) error {
	atStart := pat[0].start
	if atStart {
		pat = pat[1:]
	}
	if len(pat) == 0 || pat[0].any || pat[0].gap {
		return fmt.Errorf("a pattern begins with a word")
	}
	first := c.node()
	last, err := c.sequence(first, pat)
	if err != nil {
		return err
	}
	if slices.Contains(closure(c.nodes, []int32{first}), last) {
		return fmt.Errorf("a pattern that may be empty")
	}
	end := c.node()
	c.nodes[end].accepts = c.section(section)
	c.nodes[last].empty = append(c.nodes[last].empty, end)
	if atStart {
		c.atStart = append(c.atStart, first)
	} else {
		c.first = append(c.first, first)
	}
	return nil
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
	for _, it := range pat {
		to := c.node()
		if err := c.item(from, to, it); err != nil {
			return 0, err
		}
		if it.optional {
			c.nodes[from].empty = append(c.nodes[from].empty, to)
		}
		from = to
	}
	return from, nil
}

func (c *compiler) item(from, to int32, it item) error {
	switch {
	case it.start:
		return fmt.Errorf("\"^\" stands at the beginning only")
	case it.end:
		c.edge(from, to, theEnd)
	case it.any:
		c.nodes[from].any = append(c.nodes[from].any, to)
	case it.gap:
		c.gap(from, to)
	case it.stem != "":
		c.edge(from, to, c.symbol(c.stems, it.stem))
	case it.word != "":
		c.edge(from, to, c.symbol(c.symbols, it.word))
	}
	for _, alternative := range it.alternatives {
		if one := alternative[0]; len(alternative) == 1 && one.word != "" && !one.optional {
			c.edge(from, to, c.symbol(c.symbols, one.word))
			continue
		}
		last, err := c.sequence(from, alternative)
		if err != nil {
			return err
		}
		c.nodes[last].empty = append(c.nodes[last].empty, to)
	}
	return nil
}

func (c *compiler) gap(from, to int32) {
	for range gapWords {
		c.nodes[from].empty = append(c.nodes[from].empty, to)
		next := c.node()
		c.nodes[from].any = append(c.nodes[from].any, next)
		from = next
	}
	c.nodes[from].empty = append(c.nodes[from].empty, to)
}

func (c *compiler) edge(from, to, symbol int32) {
	c.nodes[from].edges = append(c.nodes[from].edges, edge{symbol, to})
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
	l := &Lexicon{sections: c.sections, cancels: make([]bool, len(c.sections)), symbols: c.symbols, stems: newStemTable(c.stems)}
	for i, name := range c.sections {
		rest, exception := strings.CutPrefix(name, "-")
		if _, known := c.number[rest]; exception && !known {
			return nil, fmt.Errorf("[%s] has no section [%s] to except from", name, rest)
		}
		l.cancels[i] = exception
	}
	l.rank = ranks(c.sections)
	l.auto = newAutomaton(c)
	return l, nil
}

// ranks returns the place of each name in their order.
func ranks(names []string) []int32 {
	sorted := slices.Sorted(slices.Values(names))
	out := make([]int32, len(names))
	for i, name := range names {
		at, _ := slices.BinarySearch(sorted, name)
		out[i] = int32(at)
	}
	return out
}

// closure adds to a set of nodes what is reached from it without a word;
// sorted.
func closure(nodes []node, set []int32) []int32 {
	todo := slices.Clone(set)
	out := make([]int32, 0, 2*len(set))
	seen := make(map[int32]bool, len(set))
	for len(todo) > 0 {
		n := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if !seen[n] {
			seen[n] = true
			out = append(out, n)
			todo = append(todo, nodes[n].empty...)
		}
	}
	slices.Sort(out)
	return out
}
