// Package coach is Heed's use cases: one event or one tick in, a change of
// state and replies out, in one transaction. It reads what it needs first
// (from the store; from Slack, who somebody is and what a file holds), lets
// the domain packages decide, and commits everything at once: records,
// effects for the outbox, and the inbox row as done. Nothing is sent from
// here, and nothing waits in memory.
//
// Events are decoded by bot/slackbot and come through bot/inbox, in order
// within a conversation; effects leave through bot/outbox. Words are bot/voice's.
//
// A reader's table of contents is Coach.route.
package coach

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/message"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// Slack is what use cases ask of Slack before they decide. Everything that
// changes something there is an effect instead.
type Slack interface {
	// Profile is who somebody is; errors are worth a retry.
	Profile(ctx context.Context, team, user string) (Profile, error)
	// Member reports whether Heed is in a channel, as far as it may know.
	Member(ctx context.Context, team, channel string) (bool, error)
	// File is the content of an upload. An error of type *voice.Problem is
	// safe to show.
	File(ctx context.Context, f File) ([]byte, error)
	// Quiet is until when somebody is not to be disturbed at now; zero for
	// who may be, and where Slack doesn't say.
	Quiet(ctx context.Context, team, user string, now time.Time) time.Time
}

// Profile is a person as Slack knows them.
type Profile struct {
	Name     string
	RealName string
	Zone     string // IANA
	Bot      bool
	Guest    bool // restricted, or from another workspace
	Admin    bool // admin or owner of the workspace
}

// Options of a Coach.
type Options struct {
	Store *store.Store
	Slack Slack
	Log   zerolog.Logger
	// Companies are our own names where the workspace has set none.
	Companies []string
	// Calendar writes due days as a file; nil: none can be had.
	Calendar func(name string, due []Due, now time.Time) ([]byte, error)
	// Patience is how long somebody who sent a file waits before they are told
	// that it is being read; 0 is two seconds.
	Patience time.Duration
}

// Coach turns events and ticks into changes.
type Coach struct {
	store     *store.Store
	slack     Slack
	log       zerolog.Logger
	companies []string
	calendar  func(name string, due []Due, now time.Time) ([]byte, error)
	directory *directory
	patience  time.Duration
	finder    *finder
	erasing   sync.Mutex // held while records are erased

	retained   sync.Mutex
	retainedOn map[string]when.Date // team → day that it was last looked through for what is too old
}

// New makes a Coach.
func New(o Options) *Coach {
	return &Coach{store: o.Store, slack: o.Slack, log: o.Log, companies: o.Companies, calendar: o.Calendar, directory: newDirectory(), finder: newFinder(), retainedOn: map[string]when.Date{}, patience: cmp.Or(o.Patience, usualPatience)}
}

// ErrMalformed says that an inbox row holds no event: trying again is in vain.
var ErrMalformed = errors.New("no event in the inbox row")

// decide is the second half of a use case: it runs inside the transaction,
// perhaps more than once, and does nothing but read and write through u.
type decide func(u *unit) error

// Handle works one inbox row off. It is the inbox.Handler of the bot: state,
// effects and the row's end are committed together or not at all.
func (c *Coach) Handle(ctx context.Context, now time.Time, row store.InboxRow) error {
	var ev Event
	if err := json.Unmarshal(row.Body, &ev); err != nil {
		return fmt.Errorf("%w: %s: %w", ErrMalformed, row.Key, err)
	}
	if err := c.lookUp(ctx, ev.Team); err != nil {
		return err
	}
	ev, over := c.watch(ctx, now, ev)
	defer over()
	work, err := c.route(ctx, now, ev)
	if err != nil {
		return err
	}
	err = c.commit(ctx, now, row.Key, ev, work)
	if errors.Is(err, errGone) {
		// What was clicked is about something deleted since. Nothing of the
		// work was written.
		err = c.commit(ctx, now, row.Key, ev, func(u *unit) error { return u.answer(voice.HereNow()) })
	}
	if err == nil && ev.forgets() {
		if err := c.FinishErasing(ctx, now); err != nil { // the event is done; the next tick goes on
			c.log.Error().Err(err).Msg("erasing")
		}
	}
	return err
}

// commit does the work of an event and ends its row, in one transaction.
func (c *Coach) commit(ctx context.Context, now time.Time, key string, ev Event, work decide) error {
	return c.store.Update(ctx, func(tx *store.Tx) error {
		u := &unit{Tx: tx, ev: ev, now: now, coach: c}
		if work != nil {
			if err := work(u); err != nil {
				return err
			}
		}
		if err := u.renew(); err != nil {
			return err
		}
		return tx.FinishInbox(key)
	})
}

// renew renews, at the end of a unit of work, what shows what it has changed.
func (u *unit) renew() error {
	for _, do := range []func() error{u.unsayReading, u.renewShown, u.renewLate, u.renewSetup, u.renewWeeks, u.renewHomes, u.renewDigests} {
		if err := do(); err != nil {
			return err
		}
	}
	return nil
}

// Dead tells the person that an event of theirs could not be worked on, after
// the last try, in the transaction that gives it up. What they posted is
// untouched in Slack.
func (c *Coach) Dead(tx *store.Tx, now time.Time, row store.InboxRow, _ error) error {
	var ev Event
	if json.Unmarshal(row.Body, &ev) != nil || ev.User == "" || !ev.awaited() {
		return nil
	}
	u := &unit{Tx: tx, ev: ev, now: now, coach: c}
	if err := u.unsayReading(); err != nil {
		return err
	}
	return u.tell("dead", ev.User, voice.Broken(yours(ev)))
}

// yours names what somebody did, to them.
func yours(ev Event) string {
	switch ev.Kind {
	case Message, Edited, Shortcut:
		return "your message"
	case Command:
		return "your command"
	default:
		return "your click"
	}
}

// route is the table of contents: which use case an event belongs to.
func (c *Coach) route(ctx context.Context, now time.Time, ev Event) (decide, error) {
	switch ev.Kind { // these are about Heed itself, or from nobody
	case Gone:
		return c.gone, nil
	case Deleted:
		return c.deleted, nil
	case Joined:
		return c.joined(ctx, now, ev)
	case Edited:
		if mine, err := c.follows(ctx, ev); err != nil || !mine {
			return nil, err
		}
	case Message:
		if mine, err := c.concerns(ctx, ev); err != nil || !mine {
			return seen(unknownBot(ev)), err
		}
	}
	who, err := c.meet(ctx, now, ev)
	if err != nil {
		return nil, err
	}
	if ev.Kind == Person {
		return who.renew, nil
	}
	if who.refused() {
		return who.refusal(ev), nil
	}
	work, err := c.serve(ctx, now, ev, who)
	if err != nil || work == nil {
		return nil, err
	}
	return who.known(work), nil
}

// serve is the part of route that is about people whom Heed works for.
func (c *Coach) serve(ctx context.Context, now time.Time, ev Event, who visitor) (decide, error) {
	switch ev.Kind {
	case Message:
		return c.message(ctx, ev, who)
	case Edited:
		return c.edited(ctx, ev, who)
	case Command:
		return c.command(ctx, ev, who)
	case Shortcut:
		return c.shortcut(ctx, ev, who)
	case Action:
		return c.action(ctx, ev, who)
	case Submit:
		return c.submit(ctx, ev, who)
	case HomeOpen:
		return c.home(ctx, now, ev, who)
	}
	return nil, fmt.Errorf("event %s: unknown kind %q", ev.Key, ev.Kind)
}

// unit is one unit of work: a transaction with the event it serves.
type unit struct {
	*store.Tx
	ev      Event
	now     time.Time
	coach   *Coach
	n       int                 // replies so far
	late    []string            // calls whose coaching messages are to be renewed in the end
	changed []followup.FollowUp // promises that were changed: what shows them is renewed too (shown.go)
	drawn   []string            // the sheets that were drawn for a click
	steps   bool                // and the message with the steps of setting Heed up
	homes   map[string]string   // and the Home tabs of people, at a place of them, "" for wherever
	digests []string            // and weekly digests, by label
	weeks   []toldWeek          // and what people were told of their weeks
	absent  map[string]bool     // channels chosen in a form that Heed is not in

	orphans []memory.Fact // withdrawn facts that people had touched (learn.go)
}

// put stores an effect; its key makes it happen once.
func (u *unit) put(e store.Effect) error {
	e.Team, e.Created = u.ev.Team, u.now
	if err := u.dated(&e); err != nil {
		return err
	}
	_, err := u.PutEffect(e)
	return err
}

// dated writes the dates of what somebody is told as they want them.
func (u *unit) dated(e *store.Effect) error {
	if e.User == "" || e.Message == nil && e.View == nil {
		return nil
	}
	p, _, err := store.People.Get(u.Tx, kv.Key(e.Team, e.User))
	if err != nil || p.Dates == voice.DayFirst {
		return err
	}
	today := when.DateOf(u.now.In(p.Location()))
	if e.Message != nil {
		e.Message = new(voice.InStyle(*e.Message, p.Dates, today))
	}
	if e.View != nil {
		e.View = new(voice.ViewInStyle(*e.View, p.Dates, today))
	}
	return nil
}

// tell sends a DM that names what it is about.
func (u *unit) tell(name, user string, m message.Message) error {
	return u.put(store.Effect{Key: replyKey(u.ev, name), Kind: store.Post, User: user, Message: &m})
}

// reply answers where the person is: a slash command and a click only to
// them, a DM in the DM, a mention only to them in the channel, a click in the
// Home tab in a modal above it. About are the customers whose words are in it.
func (u *unit) reply(m message.Message, about ...string) error {
	switch {
	case u.ev.reruns():
		return u.replace(m, about...)
	case u.atHome() && u.n == 0:
		u.n++
		return u.openOr(voice.Aside("Heed", m), m, about...)
	}
	u.n++
	e := store.Effect{Key: replyKey(u.ev, fmt.Sprint(u.n)), Message: &m, User: u.ev.User, Blind: store.LetGo}
	switch {
	case u.ev.ResponseURL != "":
		e.Kind, e.Channel, e.ResponseURL = store.Ephemeral, u.ev.Channel, u.ev.ResponseURL
		e.Expires = u.now.Add(responseLife)
	case u.ev.ChannelKind == DM || u.ev.Channel == "":
		e.Kind, e.Channel, e.Thread, e.Blind = store.Post, u.ev.Channel, u.ev.Thread, store.SendAgain
	default:
		e.Kind, e.Channel, e.Thread = store.Ephemeral, u.ev.Channel, u.ev.Thread
	}
	if err := u.asking(e); err != nil {
		return err
	}
	return u.put(on(e, about))
}

// answer is reply where somebody waits for one.
func (u *unit) answer(m message.Message) error {
	if u.ev.User == "" || !u.ev.awaited() {
		return nil
	}
	return u.reply(m)
}

// on notes whose words an effect holds, each customer once.
func on(e store.Effect, customers []string) store.Effect {
	for _, id := range customers {
		switch {
		case id == "" || id == e.Customer || slices.Contains(e.Also, id):
		case e.Customer == "":
			e.Customer = id
		default:
			e.Also = append(e.Also, id)
		}
	}
	return e
}

// open shows a form; Slack takes a trigger once and for three seconds. Where
// it comes too late the person is told, who sees nothing otherwise.
func (u *unit) open(v message.View) error { return u.openOr(v, voice.TooLate()) }

// openOr shows a modal, or says the same in a message where it comes too
// late. About are the customers whose words are in it.
func (u *unit) openOr(v message.View, late message.Message, about ...string) error {
	return u.put(on(store.Effect{
		Key: replyKey(u.ev, "view"), Kind: store.OpenView, User: u.ev.User, View: &v, Else: &late,
		Trigger: u.ev.Trigger, Expires: u.now.Add(triggerLife), Blind: store.LetGo,
	}, about))
}

const (
	responseLife = 30 * time.Minute // of a response_url
	triggerLife  = 3 * time.Second  // of a trigger_id
)

func replyKey(ev Event, name string) string {
	return ev.Team + "/reply/" + ev.Key + "/" + name
}

// errGone is what a lookup says whose record has been deleted since.
var errGone = errors.New("no such record")

// must is a Get that takes absence for errGone.
func must[T any](t store.Table[T], tx *store.Tx, key string) (T, error) {
	v, ok, err := t.Get(tx, key)
	if err == nil && !ok {
		err = errGone
	}
	return v, err
}
