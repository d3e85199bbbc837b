package memory

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/followup"
	"heed/bot/when"
)

func met(days ...int) Customer {
	var c Customer
	for i, d := range days {
		c.Met(Contact{At: day(d), By: "ana", Call: fmt.Sprint("K-", i)})
	}
	return c
}

func TestMet(t *testing.T) {
	c := met(5, 0, 3)
	if last, ok := c.Last(); !ok || !last.At.Equal(day(5)) {
		t.Errorf("last is %+v", last)
	}
	c.Met(Contact{At: day(9), Call: "K-0"})
	if len(c.Contacts) != 3 {
		t.Errorf("one call counts twice: %+v", c.Contacts)
	}
	c.Forget("K-0")
	if last, _ := c.Last(); !last.At.Equal(day(3)) {
		t.Errorf("last is %+v", last)
	}
	for i := range 3 * keptContacts {
		c.Met(Contact{At: day(i), Call: fmt.Sprint("N-", i)})
	}
	if last, _ := c.Last(); len(c.Contacts) != keptContacts || !last.At.Equal(day(3*keptContacts-1)) {
		t.Errorf("%d contacts up to %v", len(c.Contacts), last.At)
	}
	if _, ok := new(Customer).Last(); ok {
		t.Error("a contact out of nothing")
	}
}

func TestCalled(t *testing.T) {
	c := Customer{Name: "Northgate Foods", Aliases: []string{"NGF"}}
	for name, want := range map[string]bool{"northgate foods ltd": true, "ngf": true, "Northgate": false, "": false} {
		if c.Called(name) != want {
			t.Errorf("Called(%q) = %v", name, !want)
		}
	}
	if nameless := (&Customer{}); nameless.Called("") || nameless.Called("x") {
		t.Error("a customer without a name is called something")
	}
}

const aDay = 24 * time.Hour

func TestRhythm(t *testing.T) {
	for _, c := range []struct {
		days  []int
		gap   int
		known bool
	}{
		{nil, 21, false},
		{[]int{0}, 21, false},
		{[]int{0, 7}, 21, false},
		{[]int{0, 7, 14}, 7, true},
		{[]int{0, 7, 37}, 30, true}, // of two the longer: better late than a nag
		{[]int{0, 7, 14, 100}, 7, true},
		{[]int{0, 0, 0, 0}, 21, false},       // one day of many notes
		{[]int{0, 0, 10, 10, 20}, 10, true},  // a note and a transcript of each call
		{[]int{0, 1, 2, 3}, 1, true},         // every day
		{[]int{20, 0, 10, 30, 40}, 10, true}, // read in any order
	} {
		cust := met(c.days...)
		if gap, known := cust.Rhythm(); gap != time.Duration(c.gap)*aDay || known != c.known {
			t.Errorf("rhythm of %v: %v, %v", c.days, gap, known)
		}
	}
}

func TestQuiet(t *testing.T) {
	for _, c := range []struct {
		days    []int
		now     int
		quiet   bool
		usual   int
		assumed bool
	}{
		{nil, 500, false, 0, false},
		{[]int{0}, 21, false, 21, true},
		{[]int{0}, 22, true, 21, true},
		{[]int{0, 7, 14}, 14 + 10, false, 7, false},
		{[]int{0, 7, 14}, 14 + 11, true, 7, false},
		{[]int{0, 1, 2}, 2 + 7, false, 1, false}, // nobody is forgotten within a week
		{[]int{0, 1, 2}, 2 + 8, true, 1, false},
		{[]int{0, 30, 60}, 60 + 45, false, 30, false},
		{[]int{0, 30, 60}, 60 + 46, true, 30, false},
		{[]int{10}, 0, false, 21, true}, // the clock of a transcript was ahead
	} {
		cust := met(c.days...)
		s, quiet := cust.Quiet(day(c.now))
		if quiet != c.quiet || s.Usual != time.Duration(c.usual)*aDay || s.Default != c.assumed {
			t.Errorf("contacts %v on day %d: %+v, %v", c.days, c.now, s, quiet)
		}
		if len(c.days) > 0 && s.For != time.Duration(c.now-slices.Max(c.days))*aDay {
			t.Errorf("contacts %v on day %d: quiet for %v", c.days, c.now, s.For)
		}
	}
}

func TestBrief(t *testing.T) {
	fact := func(kind analyze.FactKind, text string, d int) Fact {
		f := heard(kind, "", text)
		f.Quotes[0].At = day(d)
		return f
	}
	facts := []Fact{
		fact(analyze.FactPain, "the oldest pain of all", 0), fact(analyze.FactPain, "month end takes nine days", 1),
		fact(analyze.FactNeed, "an export for the auditors", 2), fact(analyze.FactPain, "invoices are chased by phone", 3),
		fact(analyze.FactStandard, "month end takes nine days", 3), // read as two kinds
		fact(analyze.FactGoal, "one number for the board", 2), fact(analyze.FactPerson, "CFO since March", 2),
		fact(analyze.FactObjection, "the handover worries me", 3), // shown as a worry
		fact(analyze.FactBudget, "40k for the first year", 3), fact(analyze.FactDate, "audit on 12 January", 3),
		fact(analyze.FactPersonal, "daughter starts school", 3), fact(analyze.FactCompetitor, "happy with the old tool", 3),
	}
	given := slices.Clone(facts)
	open := []followup.FollowUp{
		{ID: "F-10", Side: call.Rep, State: followup.Open, Due: when.Date{Year: 2026, Month: 12, Day: 4}},
		{ID: "F-2", Side: call.Rep, State: followup.Open, Due: when.Date{Year: 2026, Month: 11, Day: 20}},
		{ID: "F-3", Side: call.Customer, State: followup.Open},
		{ID: "F-4", Side: call.Rep, State: followup.Done},
	}
	b := NewBrief(met(0, 7, 14), facts, open, []Worry{{Quote: "Honestly the handover worries me.", Who: "Priya"}}, 3, day(40), when.Options{})
	for _, c := range []struct {
		section []Fact
		want    []string
	}{
		{b.Pains, []string{"invoices are chased by phone", "an export for the auditors", "month end takes nine days"}},
		{b.Matters, []string{"one number for the board"}},
		{b.People, []string{"CFO since March"}},
		{b.Decision, []string{"40k for the first year"}},
		{b.Dates, []string{"audit on 12 January"}},
		{b.Personal, []string{"daughter starts school"}},
		{b.Other, []string{"happy with the old tool"}},
	} {
		var got []string
		for _, f := range c.section {
			got = append(got, f.Text)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	if len(b.IOwe) != 2 || b.IOwe[0].ID != "F-2" || len(b.TheyOwe) != 1 || b.TheyOwe[0].ID != "F-3" {
		t.Errorf("owed: %+v and %+v", b.IOwe, b.TheyOwe)
	}
	if b.Silence == nil || b.Silence.For != 26*aDay || b.Silence.Default {
		t.Errorf("silence: %+v", b.Silence)
	}
	for i := range facts {
		if facts[i].Text != given[i].Text {
			t.Fatal("the caller's facts were put in another order")
		}
	}
}

func TestBriefOfNothing(t *testing.T) {
	b := NewBrief(Customer{Name: "Oakham Tools"}, nil, nil, make([]Worry, 9), 0, monday, when.Options{})
	if b.Silence != nil || len(b.Worries) != perSection || !b.Last.At.IsZero() {
		t.Errorf("got %+v", b)
	}
}
