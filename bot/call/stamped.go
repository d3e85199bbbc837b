package call

import (
	"strings"
)

// head is a line (or the start of one) that says who speaks from when on.
type head struct {
	name    string
	at      stamp
	text    string // speech on the same line
	company string // Fathom's bracket
	weak    bool   // no colon, nothing bold: counts only if names recur
	style   Format // the tool that writes heads this way, where several layouts are read as one
}

// headLayout is a layout in which every turn begins with a head.
type headLayout struct {
	format  Format
	parse   func(line string) (head, bool) // line is not empty
	seconds func(at stamp) float64         // nil: as it stands
	clean   func(text string) string       // nil: as it stands
}

// read takes lines between heads as the turn of the head above. At least two
// heads have to be there. nil if the text is not of this layout.
func (l headLayout) read(src *source) *transcript {
	names, heads := l.names(src.lines)
	if names == nil {
		return nil
	}
	t := newTranscript(l.format, heads)
	for i, line := range src.lines {
		if line == "" {
			continue
		}
		h, ok := l.parse(line)
		switch {
		case ok && names[h.name]:
			l.begin(t, h)
		case t.pending == nil && len(t.parts) == 0:
			t.header = append(t.header, line)
		case isRule(line) || isRecorderLine(line):
		case endsSpeech(src.lines, i):
			return t
		default:
			l.add(t, line)
		}
	}
	return t
}

func (l headLayout) begin(t *transcript, h head) {
	at := h.at.seconds(false)
	if l.seconds != nil {
		at = l.seconds(h.at)
	}
	t.open(h.name, at, -1)
	if h.company != "" {
		t.marks[t.speaker(h.name)].company = h.company
	}
	l.add(t, h.text)
}

func (l headLayout) add(t *transcript, text string) {
	if l.clean != nil {
		text = l.clean(text)
	}
	t.more(text)
}

// names counts the names of heads and returns those that count: a name that
// stands once has to look like one, or to stand apart, below a blank line and
// with the speech on the next. nil if the text is not of this layout.
func (l headLayout) names(lines []string) (names map[string]bool, heads int) {
	count, apart, weak, recurs := map[string]int{}, map[string]bool{}, false, false
	for i, line := range lines {
		if line == "" {
			continue
		}
		if h, ok := l.parse(line); ok {
			count[h.name]++
			apart[h.name] = h.text == "" && !h.weak && (i == 0 || lines[i-1] == "")
			weak = weak || h.weak
			recurs = recurs || count[h.name] > 1
		}
	}
	if weak && !recurs {
		return nil, 0 // "10:30 Demo", "11:15 Lunch"
	}
	names = map[string]bool{}
	for name, n := range count {
		if isNameLike(name) || roleOf(name) != "" || (n > 1 || apart[name] && len(strings.Fields(name)) < 4) && !isSpeech(name) {
			names[name] = true
			heads += n
		}
	}
	if heads < 2 {
		return nil, 0
	}
	return names, heads
}

// readFathom reads "1:43 - Name (Company)" above indented text; in Markdown
// "@1:43 - **Name (Company)**".
func readFathom(src *source) (*transcript, error) {
	t := headLayout{format: Fathom, parse: fathomHead, clean: cutActionItems}.read(src)
	if t == nil {
		return nil, nil
	}
	if len(t.header) > 0 {
		t.title = readLine(t.header[0]).text
	}
	return t, nil
}

func fathomHead(line string) (head, bool) {
	at, rest, ok := readStamp(strings.TrimPrefix(line, "@"))
	if !ok || !strings.HasPrefix(rest, " - ") {
		return head{}, false
	}
	name := strings.Trim(rest[3:], " *")
	company := ""
	if i := strings.LastIndex(name, " ("); i > 0 && strings.HasSuffix(name, ")") {
		name, company = name[:i], name[i+2:len(name)-1]
	}
	if !couldBeName(name) || strings.HasSuffix(name, ":") {
		return head{}, false
	}
	return head{name: name, at: at, company: company}, true
}

// cutActionItems takes out what Fathom writes into speech: "ACTION ITEM: …
// - WATCH: url".
func cutActionItems(s string) string {
	if !strings.Contains(s, watchMark) {
		return s
	}
	var b strings.Builder
	for {
		watch := strings.Index(s, watchMark)
		if watch < 0 {
			b.WriteString(s)
			return b.String()
		}
		from := watch
		for _, mark := range []string{"ACTION ITEM: ", "HIGHLIGHT: ", "SCREEN SHARING: ", "BOOKMARK: "} {
			if i := strings.LastIndex(s[:watch], mark); i >= 0 {
				from = min(from, i)
			}
		}
		b.WriteString(s[:from])
		_, s, _ = strings.Cut(s[watch+len(watchMark):], " ")
		s = strings.TrimLeft(s, " ")
	}
}

const watchMark = "- WATCH: "

// readNameThenTime reads "Name  0:34" above text: Otter, and Teams' current
// transcript, which says "… started transcription" at its start.
func readNameThenTime(src *source) (*transcript, error) {
	t := headLayout{format: Otter, parse: nameThenTime}.read(src)
	if t == nil {
		return nil, nil
	}
	if src.docx {
		t.format = TeamsDOCX
	}
	for _, line := range src.lines {
		if isTeamsLine(line) {
			t.format = TeamsDOCX
			break
		}
	}
	return t, nil
}

func nameThenTime(line string) (head, bool) {
	if n := len(line); n < 6 || n > maxLabelBytes+12 || !isDigit(line[n-1]) {
		return head{}, false
	}
	i := strings.LastIndexAny(line, " \t")
	if i <= 0 {
		return head{}, false
	}
	at, rest, ok := readStamp(line[i+1:])
	if !ok || rest != "" || at.unpadded {
		return head{}, false
	}
	name := strings.Trim(line[:i], " \t*_#-–|")
	if !couldBeName(name) || isDigit(name[len(name)-1]) && !isGeneric(name) {
		return head{}, false
	}
	return head{name: name, at: at}, true
}

// isTeamsLine knows "Lena Hartmann started transcription".
func isTeamsLine(line string) bool {
	return strings.HasSuffix(line, " started transcription") || strings.HasSuffix(line, " stopped transcription")
}

// isRecorderLine reports whether a line inside a transcript is the
// recorder's, without ending the speech.
func isRecorderLine(line string) bool {
	return isTeamsLine(line) || strings.HasPrefix(line, "VIEW RECORDING - ")
}

// readClock reads Zoom's saved captions: "[Name] 11:02:09" above text. Times
// are the wall clock's; they are counted from the first.
func readClock(src *source) (*transcript, error) {
	const day = 24 * 60 * 60
	first, latest, midnights := -1.0, 0.0, 0.0
	t := headLayout{format: ZoomCaptions, parse: clockHead, seconds: func(at stamp) float64 {
		clock := at.sec + midnights*day
		if clock < latest-day/2 {
			midnights++
			clock += day
		}
		if first < 0 {
			first = clock
		}
		latest = clock
		return max(clock-first, 0)
	}}.read(src)
	return t, nil
}

func clockHead(line string) (head, bool) {
	if line[0] != '[' {
		return head{}, false
	}
	name, rest, ok := strings.Cut(line[1:], "] ")
	if !ok || !couldBeName(name) {
		return head{}, false
	}
	at, rest, ok := readStamp(rest)
	if !ok || at.parts != 3 {
		return head{}, false
	}
	switch strings.ToUpper(strings.TrimSpace(rest)) {
	case "":
	case "AM", "PM":
		at = at.halfDay(strings.ContainsAny(rest, "Pp"))
	default:
		return head{}, false
	}
	return head{name: name, at: at}, true
}
