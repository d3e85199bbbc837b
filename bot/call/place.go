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

// placeCustomer listens to how people speak of where they are: "how do you
// decide at Brannock?", "I'm Priya from Northgate", "good to have Fairmount on
// the line". The name said that way most often is the customer's; two names
// as often are none.
func (k *names) placeCustomer(c *Call) string {
	turns := c.Turns[:min(len(c.Turns), placeTurns)]
	lower := isLowerCase(turns)
	counts := map[string]int{}
	best, ties := "", 0
	for _, turn := range turns {
		side := c.Speakers[turn.Speaker].Side
		words := strings.Fields(clip(turn.Text, introBytes))
		for at := range words {
			name := k.placed(words, at, side, lower)
			if name == "" {
				continue
			}
			counts[name]++
			switch n := counts[name]; {
			case best == "" || n > counts[best]:
				best, ties = name, 0
			case name != best && n == counts[best]:
				ties++
			}
		}
	}
	if ties > 0 {
		return ""
	}
	if known := k.known(best); known != "" {
		return known
	}
	return best
}

// placed returns the company that the words around words[at] put somebody in.
func (k *names) placed(words []string, at int, side Side, lower bool) string {
	switch bareWord(words[at]) {
	case "at", "bei", "chez":
		if !placedBefore(words, at, side, lower) {
			return ""
		}
	case "from", "with", "von", "de":
		if side == Rep || side == Unknown && len(k.ours) == 0 || !introduces(words, at) {
			return ""
		}
	case "have", "having":
		if side != Rep {
			return ""
		}
		name, n := k.firm(words[at+1:], lower)
		if n == 0 || !onTheLine(words[at+1+n:]) {
			return ""
		}
		return name
	default:
		return ""
	}
	name, _ := k.firm(words[at+1:], lower)
	return name
}

// placedBefore looks at the words before "at", back to the start of the
// sentence, for who is there. The rep says "you", the customer "we".
func placedBefore(words []string, at int, side Side, lower bool) bool {
	who, near := false, 3
	if !lower {
		near = 10
	}
	for i := at - 1; i >= max(at-near, 0); i-- {
		if i < at-1 && endsSentence(words[i]) {
			break
		}
		w := bareWord(words[i])
		switch {
		case places["past"][w], i == at-1 && places["before"][w]:
			return false
		case lower:
			who = who || side != Unknown && i == at-1 && (places["you"][w] && w != "you" && w != "your" || w == "here")
		case places["you"][w] && side == Rep, places["we"][w] && side == Customer:
			who = true
		}
	}
	return who
}

// introduces reads "I'm Priya from", "this is Priya Nair with" up to words[at].
func introduces(words []string, at int) bool {
	for i := max(at-5, 0); i < at; i++ {
		w := bareWord(words[i])
		next := ""
		if i+1 < at {
			next = bareWord(words[i+1])
		}
		switch {
		case w == "i'm" || w == "ich" && next == "bin" || w == "i" && next == "am" || w == "this" && next == "is" || w == "name" && next == "is":
			return at-i >= 2 && at-i <= 5 && hasUpper(words[at-1])
		}
	}
	return false
}

// onTheLine reads "on the line", "on the call", "on board", "with us".
func onTheLine(words []string) bool {
	if len(words) < 2 {
		return false
	}
	a, b := bareWord(words[0]), bareWord(words[1])
	return a == "on" && (b == "the" || b == "board" || b == "today" || b == "a" || b == "this") || a == "with" && b == "us"
}

// firm reads a company's name at the start of words: capitalised words, or
// one word where nobody writes capitals. n is the number of words.
func (k *names) firm(words []string, lower bool) (name string, n int) {
	if lower {
		if len(words) == 0 {
			return "", 0
		}
		w := bareWord(words[0])
		if len(w) < 4 || notNames[w] || titleWords[w] || places["after"][w] || k.isOurs(w) || k.isPerson(w) {
			return "", 0
		}
		r, size := utf8.DecodeRuneInString(w)
		return string(unicode.ToUpper(r)) + w[size:], 1
	}
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

func endsSentence(w string) bool {
	return strings.IndexByte(".!?", w[len(w)-1]) >= 0 && len(w) > 3
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
