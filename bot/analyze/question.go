package analyze

import (
	"slices"
	"strings"

	"heed/bot/call"
	"heed/bot/text"
)

// labelQuestions finds questions, with or without question marks; leaves out
// tags, and what the same person answers.
func (d *document) labelQuestions() {
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if !d.asks(s) {
			continue
		}
		s.Labels.add(Question)
		if s.isOpen() {
			s.Labels.add(Open)
		} else {
			s.Labels.add(Closed)
		}
		if s.Side != call.Customer {
			d.labelDiscovery(i)
		}
	}
}

// asks reports whether s is a real question.
func (d *document) asks(s *sentence) bool {
	if s.has("q:tag") || d.isNote() {
		return false
	}
	marked := endsWith(s, "?")
	if !marked && (s.has("q:cleft") || !s.asksByForm()) {
		return false
	}
	if marked && s.Words < 2 && !s.has("q:wh") {
		return false
	}
	return !s.has("q:rhetorical") || !d.goesOn(s)
}

// goesOn reports whether the speaker goes on after s in the same turn.
func (d *document) goesOn(s *sentence) bool {
	next := s.Index + 1
	return next < d.Turns[s.Turn].End && !endsWith(&d.Sentences[next], "?")
}

// endsWith looks for a mark at the end, behind quotation marks and brackets.
func endsWith(s *sentence, mark string) bool {
	t := strings.TrimRight(s.Text, " \"”’')]*_-–—")
	if strings.HasSuffix(t, mark) {
		return true
	}
	before := strings.TrimSuffix(t, "!")
	if before == t {
		before = strings.TrimSuffix(t, ".")
	}
	return before != t && strings.HasSuffix(before, mark)
}

// asksByForm reports whether the words ask although no question mark does.
func (s *sentence) asksByForm() bool {
	if s.has("q:tell") {
		return true
	}
	head := s.head()
	if !endsWith(s, ".") && s.asksAfter(head) {
		return true
	}
	for _, m := range s.matches {
		switch m.Section {
		case "q:whaux":
			if isRelative := relative[s.Tokens[m.From].Lower]; int(m.From) == head || s.startsClause(int(m.From)) && !(isRelative && endsWith(s, ".")) || !endsWith(s, ".") && !isRelative {
				return true
			}
		case "q:aux":
			if int(m.From) == head || s.startsClause(int(m.From)) && !endsWith(s, ".") {
				return true
			}
		}
	}
	return false
}

// asksAfter reports whether a question word stands at token i with the verb that
// it is the subject of ("who carries the blame"), and nothing is said of that
// ("what tips it is the price").
func (s *sentence) asksAfter(i int) bool {
	if i+2 >= len(s.Tokens) || !asksWho[s.Tokens[i].Lower] || saysOf[s.Tokens[i+1].Lower] || s.Tokens[i+1].Kind != text.Word {
		return false
	}
	return !slices.ContainsFunc(s.Tokens[i+2:], func(t text.Token) bool { return isCopula(t.Lower) })
}

// asksWho are the question words that a verb may follow at once.
var asksWho = map[string]bool{"what": true, "who": true, "whose": true}

// saysOf are the words that make what follows "what" or "who" a part of a
// statement, or a cry: "what we do", "what a day".
var saysOf = map[string]bool{
	"a": true, "an": true, "i": true, "i'm": true, "i'd": true, "i've": true, "we": true, "we're": true, "we've": true, "we'd": true,
	"our": true, "my": true, "the": true, "they": true, "he": true, "she": true, "it": true, "that": true, "this": true, "you": true,
	"your": true, "these": true, "those": true, "ever": true, "not": true, "so": true, "with": true, "of": true, "in": true, "for": true,
	"people": true, "most": true, "all": true, "and": true, "or": true, "but": true, "about": true, "on": true, "at": true, "to": true,
	"they're": true, "he's": true, "she's": true, "it's": true, "you're": true, "you've": true, "you'd": true, "they've": true,
}

func isCopula(lower string) bool {
	return lower == "is" || lower == "are" || lower == "was" || lower == "were"
}

// relative words begin questions at the head of a clause only: "people who are
// late" asks nothing.
var relative = map[string]bool{"who": true, "which": true, "where": true, "when": true}

// head is the first word after "so", "okay", "and", "well" and a name that is
// spoken to.
func (s *sentence) head() int {
	i := 0
	for i < len(s.Tokens) {
		tok := s.Tokens[i]
		switch {
		case tok.Kind == text.Punct, isFiller(tok.Lower):
			i++
		case i+1 < len(s.Tokens) && s.Tokens[i+1].Text == "," && topic(tok) != "" && tok.Kind == text.Word:
			i += 2
		default:
			return i
		}
	}
	return 0
}

// isFiller: opens a sentence without saying anything.
func isFiller(lower string) bool {
	switch lower {
	case "so", "and", "but", "or", "okay", "ok", "um", "uh", "er",
		"well", "now", "alright", "right", "then", "yeah", "yes", "no",
		"oh", "great", "good", "cool", "sure", "mm", "hm", "mhm", "hey",
		"sorry", "wow", "perfect", "like", "maybe", "also", "just", "all":
		return true
	}
	return false
}

// startsClause reports whether token i stands after a comma or a conjunction.
func (s *sentence) startsClause(i int) bool {
	if i == 0 {
		return true
	}
	before := s.Tokens[i-1]
	return before.Kind == text.Punct || isFiller(before.Lower)
}

// isOpen: asks for more than yes, no or a number.
func (s *sentence) isOpen() bool {
	if s.has("q:tell") || s.has("follow_up") && !s.has("q:aux") {
		return true
	}
	if s.has("q:quantity") {
		return false
	}
	return s.has("q:whaux") || s.has("q:open")
}

// labelFollowUps marks questions that take up what the customer has just
// said: by their words, or by a stock phrase.
func (d *document) labelFollowUps() {
	said := d.newTopics()
	for t := range d.Turns {
		if d.Turns[t].Side == call.Customer || t == 0 {
			continue
		}
		looked := false
		for i := d.Turns[t].First; i < d.Turns[t].End; i++ {
			s := &d.Sentences[i]
			if !s.Labels.has(Question) || s.has("q:logistics") {
				continue
			}
			if !looked {
				d.saidBefore(said, t, 1)
				looked = true
			}
			if n, _ := said.shared(s); n > 0 || said.n > 0 && s.has("follow_up") {
				s.Labels.add(FollowUpAsked)
			}
		}
	}
}

// lookBack is how many turns a rule looks back at most.
const lookBack = 16

// saidBefore collects in said what the other side talked about in its last
// stretches of talk before turn t.
func (d *document) saidBefore(said *topics, t, stretches int) {
	said.clear()
	open := false
	for u := t - 1; u >= max(0, t-lookBack); u-- {
		if d.Turns[u].Backchannel {
			continue
		}
		if d.sameVoice(u, t) {
			if open {
				stretches, open = stretches-1, false
			}
			if stretches == 0 {
				break
			}
			continue
		}
		open = true
		for i := d.Turns[u].First; i < d.Turns[u].End; i++ {
			said.add(&d.Sentences[i])
		}
	}
}

// sameVoice reports whether turns a and b are on the same side, or of the
// same speaker where sides aren't known.
func (d *document) sameVoice(a, b int) bool {
	x, y := d.Turns[a], d.Turns[b]
	return x.Speaker == y.Speaker || x.Side == y.Side && x.Side != call.Unknown
}
