package reply

import (
	"slices"

	"heed/bot/when"
)

// clause is what is said of one promise or several: a part with the names of
// promises that stood alone before or after it.
type clause struct {
	part
	subjects []part // each names a promise of its own
	but      []part // and each of these one that "all" doesn't hold
	rest     bool
}

// join puts parts together: names that stand alone go with what is said next
// ("pricing and questionnaire done"), or else before; and what names nothing
// adds to what was just said ("not mine, Ben has it").
func join(parts []part) []clause {
	var out []clause
	var waiting []part
	for _, p := range parts {
		switch last := len(out) - 1; {
		case last >= 0 && out[last].has(allKind) && (p.except || p.and && p.names() && len(out[last].but) > 0):
			out[last].but = append(out[last].but, part{about: p.about, who: p.who, nth: p.nth, span: p.span, past: -1})
			p.about, p.who, p.nth, p.span = nil, nil, 0, 0 // "all except the report are done"
			out[last].merge(p)
			out[last].did = append(out[last].did, p.did...)
		case p.names() && p.name == "":
			waiting = append(waiting, p)
		case last >= 0 && shares(&out[last], p):
			before := out[last]
			p.kinds = append(p.kinds, before.kinds...)
			out[last] = clause{part: p, subjects: append(before.subjects, part{about: before.about, who: before.who, nth: before.nth, span: before.span, past: -1})}
		case last >= 0 && out[last].handsOver() && p.name != "" && len(p.about) > 0 && len(p.kinds)+len(p.did) == 0: // Kim the report
			p.kinds = append(p.kinds, handKind)
			out = append(out, clause{part: p})
		case len(waiting) == 0 && last >= 0 && adds(&out[last].part, p):
			out[last].merge(p)
		default:
			out = append(out, clause{part: p, subjects: waiting, rest: p.has(restKind)})
			waiting = nil
		}
	}
	if len(out) > 0 {
		out[len(out)-1].subjects = append(out[len(out)-1].subjects, waiting...)
	}
	return out
}

// shares reports whether the day of p is that of what was moved before it too:
// "move the pricing and the report to Monday".
func shares(before *clause, p part) bool {
	return p.and && !p.day.IsZero() && len(p.kinds)+len(p.did) == 0 && (len(p.about) > 0 || p.nth != 0) &&
		(before.has(moveKind) && !before.will || before.has(snoozeKind)) && before.day.IsZero() && (len(before.about) > 0 || before.nth != 0)
}

// adds reports whether p, which names no promise, says more about the one
// before it rather than something of its own.
func adds(before *part, p part) bool {
	if before.has(notMineKind) && before.name == "" && p.name != "" && (p.has(handKind) || len(p.kinds)+len(p.did) == 0) {
		return len(before.about) == 0 && before.nth == 0 || len(p.about) == 0 && p.nth == 0 // whichever names it
	}
	if len(p.about) > 0 || p.nth != 0 || p.has(restKind) || p.has(allKind) {
		return false
	}
	switch {
	case p.has(doubtKind):
		return true
	case p.has(dropKind) || p.has(noneKind):
		return before.has(dropKind) || before.has(notMineKind)
	case p.has(handKind) && p.name != "":
		return before.has(notMineKind) || before.has(handKind)
	case len(p.kinds) == 0 && len(p.did) == 0 || onlyWill(p):
		return before.day.IsZero() && !p.day.IsZero() || p.past >= 0
	case p.has(snoozeKind), p.has(moveKind), p.has(waitKind):
		return before.has(waitKind) || before.has(snoozeKind)
	}
	return false
}

func onlyWill(p part) bool { return p.will && p.has(moveKind) && len(p.kinds) == 1 }

func (c *clause) merge(p part) {
	c.about, c.who, c.by = append(c.about, p.about...), append(c.who, p.who...), p.by
	if p.nth != 0 {
		c.nth, c.span = p.nth, p.span
	}
	c.kinds = append(c.kinds, p.kinds...)
	if !p.day.IsZero() {
		c.day, c.plain, c.shift = p.day, p.plain, p.shift
	}
	if p.past >= 0 {
		c.past = p.past
	}
	if p.name != "" {
		c.name, c.may = p.name, p.may
	}
	c.spared = c.spared || p.spared
	c.will, c.firm = c.will || p.will, c.firm || p.firm
}

// done reports whether a clause says that something is done.
func (c *clause) done() bool { return c.has(doneKind) || len(c.did) > 0 && !c.has(waitKind) }

// ahead reports whether what is said to be done lies ahead after all: "done
// by Friday", "will be done tomorrow". "Sent Monday" doesn't.
func (c *clause) ahead(today when.Date) bool {
	return c.will || c.past < 0 && c.day.After(today) && !c.plain
}

// bare reports whether a clause holds nothing but names and a day: "intro
// Monday".
func (c *clause) bare() bool { return len(c.kinds) == 0 || !slices.ContainsFunc(c.kinds, verbal) }

func verbal(k kind) bool { return k != allKind && k != restKind && k != handKind }

// handsOver reports whether a clause says that somebody else has it. Beside a
// word of doing, a name is rather part of what was promised ("intro to Ben
// done").
func (c *clause) handsOver() bool {
	if c.has(doneKind) || c.has(waitKind) || len(c.did) > 0 && !c.has(handKind) {
		return false
	}
	return c.name != "" && (c.has(handKind) || c.has(notMineKind))
}
