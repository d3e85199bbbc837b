package voice

import (
	"fmt"

	"heed/bot/followup"
	"heed/bot/message"
	"heed/bot/when"
)

// HoursForm edits somebody's own working hours and days off.
func HoursForm(h followup.Hours, away []followup.Span, zone string) message.View {
	hour := func(from, to int) []message.Option {
		var out []message.Option
		for i := from; i <= to; i++ {
			out = append(out, message.Option{Label: fmt.Sprintf("%02d:00", i), Value: fmt.Sprint(i)})
		}
		return out
	}
	var off followup.Span
	if len(away) > 0 {
		off = away[0]
	}
	v := message.View{
		Callback: HoursCallback, Title: "Your hours", Submit: "Save", Close: "Cancel",
		Blocks: []message.Block{
			input("start", "I work from", message.Element{Kind: message.Select, Options: hour(0, 23), Initial: fmt.Sprint(h.Start)}),
			input("end", "To", message.Element{Kind: message.Select, Options: hour(1, 24), Initial: fmt.Sprint(h.End)}),
			hint(input("days", "On", message.Element{Kind: message.TextInput, Initial: followup.DaysText(h.Days), MaxLength: 60}), "For example Mon–Fri or Mon, Tue, Thu"),
			hint(optional(input("from", "Days off from", message.Element{Kind: message.DatePicker, Initial: off.From.String()})), "I'm silent on days off; what is due then comes before."),
			optional(input("to", "To (the last day off)", message.Element{Kind: message.DatePicker, Initial: off.To.String()})),
			context("Times are those of " + short(zone) + ", as your Slack profile says."),
		},
	}
	if len(away) > 1 {
		v.Blocks = append(v.Blocks, context(fmt.Sprintf("You have set days off %d times. Saving keeps the ones above only.", len(away))))
	}
	return v
}

// HoursButton opens the form of hours where a modal can't be opened at once.
func HoursButton() message.Message {
	return message.Message{Blocks: []message.Block{section("When you work and when you are off:"), actions(button("Your hours and days off", "hours.open", "open"))}}
}

// HoursSaved says what now holds.
func HoursSaved(h followup.Hours, away []followup.Span, zone string, today when.Date) message.Message {
	words := "Saved. I remind you only within " + h.String() + ", " + short(zone) + "."
	if len(away) > 0 {
		words += " Off " + spanWords(away[0], today) + "."
	}
	return Say(words)
}

// spanWords is "Thu 24 Dec to Sat 2 Jan" or one day alone.
func spanWords(s followup.Span, today when.Date) string {
	if s.From == s.To {
		return Day(s.From, today)
	}
	return Day(s.From, today) + " to " + Day(s.To, today)
}

// AwaySet confirms days off, and says when reminders start again.
func AwaySet(s followup.Span, back, today when.Date) message.Message {
	return Say("Off ", message.B(spanWords(s, today)), ". Nothing from me then; I start again "+Day(back, today)+". What is due meanwhile comes on your last working day before. ",
		Code("/heed away back"), " ends it.")
}

// AwayIs says what is set.
func AwayIs(spans []followup.Span, today when.Date) message.Message {
	if len(spans) == 0 {
		return Say("No days off are set. For example: ", Code("/heed away until 3 Dec"), " or ", Code("/heed away 24 Dec to 2 Jan"), ".")
	}
	parts := []any{"You are off:"}
	for _, s := range spans {
		parts = append(parts, "\n• "+spanWords(s, today))
	}
	return Say(append(parts, "\n", Code("/heed away back"), " ends it.")...)
}

// AwayHow is said to days off that can't be read.
func AwayHow() message.Message {
	return Say("I'm not sure which days you mean, so I set none. For example: ", Code("/heed away until 3 Dec"), ", ", Code("/heed away 24 Dec to 2 Jan"), " or ",
		Code("/heed away next week"), ".")
}

// Back confirms that no days off are set any more.
func Back(was bool) message.Message {
	if !was {
		return Say("No days off were set.")
	}
	return Say("Welcome back. What became due meanwhile comes with the next morning's message, all in one.")
}
