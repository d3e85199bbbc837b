package voice

import (
	"heed/bot/message"
	"heed/bot/when"
)

// LastNote shows under whom somebody's latest note or call is kept, and how to
// put right what is wrong with it.
func LastNote(call, customer string, day, today when.Date) message.Message {
	parts := []any{"Your last note, from " + Day(day, today) + ", has no customer yet."}
	if customer != "" {
		parts = []any{"Your last note, from " + Day(day, today) + ": ", message.B(short(customer)), "."}
	}
	return message.Message{Blocks: []message.Block{
		section(parts...),
		actions(button("Another customer", "lastnote.customer", call), forgetNote(call)),
		context("What I got wrong in it: Not right, below what I noticed. Not a promise, in the menu of a promise. Or edit the note, and I read it again."),
	}}
}

func forgetNote(call string) message.Element {
	b := button("Forget it", "lastnote.forget", call)
	b.Confirm = "What I kept of it goes, and my message about it. Your own message stays in Slack."
	return b
}

// NoNoteYet answers who asks for a note and has none.
func NoNoteYet() message.Message { return Say("I hold no note of yours.") }

// NoteForgotten takes the place of what it was clicked in.
func NoteForgotten() message.Message {
	return Say("Forgotten, with its promises. Your own message is still in Slack; I don't read it again.")
}

// FileUnder asks before a name becomes a customer.
func FileUnder(call, name string) message.Message {
	return message.Message{Blocks: []message.Block{
		section("I know no customer called “" + short(name) + "”. Shall I put your last note there?"),
		actions(button("Yes, "+Shorten(name, 40), "lastnote.to", call+"="+name), button("Another customer", "lastnote.customer", call)),
	}}
}

// Refiled says where a note stands now.
func Refiled(call, name, was string) message.Message {
	m := Say("Your last note is ", message.B(short(name)), " now, with its promises.")
	if was == "" {
		m.Blocks = append(m.Blocks, actions(button("Another customer", "lastnote.customer", call)))
		return m
	}
	m = Say("Your last note is ", message.B(short(name)), " now, with its promises. Before: "+short(was)+".")
	m.Blocks = append(m.Blocks, actions(button("Undo", "lastnote.to", call+"="+was)))
	return m
}
