package followup

import (
	"slices"
	"strings"
	"time"

	"heed/bot/pattern"
	"heed/bot/when"
)

// Holidays are days off of a whole workspace, as somebody wrote them: one a
// line or between commas. "25 Dec" and "Good Friday" are every year's,
// "2026-12-28" is that one day, "24 Dec to 1 Jan" all days between.
type Holidays []string

// ParseHolidays splits a text into holidays and lists what is none.
func ParseHolidays(s string, dayFirst bool) (days Holidays, wrong []string) {
	for _, line := range strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == ',' || r == ';' }) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if !yearly(line, dayFirst) && !fixed(line, dayFirst) {
			wrong = append(wrong, line)
			continue
		}
		days = append(days, line)
	}
	return days, wrong
}

// yearly reports whether a line is the same day of every year, or days in a
// row: not "today" or "Monday", which are other days whenever they are read,
// nor two days in one line, of which only one would be read.
func yearly(line string, dayFirst bool) bool {
	for _, now := range []when.Date{{Year: someYear - 1, Month: time.December, Day: 15}, {Year: someYear, Month: time.June, Day: 20}} {
		s, _ := ReadSpan(line, now.In(time.UTC, 0, 0), when.Options{DayFirst: dayFirst})
		if same, _ := spanIn(line, s.From.Year, dayFirst); s != same {
			return false
		}
	}
	s, ok := spanIn(line, someYear, dayFirst)
	return ok && s.To.DaysSince(s.From) < longestHoliday && !several().MatchString(line)
}

// longestHoliday, in days, is the longest that everybody is off: a works
// holiday of August, and not the year between "4 July" and "3 July".
const longestHoliday = 45

var several = pattern.Of(`(?i)&|\+|\band\b`)

// fixed reports whether a line is a day of one year only.
func fixed(line string, dayFirst bool) bool {
	s, ok := ReadSpan(line, time.Date(someYear, 1, 1, 0, 0, 0, 0, time.UTC), when.Options{DayFirst: dayFirst})
	return ok && s.From.Year > someYear && s.To.DaysSince(s.From) < longestHoliday && !several().MatchString(line)
}

// someYear is before all that a holiday is set for.
const someYear = 2000

// Calendar tells whether a day is a holiday. The function remembers the years
// it was asked about and is for one goroutine.
func (h Holidays) Calendar(dayFirst bool) func(when.Date) bool {
	if len(h) == 0 {
		return nil
	}
	years := map[int][]Span{}
	of := func(year int) []Span {
		spans, ok := years[year]
		if !ok {
			for _, line := range h {
				if s, ok := spanIn(line, year, dayFirst); ok {
					spans = append(spans, s)
				}
			}
			years[year] = spans
		}
		return spans
	}
	return func(d when.Date) bool {
		for _, year := range []int{d.Year, d.Year - 1} { // one that began last year may reach into this
			for _, s := range of(year) {
				if s.Holds(d) {
					return true
				}
			}
		}
		return false
	}
}

// Next are the holidays of the coming year, n at most, the first first.
func (h Holidays) Next(today when.Date, dayFirst bool, n int) (out []Span) {
	for year := today.Year - 1; year <= today.Year+1; year++ {
		for _, line := range h {
			if s, ok := spanIn(line, year, dayFirst); ok && !s.To.Before(today) && s.From.DaysSince(today) < 365 && !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Span) int { return a.From.Compare(b.From) })
	return out[:min(n, len(out))]
}

// spanIn is the holiday of a line that begins in a year.
func spanIn(line string, year int, dayFirst bool) (Span, bool) {
	now := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
	s, ok := ReadSpan(line, now, when.Options{DayFirst: dayFirst})
	return s, ok && s.From.Year == year
}
