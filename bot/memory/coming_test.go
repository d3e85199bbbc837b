package memory

import (
	"testing"
	"time"

	"heed/bot/analyze"
	"heed/bot/followup"
	"heed/bot/when"
)

// TestOccasion: only a plain day of what matters is worth a reminder. Facts
// are heard on Monday 23 November 2026.
func TestOccasion(t *testing.T) {
	day := func(y int, m time.Month, d int) when.Date { return when.Date{Year: y, Month: m, Day: d} }
	for _, c := range []struct {
		kind analyze.FactKind
		text string
		on   when.Date
		lead int
	}{
		{analyze.FactPersonal, "her daughter has her piano exam on 4 December", day(2026, 12, 4), 1},
		{analyze.FactPersonal, "the wedding is on Saturday 5 December", day(2026, 12, 5), 1},
		{analyze.FactDate, "go-live is planned for 14 December", day(2026, 12, 14), 5},
		{analyze.FactDate, "the contract renews on 31 January", day(2027, 1, 31), 30},
		{analyze.FactPersonal, "her son was ill on Tuesday", when.Date{}, 0},
		{analyze.FactPersonal, "they went on holiday on 3 December", when.Date{}, 0},
		{analyze.FactPersonal, "she plays the cello on Tuesdays", when.Date{}, 0},
		{analyze.FactDate, "go-live some time in March", when.Date{}, 0},
		{analyze.FactDate, "we met on 12 November", when.Date{}, 0},
		{analyze.FactNeed, "an exam room by 4 December", when.Date{}, 0},
	} {
		f := heard(c.kind, "", c.text)
		got, ok := f.Occasion(time.UTC, when.Options{})
		if ok != (c.lead > 0) || got.On != c.on || got.Lead != c.lead {
			t.Errorf("%q: %v %d before (%t), want %v %d", c.text, got.On, got.Lead, ok, c.on, c.lead)
		}
	}
	gone := heard(analyze.FactPersonal, "", "her piano exam is on 4 December")
	gone.State = Dropped
	if _, ok := gone.Occasion(time.UTC, when.Options{}); ok {
		t.Error("a reminder of what was taken out")
	}
}

// TestExpect: a day said stays said while it is the same day, and goes with
// its fact.
func TestExpect(t *testing.T) {
	c := Customer{ID: "C-1", Contacts: []Contact{{At: monday, By: "UANA"}}}
	day := Coming{Fact: "M-1", On: when.DateOf(monday).AddDays(9), Lead: 1}
	if !c.Expect("M-1", day, true) || c.Expect("M-1", day, true) {
		t.Error("the same day counts as a change")
	}
	if ts := c.Touches(); len(ts) != 1 || ts[0].Reason != followup.Coming || ts[0].Fact != "M-1" {
		t.Fatalf("%+v", ts)
	}
	c.RaisedDay("M-1", true)
	if c.Expect("M-1", day, true) || len(c.Touches()) != 0 {
		t.Error("what was said is said again")
	}
	moved := day
	moved.On = day.On.AddDays(7)
	if !c.Expect("M-1", moved, true) || len(c.Touches()) != 1 {
		t.Error("another day isn't said")
	}
	c.Mute("UANA", true)
	if len(c.Touches()) != 0 {
		t.Error("told to who wants to hear nothing of them")
	}
	c.Mute("UANA", false)
	if !c.Expect("M-1", Coming{}, false) || len(c.Touches()) != 0 {
		t.Error("the day outlives its fact")
	}
}

// A warm word for a Sunday or Monday comes on Friday, wherever the morning is.
func TestComingOnWeekdays(t *testing.T) {
	for on, want := range map[int]time.Weekday{28: time.Friday, 29: time.Friday, 30: time.Friday} {
		d := Coming{On: when.Date{Year: 2026, Month: 11, Day: on}, Lead: 1}
		from := d.touch("C-1").From.Add(morningsEast)
		if from.Weekday() != want {
			t.Errorf("for the %dth it comes on %v", on, from)
		}
	}
}

// TestUsed: what was learnt earlier and is brought up by us first; nothing
// that they said before in the call, nor what was heard today.
func TestUsed(t *testing.T) {
	rows := heard(analyze.FactPersonal, "Imogen", "her daughter rows in the county regatta")
	rows.ID = "M-1"
	later := monday.AddDate(0, 0, 7)
	us := func(s string) Sentence { return Sentence{Text: s, Ours: true} }
	them := func(s string) Sentence { return Sentence{Text: s} }
	for _, c := range []struct {
		name string
		said []Sentence
		at   time.Time
		ok   bool
	}{
		{"brought up", []Sentence{us("How did your daughter do at the regatta?")}, later, true},
		{"they began", []Sentence{them("My daughter won the regatta."), us("Your daughter won the regatta, lovely.")}, later, false},
		{"one word", []Sentence{us("How is your daughter?")}, later, false},
		{"the same day", []Sentence{us("How did your daughter do at the regatta?")}, monday.Add(time.Hour), false},
		{"her name alone", []Sentence{us("Imogen, about the county tender.")}, later, false},
	} {
		f, s, ok := Used([]Fact{rows}, c.said, c.at)
		if ok != c.ok || ok && (f.ID != "M-1" || s.Text != c.said[0].Text) {
			t.Errorf("%s: %t, %q", c.name, ok, s.Text)
		}
	}
	for line, want := range map[string]bool{"asked how her exam was": true, "I wished her luck": true, "Priya asked for a price": false, "her exam is on Friday": false} {
		if DidLine(line) != want {
			t.Errorf("%q: did: %t", line, !want)
		}
	}
}

// TestKnowDay: the third Thursday of January, April, July and October.
func TestKnowDay(t *testing.T) {
	from := when.Date{Year: 2026, Month: 11, Day: 23}
	for _, want := range []string{"2027-01-21", "2027-04-15", "2027-07-15", "2027-10-21", "2028-01-20"} {
		if from = KnowDay(from); from.String() != want {
			t.Errorf("%v, want %s", from, want)
		}
		if day, ok := KnowDayNow(from); !ok || day != from {
			t.Errorf("%v isn't one", from)
		}
		if day, ok := KnowDayNow(from.AddDays(3)); !ok || day != from {
			t.Errorf("%v isn't made up for on a Sunday", from)
		}
		if _, ok := KnowDayNow(from.AddDays(4)); ok {
			t.Errorf("%v is still one", from.AddDays(4))
		}
		if _, ok := KnowDayNow(from.AddDays(-1)); ok {
			t.Errorf("%v is one already", from.AddDays(-1))
		}
		from = from.AddDays(1)
	}
}

// TestToKnow: silence and what is known choose three; who was just met, sent
// on, muted or is kept by somebody else is none of them.
func TestToKnow(t *testing.T) {
	now := monday.AddDate(0, 2, 0)
	known := func(id, by string, days int, facts ...Fact) Candidate {
		return Candidate{Customer: Customer{ID: id, Contacts: []Contact{{At: now.AddDate(0, 0, -days), By: by}}}, Facts: facts}
	}
	warm := heard(analyze.FactPersonal, "", "her daughter rows")
	warm.ID = "M-1"
	muted := known("C-5", "UANA", 60)
	muted.Customer.Mute("UANA", true)
	gone := known("C-6", "UANA", 60)
	gone.Customer.Referred(now)
	all := []Candidate{
		known("C-1", "UANA", 30), known("C-2", "UANA", 60), known("C-3", "UANA", 21, warm), known("C-4", "UANA", 3, warm),
		muted, gone, known("C-7", "UBEN", 90), known("C-8", "UANA", 15),
		{Customer: Customer{ID: "C-9"}},
	}
	got := ToKnow("UANA", all, now, when.DateOf(now))
	if len(got) != KnowPicks || got[0].Customer != "C-3" || got[0].Fact != "M-1" || got[1].Customer != "C-2" || got[2].Customer != "C-1" {
		t.Errorf("%+v", got)
	}
}
