package when

import (
	"strings"
	"time"
)

// parser reads phrases off the tokens of one text. A phrase is a row of
// parts (weekday, day, month, time of day, distance, stretch of time) with
// little words between them; each part is read by one function of the shape
//
//	func (p *parser) part(i int, g *plan) int
//
// that fills in the plan and returns the token after the part, or 0 if there
// is none at i; readers.go lists them. What the parts say together is decided in settle.go.
type parser struct {
	text  string
	toks  []token
	now   time.Time
	today Date
	o     Options
	// alone says that the whole text is taken to be one phrase: "2/15",
	// "sat" and "1 month" are dates then, which they aren't inside a sentence.
	alone bool
	depth int // of anchors within anchors
}

// field is a part of a phrase.
type field uint16

const (
	fDay     field = 1 << iota // days from today
	fWeekday                   // Friday
	fDom                       // the 15th
	fDate                      // 15 March, 3/15
	fPeriod                    // a stretch of time: next week, March, end of Q1
	fOffset                    // in three days
	fClock                     // 15:30
	fPart                      // in the morning

	fAnyDate = fDay | fWeekday | fDom | fDate | fPeriod | fOffset
)

// plan is what a phrase says, before it is settled.
type plan struct {
	has  field
	lead lead
	from int // first token

	rel     int // fDay
	tonight bool

	weekday time.Weekday // fWeekday
	which   which
	weeks   int  // weeks after what which says
	plain   bool // weekday without any word before it that says which

	dom int // fDom

	date     Date // fDate: Year 0 if it wasn't said
	swap     bool // fDate: day and month may be the other way round
	lastDay  int  // fDate, fDom: last day of "3-5 March"
	fixed    bool // fDate: computed from an anchor, taken as it is
	feastDay bool

	period stretch  // fPeriod
	steps  []amount // fOffset
	vague  bool     // fOffset: "a few"
	plus   bool     // fOffset: "Friday +2 days"
	base   Date     // fOffset: counted from that day; zero: from now
	// earlier is what base was the last time round: "a week after Christmas"
	// is still to come on the 28th.
	earlier Date
	sign    int    // fOffset: -1 before base
	clock   int    // fClock: minutes since midnight
	open    bool   // fClock: could be morning or afternoon
	part    string // fPart
	close   bool   // fClock: from EOD or COB
	word    int    // token of the part that is doubtful, or -1
	void    bool   // past or recurring: consumed, but no due date
	unsure  bool
	inside  bool // a stretch is looked for, so that a bare "month" is one
}

// which weekday is meant.
type which uint8

const (
	bare      which = iota // the next one after today
	thisOne                // the coming one, today included
	comingOne              // the coming one, after today
	nextOne                // that day of the next ISO week
	ofWeek                 // that day of plan.period
)

// lead is the set of little words before a part.
type lead struct {
	is   class
	mark byte // '@', '+' or '>'
	n    int  // how many tokens
}

func (l lead) any(c class) bool { return l.is&c != 0 }

// leads are the classes of words that may stand before a part.
const leads = isBy | isBefore | isUntil | isAfter | isIn | isWithin | isOn | isAt | isAbout | isThe | isFrom

// dues are those that make what follows them a date rather than a name or a
// figure.
const dues = isBy | isBefore | isUntil | isAfter | isOn | isIn | isWithin

// maxLead is how many little words may stand before a part.
const maxLead = 5

func (p *parser) at(i int) *token {
	if i < 0 || i >= len(p.toks) {
		return &endToken
	}
	return &p.toks[i]
}

var endToken = token{entry: unknown, lead: unknown}

func (p *parser) is(i int, c class) bool { return p.at(i).is&c != 0 }

func (p *parser) isMark(i int, m byte) bool {
	t := p.at(i)
	return t.kind == mark && t.mark == m
}

// skip returns i, or the token after it if it is of class c.
func (p *parser) skip(i int, c class) int {
	if p.is(i, c) {
		return i + 1
	}
	return i
}

// dot skips the full stop of an abbreviation: a glued one.
func (p *parser) dot(i int) int {
	if p.isMark(i, '.') && p.at(i).glued {
		return i + 1
	}
	return i
}

// readLead reads the little words at i.
func (p *parser) readLead(i int) lead {
	var l lead
	for l.n < maxLead {
		t := p.at(i + l.n)
		switch {
		case t.kind == mark && (t.mark == '@' || t.mark == '+' || t.mark == '~'):
			l.mark = t.mark
		case t.kind == word && t.is&leads != 0 && !p.heads(i+l.n):
			l.is |= t.is & leads
		default:
			return l
		}
		l.n++
	}
	return l
}

// heads reports whether a word that could be a little one begins a part:
// "following Friday", "past week", "half past".
func (p *parser) heads(i int) bool {
	const strong = isNext | isComing | isThis | isEdge | isPast | isNumber
	t := p.at(i)
	if t.is&strong == 0 || t.is&(isBy|isIn|isOn|isAt|isThe) != 0 {
		return false
	}
	return p.at(i+1).is&(isUnit|isWeekday|isMonth|isNumber|isOf|isThe|isHoliday|isThis|isNext) != 0 || p.at(i+1).kind == figure
}

// phrase reads the phrase that begins at token i. next is 0 if there is
// none; ok is false for one that was read and is no due date.
func (p *parser) phrase(i int) (r Reading, next int, ok bool) {
	i += p.verb(i)
	g := plan{from: i, word: -1, sign: 1}
	g.lead = p.readLead(i)
	next = p.first(i+g.lead.n, &g)
	if next == 0 {
		return r, 0, false
	}
	if g.void {
		// "from the last five years tonight", "… by Friday"; not "every week by Friday"
		if p.is(next, isDay|isTonight) || p.is(next, isThis) && p.is(next+1, isPart) || p.is(next, isBy) && p.is(next+1, isWeekday|isMonth|isDay) && !p.is(i, isEvery) {
			return r, next, false
		}
		rest := g
		rest.void = false
		return r, p.more(next, &rest), false
	}
	next = p.more(next, &g)
	if p.is(next, isAgo) && g.has&fOffset == 0 && g.has&(fPeriod|fWeekday) != 0 {
		return r, next + 1, false
	}
	if g.void {
		return r, next, false
	}
	if p.idiom(&g, next) {
		return r, next, false
	}
	if !p.credible(&g, next) {
		return r, 0, false
	}
	r, ok = p.settle(&g)
	if !ok {
		return r, next, false
	}
	from := i
	for from < i+g.lead.n && p.is(from, isAbout) && !p.is(from, dues|isAt) {
		from++ // "maybe Friday" is due "Friday"
	}
	r.From, r.To = p.at(from).from, p.phraseEnd(next-1)
	r.Phrase = p.text[r.From:r.To]
	return r, next, true
}

// verb returns how many of the little words at i belong to a verb: "come by on
// Tuesday", "bring it over on Monday", but not "come Tuesday".
func (p *parser) verb(i int) int {
	n := 0
	if p.word(i) == "come" && p.is(i+1, leads) {
		n = 1
		if p.is(i+2, leads) {
			n = 2
		}
	} else if p.word(i) == "over" && p.is(i+1, leads&^isThe) {
		n = 1
	}
	return n
}

// word returns the word at i in lower case, "" for other tokens.
func (p *parser) word(i int) string {
	if t := p.at(i); t.kind == word {
		return strings.ToLower(p.text[t.from:t.to])
	}
	return ""
}

// phraseEnd is where a phrase ends whose last token is i: without the full
// stop of its sentence.
func (p *parser) phraseEnd(i int) int {
	after := p.at(i + 1)
	if p.isMark(i, '.') && p.at(i-1).kind == word && (after.kind == stop || after.capital) {
		i--
	}
	return p.at(i).to
}

// first reads the first part of a phrase.
func (p *parser) first(i int, g *plan) int {
	for r := range readers {
		if !p.canOpen(r, i) {
			continue
		}
		try := *g
		if next := p.read(r, i, &try); next != 0 {
			*g = try
			return next
		}
	}
	return 0
}
