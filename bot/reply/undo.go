package reply

import (
	"slices"
	"strings"
)

// TakesBack reports whether a text takes back what was said or clicked last:
// "undo", "oops, not the pricing". about are the items that it names; all of
// them if it names none. Of a text that names something else it is none.
func TakesBack(text string, items []Item) (about []string, ok bool) {
	const most = 10 // words
	l := words()
	var rest []string
	n := 0
	for _, c := range cut(text) {
		ws := c.words
		if n += len(ws); n > most {
			return nil, false
		}
		for i := 0; i < len(ws); {
			took, senses := l.longestAt(ws[i:])
			is := func(k kind) bool { return slices.ContainsFunc(senses, func(s sense) bool { return s.kind == k }) }
			switch {
			case took > 0 && is(undoKind):
				ok = true
			case took > 0 && (is(fillerKind) || is(allKind)):
			default:
				took = 1
				rest = append(rest, ws[i])
			}
			i += took
		}
	}
	if !ok {
		return nil, false
	}
	for _, item := range items {
		if len(rest) == 0 || fits(item, part{about: rest}).matched > 0 {
			about = append(about, item.ID)
		}
	}
	return about, len(rest) == 0 || len(about) > 0
}

// longestQuestion is how many words a question about a promise has at most.
const longestQuestion = 14

// doers are the words after which somebody does something: "did I send it?".
var doers = map[string]bool{"i": true, "we": true, "you": true, "they": true, "he": true, "she": true, "to": true}

// Asks are the promises that a question is about ("when is the workshop
// due?", "did I send the pricing?"): those that have most of its words, but for
// the word of doing, which many have. None for what is no question.
func Asks(text string, items []Item) (ids []string) {
	if !IsQuestion(text) || len(strings.Fields(text)) > longestQuestion {
		return nil
	}
	var p part
	for _, c := range cut(strings.ReplaceAll(text, "?", "")) {
		for i, w := range c.words {
			if !filler(w) && (i == 0 || !doers[c.words[i-1]]) {
				p.about = append(p.about, w)
			}
		}
	}
	most := 0
	for _, i := range items {
		switch f := fits(i, p); {
		case f.action == 0 || f.matched < most:
		case f.matched > most:
			most, ids = f.matched, []string{i.ID}
		default:
			ids = append(ids, i.ID)
		}
	}
	return ids
}
