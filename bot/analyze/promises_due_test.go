package analyze

import (
	"testing"
	"time"

	"heed/bot/call"
	"heed/bot/when"
)

// The evening of 23 December in Los Angeles, when it is the 24th in UTC.
var eveningAt = time.Date(2026, 12, 24, 3, 0, 0, 0, time.UTC)

func onWestCoast(t *testing.T, o when.Options, line string) *Report {
	t.Helper()
	loc, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		t.Fatal(err)
	}
	c := &call.Call{Kind: call.Note, Format: call.NoteText, Customer: "Haddon Tiles", Turns: []call.Turn{
		{Speaker: -1, Start: -1, End: -1, Text: "Haddon Tiles, Mrs Lund"},
		{Speaker: -1, Start: -1, End: -1, Text: line, Bullet: true},
	}}
	return Analyze(c, Options{At: eveningAt, Loc: loc, Reps: []string{"Rosa"}, Dates: o})
}

func TestDuePassesHolidays(t *testing.T) {
	off := when.Options{Holiday: func(d when.Date) bool { return d.Month == time.December && d.Day >= 24 && d.Day <= 28 }}
	for line, want := range map[string]string{
		"I'll send the felt samples by the next working day": "2026-12-29",
		"I'll send the felt samples within two working days": "2026-12-30",
		"I'll send the felt samples tomorrow":                "2026-12-24", // said, and kept as said
	} {
		r := onWestCoast(t, off, line)
		if len(r.Promises) != 1 || r.Promises[0].Due == nil || *r.Promises[0].Due != want {
			t.Errorf("%q: %+v, want due %s", line, r.Promises, want)
		}
	}
}

// What has to be signed by tomorrow isn't signed, whatever day it is in UTC.
func TestSettledByTheRepsOwnDay(t *testing.T) {
	if r := onWestCoast(t, when.Options{}, "Signed and sent the order form by 24 December"); len(r.Settled) != 0 {
		t.Errorf("taken for done: %+v", r.Settled)
	}
	if r := onWestCoast(t, when.Options{}, "Sent her the order form on 22 December"); len(r.Settled) != 1 {
		t.Errorf("not taken for done: %+v", r.Settled)
	}
}
