package store

import (
	"context"
	"slices"
	"time"
)

// Undone is what was given up: for heed doctor.
type Undone struct {
	Dead   []Letter `json:"dead"`   // events that could not be worked on
	Failed []Letter `json:"failed"` // effects that could not be sent
}

// Letter is one thing given up. It holds no words of anybody.
type Letter struct {
	Key   string    `json:"key"`
	At    time.Time `json:"at"`
	Error string    `json:"error"`
}

// undoneShown bounds each list; the newest matter.
const undoneShown = 20

func newest(ls []Letter) []Letter {
	slices.SortStableFunc(ls, func(a, b Letter) int { return b.At.Compare(a.At) })
	return ls[:min(len(ls), undoneShown)]
}

// Undone lists, newest first, what was given up and not swept yet.
func (s *Store) Undone(ctx context.Context) (u Undone, err error) {
	err = s.View(ctx, func(tx *Tx) error {
		for team := range tx.Teams("inbox.dead") {
			for row, err := range tx.DeadInbox(team) {
				if err != nil {
					return err
				}
				u.Dead = append(u.Dead, Letter{Key: row.Key, At: row.ClosedAt, Error: row.Error})
			}
		}
		for team := range tx.Teams("outbox.failed") {
			for e, err := range tx.FailedEffects(team) {
				if err != nil {
					return err
				}
				u.Failed = append(u.Failed, Letter{Key: e.Key, At: e.Created, Error: e.Error})
			}
		}
		u.Dead, u.Failed = newest(u.Dead), newest(u.Failed)
		return nil
	})
	return u, err
}
