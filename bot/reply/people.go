package reply

import (
	"slices"
	"strings"
	"unicode"
)

// NamesSomebody reports whether a text may say that a colleague has a promise:
// only then need they be known to read it, of whom there may be thousands.
func NamesSomebody(text string) bool {
	return slices.ContainsFunc(cut(mention().ReplaceAllString(text, " ")), func(c piece) bool { return mayName(c.words) })
}

// mayName is NamesSomebody for one piece: it hands something over, says whose
// it is, or begins with a name and what they do.
func mayName(ws []string) bool {
	l := words()
	strange := func(i int) bool { return i < len(ws) && !l.known[l.right(ws[i])] }
	first, settles := -1, false
	for i := range ws {
		_, senses := l.longestAt(ws[i:])
		for _, x := range senses {
			switch x.kind {
			case handKind, notMineKind:
				return true
			case doneKind, didKind:
				settles = true
			}
		}
		if first < 0 && !filler(ws[i]) {
			first = i
		}
	}
	if first < 0 || settles && !slices.Contains(ws, "out") { // a pricing is out, and so is Ben
		return false
	}
	for i := 1; i < len(ws); i++ {
		if holds[ws[i-1]] && strange(i) {
			return true
		}
	}
	if next := first + 1; strange(first) && next < len(ws) {
		return auxiliary[ws[next]] || strings.HasSuffix(ws[next], "s") || strings.HasSuffix(ws[next], "ing")
	}
	return false
}

// holds are the words after which it stands whose something is: "the pricing
// is Ben's", "it's Ben's".
var holds = map[string]bool{"is": true, "are": true, "it": true, "that": true}

func filler(w string) bool {
	return slices.ContainsFunc(words().senses[w], func(x sense) bool { return x.kind == fillerKind })
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
	last := !slices.ContainsFunc(ws[at+1:], func(w string) bool { return !filler(w) && w != "job" && !s.person(w) && !s.surname(w) })
	switch {
	case at > 0 && last && holds[ws[at-1]]:
		p.kinds, p.firm = append(p.kinds, handKind), true
		p.about = slices.DeleteFunc(p.about, func(w string) bool { return w == ws[at] || w == "job" })
	case !slices.ContainsFunc(ws[:at], func(w string) bool { return !filler(w) }) && !words().known[ws[at]]:
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
