package analyze

import (
	"strings"
	"unicode"

	"heed/bot/call"
	"heed/bot/when"
)

// fragment finds what a note writes down without a verb: a thing that changes
// hands, and the day it is due ("SOW draft to Hector by Friday", "Friday:
// offer"). The thing has to be what the fragment is about, so that "the board
// sees the offer on Friday" and "agreement until 30 June" are none.
func (f *promiseFinder) fragment(n *piece) bool {
	if n.sentence == 0 || aboutThem[f.d.Turns[n.turn].Heading] || strings.HasSuffix(n.text, "?") || n.p.has("note:title", 0, len(n.p.words)) {
		return false
	}
	if n.p.phrase("note:gift", n.p.next(0)) > 0 && !finite(n.p, n.p.next(0), len(n.p.words)) {
		f.takeOn(n, n.p.next(0), n.p.next(0), f.d.dueIn(n.text, 0, len(n.text)))
		return true
	}
	due := f.d.dueIn(n.text, 0, len(n.text))
	if due == nil || !f.ahead(due) || !atEdge(n.text, due) || strings.ContainsAny(n.text[:due.From], ".\"“") {
		return false
	}
	from, end := n.besides(due)
	if from >= end || finite(n.p, from, end) {
		return false
	}
	to := f.receiver(n, from, end)
	if to == nobodys && !n.p.isThing(from, n.p.head(from, n.p.withoutParticle(from, end))) {
		return false
	}
	c := &commitment{sentence: n.sentence, turn: n.turn, speaker: -1, owner: f.writer(), side: call.Rep, due: due, strength: Hard}
	if to == ours {
		c.owner, c.side = "", call.Customer
	} else if name, ok := f.agent(n.p); ok {
		c.owner, c.side = name, f.people.side(name)
	}
	c.quote = strings.Trim(n.text, " ,;.")
	c.verb, c.action, c.content = actionOf(n.text, n.p, trigger{}, from, end, due)
	f.found = append(f.found, c)
	return true
}

// agent reads who is to do it in "form to be filled in by Priya".
func (f *promiseFinder) agent(p *phrases) (string, bool) {
	for w := 2; w+1 < len(p.words); w++ {
		if p.lower(w) != "by" || p.forms[w-1] != pastForm && !(particle(p.lower(w-1)) && p.forms[w-2] == pastForm) {
			continue
		}
		if name := p.words[w+1].Text; isName(&p.words[w+1]) && len(f.d.dates(name)) == 0 {
			return name, true
		}
	}
	return "", false
}

// receiver is to whom a thing without a verb is to go.
type receiver uint8

const (
	nobodys receiver = iota // that isn't said
	theirs                  // "test results to Ewa"
	ours                    // "test results to me"
)

// receiver reads to whom words from up to end say that a thing goes.
func (f *promiseFinder) receiver(n *piece, from, end int) receiver {
	p := n.p
	for w := from + 1; w+1 < end; w++ {
		if p.forms[w] == pastForm && !describes(p, w) || p.forms[w] == sForm && !p.has("deliverable", w, w+1) {
			return nobodys
		}
		if p.lower(w) != "to" || p.phrase("go:no", from) > 0 || p.phrase("go:no", p.before(w)) > 0 {
			continue
		}
		switch next := p.lower(w + 1); {
		case next == "me" || next == "us":
			return ours
		case next == "her" || next == "him" || next == "them" || isName(&p.words[w+1]) && !f.stranger(p.words[w+1].Text, n.turn):
			return theirs
		}
	}
	return nobodys
}

// withoutParticle leaves out the "out" and "over" that a thing goes with:
// "swatches out".
func (p *phrases) withoutParticle(from, end int) int {
	last := p.before(end)
	switch p.lower(last) {
	case "out", "over", "off", "across", "round", "up", "in":
		if last > from {
			return last
		}
	}
	return end
}

// ahead reports whether a date is still to come, and one of a day or a week, or
// a deadline: what is only "in June" is somebody's plan.
func (f *promiseFinder) ahead(r *when.Reading) bool {
	switch r.Grain {
	case when.Year, when.Quarter:
		return false
	case when.Month:
		if first := strings.ToLower(firstWord(r.Phrase)); first == "in" || first == "this" || first == "next" {
			return false
		}
	}
	today := when.DateOf(f.d.now())
	switch first := strings.ToLower(firstWord(r.Phrase)); first {
	case "since", "from":
		return false
	}
	return !r.Date.Before(today)
}

// atEdge reports whether a date begins or ends a text.
func atEdge(s string, due *when.Reading) bool {
	rest := s[due.To:]
	if open := strings.IndexByte(rest, '('); open >= 0 && strings.HasSuffix(strings.TrimRight(rest, " ."), ")") {
		rest = rest[:open] // a remark behind it
	}
	switch strings.ToLower(strings.Trim(rest, " .,;:!()")) {
	case "am", "pm", "eod", "cob", "morning", "afternoon", "evening", "latest", "at the latest", "first thing":
		return true
	}
	return blank(rest) || blank(s[:due.From]) && strings.HasPrefix(strings.TrimLeft(rest, " "), ":")
}

// blank reports whether a text has neither letters nor digits.
func blank(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0
}

// besides returns the words that stand before a date at the end, or after one
// at the beginning.
func (n *piece) besides(due *when.Reading) (from, end int) {
	p := n.p
	if strings.TrimSpace(n.text[:due.From]) == "" {
		for from < len(p.words) && int(p.words[from].From) < due.To {
			from++
		}
		return p.next(from), len(p.words)
	}
	end = len(p.words)
	for end > 0 && int(p.words[end-1].To) > due.From {
		end--
	}
	return p.next(0), end
}

// finite reports whether words hold a verb that says something, or somebody
// of whom it is said.
func finite(p *phrases, from, end int) bool {
	if p.forms[from] == pastForm && !describes(p, from) {
		return true
	}
	head := p.head(from, end) // "… the lines she marked" says more of the thing
	for w := from; w < end; w++ {
		switch p.lower(w) {
		case "i", "we", "you", "he", "she", "they", "it", "who", "that", "which", "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "must", "may", "might",
			"should", "not", "no", "due", "expires", "ends", "starts":
			return true
		}
		if w > from && w < head && (p.forms[w] == pastForm || p.forms[w] == sForm) && !p.has("deliverable", max(from, w-3), w+1) {
			return true
		}
	}
	return false
}

// describes tells "priced drawing" from "mailed Gus the drawing": after what
// was done comes the thing itself, and nobody it was done for.
func describes(p *phrases, w int) bool {
	switch next := p.next(w + 1); {
	case next >= len(p.words), unicode.IsUpper([]rune(p.words[next].Text)[0]) && !(isShort(p.words[next].Text) && p.isThing(next, p.head(next, len(p.words)))):
		return false
	default:
		switch p.lower(next) {
		case "the", "a", "an", "him", "her", "them", "it", "this", "that", "these", "those", "some", "all", "my", "our", "their", "his", "to", "with", "off", "up", "over", "in", "out", "on", "round":
			return false
		}
		return true
	}
}

// isShort knows an abbreviation: "SOW", "MSA".
func isShort(s string) bool {
	return len(s) > 1 && len(s) < 6 && strings.ToUpper(s) == s
}

// head returns the end of what the words from up to end are about, which
// stands before what it is to, for or about.
func (p *phrases) head(from, end int) int {
	head := from
	for head < end && p.words[head].IsWord() && !(head > from && preposition(p.lower(head))) {
		head++
	}
	return head
}

// isThing reports whether words from up to head end in a thing that changes
// hands.
func (p *phrases) isThing(from, head int) bool {
	for w := from; w < head; w++ {
		if p.phrase("fragment:no", w) == head {
			return false
		}
	}
	for w := from; w < head; w++ {
		if p.phrase("deliverable", w) == head {
			return true
		}
	}
	return false
}

func preposition(w string) bool {
	switch w {
	case "to", "for", "with", "without", "of", "from", "re", "on", "about", "over", "in", "at", "by", "before", "incl", "including", "and", "2", "4":
		return true
	}
	return false
}
