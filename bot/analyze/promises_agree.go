package analyze

import (
	"slices"
	"strings"
)

// request is a wish that a sentence puts to the other side: "could you send
// us the security documents?"
type request struct {
	sentence int
	from     int // word at which it begins
	verb     int // word that says what is wanted
	end      int
	isOffer  bool // "shall I send you …?"
	command  bool // "send me …": somebody has to say more than yes
	thing    bool // verb is where the thing begins: "could I have the list?"
	negative bool // "would you mind …", "don't forget …": a no agrees
}

func (r request) turn(d *document) int { return d.Sentences[r.sentence].Turn }

// answers turns requests that were agreed to, and offers that were accepted,
// into commitments, unless the speaker puts them into words of their own
// within the next turns.
func (f *promiseFinder) answers() {
	for i := range f.d.Sentences {
		r, ok := f.request(i)
		if !ok {
			continue
		}
		reply := f.d.replyTo(i)
		if reply < 0 {
			continue
		}
		if r.isOffer {
			f.acceptOffer(r, reply)
		} else {
			f.agreeTo(r, reply)
		}
	}
}

// request reads sentence i as a request or an offer of work.
func (f *promiseFinder) request(i int) (request, bool) {
	if !f.d.Sentences[i].mayRequest() {
		return request{}, false
	}
	p := f.d.phrases(i)
	if p.has("greeting", 0, len(p.words)) {
		return request{}, false
	}
	for w := range p.words {
		for _, section := range []string{"request", "offer"} {
			end := p.phrase(section, w)
			if end == 0 {
				continue
			}
			r := request{sentence: i, from: w, verb: p.next(end), end: len(p.words), isOffer: section == "offer"}
			r.negative = p.hasWord("mind", w, end)
			if f.wanted(p, r) {
				return r, true
			}
			if section == "request" && p.hasThing(end, r.verb) && !p.has("asks-to-tell", r.from, r.end) {
				r.thing = true
				return r, true
			}
		}
	}
	if at, end, ok := p.locate("suggest", 0, len(p.words)); ok {
		if v := p.next(end); p.phrase("do:sure", v) > 0 || p.phrase("do:maybe", v) > 0 {
			forget := p.hasWord("forget", at, end)
			return request{sentence: i, from: at, verb: v, end: len(p.words), command: !forget, negative: forget}, true
		}
	}
	if at, end, ok := p.locate("request:need", 0, len(p.words)); ok && p.hasThing(end, p.next(end)) {
		return request{sentence: i, from: at, verb: p.next(end), end: len(p.words), command: true, thing: true}, true
	}
	if w := p.next(0); w < len(p.words) && p.forms[w] == baseForm && p.phrase("do:sure", w) > 0 {
		return request{sentence: i, from: w, verb: w, end: len(p.words), command: true}, true
	}
	return request{}, false
}

// hasThing reports whether the words after a request that ends before word end
// are a thing that changes hands: "could I have | the old list".
func (p *phrases) hasThing(end, v int) bool {
	const reach = 6 // words
	switch p.lower(end - 1) {
	case "get", "have", "see", "receive", "borrow", "of", "like", "love", "need", "want", "is":
	default:
		return false
	}
	to := v
	for to < len(p.words) && to < v+reach && (p.words[to].IsWord() || p.words[to].Lower == ",") && (to == v || !preposition(p.lower(to))) {
		to++
	}
	return to > v && p.has("deliverable", v, to)
}

// wanted reports whether the words after the request are work, not "could you
// repeat that".
func (f *promiseFinder) wanted(p *phrases, r request) bool {
	if r.verb >= r.end || p.has("now", r.verb, r.end) {
		return false
	}
	sure := p.phrase("do:sure", r.verb)
	if sure == 0 && (p.phrase("spot", r.verb) > 0 || p.phrase("idiom", r.verb) > 0) {
		return false
	}
	if p.phrase("spot", r.verb) > 0 || !r.isOffer && p.has("asks-to-tell", r.from, r.end) {
		return false
	}
	if r.isOffer {
		if sure > 0 && p.phrase("offer", r.from) > 0 && p.lower(r.from) != "i" && p.lower(r.from) != "we" {
			return true // "happy to come by", "shall I ring": nothing but an offer
		}
		return (sure > 0 || p.phrase("do:maybe", r.verb) > 0) && (addressed(p, r.verb, r.end) || p.has("deliverable", r.verb+1, r.end))
	}
	if sure > 0 {
		return true
	}
	return p.phrase("do:maybe", r.verb) > 0 && (p.has("deliverable", r.verb+1, r.end) || addressed(p, r.verb, r.end))
}

// replyTo returns the next turn after sentence i by somebody else that says
// more than "mhm", or agrees; -1 if there is none. In a three-way talk the
// asker's own side may come in between.
func (d *document) replyTo(i int) int {
	s := &d.Sentences[i]
	for t := s.Turn + 1; t < len(d.Turns) && t <= s.Turn+4; t++ {
		turn := &d.Turns[t]
		if turn.Speaker == s.Speaker || turn.First == turn.End {
			continue
		}
		if turn.Side == s.Side && turn.Side != "unknown" && turn.Side != "" {
			continue
		}
		if turn.Backchannel && !(d.Sentences[turn.First].gates.any(agreeing) && d.phrases(turn.First).has("yes", 0, 3)) {
			continue
		}
		return t
	}
	return -1
}

// agreeTo makes a commitment of a request whose answer is a yes.
func (f *promiseFinder) agreeTo(r request, reply int) {
	turn := f.d.Turns[reply]
	if own := f.committed(reply, reply+2, turn.Speaker); own != nil {
		f.complete(own, r)
		return
	}
	if reply > f.d.Sentences[r.sentence].Turn+1 {
		return // others spoke in between: the yes may be an answer to them
	}
	asked := reply
	if reply = f.afterQuestion(r, reply); reply != asked {
		turn = f.d.Turns[reply]
	}
	p := f.d.phrases(turn.First)
	q := f.d.phrases(r.sentence)
	if q.phrase("social", r.verb) > 0 || q.phrase("idiom", r.verb) > q.phrase("do:sure", r.verb) {
		return
	}
	says := p.has("commits", 0, len(p.words)) && !strings.HasSuffix(f.d.Sentences[turn.First].Text, "?")
	if !says && (r.command || !f.agrees(r, p)) || !says && f.refuses(r, reply) || says && f.refuses(request{}, reply) && !r.negative {
		return
	}
	c := f.fromRequest(r, q, turn.Speaker)
	c.side = turn.Side
	if len(c.content) == 0 && f.committed(r.turn(f.d)-4, reply, turn.Speaker) != nil {
		return // "send it over": what was promised just before
	}
	if says {
		c.sentence, c.turn = turn.First, reply
		c.quote = f.d.Sentences[turn.First].Text
	}
	for i := f.d.Turns[asked].First; i < turn.End && c.due == nil; i++ {
		c.due = f.d.dueIn(f.d.Sentences[i].Text, 0, len(f.d.Sentences[i].Text))
	}
	f.found = append(f.found, c)
}

// agrees reports whether a sentence that answers a request begins with a yes.
func (f *promiseFinder) agrees(r request, p *phrases) bool {
	if r.negative && p.has("yes:mind", 0, len(p.words)) {
		return true
	}
	return !r.negative && (p.phrase("yes", p.next(0)) > 0 || shortYes(p))
}

// shortYes: "I can." – "We will, on Monday."
func shortYes(p *phrases) bool {
	w := p.next(0)
	if p.lower(w) != "i" && p.lower(w) != "we" {
		return false
	}
	switch p.lower(w + 1) {
	case "can", "will", "could", "shall":
		return w+2 >= len(p.words) || !p.words[w+2].IsWord()
	}
	return false
}

// afterQuestion returns the turn that answers a request in the end, where the
// first answer is a short question about it: "By when?" – "Friday." – "Okay."
func (f *promiseFinder) afterQuestion(r request, reply int) int {
	const short = 8 // words
	turn := f.d.Turns[reply]
	last := &f.d.Sentences[turn.End-1]
	if turn.End-turn.First > 2 || last.Words > short || !strings.HasSuffix(last.Text, "?") || reply+2 >= len(f.d.Turns) {
		return reply
	}
	p := f.d.phrases(last.Index)
	next := reply + 2
	if !p.has("asks:back", 0, len(p.words)) || f.d.Turns[reply+1].Speaker != f.d.Sentences[r.sentence].Speaker ||
		f.d.Turns[next].Speaker != turn.Speaker || f.d.Turns[next].First == f.d.Turns[next].End {
		return reply
	}
	return next
}

// fromRequest makes a commitment in the words of the request.
func (f *promiseFinder) fromRequest(r request, p *phrases, speaker int) *commitment {
	s := &f.d.Sentences[r.sentence]
	t := trigger{kind: byI, from: r.from, verb: r.verb}
	c := &commitment{sentence: r.sentence, turn: s.Turn, speaker: speaker, strength: Hard}
	if c.due = f.d.dueIn(s.Text, int(p.words[r.from].From), len(s.Text)); c.due == nil {
		c.due = f.d.dueSoon(s.Text, p, r.from, r.end)
	}
	c.quote = f.quote(r.sentence, p, r.from, r.end)
	c.verb, c.action, c.content = actionOf(s.Text, p, t, r.verb, r.end, c.due)
	if r.thing {
		c.verb, c.action = "send", "send "+c.action
	}
	if name := f.d.speaker(speaker); !strings.EqualFold(name, "them") {
		c.owner = name
	}
	return c
}

// refuses reports whether a turn that begins with "sure" goes on with a but.
// To "would you mind" the no of its first words is none.
func (f *promiseFinder) refuses(r request, turn int) bool {
	for i := f.d.Turns[turn].First; i < f.d.Turns[turn].End; i++ {
		p := f.d.phrases(i)
		from := 0
		if r.negative && i == f.d.Turns[turn].First {
			from = p.phrase("yes:mind", p.next(0))
		}
		for w := from; w < len(p.words); w++ {
			if p.lower(w) == "but" || p.lower(w) == "not" || p.lower(w) == "unfortunately" {
				return true
			}
		}
	}
	return false
}

// committed returns a commitment by the speaker in turns from up to to.
func (f *promiseFinder) committed(from, to, speaker int) *commitment {
	for _, c := range f.found {
		if c.turn >= from && c.turn < to && c.speaker == speaker {
			return c
		}
	}
	return nil
}

// complete puts the thing asked for in place of "it" and "that".
func (f *promiseFinder) complete(c *commitment, r request) {
	if len(c.content) > 0 {
		return
	}
	p := f.d.phrases(r.sentence)
	from := f.fromRequest(r, p, c.speaker)
	if len(from.content) > 0 && !r.command {
		c.action, c.content, c.verb = from.action, from.content, from.verb
	}
	if c.due == nil {
		c.due = from.due
	}
}

// acceptOffer makes a commitment of an offer that the other side takes up.
func (f *promiseFinder) acceptOffer(r request, reply int) {
	s := &f.d.Sentences[r.sentence]
	accepted := false
	for i := f.d.Turns[reply].First; i < f.d.Turns[reply].End && i < f.d.Turns[reply].First+2; i++ {
		p := f.d.phrases(i)
		accepted = accepted || p.has("accepts", 0, len(p.words))
		if p.has("declines", 0, len(p.words)) {
			return
		}
	}
	c := f.fromRequest(r, f.d.phrases(r.sentence), s.Speaker)
	c.side = s.Side
	if len(c.content) == 0 && !strings.Contains(c.action, " ") {
		return // "I'd be happy to give …", and on to something else
	}
	if !accepted || s.Turn+1 != reply || f.committed(s.Turn, s.Turn+5, s.Speaker) != nil && f.restated(c) {
		return
	}
	f.found = append(f.found, c)
}

// restated reports whether the same speaker commits to the same thing soon.
func (f *promiseFinder) restated(c *commitment) bool {
	for _, x := range f.found {
		if x.speaker != c.speaker || x.turn < c.turn || x.turn >= c.turn+5 {
			continue
		}
		if len(x.content) == 0 { // "I'll have that with you by Monday"
			x.action, x.content, x.verb = c.action, c.content, c.verb
			return true
		}
		if sharedWords(c.content, x.content) > 0 {
			return true
		}
	}
	return false
}

// sharedWords counts the words of a that b has too.
func sharedWords(a, b []string) int {
	n := 0
	for _, x := range a {
		if slices.Contains(b, x) {
			n++
		}
	}
	return n
}
