package analyze

import (
	"slices"
	"strings"
	"testing"
)

// TestTryLines: every sort of cue has its questions, and every question a
// frame that leads to it.
func TestTryLines(t *testing.T) {
	reached := map[string]bool{"pain:noun": true, "worry:noun": true, "timing:noun": true, "decision:who": true, "personal:who": true, "personal:thinks:who": true, "when:noun": true, "worry:doing:noun": true, "personal:hobby:who": true}
	for _, section := range frameOrder() {
		if name, ok := strings.CutPrefix(section, "frame:"); ok {
			reached[name] = true
			if strings.HasPrefix(section, isKind) || strings.HasPrefix(name, "told:") || name == "personal:thinks" || name == "personal:hobby" {
				continue // no sort, or asked about with who it is
			}
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
		kind, _, _ := strings.Cut(section, ":")
		if slices.Contains(cueKinds, kind) && !reached[section] {
			t.Errorf("[%s]: no frame leads to it", section)
		}
		for _, line := range lines {
			if !strings.HasSuffix(line, "?") || strings.Contains(line, "{noun}") != (strings.HasSuffix(section, ":noun") || strings.HasSuffix(section, ":who")) {
				t.Errorf("[%s] %q", section, line)
			}
		}
	}
}

// TestForCue reads testdata/tries.txt: the question is made for the cue, its
// noun, its person, its sort.
func TestForCue(t *testing.T) {
	for _, line := range testLines(t, "testdata/tries.txt") {
		said, want, _ := strings.Cut(line, " => ")
		kind, said, _ := strings.Cut(said, ": ")
		section, noun, _ := strings.Cut(want, " ")
		d := talkOf(t, "Mo: "+said)
		d.label()
		var a asker
		got := a.forCue(cue{Kind: kind}, &d.Sentences[0])
		found := slices.ContainsFunc(tryLines()[section], func(line string) bool {
			return got == strings.NewReplacer("{noun}", noun, "{said}", brief(d.Sentences[0].Text)).Replace(line)
		})
		if !found {
			t.Errorf("%s: %s => %s %s: %q", kind, said, section, noun, got)
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

// TestBrief: what is said back is what they would know again, and ends where a
// clause does.
func TestBrief(t *testing.T) {
	for said, want := range map[string]string{
		"Well, the crane is slow, so, thanks.": "the crane is slow",
		"No money came in all winter.":         "No money came in all winter",
		"Look at the ramp [laughs], it bends.": "Look at the ramp, it bends",
		"My aunt does the books and my cousin does the driving, and if they fall out nothing leaves the yard": "My aunt does the books and my cousin does the driving",
		"it's my sister who says yes or no she's never come to one of these calls so far":                     "it's my sister who says yes or no …",
		"we send the same sheet to nine parishes every single month and then the boss and":                    "we send the same sheet to nine parishes every single month …",
		"": "",
	} {
		if got := brief(said); got != want {
			t.Errorf("%q: %q, not %q", said, got, want)
		}
	}
}
