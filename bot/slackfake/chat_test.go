package slackfake

import (
	"strings"
	"testing"
)

func TestWhereTheBotMayPost(t *testing.T) {
	w := sales(t, Options{})
	w.AddChannel(Channel{ID: "COLD", Name: "old", Archived: true, Members: []string{w.BotUser()}})
	w.AddUser(User{ID: "UREC", Name: "recorder", IsBot: true})
	for channel, code := range map[string]string{
		"CLOUNGE": "not_in_channel", "GDEALS": "channel_not_found", "CNOWHERE": "channel_not_found",
		"COLD": "is_archived", "UREC": "channel_not_found", "": "invalid_arguments",
	} {
		refusedWith(t, w, code, "chat.postMessage", obj{"channel": channel, "text": "x"})
	}
	if out := callOK(t, w, "chat.postMessage", obj{"channel": "#call-notes", "text": "x"}); out["channel"] != "CNOTES" {
		t.Errorf("by name: %v", out)
	}
	refusedWith(t, w, "no_text", "chat.postMessage", obj{"channel": "CNOTES", "text": "  "})
	refusedWith(t, w, "thread_not_found", "chat.postMessage", obj{"channel": "CNOTES", "text": "x", "thread_ts": "1.000001"})
}

func TestTextIsStoredAsSlackStoresIt(t *testing.T) {
	for in, want := range map[string]string{
		"a & b":                     "a &amp; b",
		"a &amp; b":                 "a &amp; b",
		"1 < 2 > 0":                 "1 &lt; 2 &gt; 0",
		"&lt;!channel&gt;":          "&lt;!channel&gt;",
		"<!channel> <@U1> <#C1|x>":  "<!channel> <@U1> <#C1|x>",
		"<https://x.org/a|the a>":   "<https://x.org/a|the a>",
		"see https://x.org/a?b=c.":  "see <https://x.org/a?b=c>.",
		"mail priya@northgate.com!": "mail <mailto:priya@northgate.com|priya@northgate.com>!",
		"on northgate.com today":    "on <http://northgate.com|northgate.com> today",
		"v1.2 and e.g. this":        "v1.2 and e.g. this",
	} {
		if got := escapeSent(in); got != want {
			t.Errorf("escapeSent(%q) = %q, want %q", in, got, want)
		}
	}
	if got, want := escapeTyped("<!channel> & <@UANA>"), "&lt;!channel&gt; &amp; <@UANA>"; got != want {
		t.Errorf("typed: %q, want %q", got, want)
	}
}

func TestPings(t *testing.T) {
	w := sales(t, Options{})
	out := callOK(t, w, "chat.postMessage", obj{
		"channel": "CNOTES", "text": "a &lt;!here&gt; <!channel>", "blocks": []obj{
			{"type": "section", "text": obj{"type": "mrkdwn", "text": "hi <@UANA>"}},
			{"type": "section", "text": obj{"type": "plain_text", "text": "no <!everyone> here"}},
		},
	})
	m, _ := w.Message("CNOTES", out["ts"].(string))
	if got := strings.Join(m.Pings(), " "); got != "!channel UANA" {
		t.Errorf("pings %q", got)
	}
}

func TestLongTexts(t *testing.T) {
	w := sales(t, Options{})
	long := strings.Repeat("é", maxText+5)
	out := callOK(t, w, "chat.postMessage", obj{"channel": "CNOTES", "text": long})
	ts := out["ts"].(string)
	if m, _ := w.Message("CNOTES", ts); len([]rune(m.Text)) != maxText || out["warning"] != "message_truncated" {
		t.Errorf("%d characters, warning %v", len([]rune(m.Text)), out["warning"])
	}
	refusedWith(t, w, "msg_too_long", "chat.update", obj{"channel": "CNOTES", "ts": ts, "text": long})
	refusedWith(t, w, "msg_too_long", "chat.postEphemeral", obj{"channel": "CNOTES", "user": "UANA", "text": long})
}

func TestUpdateAndDelete(t *testing.T) {
	w := sales(t, Options{})
	a := connect(t, w, nil)
	theirs := must(w.Post("UANA", "CNOTES", "mine"))
	out := callOK(t, w, "chat.postMessage", obj{"channel": "CNOTES", "text": "first", "metadata": obj{
		"event_type": "reply", "event_payload": obj{"key": "k"},
	}})
	ts := out["ts"].(string)
	if md := out["message"].(obj)["metadata"]; md == nil {
		t.Errorf("no metadata in %v", out)
	}
	a.event("message")
	if echo := a.event("message"); echo["metadata"] != nil || echo["bot_id"] != w.BotID() {
		t.Errorf("echo: %v", echo)
	}
	callOK(t, w, "chat.update", obj{"channel": "CNOTES", "ts": ts, "text": "second"})
	ev := a.event("message")
	if ev["subtype"] != "message_changed" || ev["message"].(obj)["text"] != "second" || ev["previous_message"].(obj)["text"] != "first" {
		t.Errorf("changed: %v", ev)
	}
	if m, _ := w.Message("CNOTES", ts); m.Metadata == nil || m.Metadata.EventPayload["key"] != "k" {
		t.Errorf("an update lost the metadata: %+v", m)
	}
	refusedWith(t, w, "cant_update_message", "chat.update", obj{"channel": "CNOTES", "ts": theirs, "text": "x"})
	refusedWith(t, w, "cant_delete_message", "chat.delete", obj{"channel": "CNOTES", "ts": theirs})
	refusedWith(t, w, "message_not_found", "chat.update", obj{"channel": "CNOTES", "ts": "1.0", "text": "x"})
	callOK(t, w, "chat.delete", obj{"channel": "CNOTES", "ts": ts})
	if ev := a.event("message"); ev["subtype"] != "message_deleted" || ev["deleted_ts"] != ts {
		t.Errorf("deleted: %v", ev)
	}
	if got := w.Messages("CNOTES"); len(got) != 1 {
		t.Errorf("left: %+v", got)
	}
}

func TestEphemerals(t *testing.T) {
	w := sales(t, Options{})
	out := callOK(t, w, "chat.postEphemeral", obj{"channel": "CNOTES", "user": "UANA", "text": "only you"})
	if e := w.Ephemerals("UANA"); len(e) != 1 || e[0].TS != out["message_ts"] || len(w.Messages("CNOTES")) != 0 {
		t.Errorf("%+v", e)
	}
	w.AddUser(User{ID: "UCEM"})
	refusedWith(t, w, "user_not_in_channel", "chat.postEphemeral", obj{"channel": "CNOTES", "user": "UCEM", "text": "x"})
	refusedWith(t, w, "message_not_found", "chat.update", obj{"channel": "CNOTES", "ts": out["message_ts"].(string), "text": "x"})
	if e := w.Log()[0]; e.Where() != "only you" || e.Private != "UANA" {
		t.Errorf("%+v", e)
	}
}

func TestReactionsAndPermalinks(t *testing.T) {
	w := sales(t, Options{})
	ts := must(w.Post("UANA", "CNOTES", "won it"))
	react := obj{"channel": "CNOTES", "timestamp": ts, "name": "tada"}
	callOK(t, w, "reactions.add", react)
	refusedWith(t, w, "already_reacted", "reactions.add", react)
	refusedWith(t, w, "invalid_name", "reactions.add", obj{"channel": "CNOTES", "timestamp": ts, "name": "Ta da"})
	refusedWith(t, w, "message_not_found", "reactions.add", obj{"channel": "CNOTES", "timestamp": "1.0", "name": "tada"})
	if m, _ := w.Message("CNOTES", ts); len(m.Reactions) != 1 || m.Reactions[0].Users[0] != w.BotUser() {
		t.Errorf("%+v", m.Reactions)
	}
	r := must(w.Reply("UBEN", "CNOTES", ts, "well done"))
	link := callOK(t, w, "chat.getPermalink", obj{"channel": "CNOTES", "message_ts": r})["permalink"].(string)
	if want := "/archives/CNOTES/p" + strings.ReplaceAll(r, ".", "") + "?thread_ts=" + ts + "&cid=CNOTES"; !strings.HasSuffix(link, want) {
		t.Errorf("%s, want …%s", link, want)
	}
}

func TestMetadataChecks(t *testing.T) {
	w := sales(t, Options{})
	for metadata, code := range map[string]string{
		`[1]`:                       "invalid_metadata_format",
		`{"event_type":"x"}`:        "invalid_metadata_schema",
		`{"event_payload":{"a":1}}`: "invalid_metadata_schema",
		`{"event_type":"x","event_payload":{"a":"` + strings.Repeat("y", maxMetadata) + `"}}`: "metadata_too_large",
	} {
		refusedWith(t, w, code, "chat.postMessage", obj{"channel": "CNOTES", "text": "x", "metadata": metadata})
	}
}

func TestWhatAnUpdateKeeps(t *testing.T) {
	w := sales(t, Options{})
	blocks := []obj{section("block")}
	ts := callOK(t, w, "chat.postMessage", obj{"channel": "UANA", "text": "text", "blocks": blocks})["ts"].(string)
	dm := w.DMChannel("UANA")
	now := func() Message { m, _ := w.Message(dm, ts); return m }
	callOK(t, w, "chat.update", obj{"channel": dm, "ts": ts, "text": "text 2", "blocks": []obj{section("block 2")}})
	if m := now(); m.Text != "text 2" || w.Render(m) != "block 2" || m.EditedTS != "" {
		t.Errorf("text and blocks: %+v", m)
	}
	callOK(t, w, "chat.update", obj{"channel": dm, "ts": ts, "blocks": []obj{section("block 3")}})
	if m := now(); m.Text != "text 2" || w.Render(m) != "block 3" {
		t.Errorf("blocks alone: %+v", m)
	}
	if before := w.Log()[1].Message; w.Render(before) != "block 2" {
		t.Errorf("an update changed what was handed out before it: %+v", before)
	}
	callOK(t, w, "chat.update", obj{"channel": dm, "ts": ts, "metadata": obj{"event_type": "e", "event_payload": obj{}}})
	if m := now(); m.Text != "text 2" || w.Render(m) != "block 3" || m.Metadata == nil {
		t.Errorf("metadata alone: %+v", m)
	}
	callOK(t, w, "chat.update", obj{"channel": dm, "ts": ts, "text": "text 4"})
	if m := now(); w.Render(m) != "text 4" || m.EditedBy != w.BotUser() {
		t.Errorf("text alone: %+v", m)
	}
	refusedWith(t, w, "channel_not_found", "chat.update", obj{"channel": "UANA", "ts": ts, "text": "x"})
}

func TestRepliesAlsoSentToTheChannel(t *testing.T) {
	w := sales(t, Options{})
	root := must(w.Post("UANA", "CNOTES", "root"))
	callOK(t, w, "chat.postMessage", obj{"channel": "CNOTES", "thread_ts": root, "text": "hidden"})
	callOK(t, w, "chat.postMessage", obj{"channel": "CNOTES", "thread_ts": root, "text": "shown", "reply_broadcast": "true"})
	if got := texts(callOK(t, w, "conversations.history", obj{"channel": "CNOTES"})); len(got) != 2 || got[0] != "shown" {
		t.Errorf("%v", got)
	}
}
