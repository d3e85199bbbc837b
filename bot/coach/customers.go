package coach

import (
	"slices"
	"strings"

	"heed/bot/analyze"
	"heed/bot/memory"
	"heed/bot/message"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// customerRead is the customer's name that a report holds, "" for none.
func customerRead(r *analyze.Report) string {
	if r.Customer == nil {
		return ""
	}
	return clip(*r.Customer)
}

// longestName bounds names of customers, which come from texts and forms.
const longestName = 100

// clip makes one line of a name, at a length that can be shown.
func clip(name string) string { return voice.Shorten(name, longestName) }

// attribute finds the customer of a call: the known one that the text names,
// or a new one if the name resembles no other, nor is spelt like one. In doubt it stays open, and
// the coaching message asks. An edit that leaves the name as it was leaves
// the customer as it is, whoever chose it.
func (u *unit) attribute(c *store.Call) error {
	name := customerRead(&c.Report)
	same := name == "" || c.Read != "" && memory.Fold(name) == memory.Fold(c.Read)
	if name == "" || same && (c.Customer != "" || c.Named != "") {
		return nil
	}
	if err := u.unlearn(c); err != nil {
		return err
	}
	c.Read, c.Customer, c.Named = name, "", ""
	like, err := u.called(name)
	if err != nil {
		return err
	}
	exact := len(like) == 1 && like[0].Called(name)
	if !exact {
		if like, err = u.visible(like); err != nil {
			return err
		}
	}
	switch {
	case exact:
		c.Customer = like[0].ID
	case len(like) > 0:
		c.Named = name
	default:
		return u.newOrMisspelt(c, name)
	}
	return err
}

// newOrMisspelt leaves a name open that is spelt nearly as a known one, and
// makes a new customer of any other.
func (u *unit) newOrMisspelt(c *store.Call, name string) error {
	near, err := u.nearestTo(name)
	if err != nil {
		return err
	}
	if len(near) > 0 {
		c.Named = name
		return nil
	}
	c.Customer, err = u.newCustomer(name, c.Rep)
	return err
}

// meant is the one known customer whose name a call's was likely meant to be;
// none where several may be, or the name stands for some already.
func (u *unit) meant(c *store.Call) (*message.Option, error) {
	like, err := u.calledTo(c.Named)
	if err != nil || c.Named == "" || len(like) > 0 {
		return nil, err
	}
	near, err := u.nearestTo(c.Named)
	if err != nil || len(near) != 1 {
		return nil, err
	}
	return &message.Option{Label: near[0].Name, Value: near[0].ID}, nil
}

// isNew files a call under a new customer of the name that was read.
func (u *unit) isNew(c *store.Call) error {
	if c.Named == "" {
		return u.redraw("call/" + c.ID) // answered before
	}
	id, err := u.findOrNew(c.Named)
	if err != nil {
		return err
	}
	if err := u.file(c, id); err != nil {
		return err
	}
	return u.redraw("call/" + c.ID)
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
	n, err := store.NameOf(u.Tx, u.ev.Team, id)
	return n.Name, err
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
	like, err := u.called(named)
	if err == nil && len(like) == 0 {
		like, err = u.nearest(named)
	}
	if err != nil {
		return nil, err
	}
	recent, err := u.recentCustomers()
	if err != nil {
		return nil, err
	}
	rest, err := u.names()
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(rest, func(a, b memory.Customer) int { return strings.Compare(a.Name, b.Name) })
	var out []message.Option
	offered := map[string]bool{}
	all, err := u.visible(slices.Concat(like, recent, rest))
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		if len(out) == voice.MaxChoices {
			break
		}
		if !offered[c.ID] {
			offered[c.ID] = true
			out = append(out, message.Option{Label: c.Name, Value: c.ID})
		}
	}
	return out, nil
}

// recentCalls bounds how far back customers are looked for that a select
// offers first: a select holds fewer than a hundred.
const recentCalls = 200

// recentCustomers are those of the team's latest calls, the latest first.
func (u *unit) recentCustomers() ([]memory.Customer, error) {
	r := store.TeamPrefix(u.ev.Team)
	r.Reverse, r.Limit = true, recentCalls
	var ids []memory.Customer
	seen := map[string]bool{"": true}
	for c, err := range store.Calls.By(u.Tx, store.CallsByTime, r) {
		if err != nil {
			return nil, err
		}
		if !seen[c.Customer] {
			seen[c.Customer] = true
			ids = append(ids, memory.Customer{ID: c.Customer})
		}
	}
	return u.whole(ids)
}

// fileOne puts a call under a customer that somebody chose, with its promises
// and facts. The name that was read is remembered for next time; if the
// choice is changed again, so is that.
func (u *unit) fileOne(c *store.Call, customer string) error {
	if _, err := must(store.Customers, u.Tx, kv.Key(u.ev.Team, customer)); err != nil {
		return err
	}
	if err := u.withdraw(c); err != nil {
		return err
	}
	left, named := c.Customer, c.Named
	if c.Alias != "" {
		named = c.Alias
	}
	if err := u.unlearn(c); err != nil {
		return err
	}
	c.Customer, c.Named = customer, ""
	if err := store.Calls.Put(u.Tx, c); err != nil {
		return err
	}
	if err := u.reassign(c); err != nil {
		return err
	}
	if err := u.attach(c); err != nil {
		return err
	}
	if left != customer {
		dropped, err := u.dropEmpty(left)
		if err != nil {
			return err
		}
		if dropped && named == "" { // a misspelling that had become a customer
			named = c.Read
		}
	}
	return u.teach(c, named)
}

// reassign gives the promises of a call its customer.
func (u *unit) reassign(c *store.Call) error {
	fs, err := u.followUpsOf(c)
	if err != nil {
		return err
	}
	for _, f := range fs {
		f.Customer = c.Customer
		if err := store.FollowUps.Put(u.Tx, &f); err != nil {
			return err
		}
	}
	return nil
}

// teach keeps a name that somebody confirmed as an alias of a call's customer.
func (u *unit) teach(c *store.Call, name string) error {
	k, err := must(store.Customers, u.Tx, kv.Key(u.ev.Team, c.Customer))
	if err != nil || name == "" || k.Called(name) {
		return err
	}
	k.Aliases = append(k.Aliases, name)
	if err := store.Customers.Put(u.Tx, &k); err != nil {
		return err
	}
	c.Alias = name
	return store.Calls.Put(u.Tx, c)
}

// unlearn takes back the alias that filing a call taught its customer, so
// that a wrong choice put right, or a note forgotten, leaves no trace.
func (u *unit) unlearn(c *store.Call) error {
	if c.Alias == "" {
		return nil
	}
	k, ok, err := store.Customers.Get(u.Tx, kv.Key(c.Team, c.Customer))
	if err != nil || !ok {
		return err
	}
	k.Aliases = slices.DeleteFunc(k.Aliases, func(a string) bool { return a == c.Alias })
	c.Alias = ""
	return store.Customers.Put(u.Tx, &k)
}

// onlyHere takes back that a name means a call's customer from now on; the
// call stays where it is.
func (u *unit) onlyHere(c *store.Call) error {
	if err := u.unlearn(c); err != nil {
		return err
	}
	if err := store.Calls.Put(u.Tx, c); err != nil {
		return err
	}
	return u.redraw("call/" + c.ID)
}

// dropEmpty removes a customer that nothing is left of, so that a misread
// name doesn't stay in everybody's list; dropped says that it did.
func (u *unit) dropEmpty(id string) (dropped bool, err error) {
	if id == "" {
		return false, nil
	}
	key := kv.Key(u.ev.Team, id)
	c, ok, err := store.Customers.Get(u.Tx, key)
	if err != nil || !ok || len(c.Contacts) > 0 {
		return false, err
	}
	under := store.TeamPrefix(u.ev.Team, id)
	for _, bucket := range []string{store.CallsByCustomer, store.OpenByCustomer, store.Facts.Bucket, store.Deeds.Bucket} {
		for range u.Scan(bucket, kv.Range{Prefix: under.Prefix, Limit: 1}) {
			return false, nil
		}
	}
	return true, store.Customers.Delete(u.Tx, key)
}
