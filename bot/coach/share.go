package coach

import (
	"slices"

	"heed/bot/message"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// A rep may share what Heed said of one call of theirs with a manager, and
// take it back. Nothing is shared by default, and a share holds no words: each
// look asks anew whether it still holds, and reads the call as it stands.

// askShare opens the form with what a manager would see.
func (u *unit) askShare(c *store.Call) error {
	managers, err := u.managersFor(c)
	if err != nil {
		return err
	}
	if len(managers) == 0 {
		return u.reply(voice.NobodyToShareWith())
	}
	f, err := u.feedbackOf(c)
	if err != nil {
		return err
	}
	return u.openOr(voice.ShareForm(f, managers), voice.TooLate(), c.Customer)
}

// managersFor are those whom a call may be shared with.
func (u *unit) managersFor(c *store.Call) (out []message.Option, err error) {
	ws, err := u.workspace()
	if err != nil {
		return nil, err
	}
	for _, id := range ws.Managers {
		if id == c.Rep || len(out) == voice.MaxChoices {
			continue
		}
		p, _, err := store.People.Get(u.Tx, kv.Key(u.ev.Team, id))
		if err != nil {
			return nil, err
		}
		name := p.RealName
		if name == "" {
			name = id
		}
		out = append(out, message.Option{Label: name, Value: id})
	}
	return out, nil
}

// share takes that form.
func (u *unit) share() error {
	from, ok := voice.ReadLuggage(u.ev.PrivateMeta)
	if !ok {
		return u.oldButton()
	}
	c, err := u.ownCall(from.ID)
	if err != nil {
		return err
	}
	managers, err := u.managersFor(&c)
	to := u.ev.Inputs["manager"]
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(managers, func(o message.Option) bool { return o.Value == to }) {
		return u.reply(voice.NobodyToShareWith())
	}
	name, err := u.customerName(c.Customer)
	if err != nil {
		return err
	}
	s, shared, err := u.shareOf(&c, to)
	if err != nil {
		return err
	}
	if !shared {
		s = store.Share{Team: c.Team, Rep: c.Rep, To: to, Call: c.ID, At: u.now}
		if s.ID, err = u.NextID(c.Team, "H"); err != nil {
			return err
		}
		if err := store.Shares.Put(u.Tx, &s); err != nil {
			return err
		}
		m := voice.SharedWith(s.ID, c.Rep, name)
		if err := u.put(on(store.Effect{Key: s.Told(), Kind: store.Post, User: to, Message: &m}, []string{c.Customer})); err != nil {
			return err
		}
		u.later(c.ID)
	}
	m := voice.Shared(s.ID, to, name)
	return u.put(on(store.Effect{Key: replyKey(u.ev, "shared"), Kind: store.Post, User: c.Rep, Message: &m}, []string{c.Customer}))
}

// shareOf is the share of a call with somebody, if there is one.
func (u *unit) shareOf(c *store.Call, to string) (store.Share, bool, error) {
	all, err := u.sharesOf(c)
	i := slices.IndexFunc(all, func(s store.Share) bool { return s.To == to })
	if err != nil || i < 0 {
		return store.Share{}, false, err
	}
	return all[i], true, nil
}

func (u *unit) sharesOf(c *store.Call) ([]store.Share, error) {
	return store.Collect(store.Shares.By(u.Tx, store.SharesByCall, store.TeamPrefix(c.Team, c.ID)))
}

// shareClick is a button about something shared.
func (u *unit) shareClick(verb, id string) error {
	s, ok, err := store.Shares.Get(u.Tx, kv.Key(u.ev.Team, id))
	if err != nil {
		return err
	}
	switch {
	case verb == "look":
		return u.look(&s)
	case verb == "stop" && (!ok || s.Rep != u.ev.User):
		return u.reply(voice.NotShared())
	case verb == "stop":
		if err := u.unshare(&s); err != nil {
			return err
		}
		u.later(s.Call)
		return u.reply(voice.StoppedSharing(s.To))
	}
	return u.oldButton()
}

// look shows a manager what was shared with them, if it still is and they
// still are one.
func (u *unit) look(s *store.Share) error {
	ws, err := u.workspace()
	if err != nil {
		return err
	}
	p, _, err := store.People.Get(u.Tx, kv.Key(u.ev.Team, u.ev.User))
	if err != nil {
		return err
	}
	if s.ID == "" || s.To != u.ev.User || !ws.Manages(&p) {
		return u.reply(voice.NotShared())
	}
	c, err := must(store.Calls, u.Tx, kv.Key(s.Team, s.Call))
	if err != nil {
		return err
	}
	f, err := u.feedbackOf(&c)
	if err != nil {
		return err
	}
	v := voice.Look(f, s.Rep)
	return u.openOr(v, message.Message{Blocks: v.Blocks}, c.Customer)
}

// unshare takes a share back, and what was said about it.
func (u *unit) unshare(s *store.Share) error {
	if err := store.Shares.Delete(u.Tx, kv.Key(s.Team, s.ID)); err != nil {
		return err
	}
	e, ok, err := u.Effect(s.Told())
	if err != nil || !ok {
		return err
	}
	if e.State == store.Pending {
		if done, err := u.CancelEffect(s.Told(), "it is no longer shared", u.now); err != nil || done {
			return err
		}
	}
	m := voice.NoLongerShared(s.Rep)
	return u.put(store.Effect{Key: replyKey(u.ev, "unshare/"+s.ID), Kind: store.Update, User: s.To, Ref: s.Told(), Message: &m})
}

// unshareCall takes back whatever was shared of a call.
func (u *unit) unshareCall(c *store.Call) error {
	all, err := u.sharesOf(c)
	if err != nil {
		return err
	}
	for i := range all {
		if err := u.unshare(&all[i]); err != nil {
			return err
		}
	}
	return nil
}

// sharing says with whom a call is shared, and whether it can be.
func (u *unit) sharing(f *voice.Feedback, c *store.Call) error {
	managers, err := u.managersFor(c)
	if err != nil {
		return err
	}
	f.CanShare = len(managers) > 0
	all, err := u.sharesOf(c)
	for _, s := range all {
		f.Shared = append(f.Shared, voice.SharedCall{ID: s.ID, To: s.To})
	}
	return err
}
