package coach

import (
	"slices"
	"strings"
	"time"

	"heed/bot/analyze"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/setting"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// touchesOf are the reasons for which somebody should get in touch with
// customers: those whose time has come, and the first after. A day comes
// before silence, which can wait.
func (u *unit) touchesOf(user string) (out []followup.Touch, err error) {
	r := store.TeamPrefix(u.ev.Team, user)
	r.From = kv.Key(u.ev.Team, user, kv.Stamp(u.now.Add(-memory.StaleTouch)))
	seen := map[string]bool{}
	for c, err := range store.Customers.By(u.Tx, store.CustomersByTouch, r) {
		if err != nil {
			return nil, err
		}
		if seen[c.ID] { // it stands there once for each of its reasons
			continue
		}
		seen[c.ID] = true
		come := false
		for _, t := range c.Touches() {
			come = come || !t.From.After(u.now)
			out = append(out, t)
		}
		if !come {
			break
		}
	}
	know, err := u.knowTouches(user)
	if err != nil {
		return nil, err
	}
	out = append(know, out...)
	slices.SortStableFunc(out, func(a, b followup.Touch) int {
		if day := a.Reason == followup.Coming; day != (b.Reason == followup.Coming) {
			return map[bool]int{true: -1, false: 1}[day]
		}
		return a.From.Compare(b.From)
	})
	return out, nil
}

// touchClick is a button beside a customer of a bundle; value is "C-7@sheet".
// Being in touch is a contact like a call; it goes when it is undone.
func (u *unit) touchClick(verb, value string) error {
	if verb == "noknow" {
		return u.changeOwn(setting.Messages, map[string]string{"know": "off"}, voice.KnowOff())
	}
	id, sheet, _ := strings.Cut(value, "@")
	c, err := u.card(id)
	if err != nil {
		return err
	}
	said := "said/" + u.ev.User + "/" + sheet
	switch verb {
	case "done":
		c.Met(memory.Contact{At: u.now, By: u.ev.User, Call: said})
		if err := u.gestureMade(id, sheet, said); err != nil {
			return err
		}
	case "thanked", "skip":
		c.Unthanked = time.Time{}
	case "mute":
		c.Mute(u.ev.User, true)
	case "undo":
		c.Mute(u.ev.User, false)
		c.Forget(said)
		if err := u.eraseGesture(id, said); err != nil {
			return err
		}
		if len(c.Contacts) == 1 && c.Asked.Thanks {
			c.Unthanked = c.Contacts[0].At
		}
	default:
		return u.oldButton()
	}
	if err := store.Customers.Put(u.Tx, &c); err != nil {
		return err
	}
	if err := u.replan(u.ev.User); err != nil {
		return err
	}
	return u.redraw(sheet)
}

// gestureMade keeps what somebody did on a day that mattered to a customer: it
// was done without being asked. said names the click.
func (u *unit) gestureMade(customer, sheet, said string) error {
	_, day, _ := strings.Cut(sheet, "/")
	n, ok, err := store.Nudges.Get(u.Tx, kv.Key(u.ev.Team, u.ev.User, day))
	if err != nil || !ok {
		return err
	}
	for _, t := range n.Touches {
		if t.Customer != customer || t.Reason != followup.Coming && t.Reason != followup.GetToKnow {
			continue
		}
		f, _, err := store.Facts.Get(u.Tx, kv.Key(u.ev.Team, customer, t.Fact))
		if err != nil {
			return err
		}
		return u.keepDeed(memory.Deed{Customer: customer, Kind: memory.Favour, What: voice.WroteAbout(f), Ref: said})
	}
	return nil
}

// eraseGesture takes back what gestureMade kept.
func (u *unit) eraseGesture(customer, said string) error {
	ds, err := u.deedsFor(customer)
	for _, d := range ds {
		if err == nil && d.Ref == said {
			err = store.Deeds.Delete(u.Tx, store.Deeds.Key(&d))
		}
	}
	return err
}

// newHere is how long Heed must know somebody before it takes a customer that
// it hasn't met for one that they haven't either.
const newHere = 14 * 24 * time.Hour

// thanks notes whether a first meeting was thanked for: nobody has said so in
// the call or note, and no promise is to. Meetings of long ago, and those of
// people whom Heed hardly knows, are left alone.
func (u *unit) thanks(k *memory.Customer, c *store.Call) error {
	rep, ok, err := store.People.Get(u.Tx, kv.Key(c.Team, c.Rep))
	if err != nil {
		return err
	}
	fs, err := u.followUpsOf(c)
	if err != nil {
		return err
	}
	thanked := slices.ContainsFunc(c.Report.Findings, func(f analyze.Finding) bool { return f.ID == "thanks" }) ||
		slices.ContainsFunc(fs, func(f followup.FollowUp) bool { return strings.Contains(strings.ToLower(f.Action), "thank") })
	switch {
	case thanked || len(k.Contacts) > 1:
		k.Unthanked = time.Time{}
	case ok && u.now.Sub(rep.Met) > newHere && u.now.Sub(c.At) < 48*time.Hour:
		k.Unthanked = c.At
	}
	return nil
}

// raised notes that a customer was brought up.
func (u *unit) raised(t followup.Touch) error {
	return u.ofCustomer(t.Customer, func(c *memory.Customer) {
		switch t.Reason {
		case followup.GetToKnow: // the bundle itself tells
			return
		case followup.Coming:
			c.RaisedDay(t.Fact, true)
			return
		}
		c.Raised(t.Reason)
	})
}

// unraised takes that back: the bundle was never sent.
func (u *unit) unraised(t store.NudgedTouch) error {
	return u.ofCustomer(t.Customer, func(c *memory.Customer) {
		switch t.Reason {
		case followup.GetToKnow:
			return
		case followup.Coming:
			c.RaisedDay(t.Fact, false)
			return
		}
		c.Unraised(t.Reason)
	})
}

// ofCustomer changes a customer, if it is still there.
func (u *unit) ofCustomer(id string, change func(*memory.Customer)) error {
	c, ok, err := store.Customers.Get(u.Tx, kv.Key(u.ev.Team, id))
	if err != nil || !ok {
		return err
	}
	change(&c)
	return store.Customers.Put(u.Tx, &c)
}

// touched are the customers of a bundle as they stand now.
func (u *unit) touched(n *store.Nudged) ([]memory.Silent, error) {
	loc, err := u.zone(n.User)
	if err != nil {
		return nil, err
	}
	var out []memory.Silent
	for _, t := range n.Touches {
		c, ok, err := store.Customers.Get(u.Tx, kv.Key(u.ev.Team, t.Customer))
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		s := c.SilentFor(n.User, t.Reason, n.At.In(loc))
		if t.Fact != "" {
			f, known, err := store.Facts.Get(u.Tx, kv.Key(u.ev.Team, t.Customer, t.Fact))
			if err != nil {
				return nil, err
			}
			if s.Day = c.DayOf(t.Fact); t.Reason == followup.Coming && (!known || s.Day.IsZero()) {
				continue // it was taken out, or turned out otherwise
			}
			if known && f.State != memory.Dropped {
				s.Fact = &f
			}
		}
		out = append(out, s)
	}
	return out, nil
}
