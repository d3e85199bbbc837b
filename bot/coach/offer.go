package coach

import (
	"strconv"

	"heed/bot/followup"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// offer asks a colleague whether they take a promise over; ok is false where
// they can't be asked, which was said.
func (u *unit) offer(f *followup.FollowUp, to string, mentioned []store.Person) (ok bool, err error) {
	if to == u.ev.User {
		f.Keep(u.now, u.ev.User)
		return true, u.putFollowUp(f)
	}
	if f.Offer != nil && f.Offer.To == to {
		return true, nil // was asked already
	}
	p, known, err := u.colleague(to, mentioned)
	if err != nil {
		return false, err
	}
	if !known {
		return false, u.reply(voice.CantAsk(to))
	}
	f.OfferTo(u.now, u.ev.User, to)
	if err := u.putFollowUp(f); err != nil {
		return false, err
	}
	name, err := u.customerName(f.Customer)
	if err != nil {
		return false, err
	}
	m := voice.Offer(f, name, to, when.DateOf(u.now.In(p.Location())))
	return true, u.put(on(store.Effect{Key: offerKey(f), Kind: store.Post, User: to, Message: &m}, []string{f.Customer}))
}

// offerKey names the message that asked a colleague last.
func offerKey(f *followup.FollowUp) string {
	return kv.Key(f.Team, "offer", f.ID, strconv.Itoa(f.Offers))
}

// offerClick is a button of the message that asks whether somebody takes a
// promise over.
func (u *unit) offerClick(verb, id string) error {
	f, err := must(store.FollowUps, u.Tx, kv.Key(u.ev.Team, id))
	if err != nil {
		return err
	}
	owner := f.Owner
	changed := false
	switch verb {
	case "accept":
		if changed = f.Accept(u.now, u.ev.User); changed {
			err = u.travel(&f)
		}
	case "decline":
		changed = f.Decline(u.now, u.ev.User)
	default:
		return u.oldButton()
	}
	if err != nil {
		return err
	}
	if changed {
		if err := store.FollowUps.Put(u.Tx, &f); err != nil {
			return err
		}
		u.moved(&f)
		if err := u.calledBack(&f); err != nil {
			return err
		}
		for _, user := range []string{owner, f.Owner} {
			if err := u.replan(user); err != nil {
				return err
			}
		}
		if err := u.tellOwner(owner, &f, verb == "accept"); err != nil {
			return err
		}
	}
	return u.redraw("offer/" + id)
}

// travel has the time of day of a promise that was taken over told by its new
// owner's clock.
func (u *unit) travel(f *followup.FollowUp) error {
	from, err := u.zone(f.From)
	if err != nil {
		return err
	}
	to, err := u.zone(f.Owner)
	if err != nil {
		return err
	}
	f.Travel(from, to)
	return nil
}

// tellOwner says to who handed a promise over what became of it.
func (u *unit) tellOwner(owner string, f *followup.FollowUp, taken bool) error {
	name, err := u.customerName(f.Customer)
	if err != nil {
		return err
	}
	loc, err := u.zone(owner)
	if err != nil {
		return err
	}
	m := voice.OfferAnswered(f, name, u.ev.User, taken, when.DateOf(u.now.In(loc)))
	return u.put(on(store.Effect{Key: replyKey(u.ev, "answered/"+f.ID), Kind: store.Post, User: owner, Message: &m}, []string{f.Customer}))
}

// offered is the message that asked a colleague, as it stands for them now.
func (u *unit) offered(id string) (page, error) {
	f, err := must(store.FollowUps, u.Tx, kv.Key(u.ev.Team, id))
	if err != nil {
		return page{}, err
	}
	return u.offerTo(&f, u.ev.User)
}

// offerTo is the message that asks a colleague to take a promise over.
func (u *unit) offerTo(f *followup.FollowUp, colleague string) (page, error) {
	name, err := u.customerName(f.Customer)
	if err != nil {
		return page{}, err
	}
	loc, err := u.zone(colleague)
	return page{voice.Offer(f, name, colleague, when.DateOf(u.now.In(loc))), []string{f.Customer}}, err
}

// putFollowUp stores a changed follow-up. A colleague who was asked to take it
// over and isn't any more sees that in the message that asked.
func (u *unit) putFollowUp(f *followup.FollowUp) error {
	old, ok, err := store.FollowUps.Get(u.Tx, kv.Key(f.Team, f.ID))
	if err != nil {
		return err
	}
	if err := store.FollowUps.Put(u.Tx, f); err != nil {
		return err
	}
	u.moved(f)
	if err := u.calledBack(f); err != nil {
		return err
	}
	if ok && old.Offer == nil && f.Offer != nil {
		return u.offerAgain(f)
	}
	if !ok || old.Offer == nil || f.Offer != nil && *f.Offer == *old.Offer || old.Offer.To == u.ev.User {
		return nil
	}
	m := voice.OfferOver(f.Owner)
	return u.put(store.Effect{Key: replyKey(u.ev, "over/"+f.ID), Kind: store.Update, User: old.Offer.To, Ref: offerKey(&old), Message: &m})
}

// offerAgain asks a colleague again, in the message that asked, where an undo
// brought the question back.
func (u *unit) offerAgain(f *followup.FollowUp) error {
	if _, asked, err := u.Effect(offerKey(f)); err != nil || !asked {
		return err
	}
	p, err := u.offerTo(f, f.Offer.To)
	if err != nil {
		return err
	}
	return u.put(on(store.Effect{Key: replyKey(u.ev, "again/"+f.ID), Kind: store.Update, User: f.Offer.To, Ref: offerKey(f), Message: &p.Message}, p.about))
}
