package voice

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"heed/bot/followup"
	"heed/bot/message"
)

// Callbacks of the modals.
const (
	NoteCallback     = "note"
	EditCallback     = "followup.edit"
	CustomerCallback = "call.customer"
	SettingsCallback = "settings"
	HoursCallback    = "hours"
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

// Settings of a workspace, as its form shows them.
type Settings struct {
	Companies []string
	Recorders []string
	DigestTo  string
	Weekday   time.Weekday
	Hour      int
	Zone      string
	DayFirst  bool
	Holidays  []string
	KeepTexts int  // days; 0 is for ever
	KeepCalls int  // the same
	Admin     bool // may change the two
}

// SettingsForm edits the workspace's settings.
func SettingsForm(s Settings) message.View {
	days := make([]message.Option, 7)
	for i := range days {
		d := time.Weekday((i + 1) % 7)
		days[i] = message.Option{Label: d.String(), Value: fmt.Sprint(int(d))}
	}
	hours := make([]message.Option, 24)
	for h := range hours {
		hours[h] = message.Option{Label: fmt.Sprintf("%02d:00", h), Value: fmt.Sprint(h)}
	}
	order := "mdy"
	if s.DayFirst {
		order = "dmy"
	}
	v := message.View{
		Callback: SettingsCallback, Title: "Settings", Submit: "Save", Close: "Cancel",
		Blocks: []message.Block{
			hint(optional(input("companies", "What our company and products are called", message.Element{Kind: message.TextInput, Initial: strings.Join(s.Companies, ", "), MaxLength: 300})), "Separated by commas. This is how I tell talk about us from talk about them."),
			hint(optional(input("channel", "Weekly digest goes to", message.Element{Kind: message.ChannelPick, Initial: s.DigestTo})), "Invite me there first. Without a channel there is no digest."),
			input("weekday", "On", message.Element{Kind: message.Select, Options: days, Initial: fmt.Sprint(int(s.Weekday))}),
			input("hour", "At", message.Element{Kind: message.Select, Options: hours, Initial: fmt.Sprint(s.Hour)}),
			hint(input("zone", "Time zone", message.Element{Kind: message.TextInput, Initial: s.Zone, MaxLength: 60}), "For example Europe/London"),
			input("dates", "3/4 is", message.Element{Kind: message.Select, Initial: order, Options: []message.Option{{Label: "the 4th of March", Value: "mdy"}, {Label: "the 3rd of April", Value: "dmy"}}}),
			hint(optional(input("holidays", "Holidays of everybody", message.Element{Kind: message.TextArea, Initial: strings.Join(s.Holidays, "\n"), MaxLength: 2000, Placeholder: "25 Dec\nGood Friday\n2026-12-28\n24 Dec to 1 Jan"})), "One a line. No reminders on these days. Your own days off: /heed hours."),
			hint(optional(input("recorders", "Recorder bots to read", message.Element{Kind: message.TextInput, Initial: strings.Join(s.Recorders, ", "), MaxLength: 300})), "Their bot ids (B…), separated by commas. I read them only in channels that I read anyway."),
		},
	}
	v.Blocks = append(append(v.Blocks, s.retention()...), namesButton())
	return v
}

// retention asks for how long things are kept, or says so to who may not
// change it.
func (s Settings) retention() []message.Block {
	if !s.Admin {
		return []message.Block{context("Texts of calls are kept " + forDays(s.KeepTexts) + "; what was learnt from them, " + forDays(s.KeepCalls) + ". An admin of the workspace can change that here.")}
	}
	days := func(id, label string, n int) message.Block {
		return input(id, label, message.Element{Kind: message.TextInput, Initial: fmt.Sprint(n), MaxLength: 4})
	}
	return []message.Block{
		hint(days("keep_texts", "Keep the texts of calls for how many days", s.KeepTexts), "0 keeps them. Without its text a call can't be read again; facts and promises stay."),
		hint(days("keep_calls", "Keep calls and what came of them for how many days", s.KeepCalls), "0 keeps them. After that, facts that were heard in newer calls stay, the rest goes."),
	}
}

func forDays(n int) string {
	if n == 0 {
		return "until somebody deletes them"
	}
	return "for " + plural(n, "day")
}

// SettingsButton opens the settings where a modal can't be opened at once.
func SettingsButton() message.Message {
	return message.Message{Blocks: []message.Block{section("Company names and the weekly digest, for the whole workspace:"), actions(button("Open settings", "settings.open", "open"))}}
}
