package text

import (
	"slices"
	"testing"
)

func TestSections(t *testing.T) {
	var got []string
	for heading, line := range Sections("# who\nabove\n\n[calls]\n  one call \n# not this\ntwo: calls\n[none]\n[notes]\n- a note") {
		got = append(got, heading+"|"+line)
	}
	if want := []string{"|above", "calls|one call", "calls|two: calls", "notes|- a note"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for range Sections("a\nb") {
		break // and no more is asked for
	}
}

func TestWithoutAccents(t *testing.T) {
	for s, want := range map[string]string{
		"plain":      "plain",
		"Café Noël":  "Cafe Noel",
		"Łódź":       "Lodz",
		"Sørensen":   "Sorensen",
		"Straße":     "Strasse",
		"किताब":      "किताब",
		"e\u0301tag": "etag",
		"":           "",
	} {
		if got := WithoutAccents(s); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
	for s, want := range map[string]string{"Jo\u0308rg": "Joerg", "Bjørn Åse": "Bjoern Aase", "José": "José", "plain": "plain"} {
		if got := Transcribed(s); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}
