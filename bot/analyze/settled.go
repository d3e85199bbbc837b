package analyze

import (
	"strings"
	"sync"

	"heed/bot/call"
	"heed/bot/when"
)

// brings are the sections without which nothing is reported done.
var brings = sync.OnceValue(func() sectionSet { return sectionsOf("settled:done", "settled:contact") })

// findSettled returns what is reported done: in a transcript by the rep's
// side ("I sent it on Monday"), in a note by its writer, with or without "I"
// ("Sent Saskia the drawings"), or by a ticked box.
func findSettled(d *document) []Settled {
	var out []Settled
	for t := range d.Turns {
		if d.isNote() && d.Call.Turns[t].Checked {
			out = append(out, ticked(d, t))
			continue
		}
		for i := d.Turns[t].First; i < d.Turns[t].End; i++ {
			s := &d.Sentences[i]
			if s.Side == call.Customer || !s.mayReport() {
				continue
			}
			if d.isNote() && (aboutThem[s.Heading] || noTasks[s.Heading]) {
				continue
			}
			out = append(out, settledIn(d, s)...)
		}
	}
	return out
}

// mayReport spares most sentences a close reading.
func (s *sentence) mayReport() bool { return s.work.has(pastVerb) && s.work.any(brings()) }

// ticked makes one of a ticked box.
func ticked(d *document, t int) Settled {
	line := d.Call.Turns[t].Text
	p := d.reader().readText(line)
	_, action, _ := actionOf(line, p, trigger{}, p.next(0), len(p.words), nil)
	return Settled{Quote: strings.TrimRight(line, " ."), Action: addressee(action, call.Rep), Turn: t}
}

// settledIn returns the things reported done in a sentence.
func settledIn(d *document, s *sentence) []Settled {
	var out []Settled
	p := d.phrases(s.Index)
	for v := 0; v < len(p.words); v++ {
		if p.forms[v] != pastForm {
			continue
		}
		if d.isNote() && inQuotes(s.Text, p.words[v].From) {
			continue // in the customer's words
		}
		from, ok := doer(d, s, p, v)
		if !ok || !brought(d, p, v, from) {
			continue
		}
		end := clauseAfter(p, v)
		if p.has("settled:not", max(0, from-2), min(end, v+2)) || d.stillToCome(s, p, v) {
			continue
		}
		_, action, _ := actionOf(s.Text, p, trigger{}, v, end, nil)
		to := max(p.before(end), v)
		quote := s.Text[p.words[from].From:p.words[to].To]
		out = append(out, Settled{Quote: quote, Action: addressee(action, call.Rep), Turn: s.Turn})
		v = end
	}
	return out
}

// doer returns the word where the report begins, if "I", "we", or in a note
// nobody, did it.
func doer(d *document, s *sentence, p *phrases, v int) (int, bool) {
	k := p.before(v)
	for k >= 0 && !hasMark(p, k, v) && skippable(p.lower(k)) {
		k = p.before(k)
	}
	if k >= 0 && (p.lower(k) == "i" || p.lower(k) == "we") && !hasMark(p, k, v) {
		return k, true
	}
	if from, ok := doneToIt(d, p, v, k); ok {
		return from, true
	}
	if !d.isNote() || p.base(v) == "ask" {
		return 0, false
	}
	first := s.Index == d.Turns[s.Turn].First && s.Turn == 0
	if s.Turn == 0 && s.Words <= 5 && p.phrase("settled:contact", v) > 0 && p.next(0) == v || len(p.words) == 1 {
		return 0, false // the call itself; a field of a form
	}
	starts := k < 0 || fullStop(p, k, v) || (p.lower(k) == "and" || hasMark(p, k, v)) && k > 0 && p.forms[p.next(0)] == pastForm
	return v, starts && !first && p.phrase("settled:call", v) == 0
}

// stillToCome finds the day by which something has to be done: "terms signed
// by the 14th", "signed the form by the 14th", but not "sent the form, wants it
// back by the 14th".
func (d *document) stillToCome(s *sentence, p *phrases, v int) bool {
	by := v + 1
	for by < len(p.words) && by <= v+deadlineReach && p.words[by].IsWord() && p.lower(by) != "by" {
		by++
	}
	if d.Opt.At.IsZero() || p.lower(by) != "by" {
		return false
	}
	due := d.dueIn(s.Text, p.words[by].From, len(s.Text))
	return due != nil && due.From == p.words[by].From && due.Date.After(when.DateOf(d.now()))
}

// deadlineReach is how many words stand at most between what was done and the
// day by which.
const deadlineReach = 6

// doneToIt reads what a rep reports without saying "I": "the credit note was
// posted on Friday", "Ana has already moved your slot". k is the last word
// before the verb that says something. It takes a word of when.
func doneToIt(d *document, p *phrases, v, k int) (from int, ok bool) {
	if d.isNote() || k < 0 || hasMark(p, k, v) || p.phrase("settled:done", v) == 0 || !p.has("settled:past", k, clauseAfter(p, v)) {
		return 0, false
	}
	passive := p.lower(k) == "was" || p.lower(k) == "were" || p.lower(k) == "been"
	if !passive && !p.hasWord("has", k, v) {
		return 0, false
	}
	from = k
	for b := p.before(from); b >= 0 && !hasMark(p, b, from); b = p.before(from) {
		from = b
	}
	switch p.lower(from) {
	case "it", "that", "this", "they", "he", "she", "you", "if", "when", "who", "which", "what", "because", "our", "we", "i":
		return 0, false // their story, or nobody's
	}
	return from, !passive || from < k
}

// fullStop reports whether more than a comma stands between two words.
func fullStop(p *phrases, from, to int) bool {
	for k := from; k < to; k++ {
		if !p.words[k].IsWord() && strings.ContainsAny(p.words[k].Lower, ".;(–—:!?") {
			return true
		}
	}
	return false
}

func skippable(w string) bool {
	switch w {
	case "have", "just", "already", "also", "then", "have had", "now", "even", "actually", "ve", "has", "finally", "therefore", "both":
		return true
	}
	return false
}

// brought reports whether the verb brings a promise to its end: something
// went to the other side, or somebody was spoken to about it.
func brought(d *document, p *phrases, v, from int) bool {
	end := clauseAfter(p, v)
	done, contact := p.phrase("settled:done", v) > 0, p.phrase("settled:contact", v) > 0
	if !done && !contact {
		return false
	}
	if d.isNote() {
		return from == v || addressed(p, v, end) || p.has("settled:past", v, end) || p.has("deliverable", v+1, end) || contact
	}
	if done && bareObject(p, v) && p.has("settled:past", v, end) { // "I sent it on Friday"
		return true
	}
	if contact && !done {
		return !listener(p, v, end) && (p.has("settled:past", from, end) || p.has("settled:promised", from, end))
	}
	if p.has("settled:past", from, end) && (p.phrase("settled:brought", v) > 0 || p.lower(from) != "i" && p.lower(from) != "we") {
		return true
	}
	return listener(p, v, end) || p.has("settled:past", from, end) && p.has("deliverable", v+1, end) || p.has("settled:promised", from, end)
}

// listener reports whether "you" or "your" follows soon.
func listener(p *phrases, v, end int) bool {
	for w := v + 1; w < end && w <= v+5; w++ {
		if strings.HasPrefix(p.lower(w), "you") {
			return true
		}
	}
	return false
}

// clauseAfter returns the word at which the clause of a verb ends.
func clauseAfter(p *phrases, v int) int {
	for w := v + 1; w < len(p.words); w++ {
		if p.words[w].IsWord() {
			continue
		}
		switch p.words[w].Lower {
		case ".", ";", "?", "!", "—", "–":
			return w
		case ",":
			if next := p.lower(p.next(w + 1)); isPronoun(next) || next == "as" || next == "did" || next == "have" {
				return w
			}
		}
	}
	return len(p.words)
}
