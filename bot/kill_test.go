package bot_test

import (
	"context"
	"flag"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"heed/bot/slackbot"
	"heed/bot/slackfake"
)

var kills = flag.Int("kills", 6, "how often TestKills kills the bot")

// childEnv holds the store's path in the process that TestKills kills.
const childEnv = "HEED_TEST_CHILD"

// TestHeedChild is that process: a bot on a store of its own, connected to
// the workspace of its parent.
func TestHeedChild(t *testing.T) {
	path := os.Getenv(childEnv)
	if path == "" {
		t.Skip("is started by TestKills")
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	slack := slackbot.Config{
		BotToken: slackbot.Secret(os.Getenv("SLACK_BOT_TOKEN")), AppToken: slackbot.Secret(os.Getenv("SLACK_APP_TOKEN")),
		APIURL: os.Getenv("SLACK_API_URL"),
	}
	r, err := run(ctx, slack, path, zerolog.New(os.Stderr).Level(zerolog.ErrorLevel))
	if err != nil {
		t.Fatal(err)
	}
	<-ctx.Done()
	if err := r.stop(); err != nil {
		t.Error(err)
	}
}

// TestKills kills the bot at random moments while people write notes. After
// the last start every note must be coached on exactly once: what had been
// acknowledged from the store, the rest because Slack delivers it again or
// the channels are caught up from their history.
func TestKills(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute+time.Duration(*kills)*5*time.Second)
	defer cancel()
	var ahead atomic.Int64 // of the workspace's clock
	w := slackfake.New(slackfake.Options{
		AckTimeout: time.Second,
		Clock:      func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) },
	})
	defer w.Close()
	c := newCrowd(w, 40, 12, 0)
	path := newStorePath(t)
	watchOn(ctx, t, c, path)

	talking, quiet := context.WithCancel(ctx)
	talked := make(chan error, 1)
	go func() { talked <- c.talk(talking, 40, time.Hour) }()
	killAtRandom(ctx, t, w, path)
	p := startChild(t, w, path)
	if err := w.WaitConnected(ctx, 1); err != nil {
		t.Fatal(err)
	}
	quiet()
	if err := <-talked; err != nil {
		t.Fatal(err)
	}
	// What is on its way is taken in first: to jump ahead meanwhile would have
	// Slack give it up.
	if err := w.WaitAcked(ctx); err != nil {
		t.Fatal(err)
	}
	ahead.Store(int64(6 * time.Minute)) // Slack delivers again after one minute and after five
	if err := c.waitCoached(ctx); err != nil {
		t.Error(err)
	}
	t.Logf("stopped in %v", p.stop(t))
	recoverAll(ctx, t, w, path)
	checkAfterKills(ctx, t, c, path)
}

// recoverAll starts the bot once more, until it has caught up and has nothing
// left to do: the last child may have been stopped in the middle of that.
func recoverAll(ctx context.Context, t *testing.T, w *slackfake.Workspace, path string) {
	t.Helper()
	r, err := run(ctx, slackConfig(w), path, zerolog.Nop())
	if err != nil {
		t.Fatal(err)
	}
	select {
	case err = <-r.caughtUp:
	case <-ctx.Done():
		err = ctx.Err()
	}
	if err != nil {
		t.Error(err)
	}
	if err := idle(ctx, r.store); err != nil {
		t.Error(err)
	}
	if err := r.stop(); err != nil {
		t.Error(err)
	}
}

// watchOn has the crowd's channels watched in a new store.
func watchOn(ctx context.Context, t *testing.T, c *crowd, path string) {
	t.Helper()
	s, err := openPlain(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.watch(ctx, s); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// killAtRandom starts the bot and kills it, now and then before it is up.
func killAtRandom(ctx context.Context, t *testing.T, w *slackfake.Workspace, path string) {
	t.Helper()
	rng := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	for range *kills {
		p := startChild(t, w, path)
		select {
		case <-time.After(50*time.Millisecond + time.Duration(rng.Int64N(int64(1500*time.Millisecond)))):
		case err := <-p.done:
			t.Fatalf("the bot ended by itself: %v", err)
		}
		_ = p.cmd.Process.Kill()
		<-p.done
		if err := w.WaitUntil(ctx, "the end of its connections", func(s slackfake.Stats) bool { return s.Connections == 0 }); err != nil {
			t.Fatal(err)
		}
	}
}

func startChild(t *testing.T, w *slackfake.Workspace, path string) *process {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestHeedChild$")
	cmd.Env = append(os.Environ(), childEnv+"="+path,
		"SLACK_BOT_TOKEN="+w.BotToken(), "SLACK_APP_TOKEN="+w.AppToken(), "SLACK_API_URL="+w.URL())
	return start(t, cmd)
}

// checkAfterKills compares what people wrote with what came of it.
func checkAfterKills(ctx context.Context, t *testing.T, c *crowd, path string) {
	t.Helper()
	s, err := openPlain(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	lost, _, err := c.lost(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	left, err := s.Counts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	times := c.countCoached()
	twice := c.report(t, times)
	st := c.w.Stats()
	t.Logf("%d kills; %d messages, %d notes, %d edits; %d deliveries acked, %d made again, %d given up by Slack; lost %d, twice %d; left %+v",
		*kills, len(c.said), len(c.notes), c.edits, st.Acked, st.Redelivered, st.Lost, lost, twice, left)
	if lost > 0 || len(times) != len(c.notes) || left.Events+left.Dead+left.Failed > 0 {
		t.Error("something was lost or left")
	}
	if err := s.Check(ctx); err != nil {
		t.Errorf("the store is not sound: %v", err)
	}
}
