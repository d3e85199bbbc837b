package bot

import (
	"context"
	"errors"
	"time"
)

// tickEvery is how often the clock is looked at when nothing is known to be
// due: new promises plan their own nudge, and a minute late is early enough.
const (
	tickEvery  = time.Minute
	sweepEvery = time.Hour
)

// stage is one loop of the bot. Stages are stopped in their order, each only
// when the one before has ended.
type stage struct {
	name string
	run  func(context.Context) error
}

// Run connects and works until ctx ends, then shuts down in order and returns
// nil. Another error says what to do: it needs a person.
func (b *Bot) Run(ctx context.Context) error {
	defer b.client.Close()
	return runStages(ctx, []stage{
		{"listener", b.listener.Run},
		{"inbox", b.pump.Run},
		{"clock", b.ticking},
		{"outbox", b.runner.Run},
	})
}

// runStages runs every stage until ctx ends or one fails, and then stops them
// one after the other.
func runStages(ctx context.Context, stages []stage) error {
	type end struct {
		i   int
		err error
	}
	ends := make(chan end, len(stages))
	stops := make([]context.CancelFunc, len(stages))
	for i, s := range stages {
		var own context.Context
		own, stops[i] = context.WithCancel(context.WithoutCancel(ctx))
		go func() { ends <- end{i, s.run(own)} }()
	}
	ended, errs := map[int]bool{}, []error(nil)
	wait := func() {
		e := <-ends
		ended[e.i] = true
		if e.err != nil && !errors.Is(e.err, context.Canceled) {
			errs = append(errs, e.err)
		}
	}
	select {
	case <-ctx.Done():
	case e := <-ends:
		ends <- e
		wait()
	}
	for i := range stages {
		stops[i]()
		for !ended[i] {
			wait()
		}
	}
	return errors.Join(errs...)
}

// ticking does what the clock asks for, by the wall clock. A tick that fails
// is tried again; it is all or nothing.
func (b *Bot) ticking(ctx context.Context) error {
	var swept time.Time
	for {
		now := time.Now()
		next, err := b.coach.Tick(ctx, now)
		if err != nil && ctx.Err() == nil {
			b.log.Error().Err(err).Msg("tick")
		}
		if now.Sub(swept) >= sweepEvery {
			swept = now
			if _, err := b.store.Sweep(ctx, now); err != nil && ctx.Err() == nil {
				b.log.Error().Err(err).Msg("sweep")
			}
		}
		wait := tickEvery
		if !next.IsZero() {
			wait = min(max(time.Until(next), 0), tickEvery)
		}
		if err != nil {
			wait = tickEvery
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
	}
}
