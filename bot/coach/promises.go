package coach

import (
	"slices"
	"time"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/followup"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// promises turns the promises of a call into follow-ups. On an edit the ones
// that still stand keep their state and number, and the others go.
func (u *unit) promises(c *store.Call, r reading) error {
	old, err := u.followUpsOf(c)
	if err != nil {
		return err
	}
	rep, _, err := store.People.Get(u.Tx, kv.Key(c.Team, c.Rep))
	if err != nil {
		return err
	}
	read := make([]followup.FollowUp, len(c.Report.Promises))
	for i, p := range c.Report.Promises {
		read[i] = followUp(c, &rep, p)
		read[i].Assumed = u.assumed(&read[i], &rep)
	}
	if read, err = u.ownPromises(c, read); err != nil {
		return err
	}
	was := standing(old, read, r.same)
	for i, f := range read {
		if at := was[i]; at >= 0 {
			f = renewed(old[at], f)
			if o := old[at]; f.Owner != c.Rep && (f.Due != o.Due || f.DueTime != o.DueTime) {
				if err := u.travel(&f); err != nil {
					return err
				}
			}
		} else {
			if c.Revision > 0 && !r.same {
				f = madeNow(f, u.ev.At, r.late, i)
			}
			if f.ID, err = u.NextID(c.Team, "F"); err != nil {
				return err
			}
		}
		if err := store.FollowUps.Put(u.Tx, &f); err != nil {
			return err
		}
	}
	for i, o := range old {
		if slices.Contains(was, i) {
			continue
		}
		if err := u.forgetFollowUp(&o); err != nil {
			return err
		}
	}
	return u.replan(c.Rep)
}

// standing finds, for every promise that a note holds now, which of the old
// follow-ups it is; -1 for a new one. Literal matches count before those in
// other words. In a text that is the same as before a promise stays the one it
// was also where it turns out to be the other side's.
func standing(old, read []followup.FollowUp, sameText bool) []int {
	was, taken := make([]int, len(read)), map[int]bool{}
	for i := range was {
		was[i] = -1
	}
	for _, same := range []func(o, f followup.FollowUp) bool{
		func(o, f followup.FollowUp) bool { return o.Quote == f.Quote && o.Side == f.Side },
		func(o, f followup.FollowUp) bool { return o.Action == f.Action && o.Side == f.Side },
		func(o, f followup.FollowUp) bool { return followup.Same(o.Action, f.Action) && o.Side == f.Side },
		func(o, f followup.FollowUp) bool { return sameText && o.Quote == f.Quote },
	} {
		for i, f := range read {
			for j, o := range old {
				if was[i] < 0 && !taken[j] && same(o, f) {
					was[i], taken[j] = j, true
				}
			}
		}
	}
	return was
}

// madeNow dates a promise that an edit added: it was made then, and a
// "tomorrow" in it is the day after the edit.
func madeNow(f followup.FollowUp, at time.Time, late []analyze.Promise, i int) followup.FollowUp {
	f.Made = at
	if i < len(late) && late[i].Quote == f.Quote {
		f.Due = when.Date{}
		f.DueTime = ""
		dated(&f, late[i])
	}
	return f
}

// renewed is an old follow-up after its note was edited: what people did to
// it stays, what the note says is taken over unless somebody edited it here.
func renewed(old, read followup.FollowUp) followup.FollowUp {
	edited := slices.ContainsFunc(old.Changes, func(c followup.Change) bool { return c.What == "edited" })
	sameDue := old.DuePhrase == read.DuePhrase
	old.Quote, old.Customer, old.Side, old.Who, old.Strength = read.Quote, read.Customer, read.Side, read.Who, read.Strength
	if !edited {
		old.Action = read.Action
	}
	if !edited && !sameDue {
		old.Due, old.DueTime, old.DuePhrase, old.Assumed = read.Due, read.DueTime, read.DuePhrase, read.Assumed
	}
	return old
}

func (u *unit) followUpsOf(c *store.Call) ([]followup.FollowUp, error) {
	return store.Collect(store.FollowUps.By(u.Tx, store.FollowUpsByCall, store.TeamPrefix(c.Team, c.ID)))
}

// followUp is the follow-up of a promise; the rep is reminded of all of them,
// also of what colleagues and the customer owe.
func followUp(c *store.Call, rep *store.Person, p analyze.Promise) followup.FollowUp {
	f := followup.FollowUp{
		Team: c.Team, Owner: c.Rep, Side: p.Side, Customer: c.Customer, Call: c.ID,
		Action: p.Action, Quote: p.Quote, Strength: p.Strength, Made: c.At, State: followup.Open,
	}
	dated(&f, p)
	if p.DuePhrase != nil {
		f.DuePhrase = *p.DuePhrase
	}
	if p.Owner != nil && !rep.Called(*p.Owner) {
		f.Who = promiser(c, *p.Owner)
	}
	return f
}

// promiser is whom the rep knows by the label of a speaker: "" for the rep,
// and for the one voice of the other side if its label names nobody.
func promiser(c *store.Call, label string) string {
	v := c.Voice(label)
	switch {
	case v == nil:
		return label
	case shownAnswer(c, v) == call.Me:
		return ""
	case v.Side == call.Customer && v.Generic:
		return ""
	}
	return label
}

// assumed reports whether a due day is a reading of words that people differ
// on.
func (u *unit) assumed(f *followup.FollowUp, rep *store.Person) bool {
	if f.Due.IsZero() || f.DuePhrase == "" {
		return false
	}
	ws, err := u.workspace()
	if err != nil {
		return false
	}
	r, ok := when.Resolve(f.DuePhrase, f.Made.In(rep.Location()), ws.Dates(rep.Location()))
	return ok && !r.Sure && r.Date == f.Due
}

// dated takes over when a promise is due, if that was said.
func dated(f *followup.FollowUp, p analyze.Promise) {
	if p.Due != nil {
		f.Due, _ = when.ParseDate(*p.Due)
	}
	if p.DueTime != nil {
		f.DueTime = *p.DueTime
	}
}
