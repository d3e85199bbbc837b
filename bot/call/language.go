package call

import (
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"
)

const (
	languageSamples = 8   // pieces of a call that are looked at, spread evenly
	languageBytes   = 360 // of a piece: below about 50 words trigrams guess
	languageLetters = 80  // below that nothing is said about a language
)

// sold are the languages of Latin and Cyrillic letters that are told apart.
// Fewer than the library knows: each one more that nobody sells in is one more
// to mistake English for.
var sold = whatlanggo.Options{Whitelist: map[whatlanggo.Lang]bool{
	whatlanggo.Eng: true, whatlanggo.Deu: true, whatlanggo.Fra: true, whatlanggo.Spa: true, whatlanggo.Por: true,
	whatlanggo.Ita: true, whatlanggo.Nld: true, whatlanggo.Pol: true, whatlanggo.Swe: true, whatlanggo.Dan: true,
	whatlanggo.Nob: true, whatlanggo.Fin: true, whatlanggo.Ces: true, whatlanggo.Hun: true, whatlanggo.Ron: true,
	whatlanggo.Tur: true, whatlanggo.Ind: true, whatlanggo.Vie: true, whatlanggo.Hrv: true,
	whatlanggo.Rus: true, whatlanggo.Ukr: true, whatlanggo.Bul: true,
	whatlanggo.Heb: true, whatlanggo.Arb: true, whatlanggo.Pes: true, whatlanggo.Urd: true, whatlanggo.Hin: true,
}}

// Foreign reports whether most of what was said, or written, is surely not
// English. The rules over words are made for English; words, sides, talk
// share, names and dates in numbers don't depend on them.
func (c *Call) Foreign() bool { return c.Language != "" && c.Language != "en" }

// findLanguage names the language of most of the talk, by its trigrams in
// pieces spread over the call: a call that changes between languages has that
// of most pieces. "" where there is too little text, or no language has half.
func findLanguage(turns []Turn) string {
	code := mostSpoken(turns)
	if code != "" && code != "en" && len(turns) > 1 && turns[0].Heading == titleKind {
		return mostSpoken(turns[1:]) // a title of names and offices is no talk
	}
	return code
}

// mostSpoken is the language of most of some turns.
func mostSpoken(turns []Turn) string {
	total, letters := 0, 0
	pieces := languagePieces(turns)
	for _, piece := range pieces {
		total += len(piece)
		letters += countLetters(piece)
	}
	if letters < languageLetters {
		return ""
	}
	size := map[string]int{}
	for _, piece := range pieces {
		code := languageOf(piece)
		if size[code] += len(piece); size[code]*2 > total {
			return code // the rest can't change it
		}
	}
	return ""
}

// languagePieces are texts of a few sentences each, from all over the call.
func languagePieces(turns []Turn) []string {
	total := 0
	for i := range turns {
		total += len(turns[i].Text)
	}
	every := total / languageSamples
	var pieces []string
	for i := 0; i < len(turns); {
		var b strings.Builder
		seen := 0
		for ; i < len(turns) && b.Len() < languageBytes; i++ {
			seen += len(turns[i].Text)
			b.WriteString(clip(turns[i].Text, languageBytes))
			b.WriteByte(' ')
		}
		pieces = append(pieces, b.String())
		for ; i < len(turns) && seen < every; i++ {
			seen += len(turns[i].Text)
		}
	}
	return pieces
}

// languageOf returns the ISO 639-1 code of a text's language, or "".
func languageOf(s string) string {
	lang := whatlanggo.DetectWithOptions(s, sold).Lang
	if lang < 0 {
		return ""
	}
	return lang.Iso6391()
}

// LanguageName is the English name of a Call's Language: "German".
func LanguageName(code string) string {
	for lang, name := range whatlanggo.Langs {
		if lang.Iso6391() == code {
			return name
		}
	}
	return "another language"
}

// countLetters counts letters; a sign that is a syllable or a word is four.
func countLetters(s string) (n int) {
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai):
			n += 4
		case unicode.IsLetter(r):
			n++
		}
	}
	return n
}
