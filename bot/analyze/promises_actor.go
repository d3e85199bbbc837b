package analyze

import (
	"strings"

	"heed/bot/call"
)

// actor reads who is to do a task that begins with words for a side, or with
// somebody and whose they are: "client to confirm the date", "our support will
// ring her", "legal (theirs) to review it", "Joost (our engineer) goes out".
func (f *promiseFinder) actor(n *piece) (marks, bool) {
	p := n.p
	w := p.next(0)
	m := marks{known: true, quote: n.text}
	end := 0
	if e := p.phrase("actor:theirs", w); e > 0 {
		end, m.side = e, call.Customer
	} else if e := p.phrase("actor:ours", w); e > 0 {
		end, m.side = e, call.Rep
	} else if e := p.phrase("actor:the", w); e > 0 && !p.has("deliverable", w, e) && p.lower(p.next(e)) != "be" {
		end, m.side = e, call.Customer
	} else {
		end = f.explained(n, w, &m)
	}
	if end = p.next(end); m.side == "" || end >= len(p.words) {
		return marks{}, false
	}
	m.body = n.text[p.words[end].From:]
	return m, true
}

// acts finds in prose what somebody whose side is said will do: "our Ben will
// ring her", "Kofi from support resets it today".
func (f *promiseFinder) acts(n *piece) bool {
	m, ok := f.actor(n)
	if !ok || n.p.phrase("actor:the", n.p.next(0)) > 0 || strings.HasSuffix(n.text, "?") || aboutThem[f.d.Turns[n.turn].Heading] {
		return false
	}
	body := f.newPiece(n.turn, n.sentence, m.body, n.todo)
	p, v := body.p, body.p.next(0)
	if v >= len(p.words) || p.has("habit", v, len(p.words)) || p.phrase("do:living", v) > 0 {
		return false
	}
	due := f.d.dueIn(body.text, 0, len(body.text))
	sure := p.phrase("do:sure", v) > 0
	switch p.forms[v] {
	case baseForm:
		switch lastWord(n.text[:len(n.text)-len(m.body)]) {
		case "to", "will", "shall", "must", "should", "ll", "'ll":
		default:
			return false
		}
		if !sure && !(p.phrase("do:maybe", v) > 0 && (due != nil || p.has("deliverable", v, len(p.words)))) && !(m.side == call.Rep && p.mayDo(v) && p.substance(v, len(p.words))) {
			return false
		}
	case sForm:
		if due == nil || !f.ahead(due) || !sure && p.phrase("do:maybe", v) == 0 {
			return false
		}
	default:
		return false
	}
	c := f.noteCommitment(body, m)
	c.quote = strings.TrimRight(m.quote, " ,;.")
	f.found = append(f.found, c)
	return true
}

// explained reads "Joost (our engineer) goes", "legal (theirs) to", "Kofi from
// our side will" and "the order to come from their office" at word w. It
// returns the word of what they do, or 0.
func (f *promiseFinder) explained(n *piece, w int, m *marks) int {
	const longest = 6 // words before what is said of them
	p, first := n.p, &n.p.words[min(n.p.afterTitle(w), len(n.p.words)-1)]
	for k := w + 1; k < len(p.words) && k <= w+longest; k++ {
		end := p.phrase("actor:of", k)
		bracket := p.lower(k-1) == "("
		if !bracket && (end == 0 || p.lower(k) != "from") || bracket && end == 0 && !isName(first) {
			continue
		}
		side := call.Rep
		if end == 0 {
			end, side = k, f.people.side(first.Text)
		} else if p.has("side:their", k, end) {
			side = call.Customer
		}
		close := end
		for close < len(p.words) && close < end+4 && p.words[close].Lower != ")" && p.lower(k-1) == "(" {
			close++
		}
		v := p.next(close)
		does := v < len(p.words) && (p.phrase("note:they", v) > 0 || p.forms[v] == sForm || p.forms[v] == baseForm)
		if !does {
			return 0
		}
		m.side = side
		if isName(first) && !work().Knows(first.Lower) {
			m.owner = strings.TrimRight(n.text[p.words[w].From:p.words[p.before(min(k, close))].To], " (")
		}
		if to := p.phrase("note:they", v); to > 0 {
			return to
		}
		return v
	}
	return 0
}

// afterTitle returns the word after the "Mrs." before a name, or w.
func (p *phrases) afterTitle(w int) int {
	switch p.lower(w) {
	case "mr", "mrs", "ms", "miss", "dr", "prof", "frau", "herr", "mme", "señora", "señor":
		return p.next(w + 1)
	}
	return w
}
