package slackbot

import (
	"bytes"
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"heed/bot/coach"
	"heed/bot/slackfake"
)

// world is a fake workspace with Ana in #calls, and a Listener's inbox.
type world struct {
	*slackfake.Workspace
	t    *testing.T
	ana  string
	ch   string
	logs *syncBuffer
}

func newWorld(t *testing.T, o slackfake.Options) *world {
	t.Helper()
	if o.PingEvery == 0 {
		o.PingEvery = 20 * time.Millisecond
	}
	if o.AckTimeout == 0 {
		o.AckTimeout = 2 * time.Second
	}
	if o.WarningGrace == 0 {
		o.WarningGrace = 50 * time.Millisecond
	}
	o.Scopes = append(o.Scopes, scopeNames()...)
	fake := slackfake.New(o)
	t.Cleanup(fake.Close)
	t.Cleanup(func() { noGoroutines(t) })
	w := &world{Workspace: fake, t: t, logs: &syncBuffer{}}
	w.ana = fake.AddUser(slackfake.User{Name: "ana", RealName: "Ana Ruiz", TZ: "Europe/Lisbon"}).ID
	w.ch = fake.AddChannel(slackfake.Channel{Name: "calls", Members: []string{w.ana, fake.BotUser()}}).ID
	t.Cleanup(func() {
		for _, p := range fake.Problems() {
			t.Errorf("Slack would object: %s", p)
		}
		if s := w.logs.String(); strings.Contains(s, fake.BotToken()) || strings.Contains(s, fake.AppToken()) || strings.Contains(s, "ticket=") {
			t.Errorf("a secret in the log: %s", s)
		}
	})
	return w
}

func scopeNames() []string {
	var out []string
	for _, s := range Scopes {
		out = append(out, s.Name)
	}
	return out
}

func (w *world) config() Config {
	return Config{
		BotToken: Secret(w.BotToken()), AppToken: Secret(w.AppToken()), APIURL: w.URL(),
		Timeout: 2 * time.Second, Log: zerolog.New(w.logs),
	}
}

func (w *world) self() Identity {
	return Identity{Team: w.TeamID(), BotUser: w.BotUser(), BotID: w.BotID(), AppID: w.AppID()}
}

func (w *world) client() *Client { return New(w.config(), w.self()) }

// must fails the test on an error of something that people do.
func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) post(text string) string {
	w.t.Helper()
	ts, err := w.Post(w.ana, w.ch, text)
	w.must(err)
	return ts
}

// redeliver lets whatever Slack still holds back become due.
func (w *world) redeliver() {
	w.t.Helper()
	for _, step := range []time.Duration{0, time.Minute, 5 * time.Minute} {
		w.Advance(step)
		w.must(w.WaitAcked(deadline(w.t)))
	}
}

// deadline is for waits on facts that should come about at once.
func deadline(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// until waits for a fact that nothing signals.
func until(t *testing.T, what string, fact func() bool) {
	t.Helper()
	ctx := deadline(t)
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for !fact() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatalf("never: %s", what)
		}
	}
}

// inbox is a Receive function that keeps what it got, and can be waited for.
type inbox struct {
	mu      sync.Mutex
	events  []coach.Event
	known   map[string]bool
	changed chan struct{}
	// before runs ahead of each Receive, outside the lock; an error refuses.
	before func(coach.Event) error
}

func newInbox() *inbox { return &inbox{known: map[string]bool{}, changed: make(chan struct{})} }

func (in *inbox) receive(_ context.Context, ev coach.Event) (Ack, error) {
	if in.before != nil {
		if err := in.before(ev); err != nil {
			return Ack{}, err
		}
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	known := in.known[ev.Key]
	in.known[ev.Key] = true
	if !known {
		in.events = append(in.events, ev)
	}
	close(in.changed)
	in.changed = make(chan struct{})
	return Ack{Known: known}, nil
}

// wait returns the events once there are n different ones.
func (in *inbox) wait(t *testing.T, n int) []coach.Event {
	t.Helper()
	ctx := deadline(t)
	for {
		in.mu.Lock()
		events, changed := append([]coach.Event(nil), in.events...), in.changed
		in.mu.Unlock()
		if len(events) >= n {
			return events
		}
		select {
		case <-changed:
		case <-ctx.Done():
			for _, ev := range events {
				t.Log(ev.Kind, ev.Key, ev.Text)
			}
			t.Fatalf("%d of %d events came", len(events), n)
		}
	}
}

func (in *inbox) texts() map[string]int {
	in.mu.Lock()
	defer in.mu.Unlock()
	out := map[string]int{}
	for _, ev := range in.events {
		out[ev.Text]++
	}
	return out
}

// listening is a running Listener.
type listening struct {
	*Listener
	cancel context.CancelFunc
	ended  chan error
}

// listen starts a Listener with quick settings and waits for its connections.
func (w *world) listen(opt Options) *listening {
	w.t.Helper()
	l := w.start(opt)
	w.must(w.WaitConnected(deadline(w.t), l.opt.Connections))
	return l
}

func (w *world) start(opt Options) *listening {
	w.t.Helper()
	orSet := func(d *time.Duration, to time.Duration) {
		if *d == 0 {
			*d = to
		}
	}
	orSet(&opt.Stagger, time.Millisecond)
	orSet(&opt.OpenEvery, time.Millisecond)
	orSet(&opt.Deadman, 5*time.Second)
	ctx, cancel := context.WithCancel(context.Background())
	l := &listening{Listener: NewListener(w.config(), w.self(), opt), cancel: cancel, ended: make(chan error, 1)}
	go func() { l.ended <- l.Run(ctx) }()
	w.t.Cleanup(cancel)
	return l
}

// stop ends the Listener and returns what Run returned.
func (l *listening) stop(t *testing.T) error {
	t.Helper()
	l.cancel()
	return l.end(t)
}

func (l *listening) end(t *testing.T) error {
	t.Helper()
	select {
	case err := <-l.ended:
		return err
	case <-deadline(t).Done():
		t.Fatal("Run doesn't end")
		return errors.New("unreachable")
	}
}

// noGoroutines waits until none of the Listener's or slack-go's is left.
func noGoroutines(t *testing.T) {
	t.Helper()
	var left []string
	end := time.Now().Add(5 * time.Second)
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for ; time.Now().Before(end); <-tick.C {
		left = nil
		stacks := make([]byte, 1<<20)
		stacks = stacks[:runtime.Stack(stacks, true)]
		for _, g := range bytes.Split(stacks, []byte("\n\n")) {
			s := string(g)
			if strings.Contains(s, "socketmode.") || strings.Contains(s, "slackbot.(*Listener)") ||
				strings.Contains(s, "slackbot.(*intake)") || strings.Contains(s, "slackbot.(*connection)") {
				left = append(left, s)
			}
		}
		if len(left) == 0 {
			return
		}
	}
	t.Errorf("%d goroutines are left:\n%s", len(left), strings.Join(left, "\n\n"))
}

type syncBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}
