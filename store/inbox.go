package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"time"

	"heed/store/kv"
)

// InboxState is where an event stands.
type InboxState string

const (
	Queued  InboxState = "queued"
	Claimed InboxState = "claimed"
	Done    InboxState = "done"
	Dead    InboxState = "dead" // given up; Error says why
)

// InboxRow is an event as it waits to be worked through, and afterwards what
// tells a repeat of it from news.
type InboxRow struct {
	Key          string          `json:"key"`          // begins with the team
	Conversation string          `json:"conversation"` // "T1/C1": worked through in order
	Seq          uint64          `json:"seq"`          // order of arrival within the team
	Body         json.RawMessage `json:"body,omitempty"`
	At           time.Time       `json:"at"` // when it was received

	State     InboxState `json:"state"`
	Attempts  int        `json:"attempts,omitempty"`  // claims so far
	NotBefore time.Time  `json:"not_before,omitzero"` // its place is behind all that is due sooner
	Holder    string     `json:"holder,omitempty"`
	ClaimedAt time.Time  `json:"claimed_at,omitzero"`
	Lease     time.Time  `json:"lease,omitzero"`
	ClosedAt  time.Time  `json:"closed_at,omitzero"`
	Error     string     `json:"error,omitempty"` // of the last attempt
}

var inboxTable = Table[InboxRow]{
	Bucket: "inbox",
	Key:    func(r *InboxRow) string { return r.Key },
	Scope:  func(r *InboxRow) string { return passing(teamOf(r.Key))[0] },
	Indexes: []Index[InboxRow]{
		{Bucket: "inbox.order", Keys: func(r *InboxRow) []string {
			if r.State != Queued && r.State != Claimed {
				return nil
			}
			// By NotBefore, not At: that may be read from Slack's clock and ahead.
			return []string{orderKey(r.Conversation, false, r.NotBefore, r.Seq)}
		}},
		{Bucket: "inbox.done", Keys: func(r *InboxRow) []string { return r.closedKey(Done) }},
		{Bucket: "inbox.dead", Keys: func(r *InboxRow) []string { return r.closedKey(Dead) }},
	},
}

func (r *InboxRow) closedKey(s InboxState) []string {
	if r.State != s {
		return nil
	}
	return []string{teamOf(r.Key) + "/" + stamp(r.ClosedAt) + "|" + seq(r.Seq)}
}

var inboxQueue = newQueue("inbox.lanes", "inbox.due", "inbox.order")

// Receive makes an event durable under its key, to be worked through in the
// order of its conversation ("T1/C1"). A key that is known, from the last 48
// hours at least, changes nothing: fresh is false. Body is JSON. Slack waits
// for it, so it goes before other updates.
func (s *Store) Receive(ctx context.Context, key, conversation string, body []byte, at time.Time) (fresh bool, err error) {
	err = s.Update(kv.First(ctx), func(tx *Tx) error {
		var err error
		fresh, err = tx.Receive(key, conversation, body, at)
		return err
	})
	return fresh && err == nil, err
}

// Receive is Store.Receive inside a transaction.
func (tx *Tx) Receive(key, conversation string, body []byte, at time.Time) (fresh bool, err error) {
	if err := checkLane(conversation); err != nil {
		return false, err
	}
	if teamOf(key) != teamOf(conversation) {
		return false, fmt.Errorf("%w: event %s of conversation %s", errNoTeam, key, conversation)
	}
	if inboxTable.Has(tx, key) {
		return false, nil
	}
	row := InboxRow{Key: key, Conversation: conversation, Body: slices.Clone(body), At: at, State: Queued}
	if row.Seq, err = tx.next(teamOf(key), "inbox"); err != nil {
		return false, err
	}
	if err := inboxTable.Put(tx, &row); err != nil {
		return false, err
	}
	tx.inbox = true
	return true, inboxQueue.settle(tx, conversation, nil)
}

// InboxRow reads an event's row by its key.
func (tx *Tx) InboxRow(key string) (InboxRow, bool, error) { return inboxTable.Get(tx, key) }

// ClaimInbox claims up to n events that are due at now, at most one of a
// conversation, for as long as lease. Conversations that skip holds for are
// left out. A claim whose lease has run out is given to the next caller.
func (s *Store) ClaimInbox(ctx context.Context, now time.Time, lease time.Duration, n int, skip func(conversation string) bool) (rows []InboxRow, err error) {
	// A look first: an empty transaction would still cost its syncs.
	if _, due, err := s.NextInbox(ctx, now, skip); err != nil || !due {
		return nil, err
	}
	err = s.Update(ctx, func(tx *Tx) error {
		rows = nil
		lanes, err := inboxQueue.ready(tx, now, n, skip)
		if err != nil {
			return err
		}
		for _, l := range lanes {
			row, err := tx.claimInbox(l, now, now.Add(lease))
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}
		return nil
	})
	return rows, err
}

func (tx *Tx) claimInbox(l lane, now, lease time.Time) (InboxRow, error) {
	key := cmp.Or(l.Flight, l.Head) // in flight, but its lease has run out
	row, ok, err := inboxTable.Get(tx, key)
	if err == nil && !ok {
		err = fmt.Errorf("store: event %s is next in %s and not there", key, l.Key)
	}
	if err != nil {
		return row, err
	}
	row.State, row.Attempts = Claimed, row.Attempts+1
	row.Holder, row.ClaimedAt, row.Lease = tx.s.holder, now, lease
	if err := inboxTable.Put(tx, &row); err != nil {
		return row, err
	}
	return row, inboxQueue.settle(tx, l.Key, func(l *lane) {
		l.Flight, l.Holder, l.Lease = row.Key, row.Holder, lease
	})
}

// NextInbox is when the next event is due, now if one is already, zero if
// none waits.
func (s *Store) NextInbox(ctx context.Context, now time.Time, skip func(conversation string) bool) (at time.Time, due bool, err error) {
	err = s.View(ctx, func(tx *Tx) error {
		var ok bool
		at, ok, err = inboxQueue.next(tx, skip)
		if due = ok && !at.After(now); due {
			at = now
		}
		return err
	})
	return at, due, err
}

// FinishInbox marks an event as worked through, in the transaction that
// holds what came of it. It fails with ErrStale, and that transaction with
// it, if this process does not hold the event's claim (any more).
//
// The body is let go of: from here on the row only tells repeats from news.
func (tx *Tx) FinishInbox(key string) error {
	row, ok, err := inboxTable.Get(tx, key)
	if err != nil {
		return err
	}
	if !ok || row.State != Claimed || row.Holder != tx.s.holder {
		return fmt.Errorf("%w: event %s", ErrStale, key)
	}
	row.Body, row.Error = nil, ""
	return tx.closeInbox(row, Done, row.ClaimedAt)
}

// closeInbox takes a row out of its conversation for good.
func (tx *Tx) closeInbox(row InboxRow, state InboxState, at time.Time) error {
	row.State, row.ClosedAt, row.Holder, row.Lease, row.NotBefore = state, at, "", time.Time{}, time.Time{}
	if err := inboxTable.Put(tx, &row); err != nil {
		return err
	}
	tx.inbox = true // the next of the conversation may go
	return inboxQueue.settle(tx, row.Conversation, func(l *lane) {
		free(l)
		l.NotBefore = time.Time{}
	})
}

// held reads a row again and checks that the claim it was given with still
// stands.
func (tx *Tx) held(claim InboxRow) (InboxRow, error) {
	row, ok, err := inboxTable.Get(tx, claim.Key)
	if err != nil {
		return row, err
	}
	if !ok || row.State != Claimed || row.Holder != claim.Holder || row.Attempts != claim.Attempts {
		return row, fmt.Errorf("%w: event %s", ErrStale, claim.Key)
	}
	return row, nil
}

// FailInbox gives a claimed event back, to be tried again from notBefore on.
// If it keeps its place its conversation waits with it; otherwise what comes
// later in the conversation goes first.
func (s *Store) FailInbox(ctx context.Context, claim InboxRow, why string, notBefore time.Time, keepPlace bool) error {
	return s.Update(ctx, func(tx *Tx) error {
		row, err := tx.held(claim)
		if err != nil {
			return err
		}
		row.State, row.Error, row.Holder, row.Lease = Queued, why, "", time.Time{}
		hold := notBefore
		if !keepPlace {
			row.NotBefore, hold = notBefore, time.Time{}
		}
		if err := inboxTable.Put(tx, &row); err != nil {
			return err
		}
		tx.inbox = true
		return inboxQueue.settle(tx, row.Conversation, func(l *lane) {
			free(l)
			l.NotBefore = hold
		})
	})
}

// BuryInbox gives a claimed event up: a dead letter. And runs in the same
// transaction, to tell the person; it may be nil.
func (s *Store) BuryInbox(ctx context.Context, now time.Time, claim InboxRow, why string, and func(*Tx) error) error {
	return s.Update(ctx, func(tx *Tx) error {
		row, err := tx.held(claim)
		if err != nil {
			return err
		}
		row.Error = why
		if err := tx.closeInbox(row, Dead, now); err != nil || and == nil {
			return err
		}
		return and(tx)
	})
}

// DeadInbox are the events of a team that were given up, oldest first.
func (tx *Tx) DeadInbox(team string) iter.Seq2[InboxRow, error] {
	return inboxTable.By(tx, "inbox.dead", kv.Prefix(team+"/"))
}

// RequeueInbox gives a dead letter another round of attempts.
func (tx *Tx) RequeueInbox(key string) error {
	row, ok, err := inboxTable.Get(tx, key)
	if err != nil {
		return err
	}
	if !ok || row.State != Dead {
		return fmt.Errorf("store: event %s is no dead letter", key)
	}
	row.State, row.Attempts, row.ClosedAt = Queued, 0, time.Time{} // in its old place
	if err := inboxTable.Put(tx, &row); err != nil {
		return err
	}
	tx.inbox = true
	return inboxQueue.settle(tx, row.Conversation, nil)
}

// releaseInbox gives back what other holders have claimed. The attempt
// stays counted: an event that kills the process must not do so for ever.
func (tx *Tx) releaseInbox() error {
	for key, raw := range tx.Scan(inboxQueue.lanes.Bucket, kv.Range{}) {
		var l lane
		if err := json.Unmarshal(raw, &l); err != nil {
			return fmt.Errorf("store: lane %s is damaged: %w", key, err)
		}
		if l.Flight == "" || l.Holder == tx.s.holder {
			continue
		}
		row, ok, err := inboxTable.Get(tx, l.Flight)
		if err != nil {
			return err
		}
		if ok && row.State == Claimed {
			row.State, row.Holder, row.Lease = Queued, "", time.Time{}
			if err := inboxTable.Put(tx, &row); err != nil {
				return err
			}
		}
		if err := inboxQueue.settle(tx, l.Key, free); err != nil {
			return err
		}
	}
	return nil
}

// ForgetInbox lets go of a dead letter's words. From then on it is done with.
func (tx *Tx) ForgetInbox(key string) error {
	row, ok, err := inboxTable.Get(tx, key)
	if err != nil || !ok || row.State != Dead {
		return err
	}
	row.State, row.Body, row.Error = Done, nil, ""
	return inboxTable.Put(tx, &row)
}
