package call

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
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
