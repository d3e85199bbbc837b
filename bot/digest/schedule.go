package digest

import (
	"fmt"
	"time"

	"heed/bot/when"
)

// Schedule is a weekly wall-clock rule in a zone.
type Schedule struct {
	Weekday time.Weekday `json:"weekday"`
	Hour    int          `json:"hour"`
	Zone    string       `json:"zone"` // IANA name
}

// Window is the week that a digest is about. Label names it by the local
// calendar, not by an instant, so that an hour that comes twice in autumn
// can't make two runs of one, nor a missing one in spring skip it. It is the
// ISO week that the window's middle falls in: a digest on Friday is about
// that week, one on Monday morning about the week before.
type Window struct {
	Label    string // 2026-W47
	Week     int
	From, To time.Time
}

// Latest is the window of the latest run at or before now.
func (s Schedule) Latest(now time.Time) (Window, error) {
	loc, err := when.Zone(s.Zone)
	if err != nil {
		return Window{}, fmt.Errorf("zone of the digest: %w", err)
	}
	today := when.DateOf(now.In(loc))
	day := today.AddDays(-((int(today.Weekday()) - int(s.Weekday) + 7) % 7))
	if day.In(loc, s.Hour, 0).After(now) {
		day = day.AddDays(-7)
	}
	return s.window(day, loc), nil
}

// Next is the first run after now.
func (s Schedule) Next(now time.Time) (time.Time, error) {
	w, err := s.Latest(now)
	if err != nil {
		return time.Time{}, err
	}
	loc := w.To.Location()
	return when.DateOf(w.To).AddDays(7).In(loc, s.Hour, 0), nil
}

// window is the week that ends on day.
func (s Schedule) window(day when.Date, loc *time.Location) Window {
	middle := day.AddDays(-4)
	if s.Hour >= 12 {
		middle = day.AddDays(-3)
	}
	year, week := middle.In(loc, 12, 0).ISOWeek()
	return Window{
		Label: fmt.Sprintf("%d-W%02d", year, week), Week: week,
		From: day.AddDays(-7).In(loc, s.Hour, 0), To: day.In(loc, s.Hour, 0),
	}
}

// before is the week n weeks earlier.
func (w Window) before(n int) Window {
	return Schedule{Hour: w.To.Hour()}.window(when.DateOf(w.To).AddDays(-7*n), w.To.Location())
}
