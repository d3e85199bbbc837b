package analyze

import (
	"slices"
	"strings"

	"heed/bot/call"
	"heed/bot/text"
)

// talkAsk reads a sentence of the customer's. That somebody is to do or give
// something takes an answer. Any other question, and what would be nice to
// have, is an ask only if the reply leads elsewhere: an answer to a question
// may have none of its words.
func talkAsk(d *document, s *sentence) (*ask, bool) {
	if s.Side != call.Customer || s.Words < 4 || s.gates.any(asksNothing) {
		return nil, false
	}
	if s.gates.any(asksForThing) {
		return newAsk(d, s), true
	}
	question := s.Labels.has(Question) && (strings.HasSuffix(s.Text, "?") || !endsSentence(s.Text)) && s.gates.any(asksUs)
	if !question && !s.gates.any(asksSoftly) || s.Index < d.Turns[s.Turn].End-2 || d.asksBack(s) {
		return nil, false
	}
	a := newAsk(d, s)
	a.soft = !question
	reply := d.replyTo(s.Index)
	return a, reply == s.Turn+1 && !d.answersItself(s) && !a.answered(reply) && !a.numbers(reply) && a.leads(reply)
}

// asksBack reports whether a question answers one of the rep's.
func (d *document) asksBack(s *sentence) bool {
	t := s.Turn - 1
	if t < 0 || s.Index != d.Turns[s.Turn].First || d.Turns[t].First == d.Turns[t].End || !strings.HasSuffix(s.Text, "?") {
		return false
	}
	return strings.HasSuffix(d.Sentences[d.Turns[t].End-1].Text, "?")
}

// answersItself reports whether whoever asks goes on with the answer: "Would I
// do it again? Probably not."
func (d *document) answersItself(s *sentence) bool {
	i := s.Index + 1
	if i >= d.Turns[s.Turn].End || d.Sentences[i].Words > briefReply {
		return false
	}
	p := d.phrases(i)
	return p.has("ask:says", 0, len(p.words)) || p.phrase("yes", p.next(0)) > 0 || p.hasWord("not", 0, len(p.words))
}

// opening returns where the answer proper of a reply begins: its sentence, and
// the word after "okay", "right" and the like. A reply of nothing else has
// none.
func (d *document) opening(reply int) (i, w int, ok bool) {
	for i = d.Turns[reply].First; i < d.Turns[reply].End; i++ {
		p := d.phrases(i)
		if w = p.pastNods(); w < len(p.words) {
			return i, w, true
		}
	}
	return 0, 0, false
}

// pastNods returns the first word after small words that answer nothing.
func (p *phrases) pastNods() int {
	w := p.next(0)
	for end := p.phrase("ask:nod", w); end > 0; end = p.phrase("ask:nod", w) {
		w = p.next(end)
	}
	return w
}

// leads reports whether a reply leads somewhere else or sells.
func (a *ask) leads(reply int) bool {
	i, w, ok := a.d.opening(reply)
	if !ok {
		return false
	}
	s := &a.d.Sentences[i]
	return a.d.away(i, w) || s.has("shift") || s.Labels.has(Close) ||
		(s.Labels.has(Pitch) || s.Labels.has(SelfTalk)) && !s.has("fit:cannot")
}

// away reports whether word w of sentence i, where an answer could begin,
// takes the talk elsewhere.
func (d *document) away(i, w int) bool {
	p := d.phrases(i)
	if p.phrase("ask:away", w) > 0 {
		return true
	}
	if l := d.Sentences[i].Labels; l.has(Reflection) || l.has(AboutCustomer) {
		return false
	}
	end := p.phrase("ask:on", w)
	return end > 0 && p.next(end) < len(p.words) && !p.answers()
}

// numbers reports whether a "how much" is answered with a figure.
func (a *ask) numbers(reply int) bool {
	q := a.d.phrases(a.s.Index)
	if w := q.pastNods(); q.phrase("ask:whether", w) > 0 {
		return false
	}
	turn := a.d.Turns[reply]
	for i := turn.First; i < turn.End && i < turn.First+3; i++ {
		for _, tok := range a.d.Sentences[i].Tokens {
			if tok.Kind == text.Number {
				return true
			}
		}
		if p := a.d.phrases(i); p.has("ask:figure", 0, len(p.words)) {
			return true
		}
	}
	return false
}

// answered reports whether the reply says yes or no, says why not, or goes
// into the wish. A yes counts only right after the wish, and if the talk
// doesn't turn away behind it.
func (a *ask) answered(reply int) bool {
	turn := a.d.Turns[reply]
	near := reply == a.s.Turn+1 && a.s.Index >= a.d.Turns[a.s.Turn].End-3
	if near && a.says(reply) {
		return true
	}
	for i := turn.First; i < turn.End && i < turn.First+3; i++ {
		s := &a.d.Sentences[i]
		p := a.d.phrases(i)
		if near && (p.has("ask:answered", 0, len(p.words)) && !a.elsewhere(i) || s.Words <= briefReply && p.phrase("asks:back", p.pastNods()) > 0) {
			return true
		}
		about := aboutOf(nil, s.Tokens)
		n := sharedWords(a.content, about)
		if n > 1 && !a.boasted(s) || n > 0 && (strings.HasSuffix(s.Text, "?") || s.Words <= briefReply && slices.Contains(about, a.content[0])) { // told, or asked back
			return true
		}
	}
	return false
}

// boasted reports whether words of the wish only come back in talk of the
// seller's own: that answers nobody who wants something done.
func (a *ask) boasted(s *sentence) bool {
	return a.s.gates.any(asksForThing) && (s.Labels.has(SelfTalk) || s.Labels.has(Pitch))
}

// elsewhere reports whether a sentence of the reply leads away from the wish:
// "Anyway, I'll send you our brochure", but not "so I'll check that".
func (a *ask) elsewhere(i int) bool {
	p := a.d.phrases(i)
	w := p.pastNods()
	if !a.d.away(i, w) && (i == a.d.Turns[a.d.Sentences[i].Turn].First || p.phrase("ask:on", w) == 0) {
		return false
	}
	for w < len(p.words) {
		switch p.lower(w) {
		case "it", "that", "this", "them", "those", "one", "him", "her":
			return false
		}
		w++
	}
	return sharedWords(a.content, aboutOf(nil, a.d.Sentences[i].Tokens)) == 0
}

// briefReply is how many words a sentence may have to deal with a wish by one
// of the wish's own, or to ask about it by none: "Which one?"
const briefReply = 7

// says reports whether a reply begins as an answer does and stays with it.
func (a *ask) says(reply int) bool {
	turn := a.d.Turns[reply]
	opening, w, more := a.d.opening(reply)
	if !more {
		opening = turn.End - 1
	} else if a.d.away(opening, w) && (a.forSeller() || !a.d.phrases(opening).has("ask:says-it", 0, w+3)) {
		return false
	}
	for i := turn.First; i <= opening; i++ {
		p := a.d.phrases(i)
		if !a.soft && p.phrase("yes", p.next(0)) > 0 || p.answers() && !(a.forSeller() && p.boasts(w)) || !a.forSeller() && p.has("ask:says-it", 0, len(p.words)) && !strings.HasSuffix(a.d.Sentences[i].Text, "?") {
			return true
		}
	}
	return false
}

// answers reports whether a sentence begins as an answer by whoever is asked.
func (p *phrases) answers() bool { return p.has("ask:says", 0, len(p.words)) }

// boasts: "we do seven bakeries" and "we do interpreting too" say what one does,
// and are no "we do".
func (p *phrases) boasts(w int) bool {
	if on := p.phrase("ask:on", w); on > 0 {
		w = p.next(on)
	}
	w = p.next(w + 1)
	n := w + 1
	if did := p.lower(w); did != "do" && did != "did" || n >= len(p.words) {
		return false
	}
	return p.words[n].Kind == text.Number || isNumeral(p.words[n]) || p.phrase("settled:some", n) > 0 || strings.HasSuffix(p.lower(n), "ing")
}

// forSeller reports whether the seller is to do it: "could you …?"
func (a *ask) forSeller() bool { return a.s.gates.any(asksSeller) && !a.s.gates.any(asksIfAble) }
