package when

import "strings"

// credible decides whether what was read in the midst of a text is a date at
// all: "sat", "may" and "in the evening" mostly aren't.
func (p *parser) credible(g *plan, next int) bool {
	if p.alone {
		return true
	}
	if g.has&fAnyDate == 0 && g.has&fClock == 0 {
		return g.part == "morning" && g.lead.any(isIn|isBy) && (p.at(next).kind != word) && p.is(g.from-1, isHourly) || p.firstThing(g, next)
	}
	if g.has == fOffset && g.lead.any(isIn) && p.is(next, isOf) {
		return false // in two weeks of testing
	}
	if g.word < 0 || g.has&^(fWeekday|fPeriod) != 0 {
		return true
	}
	return p.doubtfulStands(g, next)
}

// firstThing reports "first thing in the morning".
func (p *parser) firstThing(g *plan, next int) bool {
	t := p.at(next - 1)
	return g.part == "morning" && t.is&isPart != 0 && t.to-t.from > len("first thing in")
}

// doubtfulStands decides on a word that is a name or a verb as often as a
// month or weekday.
func (p *parser) doubtfulStands(g *plan, next int) bool {
	if g.lead.any(dues) {
		return !g.lead.any(isThe)
	}
	t, before := p.at(g.word), p.at(g.word-1)
	if before.kind == mark && strings.IndexByte(",(>-:", before.mark) >= 0 {
		return p.at(next).kind != word
	}
	if g.has&fPeriod != 0 || g.lead.any(isThe) {
		return false
	}
	return t.capital && before.kind == word && before.is&(isAnd|isOr|isOf|isThe|isFrom) == 0
}

func pronoun(w string) bool {
	switch w {
	case "i", "we", "you", "he", "she", "they", "it":
		return true
	}
	return false
}

// idiom reports what only looks like a date: "at the end of the day, it's
// about trust", "the second time in a decade", "we talked about January",
// "free 4:15-5:45".
func (p *parser) idiom(g *plan, next int) bool {
	switch {
	case p.alone:
		return false
	case g.has == fOffset && g.lead.any(isIn) && p.is(g.from-1, isTimeWord):
		return true
	case g.has&fOffset != 0 && !g.base.IsZero() && g.steps[len(g.steps)-1].short() != 0:
		return true // "give me ten minutes before April"
	case g.has == fDom && !g.lead.any(dues) && pronoun(p.word(next)):
		return true // "the second I know"
	case g.lead.any(isIn) && !g.lead.any(isWithin) && p.word(next-1) == "year" && p.word(next-2) == "new":
		return true // "in the new year": some day or other
	case g.has == fPeriod && g.period.unit == month && g.period.edge == whole && g.lead.any(isAbout) && !g.lead.any(dues):
		return true
	case g.has == fClock && g.lead.n == 0 && (p.isMark(next, '-') || p.isMark(g.from-1, '-') || p.is(next, isOr|isUntil)):
		return true
	}
	if g.has != fClock || !g.close || !g.lead.any(isAt) {
		return false
	}
	return p.isMark(next, ',') || p.at(next).kind == word
}
