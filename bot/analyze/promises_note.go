package analyze

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"heed/bot/call"
	"heed/bot/text"
	"heed/bot/when"
)

// note finds what a call note says is still to be done, by its writer and by
// the customer.
func (f *promiseFinder) note() {
	f.people = f.d.peopleOf()
	for t := range f.closing() {
		if f.d.Turns[t].First == f.d.Turns[t].End || f.d.Call.Turns[t].Checked || noTasks[f.d.Turns[t].Heading] {
			continue
		}
		f.noteLine(t)
	}
	f.dropRepeats()
}

// closing returns the line with which a mail takes its leave, or the number of
// lines: a name follows it.
func (f *promiseFinder) closing() int {
	const longest = 4 // lines of a signature
	lines := len(f.d.Turns)
	for t := max(1, lines-longest); t < lines; t++ {
		if f.isLabel("note:closing", f.d.Call.Turns[t].Text) {
			return t
		}
	}
	return lines
}

// noTasks are the kinds of heading below which nothing is promised.
var noTasks = map[string]bool{"attendees": true, "agenda": true}

// aboutThem are the kinds of heading below which a date is the customer's
// calendar, and nobody's task.
var aboutThem = map[string]bool{
	"pain": true, "needs": true, "decision": true, "timing": true, "budget": true, "objections": true, "personal": true, "competition": true,
}

// piece is a line of a note, or one of its sentences.
type piece struct {
	turn     int
	sentence int // index into document.Sentences
	text     string
	todo     bool // it stands where tasks stand
	p        *phrases
}

func (f *promiseFinder) newPiece(turn, sentence int, s string, todo bool) *piece {
	return &piece{turn: turn, sentence: sentence, text: s, todo: todo, p: f.d.reader().readText(s)}
}

// noteLine reads one line: as a task where tasks stand or its marks say so,
// else sentence by sentence.
func (f *promiseFinder) noteLine(t int) {
	const longTask = 30 // words; a paragraph below "Next steps" is prose
	line, turn := &f.d.Call.Turns[t], f.d.Turns[t]
	todo := line.Heading == "next_steps" || line.Box
	whose := f.whoseHeading(line.Under)
	todo = todo || whose.known && line.Bullet
	if todo && len(strings.Fields(line.Text)) <= longTask {
		for _, part := range strings.Split(line.Text, ";") {
			f.taskUnder(f.newPiece(t, turn.First, part, true), whose)
		}
		return
	}
	if own, ok := f.marked(line.Text, false); ok && (t > 0 || own.owner == f.writer() || own.colleague) {
		f.taskOf(f.newPiece(t, turn.First, line.Text, false), own)
		return
	}
	for i := turn.First; i < turn.End; i++ {
		for _, part := range lowerSentences(f.d.Sentences[i].Text) {
			f.noteSentence(f.newPiece(t, i, part, todo))
		}
	}
}

// lowerSentences cuts a line typed without capitals at its full stops as
// well: "il ring the yard. gona drop a price over".
func lowerSentences(s string) []string {
	var out []string
	from := 0
	for i := 3; i+2 < len(s); i++ {
		if s[i] == '.' && s[i+1] == ' ' && 'a' <= s[i+2] && s[i+2] <= 'z' && letters(s[i-3:i]) && !shortened(lastWord(s[:i])) {
			out = append(out, s[from:i+1])
			from = i + 2
		}
	}
	return append(out, s[from:])
}

func letters(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
}

// shortened reports whether a word is one that notes end with a full stop.
func shortened(w string) bool {
	switch strings.ToLower(w) {
	case "incl", "excl", "approx", "dept", "poss", "resp", "orig", "prob", "misc", "cust", "appt", "mgmt", "govt", "nos", "qty", "tel", "ext", "ref", "max", "min":
		return true
	}
	return false
}

// noteSentence reads a sentence of a note, which may begin with a label
// ("Next steps: …").
func (f *promiseFinder) noteSentence(n *piece) {
	if label, rest, ok := strings.Cut(n.text, ":"); ok && len(label) < 30 {
		theirs := f.isLabel("note:label-them", label)
		if theirs || f.isLabel("note:label", label) {
			f.labelledTasks(n, rest, theirs)
			return
		}
	}
	if own, ok := f.marked(n.text, false); ok && n.turn > 0 {
		f.taskOf(n, own)
		return
	}
	if n.todo {
		f.task(n)
		return
	}
	f.clauses(n)
}

// labelledTasks reads what stands after a label of open work: "Next steps: …".
func (f *promiseFinder) labelledTasks(n *piece, rest string, theirs bool) {
	for _, part := range strings.Split(rest, ";") {
		for _, part := range f.listed(part) {
			part := f.newPiece(n.turn, n.sentence, strings.TrimSpace(part), true)
			had := len(f.found)
			if part.text != "" && !f.prose(part) {
				f.task(part)
			}
			for _, c := range f.found[had:] {
				if theirs && c.side != call.Customer {
					c.owner, c.side = "", call.Customer
				}
			}
		}
	}
}

// listed cuts "the certificate by Wednesday, and a sample unit in March": each
// part has a day of its own.
func (f *promiseFinder) listed(s string) []string {
	first, second, ok := strings.Cut(s, ", and ")
	if ok && len(f.d.dates(first)) > 0 && len(f.d.dates(second)) > 0 && !finiteText(f.d, second) {
		return []string{first, second}
	}
	// "recap next week, Lena to ask the board"
	if first, second, ok = strings.Cut(s, ", "); ok {
		p := f.d.reader().readText(second)
		if w := p.next(0); w < len(p.words) && p.lower(w+1) == "to" {
			if _, is := f.somebody(&piece{text: second, p: p}, w, 1); is {
				return []string{first, second}
			}
		}
	}
	return []string{s}
}

func finiteText(d *document, s string) bool {
	p := d.reader().readText(s)
	return len(p.words) == 0 || finite(p, p.next(0), len(p.words))
}

// isLabel reports whether the words before a colon are a label of a section.
func (f *promiseFinder) isLabel(section, label string) bool {
	p := f.d.reader().readText(label)
	end := p.phrase(section, p.next(0))
	return end > 0 && p.next(end) >= len(p.words)
}

// task takes a whole line for one task; it returns what the line says of whose
// it is.
func (f *promiseFinder) task(n *piece) marks {
	if n.text = strings.TrimSpace(n.text); n.text == "" || len(n.p.words) == 0 {
		return marks{}
	}
	if label, rest, ok := strings.Cut(n.text, ":"); ok && strings.TrimSpace(rest) != "" && f.isLabel("note:label", label) && !f.isLabel("side:ours", label) {
		n = f.newPiece(n.turn, n.sentence, strings.TrimSpace(rest), true)
	}
	own, _ := f.marked(n.text, true)
	if !own.known {
		if acts, ok := f.actor(n); ok {
			own = acts
		}
	}
	f.taskOf(n, own)
	return own
}

// taskUnder takes a line for a task below a heading that may say whose the
// tasks are. A name or a side in the line itself counts for more.
func (f *promiseFinder) taskUnder(n *piece, whose marks) {
	had := len(f.found)
	if own := f.task(n); !whose.known || own.known {
		return
	}
	for _, c := range f.found[had:] {
		if c.side == call.Rep || c.side == call.Unknown || c.owner == "" {
			c.owner, c.side = whose.owner, whose.side
		}
	}
}

// turnTo gives a commitment to the side that its line names, if it names one.
func (f *promiseFinder) turnTo(c *commitment, own marks, body *piece) {
	if own.side == "" {
		return
	}
	if c.side = own.side; c.owner == f.writer() && (c.side == call.Customer || !body.p.hasWord("i", 0, len(body.p.words))) {
		c.owner = ""
	}
}

// whoseHeading reads whose the work below a heading is: "Action items
// (customer)", "What they owe us", "Priya".
func (f *promiseFinder) whoseHeading(s string) marks {
	s = strings.TrimRight(strings.TrimSpace(s), ":")
	if s == "" {
		return marks{}
	}
	p := f.d.reader().readText(s)
	switch {
	case p.has("under:mine", 0, len(p.words)):
		return marks{known: true, owner: f.writer(), side: call.Rep}
	case p.has("under:ours", 0, len(p.words)):
		return marks{known: true, side: call.Rep}
	case p.has("under:theirs", 0, len(p.words)):
		return marks{known: true, side: call.Customer}
	}
	if side, is := f.sideNamed(s); is {
		return marks{known: true, side: side}
	}
	if owner, is := f.ownerNamed(s, false); is {
		return marks{known: true, owner: owner, side: f.people.side(owner)}
	}
	return marks{}
}

// taskOf adds the task of a line whose marks were read already.
func (f *promiseFinder) taskOf(n *piece, own marks) {
	body := f.newPiece(n.turn, n.sentence, own.body, n.todo)
	if body.p.next(0) >= len(body.p.words) {
		return
	}
	if _, waits := f.waitingFor(body); !waits && own.side == "" && idle(body) {
		return
	}
	had := len(f.found)
	if (!own.known || own.side != "" && own.owner == "") && f.clauses(body) {
		for _, c := range f.found[had:] {
			f.turnTo(c, own, body)
			if c.due == nil && n.todo {
				c.due = f.neededFor(body)
			}
		}
		return
	}
	c := f.noteCommitment(body, own)
	if !own.known {
		c.owner, c.side = f.writer(), call.Rep
		if name, ok := f.waitingFor(body); ok {
			c.owner, c.side = name, f.people.side(name)
		}
		if body.p.has("note:nobody", 0, len(body.p.words)) {
			c.owner, c.side = "", call.Unknown
		}
		if w := body.p.next(0); body.p.lower(w) == "we" || body.p.has("trigger:we", 0, len(body.p.words)) || weDo(body.p) {
			c.owner, c.side = "", call.Rep
		}
	}
	c.quote = strings.TrimRight(own.quote, " ,;.")
	f.found = append(f.found, c)
}

// waitingFor reads "signed form from Lars" below "Next steps".
func (f *promiseFinder) waitingFor(n *piece) (string, bool) {
	i := strings.LastIndex(n.text, " from ")
	if i < 0 || !n.todo {
		return "", false
	}
	name := strings.TrimRight(firstWord(n.text[i+6:]), ",.;:")
	r, _ := utf8.DecodeRuneInString(name)
	return name, unicode.IsUpper(r) && (f.people.knows(name) || f.namedIn(name, n.turn))
}

// weDo finds "…, we fit it before the 25th".
func weDo(p *phrases) bool {
	for w := range p.words {
		if p.lower(w) != "we" || w+1 >= len(p.words) || p.forms[w+1] == pastForm {
			continue
		}
		switch p.lower(w + 1) {
		case "have", "are", "were", "had", "could", "can", "would", "said", "was":
		default:
			return true
		}
	}
	return false
}

// idle reports whether a line below "Next steps" is no task: a question, a
// meeting that stands, "nothing", or something done already.
func idle(n *piece) bool {
	p := n.p
	first := p.next(0)
	if p.has("note:nothing", 0, len(p.words)) || p.phrase("note:done", first) > 0 {
		return true
	}
	if strings.HasSuffix(n.text, "?") && !p.has("note:nobody", 0, len(p.words)) || stands(p) {
		return true
	}
	if p.forms[first] == pastForm && p.phrase("note:open", first) == 0 && !describes(p, first) && p.words[first].Lower != "promised" && p.base(first) != p.words[first].Lower {
		return true
	}
	return standing(p) && !p.has("note:towards", 0, len(p.words))
}

// stands reports whether a line says how something is: "stocktake is on the
// 31st", "Mrs Lund's off to Lisbon", and not what somebody is to do.
func stands(p *phrases) bool {
	const reach = 4 // words
	for w := p.next(0); w < len(p.words) && w <= reach && p.words[w].IsWord(); w++ {
		if hasIs(p.lower(w)) {
			switch p.lower(w + 1) {
			case "off", "away", "out", "back", "on":
				return true
			}
		}
		if w == p.next(0) {
			continue
		}
		if b := p.lower(w); b != "is" && b != "are" {
			continue
		}
		k := p.next(w + 1)
		return p.lower(k) != "to" && p.lower(k) != "going" && (k >= len(p.forms) || p.forms[k] != ingForm)
	}
	return false
}

// standing reports whether it is a meeting that was agreed already.
func standing(p *phrases) bool {
	first := p.next(0)
	if p.phrase("note:visit", first) == first+1 && first+1 < len(p.words) && p.words[first+1].Kind == text.Number {
		return true
	}
	return p.phrase("note:meeting", first) > 0 || p.has("note:set", 0, min(len(p.words), 6))
}

// noteCommitment makes a commitment of a whole line.
func (f *promiseFinder) noteCommitment(n *piece, own marks) *commitment {
	p, owner := n.p, own.owner
	v := p.next(0)
	c := &commitment{sentence: n.sentence, turn: n.turn, speaker: -1, owner: owner, strength: Hard}
	if lead := p.phrase("soft:lead", v); lead > 0 {
		v, c.strength = p.next(lead), Soft
	}
	if p.lower(v) == "to" && v+1 < len(p.words) {
		v = p.next(v + 1)
	}
	switch c.side = f.people.side(owner); {
	case own.nobody:
		c.side = call.Unknown
	case own.side != "":
		c.side = own.side
	case own.colleague || owner == f.writer():
		c.side = call.Rep
	}
	if n.conditional() {
		c.strength = Conditional
	}
	if c.due = f.d.dueIn(n.text, 0, len(n.text)); c.due == nil && n.todo {
		c.due = f.neededFor(n)
	}
	c.verb, c.action, c.content = actionOf(n.text, p, trigger{}, v, len(p.words), c.due)
	return c
}

// neededFor reads the day at the end of "prices for 3/12" below "Next steps".
// What is made for a meeting is about its day, and due before.
func (f *promiseFinder) neededFor(n *piece) *when.Reading {
	dates := f.d.dates(n.text)
	if len(dates) == 0 || n.p.has("note:event", 0, len(n.p.words)) {
		return nil
	}
	due := &dates[len(dates)-1]
	if due.Grain != when.Day || !strings.HasPrefix(strings.ToLower(due.Phrase), "for ") || !atEdge(n.text, due) || !f.ahead(due) {
		return nil
	}
	return due
}

// conditional reports whether an "if" that isn't "ask if" stands in it.
func (n *piece) conditional() bool {
	for w := range n.p.words {
		if n.p.phrase("if", w) > 0 && n.p.phrase("polite", w) == 0 && !indirect(n.p, 0, w) {
			return true
		}
	}
	return false
}

// writer returns who wrote the note.
func (f *promiseFinder) writer() string {
	if len(f.d.Opt.Reps) > 0 {
		return f.d.Opt.Reps[0]
	}
	return "me"
}
