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

// asksTail is how many words of a note only say that what stands before was
// asked: "she asked twice".
const asksTail = 4

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
		repeated := last >= 0 && d.Sentences[last].Turn == s.Turn && i-last <= 2 && (!d.isNote() || s.Words <= asksTail)
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
	head    string   // notes: stem of the thing itself
	end     int      // notes: word at which the wish proper begins
	soft    bool     // said, not asked: "it would be handy if …"
}

// askIn reads a sentence as a wish for something.
func askIn(d *document, s *sentence) (*ask, bool) {
	if d.isNote() {
		return noteAsk(d, s)
	}
	return talkAsk(d, s)
}

func newAsk(d *document, s *sentence) *ask {
	a := &ask{d: d, s: s}
	end := len(s.Tokens)
	if !d.isNote() {
		end = beforeReason(s.Tokens)
	}
	if a.content = aboutOf(nil, s.Tokens[:end]); len(a.content) == 0 {
		a.content = aboutOf(nil, s.Tokens[end:])
	}
	return a
}

// beforeReason returns how many of the tokens stand before a reason or an
// occasion: "can you send me the report, because head office wants it".
func beforeReason(tokens []text.Token) int {
	for i := 3; i < len(tokens); i++ {
		switch tokens[i].Lower {
		case "because", "cause", "'cause", "cos", "coz", "since", "otherwise", "when":
			return i
		case "so":
			if i+1 < len(tokens) && (isPronoun(tokens[i+1].Lower) || tokens[i+1].Lower == "that") {
				return i
			}
		}
	}
	return len(tokens)
}

// asking are the stems of words that a wish isn't about.
var asking = sync.OnceValue(func() map[string]bool {
	stems := map[string]bool{}
	for word := range wordSet("asks_words") {
		stems[stem(word)] = true
	}
	return stems
})

// aboutOf appends the different topics of some words.
func aboutOf(dst []string, tokens []text.Token) []string {
	for _, tok := range tokens {
		if w := topic(tok); w != "" && !asking()[w] && !slices.Contains(dst, w) {
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
		if len(a.content) == 0 && p.Side != call.Customer && p.Turn == a.s.Turn-1 { // "That I'd like to see."
			return true
		}
		if p.Side != call.Customer && (p.Turn == a.s.Turn || p.Turn == reply && a.heard(reply) && !a.besides(p)) {
			return true
		}
	}
	return a.promised(promises) || reply >= 0 && a.answered(reply)
}

// besides reports whether a promise in the reply is of something else, to
// which the reply has turned.
func (a *ask) besides(p Promise) bool {
	i := a.d.sentenceOf(p)
	return i >= 0 && a.elsewhere(i)
}

// heard reports whether a reply doesn't begin by leading elsewhere.
func (a *ask) heard(reply int) bool {
	i, w, ok := a.d.opening(reply)
	return ok && !a.d.away(i, w)
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
		about := aboutOf(nil, text.Tokenize(p.Action+" "+p.Quote))
		n := sharedWords(a.content, about)
		if n >= 2 || n > 0 && (2*n >= len(a.content) && (a.d.isNote() || slices.Contains(about, a.content[0])) || slices.Contains(about, a.head)) {
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
		next := &a.d.Sentences[i]
		if _, another := noteAsk(a.d, next); !another {
			end = next.To
		}
	}
	return int(a.s.From) <= at && at < int(end)
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
