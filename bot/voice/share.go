package voice

import (
	"heed/bot/message"
)

// ShareCallback is the form that shares a call with a manager.
const ShareCallback = "share"

// AsShared is what a manager sees of a call that was shared: what its rep was
// told about it, without anything to click, and without what the rep took
// back, their promises and their focus.
func (f Feedback) AsShared() []message.Block {
	blocks := []message.Block{section(message.B(f.shownName()), message.T(f.what()))}
	if f.Praise != nil && !f.takenBack(f.Praise) {
		blocks = append(blocks, f.praise())
	}
	if f.Try != nil && !f.takenBack(f.Try) {
		blocks = append(blocks, f.try())
	}
	if len(blocks) == 1 {
		blocks = append(blocks, section("There is nothing in it beyond the promises."))
	}
	own := f
	own.Trend = nil // what is usual for them is of other calls
	if s := own.balance(); s != "" {
		blocks = append(blocks, context(s))
	}
	for i := range blocks {
		blocks[i].Accessory = nil
	}
	return blocks
}

// ShareForm shows a rep what a manager would see of a call, and asks which.
func ShareForm(f Feedback, managers []message.Option) message.View {
	v := message.View{Callback: ShareCallback, Title: "Share with a manager", Submit: "Share", Close: "Cancel", Private: Luggage{ID: f.Call, Sheet: "call/" + f.Call}.pack()}
	v.Blocks = append(v.Blocks, section("This is what they would see, word for word what I told you. Your promises, your focus and your other calls are not in it."), message.Block{Kind: message.Divider})
	v.Blocks = append(v.Blocks, f.AsShared()...)
	e := message.Element{Kind: message.Select, Options: managers}
	if len(managers) > 0 {
		e.Initial = managers[0].Value
	}
	v.Blocks = append(v.Blocks, message.Block{Kind: message.Divider}, hint(input("manager", "Share it with", e), "You can stop sharing at any time, under this message or in /heed team."))
	return v
}

// Look is what a manager sees of a call that was shared with them.
func Look(f Feedback, rep string) message.View {
	blocks := append([]message.Block{context(message.User(rep), " shared this with you. It speaks to them, word for word as they got it.")}, f.AsShared()...)
	blocks = append(blocks, context("It is shared to talk about, and never a ground for a decision about their work. They can take it back."))
	return message.View{Callback: "share.look", Title: "Shared with you", Close: "Close", Blocks: blocks}
}

// SharedWith tells a manager that a rep shared something.
func SharedWith(id, rep, customer string) message.Message {
	about := "a call"
	if customer != "" {
		about = "a call with " + short(customer)
	}
	look := button("Look", "share.look", id)
	return message.Message{
		Text:   message.T("A rep shared " + about + " with you."),
		Blocks: []message.Block{section(message.User(rep), " shared "+about+" with you: what I told them about it."), actions(look)},
	}
}

// NoLongerShared stands in its place when it was taken back.
func NoLongerShared(rep string) message.Message {
	return Say(message.User(rep), " no longer shares this.")
}

// Shared confirms it to the rep.
func Shared(id, manager, customer string) message.Message {
	about := "It"
	if customer != "" {
		about = "Your call with " + short(customer)
	}
	return message.Message{Blocks: []message.Block{
		section(about+" is shared with ", message.User(manager), ": what I told you about it, and nothing else."),
		actions(button("Stop sharing", "share.stop", id)),
	}}
}

// StoppedSharing confirms that it was taken back.
func StoppedSharing(manager string) message.Message {
	return Say("No longer shared: ", message.User(manager), " can't open it any more.")
}

// NotShared is said to whoever looks at what isn't shared with them.
func NotShared() message.Message {
	return Say("That isn't shared with you, or no longer is.")
}

// NobodyToShareWith is said where no manager is named.
func NobodyToShareWith() message.Message {
	return Say("Nobody is named a manager here, so there is nobody to share it with. Nothing was shared. ", Code("/heed settings"), " shows who can name one.")
}

// shownName is the customer's name, or what stands in its place.
func (f Feedback) shownName() string {
	if f.Customer == "" {
		return "A " + f.kind()
	}
	return short(f.Customer)
}

// sharedNow says in the coaching message that it is shared, and stops it.
func (f Feedback) sharedNow() (out []message.Block) {
	for _, s := range f.Shared {
		b := section("Shared with ", message.User(s.To), ".")
		e := button("Stop sharing", "share.stop", s.ID)
		b.Accessory = &e
		out = append(out, b)
	}
	return out
}
