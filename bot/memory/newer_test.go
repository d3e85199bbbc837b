package memory

import (
	"testing"

	"heed/bot/analyze"
)

func TestContradicts(t *testing.T) {
	for _, c := range []struct {
		kind analyze.FactKind
		a, b string
		want bool
	}{
		{analyze.FactBudget, "budget is 40k for the year", "budget is 55k for the year now", true},
		{analyze.FactBudget, "budget 40k", "we pay 600 a month today", false},
		{analyze.FactBudget, "we pay 600 a month", "we pay 700 a month", true},
		{analyze.FactBudget, "they have set aside money", "budget 40k", false},
		{analyze.FactDate, "go-live is planned for March", "go-live moves to May", true},
		{analyze.FactDate, "go-live is planned for March", "the lease ends in May", false},
		{analyze.FactDate, "go-live in March", "the go-live will be in March", false},
		{analyze.FactDecision, "Martin signs everything", "Priyanka signs everything now", true},
		{analyze.FactDecision, "Martin signs", "the board meets in June", false},
		{analyze.FactPain, "month end takes nine days", "month end takes them six days now", true},
		{analyze.FactPreference, "they want a portal for invoices", "they don't want a portal for invoices", true},
		{analyze.FactPreference, "no calls before ten", "email is best", false},
		{analyze.FactPersonal, "her son turns six", "her son turns seven", false},
		{analyze.FactStandard, "reply within four hours", "reply within two hours", true},
	} {
		a, b := heard(c.kind, "", c.a), heard(c.kind, "", c.b)
		if got := Contradicts(a, b); got != c.want {
			t.Errorf("%s: Contradicts(%q, %q) = %v", c.kind, c.a, c.b, got)
		}
		if Contradicts(b, a) != Contradicts(a, b) {
			t.Errorf("Contradicts(%q, %q) depends on the order", c.a, c.b)
		}
	}
}

// TestSupersede: what was heard last stands, whatever is read last; both stay,
// and what was taken out neither replaces nor is replaced.
func TestSupersede(t *testing.T) {
	older, newer := heard(analyze.FactBudget, "", "budget is 40k"), heard(analyze.FactBudget, "", "budget is 55k")
	older.ID, newer.ID = "M-1", "M-2"
	newer.Quotes[0].At = day(7)
	for _, readFirst := range []bool{true, false} {
		known, fact := []Fact{older}, newer
		if !readFirst {
			known, fact = []Fact{newer}, older
		}
		all := NewKnown(known)
		changed := all.Supersede(all.Add(fact))
		if len(changed) != map[bool]int{true: 1, false: 0}[readFirst] {
			t.Errorf("changed %+v", changed)
		}
		stand, before := Stands(all.Facts)
		if len(stand) != 1 || stand[0].ID != "M-2" || len(before["M-2"]) != 1 || before["M-2"][0].ID != "M-1" {
			t.Errorf("read first %v: stand %+v, before %+v", readFirst, stand, before)
		}
	}
	gone := newer
	gone.Drop(day(8), "ana")
	older.Newer = "M-2"
	if stand, _ := Stands([]Fact{older, gone}); len(stand) != 1 || stand[0].ID != "M-1" {
		t.Errorf("the older one doesn't stand again: %+v", stand)
	}
	if stand, _ := Stands([]Fact{older}); len(stand) != 1 {
		t.Error("gone with a fact that was deleted")
	}
}

func TestWhole(t *testing.T) {
	known := []string{"Priya Nair", "Anna Berg", "Anna Holm", "Tom"}
	for name, want := range map[string]string{
		"Priya": "Priya Nair", "priya nair": "priya nair", "Prija Nair": "Prija Nair", "Anna": "Anna", "Tom Ellis": "Tom Ellis", "Dan": "Dan", "": "",
	} {
		if got := Whole(name, known); got != want {
			t.Errorf("Whole(%q) = %q, want %q", name, got, want)
		}
	}
	if !SamePerson("Prija Nair", "Priya Nair") || SamePerson("Jan", "Dan") || SamePerson("Anna Berg", "Anna Holm") || SamePerson("", "Tom") {
		t.Error("SamePerson")
	}
	for _, same := range [][2]string{{"Joerg", "Jörg"}, {"Jorg", "Jörg Haas"}, {"Soeren Lund", "Søren"}, {"Aase", "Åse"}, {"Weiß", "Weiss"}} {
		if !SamePerson(same[0], same[1]) || !SamePerson(same[1], same[0]) {
			t.Errorf("%q", same)
		}
	}
	if SamePerson("Jörg", "Jürg") || SamePerson("Joe", "Jo") {
		t.Error("SamePerson of others")
	}
}

// TestUndo: every change can be taken back, one after the other.
func TestUndo(t *testing.T) {
	f := heard(analyze.FactNeed, "Tom", "a second gate")
	f.Customer = "C-1"
	was := f
	f.Confirm(day(1), "ana")
	f.Correct(day(2), "ana", "a third gate", "Tom Ellis", analyze.FactStandard)
	f.Pin(day(3), "ben", true)
	f.Move(day(4), "ben", "C-2")
	f.Drop(day(5), "ben")
	if f.Says() != "a third gate" || f.Customer != "C-2" || f.From != "C-1" || f.State != Dropped || !f.Touched() {
		t.Errorf("%+v", f)
	}
	for _, want := range []string{"dropped", "moved", "pinned", "corrected", "confirmed"} {
		if what, ok := f.Undo(); !ok || what != want {
			t.Errorf("undid %q, want %q", what, want)
		}
	}
	if _, ok := f.Undo(); ok || f.Says() != was.Says() || f.Kind != was.Kind || f.About != was.About || f.Customer != "C-1" || f.Touched() {
		t.Errorf("%+v is not as it was", f)
	}
}

// TestMergeWhatWasPutRight: a fact that somebody gave another kind is found
// again when the same words are heard.
func TestMergeWhatWasPutRight(t *testing.T) {
	f := heard(analyze.FactNeed, "Tom", "a second gate by the river")
	f.Correct(day(1), "ana", "a third gate by the river", "Tom", analyze.FactStandard)
	if at := NewKnown([]Fact{f}).Merge(heard(analyze.FactNeed, "Tom", "a second gate by the river")); at != 0 {
		t.Error("learnt again beside its correction")
	}
}
