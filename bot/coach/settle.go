package coach

import (
	"slices"

	"heed/bot/analyze"
	"heed/bot/followup"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// settle closes the rep's open promises to the call's customer, and the
// customer's to the rep, that the call reports kept, and opens those again that
// an earlier version of it, or one filed elsewhere, had closed. Only a sure
// match counts; a click undoes it, and what was undone isn't settled by the
// same note again.
func (u *unit) settle(c *store.Call) error {
	was, err := u.settledBy(c)
	if err != nil {
		return err
	}
	pool, err := u.settleable(c, was)
	if err != nil {
		return err
	}
	before := slices.Clone(pool)
	mine := slices.DeleteFunc(slices.Clone(pool), func(f followup.FollowUp) bool { return !f.Mine() })
	theirs := slices.DeleteFunc(pool, func(f followup.FollowUp) bool { return f.Mine() })
	still := map[string]bool{}
	maybe, err := u.settleAs(c, mine, c.Report.Settled, still)
	if err != nil {
		return err
	}
	more, err := u.settleAs(c, theirs, c.Report.Received, still)
	if err != nil {
		return err
	}
	maybe = append(maybe, more...)
	if err := u.sayAgain(c, before, still); err != nil {
		return err
	}
	if err := u.unsettle(c, still); err != nil {
		return err
	}
	if err := u.askDone(c, maybe); err != nil {
		return err
	}
	return u.replan(c.Rep)
}

// settleAs closes those of pool that one of the reports says were kept, and adds
// them to still. It returns those that may be.
func (u *unit) settleAs(c *store.Call, pool []followup.FollowUp, reports []analyze.Settled, still map[string]bool) (maybe []string, err error) {
	for _, s := range reports {
		i := followup.Match(pool, s.Action+" "+s.Quote)
		if i < 0 {
			for _, k := range followup.Likely(pool, s.Action+" "+s.Quote) {
				maybe = append(maybe, pool[k].ID)
			}
			continue
		}
		f := pool[i]
		pool = slices.Delete(pool, i, i+1)
		still[f.ID] = true
		if f.State != followup.Open {
			continue
		}
		f.Settle(u.now, c.ID)
		if err := u.putFollowUp(&f); err != nil {
			return nil, err
		}
	}
	return maybe, nil
}

// sayAgain puts the call's promises in the place of earlier ones that they say
// again, mostly with a new day, and adds those to still. A promise from another
// record of the same conversation is no earlier one.
func (u *unit) sayAgain(c *store.Call, before []followup.FollowUp, still map[string]bool) error {
	group, err := u.group(c)
	if err != nil {
		return err
	}
	before = slices.DeleteFunc(before, func(f followup.FollowUp) bool {
		replaced := f.State == followup.Dropped && f.SettledBy == c.ID
		return still[f.ID] || f.State != followup.Open && !replaced || slices.ContainsFunc(group, func(k store.Call) bool { return k.ID == f.Call })
	})
	fresh, err := u.followUpsOf(c)
	if err != nil {
		return err
	}
	for _, f := range fresh {
		if f.State != followup.Open {
			continue
		}
		id, was := "", when.Date{}
		if i := followup.SaysAgain(before, f); i >= 0 {
			o := before[i]
			before = slices.Delete(before, i, i+1)
			still[o.ID] = true
			if o.State == followup.Open {
				o.Replace(u.now, c.ID)
				if err := u.putFollowUp(&o); err != nil {
					return err
				}
			}
			if id = o.ID; o.Due != f.Due {
				was = o.Due
			}
		}
		if f.Again == id && f.Was == was {
			continue
		}
		f.Again, f.Was = id, was
		if err := store.FollowUps.Put(u.Tx, &f); err != nil {
			return err
		}
	}
	return nil
}

// apart lets a promise and the later one that had taken its place stand side
// by side, after a click on either of them.
func (u *unit) apart(f *followup.FollowUp) error {
	if f.Again != "" && f.State == followup.Dropped { // it was none: the earlier one holds
		o, ok, err := store.FollowUps.Get(u.Tx, kv.Key(f.Team, f.Again))
		if err != nil || !ok || !o.Unsettle(f.Call) {
			return err
		}
		return u.putFollowUp(&o)
	}
	for _, id := range f.Disputed {
		if f.State != followup.Open {
			return nil
		}
		later, err := u.followUpsOf(&store.Call{Team: f.Team, ID: id})
		if err != nil {
			return err
		}
		for _, l := range later {
			if l.Again != f.ID {
				continue
			}
			l.Again, l.Was = "", when.Date{}
			if err := store.FollowUps.Put(u.Tx, &l); err != nil {
				return err
			}
		}
	}
	return nil
}

// askDone notes which promises the call's message asks about: "looks done?".
func (u *unit) askDone(c *store.Call, maybe []string) error {
	slices.Sort(maybe)
	if maybe = slices.Compact(maybe); slices.Equal(maybe, c.Maybe) {
		return nil
	}
	c.Maybe = maybe
	return store.Calls.Put(u.Tx, c)
}

// maybeDone are the promises that a call asks about, also once the answer was
// yes, so that it can be undone.
func (u *unit) maybeDone(c *store.Call) ([]followup.FollowUp, error) {
	var out []followup.FollowUp
	for _, id := range c.Maybe {
		f, ok, err := store.FollowUps.Get(u.Tx, kv.Key(c.Team, id))
		if err != nil {
			return nil, err
		}
		if ok && f.Owner == c.Rep && !slices.Contains(f.Disputed, c.ID) {
			out = append(out, f)
		}
	}
	return out, nil
}

// notYet takes a promise off the question of a call: it isn't done, and this
// call doesn't ask again.
func (u *unit) notYet(c *store.Call, id string) error {
	f, err := u.own(id)
	if err != nil {
		return err
	}
	if !slices.Contains(f.Disputed, c.ID) {
		f.Disputed = append(f.Disputed, c.ID)
		if err := store.FollowUps.Put(u.Tx, &f); err != nil {
			return err
		}
	}
	return u.redraw("call/" + c.ID)
}

// settleable are the promises that a call may report kept: the rep's open
// ones to this customer from before, and what it has settled already.
func (u *unit) settleable(c *store.Call, was []followup.FollowUp) ([]followup.FollowUp, error) {
	if c.Customer == "" {
		return nil, nil
	}
	open, err := store.Collect(store.FollowUps.By(u.Tx, store.OpenByCustomer, store.TeamPrefix(c.Team, c.Customer)))
	return slices.DeleteFunc(append(open, was...), func(f followup.FollowUp) bool {
		return f.Owner != c.Rep || f.Call == c.ID || f.Customer != c.Customer || f.Made.After(c.At) || slices.Contains(f.Disputed, c.ID)
	}), err
}

// unsettle opens the follow-ups again that a call had reported done, except
// those that it still does.
func (u *unit) unsettle(c *store.Call, still map[string]bool) error {
	was, err := u.settledBy(c)
	if err != nil {
		return err
	}
	for _, f := range was {
		if still[f.ID] || !f.Unsettle(c.ID) {
			continue
		}
		if err := u.putFollowUp(&f); err != nil {
			return err
		}
	}
	return nil
}

// settledBy are the follow-ups that a call reported done.
func (u *unit) settledBy(c *store.Call) ([]followup.FollowUp, error) {
	return store.Collect(store.FollowUps.By(u.Tx, store.SettledByCall, store.TeamPrefix(c.Team, c.ID)))
}
