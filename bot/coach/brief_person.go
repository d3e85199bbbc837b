package coach

import (
	"slices"

	"heed/bot/memory"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// briefOn tells what is known of a customer, or else of whoever is called so
// among the people of one's own customers.
func (u *unit) briefOn(name string) error {
	if name == "" || customerID().MatchString(name) {
		return u.brief(name)
	}
	like, err := u.calledTo(name)
	if err != nil {
		return err
	}
	if len(like) == 0 {
		who, err := u.peopleNamed(name, lookedAt)
		if err != nil {
			return err
		}
		if len(who) == 0 {
			return u.nobodyCalled(name, "brief")
		}
		loc, err := u.zone(u.ev.User)
		if err != nil {
			return err
		}
		return u.reply(voice.Person(who, u.now, loc), idsOf(who)...)
	}
	return u.brief(name)
}

// idsOf are the customers that people are at.
func idsOf(who []voice.PersonAt) []string {
	var out []string
	for _, p := range who {
		out = append(out, p.Customer.ID)
	}
	return out
}

const (
	// lookedAt bounds the customers among whose people a name is looked for:
	// those of one's own latest calls.
	lookedAt = 10
	// forgetAt is the same where somebody is to be forgotten.
	forgetAt = 40
	// callsAt is how many calls are read for each of them.
	callsAt = 5
)

// peopleNamed are those who are called so, by a whole name or the first, among
// the people of the customers of one's own latest calls, with what is known of
// each; the customer met last comes first. Most bounds these customers.
func (u *unit) peopleNamed(name string, most int) (out []voice.PersonAt, err error) {
	if memory.Fold(name) == "" {
		return nil, nil
	}
	r := store.TeamPrefix(u.ev.Team, u.ev.User)
	r.Reverse, r.Limit = true, most*callsAt
	var at []string
	names := map[string][]string{} // of people in the calls, by customer
	for c, err := range store.Calls.By(u.Tx, store.CallsByRep, r) {
		if err != nil {
			return nil, err
		}
		if c.Customer == "" {
			continue
		}
		if !slices.Contains(at, c.Customer) && len(at) < most {
			at = append(at, c.Customer)
		}
		names[c.Customer] = append(names[c.Customer], metIn([]store.Call{c})...)
	}
	for _, id := range at {
		p, err := u.personAt(id, name, names[id])
		if err != nil {
			return nil, err
		}
		if p.Name != "" {
			out = append(out, p)
		}
	}
	return out, nil
}

// personAt is what is known of somebody at a customer; without a name if
// nobody there is called so.
func (u *unit) personAt(customer, name string, met []string) (p voice.PersonAt, err error) {
	facts, err := u.latestFacts(customer)
	if err != nil {
		return p, err
	}
	facts, _ = memory.Stands(memory.KnownAs(facts, met))
	facts = slices.DeleteFunc(facts, func(f memory.Fact) bool { return !memory.SamePerson(f.About, name) })
	memory.SortFacts(facts)
	p.Facts, _ = memory.Paired(facts)
	for _, f := range facts {
		met = append(met, f.About)
	}
	met = slices.DeleteFunc(met, func(n string) bool { return !memory.SamePerson(n, name) })
	if len(met) == 0 {
		return p, nil
	}
	p.Name = memory.Whole(met[0], met)
	p.Customer, err = must(store.Customers, u.Tx, kv.Key(u.ev.Team, customer))
	return p, err
}
