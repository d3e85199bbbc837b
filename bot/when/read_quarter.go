package when

import "time"

// quarterStretch reads Q1, Q3 2027, Q2 FY27, 1Q27, first quarter, H2.
func (p *parser) quarterStretch(i int, g *plan) (stretch, int) {
	n, months, next := p.quarterName(i)
	if next == 0 {
		return stretch{}, 0
	}
	k, _ := p.sep(next)
	k = p.skip(k, isIn)
	if u := p.at(k); u.is&isUnit != 0 && u.unit == fiscal {
		k++
	}
	if y, after := p.yearAt(k, true); after != 0 && (k > next || p.at(k).kind == mark || p.at(k).digits == 4) {
		return p.slice(p.fiscalStart(y), n, months), after
	}
	if p.is(k, isThis|isNext) && p.at(k+1).is&isUnit != 0 && p.at(k+1).unit == year {
		y := p.today.Year
		if p.is(k, isNext) {
			y++
		}
		return p.slice(p.fiscalStart(y), n, months), k + 2
	}
	if p.is(p.skip(k, isThe), isUnit) && p.at(p.skip(k, isThe)).unit == year && p.is(next, isOf) {
		next = p.skip(k, isThe) + 1
	}
	s := p.slice(p.fiscalStart(p.today.Year), n, months)
	for s.last.Before(p.today) {
		s = p.slice(s.first.AddMonths(12-(n-1)*months), n, months)
	}
	return s, next
}

// quarterName reads which part of the year it is: its number and its length
// in months.
func (p *parser) quarterName(i int) (n, months, next int) {
	t, f := p.at(i), p.at(i+1)
	if t.kind == word && t.to-t.from == 1 && f.kind == figure && f.digits == 1 && f.glued && !p.at(i+2).glued || p.qDash(i) {
		switch c := lower[p.text[t.from]]; {
		case c == 'q' && f.num >= 1 && f.num <= 4:
			return f.num, 3, i + 2
		case c == 'h' && (f.num == 1 || f.num == 2):
			return f.num, 6, i + 2
		}
		return 0, 0, 0
	}
	if t.kind == figure && t.digits == 1 && t.num >= 1 && t.num <= 4 && f.glued && f.kind == word && f.to-f.from == 1 && lower[p.text[f.from]] == 'q' {
		return t.num, 3, i + 2
	}
	o, j := p.ordinal(i)
	if j != 0 && p.at(j).is&isUnit != 0 && p.at(j).unit == quarter {
		if o == -1 {
			o = 4
		}
		if o >= 1 && o <= 4 {
			return o, 3, j + 1
		}
	}
	return 0, 0, 0
}

// qDash reports Q1 with something glued that may follow: "Q1,", "Q1/27".
func (p *parser) qDash(i int) bool {
	t, f, m := p.at(i), p.at(i+1), p.at(i+2)
	return t.kind == word && t.to-t.from == 1 && f.kind == figure && f.digits == 1 && f.glued && m.kind == mark
}

// fiscalStart is the first day of the fiscal year that y names: the year in
// which it ends.
func (p *parser) fiscalStart(y int) Date {
	last := p.o.YearEnd
	if last < time.January || last >= time.December {
		return Date{y, time.January, 1}
	}
	return Date{y - 1, last + 1, 1}
}

// slice is the n-th stretch of so many months from start on.
func (p *parser) slice(start Date, n, months int) stretch {
	first := start.AddMonths((n - 1) * months)
	return stretch{first, first.AddMonths(months).AddDays(-1), quarter, whole, true}
}

func yearOf(y int) stretch {
	return stretch{Date{y, time.January, 1}, Date{y, time.December, 31}, year, whole, true}
}

// yearStretch reads 2027 behind "in", "of" or "by", and FY27.
func (p *parser) yearStretch(i int, g *plan) (stretch, int) {
	t := p.at(i)
	if t.is&isUnit != 0 && t.unit == fiscal {
		if y, next := p.yearAt(p.hyphen(i+1), true); next != 0 {
			first := p.fiscalStart(y)
			return stretch{first, first.AddMonths(12).AddDays(-1), fiscal, whole, true}, next
		}
		return stretch{}, 0
	}
	if t.kind != figure || t.digits != 4 || t.num < p.today.Year || t.num > p.today.Year+20 {
		return stretch{}, 0
	}
	if !p.is(i-1, isIn|isBy|isOf|isBefore|isEdge|isUntil) && !p.isMark(i-1, '-') || !p.ends(i+1) && !p.bareEnd(i+1) || p.money(i) {
		return stretch{}, 0
	}
	if p.is(i-1, isBy|isIn|isBefore) && p.isMark(i+1, '-') {
		return stretch{}, 0
	}
	return yearOf(t.num), i + 1
}

// stretchOf is the current stretch of a unit, or the one shift later.
func (p *parser) stretchOf(u unit, shift int) stretch {
	d := p.today
	switch u {
	case week:
		m := d.Monday().AddDays(7 * shift)
		return stretch{m, m.AddDays(6), week, whole, true}
	case weekend:
		m := d.Monday().AddDays(7 * shift)
		return stretch{m.AddDays(5), m.AddDays(6), weekend, whole, true}
	case month:
		first := normal(d.Year, d.Month+time.Month(shift), 1)
		return p.monthOf(first.Year, first.Month)
	case quarter:
		into := (monthsSince(d, p.fiscalStart(d.Year)) + 12) % 3
		start := normal(d.Year, d.Month-time.Month(into), 1)
		return p.slice(start, 1+shift, 3)
	case fiscal:
		first := p.fiscalStart(d.Year)
		if first.AddMonths(12).AddDays(-1).Before(d) {
			first = first.AddMonths(12)
		}
		first = first.AddMonths(12 * shift)
		return stretch{first, first.AddMonths(12).AddDays(-1), fiscal, whole, true}
	}
	return yearOf(d.Year + shift)
}

func monthsSince(d, e Date) int { return (d.Year-e.Year)*12 + int(d.Month-e.Month) }

// weekOf reads "week of the 7th", "w/c 7 Dec", "week ending Friday", "KW 48".
func (p *parser) weekOf(i int, g *plan) int {
	t := p.at(i)
	switch {
	case t.is&isWeekNo != 0:
		return p.weekNumber(i+1, g)
	case t.is&isUnit != 0 && t.unit == week && (p.is(i+1, isAfter|isBefore) || p.is(i+1, isNext) && p.is(i+1, isFrom)):
		return p.weekAround(i+1, g)
	case t.is&(isWeekOf|isWeekEnding) == 0:
		return 0
	}
	early := *p
	early.today = p.today.Monday()
	d, next := early.anchor(i + 1)
	if next == 0 {
		return 0
	}
	g.has |= fPeriod
	m := d.Monday()
	g.period = stretch{m, m.AddDays(6), week, whole, true}
	if t.is&isWeekEnding != 0 {
		g.period = stretch{m, d, day, end, true}
	}
	return next
}

// weekAround reads "before Christmas" behind "the week".
func (p *parser) weekAround(i int, g *plan) int {
	d, next := p.anchor(i + 1)
	if next == 0 {
		return 0
	}
	m := d.Monday().AddDays(7)
	if p.is(i, isBefore) {
		m = d.Monday().AddDays(-7)
	}
	g.has |= fPeriod
	g.period = stretch{m, m.AddDays(6), week, whole, true}
	return next
}

// weekNumber reads the number of an ISO week.
func (p *parser) weekNumber(i int, g *plan) int {
	t := p.at(i)
	if t.kind != figure || t.num < 1 || t.num > 53 {
		return 0
	}
	for y := p.today.Year; y <= p.today.Year+1; y++ {
		// 4 January is always in week 1.
		m := Date{y, time.January, 4}.Monday().AddDays(7 * (t.num - 1))
		if !m.AddDays(6).Before(p.today) {
			g.has |= fPeriod
			g.period = stretch{m, m.AddDays(6), week, whole, true}
			return i + 1
		}
	}
	return 0
}
