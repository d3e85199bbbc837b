package store

import (
	"context"
	"fmt"
	"time"

	"heed/store/kv"
)

// How long rows are kept after they were closed. Slack repeats an event
// within hours, so 48 hours tell repeats from news with room to spare; an
// effect can be referred to for 7 days, and a message with words of a
// customer for two years, so that forgetting finds it; what was given up is
// kept for a month, for heed doctor.
const (
	KeepDone      = 48 * time.Hour
	KeepSent      = 7 * 24 * time.Hour
	KeepFailed    = 30 * 24 * time.Hour
	KeepRemovable = 2 * 365 * 24 * time.Hour
)

// sweepBatch rows are deleted in one transaction, so that nobody waits long
// behind it.
const sweepBatch = 200

// Sweep deletes what has been kept long enough, in small batches, and
// returns how many rows that were.
func (s *Store) Sweep(ctx context.Context, now time.Time) (n int, err error) {
	for _, sweep := range []func() (int, error){
		func() (int, error) { return sweep(ctx, s, inboxTable, "inbox.done", now.Add(-KeepDone)) },
		func() (int, error) { return sweep(ctx, s, inboxTable, "inbox.dead", now.Add(-KeepFailed)) },
		func() (int, error) { return sweep(ctx, s, effectTable, "outbox.done", now.Add(-KeepSent)) },
		func() (int, error) { return sweep(ctx, s, effectTable, "outbox.failed", now.Add(-KeepFailed)) },
		func() (int, error) { return sweep(ctx, s, effectTable, "outbox.removable", now.Add(-KeepRemovable)) },
	} {
		batch, err := sweep()
		n += batch
		if err != nil {
			return n, fmt.Errorf("sweeping the store: %w", err)
		}
	}
	return n, nil
}

// sweep deletes the records that an index of times leads to before a time.
func sweep[T any](ctx context.Context, s *Store, t Table[T], index string, before time.Time) (n int, err error) {
	for {
		var old []string
		// A look first: an empty transaction would still cost its syncs.
		err := s.View(ctx, func(tx *Tx) error {
			old = olderThan(tx, index, before)
			return nil
		})
		if err != nil || len(old) == 0 {
			return n, err
		}
		err = s.Update(ctx, func(tx *Tx) error {
			old = olderThan(tx, index, before)
			for _, key := range old {
				if err := t.Delete(tx, key); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return n, err
		}
		n += len(old)
	}
}

// olderThan lists primary keys of up to a batch of rows.
func olderThan(tx *Tx, index string, before time.Time) (old []string) {
	for team := range tx.Teams(index) {
		r := kv.Range{Prefix: team + "/", To: team + "/" + stamp(before), Limit: sweepBatch - len(old)}
		for _, primary := range tx.Scan(index, r) {
			old = append(old, string(primary))
		}
		if len(old) == sweepBatch {
			break
		}
	}
	return old
}
