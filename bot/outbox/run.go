package outbox

import (
	"context"
	"fmt"
	"time"

	"heed/bot/lanes"
	"heed/store"
)

// Run does effects by the wall clock until ctx ends, then finishes what is
// in flight and returns nil. Its error is of the store, or a Sender's that
// needs a person and says what to do.
func (r *Runner) Run(ctx context.Context) error {
	pace := r.Pace
	if pace <= 0 {
		pace = time.Second
	}
	q := lanes.Queue[store.Effect]{
		Workers: r.Workers, Bell: r.Store.OutboxBell(),
		Claim: func(ctx context.Context, now time.Time, n int, skip func(string) bool) ([]store.Effect, error) {
			return r.Store.ClaimEffects(ctx, now, leaseTime, n, skip)
		},
		Next: func(ctx context.Context, now time.Time, skip func(string) bool) (time.Time, error) {
			at, _, err := r.Store.NextEffect(ctx, now, skip)
			return at, err
		},
		Lane: func(e store.Effect) string { return e.Lane() },
		Do: func(ctx context.Context, e store.Effect) (rest time.Duration, err error) {
			state, err := r.do(ctx, time.Now, e)
			if state == store.Sent && paced(e.Kind) {
				rest = pace
			}
			return rest, err
		},
	}
	if q.Workers <= 0 {
		q.Workers = 16
	}
	if err := q.Run(ctx); err != nil {
		return fmt.Errorf("outbox: %w", err)
	}
	return nil
}

// paced says whether Slack counts an effect as a message of its channel.
func paced(k store.EffectKind) bool {
	return k == store.Post || k == store.Update || k == store.Upload
}
