package followup

import (
	"strings"
	"time"

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
		if _, yearly := spanIn(line, someYear, dayFirst); !yearly && !fixed(line, dayFirst) {
			wrong = append(wrong, line)
			continue
		}
		days = append(days, line)
	}
	return days, wrong
}

// fixed reports whether a line is a day of one year only.
func fixed(line string, dayFirst bool) bool {
	s, ok := ReadSpan(line, time.Date(someYear, 1, 1, 0, 0, 0, 0, time.UTC), when.Options{DayFirst: dayFirst})
	return ok && s.From.Year > someYear
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

// spanIn is the holiday of a line that begins in a year.
func spanIn(line string, year int, dayFirst bool) (Span, bool) {
	now := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
	s, ok := ReadSpan(line, now, when.Options{DayFirst: dayFirst})
	return s, ok && s.From.Year == year
}
