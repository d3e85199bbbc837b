package coach

import (
	"strings"
	"testing"
	"time"

	"heed/bot/followup"
	"heed/bot/when"
	"heed/store"
)

// Only one's own dated promises are handed over, whole and under names that
// stay; a file that can't be handed over is said.
func TestCalendar(t *testing.T) {
	w := newWorld(t)
	var got []Due
	w.c = New(Options{Store: w.s, Slack: w, Calendar: func(_ string, due []Due, _ time.Time) ([]byte, error) {
		got = due
		return []byte("BEGIN:VCALENDAR"), nil
	}})
	w.join("T1", "UANA", "Europe/London")
	w.owe("T1", "UANA", 1, when.DateOf(w.now).AddDays(3))
	w.owe("T1", "UANA", 2, when.Date{})
	w.owe("T1", "UBEN", 3, when.DateOf(w.now))
	w.update(func(tx *store.Tx) error {
		f := followup.FollowUp{ID: "F-4", Team: "T1", Owner: "UANA", Side: "customer", Action: "send invoices", Due: when.DateOf(w.now), Made: w.now, State: followup.Open}
		return store.FollowUps.Put(tx, &f)
	})
	es := w.do(slash("UANA", "followups calendar"))
	w.wantSaid(es, "not in it: 1", "comes as a direct message")
	if len(got) != 1 || got[0].UID != "f-1.t1@heed" || got[0].Day != when.DateOf(w.now).AddDays(3) {
		t.Fatalf("%+v", got)
	}
	var e store.Effect
	for _, x := range es {
		if x.Kind == store.Upload {
			e = x
		}
	}
	if e.File == nil || e.User != "UANA" || e.File.Name != "promises.ics" {
		t.Fatalf("%+v", e)
	}
	w.update(func(tx *store.Tx) error { return w.c.Failed(tx, w.now, e) })
	if es = w.effects(); len(es) != 1 || es[0].User != "UANA" || !strings.Contains(words(es...), "files:write") {
		t.Errorf("%s", words(es...))
	}
}
