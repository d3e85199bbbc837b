package analyze

import "heed/bot/when"

// tried reports whether "I'll try to …" goes on with something to do, whatever
// the verb: of the talk itself nobody says it without a word of speaking or
// showing. In the present ("I try to find the old plans") it takes a thing
// that both know.
func tried(p *phrases, t trigger, v, end int, due *when.Reading) bool {
	if p.lower(t.verb) != "try" && p.lower(t.verb) != "attempt" || p.phrase("idiom", v) > 0 || p.phrase("spot", v) > 0 || p.phrase("try:no", v) > 0 || p.has("now", v, end) || p.has("habit", 0, end) {
		return false
	}
	switch t.kind {
	case byI, byWe:
		next := p.lower(p.next(v + 1))
		return v > t.verb && (p.forms[v] == baseForm || p.forms[v] == noVerb) && (p.lower(v) == "do" || p.substance(v, end)) || v == t.verb && (due != nil || next == "it" || next == "that" || next == "them")
	case byPresent:
		return p.lower(t.from) == "i" && (p.phrase("do:sure", v) > 0 || p.phrase("do:maybe", v) > 0) && (definite(p, v) || due != nil)
	}
	return false
}

// onceTold reads what somebody will do or say once something has come about
// that isn't in the listener's hands: "if it isn't cheaper I'll tell you so".
func onceTold(p *phrases, t trigger, v, end int) bool {
	if t.kind != byI && t.kind != byWe || p.phrase("if:tells", v) == 0 || p.has("now", v, end) {
		return false
	}
	w, _, ok := p.locate("if", 0, end)
	switch p.lower(p.next(w + 1)) {
	case "you", "i", "we", "there":
		return false // it is for the talk to say: "if we have time"
	}
	return ok
}

// evenLater reports whether "if we ever …" goes on with coming back to the
// listener; "if you ever …" is about anybody.
func evenLater(p *phrases, t trigger, v int) bool {
	if w := p.next(0); p.phrase("if", w) == 0 || p.lower(p.next(w+1)) == "you" || !p.hasWord("ever", w, t.from) {
		return false
	}
	return p.phrase("if:returns", v) > 0
}

// compliment reports whether what is to be passed on is the praise that the
// other side just gave.
func (f *promiseFinder) compliment(i int, p *phrases, v int) bool {
	s := &f.d.Sentences[i]
	if p.phrase("do:passes", v) == 0 || s.Turn == 0 {
		return false
	}
	before := f.d.Turns[s.Turn-1]
	for k := before.First; k < before.End; k++ {
		if f.d.Sentences[k].Labels.has(CuePraise) {
			return true
		}
	}
	return false
}
