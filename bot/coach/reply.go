package coach

import (
	"context"
	"slices"
	"strings"

	"heed/bot/followup"
	"heed/bot/pattern"
	"heed/bot/reply"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// heard is a text that may be an answer to a nudge, with the people it
// mentions as Slack knows them.
type heard struct {
	text      string
	raw       string // as Slack delivered it
	mentioned []store.Person
}

var mention = pattern.Of(`<@([A-Z0-9]+)(?:\|[^>]*)?>`)

// unescape gives a text its signs back; mentions stay what they are.
var unescape = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// hear looks up, before the transaction, whom a text mentions: they may be
// people whom Heed hasn't met.
func (c *Coach) hear(ctx context.Context, ev Event, text string) (heard, error) {
	h := heard{text: unescape.Replace(text), raw: text}
	for _, m := range mention().FindAllStringSubmatch(text, mostMentions) {
		known := false
		err := c.store.View(ctx, func(tx *store.Tx) error {
			known = store.People.Has(tx, kv.Key(ev.Team, m[1]))
			return nil
		})
		if err != nil {
			return h, err
		}
		if known {
			continue
		}
		p, err := c.slack.Profile(ctx, ev.Team, m[1])
		if err != nil {
			continue // whoever it is can't be asked, and that is said
		}
		h.mentioned = append(h.mentioned, store.Person{
			Team: ev.Team, ID: m[1], Name: p.Name, RealName: p.RealName, Zone: p.Zone, Bot: p.Bot, Guest: p.Guest, Met: ev.At, Checked: ev.At,
		})
	}
	return h, nil
}

// mostMentions is how many people one answer names.
const mostMentions = 5

// answerTo carries out a text that answers a nudge or another list of
// promises; done is false if it is none. What is in doubt is asked.
func (u *unit) answerTo(h heard) (done bool, err error) {
	if done, err := u.takeBackSaid(h.text); err != nil || done {
		return done, err
	}
	open, err := u.openOf(u.ev.User)
	if err != nil || len(open) == 0 {
		return false, err
	}
	p, _, err := store.People.Get(u.Tx, kv.Key(u.ev.Team, u.ev.User))
	if err != nil {
		return false, err
	}
	to, err := u.answered(&p)
	if err != nil {
		return false, err
	}
	items, err := u.answerable(open, to)
	if err != nil {
		return false, err
	}
	o, err := u.readingOptions(&p, h.text)
	if err != nil {
		return false, err
	}
	a, ok := reply.Read(h.text, items, o)
	if !ok {
		return u.asksOf(h.text, open)
	}
	return true, u.carryOut(a, h)
}

// asksOf answers a question about promises with how they stand, those settled
// lately too.
func (u *unit) asksOf(text string, open []followup.FollowUp) (done bool, err error) {
	settled, err := u.settledSince(u.ev.User, settledLately)
	if err != nil {
		return false, err
	}
	items, err := u.answerable(append(open, settled...), nil)
	if err != nil {
		return false, err
	}
	ids := reply.Asks(text, items)
	if len(ids) == 0 {
		return false, nil
	}
	p, err := u.said(ids)
	if err != nil {
		return false, err
	}
	return true, u.reply(p.Message, p.about...)
}

// readingOptions are those that dates and names in an answer are read with;
// colleagues only where one may be named.
func (u *unit) readingOptions(p *store.Person, text string) (reply.Options, error) {
	ws, err := u.workspace()
	if err != nil {
		return reply.Options{}, err
	}
	o := reply.Options{Now: u.now.In(p.Location()), When: ws.Dates(p.Location())}
	if !reply.NamesSomebody(text) {
		return o, nil
	}
	for c, err := range store.People.Scan(u.Tx, store.TeamPrefix(u.ev.Team)) {
		if err != nil {
			return o, err
		}
		if c.ID != p.ID && !c.Guest && !c.Bot {
			o.People = append(o.People, reply.Person{ID: c.ID, Names: c.Names()})
		}
	}
	return o, nil
}

// answerable are open follow-ups as an answer may name them; those of the
// message that is answered come first, in its order.
func (u *unit) answerable(open []followup.FollowUp, to []string) ([]reply.Item, error) {
	place := func(f followup.FollowUp) int {
		if i := slices.Index(to, f.ID); i >= 0 {
			return i
		}
		return len(to)
	}
	followup.Sort(open)
	slices.SortStableFunc(open, func(a, b followup.FollowUp) int { return place(a) - place(b) })
	var items []reply.Item
	for _, f := range open {
		name, err := u.customerName(f.Customer)
		if err != nil {
			return nil, err
		}
		items = append(items, reply.Item{
			ID: f.ID, Action: f.Action, Customer: name, Who: f.Who, Owed: f.Mine(), Due: f.Due, Shown: slices.Contains(to, f.ID),
		})
	}
	return items, nil
}

// carryOut does what an answer orders, and asks what it leaves open.
func (u *unit) carryOut(a reply.Answer, h heard) error {
	var done []string
	for _, c := range a.Changes {
		f, err := u.own(c.ID)
		if err != nil {
			return err
		}
		ok, err := u.order(&f, c.Order, h)
		if err != nil {
			return err
		}
		if ok {
			done = append(done, f.ID)
		}
	}
	if err := u.confirm(done); err != nil {
		return err
	}
	for _, ask := range a.Asks[:min(len(a.Asks), mostAsks)] {
		if err := u.askBack(ask, h); err != nil {
			return err
		}
	}
	return nil
}

// confirm says what was changed.
func (u *unit) confirm(done []string) error {
	if len(done) == 0 {
		return nil
	}
	if err := u.replan(u.ev.User); err != nil {
		return err
	}
	p, err := u.said(done)
	if err != nil {
		return err
	}
	return u.reply(p.Message, p.about...)
}

// mostAsks is how many questions one answer leads to.
const mostAsks = 3

// order changes one follow-up as an answer wants it, without planning anew;
// ok is false where it could not be, which was said.
func (u *unit) order(f *followup.FollowUp, o reply.Order, h heard) (ok bool, err error) {
	loc, err := u.zone(u.ev.User)
	if err != nil {
		return false, err
	}
	today := when.DateOf(u.now.In(loc))
	switch o.Verb {
	case reply.Done:
		if f.Finish(u.now, u.ev.User, ""); o.Day.Before(today) {
			f.KeptOn = o.Day
		}
	case reply.Drop:
		f.Drop(u.now, u.ev.User, "dropped")
	case reply.NoPromise:
		f.Drop(u.now, u.ev.User, "not a promise")
	case reply.Snooze:
		f.Snooze(u.now, u.ev.User, o.Day)
	case reply.Move:
		f.Edit(u.now, u.ev.User, f.Action, o.Day)
	case reply.Keep:
		f.Keep(u.now, u.ev.User)
	case reply.HandOver:
		return u.offer(f, o.Person, h.mentioned)
	}
	return true, u.putFollowUp(f)
}

// askBack asks what an answer left open, with buttons; what may tell of
// something else can be kept as a note.
func (u *unit) askBack(a reply.Ask, h heard) error {
	var among []followup.FollowUp
	var customers []string
	for _, id := range a.Among {
		f, err := u.own(id)
		if err != nil {
			return err
		}
		among, customers = append(among, f), append(customers, f.Customer)
	}
	names, err := u.customerNames(customers)
	if err != nil {
		return err
	}
	loc, err := u.zone(u.ev.User)
	if err != nil {
		return err
	}
	people := map[string]string{}
	for _, id := range a.Names {
		p, _, err := store.People.Get(u.Tx, kv.Key(u.ev.Team, id))
		if err != nil {
			return err
		}
		people[id] = p.RealName
	}
	m := voice.AskBack(a, among, names, people, when.DateOf(u.now.In(loc)))
	switch {
	case a.Lack != reply.WhichItem || !maybeNote(h.raw):
	case a.Order.Verb == reply.Move:
		m = voice.OrElse(m, "No, a new promise", "note to do: "+h.raw)
	default:
		m = voice.OrElse(m, "No, keep it as a note", "note "+h.raw)
	}
	return u.reply(m, customers...)
}

// ordered carries out a button of a question that was asked back; value is
// "done|2026-11-23||F-1,F-2".
func (u *unit) ordered(value string) error {
	o, ids, ok := voice.ReadOrder(value)
	if !ok {
		return u.oldButton()
	}
	for _, id := range ids {
		f, err := u.own(id)
		if err != nil {
			return err
		}
		if f.State != followup.Open {
			continue
		}
		if _, err := u.order(&f, o, heard{}); err != nil {
			return err
		}
	}
	if err := u.replan(u.ev.User); err != nil {
		return err
	}
	return u.redraw("said/" + strings.Join(ids, ","))
}

// said is the confirmation of what was changed in words, as it stands now.
func (u *unit) said(ids []string) (page, error) {
	var items []followup.FollowUp
	for _, id := range ids {
		f, ok, err := store.FollowUps.Get(u.Tx, kv.Key(u.ev.Team, id))
		if err != nil {
			return page{}, err
		}
		if ok && f.Owner == u.ev.User {
			items = append(items, f)
		}
	}
	l, err := u.named(items, u.ev.User, 0, len(items)+1)
	return page{voice.Said(l.items, l.names, l.today), l.about()}, err
}
