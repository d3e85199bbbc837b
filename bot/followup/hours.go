package followup

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"heed/bot/pattern"
	"heed/bot/when"
)

// Hours are when somebody works, in their own zone.
type Hours struct {
	Start int            `json:"start"` // whole hours of the day
	End   int            `json:"end"`
	Days  []time.Weekday `json:"days"`
}

// DefaultHours hold for who has set none: nine to five, Monday to Friday.
func DefaultHours() Hours {
	return Hours{Start: 9, End: 17, Days: []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}}
}

// Valid reports whether there is an hour to work in.
func (h Hours) Valid() bool {
	return h.Start >= 0 && h.Start < h.End && h.End <= 24 && len(h.Days) > 0
}

// week is a week as people count it, from Monday on.
var week = []time.Weekday{
	time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday,
}

// ParseDays reads "Mon-Thu", "Monday to Friday", "Mon, Tue and Sat" or "every
// day"; ok is false for anything else.
func ParseDays(s string) (days []time.Weekday, ok bool) {
	s = strings.ToLower(strings.NewReplacer("–", "-", "—", "-", " to ", "-", ",", " ", "/", " ", " and ", " ", "&", " ").Replace(s))
	s = strings.ReplaceAll(strings.ReplaceAll(s, " -", "-"), "- ", "-")
	switch strings.Join(strings.Fields(s), " ") {
	case "every day", "daily", "all days":
		return slices.Clone(week), true
	case "weekdays", "workdays", "working days":
		return DefaultHours().Days, true
	}
	for f := range strings.FieldsSeq(s) {
		from, to, through := strings.Cut(f, "-")
		a, okA := weekdayOf(from)
		b := a
		if through {
			b, through = weekdayOf(to)
			okA = okA && through
		}
		if !okA {
			return nil, false
		}
		for d := a; ; d = (d + 1) % 7 {
			if !slices.Contains(days, d) {
				days = append(days, d)
			}
			if d == b {
				break
			}
		}
	}
	slices.SortFunc(days, func(a, b time.Weekday) int { return slices.Index(week, a) - slices.Index(week, b) })
	return days, len(days) > 0
}

// span is "8-16", "from 8:00 until 4 pm": the first and the last hour of a day.
var span = pattern.Of(`(?i)(?:from |between )?\b(\d{1,2})(?::00)?\s*(am|pm|h)?\s*(?:-|–|—|to|till|until|and)\s*(\d{1,2})(?::00)?\s*(am|pm|h)?(?:$|[\s,;])`)

// ParseHours reads when somebody works, in the words of a command: "8-16",
// "9 to 5, Mon-Thu", "Mon, Tue". What isn't said stays as it was; ok is false
// for anything else, half hours too.
func ParseHours(s string, was Hours) (h Hours, ok bool) {
	h = was
	said := strings.TrimSpace(s) != ""
	if m := span().FindStringSubmatchIndex(s); m != nil {
		part := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return strings.ToLower(s[m[2*i]:m[2*i+1]])
		}
		h.Start, h.End = hourOf(part(1), part(2)), hourOf(part(3), part(4))
		if h.End <= h.Start && h.End <= 12 && part(4) == "" { // "9 to 5"
			h.End += 12
		}
		s = s[:m[0]] + " " + s[m[1]:]
	}
	if s = strings.Trim(s, " ,;."); s != "" {
		if h.Days, ok = ParseDays(strings.TrimPrefix(strings.ToLower(s), "on ")); !ok {
			return was, false
		}
	}
	if !said || !h.Valid() {
		return was, false
	}
	return h, true
}

func hourOf(n, half string) int {
	hour, _ := strconv.Atoi(n)
	switch {
	case half == "pm" && hour < 12:
		return hour + 12
	case half == "am" && hour == 12:
		return 0
	}
	return hour
}

func weekdayOf(s string) (time.Weekday, bool) {
	if len(s) < 2 {
		return 0, false
	}
	for _, d := range week {
		if name := strings.ToLower(d.String()); strings.HasPrefix(name, s) || len(s) > 3 && strings.TrimSuffix(s, "s") == name {
			return d, true
		}
	}
	return 0, false
}

// DaysText writes days as ParseDays reads them: "Mon–Thu, Sat".
func DaysText(days []time.Weekday) string {
	var out []string
	for i := 0; i < len(week); i++ {
		if !slices.Contains(days, week[i]) {
			continue
		}
		last := i
		for last+1 < len(week) && slices.Contains(days, week[last+1]) {
			last++
		}
		name := week[i].String()[:3]
		switch {
		case last > i+1:
			name += "–" + week[last].String()[:3]
			i = last
		}
		out = append(out, name)
	}
	return strings.Join(out, ", ")
}

// String is "09:00–17:00, Mon–Fri".
func (h Hours) String() string {
	return fmt.Sprintf("%02d:00–%02d:00, %s", h.Start, h.End, DaysText(h.Days))
}

// Span is a stretch of days, both ends in it.
type Span struct {
	From when.Date `json:"from"`
	To   when.Date `json:"to"`
}

// Holds reports whether a day lies in it.
func (s Span) Holds(d when.Date) bool { return !d.Before(s.From) && !d.After(s.To) }
