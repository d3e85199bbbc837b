package analyze

import (
	"strings"

	"heed/bot/text"
)

// noteAsk reads a line of a note: "She asked if we can …".
func noteAsk(d *document, s *sentence) (*ask, bool) {
	if noTasks[s.Heading] || s.Heading == "next_steps" || d.Call.Turns[s.Turn].Box {
		return nil, false
	}
	p := d.phrases(s.Index)
	a := newAsk(d, s)
	at, end, ok := p.locate("ask:note", 0, len(p.words))
	if !ok {
		at, end, ok = p.wish()
	}
	a.end = end
	if ok {
		a.head = p.headFrom(at)
	}
	switch {
	case ok && d.kindness(s):
		return nil, false
	case !ok:
		return a, noteQuestion(d, s, p)
	case p.has("ask:note-no", 0, len(p.words)), p.writerAsked(at), p.lower(at) == "asks" && p.has("habit", at, len(p.words)),
		p.lower(at) == "asked" && !p.has("if", end-1, len(p.words)) && !wishFollows(p, at, end):
		return nil, false
	}
	return a, true
}

// headFrom returns the topic of the first word from at on that has one and is
// no way of asking.
func (p *phrases) headFrom(at int) string {
	for w := at; w < len(p.words); w++ {
		if about := aboutOf(nil, p.words[w:w+1]); len(about) > 0 {
			return about[0]
		}
	}
	return ""
}

// wish finds "they'd like …", whatever comes after it but a deed of their own.
func (p *phrases) wish() (at, end int, ok bool) {
	at, end, ok = p.locate("ask:note-wish", 0, len(p.words))
	switch next := p.next(end); {
	case !ok, next >= len(p.words), p.lower(next) == "to", p.lower(next) == "that", p.lower(next) == "is":
		return 0, 0, false
	}
	return at, end, true
}

// noteQuestion reports whether a line is a question of the customer's, written
// down as it was put: "can we have it in blue?", "her question: who fits it?"
func noteQuestion(d *document, s *sentence, p *phrases) bool {
	if d.Turns[s.Turn].Heading == "questions" {
		return false
	}
	marked := strings.Contains(s.Text, "?")
	if label, rest, ok := strings.Cut(s.Text, ":"); ok && len(label) < 40 && strings.TrimSpace(rest) != "" {
		l := d.reader().readText(label)
		if end := l.phrase("ask:label-thing", l.next(0)); end > 0 && l.next(end) >= len(l.words) {
			return true
		}
		if marked && l.count() == 1 && isName(&l.words[l.next(0)]) { // Dana: "could you do it in green?"
			q := d.reader().readText(strings.Trim(strings.TrimSpace(rest), "\"“”'"))
			return q.phrase("ask:put", q.next(0)) > 0
		}
		return marked && l.has("ask:label", 0, len(l.words))
	}
	return marked && p.phrase("ask:put", p.next(0)) > 0 || p.phrase("ask:put-plainly", p.next(0)) > 0
}

// writerAsked reports whether the note's writer did the asking: "I asked …",
// "asked him …", "asked how they decide".
func (p *phrases) writerAsked(at int) bool {
	b := p.before(at)
	switch p.lower(b) {
	case "i", "we", "when":
		return true
	case "also":
		if p.before(b) < 0 {
			return true
		}
	}
	switch p.lower(at + 1) {
	case "him", "her", "them":
		return true
	case "how", "what", "who", "where", "when", "why", "about", "after":
		return b < 0 && p.lower(at) == "asked" && p.lower(at+2) != "happens" && !p.ofSeller(at) && (p.has("ask:theirs", at, len(p.words)) || p.has("ask:discovers", at, len(p.words)) || p.quoted(at))
	}
	return false
}

// quoted reports whether words in quotation marks follow: the answer to what
// the writer asked.
func (p *phrases) quoted(at int) bool {
	for w := at; w < len(p.words); w++ {
		if !p.words[w].IsWord() && strings.ContainsAny(p.words[w].Text, "\"“„«") {
			return true
		}
	}
	return false
}

// ofSeller reports whether the words from at on are about the writer's side.
func (p *phrases) ofSeller(at int) bool {
	for w := at; w < len(p.words); w++ {
		switch p.lower(w) {
		case "we", "our", "us", "you", "your", "ours":
			return true
		}
	}
	return false
}

// wishFollows reports whether "asked" goes on with a wish.
func wishFollows(p *phrases, at, end int) bool {
	for w := at; w < min(len(p.words), end+3); w++ {
		switch p.lower(w) {
		case "if", "whether", "for", "to", "what", "when", "how", "who", "where", "which", "why", "about", "could", "can", "would", "will", "do", "does", "is", "are":
			return true
		}
	}
	return false
}

// answeredInNote looks for what came of it: on the same line after the wish,
// in the next sentence, or in a line below that begins with an arrow.
func (a *ask) answeredInNote() bool {
	turn := a.d.Turns[a.s.Turn]
	p := a.d.phrases(a.s.Index)
	if p.has("ask:unmet", a.end, len(p.words)) {
		return false
	}
	for w := max(a.end, 1); w < len(p.words); w++ {
		if !p.words[w].IsWord() && p.reports(w) {
			return true
		}
	}
	next := a.s.Index + 1
	if next >= turn.End {
		below := a.s.Turn + 1
		if below >= len(a.d.Turns) || a.d.Turns[below].First >= a.d.Turns[below].End || !isReply(a.d.Call.Turns[below].Text) {
			return false
		}
		next = a.d.Turns[below].First
	}
	q := a.d.phrases(next)
	const brief = 5 // words: "They can." says more than "They are open on Sundays"
	switch q.lower(q.next(0)) {
	case "they", "it", "he", "she", "there":
		return q.count() <= brief && q.reports(-1)
	}
	return !q.has("ask:unmet", 0, len(q.words)) && q.reports(-1)
}

// count returns how many words there are, marks left out.
func (p *phrases) count() int {
	n := 0
	for i := range p.words {
		if p.words[i].IsWord() {
			n++
		}
	}
	return n
}

// isReply reports whether a line of a note answers the one above: "-> yes, told
// her", "A: we do".
func isReply(line string) bool {
	for _, mark := range []string{"->", "→", "=>", ">", "A:", "a:", "yes", "Yes", "no,", "No,", "told", "Told"} {
		if strings.HasPrefix(line, mark) {
			return true
		}
	}
	return false
}

// reports reports whether the words after mark w begin with what came of a
// wish: "told her yes", "we do", or something done.
func (p *phrases) reports(w int) bool {
	w = p.next(w + 1)
	for p.lower(w) == "and" || p.lower(w) == "so" || p.lower(w) == "but" || p.lower(w) == "i" || p.lower(w) == "we" && w+1 < len(p.forms) && p.forms[w+1] == pastForm || p.lower(w) == "also" {
		if p.phrase("ask:note_met", w) > 0 {
			return true
		}
		w = p.next(w + 1)
	}
	if w >= len(p.words) {
		return false
	}
	if p.phrase("ask:note_met", w) > 0 || strings.HasSuffix(p.lower(w), "ing") && w+1 < len(p.words) && (isPronoun(p.lower(w+1)) || definite(p, w)) { // "taking her there"
		return true
	}
	return p.forms[w] == pastForm && p.words[w].Kind == text.Word && p.phrase("ask:note", w) == 0 && p.lower(w) != "wanted" && p.lower(w) != "needed" && p.lower(w) != "told"
}
