package when

import (
	"cmp"
	"encoding/json"
	"fmt"
	"time"
)

// Answer is one line of `heed when --jsonl`. The zero Answer, for a text
// without a date, is {}; time is null where no time of day was said.
type Answer struct {
	Date   string  `json:"date"`
	Time   *string `json:"time"`
	Grain  Grain   `json:"grain"`
	Phrase string  `json:"phrase"`
}

// AnswerOf is the answer that a reading makes.
func AnswerOf(r Reading) Answer {
	a := Answer{Date: r.Date.String(), Grain: r.Grain, Phrase: r.Phrase}
	if r.Clock != "" {
		a.Time = &r.Clock
	}
	return a
}

// MarshalJSON writes {} for the zero Answer.
func (a Answer) MarshalJSON() ([]byte, error) {
	if a.Date == "" {
		return []byte("{}"), nil
	}
	type plain Answer
	return json.Marshal(plain(a))
}

// AnswerFor reads text as said at ref in the zone tz ("" is UTC). ref is
// RFC 3339, or a local time of that zone without an offset; its day and hour
// are those of the zone either way.
func AnswerFor(text, ref, tz string) (Answer, error) {
	loc, err := time.LoadLocation(cmp.Or(tz, "UTC"))
	if err != nil {
		return Answer{}, fmt.Errorf("no time zone like Europe/Berlin: %q", tz)
	}
	now, err := parseRef(ref, loc)
	if err != nil {
		return Answer{}, err
	}
	r, ok := Resolve(text, now, Options{DayFirst: DayFirstIn(loc)})
	if !ok {
		return Answer{}, nil
	}
	return AnswerOf(r), nil
}

func parseRef(ref string, loc *time.Location) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, ref); err == nil {
		return t.In(loc), nil
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", time.DateOnly} {
		if t, err := time.ParseInLocation(layout, ref, loc); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("no time like 2026-11-22T10:00:00 or with an offset: %q", ref)
}
