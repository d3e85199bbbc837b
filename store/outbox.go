package store

import (
	"fmt"
	"iter"
	"time"

	"heed/store/kv"
)

var effectTable = Table[Effect]{
	Bucket: "outbox",
	Key:    func(e *Effect) string { return e.Key },
	Scope: func(e *Effect) string {
		if e.Customer != "" && len(e.Also) == 0 {
			return kv.Key(e.Team, e.Customer)
		}
		return passing(e.Team)[1]
	},
	Indexes: []Index[Effect]{
		{Bucket: "outbox.order", Keys: func(e *Effect) []string {
			if e.State.Final() {
				return nil
			}
			return []string{orderKey(e.Lane(), e.Attempt > 0, e.NotBefore, e.Seq)}
		}},
		{Bucket: "outbox.done", Keys: func(e *Effect) []string {
			if e.State != Sent && e.State != Dropped || e.removable() {
				return nil
			}
			return []string{e.Team + "/" + stamp(e.ClosedAt) + "|" + seq(e.Seq)}
		}},
		{Bucket: "outbox.removable", Keys: func(e *Effect) []string {
			if !e.removable() {
				return nil
			}
			return []string{e.Team + "/" + stamp(e.ClosedAt) + "|" + seq(e.Seq)}
		}},
		{Bucket: "outbox.failed", Keys: func(e *Effect) []string {
			if e.State != Failed {
				return nil
			}
			return []string{e.Team + "/" + stamp(e.ClosedAt) + "|" + seq(e.Seq)}
		}},
		{Bucket: "outbox.customer", Keys: func(e *Effect) []string {
			if e.Customer == "" {
				return nil
			}
			keys := []string{kv.Key(e.Team, e.Customer, seq(e.Seq))}
			for _, id := range e.Also {
				keys = append(keys, kv.Key(e.Team, id, seq(e.Seq)))
			}
			return keys
		}},
	},
}

var outboxQueue = newQueue("outbox.lanes", "outbox.due", "outbox.order")

// How long what is answered through Slack's triggers and response URLs can
// be answered at all (Slack's documentation: 3 s, 30 min).
const (
	triggerLife  = 3 * time.Second
	responseLife = 30 * time.Minute
)

// PutEffect writes down that something is to be done, in the transaction of
// the decision. If its key is known already nothing changes and created is
// false. What the caller set of the outbox's own fields is ignored.
//
// An effect with Ref waits in the lane of the effect it refers to, and so is
// never done before it. To Remove what was not begun yet is to drop it.
func (tx *Tx) PutEffect(e Effect) (created bool, err error) {
	if err := e.valid(); err != nil {
		return false, err
	}
	if effectTable.Has(tx, e.Key) {
		return false, nil
	}
	e.reset()
	if err := tx.refer(&e); err != nil {
		return false, err
	}
	e.Line = e.Lane()
	if err := checkLane(e.Line); err != nil {
		return false, err
	}
	if e.Seq, err = tx.next(e.Team, "outbox"); err != nil {
		return false, err
	}
	if err := effectTable.Put(tx, &e); err != nil {
		return false, err
	}
	tx.outbox = true
	return true, outboxQueue.settle(tx, e.Line, nil)
}

// removable says that an effect left words of a customer in Slack, which
// forgetting the customer takes away again.
func (e *Effect) removable() bool {
	return e.State == Sent && e.Customer != "" && (e.Kind == Post || e.Kind == Upload)
}

func (e *Effect) valid() error {
	var what string
	switch e.Kind {
	case Post, Update, Remove, Ephemeral, OpenView, PushView, Home, React, Upload:
	default:
		what = "is of no known kind"
	}
	switch {
	case e.Team == "" || teamOf(e.Key) != e.Team:
		what = "has a key that does not begin with its team"
	case e.Channel == "" && e.User == "" && e.Ref == "":
		what = "has nobody to go to"
	case e.Ref != "" && teamOf(e.Ref) != e.Team:
		what = "refers to another team's"
	case e.Ref == e.Key:
		what = "refers to itself"
	}
	if what == "" {
		return nil
	}
	return fmt.Errorf("store: effect %q (%s) %s", e.Key, e.Kind, what)
}

// reset sets the outbox's own fields to those of a new effect.
func (e *Effect) reset() {
	e.State, e.Line, e.Due, e.Seq, e.Attempt, e.Doubts, e.Looks = Pending, "", e.NotBefore, 0, 0, 0, 0
	e.Lease, e.Holder, e.ClaimedAt, e.ClosedAt, e.SentAt = time.Time{}, "", time.Time{}, time.Time{}, time.Time{}
	e.SentChannel, e.SentTS, e.Error, e.UnknownAt = "", "", "", time.Time{}
	if !e.Expires.IsZero() || e.Created.IsZero() {
		return
	}
	switch {
	case e.Kind == OpenView || e.Kind == PushView:
		e.Expires = e.Created.Add(triggerLife)
	case e.Kind == Ephemeral && e.ResponseURL != "":
		e.Expires = e.Created.Add(responseLife)
	}
}

// refer puts an effect into the lane of the one it refers to, behind it.
func (tx *Tx) refer(e *Effect) error {
	if e.Ref == "" {
		return nil
	}
	ref, ok, err := effectTable.Get(tx, e.Ref)
	if err != nil {
		return err
	}
	if !ok {
		e.Line = e.Team + "/" + e.Ref // alone; it is dropped unless the other comes
		return nil
	}
	e.Line = ref.Lane()
	if e.Kind == Remove && ref.State == Pending && ref.Attempt == 0 {
		ref.Error = "it was to be removed again"
		return tx.closeEffect(ref, Dropped, e.Created)
	}
	if !ref.State.Final() && e.NotBefore.Before(ref.NotBefore) {
		e.NotBefore, e.Due = ref.NotBefore, ref.NotBefore
	}
	return nil
}

// Effect reads an effect by its key.
func (tx *Tx) Effect(key string) (Effect, bool, error) { return effectTable.Get(tx, key) }

// EffectsOf are the effects that hold words of a customer, oldest first.
func (tx *Tx) EffectsOf(team, customer string) iter.Seq2[Effect, error] {
	return effectTable.By(tx, "outbox.customer", kv.Under(team, customer))
}

// FailedEffects are the effects of a team that failed for good, oldest first.
func (tx *Tx) FailedEffects(team string) iter.Seq2[Effect, error] {
	return effectTable.By(tx, "outbox.failed", kv.Prefix(team+"/"))
}

// CancelEffect drops an effect that is not wanted any more, if it is not too
// late: done is false if it is not there, or may have been sent.
func (tx *Tx) CancelEffect(key, why string, now time.Time) (done bool, err error) {
	e, ok, err := effectTable.Get(tx, key)
	if err != nil || !ok || e.State != Pending {
		return false, err
	}
	e.Error = why
	return true, tx.closeEffect(e, Dropped, now)
}

// closeEffect makes an effect final and its lane free. What was sent or
// dropped lets go of its words; what failed keeps them, to be looked into.
func (tx *Tx) closeEffect(e Effect, state EffectState, at time.Time) error {
	e.State, e.ClosedAt, e.Holder, e.Lease, e.Due = state, at, "", time.Time{}, time.Time{}
	if state != Failed {
		e.dropWords()
	}
	return tx.putEffect(&e, time.Time{})
}

func (e *Effect) dropWords() {
	e.Message, e.View, e.Else, e.File, e.Trigger, e.ResponseURL = nil, nil, nil, nil, "", ""
}

// instead posts what is said in place of a view that surely was not shown.
func (tx *Tx) instead(e Effect, now time.Time) error {
	if e.Else == nil || e.User == "" || e.State == Unknown {
		return nil
	}
	_, err := tx.PutEffect(Effect{
		Key: e.Key + "/else", Kind: Post, Team: e.Team, User: e.User, Message: e.Else,
		Customer: e.Customer, Also: e.Also, Created: now,
	})
	return err
}

// putEffect writes an effect that is not in flight (any more) and lets its
// lane wait until notBefore.
func (tx *Tx) putEffect(e *Effect, notBefore time.Time) error {
	if err := effectTable.Put(tx, e); err != nil {
		return err
	}
	tx.outbox = true
	return outboxQueue.settle(tx, e.Lane(), func(l *lane) {
		if l.Flight == e.Key {
			free(l)
			l.NotBefore = notBefore
		}
	})
}

// ForgetEffect takes the words of one effect out of the outbox, as
// ForgetEffects does of a customer's: what waits is dropped, what failed lets
// go of its words.
func (tx *Tx) ForgetEffect(key, why string, now time.Time) error {
	e, ok, err := effectTable.Get(tx, key)
	switch {
	case err != nil || !ok:
		return err
	case e.State == Pending:
		e.Error = why
		return tx.closeEffect(e, Dropped, now)
	case e.State == Failed:
		e.dropWords()
		return effectTable.Put(tx, &e)
	}
	return nil
}

// ForgetEffects takes the words of a customer out of the outbox: what is not
// sent yet is dropped, what failed lets go of its words. What was sent has
// done so already, and comes back so that it can be removed from Slack; what
// is being sent at this moment will.
func (tx *Tx) ForgetEffects(team, customer string, now time.Time) (sent []Effect, err error) {
	all, err := Collect(tx.EffectsOf(team, customer))
	if err != nil {
		return nil, err
	}
	for _, e := range all {
		switch e.State {
		case Sent:
			sent = append(sent, e)
		case Pending:
			e.Error = "the customer was forgotten"
			err = tx.closeEffect(e, Dropped, now)
		case Failed:
			e.dropWords()
			err = effectTable.Put(tx, &e)
		}
		if err != nil {
			return nil, err
		}
	}
	return sent, nil
}
