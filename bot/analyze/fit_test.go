package analyze

import (
	"testing"
	"time"
)

// What a customer says they can't do is no inability of ours.
func TestQuotedInabilityIsTheirs(t *testing.T) {
	for note, want := range map[string]bool{
		"Haddon Tiles, Mrs Lund.\n- the count takes them nine days, \"we can't order before the tenth\"\n- they want it done sooner": false,
		"Haddon Tiles, Mrs Lund.\n- she needs it frostproof, told her straight it isn't for them":                                    true,
	} {
		d := noteOf(note)
		r := Analyze(d.Call, Options{At: callAt, Loc: time.UTC, Reps: []string{"Rosa"}})
		if got := finding(r, "no_fit", Try) != nil; got != want {
			t.Errorf("%q: no fit %v, want %v", note, got, want)
		}
	}
}
