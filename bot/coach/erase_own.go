package coach

import (
	"slices"

	"heed/bot/followup"
	"heed/bot/story"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// ownBatch is how many calls are forgotten in one transaction where what they
// told has to be taken apart from what others heard.
const ownBatch = 20

// eraseOwnCalls forgets a batch of somebody's own calls, with all that came of
// them. A customer of whom nothing is left is erased after them.
func (u *unit) eraseOwnCalls(e *store.Erasure) (more bool, err error) {
	r := store.TeamPrefix(e.Team, e.ID)
	r.Limit = ownBatch
	calls, err := store.Collect(store.Calls.By(u.Tx, store.CallsByRep, r))
	if err != nil {
		return false, err
	}
	for _, c := range calls {
		// Forgetting one changes others of the same conversation.
		now, ok, err := store.Calls.Get(u.Tx, kv.Key(c.Team, c.ID))
		if err != nil || !ok {
			return false, err
		}
		tally(e, goneNotes, 1)
		fs, err := u.followUpsOf(&now)
		if err != nil {
			return false, err
		}
		tally(e, gonePromises, len(fs))
		if err := u.forgetOnRequest(&now); err != nil {
			return false, err
		}
		if err := u.keysAfter(c.ID, c.Customer); err != nil {
			return false, err
		}
	}
	return len(calls) == ownBatch, nil
}

// keysAfter puts down what becomes of the keys after a call was forgotten.
func (u *unit) keysAfter(call, customer string) error {
	if err := store.Erasures.Put(u.Tx, &store.Erasure{Team: u.ev.Team, ID: call, At: u.now}); err != nil || customer == "" {
		return err
	}
	if store.Customers.Has(u.Tx, kv.Key(u.ev.Team, customer)) {
		return u.renewKey(customer)
	}
	return store.Erasures.Put(u.Tx, &store.Erasure{Team: u.ev.Team, ID: customer, At: u.now, Open: true})
}

// eraseOwn takes somebody out of what stays: promises that were handed to
// them, what they said of speakers, uploads, reminders.
func (u *unit) eraseOwn(e *store.Erasure) (more bool, err error) {
	for _, do := range []func(*store.Erasure) error{u.eraseOwnPromises, u.eraseOwnNames, u.eraseOwnSettings, u.eraseOwnShares, u.eraseOwnUnread, u.eraseOwnNudges, u.eraseOwnTouches, u.eraseOwnStories, u.eraseOwnDeeds} {
		if err := do(e); err != nil {
			return false, err
		}
	}
	return false, nil
}

func (u *unit) eraseOwnPromises(e *store.Erasure) error {
	theirs, err := store.Collect(store.FollowUps.By(u.Tx, store.FollowUpsHanded, store.TeamPrefix(e.Team, e.ID)))
	if err != nil {
		return err
	}
	for _, f := range theirs {
		if f.Customer != "" {
			if err := u.renewKey(f.Customer); err != nil {
				return err
			}
		}
		if f.Owner == e.ID {
			tally(e, gonePromises, 1)
			if err := u.forgetFollowUp(&f); err != nil {
				return err
			}
			continue
		}
		if f.From == e.ID {
			f.From = ""
		}
		if f.Offer != nil && f.Offer.To == e.ID {
			f.Offer = nil
		}
		f.Changes = slices.DeleteFunc(f.Changes, func(c followup.Change) bool {
			return c.By == e.ID || c.Before.Owner == e.ID || c.Before.From == e.ID || c.Before.Offer != nil && c.Before.Offer.To == e.ID
		})
		if err := store.FollowUps.Put(u.Tx, &f); err != nil {
			return err
		}
	}
	return nil
}

func (u *unit) eraseOwnNames(e *store.Erasure) error {
	all, err := store.Collect(store.Aliases.Scan(u.Tx, store.TeamPrefix(e.Team)))
	if err != nil {
		return err
	}
	for _, a := range all {
		if a.By != e.ID {
			continue
		}
		if err := store.Aliases.Delete(u.Tx, kv.Key(a.Team, a.ID)); err != nil {
			return err
		}
		if err := u.renewKey(a.Call); err != nil {
			return err
		}
	}
	return nil
}

// eraseOwnShares takes back what was shared with somebody; what they shared
// went with their calls.
func (u *unit) eraseOwnShares(e *store.Erasure) error {
	all, err := store.Collect(store.Shares.By(u.Tx, store.SharesByWho, store.TeamPrefix(e.Team, e.ID)))
	for i := range all {
		if err == nil {
			err = u.unshare(&all[i])
		}
	}
	return err
}

// eraseOwnSettings deletes what somebody changed of their own settings, and
// takes them out of what was changed of the workspace's.
func (u *unit) eraseOwnSettings(e *store.Erasure) error {
	all, err := store.Collect(store.SettingChanges.By(u.Tx, store.SettingsByWho, store.TeamPrefix(e.Team, e.ID)))
	for _, c := range all {
		switch {
		case err != nil:
		case c.Own != "":
			err = store.SettingChanges.Delete(u.Tx, kv.Key(c.Team, c.ID))
		default:
			c.By = ""
			err = store.SettingChanges.Put(u.Tx, &c)
		}
	}
	return err
}

func (u *unit) eraseOwnUnread(e *store.Erasure) error {
	all, err := store.Collect(store.Unreads.Scan(u.Tx, store.TeamPrefix(e.Team)))
	for _, n := range all {
		if n.User == e.ID && err == nil {
			err = store.Unreads.Delete(u.Tx, kv.Key(n.Team, n.ID))
		}
	}
	return err
}

func (u *unit) eraseOwnNudges(e *store.Erasure) error {
	if err := u.cancelNudge(e.ID, "they were forgotten"); err != nil {
		return err
	}
	all, err := store.Collect(store.Nudges.Scan(u.Tx, store.TeamPrefix(e.Team, e.ID)))
	for _, n := range all {
		if err == nil {
			err = store.Nudges.Delete(u.Tx, store.Nudges.Key(&n))
		}
	}
	return err
}

// eraseOwnTouches takes somebody out of the cards of customers and of what
// they said about facts that others heard.
func (u *unit) eraseOwnTouches(e *store.Erasure) error {
	all, err := u.customers()
	if err != nil {
		return err
	}
	for _, c := range all {
		if !c.WithoutPerson(e.ID) {
			continue
		}
		if err := store.Customers.Put(u.Tx, &c); err != nil {
			return err
		}
		if err := u.renewKey(c.ID); err != nil {
			return err
		}
	}
	return nil
}

// eraseOwnStories takes down what somebody told, and what was told of them.
func (u *unit) eraseOwnStories(e *store.Erasure) error {
	return u.eraseStories(store.StoriesByWho, store.TeamPrefix(e.Team, e.ID), func(story.Story) bool { return true })
}

// eraseOwnDeeds deletes what somebody told of what they had done unasked.
func (u *unit) eraseOwnDeeds(e *store.Erasure) error {
	all, err := store.Collect(store.Deeds.By(u.Tx, store.DeedsByWho, store.TeamPrefix(e.Team, e.ID)))
	for _, d := range all {
		if err == nil {
			err = store.Deeds.Delete(u.Tx, store.Deeds.Key(&d))
		}
		if err == nil {
			err = u.renewKey(d.Customer)
		}
	}
	return err
}

// eraseOwnMessages is the step that removes Heed's direct messages to somebody
// from Slack, those that it still knows of.
func eraseOwnMessages(keys []string) eraseStep {
	return func(u *unit, e *store.Erasure) (more bool, err error) {
		posts, err := u.EraseEffectsTo(keys, u.now)
		if err != nil {
			return false, err
		}
		for _, m := range posts {
			if key := kv.Split(m.Key); len(key) > 1 && key[1] == "feedback" {
				continue // went with its call
			}
			tally(e, goneMessages, 1)
			if err := u.removeFrom(m, e.ID); err != nil {
				return false, err
			}
		}
		return false, nil
	}
}

// inBatches are the steps that work keys off.
func inBatches(keys []string, step func([]string) eraseStep) (out []eraseStep) {
	for some := range slices.Chunk(keys, eraseRows) {
		out = append(out, step(some))
	}
	return out
}

// erasedPerson is the last step: their record goes, and they are told. Should
// they come back they are met anew, under another key.
func (u *unit) erasedPerson(e *store.Erasure) (more bool, err error) {
	if err := store.People.Delete(u.Tx, kv.Key(e.Team, e.ID)); err != nil {
		return false, err
	}
	bare := voice.Home{Forgotten: e.By == e.ID}.View() // what the Home tab showed is gone too
	if err := u.put(store.Effect{Key: replyKey(u.ev, "home"), Kind: store.Home, User: e.ID, View: &bare}); err != nil {
		return false, err
	}
	e.Open = false
	if e.By == "" {
		return false, nil
	}
	return false, u.tell("gone", e.By, voice.ForgottenYou(amount(e)))
}
