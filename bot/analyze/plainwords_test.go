package analyze

import (
	"slices"
	"strings"
	"testing"

	"heed/bot/call"
)

// TestPlainTalks reads testdata/talks.txt: cues taken up and let go, types of
// call and bowing out, in different people's words.
func TestPlainTalks(t *testing.T) {
	who := strings.NewReplacer("r: ", "Ana: ", "k: ", "Kofi: ", "c: ", "Ruth: ")
	for _, b := range testBlocks(t, "testdata/talks.txt") {
		r := readAs(t, "Ana: Morning, Ruth, good to hear you. Is the line all right?\nRuth: Morning Ana. Yes.\n"+who.Replace(strings.Join(b.text, "\n")))
		got := string(r.Type)
		switch b.want[0] {
		case "missed", "taken":
			got = map[bool]string{true: "missed", false: "taken"}[finding(r, "missed_cue", Try) != nil]
		case "no fit", "fits":
			got = map[bool]string{true: "no fit", false: "fits"}[finding(r, "no_fit", Try) != nil]
		}
		if got != b.want[0] {
			t.Errorf("%s: %s, want %s", strings.Join(b.text, " / "), got, b.want[0])
		}
	}
}

// TestPlainKinds reads testdata/kinds.txt: the kind of fact of a sentence said,
// or of a line of a note.
func TestPlainKinds(t *testing.T) {
	for _, line := range testLines(t, "testdata/kinds.txt") {
		said, kind, _ := strings.Cut(line, " => ")
		text := "Ana: Morning, Ruth, good to hear you. Is the line all right?\nRuth: Morning Ana. Yes.\nAna: Tell me more.\nRuth: " + said + "\nAna: I see."
		if strings.HasPrefix(said, "- ") {
			text = "Call with Ruth, Gorsewood Farm, 19 Nov\n" + said + "\n- demo went ok\nNext: me to send times"
		}
		r := readAs(t, text)
		if !slices.ContainsFunc(r.Facts, func(f Fact) bool { return f.Kind == FactKind(kind) && strings.Contains(said, f.Quote) }) {
			t.Errorf("%s: no %s in %+v", said, kind, r.Facts)
		}
	}
}

// readAs analyses a text of Ana's and Kofi's.
func readAs(t *testing.T, text string) *Report {
	t.Helper()
	reps := []string{"Ana", "Kofi"}
	c, err := call.Read(call.Input{Data: []byte(text), Reps: reps})
	if err != nil {
		t.Fatal(err)
	}
	return Analyze(c, Options{Reps: reps})
}
