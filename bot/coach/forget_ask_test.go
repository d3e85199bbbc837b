package coach

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"heed/bot/analyze"
	"heed/bot/find"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/store"
	"heed/store/bolt"
	"heed/store/kv"
	"heed/store/seal"
)

// sealedWorld is a world whose words are sealed, as they are outside of tests.
func sealedWorld(t *testing.T) (*world, *seal.Ring) {
	w, keys := newWorld(t), seal.Memory()
	w.db = kv.NewMemory()
	s, err := store.Open(t.Context(), w.db, store.Options{Now: w.now, Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	w.s, w.c = s, New(Options{Store: s, Slack: w, Log: zerolog.Nop(), Companies: []string{"Ledgerline"}})
	return w, keys
}

// told is what is kept, opened: every record that the store still gives back.
func (w *world) told() string {
	w.t.Helper()
	raw, err := json.Marshal([]any{
		all(w, store.Customers), all(w, store.CustomerNames), all(w, store.Calls), all(w, store.Facts), all(w, store.FollowUps), all(w, store.Aliases), all(w, store.Unreads), all(w, store.Deeds), all(w, store.Stories),
	})
	if err != nil {
		w.t.Fatal(err)
	}
	for _, s := range all(w, store.Sources) {
		raw = fmt.Appendf(raw, "%s %s %s\n", s.Name, s.Comment, s.Data)
	}
	return string(raw)
}

func (w *world) wantForgotten(planted ...string) {
	w.t.Helper()
	told := w.told()
	for _, p := range planted {
		if strings.Contains(told, p) {
			w.t.Errorf("%q is still told", p)
		}
	}
	if err := w.s.Check(w.t.Context()); err != nil {
		w.t.Errorf("the store: %v", err)
	}
	left, err := w.s.Erasures(w.t.Context(), false)
	open, err2 := w.s.Erasures(w.t.Context(), true)
	if len(left)+len(open) > 0 || errors.Join(err, err2) != nil {
		w.t.Errorf("not finished: %v %v %v %v", left, open, err, err2)
	}
}

// removed are the messages that effects remove from Slack.
func removed(es []store.Effect) (out []string) {
	for _, e := range es {
		if e.Kind == store.Remove {
			out = append(out, e.Channel+" "+e.TS)
		}
	}
	return out
}

const ridley = "Call with Ridley Tools, Sam Reed\n- worried about downtime, \"last time the line stood for a day\"\n- I'll send the price list by Friday"

// Everything about a customer goes: what two colleagues wrote, what Heed said
// of it, names and all; nothing of another customer does.
func TestForgetCustomer(t *testing.T) {
	for _, sealed := range []bool{true, false} {
		w := newWorld(t)
		var keys *seal.Ring
		if sealed {
			w, keys = sealedWorld(t)
		}
		w.watching("CCALLS")
		note, again := post("UANA", 1, planted), post("UBEN", 2, "Call with Zyxwell Dental, Quillon\n- the toves are ready, \"we go mimsy in May\"\n- I'll send the borogove list by Monday")
		for _, ev := range []Event{note, again, post("UBEN", 3, ridley)} {
			w.do(ev)
		}
		w.do(slash("UCLEO", "help"))
		w.do(Event{Kind: HomeOpen, User: "UANA"})
		w.do(dm("UBEN", "brief Zyxwell"))
		w.send()
		w.now = time.Date(2026, 11, 6, 10, 0, 0, 0, time.UTC)
		w.tick()
		w.send()
		w.seen = w.lastSeq()

		w.wantSaid(w.do(slash("UCLEO", "forget Zyxwell Dental")), "Only who wrote notes about")
		asked := w.do(slash("UANA", "forget Zyxwell Dental"))
		w.wantSaid(asked, "Everything about ", "2 notes", "2 colleagues", "forget.customer")
		before := w.told()
		w.do(click("UCLEO", "forget.customer", "C-1"))
		w.do(click("UANA", "forget.customer", "C-999"))
		w.do(click("UANA", "forget.no", "no"))
		if w.told() != before {
			t.Error("a forged click, or none, forgot something")
		}
		es := w.do(click("UANA", "forget.customer", "C-1"))
		w.wantSaid(es, "Forgotten, as you asked: 2 notes", "1 note of yours", "had me forget")
		if got := removed(es); len(got) < 3 || slices.Contains(got, " ") {
			t.Errorf("removed %q", got)
		}
		w.wantForgotten(append(plantedWords, "mimsy")...)
		if !strings.Contains(w.told(), "Ridley") {
			t.Error("another customer is gone too")
		}
		w.send()
		if !sealed {
			w.wantNowhere(plantedWords...)
		} else if n := len(keys.Erased()); n == 0 {
			t.Error("no key was destroyed")
		}
		w.now = w.now.Add(time.Hour)
		w.do(edit(note, w.now, planted+"\n- more vorpal"))
		w.send()
		w.wantForgotten(plantedWords...)
		w.wantSaid(w.do(slash("UANA", "brief Zyxwell")), "Zyxwell")
		if len(all(w, store.Customers)) != 1 {
			t.Error("the customer is back")
		}
		w.do(post("UANA", 99, ridley)) // work goes on
		w.send()
	}
}

func (w *world) lastSeq() (n uint64) {
	w.effects()
	return w.seen
}

// What is being sent while its customer is forgotten is removed as soon as it
// is known where it went, and nothing gets stuck behind it.
func TestForgetWhileSending(t *testing.T) {
	for _, how := range []store.EffectState{store.Sent, store.Unknown, store.Pending, store.Failed} {
		w, _ := sealedWorld(t)
		w.watching("CCALLS")
		w.send()
		w.do(post("UANA", 1, planted))
		es, err := w.s.ClaimEffects(t.Context(), w.now, time.Minute, 10, nil)
		if err != nil || len(es) != 1 {
			t.Fatal(es, err)
		}
		w.do(click("UANA", "forget.customer", "C-1"))
		o := store.Outcome{State: how, NotBefore: w.now, Channel: "DANA", TS: "1800000000.5"}
		if err := w.s.SettleEffect(t.Context(), w.now, es[0], o, nil); err != nil {
			t.Fatal(how, err)
		}
		w.now = w.now.Add(time.Minute)
		w.send()
		w.wantForgotten(plantedWords...)
	}
}

// An erasure that was interrupted goes on with the next tick, and after a
// restart.
func TestForgetGoesOn(t *testing.T) {
	for _, restart := range []bool{false, true} {
		w, keys := sealedWorld(t)
		w.watching("CCALLS")
		w.do(post("UANA", 1, planted))
		w.send()
		w.update(func(tx *store.Tx) error {
			u := &unit{Tx: tx, now: w.now, coach: w.c, ev: Event{Team: "T1", User: "UANA"}}
			c, err := must(store.Customers, tx, "T1/C-1")
			return errors.Join(err, u.eraseCustomer(&c, "UANA"))
		})
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		if err := w.c.FinishErasing(ended, w.now); err == nil {
			t.Error("it can't have worked")
		}
		if restart {
			s, err := store.Open(t.Context(), w.db, store.Options{Now: w.now, Keys: keys})
			if err != nil {
				t.Fatal(err)
			}
			w.s, w.c = s, New(Options{Store: s, Slack: w, Log: zerolog.Nop()})
		}
		if len(all(w, store.Calls)) != 1 {
			t.Error("the key went before the records")
		}
		w.tick()
		w.wantForgotten(plantedWords...)
		w.send()
	}
}

// Calls that nobody filed, uploads and dead letters that name the customer go
// with it.
func TestForgetTheUnfiled(t *testing.T) {
	w, _ := sealedWorld(t)
	w.watching("CCALLS")
	w.do(post("UANA", 1, planted))
	w.do(upload(w, "UANA", "Zyxwell Dental recording"))
	w.update(func(tx *store.Tx) error {
		return store.Calls.Put(tx, &store.Call{Team: "T1", ID: "K-77", Rep: "UBEN", Named: "zyxwell dental", At: w.now, Report: analyze.Report{}})
	})
	w.do(click("UANA", "forget.customer", "C-1"))
	w.wantForgotten(append(plantedWords, "zyxwell", "K-77")...)
	w.send()
}

func upload(w *world, user, comment string) Event {
	ev := w.upload(user, "FBAD", "x", comment)
	delete(w.files, "FBAD")
	return ev
}

// Somebody at a customer is forgotten without what others there said.
func TestForgetPersonOfCustomer(t *testing.T) {
	w, keys := sealedWorld(t)
	w.do(dm("UANA", elmfield+"\n- Tobias Falk is the one who decides, \"Tobias signs everything\"\n- Tobias will send the patient export by Monday"))
	w.send()
	if !strings.Contains(w.told(), "Tobias") {
		t.Fatal("nothing to forget")
	}
	w.wantSaid(w.do(slash("UANA", "forget Tobias Falk of Elmfield Dental")), "Tobias Falk", "forget.person")
	w.do(click("UBEN", "forget.person", "C-1/Tobias Falk"))
	if !strings.Contains(w.told(), "Tobias") {
		t.Error("Ben may not")
	}
	w.wantSaid(w.do(click("UANA", "forget.person", "C-1/Tobias Falk")), "Forgotten, as you asked")
	w.wantForgotten("Tobias", "Falk")
	if told := w.told(); !strings.Contains(told, "dreads Mondays") {
		t.Error("what others said is gone")
	}
	if len(keys.Erased()) == 0 {
		t.Error("the key stayed the same")
	}
	w.send()
}

// Somebody who asks for it is forgotten, and what colleagues know stays.
func TestForgetMe(t *testing.T) {
	w, keys := sealedWorld(t)
	w.watching("CCALLS")
	w.do(post("UANA", 1, planted))
	w.do(post("UANA", 2, elmfield))
	w.do(post("UBEN", 3, strings.ReplaceAll(elmfield, "two hours", "three hours")+"\n- she rows on Sundays"))
	w.do(dm("UANA", "help"))
	w.send()
	w.wantSaid(w.do(slash("UANA", "forget me")), "forget.me", "2 notes")
	w.lastSeq()
	es := w.do(click("UANA", "forget.me", "me"))
	w.wantSaid(es, "I have forgotten you: 2 notes")
	if len(removed(es)) < 2 {
		t.Errorf("removed %q", removed(es))
	}
	w.wantForgotten(append(plantedWords, "UANA")...)
	if told := w.told(); !strings.Contains(told, "Elmfield") || !strings.Contains(told, "rows on Sundays") {
		t.Error("what Ben heard is gone")
	}
	if p := w.person("UANA"); p.ID != "" {
		t.Errorf("still known: %+v", p)
	}
	if len(keys.Erased()) < 2 {
		t.Error("keys stayed")
	}
	w.send()
	w.wantSaid(w.do(dm("UANA", "help")), "I read call notes")
	if p := w.person("UANA"); p.ID == "" {
		t.Error("not met anew")
	}
}

func TestForgetWords(t *testing.T) {
	w := stocked(t)
	for text, want := range map[string]string{
		"forget":                          "Whom shall I forget",
		"forget Elmfeld Dental":           "Did you mean",
		"forget Nobody Known":             "no customer called",
		"forget Hanna of Elmfield Dental": "forget.person",
		"forget Elmfield Dental":          "forget.customer",
		"forget me":                       "forget.me",
	} {
		w.wantSaid(w.do(slash("UANA", text)), want)
	}
	for _, text := range []string{"forget it", "forget about it"} {
		if es := w.do(dm("UANA", text)); strings.Contains(words(es...), "forget.") || strings.Contains(words(es...), "no customer") {
			t.Errorf("%s: %s", text, words(es...))
		}
	}
}

// BenchmarkForgetCustomer forgets a customer with ten thousand notes.
func BenchmarkForgetCustomer(b *testing.B) {
	for range b.N {
		b.StopTimer()
		keys := seal.Memory()
		path := filepath.Join(b.TempDir(), "heed.db")
		db, err := bolt.Open(path, bolt.Options{})
		if err != nil {
			b.Fatal(err)
		}
		s, err := store.Open(b.Context(), db, store.Options{Keys: keys})
		if err != nil {
			b.Fatal(err)
		}
		c := New(Options{Store: s, Log: zerolog.Nop()})
		stockMany(b, s, 10_000)
		b.StartTimer()
		err = s.Update(b.Context(), func(tx *store.Tx) error {
			u := &unit{Tx: tx, now: tuesday, coach: c, ev: Event{Team: "T1", User: "UANA"}}
			k, err := must(store.Customers, tx, "T1/C-1")
			return errors.Join(err, u.eraseCustomer(&k, "UANA"))
		})
		if err := errors.Join(err, c.FinishErasing(b.Context(), tuesday)); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		file, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		for _, word := range []string{"Elmfield", "double booking", "lorries"} {
			if bytes.Contains(file, []byte(word)) || bytes.Contains(file, find.Pack(find.Terms(word))) {
				b.Errorf("%q is in the file", word)
			}
		}
	}
}

// stockMany writes n notes of one customer, with three facts, two promises and
// a message each.
func stockMany(b *testing.B, s *store.Store, n int) {
	b.Helper()
	text := []byte(strings.Repeat("they lose two hours a day to double booking, and said so. ", 35))
	for from := 0; from < n; from += 500 {
		err := s.Update(b.Context(), func(tx *store.Tx) error {
			errs := []error{store.Customers.Put(tx, &memory.Customer{Team: "T1", ID: "C-1", Name: "Elmfield Dental"})}
			for i := from; i < from+500; i++ {
				id, at := fmt.Sprint("K-", i), tuesday.Add(time.Duration(i)*time.Minute)
				errs = append(errs,
					store.Calls.Put(tx, &store.Call{Team: "T1", ID: id, Rep: fmt.Sprint("U", i%20), Customer: "C-1", At: at, Channel: "C", TS: fmt.Sprint(i), Print: id}),
					store.Sources.Put(tx, &store.Source{Team: "T1", Call: id, At: at, Customer: "C-1", Rep: fmt.Sprint("U", i%20), Terms: find.Pack(find.Terms(string(text), id)), Data: text}))
				for j := range 3 {
					errs = append(errs, store.Facts.Put(tx, &memory.Fact{Team: "T1", Customer: "C-1", ID: fmt.Sprintf("M-%d", 3*i+j), Quotes: []memory.Quote{{Call: id, Words: fmt.Sprintf("the %d lorries on bay %d wait until noon and nobody calls", i, j)}}}))
				}
				errs = append(errs, putPromises(tx, id, i))
				_, err := tx.PutEffect(store.Effect{Key: "T1/feedback/" + id, Kind: store.Post, Team: "T1", User: fmt.Sprint("U", i%20), Customer: "C-1", Created: at})
				errs = append(errs, err)
			}
			return errors.Join(errs...)
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func putPromises(tx *store.Tx, call string, i int) error {
	var errs []error
	for j := range 2 {
		errs = append(errs, store.FollowUps.Put(tx, &followup.FollowUp{
			Team: "T1", ID: fmt.Sprintf("F-%d", 2*i+j), Owner: fmt.Sprint("U", i%20), Call: call, Customer: "C-1", State: followup.Open, Action: "send the plan",
		}))
	}
	return errors.Join(errs...)
}

// Promises that were handed to somebody go with them; those that they handed
// on stay with whoever has them, and don't say from whom.
func TestForgetMeAmongHandedOver(t *testing.T) {
	w, _ := sealedWorld(t)
	w.do(dm("UBEN", elmfield))
	put := func(id string, f followup.FollowUp) {
		f.Team, f.ID, f.Call, f.Customer, f.State, f.Action = "T1", id, "K-1", "C-1", followup.Open, "hand "+id
		w.update(func(tx *store.Tx) error { return store.FollowUps.Put(tx, &f) })
	}
	put("F-71", followup.FollowUp{Owner: "UANA", From: "UBEN"})
	put("F-72", followup.FollowUp{Owner: "UBEN", From: "UANA"})
	put("F-73", followup.FollowUp{Owner: "UBEN", Offer: &followup.Offer{To: "UANA"}})
	w.do(slash("UANA", "help"))
	w.do(click("UANA", "forget.me", "me"))
	w.wantForgotten("UANA", "hand F-71")
	if told := w.told(); !strings.Contains(told, "hand F-72") || !strings.Contains(told, "hand F-73") || !strings.Contains(told, "pricing") {
		t.Error("what is Ben's is gone")
	}
}
