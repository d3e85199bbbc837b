package when

import "time"

// weekdayAt reads a weekday and which one: next Friday, Thursday week, Monday
// after next, Friday of next week, the Monday after Easter.
func (p *parser) weekdayAt(i int, g *plan) int {
	g.which, g.plain, g.weeks = bare, true, 0
	j := p.whichWeekday(i, g)
	t := p.at(j)
	if t.is&isWeekday == 0 || p.possessed(j, g) {
		return 0
	}
	if b := p.at(i - 1); b.is&isNumber != 0 && b.n == 1 && g.has == 0 {
		return 0 // on a Monday
	}
	if t.is&isDoubtful != 0 && g.plain && g.has == 0 {
		g.word = j
	}
	g.has |= fWeekday
	g.weekday = t.weekday
	next := p.dot(j + 1)
	if g.has&fPeriod != 0 {
		return next
	}
	if after := p.afterWeekday(next, g); after != 0 {
		return after
	}
	return next
}

// possessed reports "Friday's" where it isn't tied in: "Thursday's numbers"
// may well be last week's.
func (p *parser) possessed(i int, g *plan) bool {
	return p.at(i).owner && !g.lead.any(dues)
}

// whichWeekday reads the words before a weekday.
func (p *parser) whichWeekday(i int, g *plan) int {
	j := p.skip(i, isThe)
	t := p.at(j)
	switch {
	case t.is&isComing != 0:
		g.which = comingOne
	case t.is&isNext != 0:
		g.which = nextOne
		if p.is(j+1, isNext) { // next next Friday
			g.weeks, j = 1, j+1
		}
	case t.is&isThis != 0:
		g.which = thisOne
	default:
		return j
	}
	g.plain = false
	return j + 1
}

// afterWeekday reads the words after a weekday that say which.
func (p *parser) afterWeekday(i int, g *plan) int {
	t := p.at(i)
	switch {
	case t.is&isAfter != 0 && p.is(i+1, isNext) && !p.heads(i+1):
		g.which, g.weeks, g.plain = nextOne, 1, false
		return i + 2
	case t.is&isUnit != 0 && t.unit == week && !t.owner && g.plain && t.to-t.from <= 4:
		g.weeks++
		return i + 1
	case t.is&isUnit != 0 && t.unit == fortnight && g.plain:
		g.weeks += 2
		return i + 1
	case t.is&(isNext|isComing) != 0 && p.bareEnd(i+1) && g.plain:
		g.plain = false
		g.which = comingOne
		if t.is&isNext != 0 {
			g.which = nextOne
		}
		return i + 1
	case t.is&isPast != 0 && p.at(i+1).is&isUnit != 0:
		g.void = true // Friday last week
		return i + 2
	case t.is&isPast != 0 && t.is&isAfter == 0 && p.bareEnd(i+1):
		g.void = true
		return i + 1
	case t.is&(isAfter|isBefore) != 0 && g.has&^(fWeekday|fPart) == 0:
		return p.weekdayAround(i, g)
	case p.isMark(i, '-') || t.is&isOr != 0 || t.is&isUntil != 0 || p.isMark(i, '/'):
		return p.weekdayRange(i, g)
	}
	return 0
}

func (p *parser) bareEnd(i int) bool { return p.at(i).kind != word || p.is(i, isOpen) }

// weekdayAround reads "after Easter" behind a weekday.
func (p *parser) weekdayAround(i int, g *plan) int {
	d, next := p.anchor(i + 1)
	if next == 0 {
		return 0
	}
	if p.is(i, isAfter) {
		d = d.AddDays(1).onOrAfter(g.weekday)
	} else {
		d = d.AddDays(-7).onOrAfter(g.weekday)
	}
	g.pin(d)
	return next
}

// pin makes the plan one certain day.
func (g *plan) pin(d Date) {
	g.has = g.has&(fClock|fPart) | fDate
	g.date, g.fixed = d, true
}

// onOrAfter is the first such weekday from d on.
func (d Date) onOrAfter(w time.Weekday) Date {
	return d.AddDays((int(w-d.Weekday()) + 7) % 7)
}

// weekdayRange reads the rest of "Mon-Wed" or "Monday or Tuesday"; Monday to
// Friday are office hours, not a date.
func (p *parser) weekdayRange(i int, g *plan) int {
	j := i + 1
	t := p.at(j)
	if t.is&isWeekday == 0 || p.isMark(i, '-') && t.is&isDoubtful != 0 && !t.capital {
		return 0
	}
	if g.weekday == time.Monday && t.weekday == time.Friday && p.isSpan(i) {
		g.void = true
	}
	if g.lead.any(isBy|isUntil) || p.is(g.from-1, isAnswer) && p.isSpan(i) { // moved from Tuesday to Thursday
		g.weekday = t.weekday
	}
	g.unsure = true
	return p.dot(j + 1)
}

func (p *parser) isSpan(i int) bool {
	t := p.at(i)
	return t.kind == mark && t.mark == '-' || t.is&isUntil != 0 || t.is&isOr != 0 && t.to-t.from == 2 && lower[p.text[t.from]] == 't'
}

// dayAt reads today, tomorrow, tonight, and "the day after tomorrow" by way
// of offset.
func (p *parser) dayAt(i int, g *plan) int {
	t := p.at(i)
	switch {
	case t.owner && (!g.lead.any(dues) || t.rel == 0):
		return 0
	case t.is&isTonight != 0:
		g.has |= fDay | fPart
		g.part, g.tonight = "night", true
		return i + 1
	case t.is&isDay != 0:
		g.has |= fDay
		g.rel, g.void = t.rel, t.rel < 0
		if u := p.at(i + 1); u.is&isUnit != 0 && (u.unit == week || u.unit == fortnight) && !u.owner && p.bareEnd(i+2) {
			g.rel += 7 // tomorrow week
			if u.unit == fortnight {
				g.rel += 7
			}
			return i + 2
		}
		return i + 1
	case t.is&isNow != 0 && p.alone:
		g.has |= fDay | fClock
		g.clock = p.now.Hour()*60 + p.now.Minute()
		return i + 1
	case t.is&isThis != 0 && p.weekOn(i+1) != 0 && g.has&fAnyDate == 0:
		g.has |= fDay
		g.rel = 7
		return p.weekOn(i + 1)
	case t.is&isThis != 0 && p.is(i+1, isPart) && g.has&fAnyDate == 0:
		g.has |= fDay | fPart
		g.part, g.tonight = p.at(i+1).part, p.at(i+1).part == "evening" || p.at(i+1).part == "night"
		return i + 2
	}
	return 0
}

// weekOn reads the rest of "this day week" and "this time next week", and
// returns the token after it, or 0.
func (p *parser) weekOn(i int) int {
	next := i + 1
	switch {
	case p.at(i).is&isUnit != 0 && p.at(i).unit == day:
	case p.is(i, isTimeWord) && p.is(next, isNext):
		next++
	default:
		return 0
	}
	if u := p.at(next); u.is&isUnit == 0 || u.unit != week || u.owner {
		return 0
	}
	return next + 1
}

// partOfDay reads "in the morning", "afternoon", "first thing".
func (p *parser) partOfDay(i int, g *plan) int {
	j := i
	for j < i+maxLead && (p.is(j, isEdge|isThe) || p.isMark(j, '-') && j > i) {
		j++
	}
	t := p.at(j)
	if t.is&isPart == 0 {
		return 0
	}
	g.has |= fPart
	g.part = t.part
	next := j + 1
	if p.isMark(next, ')') {
		next++
	}
	return next
}

// past reads what is over or comes again and again, so that no part of it is
// taken for a due date: last Friday, every Monday, two weeks ago.
func (p *parser) past(i int, g *plan) int {
	j := p.skip(i, isThe)
	if !p.is(j, isPast|isEvery) {
		return 0
	}
	j = p.skip(j+1, isThe)
	j = p.skip(p.skip(p.skip(j, isPast), isThis), isOn) // earlier this week, earlier on Monday
	if n, next := p.wordNumber(j); next != 0 && n > 0 {
		j = next
	}
	if !p.is(j, isWeekday|isUnit|isMonth|isPart|isHoliday) {
		try := *g
		j = p.firstOf(j, &try, readMonthDay, readNumeric, readDay)
		if j == 0 {
			return 0
		}
		j--
	}
	g.void = true
	_, next := p.dayNumber(j + 1)
	if next != 0 && p.is(j, isMonth) {
		return next
	}
	return j + 1
}
