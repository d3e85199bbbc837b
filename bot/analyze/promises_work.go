package analyze

import (
	"strings"

	"heed/bot/when"
)

// work decides by the verb, and by what stands beside it.
func (f *promiseFinder) work(p *phrases, t trigger, v, end int, due *when.Reading, weak bool) bool {
	dated := due != nil
	switch t.kind {
	case byYou:
		if present := !p.hasWord("will", t.from, v); present && p.lower(t.from) == "you" && !p.has("from:me", v, end) && !bareObject(p, v) && !bareObject(p, p.before(v)) {
			return false
		}
		if p.has("habit", v, end) {
			return false
		}
		return (dated || p.has("from:me", v, end) || p.has("later", v, end) && !p.has("idiom", v, v+1)) && !startsWith(p, v, "to")
	case byLet:
		return (p.phrase("do:let", v) > 0 || p.phrase("do:inside", v) > 0) && !p.has("now", v, end)
	case byPresent:
		return presentWork(p, v, end, due, weak)
	case byDoing, byNeed:
		return doingWork(p, v, end, dated)
	case byName:
		return true
	case byOwe:
		return p.phrase("social", t.from) == 0 && p.phrase("owe:no", v) == 0 && (dated || p.has("deliverable", v, end))
	case byCan:
		sure, maybe := p.phrase("do:sure", v) > 0, p.phrase("do:maybe", v) > 0
		return dated && p.phrase("spot", v) == 0 && (sure || maybe && forListener(p, v, end))
	}
	if idiom := p.phrase("idiom", v); idiom > 0 && p.phrase("do:sure", v) <= idiom && !(dated && p.noted(v, end)) && !(dated && deadline(due) && p.phrase("do:maybe", v) > 0) {
		return false
	}
	here := p.has("now", v, end) && !dated && !p.has("later", v, end)
	sure, maybe := p.phrase("do:sure", v) > 0, p.phrase("do:maybe", v) > 0
	if here || p.phrase("spot", v) > 0 && !dated && !(sure && (ofOthers(p, v) || p.elsewhere(v))) {
		return false
	}
	beside := dated || p.has("later", v, end) || p.has("deliverable", v+1, end)
	switch {
	case t.kind == byWe && p.has("habit", v, end): // what the product, or the service, does
		return false
	case t.kind == byWe && !sure && dated && far(due) && !forListener(p, v, end): // "we'll move in May"
		return false
	case t.kind == byWe && sure && definite(p, v) && p.inTouch(v):
		return true
	case t.kind == byWe:
		return sure && (beside || addressed(p, v, end)) || p.phrase("do:grant", v) > 0 || dated && deadline(due) && p.mayDo(v) && definite(p, v) || maybe && (dated || weak && p.has("if", 0, len(p.words)) || addressed(p, v, end) || p.has("later", v, end)) ||
			dated && p.forms[v] == baseForm && forListener(p, v, end)
	case sure || causes(p, v, end) || thenSure(p, v, end):
		return true
	case maybe:
		return beside || weak || addressed(p, v, end)
	}
	if t.kind == byI && p.mayDo(v) && (weak || p.substance(v, end)) {
		return true // a verb of doing, known or not
	}
	if weak && t.kind == byI && p.has("if", 0, len(p.words)) && p.forms[v] == noVerb && p.phrase("do:never", v) == 0 && p.phrase("do:living", v) == 0 && p.next(v+1) >= end {
		return true // "if it acts up, I'll holler"
	}
	if p.phrase("do:living", v) > 0 || p.forms[v] == noVerb && isName(&p.words[v]) {
		return false
	}
	return dated && (p.forms[v] == baseForm || p.forms[v] == noVerb && t.kind == byI && len(p.lower(v)) > 2 && !auxiliary(p.lower(v)))
}

// elsewhere: "I'll show you the harbour": no place is shown in a call.
func (p *phrases) elsewhere(v int) bool {
	return p.base(v) == "show" && p.phrase("do:sure", v) > p.phrase("spot", v)
}

// ofOthers reports whether a verb is done to somebody who isn't in the talk.
func ofOthers(p *phrases, v int) bool {
	switch w := p.next(v + 1); p.lower(w) {
	case "him", "her", "them", "my", "our":
		return true
	default:
		return false
	}
}

// inTouch: "we'll ask the cold store".
func (p *phrases) inTouch(v int) bool {
	switch p.base(v) {
	case "ask", "call", "ring", "phone", "email", "text":
		return true
	}
	return false
}

// definite reports whether what stands after a verb is a thing that both know:
// "the new one", "your van", "it".
func definite(p *phrases, v int) bool {
	w := p.lower(p.next(v + 1))
	return w == "the" || w == "your" || objects[w]
}

// mayDo reports whether a word after "I'll" is a verb of doing: one that is
// known and not blocked, or any word that takes an object.
func (p *phrases) mayDo(v int) bool {
	switch {
	case p.phrase("do:never", v) > 0, p.phrase("do:living", v) > 0, p.forms[v] == pastForm, isPronoun(p.lower(v)), p.lower(p.before(v)) == "be":
		return false
	case p.forms[v] == baseForm:
		return true
	case isName(&p.words[v]), strings.HasSuffix(p.lower(v), "ly"):
		return false
	}
	w := p.next(v + 1)
	switch p.lower(w) {
	case "you", "some", "up", "out", "over", "off":
		return true
	}
	return objects[p.lower(w)] || determiner[p.lower(w)] || w < len(p.words) && isName(&p.words[w])
}

// substance reports whether after verb v stands somebody or something to do it
// with, and not only "it" or "there".
func (p *phrases) substance(v, end int) bool {
	if len(p.lower(v)) < 3 {
		return false
	}
	for w := v + 1; w < end && p.words[w].IsWord(); w++ {
		if p.lower(w) == "you" || telling(p.lower(w)) && w > v {
			return true
		}
	}
	return false
}

// causes reads "have the moulds remade", "get it printed": somebody will.
func causes(p *phrases, v, end int) bool {
	if p.lower(v) != "have" && p.lower(v) != "get" {
		return false
	}
	for w := v + 2; w < end && w < v+10 && (p.words[w].IsWord() || p.words[w].Lower == "." || p.words[w].Lower == "'"); w++ {
		if p.forms[w] == pastForm || strings.HasSuffix(p.lower(w), "ed") && len(p.lower(w)) > 4 {
			return true
		}
	}
	return false
}

// thenSure reads on where a verb that no list has is joined to one that is
// work: "I'll trim the order to twelve and resend it".
func thenSure(p *phrases, v, end int) bool {
	return (p.forms[v] == baseForm || p.forms[v] == noVerb) && p.phrase("idiom", v) == 0 && p.phrase("spot", v) == 0 && p.joined(v, end)
}

// noted: "I'll write that down and get it across to you on Monday": what is
// noted on the spot goes out later.
func (p *phrases) noted(v, end int) bool {
	switch p.base(v) {
	case "write", "note", "jot", "pull", "type", "put":
		return p.joined(v, end) && forListener(p, v, end)
	}
	return false
}

// joined reports whether a verb that is work follows verb v after an "and".
func (p *phrases) joined(v, end int) bool {
	const reach = 12 // words
	for w := v + 1; w < end && w <= v+reach; w++ {
		if p.lower(w) != "and" {
			continue
		}
		k := p.next(w + 1)
		for p.lower(k) == "then" || p.lower(k) == "i" || p.lower(k) == "will" || adverb(p.lower(k)) {
			k = p.next(k + 1)
		}
		if k < end && p.forms[k] == baseForm && p.phrase("do:sure", k) > 0 && p.phrase("idiom", k) == 0 && p.phrase("spot", k) == 0 {
			return true
		}
	}
	return false
}

func startsWith(p *phrases, w int, lower string) bool { return p.lower(w) == lower }

// addressed reports whether the thing is for somebody.
func addressed(p *phrases, from, to int) bool {
	if w := p.next(from + 1); w < to && isName(&p.words[w]) {
		return true
	}
	for w := from + 1; w < to && w <= from+3; w++ {
		switch p.lower(w) {
		case "you", "him", "her", "them":
			return true
		}
	}
	return false
}

// forListener reports whether a clause speaks of "you".
func forListener(p *phrases, from, to int) bool {
	for w := from; w < to; w++ {
		if isYou(p.lower(w)) {
			return true
		}
	}
	return false
}

// isYou reports whether a word is "you" in one of the ways it is said.
func isYou(w string) bool {
	switch w {
	case "you", "y'all", "y’all", "yous", "youse":
		return true
	}
	return false
}

// presentWork: "I send you the list until Friday", "I bring the lamp on
// Tuesday", "if it fits I come by on the 3rd", and no habit.
func presentWork(p *phrases, v, end int, due *when.Reading, weak bool) bool {
	dated := due != nil
	if p.reader.word(p.words[v].Number).traits&sameForm != 0 && !dated {
		return false // "we set up the queue that you asked for"
	}
	if p.phrase("do:sure", v) == 0 && !(p.phrase("do:maybe", v) > 0 && dated) || p.has("habit", v, end) || p.phrase("idiom", v) >= max(1, p.phrase("do:sure", v)) {
		return false
	}
	you := p.lower(p.next(v+1)) == "you"
	for w := v + 1; w+1 < end; w++ {
		you = you || p.lower(w) == "to" && (p.lower(w+1) == "you" || p.lower(w+1) == "her" || p.lower(w+1) == "him" || p.lower(w+1) == "them")
	}
	if dated && (weak || deadline(due) || p.phrase("do:sure", v) > 0 && comingUp(due)) {
		return true
	}
	return you && (dated || weak || p.has("deliverable", v, end) || bareObject(p, p.next(v+1)) || bareObject(p, v))
}

// comingUp reports whether a date can only be the next one: "tomorrow", "next
// Monday", where "on Mondays" and "on the third" may be every one.
func comingUp(due *when.Reading) bool {
	switch strings.ToLower(firstWord(due.Phrase)) {
	case "tomorrow", "tonight", "today", "next":
		return true
	}
	return false
}

// far reports whether a date is a month or more, and no deadline: of oneself
// that is a plan.
func far(due *when.Reading) bool {
	return (due.Grain == when.Month || due.Grain == when.Quarter || due.Grain == when.Year) && !deadline(due)
}

// deadline reports whether a date says until when, and not when.
func deadline(due *when.Reading) bool {
	switch strings.ToLower(firstWord(due.Phrase)) {
	case "by", "until", "till", "before", "within":
		return true
	}
	return false
}

// doingWork: "I'm checking with returns", "I'm sending it over tonight".
func doingWork(p *phrases, v, end int, dated bool) bool {
	if p.phrase("idiom", v) > p.phrase("do:doing", v) || p.has("now", v, end) && !p.has("later", v, end) || p.has("habit", v, end) {
		return false
	}
	return p.phrase("do:inside", v) > 0 || dated && p.phrase("do:coming", v) > 0 || p.phrase("do:doing", v) > 0 && (dated || addressed(p, v, end) || p.base(v) == "check")
}

// bareObject reports whether the words from w begin with a pronoun for what
// was spoken of before.
func bareObject(p *phrases, w int) bool {
	if w < len(p.words) && p.forms[w] != noVerb {
		w = p.next(w + 1)
	}
	switch p.lower(w) {
	case "it", "that", "them", "those", "these", "both", "everything", "this":
		return true
	}
	return false
}

// auxiliary: "I'll have been there by then" says nothing of work.
func auxiliary(w string) bool {
	switch w {
	case "been", "have", "being", "had", "not", "never", "probably", "see":
		return true
	}
	return false
}
