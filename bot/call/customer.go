package call

import (
	_ "embed"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed lexicon/fields.txt
var fieldsFile string

// fields maps a field of a header or a form to what its value is.
var fields = kindTable(fieldsFile)

// findCustomer names the customer of a transcript, by the first of: a field
// of the header, the company stated for speakers of the customer's side, the
// title, what stands beside their names, the file's name, a known customer in
// the talk, and what people say of it. "" if none of these says.
func (t *transcript) findCustomer(c *Call, in Input) string {
	k := newNames(in, c.Speakers)
	if name := k.fieldCustomer(t.header); name != "" {
		return name
	}
	if name := k.statedCompany(c.Speakers); name != "" {
		return name
	}
	if name := k.headerCustomer(t.title, t.header); name != "" {
		return name
	}
	if name := k.labelledCompany(c.Speakers); name != "" {
		return name
	}
	if name := k.fileCustomer(in.Name); name != "" {
		return name
	}
	if name := k.talkedOf(c); name != "" {
		return name
	}
	return k.spokenCustomer(c)
}

// fieldCustomer reads "Account: Acme" and "Related To: Acme / renewal".
func (k *names) fieldCustomer(lines []string) string {
	for _, line := range lines[:min(len(lines), 25)] {
		text := readLine(line).text
		name, value, ok := splitLabel(text)
		if !ok {
			name, value, ok = strings.Cut(text, " - ") // "Client name - Acme"
		}
		if !ok || fields[headingKey(name)] != "customer" || value == "" {
			continue
		}
		value, _, _ = strings.Cut(value, " / ")
		value, _, _ = strings.Cut(value, " - ")
		if value = strings.TrimSpace(value); len(value) <= 80 && !k.isOurs(value) && !k.isPerson(value) {
			return value
		}
	}
	return ""
}

// statedCompany is the company of the customer's speakers with most words.
func (k *names) statedCompany(speakers []Speaker) string {
	words := map[string]int{}
	best := ""
	for _, s := range speakers {
		if s.Side != Customer || s.Company == "" || k.isOurs(s.Company) {
			continue
		}
		name := companyName(s.Company)
		words[name] += s.Words + 1
		if best == "" || words[name] > words[best] {
			best = name
		}
	}
	if known := k.known(best); known != "" {
		return known
	}
	return best
}

// labelledCompany is the company that stands beside the names of most of the
// customer's speakers: "Tove | Rowan Freight", "tove@rowan.example". What may
// be a team, a job or a pronoun counts for nothing.
func (k *names) labelledCompany(speakers []Speaker) string {
	words := map[string]int{}
	best, second := "", 0
	for _, s := range speakers {
		if s.Side != Customer || s.Generic {
			continue
		}
		for _, tag := range parseLabel(s.Name).tags {
			name := tag
			if strings.Contains(tag, ".") && !strings.Contains(tag, " ") && !strings.HasSuffix(tag, ".") {
				name = companyName(tag)
			} else if isJobTitle(tag) || roleOf(tag) != "" || isGuest(tag) || departments[fold(tag)] || strings.ContainsRune(tag, '/') || !k.couldBeCompany(tag) {
				continue
			}
			if name == "" || k.isOurs(name) {
				continue
			}
			words[name] += s.Words + 1
		}
	}
	for name, n := range words {
		switch {
		case best == "" || n > words[best]:
			best = name
		case n == words[best]:
			second = n
		}
	}
	if best == "" || second == words[best] {
		return ""
	}
	if known := k.known(best); known != "" {
		return known
	}
	return best
}

// companyName makes a name of what is stated: without "Ltd", and of a domain
// its owner's part. Addresses at free mail services name nobody.
func companyName(s string) string {
	if !strings.Contains(s, " ") && strings.Contains(s, ".") {
		owner := parseCompany(s).joined
		if freeMail[owner] || owner == "" {
			return ""
		}
		r, n := utf8.DecodeRuneInString(owner)
		return string(unicode.ToUpper(r)) + owner[n:]
	}
	words := strings.Fields(s)
	for len(words) > 1 && companyForms[strings.Trim(fold(words[len(words)-1]), ".,")] {
		words = words[:len(words)-1]
	}
	return strings.TrimRight(strings.Join(words, " "), ",")
}

var freeMail = wordSet("gmail googlemail outlook hotmail live yahoo ymail icloud me mac gmx web proton protonmail aol mail zoho qq 163 orange wanadoo free laposte libero t-online")

// headerCustomer reads the title and the first lines above the talk. Where a
// line leaves two names and none is ours, it says nothing.
func (k *names) headerCustomer(title string, header []string) string {
	lines := append([]string{title}, header[:min(len(header), 6)]...)
	for _, line := range lines {
		n := readLine(line)
		if n.text == "" || len(n.text) > 120 || n.bullet || mostlyNumbers(n.text) {
			continue
		}
		if label, value, ok := splitLabel(n.text); ok {
			switch kind := headingKindOf(label); {
			case strings.HasPrefix(fold(label), "title") || strings.HasPrefix(fold(label), "subject") || strings.HasPrefix(fold(label), "meeting"):
				n.text = value
			case kind == metaKind && fields[headingKey(label)] != "with" || kind == "attendees" && fields[headingKey(label)] != "with":
				continue
			}
		}
		if isProse(n.text) {
			continue
		}
		if name, _ := k.titleCustomer(n.text); name != "" {
			return name
		}
	}
	return ""
}

// fileCustomer reads the name that a recorder gave a file after the meeting,
// "Acme x Larkspur.vtt". Others are any words: it has to hold our company or
// the word "with".
func (k *names) fileCustomer(file string) string {
	title := strings.ReplaceAll(strings.TrimSuffix(path.Base(file), path.Ext(file)), "_", " ")
	if file == "" || !k.isOurs(title) && !contactBreak().MatchString(title) {
		return ""
	}
	name, _ := k.titleCustomer(title)
	return name
}

// isProse reports whether a line is a sentence rather than a title.
func isProse(s string) bool {
	words, lower := strings.Fields(s), 0
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLower(r) && !titleWords[fold(w)] {
			lower++
		}
	}
	return len(words) > 6 && lower*2 > len(words)
}

// talkedOf finds the one known customer that is named in the talk. Named once
// late in a call, or beside another, it may be a story told about somebody
// else.
func (k *names) talkedOf(c *Call) string {
	if len(k.customers) == 0 {
		return ""
	}
	known := k.parsed
	counts, early := make([]int, len(known)), make([]bool, len(known))
	for n, turn := range c.Turns[:min(len(c.Turns), placeTurns)] {
		text := parseText(clip(turn.Text, introBytes))
		for i := range known {
			if known[i].within(text) {
				counts[i]++
				early[i] = early[i] || n < 12
			}
		}
	}
	best, second := 0, 0
	for i, n := range counts {
		if n > counts[best] {
			best = i
		}
	}
	for i, n := range counts {
		if i != best && known[i].joined != known[best].joined {
			second = max(second, n)
		}
	}
	if counts[best] >= 2 && counts[best] > 2*second || counts[best] == 1 && second == 0 && early[best] {
		return k.customers[best]
	}
	return ""
}
