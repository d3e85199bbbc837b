package digest

import (
	"fmt"
	"time"
)

// Schedule is a weekly wall-clock rule in a zone.
type Schedule struct {
	Weekday time.Weekday `json:"weekday"`
	Hour    int          `json:"hour"`
	Zone    string       `json:"zone"` // IANA name
}

// Window is the week that a digest is about. Label names the run by the local
// calendar, not by an instant, so that an hour that comes twice in autumn
// can't make two runs of one, nor a missing one in spring skip it.
type Window struct {
	Label    string // 2026-W47
	Week     int
	From, To time.Time
}

// Latest is the window of the latest run at or before now.
func (s Schedule) Latest(now time.Time) (Window, error) {
	loc, err := time.LoadLocation(s.Zone)
	if err != nil {
		return Window{}, fmt.Errorf("zone of the digest: %w", err)
	}
	local := now.In(loc)
	back := (int(local.Weekday()) - int(s.Weekday) + 7) % 7
	run := time.Date(local.Year(), local.Month(), local.Day()-back, s.Hour, 0, 0, 0, loc)
	if run.After(now) {
		run = time.Date(run.Year(), run.Month(), run.Day()-7, s.Hour, 0, 0, 0, loc)
	}
	from := time.Date(run.Year(), run.Month(), run.Day()-7, s.Hour, 0, 0, 0, loc)
	_, week := run.ISOWeek()
	return Window{Label: labelOf(run), Week: week, From: from, To: run}, nil
}

// Next is the first run after now.
func (s Schedule) Next(now time.Time) (time.Time, error) {
	w, err := s.Latest(now)
	if err != nil {
		return time.Time{}, err
	}
	return time.Date(w.To.Year(), w.To.Month(), w.To.Day()+7, s.Hour, 0, 0, 0, w.To.Location()), nil
}

func labelOf(t time.Time) string {
	year, week := t.ISOWeek()
	return fmt.Sprintf("%d-W%02d", year, week)
}
