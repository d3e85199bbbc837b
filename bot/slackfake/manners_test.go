package slackfake

import (
	"strings"
	"testing"
)

func TestManners(t *testing.T) {
	button := func(label, aria, id string) obj {
		b := obj{"type": "button", "action_id": id, "value": "x", "text": obj{"type": "plain_text", "text": label}}
		if aria != "" {
			b["accessibility_label"] = aria
		}
		return b
	}
	row := func(b ...obj) []obj { return []obj{{"type": "actions", "elements": b}} }
	quiet := func(text string, blocks []obj) obj {
		return obj{"channel": "CNOTES", "text": text, "blocks": blocks, "unfurl_links": false, "unfurl_media": false}
	}
	for name, test := range map[string]struct {
		post obj
		want string // "" for none
	}{
		"well":            {quiet("Two promises are due", row(button("Done", "Done: pricing", "a"), button("Done", "Done: intro", "b"))), ""},
		"no words":        {quiet("…", []obj{section("hello")}), "no words for a notification"},
		"unfolds":         {obj{"channel": "CNOTES", "text": "see https://x.org"}, "unfold"},
		"pings all":       {quiet("hi <!channel>", nil), "everybody is pinged: !channel"},
		"pings in blocks": {quiet("hi", []obj{section("<!here> hi")}), "everybody is pinged: !here"},
		"sounds alike":    {quiet("Two", row(button("Done", "", "a"), button("Done", "", "b"))), `2 buttons are spoken as "Done"`},
		"only a sign":     {quiet("One", row(button("👍", "", "a"))), "a button without a word"},
		"only a sign set": {quiet("One", []obj{section("✓")}), "without a word"},
	} {
		t.Run(name, func(t *testing.T) {
			w := sales(t, Options{})
			callOK(t, w, "chat.postMessage", test.post)
			got := strings.Join(w.Manners(), "\n")
			if test.want == "" && got != "" || !strings.Contains(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestTwice(t *testing.T) {
	w := sales(t, Options{})
	for _, key := range []string{"a", "b", "a"} {
		callOK(t, w, "chat.postMessage", obj{"channel": "CNOTES", "text": "x", "metadata": obj{"event_type": "x", "event_payload": obj{"key": key}}})
	}
	if got := w.Twice(); len(got) != 1 || !strings.Contains(got[0], "a") {
		t.Errorf("%q", got)
	}
}
