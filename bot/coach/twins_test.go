package coach

import (
	"strings"
	"testing"
	"time"

	"heed/bot/digest"
	"heed/bot/followup"
	"heed/store"
)

// A call of Ana and Ben with Carda Mills, as a recorder wrote it down.
const carda = `WEBVTT

00:00:05.000 --> 00:00:12.000
Ana Keller: Thanks for having us, Ruth. What would a good harvest season look like for the mill?

00:00:13.000 --> 00:00:40.000
Ruth Oyelaran: Honestly, no trucks queueing on the bridge. Last September we had fourteen of them at six in the morning and the council fined us 2,300 pounds. I'm worried that it happens again.

00:00:41.000 --> 00:00:48.000
Ana Keller: Fourteen trucks on the bridge. What did the council say afterwards?

00:00:49.000 --> 00:01:20.000
Ruth Oyelaran: That the next fine is double. And my foreman Gethin weighs every lorry by hand, which takes eleven minutes each. We'd want that down to four before August.

00:01:21.000 --> 00:01:35.000
Ben Okafor: Our weighbridge module does it in three. I'll send you the reference from the Hexham mill by Thursday.

00:01:36.000 --> 00:01:50.000
Ana Keller: And I'll send the pricing by Friday. Who decides with you?

00:01:51.000 --> 00:02:10.000
Ruth Oyelaran: My brother, he holds half of the shares. I'll ask him for the old weighing sheets.
`

const cardaNote = `Call with Carda Mills, Ruth Oyelaran
- fourteen trucks on the bridge last September, council fined them 2,300
- foreman Gethin weighs lorries by hand, eleven minutes each, "we'd want that down to four before August"
- brother holds half of the shares
- I'll send the pricing by Friday
- I'll book the visit to the Hexham mill by Monday`

func (w *world) open(owner string) []string {
	var out []string
	for _, f := range all(w, store.FollowUps) {
		if f.Owner == owner && f.State == followup.Open {
			out = append(out, f.Who+": "+f.Action)
		}
	}
	return out
}

func count(list []string, part string) (n int) {
	for _, s := range list {
		if strings.Contains(s, part) {
			n++
		}
	}
	return n
}

// A recording and the rep's note, in either order, are one call: one contact,
// every promise once, both kept.
func TestARecordingAndANote(t *testing.T) {
	for _, noteFirst := range []bool{true, false} {
		w := newWorld(t)
		note := func() []store.Effect { e := dm("UANA", cardaNote); e.TS = ts(900); return w.do(e) }
		file := func() []store.Effect { return w.do(w.upload("UANA", "F1", carda, "Call with Carda Mills")) }
		first, second := file, note
		if noteFirst {
			first, second = note, file
		}
		first()
		w.send()
		es := second()
		w.wantSaid(es, "This is the same call as your", "I added what was new", "No, another call")
		open := w.open("UANA")
		if count(open, "pricing") != 1 || count(open, "visit") != 1 || count(open, "reference") != 1 {
			t.Errorf("note first %v: promises %q", noteFirst, open)
		}
		if k := only(w, store.Customers); len(k.Contacts) != 1 {
			t.Errorf("contacts %+v", k.Contacts)
		}
		w.wantSaid(w.do(slash("UCLEO", "brief Carda")), "1 call")
		// "No, another call" makes two of it, and its undo one again.
		split := w.call("K-2")
		w.send()
		w.wantSaid(w.do(click("UANA", "twin.split", "K-2")), "a call of its own", "Undo")
		if open := w.open("UANA"); count(open, "pricing") != 2 {
			t.Errorf("taken apart: %q", open)
		}
		if k := only(w, store.Customers); len(k.Contacts) != 2 {
			t.Errorf("contacts of two calls %+v", k.Contacts)
		}
		w.wantSaid(w.do(click("UANA", "twin.join", "K-2")), "This is the same call")
		if open := w.open("UANA"); count(open, "pricing") != 1 || len(only(w, store.Customers).Contacts) != 1 {
			t.Errorf("together again: %q", open)
		}
		if got := w.call("K-2"); got.Of != split.Of || len(got.NotOf) != 0 {
			t.Errorf("%+v", got)
		}
	}
}

// Of two reps in one call each gets their own coaching and keeps their own
// promises; for the customer it counts once.
func TestTwoRepsInOneCall(t *testing.T) {
	w := newWorld(t)
	w.do(w.upload("UANA", "F1", carda, "Call with Carda Mills"))
	w.send()
	if open := w.open("UANA"); count(open, "reference") != 1 {
		t.Fatalf("Ana is to hear of Ben's promise as long as he has not posted the call: %q", open)
	}
	es := w.do(w.upload("UBEN", "F2", strings.ReplaceAll(carda, "Thanks for having us", "Thank you for having us"), "Call with Carda Mills"))
	w.wantSaid(es, "This is the same call as Ana Keller's transcript of today")
	ana, ben := w.open("UANA"), w.open("UBEN")
	if count(ana, "pricing") != 1 || count(ben, "pricing") != 0 || count(ana, "reference") != 0 || count(ben, "reference") != 1 || count(ben, "sheets") != 0 || count(ana, "sheets") != 1 {
		t.Errorf("Ana %q, Ben %q", ana, ben)
	}
	w.do(slash("UCLEO", "help"))
	for _, e := range es {
		if e.User == "UANA" && e.Kind != store.Update {
			t.Errorf("Ana is told %+v", e)
		}
	}
	// Ana's record goes: Ben's is the one that counts, with all that was in it.
	ev := dm("UANA", "")
	ev.TS, ev.Key = w.call("K-1").TS, "T1/message/DANA/gone"
	w.do(deletion(ev))
	if k := only(w, store.Customers); len(k.Contacts) != 1 || k.Contacts[0].By != "UBEN" {
		t.Errorf("contacts %+v", k.Contacts)
	}
	if ben := w.open("UBEN"); count(ben, "pricing") != 1 || count(ben, "sheets") != 1 {
		t.Errorf("Ben %q", ben)
	}
	if c := only(w, store.Calls); c.Of != "" || len(c.Others) != 0 {
		t.Errorf("%+v", c)
	}
}

// Another call with the same customer on the same day is another call, and a
// colleague can't take records apart.
func TestNotTheSameCall(t *testing.T) {
	w := newWorld(t)
	w.do(w.upload("UANA", "F1", carda, "Call with Carda Mills"))
	e := dm("UANA", "Call with Carda Mills, Ruth Oyelaran\n- second talk, about the holiday rota\n- wants a Polish speaker on the hotline\n- \"nobody answers after five\"\n- I'll ask Dana about the hotline by Monday")
	e.TS = ts(900)
	if es := w.do(e); strings.Contains(words(es...), "same call") {
		t.Errorf("taken for the same: %s", words(es...))
	}
	if k := only(w, store.Customers); len(k.Contacts) != 2 {
		t.Errorf("contacts %+v", k.Contacts)
	}
	e = dm("UANA", cardaNote)
	e.TS = ts(1000)
	w.do(e)
	c := w.call("K-3")
	if c.Of != "K-1" {
		t.Fatalf("%+v", c)
	}
	w.do(click("UBEN", "twin.split", "K-3"))
	if w.call("K-3").Of != "K-1" {
		t.Error("Ben took Ana's records apart")
	}
}

// A transcript without a customer's name gets it from the note of the same
// call, and one whose customer is chosen later finds its note then.
func TestTheOtherRecordNamesTheCustomer(t *testing.T) {
	w := newWorld(t)
	w.do(w.upload("UANA", "F1", carda, ""))
	if c := w.call("K-1"); c.Customer != "" {
		t.Skipf("the transcript names %s itself", c.Named)
	}
	e := dm("UANA", cardaNote)
	e.TS = ts(900)
	w.do(e)
	if a, b := w.call("K-1"), w.call("K-2"); a.Customer == "" || a.Customer != b.Customer || b.Of != "K-1" {
		t.Errorf("%q and %q of %q", a.Customer, b.Customer, b.Of)
	}
}

// The digest counts a conversation once, however many posted it.
func TestOneCallInTheDigest(t *testing.T) {
	w := newWorld(t)
	w.do(w.upload("UANA", "F1", carda, "Call with Carda Mills"))
	w.do(w.upload("UBEN", "F2", carda, "Call with Carda Mills"))
	w.do(w.upload("UCLEO", "F3", carda, "Call with Carda Mills"))
	w.view(func(tx *store.Tx) error {
		u := &unit{Tx: tx, ev: Event{Team: "T1"}, now: w.now, coach: w.c}
		in, err := u.digestInputs(digestWeek(w.now))
		if len(in.Stats) != 1 || in.Stats[0].Cues == 0 {
			t.Errorf("%+v", in.Stats)
		}
		return err
	})
	if k := only(w, store.Customers); len(k.Contacts) != 1 {
		t.Errorf("contacts %+v", k.Contacts)
	}
}

func digestWeek(now time.Time) digest.Window {
	return digest.Window{Label: "2026-W45", From: now.AddDate(0, 0, -3), To: now.AddDate(0, 0, 4)}
}

// A day that only one record names holds for the promise, as long as the two
// are one call.
func TestRecordsLendEachOtherDates(t *testing.T) {
	w := newWorld(t)
	w.do(w.upload("UANA", "F1", strings.Replace(carda, "the pricing by Friday", "the pricing", 1), "Call with Carda Mills"))
	w.send()
	pricing := func() (due []string) {
		for _, f := range all(w, store.FollowUps) {
			if strings.Contains(f.Action, "pricing") {
				due = append(due, f.Call+" "+f.Due.String())
			}
		}
		return due
	}
	if got := pricing(); len(got) != 1 || got[0] != "K-1 " {
		t.Fatalf("%q", got)
	}
	e := dm("UANA", cardaNote)
	e.TS = ts(900)
	es := w.do(e)
	w.send()
	if got := pricing(); len(got) != 1 || got[0] != "K-1 2026-11-06" {
		t.Errorf("together: %q", got)
	}
	renewed := false
	for _, e := range es {
		renewed = renewed || e.Kind == store.Update && strings.Contains(words(e), "Fri 6 Nov")
	}
	if !renewed {
		t.Errorf("the first message doesn't show the day: %s", words(es...))
	}
	w.do(click("UANA", "twin.split", "K-2"))
	if got := pricing(); len(got) != 2 || got[0] != "K-1 " || got[1] != "K-2 2026-11-06" {
		t.Errorf("taken apart: %q", got)
	}
}
