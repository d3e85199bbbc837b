// Package calendar writes due days as an iCalendar file (RFC 5545) that Google
// Calendar, Outlook and Apple's Calendar import. It is the only importer of
// golang-ical; what is due is bot/coach's work.
//
// Every day is an all-day event (VEVENT) rather than a to-do (VTODO): Google
// and Outlook leave to-dos of an imported file out without a word. The events
// are marked as free time, so that nobody looks booked, and carry no alarm:
// Heed reminds. UIDs are stable, so that importing a newer file moves an event
// rather than adding a second one.
package calendar

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	ics "github.com/arran4/golang-ical"

	"heed/bot/when"
)

// Event is one due day.
type Event struct {
	UID     string // stable, the same for ever
	Title   string // "Northgate: send the pricing"
	Day     when.Date
	Changed time.Time // when it was last changed
	Version int       // how often it was changed
}

// File is an iCalendar file of events as of now.
func File(name string, events []Event, now time.Time) ([]byte, error) {
	cal := ics.NewCalendar()
	cal.SetProductId("-//Heed//Promises//EN")
	cal.SetCalscale("GREGORIAN")
	cal.SetMethod(ics.MethodPublish)
	cal.SetXWRCalName(plain(name))
	for _, e := range events {
		if !e.Day.Valid() || e.UID == "" {
			return nil, fmt.Errorf("calendar: an event without a day or a name of its own: %q", e.UID)
		}
		ev := cal.AddEvent(e.UID)
		ev.SetDtStampTime(now)
		ev.SetModifiedAt(e.Changed)
		ev.SetSequence(e.Version)
		ev.SetSummary(plain(e.Title))
		ev.SetAllDayStartAt(e.Day.In(time.UTC, 0, 0))
		ev.SetAllDayEndAt(e.Day.AddDays(1).In(time.UTC, 0, 0)) // the end isn't in it
		ev.SetTimeTransparency(ics.TransparencyTransparent)
		ev.SetStatus(ics.ObjectStatusConfirmed)
	}
	var b strings.Builder
	if err := cal.SerializeTo(&b, ics.WithNewLineWindows); err != nil {
		return nil, fmt.Errorf("writing a calendar: %w", err)
	}
	return []byte(b.String()), nil
}

// longestTitle keeps an event readable where calendars show it.
const longestTitle = 120

// plain is a title as one line without control characters; escaping is the
// library's work.
func plain(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || !unicode.IsPrint(r) }), " ")
	if r := []rune(s); len(r) > longestTitle {
		s = strings.TrimSpace(string(r[:longestTitle-1])) + "…"
	}
	return s
}
