package slackfake

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// obj is any JSON object.
type obj = map[string]any

// app is a raw Socket Mode and Web API client, as no library would be.
type app struct {
	t    testing.TB
	w    *Workspace
	conn *websocket.Conn
	got  chan obj // envelopes, hello and disconnect
	ack  func(env obj) any

	sending sync.Mutex
}

// errNoAck leaves an envelope unacknowledged.
var errNoAck = errors.New("no ack")

func newWorkspace(t testing.TB, o Options) *Workspace {
	t.Helper()
	w := New(o)
	t.Cleanup(w.Close)
	return w
}

func within(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// ok fails the test on an error.
func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// connect opens a socket that acks every envelope with what ack returns: a
// payload, nil for none, errNoAck for no ack at all.
func connect(t testing.TB, w *Workspace, ack func(env obj) any) *app {
	t.Helper()
	a := dial(t, w, ack)
	if hello := a.next(); hello["type"] != "hello" {
		t.Fatalf("first frame: %v", hello)
	}
	return a
}

func dial(t testing.TB, w *Workspace, ack func(env obj) any) *app {
	t.Helper()
	open := post(t, w, "apps.connections.open", w.AppToken(), nil)
	addr, _ := open["url"].(string)
	conn, _, err := websocket.DefaultDialer.Dial(addr, nil)
	if err != nil {
		t.Fatalf("dialling %q (%v): %v", addr, open, err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	a := &app{t: t, w: w, conn: conn, got: make(chan obj, 20000), ack: ack}
	go a.read()
	return a
}

func (a *app) read() {
	defer close(a.got)
	for {
		_, b, err := a.conn.ReadMessage()
		if err != nil {
			return
		}
		var m obj
		if json.Unmarshal(b, &m) != nil {
			m = obj{"type": "broken", "frame": string(b)}
		}
		a.got <- m // before the ack, so that what is acked has been seen
		if id, _ := m["envelope_id"].(string); id != "" {
			a.answer(id, m)
		}
	}
}

func (a *app) answer(id string, env obj) {
	out := obj{"envelope_id": id}
	if a.ack != nil {
		p := a.ack(env)
		if p == any(errNoAck) {
			return
		}
		if p != nil {
			out["payload"] = p
		}
	}
	_ = a.write(out)
}

// write sends a frame; acks and a test's own frames may come at once.
func (a *app) write(v any) error {
	a.sending.Lock()
	defer a.sending.Unlock()
	return a.conn.WriteJSON(v)
}

// next is the next frame of any kind.
func (a *app) next() obj {
	a.t.Helper()
	select {
	case m, open := <-a.got:
		if !open {
			a.t.Fatal("the connection ended")
		}
		return m
	case <-time.After(20 * time.Second):
		a.t.Fatal("no frame came")
	}
	return nil
}

// event is the next inner event of a type, "message" and its like.
func (a *app) event(kind string) obj {
	a.t.Helper()
	for {
		m := a.next()
		if ev := inner(m); ev != nil && ev["type"] == kind {
			return ev
		}
	}
}

// interaction is the next payload of a kind of envelope.
func (a *app) payload(kind string) obj {
	a.t.Helper()
	for {
		if m := a.next(); m["type"] == kind {
			return m["payload"].(obj)
		}
	}
}

// inner is the inner event of an events_api envelope.
func inner(env obj) obj {
	p, _ := env["payload"].(obj)
	ev, _ := p["event"].(obj)
	return ev
}

// post calls a method with form arguments.
func post(t testing.TB, w *Workspace, method, token string, args obj) obj {
	t.Helper()
	_, out := send(t, w, method, token, args)
	return out
}

// call calls a method with the bot's token and expects it to go well.
func callOK(t testing.TB, w *Workspace, method string, args obj) obj {
	t.Helper()
	out := post(t, w, method, w.BotToken(), args)
	if out["ok"] != true {
		t.Fatalf("%s: %v", method, out)
	}
	return out
}

// refusedWith calls a method and expects an error code.
func refusedWith(t testing.TB, w *Workspace, code, method string, args obj) obj {
	t.Helper()
	out := post(t, w, method, w.BotToken(), args)
	if out["ok"] != false || out["error"] != code {
		t.Fatalf("%s: got %v, want %s", method, out, code)
	}
	return out
}

func send(t testing.TB, w *Workspace, method, token string, args obj) (*http.Response, obj) {
	t.Helper()
	form := url.Values{"token": {token}}
	for k, v := range args {
		if s, isText := v.(string); isText {
			form.Set(k, s)
			continue
		}
		form.Set(k, string(must(json.Marshal(v))))
	}
	resp, err := http.PostForm(w.URL()+"/api/"+method, form)
	ok(t, err)
	return resp, readBody(t, resp)
}

func sendJSON(t testing.TB, addr, token, kind string, body any) (*http.Response, obj) {
	t.Helper()
	req := must(http.NewRequest(http.MethodPost, addr, strings.NewReader(string(must(json.Marshal(body))))))
	req.Header.Set("Content-Type", kind)
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := http.DefaultClient.Do(req)
	ok(t, err)
	return resp, readBody(t, resp)
}

func readBody(t testing.TB, resp *http.Response) obj {
	t.Helper()
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	ok(t, err)
	var out obj
	_ = json.Unmarshal(b, &out)
	return out
}

// sales is a workspace with two people, one channel with the bot in it and
// one without.
func sales(t testing.TB, o Options) *Workspace {
	t.Helper()
	w := newWorkspace(t, o)
	w.AddUser(User{ID: "UANA", Name: "ana", RealName: "Ana Ruiz", TZ: "Europe/Madrid", Email: "ana@example.com"})
	w.AddUser(User{ID: "UBEN", Name: "ben", RealName: "Ben Okafor", TZ: "America/New_York"})
	w.AddChannel(Channel{ID: "CNOTES", Name: "call-notes", Members: []string{"UANA", "UBEN", w.BotUser()}})
	w.AddChannel(Channel{ID: "CLOUNGE", Name: "lounge", Members: []string{"UANA", "UBEN"}})
	w.AddChannel(Channel{ID: "GDEALS", Name: "deals", Private: true, Members: []string{"UANA"}})
	return w
}
