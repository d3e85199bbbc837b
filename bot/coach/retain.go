package coach

import (
	"context"
	"strings"
	"time"

	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// What is older than the workspace keeps it goes once a day, in batches: texts
// of calls first, then calls with all that came of them.

// retainBatch is how many texts go in one transaction, retainLook how many
// calls are looked at in one snapshot.
const (
	retainBatch = 100
	retainLook  = 2000
)

// retainTeam deletes what a team has kept for long enough, once a day and once
// more after a start.
func (c *Coach) retainTeam(ctx context.Context, team string, now time.Time) (next time.Time, err error) {
	today := when.DateOf(now.UTC())
	c.retained.Lock()
	defer c.retained.Unlock()
	if c.retainedOn[team] == today {
		return time.Time{}, nil
	}
	var keep store.Retention
	err = c.store.View(ctx, func(tx *store.Tx) error {
		ws, _, err := store.Workspaces.Get(tx, store.WorkspaceKey(team))
		keep = ws.RetentionAt(now)
		return err
	})
	if err != nil {
		return time.Time{}, err
	}
	if keep.Texts > 0 {
		hasText := func(tx *store.Tx, call string) bool { return store.Sources.Has(tx, kv.Key(team, call)) }
		err = c.older(ctx, team, now.AddDate(0, 0, -keep.Texts), hasText, retainBatch, func(tx *store.Tx, k *store.Call) error {
			return store.Sources.Delete(tx, kv.Key(team, k.ID))
		})
	}
	if err == nil && keep.Calls > 0 {
		any := func(*store.Tx, string) bool { return true }
		err = c.older(ctx, team, now.AddDate(0, 0, -keep.Calls), any, ownBatch, func(tx *store.Tx, k *store.Call) error {
			u := &unit{Tx: tx, now: now, coach: c, ev: Event{Team: team, Key: "retain/" + k.ID, At: now}}
			if err := u.outlive(k); err != nil {
				return err
			}
			return u.renewLate()
		})
		if err == nil { // customers of whom nothing is left
			err = c.FinishErasing(ctx, now)
		}
	}
	if err != nil {
		return time.Time{}, err
	}
	c.retainedOn[team] = today
	return time.Time{}, nil
}

// outlive forgets a call that was kept for long enough. With the last call of
// a customer go the customer and the key.
func (u *unit) outlive(c *store.Call) error {
	if c.Customer != "" {
		if err := u.eraseDeeds(c.Customer, c.At); err != nil {
			return err
		}
	}
	if err := u.forgetOnRequest(c); err != nil || c.Customer == "" || store.Customers.Has(u.Tx, kv.Key(c.Team, c.Customer)) {
		return err
	}
	return store.Erasures.Put(u.Tx, &store.Erasure{Team: c.Team, ID: c.Customer, At: u.now, Open: true})
}

// older does something with every call of a team from before a time that want
// says, in transactions of n.
func (c *Coach) older(ctx context.Context, team string, before time.Time, want func(*store.Tx, string) bool, n int, do func(*store.Tx, *store.Call) error) error {
	r := store.TeamPrefix(team)
	r.To, r.Limit = kv.Key(team, kv.Stamp(before)), retainLook
	for more := true; more; {
		var ids []string
		more = false
		err := c.store.View(ctx, func(tx *store.Tx) error {
			ids, more = nil, false
			seen, last := 0, ""
			for key, primary := range tx.Scan(store.CallsByTime, r) {
				seen, last = seen+1, strings.Clone(key)
				if _, id, ok := strings.Cut(string(primary), "/"); ok && want(tx, id) {
					ids = append(ids, id)
				}
			}
			if seen == retainLook {
				r.From, more = last+"\x00", true
			}
			return nil
		})
		if err != nil {
			return err
		}
		for len(ids) > 0 {
			some := ids[:min(n, len(ids))]
			ids = ids[len(some):]
			err := c.store.Update(ctx, func(tx *store.Tx) error {
				for _, id := range some {
					k, ok, err := store.Calls.Get(tx, kv.Key(team, id))
					if err != nil {
						return err
					}
					if !ok || !k.At.Before(before) {
						continue
					}
					if err := do(tx, &k); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}
