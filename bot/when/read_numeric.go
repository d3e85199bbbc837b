package when

import "time"

// numeric reads dates in figures: 2026-11-27, 16.11.2026, 3/4, 3/4/27, 12.3.,
// 11/2026.
func (p *parser) numeric(i int, g *plan) int {
	a := p.at(i)
	if a.kind != figure || p.money(i) || p.glueBefore(i) && !p.isMark(i-1, '-') {
		return 0
	}
	sep, b := p.at(i+1), p.at(i+2)
	if sep.kind != mark || !sep.glued || sep.mark != '/' && sep.mark != '-' && sep.mark != '.' {
		return 0
	}
	if b.kind != figure || !b.glued || a.digits > 4 || b.digits > 4 {
		return 0
	}
	s2, c := p.at(i+3), p.at(i+4)
	if s2.kind == mark && s2.glued && s2.mark == sep.mark && c.kind == figure && c.glued {
		return p.threeFigures(i, a, b, c, sep.mark, g)
	}
	if a.digits > 2 {
		return 0
	}
	if b.digits == 4 {
		return p.monthYear(i, a, b, sep.mark, g)
	}
	if b.digits > 2 || !p.twoStand(i, sep.mark, g) {
		return 0
	}
	next := i + 3
	if sep.mark == '.' {
		next = p.dot(next)
	}
	return p.setNumeric(a.num, b.num, 0, sep.mark == '.' || p.o.DayFirst, next, g)
}

func (p *parser) threeFigures(i int, a, b, c *token, sep byte, g *plan) int {
	after := p.at(i + 5)
	if after.kind == mark && after.glued && after.mark != '-' && p.at(i+6).kind == figure && p.at(i+6).glued {
		return 0 // 10.0.0.1
	}
	switch {
	case a.digits == 4 && b.digits <= 2 && c.digits <= 2 && plausibleYear(a.num):
		d := Date{a.num, time.Month(b.num), c.num}
		if b.num > 12 {
			d = Date{a.num, time.Month(c.num), b.num}
		}
		return g.setDate(d, 0, i+5)
	case a.digits > 2 || b.digits > 2:
		return 0
	case c.digits == 4 && plausibleYear(c.num):
		return p.setNumeric(a.num, b.num, c.num, sep == '.' || p.o.DayFirst, i+5, g)
	case c.digits == 2 && (sep == '/' || p.alone || g.lead.any(dues) || g.has != 0 || sep == '.' && a.digits == 2 && b.digits == 2):
		return p.setNumeric(a.num, b.num, 2000+c.num, sep == '.' || p.o.DayFirst, i+5, g)
	}
	return 0
}

// setNumeric fills in a and b as day and month, in the order that is
// possible, else in the one of dayFirst.
func (p *parser) setNumeric(a, b, year int, dayFirst bool, next int, g *plan) int {
	if a > 12 || b <= 12 && dayFirst {
		a, b = b, a
	}
	g.swap = a <= 12 && b <= 12 && a != b
	return g.setDate(Date{year, time.Month(a), b}, 0, next)
}

func (p *parser) monthYear(i int, m, y *token, sep byte, g *plan) int {
	if sep == '.' || m.num < 1 || m.num > 12 || !plausibleYear(y.num) {
		return 0
	}
	g.has |= fPeriod
	g.period = p.monthOf(y.num, time.Month(m.num))
	return i + 3
}

// twoStand decides whether two figures are a day and a month rather than a
// fraction, a rating, a version or a price.
func (p *parser) twoStand(i int, sep byte, g *plan) bool {
	a, b, after := p.at(i), p.at(i+2), p.at(i+3)
	if after.kind == mark && after.glued && (after.mark == '/' || after.mark == '%' || after.mark == '$' || after.mark == sep && p.at(i+4).glued) {
		return false
	}
	if p.is(i+3, isMoney|isUnit|isOf|isShort|isAM|isPM) || after.kind == word && after.glued || p.glueBefore(i) {
		return false
	}
	tied := p.alone || g.has&fWeekday != 0 || p.cued(i, g)
	switch sep {
	case '-':
		return g.has&fWeekday != 0
	case '.':
		if g.lead.any(isAt) {
			return false
		}
		if p.isMark(i+3, '.') && p.at(i+3).glued && p.at(i+4).kind == word && !p.at(i+4).capital {
			return true // 12.3. afternoon
		}
		return tied && (b.digits == 2 || a.digits == 2 && p.isMark(i+3, '.') || p.isMark(i+3, '.')) || p.clockFollows(i+3)
	}
	if a.num == 24 && b.num == 7 || (a.num == 9 || a.num == 7) && b.num == 11 && !tied {
		return false
	}
	return tied || a.num > b.num || b.num > 12 || a.digits == 2 && p.text[a.from] == '0' || p.text[b.from] == '0' || p.clockFollows(i+3)
}

// cued reports that what stands before two figures announces a date: "by",
// an arrow, a bracket, "Di".
func (p *parser) cued(i int, g *plan) bool {
	if g.lead.any(dues &^ isIn) {
		return true
	}
	b := p.at(i - 1)
	if b.kind == mark {
		return b.mark == '(' || b.mark == '>' || b.mark == ',' || b.mark == ':' && !b.glued
	}
	return b.is&(isNumericCue|isWeekday) != 0 || b.kind == stop && p.clockFollows(i+3)
}

// clockFollows reports a time of day with minutes or am or pm near token i.
func (p *parser) clockFollows(i int) bool {
	j, l, _ := p.glue(i)
	var g plan
	g.lead = l
	return p.clockAt(j, &g) != 0
}
