package memory

import (
	"testing"
	"time"

	"heed/bot/analyze"
	"heed/bot/followup"
	"heed/bot/when"
)

// TestStackup: a promise kept is evidence for what it was about, and for
// nothing else; one that is only open makes a need wait no longer.
func TestStackup(t *testing.T) {
	today := when.DateOf(monday)
	gate := heard(analyze.FactNeed, "", "a second gate by the river")
	rota := heard(analyze.FactPain, "", "the rota eats two days a month")
	papers := heard(analyze.FactNeed, "", "a template for the harbour papers")
	after := func(f followup.FollowUp, days int) followup.FollowUp {
		f.Made = monday.AddDate(0, 0, days)
		f.Settled = monday.AddDate(0, 0, days)
		return f
	}
	all := []followup.FollowUp{
		after(promised("send the drawing of the gate", followup.Done, today), 0),
		after(promised("send the template", followup.Done, today), 5),
		after(promised("ring about the rota", followup.Open, today.AddDays(-1)), 0),
		after(promised("bring flowers", followup.Dropped, today), 0),
	}
	s := NewStackup(Customer{}, []Fact{gate, rota, papers}, all, nil, monday, func(string) *time.Location { return time.UTC })
	if len(s.Acted) != 1 || s.Acted[0].Fact.Text != gate.Text || s.Acted[0].Promise.Action != "send the drawing of the gate" {
		t.Errorf("acted on %+v", s.Acted)
	}
	if len(s.Waiting) != 1 || s.Waiting[0].Text != papers.Text {
		t.Errorf("waiting: %+v", s.Waiting)
	}
	if len(s.Kept) != 2 || s.OnTime != 1 || len(s.Open) != 1 || s.Overdue != 1 || s.Kept[0].Action != "send the template" {
		t.Errorf("kept %d, %d on time, open %d, %d late", len(s.Kept), s.OnTime, len(s.Open), s.Overdue)
	}
}

// A promise from before the need was told was made about something else.
func TestStackupBefore(t *testing.T) {
	gate := heard(analyze.FactNeed, "", "a second gate by the river")
	old := promised("paint the gate", followup.Done, when.Date{})
	old.Made = gate.First().AddDate(0, -2, 0)
	s := NewStackup(Customer{}, []Fact{gate}, []followup.FollowUp{old}, nil, monday, func(string) *time.Location { return time.UTC })
	if len(s.Acted) != 0 || len(s.Waiting) != 1 {
		t.Errorf("acted on %+v, waiting %+v", s.Acted, s.Waiting)
	}
}

// One sentence that tells what hurts and what is needed is one detail, and one
// thing that they need.
func TestStackupOnce(t *testing.T) {
	s := NewStackup(Customer{}, []Fact{
		heard(analyze.FactGoal, "Priya", "the close done in three days"),
		heard(analyze.FactPain, "Priya", "the close done in three days"),
		heard(analyze.FactNeed, "Priya", "The close done in three days."),
		heard(analyze.FactNeed, "Tom", "the close done in three days"),
	}, nil, nil, monday, func(string) *time.Location { return time.UTC })
	if len(s.Learnt) != 2 || len(s.Waiting) != 2 || s.Learnt[0].Kind != analyze.FactPain {
		t.Errorf("learnt %+v, waiting %d", s.Learnt, len(s.Waiting))
	}
}
