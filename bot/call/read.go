package call

import (
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
	{"captions", readCaptions},
	{"plain", readPlain},
}

// source is a decoded text and what is known about it.
type source struct {
	lines []string
	docx  bool // the lines are paragraphs of a DOCX
}

// Read says what data is: a transcript in one of the known layouts, or a
// note. The layout is told by the content; a file name decides nothing. What
// can't be read safely is refused with an *Unreadable.
func Read(in Input) (*Call, error) {
	text, err := decode(in.Data)
	if err != nil {
		return nil, err
	}
	escaped := in.Slack || !strings.Contains(text, "-->")
	text = unslack(text, in.People, escaped)
	src := &source{lines: linesOf(text)}
	for _, l := range layouts {
		t, err := l.read(src)
		if err != nil {
			return nil, err
		}
		if t == nil {
			continue
		}
		if c := t.call(); c != nil {
			return c, nil
		}
	}
	return readNote(src)
}
