package call

import "strings"

// readTimed reads the layouts with a time in brackets, or bare, beside the
// name: Gong's and Fireflies' Markdown, tl;dv, Rev, Descript, Plaud. The way
// most heads are written tells the tool.
func readTimed(src *source) (*transcript, error) {
	styles := map[Format]int{}
	messages, heads, first := 0, 0, -1.0
	t := headLayout{parse: func(line string) (head, bool) {
		h, ok := timedHead(line)
		if !ok {
			return h, false
		}
		styles[h.style]++
		if heads++; first < 0 {
			first = h.at.sec
		}
		if h.weak && h.at.parts == 2 && line[0] == '[' {
			messages++
		}
		return h, true
	}}.read(src)
	if t == nil {
		return nil, nil
	}
	// "[10:02] Ana" above each message is how Teams copies a chat. A recording
	// in that layout begins with its beginning.
	if messages == heads && first >= lateStart {
		return nil, errChat
	}
	t.format = Rev
	for _, f := range []Format{Gong, Fireflies, TLDV} {
		if styles[f] > styles[t.format] {
			t.format = f
		}
	}
	if t.format == Gong {
		t.stripSides()
	}
	t.fromZero()
	return t, nil
}

// lateStart is when nobody begins to speak in a recording, in seconds.
const lateStart = 6 * 60

// fromZero counts times from the first where that is later than any call is
// long: then they are the wall clock's.
func (t *transcript) fromZero() {
	const longest = 4 * 60 * 60
	t.flush()
	if len(t.turns) == 0 || t.turns[0].Start < longest {
		return
	}
	first := t.turns[0].Start
	for i := range t.turns {
		t.turns[i].Start -= first
		for j := range t.turns[i].Cues {
			t.turns[i].Cues[j].Start -= first
		}
	}
}

// timedHead knows
//
//	**[00:05] Name (Client):**        Gong
//	[00:05] **Name:** text            Fireflies
//	**Name** (00:00:05)               tl;dv
//	00:00:05 Name: text               tl;dv; or the name alone
//	[00:00:05] Name: text             Rev and others; or the name alone
//	Name (00:00:05): text
//	**Speaker 1 (00:05)**
func timedHead(line string) (head, bool) {
	if len(line) < 6 {
		return head{}, false
	}
	bare := strings.TrimLeft(line, " *_#")
	if bare == "" {
		return head{}, false
	}
	bold := len(bare) < len(line) && strings.HasPrefix(strings.TrimLeft(line, " #"), "*")
	switch c := bare[0]; {
	case c == '[' || c == '(':
		return leadingTime(bare, bold)
	case isDigit(c):
		return bareTime(bare)
	}
	return trailingTime(bare, bold)
}

// leadingTime reads what begins with a time in brackets.
func leadingTime(s string, bold bool) (head, bool) {
	at, rest, ok := bracketTime(s)
	if !ok {
		return head{}, false
	}
	rest = strings.TrimLeft(rest, " -–")
	h := head{at: at, style: Rev}
	switch {
	case bold:
		h.style = Gong
	case strings.HasPrefix(rest, "*"):
		h.style = Fireflies
	}
	if h.name, h.text, ok = splitLabel(rest); ok {
		return h, true
	}
	// "**[00:05] Name**": bold from end to end, without a colon; or the name
	// alone on its line.
	h.name = strings.Trim(rest, " *_")
	h.weak = !strings.HasSuffix(rest, "*")
	return h, couldBeName(h.name) && (!h.weak || isNameLike(h.name) && headingKindOf(h.name) == "")
}

// bareTime reads "00:00:05 Name: text". A tab after the time is Zoom's chat.
func bareTime(s string) (head, bool) {
	at, rest, ok := readStamp(s)
	if !ok || rest == "" || rest[0] != ' ' {
		return head{}, false
	}
	h := head{at: at, style: TLDV}
	rest = strings.TrimLeft(rest, " -–|")
	if h.name, h.text, ok = splitLabel(rest); ok {
		return h, true
	}
	h.name, h.weak = strings.TrimRight(rest, " *_"), true
	return h, isNameLike(h.name) && headingKindOf(h.name) == ""
}

// trailingTime reads a name followed by a time in brackets.
func trailingTime(s string, bold bool) (head, bool) {
	window := s[:min(len(s), maxLabelBytes+16)]
	for from := 0; ; {
		i := strings.IndexAny(window[from:], "([")
		if i < 0 {
			return head{}, false
		}
		i += from
		from = i + 1
		at, rest, ok := bracketTime(s[i:])
		if !ok {
			continue
		}
		h := head{name: strings.Trim(s[:i], " *_:-–"), at: at, style: Rev}
		// **Name** (time) closes its bold before the time, **Name (time)** after.
		if bold && strings.HasSuffix(strings.TrimRight(s[:i], " :"), "*") {
			h.style = TLDV
		}
		text := strings.TrimLeft(rest, "*_")
		colon := strings.HasPrefix(text, ":")
		h.text = strings.Trim(strings.TrimPrefix(text, ":"), " *_")
		return h, couldBeName(h.name) && (colon || h.text == "" || bold)
	}
}

// bracketTime reads "[00:05]", "(1:02:03)" or "[00:05 - 00:09]"; what a turn
// ends at is told by the next.
func bracketTime(s string) (at stamp, rest string, ok bool) {
	if s == "" || s[0] != '[' && s[0] != '(' {
		return stamp{}, "", false
	}
	at, rest, ok = readStamp(s[1:])
	if !ok {
		return stamp{}, "", false
	}
	if to := strings.TrimLeft(rest, " -–>"); len(to) < len(rest) {
		if _, after, ranged := readStamp(to); ranged {
			rest = after
		}
	}
	if rest == "" || rest[0] != ']' && rest[0] != ')' {
		return stamp{}, "", false
	}
	return at, rest[1:], true
}

// stripSides takes "(Client)" and "(Internal)" off the names, as sides.
func (t *transcript) stripSides() {
	for i := range t.speakers {
		name, tag := cutBracket(t.speakers[i].Name)
		if side := roleOf(tag); side != "" {
			t.speakers[i].Name = name
			t.marks[i].side = side
		}
	}
	t.mergeSpeakers()
}

// cutBracket splits "Name (Tag)".
func cutBracket(s string) (name, tag string) {
	i := strings.LastIndex(s, " (")
	if i <= 0 || !strings.HasSuffix(s, ")") {
		return s, ""
	}
	return s[:i], s[i+2 : len(s)-1]
}
