package when

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// feast is the rule of a day with a name.
type feast struct {
	month   time.Month
	day     int          // of a fixed date
	nth     int          // of a weekday in month, -1 the last; 0 for a fixed date
	weekday time.Weekday //
	easter  bool         // counted from Easter Sunday
	plus    int          // days after all that
}

// parseFeast reads "12-25", "4th 4 11 +1" (the day after the fourth Thursday
// of November) or "easter -2".
func parseFeast(s string) (*feast, error) {
	f := strings.Fields(s)
	if len(f) == 2 && f[0] == "easter" {
		plus, err := strconv.Atoi(f[1])
		return &feast{easter: true, plus: plus}, err
	}
	if len(f) >= 3 {
		return parseNthFeast(f)
	}
	var m, d int
	if _, err := fmt.Sscanf(s, "%d-%d", &m, &d); err != nil {
		return nil, fmt.Errorf("no rule for a holiday: %q", s)
	}
	return &feast{month: time.Month(m), day: d}, nil
}

func parseNthFeast(f []string) (*feast, error) {
	var out feast
	out.nth = -1
	if f[0] != "last" {
		out.nth = int(f[0][0] - '0')
	}
	w, err := strconv.Atoi(f[1])
	if err != nil {
		return nil, err
	}
	m, err := strconv.Atoi(f[2])
	if err != nil {
		return nil, err
	}
	out.weekday, out.month = time.Weekday(w%7), time.Month(m)
	if len(f) > 3 {
		out.plus, err = strconv.Atoi(f[3])
	}
	return &out, err
}

// in is the feast's day in a year.
func (f *feast) in(year int) Date {
	switch {
	case f.easter:
		return easter(year).AddDays(f.plus)
	case f.nth != 0:
		d, _ := nthWeekday(f.nth, f.weekday, year, f.month)
		return d.AddDays(f.plus)
	}
	return Date{year, f.month, f.day}
}

// from is the feast's next day on or after d.
func (f *feast) from(d Date) Date {
	for y := d.Year; ; y++ {
		if day := f.in(y); !day.Before(d) {
			return day
		}
	}
}

// nthWeekday is the n-th such weekday of a month, or the last for -1. It is
// false for a fifth one that the month doesn't have.
func nthWeekday(n int, w time.Weekday, y int, m time.Month) (Date, bool) {
	if n < 0 {
		last := Date{y, m, daysIn(y, m)}
		return last.AddDays(-((int(last.Weekday()-w) + 7) % 7)), true
	}
	first := normal(y, m, 1)
	d := first.AddDays((int(w-first.Weekday())+7)%7 + 7*(n-1))
	return d, d.Month == first.Month
}

// easter is Easter Sunday of the western churches, by the anonymous
// Gregorian computus (Nature, 20 April 1876; Meeus, Astronomical Algorithms).
func easter(y int) Date {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return Date{y, time.Month(n / 31), n%31 + 1}
}
