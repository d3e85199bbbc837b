package call

import (
	_ "embed"
	"strings"
)

//go:embed lexicon/internal.txt
var internalFile string

var internalTitles = phraseLines(internalFile)

// findSides puts every speaker on a side or leaves him unknown. In order: an
// alias that a person confirmed, a name of the rep, a company that the
// transcript states, a label that is a side. Then, with a rep found, the
// other named speakers are customers unless a sign says colleague. Labels
// that name nobody stay unknown unless a single other voice is there.
func (t *transcript) findSides(c *Call, in Input) {
	s := &siding{t: t, in: in, known: make([]bool, len(c.Speakers)), colleague: make([]bool, len(c.Speakers)), unsure: make([]bool, len(c.Speakers))}
	for _, name := range in.Companies {
		s.ours = append(s.ours, parseCompany(name))
	}
	for _, sp := range c.Speakers {
		s.addLabel(sp.Name)
	}
	s.readHeader()
	s.byAlias()
	s.byName()
	s.byCompany()
	s.byRole()
	s.byIntroduction()
	s.theOthers()
	for i := range c.Speakers {
		c.Speakers[i].Company = t.marks[i].company
		c.Speakers[i].Generic = s.generic[i]
	}
}

type siding struct {
	t       *transcript
	in      Input
	labels  []label
	generic []bool
	ours    []company

	known     []bool
	colleague []bool
	unsure    []bool // a sign that can't be read: never decided for want of another
}

// addLabel takes a label apart. "Speaker 1 (Ana)" is Ana.
func (s *siding) addLabel(name string) {
	l, generic := parseLabel(name), isGeneric(name)
	// "Dev, Ledgerly" and "Ledgerly - Dev" are Dev.
	if who, firm, ok := strings.Cut(name, ","); ok && s.isOurs(firm) {
		l = label{name: parseLabel(who).name, tags: []string{strings.TrimSpace(firm)}}
	} else if len(l.tags) == 1 && s.isOurs(strings.Join(l.name, " ")) {
		l = label{name: parseLabel(l.tags[0]).name, tags: []string{strings.Join(l.name, " ")}}
	}
	for _, tag := range l.tags {
		if generic && isNameLike(tag) && !isJobTitle(tag) {
			l.name, generic = parseLabel(tag).name, false
		}
	}
	s.labels = append(s.labels, l)
	s.generic = append(s.generic, generic)
}

func (s *siding) set(i int, side Side) {
	if !s.known[i] {
		s.known[i] = true
		s.t.speakers[i].Side = side
	}
}

// isOurs reports whether a text names the rep's company.
func (s *siding) isOurs(text string) bool {
	c := parseCompany(text)
	for _, o := range s.ours {
		if o.within(c) {
			return true
		}
	}
	return false
}

// readHeader takes over what a participants header says about the speakers.
func (s *siding) readHeader() {
	people := participants(s.t.header)
	for i := range s.labels {
		p, ok := s.listed(people, i)
		if !ok {
			continue
		}
		mark := &s.t.marks[i]
		if mark.company == "" {
			mark.company = p.company
		}
		if mark.side == "" {
			mark.side = p.side
		}
		s.labels[i].tags = append(s.labels[i].tags, p.tags...)
		if len(p.name) > len(s.labels[i].name) {
			s.labels[i].name = p.name
		}
	}
}

// listed finds the one entry of the header that a label can mean.
func (s *siding) listed(people []participant, i int) (found participant, ok bool) {
	name := s.labels[i].name
	best := noMatch
	for _, p := range people {
		m := sameName(name, p.name)
		if len(name) == 1 && len(name[0]) <= 4 && (name[0] == p.initials || p.initials == "" && len(name[0]) > 1 && name[0] == initials(p.name)) {
			m = fullMatch
		}
		switch {
		case m > best:
			found, ok, best = p, true, m
		case m == best && m != noMatch:
			ok = false // two people of that name
		}
	}
	return found, ok
}

func (s *siding) byAlias() {
	for i := range s.t.speakers {
		a, ok := aliasOf(s.in.Aliases, s.t.speakers[i].Name)
		if !ok {
			continue
		}
		s.t.speakers[i].User = a.User
		if a.Side == Rep || a.Side == Customer {
			s.set(i, a.Side)
		}
	}
}

// byName looks for the rep's names. A first name alone counts only if a
// single speaker can be meant.
func (s *siding) byName() {
	for _, rep := range s.in.Reps {
		name := parseLabel(strings.ReplaceAll(strings.TrimPrefix(rep, "@"), ".", " ")).name
		full, first := -1, -1
		fulls, firsts := 0, 0
		for i := range s.labels {
			switch s.matchRep(i, name) {
			case fullMatch:
				full, fulls = i, fulls+1
			case firstMatch:
				first, firsts = i, firsts+1
			}
		}
		switch {
		case fulls == 1:
			s.set(full, Rep)
		case fulls > 1: // the same person, from two devices
			for i := range s.labels {
				if s.matchRep(i, name) == fullMatch {
					s.set(i, Rep)
				}
			}
		case firsts == 1:
			s.set(first, Rep)
		}
	}
}

func (s *siding) matchRep(i int, rep []string) match {
	if s.generic[i] {
		return noMatch
	}
	m := sameName(s.labels[i].name, rep)
	if m == firstMatch && s.isElsewhere(i) {
		return noMatch
	}
	if m == noMatch && s.allInitials() && len(rep) > 1 && len(s.labels[i].name) == 1 && s.labels[i].name[0] == initials(rep) {
		return fullMatch
	}
	return m
}

// isElsewhere reports whether a label puts a speaker at another company than
// ours, or on the customer's side.
func (s *siding) isElsewhere(i int) bool {
	if s.t.marks[i].side == Customer {
		return true
	}
	if len(s.ours) == 0 {
		return false
	}
	stated := s.t.marks[i].company
	return stated != "" && !s.isOurs(stated) || s.anyTag(i, func(tag string) bool {
		return !s.isOurs(tag) && roleOf(tag) == "" && !isJobTitle(tag) && len(tag) > 2
	})
}

// allInitials reports whether every label is two or three capitals.
func (s *siding) allInitials() bool {
	for i := range s.t.speakers {
		name := s.t.speakers[i].Name
		if len(name) < 2 || len(name) > 3 || name != strings.ToUpper(name) || !isLetters(name) {
			return false
		}
	}
	return true
}

// byCompany uses what the transcript states: ours is the rep's side, another
// company beside ours, or one that is a known customer, is the customer's.
func (s *siding) byCompany() {
	for i := range s.t.speakers {
		mark := s.t.marks[i]
		if mark.side != "" {
			s.set(i, mark.side)
			continue
		}
		if mark.company != "" && s.isOurs(mark.company) || s.anyTag(i, s.isOurs) {
			s.set(i, Rep)
		}
	}
	for i := range s.t.speakers {
		company := s.t.marks[i].company
		switch {
		case s.anyTag(i, s.isCustomer) || company != "" && s.isCustomer(company):
			s.set(i, Customer)
		case company == "":
		case s.repHas(company):
			s.set(i, Rep)
		case s.any(Rep):
			s.set(i, Customer)
		}
	}
}

func (s *siding) anyTag(i int, is func(string) bool) bool {
	for _, tag := range s.labels[i].tags {
		if is(tag) {
			return true
		}
	}
	return false
}

func (s *siding) isCustomer(text string) bool {
	c := parseCompany(text)
	for _, name := range s.in.Customers {
		if parseCompany(name).within(c) {
			return true
		}
	}
	return false
}

// repHas reports whether a speaker who is known as a rep has this company.
func (s *siding) repHas(name string) bool {
	c := parseCompany(name)
	for i := range s.t.speakers {
		if s.known[i] && s.t.speakers[i].Side == Rep && s.t.marks[i].company != "" && parseCompany(s.t.marks[i].company).joined == c.joined {
			return true
		}
	}
	return false
}

func (s *siding) any(side Side) bool {
	for i := range s.t.speakers {
		if s.known[i] && s.t.speakers[i].Side == side {
			return true
		}
	}
	return false
}

// byRole reads labels and brackets that name a side: me, them, (Client).
// "(External)" and "(Guest)" are seen from the house that holds the meeting:
// where the rep himself is one, they say nothing.
func (s *siding) byRole() {
	away := s.repIsGuest()
	for i := range s.t.speakers {
		bare, _ := cutBracket(s.t.speakers[i].Name) // "Sales Rep (Ana)"
		if side := roleOf(bare); side != "" {
			s.set(i, side)
			continue
		}
		for _, tag := range s.labels[i].tags {
			if away && isGuest(tag) {
				s.unsure[i] = true
			} else if side := roleOf(tag); side != "" {
				s.set(i, side)
			}
		}
	}
}

func isGuest(tag string) bool {
	return roles[headingKey(tag)] == "guest" || headingKey(tag) == "external"
}

func (s *siding) repIsGuest() bool {
	for i := range s.t.speakers {
		if s.known[i] && s.t.speakers[i].Side == Rep && s.anyTag(i, isGuest) {
			return true
		}
	}
	return false
}

// isInternal reports whether the title is that of a meeting of colleagues.
func (s *siding) isInternal() bool {
	for _, line := range append([]string{s.t.title}, s.t.header[:min(len(s.t.header), 3)]...) {
		line = strings.ToLower(clip(line, 120))
		for _, title := range internalTitles {
			if i := strings.Index(line, title); i >= 0 && (i == 0 || !isWordByte(line[i-1])) {
				return true
			}
		}
	}
	return false
}

// sharesRepName reports whether a label is a rep's first name: "Ana" beside
// "Ana Brill" is the same person more often than a customer.
func (s *siding) sharesRepName(i int) bool {
	for _, rep := range s.in.Reps {
		if sameName(s.labels[i].name, parseLabel(rep).name) == firstMatch {
			return true
		}
	}
	return false
}

// theOthers decides on who is left. Without a rep found nothing is decided.
func (s *siding) theOthers() {
	if !s.any(Rep) {
		if s.any(Customer) {
			s.lastOne(Rep)
		}
		return
	}
	internal := s.isInternal()
	for i := range s.t.speakers {
		switch {
		case s.known[i] || s.generic[i] || s.unsure[i]:
		case internal || s.sharesRepName(i):
		case s.colleague[i]:
			s.set(i, Rep)
		default:
			s.set(i, Customer)
		}
	}
	if !s.any(Customer) && !internal {
		s.lastOne(Customer)
	}
}

// lastOne puts the only speaker left on a side, if he is the only one that
// can be meant. "Unknown Speaker" is a recorder's bin for several voices.
func (s *siding) lastOne(side Side) {
	left := -1
	for i := range s.t.speakers {
		switch {
		case s.known[i]:
		case left >= 0 || s.unsure[i] || s.sharesRepName(i):
			return
		default:
			left = i
		}
	}
	if left < 0 || strings.HasPrefix(strings.ToLower(s.t.speakers[left].Name), "un") && s.generic[left] {
		return
	}
	if side == Rep && len(s.t.speakers) > 2 {
		return
	}
	s.set(left, side)
}
