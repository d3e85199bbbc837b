package slackfake

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// try is chat.postMessage without expectations.
func try(ctx context.Context, w *Workspace, text string) (*http.Response, error) {
	form := url.Values{"token": {w.BotToken()}, "channel": {"CNOTES"}, "text": {text}}
	req := must(http.NewRequestWithContext(ctx, http.MethodPost, w.URL()+"/api/chat.postMessage", strings.NewReader(form.Encode())))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := http.DefaultClient.Do(req)
	if err == nil {
		resp.Body.Close()
	}
	return resp, err
}

func TestFaults(t *testing.T) {
	ctx := within(t)
	for _, c := range []struct {
		name   string
		f      Fault
		status int // 0: no answer
		posted bool
	}{
		{"rate limited", RateLimited(7 * time.Second), 429, false},
		{"server error", ServerError(503), 503, false},
		{"done, then server error", Fault{Status: 502, After: true}, 502, true},
		{"answer lost", LoseAnswer(), 0, true},
		{"reset", ResetConnection(), 0, false},
		{"slow", Fault{Slow: time.Millisecond}, 200, true},
		{"refused", Refuse("channel_not_found"), 200, false},
		{"another channel's", Fault{Status: 500, Match: func(arg func(string) string) bool { return arg("channel") == "CX" }}, 200, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := sales(t, Options{})
			w.Inject("chat.postMessage", 1, c.f)
			resp, err := try(ctx, w, "x")
			if (err != nil) != (c.status == 0) || (err == nil && resp.StatusCode != c.status) {
				t.Errorf("got %v, %v", resp, err)
			}
			if c.status == 429 && resp.Header.Get("Retry-After") != "7" {
				t.Errorf("Retry-After %q", resp.Header.Get("Retry-After"))
			}
			if got := len(w.Messages("CNOTES")) == 1; got != c.posted {
				t.Errorf("posted: %v", got)
			}
			if c.f.Match == nil {
				callOK(t, w, "chat.postMessage", obj{"channel": "CNOTES", "text": "after"})
			} else if w.FaultsLeft("chat.postMessage") != 1 {
				t.Error("a fault that didn't match was spent")
			}
		})
	}
}

func TestHangingAnswers(t *testing.T) {
	for _, after := range []bool{false, true} {
		w := sales(t, Options{})
		w.Inject("chat.postMessage", 1, Fault{Hang: true, After: after})
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		if _, err := try(ctx, w, "x"); err == nil {
			t.Error("answered")
		}
		cancel()
		if got := len(w.Messages("CNOTES")) == 1; got != after {
			t.Errorf("posted: %v, want %v", got, after)
		}
	}
}

func TestInjectedRefusals(t *testing.T) {
	w := sales(t, Options{})
	w.Inject("conversations.history", 2, MissingScope("channels:history"))
	w.Inject("conversations.history", 1, Refuse("invalid_auth"))
	for range 2 {
		out := refusedWith(t, w, "missing_scope", "conversations.history", obj{"channel": "CNOTES"})
		if out["needed"] != "channels:history" || !strings.Contains(out["provided"].(string), "chat:write") {
			t.Errorf("%v", out)
		}
	}
	refusedWith(t, w, "invalid_auth", "conversations.history", obj{"channel": "CNOTES"})
	callOK(t, w, "conversations.history", obj{"channel": "CNOTES"})
	w.Inject("*", -1, Refuse("internal_error"))
	refusedWith(t, w, "internal_error", "auth.test", nil)
	refusedWith(t, w, "internal_error", "users.info", obj{"user": "UANA"})
	w.ClearFaults("*")
	callOK(t, w, "auth.test", nil)
	if n := w.Stats().Calls["conversations.history"]; n != 4 {
		t.Errorf("%d calls counted", n)
	}
}

func TestRateLimitsByTheFakeClock(t *testing.T) {
	w := sales(t, Options{RateLimits: true})
	callOK(t, w, "chat.postMessage", obj{"channel": "CNOTES", "text": "1"})
	resp, out := send(t, w, "chat.postMessage", w.BotToken(), obj{"channel": "CNOTES", "text": "2"})
	if resp.StatusCode != 429 || resp.Header.Get("Retry-After") != "1" || out["error"] != "ratelimited" {
		t.Errorf("%d %v", resp.StatusCode, out)
	}
	callOK(t, w, "chat.postMessage", obj{"channel": "UANA", "text": "elsewhere"})
	w.Advance(time.Second)
	callOK(t, w, "chat.postMessage", obj{"channel": "CNOTES", "text": "2"})

	for range 20 {
		callOK(t, w, "users.list", nil)
	}
	w.Advance(10 * time.Second)
	if resp, _ := send(t, w, "users.list", w.BotToken(), nil); resp.StatusCode != 429 || resp.Header.Get("Retry-After") != "50" {
		t.Errorf("tier 2: %d, Retry-After %s", resp.StatusCode, resp.Header.Get("Retry-After"))
	}
	w.Advance(50 * time.Second)
	callOK(t, w, "users.list", nil)
}
