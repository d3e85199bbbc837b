package when

import "math"

// amount is a number of units.
type amount struct {
	n    float64
	unit unit
}

// maxAmount keeps nonsense ("in 99999999 days") from being counted.
const maxAmount = 1200

// amounts reads "3 days", "1 year and 2 months", "an hour and a half", "2-3
// weeks", "a week or two", "3hr20min".
func (p *parser) amounts(i int, ahead bool) (steps []amount, next int, vague bool) {
	for len(steps) < 4 {
		a, j, v := p.amount(i, ahead && len(steps) == 0)
		if j == 0 || len(steps) > 0 && p.is(i, isNumber) && p.at(i).n == 1 && !p.is(i-1, isAnd) { // "three days a week"
			break
		}
		steps = append(steps, a...)
		vague = vague || v
		next = j
		i = j
		if p.isMark(i, ',') {
			i++
		}
		i = p.skip(i, isAnd)
	}
	return steps, next, vague
}

func (p *parser) amount(i int, ahead bool) ([]amount, int, bool) {
	n, j, vague := p.quantity(i)
	if j == 0 && ahead && p.is(i, isUnit) {
		n, j = 1, i
	}
	if j == 0 || n > maxAmount {
		return nil, 0, false
	}
	j = p.skip(j, isAbout|isOf|isComing) // 2 more minutes
	j = p.hyphen(j)
	t := p.at(j)
	switch {
	case t.is&isUnit != 0 && t.unit != weekend && t.unit != fiscal:
	case t.is&isShort != 0 && t.glued && p.at(j-1).kind == figure && !(p.alone && t.unit == hour):
	default:
		return nil, 0, false
	}
	a := []amount{{n, t.unit}}
	next := j + 1
	if u := p.at(next); t.unit == hour && u.kind == figure && u.glued && u.digits == 2 && t.glued {
		return append(a, amount{float64(u.num), minute}), next + 1, vague // 1h30
	}
	if m, k := p.andHalf(next); k != 0 {
		a[0].n += m
		return a, k, vague
	}
	if p.is(next, isOr) && p.is(next+1, isNumber) && p.at(next+1).n == int(n)+1 && !p.is(next+2, isUnit) {
		a[0].n++
		return a, next + 2, true
	}
	return a, next, vague
}

// andHalf reads the end of "an hour and a half".
func (p *parser) andHalf(i int) (float64, int) {
	if p.is(i, isAnd) && p.is(i+1, isNumber) && p.at(i+1).n == 1 && p.is(i+2, isHalf) {
		return 0.5, i + 3
	}
	return 0, 0
}

// quantity reads the number of an amount: 3, two, a couple of, half a, 2.5,
// 1/2, two and a half; of a range the upper end.
func (p *parser) quantity(i int) (n float64, next int, vague bool) {
	if p.is(i, isHalf) {
		j := i + 1
		if p.is(j, isNumber) && p.at(j).n == 1 {
			j++
		}
		return 0.5, p.skip(j, isOf), false
	}
	whole, j := p.wordNumber(i)
	if j == 0 || p.isMark(i-1, '$') {
		return 0, 0, false
	}
	if p.is(i, isNumber) && p.at(i).n == 1 && p.is(j, isHalf) {
		return 0.5, j + 1, false
	}
	n, vague = float64(whole), p.is(i, isVague)
	if f, k := p.fraction(i, j); k != 0 {
		return f, k, false
	}
	if p.is(j, isAnd) && p.is(j+1, isNumber) && p.at(j+1).n == 1 && p.is(j+2, isHalf) {
		return n + 0.5, j + 3, false
	}
	if p.isMark(j, '-') || p.is(j, isOr) {
		if up, k := p.wordNumber(j + 1); k != 0 && float64(up) > n && up > 1 {
			return float64(up), k, true
		}
	}
	return n, j, vague
}

// fraction reads the rest of 2.5 or 1/2.
func (p *parser) fraction(i, j int) (float64, int) {
	a, s, b := p.at(i), p.at(j), p.at(j+1)
	if a.kind != figure || b.kind != figure || !s.glued || !b.glued {
		return 0, 0
	}
	switch {
	case p.isMark(j, '.') && b.digits <= 2:
		return float64(a.num) + float64(b.num)/math.Pow10(b.digits), j + 2
	case p.isMark(j, '/') && b.num > a.num && b.num <= 4:
		return float64(a.num) / float64(b.num), j + 2
	}
	return 0, 0
}
