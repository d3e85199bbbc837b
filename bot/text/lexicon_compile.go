package text

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// gapWords is the most that "..." stands for.
const gapWords = 4

// compiler turns patterns into a nondeterministic automaton, and that into
// the Lexicon's deterministic one (subset construction; patterns are short
// and anchored at their first word, so the states stay few).
type compiler struct {
	lex      *Lexicon
	sections map[string]int32
	nodes    []node
	stems    map[string]int32
	stemOf   map[int32]string // symbols that are stems
	words    []string         // by symbol
	anywhere []int32          // first nodes of patterns
	atStart  []int32          // of those with "^"
}

// node is a state of the nondeterministic automaton.
type node struct {
	on      map[int32][]int32 // symbol → nodes; a stem's symbol stands for all words that begin so
	any     []int32
	empty   []int32
	accepts int32 // section, or -1
}

func newCompiler() *compiler {
	return &compiler{
		lex:      &Lexicon{symbols: map[string]int32{}, stems: &stemTable{}, next: map[uint64]int32{}},
		sections: map[string]int32{},
		stems:    map[string]int32{},
		stemOf:   map[int32]string{},
		words:    []string{"", ""}, // otherWord, theEnd
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
	if slices.Contains(c.closure([]int32{first}), last) {
		return fmt.Errorf("a pattern that may be empty")
	}
	end := c.node()
	c.nodes[end].accepts = c.section(section)
	c.nodes[last].empty = append(c.nodes[last].empty, end)
	if c.atStartOnly(atStart, first) {
		return nil
	}
	c.anywhere = append(c.anywhere, first)
	return nil
}

func (c *compiler) atStartOnly(atStart bool, first int32) bool {
	if atStart {
		c.atStart = append(c.atStart, first)
	}
	return atStart
}

func (c *compiler) section(name string) int32 {
	if s, ok := c.sections[name]; ok {
		return s
	}
	s := int32(len(c.lex.sections))
	c.sections[name] = s
	c.lex.sections = append(c.lex.sections, name)
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
		c.edge(from, to, c.stem(it.stem))
	case it.word != "":
		c.edge(from, to, c.word(it.word))
	}
	for _, alternative := range it.alternatives {
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
	n := &c.nodes[from]
	if n.on == nil {
		n.on = map[int32][]int32{}
	}
	n.on[symbol] = append(n.on[symbol], to)
}

func (c *compiler) word(w string) int32 {
	if s, ok := c.lex.symbols[w]; ok {
		return s
	}
	s := int32(len(c.words))
	c.words = append(c.words, w)
	c.lex.symbols[w] = s
	return s
}

func (c *compiler) stem(w string) int32 {
	if s, ok := c.stems[w]; ok {
		return s
	}
	s := int32(len(c.words))
	c.words = append(c.words, w)
	c.stems[w], c.stemOf[s] = s, w
	c.lex.stems.add(w, s)
	return s
}

// lexicon builds the deterministic automaton.
func (c *compiler) lexicon() (*Lexicon, error) {
	l := c.lex
	l.cancels = make([]int32, len(l.sections))
	for i, name := range l.sections {
		l.cancels[i] = -1
		if rest, ok := strings.CutPrefix(name, "-"); ok {
			of, known := c.sections[rest]
			if !known {
				return nil, fmt.Errorf("[%s] has no section [%s] to except from", name, rest)
			}
			l.cancels[i] = of
		}
	}
	b := &subsets{compiler: c, known: map[string]int32{}, begins: c.symbolsOfStems()}
	l.mid = b.state(c.closure(slices.Clone(c.anywhere)))
	l.start = b.state(c.closure(slices.Concat(c.anywhere, c.atStart)))
	for len(b.todo) > 0 {
		s := b.todo[0]
		b.todo = b.todo[1:]
		b.expand(s)
	}
	return l, nil
}

// symbolsOfStems lists, for each stem, the symbols of words and longer stems
// that begin with it.
func (c *compiler) symbolsOfStems() map[int32][]int32 {
	out := map[int32][]int32{}
	for s, stem := range c.stemOf {
		for other, word := range c.words {
			if strings.HasPrefix(word, stem) {
				out[s] = append(out[s], int32(other))
			}
		}
	}
	return out
}

// closure adds what is reached without a word; sorted.
func (c *compiler) closure(set []int32) []int32 {
	seen := make(map[int32]bool, len(set))
	out := set[:0:0]
	for len(set) > 0 {
		n := set[len(set)-1]
		set = set[:len(set)-1]
		if !seen[n] {
			seen[n] = true
			out = append(out, n)
			set = append(set, c.nodes[n].empty...)
		}
	}
	slices.Sort(out)
	return out
}

// subsets is the work list of the subset construction.
type subsets struct {
	*compiler
	known  map[string]int32
	sets   [][]int32
	todo   []int32
	begins map[int32][]int32
}

func (b *subsets) state(set []int32) int32 {
	key := make([]byte, 0, 4*len(set))
	for _, n := range set {
		key = binary.LittleEndian.AppendUint32(key, uint32(n))
	}
	if s, ok := b.known[string(key)]; ok {
		return s
	}
	s := int32(len(b.lex.states))
	b.known[string(key)] = s
	st := state{other: dead}
	for _, n := range set {
		if a := b.nodes[n].accepts; a >= 0 && !slices.Contains(st.accepts, a) {
			st.accepts = append(st.accepts, a)
		}
	}
	b.lex.states = append(b.lex.states, st)
	b.sets = append(b.sets, set)
	b.todo = append(b.todo, s)
	return s
}

func (b *subsets) expand(s int32) {
	on := map[int32][]int32{}
	var other []int32
	for _, n := range b.sets[s] {
		for symbol, to := range b.nodes[n].on {
			if same := b.begins[symbol]; same != nil {
				for _, x := range same {
					on[x] = append(on[x], to...)
				}
				continue
			}
			on[symbol] = append(on[symbol], to...)
		}
		other = append(other, b.nodes[n].any...)
	}
	if len(other) > 0 {
		b.lex.states[s].other = b.state(b.closure(slices.Clone(other)))
	}
	for _, symbol := range sortedKeys(on) {
		to := on[symbol]
		if symbol != theEnd {
			to = append(to, other...)
		}
		b.lex.next[uint64(s)<<32|uint64(symbol)] = b.state(b.closure(to))
	}
}

func sortedKeys(m map[int32][]int32) []int32 {
	keys := make([]int32, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
