package analyze

import (
	"slices"
	"strings"
	"testing"
)

// TestTryLines: every sort of cue has its questions, and every question a
// frame that leads to it.
func TestTryLines(t *testing.T) {
	reached := map[string]bool{"pain:noun": true, "worry:noun": true, "timing:noun": true, "decision:who": true, "personal:who": true}
	for _, section := range frameOrder() {
		if name, ok := strings.CutPrefix(section, "frame:"); ok {
			reached[name] = true
			if len(tryLines()[name]) == 0 {
				t.Errorf("[%s] has no questions", section)
			}
		}
	}
	for _, kind := range cueKinds {
		if kind == "praise" {
			continue
		}
		reached[kind+":bare"] = true
		if len(tryLines()[kind+":bare"]) < 2 {
			t.Errorf("%s: too few questions to offer", kind)
		}
	}
	for section, lines := range tryLines() {
		kind, rest, _ := strings.Cut(section, ":")
		if slices.Contains(cueKinds, kind) && !reached[section] {
			t.Errorf("[%s]: no frame leads to it", section)
		}
		for _, line := range lines {
			if !strings.HasSuffix(line, "?") || strings.Contains(line, "{noun}") != (rest == "noun" || rest == "who") {
				t.Errorf("[%s] %q", section, line)
			}
		}
	}
}

// TestForCue: the question is made for the cue: its noun, its person, its
// sort.
func TestForCue(t *testing.T) {
	for _, test := range []struct{ kind, said, section, noun string }{
		{"worry", "I'm nervous about the winter timetable.", "worry:noun", "the winter timetable"},
		{"worry", "We're worried about fines.", "worry:noun", "fines"},
		{"worry", "I'm scared of it, honestly.", "worry:bare", ""},
		{"worry", "My skippers think that the cameras are for spying on them.", "worry:others", ""},
		{"worry", "What if the ramp gets stuck again?", "worry:if", ""},
		{"worry", "The inspector has been in twice.", "worry:outside", ""},
		{"pain", "Our ticket printer jams every weekend.", "pain:noun", "your ticket printer"},
		{"pain", "I'm drowning, to be honest.", "pain:overload", ""},
		{"pain", "We lost three skippers in spring.", "pain:people_left", ""},
		{"pain", "Petra types every booking by hand.", "pain:hands", ""},
		{"pain", "Only he knows where the valves are.", "pain:one_person", ""},
		{"pain", "I'm two short on Mondays.", "pain:understaffed", ""},
		{"pain", "Last summer the second boat stood for a month.", "pain:time", ""},
		{"objection", "We tried an app before and nobody used it.", "objection:tried", ""},
		{"objection", "I've got six logins already.", "objection:another", ""},
		{"objection", "That's double what we pay.", "objection:price", ""},
		{"decision", "My brother has to sign it as well.", "decision:who", "your brother"},
		{"decision", "The board's finance people want to look at it.", "decision:group", ""},
		{"decision", "My sister-in-law has to agree to that.", "decision:who", "your sister-in-law"},
		{"decision", "Our treasurer is nearly ninety.", "told", ""},
		{"personal", "If my mother likes the cloth, we'll talk.", "decision:who", "your mother"},
		{"personal", "She's going on maternity leave in the autumn.", "personal:expecting", ""},
		{"personal", "One of the tenants stayed with her daughter.", "personal:bare", ""},
		{"worry", "My worry is the drivers' phones.", "worry:bare", ""},
		{"pain", "The surcharge alone was nine thousand.", "pain:noun", "the surcharge"},
		{"pain", "The crates get left in the corridor.", "pain:bare", ""},
		{"pain", "We had forty coats left at the end of it.", "pain:bare", ""},
		{"pain", "My assistant left in June.", "pain:people_left", ""},
		{"pain", "We've got nobody in the yard who can read a drawing.", "pain:understaffed", ""},
		{"pain", "I don't know where I'd find the hours.", "pain:overload", ""},
		{"pain", "I don't know who to ring.", "pain:unseen", ""},
		{"pain", "The last company took the deposit and vanished.", "pain:burned", ""},
		{"pain", "Our water bill doubled in a year.", "pain:rise", ""},
		{"timing", "They cut the budget in May.", "timing:past", ""},
		{"timing", "It has to be in by Wednesday noon.", "timing:deadline", ""},
		{"timing", "So in October one of our clerks paid a stranger.", "timing:past", ""},
		{"objection", "That's more than I was expecting.", "objection:price", ""},
		{"pain", "A trainee looked at May and found nine mistakes.", "pain:bare", ""},
		{"worry", "I'm scared that somebody goes without treatment and dies.", "worry:bare", ""},
		{"standard", "Half our owners speak Portuguese.", "standard:bare", ""},
		{"standard", "It has to be back within two hours.", "standard:number", ""},
		{"goal", "I want bigger buttons for the pickers.", "goal:bare", ""},
		{"decision", "Anything over two grand goes to group finance.", "decision:threshold", ""},
		{"timing", "The audit is in July.", "timing:noun", "the audit"},
		{"timing", "The lease runs out in May.", "timing:contract", ""},
		{"standard", "It's obligatory, the port demands it.", "standard:rule", ""},
		{"goal", "I'd like to go home at six for once.", "goal:life", ""},
		{"personal", "My daughter plays for the county.", "personal:who", "your daughter"},
		{"personal", "My back surgery is on Friday.", "personal:health", ""},
		{"personal", "My uncle passed away.", "personal:loss", ""},
	} {
		d := talkOf(t, "Mo: "+test.said)
		d.label()
		var a asker
		got := a.forCue(cue{Kind: test.kind}, &d.Sentences[0])
		found := slices.ContainsFunc(tryLines()[test.section], func(line string) bool {
			return got == strings.ReplaceAll(line, "{noun}", test.noun)
		})
		if !found {
			t.Errorf("%s %q: %q is none of [%s] with %q", test.kind, test.said, got, test.section, test.noun)
		}
	}
}

// TestNoNoun: what would read badly in a question is left out of it.
func TestNoNoun(t *testing.T) {
	for _, said := range []string{
		"I never learnt to type so all these new screens worry me somewhat.",
		"That's the whole problem.",
		"My crew are tired of it.",
		"The day before, it broke.",
		"I'm nervous about touching anything.",
	} {
		d := talkOf(t, "Mo: "+said)
		d.label()
		if s := &d.Sentences[0]; s.subject() != "" || s.feared() != "" {
			t.Errorf("%q: %q %q", said, s.subject(), s.feared())
		}
	}
}
