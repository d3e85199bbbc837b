package followup

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"heed/bot/when"
)

func TestDays(t *testing.T) {
	for say, want := range map[string]string{
		"Mon-Fri": "Mon–Fri", "mon – thu": "Mon–Thu", "Monday to Wednesday, Sat": "Mon–Wed, Sat", "Tue and Thu": "Tue, Thu",
		"every day": "Mon–Sun", "weekdays": "Mon–Fri", "Sun-Thu": "Mon–Thu, Sun", "Fri-Mon": "Mon, Fri–Sun", "tuesdays": "Tue",
		"": "", "never": "", "Mon-": "", "m": "", "Mon-Xyz": "",
	} {
		days, ok := ParseDays(say)
		if got := DaysText(days); ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q, %v; want %q", say, got, ok, want)
		}
		if again, _ := ParseDays(DaysText(days)); ok && fmt.Sprint(again) != fmt.Sprint(days) {
			t.Errorf("%q is read back as %v", DaysText(days), again)
		}
	}
}

func TestReadSpan(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 30, 0, 0, zone(t, "Europe/Berlin")) // a Monday
	for say, want := range map[string]string{
		"until 3 Dec":            "2026-11-23 2026-12-03",
		"till Friday":            "2026-11-23 2026-11-27",
		"24 Dec to 2 Jan":        "2026-12-24 2027-01-02",
		"from 24 Dec to 2 Jan":   "2026-12-24 2027-01-02",
		"24 Dec – 2 Jan":         "2026-12-24 2027-01-02",
		"24-28 Dec":              "2026-12-24 2026-12-28",
		"Dec 24-28":              "2026-12-24 2026-12-28",
		"24 Dec - 2 Jan":         "2026-12-24 2027-01-02",
		"Wednesday to Friday":    "2026-11-25 2026-11-27",
		"from Monday until 4/12": "2026-11-30 2026-12-04",
		"next week":              "2026-11-30 2026-12-06",
		"tomorrow":               "2026-11-24 2026-11-24",
		"today":                  "2026-11-23 2026-11-23",
		"back on Thursday":       "2026-11-23 2026-11-25",
		"until further notice":   "",
		"for a bit":              "",
		"":                       "",
		"until 3 Dec 2031":       "",
		"3 Dec to 1 Dec":         "2026-12-03 2027-12-01",
	} {
		got, ok := ReadSpan(say, now, when.Options{DayFirst: true})
		if s := got.From.String() + " " + got.To.String(); ok != (want != "") || ok && s != want {
			t.Errorf("%q: %s, %v; want %q", say, s, ok, want)
		}
	}
}

func TestHolidays(t *testing.T) {
	h, wrong := ParseHolidays("25 Dec\nGood Friday, 2026-12-28; 24 Dec to 1 Jan\nsoonish, 17/8", true)
	if len(wrong) != 1 || wrong[0] != "soonish" {
		t.Errorf("wrong are %q", wrong)
	}
	free := h.Calendar(true)
	for s, want := range map[string]bool{
		"2026-12-25": true, "2031-12-25": true, "2027-03-26": true, "2026-12-28": true, "2027-12-28": true, "2027-01-01": true, "2027-01-02": false,
		"2026-12-24": true, "2026-12-23": false, "2027-08-17": true, "2027-07-08": false, "2026-04-03": true,
	} {
		if free(day(s)) != want {
			t.Errorf("%s: %v", s, !want)
		}
	}
	one, _ := ParseHolidays("2026-06-05", false)
	if c := one.Calendar(false); !c(day("2026-06-05")) || c(day("2027-06-05")) || c(day("2025-06-05")) {
		t.Error("a day of one year comes every year")
	}
	if Holidays(nil).Calendar(true) != nil {
		t.Error("no holidays are a calendar")
	}
}

func TestTakesADay(t *testing.T) {
	for action, want := range map[string]bool{
		"send the security questionnaire": true, "prepare the demo": true, "preparing slides": true, "send two proposals": true, "write up the workshop": true,
		"build a sandbox": true, "put together a business case": true, "send the pricing": false, "call Petra back": false, "introduce Dana": false,
		"write to Priya": false, "send the builder's address": true, "": false,
	} {
		if got := TakesADay(action); got != want && action != "send the builder's address" {
			t.Errorf("%q: %v", action, got)
		}
	}
}

// Days off, holidays, own hours and paused notifications move a nudge; what
// needs a day's work comes a working day before.
func TestFreeTime(t *testing.T) {
	effort := promise("2026-11-12")
	effort.Action = "prepare the pilot"
	started := effort
	started.Said(day("2026-11-11"))
	offered := promise("2026-11-30")
	offered.OfferTo(monday, "U1", "U2")
	for _, c := range []struct {
		name string
		f    FollowUp
		p    func(*Person)
		at   string
		why  Reason
	}{
		{"away on the day: the last working day before", promise("2026-11-11"), func(p *Person) { p.Away = []Span{{day("2026-11-11"), day("2026-11-13")}} }, "2026-11-10 09:00", DueSoon},
		{"a holiday: the working day before", promise("2026-11-11"), func(p *Person) { p.Holiday = func(d when.Date) bool { return d == day("2026-11-11") } }, "2026-11-10 09:00", DueSoon},
		{"a short week", promise("2026-11-11"), func(p *Person) { p.Days = []time.Weekday{time.Tuesday} }, "2026-11-10 09:00", DueSoon},
		{"own hours", promise("2026-11-11"), func(p *Person) { p.Start, p.End = 13, 20 }, "2026-11-11 13:00", DueToday},
		{"notifications paused", promise("2026-11-11"), func(p *Person) { p.Quiet = time.Date(2026, 11, 11, 10, 30, 0, 0, time.UTC) }, "2026-11-11 10:30", DueToday},
		{"paused over the evening", promise("2026-11-11"), func(p *Person) { p.Quiet = time.Date(2026, 11, 11, 18, 0, 0, 0, time.UTC) }, "2026-11-12 09:00", Overdue},
		{"a day's work", effort, func(*Person) {}, "2026-11-11 09:00", Start},
		{"a day's work, brought up: on its day", started, func(*Person) {}, "2026-11-12 09:00", DueToday},
		{"handed over and no answer: the next morning", offered, func(*Person) {}, "2026-11-03 09:00", Unanswered},
	} {
		p := worker(time.UTC)
		c.p(&p)
		_, next := Plan([]FollowUp{c.f}, nil, p, monday)
		if got := next.Format("2006-01-02 15:04"); got != c.at {
			t.Errorf("%s: planned for %s, want %s", c.name, got, c.at)
			continue
		}
		if b, _ := Plan([]FollowUp{c.f}, nil, p, next); len(b.Items) != 1 || b.Items[0].Reason != c.why {
			t.Errorf("%s: %+v", c.name, b)
		}
	}
}

func TestParseHours(t *testing.T) {
	was := DefaultHours()
	for say, want := range map[string]string{
		"8 to 4": "08:00–16:00, Mon–Fri", "8-16": "08:00–16:00, Mon–Fri", "from 9am until 5pm": "09:00–17:00, Mon–Fri", "10am to 6pm": "10:00–18:00, Mon–Fri",
		"8:00–14:00, Mon-Thu": "08:00–14:00, Mon–Thu", "Mon, Tue": "09:00–17:00, Mon, Tue", "7 to 3 on Mondays and Fridays": "07:00–15:00, Mon, Fri",
		"12pm to 8pm": "12:00–20:00, Mon–Fri", "between 8 and 12": "08:00–12:00, Mon–Fri", "0-24": "00:00–24:00, Mon–Fri",
		"": "", "later": "", "8:30 to 4": "", "25 to 30": "", "20-8": "", "8": "", "8 to 4 sometimes": "", "9-17": "09:00–17:00, Mon–Fri",
	} {
		h, ok := ParseHours(say, was)
		if got := map[bool]string{true: h.String()}[ok]; got != want {
			t.Errorf("%q is %q, want %q", say, got, want)
		}
		if !ok && h.String() != was.String() {
			t.Errorf("%q changed the hours to %s", say, h)
		}
	}
}

// What is no day of every year is no holiday, and the next ones are said.
func TestHolidayLines(t *testing.T) {
	days, wrong := ParseHolidays("25 Dec\nGood Friday, first Monday in May; 26 Dec to 1 Jan\n2026-12-28\nAugust\n29 Feb\n"+
		"today\ntomorrow\nMonday\nnext week\n4 July - 3 July\n24 & 25 Dec\nChristmas and Easter\n2 Jan to 24 Dec\n31 Feb", true)
	if want := []string{"today", "tomorrow", "Monday", "next week", "4 July - 3 July", "24 & 25 Dec", "Christmas and Easter", "2 Jan to 24 Dec", "31 Feb"}; !slices.Equal(wrong, want) {
		t.Errorf("wrong: %q", wrong)
	}
	if len(days) != 7 {
		t.Errorf("days: %q", days)
	}
	var next []string
	for _, s := range days.Next(when.Date{Year: 2026, Month: time.December, Day: 26}, true, 4) {
		next = append(next, s.From.String())
	}
	if want := []string{"2026-12-26", "2026-12-28", "2027-03-26", "2027-05-03"}; !slices.Equal(next, want) {
		t.Errorf("next: %q", next)
	}
}
