package text

import (
	"cmp"
	"encoding/binary"
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
	nodes   []node
	begins  [][]int32            // symbol → the stems that its word begins with
	members [][]int32            // stem's symbol → the words and stems that begin with it
	onFirst [2]map[int32][]int32 // edges of the two first states, by symbol: they have thousands
	sets    [2][]int32           // nodes of the first states
	kept    atomic.Pointer[kept]
}

// kept is what has been worked out. A reader that has begun with one ends
// with it, whether or not it has been replaced since.
type kept struct {
	a *automaton

	mu     sync.RWMutex
	states []state
	live   []mask           // by state
	first  [2][]int32       // symbol → state after a first state
	after  transitions      // the same for all other states
	known  map[string]int32 // nodes → state
}

// state is a set of nodes; a state's number is its index in kept.states.
type state struct {
	nodes   []int32
	accepts []int32 // sections
}

// mask tells of most symbols that a state has no way on for them, in one look
// at little memory: bit symbol%256 is set for those that it has.
type mask [4]uint64

func (m *mask) add(symbol int32)      { m[symbol>>6&3] |= 1 << (symbol & 63) }
func (m *mask) has(symbol int32) bool { return m[symbol>>6&3]>>(symbol&63)&1 != 0 }

// Numbers of states.
const (
	unknown  = int32(-1) // not worked out yet
	nowhere  = int32(0)  // no phrase goes on
	anywhere = int32(1)  // the first state
	atStart  = int32(2)  // the first state at the start of a sentence
)

// What is kept is bounded; beyond, the automaton starts afresh.
const (
	maxStates      = 1 << 16
	maxTransitions = 1 << 19
)

func newAutomaton(c *compiler) *automaton {
	a := &automaton{nodes: c.nodes}
	a.begins, a.members = stemsOf(c)
	a.sets = [2][]int32{closure(c.nodes, c.first), closure(c.nodes, slices.Concat(c.first, c.atStart))}
	for i, set := range a.sets {
		a.onFirst[i] = make(map[int32][]int32, len(c.words))
		for _, n := range set {
			for _, e := range c.nodes[n].edges {
				a.onFirst[i][e.symbol] = append(a.onFirst[i][e.symbol], e.to)
			}
		}
	}
	a.reset()
	return a
}

// stemsOf finds, for every word and stem, the other stems that it begins
// with, and for every stem what begins with it. In the order of words, those
// that begin with a stem follow it.
func stemsOf(c *compiler) (begins, members [][]int32) {
	order := make([]int32, len(c.words))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Compare(c.words[a], c.words[b]) })
	begins, members = make([][]int32, len(c.words)), make([][]int32, len(c.words))
	for stem, s := range c.stems {
		from, _ := slices.BinarySearchFunc(order, stem, func(w int32, stem string) int { return cmp.Compare(c.words[w], stem) })
		for _, w := range order[from:] {
			if !strings.HasPrefix(c.words[w], stem) {
				break
			}
			if w != s {
				begins[w], members[s] = append(begins[w], s), append(members[s], w)
			}
		}
	}
	for _, stems := range begins {
		slices.Sort(stems)
	}
	return begins, members
}

func (a *automaton) reset() {
	k := &kept{a: a, known: map[string]int32{}, states: make([]state, 3, 64), live: make([]mask, 3, 64)}
	for i := range k.first {
		k.first[i] = make([]int32, len(a.begins))
		for symbol := range k.first[i] {
			k.first[i][symbol] = unknown
		}
	}
	k.after.grow()
	a.kept.Store(k)
}

// begin readies what is kept for reading until done.
func (a *automaton) begin() *kept {
	k := a.kept.Load()
	k.mu.RLock()
	if len(k.states) > maxStates || k.after.n > maxTransitions {
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
		if s <= atStart {
			k.first[s-1][symbol] = to
		} else {
			k.after.put(s, symbol, to)
		}
	}
	k.mu.Unlock()
	k.mu.RLock()
	return to
}

func (k *kept) look(s, symbol int32) int32 {
	if s <= atStart {
		return k.first[s-1][symbol]
	}
	if !k.live[s].has(symbol) {
		return nowhere
	}
	return k.after.get(s, symbol)
}

// work finds the state that symbol leads to.
func (k *kept) work(s, symbol int32) int32 {
	var set []int32
	stems := k.a.begins[symbol]
	if s <= atStart {
		on := k.a.onFirst[s-1]
		set = append(set, on[symbol]...)
		for _, stem := range stems {
			set = append(set, on[stem]...)
		}
	} else {
		for _, n := range k.states[s].nodes {
			for _, e := range k.a.nodes[n].edges {
				if e.symbol == symbol || slices.Contains(stems, e.symbol) {
					set = append(set, e.to)
				}
			}
			if symbol != theEnd {
				set = append(set, k.a.nodes[n].any...)
			}
		}
	}
	if len(set) == 0 {
		return nowhere
	}
	return k.state(closure(k.a.nodes, set))
}

// state returns the state of a set of nodes.
func (k *kept) state(set []int32) int32 {
	key := make([]byte, 0, 4*len(set))
	for _, n := range set {
		key = binary.LittleEndian.AppendUint32(key, uint32(n))
	}
	if s, ok := k.known[string(key)]; ok {
		return s
	}
	s := state{nodes: set}
	for _, n := range set {
		if section := k.a.nodes[n].accepts; section >= 0 && !slices.Contains(s.accepts, section) {
			s.accepts = append(s.accepts, section)
		}
	}
	k.states, k.live = append(k.states, s), append(k.live, k.a.waysOn(set))
	number := int32(len(k.states) - 1)
	k.known[string(key)] = number
	return number
}

// waysOn returns the mask of a set of nodes.
func (a *automaton) waysOn(set []int32) mask {
	var m mask
	for _, n := range set {
		for _, e := range a.nodes[n].edges {
			m.add(e.symbol)
			for _, w := range a.members[e.symbol] {
				m.add(w)
			}
		}
		if len(a.nodes[n].any) > 0 {
			return mask{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}
		}
	}
	return m
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
	key uint64 // state and symbol; 0: empty
	to  int32
}

func keyOf(s, symbol int32) uint64 { return uint64(s)<<32 | uint64(uint32(symbol)) }

// slot is where a key is looked for first: Fibonacci hashing (Knuth, TAOCP 3,
// 6.4).
func (t *transitions) slot(key uint64) int { return int(key * 0x9E3779B97F4A7C15 >> t.shift) }

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
	t.slots, t.n, t.shift = make([]transition, size), 0, uint(64-bits.TrailingZeros(uint(size)))
	for _, x := range old {
		if x.key != 0 {
			t.put(int32(x.key>>32), int32(uint32(x.key)), x.to)
		}
	}
}
