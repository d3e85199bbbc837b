package followup

import (
	"strings"
	"time"

	"heed/bot/pattern"
	"heed/bot/when"
)

// Ranges as people write them, brought into the one form that is read: "24-28
// Dec" and "Dec 24-28" become "24 Dec to 28 Dec".
var (
	dayRange   = pattern.Of(`\b(\d{1,2})\s?[-–—]\s?(\d{1,2})\s+([A-Za-z]{3,})`)
	monthRange = pattern.Of(`\b([A-Za-z]{3,})\s+(\d{1,2})\s?[-–—]\s?(\d{1,2})\b`)
	connective = pattern.Of(`(?i)\s+(?:to|through|thru|until|till|til|up to|and back)\s+|\s*[–—]\s*|\s+-\s+`)
	untilOnly  = pattern.Of(`(?i)^\s*(?:(?:now|from now)\s+)?(?:until|till|til|through|to)\s+(.*)$`)
	backOn     = pattern.Of(`(?i)\bback\s+(?:on\s+)?(?:at\s+)?(.+)$`)
)

// longestAway is how many days off at a time are believed.
const longestAway = 366

// ReadSpan reads days off: "until 3 Dec" (that day included), "24 Dec to 2
// Jan", "next week", "tomorrow", "back on Monday" (which is a day at work). ok
// is false where no day is named, or one that isn't sure to be meant.
func ReadSpan(s string, now time.Time, o when.Options) (span Span, ok bool) {
	s = dayRange().ReplaceAllString(s, "$1 $3 to $2 $3")
	s = monthRange().ReplaceAllString(s, "$1 $2 to $1 $3")
	today := when.DateOf(now)
	if m := untilOnly().FindStringSubmatch(s); m != nil {
		return believed(today, endOf(m[1], now, o), today)
	}
	if sides := connective().Split(s, 2); len(sides) == 2 {
		from := startOf(sides[0], now, o)
		if !from.IsZero() {
			return believed(from, endOf(sides[1], from.In(now.Location(), 0, 0), o), today)
		}
	}
	if m := backOn().FindStringSubmatch(s); m != nil {
		if back := startOf(m[1], now, o); !back.IsZero() {
			return believed(today, back.AddDays(-1), today)
		}
		return Span{}, false
	}
	return believed(startOf(s, now, o), endOf(s, now, o), today)
}

func believed(from, to, today when.Date) (Span, bool) {
	ok := !from.IsZero() && !to.IsZero() && !to.Before(from) && !to.Before(today) && to.DaysSince(from) <= longestAway
	return Span{From: from, To: to}, ok
}

func startOf(s string, now time.Time, o when.Options) when.Date {
	r, ok := when.Resolve(strings.TrimSpace(s), now, o)
	if !ok {
		return when.Date{}
	}
	return r.Date
}

// endOf is the last day of what a phrase names: "next week" ends on its
// Sunday, "December" on the 31st.
func endOf(s string, now time.Time, o when.Options) when.Date {
	r, ok := when.Resolve(strings.TrimSpace(s), now, o)
	switch {
	case !ok:
		return when.Date{}
	case r.Grain == when.Week:
		return r.Date.Monday().AddDays(6)
	case r.Grain == when.Month && r.Date.Day == 1:
		return r.Date.AddMonths(1).AddDays(-1)
	}
	return r.Date
}
