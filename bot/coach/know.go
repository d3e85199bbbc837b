package coach

import (
	"slices"
	"strings"

	"heed/bot/digest"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// knowFacts bounds what is read of a customer to choose it, knowCustomers how
// many customers are looked at.
const (
	knowFacts     = 50
	knowCustomers = 200
)

// knowTouches are the customers that somebody gets on Get to Know Your
// Customers Day, or when the next one is.
func (u *unit) knowTouches(user string) ([]followup.Touch, error) {
	p, ok, err := store.People.Get(u.Tx, kv.Key(u.ev.Team, user))
	if err != nil || !ok || p.NoKnow {
		return nil, err
	}
	today := when.DateOf(u.now.In(p.Location()))
	day, is := memory.KnowDayNow(today)
	if is {
		told, err := u.knewOn(user, day)
		if err != nil {
			return nil, err
		}
		if is = !told; is {
			known, err := u.knownTo(user)
			if err != nil {
				return nil, err
			}
			return memory.ToKnow(user, known, u.now, day), nil
		}
	}
	mine := store.TeamPrefix(u.ev.Team, user)
	mine.Limit = 1
	for _, bucket := range []string{store.CallsOwn, store.CustomersByKeeper} {
		for range u.Scan(bucket, mine) {
			return []followup.Touch{memory.NextKnow(today)}, nil
		}
	}
	return nil, nil // nobody to get to know yet
}

// knewOn reports whether somebody was told of a day's customers.
func (u *unit) knewOn(user string, day when.Date) (bool, error) {
	n, err := u.knowNudge(user, day)
	return n != nil, err
}

// knowNudge is the bundle that told somebody of a day's customers, or nil.
func (u *unit) knowNudge(user string, day when.Date) (*store.Nudged, error) {
	r := store.TeamPrefix(u.ev.Team, user)
	r.From, r.To = kv.Key(u.ev.Team, user, day.String()), kv.Key(u.ev.Team, user, day.AddDays(7).String())
	for n, err := range store.Nudges.Scan(u.Tx, r) {
		if err != nil {
			return nil, err
		}
		if !n.Unsent && slices.ContainsFunc(n.Touches, func(t store.NudgedTouch) bool { return t.Reason == followup.GetToKnow }) {
			return &n, nil
		}
	}
	return nil, nil
}

// knownTo are the customers of whom somebody is one of the reps, with what is
// known of them.
func (u *unit) knownTo(user string) (out []memory.Candidate, err error) {
	seen := map[string]bool{}
	for _, bucket := range []string{store.CustomersByKeeper, store.CallsOwn} {
		for key := range u.Scan(bucket, store.TeamPrefix(u.ev.Team, user)) {
			if len(seen) < knowCustomers {
				seen[strings.Clone(kv.Split(key)[2])] = true
			}
		}
	}
	for id := range seen {
		c, ok, err := store.Customers.Get(u.Tx, kv.Key(u.ev.Team, id))
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		r := store.TeamPrefix(u.ev.Team, id)
		r.Reverse, r.Limit = true, knowFacts
		facts, err := store.Collect(store.Facts.Scan(u.Tx, r))
		if err != nil {
			return nil, err
		}
		out = append(out, memory.Candidate{Customer: c, Facts: facts})
	}
	return out, nil
}

// known is what came of the day in a week, rep by rep.
func (u *unit) known(w digest.Window, people []store.Person) (out []digest.Known, err error) {
	for _, p := range people {
		from := when.DateOf(w.From.In(p.Location()))
		day := memory.KnowDay(from)
		if !day.In(p.Location(), 0, 0).Before(w.To) {
			continue
		}
		n, err := u.knowNudge(p.ID, day)
		if err != nil {
			return nil, err
		}
		if n == nil {
			continue
		}
		k := digest.Known{Rep: p.ID}
		for _, t := range n.Touches {
			if t.Reason != followup.GetToKnow {
				continue
			}
			c, ok, err := store.Customers.Get(u.Tx, kv.Key(u.ev.Team, t.Customer))
			if err != nil {
				return nil, err
			}
			if !ok || !slices.ContainsFunc(c.Contacts, func(m memory.Contact) bool { return m.At.After(n.At) && m.At.Before(w.To) }) {
				continue
			}
			k.Customers++
			for f, err := range store.Facts.Scan(u.Tx, store.TeamPrefix(u.ev.Team, t.Customer)) {
				if err != nil {
					return nil, err
				}
				if f.First().After(n.At) && f.First().Before(w.To) && f.State != memory.Dropped {
					k.Details++
				}
			}
		}
		out = append(out, k)
	}
	return out, nil
}
