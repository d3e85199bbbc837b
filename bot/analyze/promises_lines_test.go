package analyze

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"heed/bot/call"
)

// TestSpokenLines reads single sentences as people say them, promises and
// what only sounds like one.
func TestSpokenLines(t *testing.T) {
	for _, line := range testLines(t, "testdata/spoken.txt") {
		said, want, ok := strings.Cut(line, " => ")
		who, said, named := strings.Cut(said, ": ")
		if !ok || !named {
			t.Fatalf("no speaker or no day in %q", line)
		}
		if got := dueOfLine(who, said); got != want {
			t.Errorf("%s: %q: got %s, want %s", who, said, got, want)
		}
	}
}

func testLines(t *testing.T, name string) []string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	if len(out) < 40 {
		t.Fatalf("%s has %d lines: too few to prove anything", name, len(out))
	}
	return out
}

// dueOfLine is the due day of the one promise in a sentence, in the midst of a
// talk.
func dueOfLine(who, said string) string {
	c := &call.Call{Kind: call.Transcript, Format: call.Plain, Speakers: []call.Speaker{{Name: "Rosa", Side: call.Rep}, {Name: "Marek", Side: call.Customer}}}
	speaker := 0
	if who == "Marek" {
		speaker = 1
	}
	for i, text := range []string{"That is how it goes here.", said, "The second van is the old one."} {
		c.Turns = append(c.Turns, call.Turn{Speaker: (speaker + i + 1) % 2, Start: -1, End: -1, Text: text})
	}
	o := Options{At: time.Date(2026, 11, 18, 10, 0, 0, 0, time.UTC), Loc: time.UTC, Reps: []string{"Rosa"}}
	switch ps := findPromises(newDocument(c, o)); {
	case len(ps) == 0:
		return "none"
	case len(ps) > 1:
		return "several"
	case ps[0].Due == nil:
		return "-"
	default:
		return *ps[0].Due
	}
}

// TestExchanges reads what is asked for, offered, promised and reported in a
// few lines of talk.
func TestExchanges(t *testing.T) {
	for _, b := range testBlocks(t, "testdata/dialogues.txt") {
		c := &call.Call{Kind: call.Transcript, Format: call.Plain, Speakers: []call.Speaker{{Name: "Rosa", Side: call.Rep}, {Name: "Marek", Side: call.Customer}}}
		say := func(who int, text string) {
			c.Turns = append(c.Turns, call.Turn{Speaker: who, Start: -1, End: -1, Text: text})
		}
		say(0, "What does a busy week look like for you?")
		say(1, "Forty jobs and two vans.")
		for _, line := range b.text {
			who := 0
			if strings.HasPrefix(line, "c:") {
				who = 1
			}
			say(who, strings.TrimSpace(line[2:]))
		}
		if c.Turns[len(c.Turns)-1].Speaker == 1 {
			say(0, "How old is the other van?")
		}
		say(1, "Nine years, and it shows.")
		b.check(t, c)
	}
}

// TestNoteLines reads lines of notes the same way.
func TestNoteLines(t *testing.T) {
	const head = "Call with Haddon Tiles, Mrs Lund (buyer)\n- showroom closes at five, \"we turn people away every evening\"\n"
	for _, b := range testBlocks(t, "testdata/notelines.txt") {
		c, err := call.Read(call.Input{Data: []byte(head + strings.Join(b.text, "\n") + "\n"), Reps: []string{"Rosa Lind"}, As: call.Note})
		if err != nil {
			t.Fatal(err)
		}
		b.check(t, c)
	}
}

// testBlock is a few lines, and what is to be found in them.
type testBlock struct{ text, want []string }

func testBlocks(t *testing.T, name string) []testBlock {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out []testBlock
	for block := range strings.SplitSeq(string(data), "\n\n") {
		var b testBlock
		for line := range strings.Lines(block) {
			switch line = strings.TrimRight(line, "\n"); {
			case line == "", line[0] == '#':
			case line == "= none":
			case line[0] == '=':
				b.want = append(b.want, strings.TrimSpace(line[1:]))
			default:
				b.text = append(b.text, line)
			}
		}
		if len(b.text) > 0 {
			out = append(out, b)
		}
	}
	if len(out) < 40 {
		t.Fatalf("%s has %d blocks: too few to prove anything", name, len(out))
	}
	return out
}

func (b testBlock) check(t *testing.T, c *call.Call) {
	t.Helper()
	r := Analyze(c, Options{At: time.Date(2026, 11, 18, 10, 0, 0, 0, time.UTC), Loc: time.UTC, Reps: []string{"Rosa Lind", "Rosa"}, CallNote: true})
	var got []string
	for _, p := range r.Promises {
		due := "-"
		if p.Due != nil {
			due = *p.Due
		}
		got = append(got, string(p.Side)[:1]+" "+due)
	}
	for range r.Settled {
		got = append(got, "done")
	}
	for _, f := range r.Findings {
		if f.ID == "missed_ask" {
			got = append(got, "ask")
		}
	}
	slices.Sort(got)
	slices.Sort(b.want)
	if !slices.Equal(got, b.want) {
		t.Errorf("%s\n\tgot %q, want %q", strings.Join(b.text, "\n"), got, b.want)
	}
}
