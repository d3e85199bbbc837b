package analyze

import (
	"os"
	"strings"
	"testing"
	"time"

	"heed/bot/call"
)

// FuzzLines reads whatever somebody types as a note and as a talk: nothing may
// panic, and every quote stands in its line.
func FuzzLines(f *testing.F) {
	for _, seed := range []string{"", "@ben", "- ", "?", "'s off", "waiting on", "[?] who", "me: ", "to", "will", "she's to", "ring", "x: y?", "had it", "done", "I'll", "had the", "promised for"} {
		f.Add(seed)
	}
	for _, name := range []string{"testdata/notelines.txt", "testdata/dialogues.txt", "testdata/spoken.txt"} {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			f.Add(strings.TrimSpace(line))
		}
	}
	at := time.Date(2026, 11, 18, 10, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, s string) {
		for _, kind := range []call.Kind{call.Note, call.Transcript} {
			c := &call.Call{Kind: kind, Format: call.Plain, Speakers: []call.Speaker{{Name: "Rosa", Side: call.Rep}, {Name: "Marek", Side: call.Customer}}}
			for i, line := range strings.Split(s, "\n") {
				turn := call.Turn{Speaker: i % 2, Start: -1, End: -1, Text: line}
				if kind == call.Note {
					turn.Speaker, turn.Heading = -1, []string{"", "next_steps"}[i%2]
				}
				c.Turns = append(c.Turns, turn, turn)
			}
			r := Analyze(c, Options{At: at, Loc: time.UTC, Reps: []string{"Rosa"}, CallNote: true})
			for _, p := range r.Promises {
				if !strings.Contains(c.Turns[p.Turn].Text, p.Quote) {
					t.Errorf("%q is not in %q", p.Quote, c.Turns[p.Turn].Text)
				}
			}
		}
	})
}
