package when

import (
	"fmt"
	"time"
)

// farAhead is from when on a date without a year is doubted: it may have
// been one of the past ("sent on 3 November").
const farAhead = 300

// settle decides which day a plan means. It is false for a day that is over.
func (p *parser) settle(g *plan) (Reading, bool) {
	r := Reading{Grain: Day, Sure: !g.unsure && !g.vague}
	ok := true
	switch {
	case g.has&fOffset != 0:
		ok = p.settleOffset(g, &r)
	case g.has&fDate != 0:
		r.Date = p.upcoming(g)
		r.Sure = r.Sure && (!g.swap || p.o.OrderSet) && (g.date.Year != 0 || r.Date.DaysSince(p.today) < farAhead)
	case g.has&fDom != 0:
		r.Date, ok = p.settleDom(g)
	case g.has&fWeekday != 0:
		r.Date = p.settleWeekday(g, &r)
	case g.has&fPeriod != 0:
		p.settlePeriod(g, &r)
	case g.has&fDay != 0:
		r.Date = p.today.AddDays(g.rel)
		// "We spoke this morning", said in the afternoon.
		ok = g.rel != 0 || g.part != "morning" || p.now.Hour() < 12
	default:
		ok = p.settleTime(g, &r)
	}
	if !ok || !r.Date.Valid() || r.Date.Year > p.today.Year+100 {
		return r, false
	}
	p.shade(g, &r)
	if g.has&fClock != 0 {
		p.settleClock(g, &r)
	}
	return r, !r.Date.Before(p.today)
}

// shade moves the day by "before" and "after".
func (p *parser) shade(g *plan, r *Reading) {
	if g.has&(fClock|fPeriod|fOffset) != 0 {
		return
	}
	switch {
	case g.lead.any(isAfter) && g.has&fPart == 0:
		r.Date, r.Sure = r.Date.NextWorkday(p.o.Holiday), false
	case g.lead.any(isBefore) && g.feastDay:
		r.Date, r.Sure = r.Date.AddDays(-1), false
	case g.lead.any(isBefore) && g.has&fPart == 0:
		r.Sure = false
	}
}

// upcoming is the day of a month and day: as said, or the next one.
func (p *parser) upcoming(g *plan) Date {
	d := g.date
	if g.fixed {
		return d
	}
	if g.swap && g.has&fWeekday != 0 {
		other := *g
		other.swap = false
		mine := p.upcoming(&other)
		other.date = Date{d.Year, time.Month(d.Day), int(d.Month)}
		theirs := p.upcoming(&other)
		g.swap = false
		if mine.Weekday() != g.weekday && theirs.Weekday() == g.weekday {
			return theirs
		}
		return mine
	}
	if d.Year == 0 {
		d.Year = p.today.Year
		for n := 0; n < 9 && (!d.Valid() || d.Before(p.today) && !p.rangeHolds(d, g)); n++ {
			d.Year++
		}
	}
	if g.lastDay != 0 && (g.lead.any(isBy|isUntil) || d.Before(p.today)) {
		d.Day = g.lastDay
	}
	return d
}

// rangeHolds reports that today is inside "3-5 March".
func (p *parser) rangeHolds(d Date, g *plan) bool {
	return g.lastDay != 0 && !(Date{d.Year, d.Month, g.lastDay}).Before(p.today)
}

// settleDom is the next such day of a month, that is also such a weekday if
// one was said, or the day of the month that was said.
func (p *parser) settleDom(g *plan) (Date, bool) {
	dom := g.dom
	if g.lastDay != 0 && g.lead.any(isBy|isUntil) {
		dom = g.lastDay
	}
	if g.has&fPeriod != 0 {
		d := Date{g.period.first.Year, g.period.first.Month, dom}
		return d, d.Valid()
	}
	first := Date{p.today.Year, p.today.Month, 1}
	// A date and weekday come together again within 28 months at the most,
	// except for a 29th, 30th or 31st.
	for n := range 60 {
		m := first.AddMonths(n)
		d := Date{m.Year, m.Month, dom}
		if d.Valid() && !d.Before(p.today) && (g.has&fWeekday == 0 || d.Weekday() == g.weekday) {
			return d, true
		}
	}
	return Date{}, false
}

// settleWeekday is the weekday that was meant.
func (p *parser) settleWeekday(g *plan, r *Reading) Date {
	coming := p.today.AddDays(1).onOrAfter(g.weekday)
	d := coming
	switch {
	case g.has&fPeriod != 0:
		return g.period.first.Monday().AddDays(isoDay(g.weekday))
	case g.has&fDay != 0:
		return p.today.AddDays(g.rel)
	case g.which == thisOne:
		d = p.today.onOrAfter(g.weekday)
	case g.which == nextOne:
		d = p.today.Monday().AddDays(7 + isoDay(g.weekday))
		r.Sure = r.Sure && d == coming
	case g.which == bare && p.today.Weekday() == g.weekday:
		r.Sure = false
	}
	return d.AddDays(7 * g.weeks)
}

// settleTime is the day of a time of day that stands alone.
func (p *parser) settleTime(g *plan, r *Reading) bool {
	r.Date = p.today
	if g.has&fClock == 0 {
		return p.settlePart(g, r)
	}
	if g.close {
		return true
	}
	h, m, next := g.hour()
	if next || h*60+m < p.now.Hour()*60+p.now.Minute() {
		if !next {
			r.Sure = false
			r.Date = p.today.AddDays(1)
		}
	}
	return true
}

// settlePart reads a part of a day without a day. Only "in the morning" is
// one that people make appointments by: the next one.
func (p *parser) settlePart(g *plan, r *Reading) bool {
	if g.part != "morning" || !g.lead.any(isIn|isBy) && !p.alone {
		return false
	}
	if p.now.Hour() >= 6 {
		r.Date = p.today.AddDays(1)
	}
	r.Sure = false
	return true
}

// hour is the time of day. An hour that could be either is taken by the part
// of the day, else for office hours: 1 to 6 are afternoon. next is true where
// it is past midnight of the day that was said.
func (g *plan) hour() (h, m int, next bool) {
	h, m = g.clock/60, g.clock%60
	if h == 24 {
		return 0, 0, true
	}
	if !g.open {
		return h, m, false
	}
	late := g.part == "afternoon" || g.part == "evening" || g.part == "night" || g.tonight
	switch {
	case h == 12 && (g.part == "night" || g.part == "evening"):
		return 0, m, true
	case h == 12 || g.part == "morning":
	case late && h < 12, g.part == "" && h >= 1 && h < 7, g.part == "lunch" && h < 4:
		h += 12
	}
	return h, m, false
}

func (p *parser) settleClock(g *plan, r *Reading) {
	if g.has&fOffset == 0 || r.Clock == "" {
		h, m, next := g.hour()
		if next {
			r.Date = r.Date.AddDays(1)
		}
		r.Clock = clockText(h, m)
	}
	if !g.close {
		r.Grain = Time
	}
}

func clockText(h, m int) string { return fmt.Sprintf("%02d:%02d", h, m) }
