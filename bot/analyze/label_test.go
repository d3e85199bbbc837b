package analyze

import (
	"math/bits"
	"testing"
)

func TestBitOfEveryLabel(t *testing.T) {
	var all labelSet
	for _, l := range allLabels {
		if bits.OnesCount64(uint64(bit(l))) != 1 || all&bit(l) != 0 {
			t.Errorf("%s: bit %b is not its own", l, bit(l))
		}
		all |= bit(l)
	}
	if bit("") != 0 {
		t.Error("no label has a bit")
	}
}
