package analyze

import "testing"

func TestBitOfEveryLabel(t *testing.T) {
	for i, l := range allLabels {
		if bit(l) != 1<<i {
			t.Errorf("%s: bit %b, want %b", l, bit(l), 1<<i)
		}
	}
	for _, l := range []Label{"", "q", "ope", "cue:", "questioN"} {
		if bit(l) != 0 {
			t.Errorf("%q is a label", l)
		}
	}
}
