package analyze

import (
	"slices"
	"strings"
	"sync"

	"heed/bot/text"
)

// talk finds what speakers take on in a transcript.
func (f *promiseFinder) talk() {
	for i := range f.d.Sentences {
		f.spoken(i)
	}
	f.answers()
	f.declined()
	f.moved()
	f.dropRepeats()
}

// trigger is where somebody takes something on: words[from:verb] is "I'll
// just", words[verb] what they will do.
type trigger struct {
	kind       triggerKind
	from, verb int
	named      string // of saidByName: who will
}

type triggerKind uint8

const (
	byI       triggerKind = iota // "I'll", "I'm going to"
	byWe                         // "we'll", "our team will"
	byLet                        // "let me"
	byYou                        // "you'll have it by"
	byPresent                    // "I send you"
	byDoing                      // "I'm checking with"
	byName                       // "Ana will"
	byNeed                       // "I need to"
	byCan                        // "I can … by noon"
	byOwe                        // "I owe you an answer"
)

// spoken adds the commitments of sentence i.
func (f *promiseFinder) spoken(i int) {
	s := &f.d.Sentences[i]
	if f.d.Turns[s.Turn].Backchannel || strings.Contains(s.Text, "ACTION ITEM:") {
		return
	}
	if !s.mayTakeOn() {
		return
	}
	p := f.d.phrases(i)
	for w := 0; w < len(p.words); {
		t, ok := f.trigger(p, w)
		if !ok {
			t, ok = f.byName(i, p, w)
		}
		if !ok {
			w++
			continue
		}
		end := f.clauseEnd(p, t)
		if c := f.judge(i, p, t, end); c != nil {
			f.add(c)
			w = end
		} else {
			w = max(t.verb, w+1)
		}
	}
}

// add keeps a commitment, or the date of one that only repeats the one just
// before ("I'll look into it, and you hear from me by Friday").
func (f *promiseFinder) add(c *commitment) {
	if n := len(f.found); n > 0 && c.repeats {
		last := f.found[n-1]
		daysApart := last.due != nil && c.due != nil && last.due.Date != c.due.Date && !bareReport(c)
		if last.turn == c.turn && last.speaker == c.speaker && c.sentence-last.sentence <= 2 && !daysApart {
			if c.due != nil {
				last.due = c.due
			}
			if last.sentence == c.sentence {
				last.quote = f.d.between(last.sentence, last.quote, c.quote)
			}
			return
		}
	}
	f.found = append(f.found, c)
}

// bareReport reports whether a repeated commitment names nothing but its day:
// "you'll have it on Monday".
func bareReport(c *commitment) bool { return len(c.content) == 0 }

// between returns the stretch of a sentence from the start of one quote to
// the end of a later one.
func (d *document) between(sentence int, first, last string) string {
	text := d.Call.Turns[d.Sentences[sentence].Turn].Text
	from := strings.Index(text, first)
	if from < 0 {
		return first
	}
	to := strings.Index(text[from:], last)
	if to < 0 {
		return first
	}
	return text[from : from+to+len(last)]
}

// trigger returns the trigger that begins at word w: a speaker's, of what they
// take on themselves.
func (f *promiseFinder) trigger(p *phrases, w int) (trigger, bool) {
	if !p.words[w].IsWord() {
		return trigger{}, false
	}
	t, ok := p.stock(w)
	if !ok {
		t, ok = simple(p, w)
	}
	return t, ok && !f.blocked(p, w)
}

// triggerSections are the kinds of the triggers that are phrases, by section.
var triggerSections = map[string]triggerKind{
	"trigger:i": byI, "trigger:we": byWe, "trigger:let": byLet, "trigger:you": byYou, "trigger:need": byNeed, "trigger:can": byCan, "trigger:owe": byOwe,
}

// stockTriggers are the same by the number of the section in the lexicon of
// work, and one more; 0 for other sections.
var stockTriggers = sync.OnceValue(func() []triggerKind {
	names := work().Sections()
	out := make([]triggerKind, len(names))
	for section, kind := range triggerSections {
		out[slices.Index(names, section)] = kind + 1
	}
	return out
})

// stock returns the trigger that a phrase at word w is; of several, the first
// kind, and the longest phrase of that.
func (p *phrases) stock(w int) (trigger, bool) {
	if !p.gates.any(takesOn) {
		return trigger{}, false
	}
	triggers, kind, end := stockTriggers(), triggerKind(0), uint16(0)
	for k := p.first[w]; k < p.first[w+1]; k++ {
		f := &p.found[k]
		switch this := triggers[f.section]; {
		case this == 0 || kind > 0 && this > kind:
		case this == kind:
			end = max(end, f.to)
		default:
			kind, end = this, f.to
		}
	}
	if kind == 0 {
		return trigger{}, false
	}
	return trigger{kind: kind - 1, from: w, verb: p.afterBe(int(end))}, true
}

// afterBe returns the verb of a trigger that ends before word end: "I'll be
// sending", but "I'll | be in touch".
func (p *phrases) afterBe(end int) int {
	v := p.next(end)
	if p.lower(end-1) == "be" && (v >= len(p.words) || p.forms[v] != ingForm) {
		return end - 1
	}
	return v
}

// simple finds "I'm checking with" and, as non-native speakers put it, "I
// send you".
func simple(p *phrases, w int) (trigger, bool) {
	if p.lower(w) != "i" && p.lower(w) != "we" {
		return trigger{}, false
	}
	v := p.next(w + 1)
	kind := byPresent
	if p.lower(v) == "am" || p.lower(v) == "are" {
		kind, v = byDoing, p.next(v+1)
	}
	for v < len(p.words) && adverb(p.lower(v)) {
		v = p.next(v + 1)
	}
	if v >= len(p.words) {
		return trigger{}, false
	}
	if kind == byPresent && p.forms[v] != baseForm || kind == byDoing && p.forms[v] != ingForm {
		return trigger{}, false
	}
	return trigger{kind: kind, from: w, verb: v}, true
}

func adverb(w string) bool {
	switch w {
	case "just", "also", "still", "already", "then", "now", "currently":
		return true
	}
	return false
}

// blocked reports whether the words before w take the promise out of it:
// "that's what I'll show", "she said I'll", "until I'll".
func (f *promiseFinder) blocked(p *phrases, w int) bool {
	for k, n := p.before(w), 0; k >= 0 && n < 3; k, n = p.before(k), n+1 {
		if end := p.phrase("before:no", k); end > 0 && p.next(end) >= w && !(anyThing(p.lower(k)) && hasMark(p, k, w)) {
			return !f.d.isNote() || !quoteMark(p, k, w) // a note may quote the customer
		}
		if hasMark(p, k, w) {
			return false
		}
	}
	b := p.before(w)
	if b < 0 || hasMark(p, b, w) {
		return false
	}
	switch p.lower(b) {
	case "will", "shall", "would", "should", "could", "can", "do", "did", "may":
		return true // "will I", "should we"
	case "that":
		switch p.lower(p.before(b)) {
		case "promise", "sure", "say", "guarantee", "and", "is", "":
			return false
		}
		return true // "the thing that I'll"
	}
	return false
}

// anyThing: "the one thing | I'll keep", but "if he tries something, | I'll
// shout".
func anyThing(w string) bool {
	return w == "something" || w == "anything" || w == "nothing" || w == "everything"
}

// quoteMark reports whether a quotation opens between two words.
func quoteMark(p *phrases, from, to int) bool {
	for k := from; k < to; k++ {
		if strings.ContainsAny(p.words[k].Text, "\"“„") {
			return true
		}
	}
	return false
}

func hasMark(p *phrases, from, to int) bool {
	for k := from; k < to; k++ {
		if !p.words[k].IsWord() {
			return true
		}
	}
	return false
}

// byName finds somebody else of the speaker's side who will do something for
// the listener: "Ana will send you the form", "my brother's going to measure
// it".
func (f *promiseFinder) byName(i int, p *phrases, w int) (trigger, bool) {
	if !p.gates.any(willDo) || !p.words[w].IsWord() {
		return trigger{}, false
	}
	size := 1
	role := p.phrase("their:role", w)
	if role > 0 {
		size = role - w
	}
	if k, ok := p.isGoing(w, role); ok {
		size, role = k-w+1, max(role, k)
	}
	verb := p.next(w + size)
	end, doing := p.phrase("name:will", verb), false
	if end == 0 {
		end = p.phrase("name:is", verb)
		doing = end > 0 && end < len(p.words) && p.forms[end] == ingForm
		if !doing {
			return trigger{}, false
		}
	}
	if role == 0 && !f.isSomebody(p, w) && !(p.lowerName(w) && bringsYou(p, p.next(end))) {
		return trigger{}, false
	}
	v := p.next(end)
	for v < len(p.words) && adverb(p.lower(v)) {
		v = p.next(v + 1)
	}
	sure := p.phrase("do:sure", v)
	if sure == 0 && !doing || doing && p.phrase("do:doing", v) == 0 {
		return trigger{}, false
	}
	if !f.forUs(i, p, v, role > 0) {
		return trigger{}, false
	}
	name := f.d.Sentences[i].Text[p.words[w].From:p.words[w+size-1].To]
	for _, cut := range []string{"'ll", "’ll", "'s", "’s"} {
		name = strings.TrimSuffix(name, cut)
	}
	return trigger{kind: byName, from: w, verb: v, named: name}, !f.blocked(p, w)
}

// isGoing finds "Ewa's going to" and "my brother's coming": k is the word that
// the "'s" hangs on.
func (p *phrases) isGoing(w, role int) (k int, ok bool) {
	for k = w; k <= w+1 && k+1 < len(p.words); k++ {
		if k > w && p.lower(w) != "my" && p.lower(w) != "our" {
			break
		}
		if p.lower(k+1) == "going" && hasIs(p.lower(k)) {
			return k, k == w || p.lower(k+2) == "to"
		}
	}
	return 0, false
}

// isSomebody reports whether word w is a name, or what a speaker is called.
func (f *promiseFinder) isSomebody(p *phrases, w int) bool {
	name := p.words[w].Text
	if isPronoun(p.lower(w)) || p.phrase("note:no_name", w) > 0 || p.phrase("name:no", w) > 0 {
		return false
	}
	return strings.ToLower(name) != name || f.speakerNamed(name) >= 0
}

// lowerName reports whether word w may be a name in speech written down
// without capitals: the first word of a clause, and none that Heed knows.
func (p *phrases) lowerName(w int) bool {
	return p.lowerNamed(w, p.words[w].Text)
}

// lowerNamed is lowerName of a word that begins with the name: "dana's".
func (p *phrases) lowerNamed(w int, name string) bool {
	switch b := p.before(w); p.lower(b) {
	case "", "and", "so", "but", "then", "okay", "yeah", "our", "my":
	default:
		if !hasMark(p, b, w) {
			return false
		}
	}
	_, verb := verbForms()[name]
	first := p.next(0)
	return p.words[w].Kind == text.Word && len(name) > 2 && name == strings.ToLower(name) && p.words[first].Text == p.lower(first) && !verb && !rules().Knows(name) && !work().Knows(name)
}

// bringsYou: "send you the list", "getting us a price".
func bringsYou(p *phrases, v int) bool {
	next := p.lower(p.next(v + 1))
	return next == "you" || next == "us"
}

// forUs reports whether what somebody else will do with verb v is for who
// listens, or has a day, or takes up the thing that was spoken of.
func (f *promiseFinder) forUs(i int, p *phrases, v int, known bool) bool {
	if bringsYou(p, v) || p.has("later", v, len(p.words)) || forListener(p, v, min(len(p.words), v+6)) {
		return true
	}
	dated := f.d.dueIn(f.d.Sentences[i].Text, int(p.words[min(v, len(p.words)-1)].From), len(f.d.Sentences[i].Text)) != nil
	return dated || (known || f.d.Sentences[i].Side == "customer" || f.d.Sentences[i].Side == "rep") && (bareObject(p, p.next(v+1)) || p.has("deliverable", v+1, min(len(p.words), v+6)))
}

// speakerNamed returns the speaker with the name, or one word of it; -1 if
// there is none.
func (f *promiseFinder) speakerNamed(name string) int {
	for k := range f.d.Call.Speakers {
		for _, part := range strings.Fields(f.d.Call.Speakers[k].Name) {
			if strings.EqualFold(part, name) {
				return k
			}
		}
	}
	return -1
}

func isPronoun(w string) bool {
	switch w {
	case "i", "we", "you", "he", "she", "they", "it", "that", "this", "there", "who", "which", "what", "one", "everybody", "everyone", "somebody", "someone", "nobody", "people", "these", "those", "here", "and", "so", "but", "then", "now":
		return true
	}
	return false
}

// clauseEnd returns the word where the commitment of t ends: at the next "and
// I'll", or with the sentence.
func (f *promiseFinder) clauseEnd(p *phrases, t trigger) int {
	for w := t.verb + 1; w < len(p.words); w++ {
		if p.lower(w) == ";" {
			return w
		}
		next, ok := f.trigger(p, w)
		if !ok || next.kind == byPresent && p.phrase("do:sure", next.verb) == 0 {
			continue
		}
		b := p.before(w)
		switch p.lower(b) {
		case "and", "but", "so", "then", "also":
			return b
		}
		return w
	}
	return len(p.words)
}
