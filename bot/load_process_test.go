package bot_test

import (
	"context"
	"flag"
	"maps"
	"testing"
	"time"

	"heed/bot/slackfake"
)

var idleFor = flag.Duration("idle", 0, "how long TestIdleProcess watches heed doing nothing; 0 skips it")

// TestIdleProcess watches the real binary for a while in which nothing
// happens: it must not call Slack, and hardly use the processor.
func TestIdleProcess(t *testing.T) {
	if *idleFor <= 0 {
		t.Skip("needs -idle, for example -idle 2m")
	}
	ctx, cancel := context.WithTimeout(t.Context(), *idleFor+time.Minute)
	defer cancel()
	w := slackfake.New(slackfake.Options{Clock: time.Now})
	defer w.Close()
	newCrowd(w, 50, 10, 0)
	p := startHeed(t, buildHeed(t), w, newStorePath(t))
	if err := w.WaitConnected(ctx, 2); err != nil { // the second follows after 15 s
		t.Fatal(err)
	}
	calls, used := w.Stats().Calls, p.cpu()
	select {
	case <-time.After(*idleFor):
	case err := <-p.done:
		t.Fatalf("heed ended: %v", err)
	}
	used = p.cpu() - used
	m := p.memory()
	t.Logf("%v of processor time in %v, %.0f MB resident (%.0f anonymous)", used, *idleFor, mb(m["VmRSS"]), mb(m["RssAnon"]))
	if share := float64(used) / float64(*idleFor); share > 0.005 {
		t.Errorf("%.2f %% of a processor", 100*share)
	}
	if now := w.Stats().Calls; !maps.Equal(now, calls) {
		t.Errorf("calls of Slack while nothing happened: %v before, %v after", calls, now)
	}
	t.Logf("stopped in %v", p.stop(t))
}
