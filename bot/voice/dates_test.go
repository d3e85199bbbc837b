package voice

import (
	"testing"

	"heed/bot/message"
	"heed/bot/when"
)

// Every day of four years is written so that it can be read back, in every
// style.
func TestDateStyles(t *testing.T) {
	today := when.Date{Year: 2026, Month: 11, Day: 20}
	for d := today.AddDays(-800); d.Before(today.AddDays(800)); d = d.AddDays(1) {
		if n := d.DaysSince(today); n >= -1 && n <= 1 {
			continue // yesterday, today, tomorrow
		}
		m := Say("Due ", message.B(Day(d, today)), ".")
		want := d.Weekday().String()[:3] + " " + d.String()
		if got := InStyle(m, ISO, today).Fallback(); got != "Due "+want+"." {
			t.Fatalf("%s is written %q", d, got)
		}
	}
	for in, want := range map[string][2]string{
		"due Fri 27 Nov, then Mon 1 Mar 2027": {"due Fri, Nov 27, then Mon, Mar 1, 2027", "due Fri 2026-11-27, then Mon 2027-03-01"},
		"tomorrow":                            {"tomorrow", "tomorrow"},
		"Friday 27 November":                  {"Friday 27 November", "Friday 27 November"},
	} {
		for i, s := range []DateStyle{MonthFirst, ISO} {
			if got := InStyle(Say(in), s, today).Fallback(); got != want[i] {
				t.Errorf("%s: %q", in, got)
			}
		}
	}
	quote := message.Message{Blocks: []message.Block{section(quoted("we said Fri 27 Nov", 100))}}
	if got := InStyle(quote, ISO, today).Fallback(); got != "“we said Fri 27 Nov”" {
		t.Errorf("a quote became %q", got)
	}
}
