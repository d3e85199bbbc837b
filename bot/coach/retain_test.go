package coach

import (
	"strings"
	"testing"
	"time"

	"heed/store"
)

// aged is a world whose workspace keeps things for so many days.
func aged(t *testing.T, keep *store.Retention) *world {
	w, _ := sealedWorld(t)
	w.do(dm("UANA", elmfield))
	w.send()
	w.now = w.now.AddDate(0, 0, 100)
	again := dm("UBEN", ridley)
	again.TS = ts(100 * 24 * 3600)
	w.do(again)
	w.send()
	w.update(func(tx *store.Tx) error { return store.Workspaces.Put(tx, &store.Workspace{Team: "T1", Keep: keep}) })
	return w
}

func TestTextsAreKeptForSoLong(t *testing.T) {
	for name, c := range map[string]struct {
		keep  *store.Retention
		after int // days since the second note
		texts int
	}{
		"by default, half a year": {nil, 79, 2},
		"and a day":               {nil, 81, 1},
		"both":                    {nil, 181, 0},
		"for ever":                {&store.Retention{}, 900, 2},
		"a month":                 {&store.Retention{Texts: 30}, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			w := aged(t, c.keep)
			w.now = w.now.AddDate(0, 0, c.after)
			w.tick()
			if got := len(all(w, store.Sources)); got != c.texts {
				t.Errorf("%d texts, want %d", got, c.texts)
			}
			if len(all(w, store.Calls)) != 2 || len(all(w, store.Customers)) != 2 || !strings.Contains(w.told(), "dreads Mondays") {
				t.Error("more than the text is gone")
			}
			if c.texts == 2 {
				return
			}
			w.send()
			w.lastSeq()
			w.wantSaid(w.do(slash("UBEN", "brief Elmfield Dental")), "dreads Mondays")
			for _, action := range []string{"call.right", "call.notright", "reading.other"} {
				if es := w.do(click("UANA", action, "K-1")); len(es) == 0 {
					t.Errorf("%s wasn't answered", action)
				}
			}
		})
	}
}

func TestCallsAreKeptForSoLong(t *testing.T) {
	w := aged(t, &store.Retention{Texts: 30, Calls: 90})
	w.tick()
	w.wantForgotten("Elmfield", "Hanna", "dreads", "pricing")
	if !strings.Contains(w.told(), "Ridley") {
		t.Error("the newer one is gone too")
	}
	if got := removed(w.effects()); len(got) == 0 {
		t.Error("Heed's message stays")
	}
	w.send()
	w.now = w.now.Add(time.Hour)
	before := len(w.allEffects())
	w.tick()
	if len(w.allEffects()) != before {
		t.Error("it is done again")
	}
}

// Only an admin changes for how long things are kept.
func TestRetentionIsTheAdmins(t *testing.T) {
	for _, admin := range []bool{false, true} {
		w := stocked(t)
		p := w.person("UANA")
		p.Admin = admin
		w.update(func(tx *store.Tx) error { return store.People.Put(tx, &p) })
		form := words(w.do(slash("UANA", "settings"))...)
		if strings.Contains(form, "keep_texts") != admin {
			t.Errorf("admin %v: %s", admin, form)
		}
		in := map[string]string{"zone": "UTC", "weekday": "5", "hour": "15", "keep_texts": "45", "keep_calls": "0"}
		w.do(Event{Kind: Submit, User: "UANA", Callback: "settings", Inputs: in})
		want := 180
		if admin {
			want = 45
		}
		if ws := only(w, store.Workspaces); ws.Retention().Texts != want {
			t.Errorf("admin %v: %+v", admin, ws.Retention())
		}
		in["keep_texts"] = "1"
		if wrong := Check(Event{Callback: "settings", Inputs: in}); wrong["keep_texts"] == "" {
			t.Error("one day is taken")
		}
	}
}
