package when

import "time"

// stretch is a stretch of time with a first and a last day.
type stretch struct {
	first, last Date
	unit        unit
	edge        edge
	said        bool // which one was said: "this month", "next week", "March"
}

// periodAt reads stretches and places in them: next week, end of the month,
// early Q1, mid-March, week of the 7th.
func (p *parser) periodAt(i int, g *plan) int {
	i = p.skip(i, isThe)
	t := p.at(i)
	if next := p.out(i, g); next != 0 {
		return next
	}
	switch {
	case t.is&isEndOf != 0:
		return p.namedEdge(i, end, g)
	case t.is&isMidOf != 0:
		return p.namedEdge(i, mid, g)
	case t.is&(isWeekOf|isWeekEnding|isWeekNo) != 0:
		return p.weekOf(i, g)
	case t.is&isEdge != 0:
		return p.edgeOf(i, g)
	}
	if next := p.stretchAt(i, g); next != 0 {
		if t := p.at(next); t.is&isEdge != 0 && t.edge == end && p.bareEnd(next+1) {
			g.period.edge, g.word = end, -1 // March end
			next++
		}
		return next
	}
	return p.weekOf(i, g)
}

// out reads the rest of "before the month is out".
func (p *parser) out(i int, g *plan) int {
	t := p.at(i)
	if t.is&isUnit == 0 || !g.lead.any(isBefore) || !g.lead.any(isThe) {
		return 0
	}
	j := i + 1
	if !t.owner {
		if p.word(j) != "is" {
			return 0
		}
		j++
	}
	if w := p.word(j); w != "out" && w != "over" {
		return 0
	}
	switch t.unit {
	case day:
		g.close = true
		return g.setClock(18, 0, false, j+1)
	case week, month, quarter, year, fiscal:
		g.has |= fPeriod
		g.period = p.stretchOf(t.unit, 0)
		g.period.edge = end
		return j + 1
	}
	return 0
}

// namedEdge reads "EOM", "month end", "mid-year", and which one.
func (p *parser) namedEdge(i int, e edge, g *plan) int {
	t := p.at(i)
	if p.at(i).is&isEdge != 0 && p.is(i+1, isOf) {
		return 0
	}
	g.has |= fPeriod
	g.period = p.stretchOf(t.unit, 0)
	g.period.said = false
	next := i + 1
	if j := p.skip(p.skip(next, isOf), isIn); p.is(j, isThis|isNext|isComing) && p.at(j+1).is&isUnit != 0 {
		if k := p.stretchAt(j, g); k != 0 {
			next = k
		}
	} else if y, k := p.yearAt(j, false); k != 0 && t.unit == year {
		g.period = yearOf(y)
		next = k
	}
	g.period.edge = e
	return next
}

// edgeOf reads "end of next month", "early next week", "late on Friday".
func (p *parser) edgeOf(i int, g *plan) int {
	e := p.at(i).edge
	j := p.hyphen(i + 1)
	of := p.is(j, isOf|isIn)
	k := p.skip(j, isOf|isIn|isOn)
	k = p.skip(k, isThe)
	if (e == start || e == close) && !of {
		return 0
	}
	g.inside = true
	next := p.stretchAt(k, g)
	if next == 0 && of {
		try := *g
		if k := p.nth(k, &try); k != 0 && try.has&fPeriod != 0 { // the end of the first week of May
			*g, next = try, k
		}
	}
	g.inside = false
	if next != 0 {
		if e == close {
			e = end
		}
		g.period.edge = e
		return next
	}
	return p.edgeOfDay(k, e, of, g)
}

// edgeOfDay reads "end of Friday", "late on Tuesday", "early tomorrow".
func (p *parser) edgeOfDay(i int, e edge, of bool, g *plan) int {
	if g.has&fAnyDate != 0 || e == start {
		return 0
	}
	next := p.firstOf(i, g, readMonthDay, readWeekday, readDay, readNumeric)
	if next == 0 {
		if e == end && of && p.at(i).is&isUnit != 0 && p.at(i).unit == day {
			g.close = true
			return g.setClock(18, 0, false, i+1)
		}
		return 0
	}
	if e == end && g.has&fClock == 0 {
		return g.setClock(18, 0, false, next)
	}
	return next
}

// stretchAt reads one stretch of time: next week, this quarter, March 2027,
// Q1, FY27, the weekend.
func (p *parser) stretchAt(i int, g *plan) int {
	s, next := p.unitStretch(i, g)
	if next == 0 {
		s, next = p.monthStretch(i, g)
	}
	if next == 0 {
		s, next = p.quarterStretch(i, g)
	}
	if next == 0 {
		s, next = p.yearStretch(i, g)
	}
	if next == 0 {
		return 0
	}
	g.has |= fPeriod
	g.period = s
	return next
}

// unitStretch reads "next week", "the month", "coming quarter", "week after
// next", "in the week".
func (p *parser) unitStretch(i int, g *plan) (stretch, int) {
	j := p.skip(i, isThe)
	shift, said := 0, true
	switch t := p.at(j); {
	case t.is&isComing != 0 && p.at(j+1).unit == weekend:
	case t.is&(isNext|isComing) != 0:
		shift = 1
		if p.is(j+1, isNext) {
			shift, j = 2, j+1
		}
	case t.is&isThis != 0:
	default:
		said = false
		j--
	}
	if said && p.hyphen(j+1) > j+1 {
		j++ // next-week
	}
	u := p.at(j + 1)
	if _, numbered := p.yearAt(p.hyphen(j+2), true); u.unit == fiscal && numbered != 0 {
		return stretch{}, 0
	}
	if u.is&isUnit == 0 || p.plural(j+1) || u.owner && !p.is(j+2, isWeekday) {
		return stretch{}, 0
	}
	next := j + 2
	switch {
	case p.is(next, isAfter) && p.is(next+1, isNext) && !p.heads(next+1):
		shift, said, next = 2, true, next+2
	case !said && !p.unitTied(j+1, next, g):
		return stretch{}, 0
	}
	return p.sized(u.unit, shift, said, next)
}

// unitTied reports that a bare "week" or "month" is the current one: "by the
// weekend", "within the month", "end of month", "later in the week".
func (p *parser) unitTied(i, next int, g *plan) bool {
	u := p.at(i)
	the := p.is(i-1, isThe)
	switch {
	case g.inside:
		return true
	case u.unit == weekend:
		return the && (g.lead.any(dues|isAt) || p.is(i-2, dues|isAt)) && u.to-u.from < 9
	case u.unit == fiscal:
		return the
	}
	return the && g.lead.any(isWithin) && (p.ends(next) || p.bareEnd(next))
}

func (p *parser) sized(u unit, shift int, said bool, next int) (stretch, int) {
	switch u {
	case week, weekend, month, quarter, year, fiscal:
		s := p.stretchOf(u, shift)
		s.said = said
		return s, next
	case workday:
		if shift == 1 && said {
			d := p.today.NextWorkday(p.o.Holiday)
			return stretch{d, d, day, whole, true}, next
		}
	}
	return stretch{}, 0
}

// monthStretch reads a month and its year.
func (p *parser) monthStretch(i int, g *plan) (stretch, int) {
	skip, j := 0, p.skip(i, isThe)
	said := p.is(j, isThis|isNext|isComing)
	if said {
		if p.is(j, isNext) && p.at(j+1).month == p.today.Month {
			skip = 1
		}
		j++
	}
	t := p.at(j)
	m, next := p.monthAt(j)
	if next == 0 {
		return stretch{}, 0
	}
	if t.is&isDoubtful != 0 || t.to-t.from <= 3 {
		g.word = j
	}
	if said || g.inside {
		g.word = -1
	}
	k, _ := p.sep(next)
	if y, after := p.yearAt(k, false); after != 0 {
		g.word = -1
		return p.monthOf(y, m), after
	}
	if t := p.at(k); p.is(k, isNext) && p.at(k+1).unit == year && k == next && t.kind == word {
		return p.monthOf(p.today.Year+1, m), k + 2
	}
	y := p.today.Year + skip
	if m < p.today.Month {
		y++
	}
	return p.monthOf(y, m), next
}

func (p *parser) monthOf(y int, m time.Month) stretch {
	return stretch{Date{y, m, 1}, Date{y, m, daysIn(y, m)}, month, whole, true}
}
