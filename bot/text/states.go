package text

import "math/bits"

// states holds the states of an automaton by number, and finds them by their
// nodes.
type states struct {
	list    []state
	made    []made
	accepts [][]*Heading // different lists of sections; the first is empty
	slots   []int32      // hash table of the numbers, with open addressing; 0: empty
	room    []int32      // for the nodes of the next ones
}

// init makes the states that no nodes stand for.
func (t *states) init() {
	t.slots = make([]int32, 1<<10)
	t.list, t.made = make([]state, atStart+1, 1<<7), make([]made, atStart+1, 1<<7)
	t.accepts = append(t.accepts, nil)
}

// at returns a state; good until the next one is added.
func (t *states) at(number int32) *state { return &t.list[number] }

// of returns what a state is made of; good until the next one is added.
func (t *states) of(number int32) *made { return &t.made[number] }

// add returns the state of some nodes, which are copied; fresh if there was
// none yet.
func (t *states) add(set *set) (number int32, fresh bool) {
	nodes := set.list
	if 2*len(t.list) >= len(t.slots) {
		t.grow()
	}
	at := t.slot(nodes)
	for ; t.slots[at] > 0; at = (at + 1) & (len(t.slots) - 1) {
		if known := t.of(t.slots[at]).nodes; len(known) == len(nodes) && set.hasAll(known) {
			return t.slots[at], false
		}
	}
	number = int32(len(t.list))
	t.slots[at] = number
	t.list, t.made = append(t.list, state{}), append(t.made, made{nodes: t.keep(nodes)})
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

// slot is where a set of nodes is looked for first, whatever their order.
func (t *states) slot(nodes []int32) int {
	h := uint64(len(nodes))
	for _, n := range nodes {
		x := uint64(n+1) * 0x9E3779B97F4A7C15 // Fibonacci hashing
		h += x ^ x>>29
	}
	h *= 0x9E3779B97F4A7C15
	return int(h >> (64 - bits.TrailingZeros(uint(len(t.slots)))))
}

func (t *states) grow() {
	t.slots = make([]int32, 2*len(t.slots))
	for n := atStart + 1; n < int32(len(t.list)); n++ {
		at := t.slot(t.of(n).nodes)
		for t.slots[at] > 0 {
			at = (at + 1) & (len(t.slots) - 1)
		}
		t.slots[at] = n
	}
}
