package inbox

import (
	"context"
	"time"
)

// graceTime is how long an event in work may take to end once stopping has
// begun, so that a Slack that hangs doesn't hold up the stop.
// It is then tried again at the next start.
const graceTime = 2 * time.Second

// outlive is a context that ends after limit, or graceTime after ctx has.
func outlive(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
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
