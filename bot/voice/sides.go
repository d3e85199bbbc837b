package voice

import (
	"fmt"
	"strings"

	"heed/bot/call"
	"heed/bot/message"
)

// Who is one speaker of a transcript, for asking and telling who that is.
type Who struct {
	Key      string // names the speaker in buttons
	Name     string // as the transcript labels them
	Side     call.Side
	Words    int
	Excerpts []string
	Answer   call.Answer // what is taken for true; "" where nothing is known
	Said     bool        // the rep said so, of this call
	From     string      // who said so of an earlier call: "you", a colleague's name, or ""
}

// WhoCallback is the form that asks who is who.
const WhoCallback = "sides"

// Of whom to ask: where more than this share of the words is nobody's, ratios
// are held back (coaching.md). askedHere is how many speakers are asked about
// in the message itself; more go into a form.
const (
	unattributed = 0.05
	askedHere    = 3
)

// strangers are the speakers that have to be asked about, those with most
// words first; none while little of the talk is theirs and our side is known.
func (f Feedback) strangers() []Who {
	var out []Who
	all, theirs := 0, 0
	ours := false
	for _, w := range f.Voices {
		if w.Answer == call.NotThere {
			continue
		}
		all += w.Words
		ours = ours || w.Side == call.Rep
		if w.Side == call.Unknown {
			theirs += w.Words
			out = append(out, w)
		}
	}
	if ours && float64(theirs) <= unattributed*float64(all) {
		return nil
	}
	return out
}

// sides asks who is who, or says what was answered and from where it is known.
func (f Feedback) sides() []message.Block {
	asked := f.strangers()
	out := f.answered()
	switch {
	case len(asked) == 0:
	case len(asked) > askedHere:
		names := make([]string, len(asked))
		for i, w := range asked {
			names[i] = w.Name
		}
		b := section(message.B("Who is who?"), " I can't tell of "+list(names, 6)+". Until then I say nothing about balance, or about what was heard.")
		e := button("Say who is who", "sides.ask", f.Call)
		b.Accessory = &e
		out = append(out, b)
	default:
		for i, w := range asked {
			out = append(out, f.whoIs(w, i == 0)...)
		}
	}
	return out
}

// whoIs asks about one speaker.
func (f Feedback) whoIs(w Who, first bool) []message.Block {
	parts := []any{message.B("Who is " + short(w.Name) + "?")}
	if first {
		parts = append(parts, " Until I know, I say nothing about balance, or about what was heard.")
	}
	for _, e := range w.Excerpts {
		parts = append(parts, "\n", quoted(e, quoteSize))
	}
	value := f.Call + "=" + w.Key
	row := actions(
		button("Me", "sides."+string(call.Me), value), button("My team", "sides."+string(call.MyTeam), value),
		button("The customer", "sides."+string(call.TheirOwn), value), button("Not in the call", "sides."+string(call.NotThere), value))
	for i := range row.Elements {
		row.Elements[i].Aria = Shorten(row.Elements[i].Label+": "+w.Name, labelSize)
	}
	return []message.Block{section(parts...), row}
}

// answered shows back what was said of the speakers, and what is known of
// them from earlier calls.
func (f Feedback) answered() []message.Block {
	var said, earlier []string
	told := false
	for _, w := range f.Voices {
		switch {
		case w.Said:
			told = true
			said = append(said, isWho(w))
		case w.From != "":
			earlier = append(earlier, isWho(w)+" ("+short(w.From)+" said so)")
		}
	}
	for _, w := range f.Voices {
		if told && !w.Said && w.From == "" && w.Answer != "" && len(f.Voices) <= askedHere {
			said = append(said, isWho(w))
		}
	}
	var out []message.Block
	if told {
		b := section("Who is who, as you said: " + list2(said, 4) + ".")
		e := button("Undo", "sides.undo", f.Call)
		e.Aria = "Undo who is who"
		b.Accessory = &e
		out = append(out, b)
	}
	if len(earlier) > 0 {
		out = append(out, context("From earlier calls: "+list2(earlier, 4)+"."))
	}
	return out
}

// isWho is "Speaker 1 is you".
func isWho(w Who) string {
	return short(w.Name) + " " + sayOr("who is", string(w.Answer))
}

// list2 joins clauses: "Speaker 1 is you, Speaker 2 the customer".
func list2(clauses []string, most int) string {
	more := len(clauses) - most
	clauses = clauses[:min(len(clauses), most)]
	s := strings.Join(clauses, "; ")
	if more > 0 {
		s += fmt.Sprintf("; and %d more", more)
	}
	return s
}

// WhoForm asks of every speaker who that is; first is the key of the one that
// the question began with.
func WhoForm(id string, voices []Who, first string) message.View {
	v := message.View{Callback: WhoCallback, Title: "Who is who?", Submit: "Save", Close: "Cancel", Private: Luggage{ID: id}.pack()}
	for _, w := range voices {
		b := whoInput(w)
		if w.Key == first {
			v.Blocks = append([]message.Block{b}, v.Blocks...)
			continue
		}
		v.Blocks = append(v.Blocks, b)
	}
	v.Blocks = append(v.Blocks, context("It holds for this call at once. Names I remember for later calls, “Speaker 2” I don't. ", Code("/heed names"), " shows what I remember."))
	return v
}

func whoInput(w Who) message.Block {
	var options []message.Option
	for _, p := range phrases()["who"] {
		if p.key != string(call.NoIdea) || w.Said || w.From != "" {
			options = append(options, message.Option{Label: p.words, Value: p.key})
		}
	}
	b := optional(input(w.Key, Shorten(w.Name, nameSize), message.Element{Kind: message.Select, Options: options, Initial: string(w.Answer), Placeholder: "Who is this?"}))
	var heard []string
	for _, e := range w.Excerpts {
		heard = append(heard, quoted(e, quoteSize).String())
	}
	return hint(b, strings.Join(heard, " · "))
}

// wrongPerson are the menu entries of a finding whose words may have been put
// into the wrong mouth: the sentence's, and the rep's own where the finding is
// about what the rep said then.
func (f Feedback) wrongPerson(who string) []message.Option {
	var out []message.Option
	mine := false
	for _, w := range f.Voices {
		value := "who:" + f.Call + "=" + w.Key
		switch {
		case w.Answer == call.Me && !mine:
			mine = true
			out = append(out, message.Option{Label: "That wasn't me", Value: value})
		case w.Name == who && w.Answer != call.Me:
			out = append(out, message.Option{Label: Shorten("That wasn't "+w.Name, labelSize), Value: value})
		}
	}
	return out
}

// withWrongPerson puts them beside the thing to try.
func (f Feedback) withWrongPerson(b message.Block, who string) message.Block {
	if options := f.wrongPerson(who); len(options) > 0 {
		b.Accessory = &message.Element{Kind: message.Overflow, Action: "call.menu", Options: options, Aria: "Who said this"}
	}
	return b
}

// known is what a speaker is called who is known to be the reader or not; ""
// where nothing is known of them.
func (f Feedback) known(name string) string {
	for _, w := range f.Voices {
		switch {
		case w.Name != name || w.Answer == "":
		case w.Answer == call.Me:
			return "You"
		default:
			return short(name)
		}
	}
	return ""
}

// NoVoices says that there is nobody to ask about.
func NoVoices() message.Message {
	return Say("Nobody speaks in this one: it is a note of yours.")
}
