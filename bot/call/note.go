package call

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// readNote reads what is no transcript: every line that is not blank becomes
// a turn, without its bullet and marks of emphasis, under the heading above.
// Headings of a known kind and the fields of a CRM's form are no turns.
func readNote(src *source, in Input) (*Call, error) {
	if err := refuseSummary(src.lines); err != nil && src.as != Note {
		return nil, err
	}
	r := noteReader{call: &Call{Kind: Note, Format: NoteText, Turns: make([]Turn, 0, len(src.lines))}, names: newNames(in, nil), form: isForm(src.lines)}
	for _, line := range src.lines {
		if n := readLine(line); n.text != "" {
			r.line(n)
		}
	}
	if len(r.call.Turns) == 0 && !r.form {
		return nil, errEmpty
	}
	r.call.Customer = r.customer()
	r.mentions()
	return r.call, nil
}

// noteReader builds the call of a note, line by line.
type noteReader struct {
	call    *Call
	names   *names
	form    bool // a CRM's log-a-call form
	heading string
	under   string     // the heading as written, above open work
	seen    int        // lines so far
	top     []noteLine // the first lines, where a note says whom it is about
	who     []string   // lines below "Who" or "Attendees", and such fields
	fields  []string   // fields of a form that name the customer
}

const topLines = 4

func (r *noteReader) line(n noteLine) {
	r.seen++
	if len(r.top) < topLines {
		r.top = append(r.top, n)
	}
	if r.form && r.field(n) {
		return
	}
	if kind, ok := n.heads(); ok && (kind != headingKind || r.seen > 1) {
		r.head(n, kind)
		return
	}
	if kind, rest, ok := n.inline(); ok && !(kind == "attendees" && r.heading == openWork) {
		if kind == "attendees" {
			r.who = append(r.who, rest)
		}
		r.add(n, rest, kind)
		if kind == openWork {
			r.call.Turns[len(r.call.Turns)-1].Under, _, _ = splitLabel(n.text)
		}
		return
	}
	heading := r.heading
	switch {
	case r.seen == 1 && r.isTitle(n):
		r.call.Title = n.text
		heading = titleKind
	case r.seen <= 3 && r.heading == "" && isCallLine(n):
		heading = titleKind
	case heading == "attendees":
		r.who = append(r.who, n.text)
	}
	r.add(n, n.text, heading)
}

// head takes a heading. "Us" and "Them" below "Next steps" are no lists of who
// was there, and a name there may say who is to do what follows.
func (r *noteReader) head(n noteLine, kind string) {
	above := r.heading == openWork || r.under != ""
	r.heading, r.under = kind, ""
	switch {
	case kind == openWork:
		r.under = n.text
	case kind == "attendees" && above:
		r.heading, r.under = openWork, n.text
	case kind == headingKind:
		if r.heading = ""; above {
			r.under = n.text
		}
		r.add(n, n.text, headingKind)
	}
}

func (r *noteReader) add(n noteLine, text, heading string) {
	under := r.under
	if heading != openWork && heading != "" {
		under = ""
	}
	r.call.Turns = append(r.call.Turns, Turn{
		Speaker: -1, Start: -1, End: -1, Text: text,
		Heading: heading, Under: under, Bullet: n.bullet, Box: n.box, Checked: n.checked,
	})
}

// field takes a line of a form. Boilerplate goes; what a field says about
// the customer and the people is kept; text after "Comments:" is a line.
func (r *noteReader) field(n noteLine) bool {
	if n.bullet || n.box {
		return false
	}
	name, value, ok := splitLabel(n.text)
	if !ok {
		return headingKindOf(n.text) == crmKind
	}
	key := headingKey(name)
	switch fields[key] {
	case "customer":
		r.fields = append(r.fields, n.text)
		return true
	case "person":
		r.who = append(r.who, value)
		r.add(n, value, "attendees")
		return true
	}
	switch kind := headings[key]; {
	case kind == crmKind && formText[key]:
		if value != "" {
			r.add(n, value, "")
		}
		return true
	case kind == crmKind || kind == metaKind:
		return true
	}
	return false
}

// formText are the fields of a form that hold what the rep wrote.
var formText = map[string]bool{"comments": true, "comment": true, "description": true, "call body": true}

// isForm reports whether a note is a CRM's form: it begins like one, or has
// three of its fields.
func isForm(lines []string) bool {
	n := 0
	for _, line := range lines[:min(len(lines), 30)] {
		switch headingKey(line) {
		case "log a call", "call logged", "logged call":
			return true
		}
		name, _, ok := splitLabel(line)
		if key := headingKey(name); ok && (headings[key] == crmKind || headings[key] == metaKind || fields[key] == "customer") {
			n++
		}
	}
	return n >= 3
}

// noteLine is one line of a note, taken apart.
type noteLine struct {
	text    string
	marked  bool // written as a heading: # Text, or *Text* alone on its line
	hashed  bool // # Text
	bullet  bool
	box     bool
	checked bool
}

func readLine(line string) noteLine {
	var n noteLine
	s := strings.TrimSpace(line)
	for strings.HasPrefix(s, ">") {
		s = strings.TrimSpace(s[1:])
	}
	if bare := strings.TrimLeft(s, "#"); len(bare) < len(s) && strings.HasPrefix(bare, " ") {
		n.marked, n.hashed = true, true
		s = strings.TrimSpace(bare)
	}
	s, n.bullet = cutBullet(s)
	s, n.box, n.checked = cutBox(s)
	if !n.box && !n.bullet {
		inner := strings.TrimSuffix(s, ":")
		n.marked = n.marked || len(inner) > 2 && (inner[0] == '*' && inner[len(inner)-1] == '*' || inner[0] == '_' && inner[len(inner)-1] == '_') && strings.Count(inner, "*") <= 4
	}
	n.text = collapse(plainMarks(s))
	if isRule(n.text) {
		n.text = ""
	}
	return n
}

// cutBullet takes "- ", "• ", "1. ", "2) " and the like from the start.
func cutBullet(s string) (rest string, ok bool) {
	for _, b := range []string{"- ", "* ", "+ ", "– ", "— ", "•", "◦", "▪", "‣", "●", "○", "·", "∙"} {
		if strings.HasPrefix(s, b) {
			return strings.TrimSpace(s[len(b):]), true
		}
	}
	if _, digits := readInt(s); digits > 0 && digits <= 2 && len(s) > digits+1 && (s[digits] == '.' || s[digits] == ')') && s[digits+1] == ' ' {
		return strings.TrimSpace(s[digits+1:]), true
	}
	return s, false
}

// cutBox takes a checkbox from the start.
func cutBox(s string) (rest string, box, checked bool) {
	for _, b := range []string{"[ ]", "[]", "☐", "⬜", ":white_large_square:", "[_]"} {
		if strings.HasPrefix(s, b) {
			return strings.TrimSpace(s[len(b):]), true, false
		}
	}
	for _, b := range []string{"[x]", "[X]", "[✓]", "[✔]", "☑️", "☑", "✅", "✔️", "✔", "☒", ":white_check_mark:", ":ballot_box_with_check:", ":heavy_check_mark:"} {
		if strings.HasPrefix(s, b) {
			return strings.TrimSpace(s[len(b):]), true, true
		}
	}
	return s, false, false
}

// heads reports whether the line is nothing but a heading, and of what kind.
func (n noteLine) heads() (kind string, ok bool) {
	if n.box || len(n.text) > maxLabelBytes {
		return "", false
	}
	title := strings.TrimSuffix(n.text, ":")
	if endsInEmoji(n.text) {
		title = n.text
	}
	kind = headingKindOf(title)
	if !n.marked && (title == n.text || n.bullet) {
		// "Next steps" alone on its line, without a colon.
		r, _ := utf8.DecodeRuneInString(n.text)
		return kind, kind != "" && !n.bullet && unicode.IsUpper(r) && !strings.ContainsAny(n.text, ".!?")
	}
	if kind != "" {
		return kind, true
	}
	return headingKind, title != n.text || n.hashed
}

// endsInEmoji knows the colon of ":coffee:" from that of a heading.
func endsInEmoji(s string) bool {
	bare, ok := strings.CutSuffix(s, ":")
	open := strings.LastIndexByte(bare, ':')
	return ok && open >= 0 && slackEmoji().MatchString(s[open:])
}

// inline reads "Pain: two people retype …": a heading and its text in one
// line.
func (n noteLine) inline() (kind, rest string, ok bool) {
	name, rest, ok := splitLabel(n.text)
	if !ok || rest == "" {
		return "", "", false
	}
	if kind = headingKindOf(name); kind == "" || kind == metaKind || kind == crmKind {
		return "", "", false
	}
	return kind, rest, true
}
