// Package inbox works through the events that store.Receive made durable:
// serially within a conversation, many conversations at once.
//
// An event is claimed, handled, and finished by the handler in the one
// transaction that holds everything that came of it, so a crash at any point
// either repeats the event or finds it done. A handler that fails is tried
// again: soon, its conversation waiting, and then later, behind what came
// since, so that one bad event does not silence a conversation. After
// MaxAttempts the event becomes a dead letter, which heed doctor lists, and
// OnDead may tell the person. A panic fails its event, never the process.
//
// The package keeps no state of its own but what is in flight, and knows
// neither Slack nor what an event means (that is bot/coach).
package inbox

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"heed/bot/lanes"
	"heed/store"
)

const (
	// MaxAttempts is how often an event is tried before it is given up:
	// with the waits between, for a bit more than twenty minutes.
	MaxAttempts = 6

	maxPanics = 3 // a panic is a mistake of ours, which time rarely mends

	firstWait = 2 * time.Second // then five times as long each time
	maxWait   = 15 * time.Minute
	maxHold   = 15 * time.Second // that a conversation waits for a retry

	handleTime = time.Minute // for one event, downloads of files included
	leaseTime  = handleTime + time.Minute
)

// Handler works through one event and calls tx.FinishInbox(row.Key) in the
// transaction of what came of it. Now is the time the whole event is worked
// through at. Its context ends after a minute, or a moment after the pump was
// stopped.
type Handler func(ctx context.Context, now time.Time, row store.InboxRow) error

// Permanent marks an error that trying again can't mend: the event becomes a
// dead letter at once.
func Permanent(err error) error {
	if err == nil {
		return nil
	}
	return &permanent{err}
}

type permanent struct{ error }

func (p *permanent) Unwrap() error { return p.error }

// PanicError is what a panic of a handler becomes.
type PanicError struct {
	Value any
	Stack []byte // for the operator, never stored
}

func (p *PanicError) Error() string { return fmt.Sprintf("panic: %v", p.Value) }

// Pump moves events from the inbox through Handle. Store and Handle must be
// set; a Pump is used by one Run or Drain at a time.
type Pump struct {
	Store   *store.Store
	Handle  Handler
	Workers int // events at once in Run; 0 is 8

	// OnDead is called in the transaction that gives an event up, so that
	// telling the person is as durable as that is. If it fails or panics the
	// event is given up without it. May run more than once.
	OnDead func(tx *store.Tx, now time.Time, row store.InboxRow, cause error) error

	// Observe is told how every attempt ended, for the log; err is nil when
	// the event is done. It is called from many goroutines.
	Observe func(row store.InboxRow, took time.Duration, err error)
}

// Drain works through everything that is due at now, one event after the
// other, and returns how many attempts that took. An event that failed and
// is to be tried again later than now is left for then.
func (p *Pump) Drain(ctx context.Context, now time.Time) (n int, err error) {
	for {
		if err := ctx.Err(); err != nil {
			return n, err
		}
		rows, err := p.Store.ClaimInbox(ctx, now, leaseTime, 1, nil)
		if err != nil || len(rows) == 0 {
			return n, err
		}
		n++
		if err := p.do(ctx, now, func() time.Time { return now }, rows[0]); err != nil {
			return n, err
		}
	}
}

// do sees one claimed event through one attempt. Its error is of the store,
// not of the handler.
func (p *Pump) do(ctx context.Context, now time.Time, clock func() time.Time, row store.InboxRow) error {
	began := clock()
	cause := p.attempt(ctx, now, row)
	if p.Observe != nil {
		p.Observe(row, clock().Sub(began), cause)
	}
	err := p.record(ctx, clock(), row, cause)
	if errors.Is(err, store.ErrStale) {
		return nil // finished, or taken over by another process
	}
	return err
}

// attempt runs the handler and makes sure that the event is finished.
func (p *Pump) attempt(ctx context.Context, now time.Time, row store.InboxRow) error {
	if row.Attempts > MaxAttempts {
		return fmt.Errorf("given up after %d attempts that did not come to an end", MaxAttempts)
	}
	ctx, cancel := lanes.Outlive(ctx, handleTime)
	defer cancel()
	return guard(func() error { return p.Handle(ctx, now, row) })
}

// record writes down how an attempt ended. After a success the handler has
// done so already, and only one that forgot leaves anything to do.
func (p *Pump) record(ctx context.Context, now time.Time, row store.InboxRow, cause error) error {
	ctx = context.WithoutCancel(ctx)
	if cause == nil {
		return p.ensureDone(ctx, row)
	}
	if !hopeless(row, cause) {
		w := wait(row.Attempts)
		return p.Store.FailInbox(ctx, row, cause.Error(), now.Add(w), w <= maxHold)
	}
	err := p.Store.BuryInbox(ctx, now, row, cause.Error(), func(tx *store.Tx) error {
		if p.OnDead == nil {
			return nil
		}
		return guard(func() error { return p.OnDead(tx, now, row, cause) })
	})
	if err != nil && !errors.Is(err, store.ErrStale) {
		return p.Store.BuryInbox(ctx, now, row, cause.Error()+" (and nobody could be told: "+err.Error()+")", nil)
	}
	return err
}

func (p *Pump) ensureDone(ctx context.Context, claim store.InboxRow) error {
	done := false
	err := p.Store.View(ctx, func(tx *store.Tx) error {
		row, ok, err := tx.InboxRow(claim.Key)
		done = !ok || row.State != store.Claimed
		return err
	})
	if err != nil || done {
		return err
	}
	return p.Store.Update(ctx, func(tx *store.Tx) error { return tx.FinishInbox(claim.Key) })
}

func hopeless(row store.InboxRow, cause error) bool {
	var final *permanent
	var panicked *PanicError
	return row.Attempts >= MaxAttempts || errors.As(cause, &final) ||
		errors.As(cause, &panicked) && row.Attempts >= maxPanics
}

// wait is how long an event is left alone after its nth attempt failed.
func wait(n int) time.Duration {
	d := firstWait
	for range n - 1 {
		d = min(5*d, maxWait)
	}
	return d
}

func guard(fn func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &PanicError{Value: v, Stack: debug.Stack()}
		}
	}()
	return fn()
}
