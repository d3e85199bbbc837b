package coach

import (
	"strings"
	"testing"
	"time"
)

// A detail brought up later is praised with the words that told it; when the
// note with those words is deleted, they are gone from the praise as well.
func TestRecalledGoesWithItsNote(t *testing.T) {
	w := newWorld(t)
	w.watching("CCALLS")
	told := post("UANA", 1, "Call with Elmfield Dental, Hanna Lund\n- Hanna restores wooden dinghies with her brother\n- \"my front desk dreads Mondays\"\n- showed her the planner")
	w.do(told)
	w.send()
	w.now = w.now.Add(7 * 24 * time.Hour)
	later := post("UANA", 7*24*3600, "Call with Elmfield Dental, Hanna\n- asked about the wooden dinghies she restores\n- they want to begin in January\n- \"Mondays are worse\"")
	w.wantSaid(w.do(later), "asked about the wooden", "they had told us", "with her brother")
	w.send()
	es := w.do(deletion(told))
	w.wantSaid(es, "it is kept no more")
	for _, e := range es {
		if e.Message != nil && strings.Contains(e.Message.Fallback(), "with her brother") {
			t.Errorf("still told: %s", e.Message.Fallback())
		}
	}
	if strings.Contains(w.told(), "with her brother") {
		t.Error("the words are still kept")
	}
}
