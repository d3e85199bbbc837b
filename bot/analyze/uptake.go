package analyze

import (
	"slices"

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
		if d.aside(i, kind) {
			continue
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
	if first == end || d.farewell(t, first, end) || d.feltInPassing(t, first) { // nobody had the chance
		for i := range out {
			out[i].Taken = true
		}
		return slices.DeleteFunc(out, func(c cue) bool { return c.weak })
	}
	for i := range out {
		out[i].Reply = first
		v := d.judge(&out[i], about, first, end)
		if c := &out[i]; !v.taken && (d.briefly(c) || d.beforeQuestion(c)) {
			v.taken, v.how = true, "heard"
		}
		out[i].Taken, out[i].How, out[i].By = v.taken, v.how, v.by
	}
	return d.withoutWeak(out)
}

// feltInPassing reports whether one of the nods between turn t and the reply
// is warmer than a nod: "Good, glad to hear it."
func (d *document) feltInPassing(t, reply int) bool {
	for u := t + 1; u < reply; u++ {
		if d.Turns[u].Side == call.Rep && slices.ContainsFunc(d.in(u), func(s sentence) bool { return s.has("empathy") }) {
			return true
		}
	}
	return false
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
// it, but for feelings: those need a word of their own. Who only nods or laughs
// has gone on to nothing else, and so has who makes no more than a remark:
// somewhere else is a question, a promise, a price, another subject.
func (d *document) judge(c *cue, about *topics, first, end int) verdict {
	d.cueTopics(c, about)
	pivot, near, stays := -1, true, true
	for i := d.Turns[first].First; i < d.Turns[end-1].End; i++ {
		s := &d.Sentences[i]
		if s.Labels.has(Backchannel) || s.Words == 0 {
			continue
		}
		if how := d.takesUp(s, c, about, near); how != "" && !(d.only(how, s, c, about) && d.thenLeaves(i, end, how, c, about)) {
			return verdict{true, how, i}
		}
		sells := s.sells(about) || s.Labels.has(Price)
		if pivot < 0 && sells {
			pivot = i
		}
		stays = stays && !sells && (s.nods() || !d.leaves(s, c, about))
		near = near && pivot < 0 && !s.has("shift") && !(s.has("cheer") && c.hurts()) && !s.namesNext(about)
	}
	switch {
	case pivot >= 0:
		return verdict{false, "pivot", pivot}
	case stays, d.onlyAnswers(c), d.goesOnAfter(c, first):
		return verdict{true, "heard", d.firstSaid(first, end)}
	}
	return verdict{false, "moved on", d.firstSaid(first, end)}
}

// onlyAnswers reports whether the cue is one for nothing but that it was asked
// for: then who asks on has heard it.
func (d *document) onlyAnswers(c *cue) bool {
	return !slices.ContainsFunc(c.All, func(i int) bool {
		s := &d.Sentences[i]
		return s.has("cue:"+c.Kind) || s.told.has(Label("cue:"+c.Kind)) || s.hurts()
	})
}

// goesOnAfter reports whether the customer went on after a nod: the reply is
// to what was said last.
func (d *document) goesOnAfter(c *cue, reply int) bool {
	for u := d.Sentences[c.Sentence].Turn + 1; u < reply; u++ {
		if d.Turns[u].Side == call.Customer && d.words(u) > shortNod {
			return true
		}
	}
	return false
}

// hurts: "Great!" is no answer to it.
func (c *cue) hurts() bool { return c.Kind == "pain" || c.Kind == "worry" || c.Kind == "objection" }

// shortNod is how many words of feeling or agreement cost nothing.
const shortNod = 5

// cueTopics collects the words that a reply can take up: those of the whole
// stretch of talk, or of a feeling's own sentence.
func (d *document) cueTopics(c *cue, about *topics) {
	about.clear()
	if d.felt(c) {
		about.add(&d.Sentences[c.Sentence])
		return
	}
	t := d.Sentences[c.Sentence].Turn
	from := t
	if c.Kind != "personal" {
		from = d.stretchFrom(t)
	}
	for u := t; u >= from; u-- {
		if d.Turns[u].Side != call.Customer {
			continue
		}
		for i := d.Turns[u].First; i < d.Turns[u].End; i++ {
			about.add(&d.Sentences[i])
		}
	}
}

// stretchFrom returns the turn in which the customer began the talk that turn
// t goes on with: a short remark of the rep that asks nothing is no break.
func (d *document) stretchFrom(t int) int {
	first := t
	for u := t - 1; u >= max(0, t-stretchTurns); u-- {
		switch {
		case d.Turns[u].Side == call.Customer:
			first = u
		case d.words(u) > bridgedWords || d.lastQuestion(u) != nil:
			return first
		}
	}
	return first
}

const (
	stretchTurns = 4 // how far back a stretch of talk is followed
	bridgedWords = 8 // how long a remark in between may be
)

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
	n, all := about.shared(s)
	if s.has("brushoff") && !(s.has("empathy") && n > 0) || s.Labels.has(Close) && n == 0 || s.showsOn(n, all) || d.toColleague(s) {
		return ""
	}
	asks := s.Labels.has(Question) && !s.has("q:logistics") && !(s.has("summary") && n == 0) && !(s.has("rebuts") && d.sellsNext(s, about))
	switch {
	case asks && (n > 0 || near && d.asksAbout(s, c)):
		return "asked"
	case near && (s.has("fit:cannot") || s.has("fit:weak") && n > 0 || s.has("frankly")): // an honest no is an answer
		return "answered"
	case near && s.has("reassures") && c.Kind != "personal" && !s.Labels.has(Question):
		return "answered"
	case s.pledge && s.Side == call.Rep && (n > 0 || near) && !s.has("routine-promise") && c.Kind != "personal" && !d.felt(c):
		return "promised"
	case s.sells(about):
		if s.echoesFirst(about) && !d.sellsNext(s, about) {
			return "reflected"
		}
		if near && n > 0 && s.has("ours-does") && (c.Kind == "standard" || c.Kind == "objection") || about.sharesNumber(s) { // "Forty days? We pay within ten": an answer
			return "answered"
		}
		return ""
	case s.Labels.has(Reflection), s.Labels.has(Summary) && n > 0, near && (s.concludes(n) || s.has("recalls") || s.has("so") && !asks && c.Kind != "personal" && d.askedFor(c) && !(s.has("states") && d.ownMatter(s, c, about))):
		return "reflected"
	case n > 0 && (near || n > 1 || 2*n >= all) && !d.ownMatter(s, c, about):
		return "echoed"
	case s.has("empathy") && !(s.has("cheer") && c.hurts()):
		return "felt with"
	case near && s.Words > shortNod && d.tellsOfThem(s, c):
		return "reflected"
	case near && s.promises() && c.Kind != "personal" && !d.felt(c):
		return "promised"
	case near && c.Kind == "personal" && (s.laughs() || s.isMadeOf("bc", "ack") && d.askedFor(c)):
		return "felt with"
	case s.has("noted") && !d.felt(c) && !c.hurts() && c.Kind != "personal":
		return "noted"
	case (d.asked(c.Sentence) || near && d.asked(d.Turns[d.Sentences[c.Sentence].Turn].First) && s.Tokens[0].Lower != "yeah") && s.answersYesNo() && !s.has("stalls"):
		return "answered"
	case near && s.has("does-so"):
		return "noted"
	}
	return ""
}
