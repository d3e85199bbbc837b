package coach

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"heed/bot/call"
	"heed/bot/digest"
	"heed/bot/followup"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// owe gives somebody a promise that is due on a day.
func (w *world) owe(team, user string, n int, due when.Date) {
	w.t.Helper()
	w.update(func(tx *store.Tx) error {
		f := followup.FollowUp{
			ID: fmt.Sprintf("F-%d", n), Team: team, Owner: user, Side: call.Rep, Action: fmt.Sprintf("send part %d of %s", n, team),
			Due: due, Made: tuesday.Add(-30 * 24 * time.Hour), State: followup.Open,
		}
		return store.FollowUps.Put(tx, &f)
	})
}

func (w *world) join(team, user, zone string) {
	w.t.Helper()
	w.people[user] = Profile{Name: user, RealName: user, Zone: zone}
	w.update(func(tx *store.Tx) error {
		p := store.Person{Team: team, ID: user, Name: user, RealName: user, Zone: zone, Checked: w.now}
		return store.People.Put(tx, &p)
	})
}

func (w *world) replan(team, user string) {
	w.t.Helper()
	w.update(func(tx *store.Tx) error {
		return (&unit{Tx: tx, ev: Event{Team: team}, now: w.now, coach: w.c}).replan(user)
	})
}

// nudges are the bundles that wait in the outbox or were sent, by key.
func (w *world) nudges() (out []store.Effect) {
	w.view(func(tx *store.Tx) error {
		for key, raw := range tx.Scan("outbox", kv.Range{}) {
			if !strings.Contains(key, "/nudge/") {
				continue
			}
			var e store.Effect
			if err := json.Unmarshal(raw, &e); err != nil {
				return err
			}
			out = append(out, e)
		}
		return nil
	})
	return out
}

// days lets the clock run from tick to tick, sending what is due, up to a
// time, and returns the days of the nudges.
func (w *world) days(to time.Time) (days []string) {
	w.t.Helper()
	for range 1000 {
		next := w.tick()
		for _, e := range w.nudges() {
			if e.State == store.Pending {
				days = append(days, e.Key)
			}
		}
		w.send()
		if next.IsZero() || next.After(to) {
			w.now = to
			return days
		}
		if !next.After(w.now) {
			w.t.Fatalf("next is %v at %v", next, w.now)
		}
		w.now = next
	}
	w.t.Fatal("it never comes to rest")
	return nil
}

// Forty promises overdue after three weeks of downtime: one bundle a working
// day, each promise brought up, none more often than it may be, then silence.
func TestBacklog(t *testing.T) {
	w := newWorld(t)
	w.join("T1", "UANA", "Europe/London")
	for n := range 40 {
		w.owe("T1", "UANA", n, when.Date{Year: 2026, Month: 10, Day: 1 + n%20})
	}
	w.replan("T1", "UANA")
	days := w.days(tuesday.AddDate(0, 3, 0))
	seen := map[string]bool{}
	for _, d := range days {
		if seen[d] {
			t.Errorf("%s twice", d)
		}
		seen[d] = true
	}
	for _, f := range all(w, store.FollowUps) {
		if f.Nudges != 3 {
			t.Errorf("%s was brought up %d times", f.ID, f.Nudges)
		}
	}
	if len(days) < 5 || len(days) > 15 {
		t.Errorf("%d bundles: %v", len(days), days)
	}
}

// Two teams in one store, with the same ids in both, never see each other,
// and what is wrong in one doesn't stop the other.
func TestTwoTeams(t *testing.T) {
	w := newWorld(t)
	day := when.DateOf(w.now)
	for _, team := range []string{"T1", "T10"} {
		for n, user := range []string{"UANA", "UBEN"} {
			w.join(team, user, "Europe/London")
			w.owe(team, user, n+1, day)
			w.replan(team, user)
		}
	}
	w.update(func(tx *store.Tx) error {
		ws := store.Workspace{Team: "T1", DigestTo: "C1", Digest: digest.Schedule{Weekday: time.Tuesday, Hour: 9, Zone: "Mars/Base"}}
		return store.Workspaces.Put(tx, &ws)
	})
	if _, err := w.c.Tick(t.Context(), w.now); err == nil || !strings.Contains(err.Error(), "team T1") {
		t.Errorf("the error names no team: %v", err)
	}
	got := w.nudges()
	if len(got) != 4 {
		t.Fatalf("%d nudges", len(got))
	}
	for _, e := range got {
		said := words(e)
		if !strings.Contains(said, "of "+e.Team) || strings.Contains(said, "of T1 ") && e.Team != "T1" {
			t.Errorf("%s says %s", e.Key, said)
		}
	}
	for _, team := range []string{"T1", "T10"} {
		ev := slash("UANA", "followups")
		ev.Team, ev.Key = team, team+"/command/1"
		w.do(ev)
		w.view(func(tx *store.Tx) error {
			e, ok, err := tx.Effect(team + "/reply/" + ev.Key + "/1")
			if said := words(e); !ok || !strings.Contains(said, "part 1 of "+team+" ") || strings.Contains(said, "part 2") {
				t.Errorf("%s: %s", team, said)
			}
			return err
		})
	}
	// A click that names the other team's record by path finds nothing.
	w.wantSaid(w.do(click("UANA", "followup.done", "../T10/F-1@list")), "no longer there")
}

// Somebody whose record is damaged doesn't keep the others from being nudged.
func TestOneDamaged(t *testing.T) {
	w := newWorld(t)
	for n, user := range []string{"UANA", "UBEN", "UCLEO"} {
		w.join("T1", user, "Europe/London")
		w.owe("T1", user, n+1, when.DateOf(w.now))
		w.replan("T1", user)
	}
	w.update(func(tx *store.Tx) error { return tx.Put("followups", "T1/F-1", []byte("{")) })
	_, err := w.c.Tick(t.Context(), w.now)
	if err == nil || !strings.Contains(err.Error(), "UANA") {
		t.Errorf("%v", err)
	}
	if n := len(w.nudges()); n != 2 {
		t.Errorf("%d nudges, want two", n)
	}
}

func TestTickStops(t *testing.T) {
	w := newWorld(t)
	w.join("T1", "UANA", "Europe/London")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.c.Tick(ctx, w.now); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// Paused before the bundle went out: it doesn't; what was in it comes, once,
// after the pause.
func TestPauseAndResume(t *testing.T) {
	w := newWorld(t)
	w.join("T1", "UANA", "Europe/London")
	for n := range 12 {
		w.owe("T1", "UANA", n, when.DateOf(w.now).AddDays(-n))
	}
	w.replan("T1", "UANA")
	w.tick()
	if n := w.nudges(); len(n) != 1 || n[0].State != store.Pending {
		t.Fatalf("%+v", n)
	}
	w.wantSaid(w.do(slash("UANA", "pause")), "Paused")
	if n := w.nudges(); n[0].State != store.Dropped || n[0].Message != nil {
		t.Errorf("the nudge of today still goes out: %+v", n[0])
	}
	w.do(slash("UANA", "pause"))
	if days := w.days(w.now.AddDate(0, 0, 7)); len(days) > 0 {
		t.Errorf("nudged while paused: %v", days)
	}
	w.wantSaid(w.do(slash("UANA", "resume")), "On again")
	w.do(slash("UANA", "resume"))
	if days := w.days(w.now.Add(20 * time.Hour)); len(days) != 1 {
		t.Errorf("after the pause: %v", days)
	}
	for _, f := range all(w, store.FollowUps) {
		if f.Nudges > 1 {
			t.Errorf("%s was said %d times, once of which nobody heard", f.ID, f.Nudges)
		}
	}
	// Notes posted in a channel while paused are let be; those sent to Heed aren't.
	w.watching("CCALLS")
	w.do(slash("UANA", "pause"))
	w.send()
	w.effects()
	w.wantSilence(w.do(post("UANA", 1, elmfield)), "a note of somebody who is paused")
	w.wantSaid(w.do(dm("UANA", elmfield)), "Elmfield")
}

// The clocks change, the year ends, people fly: never twice on a day, never a
// day late.
func TestNudgesOverTheYear(t *testing.T) {
	t.Parallel()
	for _, zone := range []string{"Europe/London", "America/New_York", "Australia/Lord_Howe"} {
		w := newWorld(t)
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		w.now = time.Date(2026, 10, 19, 12, 0, 0, 0, time.UTC)
		w.join("T1", "UANA", zone)
		want := 0
		for d, n := (when.Date{Year: 2026, Month: 10, Day: 21}), 1; d.Compare(when.Date{Year: 2027, Month: 4, Day: 14}) < 0; d, n = d.AddDays(7), n+1 {
			w.owe("T1", "UANA", n, d) // Wednesdays
			want++
		}
		w.replan("T1", "UANA")
		got := map[string]bool{}
		for range 1000 {
			w.tick()
			for _, e := range w.nudges() {
				if e.State != store.Pending {
					continue
				}
				local := w.now.In(loc)
				if got[e.Key] || local.Hour() != 9 || local.Weekday() != time.Wednesday {
					t.Errorf("%s: %s at %v", zone, e.Key, local)
				}
				got[e.Key] = true
			}
			w.send()
			for _, f := range all(w, store.FollowUps) {
				if f.State == followup.Open && f.Nudges > 0 {
					w.do(click("UANA", "followup.done", f.ID+"@list"))
				}
			}
			next := w.tick()
			if next.IsZero() {
				break
			}
			w.now = next
		}
		if len(got) != want {
			t.Errorf("%s: %d nudges, want %d", zone, len(got), want)
		}
	}
}

func settingsOf(user, channel, hour string) Event {
	return settingsForm(user, "digest", "zone", "Europe/London", "weekday", "5", "hour", hour, "channel", channel)
}

// settingsForm submits a group of settings: input, value, input, value.
func settingsForm(user, form string, values ...string) Event {
	ev := Event{Kind: Submit, User: user, Callback: "settings", PrivateMeta: `{"id":"` + form + `"}`, Inputs: map[string]string{}}
	for i := 0; i < len(values); i += 2 {
		ev.Inputs[values[i]] = values[i+1]
	}
	return ev
}

// Settings submitted twice, by two people, switched off and on again: what
// holds is told to whom it concerns, and no digest comes twice or late.
func TestSettings(t *testing.T) {
	w := stocked(t)
	digests := func() (n int) {
		w.tick()
		for _, e := range w.allEffects() {
			if strings.HasPrefix(e.Key, "T1/digest/") {
				n++
			}
		}
		return n
	}
	for range 2 {
		if es := onlyTo(w.do(settingsOf("UDORA", "CSALES", "15")), store.Post); len(es) == 0 || es[len(es)-1].User != "UDORA" {
			t.Errorf("%+v", es)
		}
	}
	w.do(settingsForm("UDORA", "names", "companies", " Ledgerline, ,Ledgerline Close\n", "recorders", ""))
	w.do(settingsForm("UDORA", "calendar", "dates", "dmy", "holidays", ""))
	w.do(settingsForm("UDORA", "people", "admins", "UBEN", "managers", ""))
	ws := only(w, store.Workspaces)
	if strings.Join(ws.Companies, "|") != "Ledgerline|Ledgerline Close" || !ws.DayFirst || ws.DigestBy != "UDORA" {
		t.Errorf("%+v", ws)
	}
	if digests() != 0 {
		t.Error("a digest of the week before anybody asked for one")
	}
	es := onlyTo(w.do(settingsOf("UBEN", "CSALES", "16")), store.Post)
	if len(es) != 2 {
		t.Fatalf("%+v", es)
	}
	w.wantSaid(es, "changed the workspace's settings", "16:00")

	w.now = time.Date(2026, 11, 10, 10, 0, 0, 0, time.UTC) // the digest of Friday was made or empty
	digests()
	w.do(settingsOf("UBEN", "", "16"))
	w.now = w.now.AddDate(0, 0, 21)
	before := digests()
	w.do(settingsOf("UBEN", "CSALES", "16"))
	if n := digests(); n != before {
		t.Error("switched on again, it told of weeks that are over")
	}
	w.do(Event{Kind: Gone})
	if ws := only(w, store.Workspaces); ws.DigestTo != "" {
		t.Errorf("%+v", ws)
	}
}

// A workspace with no call has nothing to tell, and fails at nothing.
func TestEmptyWorkspace(t *testing.T) {
	w := newWorld(t)
	w.do(settingsOf("UDORA", "CSALES", "15"))
	w.send()
	w.effects()
	for range 5 {
		w.now = w.now.AddDate(0, 0, 7)
		w.tick()
	}
	w.wantSilence(w.effects(), "a digest about nothing")
	w.wantSaid(w.do(slash("UANA", "followups")), "Nothing open")
	w.wantSaid(w.do(slash("UANA", "brief x")), "no customer")
	w.wantSaid(w.do(Event{Kind: HomeOpen, User: "UANA"}), "Nothing open")
}

// A digest that can't be posted is told to whoever set it up, and to nobody
// else.
func TestDigestFails(t *testing.T) {
	w := stocked(t)
	w.do(settingsOf("UDORA", "CSALES", "15"))
	w.effects()
	w.update(func(tx *store.Tx) error {
		if err := w.c.Failed(tx, w.now, store.Effect{Team: "T1", Key: "T1/nudge/UANA/2026-11-06", Channel: "C1"}); err != nil {
			return err
		}
		return w.c.Failed(tx, w.now, store.Effect{Team: "T1", Key: "T1/digest/CSALES/2026-W45", Channel: "CSALES", Error: "is_archived"})
	})
	es := w.effects()
	if len(es) != 1 || es[0].User != "UDORA" {
		t.Fatalf("%+v", es)
	}
	w.wantSaid(es, "couldn't be posted")
}

// Who can't be told anything more isn't: an event that nobody waits for.
func TestDead(t *testing.T) {
	w := newWorld(t)
	dead := func(ev Event) []store.Effect {
		ev.Team, ev.Key = "T1", "T1/x/"+string(ev.Kind)
		body, _ := json.Marshal(ev)
		w.update(func(tx *store.Tx) error { return w.c.Dead(tx, w.now, store.InboxRow{Key: ev.Key, Body: body}, nil) })
		return w.effects()
	}
	for _, kind := range []Kind{Message, Edited, Command, Action, Submit, Shortcut} {
		w.wantSaid(dead(Event{Kind: kind, User: "UANA"}), "couldn't work on")
	}
	for _, kind := range []Kind{Deleted, HomeOpen, Joined, Person, Gone} {
		w.wantSilence(dead(Event{Kind: kind, User: "UANA"}), string(kind))
	}
	w.wantSilence(dead(Event{Kind: Message, User: "UNOTES", BotID: "B1"}), "a bot")
	w.update(func(tx *store.Tx) error {
		return w.c.Dead(tx, w.now, store.InboxRow{Key: "T1/x", Body: []byte("{")}, nil)
	})
	if err := w.c.Handle(t.Context(), w.now, store.InboxRow{Key: "T1/x", Body: []byte("{")}); !errors.Is(err, ErrMalformed) {
		t.Errorf("%v", err)
	}
}
