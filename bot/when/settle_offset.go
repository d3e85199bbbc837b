package when

import (
	"math"
	"time"
)

// settleOffset counts from now, or from the day that was said.
func (p *parser) settleOffset(g *plan, r *Reading) bool {
	if g.has&fWeekday != 0 && !g.plus && g.base.IsZero() { // Monday in two weeks
		r.Date = p.addSteps(p.today, g.steps, 1).Monday().AddDays(isoDay(g.weekday))
		return true
	}
	base, said := p.countedFrom(g, r)
	r.Date = p.addSteps(base, g.steps, g.sign)
	if !g.earlier.IsZero() {
		if d := p.addSteps(g.earlier, g.steps, g.sign); !d.Before(p.today) && d.Before(r.Date) {
			r.Date = d
		}
	}
	switch last := g.steps[len(g.steps)-1].unit; last {
	case hour, minute, second:
		p.settleHours(base, g, r)
	case month, quarter, year:
		if !said {
			r.Grain = grains[last]
		}
	}
	return true
}

// countedFrom is the day that a distance starts on; said is false for today.
func (p *parser) countedFrom(g *plan, r *Reading) (base Date, said bool) {
	switch {
	case !g.base.IsZero():
		return g.base, true
	case g.has&fDate != 0:
		return p.upcoming(g), true
	case g.has&fWeekday != 0:
		return p.settleWeekday(g, r), true
	case g.has&fDay != 0:
		return p.today.AddDays(g.rel), true
	}
	return p.today, false
}

// settleHours counts hours and minutes on the clock, where a day may have 23
// or 25 of them, then whole days on the calendar.
func (p *parser) settleHours(base Date, g *plan, r *Reading) {
	h, m, _ := p.now.Clock()
	at := base.In(p.now.Location(), h, m)
	if base == p.today {
		at = p.now
	}
	for _, s := range g.steps {
		at = at.Add(time.Duration(g.sign) * s.short())
	}
	for _, s := range g.steps {
		if s.short() == 0 {
			at = p.addSteps(DateOf(at), []amount{s}, g.sign).In(p.now.Location(), at.Hour(), at.Minute())
		}
	}
	r.Date, r.Clock, r.Grain = DateOf(at), clockText(at.Hour(), at.Minute()), Time
}

// short is the length of an amount that is less than a day, else 0.
func (a amount) short() time.Duration {
	switch a.unit {
	case second:
		return time.Duration(a.n * float64(time.Second))
	case minute:
		return time.Duration(a.n * float64(time.Minute))
	case hour:
		return time.Duration(a.n * float64(time.Hour))
	}
	return 0
}

// addSteps counts whole days, rounding halves up.
func (p *parser) addSteps(d Date, steps []amount, sign int) Date {
	for _, s := range steps {
		n := int(math.Ceil(s.n)) * sign
		fine := s.n != math.Trunc(s.n)
		switch s.unit {
		case day:
			d = d.AddDays(n)
		case workday:
			if sign > 0 {
				d = d.AddWorkdays(n, p.o.Holiday)
			}
		case week, fortnight:
			days := 7.0
			if s.unit == fortnight {
				days = 14
			}
			d = d.AddDays(int(math.Ceil(s.n*days)) * sign)
		case month:
			d = d.AddMonths(int(s.n) * sign)
			if fine {
				d = d.AddDays(15 * sign)
			}
		case quarter:
			d = d.AddMonths(int(math.Round(3*s.n)) * sign)
		case year:
			d = d.AddMonths(int(math.Round(12*s.n)) * sign)
		}
	}
	return d
}
