package analyze

import "heed/bot/call"

// findReceived returns what the customer's side is reported to have done: in a
// transcript by themselves ("I sent you the list on Monday"), in a note by its
// writer ("Priya sent the invoices over", "got the list from Tom").
func findReceived(d *document) []Settled {
	var out []Settled
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if s.Heading == "next_steps" || !d.isNote() && (s.Side != call.Customer || !s.mayReport()) {
			continue
		}
		out = append(out, d.receivedIn(s)...)
	}
	return out
}

func (d *document) receivedIn(s *sentence) []Settled {
	p := d.phrases(s.Index)
	for v := 0; v < len(p.words); v++ {
		if d.isNote() && inQuotes(s.Text, int(p.words[v].From)) {
			continue
		}
		from, ok := d.sentBy(p, v)
		if !ok {
			continue
		}
		if end, ok := d.reportEnd(s, p, from, v); ok {
			return []Settled{{Quote: p.between(s, from, v, end), Action: p.between(s, v, v, end), Turn: s.Turn}}
		}
	}
	return nil
}

// sentBy returns the word where a report begins whose verb is word v: the
// customer's side sent it, or it was got from them.
func (d *document) sentBy(p *phrases, v int) (from int, ok bool) {
	if d.isNote() && (p.lower(v) == "got" || p.lower(v) == "received") {
		at, end := v+1, clauseAfter(p, v)
		for at < end && p.lower(at) != "from" {
			at++
		}
		return v, p.lower(at) == "from" && at > v+1 && d.theirs(p, at+1)
	}
	if p.forms[v] != pastForm || p.phrase("settled:done", v) == 0 {
		return 0, false
	}
	k := p.subjectOf(v)
	if k < 0 || hasMark(p, k, v) {
		return 0, false
	}
	if d.isNote() {
		return k, d.theirs(p, k)
	}
	who, end := p.lower(k), clauseAfter(p, v)
	return k, (who == "i" || who == "we") && (listener(p, v, end) || p.has("settled:past", v, end))
}

// theirs reports whether word i of a note is somebody of the customer's.
func (d *document) theirs(p *phrases, i int) bool {
	switch p.lower(i) {
	case "he", "she", "they", "him", "her", "them":
		return true
	}
	return i >= 0 && i < len(p.words) && isName(&p.words[i]) && d.peopleOf().customers.holds(p.words[i].Text)
}
