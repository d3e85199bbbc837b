package slackfake

import (
	"testing"
	"time"
)

func TestPeopleAsTheAPIShowsThem(t *testing.T) {
	w := sales(t, Options{Scopes: append([]string{"team:read"}, defaultScopes...)})
	u := callOK(t, w, "users.info", obj{"user": "UANA"})["user"].(obj)
	if u["tz"] != "Europe/Madrid" || u["tz_offset"] != 3600.0 || u["tz_label"] != "CET" {
		t.Errorf("zone: %v", u)
	}
	if p := u["profile"].(obj); p["real_name"] != "Ana Ruiz" || p["email"] != nil {
		t.Errorf("profile: %v", p)
	}
	w.SetNow(time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC))
	if u := callOK(t, w, "users.info", obj{"user": "UANA"})["user"].(obj); u["tz_offset"] != 7200.0 {
		t.Errorf("in summer: %v", u["tz_offset"])
	}
	refusedWith(t, w, "user_not_found", "users.info", obj{"user": "UX"})
	out := callOK(t, w, "users.list", obj{"limit": "2"})
	rest := callOK(t, w, "users.list", obj{"limit": "2", "cursor": out["response_metadata"].(obj)["next_cursor"].(string)})
	if len(out["members"].([]any)) != 2 || len(rest["members"].([]any)) != 1 {
		t.Errorf("%v, %v", out, rest)
	}
	if b := callOK(t, w, "bots.info", obj{"bot": w.BotID()})["bot"].(obj); b["user_id"] != w.BotUser() {
		t.Errorf("%v", b)
	}
	if team := callOK(t, w, "team.info", nil)["team"].(obj); team["id"] != w.TeamID() {
		t.Errorf("%v", team)
	}
}

func TestDoNotDisturb(t *testing.T) {
	w := sales(t, Options{})
	if d := callOK(t, w, "dnd.info", obj{"user": "UANA"}); d["dnd_enabled"] != false {
		t.Errorf("%v", d)
	}
	start := w.Now().Add(time.Hour)
	w.SetDND("UANA", start, start.Add(10*time.Hour))
	d := callOK(t, w, "dnd.info", obj{"user": "UANA"})
	if d["dnd_enabled"] != true || d["next_dnd_start_ts"] != float64(start.Unix()) {
		t.Errorf("%v", d)
	}
}
