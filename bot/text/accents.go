package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// unaccented are Latin letters whose stroke or ring no decomposition takes off.
var unaccented = strings.NewReplacer("ø", "o", "Ø", "O", "ł", "l", "Ł", "L", "đ", "d", "Đ", "D", "æ", "ae", "Æ", "Ae", "œ", "oe", "Œ", "Oe", "ß", "ss")

// WithoutAccents takes the accents off Latin letters. Marks of other scripts
// are vowels as often as accents, and stay.
func WithoutAccents(s string) string {
	if IsASCII(s) {
		return s
	}
	var b strings.Builder
	latin := false
	for _, r := range norm.NFD.String(s) {
		if unicode.Is(unicode.Mn, r) && latin {
			continue
		}
		latin = unicode.Is(unicode.Latin, r)
		b.WriteRune(r)
	}
	return unaccented.Replace(norm.NFC.String(b.String()))
}

// transcribed are the letters that people write as two where a keyboard has
// none of them.
var transcribed = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue", "ø", "oe", "Ø", "Oe", "å", "aa", "Å", "Aa")

// Transcribed writes umlauts and their like as two letters: "Jörg" is also
// written "Joerg".
func Transcribed(s string) string {
	if IsASCII(s) {
		return s
	}
	return transcribed.Replace(norm.NFC.String(s))
}

// IsASCII reports whether a text has nothing but ASCII in it.
func IsASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Printable returns how many bytes at the start of s are letters, figures,
// marks and blanks of ASCII. It looks at eight at a time, and may stop up to
// seven before the first that is none.
func Printable[T string | []byte](s T) int {
	const each, high = 0x0101010101010101, 0x8080808080808080
	n := 0
	for ; n+8 <= len(s); n += 8 {
		b := s[n : n+8]
		x := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
			uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
		// A byte's highest bit is set if it is above 0x7F, below a blank, 0x7F.
		if (x|^((x|high)-' '*each)|(x+each))&high != 0 {
			break
		}
	}
	return n
}
