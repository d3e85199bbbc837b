package analyze

import "heed/bot/call"

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
		head := s.head()
		return s.Tokens[head+1].Lower != "have" && s.Tokens[head+1].Lower != "need" // "I'll have to ask the board"
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
	if s.Words < leastCueWords && (s.Words <= fewWords || !s.has("own") || !s.has("bad")) {
		return false
	}
	return (s.has("own") || s.has("someone") || s.hasNumber()) && !s.Labels.has(Question) && !s.has("talk-talk") && !s.busy()
}

// prompt is what the rep said or asked before a turn of the customer's.
type prompt uint8

const (
	anyPrompt   prompt = iota
	plainPrompt        // asks for a name, a number, a yes
	idlePrompt         // is about the call, who comes when, the weather
)

// promptOf returns what the rep said or asked last before turn t.
func (d *document) promptOf(t int) prompt {
	rep := d.repBefore(t)
	if rep < 0 {
		return anyPrompt
	}
	last := &d.Sentences[d.Turns[rep].End-1]
	q := d.lastQuestion(rep)
	switch {
	case last.has("q:idle"):
		return idlePrompt
	case q != nil && q.Labels.has(DiscoveryAsked):
		return anyPrompt
	case last.has("q:plain") || q != nil && q.Labels.has(Closed):
		return plainPrompt
	}
	return anyPrompt
}

// withoutIdleCues takes from the customer's sentences what they only seem to
// reveal.
func (d *document) withoutIdleCues() {
	turn, p := -1, anyPrompt
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if s.Labels.cueBits() == 0 || s.Side != call.Customer {
			continue
		}
		if s.Turn != turn {
			turn, p = s.Turn, d.promptOf(s.Turn)
		}
		d.withoutIdle(s, p)
	}
}

// withoutIdle takes from a sentence of the customer's what it seems to reveal
// where it does not: it is about the call, hearsay or long settled, or the
// answer that a prompt asked for.
func (d *document) withoutIdle(s *sentence, p prompt) {
	plain := s.sure &^ s.told // in words that are for nothing else
	switch first := s.Index == d.Turns[s.Turn].First; {
	case s.has("distress") && s.has("own"):
	case s.has("hearsay") && !s.ofOurs(), s.readsOut():
		s.unreveal(0)
	case s.has("idle"):
		s.unreveal(s.sure & bit(CuePersonal))
	case s.has("stalls"):
		s.unreveal(plain)
	case p == idlePrompt && first:
		s.unreveal(bit(CuePersonal))
	case p == idlePrompt:
		s.unreveal(plain &^ (bit(CueGoal) | bit(CueStandard) | bit(CueTiming) | bit(CueWorry)))
	case p == plainPrompt && first:
		s.unreveal(d.besidesAnswer(s))
	}
}

// besidesAnswer returns what a sentence that begins the answer to a plain
// question tells besides.
func (d *document) besidesAnswer(s *sentence) labelSet {
	keep := s.Labels
	if !s.sure.has(CueObjection) { // who else there is was asked
		keep &^= bit(CueObjection)
	}
	if s.Words <= plainAnswer {
		keep = s.sure & (^s.told | bit(CuePain))
	}
	if q := d.lastQuestion(d.repBefore(s.Turn)); q != nil && (q.has("past") || q.has("q:plain") && !q.asksTime()) {
		keep &^= bit(CueTiming)
	}
	return keep
}

// asksTime reports whether a question names a time.
func (s *sentence) asksTime() bool {
	for i := range s.Tokens {
		switch s.Tokens[i].Lower {
		case "when", "when's", "date", "day", "time", "month", "until", "till", "by":
			return true
		}
	}
	return false
}

// plainAnswer is how many words the answer to a plain question takes.
const plainAnswer = 8

// unreveal takes all cues but those of keep.
func (s *sentence) unreveal(keep labelSet) {
	s.Labels &^= cueMask &^ keep
	s.sure &= keep
	s.told &= keep
}

// ofOurs reports whether a sentence speaks of what is the customers': what
// they heard of themselves is no hearsay.
func (s *sentence) ofOurs() bool {
	for i := range s.Tokens {
		switch s.Tokens[i].Lower {
		case "our", "us", "we", "we're", "we've", "ours":
			return true
		}
	}
	return false
}

// readsOut reports whether a sentence spells something.
func (s *sentence) readsOut() bool {
	n := 0
	for i := range s.Tokens {
		tok := &s.Tokens[i]
		switch {
		case len(tok.Lower) == 1 && tok.Lower != "i" && tok.Lower != "a" && tok.IsWord(), digits[tok.Lower]:
			n++
		case tok.IsWord() && tok.Lower != "then" && tok.Lower != "and":
			n = 0
		}
		if n == readOut {
			return true
		}
	}
	return false
}

// readOut is how many digits and letters in a row are read out; a price has
// fewer.
const readOut = 4

// digits are the words by which numbers are read out one by one.
var digits = map[string]bool{
	"oh": true, "zero": true, "nought": true, "double": true, "triple": true, "dash": true, "one": true, "two": true, "three": true,
	"four": true, "five": true, "six": true, "seven": true, "eight": true, "nine": true,
}
