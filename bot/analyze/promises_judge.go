package analyze

import (
	"strings"

	"heed/bot/call"
)

// judge says whether words[t.verb:end] is work that outlives the call, and
// makes the commitment; nil if it isn't.
func (f *promiseFinder) judge(i int, p *phrases, t trigger, end int) *commitment {
	s := &f.d.Sentences[i]
	v, soft := t.verb, p.has("soft:word", max(0, t.from-4), min(len(p.words), t.verb+1)) || p.phrase("soft:word", t.verb) > 0
	if lead := p.phrase("do:away", v); lead > 0 { // "I'll go and ask"
		v = p.next(lead)
	}
	if lead := p.phrase("soft:lead", v); lead > 0 {
		if soft = true; p.phrase("do:sure", v) < lead || p.next(lead) < end && p.forms[p.next(lead)] == baseForm {
			v = p.next(lead)
		}
	}
	if v >= end || p.phrase("social", v) > 0 || p.has("hypothetical", 0, t.from) && !evenLater(p, t, v) || f.asked(i, p, t) || f.talkOfProduct(i, p, t, end) || f.compliment(i, p, v) {
		return nil
	}
	due := f.dueOf(i, p, t, v, end)
	conditional, from := f.condition(i, p, t)
	if !f.work(p, t, v, end, due, soft || conditional) && !tried(p, t, v, end, due) && !(conditional && onceTold(p, t, v, end)) || conditional && p.phrase("do:grant", v) > 0 && p.has("if:buys", 0, t.from) {
		return nil
	}
	c := &commitment{sentence: i, turn: s.Turn, speaker: s.Speaker, side: s.Side, due: due, strength: Hard}
	switch {
	case conditional:
		c.strength = Conditional
	case soft:
		c.strength = Soft
	}
	f.own(c, t)
	c.quote = f.quote(i, p, from, end)
	c.verb, c.action, c.content = actionOf(s.Text, p, t, v, end, due)
	c.repeats = p.phrase("do:report", v) > 0 && len(c.content) <= 1 && !ofOthers(p, v) || t.kind == byYou && bareObject(p, v)
	return c
}

// own sets who owes it. "We" and the unnamed party of a two-track recording
// leave the owner open.
func (f *promiseFinder) own(c *commitment, t trigger) {
	name := f.d.speaker(c.speaker)
	switch {
	case t.kind == byName:
		c.owner = t.named
		if k := f.speakerNamed(t.named); k >= 0 {
			c.owner, c.side = f.d.speaker(k), f.d.Call.Speakers[k].Side
		}
	case t.kind == byWe || strings.EqualFold(name, "them") || f.d.phrases(c.sentence).lower(t.from) == "we":
	default:
		c.owner = name
	}
}

// asked reports whether the sentence is a question rather than a promise with
// a tag ("I'll send it on Monday, okay?").
func (f *promiseFinder) asked(i int, p *phrases, t trigger) bool {
	s := &f.d.Sentences[i]
	if !strings.HasSuffix(s.Text, "?") {
		return false
	}
	return !p.has("tag", t.verb, len(p.words)) && t.from > 2
}

// talkOfProduct reports whether a general case makes the sentence a
// description of the product: "whenever it drops, we'll text you".
func (f *promiseFinder) talkOfProduct(i int, p *phrases, t trigger, end int) bool {
	if p.has("general", 0, len(p.words)) {
		return true
	}
	s := &f.d.Sentences[i]
	if t.kind != byWe || i == f.d.Turns[s.Turn].First {
		return false
	}
	before := &f.d.Sentences[i-1]
	return (!endsSentence(before.Text) || s.Side == call.Rep && ofUser(p, t.verb)) && f.d.phrases(i-1).has("general", 0, len(f.d.phrases(i-1).words))
}

// ofUser: "we'll send him a reminder", of somebody in the case just told.
func ofUser(p *phrases, v int) bool {
	switch p.lower(p.next(v + 1)) {
	case "him", "her", "them":
		return true
	}
	return false
}

// endsSentence reports whether a sentence ends with a full stop or the like.
func endsSentence(s string) bool {
	return strings.HasSuffix(strings.TrimRight(s, `"”’')]`), ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "…")
}

// condition reports whether the promise hangs on an "if", and the word at
// which a quote of both begins. The "if" of "check if" is none.
func (f *promiseFinder) condition(i int, p *phrases, t trigger) (bool, int) {
	for w := 0; w < len(p.words); w++ {
		if p.phrase("if", w) == 0 || p.phrase("polite", w) > 0 {
			continue
		}
		if w > t.verb && indirect(p, t.verb, w) {
			continue
		}
		if w < t.from && (indirect(p, 0, w) || fullStop(p, w, t.from)) {
			continue
		}
		if w < t.from {
			return true, w
		}
		if w > t.verb {
			return true, t.from
		}
	}
	return f.ifBefore(i, t), t.from
}

// ifBefore looks for an "if" clause that was cut off in speech without
// punctuation.
func (f *promiseFinder) ifBefore(i int, t trigger) bool {
	s := &f.d.Sentences[i]
	if t.from > 2 || i == f.d.Turns[s.Turn].First || endsSentence(f.d.Sentences[i-1].Text) {
		return false
	}
	p := f.d.phrases(i - 1)
	for w := 0; w < len(p.words) && w < 3; w++ {
		if p.phrase("if", w) > 0 {
			return true
		}
	}
	return false
}

// indirect reports whether the "if" at word w follows a verb of asking.
func indirect(p *phrases, from, w int) bool {
	for k := from; k < w; k++ {
		switch p.base(k) {
		case "ask", "check", "see", "know", "confirm", "verify", "find", "tell", "wonder", "test", "clarify", "sure":
			return true
		}
	}
	return false
}
