package call

import (
	"bytes"
	"strings"
)

// layouts in the order in which they are tried. The order avoids the known
// traps: what has the plainest sign comes first, `Name: text`, which almost
// any text can look like, last. A reader returns nil for a text that is not
// of its layout, and an error for one that must not be read at all.
var layouts = []struct {
	name string
	read func(*source) (*transcript, error)
}{
	{"json", func(s *source) (*transcript, error) { return readJSON(s.text) }},
	{"csv", func(s *source) (*transcript, error) { return readCSV(s.lines) }},
	{"captions", readCaptions},
	{"fathom", readFathom},
	{"meet", readMeet},
	{"name then time", readNameThenTime},
	{"stacked", readStacked},
	{"clock", readClock},
	{"e-mail", refuseEmail},
	{"chat", refuseChat},
	{"timed", readTimed},
	{"unnamed", readUnnamed},
	{"plain", readPlain},
}

// source is a decoded text and what is known about it.
type source struct {
	text  string
	lines []string
	docx  bool // the lines are paragraphs of a DOCX
	as    Kind // the reading that a person asked for, or ""
}

// Read says what data is: a transcript in one of the known layouts, or a
// note. The layout is told by the content; a file name decides nothing. What
// can't be read safely is refused with an *Unreadable.
func Read(in Input) (*Call, error) {
	src, err := open(in)
	if err != nil {
		return nil, err
	}
	t, err := readTranscript(src)
	if err != nil {
		return nil, err
	}
	var c *Call
	switch {
	case t != nil && (in.As != Note || !t.bare()):
		if c = t.finish(in); t.doubtful {
			c.Alternative = Note
		}
	case in.As == Transcript:
		return nil, errNobodySpeaks
	default:
		if c, err = readNote(src, in); err != nil {
			return nil, err
		}
		if t != nil || couldBeTalk(src.lines) {
			c.Alternative = Transcript
		}
	}
	c.Language = findLanguage(c.Turns)
	c.Reading = readingOf(c.Format)
	return c, nil
}

// open decodes the input to lines.
func open(in Input) (*source, error) {
	if err := refuseKind(in.Data); err != nil {
		return nil, err
	}
	if bytes.HasPrefix(in.Data, isZip) {
		text, err := docxText(in.Data)
		if err != nil {
			return nil, err
		}
		text = normalise(text)
		return &source{text: text, lines: linesOf(text), docx: true, as: in.As}, nil
	}
	text, err := decode(in.Data)
	if err != nil {
		return nil, err
	}
	escaped := in.Slack || !strings.Contains(text, "-->")
	if t := strings.TrimLeft(text, " \n"); in.Slack || t == "" || t[0] != '{' {
		text = unslack(text, in.People, escaped)
	}
	text = unquote(unfence(text))
	return &source{text: text, lines: linesOf(text), as: in.As}, nil
}

// readTranscript tries every layout; nil if nobody speaks in any.
func readTranscript(src *source) (*transcript, error) {
	for _, l := range layouts {
		t, err := l.read(src)
		if err != nil {
			return nil, err
		}
		if t != nil {
			if t.flush(); len(t.turns) > 0 {
				return t, nil
			}
		}
	}
	return nil, nil
}
