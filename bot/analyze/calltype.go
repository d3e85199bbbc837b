package analyze

import "heed/bot/call"

// inferType returns the type of call with the most evidence (calltype.txt):
// each kind of evidence counts once a sentence, phrases of the first and last
// minutes no more than others. Value-discovery questions count for discovery.
// Fewer than typeMinimum points say nothing.
func (d *document) inferType() Type {
	if d.Opt.Type != "" {
		return d.Opt.Type
	}
	points := map[Type]int{}
	for i := range d.Sentences {
		s := &d.Sentences[i]
		for _, t := range typeOrder {
			if s.has("type:" + string(t)) {
				points[t] += typeWeight(s, t)
			}
		}
		if s.Labels.has(DiscoveryAsked) && s.Side != call.Customer {
			points[Discovery]++
		}
	}
	if needs := d.noteNeeds(); d.isNote() && needs > d.noteLines()[SellerVoice] {
		points[Discovery] += needs
	}
	best, most := UnknownType, typeMinimum-1
	for _, t := range typeOrder {
		if points[t] > most {
			best, most = t, points[t]
		}
	}
	return best
}

const typeMinimum = 2

// typeOrder decides ties: the rarer evidence first.
var typeOrder = []Type{CheckIn, Demo, Negotiation, Discovery}

// typeWeight is how many points one sentence is worth.
func typeWeight(s *sentence, t Type) int {
	if t == Demo || t == CheckIn {
		return 2
	}
	return 1
}

// noteNeeds counts the lines of a note that hold a pain, a standard, the way
// they decide and so on: what a discovery call yields.
func (d *document) noteNeeds() int {
	n := 0
	for _, t := range d.Turns {
		if t.Voice != CustomerVoice {
			continue
		}
		for i := t.First; i < t.End; i++ {
			l := d.Sentences[i].Labels
			if l.has(CuePain) || l.has(CueGoal) || l.has(CueStandard) || l.has(CueDecision) || l.has(CueWorry) || l.has(CueTiming) {
				n++
				break
			}
		}
	}
	return n
}
