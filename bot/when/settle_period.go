package when

import "time"

var grains = map[unit]Grain{
	day: Day, week: Week, weekend: Week, month: Month, quarter: Quarter, year: Year, fiscal: Year,
}

// settlePeriod picks a day of a stretch: what its edge says, its last day for
// "by" and for the current one, else its first.
func (p *parser) settlePeriod(g *plan, r *Reading) {
	s := g.period
	r.Grain, r.Sure = grains[s.unit], false
	// "Beginning of the month" said on the 20th is the next month's.
	if !s.said && (s.edge == start || s.edge == early || s.edge == mid) && p.edgeDay(s, s.edge).Before(p.today) {
		s = p.following(s)
	}
	d := p.edgeDay(s, s.edge)
	current := !s.first.After(p.today)
	switch {
	case s.edge != whole:
		if s.edge == end || s.edge == start {
			r.Grain, r.Sure = Day, !g.unsure
		}
	case g.lead.any(isBefore):
		d = s.first.AddDays(-1)
		if s.unit == week || s.unit == weekend {
			d = s.first.AddDays(-1).lastWorkday(nil)
		}
	case g.lead.any(isBy|isWithin) && s.unit == weekend:
		d = s.first.AddDays(-1)
	case g.lead.any(isBy|isWithin) || current && s.unit != weekend:
		d = p.edgeDay(s, end)
	}
	if g.lead.any(isAfter) {
		d, r.Sure = later(s.last, d, s.edge).NextWorkday(p.o.Holiday), false
	}
	// The week or month that it is part of isn't over yet.
	if d.Before(p.today) && !s.last.Before(p.today) {
		d = p.today
	}
	r.Date = d
}

// later is the day that "after" a stretch counts from.
func later(last, d Date, e edge) Date {
	if e == whole {
		return last
	}
	return d
}

// edgeDay is the day of a place in a stretch. A week ends on Friday.
func (p *parser) edgeDay(s stretch, e edge) Date {
	switch e {
	case end, late:
		if s.unit == week {
			return s.last.AddDays(-2)
		}
		return s.last
	case mid:
		switch s.unit {
		case week:
			return s.first.AddDays(2)
		case month:
			return s.first.AddDays(14)
		case quarter:
			return s.first.AddMonths(s.months() / 2).AddDays(14 * (s.months() % 2))
		}
		return s.first.AddMonths(6).AddDays(-1)
	}
	return s.first
}

// months is the length of a quarter or a half year.
func (s stretch) months() int { return monthsSince(s.last, s.first) + 1 }

// following is the stretch of the same length that comes next.
func (p *parser) following(s stretch) stretch {
	next := s
	next.first = s.last.AddDays(1)
	switch s.unit {
	case week, weekend:
		next.last = next.first.AddDays(6)
	case month:
		next.last = Date{next.first.Year, next.first.Month, daysIn(next.first.Year, next.first.Month)}
	case quarter:
		next.last = next.first.AddMonths(3).AddDays(-1)
	default:
		next.last = Date{next.first.Year, time.December, 31}
	}
	return next
}
