package text

import (
	"encoding/binary"
	"slices"
	"strings"
	"sync"
)

// automaton is the deterministic automaton of a lexicon. Built beforehand it
// would have a million transitions, of which a text uses some thousands; so
// transitions are worked out when they are first needed, and kept. What it
// finds doesn't depend on what is kept.
type automaton struct {
	nodes   []node
	begins  [][]int32            // symbol → the stems that its word begins with
	onFirst [2]map[int32][]int32 // edges of the two first states, by symbol: they have thousands
	sets    [2][]int32           // nodes of the first states

	mu    sync.RWMutex
	first [2]*state
	known map[string]*state // by nodes
}

// state is a set of nodes. Its transitions are guarded by automaton.mu.
type state struct {
	nodes   []int32
	accepts []int32          // sections
	next    map[int32]*state // symbol → state; nil: no phrase goes on
	direct  []*state         // the same of first states, by symbol; unknown until worked out
	begins  int              // 1 + index of a first state, or 0
}

// unknown stands for a transition that isn't worked out yet.
var unknown = &state{}

// The two first states.
const (
	anywhere = 0
	atStart  = 1
)

// maxStates bounds what is kept; beyond it the automaton starts afresh.
const maxStates = 1 << 16

func newAutomaton(c *compiler) *automaton {
	a := &automaton{nodes: c.nodes, begins: make([][]int32, len(c.words))}
	for stem, s := range c.stems {
		for other, word := range c.words {
			if int32(other) != s && strings.HasPrefix(word, stem) {
				a.begins[other] = append(a.begins[other], s)
			}
		}
	}
	for _, stems := range a.begins {
		slices.Sort(stems)
	}
	a.sets = [2][]int32{closure(c.nodes, c.first), closure(c.nodes, slices.Concat(c.first, c.atStart))}
	for i, set := range a.sets {
		a.onFirst[i] = map[int32][]int32{}
		for _, n := range set {
			for _, e := range c.nodes[n].edges {
				a.onFirst[i][e.symbol] = append(a.onFirst[i][e.symbol], e.to)
			}
		}
	}
	a.reset()
	return a
}

func (a *automaton) reset() {
	a.known = map[string]*state{}
	for i := range a.first {
		a.first[i] = &state{nodes: a.sets[i], direct: make([]*state, len(a.begins)), begins: i + 1}
		for symbol := range a.first[i].direct {
			a.first[i].direct[symbol] = unknown
		}
	}
}

// begin readies the automaton for reading until done, and returns its first
// states.
func (a *automaton) begin() [2]*state {
	a.mu.RLock()
	if len(a.known) > maxStates {
		a.mu.RUnlock()
		a.mu.Lock()
		a.reset()
		a.mu.Unlock()
		a.mu.RLock()
	}
	return a.first
}

func (a *automaton) done() { a.mu.RUnlock() }

// step returns the state after symbol, or nil. It is called between begin and
// done, and lets the lock go while it works out what isn't known.
func (a *automaton) step(s *state, symbol int32) *state {
	if to := s.after(symbol); to != unknown {
		return to
	}
	a.mu.RUnlock()
	a.mu.Lock()
	to := s.after(symbol)
	if to == unknown {
		to = a.work(s, symbol)
		if s.direct != nil {
			s.direct[symbol] = to
		} else {
			s.next[symbol] = to
		}
	}
	a.mu.Unlock()
	a.mu.RLock()
	return to
}

func (s *state) after(symbol int32) *state {
	if s.direct != nil {
		return s.direct[symbol]
	}
	if to, ok := s.next[symbol]; ok {
		return to
	}
	return unknown
}

// work finds the nodes that symbol leads to.
func (a *automaton) work(s *state, symbol int32) *state {
	var set []int32
	stems := a.begins[symbol]
	if s.begins > 0 {
		on := a.onFirst[s.begins-1]
		set = append(set, on[symbol]...)
		for _, stem := range stems {
			set = append(set, on[stem]...)
		}
	} else {
		for _, n := range s.nodes {
			for _, e := range a.nodes[n].edges {
				if e.symbol == symbol || slices.Contains(stems, e.symbol) {
					set = append(set, e.to)
				}
			}
			if symbol != theEnd {
				set = append(set, a.nodes[n].any...)
			}
		}
	}
	if len(set) == 0 {
		return nil
	}
	return a.state(closure(a.nodes, set))
}

// state returns the state of a set of nodes.
func (a *automaton) state(set []int32) *state {
	key := make([]byte, 0, 4*len(set))
	for _, n := range set {
		key = binary.LittleEndian.AppendUint32(key, uint32(n))
	}
	if s, ok := a.known[string(key)]; ok {
		return s
	}
	s := &state{nodes: set, next: map[int32]*state{}}
	for _, n := range set {
		if section := a.nodes[n].accepts; section >= 0 && !slices.Contains(s.accepts, section) {
			s.accepts = append(s.accepts, section)
		}
	}
	a.known[string(key)] = s
	return s
}
