package when

// spokenMinutes reads "quarter past three", "20 to noon", "twenty-one
// minutes past eight", "half three".
func (p *parser) spokenMinutes(i int, g *plan) int {
	if p.is(i, isHalf) && !p.is(i+1, isPastHour) {
		return p.halfHour(i+1, g)
	}
	m, j, sure := p.minutesWord(i)
	if j == 0 {
		return 0
	}
	back := p.is(j, isToHour) || p.is(j, isOf) && sure
	if !back && !p.is(j, isPastHour) {
		return 0
	}
	h, open, next := p.hourName(j + 1)
	if next == 0 || !sure && !p.timely(g) {
		return 0
	}
	if back {
		h, m = h-1, 60-m
	}
	if half, after := p.half(next); half != 0 {
		return g.setHalf(h, m%60, half, after)
	}
	if h == 0 {
		h = 12
	}
	return g.setClock(h, m%60, open, p.skip(next, isOclock))
}

// timely reports that something before a figure makes it a time of day.
func (p *parser) timely(g *plan) bool {
	return p.alone && g.lead.n == 0 || g.lead.any(isAt) || g.lead.any(isBy) || g.lead.mark == '@' || g.has&fAnyDate != 0
}

// halfHour reads the hour of "half three", which is 3:30 in Britain.
func (p *parser) halfHour(i int, g *plan) int {
	h, next := p.wordNumber(i)
	if next == 0 || h < 1 || h > 12 || !p.timely(g) {
		return 0
	}
	return g.setClock(h, 30, true, next)
}

// minutesWord reads the minutes before "past" or "to"; sure if they can be
// nothing else.
func (p *parser) minutesWord(i int) (m, next int, sure bool) {
	j := i
	if t := p.at(i); t.is&isNumber != 0 && t.n == 1 {
		j++ // a quarter
	}
	if t := p.at(j); t.is&isUnit != 0 && t.unit == quarter {
		return 15, j + 1, true
	}
	if p.is(i, isHalf) {
		return 30, i + 1, true
	}
	m, next = p.wordNumber(i)
	if next == 0 || m < 1 || m > 59 {
		return 0, 0, false
	}
	if t := p.at(next); t.is&isUnit != 0 && t.unit == minute {
		return m, next + 1, true
	}
	return m, next, m%5 == 0 && p.is(next+1, isNoon|isMidnight)
}

func (p *parser) hourName(i int) (h int, open bool, next int) {
	switch {
	case p.is(i, isNoon):
		return 12, false, i + 1
	case p.is(i, isMidnight):
		return 24, false, i + 1
	}
	h, next = p.wordNumber(i)
	if next == 0 || h < 1 || h > 24 || p.at(i).kind == word && (p.at(i).to-p.at(i).from < 3 || p.is(i, isVague)) {
		return 0, false, 0
	}
	return h, h <= 12, next
}

// wordClock reads hours in words: "nine a m", "ten thirty am", "five
// o'clock", and after "at" also "three thirty".
func (p *parser) wordClock(i int, g *plan) int {
	h, j := p.unitNumber(i)
	if j == 0 || h < 1 || h > 12 {
		return 0
	}
	m, next := p.minuteNumber(j)
	if next == 0 {
		next = j
	}
	if half, after := p.half(next); half != 0 {
		return g.setHalf(h, m, half, after)
	}
	if p.is(next, isOclock) {
		return g.setClock(h, m, true, p.halfAfter(next+1, g, h, m))
	}
	if next > j && (g.lead.any(isAt) || g.lead.mark == '@' || g.has&fAnyDate != 0) {
		return g.setClock(h, m, true, next)
	}
	return 0
}

// unitNumber reads one number word, not "a" or "a couple".
func (p *parser) unitNumber(i int) (n, next int) {
	t := p.at(i)
	if t.kind == word && t.is&isNumber != 0 && t.is&isVague == 0 && t.to-t.from > 2 {
		return t.n, i + 1
	}
	return 0, 0
}

// minuteNumber reads "thirty", "forty five", "oh five", or two digits.
func (p *parser) minuteNumber(i int) (m, next int) {
	if t := p.at(i); t.kind == figure && t.digits == 2 && t.num < 60 && !t.glued {
		return t.num, i + 1
	}
	if t := p.at(i); t.is&isNumber != 0 && t.kind == word && t.n == 0 {
		if n, next := p.unitNumber(i + 1); next != 0 && n < 10 {
			return n, next
		}
		return 0, 0
	}
	n, next := p.wordNumber(i)
	if next == 0 || n < 10 || n > 59 || p.at(i).kind != word {
		return 0, 0
	}
	return n, next
}

// bareHour reads an hour that only its company shows to be one: "at 3",
// "11 tonight", "Friday at four", "7 Jun 1445".
func (p *parser) bareHour(i int, g *plan) int {
	t := p.at(i)
	if t.kind == figure && (p.money(i) || p.glueBefore(i)) {
		return 0
	}
	if t.kind == figure && t.digits >= 3 {
		return p.militaryHour(i, g)
	}
	h, next := p.wordNumber(i)
	if next == 0 || h > 24 || t.kind == word && (h < 1 || h > 12 || t.to-t.from < 3 || t.is&isVague != 0) {
		return 0
	}
	if m, after := p.minuteNumber(next); after != 0 && t.kind == figure && p.timely(g) {
		return g.setClock(h, m, h <= 12, after)
	}
	if !p.hourly(i, next, g) {
		return 0
	}
	return g.setClock(h, 0, h <= 12, next)
}

// hourly decides whether the number from token i to next is an hour.
func (p *parser) hourly(i, next int, g *plan) bool {
	at := g.lead.any(isAt) || g.lead.mark == '@'
	after := p.at(next)
	if g.has == 0 && !p.alone && (g.lead.any(isIn) || p.at(i).num > 12 && after.kind == word && !p.nearDay(next)) {
		return false // "bids opened in at 17 and rose"
	}
	if after.glued && after.kind != stop && (after.kind != mark || after.mark == '%' || after.mark == '-' || after.mark == '/') {
		return false
	}
	switch {
	case p.dayPart(next):
		return g.has&fAnyDate != 0 || g.has == 0
	case g.has&fAnyDate != 0:
		return (at || g.lead.any(isBy|isBefore|isUntil)) && p.ends(next)
	case p.alone:
		return at || g.lead.any(isBy)
	case at, g.lead.any(isBy):
		if p.nearDay(next) {
			return true
		}
		return p.ends(next) && (at && p.at(i).kind == figure || p.is(i-g.lead.n-1, isHourly))
	}
	return false
}

// dayPart reports words that make the number before them an hour: "tonight",
// "this evening", "in the morning", "at night".
func (p *parser) dayPart(i int) bool {
	if p.isMark(i, ',') {
		i++
	}
	if p.is(i, isTonight) {
		return true
	}
	if p.is(i, isThis) {
		return p.is(i+1, isPart)
	}
	if j := p.skip(i, isIn|isAt); j > i {
		j = p.skip(j, isThe)
		return p.is(j, isPart) && p.ends(j+1)
	}
	return false
}

// nearDay reports a day right after token i: "at 3 tomorrow", "by 5 on Friday".
func (p *parser) nearDay(i int) bool {
	return p.is(p.skip(i, isOn), isDay|isWeekday|isTonight|isThis)
}

// ends reports that what stands before token i is complete there.
func (p *parser) ends(i int) bool {
	t := p.at(i)
	switch t.kind {
	case stop:
		return true
	case mark:
		return t.mark != '%' && t.mark != '$' && t.mark != '/' && t.mark != 'h'
	}
	return t.is&(isOpen|isPart|isDay|isTonight|isOn|isThis|isPM|isAM) != 0
}

// militaryHour reads 1445 or 615 after a date, "at" or "around".
func (p *parser) militaryHour(i int, g *plan) int {
	t := p.at(i)
	after := g.has&(fDate|fDom|fWeekday|fDay) != 0 && (t.digits == 4 || g.lead.any(isAt|isAbout))
	if !after && !g.lead.any(isAt|isAbout|isBy) && g.lead.mark != '@' || t.digits > 4 {
		return 0
	}
	if !after && !p.ends(i+1) && !p.dayPart(i+1) {
		return 0
	}
	open := t.digits == 3 || t.num <= 1259 && t.num >= 100 && !after
	return g.setClock(t.num/100, t.num%100, open, p.skipHour(i+1))
}
