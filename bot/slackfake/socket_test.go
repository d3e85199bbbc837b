package slackfake

import (
	"net/http"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

func TestTicketsAreGoodOnce(t *testing.T) {
	w := newWorkspace(t, Options{})
	addr := post(t, w, "apps.connections.open", w.AppToken(), nil)["url"].(string)
	conn, _, err := websocket.DefaultDialer.Dial(addr, nil)
	ok(t, err)
	defer conn.Close()
	for _, again := range []string{addr, addr + "x"} {
		if _, resp, err := websocket.DefaultDialer.Dial(again, nil); err == nil || resp.StatusCode != http.StatusForbidden {
			t.Errorf("a used ticket connected: %v, %v", resp, err)
		}
	}
}

func TestTokensAreToldApart(t *testing.T) {
	w := newWorkspace(t, Options{AppScopes: []string{}})
	for _, c := range []struct{ method, token, code string }{
		{"apps.connections.open", w.BotToken(), "not_allowed_token_type"},
		{"chat.postMessage", w.AppToken(), "not_allowed_token_type"},
		{"auth.test", "xoxb-other", "invalid_auth"},
		{"auth.test", "", "not_authed"},
		{"apps.connections.open", w.AppToken(), "missing_scope"},
	} {
		if out := post(t, w, c.method, c.token, nil); out["error"] != c.code {
			t.Errorf("%s with %q: %v, want %s", c.method, c.token, out, c.code)
		}
	}
}

func TestHelloAndPing(t *testing.T) {
	w := newWorkspace(t, Options{PingEvery: 5 * time.Millisecond})
	first := connect(t, w, nil)
	second := dial(t, w, nil)
	hello := second.next()
	info, debug := hello["connection_info"].(obj), hello["debug_info"].(obj)
	if hello["num_connections"] != 2.0 || info["app_id"] != w.AppID() || debug["approximate_connection_time"] != 18060.0 {
		t.Errorf("hello: %v", hello)
	}
	_ = first
	addr := post(t, w, "apps.connections.open", w.AppToken(), nil)["url"].(string)
	conn, _, err := websocket.DefaultDialer.Dial(addr, nil)
	ok(t, err)
	defer conn.Close()
	pings := make(chan bool, 100)
	conn.SetPingHandler(func(string) error { pings <- true; return nil })
	go func() {
		for {
			if _, _, err := conn.ReadMessage(); err != nil {
				return
			}
		}
	}()
	for range 3 {
		select {
		case <-pings:
		case <-time.After(10 * time.Second):
			t.Fatal("no ping")
		}
	}
}

func TestEachEnvelopeGoesToOneConnection(t *testing.T) {
	w := sales(t, Options{})
	a, b := connect(t, w, nil), connect(t, w, nil)
	const n = 20
	for range n {
		must(w.Post("UANA", "CNOTES", "note"))
	}
	ok(t, w.WaitAcked(within(t)))
	if a, b := len(a.got), len(b.got); a != n/2 || b != n/2 {
		t.Errorf("%d and %d envelopes, want %d each", a, b, n/2)
	}
}

func TestTheEleventhConnectionIsSentAway(t *testing.T) {
	w := newWorkspace(t, Options{})
	for range maxConnections {
		connect(t, w, nil)
	}
	a := dial(t, w, nil)
	if m := a.next(); m["type"] != "disconnect" || m["reason"] != "too_many_websockets" {
		t.Errorf("eleventh: %v", m)
	}
	a.ends()
	if n := w.Stats().Connections; n != maxConnections {
		t.Errorf("%d connections", n)
	}
}

// ends waits until the server has ended the connection.
func (a *app) ends() {
	a.t.Helper()
	limit := time.After(20 * time.Second)
	for {
		select {
		case _, open := <-a.got:
			if !open {
				return
			}
		case <-limit:
			a.t.Fatal("the connection goes on")
		}
	}
}

func TestDisconnectReasons(t *testing.T) {
	w := sales(t, Options{WarningGrace: 20 * time.Millisecond})
	for _, reason := range []string{"refresh_requested", "too_many_websockets", "link_disabled"} {
		a := connect(t, w, nil)
		if n := w.Disconnect(reason); n != 1 {
			t.Fatalf("%d told", n)
		}
		if m := a.next(); m["type"] != "disconnect" || m["reason"] != reason {
			t.Errorf("%s: %v", reason, m)
		}
		a.ends()
	}
	if out := post(t, w, "apps.connections.open", w.AppToken(), nil); out["error"] != "link_disabled" {
		t.Errorf("Socket Mode is off: %v", out)
	}
	w.EnableSocketMode()

	a := connect(t, w, nil)
	w.DisconnectOldest("warning")
	must(w.Post("UANA", "CNOTES", "in the grace"))
	warning, note, end := a.next(), a.next(), a.next()
	if warning["reason"] != "warning" || inner(note)["text"] != "in the grace" || end["reason"] != "refresh_requested" {
		t.Errorf("%v, %v, %v", warning, note, end)
	}
	a.ends()
}

func TestTurnedAwayAtTheDoor(t *testing.T) {
	w := newWorkspace(t, Options{})
	w.TurnAway(2, "refresh_requested")
	for range 2 {
		a := dial(t, w, nil)
		if m := a.next(); m["type"] != "disconnect" {
			t.Errorf("first frame: %v", m)
		}
		a.ends()
	}
	connect(t, w, nil)
}

func TestAHalfOpenConnectionIsSilent(t *testing.T) {
	w := sales(t, Options{PingEvery: 5 * time.Millisecond, AckTimeout: 30 * time.Millisecond})
	dead := connect(t, w, nil)
	if n := w.HalfOpen(); n != 1 {
		t.Fatalf("%d half open", n)
	}
	must(w.Post("UANA", "CNOTES", "into the void"))
	ok(t, w.WaitUntil(within(t), "a retry", func(s Stats) bool { return s.Redelivered > 0 && s.Waiting == 1 }))
	if n := len(dead.got); n != 0 {
		t.Errorf("%d frames came over a dead connection", n)
	}
	_ = dead.conn.Close()
	alive := connect(t, w, nil)
	w.Advance(time.Minute)
	if ev := alive.event("message"); ev["text"] != "into the void" {
		t.Errorf("retry: %v", ev)
	}
}

func TestCloseEndsEverything(t *testing.T) {
	w := New(Options{})
	a := connect(t, w, nil)
	w.Inject("auth.test", 1, Hang())
	done := make(chan error, 1)
	go func() {
		resp, err := http.PostForm(w.URL()+"/api/auth.test", nil)
		if err == nil {
			resp.Body.Close()
		}
		done <- err
	}()
	ok(t, w.WaitUntil(within(t), "the call", func(s Stats) bool { return s.Calls["auth.test"] == 1 }))
	w.Close()
	a.ends()
	if err := <-done; err == nil {
		t.Error("a hanging call was answered")
	}
}
