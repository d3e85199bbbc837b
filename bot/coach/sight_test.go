package coach

import (
	"strings"
	"testing"

	"heed/store"
)

// setWorkspace changes the workspace's record.
func (w *world) setWorkspace(change func(ws *store.Workspace)) {
	w.t.Helper()
	w.update(func(tx *store.Tx) error {
		u := &unit{Tx: tx, ev: Event{Team: "T1"}, now: w.now, coach: w.c}
		ws, err := u.workspace()
		if err != nil {
			return err
		}
		change(&ws)
		return store.Workspaces.Put(tx, &ws)
	})
}

// Where cards are for their own reps, nothing that others ask or click tells
// that there is such a customer; a note that names it makes its writer one.
func TestCardsOfOwn(t *testing.T) {
	w := newWorld(t)
	w.do(dm("UBEN", "Call with Ridley Tools, Sam Reed\n- worried about downtime, \"last time the line stood for a day\"\nNext steps:\n- Sam sends the drawings by Friday\n- I'll send the price list by Friday"))
	w.send()
	w.effects()
	asks := []Event{
		slash("UANA", "brief Ridley Tools"), slash("UANA", "brief Ridley"), slash("UANA", "brief Ridly"), slash("UANA", "brief Sam Reed"),
		dm("UANA", "what do we know about Ridley?"), slash("UANA", "followups Ridley"), slash("UANA", "forget Ridley Tools"), slash("UANA", "forget Ridly Tools"),
		slash("UANA", "forget Sam Reed of Ridley Tools"), slash("UANA", "names"), dm("UANA", "Call with Ridly Tool\n- they need parts, \"within two days\"\n- I'll call on Thursday"),
		click("UANA", "brief.pick0", "C-1"), click("UANA", "fact.pagefacts", "facts/C-1/0"), click("UANA", "fact.pagecalls", "calls/C-1/0"), click("UANA", "fact.pagebrief", "brief/C-1"),
		click("UANA", "followup.more", "@list/C-1"), click("UANA", "fact.correct", "C-1/M-1@facts/C-1/0"), click("UANA", "fact.confirm", "C-1/M-1@facts/C-1/0"),
		click("UANA", "touch.mute", "C-1@facts/C-1/0"), click("UANA", "forget.customer", "C-1"), click("UANA", "forget.person", "C-1/Sam Reed"),
	}
	asks = append(asks, looksAtCard("UANA")...)
	told := func(ev Event) bool {
		said := words(w.do(ev)...)
		echo := strings.Contains(ev.Text, "Ridley") // is in the answer to it too
		typed := ev.Text + ev.Value
		for _, secret := range []string{"downtime", "drawings", "C-1"} {
			if strings.Contains(said, secret) && !strings.Contains(typed, secret) {
				return true
			}
		}
		return !echo && strings.Contains(said, "Ridley")
	}
	if !told(asks[0]) {
		t.Fatal("without the setting a card is everybody's")
	}
	w.setWorkspace(func(ws *store.Workspace) { ws.Cards = store.CardsOfOwn })
	for _, ask := range asks {
		if ask.At = w.now; told(ask) {
			t.Errorf("%s %s%s told Ana of Ben's customer", ask.Kind, ask.Text, ask.Action+" "+ask.Value)
		}
	}
	if !told(slash("UBEN", "brief Ridley")) {
		t.Error("Ben's own customer is hidden from him")
	}

	// A note that names the customer is about it, and its writer's own then.
	named := dm("UANA", "Call with Ridley Tools\n- they need a second shift, \"from March on\"\n- I'll call Sam on Thursday")
	named.TS = ts(200)
	w.do(named)
	if !told(slash("UANA", "brief Ridley")) {
		t.Error("Ana has had a call and sees no card")
	}
}

// looksAtCard is every word that there is about customer C-1, by its name, a
// misspelt one and its id, typed and on a button: a command of tomorrow, too.
func looksAtCard(user string) (out []Event) {
	for _, v := range verbs() {
		if v.name == "note" || v.name == "story" { // tell something; what they name, they know
			continue
		}
		for _, about := range []string{"Ridly Tools", "C-1", "Sam Reed", "downtime", "drawings"} {
			out = append(out, slash(user, v.name+" "+about), click(user, "run.0", v.name+" "+about))
		}
	}
	return append(out, Event{Kind: HomeOpen, User: user}, dm(user, "what did we promise Ridly?"), dm(user, "keep quiet about Ridly Tools"), slash(user, "export"))
}

// Where cards are for own reps, a manager and an admin are other reps.
func TestCardsOfOwnForRoles(t *testing.T) {
	for _, as := range []func(ws *store.Workspace){
		func(ws *store.Workspace) { ws.Managers = []string{"UANA"} },
		func(ws *store.Workspace) { ws.Admins = []string{"UANA"} },
	} {
		w := newWorld(t)
		w.do(dm("UBEN", "Call with Ridley Tools, Sam Reed\n- worried about downtime, \"last time the line stood for a day\"\nNext steps:\n- Sam sends the drawings by Friday\n- I'll send the price list by Friday"))
		w.setWorkspace(func(ws *store.Workspace) { ws.Cards = store.CardsOfOwn; as(ws) })
		w.send()
		w.effects()
		for _, ask := range looksAtCard("UANA") {
			said := words(w.do(ask)...)
			typed := ask.Text + ask.Value
			for _, secret := range []string{"Ridley", "last time the line", "sends the drawings", "price list"} {
				if strings.Contains(said, secret) && !strings.Contains(typed, secret) {
					t.Errorf("%s told %q: %s", typed, secret, said)
				}
			}
		}
	}
}

// An admin forgets a customer by its whole name and is told how much there is,
// not what.
func TestAdminForgetsUnseen(t *testing.T) {
	w := newWorld(t)
	w.do(dm("UBEN", "Call with Ridley Tools, Sam Reed\n- worried about downtime, \"last time the line stood for a day\"\n- I'll send the price list by Friday"))
	w.setWorkspace(func(ws *store.Workspace) { ws.Cards, ws.Admins = store.CardsOfOwn, []string{"UANA"} })
	w.send()
	w.effects()
	said := words(w.do(slash("UANA", "forget Ridley Tools"))...)
	if !strings.Contains(said, "forget.customer") || strings.Contains(said, "downtime") {
		t.Error(said)
	}
	if said := words(w.do(slash("UANA", "brief Ridley Tools"))...); strings.Contains(said, "downtime") {
		t.Error("an admin sees the card: " + said)
	}
}
