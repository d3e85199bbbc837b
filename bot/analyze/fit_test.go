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

// TestSaidNoFit: a rep who says plainly that it isn't for them, and words that
// only sound so.
func TestSaidNoFit(t *testing.T) {
	for said, want := range map[string]bool{
		"I need to be honest with you, we don't do kennels at all.":                                            true,
		"i'm gonna be straight with you we don't carry marble":                                                 true,
		"I don't think we're the right people for this.":                                                       true,
		"I don't think you should buy ours, to be fair.":                                                       true,
		"Honestly, I don't think it's what you need.":                                                          true,
		"That is not what you need, and I'd be taking your money.":                                             true,
		"We don't make anything that small.\nRuth: I see.\nAna: There's a crowd in Derry who do nothing else.": true,
		"I won't take up any more of your time, thank you.":                                                    false,
		"We have two hundred drivers, we don't hire from agencies.":                                            false,
		"Let me be honest with you, we had a bad week in May.":                                                 false,
		"I don't think we're late, the truck left at six.":                                                     false,
		"We don't lock anybody in.\nRuth: Good.\nAna: There's a lady in Leeds who runs three sites with it.":   false,
		"i'm gonna be straight with you we can't do it before the fourth":                                      false,
		"I don't think it's going to rain on Friday.":                                                          false,
		"We don't charge for the first visit.\nRuth: Fine.\nAna: That would be better for you than a video.":   false,
	} {
		r := readAs(t, "Ana: Morning, how are things?\nRuth: Busy.\nAna: "+said+"\nRuth: I see.\nAna: Right.\n")
		if f := finding(r, "no_fit", Try); (f != nil) != want {
			t.Errorf("%q: %+v, want %v", said, f, want)
		}
	}
}

// TestTellsBack: what they told of their own fees is no price of ours.
func TestTellsBack(t *testing.T) {
	for said, want := range map[string]bool{
		"Last time you told me that the monthly fees come in too late for the nursery.": false,
		"Our monthly fee for the nursery is forty pounds and the set-up costs ninety.":  true,
	} {
		r := readAs(t, "Ana: Morning, how are things?\nRuth: Busy.\nAna: "+said+"\nRuth: Okay.\nAna: Right.\n")
		if f := finding(r, "too_fast", Try); (f != nil) != want {
			t.Errorf("%q: %+v, want %v", said, f, want)
		}
	}
}
