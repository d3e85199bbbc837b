package slackbot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"heed/bot/coach"
	"heed/bot/message"
	"heed/bot/outbox"
	"heed/bot/slackfake"
	"heed/store"
)

func formEffect(trigger string) store.Effect {
	return store.Effect{
		Key: "T/form", Kind: store.OpenView, Trigger: trigger,
		View: &message.View{
			Callback: "note", Title: "A note", Submit: "Save", Private: "F-1",
			Blocks: []message.Block{{
				Kind: message.Input, ID: "what", Label: "What",
				Elements: []message.Element{{Kind: message.TextInput, Action: "what"}},
			}},
		},
	}
}

func say(text string) *message.Message {
	return &message.Message{Blocks: []message.Block{{Kind: message.Section, Text: message.T(text)}}}
}

// effect is a claimed effect as the runner hands it over.
func (w *world) effect(kind store.EffectKind, change func(*store.Effect)) store.Effect {
	e := store.Effect{
		Key: w.TeamID() + "/reply/1", Kind: kind, Team: w.TeamID(),
		Created: w.Now(), ClaimedAt: w.Now(), Attempt: 1, State: store.Sending,
	}
	change(&e)
	return e
}

func class(err error) outbox.Class {
	var e *outbox.Error
	if !errors.As(err, &e) {
		return "none"
	}
	return e.Class
}

func TestPost(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	c := w.client()
	e := w.effect(store.Post, func(e *store.Effect) { e.Channel, e.Message = w.ch, say("a *note* for <!channel>") })
	r, err := c.Send(deadline(t), e)
	w.must(err)
	m, ok := w.Message(r.Channel, r.TS)
	if !ok || r.Channel != w.ch || m.UnfurlLinks || m.UnfurlMedia || len(m.Pings()) > 0 {
		t.Errorf("%+v, %+v", r, m)
	}
	if m.Metadata == nil || m.Metadata.EventType != markType || m.Metadata.EventPayload["key"] != e.Key {
		t.Errorf("metadata %+v", m.Metadata)
	}
	if got := strings.ReplaceAll(w.Render(m), wordJoiner, ""); got != "a *note* for <!channel>" {
		t.Errorf("reads %q", got)
	}
	found, ok, err := c.Look(deadline(t), e)
	if err != nil || !ok || found != r {
		t.Errorf("look: %+v, %v, %v", found, ok, err)
	}
}

func TestPostToPerson(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	c := w.client()
	for i := range 3 {
		r, err := c.Send(deadline(t), w.effect(store.Post, func(e *store.Effect) {
			e.Key, e.User, e.Message = fmt.Sprint("T/nudge/", i), w.ana, say("two for today")
		}))
		w.must(err)
		if r.Channel != w.DMChannel(w.ana) {
			t.Errorf("posted to %s", r.Channel)
		}
	}
	if n := w.Stats().Calls["conversations.open"]; n != 1 {
		t.Errorf("opened %d times", n)
	}
}

func TestPostInThread(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	c := w.client()
	root := w.post("a note")
	e := w.effect(store.Post, func(e *store.Effect) { e.Channel, e.Thread, e.Message = w.ch, root, say("read") })
	if _, found, err := c.Look(deadline(t), e); found || err != nil {
		t.Fatalf("found before it was sent: %v", err)
	}
	r, err := c.Send(deadline(t), e)
	w.must(err)
	if m, _ := w.Message(r.Channel, r.TS); m.Thread != root {
		t.Errorf("thread %q", m.Thread)
	}
	if got, found, err := c.Look(deadline(t), e); !found || err != nil || got != r {
		t.Errorf("%+v, %v, %v", got, found, err)
	}
}

// A lost answer is ambiguous, and the look finds what was posted.
func TestLostAnswerIsFound(t *testing.T) {
	for name, fault := range map[string]slackfake.Fault{
		"reset after": slackfake.LoseAnswer(), "hang after": {Hang: true, After: true}, "502 after": {Status: 502, After: true},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, slackfake.Options{})
			cfg := w.config()
			cfg.Timeout = 200 * time.Millisecond
			c := New(cfg, w.self())
			w.Inject("chat.postMessage", 1, fault)
			e := w.effect(store.Post, func(e *store.Effect) { e.User, e.Message = w.ana, say("hello") })
			_, err := c.Send(deadline(t), e)
			if class(err) != outbox.Ambiguous || err == nil {
				t.Fatalf("class %q of %v", class(err), err)
			}
			r, found, err := c.Look(deadline(t), e)
			if err != nil || !found || r.TS == "" {
				t.Errorf("%+v, %v, %v", r, found, err)
			}
			if n := w.Stats().Posts[r.Channel]; n != 1 {
				t.Errorf("%d posts", n)
			}
		})
	}
}

// After a crash the look comes late, and is a claim of its own.
func TestLookAfterHours(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	c := w.client()
	due := w.Now().Add(48 * time.Hour)
	e := w.effect(store.Post, func(e *store.Effect) { e.Channel, e.NotBefore, e.Message = w.ch, due, say("good morning") })
	w.Advance(48*time.Hour + time.Minute)
	r, err := c.Send(deadline(t), e)
	w.must(err)
	w.Advance(9 * time.Hour)
	e.State, e.ClaimedAt = store.Unknown, w.Now()
	if got, found, err := c.Look(deadline(t), e); !found || err != nil || got != r {
		t.Errorf("%+v, %v, %v", got, found, err)
	}
}

// A look that can't reach the beginning doesn't say "not found".
func TestLookInAFlood(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	e := w.effect(store.Post, func(e *store.Effect) { e.Channel, e.Message = w.ch, say("hello") })
	for i := range historyPage*historyPages + 1 {
		w.post(fmt.Sprint("note ", i))
	}
	if _, found, err := w.client().Look(deadline(t), e); found || class(err) != outbox.Terminal {
		t.Errorf("%v, %v", found, err)
	}
}

func TestLookBeforeAnythingWasSent(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	c := w.client()
	w.Inject("chat.postMessage", 1, slackfake.ResetConnection())
	e := w.effect(store.Post, func(e *store.Effect) { e.Channel, e.Message = w.ch, say("hello") })
	if _, err := c.Send(deadline(t), e); err == nil || class(err) != outbox.Ambiguous {
		t.Fatalf("%v", err)
	}
	if _, found, err := c.Look(deadline(t), e); found || err != nil {
		t.Errorf("found %v, %v", found, err)
	}
}

func TestClasses(t *testing.T) {
	for code, want := range map[string]outbox.Class{
		"channel_not_found": outbox.Terminal, "is_archived": outbox.Terminal, "not_in_channel": outbox.Terminal,
		"msg_too_long": outbox.Terminal, "invalid_blocks": outbox.Terminal, "some_new_word": outbox.Terminal,
		"not_found": outbox.Terminal, "no_permission": outbox.Terminal,
		"invalid_auth": outbox.NeedsPerson, "token_revoked": outbox.NeedsPerson, "account_inactive": outbox.NeedsPerson,
		"missing_scope": outbox.NeedsPerson, "not_allowed_token_type": outbox.NeedsPerson,
		"ratelimited": outbox.RateLimited, "internal_error": outbox.Ambiguous, "fatal_error": outbox.Ambiguous,
	} {
		t.Run(code, func(t *testing.T) {
			w := newWorld(t, slackfake.Options{})
			w.Inject("chat.postMessage", -1, slackfake.Refuse(code))
			_, err := w.client().Send(deadline(t), w.effect(store.Post, func(e *store.Effect) { e.Channel, e.Message = w.ch, say("hello") }))
			if class(err) != want {
				t.Errorf("class %q of %v", class(err), err)
			}
			if n := w.Stats().Calls["chat.postMessage"]; n != 1 {
				t.Errorf("%d calls: trying again is the outbox's decision", n)
			}
		})
	}
}

func TestRateLimit(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	w.Inject("chat.postMessage", 1, slackfake.RateLimited(7*time.Second))
	_, err := w.client().Send(deadline(t), w.effect(store.Post, func(e *store.Effect) { e.Channel, e.Message = w.ch, say("hello") }))
	if after, ok := retryAfter(err); !ok || after != 7*time.Second {
		t.Errorf("%v, %v", after, err)
	}
}

func TestUnreachable(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	cfg := w.config()
	cfg.APIURL = "http://127.0.0.1:1"
	_, err := New(cfg, w.self()).Send(deadline(t), w.effect(store.Post, func(e *store.Effect) { e.Channel, e.Message = w.ch, say("hello") }))
	if class(err) != outbox.Retry {
		t.Errorf("class %q of %v", class(err), err)
	}
}

// An optional scope that is missing fails that one effect; everything else
// goes on.
func TestDeclinedScope(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	c := w.client()
	ts := w.post("a note")
	w.Inject("reactions.add", -1, slackfake.MissingScope("reactions:write"))
	w.Inject("conversations.history", -1, slackfake.MissingScope("groups:history"))
	_, err := c.Send(deadline(t), w.effect(store.React, func(e *store.Effect) { e.Channel, e.TS, e.Emoji = w.ch, ts, "eyes" }))
	if class(err) != outbox.Terminal {
		t.Errorf("reaction: class %q of %v", class(err), err)
	}
	_, _, err = c.Look(deadline(t), w.effect(store.Post, func(e *store.Effect) { e.Channel, e.Message = w.ch, say("x") }))
	if class(err) != outbox.Terminal {
		t.Errorf("look: class %q of %v", class(err), err)
	}
}

func longMessage() *message.Message {
	var m message.Message
	for i := range 120 {
		m.Blocks = append(m.Blocks, message.Block{Kind: message.Section, Text: message.T(fmt.Sprint("line ", i))})
	}
	return &m
}

// A message in three parts, interrupted after the first, goes on with the
// second; and is removed whole.
func TestParts(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	c := w.client()
	e := w.effect(store.Post, func(e *store.Effect) { e.Channel, e.Message = w.ch, longMessage() })
	n := 0
	w.Inject("chat.postMessage", 1, slackfake.Fault{Code: "is_archived", Match: func(func(string) string) bool { n++; return n == 2 }})
	if _, err := c.Send(deadline(t), e); err == nil || class(err) != outbox.Ambiguous {
		t.Fatalf("class %q of %v", class(err), err)
	}
	if _, found, err := c.Look(deadline(t), e); found || err != nil {
		t.Fatalf("a part is not the whole: %v, %v", found, err)
	}
	e.Attempt = 2
	r, err := c.Send(deadline(t), e)
	w.must(err)
	msgs := w.Messages(w.ch)
	if len(msgs) != 3 || msgs[0].TS != r.TS {
		t.Fatalf("%d messages", len(msgs))
	}
	var said []string
	for _, m := range msgs {
		said = append(said, w.Render(m))
	}
	if all := strings.Fields(strings.Join(said, " ")); len(all) != 240 {
		t.Errorf("%d words", len(all))
	}
	if got, found, err := c.Look(deadline(t), e); !found || err != nil || got != r {
		t.Errorf("%+v, %v, %v", got, found, err)
	}
	other, err := c.Send(deadline(t), w.effect(store.Post, func(e *store.Effect) {
		e.Key, e.Channel, e.Message = "T/other", w.ch, say("stays")
	}))
	w.must(err)
	_, err = c.Send(deadline(t), w.effect(store.Remove, func(e *store.Effect) { e.Channel, e.TS = r.Channel, r.TS }))
	w.must(err)
	if left := w.Messages(w.ch); len(left) != 1 || left[0].TS != other.TS {
		t.Errorf("%d messages are left", len(left))
	}
}

func TestUpdateAndRemove(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	c := w.client()
	r, err := c.Send(deadline(t), w.effect(store.Post, func(e *store.Effect) { e.Channel, e.Message = w.ch, say("before") }))
	w.must(err)
	_, err = c.Send(deadline(t), w.effect(store.Update, func(e *store.Effect) { e.Channel, e.TS, e.Message = w.ch, r.TS, say("after") }))
	w.must(err)
	if m, _ := w.Message(w.ch, r.TS); w.Render(m) != "after" {
		t.Errorf("reads %q", w.Render(m))
	}
	remove := w.effect(store.Remove, func(e *store.Effect) { e.Channel, e.TS = w.ch, r.TS })
	for range 2 { // what is gone is removed
		_, err = c.Send(deadline(t), remove)
		w.must(err)
	}
	_, err = c.Send(deadline(t), w.effect(store.Update, func(e *store.Effect) { e.Channel, e.TS, e.Message = w.ch, r.TS, say("too late") }))
	if class(err) != outbox.Terminal {
		t.Errorf("%v", err)
	}
	if _, _, err := c.Look(deadline(t), remove); class(err) != outbox.Terminal {
		t.Errorf("a removal can't be looked for: %v", err)
	}
}

// slash is the event of a command that Ana typed.
func (w *world) slash() coach.Event {
	w.t.Helper()
	in := newInbox()
	l := w.listen(Options{Receive: in.receive})
	w.must(w.Slash(w.ana, w.ch, "/heed", "me"))
	ev := in.wait(w.t, 1)[0]
	w.must(w.WaitAcked(deadline(w.t)))
	w.must(l.stop(w.t))
	return ev
}

func TestEphemeral(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	c := w.client()
	ev := w.slash()
	answer := w.effect(store.Ephemeral, func(e *store.Effect) { e.User, e.ResponseURL, e.Message = w.ana, ev.ResponseURL, say("about half you") })
	for range 5 {
		_, err := c.Send(deadline(t), answer)
		w.must(err)
	}
	_, err := c.Send(deadline(t), answer)
	if class(err) != outbox.Terminal || strings.Contains(err.Error(), "SLACK_API_URL") {
		t.Errorf("the sixth use: %v", err)
	}
	_, err = c.Send(deadline(t), w.effect(store.Ephemeral, func(e *store.Effect) { e.User, e.Channel, e.Message = w.ana, w.ch, say("in the channel") }))
	w.must(err)
	said := w.Ephemerals(w.ana)
	if len(said) != 6 || w.Render(said[0]) != "about half you" || w.Render(said[5]) != "in the channel" {
		t.Errorf("%d answers", len(said))
	}
	answer.ResponseURL = "https://evil.example/commands/x"
	if _, err := c.Send(deadline(t), answer); class(err) != outbox.Terminal {
		t.Errorf("an address that isn't Slack's: %v", err)
	}
}

func TestEphemeralReplaces(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	c := w.client()
	ask := say("Which one?")
	ask.Blocks = append(ask.Blocks, message.Block{Kind: message.Actions, Elements: []message.Element{{Kind: message.Button, Label: "This", Action: "pick", Value: "1"}}})
	_, err := c.Send(deadline(t), w.effect(store.Ephemeral, func(e *store.Effect) { e.User, e.Channel, e.Message = w.ana, w.ch, ask }))
	w.must(err)
	in := newInbox()
	w.listen(Options{Receive: in.receive})
	w.must(w.Click(w.ana, w.ch, w.Ephemerals(w.ana)[0].TS, "pick", "1"))
	ev := in.wait(t, 1)[0]
	if !ev.Ephemeral || ev.Action != "pick" || ev.Value != "1" {
		t.Errorf("%+v", ev)
	}
	_, err = c.Send(deadline(t), w.effect(store.Ephemeral, func(e *store.Effect) {
		e.User, e.ResponseURL, e.Replace, e.Message = w.ana, ev.ResponseURL, true, say("This one")
	}))
	w.must(err)
	if said := w.Ephemerals(w.ana); len(said) != 1 || w.Render(said[0]) != "This one" {
		t.Errorf("%+v", said)
	}
}

func TestViews(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	c := w.client()
	ev := w.slash()
	_, err := c.Send(deadline(t), formEffect(ev.Trigger))
	w.must(err)
	if v, ok := w.Modal(w.ana); !ok || v.Title != "A note" || v.CallbackID != "note" {
		t.Errorf("%+v", v)
	}
	if _, err := c.Send(deadline(t), formEffect(ev.Trigger)); class(err) != outbox.Terminal {
		t.Errorf("a trigger used twice: %v", err)
	}
	_, err = c.Send(deadline(t), w.effect(store.Home, func(e *store.Effect) {
		e.User, e.View = w.ana, &message.View{Home: true, Blocks: []message.Block{{Kind: message.Header, Text: message.T("Your follow-ups")}}}
	}))
	w.must(err)
	if v, ok := w.Home(w.ana); !ok || !strings.Contains(w.RenderView(v), "Your follow-ups") {
		t.Errorf("%+v", v)
	}
}

func TestReactTwice(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	c := w.client()
	ts := w.post("a note")
	for range 2 {
		_, err := c.Send(deadline(t), w.effect(store.React, func(e *store.Effect) { e.Channel, e.TS, e.Emoji = w.ch, ts, "eyes" }))
		w.must(err)
	}
	if m, _ := w.Message(w.ch, ts); len(m.Reactions) != 1 || m.Reactions[0].Name != "eyes" {
		t.Errorf("%+v", m.Reactions)
	}
}

func TestUpload(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	c := w.client()
	e := w.effect(store.Upload, func(e *store.Effect) {
		e.User, e.Message = w.ana, say("Your data")
		e.File = &store.EffectFile{Name: "heed.json", Title: "Your data", Data: []byte(`{"notes":[]}`)}
	})
	if _, found, err := c.Look(deadline(t), e); found || err != nil {
		t.Fatalf("found before: %v", err)
	}
	_, err := c.Send(deadline(t), e)
	w.must(err)
	r, found, err := c.Look(deadline(t), e)
	if err != nil || !found || r.Channel != w.DMChannel(w.ana) {
		t.Fatalf("%+v, %v, %v", r, found, err)
	}
	m, _ := w.Message(r.Channel, r.TS)
	if len(m.Files) != 1 || m.Files[0].Name != "heed.json" || m.Files[0].Title != "Your data" || m.Text != "Your data" {
		t.Errorf("%+v", m)
	}
	// Nobody sees a file that was not shared: before that, trouble is no doubt.
	w.Inject("files.upload", 1, slackfake.LoseAnswer())
	if _, err := c.Send(deadline(t), e); class(err) != outbox.Retry {
		t.Errorf("class %q of %v", class(err), err)
	}
	w.Inject("files.getUploadURLExternal", 1, slackfake.MissingScope("files:write"))
	if _, err := c.Send(deadline(t), e); class(err) != outbox.Terminal {
		t.Errorf("class %q of %v", class(err), err)
	}
}

// A workspace that doesn't know charts yet gets their numbers as text.
func TestChartFallback(t *testing.T) {
	digest := &message.Message{Blocks: []message.Block{
		{Kind: message.Header, Text: message.T("Week 47")},
		{Kind: message.ChartOf, Chart: &message.Chart{
			Kind: "line", Title: "Worries picked up", Labels: []string{"W46", "W47"},
			Series: []message.Series{{Name: "team", Values: []float64{4, 6}}},
		}},
		{Kind: message.TableOf, Table: [][]message.Text{{message.T("Who"), message.T("Kept")}, {message.T("Ana"), message.T("12")}}},
	}}
	for _, without := range []bool{false, true} {
		w := newWorld(t, slackfake.Options{NoCharts: without})
		r, err := w.client().Send(deadline(t), w.effect(store.Post, func(e *store.Effect) { e.Channel, e.Message = w.ch, digest }))
		w.must(err)
		m, _ := w.Message(r.Channel, r.TS)
		drawn := strings.Contains(mustJSON(m.Blocks), "data_visualization")
		if drawn == without || without && !strings.Contains(w.Render(m), "W46 4 · W47 6") || !strings.Contains(w.Render(m), "Ana") {
			t.Errorf("without %v: %s", without, w.Render(m))
		}
		if n := len(w.Messages(w.ch)); n != 1 {
			t.Errorf("%d messages", n)
		}
	}
}

func TestNothingToSay(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	for _, m := range []*message.Message{nil, {}, say(""), say("\u200b")} {
		_, err := w.client().Send(deadline(t), w.effect(store.Post, func(e *store.Effect) { e.Channel, e.Message = w.ch, m }))
		if class(err) != outbox.Terminal {
			t.Errorf("%+v: %v", m, err)
		}
	}
	if n := w.Stats().Calls["chat.postMessage"]; n != 0 {
		t.Errorf("%d calls", n)
	}
}

// Neither errors nor logs show a token, a ticket or an address to answer to.
func TestErrorsHideSecrets(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	cfg := w.config()
	cfg.Timeout = 50 * time.Millisecond
	c := New(cfg, w.self())
	w.Inject("*", -1, slackfake.Hang())
	address := w.URL() + "/response/very-secret"
	for _, e := range []store.Effect{
		w.effect(store.Post, func(e *store.Effect) { e.Channel, e.Message = w.ch, say("hello") }),
		w.effect(store.Ephemeral, func(e *store.Effect) { e.User, e.ResponseURL, e.Message = w.ana, address, say("hello") }),
		formEffect("t"),
	} {
		_, err := c.Send(context.Background(), e)
		if err == nil {
			t.Fatal("no error")
		}
		for _, secret := range []string{w.BotToken(), "very-secret", "hello"} {
			if strings.Contains(err.Error(), secret) {
				t.Errorf("%s in %v", secret, err)
			}
		}
	}
	s := Secret("xoxb-1")
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		if out := fmt.Sprintf(verb, struct{ T Secret }{s}); strings.Contains(out, "xoxb") {
			t.Errorf("%s prints %s", verb, out)
		}
	}
	if out := mustJSON(cfg.BotToken); out != `"[secret]"` {
		t.Errorf("JSON %s", out)
	}
	for _, text := range []string{"wss://x/link?ticket=abc&app_id=1", "https://hooks.slack.com/commands/T1/2/abc", "xapp-1-A-b", "xoxe.xoxb-1-abc"} {
		if out := Scrub(text); strings.Contains(out, "abc") || strings.Contains(out, "A-b") {
			t.Errorf("%s → %s", text, out)
		}
	}
}

// Every golden message and view is accepted under Slack's limits.
func TestGoldensAreAccepted(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	c := w.client()
	in := newInbox()
	w.listen(Options{Receive: in.receive})
	commands := 0
	for _, file := range goldenFiles(t, "testdata/render/*.txtar") {
		a, err := txtar.ParseFile(file)
		w.must(err)
		e := w.effect(store.Post, func(e *store.Effect) { e.Key, e.Channel, e.User = w.TeamID()+"/"+file, w.ch, w.ana })
		if a.Files[0].Name == "message" {
			w.must(json.Unmarshal(section(t, a, "message"), &e.Message))
			if _, err := c.Send(deadline(t), e); err != nil && !empty(*e.Message) {
				t.Errorf("%s: %v", file, err)
			}
			continue
		}
		w.must(json.Unmarshal(section(t, a, "view"), &e.View))
		e.Kind = store.Home
		if !e.View.Home {
			w.must(w.Slash(w.ana, w.ch, "/heed", "form"))
			commands++
			e.Kind, e.Trigger = store.OpenView, in.wait(t, commands)[commands-1].Trigger
		}
		if _, err := c.Send(deadline(t), e); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}
