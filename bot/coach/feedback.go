package coach

import (
	"slices"

	"heed/bot/message"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// coachOn posts the coaching message of a call, or redraws it after an edit.
func (u *unit) coachOn(c *store.Call) error {
	if c.Revision > 0 {
		return u.refresh(c)
	}
	m, err := u.feedback(c)
	if err != nil {
		return err
	}
	return u.put(on(store.Effect{Key: c.Feedback(), Kind: store.Post, User: c.Rep, Message: &m}, u.inFeedback(c)))
}

// later has the coaching message of a call renewed once all is done, however
// many changes led to it.
func (u *unit) later(id string) {
	if !slices.Contains(u.late, id) {
		u.late = append(u.late, id)
	}
}

func (u *unit) renewLate() error {
	for _, id := range u.late {
		c, ok, err := store.Calls.Get(u.Tx, kv.Key(u.ev.Team, id))
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if err := u.refresh(&c); err != nil {
			return err
		}
	}
	return nil
}

// refresh redraws the coaching message of a call as it stands now. One that
// can't be found any more is sent anew.
func (u *unit) refresh(c *store.Call) error {
	u.touchWeek(c)
	m, err := u.feedback(c)
	if err != nil {
		return err
	}
	e := store.Effect{Key: replyKey(u.ev, "redraw/"+c.ID), Kind: store.Update, User: c.Rep, Ref: c.Feedback(), Message: &m}
	sent, ok, err := u.Effect(c.Feedback())
	if err != nil {
		return err
	}
	if !ok || sent.State == store.Failed || sent.State == store.Dropped {
		e.Kind, e.Ref = store.Post, ""
	}
	return u.put(on(e, u.inFeedback(c)))
}

// inFeedback are the customers whose words a coaching message holds.
func (u *unit) inFeedback(c *store.Call) []string {
	about := []string{c.Customer}
	if s, err := u.exampleOf(c); err == nil && s != nil {
		about = append(about, s.Customer)
	}
	return about
}

// feedback is the coaching message of a call as it stands now.
func (u *unit) feedback(c *store.Call) (message.Message, error) {
	f, err := u.feedbackOf(c)
	if err != nil {
		return message.Message{}, err
	}
	return f.Message(), nil
}

// feedbackOf is what that message is made of.
func (u *unit) feedbackOf(c *store.Call) (f voice.Feedback, err error) {
	c = unpacked(c)
	if err := u.recalled(c); err != nil {
		return f, err
	}
	f = voice.Feedback{
		Call: c.ID, Candidate: c.Named, Alias: c.Alias, Report: &c.Report, Lines: c.Lines, Minutes: c.Minutes,
		Nth: c.Nth, SaidType: c.SaidType != "",
	}
	loc, err := u.zone(c.Rep)
	if err != nil {
		return f, err
	}
	f.Today = when.DateOf(u.now.In(loc))
	if f.Welcome, err = u.welcomeOf(c); err != nil {
		return f, err
	}
	if f.Customer, err = u.customerName(c.Customer); err != nil {
		return f, err
	}
	if f.FollowUps, err = u.followUpsOf(c); err != nil {
		return f, err
	}
	f.Rep, f.Changed = c.Rep, u.changedNow(f.FollowUps)
	if f.Settled, err = u.settledBy(c); err != nil {
		return f, err
	}
	if f.Maybe, err = u.maybeDone(c); err != nil {
		return f, err
	}
	if c.Customer == "" {
		if f.Choices, err = u.customerChoices(c.Named); err != nil {
			return f, err
		}
		if f.Meant, err = u.meant(c); err != nil {
			return f, err
		}
	}
	if f.Same, err = u.sameCall(c, loc); err != nil {
		return f, err
	}
	f.Reading, f.As = c.Reading, c.As
	if f.Voices, err = u.whoIsWho(c); err != nil {
		return f, err
	}
	if err := u.sharing(&f, c); err != nil {
		return f, err
	}
	return f, u.coaching(&f, c)
}

// unpacked is a call for reading, with its report in full.
func unpacked(c *store.Call) *store.Call {
	full := *c
	full.Report = *c.Report.Unpacked()
	return &full
}
