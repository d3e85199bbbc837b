package analyze

import "math/bits"

// labelSet is a set of labels, one bit each in the order of allLabels.
type labelSet uint32

// allLabels is the order in which labels are printed.
var allLabels = [...]Label{
	Question, Open, Closed, DiscoveryAsked, FollowUpAsked, Reflection, Summary, Acknowledgement, Backchannel,
	SelfTalk, AboutCustomer, Pitch, Price, Close, Thanks, Vague,
	CuePain, CueWorry, CueGoal, CueStandard, CueDecision, CueTiming, CueObjection, CuePraise, CuePersonal,
}

// cueLabels are the labels of things that the customer reveals.
var cueLabels = allLabels[len(allLabels)-9:]

// bit returns the set of one label; of what is no label, the empty one.
func bit(l Label) labelSet {
	if len(l) < 3 {
		return 0
	}
	if i := labelSlots.place[labelSlots.of(l)]; i >= 0 && allLabels[i] == l {
		return 1 << i
	}
	return 0
}

// labelSlots is a hash table of the labels, without collisions: rules ask for
// labels a hundred times a sentence.
var labelSlots = func() *labelTable {
	for t := (&labelTable{}); ; t.factor++ { // one of the first dozen does
		for i := range t.place {
			t.place[i] = -1
		}
		free := true
		for i, l := range allLabels {
			free = free && t.place[t.of(l)] < 0
			t.place[t.of(l)] = int8(i)
		}
		if free {
			return t
		}
	}
}()

type labelTable struct {
	factor int
	place  [64]int8 // in allLabels; -1 for none
}

func (t *labelTable) of(l Label) int {
	return (len(l) + int(l[len(l)-1])*t.factor + int(l[len(l)-3])) & 63
}

func (s labelSet) has(l Label) bool { return s&bit(l) != 0 }

func (s *labelSet) add(l Label) { *s |= bit(l) }

// list returns the labels in their order; never nil, so that it prints as [].
func (s labelSet) list() []Label {
	out := make([]Label, 0, bits.OnesCount32(uint32(s)))
	for i, l := range allLabels {
		if s&(1<<i) != 0 {
			out = append(out, l)
		}
	}
	return out
}
