package voice

import (
	"fmt"
	"strings"
	"time"

	"heed/bot/call"
	"heed/bot/find"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/message"
	"heed/bot/when"
)

// Found is one page of what was found.
type Found struct {
	Typed string
	Query find.Query
	With  []FoundWith
	Page  int
	More  bool // there is another page
	Some  bool // nothing has all words; these have some
	Today when.Date
	Loc   *time.Location
}

// FoundWith is what was found with one customer. Without lines it is the name
// that has the words.
type FoundWith struct {
	ID    string
	Name  string // "" for calls that nobody has filed
	Lines []FoundLine
	More  int // lines that are not shown
}

// FoundLines is how many lines a customer has.
const FoundLines = 3

// FoundLine is one fact, promise or call.
type FoundLine struct {
	Fact    *memory.Fact
	Promise *followup.FollowUp
	Call    *FoundCall
	Link    string
}

// FoundCall is a sentence of a call of the asker's own.
type FoundCall struct {
	At    time.Time
	Kind  call.Kind
	Words string
}

// Link is the address of a message: Slack leads from it to the reader's
// workspace.
func Link(channel, ts string) string {
	return "https://slack.com/archives/" + channel + "/p" + strings.ReplaceAll(ts, ".", "")
}

// FoundPage shows what was found, customer by customer.
func FoundPage(f Found) message.Message {
	head := []any{message.B("“" + Shorten(f.Typed, nameSize) + "”")}
	if f.Page > 0 {
		head = append(head, fmt.Sprintf(" · page %d", f.Page+1))
	}
	if f.Some {
		head = append(head, "\n", say("find", "some"))
	}
	blocks := []message.Block{section(head...)}
	row := actions()
	if f.Page > 0 {
		row.Elements = append(row.Elements, button("Back", "find.back", fmt.Sprintf("%d %s", f.Page-1, f.Typed)))
	}
	if f.More {
		row.Elements = append(row.Elements, button("More", "find.more", fmt.Sprintf("%d %s", f.Page+1, f.Typed)))
	}
	for i, w := range f.With {
		blocks = append(blocks, f.with(w))
		if w.Name != "" {
			row.Elements = append(row.Elements, button("Brief on "+short(w.Name), fmt.Sprintf("run.%d", i), "brief "+w.ID))
		}
	}
	if len(row.Elements) > 0 {
		blocks = append(blocks, row)
	}
	return message.Message{Blocks: append(blocks, context(say("find", "where")))}
}

// with is a customer with what was found there.
func (f Found) with(w FoundWith) message.Block {
	name := say("find", "unfiled")
	if w.Name != "" {
		name = short(w.Name)
	}
	parts := []any{message.B(name)}
	if len(w.Lines) == 0 {
		parts = append(parts, ": "+say("find", "named"))
	}
	for _, l := range w.Lines {
		parts = append(append(parts, "\n• "), f.line(l)...)
	}
	if w.More > 0 {
		parts = append(parts, fmt.Sprintf("\nand %d more", w.More))
	}
	return section(parts...)
}

func (f Found) line(l FoundLine) (out []any) {
	switch {
	case l.Fact != nil:
		out = f.fact(l.Fact)
	case l.Promise != nil:
		out = f.promise(l.Promise)
	default:
		what := "note"
		if l.Call.Kind == call.Transcript {
			what = "call"
		}
		out = []any{"Your " + what + " of " + Day(when.DateOf(l.Call.At.In(f.Loc)), f.Today) + ": ", f.marked(quoted(f.Query.Around(l.Call.Words, quoteSize), quoteSize))}
	}
	if l.Link != "" {
		out = append(out, " · ", message.Link("open", l.Link))
	}
	return out
}

func (f Found) fact(fact *memory.Fact) []any {
	head := say("fact kind", string(fact.Kind)) + ": "
	if fact.About != "" {
		head = say("fact kind", string(fact.Kind)) + " · " + short(fact.About) + ": "
	}
	says := message.T(Shorten(fact.Said, quoteSize))
	if fact.Said == "" {
		says = quoted(f.Query.Around(wordsOf(*fact), quoteSize), quoteSize)
	}
	out := []any{f.marked(message.T(head)), f.marked(says), ", ", factSource(*fact, f.Today, f.Loc)}
	if fact.Newer != "" {
		out = append(out, ", "+say("find", "before"))
	}
	return out
}

func (f Found) promise(p *followup.FollowUp) []any {
	out := []any{"Promised by "}
	switch {
	case p.Who != "":
		out = append(out, short(p.Who))
	case p.Side == call.Customer:
		out = append(out, "them")
	default:
		out = append(out, message.User(p.Owner))
	}
	out = append(out, ": ", f.marked(message.T(action(p, actionSize))), ", ")
	switch {
	case p.State != followup.Open:
		return append(out, settledWord(p)+" "+Day(when.DateOf(p.Settled.In(f.Loc)), f.Today))
	case p.Due == (when.Date{}):
		return append(out, "no date")
	case p.Due.Compare(f.Today) < 0:
		return append(out, "was due "+Day(p.Due, f.Today))
	}
	return append(out, "due "+Day(p.Due, f.Today))
}

// marked sets the words that were looked for in bold.
func (f Found) marked(t message.Text) (out message.Text) {
	for _, s := range t {
		at := 0
		for _, m := range f.Query.Marks(s.Text) {
			out = append(out, message.Span{Text: s.Text[at:m.From], Style: s.Style}, message.Span{Text: s.Text[m.From:m.To], Style: message.Bold})
			at = m.To
		}
		out = append(out, message.Span{Text: s.Text[at:], Style: s.Style})
	}
	return out
}

// FindWhat answers a query without a word that could be looked for.
func FindWhat(typed string) message.Message {
	if typed == "" {
		return Say(say("find", "what")+" ", Code("/heed find audit"), ".")
	}
	return Say("“"+Shorten(typed, nameSize)+"”: "+say("find", "common")+" ", Code("/heed find audit"), ".")
}

// FoundNothing says that nothing was found, and offers what may have been
// meant.
func FoundNothing(f Found, near []Meant) message.Message {
	question := []any{"I found nothing for “" + Shorten(f.Typed, nameSize) + "”. " + say("find", "where")}
	if len(near) == 0 {
		return Say(question...)
	}
	return suggestions(append(question, "\n"+say("find", "meant")), near)
}
