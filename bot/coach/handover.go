package coach

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/message"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// A customer is handed over like a promise is: the colleague is asked and says
// yes or no, and either of the two can take it back. What is known of the
// customer stays where it is; the open promises go along.

// handOver takes the form that names the colleague, who may be somebody whom
// Heed hasn't met.
func (c *Coach) handOver(ctx context.Context, ev Event) (decide, error) {
	h, err := c.hear(ctx, ev, "<@"+ev.Inputs["to"]+">")
	if err != nil {
		return nil, err
	}
	return func(u *unit) error { return u.handOver(ev.Inputs["to"], ev.Inputs["note"], h.mentioned) }, nil
}

// longestHandNote bounds what a colleague is told with a customer.
const longestHandNote = 500

func (u *unit) handOver(to, note string, mentioned []store.Person) error {
	from, ok := voice.ReadLuggage(u.ev.PrivateMeta)
	if !ok {
		return u.oldButton()
	}
	c, err := u.card(from.ID)
	if err != nil {
		return err
	}
	if may, err := u.asked(to, mentioned); err != nil || !may {
		return err
	}
	if h := c.HandOver; h != nil && h.State == memory.Offered { // somebody else is asked now
		if err := u.overFor(&c); err != nil {
			return err
		}
	}
	c.OfferTo(u.now, u.ev.User, to, voice.Shorten(note, longestHandNote))
	if err := store.Customers.Put(u.Tx, &c); err != nil {
		return err
	}
	ask, err := u.handed(&c, to)
	if err != nil {
		return err
	}
	if err := u.put(on(store.Effect{Key: handOverKey(&c), Kind: store.Post, User: to, Message: &ask}, []string{c.ID})); err != nil {
		return err
	}
	said, err := u.handed(&c, u.ev.User)
	if err != nil {
		return err
	}
	return u.tellAbout("handover", said, c.ID)
}

// asked reports whether somebody can be asked to take something over; where
// not, that was said.
func (u *unit) asked(to string, mentioned []store.Person) (bool, error) {
	if to == u.ev.User {
		return false, u.tell("handover", u.ev.User, voice.YoursAlready())
	}
	if _, ok, err := u.colleague(to, mentioned); err != nil || ok {
		return ok, err
	}
	return false, u.tell("handover", u.ev.User, voice.CantAsk(to))
}

// handOverKey names the message that asked the colleague.
func handOverKey(c *memory.Customer) string {
	return kv.Key(c.Team, "handover", c.ID, strconv.Itoa(c.HandOver.N))
}

// handOverClick is a button of a hand-over; value is "C-7/1".
func (u *unit) handOverClick(verb, value string) error {
	id, n, _ := strings.Cut(value, "/")
	c, err := must(store.Customers, u.Tx, kv.Key(u.ev.Team, id))
	if err != nil {
		return err
	}
	h := c.HandOver
	if h == nil || strconv.Itoa(h.N) != n || u.ev.User != h.From && u.ev.User != h.To {
		return u.replace(voice.HandOverOver())
	}
	was, changed := c.Keeps(), false
	switch verb {
	case "accept":
		changed, err = u.acceptCustomer(&c)
	case "decline":
		changed = c.Decline(u.ev.User)
	case "back":
		changed, err = u.withdrawCustomer(&c)
	default:
		return u.oldButton()
	}
	if err != nil {
		return err
	}
	if changed {
		if err := u.putKept(&c, was); err != nil {
			return err
		}
		if err := u.tellOther(&c); err != nil {
			return err
		}
	}
	m, err := u.handed(&c, u.ev.User)
	if err != nil {
		return err
	}
	return u.replace(m, c.ID)
}

// acceptCustomer gives a customer, with the open promises of who hands it
// over, to whoever accepts.
func (u *unit) acceptCustomer(c *memory.Customer) (bool, error) {
	if c.HandOver.State != memory.Offered || c.HandOver.To != u.ev.User {
		return false, nil
	}
	open, err := u.openWith(c.ID, c.HandOver.From)
	if err != nil {
		return false, err
	}
	var ids []string
	for _, f := range open {
		ids = append(ids, f.ID)
	}
	return c.Accept(u.ev.User, ids), u.give(open, c.HandOver.From, u.ev.User)
}

// withdrawCustomer takes an offer or a hand-over back, with those promises
// that are still open with the colleague.
func (u *unit) withdrawCustomer(c *memory.Customer) (bool, error) {
	ids, ok := c.Withdraw(u.ev.User)
	if !ok {
		return false, nil
	}
	open, err := u.openWith(c.ID, c.HandOver.To)
	if err != nil {
		return false, err
	}
	open = slices.DeleteFunc(open, func(f followup.FollowUp) bool { return !slices.Contains(ids, f.ID) })
	return true, u.give(open, c.HandOver.To, c.HandOver.From)
}

// openWith are somebody's open promises of a customer.
func (u *unit) openWith(customer, owner string) ([]followup.FollowUp, error) {
	return gather(store.FollowUps.By(u.Tx, store.OpenByCustomer, store.TeamPrefix(u.ev.Team, customer)),
		func(f followup.FollowUp) bool { return f.Owner == owner })
}

// give makes promises somebody else's.
func (u *unit) give(open []followup.FollowUp, from, to string) error {
	for _, f := range open {
		f.OfferTo(u.now, from, to)
		f.Accept(u.now, to)
		if err := u.travel(&f); err != nil {
			return err
		}
		if err := u.putFollowUp(&f); err != nil {
			return err
		}
	}
	for _, user := range []string{from, to} {
		if err := u.replan(user); err != nil {
			return err
		}
	}
	return nil
}

// tellOther says to the other of the two what became of it.
func (u *unit) tellOther(c *memory.Customer) error {
	h := c.HandOver
	other := h.From
	if u.ev.User == h.From {
		other = h.To
	}
	m, err := u.handed(c, other)
	if err != nil {
		return err
	}
	if other == h.To { // in the message that asked
		return u.put(on(store.Effect{Key: replyKey(u.ev, "handover/"+other), Kind: store.Update, User: other, Ref: handOverKey(c), Message: &m}, []string{c.ID}))
	}
	return u.put(on(store.Effect{Key: replyKey(u.ev, "handover/"+other), Kind: store.Post, User: other, Message: &m}, []string{c.ID}))
}

// overFor tells a colleague who was asked that the question is gone.
func (u *unit) overFor(c *memory.Customer) error {
	m := voice.HandOverOver()
	return u.put(store.Effect{Key: replyKey(u.ev, "over/"+c.ID), Kind: store.Update, User: c.HandOver.To, Ref: handOverKey(c), Message: &m})
}

// handed is what a hand-over looks like to one of the two.
func (u *unit) handed(c *memory.Customer, reader string) (message.Message, error) {
	h := c.HandOver
	v := voice.HandOver{Customer: *c, Mine: reader == h.From, Calls: u.callsCount(c.ID), Promises: len(h.Promises)}
	for range u.Scan(store.Facts.Bucket, store.TeamPrefix(u.ev.Team, c.ID)) {
		v.Facts++
	}
	if h.State == memory.Offered {
		open, err := u.openWith(c.ID, h.From)
		if err != nil {
			return message.Message{}, err
		}
		v.Promises = len(open)
	}
	return v.Message(), nil
}
