package voice

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/followup"
	"heed/bot/message"
	"heed/bot/when"
)

// shownPromises keeps a message within a phone's screen and Slack's 50 blocks;
// Listed is how many follow-ups a list shows.
const (
	shownPromises = followup.Shown
	Listed        = 25
)

// andMore says how many are not shown, and where they are.
func andMore(n int) []message.Block {
	if n <= 0 {
		return nil
	}
	return []message.Block{context(fmt.Sprintf("And %d more: ", n), Code("/heed followups"))}
}

func menu(f *followup.FollowUp, sheet string) []message.Option {
	v := func(verb string) string { return verb + ":" + f.ID + "@" + sheet }
	return []message.Option{
		{Label: "Done", Value: v("done")},
		{Label: "Ask me next workday", Value: v("tomorrow")},
		{Label: "Ask me next week", Value: v("nextweek")},
		{Label: "Edit …", Value: v("edit")},
		{Label: "Not a promise", Value: v("notpromise")},
	}
}

// withMenu puts what can be done with a follow-up beside it; sheet names the
// message that a click has to redraw.
func withMenu(b message.Block, f *followup.FollowUp, customer, sheet string) message.Block {
	if f.State == followup.Open {
		b.Accessory = &message.Element{Kind: message.Overflow, Action: "followup.menu", Options: menu(f, sheet), Aria: "Change: " + aloud(f, customer)}
	} else {
		b.Accessory = undo(f, customer, sheet)
	}
	return b
}

func undo(f *followup.FollowUp, customer, sheet string) *message.Element {
	b := button("Undo", "followup.undo", f.ID+"@"+sheet)
	b.Aria = "Undo: " + aloud(f, customer)
	return &b
}

// aloud names a follow-up on a button that is read out: what was promised, and
// to whom, as the same may be promised to two.
func aloud(f *followup.FollowUp, customer string) string {
	const room = labelSize - len("Ask me next workday: ") // before it stands what the button does
	to := forCustomer(f, customer)
	if to != "" {
		to = forCustomer(f, Shorten(customer, room/2))
	}
	return action(f, room-utf8.RuneCountInString(to)) + to
}

// withUndo is the row of an open follow-up; below what was changed last stands
// how to take that back, as its menu stays for what else is to be done.
func withUndo(row message.Block, f *followup.FollowUp, customer, sheet, changed string) []message.Block {
	row = withMenu(row, f, customer, sheet)
	if f.ID != changed || f.State != followup.Open {
		return []message.Block{row}
	}
	return []message.Block{row, actions(*undo(f, customer, sheet))}
}

// action is what was promised, at a length that can be read.
func action(f *followup.FollowUp, limit int) string { return Shorten(f.Action, limit) }

// promiseLine is "• You: send the pricing → Fri 27 Nov".
func promiseLine(f *followup.FollowUp, today when.Date) []any {
	return append([]any{"• "}, promise(f, today)...)
}

func promise(f *followup.FollowUp, today when.Date) []any {
	return told(f, promiser(f)+": ", today)
}

// what is a promise without who has to keep it: "send the pricing → Fri 27 Nov".
func what(f *followup.FollowUp, today when.Date) []any { return told(f, "", today) }

func told(f *followup.FollowUp, who string, today when.Date) []any {
	if f.State != followup.Open {
		return []any{message.Span{Text: who + action(f, actionSize), Style: message.Strike}, " " + settledWord(f)}
	}
	return append([]any{who + action(f, actionSize) + " → "}, dueText(f, today)...)
}

// promiser is who has to keep it, as its owner reads it.
func promiser(f *followup.FollowUp) string {
	switch {
	case f.Who != "":
		return short(f.Who)
	case f.Side == call.Customer:
		return "They"
	case f.Side == call.Unknown:
		return "We (who?)"
	}
	return "You"
}

func settledWord(f *followup.FollowUp) string {
	if f.State == followup.Done {
		return "done"
	}
	if n := len(f.Changes); n > 0 && f.Changes[n-1].Why != "" {
		return Shorten(f.Changes[n-1].Why, nameSize)
	}
	return "dropped"
}

// dueText shows a due date back, and says where it is Heed's own default.
func dueText(f *followup.FollowUp, today when.Date) []any {
	var out []any
	undated := f.Due == (when.Date{})
	switch {
	case !undated && f.Due.Compare(today) < 0:
		out = append(out, "was due ", message.B(Day(f.Due, today)))
	case !undated:
		out = append(out, message.B(Day(f.Due, today)))
		if f.DueTime != "" {
			out = append(out, " "+f.DueTime)
		}
		if f.Was != (when.Date{}) {
			out = append(out, ", was "+named(f.Was, today))
		}
	case f.Mine() && f.Strength != analyze.Conditional && f.Nudges == 0 && f.Snoozed == (when.Date{}):
		out = append(out, "no date; I'll ask after two working days")
	default:
		out = append(out, "no date")
	}
	switch f.Strength {
	case analyze.Conditional:
		out = append(out, ", if it comes to that")
	case analyze.Soft:
		out = append(out, " (a maybe)")
	}
	if f.Assumed && f.DuePhrase != "" {
		out = append(out, " (my reading of “"+Shorten(f.DuePhrase, nameSize)+"”)")
	}
	if f.Snoozed.Compare(today) > 0 {
		out = append(out, ", quiet until "+Day(f.Snoozed, today))
	}
	if f.Offer != nil {
		out = append(out, ", waiting for ", message.User(f.Offer.To))
	}
	return out
}

// paged names a page of a list.
func paged(list string, from int) string {
	if from <= 0 {
		return list
	}
	return fmt.Sprintf("%s+%d", list, from)
}

// FollowUpList is /heed followups, from the one at from on; changed is the id
// of the open one that was changed just now, "" for none.
func FollowUpList(fs []followup.FollowUp, customers map[string]string, from int, today when.Date, changed string) message.Message {
	if len(fs) == 0 {
		return Say("Nothing open. Promises made in a note or a call show up here by themselves.")
	}
	title := "Nothing open any more"
	if n := open(fs); n > 0 {
		title = plural(n, "promise") + " open"
	}
	return message.Message{Blocks: append([]message.Block{section(message.B(title))}, followUpBlocks(fs, customers, paged("list", from), Listed, today, changed)...)}
}

func open(fs []followup.FollowUp) int {
	n := 0
	for _, f := range fs {
		if f.State == followup.Open {
			n++
		}
	}
	return n
}

// followUpBlocks shows one page of follow-ups; sheet names the list and, after
// a "+", how many come before the page, size how many a page has.
func followUpBlocks(fs []followup.FollowUp, customers map[string]string, sheet string, size int, today when.Date, changed string) []message.Block {
	list, from := Page(sheet)
	from = PageOf(from, len(fs), size)
	var blocks []message.Block
	for _, f := range fs[from:min(len(fs), from+size)] {
		line := promiseLine(&f, today)
		name := customers[f.Customer]
		if name != "" {
			line = append(line, " · "+short(name))
		}
		blocks = append(blocks, withUndo(section(line...), &f, name, sheet, changed)...)
	}
	if len(fs) <= size {
		return blocks
	}
	row := actions()
	if from > 0 {
		row.Elements = append(row.Elements, button("Earlier ones", "followup.back", fmt.Sprintf("@%s+%d", list, from-size)))
	}
	if more := len(fs) - from - size; more > 0 {
		row.Elements = append(row.Elements, button(fmt.Sprintf("%d more", more), "followup.more", fmt.Sprintf("@%s+%d", list, from+size)))
	}
	return append(blocks, row)
}

// Page parts the name of a list from where its page begins.
func Page(sheet string) (list string, from int) {
	list, at, _ := strings.Cut(sheet, "+")
	from, _ = strconv.Atoi(at)
	return list, max(0, from)
}
