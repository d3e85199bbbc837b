package when

import (
	"encoding/json"
	"testing"
	"time"
)

func mustDate(t *testing.T, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestInAcrossDST(t *testing.T) {
	tests := []struct {
		zone, day    string
		hour, minute int
		want         string
	}{
		{"Europe/Berlin", "2027-03-28", 1, 59, "2027-03-28T01:59:00+01:00"},
		{"Europe/Berlin", "2027-03-28", 2, 30, "2027-03-28T03:30:00+02:00"}, // doesn't exist
		{"Europe/Berlin", "2027-03-28", 3, 0, "2027-03-28T03:00:00+02:00"},
		{"Europe/Berlin", "2026-10-25", 2, 30, "2026-10-25T02:30:00+02:00"}, // exists twice: the first
		{"Europe/Berlin", "2026-10-25", 3, 0, "2026-10-25T03:00:00+01:00"},
		{"America/New_York", "2027-03-14", 2, 0, "2027-03-14T03:00:00-04:00"},
		{"America/New_York", "2026-11-01", 1, 15, "2026-11-01T01:15:00-04:00"},
		{"America/New_York", "2026-11-01", 9, 0, "2026-11-01T09:00:00-05:00"},
		{"Australia/Lord_Howe", "2026-10-04", 2, 15, "2026-10-04T02:45:00+11:00"}, // half an hour
		{"America/Sao_Paulo", "2018-11-04", 0, 0, "2018-11-04T01:00:00-02:00"},    // midnight itself is missing
		{"Asia/Kathmandu", "2026-11-24", 17, 0, "2026-11-24T17:00:00+05:45"},
	}
	for _, tt := range tests {
		loc, err := time.LoadLocation(tt.zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := mustDate(t, tt.day).In(loc, tt.hour, tt.minute).Format(time.RFC3339); got != tt.want {
			t.Errorf("%s %02d:%02d in %s: %s, want %s", tt.day, tt.hour, tt.minute, tt.zone, got, tt.want)
		}
	}
}

// Days are counted on the calendar, not in hours.
func TestDaysAcrossDST(t *testing.T) {
	loc, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, time.October, 31, 23, 30, 0, 0, loc) // the clocks go back that night
	for text, want := range map[string]string{
		"tomorrow": "2026-11-01", "in two days": "2026-11-02", "in a week": "2026-11-07",
		"in 3 hours": "2026-11-01 01:30", "in 24 hours": "2026-11-01 22:30", "Monday at 9": "2026-11-02 09:00",
	} {
		if r, _ := Resolve(text, now, Options{}); show(r) != want {
			t.Errorf("%q: %s, want %s", text, show(r), want)
		}
	}
}

func TestDate(t *testing.T) {
	d := mustDate(t, "2026-11-27")
	if got := d.AddDays(35).String(); got != "2027-01-01" {
		t.Errorf("35 days on: %s", got)
	}
	if d.Weekday() != time.Friday || d.Monday().String() != "2026-11-23" {
		t.Errorf("%s is a %s in the week of %s", d, d.Weekday(), d.Monday())
	}
	for s, want := range map[string]string{"2026-11-22": "2026-W47", "2027-01-01": "2026-W53", "2027-01-04": "2027-W01", "2024-12-30": "2025-W01"} {
		if got := mustDate(t, s).ISOWeek(); got != want {
			t.Errorf("ISO week of %s: %s, want %s", s, got, want)
		}
	}
	for n, want := range map[int]string{1: "2026-12-27", 3: "2027-02-27", -11: "2025-12-27"} {
		if got := d.AddMonths(n).String(); got != want {
			t.Errorf("%d months: %s, want %s", n, got, want)
		}
	}
	if got := mustDate(t, "2027-10-31").AddMonths(4).String(); got != "2028-02-29" {
		t.Errorf("a short month: %s", got)
	}
	e := d.AddDays(1)
	if !d.Before(e) || !e.After(d) || d.Compare(d) != 0 || e.DaysSince(d) != 1 || d.DaysSince(e) != -1 {
		t.Error("order of two days")
	}
	for _, bad := range []string{"", "2026-02-30", "27.11.2026", "2026-11-27T10:00"} {
		if _, err := ParseDate(bad); err == nil {
			t.Errorf("%q was read as a date", bad)
		}
	}
}

func TestDateJSON(t *testing.T) {
	type holder struct{ D Date }
	for _, want := range []string{`{"D":"2026-11-27"}`, `{"D":""}`} {
		var h holder
		if err := json.Unmarshal([]byte(want), &h); err != nil {
			t.Fatal(err)
		}
		if got, _ := json.Marshal(h); string(got) != want {
			t.Errorf("%s came back as %s", want, got)
		}
	}
	if err := json.Unmarshal([]byte(`{"D":"soon"}`), new(holder)); err == nil {
		t.Error(`"soon" was read as a day`)
	}
}

func TestWorkdays(t *testing.T) {
	holiday := func(d Date) bool { return d == Date{2026, time.November, 30} }
	friday := mustDate(t, "2026-11-27")
	if got := friday.NextWorkday(nil).String(); got != "2026-11-30" {
		t.Errorf("after Friday: %s", got)
	}
	if got := friday.NextWorkday(holiday).String(); got != "2026-12-01" {
		t.Errorf("after Friday, Monday free: %s", got)
	}
	for n, want := range map[int]string{0: "2026-11-27", 1: "2026-12-01", 4: "2026-12-04", 5: "2026-12-07"} {
		if got := friday.AddWorkdays(n, holiday).String(); got != want {
			t.Errorf("%d working days: %s, want %s", n, got, want)
		}
	}
	if friday.AddDays(1).IsWorkday(nil) || !friday.IsWorkday(holiday) {
		t.Error("Saturday works, or Friday doesn't")
	}
	always := func(Date) bool { return true }
	if got := friday.NextWorkday(always); !got.After(friday) {
		t.Errorf("a calendar without working days: %s", got)
	}
}

func TestFeasts(t *testing.T) {
	for form, want := range map[string]string{
		"easter": "2027-03-28", "good friday": "2027-03-26", "thanksgiving": "2027-11-25", "black friday": "2027-11-26",
		"memorial day": "2027-05-31", "mlk day": "2027-01-18", "mother's day": "2027-05-09", "christmas eve": "2027-12-24",
	} {
		toks := tokens(form)
		if f := toks[0].feast; f == nil || f.in(2027).String() != want {
			t.Errorf("%s 2027: %+v, want %s", form, f, want)
		}
	}
}

func TestLexiconErrors(t *testing.T) {
	for _, bad := range []string{"month january", "mumble 3: x", "month x: january", "holiday soon: someday"} {
		if _, err := compile(bad); err == nil {
			t.Errorf("%q compiled", bad)
		}
	}
}
