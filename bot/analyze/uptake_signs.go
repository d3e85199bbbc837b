package analyze

import (
	"slices"
	"strings"

	"heed/bot/call"
	"heed/bot/text"
)

// asksAbout reports whether a question that shares no word with the cue can
// only be about it: it says "that", says back in a question what was meant, or
// asks what one asks of such a thing.
func (d *document) asksAbout(s *sentence, c *cue) bool {
	switch {
	case s.has("shift"), s.has("offers") && !s.namesPerson(), d.callsOther(s, c):
		return false
	case s.has("asks-when") && !s.has("asks-that") && c.Kind != "timing" && c.Kind != "pain" && c.Kind != "personal" && c.Kind != "decision":
		return false
	case d.turnsAway(s, c), d.ofBusiness(s, c):
		return false
	case s.Labels.has(FollowUpAsked), s.pointsBack(), s.asksBack():
		return true
	}
	m, ok := s.first("asks:" + c.Kind)
	return ok && int(m.From) <= s.head()+1
}

// ofBusiness: asks for paper or price where somebody told of their life, or who
// decides where nobody spoke of deciding.
func (d *document) ofBusiness(s *sentence, c *cue) bool {
	switch c.Kind {
	case "personal":
		return (s.has("note:work") || s.has("price")) && !s.namesPerson()
	case "pain", "worry", "goal", "standard":
		return s.Labels.has(DiscoveryAsked) && d.discoveryKind(s) == Decision
	}
	return false
}

// turnsAway: goes on to the next point of a list, though an "it" stands in it:
// "And is it one building or two?", "How many drivers do you have?"
func (d *document) turnsAway(s *sentence, c *cue) bool {
	if s.has("q:named") {
		return true
	}
	if len(s.topics) == 0 || s.Words <= barePoint || s.has("asks-that") || s.namesPerson() || s.Labels.has(FollowUpAsked) || s.refersLater(0) {
		return false
	}
	return s.has("q:stock") || s.has("q:and") && (c.hurts() || c.Kind == "goal" || c.Kind == "standard") && (!s.asksBack() || len(s.topics) > 1 && s.Tokens[0].Lower == "and")
}

// barePoint is how short a question is that names no next point: "And are you
// tempted?"
const barePoint = 4

// asksBack: a statement with a question mark says back what was meant ("So the
// crew matters more than the hour?", "The older ones, with the flare?").
func (s *sentence) asksBack() bool {
	if s.asksByForm() || len(s.Tokens) == 0 {
		return false
	}
	return s.Words <= saidBack || s.Tokens[0].Lower == "so" || s.Tokens[0].Lower == "then"
}

// saidBack is how long a question without a verb of asking may be that can only
// say something back.
const saidBack = 10

// sellsNext reports whether s is followed by talk about us in its turn: "But is
// that the same? Because ours …" doesn't want to know.
func (d *document) sellsNext(s *sentence, about *topics) bool {
	next := s.Index + 1
	return next < d.Turns[s.Turn].End && d.Sentences[next].sells(about)
}

// tellsOfThem: a remark about the person that the cue is about: "That's the one
// hour he has for her."
func (d *document) tellsOfThem(s *sentence, c *cue) bool {
	return !s.Labels.has(Question) && s.namesPerson() && d.Sentences[c.Sentence].namesPerson()
}

// echoesFirst: begins with the customer's words, and comes to us only then: "so
// within the hour even at night well our …".
func (s *sentence) echoesFirst(about *topics) bool {
	head := s.head()
	if !slices.ContainsFunc(s.Tokens[:min(head+1, len(s.Tokens))], func(t text.Token) bool { return t.Lower == "so" }) {
		return false
	}
	ours := len(s.Tokens)
	if m, ok := s.first("own"); ok {
		ours = int(m.From)
	}
	return slices.ContainsFunc(s.Tokens[head:min(ours, head+echoWithin, len(s.Tokens))], about.holds)
}

// echoWithin is within how many words an echo is the first thing said.
const echoWithin = 5

// namesPerson reports whether somebody is spoken of who needs no name.
func (s *sentence) namesPerson() bool {
	return slices.ContainsFunc(s.Tokens, func(t text.Token) bool {
		word, _, _ := strings.Cut(t.Lower, "'")
		return personal[word]
	})
}

// personal are the pronouns of one person.
var personal = map[string]bool{"he": true, "she": true, "him": true, "her": true}

// callsOther reports whether a question goes to somebody else of the
// customer's side than who gave the cue: "Rosa, how is it on your floor?"
func (d *document) callsOther(s *sentence, c *cue) bool {
	for i, sp := range d.Call.Speakers {
		if sp.Side != call.Customer || i == d.Sentences[c.Sentence].Speaker {
			continue
		}
		name := firstWord(sp.Name)
		for j := 0; j < min(3, len(s.Tokens)-1); j++ {
			if strings.EqualFold(s.Tokens[j].Text, name) && s.Tokens[j+1].Lower == "," {
				return true
			}
		}
	}
	return false
}

// concludes: "So the heating is one thing, and the neighbours another".
func (s *sentence) concludes(shared int) bool {
	return !s.Labels.has(Question) && (s.has("consequence") || s.has("so") && (shared > 0 || s.has("cust")))
}

// laughs: "[laughs] Mothers." is company, whatever the words.
func (s *sentence) laughs() bool {
	return s.Words <= noddingWords && s.has("laugh")
}

// askedFor reports whether the rep had asked for what the customer told.
func (d *document) askedFor(c *cue) bool {
	for u := d.Sentences[c.Sentence].Turn - 1; u >= 0; u-- {
		if d.Turns[u].Side == call.Rep && !d.Turns[u].Backchannel {
			return d.lastQuestion(u) != nil
		}
	}
	return false
}

// sells: talk about us; saying back the customer's words is none, whatever
// they sound like.
func (s *sentence) sells(about *topics) bool {
	n, all := about.shared(s)
	echo := n >= 2 && n == all
	return !echo && (s.Labels.has(SelfTalk) || s.Labels.has(Pitch))
}

// toColleague reports whether a sentence calls on somebody else of the rep's
// side: "Jonas, can you show the map?", "So Ines, do you want to drive?"
func (d *document) toColleague(s *sentence) bool {
	head := 0
	for head < len(s.Tokens) && (isFiller(s.Tokens[head].Lower) || s.Tokens[head].Kind == text.Punct) {
		head++
	}
	if head+2 >= len(s.Tokens) || s.Tokens[head+1].Lower != "," && (head == 0 || !s.Labels.has(Question)) {
		return false
	}
	for i, sp := range d.Call.Speakers {
		if sp.Side == call.Rep && i != s.Speaker && strings.EqualFold(firstWord(sp.Name), s.Tokens[head].Text) {
			return true
		}
	}
	return false
}

// promises: "we'll take that up with the workshop", "I'll look into it".
func (s *sentence) promises() bool {
	m, ok := s.first("takes-on")
	return ok && !s.Labels.has(Question) && int(m.From) <= s.head()+3
}

// asked reports whether the turn of sentence i asks something from there on.
func (d *document) asked(i int) bool {
	rest := d.Sentences[i:d.Turns[d.Sentences[i].Turn].End]
	return slices.ContainsFunc(rest, func(s sentence) bool { return s.Labels.has(Question) })
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

// pointsBack: a question whose "that" or "it" can only mean what was just
// said, since nothing in the question stands before it; or one about a person
// who needs no name.
func (s *sentence) pointsBack() bool {
	if s.Words <= 4 || s.namesPerson() || s.has("asks-that") {
		return true
	}
	for i, tok := range s.Tokens {
		word, _, _ := strings.Cut(tok.Lower, "'")
		switch word {
		case "that", "it", "this", "those", "these", "they", "them":
			return s.Words <= 20
		}
		if topic(tok) != "" && s.named(i) {
			return s.refersLater(i)
		}
	}
	return len(s.topics) == 0 // nothing new is named
}

// oneOf stands before a "one" that points back: "the last one".
var oneOf = map[string]bool{"the": true, "that": true, "this": true, "last": true, "old": true, "first": true, "other": true, "new": true, "previous": true}

// refersLater: "Which side of that are you on?", "How did you lose the last
// one?"
func (s *sentence) refersLater(i int) bool {
	for ; i+1 < len(s.Tokens); i++ {
		if next := s.Tokens[i+1].Lower; oneOf[s.Tokens[i].Lower] && (next == "one" || next == "ones") {
			return true
		}
		switch s.Tokens[i].Lower {
		case "of", "about", "with":
			if next := s.Tokens[i+1].Lower; next == "that" || next == "it" || next == "those" || next == "them" || next == "this" {
				return true
			}
		}
	}
	return false
}

// named reports whether token i stands in a noun phrase with an article or the
// like: "the best way", "your invoices", "how many languages".
func (s *sentence) named(i int) bool {
	for j := i - 1; j >= max(0, i-2); j-- {
		switch s.Tokens[j].Lower {
		case "the", "a", "an", "your", "their", "our", "his", "her", "any", "which", "many", "much", "other", "what":
			return true
		}
	}
	return false
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
