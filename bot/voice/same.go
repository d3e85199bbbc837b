package voice

import (
	"heed/bot/call"
	"heed/bot/message"
	"heed/bot/when"
)

// SameCall is the other record of a conversation that was read before.
type SameCall struct {
	Kind  call.Kind
	Day   when.Date
	By    string // whose it is, "" for the reader's own
	Split bool   // the reader said that this is another call
}

// sameCall says that a conversation was known already.
func (f Feedback) sameCall() []message.Block {
	s := f.Same
	if s == nil {
		return nil
	}
	if s.Split {
		b := section("Kept as a call of its own, as you said.")
		e := button("Undo", "twin.join", f.Call)
		e.Aria = "Undo: a call of its own"
		b.Accessory = &e
		return []message.Block{b}
	}
	whose := "your"
	if s.By != "" {
		whose = short(s.By) + "'s"
	}
	what := map[call.Kind]string{call.Note: "note", call.Transcript: "transcript"}[s.Kind]
	b := section("This is the same call as " + whose + " " + what + " of " + Day(s.Day, f.Today) + ": I added what was new. For " + f.customerOr() + " it counts once.")
	e := button("No, another call", "twin.split", f.Call)
	b.Accessory = &e
	return []message.Block{b}
}

func (f Feedback) customerOr() string {
	if f.Customer == "" {
		return "the customer"
	}
	return short(f.Customer)
}
