package when

// more reads the parts after the first, as long as they fit together.
func (p *parser) more(i int, g *plan) int {
	for !g.void {
		next := p.oneMore(i, g)
		if next == 0 {
			return i
		}
		i = next
	}
	return i
}

func (p *parser) oneMore(i int, g *plan) int {
	j, l, comma := p.glue(i)
	for r := range readers {
		if !g.lacks(r, comma) || !p.canOpen(r, j) {
			continue
		}
		try := *g
		try.lead = l
		next := p.read(r, j, &try)
		if next == 0 || !p.fits(g, &try, l) {
			continue
		}
		try.lead = g.lead
		if !g.lead.any(isBy | isBefore | isUntil) {
			try.lead.is |= l.is & isBy
		}
		*g = try
		return next
	}
	return 0
}

// lacks reports whether a part of reader r can still go with the others.
func (g *plan) lacks(r reader, comma bool) bool {
	switch r {
	case readClock, readBareHour:
		return g.has&fClock == 0
	case readNumeric, readMonthDay:
		return g.has&(fDate|fDom|fPeriod|fOffset) == 0
	case readOffset:
		return g.has&fOffset == 0
	case readWeekday:
		return g.has&fWeekday == 0
	case readDay:
		return g.has&fAnyDate == 0 || g.has&fWeekday != 0 && comma
	case readHoliday:
		return g.has&fAnyDate == 0
	case readPeriod:
		return g.has&(fDate|fDay|fPeriod|fOffset) == 0 && !comma
	case readDom:
		return g.has&(fDate|fDay|fDom|fOffset) == 0
	case readPart:
		return g.has&fPart == 0
	}
	return false
}

// glue skips what may stand between two parts.
func (p *parser) glue(i int) (next int, l lead, comma bool) {
	for n := 0; n < 4; n++ {
		t := p.at(i)
		switch {
		case t.kind == mark && (t.mark == ',' || t.mark == '(' || t.mark == '-' || t.mark == '/' && n == 0):
			comma = true
		case t.kind == mark && (t.mark == '@' || t.mark == '+'):
			l.mark = t.mark
		case t.kind == word && t.is&(leads|isOf) != 0 && !p.heads(i):
			l.is |= t.is & (leads | isOf)
			l.n++
		case t.kind == mark && t.mark == '.' && t.glued && n == 0 && p.abbreviated(i-1):
		case t.kind == word && t.glued && t.to-t.from == 1 && lower[p.text[t.from]] == 't' && p.at(i+1).glued: // 2026-11-27T14:00
		default:
			return i, l, comma
		}
		i++
	}
	return i, l, comma
}

// abbreviated reports whether the full stop after token i may belong to it:
// "Thurs. 3pm", "12.3. at noon".
func (p *parser) abbreviated(i int) bool {
	t := p.at(i)
	return t.kind == figure || t.is&(isWeekday|isMonth|isPM|isAM) != 0 && t.to-t.from <= 5
}

// fits reports whether a part that was just read goes with the others.
func (p *parser) fits(had, has *plan, l lead) bool {
	added := has.has &^ had.has
	if has.void {
		return false
	}
	if l.any(isBefore|isUntil|isFrom|isWithin|isAfter) && added&(fClock|fPart) == 0 {
		return false
	}
	if l.any(isIn) && added&(fOffset|fPart|fPeriod) == 0 {
		return false
	}
	switch {
	case added&fPeriod != 0:
		return p.periodFits(had, has, l)
	case had.has&fPeriod != 0 && added&(fWeekday|fDom) != 0:
		return added == fWeekday && has.period.unit == week && has.plain ||
			added == fDom && has.period.unit == month && has.period.edge == whole
	case had.has&fDay != 0 && added&fWeekday != 0, had.has&fWeekday != 0 && added&fDay != 0:
		return p.today.AddDays(has.rel).Weekday() == has.weekday && has.plain
	case had.has&fDate != 0 && added&fWeekday != 0:
		return has.plain && p.upcoming(had).Weekday() == has.weekday
	case had.has&fDay != 0 && added&fDate != 0:
		return has.date.Year != 0 || p.today.AddDays(has.rel) == p.upcoming(has)
	case added&fOffset != 0 && had.has&fAnyDate != 0:
		inWeeks := had.has&fWeekday != 0 && had.plain && (has.steps[0].unit == week || has.steps[0].unit == fortnight)
		return has.base.IsZero() && (inWeeks || l.mark == '+' || had.has&fDay != 0 && (l.any(isIn) || l.mark == '+'))
	}
	return true
}

// periodFits allows "the 5th of next month", "Friday next week" and
// "Tuesday of the week of the 7th".
func (p *parser) periodFits(had, has *plan, l lead) bool {
	s := has.period
	switch {
	case had.has&fDom != 0:
		return s.unit == month && s.edge == whole && !l.any(isBy|isOn)
	case had.has&fWeekday != 0:
		return s.unit == week && s.edge == whole && had.plain && !l.any(isBy)
	}
	return had.has&fAnyDate == 0
}
