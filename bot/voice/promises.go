package voice

import (
	"fmt"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/followup"
	"heed/bot/message"
	"heed/bot/when"
)

// shownPromises keeps a message within a phone's screen and Slack's 50 blocks.
const shownPromises = 8

// promiseBlocks lists promises with a menu each; sheet names the message that
// a click has to redraw.
func promiseBlocks(title string, fs []followup.FollowUp, sheet string, today when.Date) []message.Block {
	if len(fs) == 0 {
		return nil
	}
	blocks := []message.Block{section(message.B(title))}
	for _, f := range fs[:min(len(fs), shownPromises)] {
		blocks = append(blocks, withMenu(section(promiseLine(&f, today)...), &f, sheet))
	}
	if more := len(fs) - shownPromises; more > 0 {
		blocks = append(blocks, context(fmt.Sprintf("And %d more: ", more), message.C("/heed followups")))
	}
	return blocks
}

func menu(f *followup.FollowUp, sheet string) []message.Option {
	v := func(verb string) string { return verb + ":" + f.ID + "@" + sheet }
	return []message.Option{
		{Label: "Done", Value: v("done")},
		{Label: "Snooze to tomorrow", Value: v("tomorrow")},
		{Label: "Snooze to next week", Value: v("nextweek")},
		{Label: "Edit …", Value: v("edit")},
		{Label: "Not a promise", Value: v("notpromise")},
	}
}

func undo(f *followup.FollowUp, sheet string) *message.Element {
	b := button("Undo", "followup.undo", f.ID+"@"+sheet)
	b.Aria = "Undo: " + Shorten(f.Action, 50)
	return &b
}

// promiseLine is "• You: send the pricing → Fri 27 Nov".
func promiseLine(f *followup.FollowUp, today when.Date) []any {
	who := "You"
	switch {
	case f.Who != "":
		who = f.Who
	case f.Side == call.Customer:
		who = "They"
	case f.Side == call.Unknown:
		who = "Nobody named"
	}
	if f.State != followup.Open {
		return []any{"• ", message.Span{Text: who + ": " + f.Action, Style: message.Strike}, " ", settledWord(f)}
	}
	return append([]any{"• " + who + ": " + f.Action + " → "}, dueText(f, today)...)
}

func settledWord(f *followup.FollowUp) string {
	if f.State == followup.Done {
		return "done"
	}
	if n := len(f.Changes); n > 0 && f.Changes[n-1].Why != "" {
		return f.Changes[n-1].Why
	}
	return "dropped"
}

// dueText shows a due date back, and says where it is Heed's own default.
func dueText(f *followup.FollowUp, today when.Date) []any {
	var out []any
	switch {
	case f.Due != (when.Date{}):
		out = append(out, message.B(Day(f.Due, today)))
		if f.DueTime != "" {
			out = append(out, " "+f.DueTime)
		}
	case f.Side == call.Customer:
		out = append(out, "no date")
	case f.Strength == analyze.Conditional:
		out = append(out, "no date, if it comes to that")
	default:
		out = append(out, "no date was said; I'll ask in two working days")
	}
	if f.Strength == analyze.Soft {
		out = append(out, " (“I'll try”)")
	}
	if f.Snoozed != (when.Date{}) && f.Snoozed.Compare(today) > 0 {
		out = append(out, ", quiet until "+Day(f.Snoozed, today))
	}
	return out
}

// Nudge is the bundled morning message. customers maps ids to names.
func Nudge(items []followup.Item, customers map[string]string, day, today when.Date) message.Message {
	open := 0
	for _, it := range items {
		if it.FollowUp.State == followup.Open {
			open++
		}
	}
	title := plural(open, "thing") + " for today"
	switch {
	case open == 0:
		title = "All settled for today. Thank you for keeping your word."
	case day != today:
		title = plural(open, "thing") + " from " + Day(day, today)
	}
	blocks := []message.Block{section(message.B(title))}
	for i, it := range items {
		if i == shownPromises {
			blocks = append(blocks, context(fmt.Sprintf("And %d more: ", len(items)-i), message.C("/heed followups")))
			break
		}
		blocks = append(blocks, nudgeBlocks(it, customers, "nudge/"+day.String(), today)...)
	}
	return message.Message{Text: message.T(nudgeFallback(items, customers, title)), Blocks: blocks}
}

func nudgeFallback(items []followup.Item, customers map[string]string, title string) string {
	if len(items) == 1 {
		f := items[0].FollowUp
		return title + ": " + Shorten(f.Action, 80) + forCustomer(customers[f.Customer])
	}
	return title + "."
}

func nudgeBlocks(it followup.Item, customers map[string]string, sheet string, today when.Date) []message.Block {
	f := &it.FollowUp
	if f.State != followup.Open {
		b := section(message.Span{Text: f.Action, Style: message.Strike}, forCustomer(customers[f.Customer]), " · ", settledWord(f))
		b.Accessory = undo(f, sheet)
		return []message.Block{b}
	}
	line := section(message.B(f.Action), forCustomer(customers[f.Customer]), " · ", reason(it, today))
	if f.Quote != "" && f.Side != call.Customer {
		line.Text = message.Join(line.Text, "\n", quoted(f.Quote, 140))
	}
	if f.Snoozed.Compare(today) > 0 {
		line.Text = message.Join(line.Text, " Quiet until "+Day(f.Snoozed, today)+".")
		line.Accessory = undo(f, sheet)
		return []message.Block{line}
	}
	return []message.Block{line, actions(nudgeButtons(f, sheet, it.Reason)...)}
}

func nudgeButtons(f *followup.FollowUp, sheet string, why followup.Reason) []message.Element {
	v := f.ID + "@" + sheet
	done := button("Done", "followup.done", v)
	done.Aria = "Done: " + Shorten(f.Action, 60)
	out := []message.Element{
		done,
		button("Tomorrow", "followup.tomorrow", v),
		button("Next week", "followup.nextweek", v),
		button("Edit …", "followup.edit", v),
	}
	if why == followup.LastAsk || why == followup.NoDate {
		out = append(out, button("Drop it", "followup.drop", v))
	} else {
		out = append(out, button("Not a promise", "followup.notpromise", v))
	}
	return out
}

func forCustomer(name string) string {
	if name == "" {
		return ""
	}
	return " for " + name
}

// reason says why it is brought up, in the words of the person who reads it.
func reason(it followup.Item, today when.Date) string {
	f := it.FollowUp
	switch it.Reason {
	case followup.DueToday:
		if f.DueTime != "" {
			return "today, " + f.DueTime
		}
		return "today is the day"
	case followup.DueSoon:
		return "due " + Day(f.Due, today) + ", a day off"
	case followup.Overdue:
		return "was due " + Day(f.Due, today)
	case followup.NoDate:
		return "no date was said, so I'm asking"
	case followup.SnoozeOver:
		return "you asked me to come back to it"
	case followup.LastAsk:
		return "I've asked twice and won't again: still wanted?"
	case followup.TheyAreLate:
		who := f.Who
		if who == "" {
			who = "they"
		}
		return who + " said " + Day(f.Due, today) + "; worth a friendly question?"
	}
	return ""
}

// FollowUpList is /heed followups.
func FollowUpList(fs []followup.FollowUp, customers map[string]string, today when.Date) message.Message {
	if len(fs) == 0 {
		return Say("Nothing open. Promises made in a note or a call show up here by themselves.")
	}
	open := 0
	for _, f := range fs {
		if f.State == followup.Open {
			open++
		}
	}
	title := section(message.B(plural(open, "promise") + " open"))
	return message.Message{Blocks: append([]message.Block{title}, followUpBlocks(fs, customers, "list", today)...)}
}

// listed is how many follow-ups one message shows.
const listed = 25

func followUpBlocks(fs []followup.FollowUp, customers map[string]string, sheet string, today when.Date) []message.Block {
	var blocks []message.Block
	for i, f := range fs {
		if i == listed {
			return append(blocks, context(fmt.Sprintf("And %d more, less pressing ones.", len(fs)-i)))
		}
		line := promiseLine(&f, today)
		if name := customers[f.Customer]; name != "" {
			line = append(line, " · "+name)
		}
		blocks = append(blocks, withMenu(section(line...), &f, sheet))
	}
	return blocks
}

// withMenu puts what can be done with a follow-up beside it.
func withMenu(b message.Block, f *followup.FollowUp, sheet string) message.Block {
	if f.State == followup.Open {
		b.Accessory = &message.Element{Kind: message.Overflow, Action: "followup.menu", Options: menu(f, sheet), Aria: "Change: " + Shorten(f.Action, 50)}
	} else {
		b.Accessory = undo(f, sheet)
	}
	return b
}
