package bot_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"heed/bot"
	"heed/bot/slackbot"
	"heed/bot/slackfake"
	"heed/store"
	"heed/store/kv"
)

// patience is how long anything may take here before a test gives up.
const patience = 30 * time.Second

// office is a workspace with one person in it, and a bot under the wall clock.
type office struct {
	*slackfake.Workspace
	ana   slackfake.User
	store *store.Store
	log   bytes.Buffer // to be read once the bot has ended
	told  int          // entries of the workspace's log that heard has looked at
}

func newOffice(t *testing.T, team string) *office {
	t.Helper()
	o := &office{Workspace: slackfake.New(slackfake.Options{Clock: time.Now, Team: slackfake.Team{ID: team}})}
	t.Cleanup(o.Close)
	o.ana = o.AddUser(slackfake.User{RealName: "Ana Ruiz", TZ: "Europe/Berlin"})
	st, err := store.Open(t.Context(), kv.NewMemory(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	o.store = st
	return o
}

func (o *office) slackConfig() slackbot.Config {
	return slackbot.Config{BotToken: slackbot.Secret(o.BotToken()), AppToken: slackbot.Secret(o.AppToken()), APIURL: o.URL()}
}

// hire makes a bot for the office and lets it run; end stops it as a signal
// would and returns what Run did.
func (o *office) hire(t *testing.T) (b *bot.Bot, end func() error) {
	t.Helper()
	b, err := bot.New(t.Context(), bot.Options{
		Store: o.store, Slack: o.slackConfig(), Log: zerolog.New(zerolog.SyncWriter(&o.log)),
		Listen: slackbot.Options{Stagger: time.Millisecond},
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	wait, stop := context.WithTimeout(t.Context(), patience)
	defer stop()
	if err := o.WaitConnected(wait, 2); err != nil {
		t.Fatal(err)
	}
	return b, func() error {
		cancel()
		select {
		case err := <-done:
			return err
		case <-time.After(patience):
			return fmt.Errorf("Run did not end within %v", patience)
		}
	}
}

// say is something that Ana writes to Heed.
func (o *office) say(t *testing.T, text string) {
	t.Helper()
	if _, err := o.DM(o.ana.ID, text); err != nil {
		t.Fatal(err)
	}
}

// hear waits for a message to Ana that has all of these words in it.
func (o *office) hear(t *testing.T, words string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for {
		e, err := o.WaitLog(ctx, o.told, func(e slackfake.Entry) bool { return e.By == o.BotUser() && e.Private == o.ana.ID })
		if err != nil {
			t.Fatalf("nobody said %q: %v", words, err)
		}
		o.told = e.Seq + 1
		if strings.Contains(o.Render(e.Message), words) {
			return
		}
	}
}

// saidOf counts the bot's messages that have these words in them.
func (o *office) saidOf(words string) (n int) {
	for _, e := range o.Log() {
		if e.By == o.BotUser() && e.Kind == slackfake.Posted && strings.Contains(o.Render(e.Message), words) {
			n++
		}
	}
	return n
}

const quoteNote = `Call with Oakham Tools this morning, Petra Vance (operations)
- planning is still on a whiteboard, "our Mondays are gone before ten"
- she needs the floor plan and the orders in one place before January
Next steps
- send the quote by Friday`

const sampleNote = `Call with Delft Marine, spoke to Joost van Dam
- their propeller drawings live in three places, "nobody knows which one is built"
- he needs one list that the yard trusts
Next steps
- send the sample drawings by Tuesday`

func TestRunAnswersAndEndsWithNothingLeft(t *testing.T) {
	before := goroutines()
	o := newOffice(t, "T0LIFE")
	alone := goroutines()
	_, end := o.hire(t)
	o.say(t, "help")
	o.hear(t, "/heed brief")
	o.say(t, quoteNote)
	o.hear(t, "send the quote")
	if err := end(); err != nil {
		t.Errorf("Run: %v", err)
	}
	if left := leftOver(alone); left != "" {
		t.Errorf("left running after Run:\n%s", left)
	}
	for _, p := range o.Problems() {
		t.Errorf("Slack would complain: %s", p)
	}
	o.Close()
	if left := leftOver(before); left != "" {
		t.Errorf("left running after the workspace closed:\n%s", left)
	}
	if s := o.log.String(); strings.Contains(s, "Oakham") || strings.Contains(s, "whiteboard") || strings.Contains(s, `"level":"error"`) {
		t.Errorf("the log says\n%s", s)
	}
}

// What was received when Run is told to end is answered once, by then or by
// the next run.
func TestNothingIsLostBetweenTwoRuns(t *testing.T) {
	o := newOffice(t, "T0TWICE")
	for n := range 3 {
		_, end := o.hire(t)
		o.say(t, strings.ReplaceAll(quoteNote, "the quote", fmt.Sprintf("quote number %d", n)))
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		if err := o.WaitAcked(ctx); err != nil {
			t.Fatal(err)
		}
		cancel()
		if err := end(); err != nil {
			t.Fatalf("run %d: %v", n, err)
		}
	}
	_, end := o.hire(t)
	for n := range 3 {
		words := fmt.Sprintf("send quote number %d", n)
		if o.saidOf(words) == 0 {
			o.hear(t, words)
		}
	}
	if err := end(); err != nil {
		t.Error(err)
	}
	for n := range 3 {
		if got := o.saidOf(fmt.Sprintf("send quote number %d", n)); got != 1 {
			t.Errorf("note %d was answered %d times", n, got)
		}
	}
}

// Two bots in one process know nothing of each other.
func TestTwoBots(t *testing.T) {
	oakham, delft := newOffice(t, "T0OAKHAM"), newOffice(t, "T0DELFT")
	one, endOne := oakham.hire(t)
	two, endTwo := delft.hire(t)
	oakham.say(t, quoteNote)
	delft.say(t, sampleNote)
	oakham.hear(t, "send the quote")
	delft.hear(t, "send the sample drawings")
	delft.say(t, "brief Oakham")
	delft.hear(t, "I know no customer called")
	delft.say(t, "followups")
	delft.hear(t, "send the sample drawings")

	if err := endOne(); err != nil {
		t.Errorf("the first: %v", err)
	}
	delft.say(t, "brief Delft")
	delft.hear(t, "nobody knows which one is built")
	if n := delft.saidOf("quote"); n != 0 {
		t.Errorf("one workspace heard %d times of the other's promise", n)
	}
	if !two.Connected() || one.Connected() {
		t.Errorf("connected: %v and %v", one.Connected(), two.Connected())
	}
	if err := endTwo(); err != nil {
		t.Errorf("the second: %v", err)
	}
	// One event there, four here: counters are each bot's own.
	for b, want := range map[*bot.Bot]string{one: `heed_events_total{result="done"} 1`, two: `heed_events_total{result="done"} 4`} {
		var m strings.Builder
		b.WriteMetrics(&m)
		if !strings.Contains(m.String(), want+"\n") {
			t.Errorf("no %s in\n%s", want, m.String())
		}
	}
}

func TestRunEndsWhenSlackRefuses(t *testing.T) {
	before := goroutines()
	o := newOffice(t, "T0REFUSE")
	b, err := bot.New(t.Context(), bot.Options{Store: o.store, Slack: o.slackConfig(), Log: zerolog.Nop()})
	if err != nil {
		t.Fatal(err)
	}
	o.Inject("apps.connections.open", -1, slackfake.Refuse("link_disabled"))
	err = b.Run(t.Context())
	if err == nil || !strings.Contains(err.Error(), "Socket Mode is switched off") || !strings.Contains(err.Error(), "enable it") {
		t.Errorf("Run ended with %v", err)
	}
	o.Close()
	if left := leftOver(before); left != "" {
		t.Errorf("left running:\n%s", left)
	}
}

func TestNewSaysWhatToDo(t *testing.T) {
	o := newOffice(t, "T0NEW")
	o.Inject("auth.test", 1, slackfake.Refuse("invalid_auth"))
	_, err := bot.New(t.Context(), bot.Options{Store: o.store, Slack: o.slackConfig(), Log: zerolog.Nop()})
	if err == nil || !strings.Contains(err.Error(), "SLACK_BOT_TOKEN: the token is not valid") {
		t.Errorf("New: %v", err)
	}
}

func TestHealth(t *testing.T) {
	o := newOffice(t, "T0HEALTH")
	var b *bot.Bot
	h := bot.Health(o.store, func() *bot.Bot { return b })
	want := func(path string, status int, words string) {
		t.Helper()
		r := httptest.NewRecorder()
		h.ServeHTTP(r, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
		if r.Code != status || !strings.Contains(r.Body.String(), words) {
			t.Errorf("%s: %d %s", path, r.Code, r.Body)
		}
	}
	want("/healthz", 200, "ok")
	want("/readyz", 503, "not connected to Slack")
	want("/metrics", 200, "")

	var end func() error
	b, end = o.hire(t)
	o.say(t, quoteNote)
	o.hear(t, "send the quote")
	want("/healthz", 200, "ok")
	want("/readyz", 200, "ok")
	want("/metrics", 200, "heed_connections 2\n")
	want("/nowhere", 404, "")

	if err := end(); err != nil {
		t.Fatal(err)
	}
	want("/metrics", 200, `heed_effects_total{result="sent"} 1`+"\n")
	want("/readyz", 503, "not connected to Slack")
	if err := o.store.Close(); err != nil {
		t.Fatal(err)
	}
	want("/healthz", 503, "closed")
}

// goroutines are the stacks of all that run, by their ids.
func goroutines() map[string]string {
	buf := make([]byte, 1<<20)
	for {
		n := runtime.Stack(buf, true)
		if n < len(buf) {
			buf = buf[:n]
			break
		}
		buf = make([]byte, 2*len(buf))
	}
	out := map[string]string{}
	for stack := range strings.SplitSeq(string(buf), "\n\n") {
		id, _, _ := strings.Cut(strings.TrimPrefix(stack, "goroutine "), " ")
		out[id] = stack
	}
	return out
}

// leftOver are the goroutines that weren't there before, once they have had
// the time to end.
func leftOver(before map[string]string) string {
	for limit := time.Now().Add(5 * time.Second); ; runtime.Gosched() {
		var left []string
		for id, stack := range goroutines() {
			if _, there := before[id]; !there {
				left = append(left, stack)
			}
		}
		if len(left) == 0 || time.Now().After(limit) {
			return strings.Join(left, "\n\n")
		}
	}
}
