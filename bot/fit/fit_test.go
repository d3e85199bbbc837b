package fit

import (
	"testing"
	"time"

	"heed/bot/analyze"
	"heed/bot/memory"
)

func fact(kind analyze.FactKind, text string) memory.Fact {
	return memory.Fact{ID: text, Kind: kind, Text: text, Quotes: []memory.Quote{{Words: text, At: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)}}}
}

var lists1 = Lists{
	Ours: []string{"Single sign-on with every plan", "Hosted in the EU", "Cancel monthly", "Contracts from 20k a year", "A named person answers the phone"},
	Cant: []string{"On-premises installation", "Support in German", "Payroll", "We don't write source code to order"},
}

// TestWeigh: what plainly matches is claimed, what shares a word only is told
// apart, and the rest stays open.
func TestWeigh(t *testing.T) {
	for _, c := range []struct {
		kind       analyze.FactKind
		text, part string
		line       string
	}{
		{analyze.FactNeed, "it has to run on-prem, no exceptions", "", ""}, // denies something: not claimed
		{analyze.FactNeed, "it has to run on-prem", "against", "On-premises installation"},
		{analyze.FactStandard, "must be self-hosted", "against", "On-premises installation"},
		{analyze.FactStandard, "needs SSO via Okta", "for", "Single sign-on with every plan"},
		{analyze.FactStandard, "the data stays in Europe", "for", "Hosted in the EU"},
		{analyze.FactValue, "no lock-in", "", ""},
		{analyze.FactNeed, "they want their payroll in it", "against", "Payroll"},
		{analyze.FactBudget, "the budget is 12k a year", "against", "Contracts from 20k a year"},
		{analyze.FactBudget, "up to £45,000 for the year", "for", "Contracts from 20k a year"},
		{analyze.FactBudget, "900 a month", "open", ""},
		{analyze.FactNeed, "support that answers in the evening", "perhaps", "Support in German"},
		{analyze.FactNeed, "a better way to plan the rota", "open", ""},
		{analyze.FactPersonal, "his son codes on-prem servers", "none", ""},
		{analyze.FactDecision, "the board decides in March", "open", ""},
	} {
		got := Weigh([]memory.Fact{fact(c.kind, c.text)}, lists1)
		part, line := "none", ""
		for name, ms := range map[string][]Match{"for": got.For, "against": got.Against, "perhaps": got.Perhaps} {
			if len(ms) > 0 {
				part, line = name, ms[0].Ours
			}
		}
		if len(got.Open) > 0 {
			part = "open"
		}
		if c.part == "" { // only no false claim
			if part == "against" {
				t.Errorf("%q: claimed against by %q", c.text, line)
			}
			continue
		}
		if part != c.part || line != c.line {
			t.Errorf("%q: %s by %q, want %s by %q", c.text, part, line, c.part, c.line)
		}
	}
}

// What people took out or was superseded weighs nothing.
func TestWeighStands(t *testing.T) {
	gone := fact(analyze.FactNeed, "self-hosted")
	gone.State = memory.Dropped
	old := fact(analyze.FactBudget, "12k a year")
	now := fact(analyze.FactBudget, "30k a year")
	old.Newer = now.ID
	got := Weigh([]memory.Fact{gone, old, now}, lists1)
	if len(got.Against) != 0 || len(got.For) != 1 {
		t.Errorf("%+v", got)
	}
}

func TestEmptyLists(t *testing.T) {
	got := Weigh([]memory.Fact{fact(analyze.FactNeed, "self-hosted")}, Lists{})
	if len(got.Open) != 1 || !(Lists{}).Empty() {
		t.Errorf("%+v", got)
	}
}

func TestSumOf(t *testing.T) {
	for s, want := range map[string]float64{
		"12k": 12000, "£45,000": 45000, "1.2m over two years": 1.2e6, "30 thousand": 30000, "between 10k and 15k": 15000, "1.500 EUR": 1500, "no number": 0,
	} {
		if got, _ := sumOf(s); got.amount != want {
			t.Errorf("%q is %v, want %v", s, got.amount, want)
		}
	}
}

func FuzzWeigh(f *testing.F) {
	f.Add("needs SSO for 40k", "Contracts from 20k")
	f.Fuzz(func(t *testing.T, theirs, ours string) {
		got := Weigh([]memory.Fact{fact(analyze.FactBudget, theirs)}, Lists{Ours: []string{ours}, Cant: []string{ours}})
		if n := len(got.For) + len(got.Against) + len(got.Perhaps) + len(got.Open); n != 1 {
			t.Errorf("the fact is in %d parts", n)
		}
	})
}
