package coach

import (
	"slices"
	"strings"
	"testing"
	"time"

	"heed/store"
)

// shared is a world in which Ben has a call, and Dora is a manager.
func shared(t *testing.T) *world {
	w := newWorld(t)
	w.do(slash("UDORA", "help"))
	w.do(w.upload("UBEN", "F1", fairmile, "Call with Fairmile Foods"))
	w.setWorkspace(func(ws *store.Workspace) { ws.Managers = []string{"UDORA"} })
	w.send()
	w.effects()
	return w
}

func share(user, call, to string) Event {
	return Event{Kind: Submit, User: user, Callback: "share", PrivateMeta: `{"id":"` + call + `"}`, Inputs: map[string]string{"manager": to}}
}

// A manager sees a call's coaching once its rep shared it, word for word and
// nothing beyond, and no longer when it is taken back.
func TestSharing(t *testing.T) {
	w := shared(t)
	const coaching = "handover worries me"
	look := func(user string) string { return words(w.do(click(user, "share.look", "H-1"))...) }
	if strings.Contains(look("UDORA"), coaching) {
		t.Fatal("seen before it was shared")
	}
	form := w.do(click("UBEN", "call.menu", "share:K-1"))
	w.wantSaid(form, coaching, "word for word", "UDORA")
	es := w.do(share("UBEN", "K-1", "UDORA"))
	w.wantSaid(es, "shared a call with Fairmile Foods with you", "is shared with", "Stop sharing")
	for _, e := range onlyTo(es, store.Post) {
		if e.User == "UDORA" && strings.Contains(words(e), coaching) {
			t.Error("the message to the manager holds the coaching, which can't be taken back there")
		}
	}
	w.send()
	w.effects()
	seen := look("UDORA")
	if !strings.Contains(seen, coaching) || strings.Contains(seen, "questionnaire") || strings.Contains(seen, "notright") {
		t.Errorf("the manager sees %s", seen)
	}
	for _, other := range []string{"UANA", "UCLEO", "UGIL"} {
		if strings.Contains(look(other), coaching) {
			t.Errorf("%s looks too", other)
		}
	}
	w.wantSaid(w.do(slash("UDORA", "team")), "Shared with you", "Fairmile Foods", "share.look")
	w.wantSaid(w.do(slash("UBEN", "team")), "Shared by you", "share.stop")
	if said := words(w.do(slash("UANA", "team"))...); strings.Contains(said, "Fairmile") {
		t.Errorf("a colleague reads of it: %s", said)
	}
	w.do(share("UBEN", "K-1", "UDORA"))
	if n := len(all(w, store.Shares)); n != 1 {
		t.Errorf("shared twice: %d", n)
	}

	// Somebody else can't stop it; the manager can look no more when no longer one.
	w.wantSaid(w.do(click("UANA", "share.stop", "H-1")), "isn't shared with you")
	w.setWorkspace(func(ws *store.Workspace) { ws.Managers = nil })
	if strings.Contains(look("UDORA"), coaching) {
		t.Error("seen by who is a manager no more")
	}
	w.setWorkspace(func(ws *store.Workspace) { ws.Managers = []string{"UDORA"} })
	w.send()
	w.effects()
	es = w.do(click("UBEN", "share.stop", "H-1"))
	w.wantSaid(es, "No longer shared", "no longer shares this")
	if strings.Contains(look("UDORA"), coaching) || len(all(w, store.Shares)) != 0 {
		t.Error("seen after it was taken back")
	}
}

// What isn't the rep's own can't be shared, nor with whom they like.
func TestForgedShares(t *testing.T) {
	w := shared(t)
	before := w.dump()
	for name, ev := range map[string]Event{
		"a colleague's call":       share("UANA", "K-1", "UDORA"),
		"the manager's own wish":   share("UDORA", "K-1", "UDORA"),
		"with who is no manager":   share("UBEN", "K-1", "UANA"),
		"with a guest":             share("UBEN", "K-1", "UGIL"),
		"no such call":             share("UBEN", "K-9", "UDORA"),
		"no luggage":               {Kind: Submit, User: "UBEN", Callback: "share", Inputs: map[string]string{"manager": "UDORA"}},
		"a colleague's form":       click("UANA", "call.menu", "share:K-1"),
		"the manager asks for it":  click("UDORA", "call.share", "K-1"),
		"the manager asks for why": click("UDORA", "call.why", "K-1=x"),
	} {
		if said := words(w.do(ev)...); strings.Contains(said, "handover worries me") {
			t.Errorf("%s shows %s", name, said)
		}
		if len(all(w, store.Shares)) != 0 {
			t.Errorf("%s is shared", name)
		}
	}
	if w.dump() != before {
		t.Error("something was changed")
	}
}

// What is deleted is shared no more, and the manager's message goes.
func TestSharedAndDeleted(t *testing.T) {
	for name, gone := range map[string]func(w *world){
		"the call":     func(w *world) { w.do(click("UBEN", "call.menu", "forget:K-1")) },
		"the customer": func(w *world) { w.do(click("UBEN", "forget.customer", "C-1")) },
		"the rep":      func(w *world) { w.do(click("UBEN", "forget.me", "me")) },
		"the manager":  func(w *world) { w.do(click("UDORA", "forget.me", "me")) },
	} {
		t.Run(name, func(t *testing.T) {
			w := shared(t)
			w.do(share("UBEN", "K-1", "UDORA"))
			w.send()
			w.effects()
			before := w.seen
			gone(w)
			w.tick()
			if n := len(all(w, store.Shares)); n != 0 {
				t.Errorf("%d shares stay", n)
			}
			touched := slices.ContainsFunc(w.allEffects(), func(e store.Effect) bool {
				return e.Seq > before && e.User == "UDORA" && (e.Kind == store.Update || e.Kind == store.Remove)
			})
			if !touched {
				t.Error("the manager's message stays as it was")
			}
		})
	}
}

// The team's page is the same for everybody, and made of weeks that are over.
func TestTeamPage(t *testing.T) {
	w := newWorld(t)
	w.people["UEVA"] = Profile{Name: "eva", RealName: "Eva Lind", Zone: "Europe/London"}
	w.watching("CCALLS")
	n := 0
	week := func(reps ...string) {
		for _, rep := range reps {
			n++
			ev := post(rep, 0, strings.ReplaceAll(elmfield, "Elmfield Dental", "Customer "+string(rune('A'+n))+" Ltd"))
			ev.TS, ev.At = Stamp(w.now), w.now
			ev.Key = "T1/message/CCALLS/" + ev.TS
			w.do(ev)
			w.now = w.now.Add(time.Minute)
		}
	}
	page := func(user string) string { w.tick(); w.effects(); return words(w.do(slash(user, "team"))...) }
	week("UANA", "UBEN", "UANA")
	w.now = w.now.AddDate(0, 0, 7)
	if said := page("UANA"); !strings.Contains(said, "No numbers yet") {
		t.Errorf("two reps behind %s", said)
	}
	week("UANA", "UBEN", "UEVA")
	if said := page("UANA"); !strings.Contains(said, "No numbers yet") {
		t.Errorf("a week that isn't over: %s", said)
	}
	w.now = w.now.AddDate(0, 0, 7)
	said := page("UANA")
	if strings.Contains(said, "No numbers yet") || !strings.Contains(said, "Nobody is named a manager") {
		t.Errorf("three reps: %s", said)
	}
	for _, secret := range []string{"UANA", "UBEN", "UEVA", "Ana", "Keller", "Customer", "Mondays", "pricing"} {
		if strings.Contains(said, secret) {
			t.Errorf("the page tells %q: %s", secret, said)
		}
	}
	w.setWorkspace(func(ws *store.Workspace) { ws.Managers = []string{"UDORA"} })
	numbers := func(s string) string { return s[strings.Index(s, "What customers brought up"):] }
	if a, b := numbers(page("UANA")), numbers(page("UDORA")); a != b {
		t.Errorf("a rep sees\n%s\na manager\n%s", a, b)
	}

	// A week stays as it was counted: a deletion doesn't show by its absence.
	before := numbers(page("UDORA"))
	w.do(click("UEVA", "call.menu", "forget:K-6"))
	if after := numbers(page("UDORA")); after != before {
		t.Errorf("before\n%s\nafter\n%s", before, after)
	}
}
