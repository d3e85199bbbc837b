package coach

import (
	"slices"
	"time"

	"heed/bot/followup"
	"heed/store"
	"heed/store/kv"
)

// A promise stands in several messages: that of the call it was made in, the
// morning's nudge, a list, the Home tab. However it was changed (by a click in
// one of them, in words, by a later note, by a colleague), the others that
// last are drawn anew at the end of the unit of work.

// undoShown is for how long what was changed has its undo in a list.
const undoShown = time.Hour

// changedNow is the id of the open one of some follow-ups that whoever acts
// has changed last, if that is not long ago; "" for none.
func (u *unit) changedNow(fs []followup.FollowUp) (id string) {
	since := u.now.Add(-undoShown)
	for _, f := range fs {
		n := len(f.Changes)
		if n == 0 || f.State != followup.Open || !f.Undone.IsZero() || f.Owner != u.ev.User {
			continue
		}
		if c := f.Changes[n-1]; c.By == u.ev.User && !c.At.Before(since) {
			id, since = f.ID, c.At
		}
	}
	return id
}

// moved notes that a follow-up was changed.
func (u *unit) moved(f *followup.FollowUp) { u.changed = append(u.changed, *f) }

// renewShown draws the messages anew that show what was changed, but for the
// one that was clicked in.
func (u *unit) renewShown() error {
	var calls, owners []string
	for _, f := range u.changed {
		in, err := u.callsShowing(&f)
		if err != nil {
			return err
		}
		calls, owners = append(calls, in...), append(owners, f.Owner, f.From)
	}
	for _, id := range once(calls) {
		if err := u.renewCoaching(id); err != nil {
			return err
		}
	}
	for _, user := range once(owners) {
		if err := u.renewNudge(user); err != nil {
			return err
		}
	}
	u.changed = nil
	return nil
}

// once are the ids of a list, each once, without "".
func once(ids []string) []string {
	slices.Sort(ids)
	return slices.DeleteFunc(slices.Compact(ids), func(id string) bool { return id == "" })
}

// askedWithin is how many later calls of a customer are looked at for whether
// one asks about a promise.
const askedWithin = 10

// callsShowing are the calls whose messages show a follow-up: the one it was
// made in, those that reported it done, and those that ask whether it is.
func (u *unit) callsShowing(f *followup.FollowUp) ([]string, error) {
	out := append([]string{f.Call, f.SettledBy}, f.Disputed...)
	if f.Customer == "" {
		return out, nil
	}
	r := store.TeamPrefix(u.ev.Team, f.Customer)
	r.Reverse, r.Limit = true, askedWithin
	for c, err := range store.Calls.By(u.Tx, store.CallsByCustomer, r) {
		if err != nil || c.At.Before(f.Made) {
			return out, err
		}
		if slices.Contains(c.Maybe, f.ID) {
			out = append(out, c.ID)
		}
	}
	return out, nil
}

// renewCoaching draws the message of a call anew if it stands in Slack.
func (u *unit) renewCoaching(call string) error {
	if slices.Contains(u.drawn, "call/"+call) || slices.Contains(u.late, call) {
		return nil
	}
	c, ok, err := store.Calls.Get(u.Tx, kv.Key(u.ev.Team, call))
	if err != nil || !ok {
		return err
	}
	if at, err := u.sentAt(c.Feedback()); err != nil || at == "" {
		return err
	}
	return u.refresh(&c)
}

// renewNudge draws somebody's last nudge anew if something in it was changed.
func (u *unit) renewNudge(user string) error {
	p, ok, err := store.People.Get(u.Tx, kv.Key(u.ev.Team, user))
	if err != nil || !ok || p.LastNudge.IsZero() || user == u.ev.User && slices.Contains(u.drawn, "nudge/"+p.LastNudge.String()) {
		return err
	}
	n, ok, err := store.Nudges.Get(u.Tx, kv.Key(p.Team, p.ID, p.LastNudge.String()))
	if err != nil || !ok || !slices.ContainsFunc(u.changed, func(f followup.FollowUp) bool { return slices.Contains(n.IDs(), f.ID) }) {
		return err
	}
	if at, err := u.sentAt(n.Key()); err != nil || at == "" {
		return err
	}
	page, err := u.bundle(&n)
	if err != nil {
		return err
	}
	return u.put(on(store.Effect{Key: replyKey(u.ev, "morning/"+user), Kind: store.Update, User: user, Ref: n.Key(), Message: &page.Message}, page.about))
}
