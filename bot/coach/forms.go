package coach

import (
	"strings"

	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// editFollowUp takes the edit form of a promise. The message it was opened
// from is redrawn through the form's luggage.
func (u *unit) editFollowUp() error {
	from, ok := voice.ReadLuggage(u.ev.PrivateMeta)
	if !ok {
		return nil
	}
	f, ok, err := store.FollowUps.Get(u.Tx, kv.Key(u.ev.Team, from.ID))
	if err != nil {
		return err
	}
	if !ok || f.Owner != u.ev.User {
		return u.tell("gone", u.ev.User, voice.Say("That promise is no longer there: its note was deleted or changed meanwhile."))
	}
	var due when.Date
	if s := u.ev.Inputs["due"]; s != "" {
		if due, err = when.ParseDate(s); err != nil {
			return err
		}
	}
	f.Edit(u.now, u.ev.User, strings.TrimSpace(u.ev.Inputs["action"]), due)
	if err := store.FollowUps.Put(u.Tx, &f); err != nil {
		return err
	}
	if err := u.replan(f.Owner); err != nil {
		return err
	}
	return u.redrawFrom(from, f)
}

// redrawFrom renews the message that a form was opened from, or confirms in a
// DM where that was an only-you answer, which can't be reached any more.
func (u *unit) redrawFrom(from voice.Luggage, f followup.FollowUp) error {
	if from.TS == "" {
		loc, err := u.zone(u.ev.User)
		if err != nil {
			return err
		}
		return u.tell("edited", u.ev.User, voice.Edited(f, when.DateOf(u.now.In(loc))))
	}
	u.ev.Channel, u.ev.TS, u.ev.Ephemeral = from.Channel, from.TS, false
	return u.redraw(from.Sheet)
}

// chooseCustomer takes the form that asks which customer a note is about.
func (u *unit) chooseCustomer() error {
	from, ok := voice.ReadLuggage(u.ev.PrivateMeta)
	if !ok {
		return nil
	}
	c, ok, err := store.Calls.Get(u.Tx, kv.Key(u.ev.Team, from.ID))
	if err != nil || !ok || c.Rep != u.ev.User {
		return err
	}
	id := u.ev.Inputs["known"]
	if name := strings.TrimSpace(u.ev.Inputs["new"]); name != "" {
		if id, err = u.findOrNew(name); err != nil {
			return err
		}
	}
	if err := u.file(&c, id); err != nil {
		return err
	}
	m, err := u.feedback(&c)
	if err != nil {
		return err
	}
	return u.put(store.Effect{Key: replyKey(u.ev, "redraw"), Kind: store.Update, User: c.Rep, Ref: c.Feedback(), Message: &m, Customer: c.Customer})
}

// findOrNew is the customer that is called exactly so, or a new one.
func (u *unit) findOrNew(name string) (string, error) {
	all, err := u.customers()
	if err != nil {
		return "", err
	}
	for _, c := range memory.Find(all, name) {
		if c.Called(name) {
			return c.ID, nil
		}
	}
	return u.newCustomer(name, u.ev.User)
}
