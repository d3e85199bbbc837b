package digest

import (
	"testing"
	"time"
)

func at(t *testing.T, zone, s string) time.Time {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	out, err := time.ParseInLocation("2006-01-02 15:04", s, loc)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestLatest(t *testing.T) {
	friday := Schedule{Weekday: time.Friday, Hour: 15, Zone: "Europe/London"}
	for _, c := range []struct {
		name            string
		s               Schedule
		now             string
		label, from, to string
	}{
		{"a minute before", friday, "2026-11-20 14:59", "2026-W46", "2026-11-06 15:00", "2026-11-13 15:00"},
		{"on the minute", friday, "2026-11-20 15:00", "2026-W47", "2026-11-13 15:00", "2026-11-20 15:00"},
		{"on Sunday", friday, "2026-11-22 10:00", "2026-W47", "2026-11-13 15:00", "2026-11-20 15:00"},
		{"after three weeks of downtime only the latest", friday, "2026-12-12 10:00", "2026-W50", "2026-12-04 15:00", "2026-12-11 15:00"},
		{"week 53", friday, "2027-01-02 10:00", "2026-W53", "2026-12-25 15:00", "2027-01-01 15:00"},
		{"the first week of a year that begins in December", friday, "2026-01-03 09:00", "2026-W01", "2025-12-26 15:00", "2026-01-02 15:00"},
		{"on Monday morning it is about the week before", Schedule{time.Monday, 9, "Europe/London"}, "2026-11-23 09:30", "2026-W47", "2026-11-16 09:00", "2026-11-23 09:00"},
		{"Monday after week 53", Schedule{time.Monday, 9, "Europe/London"}, "2027-01-04 12:00", "2026-W53", "2026-12-28 09:00", "2027-01-04 09:00"},
		{"Sunday night", Schedule{time.Sunday, 23, "Europe/London"}, "2026-11-22 23:30", "2026-W47", "2026-11-15 23:00", "2026-11-22 23:00"},
		{"Thursday at noon", Schedule{time.Thursday, 12, "Europe/London"}, "2026-11-19 12:00", "2026-W47", "2026-11-12 12:00", "2026-11-19 12:00"},
		{"Thursday before noon", Schedule{time.Thursday, 11, "Europe/London"}, "2026-11-19 12:00", "2026-W46", "2026-11-12 11:00", "2026-11-19 11:00"},
		{"the clocks go back inside the week", friday, "2026-10-30 15:00", "2026-W44", "2026-10-23 15:00", "2026-10-30 15:00"},
		{"the clocks go forward inside the week", friday, "2026-04-03 15:00", "2026-W14", "2026-03-27 15:00", "2026-04-03 15:00"},
	} {
		w, err := c.s.Latest(at(t, c.s.Zone, c.now))
		if err != nil {
			t.Fatal(err)
		}
		if w.Label != c.label || !w.From.Equal(at(t, c.s.Zone, c.from)) || !w.To.Equal(at(t, c.s.Zone, c.to)) {
			t.Errorf("%s: %s from %v to %v", c.name, w.Label, w.From, w.To)
		}
	}
}

// An hour that comes twice, or not at all, makes one run.
func TestRunsOverClockChanges(t *testing.T) {
	for _, c := range []struct {
		name string
		s    Schedule
		date string // the night of the change
		runs string // the run's instant in UTC
	}{
		{"02:00 comes twice", Schedule{time.Sunday, 2, "Europe/Berlin"}, "2026-10-25", "2026-10-25T00:00:00Z"},
		{"01:00 comes twice", Schedule{time.Sunday, 1, "America/New_York"}, "2026-11-01", "2026-11-01T05:00:00Z"},
		{"02:00 doesn't come", Schedule{time.Sunday, 2, "Europe/Berlin"}, "2026-03-29", "2026-03-29T01:00:00Z"},
		{"midnight doesn't come", Schedule{time.Sunday, 0, "America/Santiago"}, "2026-09-06", "2026-09-06T04:00:00Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			want, _ := time.Parse(time.RFC3339, c.runs)
			seen := map[string]time.Time{}
			for now := at(t, "UTC", c.date+" 00:00").AddDate(0, 0, -2); now.Before(want.Add(48 * time.Hour)); now = now.Add(15 * time.Minute) {
				w, err := c.s.Latest(now)
				if err != nil {
					t.Fatal(err)
				}
				if first, ok := seen[w.Label]; ok && !first.Equal(w.To) {
					t.Fatalf("%s runs at %v and at %v", w.Label, first, w.To)
				}
				seen[w.Label] = w.To
				if w.To.After(now) {
					t.Fatalf("at %v the latest run is %v", now, w.To)
				}
			}
			last, _ := c.s.Latest(want)
			if before, _ := c.s.Latest(want.Add(-time.Second)); !last.To.Equal(want) || before.Label == last.Label || len(seen) != 2 {
				t.Errorf("the run is at %v, want %v; labels %v", last.To.UTC(), want, seen)
			}
		})
	}
}

// Over years, in every zone and at every hour, Next is the run that Latest
// tells of once it is there, and every week has one label of its own.
func TestNextIsTheNextLatest(t *testing.T) {
	for _, zone := range []string{"Europe/London", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "UTC"} {
		for hour := 0; hour < 24; hour += 3 {
			s := Schedule{Weekday: time.Weekday(hour % 7), Hour: hour, Zone: zone}
			labels := map[string]bool{}
			now := at(t, zone, "2025-01-01 00:00")
			for range 160 {
				next, err := s.Next(now)
				if err != nil || !next.After(now) || next.Sub(now) > 7*24*time.Hour+2*time.Hour {
					t.Fatalf("%v after %v is %v, %v", s, now, next, err)
				}
				w, _ := s.Latest(next)
				if !w.To.Equal(next) || labels[w.Label] {
					t.Fatalf("%v: at %v the latest is %+v", s, next, w)
				}
				labels[w.Label] = true
				if b := w.before(1); len(labels) > 1 && (!labels[b.Label] || !b.To.Equal(w.From)) {
					t.Fatalf("%v: the week before %+v is %+v", s, w, b)
				}
				now = next
			}
		}
	}
}

func TestUnknownZone(t *testing.T) {
	s := Schedule{Zone: "Nowhere/Land"}
	if _, err := s.Latest(time.Now()); err == nil {
		t.Error("a zone that isn't one is taken")
	}
	if _, err := s.Next(time.Now()); err == nil {
		t.Error("a zone that isn't one is taken")
	}
}
