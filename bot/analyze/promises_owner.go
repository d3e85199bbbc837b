package analyze

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"heed/bot/call"
	"heed/bot/text"
)

// people knows by name on whose side somebody is. A name that a note doesn't
// explain is the customer's: colleagues are written as mentions, or are known
// as reps.
type people struct {
	reps      *roster
	customers *roster
	lines     *roster // the words of the note's lines, when first asked for
}

// peopleOf returns the people of both sides whom the text or the options name;
// they are gathered once.
func (d *document) peopleOf() *people {
	if d.sides == nil {
		d.sides = d.gatherPeople()
	}
	return d.sides
}

func (d *document) gatherPeople() *people {
	customers := slices.Concat(d.Call.Mentions, d.Opt.People)
	if !d.isNote() {
		return &people{reps: newRoster(d.Opt.Reps), customers: newRoster(customers)}
	}
	p := &people{reps: newRoster(d.Opt.Reps, d.colleagues())}
	for t := range d.Call.Turns { // whom the title and the list of attendees name
		line := &d.Call.Turns[t]
		switch {
		case line.Heading == "attendees":
			customers = append(customers, introduced(line.Text)...)
		case t < 2 && !line.Box && line.Heading != "next_steps" && d.Turns[t].First < d.Turns[t].End:
			customers = append(customers, introduced(d.Sentences[d.Turns[t].First].Text)...)
		}
	}
	p.customers = newRoster(slices.DeleteFunc(customers, p.reps.holds))
	return p
}

// colleagues are those whom a note calls the writer's: "Debs from our legal",
// "our Debs", "went along with Debs".
func (d *document) colleagues() []string {
	var out []string
	for i := range d.Sentences {
		tokens := d.Sentences[i].Tokens
		for k := range tokens {
			if isName(&tokens[k]) && ourOwn(tokens, k) {
				out = append(out, tokens[k].Text)
			}
		}
	}
	return out
}

// ourOwn reports whether the words beside a name make its bearer a colleague.
func ourOwn(tokens []text.Token, k int) bool {
	at := func(i int) string {
		if i < 0 || i >= len(tokens) {
			return ""
		}
		return tokens[i].Lower
	}
	ours := func(i int) bool { return at(i) == "our" || at(i) == "my" }
	switch after := at(k + 1); {
	case (after == "from" || after == "(" || after == ",") && ours(k+2):
		return true
	case ours(k - 1), ours(k-2) && tokens[k-1].IsWord() && at(k-1) == tokens[k-1].Text && at(k-1) != "call" && at(k-1) != "meeting" && at(k-1) != "visit":
		return true
	}
	return at(k-1) == "with" && (at(k-2) == "along" || at(k-2) == "together")
}

// introduced returns the names that a line introduces: "w/ Kwame Asante",
// "Lil (workshop)", "Dr. Senda".
func introduced(line string) []string {
	var out []string
	tokens := text.Tokenize(line)
	for i := range tokens {
		if !isName(&tokens[i]) {
			continue
		}
		before, after := "", ""
		if i > 0 {
			before = tokens[i-1].Lower
		}
		if i+1 < len(tokens) {
			after = tokens[i+1].Lower
		}
		if introducing[before] || after == "(" || i > 0 && len(out) > 0 && isName(&tokens[i-1]) && out[len(out)-1] == tokens[i-1].Text {
			out = append(out, tokens[i].Text)
		}
	}
	return out
}

var introducing = map[string]bool{
	"w": true, "with": true, "to": true, "@": true, "&": true, "+": true, "and": true, ",": true, "mr": true, "mrs": true, "ms": true, "dr": true, ".": true,
	"/": true, "(": true, "met": true, "frau": true, "herr": true, "mme": true, "met with": true, "called": true, "rang": true, "prof": true, "hi": true,
}

// side returns on whose side a name is.
func (p people) side(name string) call.Side {
	switch {
	case name == "":
		return call.Unknown
	case p.customers.holds(name):
		return call.Customer
	case strings.HasPrefix(name, "@") || p.reps.holds(name):
		return call.Rep
	}
	return call.Customer
}

func (p people) knows(name string) bool { return p.customers.holds(name) || p.reps.holds(name) }

// marks is what the marks of a line say of its owner: "[me] …", "Ana: …",
// "… (Ben, Fri)", "@ben …", "… -> Friday".
type marks struct {
	known     bool      // somebody is named
	nobody    bool      // it is marked as nobody's: "[?] …"
	side      call.Side // whose it is, where a side is named and no person: "client: …"
	owner     string    // who
	colleague bool      // somebody of the workspace
	quote     string    // the line without an owner in brackets before it
	body      string    // the quote without the owner
}

// marked reads the marks of a line; ok if they make it a task wherever it
// stands.
func (f *promiseFinder) marked(line string, todo bool) (marks, bool) {
	line = strings.TrimSpace(line)
	m := marks{quote: line, body: line}
	for _, arrow := range []string{"->", "→", "=>", "➡️", "➡", "▶", ">"} {
		if strings.HasPrefix(line, arrow) {
			inner, _ := f.marked(strings.TrimLeft(line, "-=>→➡▶ \ufe0f"), true)
			return inner, inner.body != ""
		}
	}
	for _, read := range []func(string, bool) (marks, bool){f.bracketed, f.mentioned, f.labelled, f.trailing, f.dashed, f.listedOwner, f.from} {
		if found, ok := read(line, todo); ok {
			return found, true
		}
	}
	return m, f.arrowDate(line)
}

// bracketed reads "[me] …" and "(Ben) …".
func (f *promiseFinder) bracketed(line string, _ bool) (marks, bool) {
	for _, pair := range []string{"[]", "()"} {
		if !strings.HasPrefix(line, pair[:1]) {
			continue
		}
		name, rest, ok := strings.Cut(line[1:], pair[1:])
		rest = strings.TrimLeft(rest, " :-–")
		if ok && rest != "" && f.nobody(name) {
			return marks{known: true, nobody: true, quote: rest, body: rest}, true
		}
		if owner, is := f.ownerNamed(name, true); ok && is && rest != "" {
			return marks{known: true, owner: owner, colleague: f.unheardOf(owner), quote: rest, body: rest}, true
		}
	}
	return marks{}, false
}

// mentioned reads "@ben to check …" and "@ben: …".
func (f *promiseFinder) mentioned(line string, _ bool) (marks, bool) {
	if !strings.HasPrefix(line, "@") {
		return marks{}, false
	}
	name, rest, ok := strings.Cut(line, " ")
	name = strings.TrimRight(name, ":,")
	rest = strings.TrimLeft(rest, " :-–")
	if !ok || rest == "" {
		return marks{}, false
	}
	return marks{known: true, owner: strings.TrimPrefix(name, "@"), colleague: true, quote: rest, body: strings.TrimPrefix(rest, "to ")}, true
}

// labelled reads "me: …" and "Ana: …".
func (f *promiseFinder) labelled(line string, todo bool) (marks, bool) {
	name, rest, ok := "", "", false
	for _, mark := range []string{":", " - ", " – ", " — ", " → ", " -> ", " => ", " > "} {
		if name, rest, ok = strings.Cut(line, mark); ok {
			break
		}
	}
	if name = strings.TrimSpace(name); ok && strings.Count(name, " ") < 4 {
		name = f.withoutLabel(name)
	}
	if rest = strings.TrimSpace(rest); !ok || rest == "" || strings.Count(name, " ") > 2 {
		return marks{}, false
	}
	if side, is := f.sideNamed(name); is && (todo || f.taskLike(rest)) {
		return marks{known: true, side: side, quote: line, body: rest}, true
	}
	if strings.Count(name, " ") > 1 {
		return marks{}, false
	}
	owner, is := f.ownerNamed(name, false)
	if !is && todo {
		owner, is = f.newcomer(name, rest)
	}
	if !is || !todo && !f.isHimself(name) && !f.taskLike(rest) {
		return marks{}, false
	}
	return marks{known: true, owner: owner, quote: line, body: rest}, true
}

// sideNamed reads words that name a side and nobody of it: "us", "client",
// "their side".
func (f *promiseFinder) sideNamed(s string) (call.Side, bool) {
	switch {
	case f.isLabel("side:ours", s):
		return call.Rep, true
	case f.isLabel("side:theirs", s), f.d.Call.Customer != "" && strings.EqualFold(strings.TrimSpace(s), f.d.Call.Customer):
		return call.Customer, true
	}
	for _, ours := range f.d.Opt.Companies {
		if strings.EqualFold(strings.TrimSpace(s), ours) {
			return call.Rep, true
		}
	}
	return call.Unknown, false
}

// withoutLabel drops the words before a name that only say that a task comes:
// "ACTION Tunde", "From Priya".
func (f *promiseFinder) withoutLabel(name string) string {
	p := f.d.reader().readText(name)
	if end := p.phrase("note:before-name", p.next(0)); end > 0 && end < len(p.words) && isName(&p.words[end]) {
		return name[p.words[end].From:]
	}
	return name
}

// newcomer reads a name that stands nowhere else in the note before what its
// bearer is to do: "Rosa - send the export".
func (f *promiseFinder) newcomer(name, rest string) (string, bool) {
	name = strings.TrimSpace(name)
	words := text.Tokenize(name)
	if len(words) == 0 || len(words) > 2 {
		return "", false
	}
	for i := range words {
		if !isName(&words[i]) || rules().Knows(words[i].Lower) || work().Knows(words[i].Lower) {
			return "", false
		}
	}
	p := f.d.reader().readText(rest)
	v := p.next(0)
	return name, v < len(p.words) && p.forms[v] != noVerb && (p.phrase("do:sure", v) > 0 || p.phrase("do:maybe", v) > 0) || f.taskLike(rest)
}

// taskLike tells "Ana: send the form by Friday" from what Ana said.
func (f *promiseFinder) taskLike(s string) bool {
	p := f.d.reader().readText(s)
	v := p.next(0)
	if v > 0 || v >= len(p.words) {
		return false // it begins with a quotation mark
	}
	dated := len(f.d.dates(s)) > 0
	if p.phrase("note:they", v) > 0 || p.forms[v] == sForm && p.phrase("do:sure", v) > 0 && (dated || f.towardsUs(p, v)) {
		return true // "Ewa: will send …", "Ewa: mails the count Monday"
	}
	return p.phrase("do:sure", v) > 0 && p.forms[v] == baseForm || dated && p.has("deliverable", 0, len(p.words)) && !p.has("trigger:i", 0, len(p.words))
}

// trailing reads "… (me, Thu)" and "… (Ben)".
func (f *promiseFinder) trailing(line string, todo bool) (marks, bool) {
	line = strings.TrimRight(line, " .")
	open := strings.LastIndexByte(line, '(')
	if open <= 0 || !strings.HasSuffix(line, ")") || strings.HasPrefix(line, "\"") || strings.HasPrefix(line, "“") {
		return marks{}, false
	}
	inner := line[open+1 : len(line)-1]
	name, day, more := strings.Cut(inner, ",")
	dated := more && (len(f.d.dates(day)) > 0 || todo && saysWhen(day))
	owner, is := f.ownerNamed(strings.TrimPrefix(name, "@"), dated && len(f.d.dates(name)) == 0)
	if !is || !more && !f.isHimself(name) && !strings.HasPrefix(name, "@") && !f.people.knows(name) {
		return marks{}, false
	}
	if more && !f.isHimself(name) && !dated {
		return marks{}, false // "(Dana, CFO)"
	}
	return marks{known: true, owner: owner, colleague: f.unheardOf(owner), quote: line, body: strings.TrimSpace(line[:open]) + ", " + strings.TrimSpace(day)}, true
}

// dashed reads "… - me, Thu" and "… – Ana, by Friday".
func (f *promiseFinder) dashed(line string, _ bool) (marks, bool) {
	for _, dash := range []string{" - ", " – ", " — "} {
		i := strings.LastIndex(line, dash)
		if i <= 0 {
			continue
		}
		name, day, more := strings.Cut(line[i+len(dash):], ",")
		owner, is := f.ownerNamed(strings.TrimPrefix(name, "@"), false)
		if is && more && len(f.d.dates(day)) > 0 {
			return marks{known: true, owner: owner, quote: line, body: line[:i] + " " + strings.TrimSpace(day)}, true
		}
	}
	return marks{}, false
}

// listedOwner reads "…, me, Thursday", "…, Thursday, Ana" and "…, me".
func (f *promiseFinder) listedOwner(line string, _ bool) (marks, bool) {
	parts := strings.Split(strings.TrimRight(line, " ."), ",")
	last := len(parts) - 1
	if last < 1 {
		return marks{}, false
	}
	if f.isHimself(strings.TrimSpace(parts[last])) {
		return marks{known: true, owner: f.writer(), quote: line, body: strings.Join(parts[:last], ",")}, true
	}
	if last < 2 {
		return marks{}, false
	}
	for _, at := range [][2]int{{last - 1, last}, {last, last - 1}} {
		name, day := strings.TrimSpace(parts[at[0]]), strings.TrimSpace(parts[at[1]])
		dates := f.d.dates(day)
		if len(dates) == 0 || dates[0].From > len("by the ") {
			continue
		}
		if owner, is := f.ownerNamed(strings.TrimPrefix(name, "@"), false); is && (f.isHimself(name) || last == 2) {
			return marks{known: true, owner: owner, quote: line, body: strings.Join(parts[:last-1], ",") + " " + day}, true
		}
	}
	return marks{}, false
}

// saysWhen knows a time that isn't one of the calendar: "before the board".
func saysWhen(s string) bool {
	switch strings.ToLower(firstWord(strings.TrimSpace(s))) {
	case "before", "after", "by", "until", "asap", "first", "once", "when", "tbc", "tbd":
		return true
	}
	return false
}

// from reads "floor plan from Wanda, by Monday".
func (f *promiseFinder) from(line string, _ bool) (marks, bool) {
	i := strings.LastIndex(line, " from ")
	if i < 0 {
		return marks{}, false
	}
	rest := strings.TrimSpace(line[i+6:])
	name := strings.TrimRight(firstWord(rest), ",.;:")
	r, size := utf8.DecodeRuneInString(name)
	if size == 0 || !unicode.IsUpper(r) || len(f.d.dates(name)) > 0 || !f.people.knows(name) && !f.namedElsewhere(name) || len(f.d.dates(rest)) == 0 {
		return marks{}, false
	}
	p := f.d.reader().readText(line[:i])
	if !p.has("deliverable", 0, len(p.words)) {
		return marks{}, false
	}
	return marks{known: true, owner: name, quote: line, body: line[:i] + " " + strings.TrimSpace(strings.TrimPrefix(rest, name))}, true
}

// arrowDate reports whether a line ends with an arrow and a date: "quote ->
// 12/4".
func (f *promiseFinder) arrowDate(line string) bool {
	for _, arrow := range []string{"->", "→", "=>"} {
		i := strings.LastIndex(line, arrow)
		if i <= 0 {
			continue
		}
		for _, r := range f.d.dates(line[i+len(arrow):]) {
			if r.From <= 3 {
				return true
			}
		}
	}
	return false
}

// ownerNamed reads the name of an owner: the writer, somebody known, or in
// brackets any name.
func (f *promiseFinder) ownerNamed(name string, bracket bool) (string, bool) {
	name = strings.TrimSpace(name)
	switch {
	case name == "" || len(name) > 40 || isBANT(name):
		return "", false
	case f.isHimself(name):
		return f.writer(), true
	case f.people.knows(name):
		return name, true
	}
	r, _ := utf8.DecodeRuneInString(name)
	if !unicode.IsUpper(r) || strings.Count(name, " ") > 1 || strings.ContainsAny(name, "0123456789/") {
		return "", false
	}
	return name, bracket || f.namedElsewhere(name)
}

// isBANT knows the letters that head budget, authority, need and timing.
func isBANT(s string) bool { return s == "B" || s == "A" || s == "N" || s == "T" }

// unheardOf reports whether a task in brackets is assigned to somebody who
// has no part in the note: a colleague.
func (f *promiseFinder) unheardOf(name string) bool {
	return !f.people.knows(name) && !f.namedElsewhere(name)
}

// namedElsewhere reports whether the note names the person in the middle of a
// line as well, as it doesn't a field's title.
func (f *promiseFinder) namedElsewhere(name string) bool {
	seen := 0 // the mention in hand counts where it isn't "Name: …"
	for t := range f.d.Call.Turns {
		line := f.d.Call.Turns[t].Text
		if i := strings.Index(line, name); i >= 0 && !strings.HasPrefix(line[i+len(name):], ":") && (i > 0 || t == 0) && line[max(i-1, 0)] != '(' && line[max(i-1, 0)] != '[' {
			seen++
		}
	}
	return seen > 0
}

// stranger reports whether somebody is known neither by name nor from another
// line of the note.
func (f *promiseFinder) stranger(name string, turn int) bool {
	return !f.people.knows(name) && !f.namedIn(name, turn)
}

// namedIn reports whether a line of the note other than turn names somebody.
func (f *promiseFinder) namedIn(name string, turn int) bool {
	if f.people.lines == nil {
		lines := make([]string, len(f.d.Call.Turns))
		for t := range lines {
			lines[t] = f.d.Call.Turns[t].Text
		}
		f.people.lines = newRoster(lines)
	}
	return f.people.lines.holdsBeside(strings.TrimSuffix(name, "'s"), turn)
}

// nobody reads the mark of a task that nobody has taken: "[?] …".
func (f *promiseFinder) nobody(name string) bool {
	if strings.Trim(name, " ?") == "" {
		return strings.Contains(name, "?")
	}
	p := f.d.reader().readText(name)
	return p.phrase("note:nobody", 0) == len(p.words)
}

// initials are those of a name: "MR" for "Mo Rahimi".
func initials(name string) string {
	out := ""
	for _, w := range strings.Fields(name) {
		r, _ := utf8.DecodeRuneInString(w)
		out += string(unicode.ToUpper(r))
	}
	return out
}

func (f *promiseFinder) isHimself(name string) bool {
	if len(f.d.Opt.Reps) > 0 && len(name) > 1 && name == initials(f.d.Opt.Reps[0]) {
		return true
	}
	p := f.d.reader().readText(name)
	return len(p.words) == 1 && p.phrase("note:himself", 0) > 0
}
