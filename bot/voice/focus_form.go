package voice

import (
	"fmt"

	"heed/bot/message"
)

// FocusCallback is the form in which a rep chooses what to practise.
const FocusCallback = "focus"

// NoFocus is the choice of none, also by Heed; anyFocus is what the form's
// luggage says where nothing was chosen either way.
const (
	NoFocus  = "none"
	anyFocus = "open"
)

// FocusForm asks what to practise for three calls; sheet is where it was
// opened.
func FocusForm(m Me, sheet string) message.View {
	now := m.Focus
	if now == "" {
		now = map[bool]string{true: NoFocus, false: anyFocus}[m.Off]
	}
	e := message.Element{Kind: message.Select, Placeholder: "Choose", Initial: now}
	parts := []any{}
	for i, key := range m.Choices {
		name := upperFirst(say("focus", key))
		e.Options = append(e.Options, message.Option{Label: Shorten(name, labelSize), Value: key})
		parts = append(parts, map[bool]string{true: "\n"}[i > 0], message.B(name+"."), " "+say("focus how", key))
	}
	e.Options = append(e.Options, message.Option{Label: "Nothing, and suggest nothing", Value: NoFocus})
	return message.View{
		Callback: FocusCallback, Title: "What to practise", Submit: "Practise it", Close: "Cancel", Private: Luggage{ID: now, Sheet: sheet}.pack(),
		Blocks: []message.Block{
			hint(input("focus", "One thing, for your next three calls", e), "Then we look back, in counts. Nobody else sees it."),
			section(parts...),
		},
	}
}

// FocusWrong says what is wrong with a choice in that form, "" for nothing.
// now is its luggage's.
func FocusWrong(key, now string) string {
	switch {
	case key == "":
		return "Choose one thing, or “Nothing”."
	case key == now && key == NoFocus:
		return "You have none, and I suggest none. Choose one thing, or close this."
	case key == now:
		return fmt.Sprintf("You practise %s now. Choose something else, or close this.", say("focus", key))
	}
	return ""
}
