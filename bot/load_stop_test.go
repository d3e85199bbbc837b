package bot_test

import (
	"context"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"heed/bot/slackfake"
)

// maxStop is less than Slack hangs here, and more than a busy machine needs:
// whoever waits for Slack fails. How long it takes is in docs/measured.md.
const maxStop = 30 * time.Second

// TestStopUnderLoad stops a bot that has plenty to do, with a Slack that
// answers and with one that hangs.
func TestStopUnderLoad(t *testing.T) {
	if testing.Short() {
		t.Skip("talks for a while")
	}
	for name, hang := range map[string]bool{"busy": false, "Slack hangs": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			w := slackfake.New(slackfake.Options{Clock: time.Now})
			defer w.Close()
			c := newCrowd(w, 100, 20, 0)
			r, err := run(ctx, slackConfig(w), newStorePath(t), zerolog.Nop())
			if err != nil {
				t.Fatal(err)
			}
			for _, err := range []error{c.watch(ctx, r.store), w.WaitConnected(ctx, 2), c.talk(ctx, 100, time.Second)} {
				if err != nil {
					t.Fatal(err)
				}
			}
			if hang {
				for _, method := range []string{"chat.postMessage", "users.info", "conversations.open", "chat.update"} {
					w.Inject(method, 1000, slackfake.Fault{Slow: time.Minute})
				}
			}
			talking, quiet := context.WithCancel(ctx)
			talked := make(chan error, 1)
			go func() { talked <- c.talk(talking, 200, time.Hour) }()
			seen := w.Stats().Acked
			if err := w.WaitUntil(ctx, "more acks", func(s slackfake.Stats) bool { return s.Acked > seen+200 }); err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			if err := r.stop(); err != nil {
				t.Error(err)
			}
			took := time.Since(began)
			quiet()
			if err := <-talked; err != nil {
				t.Error(err)
			}
			if t.Logf("stopped in %v", took); took > maxStop {
				t.Errorf("more than %v", maxStop)
			}
		})
	}
}
