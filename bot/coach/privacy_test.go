package coach

import (
	"strings"
	"testing"

	"heed/store"
)

// Whatever a colleague or a manager asks, they learn about the customer, and
// nothing of what Heed told the rep.
func TestColleaguesSeeNoCoaching(t *testing.T) {
	w := newWorld(t)
	w.watching("CCALLS")
	es := w.do(w.upload("UBEN", "F1", fairmile, "Call with Fairmile Foods"))
	w.wantSaid(es, "handover worries me", "One to try")
	w.send()
	w.effects()
	w.wantSaid(w.do(slash("UBEN", "brief Fairmile")), "not taken up yet")
	for _, ask := range []string{"brief Fairmile", "followups", "followups Fairmile", "followups done", "done", "settings", "help"} {
		said := words(w.do(slash("UANA", ask))...)
		for _, secret := range []string{"not taken up", "One to try", "missed", "Talk:", "Not right", "I'll send it by Thursday"} {
			if strings.Contains(said, secret) {
				t.Errorf("%s tells Ana %q: %s", ask, secret, said)
			}
		}
		if strings.HasPrefix(ask, "followups") && strings.Contains(said, "questionnaire") {
			t.Errorf("%s tells Ana what Ben promised: %s", ask, said)
		}
	}
	w.wantSaid(w.do(slash("UANA", "brief Fairmile")), "chase invoices") // the customer's words are everybody's
	for _, e := range w.allEffects() {
		if e.User == "" || e.Channel == "CCALLS" && e.Kind != store.Ephemeral {
			t.Errorf("said to a channel: %+v", e)
		}
	}
}

// What a customer promised is worth knowing for everybody; it can be settled
// only by who heard it.
func TestTheirPromises(t *testing.T) {
	w := newWorld(t)
	w.do(dm("UBEN", "Call with Ridley Tools, Sam Reed\n- worried about downtime\nNext steps:\n- Sam sends the drawings by Friday\n- I'll send the price list by Friday"))
	es := w.do(slash("UANA", "followups Ridley"))
	w.wantSaid(es, "drawings")
	if said := words(es...); strings.Contains(said, "price list") || strings.Contains(said, "followup.menu") {
		t.Errorf("Ana is shown %s", said)
	}
	w.wantSaid(w.do(slash("UBEN", "followups Ridley")), "drawings", "price list", "followup.menu", "@list/C-1")
}

// The shortcut on others' messages, on bots' and on Heed's own.
func TestShortcut(t *testing.T) {
	w := newWorld(t)
	w.watching("CCALLS")
	w.do(slash("UBEN", "help"))
	n := 0
	point := func(user, author, bot, text string, at int) []store.Effect {
		n++
		return w.do(Event{Kind: Shortcut, User: user, Author: author, BotID: bot, Channel: "CCALLS", TS: ts(at), Text: text, ResponseURL: "https://hooks"})
	}
	w.do(post("UANA", 1, elmfield))
	w.send()
	w.effects()

	es := point("UBEN", "UANA", "", elmfield, 1)
	if w.wantSaid(es, "colleague"); len(es) != 1 || len(all(w, store.Calls)) != 1 {
		t.Errorf("%+v", es)
	}

	// One's own, kept already: said so, and led back to what was said.
	es = point("UANA", "UANA", "", elmfield, 1)
	w.wantSaid(es, "have that one already", "Elmfield Dental", "stands above")
	if len(es) != 2 || es[0].Ref != "T1/feedback/K-1" || len(all(w, store.Calls)) != 1 {
		t.Errorf("%+v", es)
	}

	// A short line, days ago: "tomorrow" was the day after.
	es = point("UANA", "UANA", "", "Elmfield again, all fine. I'll book the room tomorrow.", -5*24*3600)
	w.wantSaid(es, "On it", "book the room", "Fri 30 Oct")
	w.send()
	w.effects()

	// A recorder's transcript becomes that of who points at it, once.
	transcript := "Call with Fairmile Foods\nMe: What would a good month end look like for you?\nMeera Joshi: Honestly it takes us nine days and three people.\nMe: I'll send the plan by Friday.\nMeera Joshi: Thank you."
	w.wantSaid(point("UBEN", "UNOTES", "BNOTES", transcript, 5), "On it", "Fairmile")
	w.send()
	w.effects()
	es = point("UANA", "UNOTES", "BNOTES", transcript, 5)
	if w.wantSaid(es, "colleague"); len(es) != 1 {
		t.Errorf("%+v", es)
	}
	es = point("UBEN", "UNOTES", "BNOTES", transcript, 5)
	w.wantSaid(es, "have that one already")

	// A colleague's voice in it: theirs, not of who points.
	with := strings.ReplaceAll(transcript, "Me:", "Ben Okafor:")
	if w.wantSaid(point("UANA", "UNOTES", "BNOTES", with, 6), "colleague"); len(all(w, store.Calls)) != 3 {
		t.Errorf("%d calls", len(all(w, store.Calls)))
	}

	own := Event{Kind: Shortcut, User: "UANA", Author: "UHEED", BotID: "BHEED", Self: true, Channel: "DANA", TS: ts(9), Text: elmfield, ResponseURL: "https://hooks"}
	w.wantSaid(w.do(own), "is mine")
	w.wantSaid(point("UANA", "UANA", "", "  ", 10), "no call")
}

// The same text in two places is one call; it goes with the last of them.
func TestSameTextTwice(t *testing.T) {
	w := newWorld(t)
	w.watching("CCALLS")
	note := post("UANA", 1, elmfield)
	w.do(note)
	w.send()
	w.effects()
	w.wantSilence(w.do(post("UANA", 2, elmfield+"\n")), "the same note in the channel again")
	in := dm("UANA", elmfield)
	in.Key = "T1/message/DANA/" + ts(100)
	w.wantSaid(w.do(in), "have that one already")
	w.wantSaid(w.do(slash("UANA", "note "+elmfield)), "have that one already")
	if only(w, store.Calls); len(all(w, store.FollowUps)) != 1 {
		t.Fatal("counted twice")
	}
	w.do(deletion(note))
	w.do(deletion(in))
	only(w, store.Calls)
	w.do(deletion(post("UANA", 2, "")))
	if len(all(w, store.Calls)) != 0 {
		t.Error("it outlived its messages")
	}

	// Ben's is Ben's.
	w.do(post("UANA", 11, elmfield))
	w.wantSaid(w.do(post("UBEN", 12, elmfield)), "Elmfield")
	if n := len(all(w, store.Calls)); n != 2 {
		t.Errorf("%d calls", n)
	}

	// The same file again, this time with the customer's name.
	w.do(w.upload("UBEN", "FX", strings.ReplaceAll(fairmile, "Fairmile", ""), ""))
	w.send()
	w.effects()
	again := w.upload("UBEN", "FY", strings.ReplaceAll(fairmile, "Fairmile", ""), "Call with Fairmile Foods")
	w.wantSaid(w.do(again), "have that one already", "Fairmile Foods")
	if n := len(all(w, store.Calls)); n != 3 {
		t.Errorf("%d calls", n)
	}
}

// Short words said again on another day are another call.
func TestSameShortWordsAnotherDay(t *testing.T) {
	w := newWorld(t)
	const again = "note Call with Elmfield Dental: no answer, I'll try again tomorrow"
	w.do(slash("UANA", again))
	w.wantSaid(w.do(slash("UANA", again)), "have that one already")
	w.now = w.now.Add(25 * 3600e9)
	w.wantSaid(w.do(slash("UANA", again)), "Noted")
}

// A note that mentions Heed is read where nothing else is; a bot's isn't.
func TestMentionedNote(t *testing.T) {
	w := newWorld(t)
	note := post("UANA", 1, "<@UHEED> "+elmfield)
	note.Mention = true
	w.wantSaid(w.do(note), "Elmfield Dental")
	w.wantSilence(w.do(post("UANA", 2, elmfield+"\n- more")), "a note that doesn't")
	bot := note
	bot.Key, bot.TS, bot.BotID = "T1/message/CCALLS/3", ts(3), "BNOTES"
	w.wantSilence(w.do(bot), "a bot that mentions Heed")
	edited := edit(note, tuesday.Add(60e9), strings.Replace(note.Text, "pricing", "price list", 1))
	w.wantSaid(w.do(edited), "price list")
	if f := only(w, store.FollowUps); strings.Contains(f.Action, "UHEED") {
		t.Errorf("%+v", f)
	}
}
