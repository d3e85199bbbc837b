package analyze

import (
	"strings"

	"heed/bot/call"
	"heed/bot/text"
)

// labelAbout tells, for sentences of the rep's side, talk about us (company,
// product, fame) from talk about the customer. "I" counts for neither, nor
// does a joint "we" ("we could meet") or talk about the call itself.
//
// Source: Packard, Moore, McFerran 2018 ("I" of an agent does good, "we"
// doesn't); Packard, Berger 2021 (the customer's own concrete words).
func (d *document) labelAbout() {
	if d.isNote() {
		return
	}
	names, heard := nameTopics(d.Opt.Companies), d.newTopics()
	for t := range d.Turns {
		if d.Turns[t].Side == call.Customer {
			continue
		}
		d.labelAboutTurn(t, names, heard)
	}
}

func (d *document) labelAboutTurn(t int, names map[string]bool, heard *topics) {
	looked, selling := false, false
	for i := d.Turns[t].First; i < d.Turns[t].End; i++ {
		s := &d.Sentences[i]
		if s.Labels.has(Backchannel) || s.Words == 0 {
			continue
		}
		if !looked {
			d.saidBefore(heard, t, 3)
			looked = true
		}
		switch label := s.about(names, heard, selling); label {
		case SelfTalk:
			s.Labels.add(SelfTalk)
			selling = true
		case AboutCustomer:
			s.Labels.add(AboutCustomer)
			selling = false
		}
		s.labelSelling()
	}
}

// about decides for one sentence; "" is neither. heard holds the topics of
// the customer's last turns; selling says that the sentences before were
// about us.
func (s *sentence) about(names map[string]bool, heard *topics, selling bool) Label {
	if s.Labels.has(Question) {
		return s.aboutQuestion(selling)
	}
	if s.has("q:logistics") && endsWith(s, "?") { // "Can you see it okay?"
		return ""
	}
	ours := s.count("self", "joint") > 0 || s.names(names)
	yours := s.count("cust", "you-product") > 0
	echoes := s.echoes(heard)
	switch {
	case s.Labels.has(Reflection), s.Labels.has(Summary) && yours:
		return AboutCustomer
	case s.intends && !s.has("pitch"):
		return ""
	case ours, s.has("price") && s.hasNumber() && !echoes:
		return SelfTalk
	case s.count("self", "") > 0: // only a joint "we"
		return ""
	case yours && !selling, yours && s.count("you-product", "") == 0:
		return AboutCustomer
	case echoes, !selling && s.follows(heard):
		return AboutCustomer
	case selling && (s.has("you-product") || s.goesOnAbout()):
		return SelfTalk
	}
	return ""
}

func (s *sentence) aboutQuestion(selling bool) Label {
	switch {
	case s.has("q:logistics"), s.has("q:rhetorical"), s.has("summary"):
		return ""
	case s.has("joint") && !s.has("cust"):
		return ""
	case s.count("self", "joint") > 0 && s.count("cust", "you-product") == 0 && selling:
		return SelfTalk
	}
	return AboutCustomer
}

// count returns how many matches of a section no match of another overlaps.
func (s *sentence) count(section, except string) int {
	n := 0
	for _, m := range s.matches {
		if m.Section != section {
			continue
		}
		free := true
		for _, x := range s.matches {
			if x.Section == except && x.From < m.To && m.From < x.To {
				free = false
			}
		}
		if free {
			n++
		}
	}
	return n
}

// names reports whether the company or product is named.
func (s *sentence) names(names map[string]bool) bool {
	if len(names) == 0 {
		return false
	}
	for _, tok := range s.Tokens {
		if names[strings.TrimSuffix(tok.Lower, "'s")] {
			return true
		}
	}
	return false
}

// nameTopics returns the words by which companies are recognised; common
// words ("desk", "care") are left out, unless there is no other.
func nameTopics(companies []string) map[string]bool {
	out := map[string]bool{}
	for _, company := range companies {
		toks := text.Tokenize(company)
		for i, tok := range toks {
			if tok.IsWord() && (i == 0 || len(toks) == 1) && !stopWords()[tok.Lower] {
				out[tok.Lower] = true
			}
		}
	}
	return out
}

// promising: "I'll send you our brochure" is a promise, not talk about us. It
// is asked once, when the phrases are found: they don't stand for a piece of the
// sentence (facts_piece.go).
func (s *sentence) promising() bool {
	if s.marks&markOf("joint") == 0 {
		return false
	}
	for _, m := range s.matches {
		if m.Section == "joint" && s.startsClause(int(m.From)) {
			switch s.Tokens[m.From].Lower {
			case "i'll", "i", "let", "we'll", "we":
				return true
			}
		}
	}
	return false
}

// echoes: says back the customer's own words, and not much else.
func (s *sentence) echoes(heard *topics) bool {
	n, all := heard.shared(s)
	return n > 0 && (3*n >= all || n >= 3)
}

// follows: "So the fifteenth is the real deadline" draws a conclusion from what
// the customer said.
func (s *sentence) follows(heard *topics) bool {
	n, _ := heard.shared(s)
	return n > 0 && s.has("so") && !s.has("joint")
}

// goesOnAbout: begins with a pronoun that stands for what was talked about.
func (s *sentence) goesOnAbout() bool {
	head := s.head()
	if head >= len(s.Tokens) {
		return false
	}
	switch s.Tokens[head].Lower {
	case "it", "it's", "that", "that's", "they", "they're", "this", "these", "those", "every", "each", "everything":
		return true
	}
	return false
}

// labelSelling marks pitch, price and close; asking the customer about a
// price they pay is none.
func (s *sentence) labelSelling() {
	if s.Labels.has(Reflection) {
		return
	}
	if s.has("pitch") || s.has("agenda") {
		s.Labels.add(Pitch)
	}
	if s.has("price") && !s.Labels.has(Question) && s.hasNumber() && !s.Labels.has(AboutCustomer) {
		s.Labels.add(Price)
	}
	if s.has("close") {
		s.Labels.add(Close)
	}
}

func (s *sentence) hasNumber() bool { return s.numeral }

// isNumeral reports whether a word is a number, in figures or spelled out.
func isNumeral(tok text.Token) bool {
	if tok.Kind == text.Number {
		return true
	}
	switch tok.Lower {
	case "one", "two", "three", "four", "five", "six", "seven", "eight",
		"nine", "ten", "eleven", "twelve", "fifteen", "twenty", "thirty",
		"forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand":
		return true
	}
	return false
}
