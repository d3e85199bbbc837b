package coach

import (
	"context"
	"fmt"
	"strings"
	"time"

	"heed/bot/followup"
	"heed/bot/message"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// action routes a click by the part of its id before the dot; menus carry
// their verb in the value ("done:F-12@call/K-3").
func (c *Coach) action(ctx context.Context, now time.Time, ev Event, who visitor) (decide, error) {
	area, verb, _ := strings.Cut(ev.Action, ".")
	value := ev.Value
	if verb == "menu" {
		verb, value, _ = strings.Cut(value, ":")
	}
	switch area {
	case "followup":
		return func(u *unit) error { return u.followUpClick(verb, value) }, nil
	case "call":
		return func(u *unit) error { return u.callClick(verb, value) }, nil
	case "watch":
		return func(u *unit) error { return u.watchClick(verb, value) }, nil
	case "settings":
		return func(u *unit) error { return u.settingsClick(verb) }, nil
	case "brief":
		return func(u *unit) error { return u.briefByID(ev.Value) }, nil
	case "help":
		return func(u *unit) error { return u.reply(voice.Help()) }, nil
	}
	return nil, fmt.Errorf("unknown action %q", ev.Action)
}

// followUpClick changes one follow-up and redraws the message it was clicked
// in. value is "F-12@sheet".
func (u *unit) followUpClick(verb, value string) error {
	id, sheet, _ := strings.Cut(value, "@")
	f, ok, err := store.FollowUps.Get(u.Tx, kv.Key(u.ev.Team, id))
	if err != nil {
		return err
	}
	if !ok || f.Owner != u.ev.User {
		return u.reply(voice.Say("That promise is no longer there: its note was deleted or changed."))
	}
	if verb == "edit" {
		from := voice.Luggage{ID: f.ID, Sheet: sheet}
		if !u.ev.Ephemeral {
			from.Channel, from.TS = u.ev.Channel, u.ev.TS
		}
		return u.open(voice.EditFollowUp(f, from))
	}
	loc, err := u.zone(u.ev.User)
	if err != nil {
		return err
	}
	if !apply(&f, verb, u.now, u.ev.User, when.DateOf(u.now.In(loc))) {
		return u.reply(voice.Say("There is nothing left to undo."))
	}
	return u.saveFollowUp(f, sheet)
}

// saveFollowUp stores a changed follow-up and redraws where it is shown.
func (u *unit) saveFollowUp(f followup.FollowUp, sheet string) error {
	if err := store.FollowUps.Put(u.Tx, &f); err != nil {
		return err
	}
	if err := u.replan(f.Owner); err != nil {
		return err
	}
	return u.redraw(sheet)
}

// apply does what a button says; false means that there was nothing to undo.
// "Tomorrow" and "next week" are working days.
func apply(f *followup.FollowUp, verb string, now time.Time, by string, today when.Date) bool {
	switch verb {
	case "done":
		if f.State != followup.Done {
			f.Finish(now, by, "")
		}
	case "tomorrow":
		f.Snooze(now, by, today.NextWorkday(nil))
	case "nextweek":
		f.Snooze(now, by, today.Monday().AddDays(7))
	case "notpromise":
		f.Drop(now, by, "not a promise")
	case "drop":
		f.Drop(now, by, "dropped")
	case "undo":
		return f.Undo(now, by)
	}
	return true
}

// redraw renews the message that a click came from.
func (u *unit) redraw(sheet string) error {
	kind, id, _ := strings.Cut(sheet, "/")
	if kind == "home" {
		return u.coach.home(u)
	}
	var m message.Message
	var err error
	switch kind {
	case "call":
		c, ok, getErr := store.Calls.Get(u.Tx, kv.Key(u.ev.Team, id))
		if getErr != nil || !ok {
			return getErr
		}
		m, err = u.feedback(&c)
	case "nudge":
		m, err = u.nudge(id)
	default:
		m, err = u.list(u.ev.User, "")
	}
	if err != nil {
		return err
	}
	return u.replace(m)
}

// replace puts m in the place of the message that was clicked in: a message
// of Heed is updated, an only-you answer replaced through its response URL.
func (u *unit) replace(m message.Message) error {
	u.n++
	e := store.Effect{Key: replyKey(u.ev, fmt.Sprint(u.n)), Message: &m, Channel: u.ev.Channel, User: u.ev.User}
	if u.ev.Ephemeral {
		e.Kind, e.ResponseURL, e.Replace, e.Blind = store.Ephemeral, u.ev.ResponseURL, true, store.LetGo
		e.Expires = u.now.Add(responseLife)
	} else {
		e.Kind, e.TS = store.Update, u.ev.TS
	}
	return u.put(e)
}

// nudge is a morning's bundle as it stands now.
func (u *unit) nudge(day string) (message.Message, error) {
	n, err := must(store.Nudges, u.Tx, kv.Key(u.ev.Team, u.ev.User, day))
	if err != nil {
		return message.Message{}, err
	}
	var items []followup.Item
	var customers []string
	for _, it := range n.Items {
		f, ok, err := store.FollowUps.Get(u.Tx, kv.Key(u.ev.Team, it.ID))
		if err != nil {
			return message.Message{}, err
		}
		if ok {
			items, customers = append(items, followup.Item{FollowUp: f, Reason: it.Reason}), append(customers, f.Customer)
		}
	}
	names, err := u.customerNames(customers)
	if err != nil {
		return message.Message{}, err
	}
	loc, err := u.zone(u.ev.User)
	return voice.Nudge(items, names, n.Day, when.DateOf(u.now.In(loc))), err
}

// callClick is a button of a coaching message; value is the call's id, or
// "K-3=C-7" from a select.
func (u *unit) callClick(verb, value string) error {
	id, choice, _ := strings.Cut(value, "=")
	c, ok, err := store.Calls.Get(u.Tx, kv.Key(u.ev.Team, id))
	if err != nil {
		return err
	}
	if !ok || c.Rep != u.ev.User {
		return u.reply(voice.Say("That note is no longer there: it was deleted or forgotten."))
	}
	switch verb {
	case "why":
		pick, err := u.pick(&c)
		if err != nil {
			return err
		}
		return u.open(voice.Why(pick.Praise, pick.Try, c.Report.HeldBack))
	case "notright", "right":
		return u.takeBack(&c, verb == "notright")
	case "customer":
		return u.askCustomer(&c, choice)
	case "forget":
		if err := u.forget(&c); err != nil {
			return err
		}
		return nil
	}
	return fmt.Errorf("unknown action call.%s", verb)
}

// takeBack marks the try of a call as not right, or undoes that.
func (u *unit) takeBack(c *store.Call, wrong bool) error {
	p, err := must(store.People, u.Tx, kv.Key(c.Team, c.Rep))
	if err != nil {
		return err
	}
	if p.NotRight == nil {
		p.NotRight = map[string]int{}
	}
	switch pick, err := u.pick(c); {
	case err != nil:
		return err
	case wrong && c.NotRight == "" && pick.Try != nil:
		c.NotRight = pick.Try.ID
		p.NotRight[c.NotRight]++
	case !wrong && c.NotRight != "":
		p.NotRight[c.NotRight]--
		c.NotRight = ""
	}
	if err := store.People.Put(u.Tx, &p); err != nil {
		return err
	}
	if err := store.Calls.Put(u.Tx, c); err != nil {
		return err
	}
	return u.redraw("call/" + c.ID)
}

// askCustomer files the call under the chosen customer, or opens the modal
// that asks for one.
func (u *unit) askCustomer(c *store.Call, choice string) error {
	if choice == "" || choice == voice.NewCustomer {
		choices, err := u.customerChoices(c.Named)
		if err != nil {
			return err
		}
		return u.open(voice.PickCustomer(c.ID, c.Named, choices))
	}
	if err := u.file(c, choice); err != nil {
		return err
	}
	return u.redraw("call/" + c.ID)
}
