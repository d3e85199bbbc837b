package coach

import "testing"

// What says nothing but that somebody is away is no answer about promises, and
// what only looks like it is none.
func TestAbsence(t *testing.T) {
	for text, want := range map[string]string{
		"on holiday until 3 Dec":           "until 3 Dec",
		"I'm on leave next week":           "next week",
		"I'm off next week":                "next week",
		"i am off tomorrow":                "tomorrow",
		"I'll be off work until Monday":    "until Monday",
		"I'm not in on Friday":             "on Friday",
		"I'm taking next week off":         "next week",
		"taking Friday off":                "Friday",
		"I have tomorrow off":              "tomorrow",
		"I'm back":                         "back",
		"I'm off":                          "no",
		"I'm off to see Priya":             "no",
		"I'm off the call":                 "no",
		"I'm not in the mood":              "no",
		"have the pricing off":             "no",
		"am I off next week?":              "no",
		"take the edge off":                "no",
		"the pricing is off until Monday":  "no",
		"I'm not sure about Monday":        "no",
		"Priya is off next week":           "no",
		"done, and I'm off until Thursday": "no",
	} {
		got, ok := absence(text, tuesday)
		if !ok {
			got = "no"
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
