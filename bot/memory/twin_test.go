package memory

import (
	"slices"
	"testing"

	"heed/bot/analyze"
	"heed/bot/when"
)

// read makes a fact as it was read from words in a call on a day.
func read(id string, kind analyze.FactKind, about, words, call string, d int) Fact {
	f := heard(kind, about, words)
	f.ID, f.Customer = id, "C-1"
	f.Quotes = []Quote{{Words: words, Text: words, At: day(d), Call: call}}
	return f
}

// TestTwins: one sentence that was read as two kinds of fact is one thing to
// people, and is as old in both.
func TestTwins(t *testing.T) {
	const said = "her son sits his finals in June"
	life, date := read("M-1", analyze.FactPersonal, "", said, "K-1", 0), read("M-2", analyze.FactDate, "", said, "K-1", 0)
	again := read("M-3", analyze.FactDate, "", said, "K-2", 3)
	if !life.Twin(&date) || life.Twin(&again) || life.Twin(&life) {
		t.Error("twins are of one sentence of one call, and of two kinds")
	}
	firsts, twins := Paired([]Fact{life, again, date})
	if len(firsts) != 2 || len(twins["M-1"]) != 1 || twins["M-1"][0].ID != "M-2" {
		t.Errorf("%+v and %+v", firsts, twins)
	}
	goal, old := read("M-4", analyze.FactGoal, "", "live before 1 March", "K-1", 0), read("M-5", analyze.FactDate, "", "live before 1 March", "K-1", 0)
	newer := read("M-6", analyze.FactDate, "", "live on 1 April", "K-3", 5)
	old.Newer = newer.ID
	stand, before := Stands([]Fact{goal, old, newer})
	if len(stand) != 1 || stand[0].ID != newer.ID || len(before[newer.ID]) != 1 {
		t.Errorf("stands %+v, before %+v", stand, before)
	}
	life.Confirm(day(1), "U1")
	date.Confirm(day(1), "U1")
	again.Confirm(day(2), "U1")
	if !life.Together(&date) || life.Together(&again) {
		t.Error("together is what one click did")
	}
}

// TestSameSum: a sum said again in other words is the same one, unless it is
// for something else.
func TestSameSum(t *testing.T) {
	known := NewKnown([]Fact{read("M-1", analyze.FactBudget, "", "budget went up to 60k", "K-1", 0), read("M-2", analyze.FactBudget, "", "12k for the training", "K-1", 0)})
	for text, want := range map[string]int{
		"budget is 60k, confirmed": 0,
		"60k again":                0,
		"budget is 70k":            -1,
		"12k for the licences":     -1,
		"they pay 60k today":       -1,
		"60k per user":             -1,
	} {
		if got := known.Merge(read("", analyze.FactBudget, "", text, "K-2", 1)); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

// TestOneThing: the same need in the plural and with another verb's ending is
// the same one.
func TestOneThing(t *testing.T) {
	known := NewKnown([]Fact{read("M-1", analyze.FactNeed, "", "needs approval steps for purchase orders", "K-1", 0)})
	for text, want := range map[string]int{
		"they need approval steps":                           0,
		"need an approval step for each purchase order":      0,
		"they need three licences":                           -1,
		"they don't need approval steps for purchase orders": -1,
		"needs approval from the boss for each press run":    -1,
	} {
		if got := known.Merge(read("", analyze.FactNeed, "", text, "K-2", 1)); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

// TestKnownAs: a first name becomes the whole one that another call knows,
// where it can be one person's only.
func TestKnownAs(t *testing.T) {
	role := read("M-1", analyze.FactPerson, "Priya", "Priya, CFO", "K-1", 0)
	right := read("M-2", analyze.FactPersonal, "Priya", "she rows", "K-1", 0)
	right.Correct(day(1), "U1", "Priya sails", "Priya", analyze.FactPersonal)
	out := KnownAs([]Fact{role, right}, []string{"Priya Nair"})
	if out[0].About != "Priya Nair" || out[0].Text != "Priya Nair, CFO" || out[1].About != "Priya" {
		t.Errorf("%+v", out)
	}
	if role.About != "Priya" {
		t.Error("the facts given were changed")
	}
	if out := KnownAs([]Fact{role}, []string{"Priya Nair", "Priya Shah"}); out[0].About != "Priya" {
		t.Errorf("two may be meant: %+v", out[0])
	}
}

// TestBriefIsOfToday: days gone by are no dates to come, somebody's own day is
// of their life, everybody who was there is named once.
func TestBriefIsOfToday(t *testing.T) {
	facts := []Fact{
		read("M-1", analyze.FactDate, "", "audit on 20 November", "K-1", 0), read("M-2", analyze.FactDate, "", "renewal on 15 January", "K-1", 0),
		read("M-3", analyze.FactDate, "Priya", "Priya's exam is on 10 January", "K-1", 0), read("M-4", analyze.FactPersonal, "Priya", "Priya's exam is on 10 January", "K-1", 0),
		read("M-5", analyze.FactPerson, "Priya", "Priya, CFO", "K-1", 0), read("M-6", analyze.FactPerson, "Priya Nair", "Priya Nair, Chief Financial Officer", "K-2", 3),
		read("M-7", analyze.FactObjection, "", "worried about the handover", "K-1", 0),
	}
	b := NewBrief(met(0, 3), facts, nil, nil, 2, day(20), when.Options{})
	b.Meet([]string{"Priya Nair", "Tom Ellis", "Tom", "Zoë", "Ida", "Max", "Olaf"})
	ids := func(fs []Fact) (out []string) {
		for _, f := range fs {
			out = append(out, f.ID)
		}
		return out
	}
	if !slices.Equal(ids(b.Dates), []string{"M-2"}) || !slices.Equal(ids(b.Personal), []string{"M-4"}) || !slices.Equal(ids(b.People), []string{"M-6"}) || !slices.Equal(ids(b.Doubts), []string{"M-7"}) {
		t.Errorf("dates %v, personal %v, people %v, doubts %v", ids(b.Dates), ids(b.Personal), ids(b.People), ids(b.Doubts))
	}
	if !slices.Equal(b.Met, []string{"Tom Ellis", "Zoë", "Ida", "Max"}) {
		t.Errorf("met %q", b.Met)
	}
}
