package when

import "unicode/utf8"

// token is one word, figure or mark, or several words that are one form.
type token struct {
	*entry          // what the lexicon knows; never nil
	lead     *entry // the form as written, for the longer forms that it begins
	from, to int    // byte offsets
	kind     kind   //
	num      int    // value of a figure
	digits   int    // how many it was written with
	mark     byte   // of a mark: its ASCII character, or what stands for it
	glued    bool   // nothing stands between it and the token before
	owner    bool   // ends in 's and isn't a form itself
	capital  bool   // begins with a capital letter
}

type kind uint8

const (
	stop kind = iota // the end of the text, or of a line
	word
	figure
	mark
)

var unknown = &entry{}

// maxDigits is the longest figure that can be part of a date or time.
const maxDigits = 8

// scanner splits a text into tokens.
type scanner struct {
	text string
	pos  int
	out  []token
	buf  [32]byte // a word in lower case
}

// tokens splits text and joins words that are one form. The last token is a
// stop.
func tokens(text string) []token { return tokensInto(make([]token, 0, len(text)/5+2), text) }

// tokensInto is tokens into an empty slice that the caller keeps.
func tokensInto(dst []token, text string) []token {
	s := scanner{text: text, out: dst}
	end := -1
	for s.pos < len(text) {
		from := s.pos
		n := len(s.out)
		s.next()
		if len(s.out) > n {
			t := &s.out[n]
			t.glued = from == end && t.from == from
			end = t.to
		}
	}
	s.out = append(s.out, token{entry: unknown, from: len(text), to: len(text)})
	return s.join()
}

func (s *scanner) next() {
	c := s.text[s.pos]
	switch {
	case c == ' ' || c == '\t' || c == '\r':
		s.pos++
	case c == '\n':
		s.add(token{kind: stop, entry: unknown}, 1)
	case c >= '0' && c <= '9':
		s.figure()
	case letterAt(s.text, s.pos):
		s.word()
	default:
		s.mark()
	}
}

// letterAt reports whether a word goes on at i. Latin-1 signs (C2 xx) and
// general punctuation, currency and arrows (E2 xx xx) are no letters; the
// rest of the world's writing is taken as such.
func letterAt(t string, i int) bool {
	if i >= len(t) {
		return false
	}
	c := t[i]
	return lower[c] != 0 || c >= 0x80 && c != 0xC2 && c != 0xE2 && c != 0xEF
}

func (s *scanner) add(t token, n int) {
	t.from, t.to = s.pos, s.pos+n
	s.pos += n
	s.out = append(s.out, t)
}

func (s *scanner) figure() {
	n, v := 0, 0
	for i := s.pos; i < len(s.text) && s.text[i] >= '0' && s.text[i] <= '9'; i++ {
		if n++; n <= maxDigits {
			v = v*10 + int(s.text[i]-'0')
		}
	}
	// "2moro" is one word.
	if letterAt(s.text, s.pos+n) {
		end := s.wordEnd(s.pos + n)
		if e := s.look(s.pos, end); e.is != 0 {
			s.add(token{kind: word, entry: e, lead: e}, end-s.pos)
			return
		}
	}
	s.add(token{kind: figure, entry: unknown, num: v, digits: n}, n)
}

func (s *scanner) word() {
	from := s.pos
	end := s.wordEnd(from)
	// After a figure a capital begins another word: "4pmMonday".
	if n := len(s.out); n > 0 && s.out[n-1].kind == figure && s.out[n-1].to == from {
		for i := from + 1; i < end; i++ {
			if isUpper(s.text[i]) && !isUpper(s.text[i-1]) {
				end = i
			}
		}
	}
	t := token{kind: word, capital: isUpper(s.text[from]), entry: s.look(from, end)}
	t.lead = t.entry
	if t.is == 0 {
		if cut := ownerCut(s.text[from:end]); cut > 0 {
			t.entry, t.owner = s.look(from, from+cut), true
		}
	}
	s.add(t, end-from)
}

// wordEnd is where the word at i ends; apostrophes inside belong to it.
func (s *scanner) wordEnd(i int) int {
	for i < len(s.text) {
		if letterAt(s.text, i) {
			i++
			continue
		}
		n := apostropheAt(s.text, i)
		if n == 0 || !letterAt(s.text, i+n) {
			break
		}
		i += n
	}
	return i
}

func apostropheAt(t string, i int) int {
	if t[i] == '\'' {
		return 1
	}
	if len(t) >= i+3 && t[i:i+3] == "’" {
		return 3
	}
	return 0
}

// ownerCut is the length of the word before its 's, or 0.
func ownerCut(w string) int {
	for _, tail := range []string{"'s", "’s", "'S", "’S"} {
		if n := len(w) - len(tail); n > 0 && w[n:] == tail {
			return n
		}
	}
	return 0
}

// look finds a word in the lexicon; a curly apostrophe is a straight one.
func (s *scanner) look(from, end int) *entry {
	w, ok := s.lowered(from, end)
	if !ok {
		return unknown
	}
	if e := words.forms[string(w)]; e != nil {
		return e
	}
	return unknown
}

func (s *scanner) lowered(from, end int) ([]byte, bool) {
	n := 0
	for i := from; i < end; n++ {
		if n == len(s.buf) {
			return nil, false
		}
		c := s.text[i]
		switch k := apostropheAt(s.text, i); {
		case k > 0:
			s.buf[n] = '\''
			i += k
		case lower[c] != 0:
			s.buf[n] = lower[c]
			i++
		default:
			s.buf[n] = c
			i++
		}
	}
	return s.buf[:n], true
}

func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }

// marks that are written in more than one way.
var marks = map[rune]byte{
	'–': '-', '—': '-', '−': '-', '‐': '-', '‑': '-', '→': '>', '’': '\'', '‘': '\'',
	'€': '$', '£': '$', '¥': '$', '½': 'h', '\u00a0': ' ', '\u2009': ' ', '\u202f': ' ', '：': ':',
}

func (s *scanner) mark() {
	r, n := utf8.DecodeRuneInString(s.text[s.pos:])
	m := byte('?')
	if r < utf8.RuneSelf {
		m = byte(r)
	} else if known := marks[r]; known != 0 {
		m = known
	}
	if m == ' ' {
		s.pos += n
		return
	}
	s.add(token{kind: mark, entry: unknown, mark: m}, n)
}
