package analyze

import (
	"slices"
	"strings"

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

	weak bool // may be a cue; one only if the reply turns away from it
}

// cues collects the sure cues of the customer's side and judges the reply to
// each.
func (d *document) cues() []cue {
	if d.isNote() {
		return nil
	}
	var out []cue
	about := d.newTopics()
	for t := range d.Turns {
		if d.Turns[t].Side == call.Customer && !d.Turns[t].Backchannel {
			out = append(out, d.cuesOf(t, about)...)
		}
	}
	return out
}

func (d *document) cuesOf(t int, about *topics) []cue {
	var out []cue
	for i := d.Turns[t].First; i < d.Turns[t].End; i++ {
		kind, weak := d.Sentences[i].sureCue(), false
		if kind == "" {
			kind, weak = d.Sentences[i].weakCue(), true
		}
		if kind == "" {
			continue
		}
		if _, wish := askIn(d, &d.Sentences[i]); wish {
			continue // it has an answer of another kind (asks.go)
		}
		if weak {
			out = append(out, cue{Kind: kind, Sentence: i, All: []int{i}, Reply: -1, By: -1, weak: true})
			continue
		}
		if j := slices.IndexFunc(out, func(c cue) bool { return c.Kind == kind }); j >= 0 {
			out[j].All = append(out[j].All, i)
			continue
		}
		out = append(out, cue{Kind: kind, Sentence: i, All: []int{i}, Reply: -1, By: -1})
	}
	if len(out) == 0 {
		return nil
	}
	for i := range out {
		d.choose(&out[i])
	}
	first, end := d.reply(t)
	if first == end || d.farewell(t, first, end) { // nobody had the chance
		for i := range out {
			out[i].Taken = true
		}
		return slices.DeleteFunc(out, func(c cue) bool { return c.weak })
	}
	for i := range out {
		out[i].Reply = first
		v := d.judge(&out[i], about, first, end)
		out[i].Taken, out[i].How, out[i].By = v.taken, v.how, v.by
	}
	return d.withoutWeak(out)
}

// choose picks the sentence to quote: a feeling if it says what about, else
// the one that says most.
func (d *document) choose(c *cue) {
	best := -1
	for _, i := range c.All {
		s := &d.Sentences[i]
		weight := 20*min(2, s.count("cue:"+c.Kind, "")) + min(19, s.Words)
		if s.hasNumber() {
			weight += 40
		}
		if s.has("distress") && len(s.topics) > 1 {
			weight += 100
		}
		if weight > best {
			best, c.Sentence = weight, i
		}
	}
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

// verdict is what a reply does with a cue.
type verdict struct {
	taken bool
	how   string
	by    int // sentence that takes it up, or the pivot
}

// judge decides whether the reply takes the cue up. Taking up is to ask about
// it, to say it back, to feel with it, to answer it, or to promise something
// about it; a word of it in a sentence about the product is none of these. A
// reply that is with the customer anywhere in the turn is with them in all of
// it, but for feelings: those need a word of their own.
func (d *document) judge(c *cue, about *topics, first, end int) verdict {
	d.cueTopics(c, about)
	pivot, near := -1, true
	for i := d.Turns[first].First; i < d.Turns[end-1].End; i++ {
		s := &d.Sentences[i]
		if s.Labels.has(Backchannel) || s.Words == 0 {
			continue
		}
		if how := d.takesUp(s, c, about, near); how != "" && !(d.only(how) && d.thenSells(i, end)) {
			return verdict{true, how, i}
		}
		if pivot < 0 && (s.sells(about) || s.Labels.has(Price)) {
			pivot = i
		}
		near = near && pivot < 0 && !s.has("shift")
	}
	if pivot >= 0 {
		return verdict{false, "pivot", pivot}
	}
	return verdict{false, "moved on", d.firstSaid(first, end)}
}

// only: an uptake that says nothing about the matter itself.
func (d *document) only(how string) bool { return how == "noted" || how == "felt with" }

// thenSells reports whether sentence i is a short nod ("Wow.", "Understood.")
// and what comes next in the reply is about us.
func (d *document) thenSells(i, end int) bool {
	if d.Sentences[i].Words > shortNod {
		return false
	}
	for j := i + 1; j < d.Turns[end-1].End; j++ {
		s := &d.Sentences[j]
		if s.Labels.has(Backchannel) || s.Words == 0 {
			continue
		}
		return s.Labels.has(SelfTalk) || s.Labels.has(Pitch) || s.Labels.has(Price)
	}
	return false
}

// shortNod is how many words of feeling or agreement cost nothing.
const shortNod = 5

// cueTopics collects the words that a reply can take up: those of the whole
// turn, or of a feeling's own sentence.
func (d *document) cueTopics(c *cue, about *topics) {
	about.clear()
	if d.felt(c) {
		about.add(&d.Sentences[c.Sentence])
		return
	}
	turn := d.in(d.Sentences[c.Sentence].Turn)
	for i := range turn {
		about.add(&turn[i])
	}
}

// felt reports whether the cue is a feeling that names what it is about
// ("nervous about the floor", not "scared of it").
func (d *document) felt(c *cue) bool {
	s := &d.Sentences[c.Sentence]
	return s.has("distress") && len(s.topics) > 2
}

// takesUp returns how s takes the cue up, or "". near says that nothing but
// the customer's matter was spoken of before it in the reply: then "that" and
// "it" mean the cue.
func (d *document) takesUp(s *sentence, c *cue, about *topics, near bool) string {
	n, _ := about.shared(s)
	asks := s.Labels.has(Question) && !s.has("q:logistics")
	switch {
	case s.has("brushoff"), s.Labels.has(Close), d.toColleague(s):
		return ""
	case asks && (n > 0 || near && !s.has("shift") && (s.Labels.has(FollowUpAsked) || s.pointsBack())):
		return "asked"
	case near && (s.has("fit:cannot") || s.has("fit:weak") && n > 0): // an honest no is an answer
		return "answered"
	case s.sells(about):
		if about.sharesNumber(s) { // "Forty days? We pay within ten": an answer
			return "answered"
		}
		return ""
	case s.Labels.has(Reflection), s.Labels.has(Summary), near && s.has("consequence") && !s.Labels.has(Question):
		return "reflected"
	case n > 0:
		return "echoed"
	case s.has("empathy"):
		return "felt with"
	case near && s.promises() && c.Kind != "personal" && !d.felt(c):
		return "promised"
	case s.has("noted") && !d.felt(c) && c.Kind != "pain" && c.Kind != "personal":
		return "noted"
	case d.asked(c) && s.answersYesNo():
		return "answered"
	}
	return ""
}

// sells: talk about us; saying back the customer's words is none, whatever
// they sound like.
func (s *sentence) sells(about *topics) bool {
	n, all := about.shared(s)
	echo := n >= 2 && n == all
	return s.Labels.has(SelfTalk) || s.Labels.has(Pitch) && !echo
}

// toColleague reports whether a sentence calls on somebody else of the rep's
// side: "Jonas, can you show the map?"
func (d *document) toColleague(s *sentence) bool {
	if len(s.Tokens) < 3 || s.Tokens[1].Lower != "," && s.Tokens[0].Lower != "and" {
		return false
	}
	for i, sp := range d.Call.Speakers {
		if sp.Side == call.Rep && i != s.Speaker && strings.EqualFold(firstWord(sp.Name), s.Tokens[0].Text) {
			return true
		}
	}
	return false
}

// promises: "we'll take that up with the workshop", "I'll look into it".
func (s *sentence) promises() bool {
	m, ok := s.first("takes-on")
	return ok && !s.Labels.has(Question) && m.From <= s.head()+3
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
		case "that", "it", "this", "those", "these", "they", "them", "he", "she", "there", "then", "so", "which", "one", "ones":
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
