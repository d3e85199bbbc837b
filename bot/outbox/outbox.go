// Package outbox does what the store's effects say is to be done in Slack:
// one effect of a lane (a channel, a person) at a time and in order, many
// lanes at once, about one message a second in each.
//
// An effect is claimed before it is sent and recorded after. What happened
// to one whose sending was interrupted (a crash, a timeout, a lost answer) is
// unknown; it is left alone for ten seconds and then looked for. Found, it is
// sent; not found twice, it is sent again. Where Slack can't be asked, the
// effect says whether it is let go of (at most once) or sent again (at least
// once). What is the same done twice is simply done again; modals and
// ephemeral answers, which nobody waits for any more, are let go of.
//
// The rules are in decide.go, without clock or store. The package knows
// nothing of Slack's API, which is behind Sender, and keeps no state but
// what is in flight and when each lane was last used.
package outbox

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	"heed/bot/lanes"
	"heed/store"
)

// Sender does effects in Slack. Its errors are *Error; any other is taken as
// Ambiguous, which is safe and slow. Its methods are called from many
// goroutines and end when their context does.
type Sender interface {
	// Send does an effect. Channel, Thread and TS are filled in from the
	// effect it refers to.
	Send(ctx context.Context, e store.Effect) (Receipt, error)

	// Look finds out whether a Post, an Upload or the like was done, by the
	// effect's key in the metadata of Slack's history since it was created. A
	// Terminal error says that this can't be found out at all.
	Look(ctx context.Context, e store.Effect) (r Receipt, found bool, err error)
}

// Receipt is where a message ended up; empty for what leaves none.
type Receipt struct {
	Channel string
	TS      string
}

// Class says what an error means for the effect.
type Class string

const (
	Ambiguous   Class = ""             // timeout, connection reset, 5xx: it may have happened
	RateLimited Class = "rate-limited" // refused until After; no attempt
	Retry       Class = "retry"        // did certainly not happen; may well in a while
	Terminal    Class = "terminal"     // refused for good: channel_not_found, invalid_blocks
	NeedsPerson Class = "needs-person" // invalid_auth, missing_scope: nothing works until somebody acts
)

// Error is an error of a Sender.
type Error struct {
	Class Class
	After time.Duration // RateLimited
	Text  string        // for people: of NeedsPerson what to do, of Terminal what went wrong
	Err   error         // for the operator; may be nil
}

func (e *Error) Error() string {
	switch {
	case e.Err == nil:
		return e.Text
	case e.Text == "":
		return e.Err.Error()
	}
	return fmt.Sprintf("%s (%v)", e.Text, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

const (
	sendTime  = time.Minute // for one effect, uploads included
	leaseTime = 2 * time.Minute
)

// Runner sends effects. Store and Sender must be set; a Runner is used by
// one Run or Drain at a time.
type Runner struct {
	Store   *store.Store
	Sender  Sender
	Workers int           // effects at once in Run; 0 is 16
	Pace    time.Duration // between messages of one lane in Run; 0 is a second

	// OnFailed is called in the transaction that records a failure for good,
	// so that telling somebody is as durable as that is; a failure of the
	// telling must not be told. If it fails or panics the effect fails
	// without it. May run more than once.
	OnFailed func(tx *store.Tx, now time.Time, e store.Effect) error

	// Observe is told what came of every attempt and every look, for the
	// log; err is the Sender's. It is called from many goroutines.
	Observe func(e store.Effect, o store.Outcome, took time.Duration, err error)
}

// Drain does everything that is due at now, one effect after the other in
// the order they fell due, without pacing. It returns how many were sent and
// when the next one is due, zero if none waits. Its error is of the store,
// of ctx, or a Sender's that needs a person.
func (r *Runner) Drain(ctx context.Context, now time.Time) (sent int, next time.Time, err error) {
	for {
		if err := ctx.Err(); err != nil {
			return sent, next, err
		}
		claimed, err := r.Store.ClaimEffects(ctx, now, leaseTime, 1, nil)
		if err != nil {
			return sent, next, err
		}
		if len(claimed) == 0 {
			next, _, err = r.Store.NextEffect(ctx, now, nil)
			return sent, next, err
		}
		state, err := r.do(ctx, func() time.Time { return now }, claimed[0])
		if state == store.Sent {
			sent++
		}
		if err != nil {
			return sent, next, err
		}
	}
}

// do sends or looks for one claimed effect and records what came of it.
func (r *Runner) do(ctx context.Context, clock func() time.Time, e store.Effect) (store.EffectState, error) {
	ctx, cancel := lanes.Outlive(ctx, sendTime)
	defer cancel()
	began := clock()
	o, cause := r.attempt(ctx, clock, e)
	if r.Observe != nil {
		r.Observe(e, o, clock().Sub(began), cause)
	}
	if err := r.record(context.WithoutCancel(ctx), clock(), e, o); err != nil {
		return e.State, err
	}
	if stop := asError(cause); cause != nil && stop.Class == NeedsPerson {
		return o.State, fmt.Errorf("refused by Slack: %w", stop)
	}
	return o.State, nil
}

// attempt sends an effect, or looks for one whose fate is unknown.
func (r *Runner) attempt(ctx context.Context, clock func() time.Time, e store.Effect) (store.Outcome, error) {
	if e.State == store.Sending {
		var receipt Receipt
		err := guard(func() (err error) { receipt, err = r.Sender.Send(ctx, e); return err })
		return afterSend(e, receipt, err, clock()), err
	}
	if o, ok := withoutLook(e, clock()); ok {
		return o, nil
	}
	var receipt Receipt
	var found bool
	err := guard(func() (err error) { receipt, found, err = r.Sender.Look(ctx, e); return err })
	return afterLook(e, receipt, found, err, clock()), err
}

// record writes an outcome down. That the claim was lost meanwhile is no
// error: somebody else looks after the effect.
func (r *Runner) record(ctx context.Context, now time.Time, e store.Effect, o store.Outcome) error {
	var tell func(*store.Tx, store.Effect) error
	if o.State == store.Failed && r.OnFailed != nil {
		tell = func(tx *store.Tx, e store.Effect) error {
			return guard(func() error { return r.OnFailed(tx, now, e) })
		}
	}
	err := r.Store.SettleEffect(ctx, now, e, o, tell)
	if err != nil && tell != nil && !isStale(err) {
		o.Error += " (and nobody could be told: " + err.Error() + ")"
		err = r.Store.SettleEffect(ctx, now, e, o, nil)
	}
	if isStale(err) {
		return nil
	}
	return err
}

// guard makes an error of a panic. It is Ambiguous: who knows how far the
// Sender got.
func guard(fn func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &Error{Err: &PanicError{Value: v, Stack: debug.Stack()}}
		}
	}()
	return fn()
}

// PanicError is what a panic of a Sender or of OnFailed becomes.
type PanicError struct {
	Value any
	Stack []byte // for the operator, never stored
}

func (p *PanicError) Error() string { return fmt.Sprintf("panic: %v", p.Value) }
