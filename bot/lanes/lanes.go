// Package lanes works through what is claimed from a durable queue: many
// pieces at once, one at a time in each lane (a conversation, a channel). It
// wakes for what comes, for what falls due, and else once a minute, for what
// other processes may have left.
//
// It keeps nothing but what is in flight. Claims, retries and what a piece
// means are its callers' (bot/inbox and bot/outbox), durability the store's.
package lanes

import (
	"context"
	"time"
)

const (
	idleTime = time.Minute // between looks when nothing is known to be due

	// graceTime is how long a piece in work may take to end once stopping
	// has begun, so that a Slack that hangs doesn't hold up the stop.
	graceTime = 2 * time.Second
)

// Queue is where pieces come from and what is done with them. All fields
// must be set.
type Queue[T any] struct {
	Workers int // pieces at once

	// Bell rings when something was added.
	Bell <-chan struct{}

	// Claim takes up to n pieces that are due at now, at most one a lane and
	// none of a lane that skip says.
	Claim func(ctx context.Context, now time.Time, n int, skip func(lane string) bool) ([]T, error)

	// Next is when the next piece of the lanes that skip leaves is due; zero
	// if none is.
	Next func(ctx context.Context, now time.Time, skip func(lane string) bool) (time.Time, error)

	// Lane of a piece.
	Lane func(T) string

	// Do sees a piece through. The lane then rests that long. An error ends
	// Run. It is called from many goroutines.
	Do func(ctx context.Context, piece T) (rest time.Duration, err error)
}

// Run works by the wall clock until ctx ends, then finishes what is in flight
// and returns nil. Its error is one of Claim, Next or Do.
func (q Queue[T]) Run(ctx context.Context) error {
	r := &run[T]{Queue: q, free: q.Workers, busy: map[string]bool{}, resting: map[string]time.Time{}}
	r.done = make(chan finished, r.free)
	err := r.loop(ctx)
	for len(r.busy) > 0 {
		if end := r.collect(<-r.done); err == nil {
			err = end
		}
	}
	return err
}

// run is the state of one Run, of its one goroutine.
type run[T any] struct {
	Queue[T]
	free    int                  // workers
	busy    map[string]bool      // lanes in flight
	resting map[string]time.Time // lanes at rest, until when
	done    chan finished
}

type finished struct {
	lane string
	rest time.Duration
	err  error
}

func (r *run[T]) loop(ctx context.Context) error {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-timer.C:
		case <-r.Bell:
		case f := <-r.done:
			if err := r.collect(f); err != nil {
				return err
			}
		}
		next, err := r.start(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return err
		}
		timer.Reset(next)
	}
}

// start claims for the free workers and says when to look again.
func (r *run[T]) start(ctx context.Context) (time.Duration, error) {
	if r.free == 0 {
		return idleTime, nil // a worker that ends wakes the loop
	}
	now := time.Now()
	wake := r.awake(now)
	pieces, err := r.Claim(ctx, now, r.free, r.skip)
	if err != nil {
		return 0, err
	}
	for _, piece := range pieces {
		r.free--
		r.busy[r.Lane(piece)] = true
		go r.work(ctx, piece)
	}
	if r.free == 0 {
		return idleTime, nil
	}
	at, err := r.Next(ctx, now, r.skip)
	if err == nil && !at.IsZero() && at.Before(wake) {
		wake = at
	}
	return max(time.Until(wake), 0), err
}

// awake ends the rest of lanes and says when to look again at the latest.
func (r *run[T]) awake(now time.Time) time.Time {
	wake := now.Add(idleTime)
	for lane, until := range r.resting {
		if !until.After(now) {
			delete(r.resting, lane)
		} else if until.Before(wake) {
			wake = until
		}
	}
	return wake
}

func (r *run[T]) skip(lane string) bool { return r.busy[lane] || !r.resting[lane].IsZero() }

func (r *run[T]) work(ctx context.Context, piece T) {
	rest, err := r.Do(ctx, piece)
	r.done <- finished{r.Lane(piece), rest, err}
}

func (r *run[T]) collect(f finished) error {
	r.free++
	delete(r.busy, f.lane)
	if f.rest > 0 {
		r.resting[f.lane] = time.Now().Add(f.rest)
	}
	return f.err
}

// Outlive is a context for one piece: it ends after limit, or a grace of two
// seconds after ctx has.
func Outlive(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	own, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	unlink := context.AfterFunc(ctx, func() {
		t := time.NewTimer(graceTime)
		defer t.Stop()
		select {
		case <-t.C:
			cancel()
		case <-own.Done():
		}
	})
	return own, func() { unlink(); cancel() }
}
