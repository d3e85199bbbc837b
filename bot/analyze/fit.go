package analyze

import (
	"strings"

	"heed/bot/call"
)

// noFit looks for a must-have that the rep says can't be met, or a customer
// who has no need now. It returns the sentence that says so and, where there
// is one, the sentence of the other side that confirms it.
//
// Plain words of the rep ("you would be better off with somebody else") are enough;
// a lesser inability counts only where the customer says soon after that it
// ends the matter, or where the rep points to somebody else. "Not a priority"
// or "happy with X" has to be said twice.
func (d *document) noFit() (said, confirmed int, ok bool) {
	weak, need := -1, -1
	for i := range d.Sentences {
		s := &d.Sentences[i]
		rep, customer := d.voiceSides(s)
		switch {
		case rep && s.has("fit:cannot") && !s.Labels.has(Question):
			if d.isNote() || s.countSelf() {
				return i, d.answerTo(i), true
			}
		case rep && weak >= 0 && s.has("fit:refer") && s.Turn-d.Sentences[weak].Turn <= 4:
			return weak, -1, true
		case rep && s.has("fit:weak"):
			weak = i
		case customer && s.has("fit:blocker") && weak >= 0 && s.Turn-d.Sentences[weak].Turn <= 4:
			return weak, i, true
		case customer && s.has("fit:noneed") && !s.Labels.has(Question):
			if need >= 0 && d.Sentences[need].Turn != s.Turn {
				return need, i, true
			}
			need = i
		}
	}
	return -1, -1, false
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
