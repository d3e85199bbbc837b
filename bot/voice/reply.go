package voice

import (
	"fmt"
	"strings"

	"heed/bot/followup"
	"heed/bot/message"
	"heed/bot/reply"
	"heed/bot/when"
)

// Said confirms what was changed in words, each change with its undo.
func Said(fs []followup.FollowUp, customers map[string]string, today when.Date) message.Message {
	ids := make([]string, 0, len(fs))
	for _, f := range fs {
		ids = append(ids, f.ID)
	}
	sheet := "said/" + strings.Join(ids, ",")
	var blocks []message.Block
	for _, f := range fs[:min(len(fs), shownPromises)] {
		line := promise(&f, today)
		name := customers[f.Customer]
		if name != "" {
			line = append(line, " · "+short(name))
		}
		b := section(line...)
		if f.State != followup.Open || f.Undone.IsZero() && len(f.Changes) > 0 && f.Answered() {
			b.Accessory = undo(&f, name, sheet)
		} else {
			b = withMenu(b, &f, name, sheet)
		}
		blocks = append(blocks, b)
	}
	if len(fs) == 0 {
		return Say("That is no longer on your list.")
	}
	return message.Message{Blocks: append(blocks, andMore(len(fs)-shownPromises)...)}
}

// mostAmong is how many promises or people a question offers as buttons.
const mostAmong = 5

// AskBack asks what an answer left open.
func AskBack(a reply.Ask, among []followup.FollowUp, customers, people map[string]string, today when.Date) message.Message {
	switch a.Lack {
	case reply.WhichDay:
		return askDay(a, &among[0], today)
	case reply.WhichPerson:
		return askPerson(a, &among[0], people)
	}
	row := actions()
	for i, f := range among[:min(len(among), mostAmong)] {
		label := action(&f, labelSize)
		if name := customers[f.Customer]; name != "" && !strings.Contains(strings.ToLower(label), strings.ToLower(name)) {
			label = action(&f, labelSize-min(len(name), 30)-3) + " · " + Shorten(name, 30)
		}
		row.Elements = append(row.Elements, orderButton(label, i, a.Order, f.ID))
	}
	if n := len(among); n > 1 {
		all := make([]string, 0, n)
		for _, f := range among {
			all = append(all, f.ID)
		}
		label := "Both"
		if n > 2 {
			label = fmt.Sprintf("All %d", n)
		}
		row.Elements = append(row.Elements, orderButton(label, mostAmong, a.Order, strings.Join(all, ",")))
	}
	question := map[reply.Verb]string{
		reply.Done: "Which one is done?", reply.Drop: "Which one shall I drop?", reply.NoPromise: "Which one is no promise?",
		reply.Snooze: "Which one later?", reply.Keep: "Which one stays open?", reply.HandOver: "Which one shall I hand over?",
		reply.Move: "Which one moves?",
	}[a.Order.Verb]
	if len(among) == 1 {
		question = "Do you mean this one?"
	}
	if a.Order.Verb == reply.Move && !a.Order.Day.IsZero() && len(among) > 1 {
		question = "Which one moves to " + Day(a.Order.Day, today) + "?"
	}
	m := message.Message{Blocks: []message.Block{section(question), row}}
	if len(among) > mostAmong {
		m.Blocks = append(m.Blocks, context("Or say it with a word of its name: ", Code("pricing done"), "."))
	}
	return m
}

// OrElse adds to a question which promise is meant that the words tell of
// something else, which command keeps.
func OrElse(m message.Message, label, command string) message.Message {
	last := &m.Blocks[len(m.Blocks)-1]
	if last.Kind == message.Actions {
		last.Elements = append(last.Elements, button(label, "run.note", command))
	}
	return m
}

// ClickIt answers who chooses in words what needs the words from before.
func ClickIt() message.Message { return Say("For that one I need a click on its button above.") }

// Unchanged answers a no.
func Unchanged() message.Message { return Say("All right, nothing was changed.") }

func askDay(a reply.Ask, f *followup.FollowUp, today when.Date) message.Message {
	at := func(label string, i int, d when.Date) message.Element {
		o := a.Order
		o.Day = d
		return orderButton(label, i, o, f.ID)
	}
	return message.Message{Blocks: []message.Block{
		section("To when: ", message.B(action(f, actionSize)), "?"),
		actions(at("Next workday", 0, today.NextWorkday(nil)), at("Next week", 1, today.Monday().AddDays(7)),
			button("Another day …", "followup.edit", f.ID+"@said/"+f.ID)),
	}}
}

func askPerson(a reply.Ask, f *followup.FollowUp, people map[string]string) message.Message {
	if len(a.Names) == 0 {
		return Say("I know nobody here called “"+upperFirst(short(a.Said))+"”, so ", message.B(action(f, actionSize)),
			" stays with you for now. Mention them with @ and I ask them.")
	}
	row := actions()
	for i, id := range a.Names[:min(len(a.Names), mostAmong)] {
		o := a.Order
		o.Person = id
		row.Elements = append(row.Elements, orderButton(people[id], i, o, f.ID))
	}
	return message.Message{Blocks: []message.Block{section("Who of them has ", message.B(action(f, actionSize)), "?"), row}}
}

// orderButton carries an order for one promise or several.
func orderButton(label string, i int, o reply.Order, ids string) message.Element {
	return button(label, fmt.Sprintf("followup.as%d", i), strings.Join([]string{string(o.Verb), o.Day.String(), o.Person, ids}, "|"))
}

// ReadOrder reads the value of a button that carries an order.
func ReadOrder(value string) (o reply.Order, ids []string, ok bool) {
	f := strings.Split(value, "|")
	if len(f) != 4 || f[3] == "" {
		return o, nil, false
	}
	o = reply.Order{Verb: reply.Verb(f[0]), Person: f[2]}
	if err := o.Day.UnmarshalText([]byte(f[1])); err != nil {
		return o, nil, false
	}
	switch o.Verb {
	case reply.Snooze, reply.Move:
		ok = !o.Day.IsZero()
	case reply.HandOver:
		ok = o.Person != ""
	case reply.Done, reply.Drop, reply.NoPromise, reply.Keep:
		ok = true
	}
	return o, strings.Split(f[3], ","), ok
}

// CantAsk says that somebody can't be asked to take a promise over.
func CantAsk(person string) message.Message {
	return Say("I can't ask ", message.User(person), ": I work for full members of this workspace only. It stays with you.")
}

// Offer asks a colleague whether they take a promise over. They see what was
// promised to whom, in which words and by when, and nothing else of the call.
func Offer(f *followup.FollowUp, customer, to string, today when.Date) message.Message {
	what := []any{message.B(action(f, actionSize)), forCustomer(f, customer)}
	switch {
	case f.Owner == to:
		line := append([]any{"Yours, from ", message.User(f.From), ": "}, what...)
		line = append(append(line, " → "), dueText(f, today)...)
		if f.State != followup.Open {
			line = []any{message.Span{Text: action(f, actionSize), Style: message.Strike}, " " + settledWord(f)}
		}
		m := message.Message{Blocks: []message.Block{withMenu(section(line...), f, customer, "offer/"+f.ID)}}
		if f.State == followup.Open && f.Answered() {
			m.Blocks = append(m.Blocks, actions(button("Give it back", "followup.undo", f.ID+"@offer/"+f.ID)))
		}
		return m
	case f.Offer == nil || f.Offer.To != to || f.State != followup.Open:
		return OfferOver(f.Owner)
	}
	plain := *f
	plain.Offer, plain.Snoozed = nil, when.Date{} // it is quiet for its owner
	line := append([]any{message.User(f.Owner), " says that you have this one: "}, what...)
	line = append(append(line, " → "), dueText(&plain, today)...)
	body := section(line...)
	if f.Quote != "" {
		body.Text = message.Join(body.Text, "\nAs it was said: ", quoted(f.Quote, quoteSize))
	}
	return message.Message{Blocks: []message.Block{
		body,
		actions(message.Element{Kind: message.Button, Label: "I'll take it", Action: "offer.accept", Value: f.ID, Style: "primary"}, button("I can't", "offer.decline", f.ID)),
		context("If you take it, I remind you of it and no longer them."),
	}}
}

// OfferOver stands where somebody was asked to take a promise over that they
// no longer need to.
func OfferOver(owner string) message.Message {
	return Say(message.User(owner), " has it after all. Nothing to do for you.")
}

// OfferAnswered tells who handed a promise over what became of it.
func OfferAnswered(f *followup.FollowUp, customer, by string, taken bool, today when.Date) message.Message {
	if taken {
		return Say(message.User(by), " took over ", message.B(action(f, actionSize)), forCustomer(f, customer)+". I remind them from now on.")
	}
	line := append([]any{message.User(by), " can't take it, so it is yours again: "}, promise(f, today)...)
	if customer != "" {
		line = append(line, " · "+short(customer))
	}
	return message.Message{Blocks: []message.Block{withMenu(section(line...), f, customer, "said/"+f.ID)}}
}

// NothingToUndo answers "undo" where nothing was done lately.
func NothingToUndo() message.Message {
	return Say("You changed no promise in the last day, so there is nothing I could take back. What was settled before is in ", Code("/heed followups done"), ", each with its undo.")
}
