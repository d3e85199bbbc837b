package analyze

import (
	"strings"
	"testing"
)

// TestPassedOver: what is told for a reason counts as passed over where the
// reply turns to the product at once, whatever its words; a nod before the
// pitch changes nothing.
func TestPassedOver(t *testing.T) {
	for name, test := range map[string]struct {
		talk   string
		missed string // "" if nothing was
	}{
		"plain trouble, then the product": {
			"Rep: Hello Mo.\nMo: Our box office shuts at six and people stand out in the rain on Saturdays.\nRep: Right, so our app does mobile tickets. Our customers love it.\nMo: I see.\nRep: So.",
			"Our box office",
		},
		"a number of theirs, then the product": {
			"Rep: Hello Mo.\nMo: On market days I have eighty people at my counter.\nRep: Wow. Our platform is the fastest in the country.\nMo: I see.\nRep: So.",
			"On market days",
		},
		"understood, then the product": {
			"Rep: Hello Mo.\nMo: That has to work without a signal, honestly.\nRep: Understood. And our new dashboard is gorgeous.\nMo: I see.\nRep: So.",
			"That has to work",
		},
		"a colleague called on": {
			"Jonas: Hi.\nRep: Hello Mo.\nMo: We tried an app already, nobody used it.\nRep: Jonas, you can show the app, no? Our app is easy.\nMo: I see.\nRep: So.",
			"We tried an app",
		},
		"asked about": {
			"Rep: Hello Mo.\nMo: Our box office shuts at six and people stand out in the rain on Saturdays.\nRep: How many of them go home again?\nMo: A few.\nRep: So.",
			"",
		},
		"an answer to what matters": {
			"Rep: What would a good queue look like to you?\nMo: Three minutes.\nRep: Our app has eleven themes. We built it in Bergen.\nMo: I see.\nRep: So.",
			"Three minutes",
		},
		"a wish has another answer": {
			"Rep: Hello Mo.\nMo: Could you send me a reference from another theatre?\nRep: Our app is easy. We built it in Bergen.\nMo: I see.\nRep: So.",
			"",
		},
		"no trouble at all": {
			"Rep: Hello Mo.\nMo: No problem, nobody rings me in January anyway.\nRep: Our app is easy. We built it in Bergen.\nMo: I see.\nRep: So.",
			"",
		},
		"good-bye": {
			"Rep: Hello Mo.\nMo: I'll be dancing again by Christmas.\nRep: I'll hold you to that, bye now.\nMo: Bye.",
			"",
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := talkOf(t, strings.ReplaceAll(test.talk, "Rep:", "Rosa:"))
			d.label()
			got := ""
			for _, c := range d.cues() {
				if !c.Taken {
					got = d.Sentences[c.Sentence].Text
				}
			}
			if (test.missed == "") != (got == "") || !strings.HasPrefix(got, test.missed) {
				t.Errorf("missed %q, want %q", got, test.missed)
			}
		})
	}
}

func TestHurts(t *testing.T) {
	for said, want := range map[string]bool{
		"My front desk types each booking twice, every day.": true,
		"The bags come back short every single week.":        true,
		"We had rejections and complaints.":                  true,
		"No mistakes and no delays so far.":                  false,
		"It's fine by us, every week.":                       false,
		"I don't have a problem with him.":                   false,
	} {
		d := talkOf(t, "Mo: "+said)
		d.label()
		if got := d.Sentences[0].sure.has(CuePain); got != want {
			t.Errorf("%q: pain %v", said, got)
		}
	}
}
