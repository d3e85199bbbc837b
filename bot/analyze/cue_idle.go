package analyze

// The kinds of cues that a sentence of talk may have for its words and still
// not tell: whoever says hello, undertakes something or asks for it uses the
// words of dates, deciders and wishes as well.

const (
	// fewWords is how long a scrap of talk is that tells nothing by itself
	// unless it fears or refuses.
	fewWords = 3
	// politeWords is the same for kind words: "That's nice" is a nod.
	politeWords = 5
)

// reveals reports whether words of a kind tell something in a sentence of talk.
func (s *sentence) reveals(kind string) bool {
	switch kind {
	case "worry", "objection":
		return true
	case "pain":
		return s.Words > fewWords
	case "praise":
		return s.Words > politeWords
	}
	return s.Words > fewWords && !s.busy()
}

// busy reports whether a sentence is about who does what after the talk: the
// speaker undertakes something or asks for it.
func (s *sentence) busy() bool {
	return s.takesItOn() || s.gates.any(asksForThing)
}

// takesItOn reports whether the speaker says anywhere what they are going to
// do: "if Dad likes it, I'll ring you".
func (s *sentence) takesItOn() bool {
	if s.undertakes() {
		return true
	}
	for _, m := range s.matches {
		if m.Section == "joint" {
			switch s.Tokens[m.From].Lower {
			case "i'll", "we'll", "let":
				return true
			}
		}
	}
	return false
}

// hints reports whether a sentence without a sure cue may hold one at all: a
// whole sentence about the speaker's world.
func (s *sentence) hints() bool {
	return s.Words >= leastCueWords && !s.Labels.has(Question) && !s.has("talk-talk") && !s.busy()
}

// asWasAsked reports whether a sentence begins the answer to a plain question:
// what is told then is what somebody wanted to know, a number or a yes.
func (d *document) asWasAsked(s *sentence) bool {
	if s.Index != d.Turns[s.Turn].First {
		return false
	}
	rep := d.repBefore(s.Turn)
	if rep < 0 {
		return false
	}
	q := d.lastQuestion(rep)
	return q != nil && q.Labels.has(Closed) && !q.Labels.has(DiscoveryAsked)
}
