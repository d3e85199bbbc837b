package when

import "time"

// longestBreak is how many days in a row can be free before a calendar of
// holidays is taken for broken: it ends the search for a working day.
const longestBreak = 60

// IsWorkday reports whether d is Monday to Friday and no holiday. A nil
// holiday knows none.
func (d Date) IsWorkday(holiday func(Date) bool) bool {
	if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
		return false
	}
	return holiday == nil || !holiday(d)
}

// NextWorkday is the first working day after d.
func (d Date) NextWorkday(holiday func(Date) bool) Date {
	next := d.AddDays(1)
	for range longestBreak {
		if next.IsWorkday(holiday) {
			break
		}
		next = next.AddDays(1)
	}
	return next
}

// AddWorkdays is the n-th working day after d, or d itself for n below 1.
func (d Date) AddWorkdays(n int, holiday func(Date) bool) Date {
	for range n {
		d = d.NextWorkday(holiday)
	}
	return d
}

// lastWorkday is the last working day up to and including d.
func (d Date) lastWorkday(holiday func(Date) bool) Date {
	for range longestBreak {
		if d.IsWorkday(holiday) {
			break
		}
		d = d.AddDays(-1)
	}
	return d
}
