package analyze

import (
	"slices"
	"strings"

	"heed/bot/pattern"
	"heed/bot/text"
)

// nameOf is one to three names, perhaps after a title or with a "de" between.
const nameOf = `(?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?\p{Lu}[\p{L}'’-]+(?:(?: (?:de|dos|da|van|von|der|el|al))? \p{Lu}[\p{L}'’-]+){0,2}`

var (
	// bracketed is "Priya Nair (CFO)".
	bracketed = pattern.Of(`(` + nameOf + `) \(([^()]{2,60})\)`)
	// wholeName is a name at the beginning of what stands beside it.
	wholeName = pattern.Of(`^` + nameOf)
	// nameAtEnd is the name before ", head of IT".
	nameAtEnd = pattern.Of(`(` + nameOf + `)$`)
)

// mostRole is how many words a role behind a comma has; in brackets more may
// follow it.
const mostRole = 4

// headPeople are the people of the customer whom a note's head introduces,
// with what they are.
func (d *document) headPeople() []Fact {
	if !d.isNote() {
		return nil
	}
	var out []Fact
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if s.Turn > 0 && s.Heading != "title" && s.Heading != "attendees" {
			continue
		}
		for _, m := range bracketed().FindAllStringSubmatch(s.Text, -1) {
			if isRole(m[2], true) {
				out = d.introduce(out, s, m[1], m[2], m[0])
			}
		}
		parts := strings.FieldsFunc(s.Text, func(r rune) bool { return r == ',' || r == ';' || r == '(' || r == ')' })
		for k := 1; k < len(parts); k++ {
			name, role := nameAtEnd().FindString(strings.TrimSpace(parts[k-1])), strings.TrimSpace(parts[k])
			if name != "" && isRole(role, false) {
				out = d.introduce(out, s, name, role, name+", "+role)
			}
		}
	}
	return out
}

// people are those whom a note's head names, of the customer's side.
func (d *document) people() (out []string) {
	firm := strings.ToLower(d.Call.Customer + " " + d.Opt.Customer)
	for _, m := range d.Call.Mentions {
		name := wholeName().FindString(m)
		if name == "" || named(d.Opt.Reps, firstWord(name)) || d.isFirm(name) || strings.Contains(firm, strings.ToLower(name)) || slices.Contains(out, name) {
			continue
		}
		out = append(out, name)
	}
	return out
}

// introduce adds somebody of the customer.
func (d *document) introduce(out []Fact, s *sentence, name, role, quote string) []Fact {
	if first, rest, more := strings.Cut(name, " "); more && meetingWords[strings.ToLower(first)] {
		name, quote = rest, strings.TrimPrefix(quote, first+" ")
	}
	if named(d.Opt.Reps, firstWord(name)) || d.isFirm(name) || !strings.Contains(s.Text, quote) {
		return out
	}
	if slices.ContainsFunc(out, func(f Fact) bool { return strings.EqualFold(f.About, name) }) {
		return out // introduced once
	}
	return append(out, Fact{Kind: FactPerson, About: name, Text: name + ", " + strings.TrimSpace(role), Quote: quote, Turn: s.Turn})
}

// meetingWords stand before a name in the head of a note: "Spoke Ada (owner)".
var meetingWords = map[string]bool{
	"spoke": true, "met": true, "saw": true, "called": true, "rang": true, "visited": true, "call": true, "meeting": true,
	"visit": true, "lunch": true, "zoom": true, "demo": true, "talked": true, "chat": true, "with": true,
}

func isRole(s string, bracket bool) bool {
	tokens := text.Tokenize(s)
	if !bracket && len(tokens) > mostRole {
		return false
	}
	for _, m := range personLexicon().Match(tokens) {
		if m.Section == "role" && (bracket || m.From <= 2) {
			return true
		}
	}
	return false
}

// isFirm reports whether a name is that of the customer or of ours.
func (d *document) isFirm(name string) bool {
	for _, firm := range append([]string{d.Call.Customer, d.Opt.Customer}, d.Opt.Companies...) {
		if firm != "" && strings.EqualFold(firm, name) {
			return true
		}
	}
	return false
}
