package analyze

import "math/bits"

// labelSet is a set of labels, one bit each.
type labelSet uint64

// allLabels is the order in which labels are printed.
var allLabels = [...]Label{
	Question, Open, Closed, DiscoveryAsked, FollowUpAsked, Reflection, Summary, Acknowledgement, Backchannel,
	SelfTalk, AboutCustomer, Pitch, Price, Close, Thanks, Vague,
	CuePain, CueWorry, CueGoal, CueStandard, CueDecision, CueTiming, CueObjection, CuePraise, CuePersonal,
}

// cueLabels are the labels of things that the customer reveals.
var cueLabels = allLabels[len(allLabels)-9:]

// bit returns the set of one label, which is one of allLabels, or "" for the
// empty one. Rules ask for labels a hundred times a sentence: the bit follows
// from the label's letters alone, so that the compiler works it out. No two
// labels have the same, which is a test; should a new one, another factor will do.
func bit(l Label) labelSet {
	if len(l) < 3 {
		return 0
	}
	return 1 << ((len(l) + 15*int(l[len(l)-1]) + int(l[len(l)-3])) & 63)
}

func (s labelSet) has(l Label) bool { return s&bit(l) != 0 }

func (s *labelSet) add(l Label) { *s |= bit(l) }

// labelBits are the bits of allLabels.
var labelBits = func() (out [len(allLabels)]labelSet) {
	for i, l := range allLabels {
		out[i] = bit(l)
	}
	return out
}()

// list returns the labels in their order; never nil, so that it prints as [].
func (s labelSet) list() []Label {
	out := make([]Label, 0, bits.OnesCount64(uint64(s)))
	for i, l := range allLabels {
		if s&labelBits[i] != 0 {
			out = append(out, l)
		}
	}
	return out
}
