package coach

import (
	"testing"
	"time"

	"heed/store"
)

// joined is Heed coming into a channel.
func joined(inviter string, at time.Time) Event {
	return Event{Kind: Joined, User: "UHEED", Self: true, Inviter: inviter, Channel: "CCALLS", At: at}
}

func TestInvited(t *testing.T) {
	w := newWorld(t)
	es := w.do(joined("UANA", w.now))
	if w.wantSaid(es, "Shall I read"); len(es) != 1 || es[0].User != "UANA" {
		t.Fatalf("%+v", es)
	}
	if len(all(w, store.Watches)) > 0 {
		t.Fatal("reads before somebody said yes")
	}
	w.wantSilence(w.do(post("UANA", 1, elmfield)), "a note in a channel that nobody asked to read")
	w.wantSaid(w.do(click("UANA", "watch.yes", "CCALLS")), "Tell the channel")
	w.wantSaid(w.do(post("UANA", 2, elmfield)), "Elmfield")

	// Removed, and invited again a week later: asked anew, and nothing that was
	// said in between is read.
	w.now = w.now.Add(7 * 24 * time.Hour)
	w.wantSaid(w.do(joined("UBEN", w.now)), "Shall I read")
	if len(all(w, store.Watches)) > 0 {
		t.Error("still reads where it was removed from")
	}
	w.wantSilence(w.do(post("UANA", 3, elmfield+"\n- more")), "a note from before somebody said yes again")

	// Somebody joins who is not Heed.
	other := joined("UANA", w.now)
	other.Self = false
	w.wantSilence(w.do(other), "somebody else joins")
}

// Whoever runs /heed watch has the channel read, whoever invited Heed, and
// whenever: also before.
func TestWatchCommand(t *testing.T) {
	w := newWorld(t)
	w.wantSilence(w.do(joined("", w.now)), "an invitation by nobody known")
	w.wantSilence(w.do(joined("UGIL", w.now)), "an invitation by a guest")
	cmd := slash("UBEN", "watch")
	cmd.Channel = "CCALLS"
	w.wantSaid(w.do(cmd), "Reading call notes", "invite me")
	if got := only(w, store.Watches); got.By != "UBEN" {
		t.Errorf("%+v", got)
	}
	// The invitation comes after the command: nothing to ask.
	w.now = w.now.Add(time.Hour)
	w.wantSilence(w.do(joined("UBEN", w.now)), "invited as agreed")
	if got := only(w, store.Watches); got.LastTS < Stamp(w.now) {
		t.Errorf("would catch up on %s", got.LastTS)
	}
	// An invitation that is told late, after somebody said yes.
	w.wantSilence(w.do(joined("UANA", tuesday.Add(-time.Minute))), "an old invitation")
	only(w, store.Watches)

	cmd.Text = "unwatch"
	w.wantSaid(w.do(cmd), "Not reading")
	cmd.Text = "watch"
	w.do(cmd)
	for _, channel := range []string{"DBEN", "nonsense", ""} {
		cmd := slash("UBEN", "watch")
		cmd.Channel = channel
		w.wantSaid(w.do(cmd), "Say that in the channel")
	}
	only(w, store.Watches)
}

// The announcement is made once a day, however often it is clicked, and not
// where nothing is read any more.
func TestAnnounceOnce(t *testing.T) {
	w := newWorld(t)
	w.watching("CCALLS")
	posts := 0
	for range 3 {
		for _, e := range w.do(click("UANA", "watch.announce", "CCALLS")) {
			if e.Channel == "CCALLS" {
				posts++
			}
		}
	}
	w.do(click("UANA", "watch.no", "CCALLS"))
	w.now = w.now.Add(48 * time.Hour)
	es := w.do(click("UANA", "watch.announce", "CCALLS"))
	w.wantSaid(es, "Not reading")
	if len(es) != 1 || posts != 1 {
		t.Errorf("%d announcements, then %+v", posts, es)
	}
}

// The mark from which a channel is caught up moves only forward.
func TestCatchUpMark(t *testing.T) {
	w := newWorld(t)
	w.watching("CCALLS")
	w.do(post("UANA", 50, "morning all"))
	w.do(post("UANA", 20, "late news"))
	if got := only(w, store.Watches); got.LastTS != ts(50) || !got.Seen {
		t.Errorf("%+v", got)
	}
	w.do(dm("UANA", "help"))
	early := dm("UANA", "help")
	early.TS = ts(1)
	w.do(early)
	if p := w.person("UANA"); p.LastDM != ts(100) || p.DM != "DANA" {
		t.Errorf("%+v", p)
	}
}
