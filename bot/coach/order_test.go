package coach

import (
	"strings"
	"testing"
	"time"

	"heed/store"
)

// Slack repeats and reorders: whatever comes when, the newest text counts,
// and what is gone stays gone.
func TestEventsInAnyOrder(t *testing.T) {
	note := post("UANA", 1, elmfield)
	first := edit(note, tuesday.Add(time.Minute), strings.Replace(elmfield, "two hours", "three hours", 1))
	second := edit(note, tuesday.Add(2*time.Minute), strings.Replace(elmfield, "two hours", "four hours", 1))
	chat := edit(note, tuesday.Add(3*time.Minute), "wrong channel, sorry")
	for name, test := range map[string]struct {
		events []Event
		want   string // in the source kept; "" for none
	}{
		"in order":                     {[]Event{note, first, second}, "four"},
		"edit before its message":      {[]Event{first, note}, "three"},
		"edits crossed":                {[]Event{note, second, first}, "four"},
		"all crossed":                  {[]Event{second, first, note}, "four"},
		"deletion before the message":  {[]Event{deletion(note), note}, ""},
		"deletion before an edit":      {[]Event{note, deletion(note), second}, ""},
		"deletion, then all of it":     {[]Event{deletion(note), second, first, note}, ""},
		"no note any more, then it":    {[]Event{chat, note}, ""},
		"no note any more, then edits": {[]Event{note, chat, second}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.watching("CCALLS")
			var said []store.Effect
			for _, ev := range test.events {
				said = append(said, w.do(ev)...)
				w.send()
			}
			sources := all(w, store.Sources)
			switch {
			case test.want == "" && len(sources)+len(all(w, store.Calls))+len(all(w, store.FollowUps))+len(all(w, store.Customers)) > 0:
				t.Errorf("something was kept: %+v", sources)
			case test.want != "" && (len(sources) != 1 || !strings.Contains(string(sources[0].Data), test.want+" hours")):
				t.Errorf("kept %+v, want %s hours", sources, test.want)
			}
			posts := 0
			for _, e := range said {
				if e.Kind == store.Post {
					posts++
				}
			}
			if posts > 1 {
				t.Errorf("%d coaching messages", posts)
			}
		})
	}
}

// A message that comes again after its key was swept is known by its place.
func TestOldMessageAgain(t *testing.T) {
	w := newWorld(t)
	w.watching("CCALLS")
	note := post("UANA", 1, elmfield)
	w.do(note)
	w.send()
	note.Key += "/again"
	w.wantSilence(w.do(note), "the same message")
	if f := only(w, store.FollowUps); f.ID != "F-1" {
		t.Errorf("%+v", f)
	}
}

// Marks go by themselves.
func TestMarksGo(t *testing.T) {
	w := newWorld(t)
	w.watching("CCALLS")
	for n := range 5 {
		w.do(deletion(post("UANA", n, "")))
	}
	w.do(deletion(post("UANA", 9, elmfield)))
	w.now = w.now.Add(markLife + time.Hour)
	w.do(deletion(post("UANA", 10, "")))
	if m := only(w, store.Marks); m.TS != ts(10) {
		t.Errorf("left: %+v", m)
	}
}

// Deletions elsewhere leave no trace: Heed hears of every one in its channels.
func TestNoMarksOfOthersTalk(t *testing.T) {
	w := newWorld(t)
	ev := deletion(post("UANA", 1, ""))
	w.do(ev)
	w.do(edit(post("UANA", 2, ""), w.now, "hello"))
	if marks := all(w, store.Marks); len(marks) > 0 {
		t.Errorf("%+v", marks)
	}
	if w.asked > 0 {
		t.Errorf("%d profiles were asked for", w.asked)
	}
}

// What is forgotten by a click isn't read again because a comma was moved;
// pointing at it reads it.
func TestForgottenStaysForgotten(t *testing.T) {
	w := newWorld(t)
	w.watching("CCALLS")
	note := post("UANA", 1, elmfield)
	w.do(note)
	w.send()
	c := only(w, store.Calls)
	es := w.do(click("UANA", "call.menu", "forget:"+c.ID))
	if len(es) != 1 || es[0].Kind != store.Remove || es[0].Ref != c.Feedback() {
		t.Fatalf("%+v", es)
	}
	w.now = w.now.Add(10 * 24 * time.Hour)
	w.wantSilence(w.do(edit(note, w.now, elmfield+"\n- and a comma")), "an edit of a forgotten note")
	short := note
	short.Kind, short.Key, short.Author, short.ResponseURL = Shortcut, "T1/shortcut/1", "UANA", "https://hooks"
	w.wantSaid(w.do(short), "On it", "Elmfield Dental")
	w.do(edit(note, w.now.Add(time.Minute), strings.Replace(elmfield, "pricing", "price list", 1)))
	if f := only(w, store.FollowUps); !strings.Contains(f.Action, "price list") {
		t.Errorf("the edit after it was read on request is lost: %+v", f)
	}
}

// A message that could not be worked on and is deleted lets go of its words.
func TestDeadLetterDeleted(t *testing.T) {
	w := newWorld(t)
	w.watching("CCALLS")
	note := post("UNOBODY", 1, elmfield) // Slack can't say who that is
	if err := w.try(note); err == nil {
		t.Fatal("it was worked on")
	}
	row := store.InboxRow{}
	w.view(func(tx *store.Tx) error {
		var err error
		row, _, err = tx.InboxRow(note.Key)
		return err
	})
	if err := w.s.BuryInbox(t.Context(), w.now, row, "no such user", func(tx *store.Tx) error {
		return w.c.Dead(tx, w.now, row, nil)
	}); err != nil {
		t.Fatal(err)
	}
	w.do(deletion(note))
	w.wantNowhere("double booking")
}
