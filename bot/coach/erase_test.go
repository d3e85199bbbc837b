package coach

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"heed/bot/find"
	"heed/store"
	"heed/store/kv"
)

// buckets are all that the store's package comment draws.
var buckets = []string{
	"meta", "seq", "inbox", "inbox.order", "inbox.done", "inbox.dead", "inbox.lanes", "inbox.due",
	"outbox", "outbox.order", "outbox.done", "outbox.removable", "outbox.failed", "outbox.customer", "outbox.lanes", "outbox.due",
	"workspaces", "people", "people.nudge", "watches", "nudges", "marks", "marks.end",
	"calls", "calls.customer", "calls.rep", "calls.time", "calls.message", "calls.print",
	"calls.own", "calls.twins", "calls.unfiled", "find", "find.changes", "find.changes.customer", "aliases", "aliases.call", "unread", "unread.message", "unread.end",
	"sources", "customers", "customers.touch", "customers.names", "customers.names.customer", "facts", "facts.call", "facts.use", "deeds", "deeds.by", "stories", "stories.time", "stories.customer", "stories.who",
	"followups", "followups.settledby", "followups.owner", "followups.customer", "followups.settled", "followups.call",
}

// wantNowhere looks for words in every bucket.
func (w *world) wantNowhere(planted ...string) {
	w.t.Helper()
	w.view(func(tx *store.Tx) error {
		n := 0
		for _, b := range buckets {
			for key, value := range tx.Scan(b, kv.Range{}) {
				n++
				for _, p := range planted {
					if strings.Contains(key, p) || bytes.Contains(value, []byte(p)) {
						w.t.Errorf("%q is in %s/%s: %s", p, b, key, value)
					}
					if b == store.Segments.Bucket && bytes.Contains(value, find.Pack(find.Terms(p))) {
						w.t.Errorf("%q is found in %s/%s", p, b, key)
					}
				}
			}
		}
		if n == 0 {
			w.t.Error("the scan saw nothing at all")
		}
		return nil
	})
}

// note with words that stand nowhere else.
const planted = `Call with Zyxwell Dental, Quillon Brackenridge
- they lose two hours a day to vorpalbooking, "my front desk dreads jabberdays"
- worried about moving the frumious records
- Quillon's daughter starts school in Mimsyton
- budget is 12k, decides with the slithyboard
- Quillon sends a toves export
- I'll send the borogove pricing by Friday
- I'll ask Kofi about the bandersnatch`

var plantedWords = []string{"Zyxwell", "Quillon", "Brackenridge", "vorpal", "jabber", "frumious", "Mimsyton", "slithy", "toves", "borogove", "bandersnatch"}

// A deleted note leaves no word of it in the store, whatever had become of
// it: sent, waiting, failed, nudged about, edited, filed elsewhere, answered.
func TestDeletedLeavesNoWords(t *testing.T) {
	note := post("UANA", 1, planted)
	for name, meanwhile := range map[string]func(w *world){
		"at once": func(*world) {},
		"sent":    func(w *world) { w.send() },
		"failed":  func(w *world) { w.settle(store.Outcome{State: store.Failed, Error: "no luck"}) },
		"put off": func(w *world) {
			w.settle(store.Outcome{State: store.Pending, NotBefore: w.now.Add(time.Hour), Error: "later"})
		},
		"edited": func(w *world) { w.send(); w.do(edit(note, w.now.Add(time.Minute), planted+"\n- more vorpal")) },
		"edit lost": func(w *world) {
			w.send()
			w.do(edit(note, w.now.Add(time.Minute), planted+"\n- more vorpal"))
			w.settle(store.Outcome{State: store.Failed, Error: "no luck"})
		},
		"briefed": func(w *world) {
			w.do(slash("UBEN", "brief Zyxwell"))
			w.settle(store.Outcome{State: store.Failed, Error: "no luck"})
		},
		"found": func(w *world) {
			w.do(slash("UANA", "find toves"))
			w.do(slash("UBEN", "find vorpalbooking"))
			w.settle(store.Outcome{State: store.Failed, Error: "no luck"})
		},
		"listed": func(w *world) {
			w.do(slash("UANA", "followups"))
			w.do(slash("UBEN", "followups Zyxwell"))
			w.settle(store.Outcome{State: store.Failed, Error: "no luck"})
		},
		"home": func(w *world) {
			w.do(Event{Kind: HomeOpen, User: "UANA"})
			w.settle(store.Outcome{State: store.Failed, Error: "no luck"})
		},
		"nudged": func(w *world) {
			w.send()
			w.now = time.Date(2026, 11, 6, 10, 0, 0, 0, time.UTC)
			w.tick()
			w.wantSaid(w.effects(), "borogove")
		},
		"nudge failed": func(w *world) {
			w.send()
			w.now = time.Date(2026, 11, 6, 10, 0, 0, 0, time.UTC)
			w.tick()
			w.settle(store.Outcome{State: store.Failed, Error: "no luck"})
		},
		"handled": func(w *world) {
			w.send()
			for _, f := range all(w, store.FollowUps) {
				w.do(click("UANA", "followup.menu", "tomorrow:"+f.ID+"@call/K-1"))
				w.do(click("UANA", "followup.done", f.ID+"@list"))
			}
			w.do(Event{
				Kind: Submit, User: "UANA", Callback: "followup.edit", PrivateMeta: `{"id":"F-2","sheet":"list"}`,
				Inputs: map[string]string{"action": "send the borogove papers", "due": "2026-11-09"},
			})
			w.send()
		},
		"taken back": func(w *world) { w.send(); w.do(click("UANA", "call.notright", "K-1")); w.send() },
		"twice": func(w *world) {
			w.send()
			w.do(dm("UANA", planted))
			w.send()
			again := dm("UANA", planted)
			again.Key = "gone"
			w.do(deletion(Event{Key: "T1/message/DANA/1", Team: "T1", Channel: "DANA", ChannelKind: DM, TS: ts(100), User: "UANA"}))
		},
		"renamed": func(w *world) {
			w.send()
			w.do(Event{Kind: Submit, User: "UANA", Callback: "call.customer", PrivateMeta: `{"id":"K-1"}`, Inputs: map[string]string{"new": "Quillon and Sons"}})
			w.send()
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.watching("CCALLS")
			w.send()
			w.wantSaid(w.do(note), "Zyxwell", "borogove")
			meanwhile(w)
			w.do(deletion(note))
			w.send()
			w.now = w.now.Add(time.Hour)
			w.send()
			w.wantNowhere(plantedWords...)
			if next := w.tick(); !next.IsZero() {
				t.Errorf("something lies ahead at %v", next)
			}
			if p := w.person("UANA"); !p.NudgeAt.IsZero() {
				t.Errorf("Ana is looked at again at %v", p.NudgeAt)
			}
		})
	}
}

func (w *world) tick() time.Time {
	w.t.Helper()
	next, err := w.c.Tick(w.t.Context(), w.now)
	if err != nil {
		w.t.Fatal(err)
	}
	return next
}

func (w *world) person(id string) (p store.Person) {
	w.t.Helper()
	w.view(func(tx *store.Tx) error {
		var err error
		p, _, err = store.People.Get(tx, kv.Key("T1", id))
		return err
	})
	return p
}

// What a deleted note had reported done is open again, and others' facts stay.
func TestDeletedGivesBack(t *testing.T) {
	w := newWorld(t)
	w.watching("CCALLS")
	w.do(post("UANA", 1, elmfield))
	later := post("UANA", 2, "Call with Elmfield Dental again\n- Hanna likes the plan, \"that would calm my front desk\"\n- sent the pricing yesterday")
	w.now = w.now.Add(24 * time.Hour)
	w.do(later)
	if f := only(w, store.FollowUps); f.SettledBy != "K-2" {
		t.Fatalf("not settled: %+v", f)
	}
	facts := fmt.Sprint(len(all(w, store.Facts)))
	w.do(deletion(later))
	if f := only(w, store.FollowUps); f.State != "open" || f.SettledBy != "" {
		t.Errorf("still settled: %+v", f)
	}
	if c := only(w, store.Customers); len(c.Contacts) != 1 {
		t.Errorf("contacts: %+v", c.Contacts)
	}
	t.Logf("facts: %s, then %d", facts, len(all(w, store.Facts)))
}
