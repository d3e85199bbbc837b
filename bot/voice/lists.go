package voice

import (
	"heed/bot/followup"
	"heed/bot/message"
	"heed/bot/when"
)

// CustomerFollowUps is /heed followups CUSTOMER: the reader's own, which can
// be clicked, and what colleagues wrote down that the customer promised,
// which can only be read. from is where the page of one's own begins.
func CustomerFollowUps(name, id string, own, theirs []followup.FollowUp, from int, today when.Date, changed string) message.Message {
	name = Shorten(name, 60)
	if len(own) == 0 && len(theirs) == 0 {
		return Say("Nothing open between you and ", message.B(name), ". What colleagues promised them is in ", Code("/heed brief "+name), ".")
	}
	var blocks []message.Block
	if len(own) > 0 {
		blocks = append(blocks, section(message.B("With "+name)))
		blocks = append(blocks, followUpBlocks(own, map[string]string{}, paged("list/"+id, from), Listed, today, changed)...)
	}
	if len(theirs) > 0 {
		parts := []any{message.B(name + " promised a colleague")}
		for _, f := range theirs[:min(len(theirs), shownPromises)] {
			parts = append(parts, append([]any{"\n"}, promiseLine(&f, today)...)...)
		}
		blocks = append(blocks, section(parts...))
	}
	return message.Message{Blocks: blocks}
}

// SettledList is /heed followups done: what was settled lately, each with its
// undo, from the one at from on.
func SettledList(fs []followup.FollowUp, customers map[string]string, from int, today when.Date) message.Message {
	if len(fs) == 0 {
		return Say("Nothing was settled in the last two weeks.")
	}
	title := section(message.B("Settled in the last two weeks"))
	return message.Message{Blocks: append([]message.Block{title}, followUpBlocks(fs, customers, paged("done", from), Listed, today, "")...)}
}

// WhichIsDone answers "done" where it doesn't say what is.
func WhichIsDone(list message.Message) message.Message {
	list.Blocks = append([]message.Block{section("Good. Which one? The menu beside it has ", message.B("Done"), ".")}, list.Blocks...)
	return list
}

// Already is said of a text that was read before; customer may be "".
func Already(customer string, at, today when.Date) message.Message {
	about := ""
	if customer != "" {
		about = " about " + Shorten(customer, 60)
	}
	return Say("I have that one already: the note" + about + " of " + Day(at, today) + ". What I noticed is in our direct message; nothing was counted twice.")
}

// Again leads back to a coaching message, as a reply to it.
func Again() message.Message {
	return Say("You asked for this one again. What I noticed stands above.")
}

// Colleagues is said to somebody who asks for coaching on a call that a
// colleague had.
func Colleagues() message.Message {
	return Say("That call is a colleague's. Coaching goes to whoever had it, alone.")
}

// Mine is said to somebody who wants coaching on a message of Heed.
func Mine() message.Message {
	return Say("That message is mine. Point me at a call note or a transcript.")
}

// HereNow is said of a button whose record is gone.
func HereNow() message.Message {
	return Say("That is no longer there: its note was deleted or changed since. ", Code("/heed followups"), " shows what is open now.")
}

// OldButton is said to a click that this version knows nothing of.
func OldButton() message.Message {
	return Say("That button is from an earlier version of me and does nothing any more. ", Code("/heed help"), " shows what I can do.")
}

// Thanked answers a thank-you or a nod.
func Thanked() message.Message {
	return Say("Glad to help. ", Code("followups"), " shows what is open.")
}

// NoteHow answers the word "note" alone, where no form can be opened.
func NoteHow() message.Message {
	return Say("Write it right after the word: ", Code("note Call with Northgate, Priya: they need …"), ". Or just send me the note, a transcript or a file here.")
}

// InviteMe is added where Heed was told to read a channel without having been
// invited to it, as far as it knows.
func InviteMe() message.Block {
	return context("If I'm not a member of the channel yet, invite me: until then I see nothing there.")
}
