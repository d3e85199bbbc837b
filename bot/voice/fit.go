package voice

import (
	"strconv"
	"strings"
	"time"

	"heed/bot/fit"
	"heed/bot/memory"
	"heed/bot/message"
	"heed/bot/when"
)

// Callbacks of the forms below a weighing.
const (
	ReferCallback    = "fit.refer"
	HandOverCallback = "fit.hand"
)

// Refusal is a sentence of a call that says that something can't be met.
type Refusal struct {
	Quote, Who string
	At         time.Time
}

// Fit is whether a customer and we suit each other, as evidence.
type Fit struct {
	Customer  memory.Customer
	Fit       fit.Fit
	Refused   []Refusal // by the reader, in their own calls
	Unwritten bool      // nobody wrote down what suits us
	Admin     bool      // the reader may
	Nth       int       // of the wordings
}

// fitShown keeps each part short.
const fitShown = 4

// Message is the weighing.
func (f Fit) Message(now time.Time, loc *time.Location) message.Message {
	name := short(f.Customer.Name)
	blocks := []message.Block{section(message.B(name), " · do we suit each other?")}
	blocks = append(blocks, f.unwritten()...)
	today := when.DateOf(now.In(loc))
	blocks = append(blocks, f.against(today, loc)...)
	blocks = append(blocks, matchBlock("Speaks for it", f.Fit.For, "what we stand by")...)
	blocks = append(blocks, matchBlock("May bear on it", f.Fit.Perhaps, "what we wrote down")...)
	blocks = append(blocks, f.open()...)
	if f.nothing() {
		blocks = append(blocks, section("They haven't told us yet what they insist on, or nobody wrote it down."))
	}
	blocks = append(blocks, f.words()...)
	if c := f.Customer; !c.ReferredAt.IsZero() {
		blocks = append(blocks, context("Sent on to who suits them better, "+Day(when.DateOf(c.ReferredAt.In(loc)), today)+"."))
	}
	id := f.Customer.ID
	row := actions(button("Send them on …", "fit.refer", id), button("Hand over to a colleague …", "fit.hand", id), button("Brief", "fact.pagebrief", "brief/"+id))
	return message.Message{Text: message.T("Do we suit " + name + "?"), Blocks: append(blocks, row)}
}

func (f Fit) nothing() bool {
	w := f.Fit
	return len(w.For)+len(w.Against)+len(w.Perhaps)+len(w.Open)+len(f.Refused) == 0
}

// unwritten says how the lists come about.
func (f Fit) unwritten() []message.Block {
	if !f.Unwritten {
		return nil
	}
	told := section(say("fit", "unwritten"))
	if f.Admin {
		b := button("Write it down …", "settings.open", "fit")
		told.Accessory = &b
		return []message.Block{told}
	}
	told.Text = message.Join(told.Text, " "+say("fit", "ask admin"))
	return []message.Block{told}
}

func (f Fit) against(today when.Date, loc *time.Location) []message.Block {
	if len(f.Fit.Against)+len(f.Refused) == 0 {
		return nil
	}
	parts := []any{message.B("Speaks against it")}
	for _, m := range f.Fit.Against[:min(len(f.Fit.Against), fitShown)] {
		parts = append(parts, "\n• ", wordsBy(m.Fact), " · we wrote down: “"+Shorten(m.Ours, nameSize)+"”")
	}
	for _, s := range f.Refused[:min(len(f.Refused), fitShown)] {
		parts = append(parts, "\n• In your call of "+Day(when.DateOf(s.At.In(loc)), today)+": ", quoted(s.Quote, quoteSize))
	}
	return []message.Block{section(parts...)}
}

// wordsBy is a fact in their words, with whom it is about.
func wordsBy(f memory.Fact) message.Text {
	return message.Join(aboutWhom(f), shownAs(f))
}

func matchBlock(title string, ms []fit.Match, beside string) []message.Block {
	if len(ms) == 0 {
		return nil
	}
	parts := []any{message.B(title)}
	for _, m := range ms[:min(len(ms), fitShown)] {
		parts = append(parts, "\n• ", wordsBy(m.Fact), " · "+beside+": “"+Shorten(m.Ours, nameSize)+"”")
	}
	return []message.Block{section(parts...)}
}

// open is what nothing of ours says anything about.
func (f Fit) open() []message.Block {
	if len(f.Fit.Open) == 0 {
		return nil
	}
	title := "Nothing of ours says anything about"
	if f.Unwritten {
		title = "What they insist on, need and value"
	}
	parts := []any{message.B(title)}
	for _, x := range f.Fit.Open[:min(len(f.Fit.Open), fitShown)] {
		parts = append(parts, "\n• ", wordsBy(x))
	}
	if more := len(f.Fit.Open) - fitShown; more > 0 {
		parts = append(parts, "\nand ", plural(more, "more thing")+".")
	}
	return []message.Block{section(parts...)}
}

// words are what can be said: an honest no and a way on where something speaks
// against it, else a question that lets them say no.
func (f Fit) words() []message.Block {
	var parts []any
	if len(f.Fit.Against)+len(f.Refused) == 0 {
		parts = []any{message.B("To find out, ask:"), " ", quoted(vary("fit words", "ask", f.Nth), quoteSize)}
	} else {
		parts = []any{
			message.B("An honest no, in words:"), " ", quoted(vary("fit words", "no", f.Nth), whySize),
			"\n", message.B("And a way on:"), " ", quoted(vary("fit words", "refer", f.Nth), whySize),
		}
	}
	b := section(parts...)
	other := button("Other words", "fit.words", f.Customer.ID+"/"+strconv.Itoa(f.Nth+1))
	b.Accessory = &other
	return []message.Block{b}
}

// ReferForm asks to whom a customer was sent on.
func ReferForm(customer string, from Luggage) message.View {
	return message.View{
		Callback: ReferCallback, Title: "Send them on", Submit: "Keep it", Close: "Cancel", Private: from.pack(),
		Blocks: []message.Block{
			hint(input("to", "Who suits them better", message.Element{Kind: message.TextInput, MaxLength: 100, Placeholder: "A firm or a person"}),
				Shorten(customer+": it is kept as something done for them, and I don't call them quiet until you meet again.", 140)),
			optional(input("why", "Why", message.Element{Kind: message.TextInput, MaxLength: 200, Placeholder: "They need it on their own servers"})),
		},
	}
}

// ReferredTo is what is kept of it.
func ReferredTo(to, why string) string {
	out := "to " + strings.TrimSpace(to)
	if why = strings.TrimSpace(why); why != "" {
		out += ", because " + lowerFirst(why)
	}
	return out
}

// Referred says that it is kept, with words for the introduction.
func Referred(d memory.Deed, customer string) message.Message {
	m := DeedKept(d, customer)
	m.Blocks = append(m.Blocks,
		section(message.B("Two lines that they'll remember:"), " ", quoted(vary("fit words", "introduce", int(d.At.Unix()/60)%7+1), whySize)),
		context("It shows under stackup as a service to them. Until you meet again I don't call them quiet."))
	return m
}

// HandOverForm asks which colleague.
func HandOverForm(customer string, from Luggage) message.View {
	return message.View{
		Callback: HandOverCallback, Title: "Hand over", Submit: "Ask them", Close: "Cancel", Private: from.pack(),
		Blocks: []message.Block{
			hint(input("to", Shorten("Who takes over "+customer, labelSize), message.Element{Kind: message.UserPick}),
				"They are asked first. All that is known stays; your open promises go along."),
			optional(input("note", "What they should know", message.Element{Kind: message.TextArea, MaxLength: 500})),
		},
	}
}

// HandOver is a customer that goes from one colleague to another.
type HandOver struct {
	Customer               memory.Customer
	Mine                   bool // for who hands it over; else for who is asked
	Calls, Facts, Promises int
}

// Message is how it stands, for one of the two.
func (h HandOver) Message() message.Message {
	o := h.Customer.HandOver
	ref := h.Customer.ID + "/" + strconv.Itoa(o.N)
	name, from, to := message.B(short(h.Customer.Name)), message.User(o.From), message.User(o.To)
	back := func(label string) message.Element { return button(label, "handover.back", ref) }
	var line []any
	var row []message.Element
	switch {
	case o.State == memory.Offered && h.Mine:
		line, row = []any{"I asked ", to, " whether they take over ", name, ", with " + h.along() + "."}, []message.Element{back("Don't ask")}
	case o.State == memory.Offered:
		line = []any{from, " asks whether you take over ", name, ", with " + h.along() + ".", h.note()}
		row = []message.Element{button("Yes, I take them over", "handover.accept", ref), button("Not now", "handover.decline", ref)}
	case o.State == memory.Accepted && h.Mine:
		line, row = []any{to, " has taken over ", name, ", with " + h.along() + "."}, []message.Element{back("Take them back")}
	case o.State == memory.Accepted:
		line = []any{name, " is with you now, with " + h.along() + ". Thank you.", h.note()}
		row = []message.Element{button("Brief", "ask.brief", "brief "+h.Customer.ID), back("Give them back")}
	case o.State == memory.Declined && h.Mine:
		line = []any{to, " can't take over ", name, " now, so they stay with you."}
	case o.State == memory.Declined:
		line = []any{name, " stays with ", from, ". I told them."}
	case h.Mine:
		line = []any{name, " is with you again."}
	default:
		line = []any{name, " is with ", from, " again."}
	}
	m := message.Message{Blocks: []message.Block{section(line...)}}
	if len(row) > 0 {
		m.Blocks = append(m.Blocks, actions(row...))
	}
	return m
}

// along is what comes with the customer.
func (h HandOver) along() string {
	var out []string
	for _, n := range []struct {
		n   int
		one string
	}{{h.Calls, "call"}, {h.Facts, "detail"}, {h.Promises, "open promise"}} {
		if n.n > 0 {
			out = append(out, plural(n.n, n.one))
		}
	}
	if len(out) == 0 {
		return "nothing written down yet"
	}
	return list(out, len(out))
}

func (h HandOver) note() message.Text {
	if n := h.Customer.HandOver.Note; n != "" {
		return message.Join("\n", quoted(n, whySize))
	}
	return nil
}

// HandOverOver is what stands where a hand-over was that is no more.
func HandOverOver() message.Message {
	return Say("This was taken back, or settled in another way. There is nothing to do.")
}

// YoursAlready answers who hands something over to themselves.
func YoursAlready() message.Message { return Say("That is you: nothing has changed.") }
