package when

// wordNumber reads a whole number: 12, twelve, twenty three, a hundred is
// none. "a couple of" is 2.
func (p *parser) wordNumber(i int) (n, next int) {
	t := p.at(i)
	if t.kind == figure {
		return t.num, i + 1
	}
	if t.is&isNumber == 0 {
		return 0, 0
	}
	n, next = t.n, i+1
	if n >= 20 && n%10 == 0 {
		j := p.hyphen(next)
		if u := p.at(j); u.kind == word && u.is&isNumber != 0 && u.n >= 1 && u.n <= 9 && u.to-u.from > 2 && u.is&isVague == 0 {
			return n + u.n, j + 1
		}
	}
	return n, next
}

func (p *parser) hyphen(i int) int {
	if p.isMark(i, '-') && p.at(i).glued && p.at(i+1).glued {
		return i + 1
	}
	return i
}

// ordinal reads 15th, 7 th, fifteenth, twenty third. Last is -1.
func (p *parser) ordinal(i int) (n, next int) {
	t := p.at(i)
	if t.kind == figure {
		if p.is(i+1, isNth) && t.digits <= 2 && !p.money(i) {
			return t.num, i + 2
		}
		return 0, 0
	}
	if t.is&isOrdinal != 0 && !t.owner {
		return t.nth, i + 1
	}
	if t.is&isNumber != 0 && (t.n == 20 || t.n == 30) {
		j := p.hyphen(i + 1)
		if u := p.at(j); u.is&isOrdinal != 0 && u.nth >= 1 && u.nth <= 9 {
			return t.n + u.nth, j + 1
		}
	}
	return 0, 0
}

// dayNumber reads a day of the month beside a month: 3, 3rd, third, twenty
// three.
func (p *parser) dayNumber(i int) (n, next int) {
	if n, next = p.ordinal(i); next == 0 {
		t := p.at(i)
		if t.kind == word && (t.to-t.from < 3 || t.is&isVague != 0) || t.digits > 2 || p.money(i) {
			return 0, 0
		}
		n, next = p.wordNumber(i)
	}
	if n < 1 || n > 31 {
		return 0, 0
	}
	return n, next
}

// money reports that the figure at i is an amount: $12, 12 %, 12k.
func (p *parser) money(i int) bool {
	if p.isMark(i-1, '$') || p.isMark(i-1, '#') {
		return true
	}
	a := p.at(i + 1)
	if a.kind == mark {
		return a.mark == '%' || a.mark == '$' || a.glued && a.mark == ',' && p.at(i+2).glued && p.at(i+2).digits == 3
	}
	return a.is&isMoney != 0
}

// yearAt reads a year after a date: 2027, '27, twenty twenty seven. short
// allows two digits.
func (p *parser) yearAt(i int, short bool) (y, next int) {
	t := p.at(i)
	switch {
	case t.kind == figure && t.digits == 4 && plausibleYear(t.num) && !p.isMark(i+1, ':'):
		return t.num, i + 1
	case t.kind == figure && t.digits == 2 && short && !p.money(i) && !p.isMark(i+1, ':'):
		return 2000 + t.num, i + 1
	case t.kind == mark && t.mark == '\'' && p.at(i+1).digits == 2 && p.at(i+1).glued:
		return 2000 + p.at(i+1).num, i + 2
	case t.kind == word && t.is&isNumber != 0 && t.n == 20:
		if n, next := p.wordNumber(p.hyphen(i + 1)); next != 0 && n >= 20 && n < 100 && p.at(i+1).kind == word {
			return 2000 + n, next
		}
	}
	return 0, 0
}

// plausibleYear bounds what is taken for a year; other figures of four
// digits after a date are hours.
func plausibleYear(y int) bool { return y >= 1900 && y <= 2099 }
