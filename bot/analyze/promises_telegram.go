package analyze

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"heed/bot/call"
	"heed/bot/text"
)

// bare finds telegrams: "Send deck Friday", "follow up January", "Checking
// with legal".
func (f *promiseFinder) bare(n *piece) bool {
	p := n.p
	v := p.next(n.datedLabel(f.d))
	for v < len(p.words) && isFiller(p.lower(v)) { // "so ring Pat next Tuesday"
		v = p.next(v + 1)
	}
	if v >= len(p.words) || standing(p) || n.sentence == 0 || aboutThem[f.d.Turns[n.turn].Heading] {
		return false
	}
	due := f.d.dueIn(n.text, 0, len(n.text))
	sure := p.phrase("do:sure", v) > 0
	base := p.forms[v] == baseForm || p.forms[v] != pastForm && p.phrase("do:sure", v) > v+1
	if p.phrase("soft:lead", v) > 0 && p.forms[v] == baseForm { // "try to borrow one"
		return f.tried(n, v)
	}
	if !sure && copula(p, v) || strings.HasSuffix(p.lower(v+1), "ed") || nounAt(p, v) { // "order placed on Monday"
		return false
	}
	switch {
	case base && !p.has("habit", v, len(p.words)) && (sure && (due != nil || n.todo || p.hasWord("again", v, len(p.words))) || p.phrase("do:maybe", v) > 0 && due != nil && p.has("deliverable", v+1, len(p.words))):
	case base && sure && f.imperative(n, v):
	case base && due != nil && f.ahead(due) && 2*n.turn >= len(f.d.Turns) && v == p.next(0) && p.mayDo(v) && (definite(p, v) || p.lower(p.next(v+1)) == "with") && !p.has("habit", v, len(p.words)):
	case p.forms[v] == ingForm && sure && (due != nil || p.inHand(v)):
	default:
		return false
	}
	switch p.lower(v + 1) {
	case "with", "w", "from", "notes", "on", "/":
		if p.base(v) == "call" || p.base(v) == "visit" || p.base(v) == "review" {
			return false // "call w/ Maud": a title
		}
	}
	f.takeOn(n, v, v, due).soften(false, n)
	return true
}

// imperative reports whether a line without a day is something to do: it
// stands in the second half of the note, begins with a verb that is no noun
// as well, and says nothing of how things are.
func (f *promiseFinder) imperative(n *piece, v int) bool {
	const mostWords = 14
	p := n.p
	if 2*n.turn < len(f.d.Turns) || v != p.next(0) || len(p.words) > mostWords || p.phrase("do:plain", v) == 0 || p.has("habit", v, len(p.words)) {
		return false
	}
	for w := v + 1; w < len(p.words); w++ {
		switch {
		case p.phrase("if", w) > 0 || p.lower(w) == "whether" || p.lower(w) == "what" || p.lower(w) == "how":
			return true
		case p.lower(w) == "per", p.lower(w) == "too", p.lower(w) == "own", w == v+1 && p.words[w].Kind == text.Number, p.forms[w] == sForm && !p.has("deliverable", w, w+1):
			return false
		}
	}
	return true
}

// datedLabel returns the word after "Tomorrow:" and the like, or 0.
func (n *piece) datedLabel(d *document) int {
	label, _, ok := strings.Cut(n.text, ":")
	if !ok || len(label) > 24 || d.Opt.At.IsZero() {
		return 0
	}
	for _, r := range d.dates(label) {
		if r.From == 0 && r.To == len(label) {
			w := 0
			for w < len(n.p.words) && int(n.p.words[w].From) <= len(label) {
				w++
			}
			return w
		}
	}
	return 0
}

// copula finds the verb of "present supplier is …", whose first word is none.
func copula(p *phrases, v int) bool {
	for w := v + 1; w < len(p.words) && w < v+5 && !isPronoun(p.lower(w)) && p.words[w].IsWord(); w++ {
		if p.lower(w) == "is" || p.lower(w) == "are" || p.lower(w) == "was" {
			return true
		}
	}
	return false
}

// nounAt reports whether word v, for all that it can be done, is what the line
// is about: "grant runs out in June", "forms due on Friday".
func nounAt(p *phrases, v int) bool {
	w := v + 1
	return w < len(p.words) && (p.lower(w) == "due" || p.forms[w] == sForm && !p.has("deliverable", w, w+1))
}

// tried finds "try to borrow a second one for the test".
func (f *promiseFinder) tried(n *piece, first int) bool {
	v := n.p.next(n.p.phrase("soft:lead", first))
	if v >= len(n.p.words) {
		return false
	}
	f.takeOn(n, first, v, f.d.dueIn(n.text, 0, len(n.text))).strength = Soft
	return true
}

// elided reads "mails the hours Monday": a line that begins with what somebody
// of theirs does, and has a day or brings it to us.
func (f *promiseFinder) elided(n *piece) bool {
	p := n.p
	v := p.next(0)
	if v >= len(p.words) || p.forms[v] != sForm || p.phrase("do:sure", v) == 0 || p.has("deliverable", v, v+1) || p.has("habit", v, len(p.words)) || aboutThem[f.d.Turns[n.turn].Heading] {
		return false
	}
	due := f.d.dueIn(n.text, 0, len(n.text))
	if (due == nil || !f.ahead(due)) && !f.towardsUs(p, v) {
		return false
	}
	c := f.takeOn(n, v, v, due)
	c.owner, c.side = "", call.Customer
	c.soften(false, n)
	return true
}

// awaited finds what is to come from them: "waiting on the floor plan from
// Mrs Lund", "floor plan to come from her by Friday".
func (f *promiseFinder) awaited(n *piece) bool {
	p := n.p
	first := p.next(0)
	from, end := p.phrase("note:waits", first), len(p.words)
	if from == 0 {
		at, to, ok := p.locate("note:comes", first, len(p.words))
		if !ok {
			return false
		}
		from, end = first, at
		if next := p.lower(p.next(to)); next != "him" && next != "her" && next != "them" && next != "their" && !isName(&p.words[min(p.next(to), len(p.words)-1)]) {
			return false
		}
	}
	if from = p.next(from); from >= end || !p.has("deliverable", from, end) {
		return false
	}
	c := &commitment{sentence: n.sentence, turn: n.turn, speaker: -1, side: call.Customer, strength: Hard}
	if i := strings.LastIndex(n.text, " from "); i >= 0 {
		name := strings.TrimRight(firstWord(n.text[i+6:]), ",.;:")
		if r, _ := utf8.DecodeRuneInString(name); unicode.IsUpper(r) {
			c.owner = name
			end = min(end, p.wordAt(i))
		}
	} else if name, ok := f.somebody(n, from, 1); ok && name != "" { // "waiting on Ewa for the floor plan"
		c.owner, c.side = name, f.people.side(name)
		from = p.next(from + 1)
	}
	c.due = f.d.dueIn(n.text, 0, len(n.text))
	c.quote = strings.TrimRight(n.text, " ,;.")
	c.verb, c.action, c.content = actionOf(n.text, p, trigger{}, from, end, c.due)
	c.action = "get us " + c.action
	f.found = append(f.found, c)
	return true
}

// wordAt returns the first word at or after a byte.
func (p *phrases) wordAt(at int) int {
	w := 0
	for w < len(p.words) && int(p.words[w].From) < at {
		w++
	}
	return w
}
