package call

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Excerpt is a piece of what a speaker said, to recognise him by.
type Excerpt struct {
	Text  string  // one line, at most 140 bytes; "…" where it was cut
	Start float64 // in seconds; -1 without times
	Turn  int     // index into Call.Turns
}

const (
	excerptBytes = 140
	excerptWords = 6 // shorter ones sound like anybody
)

// Excerpts returns up to n pieces of what a speaker said, in the order of the
// call and from different parts of it: where people say who they are or what
// is theirs first, else what is long enough to sound like somebody.
func (c *Call) Excerpts(speaker, n int) []Excerpt {
	var said []int // turns of the speaker
	for i := range c.Turns {
		if c.Turns[i].Speaker == speaker {
			said = append(said, i)
		}
	}
	n = min(n, len(said))
	out := make([]Excerpt, 0, n)
	for part := range n {
		best, most := -1, -1
		for _, i := range said[len(said)*part/n : len(said)*(part+1)/n] {
			if worth := excerptWorth(c.Turns[i].Text); worth > most {
				best, most = i, worth
			}
		}
		turn := c.Turns[best]
		out = append(out, Excerpt{Text: excerptOf(turn.Text), Start: turn.Start, Turn: best})
	}
	return out
}

// excerptWorth says how well the beginning of a turn tells who speaks.
func excerptWorth(text string) int {
	words := tokens(clip(text, 2*excerptBytes))
	worth := min(len(words), 2*excerptWords)
	for _, w := range words {
		if tellsWho[w] {
			worth += excerptWords
			break
		}
	}
	if prefixOf(words, introductions["self"]) > 0 {
		worth += 2 * excerptWords
	}
	return worth
}

// tellsWho are words with which people speak of their own side.
var tellsWho = wordSet("i'm my we we're our us ours i've we've")

// excerptOf is the beginning of a turn, cut after a sentence or a word. A
// first word or two alone ("Yes. So …") are passed over with what follows.
func excerptOf(text string) string {
	if len(text) <= excerptBytes {
		return text
	}
	cut := clip(text, excerptBytes-len("…"))
	if i := strings.LastIndexAny(cut, ".?!"); i > excerptBytes/2 {
		return cut[:i+1]
	}
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return strings.TrimRightFunc(cut, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) || r == utf8.RuneError }) + "…"
}
