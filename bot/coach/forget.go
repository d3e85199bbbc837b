package coach

import (
	"heed/store"
	"heed/store/kv"
)

// deleted forgets a message that is gone from Slack, with all that came from
// it.
func (c *Coach) deleted(u *unit) error {
	calls, err := store.Collect(store.Calls.By(u.Tx, store.CallsByMessage, store.TeamPrefix(u.ev.Team, u.ev.Channel, u.ev.TS)))
	if err != nil {
		return err
	}
	for _, k := range calls {
		if err := u.forget(&k); err != nil {
			return err
		}
	}
	return nil
}

// forget removes a call: its text, promises, facts and contact, and the
// message that coached on it.
func (u *unit) forget(c *store.Call) error {
	if err := u.withdraw(c); err != nil {
		return err
	}
	fs, err := u.followUpsOf(c)
	if err != nil {
		return err
	}
	for _, f := range fs {
		if err := store.FollowUps.Delete(u.Tx, kv.Key(f.Team, f.ID)); err != nil {
			return err
		}
	}
	if err := u.reopen(c); err != nil {
		return err
	}
	if err := store.Sources.Delete(u.Tx, kv.Key(c.Team, c.ID)); err != nil {
		return err
	}
	if err := store.Calls.Delete(u.Tx, kv.Key(c.Team, c.ID)); err != nil {
		return err
	}
	if err := u.put(store.Effect{Key: replyKey(u.ev, "unsay/"+c.ID), Kind: store.Remove, User: c.Rep, Ref: c.Feedback()}); err != nil {
		return err
	}
	if err := u.dropEmpty(c.Customer); err != nil {
		return err
	}
	return u.replan(c.Rep)
}

// reopen opens the follow-ups again that a forgotten call had reported done.
func (u *unit) reopen(c *store.Call) error {
	fs, err := u.settledBy(c)
	if err != nil {
		return err
	}
	for _, f := range fs {
		f.Undo(u.now, "heed")
		if err := store.FollowUps.Put(u.Tx, &f); err != nil {
			return err
		}
	}
	return nil
}
