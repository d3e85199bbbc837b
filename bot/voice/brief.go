package voice

import (
	"fmt"
	"strings"
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
	blocks := []message.Block{briefHead(b, today, loc)}
	blocks = append(blocks, peopleBlock(b)...)
	blocks = append(blocks, factBlock("What matters to them", b.Matters, true, b.Before, b.TakenUp)...)
	blocks = append(blocks, factBlock("What hurts, and what they need", b.Pains, true, b.Before, b.TakenUp)...)
	blocks = append(blocks, worryBlock(b.Worries)...)
	blocks = append(blocks, doubtBlock(b, today, loc)...)
	blocks = append(blocks, factBlock("How they decide", b.Decision, false, b.Before, b.TakenUp)...)
	blocks = append(blocks, factBlock("Dates", b.Dates, false, b.Before, b.TakenUp)...)
	blocks = append(blocks, factBlock("Their own lives", b.Personal, true, b.Before, b.TakenUp)...)
	blocks = append(blocks, factBlock("Also", b.Other, true, b.Before, b.TakenUp)...)
	switch owed := owed(b, today); {
	case len(owed) > 0:
		blocks = append(blocks, section(owed...))
	case len(blocks) == 1:
		blocks = append(blocks, section("Nothing is known yet. Post a note about them, and it will be here."))
	default:
		blocks = append(blocks, section("Nothing is owed, by us or by them."))
	}
	if b.Calls == 0 && len(blocks) <= 2 {
		return message.Message{Blocks: blocks}
	}
	blocks = append(blocks, ladderBlock(b, today)...)
	return message.Message{Blocks: append(blocks, briefMore(b)...)}
}

// ladderBlock is how far trust goes, with the next rung, the question that
// wasn't asked yet, and what to do before they ask.
func ladderBlock(b memory.Brief, today when.Date) []message.Block {
	l := b.Ladder
	if l == nil {
		return nil
	}
	parts := []any{message.B("So far")}
	for _, s := range ladderEvidence(l) {
		parts = append(parts, "\n• "+s)
	}
	if len(parts) == 1 {
		parts = nil
	}
	line := func(ps ...any) {
		if len(parts) > 0 {
			parts = append(parts, "\n")
		}
		parts = append(parts, ps...)
	}
	if next := say("rung", string(l.Next)); next != "" {
		switch l.Next {
		case memory.Trust:
			line(next+": ", action(l.Owed, 100), ", due "+Day(l.Owed.Due, today)+".")
		case memory.Needs:
			if b.Waiting == nil && (b.Gesture == nil || b.Gesture.Fact.ID != l.Unmet.ID) { // else it is said below
				line(next+": ", shownAs(*l.Unmet))
			}
		default:
			line(next + ".")
		}
	}
	if f := b.Waiting; f != nil {
		line(message.B("Waiting since "+Day(when.DateOf(f.First()), today)+", nothing promised or done:"), " ", shownAs(*f))
	}
	if l.Question != "" {
		line(message.B("Not asked yet:"), " ", quoted(l.Question, quoteSize))
	}
	switch g := b.Gesture; {
	case g == nil:
	case b.Waiting != nil && b.Waiting.ID == g.Fact.ID: // quoted above
		line(message.B("Before they ask:"), " "+say("gesture", string(g.Fact.Kind))+".")
	default:
		line(message.B("Before they ask:"), " "+say("gesture", string(g.Fact.Kind))+": ", shownAs(g.Fact))
		if g.Day != (when.Date{}) {
			parts = append(parts, " ("+Day(g.Day, today)+")")
		}
	}
	if len(parts) == 0 {
		return nil
	}
	return []message.Block{section(parts...)}
}

// ladderEvidence is what there is on each rung.
func ladderEvidence(l *memory.Ladder) []string {
	var out []string
	if l.Kept > 0 {
		out = append(out, plural(l.Kept, "promise")+" kept")
	}
	if l.Known > 0 {
		out = append(out, fmt.Sprintf("%d of %d things worth asking are known", l.Known, l.Kinds))
	}
	if l.Needs > 0 && l.Met > 0 {
		out = append(out, fmt.Sprintf("something promised or done about %d of %s", l.Met, plural(l.Needs, "need")))
	}
	return out
}

// briefMore leads to everything else.
func briefMore(b memory.Brief) []message.Block {
	id := b.Customer.ID
	row := actions(button("All they told us", "fact.pagefacts", "facts/"+id+"/0"), button("Calls", "fact.pagecalls", "calls/"+id+"/0"))
	if !b.Knows() {
		return []message.Block{row}
	}
	return []message.Block{context("What has no mark was heard once."), row}
}

// mostAliases is how many other names of a customer a brief lists.
const mostAliases = 3

// briefHead is who it is about and when somebody was last in touch.
func briefHead(b memory.Brief, today when.Date, loc *time.Location) message.Block {
	calls := "no calls yet"
	if b.Calls > 0 {
		calls = plural(b.Calls, "call")
	}
	head := []any{message.B(short(b.Customer.Name)), " · " + calls}
	if !b.Last.At.IsZero() {
		head = append(head, ", the last "+Day(when.DateOf(b.Last.At.In(loc)), today))
		if b.Last.By != "" {
			head = append(head, " by ", message.User(b.Last.By))
		}
	}
	if as := b.Customer.Aliases; len(as) > 0 {
		head = append(head, "\nAlso called "+list(as, mostAliases)+".")
	}
	if s := b.Silence; s != nil && s.Default {
		head = append(head, "\nQuiet for "+ago(s.For)+". They have no usual gap yet; I say so after "+ago(s.Usual)+".")
	} else if s != nil {
		head = append(head, "\nQuiet for "+ago(s.For)+"; usual is every "+ago(s.Usual)+".")
	}
	return section(head...)
}

// peopleBlock is who they are: those with a role, then who else was in the
// calls.
func peopleBlock(b memory.Brief) []message.Block {
	blocks := factBlock("People", b.People, false, b.Before, b.TakenUp)
	if len(b.Met) == 0 {
		return blocks
	}
	names := make([]string, len(b.Met))
	for i, n := range b.Met {
		names[i] = short(n)
	}
	met := "\n• " + strings.Join(names, ", ")
	if len(blocks) == 0 {
		return []message.Block{section(message.B("People"), met)}
	}
	blocks[0].Text = message.Join(blocks[0].Text, met)
	return blocks
}

// aboutWhom says whom a fact is about, where its words don't.
func aboutWhom(f memory.Fact) string {
	first, _, _ := strings.Cut(f.About, " ")
	said := shownAs(f).String()
	if f.About == "" || strings.HasPrefix(strings.TrimLeft(said, "“"), first) || strings.Contains(said, f.About) {
		return ""
	}
	return short(f.About) + ": "
}

// doubtBlock is what worries them, with what came of it.
func doubtBlock(b memory.Brief, today when.Date, loc *time.Location) []message.Block {
	if len(b.Doubts) == 0 {
		return nil
	}
	parts := []any{message.B("What worries them, and what speaks against it")}
	for _, f := range b.Doubts {
		parts = append(parts, "\n• ")
		parts = append(parts, aboutWhom(f))
		parts = append(parts, shownAs(f), sureness(f))
		p, promised := b.Answered[f.ID]
		switch {
		case b.TakenUp[f.ID]:
			parts = append(parts, " · taken up last time")
		case promised && p.State == followup.Open:
			parts = append(parts, " · promised: ", action(&p, 100))
		case promised:
			parts = append(parts, " · done: ", action(&p, 100))
		case len(f.Used) > 0:
			parts = append(parts, " · brought up "+Day(when.DateOf(f.Used[len(f.Used)-1].At.In(loc)), today))
		}
	}
	return []message.Block{section(parts...)}
}

// factBlock is a heading with facts; theirs says that the words themselves
// are the point.
func factBlock(title string, facts []memory.Fact, theirs bool, before map[string][]memory.Fact, taken map[string]bool) []message.Block {
	if len(facts) == 0 {
		return nil
	}
	parts := []any{message.B(title)}
	for _, f := range facts {
		parts = append(parts, "\n• ")
		parts = append(parts, aboutWhom(f))
		if q := f.Words(); theirs && q != "" && f.Said == "" {
			parts = append(parts, quoted(q, quoteSize))
		} else {
			parts = append(parts, Shorten(f.Says(), quoteSize))
		}
		parts = append(parts, sureness(f))
		if taken[f.ID] {
			parts = append(parts, " · taken up last time")
		}
		for _, old := range before[f.ID] {
			parts = append(parts, " (before: ", quoted(wordsOf(old), nameSize), ")")
		}
	}
	return []message.Block{section(parts...)}
}

// sureness says what is more than heard once.
func sureness(f memory.Fact) string {
	switch n := f.Times(); {
	case f.State == memory.Confirmed:
		return " · confirmed"
	case n > 1:
		return fmt.Sprintf(" · heard in %d calls", n)
	}
	return ""
}

func worryBlock(ws []memory.Worry) []message.Block {
	if len(ws) == 0 {
		return nil
	}
	parts := []any{message.B("Said last time, and not taken up yet")}
	for _, w := range ws {
		parts = append(parts, "\n• ")
		if w.Who != "" {
			parts = append(parts, short(w.Who)+": ")
		}
		parts = append(parts, quoted(w.Quote, quoteSize))
	}
	return []message.Block{section(parts...)}
}

// owed is what is open on either side; nothing if neither owes.
func owed(b memory.Brief, today when.Date) []any {
	var out []any
	for _, side := range []struct {
		who string
		fs  []followup.FollowUp
	}{{"We owe:", b.IOwe}, {"They owe:", b.TheyOwe}} {
		if len(out) > 0 && len(side.fs) > 0 {
			out = append(out, "\n")
		}
		if len(side.fs) > 0 {
			out = append(append(out, message.B(side.who), " "), promisesInline(side.fs, today)...)
		}
	}
	return out
}

func promisesInline(fs []followup.FollowUp, today when.Date) []any {
	var out []any
	for i, f := range fs {
		if i == shownPromises {
			return append(out, fmt.Sprintf("; and %d more.", len(fs)-i))
		}
		if i > 0 {
			out = append(out, "; ")
		}
		if f.Side == call.Customer && f.Who != "" {
			out = append(out, short(f.Who)+": ")
		}
		out = append(out, action(&f, 100))
		switch {
		case f.Due == (when.Date{}):
		case f.Due.Compare(today) < 0:
			out = append(out, " (was due "+Day(f.Due, today)+")")
		default:
			out = append(out, " ("+Day(f.Due, today)+")")
		}
	}
	return append(out, ".")
}
