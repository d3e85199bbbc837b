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
		return u.oldButton()
	}
	f, err := u.own(from.ID)
	if err != nil {
		return err
	}
	var due when.Date
	if s := u.ev.Inputs["due"]; s != "" {
		if due, err = when.ParseDate(s); err != nil {
			return u.oldButton() // Check lets no such date through
		}
	}
	action := voice.Shorten(u.ev.Inputs["action"], longestAction)
	if action != "" && (action != f.Action || due != f.Due) {
		f.Edit(u.now, u.ev.User, action, due)
		if err := u.saveFollowUp(&f); err != nil {
			return err
		}
	}
	return u.redrawFrom(from, f)
}

// longestAction bounds what a promise is called.
const longestAction = 300

// redrawFrom renews the message that a form was opened from, or confirms in a
// DM where that was an only-you answer, which can't be reached any more. Only
// messages in the person's own DM are touched, whatever the luggage says.
func (u *unit) redrawFrom(from voice.Luggage, f followup.FollowUp) error {
	if at, ok := voice.ReadHomeAt(from.Sheet); ok {
		u.homeAt(u.ev.User, at)
		return nil
	}
	mine, err := u.ownDM(from.Channel)
	if err != nil {
		return err
	}
	if from.TS == "" || !mine {
		p, err := u.said([]string{f.ID})
		if err != nil {
			return err
		}
		return u.put(on(store.Effect{Key: replyKey(u.ev, "edited"), Kind: store.Post, User: u.ev.User, Message: &p.Message}, p.about))
	}
	u.ev.Channel, u.ev.TS, u.ev.Ephemeral = from.Channel, from.TS, false
	return u.redraw(from.Sheet)
}

// ownDM reports whether a channel may be the DM of whoever acts: it is one,
// and nobody else's as far as is known.
func (u *unit) ownDM(channel string) (bool, error) {
	if !strings.HasPrefix(channel, "D") {
		return false, nil
	}
	p, _, err := store.People.Get(u.Tx, kv.Key(u.ev.Team, u.ev.User))
	return p.DM == "" || p.DM == channel, err
}

// chooseCustomer takes the form that asks which customer a note is about.
func (u *unit) chooseCustomer() error {
	from, ok := voice.ReadLuggage(u.ev.PrivateMeta)
	if !ok {
		return u.oldButton()
	}
	c, err := u.ownCall(from.ID)
	if err != nil {
		return err
	}
	id := u.ev.Inputs["known"]
	if name := clip(u.ev.Inputs["new"]); name != "" {
		if memory.Fold(name) == memory.Fold(c.Alias) { // it was right before
			if err := u.unlearn(&c); err != nil {
				return err
			}
		}
		if id, err = u.findOrNew(name); err != nil {
			return err
		}
	} else if _, err := u.card(id); err != nil {
		return err
	}
	if err := u.file(&c, id); err != nil {
		return err
	}
	return u.refresh(&c)
}

// findOrNew is the customer that is called exactly so, or a new one.
func (u *unit) findOrNew(name string) (string, error) {
	like, err := u.called(name)
	if err != nil {
		return "", err
	}
	for _, c := range like {
		if c.Called(name) {
			return c.ID, nil
		}
	}
	return u.newCustomer(name, u.ev.User)
}
