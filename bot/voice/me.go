package voice

import (
	"fmt"
	"strings"

	"heed/bot/analyze"
	"heed/bot/message"
	"heed/bot/pick"
	"heed/bot/when"
)

// Me is what /heed me shows a rep about their own coaching.
type Me struct {
	Focus   string // behaviour; "" for none
	Left    int    // calls of the focus ahead
	SoFar   pick.Tally
	Off     bool     // they want no focus
	Calls   int      // of theirs, read so far
	Choices []string // behaviours
	Usual   []Usual
	Today   when.Date

	TakenBack []TakenBack // the latest first
}

// Usual is what the rep's latest calls of a type have in common.
type Usual struct {
	Type          analyze.Type
	Note          bool // notes, of whatever type
	Calls         int
	TalkShare     *float64 // means; nil where it was held back in all of them
	SelfTalk      *float64
	Cues, TakenUp int

	// Before is the same of as many calls before these, nil for too few.
	Before *Usual
}

// TakenBack is a finding that the rep said isn't right.
type TakenBack struct {
	ID, Quote string
	Value     string // of its undo
	At        when.Date
}

// shownTakenBack is how many findings that were taken back are listed.
const shownTakenBack = 5

// AboutMe is the answer to /heed me.
func AboutMe(m Me) message.Message {
	blocks := append([]message.Block{m.focus(), m.choose("me")}, m.usual()...)
	blocks = append(blocks, m.takenBack()...)
	blocks = append(blocks, context("Only you see this."))
	return message.Message{Text: message.T("Your focus, and what is usual in your calls."), Blocks: blocks}
}

func (m Me) focus() message.Block {
	switch {
	case m.Focus == "" && m.Off:
		return section(message.B("No focus."), " I choose none; you can.")
	case m.Focus == "" && m.Calls == 0:
		return section(message.B("No focus yet."), " After a few calls I suggest one thing to practise for three of them. You can choose one now.")
	case m.Focus == "":
		return section(message.B("No focus at the moment."), " When something comes up again and again I suggest one. You can choose one now.")
	}
	s := fmt.Sprintf(", for %s more calls. ", inWords(m.Left))
	if m.Left == 1 {
		s = ", for one more call. "
	}
	b := section(message.B("Your focus:"), " ", message.I(say("focus", m.Focus)), s, say("focus how", m.Focus), m.soFar())
	stop := button("Stop", "focus.stop", m.Focus)
	b.Accessory = &stop
	return b
}

func (m Me) soFar() string {
	switch t := m.SoFar; {
	case t.Calls == 0:
		return ""
	default:
		return " So far " + tally(m.Focus, t) + "."
	}
}

// choose opens the form in which a focus is chosen.
func (m Me) choose(sheet string) message.Block {
	label := "Practise something else …"
	if m.Focus == "" {
		label = "Choose what to practise …"
	}
	return actions(button(label, "focus.form", sheet))
}

func (m Me) usual() []message.Block {
	if len(m.Usual) == 0 {
		return nil
	}
	parts := []any{message.B("Usual for you")}
	for _, x := range m.Usual {
		parts = append(parts, "\n• "+x.line())
	}
	return []message.Block{section(parts...)}
}

// line is "Discovery (5 calls): about half you, half them (before: about 60 %
// you). …".
func (x Usual) line() string {
	name := upperFirst(typeName(x.Type)) + " (" + plural(x.Calls, "call") + "): "
	what := "your sentences"
	if x.Note {
		name, what = "Notes ("+fmt.Sprint(x.Calls)+"): ", "the lines"
	}
	was := Usual{}
	if x.Before != nil {
		was = *x.Before
	}
	var parts []string
	if x.TalkShare != nil {
		parts = append(parts, before(lowerFirst(talk(*x.TalkShare, nil)), share(was.TalkShare, func(s float64) string { return talk(s, nil) })))
	}
	if x.SelfTalk != nil {
		parts = append(parts, before(aboutUs(what, *x.SelfTalk), share(was.SelfTalk, func(s float64) string { return fmt.Sprintf("about %d %%", points(s)) })))
	}
	if x.Cues > 0 {
		of := ""
		if was.Cues > 0 {
			of = fmt.Sprintf("%d of %d", was.TakenUp, was.Cues)
		}
		parts = append(parts, before(fmt.Sprintf("Of what they let show, %d of %d taken up.", x.TakenUp, x.Cues), of))
	}
	return name + strings.Join(parts, " ")
}

// share puts what was into words, "" for nothing.
func share(was *float64, words func(float64) string) string {
	if was == nil {
		return ""
	}
	return strings.TrimSuffix(lowerFirst(words(*was)), ".")
}

// before adds to a sentence what it was before.
func before(s, was string) string {
	if was == "" {
		return s
	}
	return strings.TrimSuffix(s, ".") + " (before: " + was + ")."
}

func (m Me) takenBack() []message.Block {
	if len(m.TakenBack) == 0 {
		return nil
	}
	blocks := []message.Block{section(message.B("What you said is not right"), "\nI don't say it of sentences like these.")}
	for _, t := range m.TakenBack[:min(len(m.TakenBack), shownTakenBack)] {
		parts := []any{upperFirst(sayOr("finding", t.ID))}
		if t.Quote != "" {
			parts = append(parts, ": ", quoted(t.Quote, quoteSize))
		}
		b := section(append(parts, " ("+Day(t.At, m.Today)+")")...)
		undo := spoken(button("Undo", "focus.restore", t.Value), ": "+sayOr("finding", t.ID)+", "+Day(t.At, m.Today)+" "+t.Quote)
		b.Accessory = &undo
		blocks = append(blocks, b)
	}
	if n := len(m.TakenBack) - shownTakenBack; n > 0 {
		blocks = append(blocks, context(fmt.Sprintf("And %d older.", n)))
	}
	return blocks
}

// FocusChosen confirms a rep's choice; "" is none.
func FocusChosen(key string) message.Message {
	if key == "" {
		return Say("No focus, and I choose none. ", Code("/heed me"), " has the list when you want one.")
	}
	return Say("For your next three calls: ", message.I(say("focus", key)), ". "+say("focus how", key)+" ", Code("/heed me"), " changes it.")
}
