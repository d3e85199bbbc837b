package bot

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// diary notes what stages do, in order.
type diary struct {
	mu    sync.Mutex
	lines []string
}

func (d *diary) note(line string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lines = append(d.lines, line)
}

// stage works until it is stopped, and then a while longer.
func (d *diary) stage(name string, longer time.Duration, err error) stage {
	return stage{name, func(ctx context.Context) error {
		<-ctx.Done()
		d.note(name + " stopped")
		time.Sleep(longer) // a fake clock's
		d.note(name + " ended")
		return err
	}}
}

func TestStagesStopInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		var d diary
		done := make(chan error, 1)
		go func() {
			done <- runStages(ctx, []stage{
				d.stage("listener", 3*time.Second, nil),
				d.stage("inbox", 2*time.Second, context.Canceled),
				d.stage("outbox", time.Second, nil),
			})
		}()
		synctest.Wait()
		if len(d.lines) > 0 {
			t.Fatalf("stopped before it was told to: %q", d.lines)
		}
		cancel()
		if err := <-done; err != nil {
			t.Errorf("ended with %v", err)
		}
		want := []string{"listener stopped", "listener ended", "inbox stopped", "inbox ended", "outbox stopped", "outbox ended"}
		if !slices.Equal(d.lines, want) {
			t.Errorf("got %q", d.lines)
		}
	})
}

func TestStagesStopWhenOneFails(t *testing.T) {
	broken := errors.New("the token was revoked")
	also := errors.New("the disk is full")
	synctest.Test(t, func(t *testing.T) {
		var d diary
		fails := stage{"outbox", func(context.Context) error {
			time.Sleep(time.Minute)
			d.note("outbox ended")
			return broken
		}}
		err := runStages(t.Context(), []stage{
			d.stage("listener", time.Second, nil),
			d.stage("inbox", time.Second, also),
			fails,
		})
		if !errors.Is(err, broken) || !errors.Is(err, also) {
			t.Errorf("ended with %v", err)
		}
		want := "outbox ended, listener stopped, listener ended, inbox stopped, inbox ended"
		if got := strings.Join(d.lines, ", "); got != want {
			t.Errorf("got %s", got)
		}
	})
}
