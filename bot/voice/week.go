package voice

import (
	"fmt"
	"strings"

	"heed/bot/digest"
	"heed/bot/followup"
	"heed/bot/message"
	"heed/bot/when"
)

// Part is something of a morning's message beside promises and customers.
type Part struct {
	Title  string // as it stands in a notification: "your week 47"
	Blocks []message.Block
}

// Week is somebody's own week, told to them alone.
type Week struct {
	Number       int // of the year
	Calls, Notes int
	Kept, OnTime int        // promises of theirs that were kept
	Wins         []Feedback // calls with what was praised in them, the best first
	Trend        []Usual    // what this week's calls of a type had, beside those before
	Me           Me         // their focus
	Suggest      string     // behaviour that tries of the week were about, where there is no focus
	Missing, Of  int        // in how many of the calls
	Ahead        []followup.FollowUp
	Names        map[string]string // of customers, by id
	Sheet        string            // of the message that it stands in
	Today        when.Date
}

// How much of a week is shown.
const (
	weekWins  = 2
	weekTrend = 3
	weekAhead = 5
)

// fewestInWeek is how many calls it takes to say more of a week than was said
// of each.
const fewestInWeek = 2

// Empty reports whether it isn't worth a message.
func (w Week) Empty() bool {
	return w.Calls+w.Notes < fewestInWeek || w.Kept+len(w.Wins)+len(w.Ahead) == 0 && len(w.before()) == 0 && w.Me.Focus == "" && w.Suggest == ""
}

// before are the types of call that there is something to compare with of.
func (w Week) before() (out []Usual) {
	for _, x := range w.Trend {
		if x.Before != nil {
			out = append(out, x)
		}
	}
	return out
}

// Part is the week in a morning's message.
func (w Week) Part() Part {
	title := fmt.Sprintf("your week %d", w.Number)
	head := section(message.B(upperFirst(title)+"."), " "+w.counts())
	head.Accessory = weekOff(w.Sheet)
	blocks := append([]message.Block{head}, w.wins()...)
	if trend := w.before(); len(trend) > 0 {
		parts := []any{message.B("Beside your own calls before")}
		for _, x := range trend[:min(len(trend), weekTrend)] {
			if x.TalkShare != nil {
				x.SelfTalk = nil // short: the rest is in /heed me
			}
			parts = append(parts, "\n• "+x.line())
		}
		blocks = append(blocks, section(parts...))
	}
	blocks = append(blocks, w.one()...)
	blocks = append(blocks, w.ahead()...)
	return Part{title, append(blocks, context("Only you see this."))}
}

// weekOff ends such messages.
func weekOff(sheet string) *message.Element {
	off := spoken(button("Not for me", "week.off", "me@"+sheet), ": a message about the week")
	return &off
}

// counts is "4 calls and 2 notes. You kept 3 promises, all on time."
func (w Week) counts() string {
	var of []string
	if w.Calls > 0 {
		of = append(of, plural(w.Calls, "call"))
	}
	if w.Notes > 0 {
		of = append(of, plural(w.Notes, "note"))
	}
	s := strings.Join(of, " and ") + "."
	switch {
	case w.Kept == 0:
	case w.OnTime == w.Kept && w.Kept == 1:
		s += " You kept a promise, on time."
	case w.OnTime == w.Kept:
		s += fmt.Sprintf(" You kept %d promises, all on time.", w.Kept)
	case w.OnTime == 0:
		s += fmt.Sprintf(" You kept %s.", plural(w.Kept, "promise"))
	default:
		s += fmt.Sprintf(" You kept %s, %d of them on time.", plural(w.Kept, "promise"), w.OnTime)
	}
	return s
}

// wins are what went well, with the words.
func (w Week) wins() (out []message.Block) {
	for _, f := range w.Wins[:min(len(w.Wins), weekWins)] {
		parts := append([]any{message.B(upperFirst(SharedCall{Customer: f.Customer}.name())), ": "}, f.quote(f.Praise)...)
		out = append(out, section(append(parts, stop(Shorten(f.Praise.Why, whySize)))...))
	}
	return out
}

// one is the one thing to practise.
func (w Week) one() []message.Block {
	switch {
	case w.Me.Focus != "":
		b := w.Me.focus()
		b.Accessory = nil
		return []message.Block{b}
	case w.Suggest == "":
		return nil
	}
	b := section(message.B("One thing:"), " ", message.I(say("focus", w.Suggest)),
		fmt.Sprintf(". It would have helped in %d of %s. ", w.Missing, plural(w.Of, "call")), say("focus how", w.Suggest))
	take := spoken(button("Make it my focus", "focus.choose", w.Suggest), ": "+say("focus", w.Suggest))
	b.Accessory = &take
	return []message.Block{b}
}

// ahead are the promises of the days to come.
func (w Week) ahead() []message.Block {
	if len(w.Ahead) == 0 {
		return nil
	}
	parts := []any{message.B("Ahead")}
	for i := range w.Ahead[:min(len(w.Ahead), weekAhead)] {
		f := &w.Ahead[i]
		parts = append(parts, "\n• "+Shorten(f.Action, 100)+forCustomer(f, w.Names[f.Customer])+" → ", message.B(Day(f.Due, w.Today)))
	}
	if more := len(w.Ahead) - weekAhead; more > 0 {
		parts = append(parts, fmt.Sprintf("\nAnd %d more.", more))
	}
	return []message.Block{section(parts...)}
}

// WeekPart is what managers get of the team's week: the numbers of that one
// week, the trend, and what was shared with them in it. Every rep can see the
// same page but for what was shared. sheet is the message that it stands in, ""
// where their own week does, too.
func (v TeamView) WeekPart(w digest.TeamWeek, sheet string) (p Part, ok bool) {
	if w.Empty() && len(v.Shared) == 0 {
		return p, false
	}
	p.Title = "the team's " + lowerFirst(weekName(w.Label))
	head := []any{message.B(upperFirst(p.Title) + ".")}
	if w.Empty() {
		head = append(head, " No numbers: fewer than three reps are behind each.")
	} else {
		head = append(head, " Every rep sees the same in ", Code("/heed team"), ".")
	}
	p.Blocks = []message.Block{section(head...)}
	if sheet != "" {
		p.Blocks[0].Accessory = weekOff(sheet)
	}
	if !w.Empty() {
		all := v.Weeks
		v.Team = digest.Together([]digest.TeamWeek{w})
		v.Weeks = all
		p.Blocks = append(p.Blocks, v.numbers()...)
	}
	p.Blocks = append(p.Blocks, v.shared()...)
	p.Blocks = append(p.Blocks, context("At least three reps are behind every number. No names, no single calls, nobody's coaching but what they shared with you."))
	return p, true
}

// WeeklyOff says that there is no message about one's week any more.
func WeeklyOff() message.Message {
	return Say("No more messages about your week. ", Code("/heed me"), " shows the same whenever you ask.")
}
