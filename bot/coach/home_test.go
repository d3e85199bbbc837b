package coach

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/message"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
)

// opensHome has somebody open their Home tab.
func (w *world) opensHome(user string) message.View {
	w.t.Helper()
	return w.homeIn(w.do(Event{Kind: HomeOpen, User: user}), user)
}

// homeIn is the last Home tab that effects publish to somebody.
func (w *world) homeIn(es []store.Effect, user string) (v message.View) {
	w.t.Helper()
	n := 0
	for _, e := range es {
		if e.Kind == store.Home && e.User == user {
			v, n = *e.View, n+1
		}
	}
	if n != 1 {
		w.t.Fatalf("%d Home tabs of %s, want one: %s", n, user, words(es...))
	}
	return v
}

func shows(v message.View) string {
	raw, _ := json.Marshal(v)
	return string(raw)
}

func TestHomeIsRenewed(t *testing.T) {
	w := stocked(t)
	if es := w.do(dm("UANA", "Call with Solent Marine, Joris Blom\n- they need parts within two days\n- I'll call Joris on Thursday")); len(onlyTo(es, store.Home)) > 0 {
		t.Error("published to somebody who has never looked")
	}
	if home := shows(w.opensHome("UANA")); !strings.Contains(home, "Solent Marine") || !strings.Contains(home, "call Joris") {
		t.Errorf("%s", home)
	}
	for name, step := range map[string]struct {
		ev   Event
		want string
	}{
		"a promise kept":   {click("UANA", "followup.done", openIn(w, "call Joris")+"@list"), "Undo"},
		"a focus":          {click("UANA", "focus.choose", "thanks"), "saying thank you"},
		"days off":         {slash("UANA", "pause"), "Paused."},
		"another customer": {later(dm("UANA", "Call with Tamar Ferries, Isla Roy\n- worried about the winter timetable\n- I'll send Isla the plan by Friday")), "Tamar Ferries"},
	} {
		if home := shows(w.homeIn(w.do(step.ev), "UANA")); !strings.Contains(home, step.want) {
			t.Errorf("%s: no %q in %s", name, step.want, home)
		}
	}
	// In the tab itself, at the place that it stood at.
	ev := click("UANA", "home.pause", "pause")
	ev.Channel, ev.TS, ev.ResponseURL = "", "", ""
	es := w.do(ev)
	if home := shows(w.homeIn(es, "UANA")); !strings.Contains(home, "Paused.") || len(es) != 1 {
		t.Errorf("%d effects: %s", len(es), home)
	}
	w.now = w.now.Add(homeKept + time.Hour)
	if es := w.do(slash("UANA", "resume")); len(onlyTo(es, store.Home)) > 0 {
		t.Error("published to somebody who hasn't looked for a week")
	}
}

// later is another message than the one that dm makes.
func later(ev Event) Event {
	ev.TS = ts(9000)
	return ev
}

// openIn is the id of the open promise that says so.
func openIn(w *world, action string) string {
	w.t.Helper()
	for _, f := range all(w, store.FollowUps) {
		if strings.Contains(f.Action, action) {
			return f.ID
		}
	}
	w.t.Fatalf("nobody promised to %s", action)
	return ""
}

// A burst of changes is published once, the last of them.
func TestHomeRenewalsAreOne(t *testing.T) {
	w := stocked(t)
	w.opensHome("UANA")
	for _, text := range []string{"pause", "resume", "pause"} {
		ev := slash("UANA", text)
		ev.Team, ev.Key, ev.At = "T1", "T1/command/"+text+fmt.Sprint(w.events), w.now
		w.events++
		body, _ := json.Marshal(ev)
		if _, err := w.s.Receive(t.Context(), ev.Key, ev.Conversation()+"x", body, w.now); err != nil {
			t.Fatal(err)
		}
	}
	// The three commands are worked off before what renews is looked at: it
	// waits in a conversation of its own.
	for range 3 {
		rows, err := w.s.ClaimInbox(t.Context(), w.now, time.Minute, 1, func(c string) bool { return !strings.HasSuffix(c, "x") })
		if err != nil || len(rows) != 1 {
			t.Fatal(rows, err)
		}
		if err := w.c.Handle(t.Context(), w.now, rows[0]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.work(); err != nil {
		t.Fatal(err)
	}
	if home := shows(w.homeIn(w.effects(), "UANA")); !strings.Contains(home, "Paused.") {
		t.Error(home)
	}
}

// Nobody's Home tab shows what a colleague was coached on.
func TestHomeIsOnesOwn(t *testing.T) {
	w := newWorld(t)
	w.do(w.upload("UBEN", "FBEN", fairmile, "Call with Fairmile Foods"))
	w.do(dm("UANA", elmfield))
	w.do(click("UBEN", "focus.choose", "thanks"))
	ana, ben := shows(w.opensHome("UANA")), shows(w.opensHome("UBEN"))
	for _, own := range []string{"Fairmile", "questionnaire", "saying thank you"} {
		if strings.Contains(ana, own) {
			t.Errorf("Ana sees Ben's %q: %s", own, ana)
		}
		if !strings.Contains(ben, own) {
			t.Errorf("Ben doesn't see %q: %s", own, ben)
		}
	}
	// The promise that Ben made to a customer they share is Ben's alone too.
	w.do(dm("UBEN", "Call with Elmfield Dental, Hanna Lund\n- they want a discount\n- I'll bring Dana along on Monday"))
	if ana := shows(w.opensHome("UANA")); strings.Contains(ana, "Dana") {
		t.Error(ana)
	}
}

// What is forgotten is gone from the tab, also for who hasn't looked for long.
func TestHomeForgets(t *testing.T) {
	w := newWorld(t)
	w.do(dm("UANA", elmfield))
	w.opensHome("UANA")
	w.send()
	w.now = w.now.Add(2 * homeKept)
	es := w.do(click("UANA", "forget.customer", "C-1"))
	if home := shows(w.homeIn(es, "UANA")); strings.Contains(home, "Elmfield") {
		t.Error(home)
	}
	w.do(dm("UANA", "Call with Solent Marine, Joris Blom\n- they need parts within two days\n- I'll call Joris on Thursday"))
	w.opensHome("UANA")
	w.send()
	es = w.do(click("UANA", "forget.me", "me"))
	if home := shows(w.homeIn(es, "UANA")); strings.Contains(home, "Solent") || strings.Contains(home, "Joris") {
		t.Error(home)
	}
}

// A brief from the tab is shown beside it, to be read.
func TestBriefFromHome(t *testing.T) {
	w := newWorld(t)
	w.do(dm("UANA", elmfield))
	ev := click("UANA", "home.brief", "C-1")
	ev.Channel, ev.TS = "", ""
	es := w.do(ev)
	if len(es) != 1 || es[0].Kind != store.OpenView || es[0].Else == nil || es[0].Customer != "C-1" {
		t.Fatalf("%+v", es)
	}
	w.wantSaid(es, "double booking")
	if es := w.do(click("UANA", "home.brief", "C-99")); len(es) != 1 || !strings.Contains(words(es...), "no longer there") {
		t.Errorf("%s", words(es...))
	}
}

// crowded gives somebody as many promises and customers as said.
func (w *world) crowded(user string, promises, customers int) {
	w.t.Helper()
	w.do(slash(user, "me"))
	long := strings.Repeat("long & <!channel> *words* ", 40)
	w.update(func(tx *store.Tx) error {
		for i := range customers {
			c := memory.Customer{ID: fmt.Sprint("C-", i+1000), Team: "T1", Name: fmt.Sprint(i, " ", long)}
			for d := range 5 {
				c.Met(memory.Contact{At: w.now.AddDate(0, 0, -(i + d*7)), By: user, Call: fmt.Sprintf("K-%d", 1000+i)})
			}
			k := store.Call{ID: fmt.Sprintf("K-%d", 1000+i), Team: "T1", Rep: user, Customer: c.ID, At: w.now.AddDate(0, 0, -i), Report: analyze.Report{Kind: call.Note}}
			if err := store.Customers.Put(tx, &c); err != nil {
				return err
			}
			if err := store.Calls.Put(tx, &k); err != nil {
				return err
			}
		}
		for i := range promises {
			f := followup.FollowUp{
				ID: fmt.Sprint("F-", i+1000), Team: "T1", Owner: user, Side: call.Rep, State: followup.Open, Action: fmt.Sprint(i, " ", long),
				Customer: fmt.Sprint("C-", 1000+i%max(customers, 1)), Made: w.now, Due: when.DateOf(w.now).AddDays(i),
			}
			if err := store.FollowUps.Put(tx, &f); err != nil {
				return err
			}
		}
		return nil
	})
}

// With 500 promises and 300 customers of the longest names every page can be
// reached, and shows each once.
func TestHomeOfMany(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.crowded("UANA", 210, 130) // every page reads them all
	v := w.opensHome("UANA")
	promises, customers := map[string]bool{}, map[string]bool{}
	for range 100 {
		if len(v.Blocks) > 100 {
			t.Fatalf("%d blocks", len(v.Blocks))
		}
		var more []message.Element
		for _, b := range v.Blocks {
			if a := b.Accessory; a != nil && a.Action == "home.brief" {
				customers[a.Value] = true
			} else if a != nil && a.Action == "followup.menu" {
				promises[a.Options[0].Value] = true
			}
			for _, e := range b.Elements {
				if strings.HasSuffix(e.Label, "more") {
					more = append(more, e)
				}
			}
		}
		if len(more) == 0 {
			break
		}
		e := more[len(more)-1] // customers first, then promises
		ev := click("UANA", e.Action, e.Value)
		ev.Channel, ev.TS, ev.ResponseURL = "", "", ""
		v = w.homeIn(w.do(ev), "UANA")
	}
	if len(customers) != 130 {
		t.Errorf("%d customers were shown", len(customers))
	}
	ids := map[string]bool{}
	for v := range promises {
		id, _, _ := strings.Cut(v, "@")
		ids[id] = true
	}
	if len(ids) != 210 {
		t.Errorf("%d promises were shown", len(ids))
	}
}

// Customers that are quiet for longer than usual come first, the furthest
// beyond it first of all; one that somebody wants to hear nothing of is never called quiet.
func TestQuietFirst(t *testing.T) {
	w := newWorld(t)
	w.crowded("UANA", 0, 40)
	w.update(func(tx *store.Tx) error {
		c, _, err := store.Customers.Get(tx, "T1/C-1039")
		c.Mute("UANA", true)
		if err != nil {
			return err
		}
		return store.Customers.Put(tx, &c)
	})
	var order []voice.HomeCustomer
	w.view(func(tx *store.Tx) error {
		u := &unit{Tx: tx, ev: Event{Team: "T1", User: "UANA"}, now: w.now, coach: w.c}
		p, _, err := store.People.Get(tx, "T1/UANA")
		if err == nil {
			order, err = u.ownQuietFirst(&p, nil)
		}
		return err
	})
	if len(order) != 40 || order[0].ID != "C-1038" || !order[0].Quiet {
		t.Fatalf("%d, first %+v", len(order), order[0])
	}
	if last := order[39]; last.ID != "C-1039" || last.Quiet {
		t.Errorf("last %+v", last)
	}
	if !slices.IsSortedFunc(order, func(a, b voice.HomeCustomer) int {
		return boolToInt(b.Quiet) - boolToInt(a.Quiet)
	}) {
		t.Error("quiet ones stand between others")
	}
}

func boolToInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Every list has its further pages: of open promises, of those with one
// customer and of what was settled.
func TestListsGoOn(t *testing.T) {
	w := newWorld(t)
	w.crowded("UANA", 60, 1)
	for _, text := range []string{"followups", "followups C-1000", "followups done"} {
		if text == "followups done" {
			for _, f := range all(w, store.FollowUps) {
				f.Finish(w.now, "UANA", "")
				w.update(func(tx *store.Tx) error { return store.FollowUps.Put(tx, &f) })
			}
			w.now = w.now.Add(2 * time.Hour)
		}
		es := w.do(slash("UANA", text))
		seen := map[string]bool{}
		for range 5 {
			if len(es) != 1 || es[0].Message == nil {
				t.Fatalf("%s: %+v", text, es)
			}
			var more *message.Element
			for _, b := range es[0].Message.Blocks {
				if a := b.Accessory; a != nil {
					v := a.Value
					if a.Kind == message.Overflow {
						_, v, _ = strings.Cut(a.Options[0].Value, ":")
					}
					id, _, _ := strings.Cut(v, "@")
					seen[id] = true
				}
				for _, e := range b.Elements {
					if strings.HasSuffix(e.Label, " more") {
						more = &e
					}
				}
			}
			if more == nil {
				break
			}
			ev := click("UANA", more.Action, more.Value)
			ev.Ephemeral = true
			es = w.do(ev)
		}
		if len(seen) != 60 {
			t.Errorf("%s: %d of 60 were shown", text, len(seen))
		}
	}
}
