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
	if name == "" {
		return u.brief(name)
	}
	like, err := u.calledTo(name)
	if err != nil {
		return err
	}
	if len(like) == 0 {
		c, who, err := u.personNamed(name)
		if err != nil {
			return err
		}
		if len(who) > 0 {
			loc, err := u.zone(u.ev.User)
			if err != nil {
				return err
			}
			return u.reply(voice.Person(who, c, u.now, loc), c.ID)
		}
	}
	return u.brief(name)
}

// lookedAt bounds the customers among whose people a name is looked for: those
// of one's own latest calls.
const lookedAt = 40

// personNamed are the facts about somebody at one of the customers of one's
// own latest calls; the first customer who has such a person.
func (u *unit) personNamed(name string) (memory.Customer, []memory.Fact, error) {
	var none memory.Customer
	r := store.TeamPrefix(u.ev.Team, u.ev.User)
	r.Reverse, r.Limit = true, recentCalls
	seen := map[string]bool{"": true}
	for call, err := range store.Calls.By(u.Tx, store.CallsByRep, r) {
		if err != nil {
			return none, nil, err
		}
		if seen[call.Customer] || len(seen) > lookedAt {
			continue
		}
		seen[call.Customer] = true
		f := store.TeamPrefix(u.ev.Team, call.Customer)
		f.Limit, f.Reverse = briefFacts, true
		facts, err := store.Collect(store.Facts.Scan(u.Tx, f))
		if err != nil {
			return none, nil, err
		}
		facts, _ = memory.Stands(facts)
		facts = slices.DeleteFunc(facts, func(f memory.Fact) bool { return !memory.SamePerson(f.About, name) })
		if len(facts) > 0 {
			memory.SortFacts(facts)
			c, err := must(store.Customers, u.Tx, kv.Key(u.ev.Team, call.Customer))
			return c, facts, err
		}
	}
	return none, nil, nil
}
