package coach

import (
	"strings"

	"heed/bot/memory"
	"heed/bot/message"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// Of their latest note or call people say that something is wrong with it:
// "wrong customer, that was Acme", "delete my last note". In the thread of a
// coaching message its call is meant.

// lastCall is the call that is meant; ok is false where there is none.
func (u *unit) lastCall() (c store.Call, ok bool, err error) {
	r := store.TeamPrefix(u.ev.Team, u.ev.User)
	r.Reverse, r.Limit = true, callsBack
	for k, err := range store.Calls.By(u.Tx, store.CallsByRep, r) {
		if err != nil {
			return c, false, err
		}
		if !ok {
			c, ok = k, true
		}
		if u.ev.Thread == "" {
			break
		}
		at, err := u.sentAt(k.Feedback())
		if err != nil || at == u.ev.Thread {
			return k, true, err
		}
	}
	return c, ok, nil
}

// lastNote shows under whom it is kept, and how it is put right.
func (u *unit) lastNote(string) error {
	c, ok, err := u.lastCall()
	if err != nil {
		return err
	}
	if !ok {
		return u.reply(voice.NoNoteYet())
	}
	return u.showLast(&c)
}

func (u *unit) showLast(c *store.Call) error {
	m, err := u.lastNoteOf(c)
	if err != nil {
		return err
	}
	return u.reply(m, c.Customer)
}

func (u *unit) lastNoteOf(c *store.Call) (m message.Message, err error) {
	loc, err := u.zone(u.ev.User)
	if err != nil {
		return m, err
	}
	name, err := u.customerName(c.Customer)
	return voice.LastNote(c.ID, name, when.DateOf(c.At.In(loc)), when.DateOf(u.now.In(loc))), err
}

// refile puts it under the customer of a name; a new one only after a click.
func (u *unit) refile(name string) error {
	name = clip(name)
	c, ok, err := u.lastCall()
	if err != nil || !ok {
		return u.lastNote("")
	}
	like, err := u.meantBy(name)
	switch {
	case err != nil:
		return err
	case name == "", len(like) == 1 && like[0].ID == c.Customer:
		return u.showLast(&c)
	case len(like) == 1:
		m, err := u.movedTo(&c, like[0].ID)
		if err != nil {
			return err
		}
		return u.reply(m, c.Customer)
	case len(like) > 1:
		return u.reply(voice.WhichCustomer("refile", name, like), ids(like)...)
	}
	return u.reply(voice.FileUnder(c.ID, name), c.Customer)
}

// movedTo files a call under a customer, and says so.
func (u *unit) movedTo(c *store.Call, customer string) (m message.Message, err error) {
	was, err := u.customerName(c.Customer)
	if err != nil {
		return m, err
	}
	if err := u.file(c, customer); err != nil {
		return m, err
	}
	if err := u.unlearnOther(c); err != nil {
		return m, err
	}
	u.later(c.ID)
	name, err := u.customerName(customer)
	return voice.Refiled(c.ID, name, was), err
}

// unlearnOther takes back that the name in the note means the customer from
// now on, where it is spelt quite otherwise: it is another customer's.
func (u *unit) unlearnOther(c *store.Call) error {
	k, err := must(store.Customers, u.Tx, kv.Key(c.Team, c.Customer))
	if err != nil || c.Alias == "" || len(memory.Nearest([]memory.Customer{{Name: k.Name}}, c.Alias)) > 0 {
		return err
	}
	if err := u.unlearn(c); err != nil {
		return err
	}
	return store.Calls.Put(u.Tx, c)
}

// lastNoteClick is a button of these answers; value is "K-3", or "K-3=Acme".
func (u *unit) lastNoteClick(verb, value string) error {
	id, name, _ := strings.Cut(value, "=")
	c, err := u.ownCall(id)
	if err != nil {
		return err
	}
	switch {
	case verb == "customer":
		return u.askCustomer(&c, "")
	case verb == "to" && name != "":
		to, err := u.findOrNew(clip(name))
		if err != nil {
			return err
		}
		m, err := u.movedTo(&c, to)
		if err != nil {
			return err
		}
		return u.replace(m, c.Customer)
	case verb == "forget":
		if err := u.forgetOnRequest(&c); err != nil {
			return err
		}
		return u.replace(voice.NoteForgotten())
	}
	return u.oldButton()
}
