package coach

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/story"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// Erasing everything about somebody may be thousands of records. What is asked
// for is put down in one transaction, which takes the customer out of sight;
// the records go in batches after it, and the key with the last of them. A
// crash in between is taken up by the next tick.

// eraseBatch is how many calls go in one transaction, so that nobody waits
// long behind it; eraseRows is the same for small records.
const (
	eraseBatch = 100
	eraseRows  = 500
)

// What an Erasure counts as Gone.
const (
	goneNotes    = "notes"
	goneFacts    = "facts"
	gonePromises = "promises"
	goneMessages = "messages"
)

// FinishErasing does what is left to do of what is being erased: records, keys,
// and word of it to whoever asked. Calling it again is harmless.
func (c *Coach) FinishErasing(ctx context.Context, now time.Time) error {
	c.erasing.Lock()
	defer c.erasing.Unlock()
	for {
		open, err := c.store.Erasures(ctx, true)
		if err != nil {
			return err
		}
		if len(open) == 0 {
			break
		}
		for _, e := range open {
			if err := c.erase(ctx, now, e); err != nil {
				return fmt.Errorf("erasing %s/%s: %w", e.Team, e.ID, err)
			}
		}
	}
	n, err := c.store.FinishErasures(ctx, now)
	if n > 0 {
		c.log.Info().Int("keys", n).Msg("erased")
	}
	return err
}

// eraseStep deletes one batch and counts it; more says that there is another.
type eraseStep func(u *unit, e *store.Erasure) (more bool, err error)

// stepsOf are what it takes to erase somebody, in order.
func (c *Coach) stepsOf(ctx context.Context, e *store.Erasure) ([]eraseStep, error) {
	if isCustomer(e.ID) {
		return []eraseStep{(*unit).eraseUnfiled, (*unit).eraseCalls, (*unit).eraseFacts, (*unit).eraseTold, (*unit).eraseMessages, (*unit).erasedCustomer}, nil
	}
	keys, err := c.store.EffectsTo(ctx, e.Team, e.ID)
	steps := append([]eraseStep{(*unit).eraseOwnCalls, (*unit).eraseOwn}, inBatches(keys, eraseOwnMessages)...)
	return append(steps, (*unit).erasedPerson), err
}

func isCustomer(id string) bool { return strings.HasPrefix(id, "C-") }

// erase works one of them off, batch by batch.
func (c *Coach) erase(ctx context.Context, now time.Time, e store.Erasure) error {
	steps, err := c.stepsOf(ctx, &e)
	if err != nil {
		return err
	}
	for _, step := range steps {
		for more := true; more; {
			err := c.store.Update(ctx, func(tx *store.Tx) error {
				more = false
				e, ok, err := store.Erasures.Get(tx, store.Erasures.Key(&e))
				if err != nil || !ok || !e.Open {
					return err
				}
				// One key for all batches: what is said twice is said once.
				u := &unit{Tx: tx, now: now, coach: c, ev: Event{Team: e.Team, Key: "erase/" + e.ID + "/" + kv.Stamp(e.At), At: now}}
				if more, err = step(u, &e); err != nil {
					return err
				}
				if err := u.renew(); err != nil {
					return err
				}
				return store.Erasures.Put(tx, &e)
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// tally notes that records are gone.
func tally(e *store.Erasure, what string, n int) {
	if e.Gone == nil {
		e.Gone = map[string]int{}
	}
	e.Gone[what] += n
}

// tallyRep notes whose note it was, or whose promise.
func tallyRep(e *store.Erasure, rep string, notes int) {
	if e.Reps == nil {
		e.Reps = map[string]int{}
	}
	e.Reps[rep] += notes
}

// eraseCustomer puts down that everything about a customer is to go, and takes
// it out of sight.
func (u *unit) eraseCustomer(c *memory.Customer, by string) error {
	e := store.Erasure{Team: c.Team, ID: c.ID, At: u.now, By: by, Open: true}
	names := newEntry(store.CustomerName{Name: c.Name, Aliases: c.Aliases}).folded
	var err error
	if e.Also, err = u.unfiledOf(names); err != nil {
		return err
	}
	if err := u.forgetUnreadOf(names); err != nil {
		return err
	}
	if err := u.forgetLettersOf(names); err != nil {
		return err
	}
	if err := u.forgetStoriesOf(c.ID, names); err != nil {
		return err
	}
	if err := store.Customers.Delete(u.Tx, kv.Key(c.Team, c.ID)); err != nil {
		return err
	}
	return store.Erasures.Put(u.Tx, &e)
}

// unfiledOf are the calls that nobody has filed and that name the customer.
func (u *unit) unfiledOf(folded []string) (ids []string, err error) {
	for k, err := range store.Calls.By(u.Tx, store.CallsUnfiled, store.TeamPrefix(u.ev.Team)) {
		if err != nil {
			return nil, err
		}
		if slices.Contains(folded, memory.Fold(k.Named)) || slices.Contains(folded, memory.Fold(k.Read)) {
			ids = append(ids, k.ID)
		}
	}
	return ids, nil
}

// forgetUnreadOf forgets uploads beside which a customer is named. They are
// sealed with their writer's own words, which get another key.
func (u *unit) forgetUnreadOf(folded []string) error {
	all, err := store.Collect(store.Unreads.Scan(u.Tx, store.TeamPrefix(u.ev.Team)))
	if err != nil {
		return err
	}
	for _, n := range all {
		if !names(n.Name+" "+n.Text, folded) {
			continue
		}
		if err := store.Unreads.Delete(u.Tx, kv.Key(n.Team, n.ID)); err != nil {
			return err
		}
		if err := u.renewKey(n.User); err != nil {
			return err
		}
	}
	return nil
}

// forgetLettersOf lets go of events that were given up and name a customer.
func (u *unit) forgetLettersOf(folded []string) error {
	all, err := store.Collect(u.DeadInbox(u.ev.Team))
	if err != nil {
		return err
	}
	for _, row := range all {
		if !names(string(row.Body), folded) {
			continue
		}
		if err := u.ForgetInbox(row.Key); err != nil {
			return err
		}
	}
	return nil
}

// forgetStoriesOf takes down stories that name a customer and aren't theirs:
// told before the customer was known, or of several.
func (u *unit) forgetStoriesOf(id string, folded []string) error {
	return u.eraseStories(store.StoriesByTime, store.TeamPrefix(u.ev.Team), func(s story.Story) bool { return s.Customer != id && names(s.Text, folded) })
}

// names reports whether a text holds one of some folded names, as whole words.
func names(text string, folded []string) bool {
	text = " " + memory.Fold(text) + " "
	return slices.ContainsFunc(folded, func(n string) bool { return n != "" && strings.Contains(text, " "+n+" ") })
}

// renewKey puts down that what stays of a person or a customer is to be sealed
// anew, because part of it went; nothing where all of it goes.
func (u *unit) renewKey(id string) error {
	e := store.Erasure{Team: u.ev.Team, ID: id, Renew: true, At: u.now}
	if store.Erasures.Has(u.Tx, store.Erasures.Key(&e)) {
		return nil
	}
	return store.Erasures.Put(u.Tx, &e)
}

// eraseUnfiled forgets the calls that nobody had filed.
func (u *unit) eraseUnfiled(e *store.Erasure) (more bool, err error) {
	if len(e.Also) == 0 {
		return false, nil
	}
	id := e.Also[0]
	e.Also = e.Also[1:]
	c, ok, err := store.Calls.Get(u.Tx, kv.Key(e.Team, id))
	if err != nil || !ok {
		return true, err
	}
	tally(e, goneNotes, 1)
	tallyRep(e, c.Rep, 1)
	if c.Customer != "" { // filed since
		return true, u.eraseCall(&c, e)
	}
	if err := u.forgetOnRequest(&c); err != nil {
		return true, err
	}
	return true, store.Erasures.Put(u.Tx, &store.Erasure{Team: e.Team, ID: id, At: u.now})
}

// eraseCalls deletes a batch of a customer's calls, with what came of them.
func (u *unit) eraseCalls(e *store.Erasure) (more bool, err error) {
	r := store.TeamPrefix(e.Team, e.ID)
	r.Limit = eraseBatch
	calls, err := store.Collect(store.Calls.By(u.Tx, store.CallsByCustomer, r))
	if err != nil {
		return false, err
	}
	before := len(e.Reps)
	for _, c := range calls {
		tally(e, goneNotes, 1)
		tallyRep(e, c.Rep, 1)
		if err := u.eraseCall(&c, e); err != nil {
			return false, err
		}
	}
	if len(calls) == 0 && before == 0 {
		return false, nil
	}
	for rep := range e.Reps {
		if err := u.cancelNudge(rep, "a promise in it was forgotten"); err != nil {
			return false, err
		}
	}
	return len(calls) == eraseBatch, nil
}

// eraseCall deletes a call of a customer of whom nothing stays: without taking
// back what it had told of them, word by word. Its messages are not read again
// when somebody touches them up.
func (u *unit) eraseCall(c *store.Call, e *store.Erasure) error {
	for _, p := range c.Places() {
		if err := u.mark(store.Mark{Channel: p.Channel, TS: p.TS, Gone: true}, forgetLife); err != nil {
			return err
		}
		if err := u.ForgetInbox(c.Team + "/message/" + p.Channel + "/" + p.TS); err != nil {
			return err
		}
	}
	if err := u.partFrom(c, e); err != nil {
		return err
	}
	fs, err := u.followUpsOf(c)
	if err != nil {
		return err
	}
	if err := u.erasePromises(fs, e); err != nil {
		return err
	}
	if err := u.forgetChoice(c); err != nil {
		return err
	}
	if err := u.unremember(c); err != nil {
		return err
	}
	if err := u.unshareCall(c); err != nil {
		return err
	}
	if err := store.Sources.Delete(u.Tx, kv.Key(c.Team, c.ID)); err != nil {
		return err
	}
	return store.Calls.Delete(u.Tx, kv.Key(c.Team, c.ID))
}

// erasePromises deletes promises and counts them.
func (u *unit) erasePromises(fs []followup.FollowUp, e *store.Erasure) error {
	for _, f := range fs {
		tally(e, gonePromises, 1)
		tallyRep(e, f.Owner, 0)
		if err := store.FollowUps.Delete(u.Tx, kv.Key(f.Team, f.ID)); err != nil {
			return err
		}
	}
	return nil
}

// partFrom takes a call away from the other records of its conversation. Those
// that nobody has filed are about the same customer, and go too.
func (u *unit) partFrom(c *store.Call, e *store.Erasure) error {
	for _, id := range append(slices.Clone(c.Others), c.Of) {
		k, ok, err := store.Calls.Get(u.Tx, kv.Key(c.Team, id))
		switch {
		case err != nil:
			return err
		case !ok || k.Customer == e.ID:
			continue
		}
		if k.Of == c.ID {
			k.Of = ""
		}
		k.Others = slices.DeleteFunc(k.Others, func(o string) bool { return o == c.ID })
		if err := store.Calls.Put(u.Tx, &k); err != nil {
			return err
		}
		if k.Customer == "" && !slices.Contains(e.Also, id) {
			e.Also = append(e.Also, id)
		}
	}
	return nil
}

// eraseFacts deletes a batch of what a customer told us.
func (u *unit) eraseFacts(e *store.Erasure) (more bool, err error) {
	r := store.TeamPrefix(e.Team, e.ID)
	r.Limit = eraseRows
	facts, err := store.Collect(store.Facts.Scan(u.Tx, r))
	for _, f := range facts {
		if err := store.Facts.Delete(u.Tx, kv.Key(f.Team, f.Customer, f.ID)); err != nil {
			return false, err
		}
	}
	tally(e, goneFacts, len(facts))
	return len(facts) == eraseRows, err
}

// eraseTold deletes what the team told of a customer beside notes.
func (u *unit) eraseTold(e *store.Erasure) (more bool, err error) {
	all, err := store.Collect(store.Stories.By(u.Tx, store.StoriesByCustomer, store.TeamPrefix(e.Team, e.ID)))
	if err != nil {
		return false, err
	}
	for _, s := range all { // their key goes
		if err := u.takeDown(&s); err != nil {
			return false, err
		}
	}
	return false, u.eraseDeeds(e.ID, time.Time{})
}

// eraseMessages takes a batch of Heed's messages about a customer out of the
// outbox and out of Slack.
func (u *unit) eraseMessages(e *store.Erasure) (more bool, err error) {
	shown, more, err := u.EraseEffects(e.Team, e.ID, eraseRows, u.now)
	if err != nil {
		return false, err
	}
	for _, m := range shown {
		n, err := u.takeOut(m)
		if err != nil {
			return false, err
		}
		tally(e, goneMessages, n)
	}
	return more, nil
}

// takeOut removes a message of Heed from Slack. One that is about other
// customers too is drawn anew where it can be, without the one who is gone.
func (u *unit) takeOut(m store.Effect) (removed int, err error) {
	u.ev.User = m.User
	switch kind := kv.Split(m.Key); {
	case m.Kind == store.Home:
		u.homeAt(m.User, voice.HomeAt{})
		return 0, nil
	case m.Customer != "" && m.SentTS != "" && len(kind) > 3 && kind[1] == "nudge":
		p, err := u.nudge(kind[3])
		if err == nil {
			return 0, u.put(on(store.Effect{Key: replyKey(u.ev, "redraw/"+m.Key), Kind: store.Update, User: m.User, Channel: m.SentChannel, TS: m.SentTS, Message: &p.Message}, p.about))
		}
	case len(kind) == 4 && kind[1] == "digest":
		return 0, u.digestWithout(m, kind[3])
	case m.Customer != "" && len(kind) > 2 && kind[1] == "feedback":
		if store.Calls.Has(u.Tx, kv.Key(m.Team, kind[2])) {
			u.later(kind[2])
			return 0, nil
		}
	}
	return 1, u.removeFrom(m, m.User)
}

// removeFrom removes a message that somebody got from Slack. The row that
// tells where it is may be gone by then: so it is said here.
func (u *unit) removeFrom(m store.Effect, user string) error {
	r := store.Effect{Key: replyKey(u.ev, "remove/"+m.Key), Kind: store.Remove, User: user, Channel: m.SentChannel, TS: m.SentTS}
	if m.SentTS == "" {
		r.Ref = m.Key
	}
	return u.put(r)
}

// erasedCustomer is the last step: what is left over goes, reminders are
// planned anew, and who asked, or had notes, is told.
func (u *unit) erasedCustomer(e *store.Erasure) (more bool, err error) {
	for len(e.Also) > 0 { // records of one conversation that were found on the way
		if _, err := u.eraseUnfiled(e); err != nil {
			return false, err
		}
	}
	left, err := store.Collect(store.FollowUps.By(u.Tx, store.OpenByCustomer, store.TeamPrefix(e.Team, e.ID)))
	if err != nil {
		return false, err
	}
	if err := u.erasePromises(left, e); err != nil {
		return false, err
	}
	for rep, notes := range e.Reps {
		if err := u.replan(rep); err != nil {
			return false, err
		}
		if notes > 0 && rep != e.By && e.By != "" {
			if err := u.tell("gone/"+rep, rep, voice.ForgottenByOther(e.By, notes)); err != nil {
				return false, err
			}
		}
	}
	e.Open = false
	if e.By == "" {
		return false, nil
	}
	return false, u.tell("gone", e.By, voice.Forgotten(amount(e)))
}

// amount is what an erasure has counted.
func amount(e *store.Erasure) voice.Amount {
	return voice.Amount{
		Notes: e.Gone[goneNotes], Facts: e.Gone[goneFacts], Promises: e.Gone[gonePromises], Messages: e.Gone[goneMessages],
	}
}
