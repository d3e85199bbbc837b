package coach

import (
	"strings"
	"testing"

	"heed/store"
)

// deed is a form for something done unasked, sent.
func deed(user, customer, what string) Event {
	return Event{Kind: Submit, User: user, Callback: "deed", PrivateMeta: `{"id":"` + customer + `"}`, Inputs: map[string]string{"what": what}}
}

// What was done unasked goes with the customer, with who is named in it, and
// with who did it; only who did it takes it back.
func TestDeedsForgotten(t *testing.T) {
	for name, c := range map[string]struct {
		do         Event
		gone, left string
	}{
		"the customer":     {click("UANA", "forget.customer", "C-1"), "marmalade", ""},
		"who is named":     {click("UANA", "forget.person", "C-1/Tobias"), "marmalade", "crocus"},
		"who did it":       {click("UANA", "forget.me", ""), "marmalade", "crocus"},
		"an undo":          {click("UANA", "deed.undo", "C-1/D-1@"), "marmalade", "crocus"},
		"a stranger's try": {click("UBEN", "deed.undo", "C-1/D-1@"), "", "marmalade"},
	} {
		t.Run(name, func(t *testing.T) {
			w, _ := sealedWorld(t)
			w.do(dm("UANA", elmfield))
			w.do(dm("UBEN", strings.Replace(elmfield, "price list", "parking plan", 1)))
			w.do(deed("UANA", "C-1", "took Tobias a jar of marmalade"))
			w.do(deed("UBEN", "C-1", "left a crocus at the desk"))
			if told := w.told(); !strings.Contains(told, "marmalade") || !strings.Contains(told, "crocus") {
				t.Fatalf("not kept: %s", told)
			}
			w.do(c.do)
			if c.gone != "" {
				w.wantForgotten(c.gone)
			}
			if c.left != "" && !strings.Contains(w.told(), c.left) {
				t.Errorf("%q is gone", c.left)
			}
		})
	}
}

// A card that isn't whoever asks' tells nothing, whatever the button.
func TestStackupOfOthers(t *testing.T) {
	w := newWorld(t)
	w.do(dm("UANA", elmfield))
	w.update(func(tx *store.Tx) error {
		return store.Workspaces.Put(tx, &store.Workspace{Team: "T1", Cards: store.CardsOfOwn})
	})
	w.do(deed("UANA", "C-1", "took them marmalade"))
	for _, ev := range []Event{slash("UBEN", "stackup Elmfield"), slash("UBEN", "stackup C-1"), click("UBEN", "deed.tell", "C-1@stackup/C-1"), click("UBEN", "deed.undo", "C-1/D-1@stackup/C-1"), deed("UBEN", "C-1", "x")} {
		for _, e := range w.do(ev) {
			if e.Message != nil && e.User == "UBEN" && strings.Contains(e.Message.Fallback(), "Elmfield Dental") {
				t.Errorf("%s %s: %s", ev.Kind, ev.Text, e.Message.Fallback())
			}
		}
	}
	if n := len(all(w, store.Deeds)); n != 1 {
		t.Errorf("%d deeds", n)
	}
}
