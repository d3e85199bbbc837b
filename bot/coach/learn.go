package coach

import (
	"slices"

	"heed/bot/memory"
	"heed/store"
	"heed/store/kv"
)

// attach adds what a call with a known customer tells of that customer:
// contact, facts, and promises that it reports kept.
func (u *unit) attach(c *store.Call) error {
	if c.Customer == "" {
		return u.settle(c)
	}
	if err := u.met(c); err != nil {
		return err
	}
	if err := u.learn(c); err != nil {
		return err
	}
	return u.settle(c)
}

// met notes the contact with a call's customer, once a conversation.
func (u *unit) met(c *store.Call) error {
	if c.Customer == "" {
		return nil
	}
	customer, err := must(store.Customers, u.Tx, kv.Key(c.Team, c.Customer))
	if err != nil {
		return err
	}
	if customer.Forget(c.ID); c.Of == "" {
		customer.Met(memory.Contact{At: c.At, By: c.Rep, Call: c.ID})
	}
	if err := u.thanks(&customer, c); err != nil {
		return err
	}
	return store.Customers.Put(u.Tx, &customer)
}

// learn merges the facts of a call into what is known: said again they are
// more evidence, and what contradicts something older supersedes it.
func (u *unit) learn(c *store.Call) error {
	known, err := store.Collect(store.Facts.Scan(u.Tx, store.TeamPrefix(c.Team, c.Customer)))
	if err != nil {
		return err
	}
	people := peopleIn(known)
	all := memory.NewKnown(append(known, u.adopt(c)...))
	for _, a := range c.Report.Facts {
		if v := c.Voice(a.About); v != nil && v.Generic {
			a.About = "" // another call's "Speaker 2" is somebody else
		}
		err := u.learnOne(all, memory.Fact{
			Team: c.Team, Customer: c.Customer, Kind: a.Kind, About: memory.Whole(a.About, people), Text: a.Text,
			Quotes: []memory.Quote{{Words: a.Quote, Text: a.Text, At: c.At, By: c.Rep, Call: c.ID}},
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// learnOne stores a fact, as evidence of a known one or as a new one.
func (u *unit) learnOne(known *memory.Known, f memory.Fact) (err error) {
	i := known.Merge(f)
	if i >= 0 {
		known.Facts[i].Add(f.Quotes...)
	} else {
		if f.ID, err = u.NextID(f.Team, "M"); err != nil {
			return err
		}
		i = known.Add(f)
	}
	for _, older := range known.Supersede(i) {
		if err := store.Facts.Put(u.Tx, &older); err != nil {
			return err
		}
	}
	return store.Facts.Put(u.Tx, &known.Facts[i])
}

// peopleIn are the names of the people that facts are about.
func peopleIn(facts []memory.Fact) []string {
	var out []string
	for _, f := range facts {
		if f.About != "" && !slices.Contains(out, f.About) {
			out = append(out, f.About)
		}
	}
	return out
}

// adopt returns what people said of the facts that this unit withdrew, to be
// found again in the call as it is now. What isn't told any more is gone.
func (u *unit) adopt(c *store.Call) []memory.Fact {
	out := u.orphans
	u.orphans = nil
	for i := range out {
		if out[i].From == "" {
			out[i].Customer = c.Customer
		}
	}
	return out
}

// withdraw takes back what an earlier version of a call told of its customer;
// promises are dealt with by promises, which keeps what people did to them.
func (u *unit) withdraw(c *store.Call) error {
	if c.Customer == "" {
		return nil
	}
	if customer, ok, err := store.Customers.Get(u.Tx, kv.Key(c.Team, c.Customer)); err != nil {
		return err
	} else if ok {
		customer.Forget(c.ID)
		if err := store.Customers.Put(u.Tx, &customer); err != nil {
			return err
		}
	}
	facts, err := store.Collect(store.Facts.By(u.Tx, store.FactsByCall, store.TeamPrefix(c.Team, c.ID)))
	if err != nil {
		return err
	}
	if err := u.unuse(c); err != nil {
		return err
	}
	for _, f := range facts {
		f.Unuse(c.ID)
		if f.Without(c.ID) {
			err = store.Facts.Put(u.Tx, &f)
		} else {
			err = u.orphan(f)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// orphan deletes a fact whose evidence is gone. What people said of it is
// kept until the end of the unit, in case the call is read again.
func (u *unit) orphan(f memory.Fact) error {
	for _, use := range f.Used { // what was said of it there is drawn anew
		u.later(use.Call)
	}
	if f.Touched() {
		f.Quotes = nil
		u.orphans = append(u.orphans, f)
	}
	return store.Facts.Delete(u.Tx, kv.Key(f.Team, f.Customer, f.ID))
}
