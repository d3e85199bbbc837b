package when

// offset reads distances: in two weeks, within 3 business days, a week from
// Friday, two days after Christmas, a week tomorrow, +2 days.
func (p *parser) offset(i int, g *plan) int {
	j := i
	for j < i+maxLead && p.is(j, isAbout|isThe) {
		j++
	}
	ahead := p.is(j, isNext|isComing)
	if ahead {
		j++
	}
	if next := p.unitAround(j, g); next != 0 && !ahead {
		return next
	}
	steps, k, vague := p.amounts(j, ahead)
	if k == 0 || g.has&fOffset != 0 {
		return 0
	}
	if p.is(k, isAgo) && !p.is(k, isLater) {
		g.void = true
		return k + 1
	}
	tied := g.lead.any(isIn|isWithin) || g.lead.mark == '+'
	if ahead {
		// "in the next week" is a distance, "next week" is a stretch.
		tied = p.counted(j) || tied && p.is(j-2, isThe) || steps[0].unit == hour
		if !tied {
			return 0
		}
	}
	tied = tied || g.lead.any(isAfter) && (p.at(k).kind == stop || p.isMark(k, '.'))
	next := p.offsetTail(k, g, steps, tied || p.alone && !ahead && g.lead.n == 0 && !vague && steps[0].unit != quarter)
	if next == 0 || idle(steps, p, j) {
		return 0
	}
	g.has |= fOffset
	g.steps, g.vague = steps, vague || g.vague
	g.plus = g.lead.mark == '+'
	return next
}

// counted reports a real number at i, as in "the next two weeks"; without
// one "next week" is a stretch of time.
func (p *parser) counted(i int) bool { return p.at(i).kind == figure || p.is(i, isNumber) }

// idle reports "in a second", "in a minute": talk, not a date.
func idle(steps []amount, p *parser, i int) bool {
	u := steps[0].unit
	if len(steps) > 1 || u != second && u != minute {
		return false
	}
	return p.at(i).kind != figure && (steps[0].n <= 1 && steps[0].n != 0.5 || u == second)
}

// offsetTail reads what ties a distance to a day: "from now", "after Easter",
// "on Friday", "later", "'s time". Without any, tied must be true.
func (p *parser) offsetTail(i int, g *plan, steps []amount, tied bool) int {
	switch t := p.at(i); {
	case t.is&isLater != 0 && (t.is&isPast == 0):
		if p.is(i+1, isFrom) {
			return 0 // two weeks out from launch
		}
		return i + 1
	case t.is&(isFrom|isAfter|isBefore) != 0:
		if next := p.offsetAnchor(i, g); next != 0 {
			return next
		}
		if !tied || t.is&isFrom == 0 && t.is&isOpen == 0 {
			return 0
		}
	case t.is&(isDay|isWeekday) != 0 || t.is&isOn != 0:
		if next := p.offsetOn(i, g, steps); next != 0 {
			return next
		}
	case t.is&isTimeWord != 0 || p.isMark(i, '\'') && p.is(i+1, isTimeWord):
		if p.isMark(i, '\'') {
			i++
		}
		return i + 1
	}
	if !tied {
		return 0
	}
	return p.skip(i, isSo)
}

func (p *parser) offsetAnchor(i int, g *plan) int {
	d, next := p.anchor(i + 1)
	if next == 0 {
		return 0
	}
	g.base = d
	if p.yearly(i+1, next) {
		early := *p
		early.today = d.AddMonths(-12).AddDays(-7)
		g.earlier, _ = early.anchor(i + 1)
	}
	if p.is(i, isBefore) {
		g.sign = -1
	}
	return next
}

// yearly reports a day that comes once a year: "Christmas", "March 3".
func (p *parser) yearly(from, to int) bool {
	found := false
	for i := from; i < to; i++ {
		if p.is(i, isEdge|isEndOf|isUnit) {
			return false
		}
		found = found || p.is(i, isMonth|isHoliday)
	}
	return found
}

// offsetOn reads "a week on Friday", "two weeks Friday", "a week tomorrow":
// so many weeks after that day; and "in two weeks on Friday": the Friday of
// that week.
func (p *parser) offsetOn(i int, g *plan, steps []amount) int {
	j := p.skip(p.skip(i, isOn), isThe)
	if p.is(j, isWeekday) && g.lead.any(isIn|isWithin) {
		d := p.addSteps(p.today, steps, 1)
		if u := steps[len(steps)-1].unit; u == week || u == fortnight {
			d = d.Monday().AddDays(isoDay(p.at(j).weekday))
		} else {
			// Three days from Wednesday isn't Friday: the weekday is right.
			d = d.AddDays(-3).onOrAfter(p.at(j).weekday)
		}
		g.base, g.sign = d, 0
		return j + 1
	}
	if steps[0].unit != week && steps[0].unit != fortnight || len(steps) > 1 {
		return 0
	}
	d, next := p.anchor(j)
	if next == 0 || !p.is(j, isWeekday|isDay) {
		return 0
	}
	g.base = d
	return next
}

// unitAround reads a unit without a number: "day after tomorrow", "day before
// Christmas", "week from now", "within the hour".
func (p *parser) unitAround(i int, g *plan) int {
	t := p.at(i)
	if t.is&isUnit == 0 || p.plural(i) {
		return 0
	}
	next, n := 0, 1.0
	switch {
	case t.unit == day && p.is(i+1, isAfter) && p.is(i+2, isNext) && !p.heads(i+2):
		next, n = i+3, 2
	case t.unit == hour && g.lead.any(isWithin):
		next = i + 1
	case (t.unit == day || t.unit == workday) && p.is(i+1, isAfter|isBefore|isFrom), t.unit != day && p.is(i+1, isFrom) && !p.is(i+1, isAfter|isNext):
		next = p.offsetAnchor(i+1, g)
	case t.unit != day && p.is(i+1, isLater) && p.at(i+1).to-p.at(i+1).from > len("later"):
		next = i + 2
	}
	if next != 0 {
		g.has |= fOffset
		g.steps = []amount{{n, t.unit}}
	}
	return next
}

// plural reports "weeks": no certain one is meant by "the coming weeks".
func (p *parser) plural(i int) bool {
	t := p.at(i)
	return t.kind == word && lower[p.text[t.to-1]] == 's' && !t.owner && t.unit != weekend && t.unit != workday
}

// maxDepth bounds "the day after the Monday after the week of …".
const maxDepth = 2

// anchor reads the day that a distance is counted from.
func (p *parser) anchor(i int) (Date, int) {
	if p.depth == maxDepth {
		return Date{}, 0
	}
	p.depth++
	defer func() { p.depth-- }()
	g := plan{from: i, word: -1, sign: 1}
	g.lead = p.readLead(i)
	g.lead.is |= isOn
	j := i + g.lead.n
	next := p.firstOf(j, &g, readNumeric, readMonthDay, readWeekday, readDay, readHoliday, readDom, readPeriod)
	if next == 0 || g.has&fAnyDate == 0 {
		return Date{}, 0
	}
	g.lead.is = 0
	if g.has&fWeekday != 0 {
		if after := p.firstOf(p.skip(next, isThe), &g, readNumeric, readMonthDay); after != 0 {
			next = after
		}
	}
	if g.void {
		return p.today.AddDays(g.rel), next
	}
	r, ok := p.settle(&g)
	if !ok {
		return Date{}, 0
	}
	return r.Date, next
}
