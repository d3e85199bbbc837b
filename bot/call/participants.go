package call

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

//go:embed lexicon/job_titles.txt
var jobTitlesFile string

// jobTitles are words of a job title, to tell "Sales Manager" from a company.
var jobTitles = wordSet(jobTitlesFile)

// participant is one entry of a header that lists who took part.
type participant struct {
	name     []string
	initials string // as the header gives them, or ""
	affiliation
}

// participants reads the header above a transcript:
//
//	Participants:
//	- Oskar Lind (Internal) - Account Executive
//	- Ilse Brandt (Head of Sales, Kornblum)
//	RF = Rita Falk, Acme
//	Attendees: Lena Hartmann <lena@brightwave.io>, Gus
func participants(header []string) []participant {
	var out []participant
	listing := false
	for _, line := range header {
		n := readLine(line)
		if n.text == "" {
			continue
		}
		name, rest, labelled := splitLabel(n.text)
		if labelled && headingKindOf(name) == "attendees" {
			listing = true
			for _, entry := range splitEntries(rest) {
				out = append(out, parseParticipant(entry))
			}
			continue
		}
		if short, long, ok := cutInitials(n.text); ok {
			p := parseParticipant(long)
			p.initials = fold(short)
			out = append(out, p)
			continue
		}
		if people := roster(name, rest, labelled); people != nil {
			out = append(out, people...)
			continue
		}
		if listing = listing && (n.bullet || !labelled) && utf8.RuneCountInString(n.text) < 100; listing {
			out = append(out, parseParticipant(n.text))
		}
	}
	return out
}

// roster reads "Ledgerly: Ana Ruiz, Dev" and "Our side: Ana": people of one
// company or side. nil for any other line.
func roster(label, rest string, labelled bool) []participant {
	if !labelled || headingKindOf(label) != "" || fields[headingKey(label)] != "" {
		return nil
	}
	side := roleOf(label)
	var out []participant
	for _, entry := range splitEntries(rest) {
		if !isNameLike(entry) {
			return nil
		}
		p := parseParticipant(entry)
		if p.side = side; side == "" && p.company == "" {
			p.company = label
		}
		out = append(out, p)
	}
	return out
}

// splitEntries splits at commas outside of brackets, or at semicolons if
// there are any.
func splitEntries(s string) []string {
	stops := ",+&"
	if strings.Contains(s, ";") {
		stops = ";"
	}
	var out []string
	depth, from := 0, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '(', '[', '<':
			depth++
		case ')', ']', '>':
			depth--
		default:
			if depth == 0 && strings.IndexByte(stops, s[i]) >= 0 {
				out = append(out, s[from:i])
				from = i + 1
			}
		}
	}
	out = append(out, s[from:])
	kept := out[:0]
	for _, e := range out {
		if e = strings.TrimSpace(e); e != "" {
			kept = append(kept, e)
		}
	}
	return kept
}

// cutInitials reads "RF = Rita Falk" and "RF: Rita Falk (Acme)".
func cutInitials(s string) (short, long string, ok bool) {
	for _, sep := range []string{" = ", "=", ": ", " - ", " – "} {
		short, long, ok = strings.Cut(s, sep)
		if short = strings.TrimSpace(short); ok && len(short) >= 2 && len(short) <= 4 && short == strings.ToUpper(short) && isLetters(short) {
			bare, _ := cutBracket(strings.TrimSpace(long))
			bare, _, _ = strings.Cut(bare, ",")
			in, folded := initials(tokens(bare)), fold(short)
			if folded != "" && strings.HasPrefix(in, folded[:1]) && len(in) >= 2 {
				return short, long, true
			}
		}
	}
	return "", "", false
}

func isLetters(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isWordByte(s[i]) || isDigit(s[i]) {
			return false
		}
	}
	return true
}

// parseParticipant reads one entry: a name, then company, role and address in
// brackets or behind commas and dashes.
func parseParticipant(s string) participant {
	var p participant
	for _, w := range strings.Fields(s) {
		if at := strings.IndexByte(w, '@'); at > 0 && strings.Contains(w[at:], ".") {
			p.company = strings.Trim(w[at+1:], "<>(),;")
			if s = strings.Replace(s, w, "", 1); strings.TrimSpace(s) == "" {
				s = strings.NewReplacer(".", " ", "_", " ").Replace(strings.Trim(w[:at], "<(,;"))
			}
		}
	}
	l := parseLabel(s)
	p.name = l.name
	for _, tag := range l.tags {
		if side := roleOf(tag); side != "" {
			p.side = side
			continue
		}
		for _, part := range strings.Split(tag, ",") {
			if part = strings.TrimSpace(part); part != "" && p.company == "" && !isJobTitle(part) && len(part) > 3 {
				p.company = part
			}
		}
		if len(tag) <= 3 && tag == strings.ToUpper(tag) && fold(tag) == initials(p.name) {
			p.initials = fold(tag)
		}
	}
	p.tags = l.tags
	return p
}

// isJobTitle reports whether a bracket says what somebody does rather than
// where.
func isJobTitle(s string) bool {
	for _, w := range tokens(s) {
		if jobTitles[w] {
			return true
		}
	}
	return false
}
