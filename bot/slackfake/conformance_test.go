package slackfake

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// nodeApp is an app on Slack's own clients, @slack/socket-mode and
// @slack/web-api, in a process of its own.
type nodeApp struct {
	t     *testing.T
	lines chan obj
}

// startNode runs testdata/conformance/app.mjs, or skips the test where there
// is no Node.js or nobody ran npm ci there.
func startNode(t *testing.T, w *Workspace) *nodeApp {
	t.Helper()
	dir := filepath.Join("testdata", "conformance")
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("conformance with Slack's own client not checked: no node in PATH")
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules", "@slack", "socket-mode")); err != nil {
		t.Skip("conformance with Slack's own client not checked: run npm ci in bot/slackfake/testdata/conformance")
	}
	cmd := exec.Command(node, "app.mjs")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(),
		"FAKE_URL="+w.URL(), "FAKE_BOT_TOKEN="+w.BotToken(), "FAKE_APP_TOKEN="+w.AppToken())
	cmd.Stderr = os.Stderr
	in := must(cmd.StdinPipe())
	out := must(cmd.StdoutPipe())
	ok(t, cmd.Start())
	n := &nodeApp{t: t, lines: make(chan obj, 1000)}
	go n.read(out)
	t.Cleanup(func() {
		_ = in.Close()
		if err := cmd.Wait(); err != nil {
			t.Errorf("the app ended with %v", err)
		}
	})
	return n
}

func (n *nodeApp) read(out io.Reader) {
	defer close(n.lines)
	for s := bufio.NewScanner(out); s.Scan(); {
		var m obj
		if json.Unmarshal(s.Bytes(), &m) == nil {
			n.lines <- m
		}
	}
}

// until is the next line of a kind.
func (n *nodeApp) until(on string) obj {
	n.t.Helper()
	limit := time.After(30 * time.Second)
	for {
		select {
		case m, open := <-n.lines:
			if !open {
				n.t.Fatalf("the app ended before %q", on)
			}
			if m["on"] == on {
				return m
			}
		case <-limit:
			n.t.Fatalf("no %q", on)
		}
	}
}

func TestSlacksOwnClient(t *testing.T) {
	w := sales(t, Options{
		PingEvery: 100 * time.Millisecond, AckTimeout: 400 * time.Millisecond,
		Scopes: append([]string{"files:write"}, defaultScopes...),
	})
	n := startNode(t, w)
	if me := n.until("auth"); me["user"] != w.BotUser() || len(me["scopes"].([]any)) != len(w.scopes) {
		t.Fatalf("auth.test: %v", me)
	}
	n.until("connected")
	ok(t, w.WaitConnected(within(t), 1))

	nodeMessages(t, w, n)
	nodeFiles(t, w, n)
	nodeModal(t, w, n)

	for _, reason := range []string{"refresh_requested", "warning", "too_many_websockets"} {
		w.Disconnect(reason)
		n.until("reconnecting")
		n.until("connected")
	}
	w.HalfOpen()
	n.until("connected")
	_ = must(w.Post("UANA", "CNOTES", "after it all"))
	n.until("message")
	ok(t, w.WaitAcked(within(t)))
	if p := w.Problems(); len(p) > 0 {
		t.Errorf("problems: %s", strings.Join(p, "\n"))
	}
}

func nodeMessages(t *testing.T, w *Workspace, n *nodeApp) {
	ts := must(w.Post("UANA", "CNOTES", "answer"))
	n.until("message")
	if r := n.until("replied"); r["count"] != 2.0 || r["metadata"].(obj)["event_type"] != "reply" {
		t.Errorf("replies: %v", r)
	}
	last := w.Messages("CNOTES")
	if m := last[len(last)-1]; m.Thread != ts || m.Text != "done, and changed" {
		t.Errorf("reply: %+v", m)
	}
	ok(t, w.WaitAcked(within(t)))

	must(w.Post("UANA", "CNOTES", "leave it"))
	first, again := n.until("message"), n.until("message")
	for again["text"] != "leave it" || again["retry_num"] == 0.0 {
		again = n.until("message")
	}
	if again["event_id"] == "" || again["retry_num"] != 1.0 || again["retry_reason"] != "timeout" {
		t.Errorf("retry: %v then %v", first, again)
	}

	ok(t, w.Slash("UBEN", "CNOTES", "/heed", "brief Northgate"))
	n.until("command")
	ok(t, w.WaitAcked(within(t)))
	if e := w.Ephemerals("UBEN"); len(e) != 1 || e[0].Text != "you said brief Northgate" {
		t.Errorf("answer to the command: %+v", e)
	}
}

func nodeFiles(t *testing.T, w *Workspace, n *nodeApp) {
	must(w.UploadFile("UANA", "CNOTES", "call.vtt", []byte("WEBVTT\n"), "the call"))
	f := n.until("file")
	if f["name"] != "call.vtt" || f["body"] != "WEBVTT\n" || !strings.HasPrefix(f["wrong"].(string), "text/html") {
		t.Errorf("file: %v", f)
	}
	must(w.Post("UANA", "CNOTES", "upload"))
	n.until("uploaded")
	list := w.Messages("CNOTES")
	if m := list[len(list)-1]; len(m.Files) != 1 || m.Files[0].Name != "week.csv" || m.Files[0].Size != 8 {
		t.Errorf("upload: %+v", m)
	}
}

func nodeModal(t *testing.T, w *Workspace, n *nodeApp) {
	out := callOK(t, w, "chat.postMessage", obj{"channel": "CNOTES", "text": "x", "blocks": []obj{{
		"type": "actions", "elements": []obj{button("fix", "Fix", "")},
	}}})
	ok(t, w.Click("UANA", "CNOTES", out["ts"].(string), "fix", ""))
	n.until("interactive")
	_, err := w.WaitLog(within(t), 0, func(e Entry) bool { return e.Kind == ModalShown })
	ok(t, err)
	submit := func(text string) {
		t.Helper()
		ok(t, w.SubmitModal("UANA", map[string]any{"promise": text}))
		n.until("interactive")
		ok(t, w.WaitAcked(within(t)))
	}
	submit("bad")
	if v, _ := w.Modal("UANA"); v.Errors["promise"] != "Say what was promised." {
		t.Errorf("errors: %+v", v.Errors)
	}
	submit("more")
	if v, _ := w.Modal("UANA"); v.Title != "And another" || v.Errors != nil {
		t.Errorf("update: %+v", v)
	}
	submit("fine")
	if v, open := w.Modal("UANA"); open {
		t.Errorf("still open: %+v", v)
	}
}

// button is a button element.
func button(action, label, value string) obj {
	b := obj{"type": "button", "action_id": action, "text": obj{"type": "plain_text", "text": label}}
	if value != "" {
		b["value"] = value
	}
	return b
}
