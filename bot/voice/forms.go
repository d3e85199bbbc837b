package voice

import (
	"encoding/json"
	"fmt"
	"sort"
	"strings"
	"time"

	"heed/bot/analyze"
	"heed/bot/followup"
	"heed/bot/message"
	"heed/bot/when"
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

// EditFollowUp changes what was promised and by when.
func EditFollowUp(f followup.FollowUp, from Luggage) message.View {
	return message.View{
		Callback: EditCallback, Title: "Edit a promise", Submit: "Save", Close: "Cancel", Private: from.pack(),
		Blocks: []message.Block{
			{Kind: message.Context, Text: message.Join("From the note: ", quoted(f.Quote, 300))},
			input("action", "What was promised", message.Element{Kind: message.TextInput, Initial: Shorten(f.Action, 140), MaxLength: 150}),
			hint(optional(input("due", "By when", message.Element{Kind: message.DatePicker, Initial: f.Due.String()})), "Without a date I ask after two working days."),
		},
	}
}

// PickCustomer asks which customer a note is about.
func PickCustomer(call, named string, known []message.Option) message.View {
	v := message.View{Callback: CustomerCallback, Title: "Which customer?", Submit: "Save", Close: "Cancel", Private: Luggage{ID: call}.pack()}
	if len(known) > 0 {
		v.Blocks = append(v.Blocks, optional(input("known", "One I know", message.Element{Kind: message.Select, Options: known})))
	}
	v.Blocks = append(v.Blocks, optional(input("new", "Or a new one", message.Element{Kind: message.TextInput, Initial: named, MaxLength: 100})))
	if len(known) > 0 && named != "" {
		// A name in the second field would win over the choice above.
		v.Blocks[1].Elements[0].Initial = ""
		v.Blocks[1].Hint = "The note says “" + Shorten(named, 60) + "”."
	}
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
	return message.View{
		Callback: SettingsCallback, Title: "Settings", Submit: "Save", Close: "Cancel",
		Blocks: []message.Block{
			hint(optional(input("companies", "What our company and products are called", message.Element{Kind: message.TextInput, Initial: strings.Join(s.Companies, ", "), MaxLength: 300})), "Separated by commas. Tells talk about us from talk about them."),
			hint(optional(input("channel", "Weekly digest goes to", message.Element{Kind: message.ChannelPick, Initial: s.DigestTo})), "Invite me there first. Empty: no digest."),
			input("weekday", "On", message.Element{Kind: message.Select, Options: days, Initial: fmt.Sprint(int(s.Weekday))}),
			input("hour", "At", message.Element{Kind: message.Select, Options: hours, Initial: fmt.Sprint(s.Hour)}),
			hint(input("zone", "Time zone", message.Element{Kind: message.TextInput, Initial: s.Zone, MaxLength: 60}), "For example Europe/London"),
			input("dates", "3/4 is", message.Element{Kind: message.Select, Initial: order, Options: []message.Option{{Label: "the 4th of March", Value: "mdy"}, {Label: "the 3rd of April", Value: "dmy"}}}),
			hint(optional(input("recorders", "Recorder bots to read", message.Element{Kind: message.TextInput, Initial: strings.Join(s.Recorders, ", "), MaxLength: 300})), "Their bot ids (B…), separated by commas. Only in watched channels."),
		},
	}
}

// SettingsButton opens the settings where a modal can't be opened at once.
func SettingsButton() message.Message {
	return message.Message{Blocks: []message.Block{section("The workspace's settings:"), actions(button("Open settings", "settings.open", "open"))}}
}

// Why explains a call's findings: what was seen, the counts behind it, and
// where the rule comes from.
func Why(praise, try *analyze.Finding, held []analyze.HeldBack) message.View {
	v := message.View{Callback: WhyCallback, Title: "Why?", Close: "Close"}
	for _, f := range []*analyze.Finding{praise, try} {
		if f == nil {
			continue
		}
		parts := []any{message.B(f.Why)}
		if f.Quote != "" {
			parts = append(parts, "\n", who(f.Who), quoted(f.Quote, 400))
		}
		if f.Answer != "" {
			parts = append(parts, "\nThen: ", quoted(f.Answer, 400))
		}
		parts = append(parts, "\nRule: "+f.Rule)
		if s := counts(f.Counts); s != "" {
			parts = append(parts, "\nCounts: "+s)
		}
		if f.Source != "" {
			parts = append(parts, "\nSource: "+f.Source)
		}
		v.Blocks = append(v.Blocks, section(parts...), message.Block{Kind: message.Divider})
	}
	for _, h := range held {
		v.Blocks = append(v.Blocks, context("Held back: "+strings.ReplaceAll(h.Measure, "_", " ")+" ("+h.Why+")"))
	}
	v.Blocks = append(v.Blocks, context("Fixed rules over the text; the same text gives the same advice. Never meant for judging people."))
	return v
}

func who(name string) string {
	if name == "" {
		return ""
	}
	return name + ": "
}

func counts(c map[string]int) string {
	keys := make([]string, 0, len(c))
	for k := range c {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for i, k := range keys {
		keys[i] = fmt.Sprintf("%s %d", strings.ReplaceAll(k, "_", " "), c[k])
	}
	return strings.Join(keys, ", ")
}

// Home is the Home tab: one's own follow-ups.
func Home(fs []followup.FollowUp, customers map[string]string, today when.Date) message.View {
	v := message.View{Home: true, Blocks: []message.Block{section(message.B("Your promises"))}}
	if len(fs) == 0 {
		v.Blocks = append(v.Blocks, section("Nothing open. Send me a call note here as a direct message, or post it in a channel I read; promises show up by themselves."))
	} else {
		v.Blocks = append(v.Blocks, followUpBlocks(fs, customers, "home", today)...)
	}
	v.Blocks = append(v.Blocks, message.Block{Kind: message.Divider}, context("Only you see this. ", Code("/heed help"), " shows what else I can do."))
	return v
}
