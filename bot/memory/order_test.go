package memory

import (
	"testing"
	"time"

	"heed/bot/analyze"
	"heed/bot/when"
)

// TestFiguresByOrder: 3/12 is the day that the workspace's order makes of it.
func TestFiguresByOrder(t *testing.T) {
	f := heard(analyze.FactDate, "", "board meeting on 3/12")
	for _, c := range []struct {
		o    when.Options
		want time.Month
	}{{when.Options{DayFirst: true, OrderSet: true}, time.December}, {when.Options{OrderSet: true}, time.March}} {
		day, ok := f.Day(time.UTC, c.o)
		if !ok || day.Month != c.want {
			t.Errorf("%+v: got %v, %v", c.o, day, ok)
		}
	}
}
