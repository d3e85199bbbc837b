package playground

import (
	"testing"
	"time"
	_ "time/tzdata"
)

func TestTarget(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	const layout = "Mon 2006-01-02 15:04"
	for _, c := range []struct{ how, now, want string }{
		{"hour", "Fri 2026-11-20 15:01", "Fri 2026-11-20 16:01"},
		{"morning", "Fri 2026-11-20 15:01", "Mon 2026-11-23 09:00"},
		{"morning", "Sat 2026-11-21 08:00", "Mon 2026-11-23 09:00"},
		{"morning", "Mon 2026-11-23 08:59", "Mon 2026-11-23 09:00"},
		{"morning", "Mon 2026-11-23 09:00", "Tue 2026-11-24 09:00"},
		{"week", "Fri 2026-10-23 15:01", "Fri 2026-10-30 15:01"}, // summer time ends between them
		{"2026-12-24T17:30", "Fri 2026-11-20 15:01", "Thu 2026-12-24 17:30"},
		{"2028-12-24T17:30", "Fri 2026-11-20 15:01", ""},
		{"soon", "Fri 2026-11-20 15:01", ""},
	} {
		now, err := time.ParseInLocation(layout, c.now, berlin)
		if err != nil {
			t.Fatal(err)
		}
		got, err := target(c.how, now, berlin)
		if c.want == "" {
			if err == nil {
				t.Errorf("%s at %s: %s", c.how, c.now, got)
			}
			continue
		}
		if err != nil || got.In(berlin).Format(layout) != c.want {
			t.Errorf("%s at %s: %s, %v; want %s", c.how, c.now, got.In(berlin).Format(layout), err, c.want)
		}
	}
}
