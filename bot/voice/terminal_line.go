package voice

import (
	"bufio"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Terminal is what a report is printed for.
type Terminal struct {
	Width  int  // columns; 0 is 80
	Colour bool // bold and dim; nothing is meant by them alone
}

const (
	usualWidth, leastWidth, mostWidth = 80, 40, 100
)

func (t Terminal) columns() int {
	if t.Width <= 0 {
		return usualWidth
	}
	return max(leastWidth, min(t.Width, mostWidth))
}

// Styles are marked within lines by characters that no text keeps: line drops
// all others that control a terminal.
const (
	bold, dim, plain = '\x01', '\x02', '\x03'
)

var codes = map[rune]string{bold: "\x1b[1m", dim: "\x1b[2m", plain: "\x1b[0m"}

func inBold(s string) string { return string(bold) + clean(s) + string(plain) }
func inDim(s string) string  { return string(dim) + clean(s) + string(plain) }

// clean drops what would control the terminal: escapes, and marks that turn
// the direction of text.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s)
}

// lines writes wrapped lines.
type lines struct {
	*bufio.Writer
	t Terminal
}

// line writes text after indent, wrapped at words; further lines are indented
// by as many spaces.
func (p lines) line(indent, text string) {
	column := visible(indent)
	room, hang := p.t.columns()-column, strings.Repeat(" ", column)
	p.ink(indent)
	used := 0
	for _, word := range strings.Fields(text) {
		n := visible(word)
		switch {
		case used == 0:
		case used+1+n > room:
			fmt.Fprint(p, "\n", hang)
			used = 0
		default:
			fmt.Fprint(p, " ")
			used++
		}
		p.ink(word)
		used += n
	}
	fmt.Fprintln(p)
}

// ink writes a word with its styles, or without.
func (p lines) ink(s string) {
	for _, r := range s {
		switch code, style := codes[r]; {
		case style && p.t.Colour:
			p.WriteString(code)
		case style:
		default:
			p.WriteRune(r)
		}
	}
}

// visible is how many columns a word takes.
func visible(s string) int {
	n := utf8.RuneCountInString(s)
	for r := range codes {
		n -= strings.Count(s, string(r))
	}
	return n
}
