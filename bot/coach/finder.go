package coach

import (
	"context"
	"sync"
	"time"

	"heed/bot/find"
	"heed/store"
)

// finder is which words stand in what is known of which customer, in memory:
// a filter for each over the store's list. Like the directory it is filled
// from what is committed only, after a start, and brought up to date by the
// changes since when somebody looks for something.
type finder struct {
	filling sync.Mutex // held by refresh: two would read the same
	mu      sync.RWMutex
	teams   map[string]*shelf
}

// shelf is one team's part of it.
type shelf struct {
	upto      uint64 // the last change that is in here
	customers map[string]shelved
}

// shelved is one customer: which words may be found, and by which change they
// became that, which orders customers by when something was learnt of them.
type shelved struct {
	filter find.Filter
	change uint64
}

func newFinder() *finder { return &finder{teams: map[string]*shelf{}} }

// finderBatch is how many customers are looked at in one snapshot: few, because
// between two the store lets go of what it has mapped.
const finderBatch = 5

// refresh takes in what has changed.
func (f *finder) refresh(ctx context.Context, s *store.Store, team string) error {
	f.filling.Lock()
	defer f.filling.Unlock()
	for {
		var news []store.FindChange
		filters := map[string]find.Filter{}
		err := s.View(ctx, func(tx *store.Tx) (err error) {
			r := store.FindSince(team, f.upto(team))
			r.Limit = finderBatch
			if news, err = store.Collect(store.FindChanges.Scan(tx, r)); err != nil {
				return err
			}
			for _, n := range news {
				if filters[n.Customer], err = filterOf(tx, team, n.Customer); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		f.take(team, news, filters)
		if len(news) < finderBatch {
			return nil
		}
	}
}

// readyFinder fills the finder once after a start, so that nobody has to wait
// for it: with five million facts that takes seconds.
func (c *Coach) readyFinder(ctx context.Context, team string, _ time.Time) (next time.Time, err error) {
	if !c.finder.has(team) {
		err = c.finder.refresh(ctx, c.store, team)
	}
	return next, err
}

// filterOf makes the filter of one customer, nil where nothing can be found.
func filterOf(tx *store.Tx, team, customer string) (find.Filter, error) {
	var lists []find.Packed
	for l, err := range tx.Listed(store.OfCustomer(team, customer)) {
		if err != nil {
			return nil, err
		}
		lists = append(lists, l.Terms)
	}
	if len(lists) == 0 {
		return nil, nil
	}
	return find.FilterOf(lists), nil
}

// has reports whether a team's part was filled once.
func (f *finder) has(team string) bool {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.teams[team] != nil
}

func (f *finder) upto(team string) uint64 {
	f.mu.RLock()
	defer f.mu.RUnlock()
	if s := f.teams[team]; s != nil {
		return s.upto
	}
	return 0
}

func (f *finder) take(team string, news []store.FindChange, filters map[string]find.Filter) {
	f.mu.Lock()
	defer f.mu.Unlock()
	s := f.teams[team]
	if s == nil {
		s = &shelf{customers: map[string]shelved{}}
		f.teams[team] = s
	}
	for _, n := range news {
		s.upto = n.Change
		if filters[n.Customer] == nil {
			delete(s.customers, n.Customer)
			continue
		}
		s.customers[n.Customer] = shelved{filters[n.Customer], n.Change}
	}
}

// each calls yield with every customer and which words of a query may be
// found there; of those that a transaction changed, or others since the last
// refresh, any may.
func (f *finder) each(tx *store.Tx, team string, q find.Query, yield func(customer string, may find.Mask, change uint64)) error {
	late := map[string]uint64{}
	for c, err := range store.FindChanges.Scan(tx, store.FindSince(team, f.upto(team))) {
		if err != nil {
			return err
		}
		late[c.Customer] = c.Change
	}
	f.mu.RLock()
	defer f.mu.RUnlock()
	if s := f.teams[team]; s != nil {
		for id, c := range s.customers {
			if _, ok := late[id]; !ok {
				yield(id, c.filter.May(q), c.change)
			}
		}
	}
	for id, change := range late {
		yield(id, q.All(), change)
	}
	return nil
}
