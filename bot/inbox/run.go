package inbox

import (
	"context"
	"fmt"
	"time"

	"heed/store"
)

// Run works through events by the wall clock until ctx ends, then finishes
// what is in flight and returns nil. It wakes when something was received,
// when something is due again, and else once a minute, for what other
// processes may have left. Its error is of the store.
func (p *Pump) Run(ctx context.Context) error {
	r := &run{pump: p, free: p.Workers, busy: map[string]bool{}}
	if r.free <= 0 {
		r.free = 8
	}
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
type run struct {
	pump *Pump
	free int             // workers
	busy map[string]bool // conversations in flight
	done chan finished
}

type finished struct {
	conversation string
	err          error
}

func (r *run) loop(ctx context.Context) error {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-timer.C:
		case <-r.pump.Store.InboxBell():
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
			return fmt.Errorf("inbox: %w", err)
		}
		timer.Reset(next)
	}
}

// start claims for the free workers and says when to look again.
func (r *run) start(ctx context.Context) (time.Duration, error) {
	skip := func(conversation string) bool { return r.busy[conversation] }
	if r.free == 0 {
		return idleTime, nil // a worker that ends wakes the loop
	}
	rows, err := r.pump.Store.ClaimInbox(ctx, time.Now(), leaseTime, r.free, skip)
	if err != nil {
		return 0, err
	}
	for _, row := range rows {
		r.free--
		r.busy[row.Conversation] = true
		go r.work(ctx, row)
	}
	at, _, err := r.pump.Store.NextInbox(ctx, time.Now(), skip)
	if err != nil || at.IsZero() || r.free == 0 {
		return idleTime, err
	}
	return min(max(time.Until(at), 0), idleTime), nil
}

func (r *run) work(ctx context.Context, row store.InboxRow) {
	err := r.pump.do(ctx, time.Now(), time.Now, row)
	r.done <- finished{row.Conversation, err}
}

func (r *run) collect(f finished) error {
	r.free++
	delete(r.busy, f.conversation)
	return f.err
}
