// Package message is what Heed says, free of Slack's types: spans of text,
// blocks, modals. Everything is data that survives a trip through JSON, so a
// reply can wait in the outbox.
//
// A Span's text is always plain text from anywhere: the renderer escapes
// every span exactly once, at the last moment, so nothing that a person wrote
// can ping, link or format. Mentions, links and dates exist only as spans of
// their own kind.
//
// What is said in which words is bot/voice's work; how Slack wants it is
// bot/slackbot's.
package message

import (
	"fmt"
	"strings"
	"time"
)

// Style of a span.
type Style string

const (
	Plain  Style = ""
	Bold   Style = "b"
	Italic Style = "i"
	Code   Style = "c"
	Strike Style = "s"
)

// Span is a stretch of text of one style, or one mention, date or link.
type Span struct {
	Text    string     `json:"t,omitempty"` // what is shown; fallback for the kinds below
	Style   Style      `json:"s,omitempty"`
	User    string     `json:"u,omitempty"`  // mention of a person
	Channel string     `json:"ch,omitempty"` // mention of a channel
	URL     string     `json:"l,omitempty"`  // link; Text is its label
	Time    *time.Time `json:"at,omitempty"` // day and time of day, shown in the reader's zone; Text is the fallback
}

// Text is a run of spans.
type Text []Span

// T is plain text.
func T(s string) Text { return Text{{Text: s}} }

// B is bold text.
func B(s string) Text { return Text{{Text: s, Style: Bold}} }

// I is italic text; Heed sets quotes in it.
func I(s string) Text { return Text{{Text: s, Style: Italic}} }

// C is code.
func C(s string) Text { return Text{{Text: s, Style: Code}} }

// User mentions a person.
func User(id string) Text { return Text{{User: id, Text: "@" + id}} }

// Channel mentions a channel.
func Channel(id string) Text { return Text{{Channel: id, Text: "#" + id}} }

// At is a moment, which each reader sees in their own zone; fallback is for
// where that isn't known.
func At(t time.Time, fallback string) Text { return Text{{Time: &t, Text: fallback}} }

// Link is a labelled link.
func Link(label, url string) Text { return Text{{Text: label, URL: url}} }

// Join puts texts one after the other. A part is a Text, a Span or a string;
// anything else is a mistake of the program, and panics.
func Join(parts ...any) Text {
	var out Text
	for _, p := range parts {
		switch p := p.(type) {
		case Text:
			out = append(out, p...)
		case Span:
			out = append(out, p)
		case string:
			if p != "" {
				out = append(out, Span{Text: p})
			}
		default:
			panic(fmt.Sprintf("message: a %T is no text", p))
		}
	}
	return out
}

// String is the text without any styling.
func (t Text) String() string {
	var b strings.Builder
	for _, s := range t {
		b.WriteString(s.Text)
	}
	return b.String()
}

// BlockKind is the kind of a block.
type BlockKind string

const (
	Section BlockKind = "section"
	Quote   BlockKind = "quote" // a section set as a quotation
	Context BlockKind = "context"
	Header  BlockKind = "header"
	Divider BlockKind = "divider"
	Actions BlockKind = "actions"
	Input   BlockKind = "input"
	TableOf BlockKind = "table"
	ChartOf BlockKind = "chart"
)

// Block is one block of a message, a modal or the Home tab.
type Block struct {
	Kind      BlockKind `json:"kind"`
	ID        string    `json:"id,omitempty"` // of an input: the key of its value in Event.Inputs
	Text      Text      `json:"text,omitempty"`
	Elements  []Element `json:"elements,omitempty"`  // of Actions; of Input exactly one
	Accessory *Element  `json:"accessory,omitempty"` // of Section
	Label     string    `json:"label,omitempty"`     // of Input
	Hint      string    `json:"hint,omitempty"`      // of Input
	Optional  bool      `json:"optional,omitempty"`  // of Input
	Table     [][]Text  `json:"table,omitempty"`     // first row: headings
	Chart     *Chart    `json:"chart,omitempty"`
}

// ElementKind is the kind of an interactive element.
type ElementKind string

const (
	Button      ElementKind = "button"
	Select      ElementKind = "select"
	Overflow    ElementKind = "overflow"
	DatePicker  ElementKind = "date"
	TextInput   ElementKind = "text"
	TextArea    ElementKind = "textarea"
	ChannelPick ElementKind = "channel"
	UserPick    ElementKind = "user"

	// Several may be chosen of these; Initial and the value that comes back
	// are joined by commas.
	MultiSelect  ElementKind = "options"
	ChannelsPick ElementKind = "channels"
	UsersPick    ElementKind = "users"
)

// Element is something to click or fill in. Action and Value come back in
// coach.Event.
type Element struct {
	Kind        ElementKind `json:"kind"`
	Action      string      `json:"action"`
	Label       string      `json:"label,omitempty"`
	Value       string      `json:"value,omitempty"`
	Style       string      `json:"style,omitempty"` // primary or danger
	URL         string      `json:"url,omitempty"`
	Options     []Option    `json:"options,omitempty"`
	Initial     string      `json:"initial,omitempty"`
	Placeholder string      `json:"placeholder,omitempty"`
	Confirm     string      `json:"confirm,omitempty"` // asks this before the click counts
	MaxLength   int         `json:"max_length,omitempty"`
	// Aria says what a button does where its label alone does not ("Done:
	// security questionnaire").
	Aria string `json:"aria,omitempty"`
}

// Option of a select or an overflow menu.
type Option struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// Chart is drawn natively where the workspace can; its numbers are also in
// the words around it.
type Chart struct {
	Kind   string   `json:"kind"` // line, bar, area, pie
	Title  string   `json:"title"`
	Labels []string `json:"labels"`
	Series []Series `json:"series"`
}

// Series of a chart.
type Series struct {
	Name   string    `json:"name"`
	Values []float64 `json:"values"`
}

// Message is one post.
type Message struct {
	// Text is the fallback for notifications and screen readers; left empty,
	// the renderer derives it from the blocks.
	Text   Text    `json:"text,omitempty"`
	Blocks []Block `json:"blocks,omitempty"`
}

// View is a modal or the Home tab.
type View struct {
	Home     bool    `json:"home,omitempty"`
	Callback string  `json:"callback,omitempty"`
	Title    string  `json:"title,omitempty"`
	Submit   string  `json:"submit,omitempty"` // "" shows no submit button
	Close    string  `json:"close,omitempty"`
	Private  string  `json:"private,omitempty"`
	Blocks   []Block `json:"blocks"`
}

// Fallback is the message as plain text: Text, or what the blocks say.
func (m Message) Fallback() string {
	if len(m.Text) > 0 {
		return m.Text.String()
	}
	var lines []string
	for _, b := range m.Blocks {
		switch b.Kind {
		case Section, Quote, Context, Header:
			if s := b.Text.String(); s != "" {
				lines = append(lines, s)
			}
		case TableOf:
			for _, row := range b.Table {
				cells := make([]string, len(row))
				for i, c := range row {
					cells[i] = c.String()
				}
				lines = append(lines, strings.Join(cells, " · "))
			}
		case ChartOf:
			if b.Chart != nil {
				lines = append(lines, b.Chart.Title)
			}
		}
	}
	return strings.Join(lines, "\n")
}
