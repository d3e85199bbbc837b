package slackfake

import (
	"net/http"
	"testing"
	"time"
)

// respondTo posts to a response_url.
func respondTo(t *testing.T, addr string, body obj) (int, any) {
	t.Helper()
	resp, out := sendJSON(t, addr, "", "application/json; charset=utf-8", body)
	return resp.StatusCode, out["error"]
}

func TestResponseURLOfACommand(t *testing.T) {
	w := sales(t, Options{})
	a := connect(t, w, nil)
	ok(t, w.Slash("UANA", "CLOUNGE", "/heed", "me & <@UBEN>"))
	p := a.payload("slash_commands")
	if p["text"] != "me &amp; <@UBEN>" || p["channel_name"] != "lounge" || p["user_name"] != "ana" || p["command"] != "/heed" {
		t.Fatalf("%v", p)
	}
	addr := p["response_url"].(string)
	for i := range 5 {
		body := obj{"text": "answer"}
		if i == 4 {
			body["response_type"] = "in_channel"
		}
		if code, err := respondTo(t, addr, body); code != http.StatusOK {
			t.Fatalf("use %d: %d %v", i, code, err)
		}
	}
	if code, err := respondTo(t, addr, obj{"text": "one too many"}); code != 404 || err != "used_url" {
		t.Errorf("sixth use: %d %v", code, err)
	}
	if e, c := w.Ephemerals("UANA"), w.Messages("CLOUNGE"); len(e) != 4 || len(c) != 1 {
		t.Errorf("%d for ana, %d for all", len(e), len(c))
	}
	if code, err := respondTo(t, w.URL()+"/response/never", obj{"text": "x"}); code != 404 || err != "invalid_url" {
		t.Errorf("%d %v", code, err)
	}
	ok(t, w.Slash("UANA", "CLOUNGE", "/heed", ""))
	addr = a.payload("slash_commands")["response_url"].(string)
	w.Advance(31 * time.Minute)
	if code, err := respondTo(t, addr, obj{"text": "too late"}); code != 404 || err != "expired_url" {
		t.Errorf("%d %v", code, err)
	}
}

func TestAnswersInTheAck(t *testing.T) {
	reply := obj{"text": "here you are"}
	w := sales(t, Options{AckTimeout: 50 * time.Millisecond})
	a := connect(t, w, func(env obj) any {
		if env["payload"].(obj)["text"] == "late" {
			return errNoAck
		}
		return reply
	})
	ok(t, w.Slash("UANA", "CNOTES", "/heed", "help"))
	ok(t, w.WaitAcked(within(t)))
	if e := w.Ephemerals("UANA"); len(e) != 1 || e[0].Text != "here you are" {
		t.Errorf("%+v", e)
	}
	ok(t, w.Slash("UANA", "CNOTES", "/heed", "late"))
	failed := func(e Entry) bool { return e.Kind == ErrorToUser }
	e, err := w.WaitLog(within(t), 0, failed)
	ok(t, err)
	if e.Text != `/heed failed with the error "operation_timeout"` || e.Private != "UANA" {
		t.Errorf("%+v", e)
	}
	if s := w.Stats(); s.Redelivered != 0 {
		t.Error("a command was retried")
	}
	_ = a.conn.Close()
	ok(t, w.WaitUntil(within(t), "the end", func(s Stats) bool { return s.Connections == 0 }))
	ok(t, w.Slash("UANA", "CNOTES", "/heed", "nobody"))
	if e, err := w.WaitLog(within(t), e.Seq+1, failed); err != nil || e.Text != `/heed failed with the error "dispatch_failed"` {
		t.Errorf("%+v, %v", e, err)
	}
}

func TestReplacingWhatWasClicked(t *testing.T) {
	w := sales(t, Options{})
	a := connect(t, w, nil)
	blocks := []obj{{"type": "actions", "elements": []obj{button("go", "Go", "")}}}
	inChannel := callOK(t, w, "chat.postMessage", obj{"channel": "CNOTES", "text": "x", "blocks": blocks})["ts"].(string)
	whispered := callOK(t, w, "chat.postEphemeral", obj{"channel": "CNOTES", "user": "UANA", "text": "x", "blocks": blocks})["message_ts"].(string)
	click := func(ts string) string {
		t.Helper()
		ok(t, w.Click("UANA", "CNOTES", ts, "go", ""))
		return a.payload("interactive")["response_url"].(string)
	}
	respondTo(t, click(inChannel), obj{"text": "gone there", "replace_original": true})
	if m, _ := w.Message("CNOTES", inChannel); m.Text != "gone there" || len(m.Blocks) != 0 {
		t.Errorf("%+v", m)
	}
	addr := click(whispered)
	respondTo(t, addr, obj{"text": "only you, too", "replace_original": true})
	if e := w.Ephemerals("UANA"); len(e) != 1 || e[0].Text != "only you, too" {
		t.Errorf("%+v", e)
	}
	respondTo(t, addr, obj{"delete_original": true})
	if e := w.Ephemerals("UANA"); len(e) != 0 {
		t.Errorf("%+v", e)
	}
}
