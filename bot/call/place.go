package call

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed lexicon/places.txt
var placesFile string

var places = wordTable(placesFile)

const placeTurns = 400

// firm reads a company's name at the start of words: capitalised words. n is
// the number of words.
func (k *names) firm(words []string) (name string, n int) {
	n = capitalRun(words)
	name = strings.Trim(strings.Join(words[:n], " "), ".,;:!?…\"”“'’)(")
	name = strings.TrimSuffix(strings.TrimSuffix(name, "'s"), "’s")
	first := bareWord(name)
	if n == 0 || places["after"][first] || titleWords[first] || k.isOurs(name) || !k.couldBeCompany(name) {
		return "", 0
	}
	return name, n
}

// capitalRun counts capitalised words at the start of words, with particles
// between them, up to the end of a clause.
func capitalRun(words []string) int {
	n := 0
	for i, w := range words[:min(len(words), 5)] {
		r, _ := utf8.DecodeRuneInString(w)
		switch {
		case unicode.IsUpper(r):
			n = i + 1
		case i > 0 && (particles[w] || w == "of" || w == "the") && w != "and" && w != "y" && w != "e" && w != "und" && w != "la":
		default:
			return n
		}
		if strings.IndexByte(".,;:!?)", w[len(w)-1]) >= 0 {
			return n
		}
	}
	return n
}

// bareWord is a word in lower case without what stands around it.
func bareWord(w string) string {
	return strings.Trim(strings.ReplaceAll(strings.ToLower(w), "’", "'"), ".,;:!?…\"”“()")
}

// isLowerCase reports whether the talk is written without capitals.
func isLowerCase(turns []Turn) bool {
	upper, letters := 0, 0
	for _, t := range turns {
		for i := 0; i < len(t.Text); i++ {
			if c := t.Text[i]; c >= 'A' && c <= 'Z' {
				upper++
			} else if c >= 'a' && c <= 'z' {
				letters++
			}
		}
		if letters > 4000 {
			break
		}
	}
	return upper*200 < letters
}

// wordTable reads lines of "kind: word word".
func wordTable(file string) map[string]map[string]bool {
	table := map[string]map[string]bool{}
	for line := range strings.Lines(file) {
		kind, words, ok := strings.Cut(strings.TrimSpace(line), ":")
		if ok && !strings.HasPrefix(kind, "#") {
			table[kind] = wordSet(words)
		}
	}
	return table
}
