package playground_test

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"heed/bot/playground"
)

// ask sends a request as a browser or a program would; head is "Name: value".
func ask(t *testing.T, s *playground.Server, method, path, body string, head ...string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, s.URL()+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range head {
		name, value, _ := strings.Cut(h, ": ")
		if name == "Host" {
			req.Host = value
		}
		req.Header.Set(name, value)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(b)
}

const (
	asJSON  = "Content-Type: application/json"
	hello   = `{"as":"UANA","channel":"C00000001","text":"hello"}`
	another = "Sec-Fetch-Site: cross-site"
)

// TestGuard lets only the page itself, on this computer, see and do anything.
func TestGuard(t *testing.T) {
	t.Parallel()
	s := open(t, "empty.play")
	u, err := url.Parse(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	if host, _, _ := net.SplitHostPort(u.Host); host != "127.0.0.1" {
		t.Errorf("it listens on %s", u.Host)
	}
	port := u.Port()
	for _, c := range []struct {
		name, method, path, body string
		head                     []string
		want                     int
	}{
		{"the page", "GET", "", "", nil, 200},
		{"the page by another name of this computer", "GET", "", "", []string{"Host: localhost:" + port}, 200},
		{"the page from a link", "GET", "", "", []string{another, "Sec-Fetch-Mode: navigate"}, 200},
		{"a name that was pointed here", "GET", "api/look", "", []string{"Host: rebound.example:" + port}, 421},
		{"our name with another port", "GET", "api/look", "", []string{"Host: 127.0.0.1:1"}, 421},
		{"no name", "GET", "api/look", "", []string{"Host: "}, 200}, // Go fills it in
		{"a look from another site", "GET", "api/look", "", []string{another, "Sec-Fetch-Mode: no-cors"}, 403},
		{"a look from another port of this computer", "GET", "api/look", "", []string{"Sec-Fetch-Site: same-site"}, 403},
		{"following from another site", "GET", "api/follow?as=UANA", "", []string{another}, 403},
		{"a deed", "POST", "api/do/post", hello, []string{asJSON, "Sec-Fetch-Site: same-origin"}, 200},
		{"a deed with our origin", "POST", "api/do/post", hello, []string{asJSON, "Origin: http://127.0.0.1:" + port}, 200},
		{"a deed of another site", "POST", "api/do/post", hello, []string{asJSON, another}, 403},
		{"a deed with another origin", "POST", "api/do/post", hello, []string{asJSON, "Origin: http://evil.example"}, 403},
		{"a deed with no origin to speak of", "POST", "api/do/post", hello, []string{asJSON, "Origin: null"}, 403},
		{"a deed in a form's clothes", "POST", "api/do/post", hello, []string{"Content-Type: text/plain"}, 415},
		{"a file of another site", "POST", "api/upload?as=UANA", "", []string{another}, 403},
		{"nobody", "POST", "api/do/post", `{"as":"U999"}`, []string{asJSON}, 403},
		{"the bot", "POST", "api/do/post", `{"as":"U00000001","channel":"C00000001","text":"hello"}`, []string{asJSON}, 403},
		{"what can't be done", "POST", "api/do/fly", hello, []string{asJSON}, 404},
		{"no JSON", "POST", "api/do/post", "{", []string{asJSON}, 400},
		{"looking as nobody", "GET", "api/look?as=U999", "", nil, 404},
		{"a file that isn't there", "GET", "api/file/F1?as=UANA", "", nil, 404},
	} {
		if got, body := ask(t, s, c.method, c.path, c.body, c.head...); got != c.want {
			t.Errorf("%s: %d, want %d\n%s", c.name, got, c.want, body)
		}
	}
}

// TestPolicy keeps what protects the page where it is.
func TestPolicy(t *testing.T) {
	t.Parallel()
	res, err := http.Get(open(t, "empty.play").URL())
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	policy := res.Header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("the policy lacks %s: %s", want, policy)
		}
	}
	for _, never := range []string{"unsafe", "*", "http"} {
		if strings.Contains(policy, never) {
			t.Errorf("the policy has %s: %s", never, policy)
		}
	}
}

// TestOthersAreNotShown looks at a private channel and at another's direct
// message as somebody who may not.
func TestOthersAreNotShown(t *testing.T) {
	t.Parallel()
	s := seeded(t)
	_, mine := ask(t, s, "GET", "api/look?as=UANA&room=C00000003", "")
	_, others := ask(t, s, "GET", "api/look?as=UBEN&room=C00000003", "")
	if !strings.Contains(mine, "deal-desk") || strings.Contains(others, "deal-desk") || !strings.Contains(others, `"messages":[]`) {
		t.Error("a private channel is shown to somebody who isn't in it")
	}
	_, look := ask(t, s, "GET", "api/look?as=UBEN", "")
	for _, room := range []string{"calls", "sales"} {
		if !strings.Contains(look, `"name":"`+room+`"`) {
			t.Errorf("Ben doesn't see #%s", room)
		}
	}
	for _, d := range []string{
		`{"as":"UBEN","channel":"C00000003","text":"hello"}`,
		`{"as":"UBEN","channel":"D00000001","text":"hello"}`,
	} {
		if got, body := ask(t, s, "POST", "api/do/post", d, asJSON); got != http.StatusConflict {
			t.Errorf("%s: %d %s", d, got, body)
		}
	}
}

// TestLargeFile is refused in words, not taken in.
func TestLargeFile(t *testing.T) {
	t.Parallel()
	s := open(t, "empty.play")
	var body bytes.Buffer
	body.WriteString("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n")
	body.Write(make([]byte, 65<<20))
	body.WriteString("\r\n--x--\r\n")
	if got, said := ask(t, s, "POST", "api/upload?as=UANA", body.String(), "Content-Type: multipart/form-data; boundary=x"); got != 400 || !strings.Contains(said, "too large") {
		t.Errorf("%d %s", got, said)
	}
}
