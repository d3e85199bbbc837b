package analyze

import (
	"slices"
	"strings"
	"testing"
)

// TestForeign: of a call that is mostly not English, what needs no English is
// still there, and the rest is held back rather than found missing.
func TestForeign(t *testing.T) {
	turn := "Rep: Und wie zählen Sie die Kisten heute, wenn am Abend der letzte Wagen vom Hof fährt und keiner mehr im Büro sitzt?\n" +
		"Cus: Von Hand, mit einer Liste an der Wand, und am nächsten Morgen stimmt sie nie, das ärgert uns jeden Tag wieder.\n"
	text := strings.Repeat(turn, 12) + "Rep: I'll send you the price list by Friday.\nCus: Danke.\n"
	r := read(t, text)
	if r.Language != "de" || r.Measures.TalkShare == nil || r.Measures.LongestMonologueS == nil {
		t.Errorf("read as %q with %+v", r.Language, r.Measures)
	}
	if r.Measures.Questions != nil || r.Measures.Cues != nil || r.Measures.SelfTalk != nil {
		t.Errorf("claims %+v", r.Measures)
	}
	for _, m := range needEnglish {
		if !slices.ContainsFunc(r.HeldBack, func(h HeldBack) bool { return h.Measure == m && h.Code == "foreign" && h.Why != "" }) {
			t.Errorf("%s isn't held back: %v", m, r.HeldBack)
		}
	}
	if len(r.Promises) != 1 {
		t.Errorf("promises %+v", r.Promises)
	}
	for _, f := range r.Findings {
		if f.ID != "monologue" {
			t.Errorf("finds %s", f.ID)
		}
	}
}

// TestMostlyEnglish: a few sentences of another language change nothing.
func TestMostlyEnglish(t *testing.T) {
	text := strings.Repeat("Rep: How do you count the crates once the last van has left the yard for the night?\nCus: By hand, with a list on the wall, and the next morning it is always wrong.\n", 8) +
		"Cus: Moment, ich muss kurz an die Tür, der Fahrer ist da.\n"
	r := read(t, text)
	if r.Language != "en" || r.Measures.Questions == nil {
		t.Errorf("read as %q with %+v", r.Language, r.Measures)
	}
}
