package coach

import (
	"context"
	"time"

	"heed/store"
	"heed/store/kv"
)

// How long marks are kept: Slack repeats an event within hours; what somebody
// told Heed to forget is not read again because its message was touched up.
const (
	markLife   = 72 * time.Hour
	forgetLife = 180 * 24 * time.Hour
)

// swept is how many old records go whenever a new one is made.
const swept = 20

// stale reports whether the event is old news of its message: it was edited
// or deleted since, or is to be forgotten. Slack's events may arrive late and
// in any order.
func (u *unit) stale() (bool, error) {
	m, ok, err := store.Marks.Get(u.Tx, u.markKey())
	if err != nil || !ok || u.ev.TS == "" {
		return false, err
	}
	return m.Gone || u.ev.Kind == Message || u.ev.At.Before(m.Newest), nil
}

// outdated is stale before anybody is looked up: also where Slack can't say
// any more who it was.
func (c *Coach) outdated(ctx context.Context, ev Event) (old bool, err error) {
	err = c.store.View(ctx, func(tx *store.Tx) error {
		old, err = (&unit{Tx: tx, ev: ev}).stale()
		return err
	})
	return old, err
}

func (u *unit) markKey() string { return kv.Key(u.ev.Team, u.ev.Channel, u.ev.TS) }

// mark remembers what happened to a message, and lets go of old marks.
func (u *unit) mark(m store.Mark, life time.Duration) error {
	if m.Channel == "" || m.TS == "" {
		return nil
	}
	m.Team, m.Until = u.ev.Team, u.now.Add(life)
	if err := store.Marks.Put(u.Tx, &m); err != nil {
		return err
	}
	return sweep(u, store.Marks, store.MarksByEnd)
}

// sweep lets go of records whose time is over by an index of when it is, a
// few at a time: whenever a new one is made.
func sweep[T any](u *unit, t store.Table[T], byEnd string) error {
	r := store.TeamPrefix(u.ev.Team)
	r.To, r.Limit = kv.Key(u.ev.Team, kv.Stamp(u.now)), swept
	old, err := store.Collect(t.By(u.Tx, byEnd, r))
	if err != nil {
		return err
	}
	for _, rec := range old {
		if err := t.Delete(u.Tx, t.Key(&rec)); err != nil {
			return err
		}
	}
	return nil
}

// unmark lets a message be read again.
func (u *unit) unmark() error { return store.Marks.Delete(u.Tx, u.markKey()) }
