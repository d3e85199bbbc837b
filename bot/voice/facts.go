package voice

import (
	"fmt"
	"time"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/memory"
	"heed/bot/message"
	"heed/bot/when"
)

// Callbacks of the forms about a fact.
const (
	FactCallback = "fact.correct"
	MoveCallback = "fact.move"
)

// longestFact is how long a fact may be in its form.
const longestFact = 300

// Facts are what one page of a customer's facts shows.
type Facts struct {
	Shown  []memory.Fact
	Before map[string][]memory.Fact // what facts took the place of, by id
	Twins  map[string][]memory.Fact // the same words as other kinds of fact, by id
	Links  map[string]string        // where calls were posted, by the call's id; "" for none that the reader can open
	Of     int                      // how many there are on all pages
	Page   int                      // from 0
	Size   int                      // of a page
}

// FactPage is everything that is known of a customer, page by page, each fact
// with what can be done with it.
func FactPage(c memory.Customer, p Facts, now time.Time, loc *time.Location) message.Message {
	today := when.DateOf(now.In(loc))
	head := []any{message.B(short(c.Name))}
	if p.Of > 0 {
		head = append(head, " · "+plural(p.Of, "fact"))
	}
	if p.Of > p.Size {
		head = append(head, fmt.Sprintf(", page %d of %d", p.Page+1, (p.Of+p.Size-1)/p.Size))
	}
	blocks := []message.Block{section(head...)}
	sheet := fmt.Sprintf("facts/%s/%d", c.ID, p.Page)
	for _, f := range p.Shown {
		blocks = append(blocks, factLine(f, p, sheet, today, loc))
	}
	if p.Of == 0 {
		blocks = append(blocks, section("Nothing is known yet. Post a note about them, and it will be here."))
	}
	return message.Message{Blocks: append(blocks, pages("facts", c.ID, p.Page, (p.Page+1)*p.Size < p.Of)...)}
}

// pages lead through the pages of a kind, and to the others.
func pages(kind, customer string, at int, more bool) []message.Block {
	row := actions()
	to := func(label, action, sheet string) {
		row.Elements = append(row.Elements, button(label, "fact."+action, sheet))
	}
	if at > 0 {
		to("Back", "pageback", fmt.Sprintf("%s/%s/%d", kind, customer, at-1))
	}
	if more {
		to("More", "pagemore", fmt.Sprintf("%s/%s/%d", kind, customer, at+1))
	}
	if kind == "facts" {
		to("Calls", "pagecalls", "calls/"+customer+"/0")
	} else {
		to("Facts", "pagefacts", "facts/"+customer+"/0")
	}
	to("Brief", "pagebrief", "brief/"+customer)
	return []message.Block{row}
}

// factLine is one fact with its evidence and its menu.
func factLine(f memory.Fact, p Facts, sheet string, today when.Date, loc *time.Location) message.Block {
	head := say("fact kind", string(f.Kind))
	for _, t := range p.Twins[f.ID] {
		head += ", " + lowerFirst(say("fact kind", string(t.Kind)))
	}
	if f.About != "" {
		head += " · " + short(f.About)
	}
	parts := []any{message.B(head), "\n"}
	switch {
	case f.State == memory.Dropped:
		parts = append(parts, message.Text{{Text: Shorten(f.Says(), quoteSize), Style: message.Strike}})
	case f.Said != "":
		parts = append(parts, Shorten(f.Said, quoteSize), "\nas it was heard: ", quoted(f.Words(), quoteSize))
	default:
		parts = append(parts, shownAs(f))
	}
	parts = append(parts, "\n", factSource(f, today, loc))
	if q := f.Quotes; len(q) > 0 && p.Links[q[len(q)-1].Call] != "" {
		parts = append(parts, " · ", message.Link("open", p.Links[q[len(q)-1].Call]))
	}
	parts = append(parts, otherQuotes(f, today, loc)...)
	for _, old := range p.Before[f.ID] {
		parts = append(parts, "\nbefore: ", quoted(wordsOf(old), quoteSize), ", "+Day(when.DateOf(old.Heard().In(loc)), today))
	}
	b := section(parts...)
	b.Accessory = factMenu(f, sheet)
	return b
}

// mostQuotes is how many earlier quotes of a fact are shown.
const mostQuotes = 2

// otherQuotes are the words that a fact was heard in before, where they were
// others, the latest first.
func otherQuotes(f memory.Fact, today when.Date, loc *time.Location) (parts []any) {
	seen := map[string]bool{memory.FoldText(f.Words()): true}
	for i := len(f.Quotes) - 2; i >= 0 && len(seen) <= mostQuotes; i-- {
		q := f.Quotes[i]
		if words := memory.FoldText(q.Words); words != "" && !seen[words] {
			seen[words] = true
			parts = append(parts, "\nalso said: ", quoted(q.Words, quoteSize), ", "+Day(when.DateOf(q.At.In(loc)), today))
		}
	}
	return parts
}

// wordsOf are the words of a fact, or what it says where no words are left.
func wordsOf(f memory.Fact) string {
	if w := f.Words(); w != "" {
		return w
	}
	return f.Says()
}

// shownAs is a fact in the customer's words, or in those of whoever put it
// right.
func shownAs(f memory.Fact) message.Text {
	if f.Said != "" {
		return message.T(Shorten(f.Said, quoteSize))
	}
	return quoted(wordsOf(f), quoteSize)
}

// factSource is how sure a fact is, and since when.
func factSource(f memory.Fact, today when.Date, loc *time.Location) message.Text {
	state := "heard once"
	if n := f.Times(); n > 1 {
		state = fmt.Sprintf("heard in %d calls, last", n)
	}
	state += " " + Day(when.DateOf(f.Heard().In(loc)), today)
	if q := f.Quotes; len(q) > 0 && q[len(q)-1].By != "" {
		state += " by "
		parts := []any{state, message.User(q[len(q)-1].By)}
		return message.Join(append(parts, factState(f))...)
	}
	return message.Join(state, factState(f))
}

// factState is what people said of it: ", confirmed", ", pinned".
func factState(f memory.Fact) string {
	out := ""
	if f.State == memory.Confirmed {
		out += ", confirmed"
	}
	if f.Pinned {
		out += ", pinned"
	}
	if f.From != "" {
		out += ", " + say("fact did", "moved")
	}
	if f.State == memory.Dropped {
		out += ", " + say("fact did", "dropped")
	}
	return out
}

func factMenu(f memory.Fact, sheet string) *message.Element {
	ref := f.Customer + "/" + f.ID + "@" + sheet
	what := Shorten(f.Says(), labelSize-20)
	if f.State == memory.Dropped {
		b := button("Undo", "fact.undo", ref)
		b.Aria = "Undo: " + what
		return &b
	}
	var options []message.Option
	add := func(label, verb string) {
		options = append(options, message.Option{Label: label, Value: verb + ":" + ref})
	}
	n, sure := len(f.Changes), f.State == memory.Confirmed
	if n > 0 {
		add("Undo ("+say("fact did", f.Changes[n-1].What)+")", "undo")
	}
	if !sure {
		add("That's so", "confirm")
	}
	add("Put right…", "correct")
	switch {
	case n > 0 && !sure: // a menu has five choices, and the undo is one
	case f.Pinned:
		add("No longer pin", "unpin")
	default:
		add("Pin", "pin")
	}
	add("Not so, take it out", "drop")
	add("About another customer…", "move")
	return &message.Element{Kind: message.Overflow, Action: "fact.menu", Options: options, Aria: "Change: " + what}
}

// FactKinds are the kinds of fact, in the order in which a form offers them.
func FactKinds() []analyze.FactKind {
	var out []analyze.FactKind
	for _, p := range phrases()["fact kind"] {
		out = append(out, analyze.FactKind(p.key))
	}
	return out
}

// CorrectFact puts right what a fact says.
func CorrectFact(f memory.Fact, from Luggage) message.View {
	v := message.View{Callback: FactCallback, Title: "Put it right", Submit: "Save", Close: "Cancel", Private: from.pack()}
	if w := f.Words(); w != "" {
		v.Blocks = append(v.Blocks, context("As it was said: ", quoted(w, 300)))
	}
	kinds := make([]message.Option, 0, len(FactKinds()))
	for _, k := range FactKinds() {
		kinds = append(kinds, message.Option{Label: say("fact kind", string(k)), Value: string(k)})
	}
	v.Blocks = append(v.Blocks,
		input("text", "What is so", message.Element{Kind: message.TextInput, Initial: Shorten(f.Says(), longestFact), MaxLength: longestFact}),
		optional(input("about", "About whom", message.Element{Kind: message.TextInput, Initial: Shorten(f.About, longestCustomer), MaxLength: longestCustomer})),
		input("kind", "It is", message.Element{Kind: message.Select, Options: kinds, Initial: string(f.Kind)}))
	return v
}

// MoveFact asks which customer a fact is about.
func MoveFact(f memory.Fact, known []message.Option, from Luggage) message.View {
	v := message.View{Callback: MoveCallback, Title: "About whom?", Close: "Cancel", Private: from.pack()}
	v.Blocks = append(v.Blocks, section(shownAs(f)))
	if len(known) == 0 {
		v.Blocks = append(v.Blocks, section("I know no other customer yet. The first note about them makes them known."))
		return v
	}
	options := make([]message.Option, 0, len(known))
	for _, o := range known[:min(len(known), MaxChoices)] {
		options = append(options, message.Option{Label: Shorten(o.Label, labelSize), Value: o.Value})
	}
	v.Submit = "Move it"
	v.Blocks = append(v.Blocks, input("customer", "It is about", message.Element{Kind: message.Select, Options: options}))
	return v
}

// FactChanged confirms a change that can't be shown where it was made.
func FactChanged(f memory.Fact, customer string, moved bool, sheet string) message.Message {
	did := "Put right for "
	if moved {
		did = "Moved to "
	}
	b := section(did, message.B(short(customer)), ": ", Shorten(f.Says(), quoteSize))
	undo := button("Undo", "fact.undo", f.Customer+"/"+f.ID+"@"+sheet)
	undo.Aria = "Undo: " + Shorten(f.Says(), labelSize-10)
	b.Accessory = &undo
	return message.Message{Blocks: []message.Block{b}}
}

// CallLine is one call in the history of a customer. What was coached on it is
// its rep's alone.
type CallLine struct {
	ID      string
	At      time.Time
	Rep     string
	Type    analyze.Type
	Kind    call.Kind
	Lines   int
	Minutes int
	Facts   int
}

// CallPage is the history of calls with a customer, the latest first.
func CallPage(c memory.Customer, calls []CallLine, at int, more bool, now time.Time, loc *time.Location) message.Message {
	today := when.DateOf(now.In(loc))
	parts := []any{message.B(short(c.Name)), " · calls and notes, the latest first"}
	for _, k := range calls {
		what := "note of " + plural(k.Lines, "line")
		if k.Kind == call.Transcript {
			what = "call"
			if k.Minutes > 0 {
				what += fmt.Sprintf(" of %d min", k.Minutes)
			}
		}
		if k.Type != "" && k.Type != analyze.UnknownType {
			what = string(k.Type) + " " + what
		}
		parts = append(parts, "\n• "+Day(when.DateOf(k.At.In(loc)), today)+", "+what+", ", message.User(k.Rep))
		if k.Facts > 0 {
			parts = append(parts, ": "+plural(k.Facts, "fact"))
		}
	}
	if len(calls) == 0 {
		parts = append(parts, "\nNone is kept.")
	}
	return message.Message{Blocks: append([]message.Block{section(parts...)}, pages("calls", c.ID, at, more)...)}
}

// shownOfPerson is how many facts about one person a message shows.
const shownOfPerson = 10

// PersonAt is somebody at a customer, with what is known of them.
type PersonAt struct {
	Name     string // the fullest that is known
	Customer memory.Customer
	Facts    []memory.Fact
}

// mostPeople is how many people of one name a message tells of.
const mostPeople = 3

// Person is what is known of one person, or of the several that are called so
// at different customers.
func Person(who []PersonAt, now time.Time, loc *time.Location) message.Message {
	today := when.DateOf(now.In(loc))
	var m message.Message
	for _, p := range who[:min(len(who), mostPeople)] {
		parts := []any{message.B(short(p.Name)), " at ", message.B(short(p.Customer.Name))}
		for _, f := range p.Facts[:min(len(p.Facts), shownOfPerson)] {
			parts = append(parts, "\n• "+say("fact kind", string(f.Kind))+": ", shownAs(f), ", "+Day(when.DateOf(f.Heard().In(loc)), today), sureness(f))
		}
		if len(p.Facts) == 0 {
			parts = append(parts, "\nWas in a call; nothing about them is known yet.")
		}
		brief := button("Brief", "fact.pagebrief", "brief/"+p.Customer.ID)
		all := button("All they told us", "fact.pagefacts", "facts/"+p.Customer.ID+"/0")
		if len(who) > 1 {
			brief, all = spoken(brief, " on "+p.Customer.Name), spoken(all, ", "+p.Customer.Name)
		}
		m.Blocks = append(m.Blocks, section(parts...), actions(brief, all))
	}
	if len(who) > mostPeople {
		m.Blocks = append(m.Blocks, context("And others: a longer name finds them."))
	}
	return m
}

// WhichPerson offers a command on the customers where somebody is called as a
// customer was to be.
func WhichPerson(command string, who []PersonAt) message.Message {
	return suggestions([]any{"I know no customer of that name, but somebody at:"}, peopleMeant(command+" ", "", who))
}

// ForgetWhom asks who is to be forgotten, where somebody at a customer may be
// meant.
func ForgetWhom(name string, who []PersonAt) message.Message {
	return suggestions([]any{"Nothing was forgotten: no customer is called “" + short(name) + "”. Did you mean:"}, peopleMeant("forget "+name+" of ", name+" at ", who))
}

func peopleMeant(command, before string, who []PersonAt) (all []Meant) {
	for _, p := range who {
		all = append(all, Meant{Command: command + p.Customer.ID, Label: before + p.Customer.Name})
	}
	return all
}
