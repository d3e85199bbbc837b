package analyze

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"heed/bot/call"
	"heed/bot/text"
	"heed/bot/when"
)

// prose finds the commitment of one sentence of a note; it reports whether
// there is one.
func (f *promiseFinder) prose(n *piece) bool {
	if len(n.p.words) == 0 || n.p.has("note:nothing", 0, len(n.p.words)) {
		return false
	}
	return f.writers(n) || f.opened(n) || f.theirs(n) || f.acts(n) || f.elided(n) || f.awaited(n) || f.bare(n) || f.fragment(n)
}

// writers finds "I'll …" and "we'll …".
func (f *promiseFinder) writers(n *piece) bool {
	p, any := n.p, false
	for w := 0; w < len(p.words); {
		t, ok := f.trigger(p, w)
		if !ok || t.kind == byPresent && !n.conditional() && !f.presentTask(n, t) {
			w++
			continue
		}
		end := f.clauseEnd(p, t)
		c := f.written(n, t, end)
		if c != nil && inQuotes(n.text, int(p.words[w].From)) {
			c = f.quoted(n, t, c)
		}
		if c == nil {
			w = max(t.verb, w+1)
			continue
		}
		f.add(c)
		any, w = true, end
	}
	return any
}

// presentTask reads "I send until Tuesday the certificates", as notes in a
// second language put it: work, and a day that is still to come.
func (f *promiseFinder) presentTask(n *piece, t trigger) bool {
	p := n.p
	switch p.lower(t.verb) {
	case "put", "read", "set", "cut", "meet", "see", "visit", "have", "go", "work", "live", "start", "begin":
		return false
	case "come":
		if p.phrase("come:by", t.verb) == 0 {
			return false
		}
	}
	if p.phrase("do:sure", t.verb) == 0 && p.phrase("do:maybe", t.verb) == 0 && p.phrase("come:by", t.verb) == 0 || p.has("habit", t.verb, len(p.words)) {
		return false
	}
	due := f.dueOfClause(n, t, len(p.words))
	return due != nil && f.ahead(due)
}

// dueOfClause reads the day of a clause, which may stand before it: "On Tuesday
// I bring samples".
func (f *promiseFinder) dueOfClause(n *piece, t trigger, end int) *when.Reading {
	at := int(n.p.words[t.from].From)
	if due := f.d.dueIn(n.text, at, int(n.p.words[end-1].To)); due != nil {
		return due
	}
	due := f.d.dueIn(n.text[:at], 0, at)
	if due == nil || !blank(n.text[due.To:at]) || len(strings.Fields(n.text[:due.From])) > 1 {
		return nil
	}
	return due
}

// quoted makes the customer's own a promise that stands in quotation marks,
// if it is plain: "I'll send you the list on Monday".
func (f *promiseFinder) quoted(n *piece, t trigger, c *commitment) *commitment {
	if n.p.phrase("do:sure", t.verb) == 0 || c.due == nil && !addressed(n.p, t.verb, len(n.p.words)) {
		return nil
	}
	c.owner, c.side = "", call.Customer
	if name, ok := f.somebody(n, n.p.next(0), 1); ok && t.from > 0 {
		c.owner, c.side = name, f.people.side(name)
	}
	if c.side == call.Unknown {
		c.side = call.Customer
	}
	return c
}

// inQuotes reports whether byte at of a text stands between quotation marks.
func inQuotes(s string, at int) bool {
	return strings.Count(s[:at], "\"")%2 == 1 || strings.Count(s[:at], "“")+strings.Count(s[:at], "„") > strings.Count(s[:at], "”")
}

// written judges a first-person sentence of a note. Nobody manages a talk in
// a note, so any work will do.
func (f *promiseFinder) written(n *piece, t trigger, end int) *commitment {
	p, v, soft := n.p, t.verb, n.p.has("soft:word", 0, t.verb+1)
	if lead := p.phrase("soft:lead", v); lead > 0 {
		v, soft = p.next(lead), true
	}
	if v >= end || strings.HasSuffix(n.text, "?") {
		return nil
	}
	due := f.dueOfClause(n, t, end)
	sure, maybe := p.phrase("do:sure", v) > 0, p.phrase("do:maybe", v) > 0
	if idiom := p.phrase("idiom", v); idiom > 0 && idiom >= p.phrase("do:sure", v) && due == nil {
		return nil
	}
	if p.phrase("idiom", v) > 0 && (p.lower(v) == "not" || p.lower(v) == "never") {
		return nil
	}
	switch {
	case t.kind == byLet && p.phrase("do:let", v) == 0, t.kind == byCan && (due == nil || !sure || !forListener(p, v, end)), t.kind == byYou && due == nil:
		return nil
	case t.kind == byYou:
	case t.kind == byNeed && due != nil && (maybe || p.mayDo(v)):
	case t.kind == byDoing && due != nil && f.ahead(due) && (sure || maybe) && !p.has("habit", v, end):
	case (t.kind == byDoing || t.kind == byNeed && !sure) && (p.phrase("do:doing", v) == 0 || p.has("habit", v, end)), t.kind == byWe && !sure && due == nil && p.phrase("do:grant", v) == 0,
		!sure && !maybe && due == nil && p.forms[v] != baseForm:
		return nil
	}
	c := &commitment{sentence: n.sentence, turn: n.turn, speaker: -1, owner: f.writer(), side: call.Rep, due: due, strength: Hard}
	if t.kind == byWe || p.lower(t.from) == "we" {
		c.owner = ""
	}
	c.soften(soft || p.base(v) == "try", n)
	from := t.from
	if bareObject(p, v) && !n.todo && !isPronoun(p.lower(p.next(0))) { // "drawings for the gate, I'll bring those on Monday"
		from = p.next(0)
	}
	c.quote = n.quote(from, end)
	c.verb, c.action, c.content = actionOf(n.text, p, t, v, end, due)
	if from < t.from {
		f.nameObject(c, n, from, t)
	}
	c.repeats = p.phrase("do:report", v) > 0 && len(c.content) <= 1
	return c
}

// nameObject puts the thing that the sentence began with in place of "that".
func (f *promiseFinder) nameObject(c *commitment, n *piece, from int, t trigger) {
	_, thing, content := actionOf(n.text, n.p, trigger{}, from, n.p.before(t.from)+1, nil)
	if len(content) > 0 && !strings.ContainsAny(thing, ".;") {
		c.action, c.content = c.verb+" "+thing, content
	}
}

func (c *commitment) soften(soft bool, n *piece) {
	switch {
	case n.conditional():
		c.strength = Conditional
	case soft:
		c.strength = Soft
	}
}

func (n *piece) quote(from, end int) string {
	if end >= len(n.p.words) {
		return strings.TrimRight(n.text[n.p.words[from].From:], " ,;.")
	}
	to := max(n.p.before(end), from)
	return strings.TrimRight(n.text[n.p.words[from].From:n.p.words[to].To], " ,;")
}

// opened finds sentences without a subject: "Will send …", "Promised the
// drawing for Wednesday", "Need to ask legal".
func (f *promiseFinder) opened(n *piece) bool {
	p := n.p
	first := p.next(0)
	lead := p.phrase("note:open", first)
	for w := first + 1; lead == 0 && w < len(p.words); w++ { // "I apologised and promised to"
		if (opensClause(p, w) || w == p.next(first+1) && gives(p.lower(w))) && (p.lower(first) == "i" || p.lower(first) == "we") {
			first, lead = w, p.phrase("note:pledge", w)
		} else if opensClause(p, w) && p.lower(w) == "i" { // "…, I said I'd bring it"
			first, lead = w, p.phrase("note:pledge", p.next(w+1))
		}
		if lead == 0 {
			first = p.next(0)
		}
	}
	if lead == 0 || strings.HasSuffix(n.text, "?") {
		return false
	}
	v := p.next(lead)
	if v >= len(p.words) {
		return false
	}
	soft := p.base(v) == "try" || p.phrase("note:might", first) > 0
	if l := p.phrase("soft:lead", v); l > 0 {
		v, soft = p.next(l), true
	}
	if p.phrase("note:might", first) > 0 && (p.phrase("do:sure", v) == 0 || len(f.d.dates(n.text)) == 0) {
		return false // it may be the customer who might
	}
	gives := p.has("note:gives", first, lead) || slices.ContainsFunc(p.words[first:lead], func(t text.Token) bool { return gives(t.Lower) })
	work := p.phrase("do:sure", v) > 0 || p.phrase("do:maybe", v) > 0 && p.phrase("do:living", v) == 0 || pledged(p, first, lead) && p.mayDo(v) && p.substance(v, len(p.words))
	if p.phrase("note:must", first) > 0 && (p.phrase("do:sure", v) == 0 && len(f.d.dates(n.text)) == 0 || v+1 < len(p.words) && p.words[v+1].Kind == text.Number) {
		return false // "must work offline": what the customer requires
	}
	if !gives && !work || p.phrase("idiom", v) > 0 && p.phrase("do:sure", v) == 0 && p.base(v) != "try" {
		return false
	}
	c := f.takeOn(n, first, v, f.d.dueIn(n.text, 0, len(n.text)))
	c.soften(soft, n)
	switch next := p.lower(p.next(v + 1)); {
	case next == "me" || next == "us": // "gonna send me the log": the customer
		c.owner, c.side = "", call.Customer
	case p.hasWord("we", first, lead):
		c.owner = ""
	}
	if gives && !work {
		c.action = "get them " + c.action
	}
	return true
}

// takeOn adds what the writer takes on in a whole piece: quoted from word from
// on, done with the verb at word v.
func (f *promiseFinder) takeOn(n *piece, from, v int, due *when.Reading) *commitment {
	c := &commitment{sentence: n.sentence, turn: n.turn, speaker: -1, owner: f.writer(), side: call.Rep, due: due, strength: Hard}
	c.quote = n.quote(from, len(n.p.words))
	c.verb, c.action, c.content = actionOf(n.text, n.p, trigger{}, v, len(n.p.words), due)
	f.found = append(f.found, c)
	return c
}

// pledged reports whether words from up to lead say that the writer will:
// "told them we'd", "agreed that I will".
func pledged(p *phrases, from, lead int) bool {
	for w := from; w < lead; w++ {
		if p.lower(w) == "would" || p.lower(w) == "will" && w > from {
			return true
		}
	}
	return false
}

// gives: "promised the drawing", "owe them a price".
func gives(w string) bool { return w == "promised" || w == "owe" }

// theirs finds what somebody of the customer's takes on: "she mails the floor
// plan tomorrow", "Winnie to count the shelf".
func (f *promiseFinder) theirs(n *piece) bool {
	p := n.p
	first := p.next(0)
	for w := first; w < len(p.words); w = p.next(w + 1) {
		if w != first && w != p.afterTitle(first) && !opensClause(p, w) && !(isThey(p.lower(w)) && p.lower(w+1) == "will") {
			continue
		}
		subject, v, ok := f.subject(n, w)
		if !ok {
			continue
		}
		if c := f.their(n, w, subject, v); c != nil {
			f.add(c)
			return true
		}
	}
	return false
}

// opensClause reports whether word w begins a clause.
func opensClause(p *phrases, w int) bool {
	b := p.before(w)
	switch p.lower(b) {
	case "and", "but", "so", "then":
		return true
	}
	return hasMark(p, b, w)
}

// subject reads "<somebody> will", "<somebody> to", "<somebody> sends" at
// word w, and returns the somebody and the verb.
func (f *promiseFinder) subject(n *piece, w int) (string, int, bool) {
	p := n.p
	if end := p.phrase("note:owes", w); end > 0 {
		return "", p.next(end), true
	}
	if name, v, ok := f.upTo(n, w); ok {
		return name, v, true
	}
	for _, size := range []int{1, 2} {
		if end := p.phrase("note:vows", w+size); end > 0 {
			if name, ok := f.somebody(n, w, size); ok {
				return name, p.next(end), true
			}
		}
		if end := p.phrase("note:they", w+size); end > 0 {
			if name, ok := f.somebody(n, w, size); ok || size == 1 && p.lowerName(w) && p.phrase("do:sure", p.next(end)) > 0 {
				return cmp.Or(name, p.named(w)), p.next(end), true
			}
		}
	}
	for _, size := range []int{1, 2} {
		v := w + size
		if v < len(p.words) && p.forms[v] == sForm {
			if name, ok := f.somebody(n, w, size); ok || size == 1 && p.lowerName(w) && f.towardsUs(p, v) {
				return cmp.Or(name, p.named(w)), v, true
			}
		}
		if name, k, ok := f.isTo(n, w, size); ok {
			return name, k, true
		}
		// "Ewa is getting us the drawings", "ewa giving me the count"
		if v < len(p.words) && (p.lower(v) == "is" || p.lower(v) == "are") {
			v = p.next(v + 1)
		}
		if v < len(p.words) && p.forms[v] == ingForm && (f.towardsUs(p, v) || p.has("to-us", v, len(p.words)) || p.inHand(v)) {
			if name, ok := f.somebody(n, w, size); ok || size == 1 && v > w+1 && p.lowerName(w) {
				return cmp.Or(name, p.named(w)), v, true
			}
		}
	}
	return "", 0, false
}

// upTo reads "it's on Ewa to send", "over to Ewa to send" and "Ewa's job to
// send" at word w, and returns who and the verb.
func (f *promiseFinder) upTo(n *piece, w int) (name string, v int, ok bool) {
	p := n.p
	if end := p.phrase("note:upto", w); end > 0 {
		w = p.next(end)
		name, ok = f.somebody(n, w, 1)
		v = w + 1
	} else if hasIs(p.lower(w)) && p.phrase("note:job", w+1) > 0 {
		name = withoutGenitive(p.words[w].Text)
		r, _ := utf8.DecodeRuneInString(name)
		v, ok = p.next(p.phrase("note:job", w+1)), unicode.IsUpper(r) || f.people.knows(name)
	}
	if !ok || p.lower(v) != "to" {
		return "", 0, false
	}
	return name, p.next(v + 1), p.next(v+1) < len(p.words)
}

// isTo reads "Ewa's going to send", "Ewa's sending us" and "Ewa's to send" at
// word w, and returns who and the verb.
func (f *promiseFinder) isTo(n *piece, w, size int) (name string, v int, ok bool) {
	p := n.p
	last := w + size - 1
	if last+1 >= len(p.words) {
		return "", 0, false
	}
	said := n.text[p.words[w].From:p.words[last].To]
	name = withoutGenitive(said)
	r, _ := utf8.DecodeRuneInString(name)
	if name == said || !unicode.IsUpper(r) && !f.people.knows(name) && !p.lowerNamed(w, name) || p.phrase("note:no_name", w) > 0 {
		return "", 0, false
	}
	switch v = p.next(last + 1); {
	case p.lower(v) == "going" && p.lower(v+1) == "to":
		v = p.next(v + 2)
	case p.lower(v) == "to":
		v = p.next(v + 1)
	case strings.HasSuffix(p.lower(v), "ing") && (p.lower(v+1) == "us" || p.lower(v+1) == "me" || p.inHand(v)):
	default:
		return "", 0, false
	}
	return name, v, v < len(p.words)
}

// inHand reports whether somebody is at work on something: "sending the org
// chart", "getting them a price", "checking with Leeds". Things in general, as
// in "sending invoices by post", are a habit.
func (p *phrases) inHand(v int) bool {
	if p.phrase("do:doing", v) == 0 && p.phrase("do:sure", v) == 0 || p.forms[v] != ingForm || p.has("habit", v, len(p.words)) {
		return false
	}
	next := p.next(v + 1)
	return definite(p, v) || addressed(p, v, len(p.words)) || p.base(v) == "check" && (p.lower(next) == "with" || p.lower(next) == "whether" || p.lower(next) == "if")
}

// named is the word w as a name, "" for "she".
func (p *phrases) named(w int) string {
	if isThey(p.lower(w)) {
		return ""
	}
	return p.words[w].Text
}

func isThey(w string) bool { return w == "he" || w == "she" || w == "they" }

// somebody reads size words as a person: a pronoun (""), or a name.
func (f *promiseFinder) somebody(n *piece, w, size int) (string, bool) {
	p := n.p
	if size == 1 && isThey(p.lower(w)) {
		return "", true
	}
	if w+size > len(p.words) {
		return "", false
	}
	if size > 1 && p.phrase("note:role", w) == w+size {
		return n.text[p.words[w].From:p.words[w+size-1].To], true
	}
	name := n.text[p.words[w].From:p.words[w+size-1].To]
	if isBANT(name) {
		return "", false
	}
	if f.people.knows(name) || strings.HasPrefix(name, "@") {
		return strings.TrimPrefix(name, "@"), true
	}
	for k := w; k < w+size; k++ {
		r, _ := utf8.DecodeRuneInString(p.words[k].Text)
		if !unicode.IsUpper(r) && !(size == 2 && k == w+1) || p.phrase("note:no_name", k) > 0 || p.words[k].Kind != text.Word {
			return "", false
		}
		if _, verb := verbForms()[p.words[k].Lower]; verb || len(name) <= 3 && len(name) > 1 && strings.ToUpper(name) == name && !strings.Contains(name, " ") {
			return "", false // "PO to come from …"
		}
	}
	return name, size == 1 || unicode.IsUpper([]rune(p.words[w+1].Text)[0])
}

// their judges what somebody else takes on. Below a heading about the
// customer, and where they always do it, it is their calendar.
func (f *promiseFinder) their(n *piece, from int, subject string, v int) *commitment {
	p := n.p
	soft := p.base(min(v, len(p.words)-1)) == "try"
	if lead := p.phrase("soft:lead", v); lead > 0 {
		v, soft = p.next(lead), true
	}
	if v >= len(p.words) || p.has("habit", v, len(p.words)) || strings.HasSuffix(n.text, "?") {
		return nil
	}
	due := f.d.dueIn(n.text, int(p.words[v].From), len(n.text))
	brings, owed := p.phrase("note:brings", v) > 0, p.phrase("note:owes", from) > 0 || p.has("note:vows", from, v)
	maybe, forUs := p.phrase("do:maybe", v) > 0, p.has("to-us", v, len(p.words))
	maybe = maybe && (p.phrase("idiom", v) == 0 || forUs)
	toUs := brings || f.towardsUs(p, v) || maybe && forUs
	sure := brings || owed || p.phrase("do:sure", v) > 0
	simple := p.forms[v] == sForm
	switch {
	case (aboutThem[f.d.Turns[n.turn].Heading] || wished(p, v)) && !toUs:
		return nil
	case simple && maybe && toUs && p.substance(v, len(p.words)):
	case simple && maybe && due != nil && p.has("deliverable", v+1, min(len(p.words), v+5)):
	case simple && !(sure && (due != nil || toUs || n.todo || f.amongTasks(n) && p.has("deliverable", v+1, len(p.words)))):
		return nil
	case p.phrase("they:might", from+1) > 0 && due == nil && !toUs:
		return nil // "she might ask her brother"
	case n.todo:
	case p.mayDo(v) && (p.phrase("note:upto", from) > 0 || p.phrase("note:job", from+1) > 0):
	case p.lower(p.before(v)) == "to" && p.forms[v] == baseForm && maybe: // "Ana to pick up the samples"
	case soft && p.forms[v] != pastForm && p.substance(v, len(p.words)) && p.phrase("do:never", v) == 0:
	case !toUs && !sure && !(maybe && (due != nil || soft || n.todo || p.has("deliverable", v+1, min(len(p.words), v+5)))) && !(due != nil && (p.forms[v] == baseForm || p.forms[v] == noVerb && p.lower(p.before(v)) == "will") && (p.phrase("do:never", v) == 0 || p.phrase("do:ours", v) > 0) && p.phrase("do:living", v) == 0):
		return nil
	}
	c := &commitment{sentence: n.sentence, turn: n.turn, speaker: -1, owner: subject, side: f.people.side(subject), due: due, strength: Hard}
	switch next := p.lower(p.next(v + 1)); {
	case subject == "", p.phrase("note:role", from) > 0:
		c.side = call.Customer
	case (next == "her" || next == "him" || next == "them") && !f.people.knows(subject),
		p.phrase("do:ours", v) > 0 && f.stranger(subject, n.turn) && !toUs:
		c.side = call.Rep // what goes to the customer comes from us
	}
	c.soften(soft, n)
	c.quote = n.quote(from, f.clauseOfOthers(p, v))
	c.verb, c.action, c.content = actionOf(n.text, p, trigger{}, v, len(p.words), due)
	if owed {
		c.action = "get us " + c.action
	}
	return c
}

// wished reports whether verb v is what somebody wants to do.
func wished(p *phrases, v int) bool {
	switch p.lower(p.before(p.before(v))) {
	case "wants", "want", "wanted":
		return true
	}
	return false
}

// amongTasks reports whether what stands before in the line is a task:
// "Quote by Friday. She sends the list."
func (f *promiseFinder) amongTasks(n *piece) bool {
	k := len(f.found) - 1
	return k >= 0 && f.found[k].turn == n.turn && n.sentence-f.found[k].sentence <= 1
}

// clauseOfOthers returns the word where the writer's own promise begins.
func (f *promiseFinder) clauseOfOthers(p *phrases, v int) int {
	for w := v + 1; w < len(p.words); w++ {
		if p.phrase("trigger:i", w) > 0 {
			return w
		}
	}
	return len(p.words)
}

// towardsUs finds a verb that brings something to the writer: "… and text
// me".
func (f *promiseFinder) towardsUs(p *phrases, v int) bool {
	for w := v; w < len(p.words); w++ {
		if w > v && p.forms[w] == pastForm || p.phrase("do:sure", w) == 0 && p.phrase("do:maybe", w) == 0 {
			continue
		}
		for k := w + 1; k <= w+2 && k < len(p.words); k++ {
			if p.lower(k) == "me" || p.lower(k) == "us" {
				return true
			}
		}
	}
	return false
}
