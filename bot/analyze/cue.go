package analyze

import (
	"strings"

	"heed/bot/call"
)

// cueKinds are the kinds of cues in the order in which they weigh: what hurts
// or stands against comes before what is nice to know.
var cueKinds = []string{"worry", "objection", "pain", "decision", "standard", "personal", "timing", "goal", "praise"}

// labelCues marks what customers reveal; in notes, lines of the customer's
// voice.
func (d *document) labelCues() {
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if d.isNote() && s.Voice != CustomerVoice || !d.isNote() && s.Side != call.Customer {
			continue
		}
		if s.Labels.has(Backchannel) {
			continue
		}
		for _, kind := range cueKinds {
			if s.hasKind("cue:", kind) && (d.isNote() || s.reveals(kind)) {
				s.sureAs(kind)
			}
		}
		if !s.Labels.has(CuePain) && s.hurts() {
			s.sureAs("pain")
		}
		if !d.isNote() && s.Words >= leastCueWords && !s.Labels.has(Question) && !s.busy() {
			d.labelTold(s)
		}
		if s.has("maybe:personal") { // of somebody's life, whatever else it is
			s.Labels.add(CuePersonal)
		}
	}
	d.labelAnswers()
	for i := range d.Sentences {
		if s := &d.Sentences[i]; s.Labels.cueBits() == 0 && s.Words > 3 && d.mayReveal(s) && (d.isNote() || s.hints()) {
			s.labelWeakCue()
		}
	}
	if !d.isNote() {
		d.withoutIdleCues()
	}
}

// leastCueWords is the shortest sentence that is looked at for what it tells.
const leastCueWords = 6

// plainlyTold is what has to speak for a fact before somebody can be said to
// have missed it; of what hurts, sureWeight will do.
const plainlyTold = sureWeight + hintWeight

// labelTold marks the cue of every kind of fact that the words of a sentence
// tell plainly: the two lexicons need not know the same phrases.
func (d *document) labelTold(s *sentence) {
	matches := d.factsIn(s)
	var scores kindScores
	past := scores.add(matches)
	for i, k := range factKinds {
		if k.told == "" || scores[i] < sureWeight || s.sure.has(k.told) {
			continue
		}
		if k.kind == FactDate && (past || !inCalendar(s, matches)) {
			continue
		}
		s.told.add(k.told)
		s.Labels.add(k.told)
		if scores[i] >= plainlyTold || k.kind == FactPain || k.kind == FactObjection {
			s.sure.add(k.told)
		}
	}
}

func (d *document) mayReveal(s *sentence) bool {
	if d.isNote() {
		return s.Voice == CustomerVoice
	}
	return s.Side == call.Customer && !s.Labels.has(Backchannel)
}

func (s *sentence) sureAs(kind string) {
	s.Labels.add(Label("cue:" + kind))
	s.sure.add(Label("cue:" + kind))
}

// hurts reports whether a sentence tells of trouble in words that each alone
// may mean little: two of them, or one with how often.
func (s *sentence) hurts() bool {
	if s.Labels.has(Question) || s.Words < 4 || s.has("cue:praise") {
		return false
	}
	n, last, end := 0, "", -1
	for _, m := range s.matches {
		switch {
		case m.Section != "bad" || s.Tokens[m.From].Lower == last:
		case int(m.From) <= end: // "we don't get fined": one thing, and no trouble
			n--
		default:
			n, last, end = n+1, s.Tokens[m.From].Lower, int(m.To)
		}
	}
	return n >= 2 || n == 1 && s.has("often")
}

// answerKinds is what the answer to a discovery question reveals.
var answerKinds = map[DiscoveryKind]string{
	Matters: "standard", Define: "standard", Standards: "standard", Success: "standard", Select: "decision",
	Decision: "decision", Change: "goal", TimeMoney: "pain", DoingNothing: "pain", Productivity: "pain", Profitability: "pain",
}

// labelAnswers marks the first things that the customer says to a discovery
// question: whatever their words, they are what was asked for.
func (d *document) labelAnswers() {
	if d.isNote() {
		return
	}
	kind, left := "", 0
	for t := range d.Turns {
		switch d.Turns[t].Side {
		case call.Rep:
			if d.Turns[t].Backchannel {
				continue
			}
			kind, left = "", answered
			if last := d.lastQuestion(t); last != nil && last.Labels.has(DiscoveryAsked) {
				kind = answerKinds[d.askedKind(last)]
				switch {
				case last.has("asks-trouble"):
					kind = "pain"
				case kind == "pain" && last.has("asks-wish"):
					kind = "goal"
				}
			}
		case call.Customer:
			for i := d.Turns[t].First; i < d.Turns[t].End && kind != "" && left > 0; i++ {
				s := &d.Sentences[i]
				if s.Labels.has(Question) {
					kind = ""
				} else if s.answers() {
					if s.Labels.cueBits()&^bit(CuePersonal) == 0 {
						s.sureAs(kind)
					}
					left--
				}
			}
		}
	}
}

// answered is how many sentences of an answer are taken for what was asked.
const answered = 2

// answers: says something, and not that there is nothing to say.
func (s *sentence) answers() bool {
	return s.Words > 0 && !s.Labels.has(Backchannel) && !s.Labels.has(Acknowledgement) && len(s.topics) > 0 && !s.has("stalls")
}

// lastQuestion returns the last question of turn t, or nil.
func (d *document) lastQuestion(t int) *sentence {
	for i := d.Turns[t].End - 1; i >= d.Turns[t].First; i-- {
		if s := &d.Sentences[i]; s.Labels.has(Question) {
			return s
		}
	}
	return nil
}

// labelWeakCue marks what may be a cue: good enough to look at, not to say
// that somebody missed it.
func (s *sentence) labelWeakCue() {
	for _, kind := range []string{"worry", "objection", "pain", "goal", "standard", "decision"} {
		if s.hasKind("maybe:", kind) || kind == "pain" && s.has("bad") {
			s.Labels.add(Label("cue:" + kind))
			return
		}
	}
}

// sureCue returns the weightiest kind of a sure cue in s, or "". What the
// customer promises or asks for is none: it has an answer of another kind.
func (s *sentence) sureCue() string {
	if s.sure == 0 || s.Words < 2 || s.Words < 3 && !s.hasNumber() || s.has("stalls") || s.Labels.has(Question) {
		return ""
	}
	if s.intends && !s.sure.has(CuePersonal) {
		return ""
	}
	for _, kind := range cueKinds {
		if s.sure.has(Label("cue:" + kind)) {
			if kind == "timing" && s.sure.has(CuePraise) {
				return "praise" // "that would have saved me in March"
			}
			return kind
		}
	}
	return ""
}

// cueBits returns the cue labels alone.
func (l labelSet) cueBits() labelSet { return l & cueMask }

var cueMask = func() labelSet {
	var mask labelSet
	for _, l := range cueLabels {
		if !strings.HasPrefix(string(l), "cue:") {
			panic("analyze: " + l + " is no cue")
		}
		mask |= bit(l)
	}
	return mask
}()
