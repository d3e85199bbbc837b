package voice

import (
	"heed/bot/followup"
	"heed/bot/message"
	"heed/bot/when"
)

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

// HoursHow is said to hours that can't be read.
func HoursHow() message.Message {
	return Say("I can't read that as working hours, so I left yours as they are. Whole hours work, with or without days: ", Code("/heed hours 8 to 16"), ", ",
		Code("/heed hours 9 to 5, Mon–Thu"), ".")
}

// Back confirms that no days off are set any more.
func Back(was bool) message.Message {
	if !was {
		return Say("No days off were set.")
	}
	return Say("Welcome back. What became due meanwhile comes in one message, as soon as you are at work.")
}
