package analyze

import (
	"strings"
	"unicode"
)

// thingDone reads a report that says what became of a thing and not who did
// it: "the credit note went out on Friday", "your refund was processed",
// "samples sent", "price list: done". v is the word that says so; from is
// where the clause begins.
//
// In a talk it takes a word of when, or a "has been": there "that was sorted"
// is as often a story.
func (d *document) thingDone(s *sentence, p *phrases, v int) (from int, ok bool) {
	if p.forms[v] != pastForm && !p.passive(v) && p.phrase("settled:over", v) == 0 {
		return 0, false
	}
	b := p.before(v)
	for b >= 0 && skippable(p.lower(b)) && p.lower(b) != "has" && p.lower(b) != "have" {
		b = p.before(b)
	}
	if b < 0 || fullStop(p, b, v) && p.phrase("settled:over", v) == 0 {
		return 0, false
	}
	from = p.clauseFrom(b, v)
	if !d.isNote() && p.lower(b) == "got" && from < b && p.forms[v] == pastForm && (p.phrase("settled:done", v) > 0 || p.phrase("settled:work", v) > 0) {
		return from, p.has("settled:past", v, len(p.words)) // "that got fixed on Friday"
	}
	be := p.phrase("settled:be", b) > 0
	if p.lower(b) == "be" {
		return 0, false // "to be sent"
	}
	if be && (p.lower(b) == "is" || p.lower(b) == "are") && p.has("habit", v, clauseAfter(p, v)) {
		return 0, false
	}
	head := b + 1 // the thing is words[from:head]
	if be {
		if head = p.beginsAux(b); head <= from {
			return 0, false
		}
	}
	if from >= head || !p.subject(from, head) && !p.resumes(from) {
		return 0, false
	}
	switch {
	case p.phrase("settled:went", v) > 0 && p.forms[v] == pastForm:
	case p.phrase("settled:over", v) > 0 && (be || d.isNote() && p.endsHere(p.phrase("settled:over", v))):
	case (p.forms[v] == pastForm || p.passive(v)) && p.phrase("settled:done", v) > 0 && be:
	case p.forms[v] == pastForm && p.phrase("settled:done", v) > 0 && d.isNote() && p.isThing(from, head) && !byTheirs(p, v):
		return from, s.Turn > 0
	default:
		return 0, false
	}
	if d.isNote() {
		return from, s.Turn > 0 && (p.isThing(from, p.head(from, head)) || be && p.has("settled:fault", from, head) || p.has("settled:past", v, clauseAfter(p, v)))
	}
	perfect := p.lower(b) == "been" || p.hasWord("has", head, v) || p.hasWord("have", head, v) || p.hasWord("now", head, clauseAfter(p, v))
	return from, perfect || p.has("settled:past", head, clauseAfter(p, v))
}

// clauseFrom returns the first word of the clause that word b is in; a colon
// or a dash before v doesn't end it.
func (p *phrases) clauseFrom(b, v int) int {
	from := b
	for k := p.before(from); k >= 0; k = p.before(from) {
		if hasMark(p, k, from) && !hyphen(p, k, from) {
			break
		}
		if w := p.lower(k); w == "and" || w == "but" || w == "so" || w == "because" {
			if w != "and" || !p.thingBefore(k) {
				break
			}
		}
		from = k
	}
	return from
}

// thingBefore reports whether "and" at word k joins two things.
func (p *phrases) thingBefore(k int) bool {
	return k > 0 && p.has("deliverable", max(0, k-3), k)
}

func hyphen(p *phrases, from, to int) bool {
	for k := from; k < to; k++ {
		if !p.words[k].IsWord() && p.words[k].Text != "-" && p.words[k].Text != "&" && p.words[k].Text != "+" && p.words[k].Text != "/" {
			return false
		}
	}
	return true
}

// beginsAux returns the first word of "has been", "was", "have already been"
// that ends with word b.
func (p *phrases) beginsAux(b int) int {
	from := b
	for k := p.before(from); k >= 0 && (p.phrase("settled:be", k) > 0 || skippable(p.lower(k))) && !hasMark(p, k, from); k = p.before(k) {
		from = k
	}
	return from
}

// resumes reports whether word from takes up a thing named just before: "the
// samples, they went out".
func (p *phrases) resumes(from int) bool {
	switch p.lower(from) {
	case "it", "that", "they", "those", "both":
	default:
		return false
	}
	b := p.before(from)
	if b < 0 || !hasMark(p, b, from) || fullStop(p, b, from) {
		return false
	}
	return p.has("deliverable", max(0, b-2), b+1)
}

// subject reports whether words are a thing of which something can be told,
// and neither a pronoun nor somebody.
func (p *phrases) subject(from, head int) bool {
	switch p.lower(from) {
	case "that", "this":
		if head-from < 2 || isPronoun(p.lower(from+1)) {
			return false
		}
	case "it", "they", "he", "she", "you", "if", "when", "who", "which", "what", "because", "our", "we", "i", "there", "nothing", "nobody", "everybody", "everyone", "how", "as", "whether", "until", "unless", "a", "an", "some":
		return false
	}
	if p.isThing(from, p.head(from, head)) {
		return true // "the page of what I heard"
	}
	for w := from; w < head && !(w > from && p.lower(w) == "you"); w++ { // "the panel you flagged"
		switch p.lower(w) {
		case "i", "we", "he", "she", "they", "who", "which", "that", "when", "if":
			return false
		}
		if w > from && p.forms[w] == pastForm && !p.has("deliverable", w, head) {
			return false
		}
	}
	if p.has("deliverable", from, head) {
		return true
	}
	first := []rune(p.words[from].Text)[0]
	switch p.lower(from) {
	case "the", "your", "her", "his", "their", "both", "all", "that", "this", "those", "these", "missing", "second", "first", "new", "old", "last", "other":
		return head-from > 1 || p.lower(from) == "both"
	}
	return unicode.IsDigit(first) || strings.HasSuffix(p.lower(head-1), "s") && head-from <= 3 && !isName(&p.words[from])
}

// endsHere reports whether nothing of weight follows word end.
func (p *phrases) endsHere(end int) bool {
	w := p.next(end)
	if determiner[p.lower(w)] {
		return false // "the board approved the budget"
	}
	return w >= len(p.words) || hasMark(p, end-1, w) || p.has("settled:past", w, len(p.words)) && w+4 >= len(p.words) || preposition(p.lower(w))
}
