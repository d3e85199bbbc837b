package voice

import (
	"fmt"
	"time"

	"heed/bot/message"
)

// Setup is how far setting Heed up has come.
type Setup struct {
	Channels  []SetupChannel
	DigestSet bool   // somebody has decided about the digest
	DigestTo  string // channel; "" posts none
	Weekday   time.Weekday
	Hour      int
	Zone      string
	Companies []string
	DatesSet  bool // somebody has said what DayFirst says
	DayFirst  bool
}

// SetupChannel is a channel that Heed was asked to read.
type SetupChannel struct {
	ID     string
	Absent bool // Heed is no member
}

// Done says that every step is.
func (s Setup) Done() bool { return s.channelDone() && s.DigestSet && len(s.Companies) > 0 }

func (s Setup) channelDone() bool {
	for _, c := range s.Channels {
		if !c.Absent {
			return true
		}
	}
	return false
}

// Message is what whoever installed Heed gets, once; it changes with every
// step.
func (s Setup) Message() message.Message {
	head := section(message.B("Heed is installed."), " Three steps, two minutes, and your team can start. Nothing is read and nothing is posted until you say so.")
	if s.Done() {
		head = section(message.B("Heed is set up."), " Whoever posts a call note there next hears from me in seconds, alone. Tell your team in your own words; I post nothing in a channel unasked.")
	}
	return message.Message{
		Text:   message.T("Heed is installed: three steps to set it up."),
		Blocks: append(append([]message.Block{head}, s.Steps()...), context("Only you see this. ", Code("/heed settings"), " changes all of it later, ", Code("/heed help"), " shows what I can do.")),
	}
}

// shownChannels is how many channels a step names.
const shownChannels = 5

// Steps are the steps with their buttons, each ticked when it is done, and a question.
func (s Setup) Steps() []message.Block {
	return append([]message.Block{s.channelStep(), s.digestStep(), s.namesStep()}, s.datesStep()...)
}

// step is one of them; what stands first says in words whether it is done.
func step(n int, title string, done bool, does message.Element, parts ...any) message.Block {
	mark := fmt.Sprintf("%d. ", n)
	if done {
		mark = "✓ Done: "
	}
	b := section(append([]any{message.B(mark + title), " "}, parts...)...)
	b.Accessory = &does
	return b
}

func (s Setup) channelStep() message.Block {
	pick := message.Element{Kind: message.ChannelPick, Action: "setup.watch", Placeholder: "Choose a channel", Aria: "A channel to read call notes in"}
	if len(s.Channels) == 0 {
		return step(1, "A channel to read.", false, pick, "Where call notes or transcripts are posted. I read what comes from then on, and tell each writer alone what I noticed.")
	}
	var parts []any
	for i, c := range s.Channels[:min(len(s.Channels), shownChannels)] {
		if i > 0 {
			parts = append(parts, ", ")
		}
		parts = append(parts, message.Channel(c.ID))
		if c.Absent {
			parts = append(parts, " (not a member yet: type ", Code("/invite @heed"), " there)")
		}
	}
	if more := len(s.Channels) - shownChannels; more > 0 {
		parts = append(parts, fmt.Sprintf(" and %d more", more))
	}
	pick.Placeholder = "Another channel"
	return step(1, "A channel to read.", s.channelDone(), pick, append(parts, ".")...)
}

func (s Setup) digestStep() message.Block {
	b := button("Choose day and hour", "settings.open", "digest")
	var said []any
	switch {
	case !s.DigestSet:
		said = []any{"A short post for the team: promises kept, what customers worried about, who has gone quiet. Nobody's calls, no ranking."}
	case s.DigestTo == "":
		said = []any{"None is posted."}
	default:
		said = []any{message.Channel(s.DigestTo), fmt.Sprintf(", %ss at %02d:00, %s.", s.Weekday, s.Hour, s.Zone)}
	}
	if s.DigestSet {
		b.Label = "Change day and hour"
	}
	return step(2, "The weekly digest.", s.DigestSet, b, said...)
}

func (s Setup) namesStep() message.Block {
	b := button("Write your names", "settings.open", "names")
	if len(s.Companies) == 0 {
		return step(3, "What you call yourselves.", false, b, "Your company and products. This is how I tell talk about us from talk about them.")
	}
	b.Label = "Change your names"
	return step(3, "What you call yourselves.", true, b, list(s.Companies, 6)+".")
}

// datesStep asks, once, what nobody can know: in which order days and months
// are written.
func (s Setup) datesStep() []message.Block {
	if s.DatesSet {
		return nil
	}
	b := section("And one question: when somebody here writes 3/4, which day is that?")
	b.Accessory = &message.Element{
		Kind: message.Select, Action: "setup.dates", Placeholder: "Choose", Aria: "What 3/4 means here",
		Options: []message.Option{{Label: "the 3rd of April", Value: "dmy"}, {Label: "the 4th of March", Value: "mdy"}},
	}
	return []message.Block{b}
}
