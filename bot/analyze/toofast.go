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

// pace is how a call came to talk about us.
type pace struct {
	Pitch int // first sentence of pitch, price or close; -1 if there was none
	Needs int // pains, worries, goals and standards told before it
	Early bool
	Asked int // the sentence that had asked for it; -1 if nobody had
}

// readPace looks for pitch, price or close by the rep before the first
// discovery question, or before the customer has said three things that
// matter. It isn't too fast where the customer asked for it, nor in a
// negotiation, where all that came before.
func (d *document) readPace() pace {
	p := pace{Pitch: -1, Asked: -1}
	if d.isNote() || d.Type == Negotiation {
		return p
	}
	discovery, questions := 0, 0
	for i := range d.Sentences {
		s := &d.Sentences[i]
		switch s.Side {
		case call.Customer:
			if s.sure&needMask != 0 {
				p.Needs++
			}
			if s.has("asked") {
				p.Asked = i
			}
		case call.Rep:
			switch {
			case s.Labels.has(DiscoveryAsked):
				discovery++
			case s.Labels.has(Question) && s.Labels.has(AboutCustomer):
				questions++
			}
			if s.has("asked") && !s.Labels.has(Question) { // "you asked for a demo"
				p.Asked = i
			}
			if !d.pitches(i) {
				continue
			}
			p.Pitch = i
			p.Early = discovery == 0 && (questions == 0 || p.Needs < needsFirst)
			if p.Asked >= 0 && s.Turn-d.Sentences[p.Asked].Turn > askedBefore {
				p.Asked = -1
			}
			return p
		}
	}
	return p
}

var needMask = bit(CuePain) | bit(CueWorry) | bit(CueGoal) | bit(CueStandard)

// pitches: a price, a close, or selling talk that fills most of the turn's
// sentences; one sentence on who we are is an introduction. To somebody who is a
// customer already, plain talk about us is news of the service; and what the
// customer said of prices, a question or a promise sells nothing.
func (d *document) pitches(i int) bool {
	s := &d.Sentences[i]
	if s.Labels.has(Price) && !s.has("recalls") && !s.tellsBack() || s.Labels.has(Close) || s.Labels.has(Pitch) && s.Labels.has(SelfTalk) || s.has("agenda") {
		return true
	}
	if !s.Labels.has(SelfTalk) && !s.Labels.has(Pitch) || d.Type == CheckIn {
		return false
	}
	n := 0
	for j := i; j < d.Turns[s.Turn].End; j++ {
		if s := &d.Sentences[j]; (s.Labels.has(SelfTalk) || s.Labels.has(Pitch)) && !s.Labels.has(Question) {
			n++
		}
	}
	return n >= 2
}

// tellsBack: "last time you told me that the fees are late" speaks of what they
// pay or get, not of our price.
func (s *sentence) tellsBack() bool {
	for i := 1; i < len(s.Tokens); i++ {
		switch s.Tokens[i].Lower {
		case "told", "said", "mentioned", "wrote":
			if s.Tokens[i-1].Lower == "you" {
				return true
			}
		}
	}
	return false
}

// quotablePitch is the sentence to quote for a pitch that begins with sentence
// i: one that introduces somebody says least of it.
func (d *document) quotablePitch(i int) int {
	for j := i; j < len(d.Sentences) && d.Sentences[j].Turn <= d.Sentences[i].Turn+2; j++ {
		s := &d.Sentences[j]
		if s.Side == call.Rep && !s.has("introduces") && s.Words >= pitchWords && (s.Labels.has(SelfTalk) || s.Labels.has(Pitch) || s.Labels.has(Price) || s.Labels.has(Close)) {
			return j
		}
	}
	return i
}

// pitchWords is how many words say anything of what was pitched.
const pitchWords = 5
