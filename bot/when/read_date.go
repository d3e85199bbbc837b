package when

import "time"

// monthDay reads a day and a month in any order: 15 March 2027, March 15th,
// the third of March, 2027 Mar 15, 15-Mar-27, Jun/9, Aug21.
func (p *parser) monthDay(i int, g *plan) int {
	if next := p.dayThenMonth(i, g); next != 0 {
		return next
	}
	if next := p.monthThenDay(i, g); next != 0 {
		return next
	}
	return p.yearThenMonth(i, g)
}

func (p *parser) monthAt(i int) (time.Month, int) {
	t := p.at(i)
	if t.is&isMonth == 0 || t.owner {
		return 0, 0
	}
	return t.month, p.dot(i + 1)
}

// sep skips what stands between the day, month and year of one date.
func (p *parser) sep(i int) (next int, tight bool) {
	t := p.at(i)
	if t.kind != mark {
		return p.skip(p.skip(p.skip(i, isOf), isThe), isThis|isComing), false
	}
	switch t.mark {
	case '-', '/':
		if t.glued && p.at(i+1).glued {
			return i + 1, true
		}
	case '.':
		if t.glued {
			return i + 1, p.at(i + 1).glued
		}
	case ',':
		return i + 1, false
	}
	return i, false
}

func (p *parser) dayThenMonth(i int, g *plan) int {
	d, j := p.dayNumber(i)
	if j == 0 || p.glueBefore(i) {
		return 0
	}
	if p.is(i, isNumber) && j == i+1 && d < 13 {
		return 0 // "this one May 9"
	}
	last := 0
	if d2, k := p.dayRange(j, d); k != 0 {
		last, j = d2, k
	}
	if t := p.at(j); t.is&isUnit != 0 && t.unit == day && p.is(j+1, isOf) {
		j++ // the 23rd day of March
	}
	if p.isMark(j, ',') {
		return 0 // "sixteen, May" and the like: a list
	}
	j, _ = p.sep(j)
	m, k := p.monthAt(j)
	if k == 0 {
		return 0
	}
	return p.finishDate(k, m, d, last, g)
}

func (p *parser) monthThenDay(i int, g *plan) int {
	m, j := p.monthAt(i)
	if j == 0 || p.isMark(j, ',') {
		return 0
	}
	j, _ = p.sep(j)
	d, k := p.dayNumber(j)
	if k == 0 || !p.dayStands(j, k) {
		return 0
	}
	last := 0
	if d2, n := p.dayRange(k, d); n != 0 {
		last, k = d2, n
	}
	return p.finishDate(k, m, d, last, g)
}

// dayStands reports that the figure after a month is a day and not the hour
// of "March 3pm", "Dec 12:30" or the number of "May 5.5".
func (p *parser) dayStands(i, next int) bool {
	if p.at(i).kind != figure || next > i+1 {
		return true
	}
	t := p.at(next)
	if half, _ := p.half(next); half != 0 {
		return false
	}
	return !(t.kind == mark && t.glued && (t.mark == ':' || t.mark == '.') && p.at(next+1).glued && p.at(next+1).kind == figure && p.at(next+1).digits < 4)
}

// dayRange reads the rest of "3-5 March", "March 3rd to 5th".
func (p *parser) dayRange(i, first int) (last, next int) {
	if !p.isMark(i, '-') && !p.is(i, isOr) && !p.is(i, isUntil) {
		return 0, 0
	}
	d, k := p.dayNumber(i + 1)
	if k == 0 || d <= first {
		return 0, 0
	}
	if half, _ := p.half(k); half != 0 || p.isMark(k, ':') || p.isMark(k, '-') && p.at(k).glued {
		return 0, 0
	}
	return d, k
}

func (p *parser) yearThenMonth(i int, g *plan) int {
	t := p.at(i)
	if t.kind != figure || t.digits != 4 || !plausibleYear(t.num) {
		return 0
	}
	j, _ := p.sep(i + 1)
	m, k := p.monthAt(j)
	if k == 0 {
		return 0
	}
	k, _ = p.sep(k)
	d, next := p.dayNumber(k)
	if next == 0 {
		return 0
	}
	return g.setDate(Date{t.num, m, d}, 0, next)
}

// finishDate reads the year, if there is one.
func (p *parser) finishDate(i int, m time.Month, d, last int, g *plan) int {
	j, tight := p.sep(i)
	if y, next := p.yearAt(j, tight); next != 0 {
		return g.setDate(Date{y, m, d}, last, next)
	}
	return g.setDate(Date{0, m, d}, last, i)
}

// setDate fills in a day and month, and the year if it isn't 0.
func (g *plan) setDate(d Date, last, next int) int {
	leap := d
	if d.Year == 0 {
		leap.Year = 2000
	}
	if !leap.Valid() {
		return 0
	}
	g.has |= fDate
	g.date, g.lastDay = d, last
	return next
}

// dayOfMonth reads "the 15th", "on the twenty third", and "25th" where it is
// all there is or goes with a weekday.
func (p *parser) dayOfMonth(i int, g *plan) int {
	i = p.skip(i, isThe)
	d, next := p.ordinal(i)
	if t := p.at(i); next == 0 && t.kind == figure && t.digits <= 2 && p.is(i-1, isThe) && g.lead.any(isBy|isBefore|isOn) && p.ends(i+1) && !p.money(i) {
		d, next = t.num, i+1 // on the 31
	}
	if next == 0 || d < 1 || d > 31 || p.glueBefore(i) {
		return 0
	}
	the := g.lead.any(isThe) || p.is(i-1, isThe)
	tied := g.lead.any(isBy|isBefore|isUntil|isOn|isAfter) || g.has&(fWeekday|fPeriod) != 0 || p.ofMonth(next)
	if !the && (!tied && !p.alone || p.at(i).kind == word) {
		return 0
	}
	if p.is(next, isOf) && !p.monthIn(next+1) {
		return 0 // the first of many
	}
	if !p.domStands(i, next, tied) {
		return 0
	}
	if p.is(next, isOf) && p.is(next+1, isThe) && p.at(next+2).is&isUnit != 0 {
		next += 3 // "of the month" says nothing
	}
	if last, k := p.lastDom(next, d); k != 0 {
		g.lastDay, next = last, k
	}
	g.has |= fDom
	g.dom = d
	return next
}

// lastDom reads the rest of "the 3rd to the 5th".
func (p *parser) lastDom(i, first int) (last, next int) {
	if !p.isMark(i, '-') && !p.is(i, isOr|isUntil) {
		return 0, 0
	}
	d, k := p.ordinal(p.skip(i+1, isThe))
	if k == 0 || d <= first || d > 31 || !p.domStands(i, k, true) {
		return 0, 0
	}
	return d, k
}

// ofMonth reports "of the month" or "day of next month" at i.
func (p *parser) ofMonth(i int) bool {
	if t := p.at(i); t.is&isUnit != 0 && t.unit == day {
		i++
	}
	return p.is(i, isOf) && p.monthIn(i+1)
}

// monthIn reports that token i begins "(the) month", "this month", "next
// month".
func (p *parser) monthIn(i int) bool {
	for n := 0; n < 3 && p.is(i, isThe|isThis|isNext|isComing|isEvery); n++ {
		i++
	}
	return p.at(i).is&isUnit != 0 && p.at(i).unit == month
}

// domStands reports that an ordinal isn't the count of what follows it: "the
// 12th floor". Figures are trusted more than words ("the second …").
func (p *parser) domStands(i, next int, tied bool) bool {
	t := p.at(next)
	if t.kind != word && t.kind != figure {
		return !(t.kind == mark && t.glued && (t.mark == '-' || t.mark == '/') && p.at(next+1).kind == word)
	}
	if t.kind == figure {
		return tied
	}
	if t.is&isPart != 0 && p.at(i).kind == word {
		return false // the third morning
	}
	if t.is&(isOpen|isOf|isPart|isNoon|isMidnight|isThis|isNext|isMonth|isClosing|isTonight) != 0 {
		return true
	}
	return t.is&(leads|isOr|isUntil) != 0
}

// holiday reads a day with a name, and its year.
func (p *parser) holiday(i int, g *plan) int {
	j := i
	for j < i+maxLead && p.is(j, isThis|isNext|isComing|isThe) {
		j++
	}
	t := p.at(j)
	if t.is&isHoliday == 0 || p.is(i-1, isWish) {
		return 0
	}
	next := j + 1
	g.has |= fDate
	g.fixed, g.feastDay = true, true
	k := p.skip(next, isOf|isIn)
	if y, after := p.yearAt(k, false); after != 0 {
		g.date = t.feast.in(y)
		return after
	}
	g.date = t.feast.from(p.today)
	return next
}
