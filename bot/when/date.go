package when

import (
	"cmp"
	"fmt"
	"time"
)

// Date is a calendar day without a zone. The zero Date is no day.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the calendar day of t in t's own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads "2026-11-27".
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("no date like 2026-11-27: %q", s)
	}
	return DateOf(t), nil
}

// String is the day as "2026-11-27"; "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// MarshalText writes the day as in String, so that JSON holds "2026-11-27".
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote; "" is the zero Date.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	var err error
	*d, err = ParseDate(string(b))
	return err
}

// IsZero reports whether d is no day at all.
func (d Date) IsZero() bool { return d == Date{} }

// In is the moment of hour:minute on that day in loc. Where the clocks go
// forward over it, it is as far after the gap as it was meant to be into it
// (02:30 is 03:30); where they go back, it is the first of the two.
// time.Date leaves both cases open.
func (d Date) In(loc *time.Location, hour, minute int) time.Time {
	wall := time.Date(d.Year, d.Month, d.Day, hour, minute, 0, 0, time.UTC)
	before, after := offsetAt(wall.Add(-24*time.Hour), loc), offsetAt(wall.Add(24*time.Hour), loc)
	early, late := wall.Add(-max(before, after)), wall.Add(-min(before, after))
	for _, t := range []time.Time{early, late} {
		if l := t.In(loc); l.Hour() == wall.Hour() && l.Minute() == wall.Minute() && l.Day() == wall.Day() {
			return l
		}
	}
	return wall.Add(-before).In(loc)
}

// offsetAt is the zone's distance from UTC at t.
func offsetAt(t time.Time, loc *time.Location) time.Duration {
	_, s := t.In(loc).Zone()
	return time.Duration(s) * time.Second
}

// AddDays is the day n days later; n may be negative.
func (d Date) AddDays(n int) Date { return normal(d.Year, d.Month, d.Day+n) }

// AddMonths is the same day n months later, or the last day of that month
// where it is shorter: a month after 31 January is 28 February.
func (d Date) AddMonths(n int) Date {
	first := normal(d.Year, d.Month+time.Month(n), 1)
	return Date{first.Year, first.Month, min(d.Day, daysIn(first.Year, first.Month))}
}

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Monday is the first day of d's ISO week.
func (d Date) Monday() Date { return d.AddDays(-isoDay(d.Weekday())) }

// ISOWeek labels d's ISO week: "2026-W47".
func (d Date) ISOWeek() string {
	y, w := d.utc().ISOWeek()
	return fmt.Sprintf("%04d-W%02d", y, w)
}

// Compare is negative if d is before e, zero if they are one day.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Before reports whether d is before e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d is after e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// DaysSince is the number of days from e to d, negative if d is before e.
func (d Date) DaysSince(e Date) int { return int(d.utc().Sub(e.utc()) / (24 * time.Hour)) }

// Valid reports whether the calendar has such a day.
func (d Date) Valid() bool { return !d.IsZero() && normal(d.Year, d.Month, d.Day) == d }

func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

func normal(y int, m time.Month, d int) Date {
	return DateOf(time.Date(y, m, d, 0, 0, 0, 0, time.UTC))
}

func daysIn(y int, m time.Month) int { return normal(y, m+1, 0).Day }

// isoDay counts from Monday, 0, to Sunday, 6.
func isoDay(w time.Weekday) int { return (int(w) + 6) % 7 }
