package reply

import (
	"slices"
	"strconv"
	"strings"
)

// Choice is what somebody says to a question that has buttons.
type Choice int

const (
	NoChoice Choice = iota // they say something else
	Chosen                 // one of them
	Neither                // none of them
)

// Words of a yes and a no: what it begins with, and what else may be in it.
var (
	agreeing   = strings.Fields("yes y yep yeah yup correct right exactly sure ok okay indeed that this do")
	afterYes   = strings.Fields("one it is please pls thanks thank you")
	declining  = strings.Fields("no n nope nah neither none nothing cancel")
	afterNo    = strings.Fields("not of these those them that this one thing else it is thanks thank you")
	everything = strings.Fields("both all")
)

// longestChoice is how many words such an answer has at most.
const longestChoice = 8

// Choose reads a text as the choice of one of some labels: by its place ("the
// second"), by words of it ("the pricing one"), by "yes" where there is one
// alone, by "both" where that is one of them. A text with anything else in it
// is no choice.
func Choose(text string, labels []string) (at int, c Choice) {
	ws := wordsOf(expand(strings.ToLower(text)))
	if strings.Contains(text, "?") || len(ws) == 0 || len(ws) > longestChoice {
		return 0, NoChoice
	}
	switch {
	case begins(ws, declining, afterNo):
		return 0, Neither
	case len(labels) == 1 && begins(ws, agreeing, afterYes):
		return 0, Chosen
	}
	return choice(ws, labels)
}

// begins reports whether words are one of first, and then of these or of more.
func begins(ws, first, more []string) bool {
	return slices.Contains(first, ws[0]) &&
		!slices.ContainsFunc(ws, func(w string) bool { return !slices.Contains(first, w) && !slices.Contains(more, w) })
}

// choice is the one label that words name, by its place or by words of it.
func choice(ws, labels []string) (at int, c Choice) {
	single := len(labels)
	if last := wordsOf(labels[single-1]); single > 1 && len(last) > 0 && slices.Contains(everything, last[0]) {
		single--
	}
	var about []string
	for _, w := range ws {
		n, isPlace := ordinals[w]
		if d, err := strconv.Atoi(w); err == nil {
			n, isPlace = d, true
		}
		switch {
		case isPlace && n < 0:
			at = single
		case isPlace:
			at = n
		case !filler(w) || w == "not":
			about = append(about, w)
		}
	}
	if len(about) == 0 {
		if at < 1 || at > single {
			return 0, NoChoice
		}
		return at - 1, Chosen
	}
	if single < len(labels) && begins(about, everything, nil) {
		return single, Chosen
	}
	found := 0
	for i, l := range labels {
		if have := wordsOf(l); !slices.ContainsFunc(about, func(w string) bool { return !like(have, w) }) {
			at, found = i, found+1
		}
	}
	if found != 1 {
		return 0, NoChoice
	}
	return at, Chosen
}
