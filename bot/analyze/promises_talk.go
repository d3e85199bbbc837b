package analyze

import (
	"strings"

	"heed/bot/when"
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
)

// spoken adds the commitments of sentence i.
func (f *promiseFinder) spoken(i int) {
	s := &f.d.Sentences[i]
	if f.d.Turns[s.Turn].Backchannel || strings.Contains(s.Text, "ACTION ITEM:") {
		return
	}
	if !mayPromise(s) {
		return
	}
	p := f.phrases(i)
	for w := 0; w < len(p.words); {
		t, ok := f.trigger(i, p, w)
		if !ok {
			w++
			continue
		}
		end := f.clauseEnd(i, p, t)
		if c := f.judge(i, p, t, end); c != nil {
			f.add(c)
			w = end
		} else {
			w = max(t.verb, w+1)
		}
	}
}

// mayPromise is a quick test that spares most sentences the lexicon: no
// trigger does without one of these words.
func mayPromise(s *sentence) bool {
	for i := range s.Tokens {
		switch w := s.Tokens[i].Lower; w {
		case "i", "we", "will", "shall", "let", "lemme", "allow", "expect", "il", "ill", "im", "imma", "ima", "my", "our":
			return true
		default:
			if len(w) > 2 && (strings.HasPrefix(w, "i'") || strings.HasPrefix(w, "we'") || strings.HasSuffix(w, "'ll") || strings.HasSuffix(w, "ll")) {
				return true
			}
		}
	}
	return false
}

// add keeps a commitment, or the date of one that only repeats the one just
// before ("I'll check, and I'll let you know by Friday").
func (f *promiseFinder) add(c *commitment) {
	if n := len(f.found); n > 0 && c.repeats {
		last := f.found[n-1]
		if last.turn == c.turn && last.speaker == c.speaker && c.sentence-last.sentence <= 2 {
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

// trigger returns the trigger that begins at word w.
func (f *promiseFinder) trigger(i int, p *phrases, w int) (trigger, bool) {
	if !p.words[w].IsWord() || f.blocked(p, w) {
		return trigger{}, false
	}
	kinds := []struct {
		section string
		kind    triggerKind
	}{{"trigger:i", byI}, {"trigger:we", byWe}, {"trigger:let", byLet}, {"trigger:you", byYou}, {"trigger:need", byNeed}, {"trigger:can", byCan}}
	for _, k := range kinds {
		if end := p.phrase(k.section, w); end > 0 {
			return trigger{kind: k.kind, from: w, verb: p.next(end)}, true
		}
	}
	if t, ok := simple(p, w); ok {
		return t, true
	}
	return f.byName(i, p, w)
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
		if end := p.phrase("before:no", k); end > 0 && p.next(end) >= w {
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

// byName finds a named third person who will do something for the listener:
// "Ana will send you the form".
func (f *promiseFinder) byName(i int, p *phrases, w int) (trigger, bool) {
	name := p.words[w].Text
	verb := p.next(w + 1)
	if p.lower(verb) != "will" || strings.ToLower(name) == name && f.speakerNamed(name) < 0 || isPronoun(p.lower(w)) {
		return trigger{}, false
	}
	v := p.next(verb + 1)
	for v < len(p.words) && adverb(p.lower(v)) {
		v = p.next(v + 1)
	}
	end := p.phrase("do:sure", v)
	if end == 0 || !strings.Contains(" you us ", " "+p.lower(p.next(v+1))+" ") && !p.has("later", v, len(p.words)) {
		return trigger{}, false
	}
	return trigger{kind: byName, from: w, verb: v, named: strings.TrimSuffix(strings.TrimSuffix(name, "'ll"), "’ll")}, true
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
func (f *promiseFinder) clauseEnd(i int, p *phrases, t trigger) int {
	for w := t.verb + 1; w < len(p.words); w++ {
		if p.words[w].Kind != 0 && p.lower(w) == ";" {
			return w
		}
		next, ok := f.trigger(i, p, w)
		if !ok || next.kind == byName || next.kind == byPresent && p.phrase("do:sure", next.verb) == 0 {
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

// judge says whether words[t.verb:end] is work that outlives the call, and
// makes the commitment; nil if it isn't.
func (f *promiseFinder) judge(i int, p *phrases, t trigger, end int) *commitment {
	s := &f.d.Sentences[i]
	v, soft := t.verb, p.has("soft:word", max(0, t.from-4), min(len(p.words), t.verb+1))
	if lead := p.phrase("soft:lead", v); lead > 0 {
		v, soft = p.next(lead), true
	}
	if v >= end || f.asked(i, p, t) || f.talkOfProduct(i, p, t, end) {
		return nil
	}
	due := f.dueOf(i, p, t, v, end)
	conditional, from := f.condition(i, p, t)
	if !f.work(p, t, v, end, due != nil, soft || conditional) {
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
	c.repeats = p.phrase("do:report", v) > 0 && len(c.content) <= 1 || t.kind == byYou && bareObject(p, v)
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
	case t.kind == byWe || strings.EqualFold(name, "them") || f.phrases(c.sentence).lower(t.from) == "we":
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
	return !endsSentence(before.Text) && f.phrases(i-1).has("general", 0, len(f.phrases(i-1).words))
}

// endsSentence reports whether a sentence ends with a full stop or the like.
func endsSentence(s string) bool {
	return strings.HasSuffix(strings.TrimRight(s, `"”’')]`), ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "…")
}

// condition reports whether the promise hangs on an "if", and the word at
// which a quote of both begins. The "if" of "check if" is none.
func (f *promiseFinder) condition(i int, p *phrases, t trigger) (bool, int) {
	for w := 0; w < len(p.words); w++ {
		if p.phrase("if", w) == 0 {
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
	p := f.phrases(i - 1)
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
		switch p.bases[k].Lower {
		case "ask", "check", "see", "know", "confirm", "verify", "find", "tell", "wonder", "test", "clarify", "sure":
			return true
		}
	}
	return false
}

// work decides by the verb, and by what stands beside it.
func (f *promiseFinder) work(p *phrases, t trigger, v, end int, dated, weak bool) bool {
	switch t.kind {
	case byYou:
		return t.kind == byYou && (dated || p.has("later", v, end) && !p.has("idiom", v, v+1)) && !startsWith(p, v, "to")
	case byLet:
		return p.phrase("do:let", v) > 0 && !p.has("now", v, end)
	case byPresent:
		return presentWork(p, v, end, dated, weak)
	case byDoing, byNeed:
		return doingWork(p, v, end, dated)
	case byName:
		return true
	case byCan:
		return dated && p.phrase("do:sure", v) > 0 && p.phrase("spot", v) == 0 && forListener(p, v, end)
	}
	if p.phrase("idiom", v) > 0 && !(p.phrase("do:sure", v) > p.phrase("idiom", v)) {
		return false
	}
	here := p.has("now", v, end) && !dated
	sure, maybe := p.phrase("do:sure", v) > 0, p.phrase("do:maybe", v) > 0
	if here || p.phrase("spot", v) > 0 && !dated {
		return false
	}
	beside := dated || p.has("later", v, end) || p.has("deliverable", v+1, end)
	switch {
	case t.kind == byWe:
		return sure && (beside || addressed(p, v, end)) || maybe && (dated || addressed(p, v, end) || p.has("later", v, end)) ||
			dated && p.forms[v] == baseForm && forListener(p, v, end)
	case sure:
		return true
	case maybe:
		return beside || weak || addressed(p, v, end)
	}
	return dated && p.forms[v] == baseForm
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
		if p.lower(w) == "you" {
			return true
		}
	}
	return false
}

// presentWork: "I send you the list until Friday", "I bring it to her on
// Tuesday", and no habit.
func presentWork(p *phrases, v, end int, dated, weak bool) bool {
	if p.phrase("do:sure", v) == 0 && !(p.phrase("do:maybe", v) > 0 && dated) || p.has("habit", v, end) || p.phrase("idiom", v) >= max(1, p.phrase("do:sure", v)) {
		return false
	}
	you := p.lower(p.next(v+1)) == "you"
	for w := v + 1; w+1 < end; w++ {
		you = you || p.lower(w) == "to" && (p.lower(w+1) == "you" || p.lower(w+1) == "her" || p.lower(w+1) == "him" || p.lower(w+1) == "them")
	}
	return you && (dated || weak || p.has("deliverable", v, end) || bareObject(p, p.next(v+1)) || bareObject(p, v))
}

// doingWork: "I'm checking with returns", "I'm sending it over tonight".
func doingWork(p *phrases, v, end int, dated bool) bool {
	if p.phrase("idiom", v) > 0 || p.has("now", v, end) || p.has("habit", v, end) {
		return false
	}
	return p.phrase("do:doing", v) > 0 && (dated || addressed(p, v, end) || p.bases[v].Lower == "check")
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

// dueOf returns the date of the promise: after the trigger, in the sentences
// that go on without a full stop, or right before the trigger ("on Monday
// I'll").
func (f *promiseFinder) dueOf(i int, p *phrases, t trigger, v, end int) *when.Reading {
	s := &f.d.Sentences[i]
	from := p.words[t.from].From
	if due := f.d.dueIn(s.Text, from, f.reasonAt(p, v, end)); due != nil {
		return due
	}
	if start := f.clauseStart(p, t.from); !p.has("if", 0, t.from) {
		if due := f.d.dueIn(s.Text[:from], start, from); due != nil {
			return due
		}
	}
	return f.dueAfter(i, p, end)
}

// reasonAt returns the byte where a reason begins ("because …"), whose dates
// aren't the promise's.
func (f *promiseFinder) reasonAt(p *phrases, v, end int) int {
	for w := v; w < end; w++ {
		switch p.lower(w) {
		case "because", "since", "otherwise", "but":
			return p.words[w].From
		case "so":
			if p.lower(p.next(w+1)) == "that" || p.lower(p.next(w+1)) == "you" {
				return p.words[w].From
			}
		}
	}
	if end < len(p.words) {
		return p.words[end].From
	}
	return p.words[end-1].To
}

// clauseStart returns the byte of the first word after the last mark or
// conjunction before w.
func (f *promiseFinder) clauseStart(p *phrases, w int) int {
	start := 0
	for k := p.before(w); k >= 0; k = p.before(k) {
		switch p.lower(k) {
		case "but", "so", "then", "because":
			return p.words[k].To
		}
		start = p.words[k].From
	}
	return start
}

// dueAfter reads on where speech without punctuation was cut before "and
// bring it round on Tuesday".
func (f *promiseFinder) dueAfter(i int, p *phrases, end int) *when.Reading {
	s := &f.d.Sentences[i]
	if end < len(p.words) || endsSentence(s.Text) || i+1 >= f.d.Turns[s.Turn].End {
		return nil
	}
	next := &f.d.Sentences[i+1]
	q := f.phrases(i + 1)
	if w := q.next(0); q.lower(w) == "and" && w+1 < len(q.forms) && q.forms[w+1] == baseForm {
		return f.d.dueIn(next.Text, 0, len(next.Text))
	}
	return nil
}
