package text

import (
	"math/bits"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// automaton is the deterministic automaton of a lexicon. Built beforehand it
// would have a million transitions, of which a text uses some thousands; so
// transitions are worked out when they are first needed, and kept. What it
// finds doesn't depend on what is kept.
type automaton struct {
	nodes   *nodes
	heads   []Heading // of the sections
	classes [][]int32 // symbol → the stems that its word begins with, and the lists that hold it
	masks   []*mask   // symbol → of the words of a stem or list
	first   [2]*symbolMoves
	kept    atomic.Pointer[kept]
}

// symbolMoves are the moves from a state by symbol.
type symbolMoves struct {
	to    []int32 // nodes
	first []int32 // symbol → its first one; one more at the end
	any   []int32 // nodes that any word leads to
}

// kept is what has been worked out. A reader that has begun with one ends
// with it, whether or not it has been replaced since.
type kept struct {
	a *automaton

	mu     sync.RWMutex
	states states
	first  [2][]int32      // symbol → state after a first state
	after  transitions     // the same for all other states
	hubs   map[int32]*ways // of nodes with many moves, which many states have

	// While a state is worked out:
	taken symbols // of the word
	set   set     // nodes
}

// state is what has to be known of a set of nodes at every word: as much as a
// line of the processor's cache holds.
type state struct {
	live    mask  // of the symbols that have a way of their own
	other   int32 // the state that any other word leads to
	accepts int32 // index into states.accepts; 0: none
}

// made is what a state is made of.
type made struct {
	nodes    []int32
	looks    int          // how many moves were looked at to work out ways on
	bySymbol *symbolMoves // made when that has cost as much as sorting them
}

// mask tells of most symbols that a state has no way of its own for them, in
// one look at little memory: the bit of those that it has is set.
type mask [7]uint64

// bitOf is a symbol's bit in a mask.
func bitOf(symbol int32) int32 { return symbol % (64 * int32(len(mask{}))) }

func (m *mask) add(symbol int32) { m[bitOf(symbol)>>6] |= 1 << (symbol & 63) }
func (m *mask) addAll(of *mask) {
	for i := range m {
		m[i] |= of[i]
	}
}

func (m *mask) has(bit int32) bool { return m[bit>>6]>>(bit&63)&1 != 0 }

// ways are the ways on from a node or a state.
type ways struct {
	live mask // of the symbols that have one of their own
	any  bool // any word has one
}

// hubMoves is how many moves make a node a hub: its ways are worked out once
// and not for every state.
const hubMoves = 8

// Numbers of states.
const (
	unknown  = int32(-1) // not worked out yet
	nowhere  = int32(0)  // no phrase goes on
	anywhere = int32(1)  // the first state
	atStart  = int32(2)  // the first state at the start of a sentence
)

// What is kept is bounded; beyond, the automaton starts afresh, at most a
// stretch of words later. No phrase is so long that the states of a stretch
// would not fit into 16 bits then.
const (
	maxStates      = 1 << 15
	maxTransitions = 1 << 18
	stretch        = 512
)

func newAutomaton(c *compiler, stems *stemTable, heads []Heading) *automaton {
	a := &automaton{nodes: c.nodes(), heads: heads}
	a.classes = c.classes(stems)
	a.masks = make([]*mask, len(a.classes))
	for symbol, classes := range a.classes {
		for _, class := range classes {
			if a.masks[class] == nil {
				a.masks[class] = &mask{}
			}
			a.masks[class].add(int32(symbol))
		}
	}
	start := newSet(len(a.nodes.accepts))
	for i, node := range []int32{root, startRoot} {
		start.add(node)
		a.nodes.close(&start)
		a.first[i] = a.movesFrom(start.list)
		a.first[i].any = nil // a phrase begins with a word of its own
	}
	a.reset()
	return a
}

// movesFrom sorts the moves from some nodes by symbol, by counting.
func (a *automaton) movesFrom(nodes []int32) *symbolMoves {
	f := &symbolMoves{first: make([]int32, len(a.classes)+2)}
	n := 0
	for _, node := range nodes {
		symbols, to := a.nodes.words.from(node)
		for i, symbol := range symbols {
			if symbol == anything {
				f.any = append(f.any, to[i])
				continue
			}
			f.first[int(symbol)+2]++
			n++
		}
	}
	for i := 2; i < len(f.first); i++ {
		f.first[i] += f.first[i-1]
	}
	f.to = make([]int32, n)
	for _, node := range nodes {
		symbols, to := a.nodes.words.from(node)
		for i, symbol := range symbols {
			if symbol != anything {
				f.to[f.first[int(symbol)+1]] = to[i]
				f.first[int(symbol)+1]++
			}
		}
	}
	f.first = f.first[:len(a.classes)+1]
	return f
}

func (f *symbolMoves) of(symbol int32) []int32 { return f.to[f.first[symbol]:f.first[symbol+1]] }

// classes returns, for every word and stem, the other stems that it begins
// with and the lists that it belongs to, itself or by one of these stems.
func (c *compiler) classes(stems *stemTable) [][]int32 {
	out := make([][]int32, len(c.words))
	lists := make([][]int32, len(c.words))
	for _, m := range c.members {
		lists[m.symbol] = append(lists[m.symbol], m.list)
	}
	for i, word := range c.words {
		if word == "" {
			continue
		}
		classes := slices.Clip(lists[i])
		for _, s := range stems[word[0]] {
			if s.symbol != int32(i) && strings.HasPrefix(word, s.text) {
				classes = append(append(classes, s.symbol), lists[s.symbol]...)
			}
		}
		out[i] = classes
	}
	return out
}

func (a *automaton) reset() {
	k := &kept{a: a, set: newSet(len(a.nodes.accepts)), hubs: map[int32]*ways{}}
	for i := range k.first {
		k.first[i] = make([]int32, len(a.classes))
		for symbol := range k.first[i] {
			k.first[i][symbol] = unknown
		}
	}
	k.states.init()
	k.states.of(anywhere).bySymbol, k.states.of(atStart).bySymbol = a.first[0], a.first[1]
	k.after.grow()
	a.kept.Store(k)
}

// begin readies what is kept for reading until done.
func (a *automaton) begin() *kept {
	k := a.kept.Load()
	k.mu.RLock()
	if len(k.states.list) > maxStates || k.after.n > maxTransitions {
		k.mu.RUnlock()
		a.reset()
		k = a.kept.Load()
		k.mu.RLock()
	}
	return k
}

func (k *kept) done() { k.mu.RUnlock() }

// step returns the state after symbol. It is called between begin and done,
// and lets the lock go while it works out what isn't known.
func (k *kept) step(s, symbol int32) int32 {
	if to := k.look(s, symbol); to != unknown {
		return to
	}
	k.mu.RUnlock()
	k.mu.Lock()
	to := k.look(s, symbol)
	if to == unknown {
		to = k.work(s, symbol)
	}
	k.mu.Unlock()
	k.mu.RLock()
	return to
}

// look returns the state after symbol if it is known.
func (k *kept) look(s, symbol int32) int32 {
	if s <= atStart {
		return k.first[s-1][symbol]
	}
	if from := k.states.at(s); !from.live.has(bitOf(symbol)) {
		return from.other
	}
	return k.after.get(s, symbol)
}

// work finds the state that symbol leads to, and keeps it.
func (k *kept) work(s, symbol int32) int32 {
	k.set.clear()
	other := s > atStart && !k.states.at(s).live.has(bitOf(symbol))
	if other {
		symbol = otherWord
	}
	k.follow(s, symbol)
	to := k.reached()
	switch {
	case other:
		k.states.at(s).other = to
	case s <= atStart:
		k.first[s-1][symbol] = to
	default:
		k.after.put(s, symbol, to)
	}
	return to
}

// follow adds to the set the nodes that symbol leads to.
func (k *kept) follow(s, symbol int32) {
	from, classes := k.states.of(s), k.a.classes[symbol]
	if from.bySymbol == nil && from.looks > len(k.a.classes) {
		from.bySymbol = k.a.movesFrom(from.nodes)
	}
	if moves := from.bySymbol; moves != nil {
		k.set.addAll(moves.of(symbol))
		for _, class := range classes {
			k.set.addAll(moves.of(class))
		}
		if symbol != theEnd {
			k.set.addAll(moves.any)
		}
		return
	}
	k.taken.add(symbol)
	signs := signOf(symbol)
	for _, class := range classes {
		k.taken.add(class)
		signs |= signOf(class)
	}
	if symbol != theEnd {
		k.taken.add(anything)
		signs |= signOf(anything)
	}
	nodes, taken, bit := k.a.nodes, &k.taken, bitOf(symbol)
	from.looks += len(from.nodes)
	for _, n := range from.nodes {
		if nodes.signs[n]&signs == 0 {
			continue
		}
		symbols, to := nodes.words.from(n)
		if len(symbols) > hubMoves {
			if hub := k.hub(n); !hub.any && !hub.live.has(bit) {
				continue
			}
		}
		from.looks += len(symbols)
		for i, symbol := range symbols {
			if taken.has(symbol) {
				k.set.add(to[i])
			}
		}
	}
	k.taken.remove(symbol)
	for _, class := range classes {
		k.taken.remove(class)
	}
	k.taken.remove(anything)
}

// reached returns the state of the set, with what is reached from it without
// a word.
func (k *kept) reached() int32 {
	k.a.nodes.close(&k.set)
	if len(k.set.list) == 0 {
		return nowhere
	}
	number, fresh := k.states.add(&k.set)
	if fresh {
		k.waysOn(k.states.at(number))
		k.accept(number)
	}
	return number
}

// accept notes which sections' phrases end with a new state.
func (k *kept) accept(number int32) {
	var heads []*Heading
	for _, n := range k.set.list {
		if section := k.a.nodes.accepts[n]; section >= 0 && !slices.Contains(heads, &k.a.heads[section]) {
			heads = append(heads, &k.a.heads[section])
		}
	}
	if len(heads) > 0 {
		slices.SortFunc(heads, func(a, b *Heading) int { return a.rank - b.rank })
		k.states.at(number).accepts = int32(len(k.states.accepts))
		k.states.accepts = append(k.states.accepts, heads)
	}
}

// waysOn works out which symbols have a way on from a new state, that of the
// set.
func (k *kept) waysOn(s *state) {
	var of ways
	for _, n := range k.set.list {
		if nodes := k.a.nodes.words; nodes.first[n+1]-nodes.first[n] <= hubMoves {
			k.a.waysFrom(n, &of)
			continue
		}
		hub := k.hub(n)
		of.live.addAll(&hub.live)
		of.any = of.any || hub.any
	}
	if s.live = of.live; of.any {
		s.other = unknown
	}
}

// hub returns the ways on from a node with many moves.
func (k *kept) hub(node int32) *ways {
	of := k.hubs[node]
	if of == nil {
		of = &ways{}
		k.a.waysFrom(node, of)
		k.hubs[node] = of
	}
	return of
}

// waysFrom adds the ways on from a node.
func (a *automaton) waysFrom(node int32, of *ways) {
	symbols, _ := a.nodes.words.from(node)
	for _, symbol := range symbols {
		if symbol == anything {
			of.any = true
			of.live.add(theEnd) // no word
			continue
		}
		of.live.add(int32(symbol))
		if words := a.masks[symbol]; words != nil {
			of.live.addAll(words)
		}
	}
}

// transitions is a hash table from state and symbol to state, with open
// addressing: a lookup is mostly one look at the memory, where a map of maps
// takes several.
type transitions struct {
	slots []transition
	shift uint
	n     int
}

type transition struct {
	key uint32 // state and symbol; 0: empty
	to  int32
}

func keyOf(s, symbol int32) uint32 { return uint32(s)<<16 | uint32(symbol) }

// slot is where a key is looked for first: Fibonacci hashing (Knuth, TAOCP 3,
// 6.4).
func (t *transitions) slot(key uint32) int { return int(key * 0x9E3779B1 >> t.shift) }

func (t *transitions) get(s, symbol int32) int32 {
	key := keyOf(s, symbol)
	for i := t.slot(key); ; i = (i + 1) & (len(t.slots) - 1) {
		switch t.slots[i].key {
		case key:
			return t.slots[i].to
		case 0:
			return unknown
		}
	}
}

func (t *transitions) put(s, symbol, to int32) {
	if 2*t.n >= len(t.slots) {
		t.grow()
	}
	key := keyOf(s, symbol)
	i := t.slot(key)
	for t.slots[i].key != 0 {
		i = (i + 1) & (len(t.slots) - 1)
	}
	t.slots[i] = transition{key, to}
	t.n++
}

func (t *transitions) grow() {
	old := t.slots
	size := max(1<<10, 2*len(old))
	t.slots, t.n, t.shift = make([]transition, size), 0, uint(32-bits.TrailingZeros(uint(size)))
	for _, x := range old {
		if x.key != 0 {
			t.put(int32(x.key>>16), int32(x.key&0xffff), x.to)
		}
	}
}

// symbols is a set of symbols.
type symbols [(anything + 1) / 64]uint64

func (s *symbols) add(symbol int32)       { s[symbol>>6] |= 1 << (symbol & 63) }
func (s *symbols) remove(symbol int32)    { s[symbol>>6] &^= 1 << (symbol & 63) }
func (s *symbols) has(symbol uint16) bool { return s[symbol>>6]>>(symbol&63)&1 != 0 }

// set is a set of small numbers, cleared in no time.
type set struct {
	list []int32
	mark []uint32 // by number: == turn if in the set
	turn uint32
}

func newSet(numbers int) set { return set{mark: make([]uint32, numbers), turn: 1} }

func (s *set) clear() {
	s.list = s.list[:0]
	if s.turn++; s.turn == 0 { // after four billion
		clear(s.mark)
		s.turn = 1
	}
}

func (s *set) add(n int32) {
	if s.mark[n] != s.turn {
		s.mark[n] = s.turn
		s.list = append(s.list, n)
	}
}

func (s *set) has(n int32) bool { return s.mark[n] == s.turn }

func (s *set) hasAll(numbers []int32) bool {
	for _, n := range numbers {
		if !s.has(n) {
			return false
		}
	}
	return true
}

func (s *set) addAll(numbers []int32) {
	for _, n := range numbers {
		s.add(n)
	}
}
