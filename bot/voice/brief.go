package voice

import (
	"time"

	"heed/bot/call"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/message"
	"heed/bot/when"
)

// Brief is one screen for the minute before a call.
func Brief(b memory.Brief, now time.Time, loc *time.Location) message.Message {
	today := when.DateOf(now.In(loc))
	head := []any{message.B(b.Customer.Name), " · ", plural(b.Calls, "call")}
	if !b.Last.At.IsZero() {
		head = append(head, " · last "+Day(when.DateOf(b.Last.At.In(loc)), today)+" with ", message.User(b.Last.By))
	}
	if b.Silence != nil {
		head = append(head, ". Quiet for "+ago(b.Silence.For)+", longer than usual")
	}
	blocks := []message.Block{section(head...)}
	blocks = append(blocks, factBlock("People", b.People, false)...)
	blocks = append(blocks, factBlock("What matters to them", b.Matters, true)...)
	blocks = append(blocks, factBlock("What hurts", b.Pains, true)...)
	blocks = append(blocks, worryBlock(b.Worries)...)
	blocks = append(blocks, factBlock("How they decide", b.Decision, false)...)
	blocks = append(blocks, factBlock("Dates", b.Dates, false)...)
	blocks = append(blocks, factBlock("A warm word", b.Personal, true)...)
	blocks = append(blocks, factBlock("Also", b.Other, true)...)
	blocks = append(blocks, owed(b, today))
	if len(blocks) == 2 && b.Calls == 0 {
		blocks = append(blocks, section("Nothing known yet: post a note about them and it will be here."))
	}
	return message.Message{Blocks: blocks}
}

// factBlock is a heading with facts; theirs says that the words themselves
// are the point.
func factBlock(title string, facts []memory.Fact, theirs bool) []message.Block {
	if len(facts) == 0 {
		return nil
	}
	parts := []any{message.B(title)}
	for _, f := range facts {
		parts = append(parts, "\n• ")
		if f.About != "" {
			parts = append(parts, f.About+": ")
		}
		q := f.Quotes[len(f.Quotes)-1].Words
		if theirs && q != "" {
			parts = append(parts, quoted(q, 160))
		} else {
			parts = append(parts, Shorten(f.Text, 160))
		}
	}
	return []message.Block{section(parts...)}
}

func worryBlock(ws []memory.Worry) []message.Block {
	if len(ws) == 0 {
		return nil
	}
	parts := []any{message.B("Said last time, not taken up yet")}
	for _, w := range ws {
		parts = append(parts, "\n• ")
		if w.Who != "" {
			parts = append(parts, w.Who+": ")
		}
		parts = append(parts, quoted(w.Quote, 160))
	}
	return []message.Block{section(parts...)}
}

func owed(b memory.Brief, today when.Date) message.Block {
	parts := append([]any{message.B("We owe: ")}, promisesInline(b.IOwe, today)...)
	parts = append(parts, "\n", message.B("They owe: "))
	return section(append(parts, promisesInline(b.TheyOwe, today)...)...)
}

func promisesInline(fs []followup.FollowUp, today when.Date) []any {
	if len(fs) == 0 {
		return []any{"nothing open"}
	}
	var out []any
	for i, f := range fs {
		if i == shownPromises {
			return append(out, "; and more")
		}
		if i > 0 {
			out = append(out, "; ")
		}
		if f.Side == call.Customer && f.Who != "" {
			out = append(out, f.Who+": ")
		}
		out = append(out, Shorten(f.Action, 100))
		if f.Due != (when.Date{}) {
			out = append(out, " ("+Day(f.Due, today)+")")
		}
	}
	return out
}
