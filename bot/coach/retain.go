package coach

import (
	"context"
	"slices"
	"time"

	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// What is older than the workspace keeps it goes once a day, in batches: texts
// of calls first, then calls with all that came of them. Where there is much of
// it (an admin has it kept for a shorter time), it goes bit by bit, between
// which everything else has its turn.

// textBatch is how many texts go in one transaction, ownBatch how many calls;
// retainLook how many of either in one tick, and retainPause how long after it
// the next one comes.
const (
	textBatch   = 20
	retainLook  = 1000
	retainPause = time.Second
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
	more, err := c.outliveTexts(ctx, team, keep.Texts, now)
	if err == nil && !more {
		more, err = c.outliveCalls(ctx, team, keep.Calls, now)
	}
	if err != nil {
		return time.Time{}, err
	}
	if more {
		return now.Add(retainPause), nil
	}
	c.retainedOn[team] = today
	return time.Time{}, nil
}

// outliveTexts deletes texts that were kept for so many days, 0 for ever; more
// says that there may be others.
func (c *Coach) outliveTexts(ctx context.Context, team string, days int, now time.Time) (more bool, err error) {
	old, err := c.before(ctx, store.SourcesByTime, team, days, now)
	if err != nil {
		return false, err
	}
	return len(old) == retainLook, c.inBatches(ctx, old, textBatch, func(tx *store.Tx, key string) error {
		return store.Sources.Delete(tx, key)
	})
}

// outliveCalls forgets calls that were kept for so many days.
func (c *Coach) outliveCalls(ctx context.Context, team string, days int, now time.Time) (more bool, err error) {
	old, err := c.before(ctx, store.CallsByTime, team, days, now)
	if err != nil || len(old) == 0 {
		return false, err
	}
	err = c.inBatches(ctx, old, ownBatch, func(tx *store.Tx, key string) error {
		k, ok, err := store.Calls.Get(tx, key)
		if err != nil || !ok {
			return err
		}
		u := &unit{Tx: tx, now: now, coach: c, ev: Event{Team: team, Key: "retain/" + k.ID, At: now}}
		if err := u.outlive(&k); err != nil {
			return err
		}
		return u.renewLate()
	})
	if err == nil { // customers of whom nothing is left
		err = c.FinishErasing(ctx, now)
	}
	return len(old) == retainLook, err
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

// before are the keys of records from more than so many days ago, the first of
// them, by an index that is in the order of time; none for 0 days.
func (c *Coach) before(ctx context.Context, index, team string, days int, now time.Time) (keys []string, err error) {
	if days <= 0 {
		return nil, nil
	}
	r := store.TeamPrefix(team)
	r.To, r.Limit = kv.Key(team, kv.Stamp(now.AddDate(0, 0, -days))), retainLook
	err = c.store.View(ctx, func(tx *store.Tx) error {
		keys = nil
		for _, primary := range tx.Scan(index, r) {
			keys = append(keys, string(primary))
		}
		return nil
	})
	return keys, err
}

// inBatches does something for every key, in transactions of n.
func (c *Coach) inBatches(ctx context.Context, keys []string, n int, do func(*store.Tx, string) error) error {
	for some := range slices.Chunk(keys, n) {
		err := c.store.Update(ctx, func(tx *store.Tx) error {
			for _, key := range some {
				if err := do(tx, key); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
