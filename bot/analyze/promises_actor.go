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

// explained reads "Joost (our engineer) goes", "legal (theirs) to", "Kofi from
// our side will" and "the order to come from their office" at word w. It
// returns the word of what they do, or 0.
func (f *promiseFinder) explained(n *piece, w int, m *marks) int {
	const longest = 6 // words before what is said of them
	p := n.p
	for k := w + 1; k < len(p.words) && k <= w+longest; k++ {
		end := p.phrase("actor:of", k)
		bracket := p.lower(k-1) == "("
		if !bracket && (end == 0 || p.lower(k) != "from") || bracket && end == 0 && !isName(&p.words[w]) {
			continue
		}
		side := call.Rep
		if end == 0 {
			end, side = k, f.people.side(p.words[w].Text)
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
		if first := &p.words[w]; isName(first) && !work().Knows(first.Lower) {
			m.owner = strings.TrimRight(n.text[first.From:p.words[p.before(min(k, close))].To], " (")
		}
		if to := p.phrase("note:they", v); to > 0 {
			return to
		}
		return v
	}
	return 0
}
