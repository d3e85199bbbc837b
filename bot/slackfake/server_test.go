package slackfake

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestScopesInEveryAnswer(t *testing.T) {
	w := newWorkspace(t, Options{Scopes: []string{"chat:write"}})
	resp, out := send(t, w, "auth.test", w.BotToken(), nil)
	if out["ok"] != true || out["user_id"] != w.BotUser() || resp.Header.Get("X-OAuth-Scopes") != "chat:write" {
		t.Errorf("%v, scopes %q", out, resp.Header.Get("X-OAuth-Scopes"))
	}
	resp, out = send(t, w, "users.info", w.BotToken(), obj{"user": w.BotUser()})
	if out["error"] != "missing_scope" || out["needed"] != "users:read" || out["provided"] != "chat:write" {
		t.Errorf("%v", out)
	}
	if resp.Header.Get("X-Accepted-OAuth-Scopes") != "users:read" {
		t.Errorf("accepted: %q", resp.Header.Get("X-Accepted-OAuth-Scopes"))
	}
}

func TestUnknownMethodsAreProblems(t *testing.T) {
	w := newWorkspace(t, Options{})
	out := refusedWith(t, w, "unknown_method", "chat.postMesage", nil)
	if out["req_method"] != "chat.postMesage" || len(w.Problems()) != 1 {
		t.Errorf("%v, problems %v", out, w.Problems())
	}
	resp, err := http.Get(w.URL() + "/elsewhere")
	ok(t, err)
	resp.Body.Close()
	if resp.StatusCode != http.StatusNotFound || len(w.Problems()) != 2 {
		t.Errorf("%d, problems %v", resp.StatusCode, w.Problems())
	}
}

func TestJSONBodies(t *testing.T) {
	w := sales(t, Options{})
	addr := w.URL() + "/api/chat.postMessage"
	body := obj{"channel": "CNOTES", "text": "hello", "token": w.BotToken(), "unfurl_links": false}
	for _, c := range []struct {
		token, kind string
		body        any
		code        any
	}{
		{w.BotToken(), "application/json; charset=utf-8", body, nil},
		{"", "application/json; charset=utf-8", body, "not_authed"}, // a token in a JSON body doesn't count
		{w.BotToken(), "application/json; charset=utf-8", []int{1}, "json_not_object"},
		{w.BotToken(), "application/json; charset=utf-8", obj{"text": "x"}, "invalid_arguments"},
	} {
		if _, out := sendJSON(t, addr, c.token, c.kind, c.body); out["error"] != c.code {
			t.Errorf("%v: %v, want %v", c.body, out, c.code)
		}
	}
	_, out := sendJSON(t, addr, w.BotToken(), "application/json", body)
	meta, _ := out["response_metadata"].(obj)
	if out["ok"] != true || out["warning"] != "missing_charset" || !slices.Equal(meta["warnings"].([]any), []any{"missing_charset"}) {
		t.Errorf("%v", out)
	}
	req := must(http.NewRequest(http.MethodPost, addr, strings.NewReader("{")))
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	req.Header.Set("Authorization", "Bearer "+w.BotToken())
	resp, err := http.DefaultClient.Do(req)
	ok(t, err)
	if out := readBody(t, resp); out["error"] != "invalid_json" {
		t.Errorf("%v", out)
	}
}
