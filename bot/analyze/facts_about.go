package analyze

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"heed/bot/call"
	"heed/bot/text"
)

// aboutWhom returns the person a fact is about: one named in the sentence for
// what concerns a person, else the speaker.
func aboutWhom(d *document, s *sentence, kind FactKind) string {
	if kind == FactPerson || kind == FactDecision || kind == FactPersonal || d.isNote() {
		first := true
		for i := range s.Tokens {
			w := &s.Tokens[i]
			if !w.IsWord() {
				first = first || w.Lower == "."
				continue
			}
			if (isName(w) || first && unicode.IsUpper(firstRune(w.Text)) && !notNames()[w.Lower]) && !stopWords()[w.Lower] && d.isPerson(s, i, kind) {
				return fullName(d, s, i)
			}
			first = false
		}
	}
	if name := d.speaker(s.Speaker); !strings.EqualFold(name, "them") {
		name, _, _ = strings.Cut(name, "|")
		name, _, _ = strings.Cut(name, "(")
		return strings.TrimSpace(name)
	}
	return ""
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// isPerson reports whether the capitalised word i names somebody rather than
// a place, a product or the customer: one of the people known, or a word that
// stands where people do ("my brother Wade", "Wade signs").
func (d *document) isPerson(s *sentence, i int, kind FactKind) bool {
	w := withoutGenitive(s.Tokens[i].Text)
	if d.isMentioned(w) {
		return true
	}
	for _, sp := range d.Call.Speakers {
		if strings.EqualFold(firstWord(sp.Name), w) {
			return sp.Side != call.Rep
		}
	}
	for _, firm := range append([]string{d.Call.Customer, d.Opt.Customer}, d.Opt.Companies...) {
		if named([]string{firm}, w) {
			return false
		}
	}
	if kind == FactCompetitor {
		return false // a firm, unless known as a person
	}
	for _, p := range personLexicon().Match(s.Tokens) {
		if p.Section == "before" && int(p.To) == i || p.Section == "after" && int(p.From) == i+1 && (i == 0 || !places[s.Tokens[i-1].Lower]) {
			return true
		}
	}
	return false
}

// places stand before the name of a place: "the group in Nantes who decide".
var places = wordsOf("in at near outside around")

// onlyKnownNames reports whether the words of a sentence, read for facts, have
// names in them, and all of them are people of the call or the two firms: none
// is a rival.
func (d *document) onlyKnownNames(s *sentence, words []text.Token) bool {
	names := 0
	for i := range words {
		if words[i].Lower != "<name>" {
			continue
		}
		if names++; !d.isKnown(withoutGenitive(s.Text[words[i].From:words[i].To])) {
			return false
		}
	}
	return names > 0
}

// namesUs reports whether a sentence names our company or a product: whoever
// loves that tells nothing of their own life.
func (d *document) namesUs(s *sentence) bool {
	said := strings.ToLower(s.Text)
	return slices.ContainsFunc(d.Opt.Companies, func(name string) bool { return name != "" && strings.Contains(said, strings.ToLower(name)) })
}

// isKnown reports whether a name is of somebody in the call or in a firm's name.
func (d *document) isKnown(name string) bool {
	if d.isMentioned(name) || named(d.Opt.Reps, name) {
		return true
	}
	for _, sp := range d.Call.Speakers {
		if strings.EqualFold(firstWord(sp.Name), name) {
			return true
		}
	}
	for _, firm := range append([]string{d.Call.Customer, d.Opt.Customer}, d.Opt.Companies...) {
		if firm != "" && slices.ContainsFunc(strings.Fields(firm), func(w string) bool { return strings.EqualFold(w, name) }) {
			return true
		}
	}
	return false
}

//go:embed lexicon/people.txt
var peopleFile string

// personLexicon holds what stands before and after the name of a person.
var personLexicon = sync.OnceValue(func() *text.Lexicon { return text.MustParseLexicon(peopleFile) })

// fullName joins a name with the capitalised word after it.
func fullName(d *document, s *sentence, i int) string {
	if i+1 < len(s.Tokens) && s.Tokens[i+1].IsWord() && isName(&s.Tokens[i+1]) && s.Tokens[i+1].From == s.Tokens[i].To+1 {
		return s.Text[s.Tokens[i].From:s.Tokens[i+1].To]
	}
	return withoutGenitive(s.Tokens[i].Text)
}

func withoutGenitive(w string) string {
	return strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
}
