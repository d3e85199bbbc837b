package coach

import (
	"strconv"
	"strings"

	"heed/bot/analyze"
	"heed/bot/fit"
	"heed/bot/memory"
	"heed/bot/message"
	"heed/bot/voice"
	"heed/store"
)

// fitFor weighs whether a customer and we suit each other.
func (u *unit) fitFor(name string) error { return u.answerAbout(name, "fit", u.fitIn(1)) }

// fitPage is the same as a page ("fit/C-7/2"), with the nth wording.
func (u *unit) fitPage(id string) (page, error) {
	id, nth, _ := strings.Cut(id, "/")
	n, _ := strconv.Atoi(nth)
	return u.pageAbout(id, u.fitIn(max(n, 1)))
}

func (u *unit) fitIn(nth int) aboutCustomer {
	return func(c memory.Customer) (message.Message, error) { return u.fitOf(c, nth) }
}

func (u *unit) fitOf(c memory.Customer, nth int) (m message.Message, err error) {
	facts, err := u.latestFacts(c.ID)
	if err != nil {
		return m, err
	}
	ws, err := u.workspace()
	if err != nil {
		return m, err
	}
	admin, err := u.administers()
	if err != nil {
		return m, err
	}
	lists := fit.Lists{Ours: ws.Ours, Cant: ws.Cant}
	v := voice.Fit{Customer: c, Fit: fit.Weigh(facts, lists), Unwritten: lists.Empty(), Admin: admin, Nth: nth}
	if v.Refused, err = u.refused(&c); err != nil {
		return m, err
	}
	loc, err := u.zone(u.ev.User)
	return v.Message(u.now, loc), err
}

// fitCalls bounds the calls that are looked at for an honest no.
const fitCalls = 12

// refused are sentences of calls that say that something can't be met. They are
// findings about a rep's own calls, so only that rep is shown them.
func (u *unit) refused(c *memory.Customer) (out []voice.Refusal, err error) {
	r := store.TeamPrefix(u.ev.Team, c.ID)
	r.Reverse, r.Limit = true, fitCalls
	for k, err := range store.Calls.By(u.Tx, store.CallsByCustomer, r) {
		if err != nil {
			return nil, err
		}
		for i := range k.Report.Findings {
			f := &k.Report.Findings[i]
			if k.Rep == u.ev.User && (f.ID == "no_fit" || f.ID == "honest_no") && f.Quote != "" && !u.tookBack(&k, f) {
				out = append(out, voice.Refusal{Quote: f.Quote, Who: f.Who, At: k.At})
			}
		}
	}
	return out, nil
}

// tookBack reports whether the rep of a call said that a finding isn't right.
func (u *unit) tookBack(c *store.Call, f *analyze.Finding) bool {
	p, ok, err := store.People.Get(u.Tx, store.People.Key(&store.Person{Team: c.Team, ID: c.Rep}))
	return err == nil && ok && p.Coaching.LeftOut(&c.Report, f)
}

// fitClick is a button below a weighing; value is "C-7" or "C-7/2".
func (u *unit) fitClick(verb, value string) error {
	id, _, _ := strings.Cut(value, "/")
	c, err := u.card(id)
	if err != nil {
		return err
	}
	from := voice.Luggage{ID: c.ID}
	switch verb {
	case "words":
		return u.redraw("fit/" + value)
	case "refer":
		return u.openAbout(voice.ReferForm(c.Name, from), c.ID)
	case "hand":
		return u.openAbout(voice.HandOverForm(c.Name, from), c.ID)
	}
	return u.oldButton()
}

// refer takes the form that says to whom a customer was sent on: a service to
// them, kept as such.
func (u *unit) refer() error {
	from, ok := voice.ReadLuggage(u.ev.PrivateMeta)
	if !ok {
		return u.oldButton()
	}
	c, err := u.card(from.ID)
	if err != nil {
		return err
	}
	d, err := u.addDeed(c.ID, memory.Referral, voice.ReferredTo(u.ev.Inputs["to"], u.ev.Inputs["why"]))
	if err != nil {
		return err
	}
	c.Referred(u.now)
	if err := u.putKept(&c, c.Keeps()); err != nil {
		return err
	}
	return u.tellAbout("deed", voice.Referred(d, c.Name), c.ID)
}

// putKept stores a customer and plans the reminders of those who keep it now
// or did.
func (u *unit) putKept(c *memory.Customer, was string) error {
	if err := store.Customers.Put(u.Tx, c); err != nil {
		return err
	}
	for _, user := range []string{was, c.Keeps()} {
		if user == "" {
			continue
		}
		if err := u.replan(user); err != nil {
			return err
		}
	}
	return nil
}
