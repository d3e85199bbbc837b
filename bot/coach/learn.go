package coach

import (
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

// learn merges the facts of a call into what is known.
func (u *unit) learn(c *store.Call) error {
	known, err := store.Collect(store.Facts.Scan(u.Tx, store.TeamPrefix(c.Team, c.Customer)))
	if err != nil {
		return err
	}
	for _, a := range c.Report.Facts {
		if v := c.Voice(a.About); v != nil && v.Generic {
			a.About = "" // another call's "Speaker 2" is somebody else
		}
		f := memory.Fact{
			Team: c.Team, Customer: c.Customer, Kind: a.Kind, About: a.About, Text: a.Text,
			Quotes: []memory.Quote{{Words: a.Quote, Text: a.Text, At: c.At, By: c.Rep, Call: c.ID}},
		}
		if i := memory.Merge(known, f); i >= 0 {
			known[i].Add(f.Quotes...)
			f = known[i]
		} else {
			if f.ID, err = u.NextID(c.Team, "M"); err != nil {
				return err
			}
			known = append(known, f)
		}
		if err := store.Facts.Put(u.Tx, &f); err != nil {
			return err
		}
	}
	return nil
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
	for _, f := range facts {
		if f.Without(c.ID) {
			err = store.Facts.Put(u.Tx, &f)
		} else {
			err = store.Facts.Delete(u.Tx, kv.Key(f.Team, f.Customer, f.ID))
		}
		if err != nil {
			return err
		}
	}
	return nil
}
