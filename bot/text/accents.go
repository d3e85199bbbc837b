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
