package call

import "strings"

// readNote reads what is no transcript: every line that is not blank becomes
// a turn, without its bullet and marks of emphasis, under the heading above.
func readNote(src *source) (*Call, error) {
	c := &Call{Kind: Note, Format: NoteText}
	heading := ""
	for _, line := range src.lines {
		n := readLine(line)
		if n.text == "" {
			continue
		}
		if kind, ok := n.heads(); ok {
			heading = kind
			continue
		}
		turn := Turn{Speaker: -1, Start: -1, End: -1, Text: n.text, Heading: heading, Bullet: n.bullet, Box: n.box, Checked: n.checked}
		if kind, rest, ok := n.inline(); ok {
			turn.Heading, turn.Text = kind, rest
		}
		c.Turns = append(c.Turns, turn)
	}
	if len(c.Turns) == 0 {
		return nil, errEmpty
	}
	return c, nil
}

// noteLine is one line of a note, taken apart.
type noteLine struct {
	text    string
	marked  bool // written as a heading: # Text, or *Text* alone on its line
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
		n.marked = true
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
	if !n.marked && (title == n.text || n.bullet) {
		return "", false
	}
	if kind = headingKindOf(title); kind != "" {
		return kind, true
	}
	return headingKind, title != n.text
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
