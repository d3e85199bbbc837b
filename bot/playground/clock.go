package playground

import (
	"fmt"
	"time"
)

// morning is when a working day begins.
const morning = 9

// target is where a move takes the clock, for somebody in zone: "hour",
// "morning" (of the next working day), "week", or a local date and time,
// "2006-01-02T15:04".
func target(how string, now time.Time, zone *time.Location) (time.Time, error) {
	local := now.In(zone)
	switch how {
	case "hour":
		return now.Add(time.Hour), nil
	case "week":
		return local.AddDate(0, 0, 7), nil
	case "morning":
		for day := 0; ; day++ {
			t := time.Date(local.Year(), local.Month(), local.Day()+day, morning, 0, 0, 0, zone)
			if t.After(now) && t.Weekday() != time.Saturday && t.Weekday() != time.Sunday {
				return t, nil
			}
		}
	}
	t, err := time.ParseInLocation("2006-01-02T15:04", how, zone)
	switch {
	case err != nil:
		return now, fmt.Errorf("%q is no time like 2006-01-02T15:04", how)
	case t.After(now.AddDate(1, 0, 0)):
		return now, fmt.Errorf("that is more than a year ahead")
	}
	return t, nil
}
