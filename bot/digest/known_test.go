package digest

import "testing"

// TestKnown: what came of Get to Know Your Customers Day is told with three
// reps behind it, of those who were in touch with somebody.
func TestKnown(t *testing.T) {
	three := []Known{{"UANA", 2, 3}, {"UBEN", 1, 0}, {"UCLEO", 3, 1}, {"UDAN", 0, 0}}
	if sum := knownSum(three); sum == nil || *sum != (KnownSum{Customers: 6, Details: 4}) {
		t.Errorf("%+v", sum)
	}
	if sum := knownSum(append(three[:2:2], three[3])); sum != nil {
		t.Errorf("two reps and one idle: %+v", sum)
	}
	if d := (Digest{Known: &KnownSum{Customers: 6}}); d.Empty() {
		t.Error("a digest with it alone is none")
	}
}
