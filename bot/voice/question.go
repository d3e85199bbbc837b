package voice

import (
	"heed/bot/message"
	"heed/bot/story"
	"heed/bot/when"
)

// Question is one that a rep asked in a call, of which they are asked whether
// the weekly digest may hold it.
type Question struct {
	Call, Text string
	Customer   string // name
	At, Today  when.Date
	Consent    story.Consent
	Never      bool   // their setting: never by name
	Shown      bool   // a digest holds it
	Sheet      string // of the message that it stands in
}

// Part asks, or says what was answered.
func (q Question) Part() Part {
	title := "a question of yours"
	at := ""
	if q.Customer != "" {
		at = " at " + short(q.Customer)
	}
	head := section(message.B("A question worth passing on."), " You asked it "+onDay(q.At, q.Today)+at+": ", quoted(q.Text, quoteSize))
	ask := say("question consent", "ask")
	if q.Consent != story.Asked {
		ask = say("question consented", string(q.Consent))
	}
	if q.Shown {
		ask += " " + say("question consented", "shown")
	}
	row := actions()
	for _, c := range []story.Consent{story.Named, story.Unnamed, story.No} {
		if c != q.Consent && (c != story.Named || !q.Never) {
			row.Elements = append(row.Elements, spoken(button(say("question consent", string(c)), "question."+string(c), q.Call+"@"+q.Sheet), ": the question in the weekly digest"))
		}
	}
	return Part{title, []message.Block{head, section(ask), row}}
}

// onDay is "yesterday" or "on Tue 3 Nov".
func onDay(d, today when.Date) string {
	if s := Day(d, today); d == today || d == today.AddDays(-1) {
		return s
	}
	return "on " + Day(d, today)
}

// QuestionOfTheWeek stands beside a digest; by is whoever asked it, "" where
// they didn't want to be named.
func QuestionOfTheWeek(text, by string) message.Message {
	head := "Question of the week"
	if by != "" {
		head += ", shared by " + short(by)
	}
	return message.Message{Blocks: []message.Block{section(message.B(head+":"), " ", quoted(text, quoteSize))}}
}
