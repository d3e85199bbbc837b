package voice

import (
	"heed/bot/memory"
	"heed/bot/message"
)

// Amount is what is forgotten, or would be.
type Amount struct {
	Notes, Facts, Promises, Messages int
	People                           int // whose notes they are
}

// words are "3 notes, 7 facts and 2 promises"; "nothing" for none.
func (a Amount) words() string {
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{a.Notes, "note"}, {a.Facts, "fact"}, {a.Promises, "promise"}, {a.Messages, "message"}} {
		if p.n == 0 {
			continue
		}
		words := plural(p.n, p.what)
		switch {
		case p.what == "message":
			words += " of mine"
		case p.what == "note" && a.People > 1:
			words += " by " + plural(a.People, "colleague")
		}
		parts = append(parts, words)
	}
	if len(parts) == 0 {
		return "nothing"
	}
	return list(parts, len(parts))
}

// AmountWords are an amount in words, for the command line.
func AmountWords(a Amount) string { return a.words() }

// stays is what forgetting can't reach.
const stays = "What you and others posted stays in Slack, and I don't read it again."

// ForgetHow says what can be forgotten.
func ForgetHow() message.Message {
	return Say("Whom shall I forget? ", Code("/heed forget Northgate"), ", ", Code("/heed forget Priya of Northgate"), ", or ",
		Code("/heed forget me"), ". I show what would go before anything does. One note: ⋮ under my message about it. One promise: ", Code("drop it"), ".")
}

// ForgetCustomer says what would go, with the button for it.
func ForgetCustomer(id, name string, n Amount) message.Message {
	head := message.Join("Everything about ", message.B(short(name)), ": "+n.words())
	return confirmed(head, "forget.customer", id, "Forget all of it", n)
}

// ForgetPerson says what would go of somebody at a customer.
func ForgetPerson(id, customer, person string, facts int) message.Message {
	head := message.Join("Everything about ", message.B(short(person)), " at ", message.B(short(customer)), ": "+factsAnd(facts)+
		"the promises and findings that name them, and the texts of the calls they are in")
	return confirmed(head, "forget.person", id+"/"+person, "Forget them", Amount{Facts: facts})
}

func factsAnd(n int) string {
	if n == 0 {
		return ""
	}
	return plural(n, "fact") + ", "
}

// ForgetYou says what would go of whoever asks.
func ForgetYou(n Amount) message.Message {
	head := message.Join("Everything about ", message.B("you"), ": "+n.words()+
		", what only you heard from customers, your settings, your focus, what you took back, and my messages to you")
	return confirmed(head, "forget.me", "me", "Forget me", n)
}

// ForgetCallback is the form that asks whoever clicked in the Home tab.
const ForgetCallback = "forget"

// ForgetYouForm says the same in a form, which is what confirms it.
func ForgetYouForm(n Amount) message.View {
	return message.View{
		Callback: ForgetCallback, Title: "Forget me?", Submit: "Forget me", Close: "Keep it", Private: Luggage{ID: "me"}.pack(),
		Blocks: []message.Block{ForgetYou(n).Blocks[0]},
	}
}

func confirmed(head message.Text, action, value, label string, n Amount) message.Message {
	b := button(label, action, value)
	b.Style, b.Confirm = "danger", Shorten("This can't be undone: "+n.words()+".", 280)
	return message.Message{Blocks: []message.Block{
		section(head, ".\n"+stays+" It can't be undone."), actions(b, button("Keep it", "forget.no", "no")),
	}}
}

// MayNotForget says who may.
func MayNotForget(name string, reps []string) message.Message {
	parts := []any{"Only who wrote notes about ", message.B(short(name)), ", or an admin of this workspace, can have them forgotten"}
	for i, r := range reps[:min(len(reps), 5)] {
		sep := ", "
		if i == 0 {
			sep = ": "
		}
		parts = append(parts, sep, message.User(r))
	}
	return Say(append(parts, ".")...)
}

// WholeName asks which customer is to be forgotten where none is called
// exactly so; command is what the buttons run ("forget Priya of").
func WholeName(command, name string, like []memory.Customer) message.Message {
	if len(like) == 0 {
		return Say("Nothing was forgotten: I know no customer called “"+short(name)+"”. For somebody at a customer, say where: ", Code("/heed forget Priya of Northgate"), ".")
	}
	return choose("Nothing was forgotten: no customer is called exactly “"+short(name)+"”. Did you mean:", command, like)
}

// Forgetting says that it was begun.
func Forgetting() message.Message { return Say("I'm forgetting it. I tell you when it is done.") }

// ForgetColleague answers who wants a colleague forgotten.
func ForgetColleague(id string) message.Message {
	return Say("Nothing was forgotten: ", message.User(id), " is a colleague, and takes out themselves what I hold about them, with ", Code("/heed forget me"),
		". For somebody who has left, whoever runs my server does: ", Code("heed erase --person"), ".")
}

// NothingForgotten answers Keep it.
func NothingForgotten() message.Message { return Say("Nothing was forgotten.") }

// Forgotten says what is gone; it doesn't say whose, or it would be kept again.
func Forgotten(n Amount) message.Message {
	return Say("Forgotten, as you asked: " + n.words() + ". The key to it is destroyed, so older backups can't be read there either. " + stays)
}

// ForgottenYou says the same of oneself.
func ForgottenYou(n Amount) message.Message {
	return Say("I have forgotten you: " + n.words() + ". The key to it is destroyed, so older backups can't be read there either. " + stays +
		" If you write to me again, we start anew.")
}

// ForgottenByOther tells whose notes went.
func ForgottenByOther(by string, notes int) message.Message {
	return Say(message.User(by), " had me forget everything about one customer. "+plural(notes, "note")+" of yours went with it. "+stays)
}

// ExportName is what the file with everything about somebody is called.
const ExportName = "What Heed holds about you"

// Exported goes with that file.
func Exported(notes, promises, facts int) message.Message {
	what := "no notes and no promises; your settings"
	if a := (Amount{Notes: notes, Facts: facts, Promises: promises}); a != (Amount{}) {
		what = a.words() + ", your settings"
	}
	return Say("Everything I hold about you: "+what+", your focus and my reminders. It is JSON, for you and for programs. ", Code("/heed forget me"), " takes all of it out.")
}

// ExportFailed says that no file can be handed over.
func ExportFailed() message.Message {
	return Say("I couldn't hand you the file: Slack doesn't let me upload files here. Nothing is lost. An admin can allow it (the app's optional permission ",
		Code("files:write"), "), or write the file for you with ", Code("heed export"), ".")
}
