package inbox

import (
	"context"
	"fmt"
	"time"

	"heed/bot/lanes"
	"heed/store"
)

// Run works through events by the wall clock until ctx ends, then finishes
// what is in flight and returns nil. Its error is of the store.
func (p *Pump) Run(ctx context.Context) error {
	q := lanes.Queue[store.InboxRow]{
		Workers: p.Workers, Bell: p.Store.InboxBell(),
		Claim: func(ctx context.Context, now time.Time, n int, skip func(string) bool) ([]store.InboxRow, error) {
			return p.Store.ClaimInbox(ctx, now, leaseTime, n, skip)
		},
		Next: func(ctx context.Context, now time.Time, skip func(string) bool) (time.Time, error) {
			at, _, err := p.Store.NextInbox(ctx, now, skip)
			return at, err
		},
		Lane: func(row store.InboxRow) string { return row.Conversation },
		Do: func(ctx context.Context, row store.InboxRow) (time.Duration, error) {
			return 0, p.do(ctx, time.Now(), time.Now, row)
		},
	}
	if q.Workers <= 0 {
		q.Workers = 8
	}
	if err := q.Run(ctx); err != nil {
		return fmt.Errorf("inbox: %w", err)
	}
	return nil
}
