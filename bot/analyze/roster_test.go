package analyze

import (
	"fmt"
	"testing"
)

func TestRoster(t *testing.T) {
	r := newRoster([]string{"Priya Nair", "o'Shea, Dan (Ops)"}, []string{"Jean-Luc", "Dan Nair"})
	for name, want := range map[string]bool{
		"Priya": true, "@priya": true, "NAIR": true, "Nair Priya": true, "priya.nair": true, "Dan O'Shea": true, "Jean-Luc": true, "Dan Nair": true,
		"": false, " ": false, "Priya Shea": false, "Priya Dan": false, "Jean": false, "Luc": false, "Pri": false, "Priya (Nair": false,
	} {
		if got := r.holds(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
	if r.holdsBeside("Priya", 0) || !r.holdsBeside("Nair", 0) || !r.holdsBeside("Dan", 1) {
		t.Error("a name counts for itself, or not for others")
	}
}

// TestRosterOfMany asks for as many names as there are, each of which shares a
// word with all others.
func TestRosterOfMany(t *testing.T) {
	var names []string
	for i := range 20000 {
		names = append(names, fmt.Sprintf("Ana %c%c%c%c", 'A'+i%26, 'a'+i/26%26, 'a'+i/676%26, 'a'+i/17576))
	}
	r := newRoster(names)
	for i, name := range names {
		if !r.holds(name[4:]+" Ana") || r.holdsBeside(name, i) {
			t.Fatalf("%q isn't held once", name)
		}
	}
}
