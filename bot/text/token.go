// Package text cuts what people said or typed into words, sentences and
// clauses, and finds phrases of a lexicon in them.
//
// It knows English punctuation, shorthand and the run-on lines of speech
// recognition; what a phrase means is left to the packages that bring the
// lexicon (bot/analyze). It keeps no state: a Lexicon is immutable once
// parsed and may be shared by goroutines.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Kind is what a token consists of.
type Kind uint8

const (
	Word   Kind = iota // letters, with apostrophes inside: "don't"
	Number             // begins with a digit or a currency sign: "$40k", "3/16", "9:30am", "15%"
	Punct              // one mark, or a run of the same mark: "?", "...", "—"
	Symbol             // emoji and the like
	Link               // URL, e-mail address, @mention, #channel
)

// Token is one word, number or mark of a text. A long call has hundreds of
// thousands: what belongs to the word is kept once, in its Spelling.
type Token struct {
	*Spelling
	From, To int32 // bytes: Text is s[From:To]
}

// Spelling is a word as somebody wrote it.
type Spelling struct {
	Text  string // as written
	Lower string // lower case, straight apostrophes, NFC
	// Number is that of Lower in the Vocabulary that cut the token; else 0.
	Number int32
	Kind   Kind

	others *Spelling // the same Text with another Lower, in a list
}

// As returns the token as another word at the same place; number is that of
// lower in the token's Vocabulary. It is not safe for use by several
// goroutines.
func (t Token) As(lower string, number int32) Token {
	for s := t.Spelling; s != nil; s = s.others {
		if s.Lower == lower {
			t.Spelling = s
			return t
		}
	}
	t.others = &Spelling{Text: t.Text, Lower: lower, Number: number, Kind: t.Kind, others: t.others}
	t.Spelling = t.others
	return t
}

// IsWord reports whether the token counts as a word spoken: all but
// punctuation and symbols.
func (t Token) IsWord() bool { return t.Kind != Punct && t.Kind != Symbol }

// Tokenize cuts s into tokens, in order. Hyphens inside words divide them and
// are no tokens, so that "follow-up" and "follow up" read the same; white
// space is skipped.
func Tokenize(s string) []Token {
	most := len(s)/5 + 2
	out := make([]Token, 0, most)
	spellings := make([]Spelling, 0, most)
	for i := 0; i < len(s); {
		end, kind := scan(s, i)
		if end < 0 { // white space, or a hyphen inside a word
			i -= end
			continue
		}
		if len(spellings) == cap(spellings) {
			spellings = make([]Spelling, 0, most)
		}
		spellings = append(spellings, Spelling{Text: s[i:end], Lower: lower(s[i:end]), Kind: kind})
		out = append(out, Token{Spelling: &spellings[len(spellings)-1], From: int32(i), To: int32(end)})
		i = end
	}
	return out
}

// scan returns the end of the token that begins at i. A negative end means
// that so many bytes are to be skipped.
func scan(s string, i int) (end int, kind Kind) {
	if s[i] == ' ' {
		return -1, Punct
	}
	if plain[s[i]] && s[i] != '\'' {
		if end := plainEnd(s, i); end > 0 {
			return end, Word
		}
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	switch {
	case isLetter(r):
		if end := linkEnd(s, i); end > 0 {
			return end, Link
		}
		return wordEnd(s, i), Word
	case '0' <= r && r <= '9':
		return numberEnd(s, i), Number
	case isCurrency(r) && digitAt(s, i+size):
		return numberEnd(s, i+size), Number
	case (r == '@' || r == '#') && letterAt(s, i+size):
		return handleEnd(s, i+size), Link
	case r == ' ' || unicode.IsSpace(r) || isInvisible(r):
		return -size, Punct
	case isHyphen(r) && innerHyphen(s, i, size):
		return -size, Punct
	case unicode.IsPunct(r):
		end := i + size
		for strings.HasPrefix(s[end:], s[i:i+size]) {
			end += size
		}
		return end, Punct
	default:
		return i + size, Symbol
	}
}

// plain holds the ASCII letters, and the apostrophe that may stand between
// them.
var plain = func() (table [256]bool) {
	for c := 'a'; c <= 'z'; c++ {
		table[c], table[c-'a'+'A'] = true, true
	}
	table['\''] = true
	return table
}()

// plainEnd returns where the word at i ends if it is one of ASCII letters,
// with white space or the text's end after it or after one mark; 0 if that
// takes a closer look, as links and abbreviations do.
func plainEnd(s string, i int) int {
	end, apostrophe := i, -2
	for ; end < len(s) && plain[s[end]]; end++ {
		if s[end] != '\'' {
			continue
		}
		if apostrophe == end-1 {
			return 0
		}
		apostrophe = end
	}
	switch {
	case apostrophe == end-1:
		return 0
	case end == len(s) || s[end] == ' ':
		return end
	case end+1 < len(s) && s[end+1] != ' ':
		return 0
	case s[end] == ',' || s[end] == '?' || s[end] == '!', s[end] == '.' && end-i > 1 && s[i:end] != "www":
		return end
	}
	return 0
}

func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r)
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '‘' || r == '`' }

func isHyphen(r rune) bool { return r == '-' || r == '‐' || r == '‑' }

// isInvisible is for zero-width marks that pasting leaves behind.
func isInvisible(r rune) bool {
	return r == '\u200b' || r == '\u200d' || r == '\ufeff' || r == '\u2060'
}

func isCurrency(r rune) bool {
	return r == '$' || r >= utf8.RuneSelf && unicode.Is(unicode.Sc, r)
}

func digitAt(s string, i int) bool { return i < len(s) && '0' <= s[i] && s[i] <= '9' }

func letterAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return i < len(s) && isLetter(r)
}

func innerHyphen(s string, i, size int) bool {
	if i == 0 || i+size >= len(s) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	return (isLetter(before) || unicode.IsDigit(before)) && (letterAt(s, i+size) || digitAt(s, i+size))
}

// wordEnd also takes in digits after the first letter ("q3", "covid19") and
// full stops between single letters ("e.g.", "U.S.").
func wordEnd(s string, i int) int {
	start := i
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case isLetter(r) || '0' <= r && r <= '9':
			i += size
		case isApostrophe(r) && letterAt(s, i+size):
			i += size
		case r == '.' && dottedLetters(s, start, i):
			i++
		default:
			return i
		}
	}
	return i
}

// dottedLetters reports whether the full stop at i belongs to an abbreviation
// such as "e.g." or "U.K.": every letter of it stands alone.
func dottedLetters(s string, start, i int) bool {
	single := i-start == 1 || i-start >= 3 && s[i-2] == '.'
	if !single {
		return false
	}
	return i-start >= 3 || i+2 < len(s) && letterAt(s, i+1) && s[i+2] == '.'
}

// numberEnd takes in marks between digits, letters right after ("40k",
// "9am", "2nd") and a per cent sign.
func numberEnd(s string, i int) int {
	for i < len(s) {
		switch c := s[i]; {
		case '0' <= c && c <= '9':
			i++
		case (c == '.' || c == ',' || c == ':' || c == '/') && digitAt(s, i+1):
			i += 2
		case c == '%':
			return i + 1
		case letterAt(s, i):
			return wordEnd(s, i)
		default:
			return i
		}
	}
	return i
}

func handleEnd(s string, i int) int {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !isLetter(r) && !unicode.IsDigit(r) && r != '_' && !(r == '.' && letterAt(s, i+1)) {
			return i
		}
		i += size
	}
	return i
}

// linkEnd returns where the URL or e-mail address that begins at i ends, or 0.
func linkEnd(s string, i int) int {
	end := i
	for end < len(s) && s[end] > ' ' && s[end] != '<' && s[end] != '>' && s[end] != '|' {
		end++
	}
	word := s[i:end]
	url := strings.HasPrefix(word, "http://") || strings.HasPrefix(word, "https://") || strings.HasPrefix(word, "www.")
	at := strings.IndexByte(word, '@')
	if !url && (at < 1 || !strings.Contains(word[at:], ".")) {
		return 0
	}
	return i + len(strings.TrimRight(word, ".,;:!?)]}'\""))
}

func lower(s string) string {
	upper := false
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return lowerUnicode(s)
		}
		upper = upper || 'A' <= s[i] && s[i] <= 'Z' || s[i] == '`'
	}
	if !upper {
		return s
	}
	return strings.ReplaceAll(strings.ToLower(s), "`", "'")
}

func lowerUnicode(s string) string {
	straight := strings.Map(func(r rune) rune {
		if isApostrophe(r) {
			return '\''
		}
		return unicode.ToLower(r)
	}, s)
	return norm.NFC.String(straight)
}
