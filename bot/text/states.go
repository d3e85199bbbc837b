package text

import (
	"math/bits"
	"slices"
)

// states holds the states of an automaton by number, and finds them by their
// nodes. They stay where they are once made.
type states struct {
	chunks  []*[chunk]state
	made    []*[chunk]made
	accepts [][]*Heading // different lists of sections; the first is empty
	n       int
	slots   []int32 // hash table of the numbers, with open addressing; 0: empty
	room    []int32 // for the nodes of the next ones
}

// chunk is how many states lie together, a power of two.
const chunk = 64

// init makes the states that no nodes stand for.
func (t *states) init() {
	t.slots = make([]int32, 1<<10)
	t.more()
	t.accepts, t.n = append(t.accepts, nil), int(atStart)+1
}

func (t *states) at(number int32) *state {
	return &t.chunks[uint32(number)/chunk][uint32(number)%chunk]
}

func (t *states) of(number int32) *made { return &t.made[uint32(number)/chunk][uint32(number)%chunk] }

func (t *states) more() {
	t.chunks, t.made = append(t.chunks, new([chunk]state)), append(t.made, new([chunk]made))
}

// add returns the state of some nodes, which are copied; fresh if there was
// none yet.
func (t *states) add(nodes []int32) (number int32, fresh bool) {
	if 2*t.n >= len(t.slots) {
		t.grow()
	}
	at := t.slot(nodes)
	for ; t.slots[at] > 0; at = (at + 1) & (len(t.slots) - 1) {
		if slices.Equal(t.of(t.slots[at]).nodes, nodes) {
			return t.slots[at], false
		}
	}
	if t.n%chunk == 0 {
		t.more()
	}
	number = int32(t.n)
	t.n++
	t.slots[at] = number
	t.of(number).nodes = t.keep(nodes)
	return number, true
}

// keep copies nodes to where those of other states lie.
func (t *states) keep(nodes []int32) []int32 {
	if len(t.room) < len(nodes) {
		t.room = make([]int32, max(1<<10, len(nodes)))
	}
	out := t.room[:len(nodes):len(nodes)]
	t.room = t.room[len(nodes):]
	copy(out, nodes)
	return out
}

// slot is where a set of nodes is looked for first.
func (t *states) slot(nodes []int32) int {
	h := uint64(len(nodes))
	for _, n := range nodes {
		h = (h ^ uint64(n)) * 0x9E3779B97F4A7C15 // Fibonacci hashing
	}
	return int(h >> (64 - bits.TrailingZeros(uint(len(t.slots)))))
}

func (t *states) grow() {
	t.slots = make([]int32, 2*len(t.slots))
	for n := atStart + 1; n < int32(t.n); n++ {
		at := t.slot(t.of(n).nodes)
		for t.slots[at] > 0 {
			at = (at + 1) & (len(t.slots) - 1)
		}
		t.slots[at] = n
	}
}
