package analyze

import (
	"strings"
	"time"
	"unicode"

	"heed/bot/pattern"
	"heed/bot/when"
)

// dueIn returns the date in a stretch of a sentence that says when the
// promised thing will come, or nil: "about January" and "the report of last
// week" say what it is about. Of several, one with "by" or "before" wins, and
// a day wins over a time of day.
func (d *document) dueIn(text string, from, to int) *when.Reading {
	if d.Opt.At.IsZero() || from >= to {
		return nil
	}
	var best *when.Reading
	rank := 0
	for _, r := range d.dates(text[:to]) {
		if r.From < from || clockAlone(r) || topical(text[from:r.From], text[r.To:], r) {
			continue
		}
		if v := dueRank(r); best == nil || v > rank {
			best, rank = &r, v
		}
	}
	return best
}

// now is the time of the call in the rep's zone.
func (d *document) now() time.Time {
	if d.Opt.Loc == nil {
		return d.Opt.At
	}
	return d.Opt.At.In(d.Opt.Loc)
}

// dates reads every date of a text against the time of the call.
func (d *document) dates(text string) []when.Reading {
	if !d.isNote() || !shortDay().MatchString(text) {
		return when.Find(text, d.now(), d.Opt.Dates)
	}
	found := when.Find(shortDay().ReplaceAllStringFunc(text, titled), d.now(), d.Opt.Dates)
	for i, r := range found {
		found[i].Phrase = text[r.From:r.To]
	}
	return found
}

// shortDay is a short weekday that ends a line of a note: "price list mon".
// Elsewhere "sat" and "wed" are words like others; with a capital they are
// days. The length stays the same.
var shortDay = pattern.Of(`(?:\s)(mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)[.)\s]*$`)

func titled(s string) string {
	return s[:1] + strings.ToUpper(s[1:2]) + s[2:]
}

// clockAlone: "two o'clock", "10 am": an hour of a day that is said elsewhere.
func clockAlone(r when.Reading) bool {
	return r.Grain == when.Time && clockTime().MatchString(r.Phrase)
}

var clockTime = pattern.Of(`(?i)^(?:(?:at|by|before|after|around|about|from|until) )?(\w+ o['’]clock|\d{1,2}([:.]\d\d)?\s?([ap]\.?m\.?)?|noon|half (past )?\w+)$`)

func dueRank(r when.Reading) int {
	rank := 1
	if r.Grain == when.Time {
		rank = 2
		if !strings.ContainsAny(r.Phrase, " ") {
			rank = 0
		}
	}
	if deadline(&r) {
		rank += 3
	}
	return rank
}

// topical reports whether the date belongs to what the promise is about.
func topical(before, after string, r when.Reading) bool {
	if strings.HasPrefix(after, "'s") || strings.HasPrefix(after, "’s") {
		return true
	}
	bare := false
	if deadline(&r) {
		return false
	}
	if attribute(r, after) {
		return true
	}
	switch strings.ToLower(firstWord(r.Phrase)) {
	case "about", "of", "from", "since", "regarding", "re", "than", "for":
		before, bare = before+" "+firstWord(r.Phrase), true
	case "on", "in", "at":
	default:
		bare = true
	}
	if keptFree(after) {
		return true
	}
	if before = strings.TrimRight(before, " "); strings.HasSuffix(before, ",") || strings.HasSuffix(before, "(") || strings.HasSuffix(before, " -") || strings.HasSuffix(before, "–") {
		return r.Grain == when.Time && !timeOfDay(r.Phrase)
	}
	if r.Grain == when.Time && !timeOfDay(r.Phrase) {
		return true
	}
	if !bare {
		return happened(before)
	}
	goesOn := len(after) > 1 && after[0] == ' ' && unicode.IsLetter(rune(after[1])) && !linking(firstWord(after))
	switch strings.ToLower(lastWord(before)) {
	case "about", "of", "from", "since", "regarding", "re", "than", "to", "last", "through":
		return true
	case "a", "an", "any", "every", "each", "free", "quiet", "busy", "normal": // "some place with a free Thursday"
		return true
	case "our", "your", "their", "his", "her", "my": // "her Monday round", but not "back to her Monday"
		return goesOn
	case "for":
		if readyFor(before) {
			return false
		}
		lead := strings.ToLower(before)
		for _, w := range []string{"set up", "book", "schedule", "arrange", "plan", "reserve", "invite", "line up"} {
			if strings.Contains(lead, w) {
				return false
			}
		}
		return true
	}
	switch strings.ToLower(firstWord(r.Phrase)) {
	case "this", "today", "tonight", "tomorrow": // "the figures of last year this afternoon"
		return false
	}
	if goesOn && r.Grain == when.Month && strings.ToLower(lastWord(before)) == "the" {
		return true // "the July thing"
	}
	return happenedNear(before, 2)
}

// attribute reports whether a day or month says which of several the word
// behind it is: "the October list", "the Tuesday report", "Friday deliveries".
func attribute(r when.Reading, after string) bool {
	if len(after) < 2 || after[0] != ' ' || !unicode.IsLower(rune(after[1])) {
		return false
	}
	next, phrase := strings.TrimRight(firstWord(after), ".,!?;:"), strings.ToLower(r.Phrase)
	if linking(next) {
		return false
	}
	named, the := strings.CutPrefix(phrase, "the ")
	weekday := len(named) > 5 && strings.HasSuffix(named, "day") && !strings.ContainsRune(named, ' ') && named != "today"
	if the {
		return r.Grain == when.Month || weekday
	}
	return weekday && len(next) > 4 && strings.HasSuffix(next, "s") && !strings.HasSuffix(next, "ss") && !besideDay[next]
}

// besideDay are words in "s" that go on after a day: "Friday perhaps".
var besideDay = wordsOf("perhaps besides thanks always afterwards sometimes regards cheers yours works suits seems looks sounds lots " +
	"towards")

// keptFree reports whether a day is itself what is kept: "keep the Sunday
// free".
func keptFree(after string) bool {
	switch strings.Trim(strings.ToLower(firstWord(after)), ".,!?;") {
	case "free", "clear", "open", "blocked":
		return true
	}
	return false
}

// readyFor reports whether "for" names the day by which something is to be
// there, and not what it is about: "put it together for Friday".
func readyFor(before string) bool {
	w := strings.Fields(strings.ToLower(before))
	if n := len(w); n > 0 && w[n-1] == "for" {
		w = w[:n-1]
	}
	if len(w) == 0 {
		return false
	}
	if strings.HasSuffix(w[len(w)-1], ",") {
		return true
	}
	switch w[len(w)-1] {
	case "together", "ready", "it", "that", "this", "them", "those", "these", "up", "over", "done", "sorted", "you", "him", "her", "me", "us", "one", "both", "out", "off", "there", "through", "back", "in", "promised", "due", "needed", "wanted", "set", "planned":
		return true
	}
	return false
}

// linking reports whether a word begins a new part of the sentence.
func linking(w string) bool {
	switch strings.ToLower(w) {
	case "as", "and", "but", "if", "so", "before", "after", "to", "for", "with", "at", "in", "on", "or", "when", "because", "then":
		return true
	}
	return preposition(strings.ToLower(w))
}

// happened reports whether what stands before a date tells of the past: "the
// words that went wrong in October".
func happened(before string) bool { return happenedNear(before, 3) }

// happenedNear is happened by the last words alone.
func happenedNear(before string, reach int) bool {
	words := strings.Fields(strings.ToLower(before))
	for _, w := range words {
		switch w {
		case "have", "get", "be", "being", "having": // "I'll have it scanned and sent on Monday"
			return false
		}
	}
	for i := max(0, len(words)-reach); i < len(words); i++ {
		w := words[i]
		if i > 0 && determiner[words[i-1]] {
			continue // "bring the saw"
		}
		if i+1 < len(words) && i > 0 && strings.HasSuffix(w, "ed") && adjectival(words[i+1]) {
			continue // "send signed form"
		}
		if verbForms()[w].form == pastForm || len(w) > 4 && strings.HasSuffix(w, "ed") {
			return true
		}
	}
	return false
}

// adjectival reports whether a word may be what a participle before it is
// said of.
func adjectival(w string) bool {
	if determiner[w] || preposition(w) || linking(w) {
		return false
	}
	switch w {
	case "it", "them", "him", "her", "us", "me", "you", "up", "down", "off", "out", "away", "wrong", "that", "this", "those", "these", "some", "last", "back", "again":
		return false
	}
	return true
}

var determiner = map[string]bool{"a": true, "an": true, "the": true, "my": true, "our": true, "your": true, "their": true, "his": true, "her": true}

// timeOfDay reports whether a phrase with a time of day says more than a bare
// "5:00", which is as often part of what the promise is about.
func timeOfDay(phrase string) bool { return strings.ContainsRune(phrase, ' ') }

func firstWord(s string) string {
	s = strings.TrimSpace(s)
	if i := strings.IndexByte(s, ' '); i >= 0 {
		return s[:i]
	}
	return s
}

func lastWord(s string) string {
	s = strings.TrimRight(s, " ,")
	return s[strings.LastIndexByte(s, ' ')+1:]
}

// dueOf returns the date of the promise: after the trigger, in the sentences
// that go on without a full stop, or right before the trigger ("on Monday
// I'll").
func (f *promiseFinder) dueOf(i int, p *phrases, t trigger, v, end int) *when.Reading {
	s := &f.d.Sentences[i]
	from := int(p.words[t.from].From)
	if due := f.d.dueIn(s.Text, from, f.reasonAt(p, v, end)); due != nil {
		if told := f.dueTold(i, p, v, end); told != nil {
			return told
		}
		return due
	}
	if start := f.clauseStart(p, t.from); !p.has("if", 0, t.from) {
		if due := f.d.dueIn(s.Text[:from], start, from); due != nil {
			return due
		}
	}
	if due := f.dueThere(i, p, t); due != nil {
		return due
	}
	if due := f.dueAfter(i, p, end); due != nil {
		return due
	}
	if due := f.d.dueSoon(s.Text, p, f.soonFrom(p, t), end); due != nil || i == f.d.Turns[s.Turn].First || t.from > 0 {
		return due
	}
	before := &f.d.Sentences[i-1]
	if q := f.d.phrases(i - 1); !endsSentence(before.Text) && q.next(0) < len(q.words) && q.phrase("due:soon", q.next(0)) == len(q.words) { // cut off in speech
		return f.d.dueSoon(before.Text, q, 0, len(q.words))
	}
	return nil
}

// dueTold reads the second day of "I'll ask her tonight and let you know
// tomorrow": the one by which the listener hears.
func (f *promiseFinder) dueTold(i int, p *phrases, v, end int) *when.Reading {
	s := &f.d.Sentences[i]
	for w := v + 1; w < len(p.words); w++ {
		if p.lower(w) != "and" || forListener(p, v, min(w, end)) {
			continue
		}
		if k := p.told(w); k > 0 {
			return f.d.dueIn(s.Text, int(p.words[k].From), f.reasonAt(p, k, len(p.words)))
		}
	}
	if end < len(p.words) || endsSentence(s.Text) || i+1 >= f.d.Turns[s.Turn].End || forListener(p, v, end) {
		return nil
	}
	q := f.d.phrases(i + 1) // speech was cut before its "and"
	if w := q.next(0); q.lower(w) == "and" && q.told(w) > 0 {
		next := f.d.Sentences[i+1].Text
		return f.d.dueIn(next, 0, len(next))
	}
	return nil
}

// told returns the verb after the "and" at word w that tells the listener
// something: "and let you know", or 0.
func (p *phrases) told(w int) int {
	k := p.next(w + 1)
	for p.lower(k) == "then" || p.lower(k) == "i" || p.lower(k) == "will" {
		k = p.next(k + 1)
	}
	if k >= len(p.words) || p.phrase("do:report", k) == 0 && (p.forms[k] != baseForm || !forListener(p, k, min(len(p.words), k+4))) {
		return 0
	}
	return k
}

// soonFrom is where a word of when may stand: before the trigger of a clause
// that opens its sentence, or after it.
func (f *promiseFinder) soonFrom(p *phrases, t trigger) int {
	if _, end, ok := p.locate("due:soon", 0, t.from); ok && end <= t.from && !hasMark(p, end, t.from) || ok && p.lower(end) == "," && p.next(end) == t.from {
		return 0
	}
	return t.from
}

// dueSoon reads "after this call", "before lunch" and "first thing" beside a
// promise in words from up to end.
func (d *document) dueSoon(text string, p *phrases, from, end int) *when.Reading {
	const lunch = 13 // o'clock: later it is another day's
	at, to, ok := p.locate("due:soon", from, end)
	b := p.before(at)
	if !ok || d.Opt.At.IsZero() || p.lower(b) == "for" || p.lower(at) == "in" && (p.lower(b-1) == "a" || d.hourBefore(text, p, b, to)) {
		return nil
	}
	r := when.Reading{Date: when.DateOf(d.now()), Grain: when.Day, From: int(p.words[at].From), To: int(p.words[to-1].To)}
	r.Phrase = text[r.From:r.To]
	if alone := when.Find(r.Phrase, d.now(), d.Opt.Dates); len(alone) == 1 {
		r.Date = alone[0].Date
	} else if p.lower(at) != "after" && d.now().Hour() >= lunch && (p.hasWord("lunch", at, to) || p.hasWord("lunchtime", at, to) || p.hasWord("noon", at, to)) {
		return nil
	}
	return &r
}

// dueThere reads the day of being there: "I'm in Leeds on Thursday, so I'll
// drop it off".
func (f *promiseFinder) dueThere(i int, p *phrases, t trigger) *when.Reading {
	b := p.before(t.from)
	if w := p.lower(b); t.kind != byI || w != "so" && w != "and" {
		return nil
	}
	for w := 0; w < b; w++ {
		if p.lower(w) == "i" && p.phrase("am:there", w) > 0 {
			return f.d.dueIn(f.d.Sentences[i].Text[:p.words[b].From], int(p.words[w].From), int(p.words[b].From))
		}
	}
	return nil
}

// reasonAt returns the byte where a reason begins ("because …"), whose dates
// aren't the promise's.
func (f *promiseFinder) reasonAt(p *phrases, v, end int) int {
	for w := v; w < end; w++ {
		switch p.lower(w) {
		case "because", "since", "otherwise", "but":
			return int(p.words[w].From)
		case "so":
			if p.lower(p.next(w+1)) == "that" || p.lower(p.next(w+1)) == "you" {
				return int(p.words[w].From)
			}
		case "and": // "and you can see that it waits until eight"
			if k := p.next(w + 1); p.lower(k) == "you" && (p.lower(k+1) == "can" || p.lower(k+1) == "will" || p.lower(k+1) == "see") {
				return int(p.words[w].From)
			}
		}
	}
	if end < len(p.words) {
		return int(p.words[end].From)
	}
	return int(p.words[end-1].To)
}

// clauseStart returns the byte of the first word after the last mark or
// conjunction before w.
func (f *promiseFinder) clauseStart(p *phrases, w int) int {
	start := 0
	for k := p.before(w); k >= 0; k = p.before(k) {
		switch p.lower(k) {
		case "but", "so", "then", "because":
			return int(p.words[k].To)
		case "and":
			if next := p.next(k + 1); next == w && !p.hasWord("give", 0, k) || dayFollows(p.lower(next)) { // "give me until Friday and I'll"
				return int(p.words[k].To)
			}
		}
		start = int(p.words[k].From)
	}
	return start
}

// dayFollows: what stands between "and" and "on Monday I'll", where what
// stands before has its own day.
func dayFollows(w string) bool {
	switch w {
	case "on", "by", "in", "at", "after", "before", "tomorrow", "tonight", "today", "next", "this", "first", "early", "later":
		return true
	}
	return false
}

// dueAfter reads on where speech without punctuation was cut before "and
// bring it round on Tuesday".
func (f *promiseFinder) dueAfter(i int, p *phrases, end int) *when.Reading {
	s := &f.d.Sentences[i]
	if end < len(p.words) || endsSentence(s.Text) || i+1 >= f.d.Turns[s.Turn].End {
		return nil
	}
	next := &f.d.Sentences[i+1]
	q := f.d.phrases(i + 1)
	if w := q.next(0); q.lower(w) == "and" && w+1 < len(q.forms) && q.forms[w+1] == baseForm {
		return f.d.dueIn(next.Text, 0, len(next.Text))
	}
	return nil
}

// hourBefore reports whether words from b up to end are an hour of the day:
// "eight in the morning".
func (d *document) hourBefore(text string, p *phrases, b, end int) bool {
	if b < 0 {
		return false
	}
	hour := when.Find(text[p.words[b].From:p.words[end-1].To], d.now(), d.Opt.Dates)
	return len(hour) > 0 && hour[0].Clock != ""
}
