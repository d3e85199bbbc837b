package coach

import (
	"strings"
	"testing"
	"time"

	"heed/store"
)

func (w *world) change(user string, change func(*Profile)) []store.Effect {
	w.t.Helper()
	p := w.people[user]
	change(&p)
	w.people[user] = p
	return w.do(Event{Kind: Person, User: user})
}

// News of people whom Heed hasn't met are none: a company has thousands.
func TestStrangersAreNotKept(t *testing.T) {
	w := newWorld(t)
	w.watching("CCALLS")
	asked := w.asked
	w.do(Event{Kind: Person, User: "UBEN"})
	w.do(Event{Kind: Person, User: "UNOBODY"})
	w.do(post("UBEN", 1, "morning all"))
	elsewhere := post("UBEN", 2, elmfield)
	elsewhere.Channel, elsewhere.Key = "CELSE", "T1/message/CELSE/2"
	w.do(elsewhere)
	if w.asked != asked {
		t.Errorf("%d profiles were asked for", w.asked-asked)
	}
	if people := all(w, store.People); len(people) != 1 {
		t.Errorf("%+v", people)
	}
}

// Guests are told so where they ask, and nothing of theirs is kept; a guest
// who becomes a member is served, and the other way round.
func TestGuests(t *testing.T) {
	w := newWorld(t)
	w.watching("CCALLS")
	w.wantSilence(w.do(post("UGIL", 1, elmfield)), "a guest's note")
	for _, ev := range []Event{
		slash("UGIL", "followups"), click("UGIL", "followup.done", "F-1@list"), dm("UGIL", elmfield),
		{Kind: Submit, User: "UGIL", Callback: "note", Inputs: map[string]string{"note": elmfield}},
	} {
		w.wantSaid(w.do(ev), "full members")
	}
	stranger := slash("UANA", "followups")
	stranger.Stranger = true
	w.wantSaid(w.do(stranger), "full members")
	if len(all(w, store.Calls)) > 0 {
		t.Fatal("something was kept")
	}

	w.people["UGIL"] = Profile{Name: "gil", RealName: "Gil Frost", Zone: "Europe/London"}
	w.wantSaid(w.do(dm("UGIL", elmfield)), "Elmfield")
	if p := w.person("UGIL"); p.NudgeAt.IsZero() {
		t.Fatal("nothing planned")
	}
	w.change("UGIL", func(p *Profile) { p.Guest = true }) // or left the company
	if p := w.person("UGIL"); !p.Guest || !p.NudgeAt.IsZero() {
		t.Errorf("a guest is still nudged: %+v", p)
	}
	w.send()
	w.effects()
	w.now = time.Date(2026, 11, 6, 10, 0, 0, 0, time.UTC)
	w.tick()
	w.wantSilence(w.effects(), "a nudge to a guest")
	w.change("UGIL", func(p *Profile) { p.Guest = false })
	w.tick()
	w.wantSaid(w.effects(), "pricing")
}

// Slack not answering is no reason to refuse somebody whom Heed knows; an old
// profile is renewed when it can be.
func TestProfilesAge(t *testing.T) {
	w := newWorld(t)
	w.do(slash("UANA", "help"))
	asked := w.asked
	w.do(slash("UANA", "help"))
	if w.asked != asked {
		t.Error("asked again at once")
	}
	w.now = w.now.Add(profileLife + time.Hour)
	p := w.people["UANA"]
	delete(w.people, "UANA")
	w.wantSaid(w.do(slash("UANA", "help")), "brief")
	p.Zone = "Asia/Tokyo"
	w.people["UANA"] = p
	w.do(slash("UANA", "help"))
	if got := w.person("UANA").Zone; got != "Asia/Tokyo" {
		t.Errorf("zone %s", got)
	}
}

// The welcome comes once: not again after the first note is deleted, but
// again if nobody ever saw it.
func TestWelcomeOnce(t *testing.T) {
	const welcome = "new here"
	w := newWorld(t)
	w.watching("CCALLS")
	first := post("UANA", 1, elmfield)
	w.wantSaid(w.do(first), welcome)
	w.do(deletion(first)) // before it was sent
	second := post("UANA", 2, strings.Replace(elmfield, "Elmfield Dental", "Ridley Tools", 1))
	w.wantSaid(w.do(second), welcome)
	w.send()
	w.wantSaid(w.do(edit(second, tuesday.Add(time.Minute), second.Text+"\n- more")), welcome) // the same message
	w.do(deletion(second))
	w.send()
	es := w.do(post("UANA", 3, strings.Replace(elmfield, "Elmfield Dental", "Solent Marine", 1)))
	if strings.Contains(words(es...), welcome) {
		t.Error("welcomed twice")
	}
}
