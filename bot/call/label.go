package call

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed lexicon/not_names.txt
var notNamesFile string

// notNames are words that no speaker's label holds: "Here's the thing: …" is
// speech.
var notNames = wordSet(notNamesFile)

const (
	maxLabelBytes = 80
	maxLabelWords = 8
)

// splitLabel cuts "Name: text" at its first colon that ends a name. Marks of
// emphasis around the name go. ok says that the part before the colon could
// be a name, not that it is one.
func splitLabel(line string) (name, text string, ok bool) {
	line = strings.TrimLeft(line, " \t*_#")
	if inner, rest, found := strings.Cut(line, "]:"); found && line[0] == '[' && couldBeName(inner[1:]) {
		return strings.TrimSpace(inner[1:]), strings.TrimSpace(rest), true
	}
	at := colon(line)
	if at <= 0 {
		return "", "", false
	}
	width := 1
	if line[at] != ':' {
		width = len("：")
	}
	name = strings.Trim(line[:at], " \t*_")
	if !couldBeName(name) {
		return "", "", false
	}
	text = line[at+width:]
	if trimmed := strings.TrimLeft(text, "*_"); trimmed == "" || trimmed[0] == ' ' {
		text = trimmed
	}
	return name, strings.TrimSpace(text), true
}

// colon is the offset of the first colon followed by a blank, a mark or the
// end of the line (so not that of 10:30 or https://), within the length of a
// label; -1 if there is none.
func colon(line string) int {
	for i := 0; i < len(line) && i <= maxLabelBytes; i++ {
		switch line[i] {
		case ':':
			if i+1 == len(line) || strings.IndexByte(" \t*_\"'", line[i+1]) >= 0 || line[i+1] >= utf8.RuneSelf && !isDigit(line[max(i-1, 0)]) {
				return i
			}
		case 0xef:
			if strings.HasPrefix(line[i:], "：") {
				return i
			}
		}
	}
	return -1
}

// couldBeName reports whether s has the shape of a speaker's label: short,
// with a letter, and without the punctuation of a sentence.
func couldBeName(s string) bool {
	if i := strings.LastIndex(s, " ["); i > 0 && strings.HasSuffix(s, "]") {
		s = s[:i] // "Ana Ruiz [Ledgerly]"
	}
	if s == "" || len(s) > maxLabelBytes || strings.IndexByte("-+|/,.", s[0]) >= 0 || isBullet(s) {
		return false
	}
	letters, words, word := false, 1, 0
	for i, r := range s {
		switch {
		case r == ' ':
			words, word = words+1, 0
			continue
		case r == '.':
			// Full stops only in initials and short titles: "Dr. J. Nair".
			if i+1 < len(s) && s[i+1] == ' ' && word > 4 {
				return false
			}
		case r < utf8.RuneSelf && notInNames[r], r == '“' || r == '”' || r == '„':
			return false
		case unicode.IsLetter(r):
			letters = true
		}
		word++
	}
	return letters && words <= maxLabelWords
}

// notInNames are marks that stand in sentences and in code.
var notInNames = func() (set [utf8.RuneSelf]bool) {
	for _, c := range []byte("?!;\"<>=[]{}\\") {
		set[c] = true
	}
	return set
}()

// isNameLike is stricter: every word is capitalised or a particle, and none
// is a word of speech. It is asked where nothing else speaks for a label.
func isNameLike(s string) bool {
	if !couldBeName(s) {
		return false
	}
	bare, _, _ := strings.Cut(s, "(")
	bare, _, _ = strings.Cut(bare, " [")
	bare, _, _ = strings.Cut(bare, "|")
	fields := strings.Fields(bare)
	if len(fields) == 0 || len(fields) > 5 {
		return false
	}
	for i, f := range fields {
		w := strings.ToLower(strings.Trim(f, ".,'’"))
		if notNames[w] && !givenNames[w] || hasSpeechEnding(f) { // Will and May are names, too
			return false
		}
		r, _ := utf8.DecodeRuneInString(f)
		caseless := unicode.IsLetter(r) && !unicode.IsUpper(r) && !unicode.IsLower(r)
		if !unicode.IsUpper(r) && !caseless && !unicode.IsDigit(r) && (i == 0 || !particles[f]) {
			return false
		}
	}
	return true
}

var particles = wordSet("de da do dos das di del della des van von der den ter ten 't zu la le les el los las al bin ibn y e und & dal du d' af")

// hasSpeechEnding tells contractions ("Here's", "don't", "we'll").
func hasSpeechEnding(w string) bool {
	w = strings.ReplaceAll(w, "’", "'")
	if base, ok := strings.CutSuffix(w, "'s"); ok { // "Ana's iPhone" is a label, "here's" is not
		lower := strings.ToLower(base)
		return notNames[lower] || lower == "let" || lower == base
	}
	w = strings.ToLower(w)
	for _, end := range []string{"n't", "'ll", "'re", "'ve", "'d", "'m"} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// bytesPerWord is about what a word takes in a file of words.
const bytesPerWord = 8

// wordSet reads words between blanks and newlines; # starts a comment line.
func wordSet(file string) map[string]bool {
	set := make(map[string]bool, len(file)/bytesPerWord)
	for line := range strings.Lines(file) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range strings.Fields(line) {
			set[w] = true
		}
	}
	return set
}
