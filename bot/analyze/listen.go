package analyze

import (
	"heed/bot/call"
)

// specificWords is how long an acknowledgement may be: "14 miles." is one,
// a paragraph about miles is talk.
const specificWords = 9

// reflectionWords is the fewest words of a reflection: a stem alone says
// nothing back.
const reflectionWords = 5

// labelSmallWords finds sentences that only keep the other talking, thanks,
// and turns that are nothing but that.
func (d *document) labelSmallWords() {
	if d.isNote() {
		return
	}
	for t := range d.Turns {
		all := d.Turns[t].First < d.Turns[t].End
		for i := d.Turns[t].First; i < d.Turns[t].End; i++ {
			s := &d.Sentences[i]
			switch {
			case s.Words == 0:
			case s.isMadeOf("bc") && !s.has("empathy"):
				s.Labels.add(Backchannel)
			case s.isMadeOf("bc", "ack"):
				s.Labels.add(Acknowledgement)
				all = all && !s.has("empathy")
			default:
				all = false
			}
			if s.has("thanks") {
				s.Labels.add(Thanks)
			}
		}
		d.Turns[t].Backchannel = all && !d.answers(t)
	}
}

// isMadeOf reports whether phrases of the sections cover the sentence's
// words, one after the other.
func (s *sentence) isMadeOf(sections ...string) bool {
	if len(s.matches) == 0 || s.Words > 12 {
		return false
	}
	covered := 0
	for covered < len(s.Tokens) {
		if !s.Tokens[covered].IsWord() {
			covered++
			continue
		}
		end := covered
		for _, m := range s.matches {
			for _, section := range sections {
				if int(m.From) == covered && m.Section == section {
					end = max(end, int(m.To))
				}
			}
		}
		if end == covered {
			return false
		}
		covered = end
	}
	return true
}

// answers reports whether turn t may answer a question of the turn before:
// then "yeah" is more than a nod.
func (d *document) answers(t int) bool {
	if t == 0 || d.sameVoice(t-1, t) {
		return false
	}
	before := d.in(t - 1)
	return len(before) > 0 && (endsWith(&before[len(before)-1], "?") || before[len(before)-1].asksByForm())
}

// labelListening finds reflections, summaries (in the second half: before it
// is a reflection) and specific acknowledgements of the rep's side.
func (d *document) labelListening() {
	if d.isNote() {
		return
	}
	said := d.newTopics()
	for t := range d.Turns {
		if d.Turns[t].Side == call.Customer {
			continue
		}
		looked := false
		for i := d.Turns[t].First; i < d.Turns[t].End; i++ {
			s := &d.Sentences[i]
			if s.has("reflection") && d.mayReflect(s) {
				s.Labels.add(Reflection)
			}
			if s.has("summary") && 2*t > len(d.Turns) {
				s.Labels.add(Summary)
			}
			if s.Words == 0 || s.Words > specificWords || s.Labels.has(Question) || s.Labels.has(Backchannel) {
				continue
			}
			if !looked {
				d.saidBefore(said, t, 1)
				looked = true
			}
			if n, all := said.shared(s); n > 0 && 2*n >= all && !s.has("joint") {
				s.Labels.add(Acknowledgement)
			}
		}
	}
}

// mayReflect: a stem at the start of its clause, and not in a question that
// asks for something else or in talk about us.
func (d *document) mayReflect(s *sentence) bool {
	if s.Turn == 0 || s.Words < reflectionWords || s.has("self") || s.has("q:tell") {
		return false
	}
	if s.Labels.has(Question) && s.asksByForm() {
		return false
	}
	m, _ := s.first("reflection")
	return int(m.From) <= s.head()+1 || s.startsClause(int(m.From))
}
