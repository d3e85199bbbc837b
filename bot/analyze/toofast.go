package analyze

import "heed/bot/call"

const (
	// needsFirst is how many pains, worries, goals or standards of the
	// customer come before a pitch that isn't too fast.
	needsFirst = 3
	// askedBefore is how many turns a customer's wish to hear a price or see
	// the product holds.
	askedBefore = 4
)

// tooFast looks for pitch, price or close by the rep before the first
// discovery question, or before the customer has said three things that
// matter. It isn't too fast where the customer asked for it, nor in a
// negotiation, where all that came before.
func (d *document) tooFast() (pitch int, needs int, ok bool) {
	if d.isNote() || d.Type == Negotiation {
		return -1, 0, false
	}
	asked, questions, wished := 0, 0, -askedBefore-1
	for i := range d.Sentences {
		s := &d.Sentences[i]
		switch s.Side {
		case call.Customer:
			if s.Labels.cueBits()&needMask != 0 {
				needs++
			}
			if s.has("asked") {
				wished = s.Turn
			}
		case call.Rep:
			switch {
			case s.Labels.has(DiscoveryAsked):
				asked++
			case s.Labels.has(Question) && s.Labels.has(AboutCustomer):
				questions++
			}
			if s.has("asked") && !s.Labels.has(Question) {
				wished = s.Turn
			}
			if !d.pitches(i) {
				continue
			}
			early := asked == 0 && questions == 0 || asked == 0 && needs < needsFirst
			return i, needs, early && s.Turn-wished > askedBefore
		}
	}
	return -1, needs, false
}

var needMask = bit(CuePain) | bit(CueWorry) | bit(CueGoal) | bit(CueStandard)

// pitches: a price, a close, or selling talk that fills most of the turn's
// sentences; one sentence on who we are is an introduction.
func (d *document) pitches(i int) bool {
	s := &d.Sentences[i]
	if s.Labels.has(Price) || s.Labels.has(Close) || s.Labels.has(Pitch) && s.Labels.has(SelfTalk) || s.has("agenda") {
		return true
	}
	if !s.Labels.has(SelfTalk) && !s.Labels.has(Pitch) {
		return false
	}
	n := 0
	for j := i; j < d.Turns[s.Turn].End; j++ {
		if l := d.Sentences[j].Labels; l.has(SelfTalk) || l.has(Pitch) {
			n++
		}
	}
	return n >= 2
}
