package slackfake

import (
	"strings"
	"testing"
	"time"
)

func plain(s string) obj { return obj{"type": "plain_text", "text": s} }

// modal is a view with one input.
func modal(title string) obj {
	return obj{
		"type": "modal", "callback_id": "promise", "title": plain(title), "submit": plain("Save"), "close": plain("Cancel"),
		"notify_on_close": true, "private_metadata": "F-12",
		"blocks": []obj{
			{"type": "input", "block_id": "what", "label": plain("What"), "element": obj{
				"type": "plain_text_input", "action_id": "text", "max_length": 20,
			}},
			{"type": "input", "block_id": "when", "label": plain("When"), "optional": true, "element": obj{
				"type": "datepicker", "action_id": "date", "initial_date": "2026-11-27",
			}},
		},
	}
}

// trigger makes a person do something that gives a trigger id.
func (a *app) trigger(user string) string {
	a.t.Helper()
	ok(a.t, a.w.Slash(user, "CNOTES", "/heed", ""))
	return a.payload("slash_commands")["trigger_id"].(string)
}

func TestTriggers(t *testing.T) {
	w := sales(t, Options{})
	a := connect(t, w, nil)
	tr := a.trigger("UANA")
	callOK(t, w, "views.open", obj{"trigger_id": tr, "view": modal("One")})
	refusedWith(t, w, "exchanged_trigger_id", "views.open", obj{"trigger_id": tr, "view": modal("Two")})
	refusedWith(t, w, "invalid_trigger_id", "views.open", obj{"trigger_id": "1.2.3", "view": modal("Two")})
	tr = a.trigger("UANA")
	w.Advance(3*time.Second + time.Millisecond)
	refusedWith(t, w, "expired_trigger_id", "views.open", obj{"trigger_id": tr, "view": modal("Two")})
	if v, _ := w.Modal("UANA"); v.Title != "One" {
		t.Errorf("%+v", v)
	}
}

func TestSubmissions(t *testing.T) {
	var answer any
	w := sales(t, Options{})
	a := connect(t, w, func(env obj) any {
		if p, _ := env["payload"].(obj); p["type"] == "view_submission" {
			return answer
		}
		return nil
	})
	callOK(t, w, "views.open", obj{"trigger_id": a.trigger("UANA"), "view": modal("Fix a promise")})
	submit := func(text string) obj {
		t.Helper()
		ok(t, w.SubmitModal("UANA", map[string]any{"what": text}))
		ok(t, w.WaitAcked(within(t)))
		return a.payload("interactive")
	}
	for _, tooMuch := range []string{"", strings.Repeat("x", 21)} {
		if err := w.SubmitModal("UANA", map[string]any{"what": tooMuch}); err == nil {
			t.Errorf("the form took %q", tooMuch)
		}
	}
	answer = obj{"response_action": "errors", "errors": obj{"what": "Which one?"}}
	p := submit("it")
	view := p["view"].(obj)
	values := view["state"].(obj)["values"].(obj)
	if view["private_metadata"] != "F-12" || view["callback_id"] != "promise" ||
		values["what"].(obj)["text"].(obj)["value"] != "it" || values["when"].(obj)["date"].(obj)["selected_date"] != "2026-11-27" {
		t.Errorf("%v", p)
	}
	v, _ := w.Modal("UANA")
	if v.Errors["what"] != "Which one?" || !strings.Contains(w.RenderView(v), "! Which one?") {
		t.Errorf("%+v\n%s", v.Errors, w.RenderView(v))
	}
	answer = obj{"response_action": "push", "view": modal("Sure?")}
	submit("the intro")
	if v, _ := w.Modal("UANA"); v.Title != "Sure?" || v.Previous == "" {
		t.Errorf("%+v", v)
	}
	answer = obj{"response_action": "update", "view": modal("Quite sure?")}
	submit("yes")
	if v, _ := w.Modal("UANA"); v.Title != "Quite sure?" || v.State["what"]["text"]["value"] != "yes" {
		t.Errorf("%+v", v)
	}
	answer = nil
	submit("yes")
	if v, _ := w.Modal("UANA"); v.Title != "Fix a promise" {
		t.Errorf("an empty ack closed more than one: %+v", v)
	}
	answer = obj{"response_action": "clear"}
	submit("yes")
	if v, open := w.Modal("UANA"); open {
		t.Errorf("%+v", v)
	}
	if p := w.Problems(); len(p) > 0 {
		t.Errorf("%v", p)
	}
}

func TestResponsesThatCannotBeUsed(t *testing.T) {
	var answer any
	w := sales(t, Options{})
	a := connect(t, w, func(env obj) any {
		if env["type"] == "interactive" {
			return answer
		}
		return nil
	})
	callOK(t, w, "views.open", obj{"trigger_id": a.trigger("UANA"), "view": modal("One")})
	long := modal(strings.Repeat("t", 25))
	for i, bad := range []any{
		obj{"response_action": "errors", "errors": obj{"nowhere": "x"}},
		obj{"response_action": "errors"},
		obj{"response_action": "update", "view": long},
		obj{"response_action": "push"},
		obj{"response_action": "explode"},
	} {
		answer = bad
		ok(t, w.SubmitModal("UANA", map[string]any{"text": "x"}))
		ok(t, w.WaitAcked(within(t)))
		if n := len(w.Problems()); n != i+1 {
			t.Errorf("%v: problems %v", bad, w.Problems())
		}
		if _, open := w.Modal("UANA"); !open {
			t.Fatalf("%v closed the modal", bad)
		}
	}
}

func TestStackOfModals(t *testing.T) {
	w := sales(t, Options{})
	a := connect(t, w, nil)
	first := callOK(t, w, "views.open", obj{"trigger_id": a.trigger("UANA"), "view": modal("1")})["view"].(obj)
	callOK(t, w, "views.push", obj{"trigger_id": a.trigger("UANA"), "view": modal("2")})
	callOK(t, w, "views.push", obj{"trigger_id": a.trigger("UANA"), "view": modal("3")})
	refusedWith(t, w, "push_limit_reached", "views.push", obj{"trigger_id": a.trigger("UANA"), "view": modal("4")})
	refusedWith(t, w, "not_found", "views.push", obj{"trigger_id": a.trigger("UBEN"), "view": modal("1")})

	change := obj{"view_id": first["id"], "hash": first["hash"], "view": modal("1b")}
	callOK(t, w, "views.update", change)
	refusedWith(t, w, "hash_conflict", "views.update", change)
	refusedWith(t, w, "not_found", "views.update", obj{"view_id": "V0", "view": modal("x")})

	ok(t, w.CloseModal("UANA"))
	if p := a.payload("interactive"); p["type"] != "view_closed" || p["is_cleared"] != false || p["view"].(obj)["title"].(obj)["text"] != "3" {
		t.Errorf("%v", p)
	}
	ok(t, w.CloseModal("UANA"))
	if v, _ := w.Modal("UANA"); v.Title != "1b" {
		t.Errorf("%+v", v)
	}
}

func TestHomeTab(t *testing.T) {
	w := sales(t, Options{})
	a := connect(t, w, nil)
	home := obj{"type": "home", "blocks": []obj{
		{"type": "section", "block_id": "s", "text": plain("Two promises"), "accessory": button("done", "Done", "F-1")},
		{"type": "actions", "block_id": "a", "elements": []obj{{
			"type": "static_select", "action_id": "focus", "options": []obj{
				{"text": plain("Worries"), "value": "worries"}, {"text": plain("Questions"), "value": "questions"},
			},
		}}},
	}}
	v := callOK(t, w, "views.publish", obj{"user_id": "UANA", "view": home})["view"].(obj)
	ok(t, w.OpenHome("UANA"))
	if ev := a.event("app_home_opened"); ev["view"].(obj)["id"] != v["id"] {
		t.Errorf("%v", ev)
	}
	ok(t, w.ClickHome("UANA", "done", "F-1"))
	p := a.payload("interactive")
	act := p["actions"].([]any)[0].(obj)
	if p["type"] != "block_actions" || act["value"] != "F-1" || act["block_id"] != "s" || p["container"].(obj)["type"] != "view" || p["response_url"] != nil {
		t.Errorf("%v", p)
	}
	ok(t, w.SelectHome("UANA", "focus", "Questions"))
	p = a.payload("interactive")
	if act := p["actions"].([]any)[0].(obj); act["selected_option"].(obj)["value"] != "questions" {
		t.Errorf("%v", act)
	}
	if err := w.ClickHome("UANA", "done", "F-2"); err == nil {
		t.Error("a button with another value was pressed")
	}
	refusedWith(t, w, "hash_conflict", "views.publish", obj{"user_id": "UANA", "view": home, "hash": "0.0"})
	refusedWith(t, w, "invalid_arguments", "views.publish", obj{"user_id": w.BotUser(), "view": home})
}

func TestActionsInMessages(t *testing.T) {
	w := sales(t, Options{})
	a := connect(t, w, nil)
	ts := callOK(t, w, "chat.postMessage", obj{"channel": "UANA", "text": "nudge", "blocks": []obj{
		{"type": "section", "text": plain("intro"), "accessory": obj{"type": "overflow", "action_id": "more", "options": []obj{
			{"text": plain("Not a promise"), "value": "no"},
		}}},
		{"type": "actions", "elements": []obj{
			button("done", "Done", "F-1"), {"type": "datepicker", "action_id": "snooze"},
		}},
	}})["ts"].(string)
	dm := w.DMChannel("UANA")
	ok(t, w.Click("UANA", dm, ts, "done", ""))
	p := a.payload("interactive")
	if p["message"].(obj)["ts"] != ts || p["channel"].(obj)["name"] != "directmessage" || p["trigger_id"] == nil ||
		p["user"].(obj)["id"] != "UANA" || p["team"].(obj)["id"] != w.TeamID() {
		t.Errorf("%v", p)
	}
	ok(t, w.Select("UANA", dm, ts, "snooze", "2026-12-01"))
	p = a.payload("interactive")
	if act := p["actions"].([]any)[0].(obj); act["selected_date"] != "2026-12-01" || len(p["state"].(obj)["values"].(obj)) != 1 {
		t.Errorf("%v", p)
	}
	ok(t, w.Select("UANA", dm, ts, "more", "no"))
	if act := a.payload("interactive")["actions"].([]any)[0].(obj); act["type"] != "overflow" {
		t.Errorf("%v", act)
	}
	for what, err := range map[string]error{
		"no such button":   w.Click("UANA", dm, ts, "explode", ""),
		"no such option":   w.Select("UANA", dm, ts, "more", "maybe"),
		"not a button":     w.Click("UANA", dm, ts, "snooze", ""),
		"somebody else's":  w.Click("UBEN", dm, ts, "done", ""),
		"no such message":  w.Click("UANA", dm, "1.0", "done", ""),
		"not to be chosen": w.Select("UANA", dm, ts, "done", "x"),
	} {
		if err == nil {
			t.Errorf("%s: went well", what)
		}
	}
	note := must(w.Post("UBEN", "CLOUNGE", "note to coach"))
	ok(t, w.MessageShortcut("UANA", "CLOUNGE", note, "coach_me"))
	p = a.payload("interactive")
	if p["type"] != "message_action" || p["callback_id"] != "coach_me" || p["message"].(obj)["user"] != "UBEN" {
		t.Errorf("%v", p)
	}
	ok(t, w.Shortcut("UANA", "brief"))
	if p := a.payload("interactive"); p["type"] != "shortcut" {
		t.Errorf("%v", p)
	}
}
