package coach

import (
	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/pick"
	"heed/store"
	"heed/store/kv"
)

// choose decides what the rep hears of a call. With a call read for the first
// time their focus advances, or Heed chooses one.
func (u *unit) choose(c *store.Call) error {
	p, ok, err := store.People.Get(u.Tx, kv.Key(c.Team, c.Rep))
	if err != nil || !ok {
		return err
	}
	rec := &p.Coaching
	if c.Nth > 0 { // read again
		if c.Step == nil {
			c.Step = rec.Join(&c.Report, c.At, c.Nth)
		}
		c.Pick = pick.Choose(&c.Report, rec.Before(c.Pick), c.Step, selfIn(c))
		return store.People.Put(u.Tx, &p)
	}
	c.Step, c.Nth = rec.Advance(&c.Report, c.At), rec.Calls
	c.Pick = pick.Choose(&c.Report, rec, c.Step, selfIn(c))
	if c.Pick.Praise != "" {
		rec.LastPraise = c.Pick.Praise
	}
	if err := u.suggest(c, rec); err != nil {
		return err
	}
	return store.People.Put(u.Tx, &p)
}

// selfIn is what a call's text calls its rep; "" if that isn't known.
func selfIn(c *store.Call) string {
	for i := range c.Voices {
		if shownAnswer(c, &c.Voices[i]) == call.Me {
			return c.Voices[i].Name
		}
	}
	return ""
}

// suggest lets Heed choose the rep's next focus, if it is time for one.
func (u *unit) suggest(c *store.Call, rec *pick.Record) error {
	if c.Step != nil || !rec.MaySuggest() {
		return nil
	}
	earlier, err := u.earlier(c)
	if err != nil {
		return err
	}
	if key := rec.Suggest(reports(c, earlier)); key != "" {
		rec.Practise(key, c.At, false)
		c.Chose = key
	}
	return nil
}

// looksBack is how many of the rep's own earlier calls are looked at, for what
// is usual and what recurs.
const looksBack = 40

// earlier are the rep's calls before c, the latest first.
func (u *unit) earlier(c *store.Call) ([]store.Call, error) {
	var out []store.Call
	r := kv.Range{Prefix: kv.Key(c.Team, c.Rep) + "/", To: kv.Key(c.Team, c.Rep, kv.Stamp(c.At), c.ID), Reverse: true, Limit: looksBack}
	for o, err := range store.Calls.By(u.Tx, store.CallsByRep, r) {
		if err != nil {
			return nil, err
		}
		if o.Conversation() != c.Conversation() {
			out = append(out, o)
		}
	}
	return out, nil
}

// reports are those of a call and of the earlier ones.
func reports(c *store.Call, earlier []store.Call) []*analyze.Report {
	out := []*analyze.Report{&c.Report}
	for i := range earlier {
		out = append(out, &earlier[i].Report)
	}
	return out
}

// seenCalls are a call and the earlier ones with their parts in a focus.
func seenCalls(c *store.Call, earlier []store.Call) []pick.Seen {
	out := []pick.Seen{{Report: &c.Report, Step: c.Step}}
	for i := range earlier {
		out = append(out, pick.Seen{Report: &earlier[i].Report, Step: earlier[i].Step})
	}
	return out
}

// takeBack remembers that a finding of a call isn't right, or undoes that.
func (u *unit) takeBack(c *store.Call, key string, wrong bool) error {
	p, err := must(store.People, u.Tx, kv.Key(c.Team, c.Rep))
	if err != nil {
		return err
	}
	if key == "" { // a button of an earlier version
		key = c.Pick.Try
	}
	f := pick.Find(&c.Report, key)
	switch {
	case !wrong:
		p.Coaching.Restore(c.ID, key)
	case f != nil:
		p.Coaching.TakeBack(c.ID, &c.Report, f, u.now)
	}
	if err := store.People.Put(u.Tx, &p); err != nil {
		return err
	}
	return u.redraw("call/" + c.ID)
}

// forgetChoice drops what was taken back in a call that is forgotten.
func (u *unit) forgetChoice(c *store.Call) error {
	p, ok, err := store.People.Get(u.Tx, kv.Key(c.Team, c.Rep))
	if err != nil || !ok {
		return err
	}
	p.Coaching.Forget(c.ID)
	return store.People.Put(u.Tx, &p)
}
