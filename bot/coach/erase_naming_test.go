package coach

import "testing"

func TestNaming(t *testing.T) {
	others := []string{"Priya Nair", "Priya Shah", "Tom Ellis", "Priya"}
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"Priya Nair", "Priya Nair decides", true},
		{"Priya Nair", "then Priya said yes", true},
		{"Priya Nair", "Priya Shah is worried", false},
		{"Priya Nair", "Priya Shah and Priya disagree", true},
		{"Priya Nair", "Priya Naire rang", true}, // a slip
		{"Priya Nair", "Tom rang", false},
		{"Priya", "Priya Shah is worried", true}, // whichever is meant
		{"priya  nair", "PRIYA NAIR", true},
		{"Priya Shah", "Priya Nair decides", false},
	} {
		if naming(c.name, others)(c.text) != c.want {
			t.Errorf("%q in %q: %v", c.name, c.text, !c.want)
		}
	}
}
