package call

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"heed/bot/text"
)

var (
	//go:embed lexicon/firm_signs.txt
	firmSignsFile string

	firmSigns = sync.OnceValue(func() *text.Lexicon { return text.MustParseLexicon(firmSignsFile) })
)

const (
	// Of a talk, looked through for companies: two hours and more.
	firmTurns, firmBytes = 600, 96 << 10
	// A company is the customer's with surePoints and twice those of any other.
	surePoints = 4
	weakSign   = 2
	earlyTurns = 12 // a company named among the first is more likely the customer's
)

// firm is a name heard in a talk that could be a company's.
type firm struct {
	name   string
	key    company
	points int
	strong bool // one sign alone made it sure
	early  bool
	heard  map[Side]int // in sentences
}

// firmHunt listens to a talk for the customer's company.
type firmHunt struct {
	names  *names
	lower  bool // the talk is written without capitals
	family map[string]bool
	people map[string]bool // first and last names of the speakers
	firms  map[string]*firm
	order  []*firm
	spelt  map[string]named

	words          *text.Vocabulary
	matcher        *text.Matcher
	tokens, marked []text.Token
	matches        []text.Match
}

// spokenCustomer weighs what is said of every company in a talk (firm_signs.txt):
// "how is everyone at Brannock?", "I'm Priya from Northgate" speak for it,
// "we use Brannock today" against. In doubt it is "": a wrong customer files
// words in the wrong card, and where there is none the bot asks.
func (k *names) spokenCustomer(c *Call) string {
	turns := c.Turns[:min(len(c.Turns), firmTurns)]
	h := newFirmHunt(k, c.Speakers, isLowerCase(turns))
	left := firmBytes
	for n, turn := range turns {
		said := clip(turn.Text, introBytes)
		if left -= len(said); left < 0 {
			break
		}
		for _, sp := range text.Sentences(said) {
			h.sentence(n, c.Speakers[turn.Speaker].Side, said[sp.From:sp.To])
		}
	}
	return h.verdict()
}

// writtenCustomer does the same for what a rep wrote.
func (k *names) writtenCustomer(c *Call) string {
	h := newFirmHunt(k, nil, isLowerCase(c.Turns))
	for n, turn := range c.Turns[:min(len(c.Turns), placeTurns)] {
		said := clip(turn.Text, introBytes)
		for _, sp := range text.Sentences(said) {
			h.sentence(n, written, said[sp.From:sp.To])
		}
	}
	return h.verdict()
}

// written is the side of a note's lines, beside those of a talk.
const written Side = "note"

func newFirmHunt(k *names, speakers []Speaker, lower bool) *firmHunt {
	words := text.NewVocabulary(0)
	h := &firmHunt{
		names: k, lower: lower, family: map[string]bool{}, people: map[string]bool{}, firms: map[string]*firm{}, spelt: map[string]named{},
		words: words, matcher: firmSigns().NewMatcher(words),
	}
	for _, s := range speakers {
		name := parseLabel(s.Name).name
		for _, w := range name {
			h.people[w] = true
		}
		first, _, titled := strings.Cut(s.Name, " ")
		if s.Side == Customer && (len(name) > 1 || len(name) == 1 && titled && honorifics[bareWord(first)]) {
			h.family[name[len(name)-1]] = true
		}
	}
	return h
}

// mayName is a quick look for a word that may be a name.
func (h *firmHunt) mayName(s string) bool {
	if h.lower {
		return true
	}
	first, rest, _ := strings.Cut(s, " ")
	return hasUpper(rest) || !IsCommonWord(bareWord(first))
}

// sentence marks the names of a sentence and credits each for what is said
// of it: the strongest sign against it, or else the strongest for it.
func (h *firmHunt) sentence(turn int, side Side, s string) {
	if !h.mayName(s) {
		return
	}
	h.tokens = h.words.AppendTokens(h.tokens[:0], s)
	tokens, at := h.mark(h.tokens)
	if len(at) == 0 {
		return
	}
	best := make(map[*firm]int, len(at))
	h.matches = h.matcher.AppendMatches(h.matches[:0], tokens)
	for _, m := range h.matches {
		points := h.worth(m.Section, side)
		f := at[lastWord(tokens, m)]
		for i := m.From; f == nil && i < m.To; i++ {
			f = at[int(i)]
		}
		if had := best[f]; f != nil && (points < 0 && points < had || had >= 0 && points > had) {
			best[f] = points
		}
	}
	seen := map[*firm]bool{}
	for _, f := range at {
		if !seen[f] {
			seen[f] = true
			f.credit(best[f])
			f.heard[side]++
			f.early = f.early || turn < earlyTurns
		}
	}
}

// lastWord is the last token of a match that is a word: a sign that ends with
// a name is about that one.
func lastWord(toks []text.Token, m text.Match) int {
	last := min(int(m.To), len(toks)) - 1
	for last > int(m.From) && !toks[last].IsWord() {
		last--
	}
	return last
}

// credit adds the points of one sentence.
func (f *firm) credit(points int) {
	if points == weakSign && len(f.key.words) == 1 {
		points-- // "what does Marnie need" is said of people, too
	}
	f.points += points
	f.strong = f.strong || points >= surePoints
}

// worth reads the points of a section for what a side says: "rep:+4".
func (h *firmHunt) worth(section string, side Side) int {
	who, points, _ := strings.Cut(section, ":")
	// Of a voice that nobody knows only our company tells that it isn't ours.
	guess := side == Unknown && len(h.names.ours) > 0 && who != string(written)
	if who != string(side) && who != "any" && !guess {
		return 0
	}
	n, err := strconv.Atoi(points)
	if err != nil {
		panic(err) // embedded: found by the first test
	}
	return n
}

// firm finds or adds a name. A shorter form is the same company's.
func (h *firmHunt) firm(name string) *firm {
	key := parseCompany(name)
	if f := h.firms[key.joined]; f != nil {
		return f
	}
	for _, f := range h.order {
		if len(key.words) > 0 && (contains(f.key.words, key.words) || contains(key.words, f.key.words)) {
			if len(key.words) > len(f.key.words) {
				f.name, f.key = name, key
			}
			h.firms[key.joined] = f
			return f
		}
	}
	f := &firm{name: name, key: key, heard: map[Side]int{}}
	h.firms[key.joined], h.order = f, append(h.order, f)
	return f
}

// verdict adds what speaks for a name as such and picks the best that one
// sign alone made sure. A rival that none did may have been said often, but
// never as of the customer's company.
func (h *firmHunt) verdict() string {
	var best *firm
	for _, f := range h.order {
		if f.points = h.total(f); f.strong && (best == nil || f.points > best.points || f.points == best.points && f.isSure() && !best.isSure()) {
			best = f
		}
	}
	if best == nil || best.points < surePoints {
		return ""
	}
	second := 0
	for _, f := range h.order {
		switch {
		case f == best:
		case f.strong && best.isSure() && !f.isSure() && len(f.key.words) == 1:
			second = max(second, f.points/2) // a town, a product
		case f.strong:
			second = max(second, f.points)
		default:
			second = max(second, min(f.points, surePoints-1))
		}
	}
	if best.points < 2*second && (second >= surePoints || best.points < second+2) {
		return ""
	}
	if known := h.names.known(best.name); known != "" {
		return known
	}
	return best.name
}

// isSure reports whether a firm named early is a company by its words.
func (f *firm) isSure() bool { return f.early && hasFirmShape(f.name) }

func (h *firmHunt) total(f *firm) int {
	points := f.points
	words := f.key.words
	if len(words) == 0 || f.heard[written] > 0 && len(words) > 1 && h.names.isPerson(f.name) {
		return 0
	}
	firmWord := len(words) > 1 && hasCompanyWord(words)
	if firmWord && points >= 0 && h.isFamily(words) {
		points += surePoints
		f.strong = true
	}
	if points <= 0 {
		return points
	}
	if f.early {
		points++
	}
	if firmWord {
		points++
	}
	if f.heard[Rep] > 0 && f.heard[Customer] > 0 {
		points++
	}
	switch {
	case len(words) > 1:
	case isAcronym(f.name):
		points -= 3
	case IsCommonWord(words[0]):
		points -= 2
	}
	return points
}

// isFamily reports whether a company carries the family name of a customer:
// "Hanna Breck", "Breck Haulage".
func (h *firmHunt) isFamily(words []string) bool {
	for _, w := range words {
		if h.family[w] {
			return true
		}
	}
	return false
}

func isAcronym(s string) bool {
	return len(s) <= 5 && strings.ToUpper(s) == s
}
