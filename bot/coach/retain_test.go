package coach

import (
	"fmt"
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

// Only an admin changes for how long things are kept, and a slip can be undone
// before anything is gone.
func TestRetentionIsTheAdmins(t *testing.T) {
	w := stocked(t)
	shorter := func(user string) []store.Effect {
		return w.do(settingsForm(user, "privacy", "cards", "all", "keep_texts", "45", "keep_calls", "0"))
	}
	w.wantSaid(shorter("UANA"), "only its admins")
	if ws := all(w, store.Workspaces); len(ws) > 0 && ws[0].Retention().Texts != 180 {
		t.Errorf("%+v", ws)
	}
	es := shorter("UDORA")
	w.wantSaid(es, "for 45 days", "for 180 days", "Undo keeps it")
	ws := only(w, store.Workspaces)
	if ws.Retention().Texts != 45 || ws.RetentionAt(w.now).Texts != 180 || ws.RetentionAt(w.now.Add(25*time.Hour)).Texts != 45 {
		t.Errorf("%+v", ws)
	}
	w.wantSaid(w.do(click("UANA", "settings.undo", "S-1")), "only its admins")
	w.wantSaid(w.do(click("UDORA", "settings.undo", "S-1")), "; before: ")
	if ws := only(w, store.Workspaces); ws.Keep != nil || ws.RetentionAt(w.now).Texts != 180 {
		t.Errorf("%+v", ws)
	}
	w.wantSaid(w.do(click("UDORA", "settings.undo", "S-1")), "changed again since")
	if wrong := Check(settingsForm("UDORA", "privacy", "keep_texts", "1")); wrong["keep_texts"] == "" {
		t.Error("one day is taken")
	}
}

// Much at once goes bit by bit, so that everything else has its turn.
func TestMuchIsOutlivedBitByBit(t *testing.T) {
	w := newWorld(t)
	w.update(func(tx *store.Tx) error {
		if err := store.Workspaces.Put(tx, &store.Workspace{Team: "T1"}); err != nil {
			return err
		}
		for i := range retainLook + 30 {
			at := w.now.AddDate(0, 0, -200).Add(time.Duration(i) * time.Minute)
			s := store.Source{Team: "T1", Call: fmt.Sprint("K-", i), Customer: "C-1", At: at, Rep: "UANA", Data: []byte("they dread Mondays")}
			if err := store.Sources.Put(tx, &s); err != nil {
				return err
			}
		}
		return nil
	})
	left := func() int { return len(all(w, store.Sources)) }
	next := w.tick()
	if got := left(); got != 30 || !next.Equal(w.now.Add(retainPause)) {
		t.Errorf("%d are left, the next tick is at %v", got, next)
	}
	w.now = next
	w.tick()
	if got := left(); got != 0 {
		t.Errorf("%d are left", got)
	}
}
