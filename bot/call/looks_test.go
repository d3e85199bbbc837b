package call

import (
	"strings"
	"testing"
)

func TestLooksLikeNote(t *testing.T) {
	for _, text := range []string{
		"Call with Orbis Pumps\nwants seals",
		"call w/ Dora (Orbis)",
		"*Notes:* Orbis",
		"Meeting mit Orbis",
		"Log a Call\nSubject: Call",
		"Next steps: quote by Friday",
		"## Pain\nseals\n## Budget\n9k",
		"&gt; seals again\nPain: seals\n• three a week",
		strings.Repeat("word ", 25),
	} {
		if reason, ok := LooksLikeNote(text); !ok || reason == "" {
			t.Errorf("%q is not taken for a note", text)
		}
	}
	for _, text := range []string{
		"", "ok", "thanks!", "on my way, call me when you're in",
		"who can take the call with", "lunch at 12?", strings.Repeat("word ", 24),
		"see https://a.example/call-with-orbis", ":tada: :tada: :tada:",
		"- milk\n- eggs",
	} {
		if reason, ok := LooksLikeNote(text); ok {
			t.Errorf("%q is taken for a note: %s", text, reason)
		}
	}
}
