package bot

import (
	"time"

	"heed/bot/calendar"
	"heed/bot/coach"
)

// calendarFile writes due promises as a calendar.
func calendarFile(name string, due []coach.Due, now time.Time) ([]byte, error) {
	events := make([]calendar.Event, len(due))
	for i, d := range due {
		events[i] = calendar.Event(d)
	}
	return calendar.File(name, events, now)
}
