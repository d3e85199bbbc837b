package slackfake

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// texts are the texts of the messages of an answer.
func texts(out obj) []string {
	var got []string
	for _, m := range out["messages"].([]any) {
		got = append(got, m.(obj)["text"].(string))
	}
	return got
}

func TestHistoryPagesAndSpans(t *testing.T) {
	w := sales(t, Options{})
	var ts []string
	for i := range 7 {
		w.Advance(time.Minute)
		ts = append(ts, must(w.Post("UANA", "CNOTES", fmt.Sprint(i))))
	}
	must(w.Reply("UBEN", "CNOTES", ts[3], "in a thread"))
	var got []string
	args := obj{"channel": "CNOTES", "limit": "3"}
	for pages := 0; ; pages++ {
		out := callOK(t, w, "conversations.history", args)
		got = append(got, texts(out)...)
		next := out["response_metadata"].(obj)["next_cursor"].(string)
		if out["has_more"] != (next != "") || pages > 3 {
			t.Fatalf("page %d: %v", pages, out)
		}
		if next == "" {
			break
		}
		args["cursor"] = next
	}
	if want := []string{"6", "5", "4", "3", "2", "1", "0"}; !slices.Equal(got, want) {
		t.Errorf("pages: %v", got)
	}
	for _, c := range []struct {
		args obj
		want []string
	}{
		{obj{"oldest": ts[4]}, []string{"6", "5"}},
		{obj{"oldest": ts[4], "inclusive": "true"}, []string{"6", "5", "4"}},
		{obj{"latest": ts[2]}, []string{"1", "0"}},
		{obj{"oldest": ts[1], "latest": ts[3], "inclusive": "true"}, []string{"3", "2", "1"}},
		{obj{"latest": ts[5], "inclusive": "true", "limit": "1"}, []string{"5"}},
		{obj{"oldest": "0"}, []string{"6", "5", "4", "3", "2", "1", "0"}},
		{obj{"oldest": ts[6]}, nil},
	} {
		c.args["channel"] = "CNOTES"
		if got := texts(callOK(t, w, "conversations.history", c.args)); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.args, got, c.want)
		}
	}
	refusedWith(t, w, "invalid_cursor", "conversations.history", obj{"channel": "CNOTES", "cursor": "zzz"})
	refusedWith(t, w, "invalid_limit", "conversations.history", obj{"channel": "CNOTES", "limit": "1000"})
}

func TestMetadataIsFoundAgain(t *testing.T) {
	w := sales(t, Options{})
	callOK(t, w, "chat.postMessage", obj{"channel": "CNOTES", "text": "x", "metadata": obj{
		"event_type": "heed", "event_payload": obj{"key": "digest/1"},
	}})
	plain := callOK(t, w, "conversations.history", obj{"channel": "CNOTES"})["messages"].([]any)[0].(obj)
	full := callOK(t, w, "conversations.history", obj{"channel": "CNOTES", "include_all_metadata": "true"})["messages"].([]any)[0].(obj)
	if plain["metadata"] != nil || full["metadata"].(obj)["event_payload"].(obj)["key"] != "digest/1" {
		t.Errorf("without: %v, with: %v", plain["metadata"], full["metadata"])
	}
}

func TestThreads(t *testing.T) {
	w := sales(t, Options{})
	root := must(w.Post("UANA", "CNOTES", "root"))
	var last string
	for i := range 5 {
		last = must(w.Reply("UBEN", "CNOTES", root, fmt.Sprint(i)))
	}
	out := callOK(t, w, "conversations.replies", obj{"channel": "CNOTES", "ts": root, "limit": "3"})
	if got := texts(out); !slices.Equal(got, []string{"root", "0", "1", "2"}) || out["has_more"] != true {
		t.Fatalf("first page %v", got)
	}
	first := out["messages"].([]any)[0].(obj)
	if first["reply_count"] != 5.0 || first["latest_reply"] != last || first["reply_users"].([]any)[0] != "UBEN" {
		t.Errorf("root: %v", first)
	}
	out = callOK(t, w, "conversations.replies", obj{
		"channel": "CNOTES", "ts": root, "limit": "3", "cursor": out["response_metadata"].(obj)["next_cursor"].(string),
	})
	if got := texts(out); !slices.Equal(got, []string{"root", "3", "4"}) || out["has_more"] != false {
		t.Errorf("second page %v", got)
	}
	// A reply named in place of its root leads to the same thread.
	if got := texts(callOK(t, w, "conversations.replies", obj{"channel": "CNOTES", "ts": last})); len(got) != 6 {
		t.Errorf("by a reply: %v", got)
	}
	refusedWith(t, w, "thread_not_found", "conversations.replies", obj{"channel": "CNOTES", "ts": "1.0"})
	ok(t, w.Delete("UANA", "CNOTES", root))
	if m, _ := w.Message("CNOTES", root); m.Subtype != "tombstone" {
		t.Errorf("a root with replies left %+v", m)
	}
}

func TestWhoReadsWhat(t *testing.T) {
	w := sales(t, Options{Scopes: []string{"channels:history", "channels:read", "im:write", "chat:write"}})
	w.AddChannel(Channel{ID: "GIN", Private: true, Members: []string{"UANA", w.BotUser()}})
	for channel, code := range map[string]string{
		"CLOUNGE": "not_in_channel", "GDEALS": "channel_not_found", "GIN": "missing_scope", "CX": "channel_not_found",
	} {
		refusedWith(t, w, code, "conversations.history", obj{"channel": channel})
	}
	refusedWith(t, w, "missing_scope", "conversations.history", obj{"channel": w.DMChannel("UANA")})
	info := callOK(t, w, "conversations.info", obj{"channel": "CLOUNGE", "include_num_members": "true"})["channel"].(obj)
	if info["is_member"] != false || info["num_members"] != 2.0 || info["is_private"] != false {
		t.Errorf("%v", info)
	}
	refusedWith(t, w, "missing_scope", "conversations.info", obj{"channel": "GIN"})
}

func TestListsOfConversations(t *testing.T) {
	w := sales(t, Options{})
	w.AddChannel(Channel{ID: "CEXT", Name: "with-acme", IsExtShared: true, Members: []string{w.BotUser()}})
	w.AddChannel(Channel{ID: "COLD", Name: "old", Archived: true})
	names := func(method string, args obj) []string {
		var got []string
		for _, c := range callOK(t, w, method, args)["channels"].([]any) {
			got = append(got, c.(obj)["id"].(string))
		}
		return got
	}
	if got := names("conversations.list", nil); !slices.Equal(got, []string{"CNOTES", "CLOUNGE", "CEXT", "COLD"}) {
		t.Errorf("public: %v", got)
	}
	if got := names("conversations.list", obj{"types": "private_channel", "exclude_archived": "true"}); len(got) != 0 {
		t.Errorf("private ones without the bot: %v", got)
	}
	ok(t, w.Invite("UANA", "GDEALS", w.BotUser()))
	args := obj{"types": "public_channel,private_channel", "exclude_archived": "true"}
	if got := names("users.conversations", args); !slices.Equal(got, []string{"CNOTES", "GDEALS", "CEXT"}) {
		t.Errorf("the bot's: %v", got)
	}
	refusedWith(t, w, "missing_scope", "conversations.list", obj{"types": "im"})
	out := callOK(t, w, "conversations.list", obj{"limit": "3"})
	next := out["response_metadata"].(obj)["next_cursor"].(string)
	if got := names("conversations.list", obj{"limit": "3", "cursor": next}); !slices.Equal(got, []string{"COLD"}) {
		t.Errorf("second page: %v", got)
	}
	members := callOK(t, w, "conversations.members", obj{"channel": "GDEALS"})["members"].([]any)
	if len(members) != 2 || members[1] != w.BotUser() {
		t.Errorf("%v", members)
	}
}

func TestOpeningDMs(t *testing.T) {
	w := sales(t, Options{})
	out := callOK(t, w, "conversations.open", obj{"users": "UANA"})
	id := out["channel"].(obj)["id"]
	again := callOK(t, w, "conversations.open", obj{"users": "UANA", "return_im": "true"})
	if again["channel"].(obj)["id"] != id || again["already_open"] != true || again["channel"].(obj)["user"] != "UANA" {
		t.Errorf("%v, then %v", out, again)
	}
	refusedWith(t, w, "user_not_found", "conversations.open", obj{"users": "UNOBODY"})
	refusedWith(t, w, "cannot_dm_bot", "conversations.open", obj{"users": w.BotUser()})
	refusedWith(t, w, "users_list_not_supplied", "conversations.open", nil)
}
