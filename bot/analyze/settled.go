package analyze

import (
	"strings"

	"heed/bot/call"
	"heed/bot/text"
	"heed/bot/when"
)

// findSettled returns what is reported done: in a transcript by the rep's
// side ("I sent it on Monday"), in a note by its writer, with or without "I"
// ("Sent Saskia the drawings"), by what became of the thing itself
// (settled_thing.go), or by a ticked box.
func findSettled(d *document) []Settled {
	var out []Settled
	for t := range d.Turns {
		if d.isNote() && (d.Call.Turns[t].Checked || d.labelledDone(t)) {
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

// labelledDone reports whether a line says itself that it is done: "Done: intro
// to the depot".
func (d *document) labelledDone(t int) bool {
	label, rest, ok := strings.Cut(d.Call.Turns[t].Text, ":")
	if !ok || len(label) > 20 || strings.TrimSpace(rest) == "" || t == 0 {
		return false
	}
	p := d.reader().readText(label)
	end := p.phrase("settled:label", p.next(0))
	return end > 0 && p.next(end) >= len(p.words)
}

// ticked makes one of a ticked box.
func ticked(d *document, t int) Settled {
	line := d.Call.Turns[t].Text
	if d.labelledDone(t) {
		_, line, _ = strings.Cut(line, ":")
		line = strings.TrimSpace(line)
	}
	p := d.reader().readText(line)
	_, action, _ := actionOf(line, p, trigger{}, p.next(0), len(p.words), nil)
	return Settled{Quote: strings.TrimRight(line, " ."), Action: addressee(action, call.Rep), Turn: t}
}

// settledIn returns the things reported done in a sentence.
func settledIn(d *document, s *sentence) []Settled {
	var out []Settled
	p := d.phrases(s.Index)
	for v := 0; v < len(p.words); v++ {
		if d.isNote() && inQuotes(s.Text, int(p.words[v].From)) {
			continue // in the customer's words
		}
		from, ok := d.reported(s, p, v)
		if !ok {
			continue
		}
		end, ok := d.reportEnd(s, p, from, v)
		if !ok {
			continue
		}
		_, action, _ := actionOf(s.Text, p, trigger{}, v, end, nil)
		out = append(out, Settled{Quote: p.between(s, from, v, end), Action: addressee(action, call.Rep), Turn: s.Turn})
		v = end
	}
	return out
}

// reportEnd returns where the clause of a report ends whose verb is word v; ok
// is false where it isn't done.
func (d *document) reportEnd(s *sentence, p *phrases, from, v int) (end int, ok bool) {
	end = clauseAfter(p, v)
	if p.phrase("settled:yours", v) > 0 {
		return end, !auxiliaryOfQuestion(p.lower(p.before(v)))
	}
	if d.isNote() && s.Turn <= 1 && p.base(v) == "speak" && !p.hasWord("about", v, end) {
		return end, false // "Spoke to Ewa today": the call that the note is of
	}
	return end, !p.has("settled:not", max(0, from-2), min(end, v+2)) && !p.has("settled:wrong", v, p.relative(v)) && !p.longAgo(v, end) && !d.stillToCome(s, p, v)
}

// relative returns the word after v with which more is said of the thing
// ("that were still open"), or the number of words.
func (p *phrases) relative(v int) int {
	for w := v + 1; w < len(p.words); w++ {
		switch p.lower(w) {
		case "that", "which", "who", "you", "we", "i", "he", "she", "they":
			return w
		}
	}
	return len(p.words)
}

// longAgo reports whether a clause is of a year that is over: "replaced it in
// 2021", but not "sent the figures for last year".
func (p *phrases) longAgo(v, end int) bool {
	at, _, ok := p.locate("settled:long", v, end)
	if !ok {
		return false
	}
	switch p.lower(p.before(at)) {
	case "for", "of", "from", "the", "about", "with":
		return false
	}
	return true
}

// between is the text from a word up to the end of the clause of verb v.
func (p *phrases) between(s *sentence, from, v, end int) string {
	return s.Text[p.words[from].From:p.words[max(p.before(end), v)].To]
}

// reported returns the word where a report begins whose verb, or word of being
// over, is word v.
func (d *document) reported(s *sentence, p *phrases, v int) (from int, ok bool) {
	if !d.isNote() && p.phrase("settled:yours", v) > 0 {
		return v, true
	}
	if p.forms[v] == pastForm || p.lower(v) == "had" || samePast(p, v) || emphatic(p, v) {
		if from, ok = doer(d, s, p, v); ok && brought(d, p, v, from) && !atLarge(d, p, v) {
			return from, true
		}
	}
	if from, ok = colleagueDid(d, p, v); ok {
		return from, true
	}
	return d.thingDone(s, p, v)
}

// passive reports whether a verb whose past is its base form stands after
// "been" or "was": "your login has been reset".
func (p *phrases) passive(v int) bool {
	switch p.lower(v) {
	case "put", "set", "reset", "cut", "split", "read":
	default:
		return false
	}
	b := p.lower(p.before(v))
	return b == "been" || b == "was" || b == "were"
}

// samePast reports whether a verb whose past is its base form, "put", stands
// after who did it.
func samePast(p *phrases, v int) bool {
	switch p.lower(v) {
	case "put", "set", "reset", "cut", "split", "read", "been":
		b := p.before(v)
		for b >= 0 && skippable(p.lower(b)) {
			b = p.before(b)
		}
		switch p.lower(p.before(b)) {
		case "if", "should", "shall", "can", "could", "when", "suppose", "what", "say", "do", "would", "that":
			return false // "shall I put you down for it?"
		}
		return p.lower(b) == "i" || p.lower(b) == "we"
	}
	return false
}

// emphatic reports whether word v is the verb of "I did send it" or "I managed
// to send it".
func emphatic(p *phrases, v int) bool {
	b := p.before(v)
	return p.forms[v] == baseForm && (p.lower(b) == "did" || p.managed(b))
}

// managed reports whether word k is the "to" of "managed to".
func (p *phrases) managed(k int) bool {
	return p.lower(k) == "to" && (p.lower(k-1) == "managed" || p.lower(k-1) == "remembered")
}

// colleagueDid reads "Ana has already moved your slot" in a talk; it takes a
// word of when.
func colleagueDid(d *document, p *phrases, v int) (from int, ok bool) {
	if d.isNote() || p.forms[v] != pastForm || p.phrase("settled:done", v) == 0 {
		return 0, false
	}
	b := p.before(v)
	for b >= 0 && skippable(p.lower(b)) && p.lower(b) != "has" {
		b = p.before(b)
	}
	if p.lower(b) != "has" {
		return 0, false
	}
	from = p.clauseFrom(b, v)
	return from, from < b && !isPronoun(p.lower(from)) && p.has("settled:past", b, clauseAfter(p, v)) &&
		(isName(&p.words[from]) || p.lower(from) == "our" || p.lower(from) == "my")
}

// atLarge reports whether what a rep tells was done to nobody in particular:
// "we installed forty of these", "I spoke to a plumber".
func atLarge(d *document, p *phrases, v int) bool {
	if d.isNote() || forListener(p, v, clauseAfter(p, v)) || listener(p, v, clauseAfter(p, v)) || caused(p, v, clauseAfter(p, v)) || p.phrase("settled:contact", v) > v+2 {
		return false
	}
	w := p.next(v + 1)
	if particle(p.lower(w)) {
		w = p.next(w + 1)
	}
	return w < len(p.words) && (p.words[w].Kind == text.Number || p.phrase("settled:some", w) > 0)
}

func particle(w string) bool {
	switch w {
	case "to", "with", "in", "up", "out", "off", "over", "round", "for", "at":
		return true
	}
	return false
}

// doer returns the word where the report begins, if "I", "we", or in a note
// nobody, did it.
func doer(d *document, s *sentence, p *phrases, v int) (int, bool) {
	k := p.subjectOf(v)
	if k >= 0 && (p.lower(k) == "i" || p.lower(k) == "we") && !hasMark(p, k, v) {
		return k, true
	}
	if !d.isNote() || p.base(v) == "ask" || byTheirs(p, v) {
		return 0, false
	}
	first := s.Index == d.Turns[s.Turn].First && s.Turn == 0
	if s.Turn == 0 && s.Words <= 5 && p.phrase("settled:contact", v) > 0 && p.next(0) == v || len(p.words) == 1 {
		return 0, false // the call itself; a field of a form
	}
	starts := k < 0 || fullStop(p, k, v) || (p.lower(k) == "and" || hasMark(p, k, v)) && k > 0 && p.forms[p.next(0)] == pastForm
	return v, starts && !first && p.phrase("settled:call", v) == 0
}

// subjectOf returns the word before a verb and its small words ("I've already
// sent"), or -1; a mark may stand between.
func (p *phrases) subjectOf(v int) int {
	k := p.before(v)
	if p.managed(k) {
		k = p.before(k - 1)
	}
	for k >= 0 && !hasMark(p, k, v) && (skippable(p.lower(k)) || p.lower(k) == "e") { // "e-mailed"
		k = p.before(k)
	}
	return k
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
	due := d.dueIn(s.Text, int(p.words[by].From), len(s.Text))
	return due != nil && due.From == int(p.words[by].From) && due.Date.After(when.DateOf(d.now()))
}

// deadlineReach is how many words stand at most between what was done and the
// day by which.
const deadlineReach = 6

// byTheirs reports whether a line that begins with what was done says who did
// it: "sent by a friend".
func byTheirs(p *phrases, v int) bool {
	w := p.next(v + 1)
	if p.lower(w) == "by" {
		return p.lower(w+1) != "post" && p.lower(w+1) != "mail" && p.lower(w+1) != "email" && p.lower(w+1) != "courier"
	}
	for ; w < len(p.words) && w < v+4 && p.words[w].IsWord() && !determiner[p.lower(w)]; w++ {
		if p.lower(w) == "by" && determiner[p.lower(w+1)] {
			return true
		}
	}
	return false
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
	case "have", "did", "just", "already", "also", "then", "now", "even", "actually", "has", "finally", "therefore", "both", "since", "meanwhile", "duly", "gladly", "personally", "myself", "quickly":
		return true
	}
	return false
}

// brought reports whether the verb brings a promise to its end: something
// went to the other side, or somebody was spoken to about it.
func brought(d *document, p *phrases, v, from int) bool {
	end := clauseAfter(p, v)
	done, contact := p.phrase("settled:done", v) > 0, p.phrase("settled:contact", v) > 0
	if p.lower(from) == "i" && from > 0 && p.phrase("settled:promised", p.next(0)) > 0 { // "as promised, I …"
		from = p.next(0)
	}
	if caused(p, v, end) {
		return d.isNote() || p.has("settled:past", from, end) || p.has("settled:promised", from, len(p.words)) || listener(p, v, end)
	}
	if !d.isNote() && p.has("now", v, end) && !p.has("settled:past", from, end) {
		return false // "I've pulled it up here"
	}
	if !d.isNote() && workedFor(p, v, from, end, done) {
		return true
	}
	if d.isNote() && p.has("settled:promised", v, len(p.words)) {
		return true
	}
	if !done && !contact {
		return d.isNote() && from == v && p.lower(v) != "had" && p.lower(v) != "got" && p.phrase("settled:told", v) == 0 && p.phrase("do:living", v) == 0 && !describes(p, v) &&
			(p.has("settled:past", v, end) || p.has("settled:promised", v, end) || p.has("deliverable", v+1, end) || addressed(p, v, end))
	}
	if d.isNote() && contact && !done && theCallItself(d, p, v, end) {
		return false
	}
	if d.isNote() && p.phrase("settled:spot", v) > 0 && !p.has("settled:past", from, end) && !p.has("settled:promised", v, end) {
		return false
	}
	if d.isNote() {
		return from == v || p.phrase("settled:brought", v) > 0 || addressed(p, v, end) || p.has("settled:past", from, end) || p.has("deliverable", v+1, end) || contact
	}
	if own := p.lower(p.next(v + 1)); (own == "our" || own == "my") && !contact && !listener(p, v, end) && !p.has("settled:promised", from, end) {
		return false // "we raised our prices"
	}
	if done && bareObject(p, v) && p.has("settled:past", v, end) { // "I sent it on Friday"
		return true
	}
	if contact && !done {
		return !listener(p, v, min(end, v+3)) && (emphatic(p, v) || p.has("settled:past", from, end) || p.has("settled:promised", from, end) || p.has("settled:about", v, end))
	}
	if p.has("settled:past", from, end) && (p.phrase("settled:brought", v) > 0 || p.lower(from) != "i" && p.lower(from) != "we") {
		return true
	}
	return listener(p, v, end) || p.has("settled:past", from, end) && (p.has("deliverable", v+1, end) || p.fronted(from)) || p.has("settled:promised", from, end)
}

// workedFor reports whether something told in a talk was done for the
// listener: they asked for it, it was theirs and is over, or whoever speaks did
// it to a thing that both know.
func workedFor(p *phrases, v, from, end int, done bool) bool {
	if p.phrase("settled:studied", v) > 0 && p.has("settled:promised", from, len(p.words)) {
		return true
	}
	if !done && p.phrase("settled:work", v) == 0 {
		return false
	}
	if p.has("settled:promised", from, len(p.words)) || (emphatic(p, v) || p.has("settled:past", from, end)) && listener(p, v, end) {
		return true
	}
	return p.lower(from) == "i" && knownThing(p, v)
}

// knownThing reports whether the object of a verb is one that both know: "the
// two invoices", "that account", "your logo".
func knownThing(p *phrases, v int) bool {
	w := p.next(v + 1)
	if particle(p.lower(w)) {
		w = p.next(w + 1)
	}
	switch p.lower(w) {
	case "the", "that", "those", "these", "your":
		return true
	}
	return false
}

// theCallItself reports whether a note tells that its writer spoke with
// somebody of the customer's, and not about what.
func theCallItself(d *document, p *phrases, v, end int) bool {
	switch p.base(v) {
	case "speak", "talk", "meet", "call", "see", "visit":
	default:
		return false
	}
	w := p.next(v + 1)
	for particle(p.lower(w)) || p.lower(w) == "on" {
		w = p.next(w + 1)
	}
	theirs := d.peopleOf()
	switch p.lower(w) {
	case "her", "his", "their", "him", "them", "everybody", "everyone", "both", "all":
	default:
		if w >= end || !isName(&p.words[w]) || !theirs.customers.holds(p.words[w].Text) {
			return false
		}
	}
	return !p.has("settled:about", w, end) && !p.has("settled:matter", w, end)
}

// caused reads "had the sensor replaced" and "got the refund approved".
func caused(p *phrases, v, end int) bool {
	const reach = 10 // words
	if p.lower(v) != "had" && p.lower(v) != "got" && !(p.base(v) == "get" && emphatic(p, v)) || p.forms[min(v+1, len(p.words)-1)] == pastForm {
		return false
	}
	if own := p.lower(p.next(v + 1)); own == "my" && p.lower(v+2) == "own" {
		return false
	}
	for w := v + 2; w < end && w <= v+reach && p.words[w].IsWord(); w++ {
		switch p.lower(w) {
		case "who", "which", "that", "from", "because":
			return false // "had a man in who never came back"
		}
		did := p.forms[w] == pastForm || p.lower(v) == "had" && p.forms[w] == baseForm && p.lower(w-1) != "to"
		if p.phrase("settled:caused", w) > 0 || did && (p.phrase("settled:work", w) > 0 || p.phrase("settled:done", w) > 0) {
			return true
		}
	}
	return false
}

// listener reports whether "you" or "your" follows soon.
func listener(p *phrases, v, end int) bool {
	for w := v + 1; w < end && w <= v+5; w++ {
		if strings.HasPrefix(p.lower(w), "you") || isYou(p.lower(w)) {
			return true
		}
	}
	return false
}

// fronted reports whether the thing stands before who did something with it:
// "the forms I have posted to her".
func (p *phrases) fronted(from int) bool {
	const reach = 5 // words
	b := p.before(from)
	return b >= 0 && p.has("deliverable", max(0, b-reach), b+1) && (determiner[p.lower(max(0, p.clauseFrom(b, from)))] || hasMark(p, b, from))
}

// auxiliaryOfQuestion: "have you got the others already?"
func auxiliaryOfQuestion(w string) bool {
	switch w {
	case "have", "had", "did", "do", "has":
		return true
	}
	return false
}

// titleStop reports whether the full stop at w belongs to "St." or "Mr.".
func titleStop(p *phrases, w int) bool {
	if w == 0 || w+1 >= len(p.words) {
		return false
	}
	switch p.lower(w - 1) {
	case "st", "mr", "mrs", "ms", "dr", "prof", "no", "co", "inc", "ltd":
		return p.words[w-1].Text != p.lower(w-1)
	}
	return false
}

// clauseAfter returns the word at which the clause of a verb ends.
func clauseAfter(p *phrases, v int) int {
	for w := v + 1; w < len(p.words); w++ {
		if p.words[w].IsWord() {
			continue
		}
		if p.words[w].Lower == "." && titleStop(p, w) {
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
