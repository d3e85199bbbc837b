package call

import "strings"

// aliasOf finds what a person confirmed about a label.
func aliasOf(aliases map[string]Alias, label string) (Alias, bool) {
	if a, ok := aliases[label]; ok {
		return a, true
	}
	for name, a := range aliases {
		if strings.EqualFold(collapse(name), label) {
			return a, true
		}
	}
	return Alias{}, false
}

// dropAbsent leaves out what voices said that were not in the call. A call of
// nothing else stays as it is.
func (t *transcript) dropAbsent(aliases map[string]Alias) {
	t.flush()
	to := make([]int, len(t.speakers)) // the speaker's place among those who stay; -1
	kept := 0
	for i, s := range t.speakers {
		if a, _ := aliasOf(aliases, s.Name); a.Absent {
			to[i] = -1
			continue
		}
		to[i] = kept
		kept++
	}
	if kept == 0 || kept == len(t.speakers) {
		return
	}
	for i, at := range to {
		if at >= 0 {
			t.speakers[at], t.marks[at] = t.speakers[i], t.marks[i]
		}
	}
	t.speakers, t.marks = t.speakers[:kept], t.marks[:kept]
	t.reassign(to)
}

// reassign gives every turn the speaker that its own became, leaves out those
// of nobody (-1), and makes one of turns that now stand in a row.
func (t *transcript) reassign(to []int) {
	turns := t.turns[:0]
	for _, turn := range t.turns {
		if turn.Speaker = to[turn.Speaker]; turn.Speaker < 0 {
			continue
		}
		if n := len(turns); n > 0 && turns[n-1].Speaker == turn.Speaker {
			turns[n-1].join(turn)
			continue
		}
		turns = append(turns, turn)
	}
	t.turns = turns
}
