package voice

import (
	"fmt"
	"strings"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/followup"
	"heed/bot/message"
	"heed/bot/pick"
	"heed/bot/story"
	"heed/bot/when"
)

// Feedback is what a coaching message is made of.
type Feedback struct {
	Call      string // its id, for the buttons
	Customer  string // name; "" while it isn't known
	Candidate string // a name read in the text that nobody confirmed
	Report    *analyze.Report
	Praise    *analyze.Finding
	Try       *analyze.Finding
	NotRight  map[string]bool // findings that the rep took back, by their keys
	Focus     *Focus          // what there is to say about it
	Practise  string          // behaviour that the try could be made the focus for
	Nth       int             // of the rep's calls: turns the wordings over
	SaidType  bool            // the type of call is as the rep said
	FollowUps []followup.FollowUp
	Changed   string              // the open one of FollowUps that was changed just now, or ""
	Rep       string              // whose call it is: the reader
	Settled   []followup.FollowUp // open before, and reported done or promised again in this call
	Maybe     []followup.FollowUp // it looks as if this call reports them done
	Lines     int                 // of a note
	Minutes   int                 // of a transcript with times
	Choices   []message.Option    // customers to choose from, while none is known
	Meant     *message.Option     // the one that Candidate is likely a misspelling of, or nil
	Story     *story.Story        // of somebody who was in a moment like that of Try or Moment, or nil
	Alias     string              // the name in the text that was taught to mean Customer, or ""
	Moment    string              // of a note: the customer's words that Story is an example for
	Welcome   *Welcome            // with the rep's first, else nil
	Today     when.Date
	Trend     *Trend
	Voices    []Who     // of a transcript, those with most words first
	Same      *SameCall // another record of the same conversation, or nil
	Reading   string    // how the text was taken, in words
	As        call.Kind // the reading that the rep chose, or ""
	CanShare  bool      // there is a manager to share it with
	Shared    []SharedCall
}

// Message is the private DM after a call or note.
func (f Feedback) Message() message.Message {
	blocks := f.Welcome.blocks()
	blocks = append(append(append(blocks, f.head()), f.question()...), f.taught()...)
	blocks = append(blocks, f.sameCall()...)
	blocks = append(blocks, f.taken()...)
	blocks = append(blocks, f.sides()...)
	if f.Praise != nil {
		blocks = append(blocks, f.praise())
	}
	if f.Try != nil {
		blocks = append(blocks, f.try())
	}
	blocks = append(blocks, f.example()...)
	if f.Praise == nil && f.Try == nil && len(f.strangers()) == 0 && !f.foreign() {
		blocks = append(blocks, section(f.nothing()))
	}
	blocks = append(blocks, f.buttons()...)
	blocks = append(blocks, f.promises("Promised", f.FollowUps)...)
	done, again := f.settled()
	blocks = append(blocks, f.promises("Promised before", again)...)
	blocks = append(blocks, f.promises("Done, as I read here", done)...)
	blocks = append(blocks, f.looksDone()...)
	if s := f.balance(); s != "" {
		blocks = append(blocks, context(s))
	}
	blocks = append(blocks, f.sharedNow()...)
	blocks = append(blocks, f.askType()...)
	blocks = append(blocks, f.focus()...)
	return message.Message{Text: message.T(f.fallback()), Blocks: blocks}
}

// settled parts what the call reports done from what it only promises again.
func (f Feedback) settled() (done, again []followup.FollowUp) {
	for _, p := range f.Settled {
		if p.State == followup.Dropped {
			again = append(again, p)
		} else {
			done = append(done, p)
		}
	}
	return done, again
}

// promises lists promises with a menu each. One that a colleague took over is
// theirs: it stands there to be read.
func (f Feedback) promises(title string, fs []followup.FollowUp) []message.Block {
	if len(fs) == 0 {
		return nil
	}
	blocks := []message.Block{section(message.B(title))}
	for _, p := range fs[:min(len(fs), shownPromises)] {
		if p.From != "" && p.From == f.Rep && p.Owner != f.Rep {
			p.DueTime = "" // is by their clock
			blocks = append(blocks, section(append([]any{"• ", message.User(p.Owner), " took it over: "}, what(&p, f.Today)...)...))
			continue
		}
		blocks = append(blocks, withUndo(section(promiseLine(&p, f.Today)...), &p, f.Customer, "call/"+f.Call, f.Changed)...)
	}
	return append(blocks, andMore(len(fs)-shownPromises)...)
}

// looksDone asks about promises that the call seems to report kept.
func (f Feedback) looksDone() []message.Block {
	var blocks []message.Block
	for _, p := range f.Maybe {
		if p.State != followup.Open {
			blocks = append(blocks, withMenu(section(promiseLine(&p, f.Today)...), &p, f.Customer, "call/"+f.Call))
			continue
		}
		about := ": " + aloud(&p, f.Customer)
		blocks = append(blocks,
			section(append([]any{message.B("Looks done?"), " "}, promise(&p, f.Today)...)...),
			actions(spoken(button("Yes, done", "followup.done", p.ID+"@call/"+f.Call), about), spoken(button("Not yet", "call.notyet", f.Call+"="+p.ID), about)))
	}
	return blocks
}

// fallback is what a notification shows: the customer and how much there is,
// without quoting so much that a locked screen gives the call away.
func (f Feedback) fallback() string {
	if f.Customer == "" {
		return "I read your " + f.kind() + ". Which customer is it about?"
	}
	if len(f.strangers()) > 0 {
		return short(f.Customer) + ": who is who in your call?"
	}
	var parts []string
	if f.Try != nil && !f.takenBack(f.Try) {
		parts = append(parts, "one thing to try")
	}
	if n := len(f.FollowUps); n > 0 {
		parts = append(parts, plural(n, "promise")+" noted")
	}
	if len(parts) == 0 {
		return short(f.Customer) + ": your " + f.kind() + " is kept."
	}
	return short(f.Customer) + ": " + strings.Join(parts, ", ") + "."
}

// kind is what was read, for its writer.
func (f Feedback) kind() string {
	if f.Report.Kind == call.Note {
		return "note"
	}
	return "call"
}

func (f Feedback) head() message.Block {
	name := short(f.Customer)
	if name == "" {
		name = "Your " + f.kind()
	}
	b := section(message.B(name), message.T(f.what()))
	b.Accessory = &message.Element{Kind: message.Overflow, Action: "call.menu", Options: f.menu()}
	return b
}

// menu is what can be done with the whole of it.
func (f Feedback) menu() []message.Option {
	var out []message.Option
	if f.Customer != "" {
		out = append(out, message.Option{Label: "Another customer", Value: "customer:" + f.Call})
	}
	out = append(out, message.Option{Label: "Another type of call …", Value: "type:" + f.Call})
	if f.SaidType {
		out = append(out, message.Option{Label: "The type as I read it", Value: "typeback:" + f.Call})
	}
	if len(f.Voices) > 0 {
		out = append(out, message.Option{Label: "Who is who …", Value: "who:" + f.Call})
	}
	if f.CanShare {
		out = append(out, message.Option{Label: "Share with a manager …", Value: "share:" + f.Call})
	}
	return append(out, message.Option{Label: "Forget this " + f.kind(), Value: "forget:" + f.Call})
}

// question asks which customer it is about, while none is known.
func (f Feedback) question() []message.Block {
	if f.Customer != "" {
		return nil
	}
	if f.Meant != nil && f.Candidate != "" {
		return f.misspelt()
	}
	text := "Which customer is this about?"
	if f.Candidate != "" {
		text = "I read “" + short(f.Candidate) + "” here, and I know a similar name. Which customer is it?"
	}
	b := section(text)
	var options []message.Option
	for _, c := range f.Choices[:min(len(f.Choices), MaxChoices)] {
		options = append(options, message.Option{Label: Shorten(c.Label, labelSize), Value: f.Call + "=" + c.Value})
	}
	options = append(options, message.Option{Label: "A new one …", Value: f.Call + "=" + NewCustomer})
	b.Accessory = &message.Element{Kind: message.Select, Action: "call.customer", Placeholder: "Choose a customer", Options: options}
	return []message.Block{b}
}

// taught says what a name will be read as from now on, and takes a no.
func (f Feedback) taught() []message.Block {
	if f.Alias == "" || f.Customer == "" {
		return nil
	}
	b := section("From now on I read “" + short(f.Alias) + "” as " + short(f.Customer) + ".")
	only := spoken(button("Only here", "call.onlyhere", f.Call), ": "+f.Alias)
	b.Accessory = &only
	return []message.Block{b}
}

// misspelt asks whether a name that was read is a known one in other letters.
func (f Feedback) misspelt() []message.Block {
	return []message.Block{
		section("I read “" + short(f.Candidate) + "” here. Did you mean " + short(f.Meant.Label) + "?"),
		actions(button("Yes, "+f.Meant.Label, "call.customer", f.Call+"="+f.Meant.Value), button("No, it is a new one", "call.new", f.Call)),
	}
}

// what says what was read: " · discovery, 31 min · with Priya Nair".
func (f Feedback) what() string {
	r := f.Report
	var parts []string
	if r.Type != analyze.UnknownType && r.Type != "" {
		name := typeName(r.Type)
		if f.SaidType {
			name += " (as you said)"
		}
		parts = append(parts, name)
	}
	if r.Kind == call.Note {
		parts = append(parts, plural(f.Lines, "line"))
	} else if f.Minutes > 0 {
		parts = append(parts, fmt.Sprintf("%d min", f.Minutes))
	}
	out := ""
	if len(parts) > 0 {
		out = " · " + strings.Join(parts, ", ")
	}
	if with := speakers(r, call.Customer); len(with) > 0 {
		out += " · with " + list(with, 3)
	}
	return out
}

// speakers are the names of a side.
func speakers(r *analyze.Report, side call.Side) []string {
	var out []string
	for _, s := range r.Speakers {
		if s.Side == side && s.Name != "" {
			out = append(out, s.Name)
		}
	}
	return out
}

// praise and try quote first, then say what was seen: the words that a
// finding is about stand before the sentence about them.
func (f Feedback) praise() message.Block {
	if f.takenBack(f.Praise) {
		return f.back(f.Praise)
	}
	b := section(append(f.quote(f.Praise), stop(Shorten(f.Praise.Why, whySize)))...)
	options := f.wrongPerson(f.Praise.Who)
	if f.Try != nil { // else the buttons are the praise's
		value := f.Call + "=" + pick.Key(f.Praise)
		options = append([]message.Option{{Label: "Why?", Value: "why:" + value}, {Label: "Not right", Value: "notright:" + value}}, options...)
	}
	if len(options) > 0 {
		b.Accessory = &message.Element{Kind: message.Overflow, Action: "praise.menu", Aria: "About this praise", Options: options}
	}
	return b
}

// takenBack reports whether the rep said that a finding isn't right.
func (f Feedback) takenBack(x *analyze.Finding) bool { return f.NotRight[pick.Key(x)] }

// back stands in the place of a finding that was taken back.
func (f Feedback) back(x *analyze.Finding) message.Block {
	key := string(x.Tone)
	if x.Quote == "" {
		key = "whole"
	}
	b := section(vary("taken back", key, f.Nth))
	undo := spoken(button("Undo", "call.right", f.Call+"="+pick.Key(x)), ": "+map[analyze.Tone]string{analyze.Praise: "the praise", analyze.Try: "the thing to try"}[x.Tone])
	b.Accessory = &undo
	return b
}

func (f Feedback) try() message.Block {
	if f.takenBack(f.Try) {
		return f.back(f.Try)
	}
	parts := append([]any{message.B(vary("one to try", "try", f.Nth)), " "}, f.quote(f.Try)...)
	parts = append(parts, stop(Shorten(f.Try.Why, whySize)))
	if t := f.Try.Try; t != "" {
		parts = append(parts, "\n")
		parts = append(parts, toSay(f.Report.Kind, f.Try)...)
	}
	return f.withWrongPerson(section(parts...), f.Try.Who)
}

// quote is the evidence: "At 12:40 Priya Nair: “…” "; nothing where there is
// none, or the sentence after it quotes it already.
func (f Feedback) quote(x *analyze.Finding) []any {
	words := x.Quote
	if f.Report.Kind == call.Note && x.Tone == analyze.Praise {
		words = ownWords(words)
	}
	if words == "" || strings.Contains(x.Why, words) {
		return nil
	}
	return []any{said(f.Report, x, f.known(x.Who)), quoted(words, quoteSize), " "}
}

// said is when and by whom a finding's words were said, as far as the
// sentence after them doesn't tell: "At 12:40 Priya Nair said: ".
func said(r *analyze.Report, x *analyze.Finding, known string) string {
	who := speaker(r, x.Who)
	switch {
	case known != "":
		who = known
	case who == "" && r.Kind != call.Note && strings.EqualFold(x.Who, "them"):
		who = "They"
	}
	if x.Who != "" && strings.HasPrefix(x.Why, x.Who+" ") {
		who = ""
	}
	if who != "" {
		who += " said"
		if strings.HasSuffix(strings.TrimRight(x.Quote, quotationMarks+" "), "?") {
			who = strings.TrimSuffix(who, "said") + "asked"
		}
	}
	switch {
	case x.Start == nil && who == "":
		return ""
	case x.Start == nil:
		return who + ": "
	case who == "":
		return "At " + clock(*x.Start) + ": "
	case strings.HasPrefix(who, "You "), strings.HasPrefix(who, "They "):
		who = lowerFirst(who)
	}
	return "At " + clock(*x.Start) + " " + who + ": "
}

// speaker is a name as its reader knows it: the one voice on the rep's side is
// the reader's own, and a note is all theirs.
func speaker(r *analyze.Report, name string) string {
	switch ours := speakers(r, call.Rep); {
	case name == "" || r.Kind == call.Note || strings.EqualFold(name, "me") || strings.EqualFold(name, "them"):
		return ""
	case len(ours) == 1 && ours[0] == name:
		return "You"
	}
	return short(name)
}

// clock writes seconds as 12:40, or 1:02:40.
func clock(seconds float64) string {
	s := int(seconds)
	if s < 3600 {
		return fmt.Sprintf("%d:%02d", s/60, s%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}

// toSay is a try with the words before it. One that quotes what to write is
// a sentence of its own.
func toSay(kind call.Kind, x *analyze.Finding) []any {
	t := Shorten(x.Try, whySize)
	if strings.ContainsAny(t, quotationMarks) {
		return []any{t}
	}
	lead := say("lead", x.ID)
	if kind == call.Note && say("lead", "note:"+x.ID) != "" {
		lead = say("lead", "note:"+x.ID)
	}
	switch lead {
	case "-":
		return []any{t}
	case "":
		lead = say("lead", "other")
	}
	return []any{lead + " ", quoted(t, whySize)}
}

// nothing is said where there is neither praise nor a try.
func (f Feedback) nothing() string {
	if f.Report.Kind == call.Note && f.Lines < shortNote {
		return vary("nothing", "short", f.Nth)
	}
	return vary("nothing", "all", f.Nth)
}

// shortNote is the fewest lines of a note that more could be said about.
const shortNote = 5

// buttons are those of the try, or of the praise where that is all.
func (f Feedback) buttons() []message.Block {
	about := f.Try
	if about == nil {
		about = f.Praise
	}
	if about == nil || f.takenBack(about) {
		return nil
	}
	value := f.Call + "=" + pick.Key(about)
	row := []message.Element{button("Why?", "call.why", value), button("Not right", "call.notright", value)}
	if f.Practise != "" {
		row = append(row, button("Make it my focus", "call.focus", f.Call+"="+f.Practise))
	}
	return []message.Block{actions(row...)}
}
