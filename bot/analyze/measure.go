package analyze

import (
	"math"
	"strings"
	"sync"

	"heed/bot/call"
)

// wordsPerSecond estimates speech where there are no times: 150 words a
// minute.
const wordsPerSecond = 2.5

// shortInterjection is how long (in seconds) and how wordy the other side may
// be without ending a monologue.
const (
	shortInterjection      = 3.0
	shortInterjectionWords = 6

	// estimatedInterjectionWords is the same without times, where nobody knows
	// how long it took.
	estimatedInterjectionWords = 4
	clarifyingWords            = 8 // a question that doesn't break the customer's story
)

// measure fills Report.Measures and says what is held back, and why.
func (d *document) measure(r *Report, cues []cue) {
	if d.isNote() {
		d.measureNote(r)
		return
	}
	d.measureShares(r)
	d.measureStretches(r)
	d.measureQuestions(r)
	if d.has(call.Customer) {
		missed := 0
		for _, c := range cues {
			if !c.Taken && c.Kind != "praise" {
				missed++
			}
		}
		r.Measures.Cues, r.Measures.CuesMissed = ptr(len(cues)), ptr(missed)
	} else {
		r.holdBack("cues", "no_cue_customer")
		r.holdBack("cues_missed", "no_cue_customer")
	}
}

func ptr[T any](v T) *T { return &v }

func (r *Report) holdBack(measure, code string) {
	r.HeldBack = append(r.HeldBack, HeldBack{Measure: measure, Code: code, Why: reason(code)})
}

var reasonLines = sync.OnceValue(func() map[string][]string { return sections(lexiconFile("heldback")) })

// reason is why a measure is held back, in words.
func reason(code string) string { return strings.Join(reasonLines()[code], " ") }

// has reports whether anybody is on a side.
func (d *document) has(side call.Side) bool {
	for _, s := range d.Call.Speakers {
		if s.Side == side {
			return true
		}
	}
	return false
}

// spoken counts words (backchannels left out) and seconds by side.
func (d *document) spoken() (words map[call.Side]int, seconds map[call.Side]float64) {
	words, seconds = map[call.Side]int{}, map[call.Side]float64{}
	for t := range d.Turns {
		n := 0
		for i := d.Turns[t].First; i < d.Turns[t].End; i++ {
			if s := &d.Sentences[i]; !s.Labels.has(Backchannel) {
				n += s.Words
			}
		}
		words[d.Turns[t].Side] += n
		if !d.Turns[t].Backchannel {
			seconds[d.Turns[t].Side] += d.seconds(t)
		}
	}
	return words, seconds
}

func (d *document) measureShares(r *Report) {
	words, seconds := d.spoken()
	known := words[call.Rep] + words[call.Customer]
	if why := d.unbalanced(words); why != "" {
		for _, m := range []string{"talk_share", "talk_share_time", "self_talk"} {
			r.holdBack(m, why)
		}
		return
	}
	r.Measures.TalkShare = ptr(round(float64(words[call.Rep])/float64(known), 3))
	if total := seconds[call.Rep] + seconds[call.Customer]; d.ends && d.starts && total > 0 {
		r.Measures.TalkShareTime = ptr(round(seconds[call.Rep]/total, 3))
	} else {
		r.holdBack("talk_share_time", "no_ends")
	}
	about, all := d.selfTalk()
	if all == 0 {
		r.holdBack("self_talk", "about_neither")
		return
	}
	r.Measures.SelfTalk = ptr(round(float64(about)/float64(all), 3))
}

// unbalanced is the code of why ratios can't be claimed, or "".
func (d *document) unbalanced(words map[call.Side]int) string {
	known := words[call.Rep] + words[call.Customer]
	least, _ := d.threshold("balance_from_words")
	most, _ := d.threshold("unattributed_max")
	switch {
	case !d.has(call.Rep):
		return "no_rep"
	case !d.has(call.Customer):
		return "no_customer"
	case float64(words[call.Unknown]) > most*float64(known+words[call.Unknown]):
		return "unattributed"
	case float64(known) < least:
		return "too_short"
	}
	return ""
}

// selfTalk counts the rep side's sentences about us, and those about
// somebody.
func (d *document) selfTalk() (us, all int) {
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if s.Side != call.Rep {
			continue
		}
		switch {
		case s.Labels.has(SelfTalk):
			us++
			all++
		case s.Labels.has(AboutCustomer):
			all++
		}
	}
	return us, all
}

// seconds returns how long turn t took: by its times, or by its words.
func (d *document) seconds(t int) float64 {
	turn := &d.Call.Turns[t]
	if turn.Start >= 0 && turn.End >= turn.Start {
		return turn.End - turn.Start
	}
	estimate := float64(d.words(t)) / wordsPerSecond
	if turn.Start >= 0 && t+1 < len(d.Call.Turns) && d.Call.Turns[t+1].Start >= turn.Start {
		// Up to the next start there may be silence; speech is no slower
		// than half of the usual pace.
		return min(d.Call.Turns[t+1].Start-turn.Start, 2*estimate)
	}
	return estimate
}

func (d *document) words(t int) int { return d.Turns[t].Words }

// stretch is talk of one side, from turn First up to End.
type stretch struct {
	First, End int
	Seconds    float64
}

func (d *document) measureStretches(r *Report) {
	r.Measures.EstimatedTimes = !d.ends
	for _, m := range []struct {
		side call.Side
		name string
		into **float64
	}{
		{call.Rep, "longest_monologue_s", &r.Measures.LongestMonologueS},
		{call.Customer, "longest_customer_story_s", &r.Measures.LongestCustomerStory},
	} {
		if !d.has(m.side) {
			r.holdBack(m.name, "no_such_side")
			continue
		}
		*m.into = ptr(round(d.longest(m.side).Seconds, 1))
	}
}

// longest returns the longest stretch of a side's talk. Backchannels and
// interjections of the other side are bridged; in the customer's story so is
// a short clarifying question.
func (d *document) longest(side call.Side) stretch {
	var best, now stretch
	for t := range d.Turns {
		switch {
		case d.Turns[t].Side == side:
			if now.Seconds == 0 {
				now.First = t
			}
			now.Seconds += d.seconds(t)
			now.End = t + 1
			if now.Seconds > best.Seconds {
				best = now
			}
		case d.bridged(t, side):
		default:
			now = stretch{}
		}
	}
	return best
}

func (d *document) bridged(t int, side call.Side) bool {
	if d.Turns[t].Backchannel || d.Turns[t].First == d.Turns[t].End {
		return true
	}
	words := d.words(t)
	if side == call.Customer {
		last := d.Sentences[d.Turns[t].End-1]
		return words <= clarifyingWords && last.Labels.has(Question)
	}
	if !d.ends && words > estimatedInterjectionWords {
		return false
	}
	return words <= shortInterjectionWords && d.seconds(t) < shortInterjection && !d.asksAt(t) && !d.answers(t)
}

// asksAt reports whether turn t ends in a question.
func (d *document) asksAt(t int) bool {
	last := &d.Sentences[d.Turns[t].End-1]
	return last.Labels.has(Question) || endsWith(last, "?")
}

func (d *document) measureQuestions(r *Report) {
	if !d.has(call.Rep) {
		r.holdBack("questions", "no_rep")
		r.holdBack("discovery_questions", "no_rep")
		return
	}
	questions, discovery := 0, 0
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if s.Side != call.Rep || !s.Labels.has(Question) {
			continue
		}
		questions++
		if s.Labels.has(DiscoveryAsked) {
			discovery++
		}
	}
	thirds := d.questionThirds()
	r.Measures.Questions, r.Measures.DiscoveryQuestions, r.Measures.QuestionThirds = ptr(questions), ptr(discovery), thirds[:]
}

func (d *document) measureNote(r *Report) {
	for _, m := range []string{"talk_share", "talk_share_time", "longest_monologue_s", "longest_customer_story_s", "questions", "discovery_questions", "cues", "cues_missed"} {
		r.holdBack(m, "note")
	}
	lines := d.noteLines()
	seller, customer := lines[SellerVoice], lines[CustomerVoice]
	if least, _ := d.threshold("note_self_talk_lines"); float64(seller+customer) < least {
		r.holdBack("self_talk", "few_lines")
		return
	}
	r.Measures.SelfTalk = ptr(round(float64(seller)/float64(seller+customer), 3))
}

func round(v float64, digits int) float64 {
	p := math.Pow10(digits)
	return math.Round(v*p) / p
}
