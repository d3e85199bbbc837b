package outbox

import (
	"context"
	"fmt"
	"time"

	"heed/store"
)

// Run does effects by the wall clock until ctx ends, then finishes what is
// in flight and returns nil. It wakes when something is to be sent, when
// something is due, and else once a minute, for what other processes may
// have left. Its error is of the store, or a Sender's that needs a person
// and says what to do.
func (r *Runner) Run(ctx context.Context) error {
	n := &run{runner: r, free: r.Workers, pace: r.Pace, busy: map[string]bool{}, rest: map[string]time.Time{}}
	if n.free <= 0 {
		n.free = 4
	}
	if n.pace <= 0 {
		n.pace = time.Second
	}
	n.done = make(chan finished, n.free)
	err := n.loop(ctx)
	for len(n.busy) > 0 {
		if end := n.collect(<-n.done); err == nil {
			err = end
		}
	}
	return err
}

// run is the state of one Run, of its one goroutine.
type run struct {
	runner *Runner
	free   int // workers
	pace   time.Duration
	busy   map[string]bool      // lanes in flight
	rest   map[string]time.Time // lanes that rest after a message, until when
	done   chan finished
}

type finished struct {
	lane  string
	paced bool
	err   error
}

func (n *run) loop(ctx context.Context) error {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-timer.C:
		case <-n.runner.Store.OutboxBell():
		case f := <-n.done:
			if err := n.collect(f); err != nil {
				return err
			}
		}
		next, err := n.start(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return fmt.Errorf("outbox: %w", err)
		}
		timer.Reset(next)
	}
}

// start claims for the free workers and says when to look again.
func (n *run) start(ctx context.Context) (time.Duration, error) {
	if n.free == 0 {
		return idleTime, nil // a worker that ends wakes the loop
	}
	now := time.Now()
	wake := now.Add(idleTime)
	for lane, until := range n.rest {
		if !until.After(now) {
			delete(n.rest, lane)
		} else if until.Before(wake) {
			wake = until
		}
	}
	skip := func(lane string) bool { return n.busy[lane] || !n.rest[lane].IsZero() }
	claimed, err := n.runner.Store.ClaimEffects(ctx, now, leaseTime, n.free, skip)
	if err != nil {
		return 0, err
	}
	for _, e := range claimed {
		n.free--
		n.busy[e.Lane()] = true
		go n.work(ctx, e)
	}
	at, _, err := n.runner.Store.NextEffect(ctx, now, skip)
	if err == nil && !at.IsZero() && at.Before(wake) && n.free > 0 {
		wake = at
	}
	return max(time.Until(wake), 0), err
}

func (n *run) work(ctx context.Context, e store.Effect) {
	state, err := n.runner.do(ctx, time.Now, e)
	n.done <- finished{lane: e.Lane(), paced: state == store.Sent && paced(e.Kind), err: err}
}

// paced says whether Slack counts an effect as a message of its channel.
func paced(k store.EffectKind) bool {
	return k == store.Post || k == store.Update || k == store.Upload
}

func (n *run) collect(f finished) error {
	n.free++
	delete(n.busy, f.lane)
	if f.paced {
		n.rest[f.lane] = time.Now().Add(n.pace)
	}
	return f.err
}
