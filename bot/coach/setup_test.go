package coach

import (
	"testing"

	"heed/store"
)

// What Heed is told of its installer holds over restarts; the steps are sent
// once, and not where something was set before.
func TestInstalled(t *testing.T) {
	w := newWorld(t)
	for range 2 {
		if err := w.c.Installed(t.Context(), w.now, "T1", []string{"UANA", "UBEN"}); err != nil {
			t.Fatal(err)
		}
	}
	es := w.effects()
	if len(es) != 1 || es[0].User != "UANA" || es[0].Kind != store.Post {
		t.Fatalf("%+v", es)
	}
	w.people["UCLEO"] = Profile{Name: "cleo", RealName: "Cleo Marsh", Zone: "Europe/London", Admin: true}
	w.wantSilence(onlyTo(w.do(Event{Kind: HomeOpen, User: "UCLEO"}), store.Post), "a second admin")
	for user, may := range map[string]bool{"UANA": true, "UBEN": true, "UCLEO": true, "UDAN": false} {
		w.people["UDAN"] = Profile{Name: "dan", RealName: "Dan Roe"}
		w.do(slash(user, "me"))
		w.do(click(user, "setup.dates", "dmy"))
		ws := only(w, store.Workspaces)
		if ws.DatesSet != may {
			t.Errorf("%s: dates set %v", user, ws.DatesSet)
		}
		ws.DatesSet = false
		w.update(func(tx *store.Tx) error { return store.Workspaces.Put(tx, &ws) })
	}
}

func TestStepsAreNotSentWhereSomethingIsSet(t *testing.T) {
	w := newWorld(t)
	w.update(func(tx *store.Tx) error {
		return store.Workspaces.Put(tx, &store.Workspace{Team: "T1", Companies: []string{"Ledgerline"}})
	})
	if err := w.c.Installed(t.Context(), w.now, "T1", []string{"UANA"}); err != nil {
		t.Fatal(err)
	}
	w.wantSilence(w.effects(), "set before")
	if ws := only(w, store.Workspaces); ws.Installer != "UANA" {
		t.Errorf("%+v", ws)
	}
}

// A channel that can't be is none, whatever a click says.
func TestSetupClicks(t *testing.T) {
	w := newWorld(t)
	w.absent = map[string]bool{"CFAR": true}
	w.wantSaid(w.do(click("UANA", "setup.watch", "CFAR")), "only its admins")
	w.do(click("UDORA", "setup.watch", "DANA"))
	if all(w, store.Watches) != nil {
		t.Error("a direct message is watched")
	}
	w.do(click("UDORA", "setup.watch", "CFAR"))
	if x := only(w, store.Watches); !x.Absent || x.By != "UDORA" {
		t.Errorf("%+v", x)
	}
	w.wantSaid(w.do(click("UANA", "setup.dance", "x")), "earlier version")
}

func onlyTo(es []store.Effect, kind store.EffectKind) (out []store.Effect) {
	for _, e := range es {
		if e.Kind == kind {
			out = append(out, e)
		}
	}
	return out
}
