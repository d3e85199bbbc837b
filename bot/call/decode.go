package call

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"heed/bot/text"
)

// maxBytes is the largest input that is read. A one-hour transcript has about
// 50 kB; what is a thousand times that is no transcript.
const maxBytes = 50 << 20

// decode turns bytes into text with one kind of newline and without marks
// that can't be seen. UTF-8 and UTF-16 are told by their BOM or by where the
// zero bytes are; other text is taken as Windows-1252, which old editors
// still write. Binary data is refused.
func decode(data []byte) (string, error) {
	if enc := utf16Of(data); enc != nil {
		plain, err := enc.NewDecoder().Bytes(data)
		if err != nil {
			return "", errBinary
		}
		return normalise(string(plain)), nil
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if isBinary(data) {
		return "", errBinary
	}
	if utf8.Valid(data) {
		return normalise(string(data)), nil
	}
	if !mostlyASCII(data) {
		return "", errEncoding
	}
	plain, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil {
		return "", errBinary
	}
	return normalise(string(plain)), nil
}

// mostlyASCII reports whether bytes beyond ASCII are rare enough to be the
// accents of a western language: fewer than three in ten letters. Russian or
// Japanese in an old encoding would be read as rubbish.
func mostlyASCII(data []byte) bool {
	letters, high := 0, 0
	for _, b := range data {
		switch {
		case b >= 0x80:
			high++
		case isWordByte(b):
			letters++
		}
	}
	return high*10 < 3*(letters+high)
}

// utf16Of returns the UTF-16 in which data is written, or nil.
func utf16Of(data []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	}
	head := data[:min(len(data), 4096)&^1]
	if bytes.IndexByte(head, 0) < 0 {
		return nil // without a blank, a colon or a line break nobody speaks
	}
	little, big := plainUnits(head, 0), plainUnits(head, 1)
	switch {
	case little > big && little*20 >= len(head)/2:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case big > little && big*20 >= len(head)/2:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}

// plainUnits counts the UTF-16 units that are ASCII text, with the low byte at
// an offset of 0 or 1. Any script has some of them, blanks and line breaks
// first, and none of its letters read the wrong way round is one. A control
// character among them is no text.
func plainUnits(head []byte, low int) (n int) {
	blanks := 0
	for i := 0; i < len(head); i += 2 {
		c, high := head[i+low], head[i+1-low]
		switch {
		case high != 0:
		case c == '\n' || c == '\r' || c == '\t' || c == ' ':
			blanks++
			n++
		case c > ' ' && c < 0x7f:
			n++
		case c < ' ':
			return 0
		}
	}
	if blanks == 0 && n*3 < len(head) {
		return 0
	}
	return n
}

// isBinary reports whether data holds bytes that no text does: a zero, or
// more than one other control character in a hundred bytes.
func isBinary(data []byte) bool {
	controls := 0
	for i := 0; i < len(data); {
		i += text.Printable(data[i:])
		for end := min(i+8, len(data)); i < end; i++ {
			if !noText[data[i]] {
				continue
			}
			if data[i] == 0 {
				return true
			}
			controls++
		}
	}
	return controls*100 > len(data)
}

// noText are the control characters that no text holds; mayChange the bytes
// that normalise has to look at.
var noText, mayChange = func() (none, change [256]bool) {
	for b := range 256 {
		c := byte(b)
		none[b] = c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v' && c != 0x1b
		change[b] = c < ' ' && c != '\n' && c != '\t' || c == 0x7f || c == 0xc2 || c >= 0xe2 && c <= 0xe3 || c == 0xef
	}
	return none, change
}()

// normalise gives every line break as \n, every odd space as ' ', and drops
// marks of no width. Joiners (U+200C, U+200D) stay: Persian words and emoji
// are spelt with them.
func normalise(s string) string {
	var b strings.Builder
	from := 0 // start of what is not yet written
	for i := firstOdd(s); i < len(s); i += firstOdd(s[i:]) {
		n, with, same := oddAt(s[i:])
		if !same {
			if b.Cap() == 0 {
				b.Grow(len(s))
			}
			b.WriteString(s[from:i])
			b.WriteString(with)
			from = i + n
		}
		i += n
	}
	if from == 0 {
		return s
	}
	b.WriteString(s[from:])
	return b.String()
}

// oddAt says what becomes of the n bytes at the start of s; same: nothing.
func oddAt(s string) (n int, with string, same bool) {
	if c := s[0]; c < utf8.RuneSelf {
		switch {
		case c == '\r' && len(s) > 1 && s[1] == '\n':
			return 2, "\n", false
		case c == '\r' || c == '\v' || c == '\f':
			return 1, "\n", false
		}
		return 1, "", false
	}
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r == '\u2028' || r == '\u2029' || r == '\u0085':
		return n, "\n", false
	case isOddSpace(r):
		return n, " ", false
	}
	return n, "", !isInvisible(r)
}

// firstOdd is the offset of the first byte that normalise may have to change.
func firstOdd(s string) int {
	for i := 0; i < len(s); {
		i += text.Printable(s[i:])
		for end := min(i+8, len(s)); i < end; i++ {
			if mayChange[s[i]] {
				return i
			}
		}
	}
	return len(s)
}

func isOddSpace(r rune) bool {
	return r == '\u00a0' || r == '\u202f' || r == '\u3000' || r >= '\u2000' && r <= '\u200a'
}

func isInvisible(r rune) bool {
	switch {
	case r == '\u200b' || r == '\u2060' || r == '\ufeff' || r == '\u00ad':
		return true
	case r == '\u200e' || r == '\u200f' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069':
		return true // direction marks that phones put around names
	}
	return r >= '\u0080' && r < '\u00a0'
}

// linesOf splits a normalised text into lines without trailing blanks.
func linesOf(s string) []string {
	lines := make([]string, 0, 1+strings.Count(s, "\n"))
	for {
		i := strings.IndexByte(s, '\n')
		if i < 0 {
			return append(lines, strings.TrimRight(s, " \t"))
		}
		lines = append(lines, strings.TrimRight(s[:i], " \t"))
		s = s[i+1:]
	}
}
