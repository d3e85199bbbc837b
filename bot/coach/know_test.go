package coach

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"heed/bot/digest"
	"heed/store"
)

// What came of Get to Know Your Customers Day is read off the reminders that
// were sent and the contacts since; who wasn't in touch is counted by none.
func TestKnownOfTheDay(t *testing.T) {
	w := newWorld(t)
	reps := []string{"UANA", "UBEN", "UCLEO"}
	for i, rep := range reps {
		w.do(dm(rep, strings.Replace(elmfield, "Elmfield Dental", []string{"Elmfield Dental", "Ridley Tools", "Oakham Mills"}[i], 1)))
	}
	w.send()
	w.now = time.Date(2027, 1, 21, 16, 0, 0, 0, time.UTC)
	w.tick()
	w.send()
	w.now = w.now.Add(2 * time.Hour)
	for i, rep := range reps[:2] {
		w.do(click(rep, "touch.done", fmt.Sprintf("C-%d@nudge/2027-01-21", i+1)))
	}
	week := digest.Window{Label: "2027-W03", From: time.Date(2027, 1, 16, 0, 0, 0, 0, time.UTC), To: time.Date(2027, 1, 23, 0, 0, 0, 0, time.UTC)}
	var in digest.Inputs
	w.view(func(tx *store.Tx) (err error) {
		in, err = (&unit{Tx: tx, ev: Event{Team: "T1"}, now: w.now, coach: w.c}).digestInputs(week)
		return err
	})
	got := map[string]int{}
	for _, k := range in.Known {
		got[k.Rep] = k.Customers
	}
	if len(got) != 3 || got["UANA"] != 1 || got["UBEN"] != 1 || got["UCLEO"] != 0 {
		t.Errorf("%+v", in.Known)
	}
}
