package analyze

import (
	"slices"
	"strings"

	"heed/bot/call"
	"heed/bot/when"
)

// findPromises returns the commitments of both sides in order, each at its
// first clear statement.
//
// The words "I'll", "we'll" and "let me" prove nothing: in meetings, six in
// ten are talk about the talk ("let me share my screen"). So a promise needs
// work that outlives the call: a verb of bringing or finding out, or a verb
// of doing with a day, a person or a thing that changes hands beside it
// (lexicon/promises.txt).
func findPromises(d *document) []Promise {
	f := &promiseFinder{d: d, people: new(people)}
	if d.isNote() {
		f.note()
	} else {
		f.talk()
	}
	slices.SortStableFunc(f.found, func(a, b *commitment) int { return a.sentence - b.sentence })
	out := make([]Promise, len(f.found))
	for i, c := range f.found {
		out[i] = c.promise(d)
	}
	return out
}

// promiseFinder collects the commitments of one document.
type promiseFinder struct {
	d      *document
	found  []*commitment
	people *people // notes only
}

// commitment is a promise while it is put together.
type commitment struct {
	sentence int // index into document.Sentences
	turn     int
	speaker  int // -1 in a note
	owner    string
	side     call.Side
	quote    string
	action   string
	verb     string
	content  []string // what it is about: words of the action without the verb
	strength Strength
	due      *when.Reading
	repeats  bool // it says when, or tells about, what was promised just before
}

func (c *commitment) promise(d *document) Promise {
	p := Promise{Side: c.side, Action: addressee(c.action, c.side), Quote: d.inOneSentence(c.turn, c.quote), Turn: c.turn, Strength: c.strength}
	if c.owner != "" {
		p.Owner = &c.owner
	}
	if c.due != nil {
		day, phrase := c.due.Date.String(), c.due.Phrase
		p.Due, p.DuePhrase = &day, &phrase
		if c.due.Clock != "" {
			p.DueTime = &c.due.Clock
		}
	}
	return p
}

// inOneSentence cuts a quote that runs over the end of a sentence, as a line
// of a note may, to the longest part within one.
func (d *document) inOneSentence(turn int, quote string) string {
	at := strings.Index(d.Call.Turns[turn].Text, quote)
	if at < 0 {
		return quote
	}
	best := ""
	for _, s := range d.in(turn) {
		from, to := max(at, int(s.From)), min(at+len(quote), int(s.To))
		if to-from > len(best) {
			best = d.Call.Turns[turn].Text[from:to]
		}
	}
	if best == "" {
		return quote
	}
	return strings.Trim(best, " ,;")
}

// sentenceOf returns the sentence in which the quote of a promise begins, or -1.
func (d *document) sentenceOf(p Promise) int {
	at := strings.Index(d.Call.Turns[p.Turn].Text, p.Quote)
	for i := d.Turns[p.Turn].First; i < d.Turns[p.Turn].End && at >= 0; i++ {
		if d.Sentences[i].holds(at) {
			return i
		}
	}
	return -1
}
