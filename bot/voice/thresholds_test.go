package voice

import (
	"testing"

	"heed/bot/analyze"
)

// What a form shows is what it takes.
func TestThresholdsAsText(t *testing.T) {
	for _, l := range analyze.Limits() {
		for _, typ := range analyze.Types {
			if v, ok := l.Default(typ); ok {
				if got, ok := ReadThreshold(l, Threshold(l, v)); !ok || got != v || WrongThreshold(l, Threshold(l, v)) != "" {
					t.Errorf("%s: %q is read as %v", l.Name, Threshold(l, v), got)
				}
			}
		}
	}
	share, time := analyze.LimitOf("talk_share_max"), analyze.LimitOf("monologue_max_s")
	for in, want := range map[string]float64{"50": 0.5, "50 %": 0.5, "52,5": 0.525, " 60per cent ": 0.6} {
		if got, ok := ReadThreshold(share, in); !ok || got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
	for in, want := range map[string]float64{"150": 150, "2 min": 120, "90s": 90} {
		if got, ok := ReadThreshold(time, in); !ok || got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
	for _, in := range []string{"", "much", "NaN", "500", "-3", "1e9", "inf"} {
		if WrongThreshold(share, in) == "" {
			t.Errorf("%q is taken", in)
		}
	}
}
