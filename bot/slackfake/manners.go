package slackfake

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// Manners are what an app did that Slack takes and people shouldn't have to:
// blocks that a screen reader and a notification have no words for, links that
// unfold, mentions of everybody, buttons that sound alike.
func (w *Workspace) Manners() []string {
	var out []string
	for _, e := range w.Log() {
		if e.By != w.BotUser() || e.Message.Subtype == "channel_join" {
			continue
		}
		for _, f := range manners(e) {
			out = append(out, fmt.Sprintf("%s in %s: %s", e.Kind, e.Where(), f))
		}
	}
	return out
}

// manners are the faults of one entry.
func manners(e Entry) (faults []string) {
	m := e.Message
	switch e.Kind {
	case Posted, Updated, Whispered:
		if text := strings.TrimSpace(m.Text); len(m.Blocks) > 0 && !strings.ContainsFunc(text, unicode.IsLetter) && !continues(m) {
			faults = append(faults, fmt.Sprintf("blocks with no words for a notification: %q", text))
		}
		// An answer through a response URL can't say so; it shows to one person.
		if e.Kind == Posted && (m.UnfurlLinks || m.UnfurlMedia) {
			faults = append(faults, fmt.Sprintf("links in it unfold: %.60q", m.Text))
		}
	case ModalShown, HomeShown:
		m = Message{Blocks: e.View.Blocks}
	default:
		return nil
	}
	for _, ping := range m.Pings() {
		if strings.HasPrefix(ping, "!") {
			faults = append(faults, "everybody is pinged: "+ping)
		}
	}
	return append(faults, unheard(m.Blocks)...)
}

// continues tells a later part of a message that was too long for one.
func continues(m Message) bool {
	if m.Metadata == nil {
		return false
	}
	part, _ := m.Metadata.EventPayload["part"].(string)
	return part != "" && part != "1"
}

// unheard are the parts of blocks that somebody who doesn't see them can't
// know of: pictures and signs without words, and buttons that are spoken alike.
func unheard(blocks []map[string]any) (faults []string) {
	spoken := map[string]int{}
	walk(blocks, func(o map[string]any) {
		switch o["type"] {
		case "image":
			if alt, _ := o["alt_text"].(string); strings.TrimSpace(alt) == "" {
				faults = append(faults, "an image that nobody is told of")
			}
		case "button":
			label := plainOf(o["text"])
			if aria, _ := o["accessibility_label"].(string); aria != "" {
				label = aria
			}
			spoken[label]++
		case "section", "header":
			if o["text"] != nil && !strings.ContainsFunc(plainOf(o["text"]), readable) {
				faults = append(faults, fmt.Sprintf("a %s without a word: %q", o["type"], plainOf(o["text"])))
			}
		}
	})
	for _, label := range slices.Sorted(maps.Keys(spoken)) {
		switch {
		case !strings.ContainsFunc(label, readable):
			faults = append(faults, fmt.Sprintf("a button without a word: %q", label))
		case spoken[label] > 1:
			faults = append(faults, fmt.Sprintf("%d buttons are spoken as %q", spoken[label], label))
		}
	}
	return faults
}

func readable(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func plainOf(v any) string {
	o, _ := v.(map[string]any)
	s, _ := o["text"].(string)
	return s
}

// Twice are things that an app posted more than once, by what it wrote into
// the metadata of its messages.
func (w *Workspace) Twice() []string {
	times := map[string]int{}
	for _, e := range w.Log() {
		if e.By == w.BotUser() && e.Kind == Posted && e.Message.Metadata != nil {
			times[fmt.Sprint(e.Message.Metadata.EventPayload)]++
		}
	}
	var out []string
	for _, what := range slices.Sorted(maps.Keys(times)) {
		if times[what] > 1 {
			out = append(out, fmt.Sprintf("%s: %d times", what, times[what]))
		}
	}
	return out
}
