// Package reply reads what somebody answers, in plain words, to a list of
// promises: "done", "intro Monday, questionnaire done", "not mine, Ben has
// it", "snooze all until next week". It says which promise is to be changed
// how, and what has to be asked because the words fit none or several: it
// never guesses.
//
// The vocabulary is words.txt; days are read by bot/when; a promise is found
// by the words of its action and its customer's name (match.go). A text is cut
// into parts at commas and "and" (parts.go), and what is said of each part is
// put together here.
//
// Pure functions of a text, the promises and a moment. Changing them is
// bot/followup's work, asking back bot/voice's.
package reply

import (
	"slices"
	"strings"
	"time"

	"heed/bot/when"
)

// Item is one promise that an answer may be about.
type Item struct {
	ID       string
	Action   string
	Customer string // name, "" if unknown
	Who      string // who promised, where that isn't the reader
	Shown    bool   // it stands in the message that is answered
	Owed     bool   // on the reader's own side: not something that the customer owes
	Due      when.Date
}

// Person is a colleague who may be named.
type Person struct {
	ID    string
	Names []string // whole names; the first word of each counts too
}

// Options of a reading.
type Options struct {
	Now    time.Time // in the reader's zone
	When   when.Options
	People []Person
}

// Verb is what becomes of a promise.
type Verb string

const (
	Done      Verb = "done"
	Drop      Verb = "drop"
	NoPromise Verb = "notpromise"
	Snooze    Verb = "snooze"
	Move      Verb = "move"
	HandOver  Verb = "hand"
	Keep      Verb = "keep" // it stays open, and was answered
)

// Order is one thing to be done with a promise.
type Order struct {
	Verb   Verb
	Day    when.Date // Done: the day it was done, if that was said; Snooze, Move: the day named
	Person string    // HandOver: who shall have it
}

// Change is an order for one promise.
type Change struct {
	ID string
	Order
}

// Lack is what an answer leaves open.
type Lack string

const (
	WhichItem   Lack = "item"   // which promise is meant
	WhichDay    Lack = "day"    // until when
	WhichPerson Lack = "person" // who has it
)

// Ask is what has to be asked before an order can be carried out.
type Ask struct {
	Lack  Lack
	Order Order
	Among []string // ids of the promises it may be about
	Names []string // WhichPerson: ids of the people that a name may mean; none if nobody is called so
	Said  string   // WhichPerson: the name as it was written
}

// Answer is what an answer comes to.
type Answer struct {
	Changes []Change
	Asks    []Ask
}

// Read reads an answer to a list of promises; ok is false for a text that is
// none: a question, a note, a command, chatter.
func Read(text string, items []Item, o Options) (Answer, bool) {
	parts, ok := split(text, o)
	if !ok || len(items) == 0 {
		return Answer{}, false
	}
	r := reader{items: items, o: o, today: when.DateOf(o.Now)}
	if !r.listed(text) {
		return Answer{}, false
	}
	return r.read(parts)
}

// Orders reports whether a text of one line begins with an order for a promise:
// "move the call with Petra to Monday" is no note of a call.
func Orders(text string) bool {
	if text = strings.TrimSpace(text); strings.Contains(text, "\n") || len(strings.Fields(text)) > longestQuestion {
		return false
	}
	first, _, _ := strings.Cut(strings.ToLower(text), " ")
	return slices.ContainsFunc(words().senses[first], func(x sense) bool {
		return x.kind == moveKind || x.kind == snoozeKind || x.kind == dropKind
	})
}

// listed reports whether each line of a text is about a promise: one of
// several lines that names something else makes it a note ("Fairmile Foods,
// send the pricing by Friday").
func (r *reader) listed(text string) bool {
	lines := strings.FieldsFunc(text, func(c rune) bool { return c == '\n' || c == '\r' })
	if len(lines) < 2 {
		return true
	}
	for _, line := range lines {
		parts, _ := split(line, r.o)
		if len(parts) > 0 && !slices.ContainsFunc(parts, r.known) {
			return false
		}
	}
	return true
}

// known reports whether a part names a promise, or says what becomes of one
// and names nothing else.
func (r *reader) known(p part) bool {
	return len(p.about) == 0 || slices.ContainsFunc(r.items, func(i Item) bool { return fits(i, p).matched > 0 })
}

// reader puts together what the parts of an answer say.
type reader struct {
	items []Item
	o     Options
	today when.Date
	named []string // promises that some part names: what is "the rest" isn't one of them
	out   Answer
}

// longest is how many words an answer has at most: what is longer is a note.
const longest = 40

func (r *reader) read(parts []part) (Answer, bool) {
	for i := range parts {
		if i > 0 && parts[i-1].has(notMineKind) {
			parts[i].firm = parts[i].firm || parts[i].has(handKind)
		}
		r.stranger(&parts[i])
	}
	clauses := join(parts)
	if len(clauses) == 0 {
		return Answer{}, false
	}
	var rest []clause
	understood := false
	for _, c := range clauses {
		if c.rest || c.has(allKind) && len(c.about) == 0 {
			rest = append(rest, c)
			continue
		}
		understood = r.clause(c) || understood
	}
	for _, c := range rest { // last, when it is known what the others are about
		understood = r.clause(c) || understood
	}
	return r.out, understood
}

// clause carries out one clause; false if it says nothing about promises.
func (r *reader) clause(c clause) bool {
	order, lack := r.order(c)
	if order.Verb == "" {
		return false
	}
	if order.Verb == HandOver {
		c.did, c.doing = nil, nil // whatever it is, it is theirs
	}
	ids, sure := r.about(c, order.Verb)
	switch {
	case len(ids) == 0:
		return false
	case !sure:
		r.out.Asks = append(r.out.Asks, Ask{Lack: WhichItem, Order: order, Among: ids})
		return true
	}
	for _, id := range ids {
		if slices.Contains(r.named, id) {
			continue // said of it before
		}
		r.named = append(r.named, id)
		switch lack {
		case "":
			r.out.Changes = append(r.out.Changes, Change{ID: id, Order: r.shifted(id, order, c.shift)})
		default:
			r.out.Asks = append(r.out.Asks, Ask{Lack: lack, Order: order, Among: []string{id}, Names: c.may, Said: c.name})
		}
	}
	return true
}

// shifted is an order for more time, which counts from the due day where that
// lies ahead.
func (r *reader) shifted(id string, o Order, days int) Order {
	i := slices.IndexFunc(r.items, func(i Item) bool { return i.ID == id })
	if due := r.items[i].Due; o.Verb == Move && days > 0 && due.After(r.today) {
		o.Day = due.AddDays(days)
	}
	return o
}

// stranger takes the one word that names no promise for the name of somebody,
// where it is said that they have it.
func (r *reader) stranger(c *part) {
	if c.name != "" || !c.has(handKind) || !c.firm && !c.has(notMineKind) || c.has(doneKind) {
		return
	}
	var left, odd []string
	for _, w := range c.about {
		if slices.ContainsFunc(r.items, func(i Item) bool { return fits(i, part{about: []string{w}}).matched > 0 }) {
			left = append(left, w)
		} else {
			odd = append(odd, w)
		}
	}
	if len(odd) == 1 && (c.to == "" || c.to == odd[0]) {
		c.about, c.name = left, odd[0]
	}
}

// theirs reports whether a clause says that a colleague does what was promised:
// "Ben is sending the pricing".
func (r *reader) theirs(c clause) bool {
	if c.by == "" || c.has(doneKind) || len(c.did) > 0 {
		return false
	}
	return slices.ContainsFunc(r.items, func(i Item) bool {
		ws := wordsOf(i.Action)
		return len(ws) > 0 && like(ws[:1], c.by) && fits(i, c.part).matched > 0 && !like(wordsOf(i.Who), firstOf(c.name))
	})
}

// aboutThem reports whether a clause tells something of a colleague rather
// than of a promise: "Ben is out until Monday".
func (r *reader) aboutThem(c clause) bool {
	return c.by != "" && !slices.ContainsFunc(r.items, func(i Item) bool { return like(wordsOf(i.Action+" "+i.Customer), c.by) })
}

// aboutMe reports whether a clause tells where or how the writer is on a day,
// rather than when they do what: "I'm in Leeds on Monday".
func (r *reader) aboutMe(c clause) bool {
	return c.being && !slices.ContainsFunc(r.items, func(i Item) bool { return fits(i, c.part).matched > 0 })
}

// order is what a clause wants, and what it leaves open.
func (r *reader) order(c clause) (o Order, lack Lack) {
	switch {
	case c.has(doubtKind):
		return o, ""
	case c.handsOver(), r.theirs(c):
		o.Verb = HandOver
		if len(c.may) != 1 {
			return o, WhichPerson
		}
		o.Person = c.may[0]
		return o, ""
	case c.has(noneKind):
		return Order{Verb: NoPromise}, ""
	case c.has(dropKind) && c.spared && c.day.After(r.today): // not needed before
		return Order{Verb: Move, Day: c.day}, ""
	case c.has(dropKind), c.has(notMineKind):
		return Order{Verb: Drop}, ""
	case c.has(waitKind) && c.day.IsZero():
		return Order{Verb: Keep}, ""
	case c.has(snoozeKind):
		return Order{Verb: Snooze, Day: r.later(c.day)}, ""
	case c.done() && !c.ahead(r.today):
		return Order{Verb: Done, Day: r.kept(c)}, ""
	case !c.day.IsZero() && (c.has(moveKind) || c.has(waitKind) || c.done() || c.bare() && !r.aboutThem(c) && !r.aboutMe(c)):
		return Order{Verb: Move, Day: c.day}, ""
	case c.has(moveKind) && !c.will:
		return Order{Verb: Move}, WhichDay
	case c.has(moveKind) && c.by == "": // of what a colleague will do nothing follows
		return Order{Verb: Keep}, ""
	}
	return o, ""
}

// later is the day until which something rests: a day that is named lies
// ahead, and without one it is the next working day.
func (r *reader) later(day when.Date) when.Date {
	if day.After(r.today) {
		return day
	}
	return r.today.NextWorkday(r.o.When.Holiday)
}

// kept is the day on which something was done, if that was said: "sent it
// Monday" is the Monday that was.
func (r *reader) kept(c clause) when.Date {
	switch {
	case c.past >= 0:
		return r.today.AddDays(-c.past)
	case c.day.IsZero() || c.day == r.today:
		return c.day
	}
	return c.day.AddDays(-7)
}
