package coach

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/bot/call"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/message"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// verb is one word that Heed understands after /heed, in a DM and after a
// mention.
type verb struct {
	name string
	also []string
	run  func(u *unit, who visitor, rest string) error
}

// verbs is the whole vocabulary, in the order of the help. The note verb is
// handled before, because it reads a call outside of the transaction.
func verbs() []verb {
	return []verb{
		{"help", []string{"?", "hi", "hello", ""}, func(u *unit, _ visitor, _ string) error { return u.reply(voice.Help()) }},
		{"brief", []string{"who"}, (*unit).brief},
		{"followups", []string{"followup", "follow-ups", "promises", "todo"}, (*unit).followups},
		{"watch", nil, func(u *unit, _ visitor, _ string) error { return u.watch(true) }},
		{"unwatch", nil, func(u *unit, _ visitor, _ string) error { return u.watch(false) }},
		{"settings", []string{"setup"}, (*unit).settings},
		{"pause", []string{"stop"}, func(u *unit, w visitor, _ string) error { return u.pause(w, true) }},
		{"resume", []string{"start"}, func(u *unit, w visitor, _ string) error { return u.pause(w, false) }},
	}
}

// command answers /heed.
func (c *Coach) command(ctx context.Context, now time.Time, ev Event, who visitor) (decide, error) {
	word, rest := firstWord(ev.Text)
	if word == "note" {
		if strings.TrimSpace(rest) == "" {
			return func(u *unit) error { return u.open(voice.NoteForm("")) }, nil
		}
		return c.noteText(ctx, ev, who, rest, true)
	}
	return speak(ev.Text, who), nil
}

// words answers plain words in a DM or after a mention.
func (c *Coach) words(ctx context.Context, now time.Time, ev Event, who visitor) (decide, error) {
	if ev.BotID != "" || who.ID == "" {
		return nil, nil
	}
	text := withoutMention(ev.Text)
	if word, rest := firstWord(text); word == "note" && strings.TrimSpace(rest) != "" {
		return c.noteText(ctx, ev, who, rest, true)
	}
	return speak(text, who), nil
}

// speak finds the verb of a text and runs it.
func speak(text string, who visitor) decide {
	word, rest := firstWord(call.Unescape(text))
	for _, v := range verbs() {
		if v.name == word || slices.Contains(v.also, word) {
			return func(u *unit) error {
				if _, err := who.person(u); err != nil {
					return err
				}
				return v.run(u, who, rest)
			}
		}
	}
	return func(u *unit) error { return u.reply(voice.NotUnderstood(word, nearest(word))) }
}

// nearest is the verb that a mistyped word most likely meant, or "".
func nearest(word string) string {
	best, at := 3, "" // two slips of the finger at most
	for _, v := range verbs() {
		if d := memory.Distance(word, v.name); d < best && d < len(v.name)-1 {
			best, at = d, v.name
		}
	}
	return at
}

func firstWord(s string) (word, rest string) {
	word, rest, _ = strings.Cut(strings.TrimSpace(s), " ")
	return strings.ToLower(strings.Trim(word, ".,:!")), strings.TrimSpace(rest)
}

// withoutMention drops a leading "<@U123>".
func withoutMention(s string) string {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "<@") {
		if _, after, ok := strings.Cut(s, ">"); ok {
			return strings.TrimSpace(after)
		}
	}
	return s
}

// brief tells what is known of a customer.
func (u *unit) brief(_ visitor, name string) error {
	if name == "" {
		return u.reply(voice.Say("Which customer? For example ", message.C("/heed brief Northgate"), "."))
	}
	all, err := u.customers()
	if err != nil {
		return err
	}
	like := memory.Find(all, name)
	switch {
	case len(like) == 0:
		return u.reply(voice.NoSuchCustomer(name, memory.Nearest(all, name)))
	case len(like) > 1:
		return u.reply(voice.WhichCustomer(name, like))
	}
	m, err := u.briefOf(like[0])
	if err != nil {
		return err
	}
	return u.reply(m)
}

// briefByID answers a click on one of several names.
func (u *unit) briefByID(id string) error {
	c, err := must(store.Customers, u.Tx, kv.Key(u.ev.Team, id))
	if err != nil {
		return err
	}
	m, err := u.briefOf(c)
	if err != nil {
		return err
	}
	return u.replace(m)
}

// briefFacts bounds what a brief reads of a customer.
const briefFacts = 200

func (u *unit) briefOf(c memory.Customer) (message.Message, error) {
	var none message.Message
	r := store.TeamPrefix(u.ev.Team, c.ID)
	r.Limit, r.Reverse = briefFacts, true
	facts, err := store.Collect(store.Facts.Scan(u.Tx, r))
	if err != nil {
		return none, err
	}
	open, err := store.Collect(store.FollowUps.By(u.Tx, store.OpenByCustomer, store.TeamPrefix(u.ev.Team, c.ID)))
	if err != nil {
		return none, err
	}
	worries, err := u.worries(c)
	if err != nil {
		return none, err
	}
	loc, err := u.zone(u.ev.User)
	calls := 0
	for range u.Scan(store.CallsByCustomer, store.TeamPrefix(u.ev.Team, c.ID)) {
		calls++
	}
	b := memory.NewBrief(c, facts, open, worries, calls, u.now)
	return voice.Brief(b, u.now, loc), err
}

// worries are the cues of the customer's last call that were let go. They are
// the customer's words; whose call it was is not told with them.
func (u *unit) worries(c memory.Customer) ([]memory.Worry, error) {
	last, ok, err := store.Calls.LastBy(u.Tx, store.CallsByCustomer, store.TeamPrefix(u.ev.Team, c.ID))
	if err != nil || !ok {
		return nil, err
	}
	var out []memory.Worry
	for _, f := range last.Report.Findings {
		if f.ID == "missed_cue" {
			out = append(out, memory.Worry{Quote: f.Quote, Who: f.Who})
		}
	}
	return out, nil
}

// followups lists one's own open promises, all or those to one customer.
func (u *unit) followups(_ visitor, rest string) error {
	m, err := u.list(u.ev.User, rest)
	if err != nil {
		return err
	}
	return u.reply(m)
}

// list is somebody's open follow-ups, the most pressing first, with those
// settled in the last hour, so that a click can be undone.
func (u *unit) list(user, about string) (message.Message, error) {
	l, err := u.listing(user, about)
	return voice.FollowUpList(l.items, l.customers, l.today), err
}

// home publishes the Home tab of whoever looks at it.
func (c *Coach) home(u *unit) error {
	l, err := u.listing(u.ev.User, "")
	if err != nil {
		return err
	}
	u.n++
	v := voice.Home(l.items, l.customers, l.today)
	return u.put(store.Effect{Key: replyKey(u.ev, fmt.Sprint(u.n)), Kind: store.Home, User: u.ev.User, View: &v})
}

// listing is what a list of follow-ups shows.
type listing struct {
	items     []followup.FollowUp
	customers map[string]string
	today     when.Date
}

func (u *unit) listing(user, about string) (l listing, err error) {
	if l.items, err = u.openOf(user); err != nil {
		return l, err
	}
	settled := store.TeamPrefix(u.ev.Team)
	settled.From = kv.Key(u.ev.Team, kv.Stamp(u.now.Add(-time.Hour)))
	for f, err := range store.FollowUps.By(u.Tx, store.SettledByTime, settled) {
		if err != nil {
			return l, err
		}
		if f.Owner == user {
			l.items = append(l.items, f)
		}
	}
	if about != "" && about != "me" {
		if err := u.only(&l, about); err != nil {
			return l, err
		}
	}
	followup.Sort(l.items)
	ids := make([]string, 0, len(l.items))
	for _, f := range l.items {
		ids = append(ids, f.Customer)
	}
	if l.customers, err = u.customerNames(ids); err != nil {
		return l, err
	}
	loc, err := u.zone(user)
	l.today = when.DateOf(u.now.In(loc))
	return l, err
}

// only keeps the follow-ups of customers that a name may mean.
func (u *unit) only(l *listing, name string) error {
	all, err := u.customers()
	if err != nil {
		return err
	}
	like := memory.Find(all, name)
	l.items = slices.DeleteFunc(l.items, func(f followup.FollowUp) bool {
		return !slices.ContainsFunc(like, func(c memory.Customer) bool { return c.ID == f.Customer })
	})
	return nil
}

// pause stops coaching and nudges for one person, or starts them again.
func (u *unit) pause(who visitor, off bool) error {
	p, err := must(store.People, u.Tx, kv.Key(who.Team, who.ID))
	if err != nil {
		return err
	}
	p.Paused = off
	if err := store.People.Put(u.Tx, &p); err != nil {
		return err
	}
	if err := u.replan(p.ID); err != nil {
		return err
	}
	return u.reply(voice.Paused(off))
}
