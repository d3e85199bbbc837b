package call

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed lexicon/contact.txt
var contactFile string

// contact are words for being in touch: "call", "spoke to", "Besuch".
var contact = wordTable(contactFile)

const headBytes = 400 // of a first line, to look for whom it is about

// isTitle reports whether the first line says what a note is about, rather
// than something about it: marked as a heading, or short and no sentence.
func (r *noteReader) isTitle(n noteLine) bool {
	if n.bullet || n.box || len(n.text) > 120 {
		return false
	}
	if n.marked {
		return true
	}
	bare := joinHonorifics(stripDates(n.text))
	if i := strings.Index(bare, ". "); i > 4 && utf8.RuneCountInString(bare[i+2:]) > 40 {
		return false
	}
	if isProse(n.text) {
		return false
	}
	return isCallLine(n) || len(r.names.titleSegments(n.text)) > 0 && !hasVerbTail(n.text)
}

// hasVerbTail tells "Acme needs two more" from "Acme / Dr. Senda": more than
// a few words after the name, none of them a break.
func hasVerbTail(s string) bool {
	return !strings.ContainsAny(s, ",/–—|:(") && !strings.Contains(s, " - ") && len(strings.Fields(s)) > 5
}

// isCallLine knows "call w/ Enid Marlowe 14/2" and "Meeting with Acme": a
// short line that begins with, or soon has, a word of being in touch and
// "with".
func isCallLine(n noteLine) bool {
	if n.bullet || n.box || len(n.text) > 90 || strings.Contains(n.text, ". ") {
		return false
	}
	words := strings.Fields(n.text)
	for i, w := range words[:min(len(words), 6)] {
		if contact["noun"][bareWord(w)] {
			rest := words[i+1:]
			return len(rest) > 0 && len(words) <= 14 && (contact["with"][strings.ToLower(rest[0])] || i > 0 && len(words) <= 8)
		}
	}
	return false
}

// customer names whom a note is about: a field of a form, a known customer in
// the head or the only one anywhere, "… at Acme", "w/ Ana (Acme)", a company at
// the start, "call with Acme", or the one that its lines are about. "" if none
// of these says.
func (r *noteReader) customer() string {
	if name := r.names.fieldCustomer(r.fields); name != "" {
		if known := r.names.known(name); known != "" {
			return known
		}
		return name
	}
	for i, n := range r.top {
		if i > 0 && !isCallLine(n) {
			continue
		}
		if name := r.names.known(n.text); name != "" && !r.names.isOurs(name) {
			return name
		}
	}
	if name, several := r.onlyKnown(); name != "" || several {
		return name
	}
	for i, n := range r.top {
		label, _, _ := splitLabel(n.text)
		if i > 1 && r.call.Title == "" && !isSubject(label) || n.bullet && i > 0 || n.box || mailFields[headingKey(label)] {
			continue
		}
		if name := r.names.fieldCustomer([]string{n.text}); name != "" {
			return name
		}
		if name := r.names.lineCustomer(n, i == 0); name != "" {
			return r.inFull(name)
		}
	}
	for _, line := range r.who {
		if name := r.names.besidePerson(strings.Fields(line)); name != "" {
			return name
		}
	}
	return r.names.writtenCustomer(r.call)
}

// inFull returns the name that an acronym stands for, if the head of the note
// has one with its initials: "HCB log", then "Deb (Harbor City Bikeshare)".
func (r *noteReader) inFull(name string) string {
	if !isAcronym(name) {
		return name
	}
	for _, n := range r.top {
		words := strings.Fields(strings.ReplaceAll(n.text, "(", " "))
		for i := range words {
			if long, _ := r.names.firm(words[i:]); initials(tokens(long)) == fold(name) {
				return long
			}
		}
	}
	return name
}

// onlyKnown is the single known customer that a note names anywhere; several
// says that there are more, so that no one can be told.
func (r *noteReader) onlyKnown() (found string, several bool) {
	if len(r.names.customers) == 0 {
		return "", false
	}
	for _, t := range r.call.Turns[:min(len(r.call.Turns), placeTurns)] {
		name := r.names.known(t.Text)
		if name == "" || name == found || r.names.isOurs(name) {
			continue
		}
		if found != "" {
			return "", true
		}
		found = name
	}
	return found, false
}

// lineCustomer reads one of the first lines of a note.
func (k *names) lineCustomer(n noteLine, first bool) string {
	text := joinHonorifics(slackEmoji().ReplaceAllString(clip(n.text, headBytes), " "))
	for strings.HasPrefix(text, "#") {
		_, text, _ = strings.Cut(text, " ") // a tag
	}
	if label, value, ok := splitLabel(text); ok && isSubject(label) {
		text, first = value, true
	}
	if name := k.headed(text); name != "" && (first || name == text) {
		return name
	}
	if head, _, more := strings.Cut(text, ". "); more && len(head) > 10 {
		for _, read := range []func(string) string{k.placedAt, k.contacted} {
			if name := read(head); name != "" {
				return name
			}
		}
	}
	if name := k.placedAt(text); name != "" {
		return name
	}
	if name := k.bracketed(text); name != "" {
		return name
	}
	if name := k.leftBehind(text); first && name != "" {
		return name
	}
	if first {
		if name := k.dictated(text); name != "" {
			return name
		}
		if name := k.leading(text); name != "" {
			return name
		}
	}
	return k.contacted(text)
}

// mailFields are the lines above an e-mail that say who wrote to whom.
var mailFields = wordSet("from to cc bcc date sent")

func isSubject(label string) bool {
	key := headingKey(label)
	return key == "subject" || key == "title" || key == "betreff" || key == "objet" || key == "asunto"
}

// headed reads a company that a line begins with, by its words alone: "Acme
// Foods, visit at Mill Road".
func (k *names) headed(text string) string {
	name := k.afterFor(strings.TrimSpace(titleBreaks().Split(text, 2)[0]))
	if !hasFirmShape(name) || stripTitleWords(name) != name || !k.couldBeCompany(name) || k.isOurs(name) {
		return ""
	}
	return name
}

// placedAt reads "Lunch with Enid at Marlowe Prints", "Priya from
// Northgate": somebody, or a word of being in touch, before "at" or "from".
func (k *names) placedAt(text string) string {
	words := strings.Fields(text)
	for i, w := range words[:min(len(words), 14)] {
		if i == 0 || !contact["at"][strings.ToLower(w)] || i+1 >= len(words) || !k.isContact(words[max(i-4, 0):i]) || inSurname(words, i) || contact["source"][bareWord(words[i-1])] {
			continue
		}
		if from, is := inFirmName(words[:i+1]); is {
			if name, n := k.firm(words[from:]); from > 0 && n > 0 {
				return name
			}
			continue
		}
		if name, n := k.firm(words[i+1:]); n > 0 && !isWhence(words[:i+1], name) {
			return name
		}
		if name := k.lowerFirm(words[i+1:]); name != "" && (contact["noun"][bareWord(words[0])] || givenNames[bareWord(words[i-1])]) {
			return name
		}
	}
	return ""
}

// inFirmName reports whether words end with the "of" of a company's name,
// "Chapel of Rest", rather than with that of "Ana of Acme": the word before is
// a thing, not a person. from is where the name begins.
func inFirmName(words []string) (from int, is bool) {
	last := len(words) - 1
	before := bareWord(words[last-1])
	for from = last - 1; from > 0 && isCapitalised(words[from-1]) && bareWord(words[from-1]) == strings.ToLower(words[from-1]); from-- {
	}
	return from, strings.EqualFold(words[last], "of") && capitalRun(words[from:last]) == last-from && !contact["noun"][before] && !givenNames[before] && !jobTitles[before] && (IsCommonWord(before) || companyWords[before])
}

// isWhence reports whether a name after "from" is where somebody was: "on the
// phone from Skye", a city.
func isWhence(words []string, name string) bool {
	last := len(words) - 1
	if !strings.EqualFold(words[last], "from") || len(strings.Fields(name)) > 1 {
		return false
	}
	return contact["whence"][bareWord(words[last-1])] || noFirms[fold(name)] || cities[fold(name)]
}

// inSurname reports whether words[i] joins the parts of somebody's name:
// "Joost de Wit", but "Marta de Bodegas Arlanza". A preposition that is also a
// particle stands between a name and one capitalised word more.
func inSurname(words []string, i int) bool {
	r, _ := utf8.DecodeRuneInString(words[i-1])
	if !particles[strings.ToLower(words[i])] || !unicode.IsUpper(r) || contact["noun"][bareWord(words[i-1])] || strings.ContainsAny(words[i-1], ",;:") {
		return false
	}
	n := capitalRun(words[i+1:])
	return n == 1 && !hasCompanyWord([]string{"", bareWord(words[i+1])})
}

// isContact reports whether words hold one of being in touch or a person.
func (k *names) isContact(words []string) bool {
	for _, w := range words {
		bare := bareWord(w)
		r, _ := utf8.DecodeRuneInString(w)
		if contact["noun"][bare] || givenNames[fold(bare)] || unicode.IsUpper(r) && !titleWords[bare] {
			return true
		}
	}
	return false
}

// bracketed reads "w/ Naledi (Umvoti Clinics)": a company in brackets after a
// person. A job title there is none.
func (k *names) bracketed(text string) string {
	head, rest, ok := strings.Cut(text, "(")
	if !ok {
		return ""
	}
	inner, _, _ := strings.Cut(rest, ")")
	words := strings.Fields(head)
	if len(words) == 0 || !k.isContact(words[max(len(words)-4, 0):]) {
		return ""
	}
	// "Call with Acme (Berlin)": one word is a place unless a person stands
	// before it.
	if k.leading(head) != "" && (len(strings.Fields(inner)) == 1 || hasCompanyWord(tokens(" x "+head)) || !hasUpper(strings.Fields(inner + " x")[0])) {
		return ""
	}
	if person := words[len(words)-1]; !hasUpper(inner) && k.isPerson(person) && len(strings.Fields(inner)) < 4 && !isJobTitle(inner) {
		return k.lowerFirm(strings.Fields(inner)) // "call w jim (hartwell)"
	}
	parts := strings.Split(inner, ",")
	for i := len(parts) - 1; i >= 0; i-- {
		part := strings.TrimSpace(parts[i])
		if strings.ContainsAny(part, "+&") && !hasCompanyWord(append([]string{""}, tokens(part)...)) {
			continue
		}
		if len(part) > 2 && k.couldBeCompany(part) && !k.isOurs(part) && stripTitleWords(part) == part {
			return part
		}
	}
	return ""
}

// contacted reads "Call with Acme": what follows "with" and is no person.
func (k *names) contacted(text string) string {
	words := strings.Fields(text)
	for i, w := range words[:min(len(words), 8)] {
		if i == 0 && !contact["first"][strings.ToLower(w)] || i > 0 && (!contact["with"][strings.ToLower(w)] || !k.hasNoun(words[:i])) {
			continue
		}
		name, n := k.firm(words[i+1:])
		if rest := words[i+1+n:]; n > 0 && !isTitled(rest) && (len(rest) == 0 || rest[0] != "from") { // a person from somewhere
			return name
		}
		if name := k.besidePerson(words[i+1:]); name != "" {
			return name
		}
	}
	return ""
}

// besidePerson reads "Jo Hale, Northgate Foods": a company, by its words or as
// two family names, behind the person that words begin with.
func (k *names) besidePerson(words []string) string {
	n := capitalRun(words)
	if n == 0 || n == len(words) || !strings.HasSuffix(words[n-1], ",") || !k.isPerson(strings.Trim(strings.Join(words[:n], " "), ",")) {
		return ""
	}
	rest, _, _ := strings.Cut(strings.Join(words[n:], " "), " - ")
	for name := range strings.SplitSeq(rest, ",") { // "Jo Hale, works manager, Northgate Foods"
		if name = strings.Trim(name, " .:"); k.isPartnership(name) || hasFirmShape(name) && k.couldBeCompany(name) {
			return name
		}
	}
	return ""
}

// isTitled reports whether a job in brackets follows: what stands before is a
// person.
func isTitled(words []string) bool {
	if len(words) == 0 || words[0][0] != '(' || !isJobTitle(strings.Join(words[:min(len(words), 3)], " ")) {
		return false
	}
	inner, _, _ := strings.Cut(strings.Join(words, " "), ")")
	name, _, more := strings.Cut(inner[1:], ",")
	return !more || isJobTitle(name) || !hasUpper(name) // "(Ines, owner)" is whom they spoke to
}

func (k *names) hasNoun(words []string) bool {
	for _, w := range words {
		if contact["noun"][bareWord(w)] {
			return true
		}
	}
	return false
}

// leading reads the company that a first line begins with, before a comma, a
// dash or a word such as "call". A full stop ends it only after two words.
func (k *names) leading(text string) string {
	segments := titleBreaks().Split(titleDates().ReplaceAllString(text, " / "), -1)
	if len(segments) > 3 {
		segments = segments[:3]
	}
	var pieces []string
	for _, seg := range segments {
		pieces = append(pieces, k.splitAnd(seg)...)
	}
	person := false
	for i, seg := range pieces {
		piece := withoutTail(k.afterFor(stripTitleWords(seg)))
		if piece == "" || k.isOurs(piece) {
			continue
		}
		if k.isSmallFirm(piece) || k.isHalfCapital(piece) {
			return piece
		}
		if i+1 < len(pieces) && !hasFirmShape(piece) && len(tokens(piece)) < 3 && !hasUpper(pieces[i+1]) && hasPersonTitle(tokens(pieces[i+1])) {
			person = true // "Ngozi, fleet manager, …"
		}
		if person = person || k.isPerson(piece) || isJobTitle(piece) && !hasFirmShape(piece); person {
			if hasFirmShape(piece) && k.couldBeCompany(piece) {
				return piece // "Jo Hale, buyer, Acme Foods"
			}
			continue
		}
		if words := tokens(piece); isPlainWord(piece) || len(words) == 3 && words[1] == "and" && allCommon(words) || // "Kitchen and Boiler"
			!k.couldBeCompany(piece) || isTitled(strings.Fields(strings.TrimSpace(text[min(strings.Index(text, piece)+len(piece), len(text)):]))) {
			return ""
		}
		if len(strings.Fields(piece)) == 1 && len(pieces) > i+1 && piece == strings.TrimSpace(seg) && strings.Contains(text, piece+". ") {
			return ""
		}
		if i+1 < len(pieces) && len(strings.Fields(piece)) == 1 && hasFirmShape(pieces[i+1]) && k.couldBeCompany(strings.TrimSpace(pieces[i+1])) {
			return strings.TrimSpace(pieces[i+1]) // "Morwenna, Acme Foods: …"
		}
		return piece
	}
	return ""
}
