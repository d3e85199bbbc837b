package voice

import (
	"fmt"
	"slices"
	"strings"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/followup"
	"heed/bot/message"
	"heed/bot/when"
)

// Feedback is what a coaching message is made of.
type Feedback struct {
	Call      string // its id, for the buttons
	Customer  string // name; "" while it isn't known
	Candidate string // a name read in the text that nobody confirmed
	Report    *analyze.Report
	Praise    *analyze.Finding
	Try       *analyze.Finding
	Thin      bool // said "not right" about the try: it is taken back
	FollowUps []followup.FollowUp
	Settled   []followup.FollowUp // open before, and reported done in this call
	Lines     int                 // of a note
	Minutes   int                 // of a transcript with times
	Choices   []message.Option    // customers to choose from, while none is known
	Welcome   bool                // the rep's first
	Today     when.Date
	Trend     *Trend
}

// Trend compares with the rep's own calls of the same type.
type Trend struct {
	TalkShare float64 // mean of the earlier ones
	Calls     int
}

// Message is the private DM after a call or note.
func (f Feedback) Message() message.Message {
	blocks := append([]message.Block{f.head()}, f.question()...)
	if f.Praise != nil && !f.Thin {
		blocks = append(blocks, f.praise())
	}
	switch {
	case f.Thin:
		blocks = append(blocks, section("Taken back. I won't bring that up about a sentence like this again."))
	case f.Try != nil:
		blocks = append(blocks, f.try())
	case f.Praise == nil:
		blocks = append(blocks, section(f.nothing()))
	}
	blocks = append(blocks, promiseBlocks("Promised", f.FollowUps, "call/"+f.Call, f.Today)...)
	blocks = append(blocks, promiseBlocks("Kept, as you write", f.Settled, "call/"+f.Call, f.Today)...)
	if s := f.shares(); s != "" {
		blocks = append(blocks, context(s))
	}
	blocks = append(blocks, f.buttons()...)
	if f.Welcome {
		blocks = append(blocks, Welcome())
	}
	return message.Message{Text: message.T(f.fallback()), Blocks: blocks}
}

// fallback is what a notification shows: the customer and the thing to try,
// without quoting so much that a locked screen gives the call away.
func (f Feedback) fallback() string {
	switch {
	case f.Customer == "":
		return "Your notes are in. Which customer is this about?"
	case f.Try != nil && !f.Thin:
		return f.Customer + ": one thing to try, and " + plural(len(f.FollowUps), "promise") + " noted."
	default:
		return f.Customer + ": " + plural(len(f.FollowUps), "promise") + " noted."
	}
}

func (f Feedback) head() message.Block {
	name := f.Customer
	if name == "" {
		name = "A call"
	}
	b := section(message.B(name), message.T(f.what()))
	if f.Customer != "" {
		b.Accessory = &message.Element{Kind: message.Overflow, Action: "call.menu", Options: []message.Option{
			{Label: "Another customer", Value: "customer:" + f.Call},
			{Label: "Forget this note", Value: "forget:" + f.Call},
		}}
	}
	return b
}

// question asks which customer it is about, while none is known.
func (f Feedback) question() []message.Block {
	if f.Customer != "" {
		return nil
	}
	text := "Which customer is this about?"
	if f.Candidate != "" {
		text = "The note says “" + Shorten(f.Candidate, 60) + "”, and I know a similar name. Which customer is it?"
	}
	b := section(text)
	options := []message.Option{{Label: "A new one …", Value: f.Call + "=" + NewCustomer}}
	for i, c := range f.Choices {
		o := message.Option{Label: Shorten(c.Label, 70), Value: f.Call + "=" + c.Value}
		options = slices.Insert(options, i, o)
	}
	b.Accessory = &message.Element{Kind: message.Select, Action: "call.customer", Placeholder: "Choose a customer", Options: options}
	return []message.Block{b}
}

// what says what was read: "· discovery, 31 min · with Priya Nair".
func (f Feedback) what() string {
	r := f.Report
	var parts []string
	if r.Type != analyze.UnknownType {
		parts = append(parts, typeName(r.Type))
	}
	if r.Kind == call.Note {
		parts = append(parts, plural(f.Lines, "line"))
	} else if f.Minutes > 0 {
		parts = append(parts, fmt.Sprintf("%d min", f.Minutes))
	}
	out := ""
	if len(parts) > 0 {
		out = " · " + strings.Join(parts, ", ")
	}
	var with []string
	for _, s := range r.Speakers {
		if s.Side == call.Customer {
			with = append(with, s.Name)
		}
	}
	if len(with) > 0 {
		out += " · with " + list(with[:min(len(with), 3)])
	}
	return out
}

func typeName(t analyze.Type) string {
	if t == analyze.CheckIn {
		return "check-in"
	}
	return string(t)
}

func (f Feedback) praise() message.Block {
	p := f.Praise
	parts := []any{p.Why}
	if p.Quote != "" && !strings.Contains(p.Why, p.Quote) {
		parts = append(parts, " ", quoted(p.Quote, 160))
	}
	return section(parts...)
}

func (f Feedback) try() message.Block {
	t := f.Try
	parts := []any{message.B("One to try. "), t.Why}
	if t.Quote != "" && !strings.Contains(t.Why, t.Quote) {
		parts = append(parts, " ", stamp(t), who(t.Who), quoted(t.Quote, 200))
	}
	if t.Try != "" {
		parts = append(parts, "\n", "Next time: ", message.I(t.Try))
	}
	return section(parts...)
}

// stamp is the time of a finding, "At 12:40: ", or nothing.
func stamp(f *analyze.Finding) string {
	if f.Start == nil {
		return ""
	}
	s := int(*f.Start)
	return fmt.Sprintf("At %d:%02d: ", s/60, s%60)
}

// nothing is said where there is neither praise nor a try.
func (f Feedback) nothing() string {
	if f.Report.Kind == call.Note {
		return "Kept. Too short to say anything about balance; what is in it is remembered."
	}
	return "Kept. Nothing stands out in this one."
}

// shares is the line about balance, rounded, or why there is none.
func (f Feedback) shares() string {
	m := f.Report.Measures
	switch {
	case m.TalkShare != nil:
		s := "Talk: " + about(*m.TalkShare) + " you"
		if f.Trend != nil && f.Trend.Calls > 1 {
			s += fmt.Sprintf(" (%s over your last %d like this)", about(f.Trend.TalkShare), f.Trend.Calls)
		}
		if m.SelfTalk != nil {
			s += ". Of what you said about somebody, " + about(*m.SelfTalk) + " was about us."
		}
		return s
	case m.SelfTalk != nil:
		return "Of the lines that are about somebody, " + about(*m.SelfTalk) + " are about us."
	case f.Report.Kind == call.Transcript && len(f.Report.HeldBack) > 0:
		return "No word on balance: " + f.Report.HeldBack[0].Why + "."
	}
	return ""
}

func (f Feedback) buttons() []message.Block {
	var row []message.Element
	if (f.Try != nil || f.Praise != nil) && !f.Thin {
		row = append(row, button("Why?", "call.why", f.Call))
		if f.Try != nil {
			row = append(row, button("Not right", "call.notright", f.Call))
		}
	}
	if f.Thin {
		row = append(row, button("Undo", "call.right", f.Call))
	}
	if len(row) == 0 {
		return nil
	}
	return []message.Block{actions(row...)}
}

// Welcome is added to a rep's first coaching message.
func Welcome() message.Block {
	return context("New here: I read call notes and transcripts where somebody asked me to, and tell you, and only you, what I noticed. "+
		"Managers see team numbers of three reps and more, never your calls. ",
		message.C("/heed help"), " shows what I can do; ", message.C("/heed pause"), " stops the coaching and the reminders.")
}
