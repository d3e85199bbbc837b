package voice

import (
	"fmt"

	"heed/bot/call"
	"heed/bot/message"
)

// Name is what is remembered of one speaker for later calls.
type Name struct {
	ID, Name string
	Company  string // that the transcript stated, or ""
	Answer   call.Answer
	Own      bool   // holds in the reader's own calls only
	Mine     bool   // the reader said so
	By       string // else who did
}

// Names lists what is remembered of speakers, with a button each to forget it.
func Names(ns []Name) message.Message {
	if len(ns) == 0 {
		return Say("I remember nobody's side. When I can't tell who is who in a call I ask, and keep the answer.")
	}
	blocks := []message.Block{section(message.B("Who is who, as people told me."), " Forgetting one changes no call that was read already.")}
	for _, n := range ns[:min(len(ns), Listed)] {
		b := section(n.line())
		e := button("Forget", "names.forget", n.ID)
		e.Aria, e.Confirm = Shorten("Forget who "+n.Name+" is", labelSize), "Next time I can't tell who "+Shorten(n.Name, nameSize)+" is, I ask again."
		b.Accessory = &e
		blocks = append(blocks, b)
	}
	if more := len(ns) - Listed; more > 0 {
		blocks = append(blocks, context(fmt.Sprintf("And %d more.", more)))
	}
	return message.Message{Text: message.T("Who is who, as people told me."), Blocks: blocks}
}

// namesButton leads from the settings to the list.
func namesButton() message.Block {
	b := section("Whose side people in transcripts are on, as you and others told me:")
	e := button("See and forget", "names.list", "list")
	b.Accessory = &e
	return b
}

// line is "Chris Ito (Northgate) is on the customer's side, as Ben Okafor said".
func (n Name) line() message.Text {
	name := short(n.Name)
	if n.Company != "" {
		name += " (" + short(n.Company) + ")"
	}
	who, by := sayOr("who is", string(n.Answer)), "you"
	if !n.Mine {
		by = short(n.By)
		if n.Answer == call.Me {
			who, by = "is "+by, "they"
		}
	}
	out := message.Join(message.B(name), " "+who+", as "+by+" said")
	if n.Own {
		out = append(out, message.Span{Text: ", in your calls"})
	}
	return append(out, message.Span{Text: "."})
}
