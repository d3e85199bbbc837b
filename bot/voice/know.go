package voice

import (
	"heed/bot/digest"
	"heed/bot/memory"
	"heed/bot/message"
)

// knowHead stands above the customers of Get to Know Your Customers Day.
func knowHead(sheet string) message.Block {
	b := section(message.B("Get to Know Your Customers Day."), " "+say("know", "head"))
	off := button("Not for me", "touch.noknow", "me@"+sheet)
	b.Accessory = &off
	return b
}

// knowBlocks are one customer to get in touch with for no other reason: how
// long it has been quiet, what is known of them, and a question.
func knowBlocks(s memory.Silent, name, value string) []message.Block {
	parts := []any{message.B(short(name)), " · nobody in touch for " + ago(s.Silence.For) + "."}
	kind := "nothing"
	if s.Fact != nil {
		kind = string(s.Fact.Kind)
		parts = append(parts, " You know: ", wordsBy(*s.Fact))
	}
	nth := 1
	for _, r := range s.Customer {
		nth += int(r)
	}
	ask := vary("know ask", kind, nth)
	if ask == "" {
		ask = vary("know ask", "nothing", nth)
	}
	parts = append(parts, "\nAsk: ", quoted(ask, quoteSize))
	return []message.Block{section(parts...), actions(touchButton("I was in touch", "touch.done", value, name), touchButton("Don't ask about them", "touch.mute", value, name))}
}

// KnowOff says that somebody takes no part in the day.
func KnowOff() message.Message {
	return Say("I won't choose customers for you on Get to Know Your Customers Day.")
}

// knownLine is what came of the day.
func knownLine(k *digest.KnownSum) []message.Block {
	if k == nil {
		return nil
	}
	s := "the team was in touch with " + plural(k.Customers, "customer") + " for no other reason"
	if k.Details > 0 {
		s += ", and learnt " + plural(k.Details, "new thing") + " about them"
	}
	return []message.Block{section(message.B("Get to Know Your Customers Day:"), " "+s+".")}
}
