package slackfake

import (
	"strings"
	"testing"
)

func TestConversationThere(t *testing.T) {
	w := sales(t, Options{})
	a := connect(t, w, nil)
	ts, err := w.Post("UANA", "CNOTES", `Tom & Priya <3 the demo, see https://example.com/deck. <@`+w.BotUser()+`> note`)
	ok(t, err)
	at := a.event("app_mention")
	ev := a.event("message")
	if at["ts"] != ts || ev["ts"] != ts || ev["channel_type"] != "channel" || ev["user"] != "UANA" {
		t.Fatalf("events: %v, %v", at, ev)
	}
	if got, want := ev["text"], "Tom &amp; Priya &lt;3 the demo, see <https://example.com/deck>. <@"+w.BotUser()+"> note"; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
	ok(t, w.WaitAcked(within(t)))
	out := callOK(t, w, "chat.postMessage", obj{"channel": "UANA", "text": "*Northgate*: one to try & keep"})
	if got := w.Messages(w.DMChannel("UANA")); len(got) != 1 || w.Render(got[0]) != "Northgate: one to try & keep" {
		t.Fatalf("DM: %+v", got)
	}
	if echo := a.event("message"); echo["bot_id"] != w.BotID() || echo["channel_type"] != "im" || echo["ts"] != out["ts"] {
		t.Errorf("echo: %v", echo)
	}
	log := w.Log()
	if len(log) != 2 || log[0].Where() != "channel" || log[1].Where() != "dm" || log[1].Private != "UANA" {
		t.Errorf("log: %+v", log)
	}
	if p := w.Problems(); len(p) > 0 {
		t.Errorf("problems: %s", strings.Join(p, "\n"))
	}
}
