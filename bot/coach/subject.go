package coach

import (
	"context"
	"time"

	"heed/bot/memory"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// Subject is a customer or a person whom an admin may have erased.
type Subject struct {
	Team, ID string
	Name     string
	Person   string       // somebody at the customer ID, who alone is meant; "" for all of it
	Amount   voice.Amount // what there is of them
}

// FindCustomers are those that are called exactly so, in any team.
func (c *Coach) FindCustomers(ctx context.Context, name string) (found []Subject, err error) {
	return c.subjects(ctx, func(u *unit) error {
		for n, err := range store.CustomerNames.Scan(u.Tx, store.TeamPrefix(u.ev.Team)) {
			if err != nil {
				return err
			}
			k := memory.Customer{ID: n.Customer, Team: n.Team, Name: n.Name, Aliases: n.Aliases}
			if n.Gone || !k.Called(name) {
				continue
			}
			amount, _, err := u.amountOf(&k)
			if err != nil {
				return err
			}
			found = append(found, Subject{Team: n.Team, ID: n.Customer, Name: n.Name, Amount: amount})
		}
		return nil
	}, &found)
}

// FindPersonAt are those who are called so at the customers of a name, in any
// team, if anything that is kept names them.
func (c *Coach) FindPersonAt(ctx context.Context, customer, person string) (found []Subject, err error) {
	at, err := c.FindCustomers(ctx, customer)
	if err != nil {
		return nil, err
	}
	return c.subjects(ctx, func(u *unit) error {
		for _, s := range at {
			if s.Team != u.ev.Team {
				continue
			}
			if s.Amount, err = u.amountOfPerson(s.ID, person); err != nil {
				return err
			}
			if s.Person = person; s.Amount != (voice.Amount{}) {
				found = append(found, s)
			}
		}
		return nil
	}, &found)
}

// FindPerson is the person of a Slack user id, in any team.
func (c *Coach) FindPerson(ctx context.Context, id string) (found []Subject, err error) {
	return c.subjects(ctx, func(u *unit) error {
		p, ok, err := store.People.Get(u.Tx, kv.Key(u.ev.Team, id))
		if err != nil {
			return err
		}
		u.ev.User = id
		amount, err := u.amountOfMe()
		if err == nil && (ok || amount != voice.Amount{}) {
			found = append(found, Subject{Team: u.ev.Team, ID: id, Name: p.RealName, Amount: amount})
		}
		return err
	}, &found)
}

func (c *Coach) subjects(ctx context.Context, look func(*unit) error, found *[]Subject) ([]Subject, error) {
	err := c.store.View(ctx, func(tx *store.Tx) error {
		*found = nil
		for team := range tx.Teams(store.People.Bucket) {
			if err := look(&unit{Tx: tx, ev: Event{Team: team}, coach: c}); err != nil {
				return err
			}
		}
		return nil
	})
	return *found, err
}

// Erase erases everything about them, key and all. Heed's messages in Slack
// are removed when it runs the next time.
func (c *Coach) Erase(ctx context.Context, now time.Time, s Subject) error {
	err := c.store.Update(ctx, func(tx *store.Tx) error {
		if !isCustomer(s.ID) {
			return store.Erasures.Put(tx, &store.Erasure{Team: s.Team, ID: s.ID, Renew: true, Open: true, At: now})
		}
		u := &unit{Tx: tx, ev: Event{Key: kv.Key("erase", s.ID, kv.Stamp(now)), Team: s.Team}, now: now, coach: c}
		if s.Person != "" {
			if _, err := u.erasePersonOf(s.ID, s.Person); err != nil {
				return err
			}
			return u.renew()
		}
		k, err := must(store.Customers, tx, kv.Key(s.Team, s.ID))
		if err != nil {
			return err
		}
		return u.eraseCustomer(&k, "")
	})
	if err != nil {
		return err
	}
	return c.FinishErasing(ctx, now)
}
