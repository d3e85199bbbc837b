package story

import (
	"testing"
	"time"
)

var day = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

// TestExample: a like moment, never one's own story, never the same twice.
func TestExample(t *testing.T) {
	part := Story{ID: "Y-1", By: "UANA", About: "UBEN", At: day, Text: "Ben drove the spare part to the harbour on a Sunday, because the crane stood still"}
	calm := Story{ID: "Y-2", By: "UCLEO", About: "UCLEO", At: day.AddDate(0, 0, 1), Kind: "worry", Text: "Sat with their night shift until the migration was through"}
	newer := Story{ID: "Y-3", By: "UCLEO", About: "UCLEO", At: day.AddDate(0, 0, 2), Kind: "worry", Text: "Rang back at six"}
	all := []Story{part, calm, newer}
	for _, c := range []struct {
		name string
		m    Moment
		told []string
		want string
	}{
		{"the same thing", Moment{Kind: "pain", Words: "when the crane stood still we lost the harbour slot", Rep: "UDAN"}, nil, "Y-1"},
		{"the kind of cue", Moment{Kind: "worry", Words: "I'm uneasy about it", Rep: "UDAN"}, nil, "Y-3"},
		{"told before", Moment{Kind: "worry", Words: "I'm uneasy about it", Rep: "UDAN"}, []string{"Y-3"}, "Y-2"},
		{"one's own", Moment{Kind: "worry", Words: "I'm uneasy", Rep: "UCLEO"}, nil, ""},
		{"nothing like it", Moment{Kind: "goal", Words: "we want to double the berths", Rep: "UDAN"}, nil, ""},
		{"about me", Moment{Kind: "pain", Words: "the crane stood still in the harbour", Rep: "UBEN"}, nil, ""},
	} {
		got := ""
		if s := Example(all, c.m, c.told); s != nil {
			got = s.ID
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestForDigest: with consent only, once, the oldest that is not too old.
func TestForDigest(t *testing.T) {
	all := []Story{
		{ID: "old", Consent: Named, At: day.AddDate(0, -6, 0)},
		{ID: "shown", Consent: Named, At: day, Label: "2026-W45"},
		{ID: "wall", Consent: Wall, At: day},
		{ID: "asked", At: day},
		{ID: "of several", Consent: Named, Doubt: Several, At: day},
		{ID: "second", Consent: Unnamed, At: day.AddDate(0, 0, 2)},
		{ID: "first", Consent: Named, At: day.AddDate(0, 0, 1)},
	}
	if s := ForDigest(all, day.AddDate(0, 0, 7)); s == nil || s.ID != "first" {
		t.Errorf("%+v", s)
	}
	if s := ForDigest(all[:5], day.AddDate(0, 0, 7)); s != nil {
		t.Errorf("%+v", s)
	}
}
