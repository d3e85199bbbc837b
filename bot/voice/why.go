package voice

import (
	"fmt"
	"sort"
	"strings"

	"heed/bot/analyze"
	"heed/bot/message"
)

// Why explains a call's findings: what was seen, the counts behind it, what
// they were compared with, and where the rule comes from.
func Why(findings []*analyze.Finding, held []analyze.HeldBack) message.View {
	v := message.View{Callback: WhyCallback, Title: "Why?", Close: "Close"}
	for _, f := range findings {
		if f != nil {
			v.Blocks = append(v.Blocks, explain(f), message.Block{Kind: message.Divider})
		}
	}
	if len(v.Blocks) == 0 {
		v.Blocks = append(v.Blocks, section("There is nothing to explain: I said nothing about this one."))
	}
	for _, line := range heldBack(held) {
		v.Blocks = append(v.Blocks, context(line))
	}
	v.Blocks = append(v.Blocks, context("Fixed rules over the words: the same words get the same advice. It is for you, and never for judging people."))
	return v
}

// AsMessage is a view without fields as a message, for a click that was worked
// on too late to open one.
func AsMessage(v message.View) message.Message {
	return message.Message{Text: message.T("Why I said that."), Blocks: v.Blocks}
}

func explain(f *analyze.Finding) message.Block {
	var parts []any
	if f.Quote != "" {
		parts = append(parts, whoSaid(f.Who), quoted(f.Quote, whySize), "\n")
	}
	parts = append(parts, message.B(stop(Shorten(f.Why, whySize))))
	if f.Answer != "" {
		parts = append(parts, "\nWhat came next: ", quoted(f.Answer, whySize))
	}
	if f.Rule != "" {
		parts = append(parts, "\nRule: "+stop(Shorten(f.Rule, 2*whySize)))
	}
	if s := counts(f.Counts); s != "" {
		parts = append(parts, "\nCounted: "+stop(s))
	}
	if f.Bar != nil {
		parts = append(parts, "\nCompared with: "+Threshold(analyze.LimitOf(f.Bar.Name), f.Bar.Value)+whose(f.Bar.Own))
	}
	if f.Source != "" {
		parts = append(parts, "\nSource: "+stop(Shorten(f.Source, whySize)))
	}
	return section(parts...)
}

func whose(own bool) string {
	if own {
		return ", as your workspace set it."
	}
	return ", Heed's default for this type of call."
}

// whoSaid is a name before a quote; a note's own writer has none.
func whoSaid(name string) string {
	if name == "" || strings.EqualFold(name, "me") {
		return ""
	}
	return short(name) + ": "
}

// counts are numbers after what they count, "about them: 2; about us: 7".
func counts(c map[string]int) string {
	keys := make([]string, 0, len(c))
	for k := range c {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for i, k := range keys {
		keys[i] = fmt.Sprintf("%s: %d", strings.ReplaceAll(k, "_", " "), c[k])
	}
	return strings.Join(keys, "; ")
}
