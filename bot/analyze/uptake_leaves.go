package analyze

import "slices"

// leaves: goes to something else, whatever it is. A feeling is left by any
// word about another matter.
func (d *document) leaves(s *sentence, c *cue, about *topics) bool {
	return d.felt(c) || s.Labels.has(Question) || s.Labels.has(Close) || s.has("shift") || s.has("shows") || s.has("brushoff") || s.pledge || d.toColleague(s) || d.ownMatter(s, c, about)
}

// nods: a few words that bring up nothing.
func (s *sentence) nods() bool {
	return s.Words <= noddingWords && (len(s.topics) <= 1 || s.has("noted")) && !s.Labels.has(Question) && !s.has("shift") && !s.has("shows") && !s.has("brushoff") && !s.pledge
}

// noddingWords is how long a sentence that brings up nothing may be.
const noddingWords = 9

// ownMatter: a statement that brings up things of its own and none of theirs:
// "It comes in oak and in walnut." Where something hurts, a word of theirs in a
// description is not about it: "Each seat gets a log-in and a mailbox."
func (d *document) ownMatter(s *sentence, c *cue, about *topics) bool {
	n, all := about.shared(s)
	if s.Labels.has(Question) || s.Words <= shortNod || s.speaksToThem() {
		return false
	}
	if n == 1 {
		return c.Kind != "timing" && !s.saysOfThem(about) && all >= otherThings && s.has("states") && !s.has("cust") && !about.sharesNumber(s)
	}
	return n == 0 && (all >= otherThings || all > 1 && s.has("states"))
}

// saysOfThem: begins with who was spoken of and a word of what was said of them:
// "They forget it, and then the crates stand there."
func (s *sentence) saysOfThem(about *topics) bool {
	head := s.head()
	if head+1 >= len(s.Tokens) {
		return false
	}
	switch s.Tokens[head].Lower {
	case "they", "he", "she", "your":
		return about.holds(s.Tokens[head+1])
	}
	return false
}

// namesNext: names another thing, and what is asked of it comes in a sentence of
// its own: "and the poles", "are they alloy or steel".
func (s *sentence) namesNext(about *topics) bool {
	n, all := about.shared(s)
	return n == 0 && all > 0 && s.Words <= shortNod && s.has("q:and") && !s.Labels.has(Question)
}

// showsOn: goes on with the show, or with the rep's list, though a word of theirs
// stands in it.
func (s *sentence) showsOn(shared, all int) bool {
	return s.has("shows") && !s.pledge && !s.has("reassures") && (shared == 0 || shared == 1 && all >= otherThings)
}

// otherThings is how many new things a statement brings up that is about them.
const otherThings = 3

// speaksToThem: begins with the person spoken to or with what was just said,
// or likens it to something.
func (s *sentence) speaksToThem() bool {
	if s.Labels.has(Reflection) || s.Labels.has(Thanks) || s.namesPersonFirst() {
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

// namesPersonFirst: "he" or "she" is somebody spoken of before, not one whom
// the sentence names: "The trainer is called Miriam, she's super."
func (s *sentence) namesPersonFirst() bool {
	if !s.namesPerson() || !s.has("states") {
		return s.namesPerson()
	}
	for i, tok := range s.Tokens {
		switch {
		case personal[tok.Lower]:
			return true
		case topic(tok) != "" && s.named(i):
			return false
		}
	}
	return true
}

// only: an uptake that says nothing about the matter itself; a name or a thing
// said back, too, where something hurts.
func (d *document) only(how string, s *sentence, c *cue, about *topics) bool {
	switch how {
	case "noted", "felt with":
		return true
	case "echoed":
		n, all := about.shared(s)
		return c.hurts() && s.Words <= shortNod && (n == 1 && all == 1 && !s.hasNumber() || d.besideIt(s, c))
	}
	return false
}

// besideIt: says back something of the stretch of talk that is not the cue.
func (d *document) besideIt(s *sentence, c *cue) bool {
	for _, i := range c.All {
		for _, id := range d.Sentences[i].topics {
			if slices.Contains(s.topics, id) {
				return false
			}
		}
	}
	return true
}

// thenLeaves reports whether sentence i is a short nod ("Wow.", "Understood.")
// and what comes next in the reply is about us or the next point of a list, or
// for somebody's own news another matter of business: "Nice. And is it still
// the same address?" After mere cheer anything else is.
func (d *document) thenLeaves(i, end int, how string, c *cue, about *topics) bool {
	if d.Sentences[i].Words > noddingWords {
		return false
	}
	for j := i + 1; j < d.Turns[end-1].End; j++ {
		s := &d.Sentences[j]
		if s.Labels.has(Backchannel) || s.Words == 0 {
			continue
		}
		switch {
		case s.Labels.has(SelfTalk), s.has("shows"), s.Labels.has(Pitch), s.Labels.has(Price), s.has("states") && d.ownMatter(s, c, about):
			return true
		case how == "echoed":
			return false
		case s.Labels.has(Question):
			n, _ := about.shared(s)
			return c.Kind == "personal" && !d.asksAbout(s, c) || n == 0 && d.turnsAway(s, c)
		}
		return d.Sentences[i].has("cheer") && d.leaves(s, c, about)
	}
	return false
}
