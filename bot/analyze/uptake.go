package analyze

import (
	"heed/bot/call"
)

// cue is a thing that the customer revealed in one stretch of talk, and what
// became of it. Several sentences of one kind in a turn are one cue.
type cue struct {
	Kind     string
	Sentence int   // index of the sentence to quote
	All      []int // sentences of the turn with the same kind
	Reply    int   // first turn of the rep's answer; -1 if there was none
	Taken    bool
	How      string // by what the reply took it up, or how it passed it over
	By       int    // sentence that took it up, or the pivot; -1
}

// cues collects the sure cues of the customer's side and judges the reply to
// each.
func (d *document) cues() []cue {
	if d.isNote() {
		return nil
	}
	var out []cue
	for t := range d.Turns {
		if d.Turns[t].Side == call.Customer && !d.Turns[t].Backchannel {
			out = append(out, d.cuesOf(t)...)
		}
	}
	return out
}

func (d *document) cuesOf(t int) []cue {
	var out []cue
	for i := d.Turns[t].First; i < d.Turns[t].End; i++ {
		kind := d.Sentences[i].sureCue()
		if kind == "" {
			continue
		}
		known := false
		for j := range out {
			if out[j].Kind == kind {
				out[j].All = append(out[j].All, i)
				known = true
			}
		}
		if !known {
			out = append(out, cue{Kind: kind, Sentence: i, All: []int{i}, Reply: -1, By: -1})
		}
	}
	if len(out) == 0 {
		return nil
	}
	first, end := d.reply(t)
	for i := range out {
		if first < end {
			out[i].Reply = first
			d.judge(&out[i], first, end)
		} else {
			out[i].Taken = true // nobody had the chance
		}
	}
	return out
}

// reply returns the turns first to end of the rep's side that answer turn t:
// its next ones with something to say.
func (d *document) reply(t int) (first, end int) {
	u := t + 1
	for u < len(d.Turns) && u < t+lookBack && (d.Turns[u].Side != call.Rep || d.Turns[u].Backchannel) {
		if d.Turns[u].Side == call.Rep && d.nobodyGoesOn(u) {
			break // a nod, and then another subject
		}
		u++
	}
	if u >= len(d.Turns) || d.Turns[u].Side != call.Rep {
		return u, u
	}
	end = u
	for end < len(d.Turns) && end < u+4 && d.Turns[end].Side == call.Rep {
		end++
	}
	return u, end
}

// nobodyGoesOn reports whether after the nod u the customer doesn't go on.
func (d *document) nobodyGoesOn(u int) bool {
	return u+1 >= len(d.Turns)
}

// judge decides whether the reply takes the cue up. Taking up is to ask about
// it, to say it back, to feel with it, to answer it, or to promise something
// about it; a word of it in a sentence about the product is none of these.
func (d *document) judge(c *cue, first, end int) {
	about := d.cueTopics(c)
	for i := d.Turns[first].First; i < d.Turns[end-1].End; i++ {
		s := &d.Sentences[i]
		if s.Labels.has(Backchannel) || s.Words == 0 {
			continue
		}
		if how := d.takesUp(s, c, about); how != "" {
			c.Taken, c.How, c.By = true, how, i
			return
		}
		if c.By < 0 && (s.Labels.has(SelfTalk) || s.Labels.has(Pitch) || s.Labels.has(Price)) {
			c.How, c.By = "pivot", i
		}
	}
	if c.By < 0 {
		c.How, c.By = "moved on", d.firstSaid(first, end)
	}
}

// cueTopics are the words of the cue, and of the sentences beside it.
func (d *document) cueTopics(c *cue) topics {
	var about topics
	t := d.Turns[d.Sentences[c.Sentence].Turn]
	for _, i := range c.All {
		for j := max(t.First, i-1); j <= min(t.End-1, i+1); j++ {
			about.add(&d.Sentences[j])
		}
	}
	return about
}

// takesUp returns how s takes the cue up, or "".
func (d *document) takesUp(s *sentence, c *cue, about topics) string {
	ours := s.Labels.has(SelfTalk) || s.Labels.has(Pitch)
	n, _ := about.shared(s)
	switch {
	case s.has("brushoff"):
		return ""
	case s.Labels.has(Question) && !s.has("q:logistics") && !s.has("shift"):
		if n > 0 || s.Labels.has(FollowUpAsked) || s.pointsBack() {
			return "asked"
		}
	case ours:
		return ""
	case s.Labels.has(Reflection), s.Labels.has(Summary):
		return "reflected"
	case n > 0:
		return "echoed"
	case s.has("empathy"):
		return "felt with"
	case d.asked(c) && s.answersYesNo():
		return "answered"
	}
	return ""
}

// asked reports whether the customer's turn asked something.
func (d *document) asked(c *cue) bool {
	for _, s := range d.in(d.Sentences[c.Sentence].Turn) {
		if s.Labels.has(Question) {
			return true
		}
	}
	return false
}

func (s *sentence) answersYesNo() bool {
	if len(s.Tokens) == 0 {
		return false
	}
	switch s.Tokens[0].Lower {
	case "yes", "no", "yeah", "not", "of":
		return true
	}
	return false
}

// pointsBack: a short question whose "that", "it", "they" can only mean what
// was just said.
func (s *sentence) pointsBack() bool {
	if s.Words > 14 {
		return false
	}
	for _, tok := range s.Tokens {
		switch tok.Lower {
		case "that", "it", "this", "those", "these", "they", "them", "he", "she", "there", "then", "so", "which":
			return true
		}
	}
	return s.Words <= 4
}

// firstSaid returns the first sentence with something to say.
func (d *document) firstSaid(first, end int) int {
	for i := d.Turns[first].First; i < d.Turns[end-1].End; i++ {
		if s := &d.Sentences[i]; s.Words > 0 && !s.Labels.has(Backchannel) {
			return i
		}
	}
	return d.Turns[first].First
}
