package analyze

import (
	"strings"

	"heed/bot/call"
)

const (
	storyWords    = 25 // an answer of so many words is a story
	thankfulWords = 4  // "Thanks." alone is no thanks worth praise
)

// praise adds, of each kind, the best example in the call.
func (f *finder) praise(cues []cue) {
	f.praiseQuestions()
	f.praiseCue(cues)
	f.praiseLast("summary", Summary)
	f.praiseReflection()
	f.praiseLast("thanks", Thanks)
	f.praiseNextStep()
}

// praiseQuestions picks the discovery question and the follow-up after which
// the customer said most.
func (f *finder) praiseQuestions() {
	for _, kind := range []struct {
		id    string
		label Label
	}{{"good_discovery", DiscoveryAsked}, {"follow_up", FollowUpAsked}} {
		best, most, turn := -1, storyWords-1, -1
		for i := range f.Sentences {
			s := &f.Sentences[i]
			if s.Side != call.Rep || !s.Labels.has(kind.label) || kind.label == FollowUpAsked && s.Labels.has(DiscoveryAsked) {
				continue
			}
			if words, t := f.storyAfter(s.Turn); words > most {
				best, most, turn = i, words, t
			}
		}
		if best < 0 {
			continue
		}
		x := f.add(kind.id, Praise, best, f.cameOf(kind.id, f.Turns[turn].Speaker, minutes(float64(most)/wordsPerSecond)), "")
		x.Answer = f.Sentences[f.Turns[turn].First].Text
		x.Counts = map[string]int{"words after it": most}
	}
}

// cameOf says how long somebody talked after a question.
func (f *finder) cameOf(id string, speaker int, time string) string {
	who := f.called(speaker)
	if who != "They" {
		return f.say(id, "who", who, "Who", who, "time", time)
	}
	if id == "follow_up" {
		return f.say(id+":them", "time", time)
	}
	return f.say(id, "who", "they", "Who", "They", "time", time)
}

// storyAfter returns how many words the customer's side says after turn t,
// nods of the rep bridged, and the turn that they begin in.
func (d *document) storyAfter(t int) (words, first int) {
	first = -1
	for u := t + 1; u < len(d.Turns); u++ {
		switch {
		case d.Turns[u].Side == call.Customer:
			if first < 0 {
				first = u
			}
			words += d.words(u)
		case !d.Turns[u].Backchannel:
			return words, first
		}
	}
	return words, first
}

// praiseCue picks the weightiest cue that the rep stayed with.
func (f *finder) praiseCue(cues []cue) {
	best := -1
	for i, c := range cues {
		if !c.Taken || c.By < 0 || c.How != "asked" && c.How != "reflected" {
			continue
		}
		if best < 0 || f.worthPraise(c) < f.worthPraise(cues[best]) {
			best = i
		}
	}
	if best < 0 {
		return
	}
	c := cues[best]
	how := "asked about it"
	if c.How == "reflected" {
		how = "said it back"
	}
	cue := strings.TrimRight(clip(f.Sentences[c.Sentence].Text, cueInWhy), " .,;")
	x := f.add("cue_taken_up", Praise, c.By, f.called(f.Sentences[c.Sentence].Speaker)+" had said “"+cue+"”, and you "+how+".", "")
	x.Kind, x.Answer = c.Kind, f.answerAfter(f.Sentences[c.By].Turn)
}

// worthPraise orders cues that were taken up as cost does; a few words that
// say little come last.
func (f *finder) worthPraise(c cue) int {
	n := f.cost(c)
	if f.Sentences[c.Sentence].Words < tellingCue {
		n += 2 * len(cueKinds)
	}
	return n
}

// tellingCue is how many words a cue has that is worth quoting back.
const tellingCue = 6

// cueInWhy is how many bytes of a cue the sentence about its uptake repeats.
const cueInWhy = 140

// answerAfter is the customer's first sentence with something to say after
// turn t, or "".
func (d *document) answerAfter(t int) string {
	for u := t + 1; u < len(d.Turns) && u <= t+2; u++ {
		if d.Turns[u].Side != call.Customer {
			continue
		}
		for _, s := range d.in(u) {
			if s.Words > 0 && !s.Labels.has(Backchannel) {
				return s.Text
			}
		}
		return ""
	}
	return ""
}

// praiseReflection picks a reflection that the customer confirmed, if there
// is one.
func (f *finder) praiseReflection() {
	best := -1
	for i := range f.Sentences {
		s := &f.Sentences[i]
		if s.Side != call.Rep || !s.Labels.has(Reflection) || s.Labels.has(Summary) {
			continue
		}
		if f.confirmed(s.Turn) {
			x := f.add("reflection", Praise, i, f.say("reflection:agreed"), "")
			x.Answer = f.Sentences[f.Turns[s.Turn+1].First].Text
			return
		}
		if best < 0 {
			best = i
		}
	}
	if best >= 0 {
		x := f.add("reflection", Praise, best, f.say("reflection"), "")
		x.Answer = f.answerAfter(f.Sentences[best].Turn)
	}
}

// confirmed reports whether the turn after t begins by agreeing.
func (d *document) confirmed(t int) bool {
	if t+1 >= len(d.Turns) || d.Turns[t+1].Side != call.Customer || d.Turns[t+1].First == d.Turns[t+1].End {
		return false
	}
	s := &d.Sentences[d.Turns[t+1].First]
	if len(s.Tokens) == 0 {
		return false
	}
	switch s.Tokens[0].Lower {
	case "yes", "yeah", "exactly", "right", "correct", "yep", "absolutely", "true", "that's":
		return true
	}
	return false
}

// praiseLast praises the last sentence with a label, the way a call ends:
// "thanks for joining" greets.
func (f *finder) praiseLast(id string, label Label) {
	for i := len(f.Sentences) - 1; i >= 0; i-- {
		s := &f.Sentences[i]
		if s.Turn < len(f.Turns)/2 {
			return
		}
		if s.Side == call.Rep && s.Labels.has(label) && s.Words > thankfulWords && !s.Labels.has(SelfTalk) && !s.Labels.has(Question) {
			f.add(id, Praise, i, f.say(id), "")
			return
		}
	}
}

// praiseNextStep praises a promise of the rep's side with a name and a day,
// unless the customer had just put it off: a contract sent tonight to somebody
// who wants to think about it is no next step of theirs.
func (f *finder) praiseNextStep() {
	for _, p := range f.r.Promises {
		if p.Side == call.Rep && p.Owner != nil && p.Due != nil && !f.putOff(p.Turn) {
			x := f.add("next_step", Praise, -1, f.say("next_step"), "")
			x.Turn, x.Quote, x.Who = p.Turn, f.quotable(p), *p.Owner
			return
		}
	}
}

// putOff reports whether the last that the customer said before turn t asks
// for time, and for nothing else.
func (d *document) putOff(t int) bool {
	for t--; t >= 0; t-- {
		turn := &d.Turns[t]
		if turn.Side != call.Customer || turn.Backchannel {
			continue
		}
		off := false
		for i := turn.First; i < turn.End; i++ {
			s := &d.Sentences[i]
			if s.gates.any(asksForThing) {
				return false
			}
			off = off || s.has("puts-off")
		}
		return off
	}
	return false
}
