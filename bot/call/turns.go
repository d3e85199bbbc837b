package call

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"heed/bot/text"
)

// unknownSpeaker is what speech without a name is put under.
const unknownSpeaker = "Unknown Speaker"

// transcript collects what is said, in order, and merges what one speaker
// says in a row.
type transcript struct {
	format   Format
	title    string
	date     time.Time
	header   []string // lines above the first turn, for companies and sides
	doubtful bool     // the text could be a note as well
	speakers []Speaker
	turns    []Turn

	index  map[string]int // speaker by label as written
	ends   []float64      // last end of each speaker
	latest float64        // latest start so far
	parts  []string       // texts of the turn that is being merged
	cues   []Cue          // their times, before From and To are known
	marks  []affiliation  // by speaker

	pending *utterance // opened, but nothing said yet
}

// utterance is who speaks, and from when to when; -1 where unknown.
type utterance struct {
	name       string
	start, end float64
}

// affiliation is what a transcript itself says about a speaker.
type affiliation struct {
	company string
	side    Side     // "" where it says nothing
	tags    []string // brackets and the like, as written
}

// newTranscript expects about n turns.
func newTranscript(f Format, n int) *transcript {
	return &transcript{format: f, index: map[string]int{}, turns: make([]Turn, 0, n+1)}
}

// speaker returns the index of a name, new ones included.
func (t *transcript) speaker(name string) int {
	if i, ok := t.index[name]; ok {
		return i
	}
	key := strings.ToLower(collapse(name))
	i, ok := t.index[key]
	if !ok {
		i = len(t.speakers)
		t.speakers = append(t.speakers, Speaker{Name: collapse(name), Side: Unknown})
		t.ends = append(t.ends, -1)
		t.marks = append(t.marks, affiliation{})
		t.index[key] = i
	}
	t.index[strings.Clone(name)] = i
	return i
}

// say adds one utterance. Times are seconds, -1 where unknown. A start before
// the one above is set to it: times never go backwards.
func (t *transcript) say(name string, start, end float64, text string) {
	if text = collapse(text); text != "" {
		t.add(name, start, end, text)
	}
}

// add is say for a text that is collapsed.
func (t *transcript) add(name string, start, end float64, text string) {
	if name == "" {
		name = unknownSpeaker
	}
	who := t.speaker(name)
	s := &t.speakers[who]
	if start >= 0 && end > start {
		if from := max(start, t.ends[who]); end > from {
			s.Seconds += end - from
			t.ends[who] = end
		}
	}
	if start >= 0 {
		start = max(start, t.latest)
		t.latest = start
	}
	if end >= 0 {
		end = max(end, start)
	}
	if n := len(t.turns); n == 0 || t.turns[n-1].Speaker != who {
		t.flush()
		t.turns = append(t.turns, Turn{Speaker: who, Start: start, End: -1})
	}
	t.parts = append(t.parts, text)
	t.cues = append(t.cues, Cue{Start: start, End: end})
}

// open names who says what more brings next.
func (t *transcript) open(name string, start, end float64) {
	t.pending = &utterance{name, start, end}
}

// more adds text to what was opened or said last, without a time of its own.
func (t *transcript) more(text string) {
	if text = collapse(text); text == "" {
		return
	}
	if p := t.pending; p != nil {
		t.pending = nil
		t.add(p.name, p.start, p.end, text)
		return
	}
	if len(t.parts) == 0 {
		return
	}
	t.parts[len(t.parts)-1] += " " + text
}

// flush closes the last turn.
func (t *transcript) flush() {
	if len(t.parts) == 0 {
		return
	}
	turn := &t.turns[len(t.turns)-1]
	turn.Text = strings.Join(t.parts, " ")
	at, timed := 0, 0
	for i := range t.cues {
		c := &t.cues[i]
		c.From, c.To = at, at+len(t.parts[i])
		at = c.To + 1
		if c.Start >= 0 {
			t.cues[timed] = *c
			timed++
		}
		turn.End = max(turn.End, c.End)
	}
	if timed > 0 {
		turn.Cues = append(make([]Cue, 0, timed), t.cues[:timed]...)
	}
	t.parts, t.cues = t.parts[:0], t.cues[:0]
}

// takeTitle takes the first line above the talk for the title, if it is one.
func (t *transcript) takeTitle() {
	for _, line := range t.header[:min(len(t.header), 8)] {
		n := readLine(line)
		if t.title != "" || n.text == "" {
			continue
		}
		label, value, labelled := splitLabel(n.text)
		switch key := headingKey(label); {
		case labelled && (key == "title" || key == "subject" || key == "meeting title" || key == "meeting"):
			t.title = value
		case n.bullet || labelled && headingKindOf(label) != "" || len(n.text) > 120 || headingKindOf(n.text) != "":
		case !mostlyNumbers(n.text):
			t.title = n.text
		}
	}
}

// mostlyNumbers knows "11 March 2026, 08:02am" and "27m 42s".
func mostlyNumbers(s string) bool {
	words, numbers := strings.Fields(s), 0
	for _, w := range words {
		if isDigit(w[0]) {
			numbers++
		}
	}
	return numbers*2 >= len(words)
}

// finish makes a call of a transcript that is read: title, date, sides and
// customer.
func (t *transcript) finish(in Input) *Call {
	t.takeTitle()
	t.takeDate()
	t.dropAbsent(in.Aliases)
	c := t.call()
	t.findSides(c, in)
	c.Customer = t.findCustomer(c, in)
	return c
}

// bare reports whether names before turns are all that speaks for a
// transcript.
func (t *transcript) bare() bool { return t.format == Plain || t.format == Granola }

// call closes the transcript.
func (t *transcript) call() *Call {
	t.flush()
	// Counted last: an [event] may begin in one piece and end in the next.
	for _, turn := range t.turns {
		t.speakers[turn.Speaker].Words += countWords(turn.Text)
	}
	return &Call{Kind: Transcript, Format: t.format, Title: t.title, Date: t.date, Speakers: t.speakers, Turns: t.turns}
}

// mergeSpeakers makes one speaker of those who have the same name, and one
// turn of what they then say in a row.
func (t *transcript) mergeSpeakers() {
	t.flush()
	first, to := map[string]int{}, make([]int, len(t.speakers))
	kept := 0
	for i, s := range t.speakers {
		j, seen := first[s.Name]
		if !seen {
			j = kept
			first[s.Name] = j
			t.speakers[j], t.marks[j] = s, t.marks[i]
			kept++
		} else {
			t.speakers[j].Seconds += s.Seconds
			if t.marks[j].side == "" {
				t.marks[j] = t.marks[i]
			}
		}
		to[i] = j
	}
	if kept == len(t.speakers) {
		return
	}
	t.speakers, t.marks = t.speakers[:kept], t.marks[:kept]
	t.reassign(to)
}

// join appends what the same speaker says next.
func (t *Turn) join(next Turn) {
	shift := len(t.Text) + 1
	t.Text += " " + next.Text
	t.End = max(t.End, next.End)
	for _, c := range next.Cues {
		c.From, c.To = c.From+shift, c.To+shift
		t.Cues = append(t.Cues, c)
	}
}

// collapse gives one line with single blanks, without a copy if it is one.
func collapse(s string) string {
	s = strings.TrimSpace(s)
	if strings.Contains(s, "  ") {
		return strings.Join(strings.Fields(s), " ")
	}
	for i := text.Printable(s); i < len(s); i++ {
		if c := s[i]; c == '\n' || c == '\t' || c == '\r' {
			return strings.Join(strings.Fields(s), " ")
		}
	}
	return s
}

// clip cuts s to at most n bytes, not inside of a character.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// countWords counts runs between blanks that hold a letter or digit.
// [Events] such as [inaudible 00:11] are no words.
func countWords(s string) int {
	n, inside, events := 0, false, true
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '[' && events:
			end := strings.IndexByte(s[i:], ']')
			if events = end > 0; events {
				i += end + 1
				inside = false
			}
		case c == ' ':
			inside = false
			i++
		case c < utf8.RuneSelf:
			i++
			if inside || !isWordByte(c) {
				continue
			}
			n++
			inside = true
			for i < len(s) && s[i] > ' ' && s[i] < utf8.RuneSelf && s[i] != '[' {
				i++
			}
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if unicode.IsSpace(r) {
				inside = false
			} else if !inside && (unicode.IsLetter(r) || unicode.IsNumber(r)) {
				n++
				inside = true
			}
			i += size
		}
	}
	return n
}
