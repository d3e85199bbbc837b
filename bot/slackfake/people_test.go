package slackfake

import (
	"errors"
	"strings"
	"testing"
)

func TestJoiningAndInviting(t *testing.T) {
	w := sales(t, Options{})
	a := connect(t, w, nil)
	w.AddUser(User{ID: "UCEM"})
	ok(t, w.Join("CLOUNGE", "UCEM")) // the bot isn't there: nothing is told
	ok(t, w.Invite("UANA", "CLOUNGE", w.BotUser()))
	ev := a.event("member_joined_channel")
	if ev["user"] != w.BotUser() || ev["inviter"] != "UANA" || ev["channel"] != "CLOUNGE" || ev["channel_type"] != "C" {
		t.Errorf("%v", ev)
	}
	if m := a.event("message"); m["subtype"] != "channel_join" {
		t.Errorf("%v", m)
	}
	ok(t, w.Invite("UANA", "GDEALS", w.BotUser()))
	if ev := a.event("member_joined_channel"); ev["channel_type"] != "G" {
		t.Errorf("%v", ev)
	}
	for _, err := range []error{w.Join("CLOUNGE", "UCEM"), w.Join("CX", "UCEM"), w.Join("CLOUNGE", "UX")} {
		if err == nil {
			t.Error("joined")
		}
	}
	ok(t, w.Leave("CLOUNGE", w.BotUser()))
	must(w.Post("UANA", "CLOUNGE", "among ourselves"))
	ok(t, w.WaitAcked(within(t)))
	if len(a.got) != 1 { // the group_join of before
		t.Errorf("%d frames after leaving", len(a.got))
	}
}

func TestMentionsComeTwice(t *testing.T) {
	w := sales(t, Options{})
	a := connect(t, w, nil)
	ts := must(w.Mention("UANA", "CNOTES", "look"))
	one, two := a.next()["payload"].(obj), a.next()["payload"].(obj)
	x, y := one["event"].(obj), two["event"].(obj)
	if x["type"] != "app_mention" || y["type"] != "message" || x["ts"] != ts || y["ts"] != ts || one["event_id"] == two["event_id"] {
		t.Errorf("%v\n%v", one, two)
	}
	auth := one["authorizations"].([]any)[0].(obj)
	if one["team_id"] != w.TeamID() || one["api_app_id"] != w.AppID() || auth["user_id"] != w.BotUser() || auth["is_bot"] != true {
		t.Errorf("outer event: %v", one)
	}
	must(w.DM("UANA", "<@"+w.BotUser()+"> in private"))
	if ev := a.event("message"); ev["channel_type"] != "im" {
		t.Errorf("%v", ev)
	}
	ok(t, w.WaitAcked(within(t)))
	if s := w.Stats(); s.Emitted != 3 {
		t.Errorf("%d events: a mention in a DM is no app_mention", s.Emitted)
	}
}

func TestUnwantedEventsStayHome(t *testing.T) {
	w := sales(t, Options{Events: []string{"message.channels", "message.im"}, Scopes: []string{"channels:history"}})
	connect(t, w, nil)
	must(w.DM("UANA", "no im:history"))
	must(w.Post("UANA", "CLOUNGE", "the bot isn't there"))
	ok(t, w.ChangeUser("UANA", func(u *User) { u.TZ = "Asia/Tokyo" }))
	if s := w.Stats(); s.Emitted != 0 {
		t.Errorf("%d events", s.Emitted)
	}
	must(w.Post("UANA", "CNOTES", "this one"))
	if s := w.Stats(); s.Emitted != 1 {
		t.Errorf("%d events", s.Emitted)
	}
}

func TestEditsAndDeletions(t *testing.T) {
	w := sales(t, Options{})
	a := connect(t, w, nil)
	ts := must(w.Post("UANA", "CNOTES", "They need it by Frday"))
	ok(t, w.Edit("UANA", "CNOTES", ts, "They need it by Friday & no later"))
	a.event("message")
	ev := a.event("message")
	now, before := ev["message"].(obj), ev["previous_message"].(obj)
	if ev["subtype"] != "message_changed" || now["text"] != "They need it by Friday &amp; no later" ||
		before["text"] != "They need it by Frday" || now["edited"].(obj)["user"] != "UANA" || now["ts"] != ts || ev["ts"] == ts {
		t.Errorf("%v", ev)
	}
	if err := w.Edit("UBEN", "CNOTES", ts, "x"); err == nil {
		t.Error("somebody else's message was edited")
	}
	ok(t, w.Delete("UANA", "CNOTES", ts))
	if ev := a.event("message"); ev["subtype"] != "message_deleted" || ev["previous_message"].(obj)["user"] != "UANA" {
		t.Errorf("%v", ev)
	}
}

func TestOtherBotsAndStrangers(t *testing.T) {
	w := sales(t, Options{})
	a := connect(t, w, nil)
	rec := w.AddUser(User{ID: "UREC", Name: "recorder", IsBot: true})
	must(w.PostAsBot("UREC", "CNOTES", "Transcript of the call"))
	ev := a.event("message")
	if ev["bot_id"] != rec.BotID || ev["app_id"] == w.AppID() || ev["bot_profile"].(obj)["name"] != "recorder" {
		t.Errorf("%v", ev)
	}
	w.AddChannel(Channel{ID: "CEXT", IsExtShared: true, Members: []string{"USTR", w.BotUser()}})
	w.AddUser(User{ID: "USTR", Name: "pat", TeamID: "T0OTHER0001"})
	must(w.Post("USTR", "CEXT", "hello from outside"))
	m := a.next()["payload"].(obj)
	if ev := m["event"].(obj); ev["user_team"] != "T0OTHER0001" || m["team_id"] != w.TeamID() || m["is_ext_shared_channel"] != true {
		t.Errorf("%v", m)
	}
	if u := callOK(t, w, "users.info", obj{"user": "USTR"})["user"].(obj); u["is_stranger"] != true {
		t.Errorf("%v", u)
	}
}

func TestLongPastesBecomeSnippets(t *testing.T) {
	w := sales(t, Options{})
	a := connect(t, w, nil)
	must(w.Post("UANA", "CNOTES", strings.Repeat("word ", maxText/5+1)))
	ev := a.event("message")
	f := ev["files"].([]any)[0].(obj)
	if ev["subtype"] != "file_share" || ev["text"] != "" || f["mode"] != "snippet" || f["size"] != float64(maxText+5) {
		t.Errorf("%v", f)
	}
}

func TestChangingAndLeaving(t *testing.T) {
	w := sales(t, Options{})
	a := connect(t, w, nil)
	ok(t, w.ChangeUser("UANA", func(u *User) { u.TZ = "Asia/Tokyo" }))
	if ev := a.event("user_change"); ev["user"].(obj)["tz"] != "Asia/Tokyo" {
		t.Errorf("%v", ev)
	}
	ok(t, w.OpenHome("UANA"))
	if ev := a.event("app_home_opened"); ev["tab"] != "home" || ev["user"] != "UANA" || ev["view"] != nil {
		t.Errorf("%v", ev)
	}
	w.Uninstall()
	a.event("app_uninstalled")
	if ev := a.event("tokens_revoked"); ev["tokens"].(obj)["bot"].([]any)[0] != w.BotUser() {
		t.Errorf("%v", ev)
	}
	refusedWith(t, w, "account_inactive", "auth.test", nil)
	must(w.Post("UANA", "CNOTES", "anybody?"))
	if s := w.Stats(); s.Emitted != 4 {
		t.Errorf("%d events", s.Emitted)
	}
}

func TestRichTextOfTypedMessages(t *testing.T) {
	m := richText("b1", escapeTyped("<@UANA> said a<b & see https://x.org"))
	els := m["elements"].([]any)[0].(obj)["elements"].([]any)
	var got []string
	for _, e := range els {
		o := e.(obj)
		got = append(got, o["type"].(string)+":"+errorOr(nil, str(o["text"])+str(o["user_id"])+str(o["url"])))
	}
	if want := "user:UANA|text: said a<b & see |link:https://x.org"; strings.Join(got, "|") != want {
		t.Errorf("%s", strings.Join(got, "|"))
	}
}

func TestPeopleCanOnlyDoWhatTheyCan(t *testing.T) {
	w := sales(t, Options{})
	first := func(_ string, err error) error { return err }
	errs := map[string]error{
		"post elsewhere": first(w.Post("UBEN", "GDEALS", "x")),
		"nobody":         first(w.Post("UX", "CNOTES", "x")),
		"no thread":      first(w.Reply("UANA", "CNOTES", "1.0", "x")),
		"no root":        first(w.Reply("UANA", "CNOTES", "", "x")),
		"not a bot":      first(w.PostAsBot("UANA", "CNOTES", "x")),
		"slash":          w.Slash("UANA", "CNOTES", "/other", ""),
		"home":           w.ClickHome("UANA", "x", ""),
		"modal":          w.SubmitModal("UANA", nil),
		"close":          w.CloseModal("UANA"),
		"change":         w.ChangeUser("UX", func(*User) {}),
		"delete":         w.Delete("UANA", "CNOTES", "1.0"),
	}
	for what, err := range errs {
		if err == nil {
			t.Errorf("%s: went well", what)
		}
	}
	if errors.Join(first(w.DM("UANA", "x"))) != nil {
		t.Error("a DM")
	}
}
