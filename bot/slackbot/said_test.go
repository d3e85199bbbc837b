package slackbot

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"heed/bot/message"
	"heed/bot/slackfake"
)

// scene is one message or view in one state, as bot/voice's tests wrote it.
type scene struct {
	File, Name string
	Message    *message.Message
	View       *message.View
}

// scenes are all there are; see TestGolden of bot/voice.
func scenes(t *testing.T) (out []scene) {
	t.Helper()
	f, err := os.Open("../voice/testdata/scenes.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var s scene
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	if err := lines.Err(); err != nil || len(out) < 100 {
		t.Fatalf("%d scenes: %v", len(out), err)
	}
	return out
}

// payloads are what is sent for a scene: the posts of a message, natively and
// for a workspace without tables and charts where that differs, or the view.
func (s scene) payloads() (map[string]any, error) {
	switch {
	case s.Message != nil:
		out := map[string]any{"posts": render(*s.Message, false)}
		if native(s.Message.Blocks) {
			out["bare"] = render(*s.Message, true)
		}
		return out, nil
	case s.View.Home:
		v, err := home(*s.View, false)
		return map[string]any{"home": v}, err
	}
	v, err := modal(*s.View, false)
	return map[string]any{"modal": v}, err
}

// TestSaid keeps everything that Heed says as the JSON that Slack gets: one
// file a subject, a scene a line. .ci/blockkit checks the same files with
// Slack's own types.
func TestSaid(t *testing.T) {
	files := map[string]*bytes.Buffer{}
	for _, s := range scenes(t) {
		p, err := s.payloads()
		if err != nil {
			t.Errorf("%s, %s: %v", s.File, s.Name, err)
			continue
		}
		p["scene"] = s.Name
		if files[s.File] == nil {
			files[s.File] = &bytes.Buffer{}
		}
		enc := json.NewEncoder(files[s.File])
		enc.SetEscapeHTML(false)
		if err := enc.Encode(p); err != nil {
			t.Fatal(err)
		}
	}
	for name, got := range files {
		path := filepath.Join("testdata", "said", name+".jsonl")
		if *update {
			if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(want, got.Bytes()) {
			t.Errorf("%s is not what is sent now (%v): run with -update and look at the difference", path, err)
		}
	}
	kept, err := filepath.Glob("testdata/said/*.jsonl")
	if err != nil || len(kept) != len(files) {
		t.Errorf("%d files, %d subjects: %v", len(kept), len(files), err)
	}
}

// taker is a fake workspace that is asked whether Slack would take something.
type taker struct {
	*slackfake.Workspace
	t    *testing.T
	user string
}

// call is one call of the Web API, by hand: what slack-go makes of it is what
// is tried.
func (w *taker) call(method string, args map[string]any) error {
	raw, err := json.Marshal(args)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.URL()+"/api/"+method, bytes.NewReader(raw))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	req.Header.Set("Authorization", "Bearer "+w.BotToken())
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	var answer struct {
		OK       bool
		Error    string
		Metadata struct{ Messages []string } `json:"response_metadata"`
	}
	if err := json.NewDecoder(res.Body).Decode(&answer); err != nil {
		return err
	}
	if !answer.OK {
		return fmt.Errorf("%s: %v", answer.Error, answer.Metadata.Messages)
	}
	return nil
}

// takes asks for a payload.
func (w *taker) takes(kind string, p any) error {
	switch p := p.(type) {
	case []post:
		for _, x := range p {
			if err := w.call("chat.postMessage", map[string]any{"channel": w.user, "text": x.Text, "blocks": x.Blocks}); err != nil {
				return err
			}
		}
		return nil
	case slack.HomeTabViewRequest:
		return w.call("views.publish", map[string]any{"user_id": w.user, "view": p})
	case slack.ModalViewRequest:
		return w.call("views.open", map[string]any{"trigger_id": w.Trigger(w.user), "view": p})
	}
	return fmt.Errorf("what is %s of %T", kind, p)
}

// monstrous makes texts of a scene as long as nobody would write them.
func monstrous(v any) any {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		for i := range v {
			v[i] = monstrous(v[i])
		}
		return v
	case map[string]any:
		for k, x := range v {
			s, is := x.(string)
			if is && slices.Contains([]string{"t", "label", "placeholder", "aria", "confirm", "hint", "title", "submit", "close", "name"}, k) && s != "" {
				v[k] = strings.Repeat(s+" & 漢字 <x> ", 60)
				continue
			}
			v[k] = monstrous(x)
		}
	}
	return v
}

// TestSlackTakesIt has the fake workspace, which knows Block Kit's limits by
// itself, take everything that Heed says, as it is and made monstrous.
func TestSlackTakesIt(t *testing.T) {
	fake := slackfake.New(slackfake.Options{Scopes: scopeNames()})
	defer fake.Close()
	w := &taker{Workspace: fake, t: t, user: fake.AddUser(slackfake.User{Name: "ana", RealName: "Ana Ruiz"}).ID}
	n := 0
	for _, s := range scenes(t) {
		for _, s := range []scene{s, s.monstrous(t)} {
			all, err := s.payloads()
			if err != nil {
				t.Errorf("%s, %s: %v", s.File, s.Name, err)
			}
			for _, kind := range slices.Sorted(maps.Keys(all)) {
				n++
				if err := w.takes(kind, all[kind]); err != nil {
					t.Errorf("%s, %s: %v", s.File, s.Name, err)
				}
			}
		}
	}
	t.Logf("%d payloads", n)
}

func (s scene) monstrous(t *testing.T) (out scene) {
	t.Helper()
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	if raw, err = json.Marshal(monstrous(v)); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	out.Name += ", monstrous"
	return out
}
