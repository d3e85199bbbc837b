package call

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// someCall makes up a call of n turns from a made-up vocabulary.
func someCall(rng *rand.Rand, n int) *Call {
	c := &Call{Kind: Transcript, Speakers: []Speaker{{Name: "Ana"}, {Name: "Tove"}}}
	for i := range n {
		var words []string
		for range 5 + rng.IntN(20) {
			words = append(words, fmt.Sprintf("w%d", int(rng.ExpFloat64()*40)))
		}
		c.Turns = append(c.Turns, Turn{Speaker: i % 2, Text: strings.Join(words, " ")})
	}
	return c
}

// misheard is the same call by another recorder: one word in ten is wrong,
// turns break elsewhere, names are missing.
func misheard(rng *rand.Rand, c *Call, wrong int) *Call {
	out := &Call{Kind: c.Kind, Speakers: []Speaker{{Name: "Speaker 1"}}}
	var words []string
	for _, t := range c.Turns {
		for _, w := range strings.Fields(t.Text) {
			if rng.IntN(100) < wrong {
				w = fmt.Sprintf("x%d", rng.IntN(1000))
			}
			if words = append(words, w); rng.IntN(15) == 0 {
				out.Turns = append(out.Turns, Turn{Text: strings.Join(words, " ")})
				words = nil
			}
		}
	}
	return out
}

func TestSame(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 9))
	a, b := someCall(rng, 120), someCall(rng, 120)
	late := *a
	late.Turns = a.Turns[50:]
	excerpt := *a
	excerpt.Turns = a.Turns[:8]
	note := *a
	note.Kind = Note
	for name, tt := range map[string]struct {
		a, b *Call
		want bool
	}{
		"itself":              {a, a, true},
		"another recorder":    {misheard(rng, a, 8), misheard(rng, a, 8), true},
		"began late":          {a, misheard(rng, &late, 8), true},
		"another call":        {a, b, false},
		"an excerpt":          {a, &excerpt, false},
		"an edited note":      {&note, &Call{Kind: Note, Turns: note.Turns[:110]}, true},
		"another note":        {&note, &Call{Kind: Note, Turns: b.Turns}, false},
		"short and equal":     {&Call{Kind: Note, Turns: []Turn{{Text: "Seals, again."}}}, &Call{Kind: Note, Turns: []Turn{{Text: "seals again"}}}, true},
		"short and not equal": {&Call{Kind: Note, Turns: []Turn{{Text: "Seals again"}}}, &Call{Kind: Note, Turns: []Turn{{Text: "gates again"}}}, false},
		"nothing and nothing": {&Call{Kind: Note}, &Call{Kind: Note}, false},
	} {
		got, back := Same(Occasion{Call: tt.a}, Occasion{Call: tt.b}), Same(Occasion{Call: tt.b}, Occasion{Call: tt.a})
		if got.Same != tt.want || back != got || got.Reason == "" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// TestSameAsNote: a rep's note is of the call that it was written after, and
// of no other with that customer, on another day or with somebody else.
func TestSameAsNote(t *testing.T) {
	read := func(text string) *Call {
		c, err := Read(Input{Data: []byte(text), Reps: []string{"Ana Brill"}})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	talk := read(`Call with Rowan Freight

Ana Brill: Morning Tove. How is the crane at gate two?
Tove Kask: It stopped again on Thursday, for three hours, and the drivers were queueing back to the roundabout.
Ana Brill: What did that cost you?
Tove Kask: About 4200 in penalties, Marek worked it out. And the harbour master wrote us a letter.
Ana Brill: Who decides on the hinges, you or Marek?
Tove Kask: Marek does, with the insurers, on the 14th. They want a certificate for the hinges.
Ana Brill: I'll send you the certificate tomorrow.
Tove Kask: Good. And ask about painting, the old paint comes off.
`)
	note := read("Rowan Freight, call w/ Tove\n- gate two crane stopped Thursday 3 hrs, drivers queueing\n- 4200 penalties (Marek's sum), harbour master letter\n- Marek + insurers decide on the 14th, want hinge certificate\n- me: send certificate")
	if note.Kind != Note || talk.Kind != Transcript {
		t.Fatal("fixtures are not what they are meant to be")
	}
	other := read("Rowan Freight, call w/ Tove\n- crane runs since the repair\n- wants two more gates at Hull, 18k budget\n- Ingrid replaces Marek from January\n- quote for Hull by Monday")
	theirs := read("Orbis Yards, call w/ Stig\n" + "- crane at gate two stopped Thursday, drivers queueing\n- 4200 penalties, harbour master letter\n- insurers decide on the 14th, hinge certificate\n")
	bare := read("- gate two crane stopped Thursday 3 hrs, drivers queueing\n- 4200 penalties (Marek's sum), harbour master letter\n- insurers decide on the 14th, want hinge certificate")
	start := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		note  *Call
		after time.Duration
		want  bool
	}{
		"written at once":        {note, 40 * time.Minute, true},
		"written during it":      {note, -10 * time.Minute, true},
		"written up on Thursday": {note, 75 * time.Hour, true},
		"a week later":           {note, 7 * 24 * time.Hour, false},
		"the day before":         {note, -20 * time.Hour, false},
		"the next call":          {other, 40 * time.Minute, false},
		"another customer":       {theirs, 40 * time.Minute, false},
		"no customer named":      {bare, 40 * time.Minute, true},
	} {
		a, b := Occasion{Call: talk, At: start}, Occasion{Call: tt.note, At: start.Add(tt.after)}
		if got := Same(a, b); got.Same != tt.want || got != Same(b, a) {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got := Same(Occasion{Call: talk}, Occasion{Call: note}); !got.Same {
		t.Errorf("without times: %+v", got)
	}
}
