package analyze

import "heed/bot/call"

// markPledges notes which sentences hold a promise.
func (d *document) markPledges(promises []Promise) {
	for _, p := range promises {
		if i := d.sentenceOf(p); i >= 0 {
			d.Sentences[i].pledge = true
		}
	}
}

// aside reports whether sentence i, for all its words, is nothing that wants
// an answer: a wish or a promise (these have answers of another kind), a yes to
// what the rep has just said, an appointment being made, or a point in the past.
func (d *document) aside(i int, kind string) bool {
	s := &d.Sentences[i]
	if s.has("distress") {
		return false
	}
	if _, wish := askIn(d, s); wish && kind != "worry" {
		return true
	}
	if s.Turn < openingTurns && s.Words <= openingWords && (kind == "timing" || kind == "decision") {
		return true // "Until the fifteenth it's still allowed": a greeting
	}
	if s.Turn < openingTurns && s.has("introduces") || s.Labels.has(Thanks) && (kind == "standard" || kind == "goal") {
		return true
	}
	if s.pledge && kind != "personal" || kind != "worry" && s.undertakes() {
		return true
	}
	rep := d.repBefore(s.Turn)
	if rep < 0 {
		return false
	}
	switch kind {
	case "timing", "decision":
		return d.repeats(s, rep) || d.arranging(rep) || kind == "timing" && d.askedOfThePast(rep)
	case "standard", "goal", "praise":
		return d.repeats(s, rep)
	}
	return false
}

// While people say hello, a few words about a day or a department are no
// news.
const (
	openingTurns = 4
	openingWords = 8
)

// undertakes: begins with what the speaker is going to do.
func (s *sentence) undertakes() bool {
	head := s.head()
	if head+1 >= len(s.Tokens) {
		return false
	}
	switch s.Tokens[head].Lower {
	case "i'll", "we'll":
		return s.Tokens[head+1].Lower != "be" && s.Tokens[head+1].Lower != "never"
	case "let":
		return s.Tokens[head+1].Lower == "me" || s.Tokens[head+1].Lower == "us"
	case "i", "we":
		return s.Tokens[head+1].Lower == "will"
	}
	return false
}

// repBefore returns the rep's last turn before t with something to say, or -1.
func (d *document) repBefore(t int) int {
	for u := t - 1; u >= max(0, t-lookBack); u-- {
		if d.Turns[u].Side == call.Rep && !d.Turns[u].Backchannel {
			return u
		}
	}
	return -1
}

// repeats reports whether a short sentence says no more than the rep did.
func (d *document) repeats(s *sentence, rep int) bool {
	if s.Words > repeatedWords || d.asksIn(rep) {
		return false
	}
	for _, id := range s.topics {
		if !d.speaksOf(rep, id) {
			return false
		}
	}
	return true
}

// repeatedWords is how long a sentence that only says yes may be.
const repeatedWords = 7

func (d *document) asksIn(t int) bool {
	q := d.lastQuestion(t)
	return q != nil && q.Labels.has(Open)
}

// speaksOf reports whether a topic comes up in turn t.
func (d *document) speaksOf(t int, topic int32) bool {
	for _, s := range d.in(t) {
		for _, id := range s.topics {
			if id == topic {
				return true
			}
		}
	}
	return false
}

// arranging reports whether the rep's turn is about when to talk again.
func (d *document) arranging(t int) bool {
	for _, s := range d.in(t) {
		if s.has("arranging") {
			return true
		}
	}
	return false
}

// askedOfThePast: "When did you notice?" is answered with no deadline.
func (d *document) askedOfThePast(t int) bool {
	q := d.lastQuestion(t)
	return q != nil && q.has("past")
}

// briefly reports whether a few words give no more than the fact that was
// asked for: "The second of June." has been heard. What is said to a question
// about what matters counts, however short.
func (d *document) briefly(c *cue) bool {
	switch c.Kind {
	case "standard", "timing", "decision", "personal", "goal":
		s := &d.Sentences[c.Sentence]
		if rep := d.repBefore(s.Turn); rep >= 0 && s.Words <= briefAnswer && s.Index <= d.Turns[s.Turn].First+1 {
			q := d.lastQuestion(rep)
			return q != nil && !q.Labels.has(DiscoveryAsked)
		}
	}
	return false
}

// briefAnswer is how many words give a fact and nothing with it.
const briefAnswer = 7

// beforeQuestion reports whether the customer goes on to ask something in the
// same turn: then that is what the reply is to. What hurts or is stood by
// stays to be answered.
func (d *document) beforeQuestion(c *cue) bool {
	switch c.Kind {
	case "timing", "decision", "goal":
		next := c.All[len(c.All)-1] + 1
		return next < d.Turns[d.Sentences[c.Sentence].Turn].End && d.asked(next)
	}
	return false
}
