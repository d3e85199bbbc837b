package voice

import (
	"fmt"
	"strings"
	"time"

	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/message"
	"heed/bot/when"
)

// DeedCallback is the form for something done unasked.
const DeedCallback = "deed"

// stackupShown keeps each part short.
const stackupShown = 3

// WhichFor asks for the customer that a command needs, and offers the latest.
func WhichFor(command string, latest []memory.Customer) message.Message {
	if len(latest) == 0 {
		return Say("Which customer? For example ", Code("/heed "+command+" "+inExamples), ".")
	}
	m := choose("Which customer? The latest:", command, latest)
	m.Blocks = append(m.Blocks[:2:2], context("Another: ", Code("/heed "+command), " and a name."))
	return m
}

// Stackup is what there is to show for a customer.
func Stackup(s memory.Stackup, now time.Time, loc *time.Location) message.Message {
	today := when.DateOf(now.In(loc))
	name := short(s.Customer.Name)
	if s.Calls == 0 && len(s.Learnt) == 0 {
		return message.Message{Blocks: []message.Block{section(message.B(name), " · no calls yet, so there is nothing to show. Post a note about them, and ask again.")}}
	}
	blocks := []message.Block{
		section(message.B(name), " · how are you stacking up?"),
		learntBlock(s, today, loc),
		actedBlock(s, today, loc),
		keptBlock(s, today, loc),
		touchLine(s, today, loc),
		deedLine(s, today, loc),
		context("Only what was written down counts here. It is evidence, and there is no mark for it."),
		actions(button("Something done unasked …", "deed.tell", s.Customer.ID+"@stackup/"+s.Customer.ID), button("Brief", "fact.pagebrief", "brief/"+s.Customer.ID)),
	}
	return message.Message{Text: message.T("How you stack up for " + name + "."), Blocks: blocks}
}

// learntBlock is what they told us, the latest of it.
func learntBlock(s memory.Stackup, today when.Date, loc *time.Location) message.Block {
	if len(s.Learnt) == 0 {
		return section(message.B("Learnt"), " · nothing of theirs is written down yet. "+say("stackup", "learn"))
	}
	parts := []any{message.B("Learnt"), " · " + plural(len(s.Learnt), "detail") + " in " + plural(max(s.Calls, 1), "call") + ". The latest:"}
	for _, f := range s.Learnt[:min(len(s.Learnt), stackupShown)] {
		parts = append(append(parts, "\n• "), detail(f, today, loc)...)
	}
	return section(parts...)
}

// detail is a fact in their words, with whom it is about and its day.
func detail(f memory.Fact, today when.Date, loc *time.Location) []any {
	return append([]any{}, wordsBy(f), " ("+Day(when.DateOf(f.Heard().In(loc)), today)+")")
}

func actedBlock(s memory.Stackup, today when.Date, loc *time.Location) message.Block {
	parts := []any{message.B("Acted on"), " · "}
	if len(s.Acted) == 0 {
		parts = append(parts, "nothing that I can tell from your notes.")
	} else {
		parts = append(parts, plural(len(s.Acted), "detail")+".")
	}
	for _, a := range s.Acted[:min(len(s.Acted), stackupShown)] {
		parts = append(parts, "\n• ", shownAs(a.Fact), " → ")
		if a.Promise != nil {
			parts = append(parts, action(a.Promise, 100)+", done "+Day(settledOn(a.Promise, loc), today))
		} else {
			parts = append(parts, "brought up "+Day(when.DateOf(a.Use.At.In(loc)), today)+": ", quoted(a.Use.Words, quoteSize))
		}
	}
	if n := len(s.Waiting); n > 0 {
		f := s.Waiting[0]
		parts = append(parts, "\nNothing promised or done about "+plural(n, "thing")+" they need; the oldest, since "+Day(when.DateOf(f.First().In(loc)), today)+": ", shownAs(f))
	}
	return section(parts...)
}

// settledOn is the day that something was done.
func settledOn(f *followup.FollowUp, loc *time.Location) when.Date {
	if !f.KeptOn.IsZero() {
		return f.KeptOn
	}
	return when.DateOf(f.Settled.In(loc))
}

func keptBlock(s memory.Stackup, today when.Date, loc *time.Location) message.Block {
	parts := []any{message.B("Promises"), " · "}
	switch n := len(s.Kept); {
	case n == 0 && len(s.Open) == 0:
		return section(append(parts, "none were made.")...)
	case n == 0:
		parts = append(parts, "none settled yet.")
	case s.OnTime == n:
		parts = append(parts, plural(n, "promise")+" kept, each by its day.")
	default:
		parts = append(parts, fmt.Sprintf("%s kept, %d of them by their day.", plural(n, "promise"), s.OnTime))
	}
	if len(s.Kept) > 0 {
		f := s.Kept[0]
		parts = append(parts, " The last: "+action(&f, 100)+", "+Day(settledOn(&f, loc), today)+".")
	}
	if len(s.Open) == 0 {
		return section(append(parts, " Nothing is open.")...)
	}
	parts = append(parts, "\nOpen: ")
	return section(append(parts, promisesInline(s.Open, today)...)...)
}

func touchLine(s memory.Stackup, today when.Date, loc *time.Location) message.Block {
	if s.Last.At.IsZero() {
		return section(message.B("In touch"), " · never, as far as I know.")
	}
	on := when.DateOf(s.Last.At.In(loc))
	parts := []any{message.B("In touch"), " · last " + Day(on, today)}
	if s.Last.By != "" {
		parts = append(parts, " by ", message.User(s.Last.By))
	}
	if days := today.DaysSince(on); days > 1 {
		parts = append(parts, ", "+plural(days, "day")+" ago")
	}
	if q := s.Silence; q != nil && !q.Default {
		parts = append(parts, "; usual is every "+ago(q.Usual))
	}
	return section(append(parts, ".")...)
}

func deedLine(s memory.Stackup, today when.Date, loc *time.Location) message.Block {
	if s.Deed == nil {
		return section(message.B("Done without being asked"), " · nothing that I know of. "+say("stackup", "deed"))
	}
	d := s.Deed
	return section(message.B("Done without being asked"), " · "+strings.TrimRight(lead(d)+Shorten(d.What, quoteSize), ".!")+" ("+Day(when.DateOf(d.At.In(loc)), today)+", ", message.User(d.By), ").")
}

// lead says what kind of deed it was, where its own words don't.
func lead(d *memory.Deed) string {
	if d.Kind == memory.Referral {
		return "sent on to somebody who suits them better: "
	}
	return ""
}

// DeedForm asks what was done unasked.
func DeedForm(customer string, from Luggage) message.View {
	return message.View{
		Callback: DeedCallback, Title: "Done without being asked", Submit: "Keep it", Close: "Cancel", Private: from.pack(),
		Blocks: []message.Block{hint(
			input("what", Shorten("What was done for "+customer, labelSize), message.Element{Kind: message.TextArea, MaxLength: 300, Placeholder: say("stackup", "example")}),
			"One line is enough. It is kept with what is known of them.")},
	}
}

// DeedKept says that a deed is kept, with its undo.
func DeedKept(d memory.Deed, customer string) message.Message {
	b := section("Kept for ", message.B(short(customer)), ": "+stop(lead(&d)+Shorten(d.What, quoteSize)))
	u := button("Undo", "deed.undo", d.Customer+"/"+d.ID+"@")
	b.Accessory = &u
	return message.Message{Blocks: []message.Block{b}}
}

// DeedUndone says that it is kept no more.
func DeedUndone(customer string) message.Message {
	return Say("Taken back: nothing of it is kept for ", message.B(short(customer)), ".")
}

// Remembered says why it is praised that a detail was brought up.
func Remembered(f memory.Fact, heard, today when.Date) string {
	return strings.NewReplacer("{day}", Day(heard, today), "{words}", Shorten(wordsOf(f), quoteSize)).Replace(say("remembered", "why"))
}

// WroteAbout is what somebody did on a day that mattered to a customer.
func WroteAbout(f memory.Fact) string {
	if wordsOf(f) == "" {
		return "got in touch, for no other reason"
	}
	return "wrote to them about " + quoted(wordsOf(f), quoteSize).String()
}

// RememberedOnce is said where what they had told us is kept no more.
func RememberedOnce() string { return say("remembered", "once") }
