package analyze

import (
	"math/rand/v2"
	"os"
	"path/filepath"
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

// FuzzMixed puts the sentences of all fixtures together anew, whole and in
// parts, as a note and as a talk: rules that look at a part of a sentence meet
// what they find in the whole of it, and must not panic.
func FuzzMixed(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		f.Fatal("no fixtures", err)
	}
	var said []string
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			if words := strings.Fields(line); len(words) > 2 {
				said = append(said, strings.Join(words, " "))
			}
		}
	}
	for seed := range uint64(200) {
		f.Add(seed)
	}
	at := time.Date(2026, 11, 18, 10, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 0))
		for _, kind := range []call.Kind{call.Note, call.Transcript} {
			c := &call.Call{Kind: kind, Format: call.Plain, Speakers: []call.Speaker{{Name: "Rosa", Side: call.Rep}, {Name: "Marek", Side: call.Customer}, {Name: "Speaker 3"}}}
			for range 20 {
				turn := call.Turn{Speaker: r.IntN(3), Start: -1, End: -1, Text: mixed(r, said)}
				if kind == call.Note {
					turn.Speaker, turn.Heading = -1, []string{"", "next_steps"}[r.IntN(2)]
				}
				c.Turns = append(c.Turns, turn)
			}
			Analyze(c, Options{At: at, Loc: time.UTC, Reps: []string{"Rosa"}, CallNote: true})
		}
	})
}

// mixed is a line with up to three stretches of others hung on.
func mixed(r *rand.Rand, said []string) string {
	joints := []string{", and ", ", but ", ", so ", "; ", " – ", " and I ", " / ", ": ", " (", ") ", "? ", ". ", " ", "... ", ", \""}
	line := said[r.IntN(len(said))]
	for range r.IntN(4) {
		words := strings.Fields(said[r.IntN(len(said))])
		from := r.IntN(len(words))
		to := from + 1 + r.IntN(len(words)-from)
		line = strings.TrimRight(line, ".!?") + joints[r.IntN(len(joints))] + strings.Join(words[from:to], " ")
	}
	if r.IntN(6) == 0 {
		line = strings.ToLower(line)
	}
	return line
}
