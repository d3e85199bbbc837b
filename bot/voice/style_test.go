package voice

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"heed/bot/message"
)

// texts are all texts of a scene that a person reads, whatever they stand in.
func (s scene) texts() []string {
	var out []string
	blocks := []message.Block(nil)
	if s.view != nil {
		out = append(out, s.view.Title, s.view.Submit, s.view.Close)
		blocks = s.view.Blocks
	} else {
		out = append(out, s.message.Fallback())
		blocks = s.message.Blocks
	}
	for _, b := range blocks {
		out = append(out, strings.Split(b.Text.String(), "\n")...)
		out = append(out, b.Label, b.Hint)
		for _, e := range elements(b) {
			out = append(out, e.Label, e.Placeholder, e.Aria)
			for _, o := range e.Options {
				out = append(out, o.Label)
			}
		}
		if b.Chart != nil {
			out = append(out, b.Chart.Title)
		}
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

func elements(b message.Block) []message.Element {
	out := slices.Clone(b.Elements)
	if b.Accessory != nil {
		out = append(out, *b.Accessory)
	}
	return out
}

// faults are what no message says, in any state.
var faults = map[string]*regexp.Regexp{
	"a wrong plural":            regexp.MustCompile(`\b1 (lines|calls|promises|things|facts|questions|days|weeks|words|minutes)\b|\bdaies\b|\b1 were\b`),
	"a count of nothing":        regexp.MustCompile(`\b0 (lines?|calls?|promises?|things?|facts?|questions?|days?|weeks?)\b`),
	"two spaces":                regexp.MustCompile(`  `),
	"a space before a stop":     regexp.MustCompile(` [.,;:!](\s|$)`),
	"two stops":                 regexp.MustCompile(`[.,;:!?…][.,;:!]`),
	"an exclamation mark":       regexp.MustCompile(`!`),
	"a number too exact":        regexp.MustCompile(`\d\.\d+ ?%|\b\d*[1-46-9] %`),
	"a verb of fmt":             regexp.MustCompile(`%!|%[dsvq]`),
	"a key of a table":          regexp.MustCompile(`[a-z]_[a-z]`),
	"an empty quotation":        regexp.MustCompile(`“”|“ |‘’| ”`),
	"doubled quotation marks":   regexp.MustCompile(`““|””|"”|“"`),
	"a word for people's worth": regexp.MustCompile(`(?i)\b(score|rank|grade|excellent|amazing|awesome|poor|bad|weak|leverage|synergy|opportunity)\b`),
	"English of one side only":  regexp.MustCompile(`(?i)\b(color|favour|organis|organiz|analyz)`),
}

func TestNoFaults(t *testing.T) {
	for _, s := range usual.scenes() {
		for _, text := range s.texts() {
			for fault, re := range faults {
				if fault == "a key of a table" && strings.Contains(text, "The rule of") {
					continue
				}
				if m := re.FindString(text); m != "" {
					t.Errorf("%s, %s: %s (%q) in %q", s.file, s.name, fault, m, text)
				}
			}
			if strings.TrimSpace(text) != text {
				t.Errorf("%s, %s: space around %q", s.file, s.name, text)
			}
		}
	}
}

// pictures are signs that only eyes can read; ✓ stands beside its word.
var pictures = regexp.MustCompile(`[\x{2600}-\x{2712}\x{2714}-\x{27BF}\x{1F000}-\x{1FAFF}]|:[a-z_]+:`)

// What is said can be heard: blocks have words for a notification, no picture
// carries a meaning, and no two buttons of a message sound alike.
func TestEverythingCanBeHeard(t *testing.T) {
	for _, s := range usual.scenes() {
		for _, text := range s.texts() {
			if m := pictures.FindString(text); m != "" {
				t.Errorf("%s, %s: %q in %q", s.file, s.name, m, text)
			}
		}
		blocks := []message.Block(nil)
		if s.message != nil {
			blocks = s.message.Blocks
			if f := s.message.Fallback(); len(strings.Fields(f)) < 2 {
				t.Errorf("%s, %s: a notification says %q", s.file, s.name, f)
			}
		} else {
			blocks = s.view.Blocks
		}
		heard := map[string]string{}
		for _, b := range blocks {
			for _, e := range elements(b) {
				if e.Kind != message.Button {
					continue
				}
				label := e.Aria
				if label == "" {
					label = e.Label
				}
				sameName := s.name == "which of many customers" // several may have one
				if other, ok := heard[label]; ok && other != e.Action+e.Value && !sameName {
					t.Errorf("%s, %s: two buttons are heard as %q", s.file, s.name, label)
				}
				heard[label] = e.Action + e.Value
			}
		}
	}
}

// A coaching message is read on a phone: little before the first promise.
func TestFeedbackIsShort(t *testing.T) {
	for _, s := range append(usual.feedbackScenes(), usual.noteScenes()...) {
		words := 0
		for _, b := range s.message.Blocks {
			if b.Kind == message.Divider { // below a welcome, which comes once
				words = 0
			}
			if b.Text.String() == "Promised" {
				break
			}
			words += len(strings.Fields(b.Text.String()))
		}
		if words > 110 {
			t.Errorf("%s: %d words before the promises", s.name, words)
		}
		if n := len(strings.Fields(s.message.Text.String())); n > 12 {
			t.Errorf("%s: a notification of %d words", s.name, n)
		}
	}
}

// What a locked screen shows tells nothing of what was said.
func TestNotificationsQuoteNothing(t *testing.T) {
	for _, s := range append(usual.feedbackScenes(), usual.noteScenes()...) {
		if text := s.message.Text.String(); strings.ContainsAny(text, quotationMarks) || strings.Contains(text, usual.priya) {
			t.Errorf("%s: %q", s.name, text)
		}
	}
}

// Slack's limits, from its reference for Block Kit.
const (
	maxBlocks, maxViewBlocks = 50, 100
	maxSection, maxContext   = 3000, 2000
	maxLabel, maxOption      = 75, 75
	maxOptionValue, maxValue = 150, 2000
	maxOptions, maxOverflow  = 100, 5
	maxElements, maxTitle    = 25, 24
	maxPlaceholder           = 150
	maxPrivate, maxInput     = 3000, 3000
)

// Whatever people wrote, what is said fits Slack, uncut by it.
func TestEverythingFits(t *testing.T) {
	for _, p := range []people{usual, huge} {
		for _, s := range p.scenes() {
			t.Run(s.file+"/"+s.name, func(t *testing.T) {
				if s.view != nil {
					fitView(t, s.view)
					fitBlocks(t, s.view.Blocks, maxViewBlocks)
				} else {
					fits(t, "notification", s.message.Text.String(), maxSection)
					fitBlocks(t, s.message.Blocks, maxBlocks)
				}
			})
		}
	}
}

func fits(t *testing.T, what, s string, limit int) {
	t.Helper()
	if n := utf8.RuneCountInString(s); n > limit || !utf8.ValidString(s) {
		t.Errorf("%s of %d characters, Slack takes %d: %.60q", what, n, limit, s)
	}
}

func fitView(t *testing.T, v *message.View) {
	t.Helper()
	for _, s := range []string{v.Title, v.Submit, v.Close} {
		fits(t, "title", s, maxTitle)
	}
	fits(t, "luggage", v.Private, maxPrivate)
	if v.Home != (v.Title == "") || v.Home != (v.Callback == "") {
		t.Errorf("home %v with title %q and callback %q", v.Home, v.Title, v.Callback)
	}
}

func fitBlocks(t *testing.T, blocks []message.Block, most int) {
	t.Helper()
	if len(blocks) == 0 || len(blocks) > most {
		t.Errorf("%d blocks", len(blocks))
	}
	ids := map[string]bool{}
	total := 0
	for _, b := range blocks {
		limit := map[message.BlockKind]int{message.Context: maxContext}[b.Kind]
		if limit == 0 {
			limit = maxSection
		}
		if b.Accessory != nil {
			limit = maxSection * 2 / 3 // where escaping may make it longer
		}
		text := b.Text.String()
		fits(t, string(b.Kind), text, limit)
		total += utf8.RuneCountInString(text)
		if (b.Kind == message.Section || b.Kind == message.Context) && strings.TrimSpace(text) == "" {
			t.Error("a block without text")
		}
		if b.Kind == message.Input && (b.ID == "" || ids[b.ID] || len(b.Elements) != 1 || b.Label == "") {
			t.Errorf("input %+v", b)
		}
		ids[b.ID] = true
		if len(b.Elements) > maxElements {
			t.Errorf("%d elements", len(b.Elements))
		}
		for _, e := range elements(b) {
			fitElement(t, e)
		}
	}
	if most == maxBlocks && total > 9000 {
		t.Errorf("%d characters would be sent as two messages", total)
	}
}

func fitElement(t *testing.T, e message.Element) {
	t.Helper()
	fits(t, "label", e.Label, maxLabel)
	fits(t, "spoken label", e.Aria, maxLabel)
	fits(t, "placeholder", e.Placeholder, maxPlaceholder)
	fits(t, "value", e.Value, maxValue)
	if e.Action == "" {
		t.Errorf("nothing happens on %+v", e)
	}
	if e.Kind == message.TextInput || e.Kind == message.TextArea {
		limit := e.MaxLength
		if limit == 0 || limit > maxInput {
			t.Errorf("a field of %d characters", limit)
		}
		fits(t, "field", e.Initial, limit)
	}
	most := maxOptions
	if e.Kind == message.Overflow {
		most = maxOverflow
	}
	if len(e.Options) > most || (e.Kind == message.Overflow || e.Kind == message.Select) && len(e.Options) == 0 {
		t.Errorf("%d options", len(e.Options))
	}
	for _, o := range e.Options {
		fits(t, "option", o.Label, maxOption)
		fits(t, "option's value", o.Value, maxOptionValue)
		if o.Label == "" || o.Value == "" {
			t.Errorf("option %+v", o)
		}
	}
}

// Every click is one that bot/coach knows: its area before the dot.
func TestActions(t *testing.T) {
	areas := map[string]bool{}
	for _, s := range usual.scenes() {
		blocks := []message.Block(nil)
		if s.message != nil {
			blocks = s.message.Blocks
		} else if s.view.Home {
			blocks = s.view.Blocks
		}
		for _, b := range blocks {
			used := map[string]bool{}
			for _, e := range elements(b) {
				area, verb, ok := strings.Cut(e.Action, ".")
				if !ok || verb == "" || used[e.Action] {
					t.Errorf("%s, %s: action %q", s.file, s.name, e.Action)
				}
				areas[area], used[e.Action] = true, true
			}
		}
	}
	want := []string{ // one a line, in order
		"ask",
		"call",
		"deed",
		"digest",
		"fact",
		"fit",
		"focus",
		"followup",
		"forget",
		"handover",
		"home",
		"lastnote",
		"names",
		"offer",
		"praise",
		"question",
		"reading",
		"recorder",
		"run",
		"settings",
		"setup",
		"share",
		"sides",
		"story",
		"thresholds",
		"touch",
		"twin",
		"type",
		"unread",
		"watch",
		"week",
	}
	if got := slices.Sorted(maps.Keys(areas)); !slices.Equal(got, want) {
		t.Errorf("areas of actions: %s, want %s", got, want)
	}
}
