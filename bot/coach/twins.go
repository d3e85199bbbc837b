package coach

import (
	"slices"
	"strings"
	"time"

	"heed/bot/followup"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// Several records of one conversation stand side by side, each with its own
// coaching; what they tell of the customer counts once. All of that is worked
// out anew from their reports whenever one joins, leaves or changes, so that
// nothing has to be taken apart again.

// group are the calls of one conversation, the one that counts first.
func (u *unit) group(c *store.Call) ([]store.Call, error) {
	first, ok, err := store.Calls.Get(u.Tx, kv.Key(c.Team, c.Conversation()))
	if err != nil || !ok {
		return nil, err
	}
	out := []store.Call{first}
	for _, id := range first.Others {
		k, ok, err := store.Calls.Get(u.Tx, kv.Key(c.Team, id))
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, k)
		}
	}
	return out, nil
}

// together puts a call that was read, new or again, with the other records of
// its conversation: with the first, or away from them where the text now names
// another customer.
func (u *unit) together(c *store.Call, first string) error {
	all, err := u.group(c)
	if err != nil {
		return err
	}
	for _, k := range all {
		if k.ID != c.ID && k.Customer != "" && c.Customer != "" && k.Customer != c.Customer {
			rest, err := u.leaveGroup(c)
			if err != nil {
				return err
			}
			return u.recount(rest)
		}
	}
	return u.join(c, first)
}

// join makes a call, which the caller stores, another record of the first. A
// customer that one of them lacks is taken from the other.
func (u *unit) join(c *store.Call, first string) error {
	if first == "" || first == c.ID || c.Of != "" || len(c.Others) > 0 {
		return nil
	}
	k, ok, err := store.Calls.Get(u.Tx, kv.Key(c.Team, first))
	if err != nil || !ok || k.Of != "" {
		return err
	}
	if k.Customer != "" && c.Customer != "" && k.Customer != c.Customer {
		return nil
	}
	if c.Of = first; k.Rep == c.Rep {
		c.Nth = k.Nth // no further call to practise on
	}
	k.Others = append(k.Others, c.ID)
	if err := store.Calls.Put(u.Tx, &k); err != nil {
		return err
	}
	switch {
	case c.Customer == "" && k.Customer != "":
		c.Customer, c.Named = k.Customer, ""
	case k.Customer == "" && c.Customer != "" && k.Rep == c.Rep:
		u.later(k.ID)
		return u.fileOne(&k, c.Customer)
	}
	return nil
}

// leaveGroup makes a call one of its own again, which the caller stores. Where
// it was the one that counts, the next of the others is it from then on.
func (u *unit) leaveGroup(c *store.Call) ([]store.Call, error) {
	all, err := u.group(c)
	if err != nil {
		return nil, err
	}
	rest := slices.DeleteFunc(all, func(k store.Call) bool { return k.ID == c.ID })
	c.Of, c.Others = "", nil
	for i := range rest {
		k := &rest[i]
		k.Of, k.Others = "", nil
		if i > 0 {
			k.Of = rest[0].ID
			rest[0].Others = append(rest[0].Others, k.ID)
		}
	}
	for i := range rest {
		if err := store.Calls.Put(u.Tx, &rest[i]); err != nil {
			return nil, err
		}
	}
	return rest, nil
}

// recount works out anew what calls tell of the customer beside each other:
// their promises and contacts. Messages that change by it are renewed.
func (u *unit) recount(calls []store.Call) error {
	for i := range calls {
		k := &calls[i]
		before, err := u.followUpsOf(k)
		if err != nil {
			return err
		}
		if err := u.promises(k, reading{piece: piece{same: true}}); err != nil {
			return err
		}
		if err := u.met(k); err != nil {
			return err
		}
		after, err := u.followUpsOf(k)
		if err != nil {
			return err
		}
		if same := slices.EqualFunc(before, after, func(a, b followup.FollowUp) bool { return a.ID == b.ID && a.Due == b.Due }); !same {
			u.later(k.ID)
		}
	}
	return nil
}

// recountOthers is recount for the other records of a call that has changed.
func (u *unit) recountOthers(c *store.Call) error {
	if c.Of == "" && len(c.Others) == 0 {
		return nil
	}
	all, err := u.group(c)
	if err != nil {
		return err
	}
	return u.recount(slices.DeleteFunc(all, func(k store.Call) bool { return k.ID == c.ID }))
}

// ownPromises leaves out of what a call promises that which another record of
// the same conversation stands for: the promiser's own, else the earlier one.
func (u *unit) ownPromises(c *store.Call, read []followup.FollowUp) ([]followup.FollowUp, error) {
	if c.Of == "" && len(c.Others) == 0 {
		return read, nil
	}
	all, err := u.group(c)
	if err != nil {
		return nil, err
	}
	mine := slices.IndexFunc(all, func(k store.Call) bool { return k.ID == c.ID })
	for i := range all {
		if i == mine {
			continue
		}
		others, err := u.followUpsOf(&all[i])
		if err != nil {
			return nil, err
		}
		read = slices.DeleteFunc(read, func(f followup.FollowUp) bool {
			j := followup.SamePromise(others, f)
			return j >= 0 && standsFor(&others[j], &f, i < mine || mine < 0)
		})
		takeDates(read, &all[i])
	}
	return read, nil
}

// takeDates gives promises without a day the one that another record of the
// conversation names for them.
func takeDates(read []followup.FollowUp, other *store.Call) {
	var theirs []followup.FollowUp
	for _, p := range other.Report.Promises {
		if p.Due != nil {
			theirs = append(theirs, followUp(other, &store.Person{}, p))
		}
	}
	for i := range read {
		f := &read[i]
		if f.Due != (when.Date{}) {
			continue
		}
		if j := followup.SamePromise(theirs, *f); j >= 0 {
			f.Due, f.DueTime, f.DuePhrase = theirs[j].Due, theirs[j].DueTime, theirs[j].DuePhrase
		}
	}
}

// standsFor reports whether g, of another record, makes f superfluous.
func standsFor(g, f *followup.FollowUp, earlier bool) bool {
	own := func(x *followup.FollowUp) bool { return x.Mine() && x.Who == "" }
	if g.Owner == f.Owner || own(g) == own(f) && !own(f) {
		return earlier
	}
	return !own(f)
}

// file puts a call under a customer that somebody chose. The rep's own other
// records of the conversation go along; from those of colleagues it parts. Now
// that the customer is known it may turn out to be a conversation that was
// kept already.
func (u *unit) file(c *store.Call, customer string) error {
	all, err := u.group(c)
	if err != nil {
		return err
	}
	if err := u.fileOne(c, customer); err != nil {
		return err
	}
	others := slices.DeleteFunc(all, func(k store.Call) bool { return k.ID == c.ID })
	switch {
	case len(others) == 0:
		return u.joinNow(c)
	case slices.ContainsFunc(others, func(k store.Call) bool { return k.Rep != c.Rep && k.Customer != customer }):
		return u.split(c)
	}
	for i := range others {
		k := &others[i]
		if k.Customer == customer {
			continue
		}
		if err := u.fileOne(k, customer); err != nil {
			return err
		}
		u.later(k.ID)
	}
	return nil
}

// joinNow looks for the other record of a call whose customer has become
// known.
func (u *unit) joinNow(c *store.Call) error {
	text, _, err := u.textOf(c)
	if err != nil || text == nil {
		return err
	}
	first, err := u.twinOf(c, text, c.Customer)
	if err != nil || first == "" {
		return err
	}
	return u.joinAgain(c, first)
}

// twinClick takes two records apart, or puts them together again.
func (u *unit) twinClick(verb, id string) error {
	c, err := u.ownCall(id)
	if err != nil {
		return err
	}
	switch {
	case verb == "split" && c.Of != "":
		c.NotOf = append(c.NotOf, c.Of)
		err = u.split(&c)
	case verb == "join" && c.Of == "" && len(c.NotOf) > 0:
		first := c.NotOf[len(c.NotOf)-1]
		c.NotOf = c.NotOf[:len(c.NotOf)-1]
		err = u.joinAgain(&c, first)
	case verb != "split" && verb != "join":
		return u.oldButton()
	}
	u.later(c.ID)
	return err
}

// split takes a call out of its conversation.
func (u *unit) split(c *store.Call) error {
	rest, err := u.leaveGroup(c)
	if err != nil {
		return err
	}
	c.Revision++
	if err := store.Calls.Put(u.Tx, c); err != nil {
		return err
	}
	return u.recount(append(rest, *c))
}

// joinAgain undoes split, if the other record is still there.
func (u *unit) joinAgain(c *store.Call, first string) error {
	if err := u.withdraw(c); err != nil {
		return err
	}
	if err := u.join(c, first); err != nil {
		return err
	}
	c.Revision++
	if err := store.Calls.Put(u.Tx, c); err != nil {
		return err
	}
	if err := u.attach(c); err != nil {
		return err
	}
	if err := u.recount([]store.Call{*c}); err != nil {
		return err
	}
	return u.recountOthers(c)
}

// sameCall is what the coaching message says of the other record, nil where
// there is none.
func (u *unit) sameCall(c *store.Call, loc *time.Location) (*voice.SameCall, error) {
	if c.Of == "" {
		if n := len(c.NotOf); n > 0 && store.Calls.Has(u.Tx, kv.Key(c.Team, c.NotOf[n-1])) {
			return &voice.SameCall{Split: true}, nil
		}
		return nil, nil
	}
	k, ok, err := store.Calls.Get(u.Tx, kv.Key(c.Team, c.Of))
	if err != nil || !ok {
		return nil, err
	}
	s := &voice.SameCall{Kind: k.Report.Kind, Day: when.DateOf(k.At.In(loc))}
	if k.Rep != c.Rep {
		by, _, err := store.People.Get(u.Tx, kv.Key(k.Team, k.Rep))
		if err != nil {
			return nil, err
		}
		s.By = strings.TrimSpace(by.RealName)
	}
	return s, nil
}
