package memory

import (
	"testing"
	"time"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/followup"
	"heed/bot/when"
)

func promised(action string, state followup.State, due when.Date) followup.FollowUp {
	return followup.FollowUp{Side: call.Rep, Action: action, State: state, Due: due}
}

// TestLadder: the next rung is the lowest without evidence.
func TestLadder(t *testing.T) {
	today := when.DateOf(monday)
	need := heard(analyze.FactNeed, "", "a second gate by the river")
	asked := analyze.Coverage{}
	for _, k := range []analyze.DiscoveryKind{analyze.Matters, analyze.DoingNothing, analyze.Success, analyze.Standards} {
		asked.Kinds = append(asked.Kinds, analyze.Asked{Kind: k, Asked: 1})
	}
	kept := promised("send the drawing of the gate", followup.Done, when.Date{})
	for _, c := range []struct {
		name  string
		facts []Fact
		h     History
		want  Rung
	}{
		{"something is overdue", []Fact{need}, History{Calls: 2, FollowUps: []followup.FollowUp{promised("ring", followup.Open, today.AddDays(-1)), promised("write", followup.Open, today.AddDays(-3))}}, Trust},
		{"little was asked", []Fact{need}, History{Calls: 1}, Listened},
		{"a need waits", []Fact{need}, History{Calls: 3, Coverage: []analyze.Coverage{asked}}, Needs},
		{"a promise meets it", []Fact{need}, History{Calls: 3, Coverage: []analyze.Coverage{asked}, FollowUps: []followup.FollowUp{kept}}, ""},
		{"what they owe isn't ours", nil, History{Coverage: []analyze.Coverage{asked}, FollowUps: []followup.FollowUp{{Side: call.Customer, State: followup.Open, Due: today.AddDays(-9)}}}, ""},
	} {
		l := NewLadder(c.facts, c.h, today)
		if c.want == "" && l.Next != Climbed && l.Next != "" || c.want != "" && l.Next != c.want {
			t.Errorf("%s: %q, want %q: %+v", c.name, l.Next, c.want, l)
		}
		if l.Next == Trust && l.Owed.Action != "write" {
			t.Errorf("%s: not the one most overdue: %+v", c.name, l.Owed)
		}
	}
}

// TestGesture: something near comes first, personal before business; what is
// over is no occasion.
func TestGesture(t *testing.T) {
	today := when.DateOf(monday)
	need := heard(analyze.FactNeed, "", "a second gate")
	soon := heard(analyze.FactDate, "", "the audit is on 30 November")
	warm := heard(analyze.FactPersonal, "Mo", "her daughter rows on 28 November")
	far := heard(analyze.FactDate, "", "the lease ends on 30 May")
	over := heard(analyze.FactDate, "", "the fair is on 20 November")
	over.Quotes[0].At = monday.AddDate(0, -2, 0)
	over.Text = "the fair was on 3 October"
	for _, c := range []struct {
		facts []Fact
		want  string
	}{
		{[]Fact{need, soon, warm}, warm.Text},
		{[]Fact{need, far, soon}, soon.Text},
		{[]Fact{far, need}, need.Text},
		{[]Fact{over, need}, need.Text},
		{nil, ""},
	} {
		g := NextGesture(c.facts, NewLadder(c.facts, History{}, today), today, time.UTC, when.Options{})
		if g == nil && c.want != "" || g != nil && g.Fact.Text != c.want {
			t.Errorf("%+v, want %q", g, c.want)
		}
	}
}
