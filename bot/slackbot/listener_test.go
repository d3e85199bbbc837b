package slackbot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"heed/bot/coach"
	"heed/bot/slackfake"
)

func TestReceive(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	in := newInbox()
	l := w.listen(Options{Receive: in.receive})

	ts := w.post("Call with Northgate & co <tomorrow>")
	_, err := w.DM(w.ana, "a note")
	w.must(err)
	w.must(w.Edit(w.ana, w.ch, ts, "Call with Northgate Foods"))
	_, err = w.UploadFile(w.ana, w.ch, "northgate.vtt", []byte("WEBVTT"), "from the recorder")
	w.must(err)
	w.must(w.Delete(w.ana, w.ch, ts))
	w.must(w.OpenHome(w.ana))
	w.must(w.Slash(w.ana, w.ch, "/heed", "help"))
	w.must(w.MessageShortcut(w.ana, w.ch, w.post("note of the day"), "coach_me"))
	w.must(w.ChangeUser(w.ana, func(u *slackfake.User) { u.TZ = "Europe/London" }))

	kinds := map[coach.Kind]int{}
	for _, ev := range in.wait(t, 10) {
		kinds[ev.Kind]++
		if ev.User != w.ana || ev.Team != w.TeamID() {
			t.Errorf("%s by %s of %s", ev.Key, ev.User, ev.Team)
		}
	}
	want := map[coach.Kind]int{
		coach.Message: 4, coach.Edited: 1, coach.Deleted: 1, coach.HomeOpen: 1,
		coach.Command: 1, coach.Shortcut: 1, coach.Person: 1,
	}
	if fmt.Sprint(kinds) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", kinds, want)
	}
	w.must(w.WaitAcked(deadline(t)))
	if err := l.stop(t); err != nil {
		t.Error(err)
	}
	if s := l.Stats(); s.Received != 10 || s.Undecodable+s.Failed+s.Refused+s.LostAcks != 0 || s.Up != 0 {
		t.Errorf("%+v", s)
	}
}

// Two messages that the bot was mentioned in arrive as two events each.
func TestMentionArrivesOnce(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	in := newInbox()
	l := w.listen(Options{Receive: in.receive})
	w.post("<@" + w.BotUser() + "> hello")
	w.post("<@" + w.BotUser() + "> again")
	w.must(w.WaitUntil(deadline(t), "acks", func(s slackfake.Stats) bool { return s.Acked == 4 }))
	if n := len(in.wait(t, 2)); n != 2 {
		t.Errorf("%d events", n)
	}
	if s := l.Stats(); s.Known != 2 {
		t.Errorf("%+v", s)
	}
}

func TestNothingIsAckedBeforeItIsStored(t *testing.T) {
	w := newWorld(t, slackfake.Options{AckTimeout: 100 * time.Millisecond})
	in := newInbox()
	var tries atomic.Int64
	in.before = func(coach.Event) error {
		if tries.Add(1) == 1 {
			return errors.New("disk full")
		}
		return nil
	}
	l := w.listen(Options{Receive: in.receive})
	w.post("a note")
	in.wait(t, 1)
	w.must(w.WaitAcked(deadline(t)))
	s, seen := l.Stats(), w.Stats()
	if s.Failed != 1 || s.Received != 1 || seen.Redelivered != 1 || seen.Acked != 1 {
		t.Errorf("%+v, %+v", s, seen)
	}
}

func TestPanicFailsOneEvent(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	in := newInbox()
	in.before = func(ev coach.Event) error {
		if ev.Text == "bad" {
			panic(ev.Text)
		}
		return nil
	}
	l := w.listen(Options{Receive: in.receive})
	w.post("bad")
	w.post("good")
	if evs := in.wait(t, 1); evs[0].Text != "good" {
		t.Errorf("%+v", evs)
	}
	until(t, "a failure", func() bool { return l.Stats().Failed > 0 })
	if strings.Contains(w.logs.String(), `"panic":"bad"`) {
		t.Errorf("%+v, log %s", l.Stats(), w.logs)
	}
}

func TestDuplicates(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	in := newInbox()
	l := w.listen(Options{Receive: in.receive})
	w.Duplicate(1, false)
	w.post("same id")
	w.Duplicate(1, true)
	w.post("another id")
	w.must(w.WaitUntil(deadline(t), "acks", func(s slackfake.Stats) bool { return s.Acked == 4 }))
	if n := len(in.wait(t, 2)); n != 2 || l.Stats().Known != 2 {
		t.Errorf("%d events, %+v", n, l.Stats())
	}
}

func TestUndecodable(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	in := newInbox()
	l := w.listen(Options{Receive: in.receive})
	w.EmitMalformed()
	w.EmitUnknownEnvelope("hologram")
	w.EmitRateLimited()
	w.EmitEvent(map[string]any{"type": "star_added", "user": w.ana})
	// slack-go can't read such a block; we needn't.
	w.EmitEvent(map[string]any{
		"type": "message", "channel": w.ch, "channel_type": "channel", "user": w.ana, "text": "readable",
		"ts": "1795510000.000100", "blocks": []any{map[string]any{"type": "rich_text", "elements": "not a list"}},
	})
	w.must(w.SendRaw(`{"type":"events_api","payload":{}}`))
	w.must(w.SendRaw(`{broken`))
	w.must(w.SendRaw(`[]`))
	if evs := in.wait(t, 1); evs[0].Text != "readable" {
		t.Errorf("%+v", evs)
	}
	w.must(w.WaitAcked(deadline(t)))
	w.post("still hearing")
	in.wait(t, 2)
	until(t, "all counted", func() bool { s := l.Stats(); return s.Undecodable == 3 && s.Ignored == 3 })
}

// Whatever reason Slack has to end connections, everything said meanwhile
// arrives.
func TestDisconnects(t *testing.T) {
	for _, reason := range []string{"warning", "refresh_requested", "too_many_websockets", "drop", "half-open"} {
		t.Run(reason, func(t *testing.T) {
			w := newWorld(t, slackfake.Options{AckTimeout: 150 * time.Millisecond})
			in := newInbox()
			l := w.listen(Options{Receive: in.receive, Deadman: 300 * time.Millisecond})
			// A connection that comes up only after the others were closed is
			// none of the new ones.
			until(t, "two hellos", func() bool { return l.Stats().Hellos >= 2 })
			w.post("before")
			in.wait(t, 1)
			switch reason {
			case "drop":
				w.DropSockets()
			case "half-open":
				w.HalfOpen()
			default:
				w.Disconnect(reason)
			}
			w.post("meanwhile")
			until(t, "two new hellos", func() bool { return l.Stats().Hellos >= 4 })
			w.post("after")
			w.redeliver()
			in.wait(t, 3)
			for text, n := range in.texts() {
				if n != 1 {
					t.Errorf("%q arrived %d times", text, n)
				}
			}
		})
	}
}

// With two connections the refresh of one leaves no gap. slack-go may drop
// what it read just before a connection ended, twice in a row here, where they
// end every few milliseconds: Slack delivers that again.
func TestOneConnectionIsEnough(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	in := newInbox()
	l := w.listen(Options{Receive: in.receive})
	until(t, "two hellos", func() bool { return l.Stats().Hellos >= 2 })
	for i := range 10 {
		if !w.DisconnectOldest("refresh_requested") {
			t.Fatal("no connection")
		}
		w.post(fmt.Sprint("note ", i))
		until(t, "another hello", func() bool { return l.Stats().Hellos >= int64(3+i) })
	}
	w.redeliver()
	in.wait(t, 10)
}

func TestConnectedIsCalledAfterEveryHello(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	in := newInbox()
	calls := make(chan struct{}, 100)
	var running atomic.Int64
	w.listen(Options{Connections: 1, Receive: in.receive, Connected: func(context.Context) {
		if running.Add(1) > 1 {
			t.Error("two calls at once")
		}
		defer running.Add(-1)
		calls <- struct{}{}
		panic("no catching up today")
	}})
	for range 3 {
		select {
		case <-calls:
		case <-deadline(t).Done():
			t.Fatal("not called")
		}
		w.Disconnect("refresh_requested")
	}
}

func TestRefusals(t *testing.T) {
	for code, says := range map[string]string{
		"link_disabled": "enable it", "invalid_auth": "SLACK_APP_TOKEN", "account_inactive": "SLACK_APP_TOKEN",
		"token_revoked": "SLACK_APP_TOKEN", "not_authed": "SLACK_APP_TOKEN", "missing_scope": "connections:write",
		"not_allowed_token_type": "wrong kind", "token_expired": "SLACK_APP_TOKEN",
	} {
		t.Run(code, func(t *testing.T) {
			w := newWorld(t, slackfake.Options{})
			w.Inject("apps.connections.open", -1, slackfake.Refuse(code))
			err := w.start(Options{Receive: newInbox().receive}).end(t)
			var refused *ConfigError
			if !errors.As(err, &refused) || refused.Code != code || !strings.Contains(err.Error(), says) {
				t.Errorf("%v", err)
			}
		})
	}
	t.Run("404", func(t *testing.T) {
		w := newWorld(t, slackfake.Options{})
		w.Inject("apps.connections.open", -1, slackfake.ServerError(404))
		err := w.start(Options{Receive: newInbox().receive}).end(t)
		if err == nil || !strings.Contains(err.Error(), "SLACK_API_URL") {
			t.Errorf("%v", err)
		}
	})
	t.Run("while running", func(t *testing.T) {
		w := newWorld(t, slackfake.Options{})
		l := w.listen(Options{Receive: newInbox().receive})
		w.Disconnect("link_disabled")
		if err := l.end(t); err == nil || !strings.Contains(err.Error(), "Socket Mode") {
			t.Errorf("%v", err)
		}
	})
}

func TestTransientTroubleIsRiddenOut(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	w.Inject("apps.connections.open", 1, slackfake.ServerError(503))
	w.Inject("apps.connections.open", 1, slackfake.ResetConnection())
	w.Inject("apps.connections.open", 1, slackfake.Refuse("internal_error"))
	w.Inject("apps.connections.open", 1, slackfake.RateLimited(time.Second))
	in := newInbox()
	w.listen(Options{Receive: in.receive})
	w.post("at last")
	in.wait(t, 1)
}

// Accept and disconnect at once: the calls keep to their pace.
func TestHotLoop(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	w.TurnAway(1000, "refresh_requested")
	const every, burst, calls = 40 * time.Millisecond, 3, 9
	began := time.Now()
	w.start(Options{Receive: newInbox().receive, OpenEvery: every, OpenBurst: burst})
	w.must(w.WaitUntil(deadline(t), "calls", func(s slackfake.Stats) bool { return s.Calls["apps.connections.open"] >= calls }))
	if took := time.Since(began); took < (calls-burst-1)*every {
		t.Errorf("%d calls in %v", calls, took)
	}
}

// A store that stands still must not make the client deaf or the memory grow:
// what doesn't fit stays with Slack.
func TestBackPressure(t *testing.T) {
	w := newWorld(t, slackfake.Options{AckTimeout: 100 * time.Millisecond})
	in := newInbox()
	gate := make(chan struct{})
	in.before = func(coach.Event) error { <-gate; return nil }
	l := w.listen(Options{Receive: in.receive, Workers: 4, Queue: 8})
	const n = 200
	for i := range n {
		w.post(fmt.Sprint("note ", i))
	}
	until(t, "events refused", func() bool { return l.Stats().Refused >= n/2 })
	if s := w.Stats(); s.Acked != 0 {
		t.Errorf("%d acknowledged while nothing was stored", s.Acked)
	}
	close(gate)
	w.redeliver()
	s := l.Stats()
	t.Logf("%+v", s)
	// What three deliveries could not get in is caught up from the history.
	c := w.client()
	w.must(c.CatchUp(deadline(t), map[string]string{w.ch: "1.000000"}, in.receive))
	if got := len(in.wait(t, n)); got != n {
		t.Errorf("%d events", got)
	}
}

// Clicks and commands don't queue behind a burst of messages.
func TestPromptLane(t *testing.T) {
	w := newWorld(t, slackfake.Options{AckTimeout: 10 * time.Second})
	in := newInbox()
	gate := make(chan struct{})
	in.before = func(ev coach.Event) error {
		if ev.Kind == coach.Message {
			<-gate
		}
		return nil
	}
	w.listen(Options{Receive: in.receive, Workers: 4, Queue: 100})
	for i := range 50 {
		w.post(fmt.Sprint("note ", i))
	}
	w.must(w.Slash(w.ana, w.ch, "/heed", "help"))
	if evs := in.wait(t, 1); evs[0].Kind != coach.Command {
		t.Errorf("%+v", evs)
	}
	close(gate)
	in.wait(t, 51)
}

// A stop finishes what was received and lets its acknowledgements leave.
func TestStopFlushes(t *testing.T) {
	w := newWorld(t, slackfake.Options{AckTimeout: 10 * time.Second})
	in := newInbox()
	var begun sync.WaitGroup
	const n = 30
	begun.Add(n)
	gate := make(chan struct{})
	in.before = func(coach.Event) error { begun.Done(); <-gate; return nil }
	l := w.listen(Options{Receive: in.receive, Workers: n})
	for i := range n {
		w.post(fmt.Sprint("note ", i))
	}
	begun.Wait()
	l.cancel()
	close(gate)
	if err := l.end(t); err != nil {
		t.Error(err)
	}
	w.must(w.WaitUntil(deadline(t), "acks", func(s slackfake.Stats) bool { return s.Acked == n }))
}

func TestStopDoesNotWaitForever(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	begun := make(chan struct{}, 10)
	l := w.listen(Options{Drain: 50 * time.Millisecond, Receive: func(ctx context.Context, _ coach.Event) (Ack, error) {
		begun <- struct{}{}
		<-ctx.Done()
		return Ack{}, ctx.Err()
	}})
	w.post("stuck")
	<-begun
	if err := l.stop(t); err != nil {
		t.Error(err)
	}
}

func TestAnotherProcessIsNoticed(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	w.listen(Options{Receive: newInbox().receive})
	w.listen(Options{Receive: newInbox().receive})
	w.must(w.WaitConnected(deadline(t), 4))
	until(t, "a warning", func() bool { return strings.Contains(w.logs.String(), "another process is connected") })
}

func TestCheckAnswersInTheAck(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	in := newInbox()
	l := w.listen(Options{Receive: in.receive, Check: func(ev coach.Event) map[string]string {
		switch {
		case ev.Kind == coach.Submit && ev.Inputs["what"] == "x":
			return map[string]string{"what": "Say a little more"}
		case ev.Kind == coach.Command && ev.Text == "help":
			return map[string]string{"": "Post a <note> & I'll read it"}
		}
		return nil
	}})
	w.must(w.Slash(w.ana, w.ch, "/heed", "help"))
	w.must(w.WaitAcked(deadline(t)))
	if said := w.Ephemerals(w.ana); len(said) != 1 || said[0].Text != "Post a &lt;note&gt; &amp; I'll read it" {
		t.Errorf("%+v", said)
	}
	w.must(w.Slash(w.ana, w.ch, "/heed", "note"))
	trigger := in.wait(t, 1)[0].Trigger
	w.must(w.client().view(deadline(t), formEffect(trigger)))
	w.must(w.SubmitModal(w.ana, map[string]any{"what": "x"}))
	w.must(w.WaitAcked(deadline(t)))
	if v, open := w.Modal(w.ana); !open || v.Errors["what"] != "Say a little more" {
		t.Errorf("modal %v, %+v", open, v.Errors)
	}
	w.must(w.SubmitModal(w.ana, map[string]any{"what": "the security questionnaire"}))
	evs := in.wait(t, 2)
	w.must(w.WaitAcked(deadline(t)))
	if _, open := w.Modal(w.ana); open {
		t.Error("the modal is still open")
	}
	if evs[1].Inputs["what"] != "the security questionnaire" || evs[1].PrivateMeta != "F-1" || l.Stats().Answered != 2 {
		t.Errorf("%+v, %+v", evs[1], l.Stats())
	}
}
