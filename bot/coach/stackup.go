package coach

import (
	"strings"
	"time"

	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/message"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// stackup answers "how are you stacking up?" for a customer.
func (u *unit) stackup(name string) error { return u.answerAbout(name, "stackup", u.stackupOf) }

func (u *unit) stackupOf(c memory.Customer) (m message.Message, err error) {
	facts, err := u.latestFacts(c.ID)
	if err != nil {
		return m, err
	}
	promised, err := u.promisedTo(c)
	if err != nil {
		return m, err
	}
	deeds, err := u.unasked(c.ID)
	if err != nil {
		return m, err
	}
	loc, err := u.zone(u.ev.User)
	if err != nil {
		return m, err
	}
	var failed error
	zone := func(user string) *time.Location {
		loc, err := u.zone(user)
		if err != nil {
			failed = err
		}
		return loc
	}
	s := memory.NewStackup(c, facts, promised, deeds, u.now, zone)
	s.Calls = u.callsCount(c.ID)
	return voice.Stackup(s, u.now, loc), failed
}

// stackupCalls bounds the calls whose promises are looked at.
const stackupCalls = 200

// promisedTo are the promises made in the latest calls with a customer, with
// all that are open.
func (u *unit) promisedTo(c memory.Customer) ([]followup.FollowUp, error) {
	out, err := store.Collect(store.FollowUps.By(u.Tx, store.OpenByCustomer, store.TeamPrefix(u.ev.Team, c.ID)))
	if err != nil {
		return nil, err
	}
	r := store.TeamPrefix(u.ev.Team, c.ID)
	r.Reverse, r.Limit = true, stackupCalls
	for _, call := range u.Scan(store.CallsByCustomer, r) {
		for f, err := range store.FollowUps.By(u.Tx, store.FollowUpsByCall, kv.Prefix(string(call)+"/")) {
			if err != nil {
				return nil, err
			}
			if f.State != followup.Open {
				out = append(out, f)
			}
		}
	}
	return out, nil
}

// callsCount is how many conversations there were with a customer.
func (u *unit) callsCount(customer string) (n int) {
	for range u.Scan(store.CallsByCustomer, store.TeamPrefix(u.ev.Team, customer)) {
		n++
	}
	for range u.Scan(store.CallsTwins, store.TeamPrefix(u.ev.Team, customer)) {
		n-- // another record of one of them
	}
	return n
}

func (u *unit) deedsFor(customer string) ([]memory.Deed, error) {
	return store.Collect(store.Deeds.Scan(u.Tx, store.TeamPrefix(u.ev.Team, customer)))
}

// unasked are the deeds for a customer, and what stories tell of them.
func (u *unit) unasked(customer string) ([]memory.Deed, error) {
	out, err := u.deedsFor(customer)
	if err != nil {
		return nil, err
	}
	for s, err := range store.Stories.By(u.Tx, store.StoriesByCustomer, store.TeamPrefix(u.ev.Team, customer)) {
		if err != nil {
			return nil, err
		}
		out = append(out, memory.Deed{Team: s.Team, Customer: customer, By: s.By, Kind: memory.Favour, What: s.Text, At: s.At})
	}
	return out, nil
}

// deedClick is a button about what was done unasked: value is "C-7@sheet" or
// "C-7/D-3@sheet".
func (u *unit) deedClick(verb, value string) error {
	ref, sheet, _ := strings.Cut(value, "@")
	customer, id, _ := strings.Cut(ref, "/")
	c, err := u.card(customer)
	if err != nil {
		return err
	}
	from := voice.Luggage{ID: c.ID, Sheet: sheet}
	if !u.ev.Ephemeral {
		from.Channel, from.TS = u.ev.Channel, u.ev.TS
	}
	switch verb {
	case "tell":
		return u.openAbout(voice.DeedForm(c.Name, from), c.ID)
	case "undo":
		d, err := must(store.Deeds, u.Tx, kv.Key(u.ev.Team, customer, id))
		if err != nil {
			return err
		}
		if d.By != u.ev.User {
			return errGone
		}
		if err := u.undoDeed(&d); err != nil {
			return err
		}
		if sheet == "" {
			return u.replace(voice.DeedUndone(c.Name), c.ID)
		}
		return u.redraw(sheet)
	}
	return u.oldButton()
}

// undoDeed takes a deed back. After a referral the customer is ours again,
// unless there is another one.
func (u *unit) undoDeed(d *memory.Deed) error {
	if err := store.Deeds.Delete(u.Tx, store.Deeds.Key(d)); err != nil || d.Kind != memory.Referral {
		return err
	}
	c, err := must(store.Customers, u.Tx, kv.Key(d.Team, d.Customer))
	if err != nil {
		return err
	}
	left, err := u.deedsFor(d.Customer)
	if err != nil {
		return err
	}
	c.ReferredAt = time.Time{}
	for _, o := range left {
		if o.Kind == memory.Referral && o.At.After(c.ReferredAt) {
			c.Referred(o.At)
		}
	}
	return u.putKept(&c, c.Keeps())
}

// longestDeed bounds what is told of a deed.
const longestDeed = 300

// tellDeed takes the form for what was done unasked.
func (u *unit) tellDeed() error {
	from, ok := voice.ReadLuggage(u.ev.PrivateMeta)
	if !ok {
		return u.oldButton()
	}
	c, err := u.card(from.ID)
	if err != nil {
		return err
	}
	d, err := u.addDeed(c.ID, memory.Favour, u.ev.Inputs["what"])
	if err != nil {
		return err
	}
	return u.tellAbout("deed", voice.DeedKept(d, c.Name), c.ID)
}

func (u *unit) addDeed(customer string, kind memory.DeedKind, what string) (memory.Deed, error) {
	d := memory.Deed{Team: u.ev.Team, Customer: customer, By: u.ev.User, Kind: kind, What: voice.Shorten(what, longestDeed), At: u.now}
	var err error
	if d.ID, err = u.NextID(u.ev.Team, "D"); err != nil {
		return d, err
	}
	return d, store.Deeds.Put(u.Tx, &d)
}

// keepDeed is addDeed for one that a click tells.
func (u *unit) keepDeed(d memory.Deed) error {
	kept, err := u.addDeed(d.Customer, d.Kind, d.What)
	if err != nil {
		return err
	}
	kept.Ref = d.Ref
	return store.Deeds.Put(u.Tx, &kept)
}

// tellAbout sends a direct message that holds customers' words.
func (u *unit) tellAbout(name string, m message.Message, about ...string) error {
	return u.put(on(store.Effect{Key: replyKey(u.ev, name), Kind: store.Post, User: u.ev.User, Message: &m}, about))
}

// eraseDeeds deletes what was done for a customer, all or only what is no
// younger than a time.
func (u *unit) eraseDeeds(customer string, until time.Time) error {
	ds, err := u.deedsFor(customer)
	for _, d := range ds {
		if err == nil && (until.IsZero() || !d.At.After(until)) {
			err = store.Deeds.Delete(u.Tx, store.Deeds.Key(&d))
		}
	}
	return err
}
