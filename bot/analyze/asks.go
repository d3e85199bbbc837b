package analyze

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"heed/bot/call"
	"heed/bot/text"
	"heed/bot/when"
)

// askReach is how many turns an answer to an ask may take to come.
const askReach = 6

// findMissedAsks returns the customer's wishes that nobody said yes to and
// that no promise meets. A refusal with a reason and a question about the
// wish count as answers: the customer was heard.
func findMissedAsks(d *document, promises []Promise) []Finding {
	var out []Finding
	last := -2
	for i := range d.Sentences {
		s := &d.Sentences[i]
		a, ok := askIn(d, s)
		if !ok {
			continue
		}
		repeated := last >= 0 && d.Sentences[last].Turn == s.Turn && i-last <= 2
		last = i
		if repeated || a.met(promises) {
			continue
		}
		out = append(out, a.finding())
	}
	return out
}

// ask is a wish of the customer's in one sentence.
type ask struct {
	d       *document
	s       *sentence
	content []string // stems of what it is about
}

var (
	asksForThing = sync.OnceValue(func() sectionSet { return sectionsOf("ask:thing") })
	asksNothing  = sync.OnceValue(func() sectionSet { return sectionsOf("ask:talk", "greeting") })
)

// askIn reads a sentence as a wish for something.
func askIn(d *document, s *sentence) (*ask, bool) {
	if d.isNote() {
		return noteAsk(d, s)
	}
	if s.Side != call.Customer || s.Words < 4 || s.work.any(asksNothing()) {
		return nil, false
	}
	if s.work.any(asksForThing()) {
		return newAsk(d, s), true
	}
	return evadedQuestion(d, s)
}

// evadedQuestion reads any other question of the customer's as a wish to know,
// if the reply doesn't go near it: it begins with "so", sells, or asks
// something else, and has none of its words.
func evadedQuestion(d *document, s *sentence) (*ask, bool) {
	if !s.Labels.has(Question) || !strings.HasSuffix(s.Text, "?") || !s.work.any(asksUs()) || s.Index < d.Turns[s.Turn].End-2 || d.asksBack(s) {
		return nil, false
	}
	reply := d.replyTo(s.Index)
	if reply != s.Turn+1 {
		return nil, false
	}
	a := newAsk(d, s)
	first := &d.Sentences[d.Turns[reply].First]
	return a, !a.answered(reply) && !a.numbers(reply) && d.leads(first)
}

// asksUs are the sections of questions that a seller can answer.
var asksUs = sync.OnceValue(func() sectionSet { return sectionsOf("ask:us") })

// asksBack reports whether a question answers one of the rep's.
func (d *document) asksBack(s *sentence) bool {
	t := s.Turn - 1
	if t < 0 || s.Index != d.Turns[s.Turn].First || d.Turns[t].First == d.Turns[t].End {
		return false
	}
	return strings.HasSuffix(d.Sentences[d.Turns[t].End-1].Text, "?")
}

// leads reports whether a reply begins by leading somewhere else.
func (d *document) leads(s *sentence) bool {
	p := d.phrases(s.Index)
	w := p.next(0)
	for w < len(p.words) && p.phrase("ask:nod", w) > 0 {
		w = p.next(p.phrase("ask:nod", w))
	}
	if w >= len(p.words) { // "Okay." and on with the next sentence
		i := s.Index + 1
		return i < d.Turns[s.Turn].End && d.leads(&d.Sentences[i])
	}
	return p.phrase("ask:away", w) > 0 || s.has("shift") || s.Labels.has(Close) || s.Labels.has(Pitch) || s.Labels.has(SelfTalk) && !s.has("fit:cannot")
}

// forSeller reports whether the seller is to do it: "could you …?"
func (a *ask) forSeller() bool {
	p := a.d.phrases(a.s.Index)
	return p.has("request", 0, len(p.words)) && !p.has("ask:able", 0, len(p.words))
}

// numbers reports whether a "how much" is answered with a figure.
func (a *ask) numbers(reply int) bool {
	turn := a.d.Turns[reply]
	for i := turn.First; i < turn.End && i < turn.First+3; i++ {
		for _, tok := range a.d.Sentences[i].Tokens {
			if tok.Kind == text.Number {
				return true
			}
		}
	}
	return false
}

// noteAsk reads a line of a note: "She asked if we can …".
func noteAsk(d *document, s *sentence) (*ask, bool) {
	if noTasks[s.Heading] || s.Heading == "next_steps" || d.Call.Turns[s.Turn].Box {
		return nil, false
	}
	p := d.phrases(s.Index)
	at, end, ok := p.locate("ask:note", 0, len(p.words))
	switch {
	case ok && d.kindness(s):
		return nil, false
	case !ok:
		return newAsk(d, s), noteQuestion(d, s, p)
	case writerAsked(p, at), p.lower(at) == "asked" && !p.has("if", end-1, len(p.words)) && !wishFollows(p, at, end):
		return nil, false
	}
	return newAsk(d, s), true
}

// noteQuestion reports whether a line is a question of the customer's, written
// down as it was put: "can we have it in blue?", "her question: who fits it?"
func noteQuestion(d *document, s *sentence, p *phrases) bool {
	if d.Turns[s.Turn].Heading == "questions" || !strings.Contains(s.Text, "?") {
		return false
	}
	if label, _, ok := strings.Cut(s.Text, ":"); ok && len(label) < 40 && strings.HasSuffix(s.Text, "?") {
		l := d.reader().readText(label)
		return l.has("ask:label", 0, len(l.words))
	}
	return p.phrase("ask:put", p.next(0)) > 0
}

// writerAsked reports whether the note's writer did the asking.
func writerAsked(p *phrases, at int) bool {
	b := p.before(at)
	return p.lower(b) == "i" || p.lower(b) == "we" || p.lower(at+1) == "him" || p.lower(at+1) == "her" || p.lower(at+1) == "them" || p.lower(b) == "when" || p.lower(b) == "also" && p.before(b) < 0
}

// wishFollows reports whether "asked" goes on with a wish.
func wishFollows(p *phrases, at, end int) bool {
	for w := at; w < min(len(p.words), end+3); w++ {
		switch p.lower(w) {
		case "if", "whether", "for", "to", "what", "when", "how", "who", "where", "which", "why", "about", "could", "can", "would", "will", "do", "does", "is", "are":
			return true
		}
	}
	return false
}

func newAsk(d *document, s *sentence) *ask {
	a := &ask{d: d, s: s}
	a.content = aboutOf(nil, s.Tokens)
	return a
}

// asking are the stems of words that say that something is asked for.
var asking = map[string]bool{"asked": true, "ask": true, "askin": true, "want": true, "wante": true, "reque": true, "time": true, "like": true, "wonde": true, "send": true, "tell": true}

// aboutOf appends the different topics of some words.
func aboutOf(dst []string, tokens []text.Token) []string {
	for _, tok := range tokens {
		if w := topic(tok); w != "" && !asking[w] && !slices.Contains(dst, w) {
			dst = append(dst, w)
		}
	}
	return dst
}

// met reports whether a promise or an answer takes the wish up.
func (a *ask) met(promises []Promise) bool {
	if a.d.isNote() {
		return a.promised(promises) || a.answeredInNote()
	}
	reply := a.d.replyTo(a.s.Index)
	for _, p := range promises {
		if p.Side != call.Customer && (p.Turn == reply || p.Turn == a.s.Turn) {
			return true
		}
	}
	return a.promised(promises) || reply >= 0 && a.answered(reply)
}

// promised reports whether a promise of the rep's side, made then or later,
// is about the same thing.
func (a *ask) promised(promises []Promise) bool {
	for _, p := range promises {
		if p.Side == call.Customer || p.Turn < a.s.Turn {
			continue
		}
		if a.d.isNote() && a.beside(p) {
			return true
		}
		if n := sharedWords(a.content, aboutOf(nil, text.Tokenize(p.Action+" "+p.Quote))); n >= 2 || n > 0 && 2*n >= len(a.content) {
			return true
		}
	}
	return false
}

// beside reports whether a promise stands in the same sentence of a note as
// the wish, or in the one after it.
func (a *ask) beside(p Promise) bool {
	if p.Turn != a.s.Turn {
		return false
	}
	at := strings.Index(a.d.Call.Turns[p.Turn].Text, p.Quote)
	end := a.s.To
	if i := a.s.Index + 1; i < a.d.Turns[a.s.Turn].End {
		end = a.d.Sentences[i].To
	}
	return a.s.From <= at && at < end
}

// answered reports whether the reply says yes, says why not, or asks about
// the wish. A yes counts only right after the wish.
func (a *ask) answered(reply int) bool {
	turn := a.d.Turns[reply]
	close := reply == a.s.Turn+1 && a.s.Index >= a.d.Turns[a.s.Turn].End-3
	for i := turn.First; i < turn.End && i < turn.First+3; i++ {
		s := &a.d.Sentences[i]
		p := a.d.phrases(i)
		if close && i == turn.First && (p.phrase("yes", p.next(0)) > 0 || p.has("ask:says", 0, len(p.words)) || !a.forSeller() && p.has("ask:says-it", 0, len(p.words))) {
			return true
		}
		if close && p.has("ask:answered", 0, len(p.words)) {
			return true
		}
		n := sharedWords(a.content, aboutOf(nil, s.Tokens))
		if n > 0 && strings.HasSuffix(s.Text, "?") || n > 1 { // asked back, or told
			return true
		}
	}
	return false
}

// answeredInNote looks for what came of it: on the same line after the wish,
// or in the next sentence.
func (a *ask) answeredInNote() bool {
	turn := a.d.Turns[a.s.Turn]
	for i := a.s.Index + 1; i < turn.End && i <= a.s.Index+1; i++ {
		p := a.d.phrases(i)
		if p.has("ask:note_met", 0, min(len(p.words), 6)) {
			return true
		}
	}
	p := a.d.phrases(a.s.Index)
	for w := range p.words {
		if p.words[w].IsWord() || w == 0 {
			continue
		}
		if p.has("ask:note_met", w, min(len(p.words), w+4)) {
			return true
		}
	}
	return false
}

// finding says what was asked and offers a line that answers it still.
func (a *ask) finding() Finding {
	who := a.d.speaker(a.s.Speaker)
	quote := clip(a.s.Text, 200)
	f := Finding{
		ID: "missed_ask", Tone: Try, Turn: a.s.Turn, Quote: quote, Who: who,
		Why: "The customer asked for this; nobody said yes or no, and no promise meets it.",
	}
	if who != "" && !strings.EqualFold(who, "them") {
		f.Why = who + " asked for this; nobody said yes or no, and no promise meets it."
	}
	if reply := a.d.replyTo(a.s.Index); !a.d.isNote() && reply >= 0 && reply <= a.s.Turn+askReach {
		f.Answer = clip(a.d.Sentences[a.d.Turns[reply].First].Text, 160)
	}
	f.Try = fmt.Sprintf("Write today: \"You asked: '%s' I'll find out and tell you by %s.\"", ending(quote), a.d.dayToAnswer())
	if a.d.isNote() {
		f.Try = fmt.Sprintf("Write today: \"I haven't answered one thing you asked for. I'll find out and tell you by %s.\"", a.d.dayToAnswer())
	}
	return f
}

// ending gives a quote the mark that a sentence ends with.
func ending(s string) string {
	if endsSentence(s) {
		return s
	}
	return s + "."
}

// dayToAnswer is two working days on: soon enough to still be an answer.
func (d *document) dayToAnswer() string {
	if d.Opt.At.IsZero() {
		return "Thursday"
	}
	return when.DateOf(d.now()).AddWorkdays(2, d.Opt.Dates.Holiday).Weekday().String()
}

// clip cuts a text at a word, after most bytes.
func clip(s string, most int) string {
	if len(s) <= most {
		return s
	}
	if i := strings.LastIndexByte(s[:most], ' '); i > 0 {
		return s[:i]
	}
	return s[:most]
}
