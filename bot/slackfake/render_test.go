package slackfake

import (
	"context"
	"strings"
	"testing"
)

func TestRenderMessage(t *testing.T) {
	w := sales(t, Options{})
	out := callOK(t, w, "chat.postMessage", obj{"channel": "CNOTES", "text": "fallback", "blocks": []obj{
		{"type": "header", "text": plain("Week 47")},
		section("*Northgate & Co* _“honestly the handover worries me”_ `F-12` by <!date^1795000000^{date}|Fri 27 Nov>, <@UANA> in <#CNOTES>: <https://x.org|the deck>"),
		{"type": "section", "fields": []obj{mrkdwn("*You*"), plain("2 * 3 * 4")}, "accessory": button("b", "Why this?", "")},
		{"type": "divider"},
		{"type": "table", "rows": [][]obj{row(2), {{"type": "raw_text", "text": "kept"}, {"type": "raw_number", "value": 31, "text": "31 of 36"}}}},
		chart("line", "W46", "W47"),
		{"type": "context", "elements": []obj{mrkdwn("one more call"), {"type": "image", "alt_text": "a heron", "image_url": "https://x.org/a.png"}}},
		{"type": "actions", "elements": []obj{
			button("ok", "Looks right", ""),
			{"type": "static_select", "action_id": "s", "placeholder": plain("Later…"), "options": options(2)},
			{"type": "overflow", "action_id": "o", "options": options(2)},
		}},
	}})
	m, found := w.Message("CNOTES", out["ts"].(string))
	if !found {
		t.Fatal("no message")
	}
	want := strings.TrimSpace(`
Week 47
Northgate & Co “honestly the handover worries me” F-12 by Fri 27 Nov, @Ana Ruiz in #call-notes: the deck
You
2 * 3 * 4 [Why this?]
---
c    | c
kept | 31 of 36
(line chart: Worries picked up)
team: W46 0, W47 1
one more call (image: a heron)
[Looks right] [Later…▾] [⋯ o | o]`)
	if got := w.Render(m); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestRenderMarkup(t *testing.T) {
	w := sales(t, Options{})
	for in, want := range map[string]string{
		"*a* *b* _c_ ~d~":             "a b c d",
		"snake_case_name and 2*3*4":   "snake_case_name and 2*3*4",
		"*Promised* · You":            "Promised · You",
		"&lt;!channel&gt; &amp;amp;":  "<!channel> &amp;",
		"<!here> <@UX|pat> <#CX|old>": "@here @pat #old",
		"<mailto:a@b.org|a@b.org>":    "a@b.org",
		"*_both_*":                    "both",
	} {
		if got := w.Render(Message{Text: in}); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestRenderView(t *testing.T) {
	w := sales(t, Options{})
	a := connect(t, w, nil)
	callOK(t, w, "views.open", obj{"trigger_id": a.trigger("UANA"), "view": modal("Fix a promise")})
	ok(t, w.FillModal("UANA", map[string]any{"what": "the intro"}))
	v, _ := w.Modal("UANA")
	if got, want := w.RenderView(v), "== Fix a promise ==\nWhat: the intro\nWhen: 2026-11-27\n[Save] [Cancel]"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestLogHooksHearEverythingInOrder(t *testing.T) {
	w := sales(t, Options{})
	heard := make(chan Entry, 100)
	cancel := w.OnLog(func(e Entry) { heard <- e })
	for range 50 {
		must(w.Post("UANA", "CNOTES", "x"))
	}
	for i := range 50 {
		if e := <-heard; e.Seq != i {
			t.Fatalf("entry %d came as number %d", e.Seq, i)
		}
	}
	cancel()
	must(w.Post("UANA", "CNOTES", "unheard"))
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := w.WaitLog(ctx, 51, func(Entry) bool { return true }); err == nil {
		t.Error("waited for nothing")
	}
	if n := len(w.LogSince(50)); n != 1 || len(heard) != 0 {
		t.Errorf("%d entries, %d heard after the end", n, len(heard))
	}
}

// TestRunsAreAlike plays one script twice.
func TestRunsAreAlike(t *testing.T) {
	play := func() string {
		w := sales(t, Options{})
		var b strings.Builder
		b.WriteString(must(w.Post("UANA", "CNOTES", "note")))
		b.WriteString(must(w.DM("UBEN", "hello")))
		b.WriteString(callOK(t, w, "chat.postMessage", obj{"channel": "UANA", "text": "x"})["ts"].(string))
		for _, e := range w.Log() {
			b.WriteString(e.Channel + e.Message.TS + e.At.String() + e.Message.ClientMsgID)
		}
		return b.String()
	}
	if a, b := play(), play(); a != b {
		t.Errorf("%s\n%s", a, b)
	}
}
