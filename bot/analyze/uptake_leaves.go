package analyze

// leaves: goes to something else, whatever it is. A feeling is left by any
// word about another matter.
func (d *document) leaves(s *sentence, c *cue, about *topics) bool {
	return d.felt(c) || s.Labels.has(Question) || s.Labels.has(Close) || s.has("shift") || s.has("shows") || s.has("brushoff") || s.pledge || d.toColleague(s) || s.ownMatter(about)
}

// nods: a few words that bring up nothing.
func (s *sentence) nods() bool {
	return s.Words <= noddingWords && (len(s.topics) <= 1 || s.has("noted")) && !s.Labels.has(Question) && !s.has("shift") && !s.has("shows") && !s.has("brushoff") && !s.pledge
}

// noddingWords is how long a sentence that brings up nothing may be.
const noddingWords = 9

// ownMatter: a statement that brings up things of its own and none of theirs:
// "It comes in oak and in walnut."
func (s *sentence) ownMatter(about *topics) bool {
	n, all := about.shared(s)
	if n > 0 || s.Labels.has(Question) || s.Words <= shortNod || s.speaksToThem() {
		return false
	}
	return all >= otherThings || all > 1 && s.describes()
}

// otherThings is how many new things a statement brings up that is about them.
const otherThings = 3

// speaksToThem: begins with the person spoken to or with what was just said,
// or likens it to something.
func (s *sentence) speaksToThem() bool {
	if s.Labels.has(Reflection) || s.Labels.has(Thanks) || s.namesPerson() {
		return true
	}
	for _, sign := range signsOfThem {
		if s.has(sign) {
			return true
		}
	}
	head := s.head()
	if m, ok := s.first("cust"); ok && int(m.From) <= head+1 && s.count("cust", "you-product") > 0 {
		return true
	}
	return s.refersBack(head)
}

// signsOfThem are the sections that speak for a remark on what was said.
var signsOfThem = []string{"empathy", "noted", "consequence", "recalls", "reassures", "frankly", "laugh"}

// refersBack: "Then please scan those", "You can switch it off": what is meant
// has just been said, since nothing is named before it. Of a thing that stands
// first, "it" tells more: "It comes in oak."
func (s *sentence) refersBack(head int) bool {
	if s.Tokens[0].Lower == "like" {
		return true
	}
	switch s.Tokens[head].Lower {
	case "that", "that's", "that'd", "that'll", "those":
		return true
	case "it", "it's", "it'd", "it'll", "they", "they're", "this", "these", "there's", "there":
		return false
	}
	for i := head + 1; i < len(s.Tokens); i++ {
		switch s.Tokens[i].Lower {
		case "that", "that's", "it", "those", "them":
			return true
		}
		if topic(s.Tokens[i]) != "" && s.named(i) {
			return false
		}
	}
	return false
}

// describes: begins with a thing, and says what it is or has.
func (s *sentence) describes() bool {
	switch s.Tokens[s.head()].Lower {
	case "it", "it's", "it'd", "it'll", "they", "they're", "this", "these", "the", "each", "every", "there's", "there", "you", "a", "an":
		return true
	}
	return false
}

// only: an uptake that says nothing about the matter itself; a name or a thing
// said back, too, where something hurts.
func (s *sentence) only(how string, c *cue, about *topics) bool {
	switch how {
	case "noted", "felt with":
		return true
	case "echoed":
		n, all := about.shared(s)
		return c.hurts() && s.Words <= shortNod && n == 1 && all == 1 && !s.hasNumber()
	}
	return false
}

// thenLeaves reports whether sentence i is a short nod ("Wow.", "Understood.")
// and what comes next in the reply is about us, or for somebody's own news
// another matter of business: "Nice. And is it still the same address?"
func (d *document) thenLeaves(i, end int, how string, c *cue) bool {
	if d.Sentences[i].Words > noddingWords {
		return false
	}
	for j := i + 1; j < d.Turns[end-1].End; j++ {
		s := &d.Sentences[j]
		if s.Labels.has(Backchannel) || s.Words == 0 {
			continue
		}
		return s.Labels.has(SelfTalk) || s.has("shows") || s.Labels.has(Pitch) || s.Labels.has(Price) || how != "echoed" && c.Kind == "personal" && s.Labels.has(Question) && !d.asksAbout(s, c)
	}
	return false
}
