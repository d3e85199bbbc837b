package analyze

import (
	"regexp"
	"slices"
	"strings"

	"heed/bot/pattern"
	"heed/bot/text"
)

// nameOf is one to three names, perhaps after a title or with a "de" between.
const nameOf = `(?:(?:Mr|Mrs|Ms|Dr|Dra|Sr|Sra|Prof|Capt|Sgt|Rev|Fr|Hr|Mme)\.? )?\p{Lu}[\p{L}'’-]+(?:(?: (?:de|dos|da|van|von|der|el|al))? \p{Lu}[\p{L}'’-]+){0,2}`

var (
	// bracketed is "Priya Nair (CFO)".
	bracketed = pattern.Of(`(` + nameOf + `) \(([^()]{2,60})\)`)
	// wholeName is a name at the beginning of what stands beside it.
	wholeName = pattern.Of(`^` + nameOf)
	// nameAtEnd is the name before ", head of IT".
	nameAtEnd = pattern.Of(`(` + nameOf + `)$`)
	// roleBefore is "the new plant manager, Erik" and "their CFO Priya Nair".
	roleBefore = pattern.Of(`\b(?:the|their|his|her) ((?:\p{L}[\p{L}'’-]* ){0,3}\p{L}+),? (` + nameOf + `)`)
	// roleAfter is "Pat Coyle the owner", "Wes, who runs the packing line",
	// "Ada, she's the matron" and "Walter from public works".
	roleAfter = pattern.Of(`(` + nameOf + `),? ((?:the|their|from|who|who's|who’s|(?:(?:s?he)(?:'s|’s| is)(?: (?:the|their|a|an))?)) \p{L}[^,.;()]{2,40})`)
	// roleBehindFirm is "Ada at Orbis Tiles, the nurse educator".
	roleBehindFirm = pattern.Of(`(` + nameOf + `) (?:at|from|of) ` + nameOf + `, ((?:the|their) \p{L}[^,.;()]{2,40})`)
	// roleBehindLower is the same of a name typed without its capital, behind
	// what says that somebody was met: "spoke to linda the matron".
	roleBehindLower = pattern.Of(`(?i)\b(?:spoke|talked|spoken|talking|speaking|met|rang|call|called|chat|chatted|phone|fone|off) (?:(?:to|with|w|w/|up with) )?(\p{L}[\p{L}'’-]+),? ((?:the|their|who|who's|who’s|runs|(?:(?:s?he)(?:'s|’s| is)(?: (?:the|their|a|an))?)) \p{L}[^,.;()]{2,40})`)
)

// roleWhere is where somebody is what they are: "branch manager in Red Deer".
var roleWhere = pattern.Of(` (?:at|in|for|with|here|over) `)

// headLines is how many lines of a note may introduce those whom its writer
// met; the head of an e-mail takes three of them.
const headLines = 6

// headBytes is how much of a note is read for them: it may be all one line.
const headBytes = 8 << 10

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
	read := 0
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if s.Turn > 0 && s.Heading != "title" && s.Heading != "attendees" && (s.Turn >= headLines || !d.tellsOfMeeting(s)) {
			continue
		}
		if read += len(s.Text); read > headBytes {
			break
		}
		out = d.introducedIn(out, s)
		for _, m := range bracketed().FindAllStringSubmatch(s.Text, -1) {
			if isRole(m[2], true) {
				out = d.introduce(out, s, m[1], m[2], m[0])
			}
		}
		parts := strings.FieldsFunc(s.Text, func(r rune) bool { return r == ',' || r == ';' || r == '(' || r == ')' })
		for k := 1; k < len(parts); k++ {
			name, role := nameAtEnd().FindString(strings.TrimSpace(parts[k-1])), strings.TrimSpace(parts[k])
			if name != "" && !strings.HasPrefix(role, "and ") && isRole(role, false) {
				out = d.introduce(out, s, name, role, name+", "+role)
			}
		}
	}
	return out
}

// introducedIn adds those whom a sentence names beside what they are, without
// brackets.
func (d *document) introducedIn(out []Fact, s *sentence) []Fact {
	for _, m := range roleBefore().FindAllStringSubmatch(s.Text, -1) {
		role := m[1]
		if _, last, more := strings.Cut(role, " and his "); more { // "the owner and his accountant Lena"
			role = last
		}
		if isRole(role, false) && isRole(lastWord(role), false) && !strings.Contains(role, " and ") && !d.isFirm(m[2]) {
			out = d.introduce(out, s, m[2], role, m[0])
		}
	}
	for _, behind := range [...]func() *regexp.Regexp{roleAfter, roleBehindFirm, roleBehindLower} {
		for _, m := range behind().FindAllStringSubmatch(s.Text, -1) {
			rest, _, _ := strings.Cut(m[2], " and ")
			if role, ok := roleTold(rest); ok && !stopWords()[strings.ToLower(m[1])] {
				out = d.introduce(out, s, m[1], role, strings.TrimSuffix(m[0], m[2])+rest)
			}
		}
	}
	return out
}

// roleTold is the role in what is told of somebody: "the owner of two bars",
// "from public works", "who runs the packing line".
func roleTold(told string) (role string, ok bool) {
	for _, lead := range roleLeads {
		if rest, found := strings.CutPrefix(told, lead); found {
			rest = strings.TrimPrefix(rest, "the ")
			return rest, isRole(rest, false)
		}
	}
	return told, whoDoes().MatchString(told)
}

// roleLeads stand between a name and a role.
var roleLeads = []string{"the ", "their ", "from ", "she's ", "he's ", "she’s ", "he’s ", "she is ", "he is "}

// whoDoes is what somebody who is introduced does: "who runs the packing line".
var whoDoes = pattern.Of(`^(?:who(?:['’]s| is| has)? )?(?:runs|looks after|does|handles|manages|leads|owns|heads|keeps|is in charge|in charge|taken over|took over|takes over|joined|chairs|founded)`)

// tellsOfMeeting reports whether a sentence says whom its writer met.
func (d *document) tellsOfMeeting(s *sentence) bool {
	return slices.ContainsFunc(s.Tokens, func(t text.Token) bool { return meetingWords[t.Lower] })
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
	if lower := strings.ToLower(name); meetingWords[lower] || notNames()[lower] {
		return out
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
	"visit": true, "lunch": true, "zoom": true, "phone": true, "fone": true, "rung": true, "spoken": true, "talking": true, "caught": true, "sat": true, "w": true, "demo": true, "talked": true, "chat": true, "with": true,
}

func isRole(s string, bracket bool) bool {
	if where := roleWhere().FindStringIndex(s); where != nil {
		s = s[:where[0]]
	}
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
