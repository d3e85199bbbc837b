package analyze

import (
	"strings"

	"heed/bot/call"
)

// misfit is where a talk or a note shows that what is sold doesn't fit.
type misfit struct {
	Said      int  // the sentence that says so
	Confirmed int  // the other side's that confirms it; -1 if there is none
	NoNeed    bool // they said twice that they need nothing; else a need can't be met
}

// referWithin is how many turns after an inability somebody else is named for it.
const referWithin = 6

// noFit looks for a must-have that the rep says can't be met, or a customer
// who has no need now.
//
// Plain words of the rep ("you would be better off with somebody else") are enough;
// a lesser inability counts only where the customer says soon after that it
// ends the matter, or where the rep points to somebody else. "Not a priority"
// or "happy with X" has to be said twice.
func (d *document) noFit() (misfit, bool) {
	weak, need := -1, -1
	for i := range d.Sentences {
		s := &d.Sentences[i]
		rep, customer := d.voiceSides(s)
		switch {
		case rep && s.has("fit:cannot") && !s.Labels.has(Question):
			if d.isNote() || s.countSelf() {
				return misfit{Said: i, Confirmed: d.answerTo(i)}, true
			}
		case rep && weak >= 0 && s.has("fit:refer") && s.Turn-d.Sentences[weak].Turn <= referWithin:
			return misfit{Said: weak, Confirmed: -1}, true
		case rep && s.has("fit:weak"):
			if weak = i; i > 0 && d.Sentences[i-1].Turn == s.Turn && d.Sentences[i-1].has("fit:plainly") && !d.isNote() {
				return misfit{Said: i, Confirmed: d.answerTo(i)}, true
			}
		case customer && s.has("fit:blocker") && weak >= 0 && s.Turn-d.Sentences[weak].Turn <= 4:
			return misfit{Said: weak, Confirmed: i}, true
		case customer && s.has("fit:noneed") && !s.Labels.has(Question):
			if need >= 0 && d.Sentences[need].Turn != s.Turn {
				return misfit{Said: need, Confirmed: i, NoNeed: true}, true
			}
			need = i
		}
	}
	return misfit{}, false
}

// voiceSides tells for whom a sentence speaks; the writer of a note tells what
// both sides said, but quotes the customer.
func (d *document) voiceSides(s *sentence) (rep, customer bool) {
	if d.isNote() {
		customer = s.Voice == CustomerVoice
		return !customer || !strings.ContainsAny(s.Text, "\"“„"), customer
	}
	return s.Side == call.Rep, s.Side == call.Customer
}

// countSelf keeps out what only sounds like an inability.
func (s *sentence) countSelf() bool { return !s.has("asked") }

// answerTo returns the other side's first sentence after i, or -1.
func (d *document) answerTo(i int) int {
	t := d.Sentences[i].Turn + 1
	if t < len(d.Turns) && d.Turns[t].First < d.Turns[t].End {
		return d.Turns[t].First
	}
	return -1
}
