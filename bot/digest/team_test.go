package digest

import (
	"fmt"
	"testing"
	"time"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/followup"
	"heed/bot/when"
)

// oneWeek are the inputs of a week with a call of each rep.
func oneWeek(reps ...string) Inputs {
	monday := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	in := Inputs{Loc: func(string) *time.Location { return time.UTC }, Window: Window{Label: "2026-W45", From: monday, To: monday.AddDate(0, 0, 5)}}
	for i, rep := range reps {
		share := 0.4 + float64(i)/10
		in.Stats = append(in.Stats, Stat{
			Rep: rep, At: monday.Add(time.Duration(i) * time.Hour), Cues: 4, Missed: i % 3, Kinds: []string{"worry"}, MissedKind: []string{"worry"},
			Type: analyze.Discovery, Talk: &share,
		})
		in.FollowUps = append(in.FollowUps, followup.FollowUp{
			Owner: rep, Side: call.Rep, State: followup.Done, Settled: monday.Add(time.Hour), Due: when.Date{Year: 2026, Month: 11, Day: 3 - i%2*2},
		})
	}
	return in
}

// With two reps a week tells nothing at all; with three, what three are behind.
func TestWeekOfThree(t *testing.T) {
	if w := BuildWeek(oneWeek("a", "b", "a", "b", "a")); !w.Empty() || len(w.Missed) > 0 {
		t.Errorf("two reps: %+v", w)
	}
	w := BuildWeek(oneWeek("a", "b", "c"))
	if w.Empty() || w.Calls != 3 || len(w.Themes) != 1 || len(w.Missed) != 1 || w.TakenUp == nil || w.Kept == nil || len(w.Talk) != 1 {
		t.Fatalf("three reps: %+v", w)
	}
	if got := fmt.Sprintf("%.2f %.2f", *w.TakenUp, w.Talk[0].Share); got != "0.75 0.50" {
		t.Error(got)
	}
	// One call of another type has one rep behind it.
	in := oneWeek("a", "b", "c")
	in.Stats[0].Type = analyze.Demo
	if w := BuildWeek(in); len(w.Talk) != 0 {
		t.Errorf("a share of one demo and two discoveries: %+v", w.Talk)
	}
}

// What weeks tell together is the sum of what each tells alone: a week with
// too few reps adds nothing, so that no sum less another is somebody's own.
func TestTogether(t *testing.T) {
	three, two := BuildWeek(oneWeek("a", "b", "c")), BuildWeek(oneWeek("a", "b"))
	once, both := Together([]TeamWeek{three}), Together([]TeamWeek{two, three, two})
	if len(both.Weeks) != 1 || both.Kept.Settled != once.Kept.Settled || both.Themes[0] != once.Themes[0] || both.Talk[0] != once.Talk[0] {
		t.Errorf("%+v and %+v", once, both)
	}
	twice := Together([]TeamWeek{three, three})
	if twice.Themes[0].Calls != 6 || *twice.Kept.OnTime != 2**once.Kept.OnTime || twice.Talk[0].Share != once.Talk[0].Share || twice.Talk[0].Calls != 6 {
		t.Errorf("%+v", twice)
	}
	// None of a week's on time would tell everybody's own, in the sum too.
	late := three
	late.Kept = &Kept{Settled: 3}
	if sum := Together([]TeamWeek{three, late}); sum.Kept.Settled != 3 {
		t.Errorf("%+v", sum.Kept)
	}
}
