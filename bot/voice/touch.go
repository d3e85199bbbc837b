package voice

import (
	"heed/bot/analyze"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/message"
	"heed/bot/when"
)

// touchBlocks bring up a customer to get in touch with.
func touchBlocks(s memory.Silent, name, sheet string, today when.Date) []message.Block {
	v := s.Customer + "@" + sheet
	if s.Touched || s.Muted {
		word := "in touch again"
		switch {
		case s.Muted:
			word = "I won't ask about them again"
		case s.Reason == followup.NoThanks:
			word = "thanked"
		}
		b := section(message.Span{Text: short(name), Style: message.Strike}, " · "+word)
		u := button("Undo", "touch.undo", v)
		u.Aria = Shorten("Undo: "+name, labelSize)
		b.Accessory = &u
		return []message.Block{b}
	}
	if s.Reason == followup.NoThanks {
		line := section(message.B(short(name)), " · first meeting "+Day(s.MetOn, today)+", and no thank-you that I know of. Two lines are enough:\n“"+say("ask", "thanks")+"”")
		return []message.Block{line, actions(touchButton("Thanked", "touch.thanked", v, name), touchButton("Not needed", "touch.skip", v, name))}
	}
	if s.Reason == followup.GetToKnow {
		return knowBlocks(s, name, v)
	}
	if s.Reason == followup.Coming {
		line := section(message.B(short(name)), " · "+Day(s.Day, today)+": ", wordsBy(*s.Fact), "\n"+say("coming", coming(s)))
		return []message.Block{line, actions(touchButton("Done", "touch.done", v, name), touchButton("Don't ask about them", "touch.mute", v, name))}
	}
	line := section(message.B(short(name)), " · nobody in touch for "+ago(s.Silence.For)+"; usual is every "+ago(s.Silence.Usual)+". "+say("ask", "quiet"))
	return []message.Block{line, actions(touchButton("I was in touch", "touch.done", v, name), touchButton("Don't ask about them", "touch.mute", v, name))}
}

// coming is what a day of somebody's own life or of their work is good for.
func coming(s memory.Silent) string {
	if s.Fact.Kind == analyze.FactPersonal {
		return "personal"
	}
	return "work"
}

func touchButton(label, action, value, name string) message.Element {
	b := button(label, action, value)
	b.Aria = Shorten(label+": "+name, labelSize)
	return b
}
