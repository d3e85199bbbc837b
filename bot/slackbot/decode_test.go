package slackbot

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"heed/bot/coach"
)

var update = flag.Bool("update", false, "write the golden files anew")

var testSelf = Identity{Team: "T1", TeamName: "Northwind", BotUser: "UHEED", BotID: "BHEED", AppID: "A1"}

func testDecoder() Decoder {
	return Decoder{Self: testSelf, Now: func() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }}
}

// decoded is what a golden file holds of one decoding.
func decoded(env Envelope) string {
	ev, why, err := testDecoder().Decode(env)
	switch {
	case err != nil:
		return "error: " + err.Error() + "\n"
	case why != "":
		return "ignored: " + string(why) + "\n"
	}
	out, err := json.MarshalIndent(ev, "", "  ")
	if err != nil {
		panic(err)
	}
	return string(out) + "\n"
}

func golden(t *testing.T, file string, archive *txtar.Archive, section, got string) {
	t.Helper()
	for i, f := range archive.Files {
		if f.Name != section {
			continue
		}
		if string(f.Data) == got {
			return
		}
		if !*update {
			t.Errorf("got\n%s\nwant\n%s", got, f.Data)
			return
		}
		archive.Files[i].Data = []byte(got)
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Fatalf("%s has no section %s", file, section)
}

func section(t testing.TB, a *txtar.Archive, name string) []byte {
	t.Helper()
	for _, f := range a.Files {
		if f.Name == name {
			return f.Data
		}
	}
	t.Fatalf("no section %s", name)
	return nil
}

func goldenFiles(t testing.TB, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no files %s: %v", pattern, err)
	}
	return files
}

func envelopeOf(t testing.TB, file string) (Envelope, *txtar.Archive) {
	t.Helper()
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var env Envelope
	if err := json.Unmarshal(section(t, a, "envelope"), &env); err != nil {
		t.Fatal(err)
	}
	return env, a
}

func TestDecode(t *testing.T) {
	for _, file := range goldenFiles(t, "testdata/decode/*.txtar") {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			env, a := envelopeOf(t, file)
			golden(t, file, a, "event", decoded(env))
		})
	}
}

func decodeFile(t *testing.T, name string) coach.Event {
	t.Helper()
	env, _ := envelopeOf(t, "testdata/decode/"+name+".txtar")
	ev, why, err := testDecoder().Decode(env)
	if err != nil || why != "" {
		t.Fatalf("%s: %q, %v", name, why, err)
	}
	return ev
}

// A mention arrives twice, in either order: both must be the same event, but
// for the channel's kind, which app_mention doesn't tell.
func TestMentionIsOneEvent(t *testing.T) {
	a, b := decodeFile(t, "mention_as_message"), decodeFile(t, "mention_as_app_mention")
	if a.ChannelKind != coach.Public || b.ChannelKind != "" {
		t.Errorf("kinds %q and %q", a.ChannelKind, b.ChannelKind)
	}
	a.ChannelKind = ""
	if x, y := mustJSON(a), mustJSON(b); x != y {
		t.Errorf("as message\n%s\nas app_mention\n%s", x, y)
	}
}

func TestKeysTellApart(t *testing.T) {
	seen := map[string]string{}
	for _, name := range []string{"message", "edit", "edit_bot", "delete", "command", "click", "submit", "shortcut", "joined_self"} {
		key := decodeFile(t, name).Key
		if other, ok := seen[key]; ok {
			t.Errorf("%s and %s share %s", name, other, key)
		}
		if !strings.HasPrefix(key, "T1/") {
			t.Errorf("%s: key %s doesn't begin with the team", name, key)
		}
		seen[key] = name
	}
}

func TestParseTS(t *testing.T) {
	for ts, want := range map[string]string{
		"1795510000.000200":      "2026-11-24T08:46:40.0002Z",
		"1795510000":             "2026-11-24T08:46:40Z",
		"1795510000.0002":        "2026-11-24T08:46:40.0002Z",
		"1795510000.00020099":    "2026-11-24T08:46:40.0002Z",
		"":                       "",
		"abc":                    "",
		"-5.0":                   "",
		"1795510000.-0002":       "",
		"99999999999999999999.0": "",
	} {
		got, ok := parseTS(ts)
		if ok != (want != "") || ok && got.Format(time.RFC3339Nano) != want {
			t.Errorf("parseTS(%q) = %v, %v; want %q", ts, got, ok, want)
		}
	}
}

func mustJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// Whatever arrives: no panic, the same result twice, one of the three
// outcomes, and keys and names that are safe to store and to log.
func FuzzDecode(f *testing.F) {
	for _, file := range goldenFiles(f, "testdata/decode/*.txtar") {
		env, _ := envelopeOf(f, file)
		f.Add(env.Type, env.ID, []byte(env.Payload))
	}
	f.Fuzz(func(t *testing.T, kind, id string, payload []byte) {
		env := Envelope{ID: id, Type: kind, Payload: payload}
		ev, why, err := testDecoder().Decode(env)
		again, why2, err2 := testDecoder().Decode(env)
		if mustJSON(ev) != mustJSON(again) || why != why2 || (err == nil) != (err2 == nil) {
			t.Fatal("two decodings differ")
		}
		switch {
		case err != nil:
			if !errors.Is(err, errUndecodable) || ev.Key != "" || why != "" {
				t.Fatalf("error %v beside %q, %q", err, ev.Key, why)
			}
		case why != "":
			if ev.Key != "" || len(why) > maxName+20 || strings.ContainsAny(string(why), "<>\n \"") {
				t.Fatalf("ignored %q, key %q", why, ev.Key)
			}
		default:
			if !strings.HasPrefix(ev.Key, "T1/") || ev.Kind == "" || ev.Team != "T1" || ev.At.IsZero() {
				t.Fatalf("event %+v", ev)
			}
			if ev.User == testSelf.BotUser && ev.Kind == coach.Message {
				t.Fatal("own message got through")
			}
		}
	})
}
