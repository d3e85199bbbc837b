package call

import (
	"errors"
	"strings"
	"testing"
)

// TestOtherReading: where a text could be either, Read says so, and reads it
// the other way on demand.
func TestOtherReading(t *testing.T) {
	const talk = "Ana: how do you count?\nTove: by hand, mostly\n"
	for name, tt := range map[string]struct {
		text        string
		kind, other Kind
	}{
		"a long talk":           {strings.Repeat(talk, 4), Transcript, ""},
		"four lines":            {strings.Repeat(talk, 2), Transcript, Note},
		"each name once":        {"Call with Orbis\nTove: counts by hand\nIda: wants two gates\nMarek: signs\n", Note, Transcript},
		"a note":                {"Call with Orbis\n- counts by hand\n- Tove: two gates\n", Note, ""},
		"prose between":         {strings.Repeat(talk+"Then we looked at the yard\nand at the two gates\nof which one is broken\n", 6), Transcript, Note},
		"captions, no question": {"WEBVTT\n\n00:01.000 --> 00:02.000\nAna: hi\n\n00:03.000 --> 00:04.000\nTove: hi\n", Transcript, ""},
	} {
		c, err := Read(Input{Data: []byte(tt.text)})
		if err != nil {
			t.Fatal(err)
		}
		if c.Kind != tt.kind || c.Alternative != tt.other || c.Reading == "" {
			t.Errorf("%s: %s (%s), or %q", name, c.Kind, c.Reading, c.Alternative)
		}
		if tt.other == "" {
			continue
		}
		again, err := Read(Input{Data: []byte(tt.text), As: tt.other})
		if err != nil || again.Kind != tt.other {
			t.Errorf("%s, read the other way: %+v, %v", name, again, err)
		} else if problem := broken(again); problem != "" {
			t.Errorf("%s, read the other way: %s", name, problem)
		}
	}
}

// TestAsked: what a person says a text is counts where the text allows it.
func TestAsked(t *testing.T) {
	var u *Unreadable
	if _, err := Read(Input{Data: []byte("Orbis\n- two gates\n"), As: Transcript}); !errors.As(err, &u) || u.Alternative != Note {
		t.Errorf("a transcript without speakers: %v", err)
	}
	const summary = "Call with Orbis\n- two gates\n\nAI-generated content may be incorrect\n"
	if _, err := Read(Input{Data: []byte(summary)}); !errors.As(err, &u) || u.Alternative != Note {
		t.Errorf("a summary: %v", err)
	}
	if c, err := Read(Input{Data: []byte(summary), As: Note}); err != nil || c.Kind != Note {
		t.Errorf("a summary that is a note: %v", err)
	}
	const captions = "WEBVTT\n\n00:01.000 --> 00:02.000\nAna: hi\n\n00:03.000 --> 00:04.000\nTove: hi\n"
	if c, err := Read(Input{Data: []byte(captions), As: Note}); err != nil || c.Kind != Transcript {
		t.Errorf("captions are never a note: %v", err)
	}
}

func TestAliases(t *testing.T) {
	const talk = "Speaker 1: how do you count?\nRadio: eight o'clock, the news\nSpeaker 1: go on\nSpeaker 2: by hand\nRadio: and now the weather\n"
	c, err := Read(Input{Data: []byte(talk + talk), Aliases: map[string]Alias{
		"speaker 1 ": {Side: Rep, User: "U1"},
		"Speaker 2":  {Side: Customer},
		"Radio":      {Absent: true},
	}})
	if err != nil {
		t.Fatal(err)
	}
	want := `transcript plain customer="" title=""
  Speaker 1: rep, 12 words, 0.00 s
  Speaker 2: customer, 4 words, 0.00 s
?-? Speaker 1: how do you count? go on
?-? Speaker 2: by hand
?-? Speaker 1: how do you count? go on
?-? Speaker 2: by hand
`
	if got := dump(c, nil); got != want {
		t.Errorf("got:\n%s", got)
	}
	if s := c.Speakers[0]; s.User != "U1" || !s.Generic {
		t.Errorf("%+v", s)
	}
}

func TestExcerpts(t *testing.T) {
	talk := "Speaker 1: Hi.\nSpeaker 2: Hello, this is Priya from the yard in Hull.\nSpeaker 1: Right.\n" +
		strings.Repeat("Speaker 2: Mm.\nSpeaker 1: And what happens with the crates that nobody has counted by the evening, do you leave them in the yard over night or do they go back in? I'd guess some of them get wet.\n", 5) +
		"Speaker 2: We leave ours outside, under the roof.\nSpeaker 1: Ok.\n"
	c, err := Read(Input{Data: []byte(talk)})
	if err != nil {
		t.Fatal(err)
	}
	got := c.Excerpts(1, 2)
	if len(got) != 2 || got[0].Text != "Hello, this is Priya from the yard in Hull." || got[1].Text != "We leave ours outside, under the roof." {
		t.Errorf("got %+v", got)
	}
	for _, e := range c.Excerpts(0, 3) {
		if len(e.Text) > excerptBytes || !strings.HasPrefix(c.Turns[e.Turn].Text, strings.TrimSuffix(e.Text, "…")) {
			t.Errorf("got %+v", e)
		}
	}
	if got := c.Excerpts(1, 100); len(got) != 7 {
		t.Errorf("%d excerpts of 7 turns", len(got))
	}
}
