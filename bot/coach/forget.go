package coach

import (
	"slices"
	"strconv"

	"heed/bot/followup"
	"heed/store"
	"heed/store/kv"
)

// deleted forgets a message that is gone from Slack, with all that came from
// it. If it comes later than its deletion it is not read at all, and one that
// was given up is worked on once more, so that nothing of it stays with the
// dead letters.
func (c *Coach) deleted(u *unit) error {
	if mine, err := u.reads(); err != nil || !mine {
		return err
	}
	calls, err := store.Collect(store.Calls.By(u.Tx, store.CallsByMessage, store.TeamPrefix(u.ev.Team, u.ev.Channel, u.ev.TS)))
	if err != nil {
		return err
	}
	for _, k := range calls {
		err := u.leave(&k, func(p store.Place) bool { return p.Channel == u.ev.Channel && p.TS == u.ev.TS })
		if err != nil {
			return err
		}
	}
	if err := u.forgetUnread(func(*store.Unread) bool { return true }); err != nil {
		return err
	}
	if err := u.mark(store.Mark{Channel: u.ev.Channel, TS: u.ev.TS, Gone: true}, markLife); err != nil {
		return err
	}
	key := u.ev.Team + "/message/" + u.ev.Channel + "/" + u.ev.TS
	row, ok, err := u.InboxRow(key)
	if err != nil || !ok || row.State != store.Dead {
		return err
	}
	return u.RequeueInbox(key)
}

// leave takes messages away from a call, which is forgotten with the last of
// them; one that was typed into a command stands without any.
func (u *unit) leave(c *store.Call, from func(store.Place) bool) error {
	all := c.Places()
	left := slices.DeleteFunc(slices.Clone(all), from)
	switch {
	case len(left) == len(all):
		return nil
	case c.TS == "":
		c.Copies = left
	case len(left) == 0:
		return u.forget(c)
	default:
		c.Channel, c.TS, c.File, c.Copies = left[0].Channel, left[0].TS, left[0].File, left[1:]
	}
	return store.Calls.Put(u.Tx, c)
}

// forgetOnRequest is forget for the rep who asks for it: the messages stay in
// Slack, and are not read again when they are touched up.
func (u *unit) forgetOnRequest(c *store.Call) error {
	for _, p := range c.Places() {
		if err := u.mark(store.Mark{Channel: p.Channel, TS: p.TS, Gone: true}, forgetLife); err != nil {
			return err
		}
	}
	return u.forget(c)
}

// forget removes a call: its text, promises, facts and contact, what it
// settled, and the message that coached on it. Nothing of its words stays.
func (u *unit) forget(c *store.Call) error {
	u.touchWeek(c)
	if err := u.leaveQuestion(c); err != nil {
		return err
	}
	rest, err := u.leaveGroup(c)
	if err != nil {
		return err
	}
	if err := u.withdraw(c); err != nil {
		return err
	}
	if err := u.unsettle(c, nil); err != nil {
		return err
	}
	if err := u.forgetPromises(c); err != nil {
		return err
	}
	if err := u.forgetChoice(c); err != nil {
		return err
	}
	if err := store.Sources.Delete(u.Tx, kv.Key(c.Team, c.ID)); err != nil {
		return err
	}
	if err := store.Calls.Delete(u.Tx, kv.Key(c.Team, c.ID)); err != nil {
		return err
	}
	if err := u.unremember(c); err != nil {
		return err
	}
	if err := u.unshareCall(c); err != nil {
		return err
	}
	if err := u.recount(rest); err != nil {
		return err
	}
	if err := u.unsay(c); err != nil {
		return err
	}
	if err := u.unlearn(c); err != nil {
		return err
	}
	if _, err := u.dropEmpty(c.Customer); err != nil {
		return err
	}
	return u.replan(c.Rep)
}

// forgetPromises removes a call's promises, also from a nudge that is still
// waiting to be sent.
func (u *unit) forgetPromises(c *store.Call) error {
	fs, err := u.followUpsOf(c)
	if err != nil {
		return err
	}
	for _, f := range fs {
		if err := u.cancelNudge(f.Owner, "a promise in it was forgotten"); err != nil {
			return err
		}
		if err := u.forgetFollowUp(&f); err != nil {
			return err
		}
	}
	return nil
}

// forgetFollowUp removes a promise, and the messages that asked colleagues to
// take it over.
func (u *unit) forgetFollowUp(f *followup.FollowUp) error {
	for n := 1; n <= f.Offers; n++ {
		asked := *f
		asked.Offers = n
		key := offerKey(&asked)
		e, ok, err := u.Effect(key)
		if err != nil || !ok {
			return err
		}
		if err := u.ForgetEffect(key, "the note was deleted", u.now); err != nil {
			return err
		}
		if err := u.put(store.Effect{Key: replyKey(u.ev, "unask/"+f.ID+"/"+strconv.Itoa(n)), Kind: store.Remove, User: e.User, Ref: key}); err != nil {
			return err
		}
	}
	if err := store.FollowUps.Delete(u.Tx, kv.Key(f.Team, f.ID)); err != nil {
		return err
	}
	return u.replan(f.Owner)
}

// unsay takes the coaching message of a call back: from Slack, or from the
// outbox if it wasn't sent. A welcome that was never seen is said again.
func (u *unit) unsay(c *store.Call) error {
	sent, ok, err := u.Effect(c.Feedback())
	if err != nil {
		return err
	}
	if c.Welcome && ok && sent.State != store.Sent && sent.Attempt == 0 {
		p, known, err := store.People.Get(u.Tx, kv.Key(c.Team, c.Rep))
		if err != nil {
			return err
		}
		if p.Welcomed = false; known {
			if err := store.People.Put(u.Tx, &p); err != nil {
				return err
			}
		}
	}
	if err := u.forgetEffects(c); err != nil {
		return err
	}
	e := store.Effect{Key: replyKey(u.ev, "unsay/"+c.ID), Kind: store.Remove, User: c.Rep, Ref: c.Feedback()}
	if u.ev.Kind == Action && u.ev.TS != "" { // also where the effect is swept
		e.Channel, e.TS = u.ev.Channel, u.ev.TS
	}
	return u.put(e)
}

// forgetEffects takes a call's words out of the outbox: its own messages, and
// what failed and may quote it.
func (u *unit) forgetEffects(c *store.Call) error {
	const why = "the note was deleted"
	if err := u.ForgetEffect(c.Feedback(), why, u.now); err != nil {
		return err
	}
	for _, id := range slices.DeleteFunc([]string{c.Customer, c.ID}, func(id string) bool { return id == "" }) { // what was found in a call that isn't filed is under its own id
		all, err := store.Collect(u.EffectsOf(c.Team, id))
		if err != nil {
			return err
		}
		for _, e := range all {
			if e.State != store.Failed && e.Ref != c.Feedback() {
				continue
			}
			if err := u.ForgetEffect(e.Key, why, u.now); err != nil {
				return err
			}
		}
	}
	return nil
}
