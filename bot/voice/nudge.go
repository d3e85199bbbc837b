package voice

import (
	"strings"

	"heed/bot/call"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/message"
	"heed/bot/when"
)

// Nudge is the bundled morning message of day, as it stands on today.
// customers maps ids to names; parts follow what is to be done.
func Nudge(items []followup.Item, touches []memory.Silent, customers map[string]string, day, today when.Date, parts ...Part) message.Message {
	if len(items)+len(touches) == 0 && len(parts) > 0 {
		return withParts(message.Message{}, parts)
	}
	title := nudgeTitle(items, touches, day, today)
	sheet := "nudge/" + day.String()
	blocks := []message.Block{section(message.B(title))}
	for _, it := range items[:min(len(items), shownPromises)] {
		blocks = append(blocks, nudgeBlocks(it, customers[it.FollowUp.Customer], sheet, today)...)
	}
	blocks = append(blocks, nudgeRest(items, customers, today)...)
	for i, s := range touches {
		if s.Reason == followup.GetToKnow && (i == 0 || touches[i-1].Reason != followup.GetToKnow) {
			blocks = append(blocks, knowHead(sheet))
		}
		blocks = append(blocks, touchBlocks(s, customers[s.Customer], sheet, today)...)
	}
	if waits(items, today) {
		blocks = append(blocks, context("Or answer in words: “"+say("answer", "example")+"”."))
	}
	return withParts(message.Message{Text: message.T(nudgeFallback(items, len(touches), customers, title, today)), Blocks: blocks}, parts)
}

// withParts adds the parts to a message, if it says anything, and names them
// in the notification.
func withParts(m message.Message, parts []Part) message.Message {
	text := strings.TrimSuffix(m.Text.String(), ".")
	for i, p := range parts {
		switch {
		case text == "":
			text = upperFirst(p.Title)
		case i == len(parts)-1:
			text += ", and " + p.Title
		default:
			text += ", " + p.Title
		}
		if len(m.Blocks) > 0 {
			m.Blocks = append(m.Blocks, message.Block{Kind: message.Divider})
		}
		m.Blocks = append(m.Blocks, p.Blocks...)
	}
	if len(parts) > 0 {
		m.Text = message.T(stop(text))
	}
	return m
}

// waits reports whether several things of a bundle wait for an answer: with
// one alone the buttons are shorter.
func waits(items []followup.Item, today when.Date) bool {
	n := 0
	for _, it := range items {
		if it.FollowUp.State == followup.Open && !settledFor(&it.FollowUp, today) {
			n++
		}
	}
	return n > 1
}

// nudgeRest names what has no room for buttons, one line each, and says how
// many more there are.
func nudgeRest(items []followup.Item, customers map[string]string, today when.Date) []message.Block {
	rest := items[min(len(items), shownPromises):min(len(items), followup.Shown)]
	if len(rest) == 0 {
		return nil
	}
	parts := []any{message.B("And:")}
	for _, it := range rest {
		f := &it.FollowUp
		line := Shorten(f.Action, 100) + forCustomer(f, customers[f.Customer])
		if f.State != followup.Open || settledFor(f, today) {
			parts = append(parts, "\n• ", message.Span{Text: line, Style: message.Strike})
			continue
		}
		parts = append(parts, "\n• "+line+" · "+Shorten(reason(it, today), 80))
	}
	return append([]message.Block{section(parts...)}, andMore(len(items)-followup.Shown)...)
}

// nudgeTitle counts what is left to do, and thanks for what was kept.
func nudgeTitle(items []followup.Item, touches []memory.Silent, day, today when.Date) string {
	left, later, kept, dropped := 0, 0, 0, 0
	for _, it := range items {
		switch f := &it.FollowUp; {
		case settledFor(f, today):
			later++
		case f.State == followup.Open:
			left++
		case f.State == followup.Done && f.Mine():
			kept++
		case f.State == followup.Dropped:
			dropped++
		}
	}
	for _, s := range touches {
		if !s.Touched && !s.Muted {
			left++
		}
	}
	switch {
	case left > 0 && day != today:
		return plural(left, "thing") + " left from " + Day(day, today)
	case left > 0:
		return plural(left, "thing") + " for today"
	case later > 0 || len(items) == 0 && len(touches) == 0 || len(items) > 0 && dropped == len(items):
		return "Nothing left for today"
	case kept > 0:
		return "All settled. Thank you for keeping your word."
	}
	return "All settled."
}

// nudgeFallback is what a notification shows.
func nudgeFallback(items []followup.Item, touches int, customers map[string]string, title string, today when.Date) string {
	if f := first(items); len(items) == 1 && touches == 0 && f.State == followup.Open && !settledFor(f, today) {
		return title + ": " + action(f, 80) + forCustomer(f, customers[f.Customer])
	}
	return stop(title)
}

func first(items []followup.Item) *followup.FollowUp {
	if len(items) == 0 {
		return &followup.FollowUp{}
	}
	return &items[0].FollowUp
}

func nudgeBlocks(it followup.Item, customer, sheet string, today when.Date) []message.Block {
	f := &it.FollowUp
	if f.State != followup.Open {
		b := section(message.Span{Text: action(f, actionSize), Style: message.Strike}, forCustomer(f, customer), " · ", settledWord(f))
		b.Accessory = undo(f, customer, sheet)
		return []message.Block{b}
	}
	if settledFor(f, today) {
		line := append([]any{message.B(action(f, actionSize)), forCustomer(f, customer), " · "}, putOff(f, today)...)
		b := section(line...)
		b.Accessory = undo(f, customer, sheet)
		return []message.Block{b}
	}
	line := section(message.B(action(f, actionSize)), forCustomer(f, customer), " · ", reason(it, today))
	switch {
	case it.Reason == followup.TheyAreLate:
		line.Text = message.Join(line.Text, "\n“"+say("ask", "promise")+"”")
	case f.Quote != "" && f.Mine():
		line.Text = message.Join(line.Text, "\n", quoted(f.Quote, 140))
	}
	return []message.Block{line, actions(nudgeButtons(f, customer, sheet, it.Reason)...)}
}

// settledFor reports whether an open promise needs nothing more today: it was
// put off, or answered since it was brought up.
func settledFor(f *followup.FollowUp, today when.Date) bool {
	return f.State == followup.Open && (f.Snoozed.After(today) || f.Answered())
}

// putOff says what was answered.
func putOff(f *followup.FollowUp, today when.Date) []any {
	switch {
	case f.Snoozed.After(today):
		return []any{"quiet until " + Day(f.Snoozed, today)}
	case f.Offer != nil:
		return []any{"waiting for ", message.User(f.Offer.To)}
	case f.Due.After(today):
		return []any{"now due " + Day(f.Due, today)}
	}
	return []any{"stays open"}
}

func nudgeButtons(f *followup.FollowUp, customer, sheet string, why followup.Reason) []message.Element {
	v := f.ID + "@" + sheet
	done := "Done"
	if !f.Mine() {
		done = "It came"
	}
	out := []message.Element{
		button(done, "followup.done", v),
		button("Next workday", "followup.tomorrow", v),
		button("Next week", "followup.nextweek", v),
		button("Edit …", "followup.edit", v),
	}
	if why == followup.LastAsk || why == followup.NoDate || f.Side == call.Customer {
		out = append(out, button("Drop it", "followup.drop", v))
	} else {
		out = append(out, button("Not a promise", "followup.notpromise", v))
	}
	for i := range out {
		out[i].Aria = strings.TrimSuffix(out[i].Label, " …") + ": " + aloud(f, customer)
	}
	return out
}

// forCustomer names the customer, unless the action does.
func forCustomer(f *followup.FollowUp, name string) string {
	if name == "" || strings.Contains(strings.ToLower(f.Action), strings.ToLower(name)) {
		return ""
	}
	return " for " + short(name)
}

// reason says why it is brought up, in the words of the person who reads it.
// Where a day passed or was edited since the bundle was made, it is the day
// that counts.
func reason(it followup.Item, today when.Date) string {
	f := &it.FollowUp
	dated := f.Due != (when.Date{})
	switch {
	case it.Reason == followup.LastAsk:
		return "I asked twice and won't ask again. Still wanted?"
	case !f.Mine() && dated:
		return promiser(f) + " promised it for " + Day(f.Due, today) + ". Worth a friendly question?"
	case it.Reason == followup.Unanswered:
		return "the colleague you named hasn't answered yet, so it is still yours"
	case it.Reason == followup.Start && dated && f.Due.After(today):
		return "due " + Day(f.Due, today) + ", and it takes a while: a good day to start"
	case it.Reason == followup.SnoozeOver:
		return "you asked me to come back to it"
	case !dated && it.Reason == followup.NoDate:
		return "no date was said, so I'm asking"
	case !dated:
		return "still open"
	case f.Due.Compare(today) < 0:
		return "was due " + Day(f.Due, today)
	case f.DueTime != "":
		return "due " + Day(f.Due, today) + ", " + f.DueTime
	case it.Reason == followup.DueSoon && f.Due != today:
		return "due " + Day(f.Due, today) + ", when you're off"
	}
	return "due " + Day(f.Due, today)
}
