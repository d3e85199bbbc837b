package analyze

import (
	"slices"
	"strings"
	"testing"
)

// TestRevealed reads testdata/revealed.txt: which answers reveal something and
// which only have its words.
func TestRevealed(t *testing.T) {
	for _, line := range testLines(t, "testdata/revealed.txt") {
		talk, want, _ := strings.Cut(line, " => ")
		asked, said, _ := strings.Cut(talk, " | ")
		r := readAs(t, "Ana: Morning, Ruth, good to hear you.\nRuth: Morning Ana.\nAna: Thanks for making the time.\nRuth: Sure.\nAna: "+asked+"\nRuth: "+said+"\nAna: I see.\nRuth: Yes.")
		got := "none"
		if slices.ContainsFunc(r.Turns[5].Sentences, func(s Sentence) bool {
			return slices.ContainsFunc(s.Labels, func(l Label) bool { return strings.HasPrefix(string(l), "cue:") })
		}) {
			got = "cue"
		}
		if got != want {
			t.Errorf("%s | %s: got %s", asked, said, got)
		}
	}
}
