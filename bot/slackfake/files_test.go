package slackfake

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
)

// fetch downloads an address with a token.
func fetch(t *testing.T, addr, token string) (*http.Response, string) {
	t.Helper()
	req := must(http.NewRequest(http.MethodGet, addr, nil))
	req.Header.Set("Authorization", "Bearer "+token)
	resp, err := http.DefaultClient.Do(req)
	ok(t, err)
	defer resp.Body.Close()
	return resp, string(must(io.ReadAll(resp.Body)))
}

func TestUploadsByPeople(t *testing.T) {
	w := sales(t, Options{})
	a := connect(t, w, nil)
	must(w.UploadFile("UANA", "CNOTES", "Northgate call.vtt", []byte("WEBVTT\n\nhello"), "from today & co"))
	ev := a.event("message")
	f := ev["files"].([]any)[0].(obj)
	if ev["subtype"] != "file_share" || ev["text"] != "from today &amp; co" || f["filetype"] != "vtt" || f["size"] != 13.0 {
		t.Fatalf("%v", ev)
	}
	addr := f["url_private_download"].(string)
	if !strings.HasPrefix(addr, w.URL()+"/") {
		t.Errorf("another host: %s", addr)
	}
	if resp, body := fetch(t, addr, w.BotToken()); body != "WEBVTT\n\nhello" || resp.Request.URL.String() != addr {
		t.Errorf("%q from %s", body, resp.Request.URL)
	}
	for _, token := range []string{"xoxb-other", w.AppToken(), ""} {
		resp, body := fetch(t, addr, token)
		if !strings.Contains(body, "Sign in") || resp.Request.URL.Query().Get("redir") != resp.Request.Response.Request.URL.Path ||
			!strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") {
			t.Errorf("with %q: %s, %.60s", token, resp.Request.URL, body)
		}
	}
	if info := callOK(t, w, "files.info", obj{"file": f["id"].(string)})["file"].(obj); info["name"] != "Northgate call.vtt" {
		t.Errorf("%v", info)
	}
	w.Inject("files.download", 1, ServerError(500))
	if resp, _ := fetch(t, addr, w.BotToken()); resp.StatusCode != 500 {
		t.Errorf("fault: %d", resp.StatusCode)
	}
}

func TestFilesOutOfSight(t *testing.T) {
	w := sales(t, Options{})
	ts := must(w.UploadFile("UANA", "GDEALS", "secret.txt", []byte("x"), ""))
	m, _ := w.Message("GDEALS", ts)
	refusedWith(t, w, "file_not_found", "files.info", obj{"file": m.Files[0].ID})
	w2 := sales(t, Options{Scopes: []string{"chat:write", "channels:history"}})
	ts = must(w2.UploadFile("UANA", "CNOTES", "a.txt", []byte("x"), ""))
	m, _ = w2.Message("CNOTES", ts)
	f := w2.wireFile(&m.Files[0])
	if _, body := fetch(t, f["url_private"].(string), w2.BotToken()); !strings.Contains(body, "Sign in") {
		t.Errorf("without files:read: %q", body)
	}
}

func TestUploadsByTheApp(t *testing.T) {
	w := sales(t, Options{Scopes: append([]string{"files:write"}, defaultScopes...)})
	out := callOK(t, w, "files.getUploadURLExternal", obj{"filename": "export.csv", "length": "8"})
	put := func(body string) int {
		resp, err := http.Post(out["upload_url"].(string), "application/octet-stream", bytes.NewReader([]byte(body)))
		ok(t, err)
		resp.Body.Close()
		return resp.StatusCode
	}
	done := obj{"files": []obj{{"id": out["file_id"], "title": "Export"}}, "channel_id": "CNOTES", "initial_comment": "all of it"}
	refusedWith(t, w, "file_not_found", "files.completeUploadExternal", done)
	if code := put("too long for it"); code != 400 {
		t.Errorf("wrong length: %d", code)
	}
	if first, second := put("a,b\n1,2\n"), put("a,b\n1,2\n"); first != 200 || second != 404 {
		t.Errorf("upload: %d, again: %d", first, second)
	}
	callOK(t, w, "files.completeUploadExternal", done)
	got := w.Messages("CNOTES")
	if len(got) != 1 || got[0].Files[0].Title != "Export" || got[0].Text != "all of it" || got[0].BotID != w.BotID() {
		t.Errorf("%+v", got)
	}
	without := sales(t, Options{Scopes: []string{"commands", "chat:write"}}) // a company may decline the rest
	refusedWith(t, without, "missing_scope", "files.getUploadURLExternal", obj{"filename": "x", "length": "1"})
}
