package call

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// ownName finds a firm that is surely the customer's, though nobody says "at":
// it carries the family name of one of their speakers ("Hanna Breck", "Breck
// Haulage"), or they name it while they say what they are ("we're a small
// place, Breck Haulage"). Two such names are none.
func (k *names) ownName(c *Call) string {
	family := map[string]bool{}
	for _, s := range c.Speakers {
		if name := parseLabel(s.Name).name; s.Side == Customer && len(name) > 1 {
			family[name[len(name)-1]] = true
		}
	}
	found := ""
	for _, turn := range c.Turns[:min(len(c.Turns), placeTurns)] {
		words := strings.Fields(clip(turn.Text, introBytes))
		start := 0 // of the sentence
		for i := 0; i < len(words); i++ {
			name, n := k.firmName(words[i:])
			if n > 0 && (family[bareWord(words[i])] || c.Speakers[turn.Speaker].Side == Customer && saysWhatWeAre(words[start:i])) {
				if found != "" && found != name {
					return ""
				}
				found = name
			}
			i += max(n-1, 0)
			if endsSentence(words[i]) {
				start = i + 1
			}
		}
	}
	return found
}

// firmName reads a capitalised run of two words or more that ends like a
// firm's name.
func (k *names) firmName(words []string) (name string, n int) {
	r, _ := utf8.DecodeRuneInString(words[0])
	if !unicode.IsUpper(r) || len(words) < 2 {
		return "", 0
	}
	n = capitalRun(words)
	if n < 2 {
		return "", 0
	}
	name, n = k.firm(words[:n], false)
	if n < 2 || !hasCompanyWord(tokens(name)) {
		return "", 0
	}
	return name, n
}

// saysWhatWeAre reads "we are one mill in Erode," before a name set off by a
// comma, or "we're" right before it.
func saysWhatWeAre(before []string) bool {
	n := len(before)
	if n == 0 || n > 12 {
		return false
	}
	if n > 2 && !strings.HasSuffix(before[n-1], ",") {
		return false
	}
	for i, w := range before[:min(n, 4)] {
		switch bareWord(w) {
		case "we're", "i'm":
			return true
		case "we", "i":
			if i+1 < n && (bareWord(before[i+1]) == "are" || bareWord(before[i+1]) == "run" || bareWord(before[i+1]) == "own") {
				return true
			}
		}
	}
	return false
}
