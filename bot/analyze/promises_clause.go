package analyze

import "strings"

// clauses reads a sentence clause by clause where more than one of them says
// who will do something: "she sends the plan Monday, I'll price it by Friday".
// It reports whether anybody will. Where tasks stand, a part of such a sentence
// is one however it is put.
func (f *promiseFinder) clauses(n *piece) bool {
	parts := f.cut(n)
	had := len(f.found)
	for _, part := range parts {
		if !f.prose(part) && n.todo {
			f.taskOf(part, marks{})
		}
	}
	return len(f.found) > had || f.prose(n)
}

// cut returns the clauses of a sentence that name somebody who will do
// something, each with what stands before the next one.
func (f *promiseFinder) cut(n *piece) []*piece {
	p := n.p
	var starts []int
	asked := p.has("ask:note", 0, min(len(p.words), askedWithin)) || p.has("note:wishes", 0, min(len(p.words), askedWithin))
	for w := p.next(p.next(0) + 1); w < len(p.words); w = p.next(w + 1) {
		if opensClause(p, w) && !inQuotes(n.text, int(p.words[w].From)) && f.opens(n, w, asked) && !f.subordinate(p, starts, w) {
			starts = append(starts, int(p.words[w].From))
		}
	}
	if len(starts) == 0 {
		return nil
	}
	var out []*piece
	from := 0
	for _, to := range append(starts, len(n.text)) {
		out = append(out, f.newPiece(n.turn, n.sentence, strings.TrimSpace(trimAnd(n.text[from:to])), n.todo))
		from = to
	}
	return out
}

// askedWithin is how far into a sentence a wish is looked for that the rest of
// it answers: "asked for references, will send two".
const askedWithin = 8

// opens reports whether a clause with a somebody of its own begins at word w.
func (f *promiseFinder) opens(n *piece, w int, asked bool) bool {
	p := n.p
	if p.phrase("trigger:i", w) > 0 && p.lower(w) != "will" || p.phrase("trigger:we", w) > 0 {
		return true
	}
	if p.lower(w) == "i" || p.lower(w) == "we" {
		t, ok := simple(p, w)
		return p.phrase("note:pledge", p.next(w+1)) > 0 || ok && t.kind == byDoing && (p.phrase("do:sure", t.verb) > 0 || p.phrase("do:maybe", t.verb) > 0)
	}
	if asked && (p.lower(w) == "will" || p.phrase("note:pledge", w) > 0 || p.inHand(w)) {
		return hasMark(p, p.before(w), w)
	}
	if p.phrase("note:owes", w) > 0 {
		return false
	}
	_, _, ok := f.subject(n, w)
	return ok
}

// subordinate reports whether word w ends an "if …, " or a "that …, ".
func (f *promiseFinder) subordinate(p *phrases, starts []int, w int) bool {
	first := 0
	for k := range p.words {
		if len(starts) > 0 && int(p.words[k].From) == starts[len(starts)-1] {
			first = k
		}
	}
	switch p.lower(p.next(first)) {
	case "when", "once", "after", "before", "until", "as", "while", "because", "since":
		return true
	}
	return p.has("if", first, w) || p.lower(p.before(w)) == "so" || p.lower(p.before(w)) == "then"
}

func trimAnd(s string) string {
	s = strings.TrimRight(s, " ,;–—-")
	for _, word := range []string{" and", " but"} {
		s = strings.TrimSuffix(s, word)
	}
	return s
}
