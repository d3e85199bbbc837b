package voice

import (
	"encoding/json"

	"heed/bot/followup"
	"heed/bot/message"
)

// Callbacks of the modals.
const (
	NoteCallback     = "note"
	EditCallback     = "followup.edit"
	CustomerCallback = "call.customer"
	SettingsCallback = "settings"
	WhyCallback      = "why"
)

// NewCustomer is the value of the choice that asks for a name; MaxChoices is
// how many known customers a select offers beside it.
const (
	NewCustomer = "new"
	MaxChoices  = 99
)

// Luggage travels through a modal: what it is about, and which message to
// redraw afterwards (no TS: none can be).
type Luggage struct {
	ID      string `json:"id"`
	Sheet   string `json:"sheet,omitempty"`
	Channel string `json:"channel,omitempty"`
	TS      string `json:"ts,omitempty"`
}

func (l Luggage) pack() string {
	b, _ := json.Marshal(l) // strings only: can't fail
	return string(b)
}

// ReadLuggage unpacks a modal's luggage; ok is false for what is none.
func ReadLuggage(s string) (l Luggage, ok bool) {
	return l, json.Unmarshal([]byte(s), &l) == nil && l.ID != ""
}

// TooLate is said where a form could not be opened in time.
func TooLate() message.Message {
	return Say("I was too slow: Slack opens a form only within three seconds of the click. Nothing is lost. Please click again.")
}

func input(id, label string, e message.Element) message.Block {
	e.Action = id
	return message.Block{Kind: message.Input, ID: id, Label: label, Elements: []message.Element{e}}
}

func optional(b message.Block) message.Block {
	b.Optional = true
	return b
}

func hint(b message.Block, s string) message.Block {
	b.Hint = s
	return b
}

// NoteForm is where a note is typed.
func NoteForm(initial string) message.View {
	return message.View{
		Callback: NoteCallback, Title: "A call note", Submit: "Keep it", Close: "Cancel",
		Blocks: []message.Block{hint(
			input("note", "What happened", message.Element{
				Kind: message.TextArea, Initial: initial, MaxLength: 3000,
				Placeholder: "Call with Northgate, Priya and Tom\nThey need …\nNext steps: - send pricing (me, Fri)",
			}),
			"Start with the customer's name. Their own words in quotation marks are worth most.")},
	}
}

// longestAction is how long a promise may be in its form.
const longestAction = 300

// EditFollowUp changes what was promised and by when.
func EditFollowUp(f followup.FollowUp, from Luggage) message.View {
	v := message.View{Callback: EditCallback, Title: "Edit a promise", Submit: "Save", Close: "Cancel", Private: from.pack()}
	if f.Quote != "" {
		v.Blocks = append(v.Blocks, context("As it was said: ", quoted(f.Quote, 300)))
	}
	hintDue := "Without a date I ask after two working days."
	if !f.Mine() {
		hintDue = "Without a date I don't ask about it."
	}
	v.Blocks = append(v.Blocks,
		input("action", "What was promised", message.Element{Kind: message.TextInput, Initial: Shorten(f.Action, longestAction), MaxLength: longestAction}),
		hint(optional(input("due", "By when", message.Element{Kind: message.DatePicker, Initial: f.Due.String()})), hintDue))
	return v
}

// longestCustomer is how long a new customer's name may be.
const longestCustomer = 100

// PickCustomer asks which customer a note is about.
func PickCustomer(call, named string, known []message.Option) message.View {
	v := message.View{Callback: CustomerCallback, Title: "Which customer?", Submit: "Save", Close: "Cancel", Private: Luggage{ID: call}.pack()}
	fresh := optional(input("new", "Or a new one", message.Element{Kind: message.TextInput, MaxLength: longestCustomer}))
	switch {
	case len(known) == 0:
		fresh.Label = "The customer's name"
		if len([]rune(named)) <= longestCustomer {
			fresh.Elements[0].Initial = named
		}
	case named != "":
		// As the field's value, the name would win over the choice above it.
		fresh.Hint = "I read “" + short(named) + "”."
	}
	if len(known) > 0 {
		options := make([]message.Option, 0, len(known))
		for _, o := range known[:min(len(known), MaxChoices)] {
			options = append(options, message.Option{Label: Shorten(o.Label, labelSize), Value: o.Value})
		}
		v.Blocks = append(v.Blocks, optional(input("known", "One I know", message.Element{Kind: message.Select, Options: options})))
	}
	v.Blocks = append(v.Blocks, fresh)
	return v
}

func forDays(n int) string {
	if n == 0 {
		return "until somebody deletes them"
	}
	return "for " + plural(n, "day")
}
