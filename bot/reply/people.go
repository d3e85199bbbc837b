package reply

import (
	"slices"
	"strings"
	"unicode"
)

// NamesSomebody reports whether a text may name a colleague: only then need
// they be known to read it. What holds none but known words names nobody.
func NamesSomebody(text string) bool {
	l := words()
	for _, c := range cut(mention().ReplaceAllString(text, " ")) {
		if slices.ContainsFunc(c.words, func(w string) bool { return !l.known[l.right(w)] && !number(w) }) {
			return true
		}
	}
	return false
}

func number(w string) bool {
	return !strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsDigit(r) })
}

// person reports whether a word is a colleague's first name.
func (s *sifter) person(w string) bool { return s.firsts[w] }

// surname reports whether a word is one of a colleague's names.
func (s *sifter) surname(w string) bool { return s.names[w] }

// know takes down what the colleagues are called.
func (s *sifter) know(people []Person) {
	s.firsts, s.names = map[string]bool{}, map[string]bool{}
	for _, c := range people {
		for _, n := range c.Names {
			n = strings.ToLower(n)
			s.firsts[firstOf(n)] = true
			for w := range strings.FieldsSeq(n) {
				s.names[w] = true
			}
		}
	}
}

func firstOf(name string) string {
	first, _, _ := strings.Cut(strings.ToLower(name), " ")
	return first
}

// name finds the colleague whom a part names: by the whole name if that
// stands there, else by the first.
func (s *sifter) name(p *part, ws []string) {
	if p.name != "" {
		return
	}
	line := " " + strings.Join(ws, " ") + " "
	whole := false
	for _, c := range s.o.People {
		for _, n := range c.Names {
			n = strings.ToLower(n)
			full := strings.Contains(n, " ") && strings.Contains(line, " "+n+" ")
			if !full && !named(ws, firstOf(n)) || whole && !full || slices.Contains(p.may, c.ID) {
				continue
			}
			if full && !whole {
				whole, p.may = true, nil
			}
			p.may, p.name = append(p.may, c.ID), n
		}
	}
}

// named reports whether words hold a first name, "Bens" too. One that is a word
// of answers as well ("Will", "Mark") counts only where it begins "Will has …".
func named(ws []string, first string) bool {
	for i, w := range ws {
		switch {
		case w != first && (w != first+"s" || i == 0 || ws[i-1] != "is"):
		case !words().known[first], i == 0 && len(ws) > 1 && strings.HasPrefix(ws[1], "has"):
			return true
		}
	}
	return false
}

// auxiliary words stand between somebody and what they do.
var auxiliary = map[string]bool{
	"is": true, "are": true, "will": true, "going": true, "to": true, "can": true, "should": true, "must": true, "has": true, "now": true, "already": true,
}

// holder looks at where somebody is named. "The pricing is Ben's" says that
// they have it; of "Ben sends the pricing" that is found out when it is known
// what was promised.
func (s *sifter) holder(p *part, ws []string) {
	at := slices.IndexFunc(ws, func(w string) bool { return s.person(strings.TrimSuffix(w, "s")) || s.person(w) || s.isPerson(w) })
	if n := len(ws); p.name == "" && n > 2 && p.has(handKind) && ws[n-2] == "to" { // give it to Zoe, whoever that is
		p.firm, p.to = true, ws[n-1]
	}
	if p.name == "" || at < 0 {
		return
	}
	l := words()
	filler := func(w string) bool {
		return slices.ContainsFunc(l.senses[w], func(x sense) bool { return x.kind == fillerKind })
	}
	last := !slices.ContainsFunc(ws[at+1:], func(w string) bool { return !filler(w) && w != "job" && !s.person(w) && !s.surname(w) })
	switch {
	case at > 0 && last && (ws[at-1] == "is" || ws[at-1] == "are" || ws[at-1] == "it" || ws[at-1] == "that"):
		p.kinds, p.firm = append(p.kinds, handKind), true
		p.about = slices.DeleteFunc(p.about, func(w string) bool { return w == ws[at] || w == "job" })
	case !slices.ContainsFunc(ws[:at], func(w string) bool { return !filler(w) }) && !l.known[ws[at]]:
		for at++; at < len(ws) && (auxiliary[ws[at]] || s.surname(ws[at])); at++ {
		}
		if at < len(ws) && strings.ContainsFunc(ws[at], unicode.IsLetter) {
			p.by = ws[at]
		}
		if p.by == "out" { // a pricing that is out was sent, somebody isn't there
			p.kinds = slices.DeleteFunc(p.kinds, func(k kind) bool { return k == doneKind })
		}
	}
}

func (s *sifter) isPerson(w string) bool {
	r := []rune(w)
	return len(r) == 1 && r[0] >= personSign && int(r[0]-personSign) < len(s.persons)
}
