package slackbot

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean strips what cannot be seen but acts: control characters, bidi
// overrides that reorder the text around them, zero-width characters that hide
// words from readers and filters. The joiners U+200C and U+200D stay between
// characters of scripts that are written with them, and inside emoji.
func clean(s string) string {
	if isPlainASCII(s) {
		return s
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	var out strings.Builder
	out.Grow(len(s))
	last := rune(0)
	for i, r := range s {
		switch {
		case r == '\n' || r == '\t':
		case r == '\r':
			if strings.HasPrefix(s[i+1:], "\n") {
				continue
			}
			r = '\n'
		case r == '\u2028' || r == '\u2029' || r == '\u0085':
			r = '\n'
		case r == '\u200C' || r == '\u200D':
			next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
			if !joinable(last) || !joinable(next) {
				continue
			}
		case invisible(r):
			continue
		}
		out.WriteRune(r)
		last = r
	}
	return out.String()
}

func isPlainASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || c < ' ' && c != '\n' && c != '\t' || c == 0x7f {
			return false
		}
	}
	return true
}

// invisible are the controls, the formats (bidi, zero-width, tags, soft
// hyphen) and the fillers that display as nothing.
func invisible(r rune) bool {
	switch r {
	case '\u115F', '\u1160', '\u3164', '\uFFA0', '\u034F', '\u17B4', '\u17B5':
		return true
	}
	return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r)
}

// joinable tells whether a joiner beside r can mean something: not beside
// Latin, Greek or Cyrillic, where it only hides.
func joinable(r rune) bool {
	if r < 0x0590 && r != '\u00A9' && r != '\u00AE' {
		return false
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsSymbol(r) || r >= 0x1F000
}

// escape writes Slack's three entities. It is applied once, to text that was
// cleaned, where the text enters a string that Slack parses.
func escape(s string) string { return escaper.Replace(s) }

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// literal is text for the fields that Slack shows as they are (rich_text,
// plain_text). There "<!channel>" is eleven characters and pings nobody. The
// word joiner is a second lock, for exports and clients that would parse the
// text as mrkdwn after all.
func literal(s string) string {
	s = clean(s)
	if !strings.Contains(s, "<") {
		return s
	}
	return locker.Replace(s)
}

const wordJoiner = "\u2060"

var locker = strings.NewReplacer("<!", "<"+wordJoiner+"!", "<@", "<"+wordJoiner+"@", "<#", "<"+wordJoiner+"#")

// width is the length of s as Slack counts: UTF-16 units, to be on the safe
// side of either way of counting.
func width(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

func runeWidth(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// cut shortens s to at most limit, at a word's end where there is one in the
// last third, and marks the cut with "…".
func cut(s string, limit int) string {
	if width(s) <= limit {
		return s
	}
	if limit < 1 {
		return ""
	}
	head := s[:fits(s, limit-1)]
	if i := strings.LastIndexFunc(head, unicode.IsSpace); i > len(head)*2/3 {
		head = head[:i]
	}
	return strings.TrimRightFunc(head, unicode.IsSpace) + "…"
}

// fits is how many bytes of s have at most the given width, never ending
// inside a character or before what joins to it.
func fits(s string, limit int) int {
	n := 0
	for i, r := range s {
		n += runeWidth(r)
		if n > limit {
			return backOff(s, i)
		}
	}
	return len(s)
}

// backOff moves a cut at byte i before the character whose marks, variation
// selectors or joined parts follow it, unless that has no end.
func backOff(s string, i int) int {
	at := i
	for range 32 {
		next, _ := utf8.DecodeRuneInString(s[at:])
		before, size := utf8.DecodeLastRuneInString(s[:at])
		if at == 0 || !unicode.IsMark(next) && next != '\u200D' && before != '\u200D' {
			return at
		}
		at -= size
	}
	return i
}
