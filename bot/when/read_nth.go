package when

import (
	"slices"
	"time"
)

// nth reads counted days and weeks: first Monday of next month, last business
// day of the quarter, second week of January, the closest Friday to the 5th.
func (p *parser) nth(i int, g *plan) int {
	i = p.skip(i, isThe)
	n, j := p.ordinal(i)
	if p.is(i, isClosest) {
		return p.closest(i+1, 1, g)
	}
	if j == 0 {
		return 0
	}
	full := p.fullWeek(j)
	if full {
		j++
	}
	if p.is(j, isClosest) && n > 0 {
		return p.closest(j+1, n, g)
	}
	t := p.at(j)
	switch {
	case t.is&isWeekday != 0:
		return p.nthWeekdayOf(j, n, g)
	case full:
		return p.nthFullWeek(j, n, g)
	case t.is&isUnit != 0 && (t.unit == day || t.unit == workday || t.unit == week || t.unit == weekend):
		return p.nthUnitOf(j, n, g)
	case t.is&isWeekOf != 0 && p.is(j+1, isMonth|isThe|isNext|isThis|isComing):
		s := plan{inside: true}
		if next := p.stretchAt(p.skip(j+1, isThe), &s); next != 0 {
			return p.nthWeekOf(s.period, n, week, next, g)
		}
	case t.is&isWeekOf != 0 && p.is(j+1, isHoliday) && p.at(j+1).feast.day == 1: // of the new year
		d := p.at(j + 1).feast.from(p.today)
		return p.nthWeekOf(p.monthOf(d.Year, d.Month), n, week, j+2, g)
	}
	return 0
}

// fullWeek reports whether word i is the "full" of "first full week of".
func (p *parser) fullWeek(i int) bool {
	w, t := p.word(i), p.at(i+1)
	return (w == "full" || w == "whole" || w == "complete" || w == "working") && (t.is&isWeekOf != 0 || t.is&isUnit != 0 && t.unit == week)
}

// nthFullWeek makes a week of a stretch that doesn't begin before it.
func (p *parser) nthFullWeek(j, n int, g *plan) int {
	s := plan{inside: true}
	next := 0
	if p.is(j, isWeekOf) {
		next = p.stretchAt(p.skip(j+1, isThe), &s)
	} else {
		s.period, next = p.ofStretch(j + 1)
	}
	if next == 0 || n < 1 {
		return 0
	}
	m := s.period.first.onOrAfter(time.Monday).AddDays(7 * (n - 1))
	if m.After(s.period.last) {
		return 0
	}
	g.has |= fPeriod
	g.period = stretch{m, m.AddDays(6), week, whole, true}
	return next
}

func (p *parser) nthWeekdayOf(j, n int, g *plan) int {
	w := p.at(j).weekday
	if p.is(j+1, isAfter) && n > 0 {
		d, next := p.anchor(j + 2)
		if next != 0 {
			g.pin(d.AddDays(1).onOrAfter(w).AddDays(7 * (n - 1)))
		}
		return next
	}
	if p.is(j+1, isBefore) && n < 0 {
		d, next := p.anchor(j + 2)
		if next != 0 {
			g.pin(d.AddDays(-7).onOrAfter(w))
		}
		return next
	}
	s, next := p.ofStretch(j + 1)
	if next == 0 || s.unit == week || s.unit == weekend {
		return 0
	}
	for range 2 {
		d, ok := nthIn(s, n, w)
		if ok && !d.Before(p.today) {
			g.pin(d)
			return next
		}
		s = p.again(s)
	}
	return 0
}

// nthIn is the n-th such weekday of a stretch, or its last for -1.
func nthIn(s stretch, n int, w time.Weekday) (Date, bool) {
	if n < 0 {
		return s.last.AddDays(-6).onOrAfter(w), true
	}
	d := s.first.onOrAfter(w).AddDays(7 * (n - 1))
	return d, !d.After(s.last)
}

// again is the stretch of the same name that comes after: a month's is a year
// later where it was named, else the next month.
func (p *parser) again(s stretch) stretch {
	switch {
	case s.unit == month && s.said:
		return p.monthOf(s.first.Year+1, s.first.Month)
	case s.unit == month:
		first := s.last.AddDays(1)
		return p.monthOf(first.Year, first.Month)
	}
	return s
}

// ofStretch reads "of next month", "in March", "of the quarter".
func (p *parser) ofStretch(i int) (stretch, int) {
	if !p.is(i, isOf|isIn) {
		return stretch{}, 0
	}
	g := plan{inside: true}
	next := p.stretchAt(p.skip(i+1, isThe), &g)
	return g.period, next
}

func (p *parser) nthUnitOf(j, n int, g *plan) int {
	s, next := p.ofStretch(j + 1)
	if next == 0 {
		return 0
	}
	u := p.at(j).unit
	if u == week || u == weekend {
		return p.nthWeekOf(s, n, u, next, g)
	}
	d := s.first.AddDays(n - 1)
	switch {
	case u == workday && n < 0:
		d = s.last.lastWorkday(p.o.Holiday)
	case u == workday:
		d = s.first.AddDays(-1).AddWorkdays(n, p.o.Holiday)
	case n < 0:
		d = s.last
	}
	if d.After(s.last) || d.Before(s.first) {
		return 0
	}
	if d.Before(p.today) && !s.said {
		return 0
	}
	g.pin(d)
	return next
}

// nthWeekOf makes the n-th week of a month a stretch. As with ISO's weeks of
// a year, the first is the one that holds the 4th.
func (p *parser) nthWeekOf(s stretch, n int, u unit, next int, g *plan) int {
	m := s.last.Monday()
	if n > 0 {
		m = s.first.AddDays(3).Monday().AddDays(7 * (n - 1))
	}
	if m.After(s.last) {
		return 0
	}
	g.has |= fPeriod
	g.period = stretch{m, m.AddDays(6), week, whole, true}
	if m.Before(s.first) {
		g.period.first = s.first
	}
	if u == weekend {
		g.period = stretch{m.AddDays(5), m.AddDays(6), weekend, whole, true}
	}
	return next
}

// closest reads "nearest Friday to the 20th" from the weekday on.
func (p *parser) closest(i, n int, g *plan) int {
	t := p.at(i)
	if t.is&isWeekday == 0 || !p.is(i+1, isOr|isFrom) || n > 5 {
		return 0
	}
	d, next := p.anchor(i + 2)
	if next == 0 {
		return 0
	}
	var all []Date
	for k := -5; k <= 5; k++ {
		all = append(all, d.onOrAfter(t.weekday).AddDays(7*k))
	}
	far := func(e Date) int { return max(e.DaysSince(d), d.DaysSince(e)) }
	slices.SortStableFunc(all, func(a, b Date) int { return far(a) - far(b) })
	g.pin(all[n-1])
	return next
}
