package followup

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/when"
)

func TestUndoGivesBackWhatWas(t *testing.T) {
	for name, change := range map[string]func(*FollowUp){
		"done":    func(f *FollowUp) { f.Finish(monday, "U1", "") },
		"dropped": func(f *FollowUp) { f.Drop(monday, "U1", "not a promise") },
		"snoozed": func(f *FollowUp) { f.Snooze(monday, "U1", day("2026-11-09")) },
		"edited":  func(f *FollowUp) { f.Edit(monday, "U1", "send the new pricing", day("2026-11-10")) },
		"undated": func(f *FollowUp) { f.Edit(monday, "U1", "send the pricing", when.Date{}) },
	} {
		t.Run(name, func(t *testing.T) {
			f := promise("2026-11-04")
			before := f
			change(&f)
			if len(f.Changes) > 0 && f.Changes[0].By != "U1" {
				t.Error("nobody did it")
			}
			f.Undo(monday)
			f.Changes, f.Undone = before.Changes, before.Undone
			if !reflect.DeepEqual(f, before) {
				t.Errorf("after undo %+v, before %+v", f, before)
			}
			if f.Undo(monday.Add(time.Hour)) {
				t.Error("undid more than there was")
			}
		})
	}
}

func TestKeptOnTime(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	f := promise("2026-11-04")
	f.Finish(time.Date(2026, 11, 4, 22, 30, 0, 0, time.UTC), "U1", "") // 23:30 in Berlin
	if !f.KeptOnTime(berlin) {
		t.Error("late on its own day")
	}
	f.Settled = f.Settled.Add(time.Hour)
	if f.KeptOnTime(berlin) {
		t.Error("on time the day after")
	}
	g := promise("")
	g.Finish(monday.AddDate(0, 1, 0), "U1", "")
	if !g.KeptOnTime(berlin) {
		t.Error("late without a date")
	}
}

func TestMatch(t *testing.T) {
	open := []FollowUp{{Action: "send the security questionnaire"}, {Action: "send the pricing"}, {Action: "intro to Dana"}}
	for report, want := range map[string]int{
		"sent over the pricing last night":                     1,
		"Security questionnaires went out on Monday":           0,
		"introduced her to Dana, they got on":                  2,
		"introduced her to Dana":                               2,
		"sent the deck":                                        -1,
		"sent the thing":                                       -1,
		"sent pricing and the security questionnaire for Dana": -1,
		"did it": -1,
	} {
		if got := Match(open, report); got != want {
			t.Errorf("%q settles %d, want %d", report, got, want)
		}
	}
}

func TestLikely(t *testing.T) {
	open := []FollowUp{{Action: "send the pricing for the two plants in Leeds"}, {Action: "send the questionnaire for Leeds"}, {Action: "intro to Dana"}, {Action: "call Leeds"}}
	for report, want := range map[string][]int{
		"sent her the Leeds papers":       {3, 1},
		"sent pricing for the two plants": {0},
		"sent the deck":                   {},
	} {
		if got := Likely(open, report); !slices.Equal(got, want) {
			t.Errorf("%q may be about %v, want %v", report, got, want)
		}
	}
}

func TestSettledByANote(t *testing.T) {
	f := promise("2026-11-04")
	f.Snooze(monday, "U1", day("2026-11-05"))
	f.Settle(monday, "K-2")
	if f.State != Done || f.SettledBy != "K-2" {
		t.Fatalf("%+v", f)
	}
	if f.Unsettle("K-3") || !f.Unsettle("K-2") {
		t.Error("only the note that settled it unsettles it")
	}
	if f.State != Open || f.Snoozed != day("2026-11-05") || len(f.Changes) != 1 || f.Unsettle("K-2") {
		t.Errorf("after unsettling %+v", f)
	}

	f.Settle(monday, "K-2")
	if !f.Undo(monday) || f.State != Open || !reflect.DeepEqual(f.Disputed, []string{"K-2"}) {
		t.Errorf("after undo %+v", f)
	}
	if f.Undo(monday.Add(time.Second)) || f.Snoozed == (when.Date{}) {
		t.Error("a double click undid two things")
	}

	// What a person did since outlives the note.
	f.Settle(monday, "K-4")
	f.Drop(monday, "U1", "not a promise")
	if f.Unsettle("K-4") || f.State != Dropped {
		t.Errorf("%+v", f)
	}
	f.Undo(monday.Add(time.Minute))
	if f.State != Done || f.SettledBy != "K-4" {
		t.Errorf("undoing the drop gave %+v", f)
	}
}

func TestSame(t *testing.T) {
	if !Same("send the pricing", "Send over pricing") || Same("ask Kofi about the export", "ask Kofi about the migration") || Same("", "") {
		t.Error("same is not the same")
	}
}

// What is due at five in London is due at noon in New York, and before the
// sun is up on the next day in Tokyo's.
func TestTravel(t *testing.T) {
	london := zone(t, "Europe/London")
	for _, c := range []struct{ zone, at, due, want string }{
		{"America/New_York", "17:00", "2026-11-04", "2026-11-04 12:00"},
		{"Asia/Tokyo", "17:00", "2026-11-04", "2026-11-05 02:00"},
		{"America/New_York", "17:00", "2026-10-30", "2026-10-30 13:00"}, // in the week between the two changes of clocks
		{"Asia/Tokyo", "", "2026-11-04", "2026-11-04 "},
		{"Asia/Tokyo", "17:00", "", "0000-00-00 17:00"},
	} {
		f := promise(c.due)
		f.DueTime = c.at
		f.Travel(london, zone(t, c.zone))
		if got := f.Due.String() + " " + f.DueTime; got != c.want && !(c.due == "" && f.Due.IsZero() && f.DueTime == c.at) {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

func TestSaysAgain(t *testing.T) {
	friday, tuesday := when.Date{Year: 2026, Month: 11, Day: 20}, when.Date{Year: 2026, Month: 11, Day: 24}
	of := func(action string, due when.Date) FollowUp {
		return FollowUp{Owner: "U1", Side: call.Rep, Customer: "C1", Action: action, Due: due, Strength: analyze.Hard}
	}
	other := func(f FollowUp, change func(*FollowUp)) FollowUp { change(&f); return f }
	quote := of("send the revised quote", friday)
	for _, test := range []struct {
		name    string
		earlier []FollowUp
		f       FollowUp
		want    int
	}{
		{"a new day", []FollowUp{of("ask the lab", friday), quote}, of("send the revised quote", tuesday), 1},
		{"in other words", []FollowUp{quote}, of("send over the revised quote", tuesday), 0},
		{"a day at last", []FollowUp{of("send the revised quote", when.Date{})}, of("send the revised quote", tuesday), 0},
		{"the same day", []FollowUp{quote}, of("send the revised quote", friday), 0},
		{"without a day", []FollowUp{quote}, of("send the revised quote", when.Date{}), -1},
		{"another thing", []FollowUp{quote}, of("send the revised plan", tuesday), -1},
		{"more of it", []FollowUp{quote}, of("send the revised quote for Leeds", tuesday), -1},
		{"another deed", []FollowUp{quote}, of("print the revised quote", tuesday), -1},
		{"a meeting", []FollowUp{of("visit the Leeds depot", friday)}, of("visit the Leeds depot", tuesday), -1},
		{"nothing but a verb", []FollowUp{of("reply", friday)}, of("reply", tuesday), -1},
		{"two of them", []FollowUp{quote, of("send the revised quote", when.Date{})}, of("send the revised quote", tuesday), -1},
		{"the other side's", []FollowUp{other(quote, func(f *FollowUp) { f.Side = call.Customer })}, of("send the revised quote", tuesday), -1},
		{"somebody else's", []FollowUp{other(quote, func(f *FollowUp) { f.Who = "Ben" })}, of("send the revised quote", tuesday), -1},
		{"another customer's", []FollowUp{other(quote, func(f *FollowUp) { f.Customer = "C2" })}, of("send the revised quote", tuesday), -1},
		{"only a maybe", []FollowUp{quote}, other(of("send the revised quote", tuesday), func(f *FollowUp) { f.Strength = analyze.Soft }), -1},
	} {
		if got := SaysAgain(test.earlier, test.f); got != test.want {
			t.Errorf("%s: %d, want %d", test.name, got, test.want)
		}
	}
}

func TestReplaceComesBack(t *testing.T) {
	f := FollowUp{ID: "F-1", State: Open, Due: when.Date{Year: 2026, Month: 11, Day: 20}}
	f.Replace(monday, "K-2")
	if f.State != Dropped || f.SettledBy != "K-2" {
		t.Fatalf("not replaced: %+v", f)
	}
	undone := f
	if !f.Unsettle("K-2") || f.State != Open || f.SettledBy != "" || len(f.Changes) != 0 {
		t.Errorf("not back with the call gone: %+v", f)
	}
	if !undone.Undo(monday.Add(time.Hour)) || undone.State != Open || !reflect.DeepEqual(undone.Disputed, []string{"K-2"}) {
		t.Errorf("not back with an undo: %+v", undone)
	}
}
