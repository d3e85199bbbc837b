package analyze

import (
	"slices"
	"strings"

	"heed/bot/pattern"
	"heed/bot/when"
)

// declined drops what the other side didn't want: "I'll send a brochure." –
// "No need."
func (f *promiseFinder) declined() {
	f.found = slices.DeleteFunc(f.found, func(c *commitment) bool {
		if c.sentence+1 < f.d.Turns[c.turn].End {
			return false
		}
		reply := f.d.replyTo(c.sentence)
		if reply != c.turn+1 {
			return false
		}
		first := f.d.Turns[reply].First
		if !f.d.Sentences[first].gates.any(declining) {
			return false
		}
		p := f.d.phrases(first)
		return p.has("declines", 0, min(len(p.words), 6))
	})
}

// moved gives a promise the day that the talk settles on right after it: "I'll
// ring you on Tuesday." – "Better Wednesday?" – "Wednesday it is."
func (f *promiseFinder) moved() {
	own, latest := f.bySentence()
	for _, c := range f.found {
		if c.due == nil {
			continue
		}
		m := mover{f: f, c: c, own: own, latest: latest}
		for t := c.turn + 1; t < len(f.d.Turns) && t <= c.turn+3 && !m.settled; t++ {
			for i := f.d.Turns[t].First; i < f.d.Turns[t].End; i++ {
				m.read(i)
			}
		}
	}
}

// bySentence says of every sentence whether something is promised in it, and
// which dated commitment was the last one before it.
func (f *promiseFinder) bySentence() (own []bool, latest []*commitment) {
	own, latest = make([]bool, len(f.d.Sentences)), make([]*commitment, len(f.d.Sentences)+1)
	for _, c := range f.found {
		own[c.sentence] = true
		if c.due != nil {
			latest[c.sentence+1] = c
		}
	}
	for i := 1; i < len(latest); i++ {
		if latest[i] == nil {
			latest[i] = latest[i-1]
		}
	}
	return own, latest
}

// mover follows what is said after a commitment about its day.
type mover struct {
	f                 *promiseFinder
	c                 *commitment
	own               []bool
	latest            []*commitment
	proposed, settled bool
}

// read takes in one sentence.
func (m *mover) read(i int) {
	s := &m.f.d.Sentences[i]
	if m.settled || m.own[i] || m.latest[i] != m.c || !m.proposed && !s.gates.any(moving) {
		return
	}
	due := m.f.d.dueIn(s.Text, 0, len(s.Text))
	if due == nil {
		return
	}
	p := m.f.d.phrases(i)
	mine, same := s.Speaker == m.c.speaker, due.Date == m.c.due.Date
	moves, unsuited := p.has("moves", 0, len(p.words)), p.has("unsuited", 0, len(p.words))
	switch {
	case m.proposed && mine && same:
		m.settled = true
	case !same && due.Clock != "" && m.c.due.Clock == "": // the hour of a meeting
	case !same && m.near(due) && (moves || m.proposed && mine && s.Words <= 8):
		moved := *due
		moved.Date = sameWeek(due, m.c.due.Date)
		m.c.due, m.proposed = &moved, true
	case !mine && same && (moves || unsuited):
		m.proposed = true // it names the day that doesn't suit
	}
}

// near: a promise is put off by days or weeks. A day of another season is
// something else's.
func (m *mover) near(r *when.Reading) bool {
	days := r.Date.DaysSince(m.c.due.Date)
	return -mostMoved <= days && days <= mostMoved
}

const mostMoved = 45 // days

// sameWeek is the date of a bare weekday that is said in place of another day:
// "next Wednesday" – "make it Thursday" is the Thursday of that week.
func sameWeek(r *when.Reading, was when.Date) when.Date {
	phrase := strings.ToLower(r.Phrase)
	if r.Grain != when.Day || strings.Contains(phrase, "next") || strings.Contains(phrase, "week") || !weekdayNamed().MatchString(phrase) {
		return r.Date
	}
	d := was.Monday().AddDays(r.Date.DaysSince(r.Date.Monday()))
	if d.Before(r.Date) {
		return r.Date
	}
	return d
}

var weekdayNamed = pattern.Of(`^(?:(?:on|by|for|to|before) )?(?:the )?(?:mon|tues|wednes|thurs|fri|satur|sun)day$`)

// dropRepeats keeps the first statement of each commitment; a later one may
// still give it a day.
func (f *promiseFinder) dropRepeats() {
	slices.SortStableFunc(f.found, func(a, b *commitment) int { return a.sentence - b.sentence })
	var kept []*commitment
	for _, c := range f.found {
		if p := earlier(kept, c); p != nil {
			if c.due != nil {
				p.due = c.due
			}
			continue
		}
		kept = append(kept, c)
	}
	f.found = kept
}

// earlier returns the commitment of the same side that c says again.
func earlier(kept []*commitment, c *commitment) *commitment {
	for _, p := range kept {
		if p.side != c.side || p.owner != "" && c.owner != "" && p.owner != c.owner {
			continue
		}
		if len(p.content) == 0 || len(c.content) == 0 {
			same := p.verb == c.verb && len(p.content) == len(c.content)
			if same && (c.due == nil || p.due != nil && c.due.Date == p.due.Date) {
				return p
			}
			continue
		}
		least := min(len(p.content), len(c.content))
		if least == 1 && p.verb != c.verb && len(p.content) != len(c.content) {
			continue // "ask him for a call", "give you a call on Friday"
		}
		if n := sharedWords(p.content, c.content); 3*n >= 2*least {
			return p
		}
	}
	return nil
}
