package coach

import (
	"cmp"
	"slices"
	"strings"

	"heed/bot/memory"
	"heed/bot/message"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// attribute finds the customer of a new call: the known one that the text
// names, or a new one if the name resembles no other. In doubt it stays open,
// and the coaching message asks.
func (u *unit) attribute(c *store.Call, known []memory.Customer) error {
	if c.Report.Customer == nil || strings.TrimSpace(*c.Report.Customer) == "" {
		return nil
	}
	name := strings.TrimSpace(*c.Report.Customer)
	// known was read before the transaction; a customer that came into being
	// since is found here.
	all, err := u.customers()
	if err != nil {
		return err
	}
	switch like := memory.Find(all, name); {
	case len(like) == 1 && like[0].Called(name):
		c.Customer = like[0].ID
	case len(like) > 0:
		c.Named = name
	default:
		c.Customer, err = u.newCustomer(name, c.Rep)
	}
	return err
}

func (u *unit) customers() ([]memory.Customer, error) {
	return store.Collect(store.Customers.Scan(u.Tx, store.TeamPrefix(u.ev.Team)))
}

func (u *unit) newCustomer(name, by string) (id string, err error) {
	if id, err = u.NextID(u.ev.Team, "C"); err != nil {
		return "", err
	}
	return id, store.Customers.Put(u.Tx, &memory.Customer{ID: id, Team: u.ev.Team, Name: name, Created: u.now, By: by})
}

// customerName is the name behind an id; "" for none.
func (u *unit) customerName(id string) (string, error) {
	if id == "" {
		return "", nil
	}
	c, _, err := store.Customers.Get(u.Tx, kv.Key(u.ev.Team, id))
	return c.Name, err
}

// customerNames are the names of the customers of follow-ups, by id.
func (u *unit) customerNames(ids []string) (map[string]string, error) {
	names := map[string]string{}
	for _, id := range ids {
		if _, ok := names[id]; ok || id == "" {
			continue
		}
		name, err := u.customerName(id)
		if err != nil {
			return nil, err
		}
		names[id] = name
	}
	return names, nil
}

// customerChoices are what a select offers: those that the name may mean
// first, then the others by latest contact.
func (u *unit) customerChoices(named string) ([]message.Option, error) {
	all, err := u.customers()
	if err != nil {
		return nil, err
	}
	like := memory.Find(all, named)
	rest := slices.DeleteFunc(all, func(c memory.Customer) bool {
		return slices.ContainsFunc(like, func(l memory.Customer) bool { return l.ID == c.ID })
	})
	slices.SortStableFunc(rest, func(a, b memory.Customer) int {
		x, _ := a.Last()
		y, _ := b.Last()
		return cmp.Or(y.At.Compare(x.At), strings.Compare(a.Name, b.Name))
	})
	var out []message.Option
	for _, c := range append(like, rest...) {
		if len(out) == voice.MaxChoices {
			break
		}
		out = append(out, message.Option{Label: c.Name, Value: c.ID})
	}
	return out, nil
}

// file puts a call under a customer, with its promises and facts; alias
// remembers the name that was read for next time.
func (u *unit) file(c *store.Call, customer string) error {
	if err := u.withdraw(c); err != nil {
		return err
	}
	left := c.Customer
	c.Customer = customer
	if named := c.Named; named != "" {
		if err := u.remember(customer, named); err != nil {
			return err
		}
		c.Named = ""
	}
	if err := store.Calls.Put(u.Tx, c); err != nil {
		return err
	}
	fs, err := u.followUpsOf(c)
	if err != nil {
		return err
	}
	for _, f := range fs {
		f.Customer = customer
		if err := store.FollowUps.Put(u.Tx, &f); err != nil {
			return err
		}
	}
	if err := u.attach(c); err != nil {
		return err
	}
	return u.dropEmpty(left)
}

// remember keeps a name that somebody confirmed as an alias.
func (u *unit) remember(customer, name string) error {
	c, err := must(store.Customers, u.Tx, kv.Key(u.ev.Team, customer))
	if err != nil || c.Called(name) {
		return err
	}
	c.Aliases = append(c.Aliases, name)
	return store.Customers.Put(u.Tx, &c)
}

// dropEmpty removes a customer that nothing is left of, so that a misread
// name doesn't stay in everybody's list.
func (u *unit) dropEmpty(id string) error {
	if id == "" {
		return nil
	}
	c, ok, err := store.Customers.Get(u.Tx, kv.Key(u.ev.Team, id))
	if err != nil || !ok || len(c.Contacts) > 0 || len(c.Aliases) > 0 {
		return err
	}
	if _, used, err := store.Calls.FirstBy(u.Tx, store.CallsByCustomer, store.TeamPrefix(u.ev.Team, id)); err != nil || used {
		return err
	}
	return store.Customers.Delete(u.Tx, kv.Key(u.ev.Team, id))
}
