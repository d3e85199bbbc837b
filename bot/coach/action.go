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
func (c *Coach) action(ctx context.Context, ev Event, who visitor) (decide, error) {
	area, verb, _ := strings.Cut(ev.Action, ".")
	value := ev.Value
	if verb == "menu" {
		verb, value, _ = strings.Cut(value, ":")
	}
	if strings.HasPrefix(ev.Action, orderAction) {
		return func(u *unit) error { return u.ordered(value) }, nil
	}
	if verb == "type" || verb == "typeback" { // in the menu of a call
		area, verb = "type", strings.TrimPrefix(verb, "type")
	}
	if click := clicks[area]; click != nil {
		return func(u *unit) error { return click(u, verb, value) }, nil
	}
	switch area {
	case "run", "ask": // a command on a button; its answer takes the place of what was clicked in, or stands beside it
		return c.speak(ctx, ev, who, ev.Value)
	case "type":
		return c.typeClick(ctx, ev, verb, value)
	case "sides":
		return c.sidesClick(ctx, ev, verb, value)
	case "unread":
		return c.tryAgain(ctx, ev, verb, value)
	case "reading":
		return c.readingClick(ctx, ev, verb, value)
	case "setup":
		return c.setupClick(ctx, ev, verb, value)
	case "find":
		return func(u *unit) error { return u.foundClick(value) }, c.finder.refresh(ctx, c.store, ev.Team)
	}
	return (*unit).oldButton, nil
}

// clicks are the areas whose clicks need nothing but the store.
var clicks = map[string]func(u *unit, verb, value string) error{
	"lastnote":   (*unit).lastNoteClick,
	"touch":      (*unit).touchClick,
	"offer":      (*unit).offerClick,
	"followup":   (*unit).followUpClick,
	"call":       (*unit).callClick,
	"praise":     (*unit).callClick,
	"thresholds": (*unit).thresholdsClick,
	"focus":      (*unit).focusClick,
	"twin":       (*unit).twinClick,
	"names":      (*unit).namesClick,
	"watch":      (*unit).watchClick,
	"home":       (*unit).homeClick,
	"share":      (*unit).shareClick,
	"settings":   (*unit).settingsClick,
	"fact":       (*unit).factClick,
	"story":      (*unit).storyClick,
	"fit":        (*unit).fitClick,
	"handover":   (*unit).handOverClick,
	"deed":       (*unit).deedClick,
	"digest":     (*unit).digestClick,
	"week":       (*unit).weekClick,
	"question":   (*unit).questionClick,
	"recorder":   (*unit).recorderClick,
	"forget":     (*unit).forgetClick,
}

// oldButton answers a click that this version knows nothing of.
func (u *unit) oldButton() error { return u.reply(voice.OldButton()) }

// followUpClick changes one follow-up and redraws the message it was clicked
// in. value is "F-12@sheet".
func (u *unit) followUpClick(verb, value string) error {
	id, sheet, _ := strings.Cut(value, "@")
	if verb == "more" || verb == "back" {
		return u.redraw(sheet)
	}
	f, err := u.own(id)
	if err != nil {
		return err
	}
	if verb == "edit" && f.State == followup.Open {
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
	ws, err := u.workspace()
	if err != nil {
		return err
	}
	known, changed := apply(&f, verb, u.now, u.ev.User, when.DateOf(u.now.In(loc)), ws.Dates(loc).Holiday)
	if !known {
		return u.oldButton()
	}
	if changed {
		if err := u.saveFollowUp(&f); err != nil {
			return err
		}
	}
	return u.redraw(sheet)
}

// own is a follow-up of whoever acts; of others there is none for them.
func (u *unit) own(id string) (followup.FollowUp, error) {
	f, err := must(store.FollowUps, u.Tx, kv.Key(u.ev.Team, id))
	if err == nil && f.Owner != u.ev.User {
		err = errGone
	}
	return f, err
}

// saveFollowUp stores a changed follow-up.
func (u *unit) saveFollowUp(f *followup.FollowUp) error {
	if err := u.putFollowUp(f); err != nil {
		return err
	}
	if err := u.apart(f); err != nil {
		return err
	}
	if f.Owner != u.ev.User { // given back by an undo
		if err := u.replan(u.ev.User); err != nil {
			return err
		}
	}
	return u.replan(f.Owner)
}

// apply does what a button says, on what is open; on what is settled already
// only an undo does something, so that a click in an old message, or a second
// one, changes nothing that was changed since. "Tomorrow" and "next week" are
// working days. known is false for buttons that there are none of.
func apply(f *followup.FollowUp, verb string, now time.Time, by string, today when.Date, holiday func(when.Date) bool) (known, changed bool) {
	if verb == "undo" {
		return true, f.Undo(now)
	}
	do, known := map[string]func(){
		"done":       func() { f.Finish(now, by, "") },
		"tomorrow":   func() { f.Snooze(now, by, today.NextWorkday(holiday)) },
		"nextweek":   func() { f.Snooze(now, by, today.Monday().AddDays(7)) },
		"notpromise": func() { f.Drop(now, by, "not a promise") },
		"drop":       func() { f.Drop(now, by, "dropped") },
		"edit":       func() {}, // of what is settled
	}[verb]
	if !known || f.State != followup.Open {
		return known, false
	}
	do()
	return true, true
}

// redraw renews the message that a click came from.
func (u *unit) redraw(sheet string) error {
	if at, ok := voice.ReadHomeAt(sheet); ok {
		u.homeAt(u.ev.User, at)
		return nil
	}
	p, err := u.sheet(sheet)
	if err != nil {
		return err
	}
	u.drawn = append(u.drawn, sheet)
	return u.replace(p.Message, p.about...)
}

// sheet is a message that shows follow-ups, as it stands now: a coaching
// message, a nudge, or one of the lists.
func (u *unit) sheet(name string) (page, error) {
	list, from := voice.Page(name)
	kind, id, _ := strings.Cut(list, "/")
	switch {
	case kind == "call":
		c, err := u.ownCall(id)
		if err != nil {
			return page{}, err
		}
		m, err := u.feedback(&c)
		return page{m, u.inFeedback(&c)}, err
	case kind == "facts" || kind == "calls":
		return u.factPage(kind, id)
	case kind == "fit":
		return u.fitPage(id)
	case kind == "stackup":
		return u.pageAbout(id, u.stackupOf)
	case kind == "brief":
		return u.pageAbout(id, u.briefOf)
	case kind == "nudge":
		return u.nudge(id)
	case kind == "done":
		return u.settledList(from)
	case kind == "said":
		return u.said(strings.Split(id, ","))
	case kind == "offer":
		return u.offered(id)
	case kind == "list" && id != "":
		c, err := u.card(id)
		if err != nil {
			return page{}, err
		}
		return u.customerList(c, from)
	default:
		return u.list(from)
	}
}

// replace puts m in the place of the message that was clicked in: a message
// of Heed is updated, an only-you answer replaced through its response URL.
func (u *unit) replace(m message.Message, about ...string) error {
	u.n++
	e := store.Effect{Key: replyKey(u.ev, fmt.Sprint(u.n)), Message: &m, Channel: u.ev.Channel, User: u.ev.User}
	switch {
	case u.ev.Ephemeral:
		e.Kind, e.ResponseURL, e.Replace, e.Blind = store.Ephemeral, u.ev.ResponseURL, true, store.LetGo
		e.Expires = u.now.Add(responseLife)
	case u.ev.Channel == "" || u.ev.TS == "":
		e.Kind, e.Thread = store.Post, u.ev.Thread // clicked where no message is
	default:
		e.Kind, e.TS = store.Update, u.ev.TS
	}
	return u.put(on(e, about))
}
