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

// TestWhyNoFit: a line of a note that says we can't is no word of theirs, and a
// price that can't be matched or plain speech no misfit.
func TestWhyNoFit(t *testing.T) {
	d := noteOf("Haddon Tiles, Mrs Lund.\n- she needs it frostproof\n- wants it before the frost\n- Not the right product for her")
	r := Analyze(d.Call, Options{At: callAt, Loc: time.UTC, Reps: []string{"Rosa"}})
	if f := finding(r, "no_fit", Try); f == nil || f.Why != d.say("no_fit") {
		t.Errorf("note: %+v", f)
	}
	for _, said := range []string{
		"Ana: I can't match that price, I'll be straight with you.",
		"Ruth: I sat in the van and cried, I'm not going to lie.\nAna: We have the best vans there are.",
	} {
		r := readAs(t, "Ana: Morning, how are things?\nRuth: Busy.\n"+said+"\nRuth: I see.\nAna: Right.\n")
		for _, id := range []string{"no_fit", "values_clash"} {
			if f := finding(r, id, Try); f != nil {
				t.Errorf("%q: %+v", said, f)
			}
		}
	}
}
