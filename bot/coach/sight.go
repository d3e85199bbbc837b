package coach

import (
	"slices"
	"strings"

	"heed/bot/followup"
	"heed/bot/memory"
	"heed/store"
	"heed/store/kv"
)

// Whose card it is. Where the workspace has set that a customer's card is for
// its own reps alone, a customer of others is none: no brief, no fact, no list
// and no suggestion tells that there is one. Only a note that names it exactly
// is filed there, and makes its writer one of its reps.

// sees reports whether whoever acts may look at a customer's card.
func (u *unit) sees(customer string) (bool, error) {
	ws, err := u.workspace()
	if err != nil || ws.Cards != store.CardsOfOwn {
		return err == nil, err
	}
	return u.isOwn(customer)
}

// isOwn reports whether somebody has had a call with a customer, took it over,
// or owes them something that a colleague handed over.
func (u *unit) isOwn(customer string) (bool, error) {
	calls := store.TeamPrefix(u.ev.Team, u.ev.User, customer)
	calls.Limit = 1
	for range u.Scan(store.CallsOwn, calls) {
		return true, nil
	}
	if _, keeps := u.Get(store.CustomersByKeeper, kv.Key(u.ev.Team, u.ev.User, customer)); keeps {
		return true, nil
	}
	open, err := store.Collect(store.FollowUps.By(u.Tx, store.OpenByCustomer, store.TeamPrefix(u.ev.Team, customer)))
	return slices.ContainsFunc(open, func(f followup.FollowUp) bool { return f.Owner == u.ev.User }), err
}

// card is a customer that whoever acts may look at; of others there is none
// for them.
func (u *unit) card(id string) (memory.Customer, error) {
	c, err := must(store.Customers, u.Tx, kv.Key(u.ev.Team, id))
	if err != nil {
		return c, err
	}
	ok, err := u.sees(id)
	if err == nil && !ok {
		err = errGone
	}
	return c, err
}

// sight reports of which customers whoever acts may look at the cards; own are
// their own.
func (u *unit) sight(own map[string]bool) (func(customer string) bool, error) {
	ws, err := u.workspace()
	if err != nil || ws.Cards != store.CardsOfOwn {
		return func(string) bool { return true }, err
	}
	return func(customer string) bool { return own[customer] }, nil
}

// visible leaves out the customers that whoever acts may not look at.
func (u *unit) visible(cs []memory.Customer) ([]memory.Customer, error) {
	ws, err := u.workspace()
	if err != nil || ws.Cards != store.CardsOfOwn {
		return cs, err
	}
	own, err := u.ownCustomers()
	return slices.DeleteFunc(slices.Clone(cs), func(c memory.Customer) bool { return !own[c.ID] }), err
}

// ownCustomers are all of whom isOwn says so.
func (u *unit) ownCustomers() (map[string]bool, error) {
	own := map[string]bool{}
	for key := range u.Scan(store.CallsOwn, store.TeamPrefix(u.ev.Team, u.ev.User)) {
		own[strings.Clone(kv.Split(key)[2])] = true
	}
	for key := range u.Scan(store.CustomersByKeeper, store.TeamPrefix(u.ev.Team, u.ev.User)) {
		own[strings.Clone(kv.Split(key)[2])] = true
	}
	open, err := u.openOf(u.ev.User)
	for _, f := range open {
		own[f.Customer] = true
	}
	return own, err
}

// calledTo and nearestTo are called and nearest, for an answer: what whoever
// acts may not look at is not in them.
func (u *unit) calledTo(name string) ([]memory.Customer, error) {
	like, err := u.called(name)
	if err != nil {
		return nil, err
	}
	return u.visible(like)
}

func (u *unit) nearestTo(name string) ([]memory.Customer, error) {
	near, err := u.nearest(name)
	if err != nil {
		return nil, err
	}
	return u.visible(near)
}

// administers reports whether whoever acts may change the workspace's
// settings.
func (u *unit) administers() (bool, error) {
	ws, err := u.workspace()
	if err != nil {
		return false, err
	}
	p, _, err := store.People.Get(u.Tx, kv.Key(u.ev.Team, u.ev.User))
	return ws.Administers(&p), err
}
