package coach

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"heed/bot/call"
	"heed/bot/memory"
	"heed/store"
	"heed/store/kv"
)

// directory is what the customers are called, in memory. It is filled from
// what is committed only, by the changes since it was last looked at; what a
// transaction itself has changed, or others since, is read from the
// transaction on top. A Coach without it would read every customer with all
// contacts to find one.
type directory struct {
	mu    sync.RWMutex
	teams map[string]*roll
}

// roll is one team's part of it.
type roll struct {
	upto    uint64 // the last change that is in here
	entries map[string]entry
	words   map[string][]string // word of a folded name → ids
	order   []called            // folded names, sorted
	known   *call.Known
}

// entry is one customer: its names only, and those folded.
type entry struct {
	memory.Customer
	folded []string
}

// called is one folded name of a customer.
type called struct{ name, id string }

func newDirectory() *directory { return &directory{teams: map[string]*roll{}} }

func newRoll() *roll {
	return &roll{entries: map[string]entry{}, words: map[string][]string{}, known: call.NewKnown()}
}

// refresh takes in what has changed. It must be given a View: an Update may
// yet be rolled back.
func (d *directory) refresh(tx *store.Tx, team string) error {
	d.mu.RLock()
	upto := d.upto(team)
	d.mu.RUnlock()
	news, err := store.Collect(store.CustomerNames.Scan(tx, store.NamesSince(team, upto)))
	if err != nil || len(news) == 0 {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	r := d.teams[team]
	if r == nil {
		r = newRoll()
		d.teams[team] = r
	}
	for _, n := range news {
		if n.Change > r.upto { // else somebody else was here meanwhile
			r.set(n)
			r.upto = n.Change
		}
	}
	r.sort()
	return nil
}

// sort puts the names in order.
func (r *roll) sort() {
	r.order = r.order[:0]
	for id, e := range r.entries {
		for _, f := range e.folded {
			r.order = append(r.order, called{f, id})
		}
	}
	slices.SortFunc(r.order, func(a, b called) int { return cmp.Or(strings.Compare(a.name, b.name), strings.Compare(a.id, b.id)) })
}

func (d *directory) upto(team string) uint64 {
	if r := d.teams[team]; r != nil {
		return r.upto
	}
	return 0
}

// set puts a customer in the place of what was known of it.
func (r *roll) set(n store.CustomerName) {
	if old, ok := r.entries[n.Customer]; ok {
		r.index(old, func(word string) {
			r.words[word] = slices.DeleteFunc(r.words[word], func(id string) bool { return id == n.Customer })
			if len(r.words[word]) == 0 {
				delete(r.words, word)
			}
		}, r.known.Remove)
		delete(r.entries, n.Customer)
	}
	if n.Gone {
		return
	}
	e := newEntry(n)
	r.entries[n.Customer] = e
	r.index(e, func(word string) { r.words[word] = append(r.words[word], n.Customer) }, r.known.Add)
}

func newEntry(n store.CustomerName) entry {
	e := entry{Customer: memory.Customer{ID: n.Customer, Team: n.Team, Name: n.Name, Aliases: n.Aliases}}
	for _, name := range e.names() {
		e.folded = append(e.folded, memory.Fold(name))
	}
	return e
}

func (e *entry) names() []string { return append([]string{e.Name}, e.Aliases...) }

// index calls word with every word of an entry's names, each once, and name
// with every name.
func (r *roll) index(e entry, word, name func(string)) {
	seen := map[string]bool{}
	for _, f := range e.folded {
		for w := range strings.FieldsSeq(f) {
			if !seen[w] {
				seen[w] = true
				word(w)
			}
		}
	}
	for _, n := range e.names() {
		name(n)
	}
}

// like are the customers, names only, that memory.Find can choose from for a
// name: they share a word with it or begin with it.
func (r *roll) like(folded string) map[string]memory.Customer {
	out := map[string]memory.Customer{}
	for w := range strings.FieldsSeq(folded) {
		for _, id := range r.words[w] {
			out[id] = r.entries[id].Customer
		}
	}
	from, _ := slices.BinarySearchFunc(r.order, folded, func(c called, want string) int { return strings.Compare(c.name, want) })
	for _, c := range r.order[from:] {
		if !strings.HasPrefix(c.name, folded) {
			break
		}
		out[c.id] = r.entries[c.id].Customer
	}
	return out
}

// near are the customers, names only, that memory.Nearest can choose from for
// a name.
func (r *roll) near(folded string) map[string]memory.Customer {
	out := map[string]memory.Customer{}
	for id, e := range r.entries {
		if memory.Near(e.folded, folded) {
			out[id] = e.Customer
		}
	}
	return out
}

// with are the customers, names only, that have any of some words in a name.
func (r *roll) with(words []string) map[string]memory.Customer {
	out := map[string]memory.Customer{}
	for _, w := range words {
		for _, id := range r.words[w] {
			out[id] = r.entries[id].Customer
		}
	}
	return out
}

// input adds the known customers that a text may name.
func (d *directory) input(team string, in call.Input) call.Input {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if r := d.teams[team]; r != nil {
		return r.known.Of(in)
	}
	return in
}

// choose are the customers, names only, that pick says, with what the
// transaction knows beyond the directory put in.
func (d *directory) choose(tx *store.Tx, team string, pick func(*roll) map[string]memory.Customer) ([]memory.Customer, error) {
	d.mu.RLock()
	found, upto := map[string]memory.Customer{}, d.upto(team)
	if r := d.teams[team]; r != nil {
		found = pick(r)
	}
	d.mu.RUnlock()
	for n, err := range store.CustomerNames.Scan(tx, store.NamesSince(team, upto)) {
		if err != nil {
			return nil, err
		}
		if delete(found, n.Customer); !n.Gone {
			found[n.Customer] = newEntry(n).Customer
		}
	}
	out := make([]memory.Customer, 0, len(found))
	for _, c := range found {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b memory.Customer) int { return strings.Compare(a.ID, b.ID) })
	return out, nil
}

// whole are the records behind names.
func (u *unit) whole(names []memory.Customer) ([]memory.Customer, error) {
	var out []memory.Customer
	for _, n := range names {
		c, ok, err := store.Customers.Get(u.Tx, kv.Key(u.ev.Team, n.ID))
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, c)
		}
	}
	return out, nil
}

// called are the customers that a name may mean, as memory.Find says.
func (u *unit) called(name string) ([]memory.Customer, error) {
	folded := memory.Fold(name)
	some, err := u.coach.directory.choose(u.Tx, u.ev.Team, func(r *roll) map[string]memory.Customer { return r.like(folded) })
	if err != nil {
		return nil, err
	}
	return u.whole(memory.Find(some, name))
}

// nearest are the customers that a mistyped name may mean.
func (u *unit) nearest(name string) ([]memory.Customer, error) {
	folded := memory.Fold(name)
	some, err := u.coach.directory.choose(u.Tx, u.ev.Team, func(r *roll) map[string]memory.Customer { return r.near(folded) })
	if err != nil {
		return nil, err
	}
	return u.whole(memory.Nearest(some, name))
}

// names are all customers, but nothing of them except their names.
func (u *unit) names() ([]memory.Customer, error) {
	return u.coach.directory.choose(u.Tx, u.ev.Team, func(r *roll) map[string]memory.Customer {
		all := make(map[string]memory.Customer, len(r.entries))
		for id, e := range r.entries {
			all[id] = e.Customer
		}
		return all
	})
}

// lookUp brings the directory up to date before a transaction, so that little
// is left to be read inside.
func (c *Coach) lookUp(ctx context.Context, team string) error {
	return c.store.View(ctx, func(tx *store.Tx) error { return c.directory.refresh(tx, team) })
}
