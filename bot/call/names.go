package call

import (
	_ "embed"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// fold lowers s and takes its accents off: "Núria" is "nuria".
func fold(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.ToLower(s)
	}
	bare, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), s)
	if err != nil {
		bare = s
	}
	return strings.NewReplacer("ß", "ss", "ø", "o", "ł", "l", "đ", "d", "æ", "ae", "œ", "oe", "ı", "i").Replace(strings.ToLower(bare))
}

// tokens are the folded words of s: runs of letters and digits.
func tokens(s string) []string {
	return strings.FieldsFunc(strings.ReplaceAll(fold(s), "’", "'"), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\''
	})
}

// label is a speaker's label taken apart: "Yuki (Quorrel SE)", "Shaz | Nights".
type label struct {
	name []string // folded words of the name proper
	tags []string // what else the label says: company, team, role
}

func parseLabel(s string) label {
	var l label
	// An address as a name: "ana.brill@docksmith.io".
	if local, domain, ok := strings.Cut(s, "@"); ok && strings.Contains(domain, ".") && !strings.Contains(s, " ") {
		return label{name: tokens(strings.NewReplacer(".", " ", "_", " ", "-", " ").Replace(local)), tags: []string{domain}}
	}
	for {
		open := strings.IndexAny(s, "([")
		if open < 0 {
			break
		}
		end := strings.IndexAny(s[open:], ")]")
		if end < 0 {
			break
		}
		l.tags = append(l.tags, strings.TrimSpace(s[open+1:open+end]))
		s = s[:open] + " " + s[open+end+1:]
	}
	for _, sep := range []string{"|", " - ", " – ", " — ", "/", " @ ", " from ", "•", "·"} {
		if head, rest, ok := strings.Cut(s, sep); ok && strings.TrimSpace(head) != "" {
			l.tags = append(l.tags, strings.TrimSpace(rest))
			s = head
		}
	}
	// "Ruiz, Ana" is a name turned round; "Ana Ruiz, Acme" is not.
	if last, rest, ok := strings.Cut(s, ","); ok {
		if len(tokens(last)) == 1 && len(tokens(rest)) <= 2 {
			s = rest + " " + last
		} else {
			l.tags = append(l.tags, strings.TrimSpace(rest))
			s = last
		}
	}
	for i, w := range tokens(s) {
		w = strings.TrimSuffix(w, "'s") // "Ana's iPhone"
		if w = strings.ReplaceAll(w, "'", ""); w != "" && (!honorifics[w] || i > 0 && len(w) == 1) && !devices[w] {
			l.name = append(l.name, w)
		}
	}
	return l
}

var devices = wordSet("iphone ipad macbook laptop galaxy pixel android handy portable")

var honorifics = wordSet("mr mrs ms miss mister missus dr doctor prof professor sir madam frau herr hr fr sr sra srta senhor senhora don dona dona mme mlle m san puan encik tuan pan pani ing dipl sis bro rev revd pastor deacon rabbi imam capt sgt cllr")

// match says how surely two names are one person's.
type match int

const (
	noMatch    match = iota
	firstMatch       // one of them is a first or a last name only
	fullMatch
)

// sameName compares two names that were taken apart. A first or last name alone
// matches, weakly; two different last names never do. Nicknames are the same
// first name, and a name may stand the other way round ("RUIZ Ana").
func sameName(a, b []string) match {
	switch {
	case len(a) == 0 || len(b) == 0:
		return noMatch
	case equal(a, b):
		return fullMatch
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if strings.Join(a, "") == strings.Join(b, "") || len(a) == len(b) && contains(a, b) && contains(b, a) {
		return fullMatch
	}
	if !sameFirstName(a[0], b[0]) {
		switch {
		case len(a) > 1:
			return noMatch
		case isHandle(a[0], b):
			return fullMatch
		case len(b) > 1 && a[0] == b[len(b)-1]: // "Ms. Ruiz"
			return firstMatch
		}
		return noMatch
	}
	if len(a) == 1 {
		return firstMatch
	}
	last, other := a[len(a)-1], b[len(b)-1]
	if last == other || len(last) == 1 && strings.HasPrefix(other, last) || len(other) == 1 && strings.HasPrefix(last, other) || a[0] == b[0] && len(a) < len(b) && contains(b, a) {
		return fullMatch
	}
	return noMatch
}

// sameFirstName knows nicknames: "mike" is "michael".
func sameFirstName(a, b string) bool {
	if a == b {
		return true
	}
	for _, x := range nicknames[a] {
		for _, y := range nicknames[b] {
			if x == y {
				return true
			}
		}
	}
	return false
}

//go:embed lexicon/nicknames.txt
var nicknamesFile string

// nicknames leads from a given name or short form to the full names that it
// may stand for.
var nicknames = func() map[string][]string {
	table := map[string][]string{}
	for line := range strings.Lines(nicknamesFile) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		words := strings.Fields(line)
		for _, w := range words {
			table[w] = append(table[w], words[0])
		}
	}
	return table
}()

// isHandle knows "aruiz" and "anar" for Ana Ruiz.
func isHandle(handle string, name []string) bool {
	if len(name) < 2 || len(handle) < 4 {
		return false
	}
	first, last := name[0], name[len(name)-1]
	return handle == first[:1]+last || handle == first+last[:1]
}

func equal(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// contains reports whether all words of part are words of whole.
func contains(whole, part []string) bool {
	for _, p := range part {
		found := false
		for _, w := range whole {
			found = found || w == p
		}
		if !found {
			return false
		}
	}
	return len(part) > 0
}

// initials of a name: "Rita Falk" is "rf".
func initials(name []string) string {
	var b strings.Builder
	for _, w := range name {
		for _, r := range w {
			b.WriteRune(r)
			break
		}
	}
	return b.String()
}

// company compares names of companies: their words, without "Ltd" and the
// like, and the domain of an e-mail address or web site.
type company struct {
	words  []string
	joined string
}

var companyForms = wordSet("ltd limited inc incorporated llc llp lp plc gmbh mbh ag kg ohg se sa sas sarl srl spa sl bv nv ab as oy aps co corp corporation company pty kk sdn bhd pte the &")

func parseCompany(s string) company {
	if _, domain, ok := strings.Cut(s, "@"); ok {
		s = domain
	}
	s = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://"), "www.")
	if !strings.Contains(s, " ") && strings.Contains(s, ".") {
		s = domainName(s)
	}
	return parseText(s)
}

// parseText prepares a text to be searched for companies.
func parseText(s string) company {
	var c company
	for _, w := range tokens(s) {
		if !companyForms[w] {
			c.words = append(c.words, w)
		}
	}
	c.joined = strings.Join(c.words, "")
	return c
}

// domainName is the part of a domain that names its owner: "larkspur" of
// mail.larkspur.co.uk.
func domainName(s string) string {
	s, _, _ = strings.Cut(s, "/")
	parts := strings.Split(s, ".")
	i := len(parts) - 2
	if i > 0 && len(parts[i]) <= 3 && len(parts[i+1]) == 2 {
		i--
	}
	return parts[max(i, 0)]
}

// within reports whether c is named in a text, as words in a row or written
// as one.
func (c company) within(text company) bool {
	if c.joined == "" || text.joined == "" {
		return false
	}
	if c.joined == text.joined {
		return true
	}
	for i := 0; i+len(c.words) <= len(text.words); i++ {
		if equal(text.words[i:i+len(c.words)], c.words) {
			return true
		}
	}
	return false
}
