package voice

import (
	"heed/bot/call"
	"heed/bot/message"
)

// Unread is a problem with something to do about it: try again, or say that
// the text is what it could be as well.
func Unread(p *Problem, id string, other call.Kind) message.Message {
	m := p.Message()
	row := actions(button("Try again", "unread.again", id))
	if other != "" {
		row.Elements = append(row.Elements, button(sayOr("it is all the same", string(other)), "unread.other", id))
	}
	m.Blocks = append(m.Blocks, row)
	return m
}

// TriedAgain says that it still can't be read.
func TriedAgain(m message.Message) message.Message {
	m.Blocks = append([]message.Block{context("Tried again, with the same result.")}, m.Blocks...)
	return m
}

// ReadNow says that it could be read after all.
func ReadNow(file string) message.Message {
	what := "it"
	if file != "" {
		what = Shorten(file, 80)
	}
	return Say("I could read " + what + " now: what I noticed comes as a message of its own.")
}
