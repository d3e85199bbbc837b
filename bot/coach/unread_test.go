package coach

import (
	"strings"
	"testing"
	"time"

	"heed/store"
)

// What Slack did not hand out the first time is read on a click, as of the day
// it was posted and filed where it was posted.
func TestTryAgain(t *testing.T) {
	w := newWorld(t)
	ev := dm("UBEN", "Call with Fairmile")
	ev.TS, ev.Files = ts(400), []File{{ID: "F1", Name: "call.vtt", Type: "vtt", Size: 900}}
	w.wantSaid(w.do(ev), "I couldn't read it", "Try again")
	n := only(w, store.Unreads)
	w.now = w.now.AddDate(0, 0, 3)
	w.wantSaid(w.do(click("UBEN", "unread.again", n.ID)), "Tried again, with the same result")
	// Nobody else can have it read.
	w.files["F1"] = fairmile
	if es := w.do(click("UANA", "unread.again", n.ID)); strings.Contains(words(es...), "Fairmile") || len(all(w, store.Calls)) > 0 {
		t.Errorf("Ana had Ben's file read: %s", words(es...))
	}
	es := w.do(click("UBEN", "unread.again", n.ID))
	w.wantSaid(es, "I could read call.vtt now", "Meera Joshi", "yesterday")
	c := only(w, store.Calls)
	if c.Rep != "UBEN" || c.TS != ev.TS || c.File != "F1" || !c.At.Equal(ev.posted()) {
		t.Errorf("%+v", c)
	}
	if len(all(w, store.Unreads)) != 0 {
		t.Error("it can still be tried again")
	}
	w.wantSaid(w.do(click("UBEN", "unread.again", n.ID)), "no longer there")
}

// The record of it goes with the message, with the file taken out of it, and
// with time.
func TestUnreadGoes(t *testing.T) {
	posted := func(w *world, id string) Event {
		ev := dm("UBEN", "")
		ev.Key, ev.TS, ev.Files = "T1/message/DBEN/"+id, ts(w.events*10+400), []File{{ID: id, Name: "call.vtt", Type: "vtt", Size: 900}}
		w.do(ev)
		return ev
	}
	w := newWorld(t)
	ev := posted(w, "F1")
	w.send()
	es := w.do(deletion(ev))
	if len(all(w, store.Unreads)) != 0 || len(es) != 1 || es[0].Kind != store.Remove {
		t.Errorf("%d left, effects %+v", len(all(w, store.Unreads)), es)
	}
	ev = posted(w, "F2")
	without := edit(ev, w.now.Add(time.Minute), "nothing here")
	without.Files = nil
	w.do(without)
	if n := len(all(w, store.Unreads)); n != 0 {
		t.Errorf("%d left after the file was taken out", n)
	}
	posted(w, "F3")
	w.now = w.now.Add(unreadLife + time.Hour)
	posted(w, "F4")
	if got := only(w, store.Unreads); got.File != "F4" {
		t.Errorf("%+v", got)
	}
}

// A recorder can't be told anything: whoever had the channel watched is.
func TestARecordersUnreadableFile(t *testing.T) {
	w := newWorld(t)
	w.watching("CCALLS")
	w.update(func(tx *store.Tx) error {
		return store.Workspaces.Put(tx, &store.Workspace{Team: "T1", Recorders: []string{"BREC"}})
	})
	ev := post("", 1, "")
	ev.BotID, ev.Files = "BREC", []File{{ID: "F9", Name: "call.pdf", Type: "pdf", Size: 10}}
	es := w.do(ev)
	if len(es) != 1 || es[0].User != "UANA" || len(all(w, store.Unreads)) != 0 {
		t.Errorf("%+v", es)
	}
}

// A text in another language that reads as no call is answered honestly.
func TestNoNoteInGerman(t *testing.T) {
	w := newWorld(t)
	ev := dm("UANA", "Liebe alle, morgen bleibt die Küche wegen der Reparatur bis zum Mittag geschlossen. Bitte bringt euch etwas mit oder geht hinüber in die Kantine der Nachbarn, die wissen Bescheid und freuen sich. Danke für die Geduld, und am Freitag gibt es dafür Kuchen für alle, die dann noch da sind.")
	es := w.do(ev)
	if len(all(w, store.Calls)) == 0 {
		w.wantSaid(es, "It reads as German", "begin with the word")
	}
}
