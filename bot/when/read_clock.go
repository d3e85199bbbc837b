package when

// clockAt reads a time of day that shows by itself: 15:30, 3pm, 15h20, half
// past three, noon, EOD.
func (p *parser) clockAt(i int, g *plan) int {
	t := p.at(i)
	switch {
	case t.is&isClosing != 0:
		h, m := int(t.clock[0]-'0')*10+int(t.clock[1]-'0'), 0
		next := g.setClock(h, m, false, i+1)
		g.close = true
		return next
	case t.is&isNoon != 0:
		return g.setClock(12, 0, false, i+1)
	case t.is&isMidnight != 0:
		return g.setClock(24, 0, false, i+1)
	case t.kind == figure:
		if next := p.figureClock(i, g); next != 0 {
			return next
		}
		return p.spokenMinutes(i, g)
	}
	if next := p.spokenMinutes(i, g); next != 0 {
		return next
	}
	return p.wordClock(i, g)
}

// setClock fills in a time of day and returns next, or 0 if there is no such
// time.
func (g *plan) setClock(h, m int, open bool, next int) int {
	if h > 24 || m > 59 || h == 24 && m > 0 || next == 0 {
		return 0
	}
	g.has |= fClock
	g.clock, g.open, g.close = h*60+m, open, false
	return next
}

// figureClock reads 15:30, 3:30 pm, 7:05:30, 3pm, 415 p.m., 14.35h, 15h20,
// 11ish.
func (p *parser) figureClock(i int, g *plan) int {
	h, m, next, minutes := p.hourMinute(i)
	if next == 0 || p.money(i) {
		return 0
	}
	half, after := p.half(next)
	switch {
	case half != 0:
		if h, m, ok := splitHour(h, m, p.at(i).digits, minutes); ok {
			return g.setHalf(h, m, half, p.skipIsh(after))
		}
	case minutes == ':':
		return g.setClock(h, m, h <= 12 && p.at(i).num == h && p.text[p.at(i).from] != '0', p.skipHour(next))
	case p.is(next, isIsh) && p.at(next).glued, p.is(next, isOclock):
		return g.setClock(h, m, h <= 12, p.halfAfter(next+1, g, h, m))
	case p.shortHour(next) && !g.lead.any(isIn|isWithin|isAbout):
		return p.hourMark(next, h, m, minutes, g)
	case minutes == '.' && (g.lead.any(isAt) || g.lead.mark == '@' || g.has&fAnyDate != 0):
		return g.setClock(h, m, h <= 12, next)
	}
	return 0
}

// hourMinute reads 15, 15:30, 7:05:30 or 16.29 and says what stood between.
func (p *parser) hourMinute(i int) (h, m, next int, sep byte) {
	t := p.at(i)
	if t.kind != figure || t.digits > 4 || p.glueBefore(i) {
		return 0, 0, 0, 0
	}
	s, u := p.at(i+1), p.at(i+2)
	if t.digits > 2 || s.kind != mark || !s.glued || s.mark != ':' && s.mark != '.' || u.kind != figure || !u.glued || u.digits != 2 {
		return t.num, 0, i + 1, 0
	}
	next = i + 3
	if s.mark == ':' && p.isMark(next, ':') && p.at(next).glued && p.at(next+1).kind == figure && p.at(next+1).glued {
		next += 2
	}
	if p.isMark(next, ':') && p.at(next).glued && p.at(next+1).glued && p.at(next+1).kind == figure {
		return 0, 0, 0, 0
	}
	return t.num, u.num, next, s.mark
}

// glueBefore reports that a figure is the tail of something else: 1.2.3,
// 10/4/5, #4, x4.
func (p *parser) glueBefore(i int) bool {
	t := p.at(i)
	if !t.glued || i == 0 {
		return false
	}
	b := p.at(i - 1)
	if b.kind == word {
		if b.glued && b.to-b.from == 1 && lower[p.text[b.from]] == 't' {
			return false // 2026-11-27T14:00
		}
		return b.is&(isShort|isMonth|isWeekday) == 0
	}
	if b.kind == mark && (b.mark == '.' || b.mark == ':' || b.mark == '/') {
		return b.glued && p.at(i-2).kind == figure
	}
	return b.kind == mark && (b.mark == '#' || b.mark == '_' || b.mark == '=')
}

// splitHour reads 330 as 3:30 where the minutes weren't set apart.
func splitHour(h, m, digits int, sep byte) (int, int, bool) {
	if digits > 2 && sep == 0 {
		h, m = h/100, h%100
	}
	return h, m, h <= 24 && m < 60
}

// half reads am or pm: 1 or 2, or 0 for neither.
func (p *parser) half(i int) (half, next int) {
	t := p.at(i)
	if t.is&isAM != 0 {
		return 1, p.dot(i + 1)
	}
	if t.is&isPM != 0 {
		return 2, p.dot(i + 1)
	}
	if t.kind == word && t.to-t.from == 1 && t.glued {
		switch lower[p.text[t.from]] {
		case 'a':
			return 1, i + 1
		case 'p':
			return 2, i + 1
		}
	}
	return 0, i
}

// setHalf is setClock for 12 hours and am (1) or pm (2). 15:30 pm is 15:30.
func (g *plan) setHalf(h, m, half, next int) int {
	switch {
	case h == 12 && half == 1:
		h = 0
	case h < 12 && half == 2:
		h += 12
	}
	return g.setClock(h, m, false, next)
}

func (p *parser) halfAfter(i int, g *plan, h, m int) int {
	if half, next := p.half(i); half != 0 {
		return g.setHalf(h, m, half, next)
	}
	return i
}

func (p *parser) skipIsh(i int) int {
	if p.isMark(i, '-') && p.is(i+1, isIsh) {
		return i + 2
	}
	return p.skip(i, isIsh)
}

func (p *parser) skipHour(i int) int {
	if p.shortHour(i) {
		return i + 1
	}
	return p.skip(i, isOclock)
}

func (p *parser) shortHour(i int) bool {
	t := p.at(i)
	return t.is&isShort != 0 && t.unit == hour && t.glued
}

// hourMark reads 15h, 15h20 and 14.35h from the h on.
func (p *parser) hourMark(i, h, m int, sep byte, g *plan) int {
	if u := p.at(i + 1); sep == 0 && u.kind == figure && u.glued && u.digits == 2 {
		return g.setClock(h, u.num, false, i+2)
	}
	if sep == ':' || h > 24 || p.at(i-1).digits > 2 {
		return 0
	}
	return g.setClock(h, m, false, i+1)
}
