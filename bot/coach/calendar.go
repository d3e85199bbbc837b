package coach

import (
	"math"
	"strings"
	"time"

	"heed/bot/followup"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// Due is a promise on its day, for a calendar. Of the customer's words there
// is nothing in it but the name and what was promised.
type Due struct {
	UID     string // stable
	Title   string
	Day     when.Date
	Changed time.Time
	Version int
}

// calendarFile hands somebody their own dated promises as a file that calendars
// import.
func (u *unit) calendarFile() error {
	l, err := u.listing(u.ev.User, 0, math.MaxInt)
	if err != nil {
		return err
	}
	var due []Due
	undated := 0
	for _, f := range l.items {
		switch {
		case f.State != followup.Open || !f.Mine():
		case f.Due.IsZero():
			undated++
		default:
			due = append(due, Due{
				UID: strings.ToLower(f.ID+"."+f.Team) + "@heed", Title: voice.EventTitle(&f, l.names[f.Customer]), Day: f.Due,
				Changed: f.Touched(), Version: len(f.Changes),
			})
		}
	}
	if len(due) == 0 || u.coach.calendar == nil {
		return u.reply(voice.NoCalendar(undated))
	}
	data, err := u.coach.calendar(voice.CalendarName, due, u.now)
	if err != nil {
		return err
	}
	m := voice.Calendar(len(due), undated)
	e := store.Effect{
		Key: kv.Key(u.ev.Team, calendarKind, u.ev.User, u.ev.Key), Kind: store.Upload, User: u.ev.User, Message: &m,
		File: &store.EffectFile{Name: "promises.ics", Title: voice.CalendarName, Data: data},
	}
	if err := u.put(on(e, l.about())); err != nil || u.ev.ChannelKind == DM {
		return err
	}
	return u.reply(voice.CalendarComes())
}

// calendarKind is what the keys of calendars that are handed over begin with.
const calendarKind = "calendar"
