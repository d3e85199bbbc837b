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

func bit(l Label) labelSet {
	for i := range allLabels {
		if allLabels[i] == l {
			return 1 << i
		}
	}
	return 0
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
