package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"heed/store/kv"
)

// SettleTime is how long an effect whose fate is unknown is left alone
// before it is looked for: Slack's history may lag behind its posts.
const SettleTime = 10 * time.Second

// refWait is how long an effect waits for one that it refers to and that
// came after it.
const refWait = 5 * time.Second

// ClaimEffects claims up to n effects that are due at now, at most one of a
// lane, for as long as lease. Lanes that skip holds for are left out.
//
// An effect comes back as Sending, to be sent, with Channel and TS filled in
// from the effect it refers to; or as Unknown, to be looked for. Those that
// have expired, or refer to what was never sent, are dropped on the way.
func (s *Store) ClaimEffects(ctx context.Context, now time.Time, lease time.Duration, n int, skip func(lane string) bool) (claimed []Effect, err error) {
	for {
		if _, due, err := s.NextEffect(ctx, now, skip); err != nil || !due {
			return nil, err
		}
		var lanes []lane
		err = s.Update(ctx, func(tx *Tx) error {
			claimed = nil
			if lanes, err = outboxQueue.ready(tx, now, n, skip); err != nil {
				return err
			}
			for _, l := range lanes {
				e, ok, err := tx.claimEffect(l, now, now.Add(lease))
				if err != nil {
					return err
				}
				if ok {
					claimed = append(claimed, e)
				}
			}
			return nil
		})
		// Lanes whose first effect was only dropped or put off: once more.
		if err != nil || len(claimed) > 0 || len(lanes) == 0 {
			return claimed, err
		}
	}
}

// claimEffect takes one step with the first effect of a lane; ok says that
// the effect was claimed.
func (tx *Tx) claimEffect(l lane, now, lease time.Time) (e Effect, ok bool, err error) {
	key := cmp.Or(l.Flight, l.Head)
	e, ok, err = effectTable.Get(tx, key)
	if err == nil && !ok {
		err = fmt.Errorf("store: effect %s is next in %s and not there", key, l.Key)
	}
	switch {
	case err != nil:
		return e, false, err
	case e.State == Sending: // its lease has run out
		return e, false, tx.lose(e, now)
	case e.State == Pending && !e.Expires.IsZero() && !e.Expires.After(now):
		if err := tx.instead(e, now); err != nil {
			return e, false, err
		}
		e.Error = "it had expired"
		return e, false, tx.closeEffect(e, Dropped, now)
	case e.State == Pending && e.Ref != "":
		if ready, err := tx.resolve(&e, now); err != nil || !ready {
			return e, false, err
		}
	}
	if e.State == Pending {
		e.State, e.Attempt = Sending, e.Attempt+1
	}
	e.Holder, e.ClaimedAt, e.Lease, e.Due = tx.s.holder, now, lease, lease
	if err := effectTable.Put(tx, &e); err != nil {
		return e, false, err
	}
	return e, true, outboxQueue.settle(tx, l.Key, func(l *lane) {
		l.Flight, l.Holder, l.Lease = e.Key, e.Holder, lease
	})
}

// resolve fills in where the effect referred to went. If that is not known
// yet the effect is put off, if it never will be it is dropped.
func (tx *Tx) resolve(e *Effect, now time.Time) (ready bool, err error) {
	ref, ok, err := effectTable.Get(tx, e.Ref)
	if err != nil {
		return false, err
	}
	switch {
	case ok && ref.State == Sent:
		e.point(ref)
		return true, nil
	case !ok && e.Channel != "" && e.TS != "":
		return true, nil // swept since; the caller knew the place itself
	case ok && !ref.State.Final():
		e.NotBefore = now.Add(refWait)
		e.Due = e.NotBefore
		return false, tx.putEffect(e, time.Time{})
	case !ok:
		e.Error = fmt.Sprintf("what it refers to (%s) is not known", e.Ref)
	default:
		e.Error = fmt.Sprintf("what it refers to (%s) was not sent", e.Ref)
	}
	return false, tx.closeEffect(*e, Dropped, now)
}

// point aims an effect at the message that another one sent.
func (e *Effect) point(ref Effect) {
	e.Channel = ref.SentChannel
	if e.Kind == Post || e.Kind == Upload || e.Kind == Ephemeral {
		e.Thread = cmp.Or(ref.Thread, ref.SentTS)
		return
	}
	e.TS = ref.SentTS
}

// lose gives up a claim on an effect that may or may not have been sent.
func (tx *Tx) lose(e Effect, now time.Time) error {
	e.doubt(now)
	e.Looks, e.Holder, e.Lease, e.Due = 0, "", time.Time{}, now.Add(SettleTime)
	return tx.putEffect(&e, e.Due)
}

func (e *Effect) doubt(now time.Time) {
	if e.State != Unknown {
		e.State, e.UnknownAt = Unknown, now
		e.Doubts++
	}
}

// NextEffect is when the next effect is due, now if one is already, zero if
// none waits.
func (s *Store) NextEffect(ctx context.Context, now time.Time, skip func(lane string) bool) (at time.Time, due bool, err error) {
	err = s.View(ctx, func(tx *Tx) error {
		var ok bool
		at, ok, err = outboxQueue.next(tx, skip)
		if due = ok && !at.After(now); due {
			at = now
		}
		return err
	})
	return at, due, err
}

// Outcome is what came of a claimed effect.
type Outcome struct {
	State     EffectState // any but Sending
	NotBefore time.Time   // Pending, Unknown: when to look at it again
	Channel   string      // Sent: where
	TS        string      // Sent: which message
	Looks     int         // Unknown: times looked for in vain so far
	Uncounted bool        // Pending: it was no attempt (a limit was hit)
	Error     string      // why
}

// SettleEffect records what came of a claimed effect. It fails with ErrStale
// if the claim has run out and was noticed. And runs in the same
// transaction; it may be nil.
func (s *Store) SettleEffect(ctx context.Context, now time.Time, claim Effect, o Outcome, and func(*Tx, Effect) error) error {
	return s.Update(ctx, func(tx *Tx) error {
		e, ok, err := effectTable.Get(tx, claim.Key)
		if err != nil {
			return err
		}
		if !ok || e.State != claim.State || e.Holder != claim.Holder || e.Attempt != claim.Attempt || !e.ClaimedAt.Equal(claim.ClaimedAt) || e.Holder == "" {
			return fmt.Errorf("%w: effect %s", ErrStale, claim.Key)
		}
		if err := tx.settle(e, now, o); err != nil || and == nil {
			return err
		}
		if e, _, err = effectTable.Get(tx, claim.Key); err != nil {
			return err
		}
		return and(tx, e)
	})
}

func (tx *Tx) settle(e Effect, now time.Time, o Outcome) error {
	e.Error = o.Error
	switch o.State {
	case Sent:
		e.SentAt, e.SentChannel, e.SentTS = now, o.Channel, o.TS
		return tx.closeEffect(e, Sent, now)
	case Failed, Dropped:
		if o.State == Failed {
			if err := tx.instead(e, now); err != nil {
				return err
			}
		}
		return tx.closeEffect(e, o.State, now)
	case Pending, Unknown:
		if o.Uncounted {
			e.Attempt--
		}
		if o.State == Unknown {
			e.doubt(now)
		} else {
			e.State, e.UnknownAt = Pending, time.Time{}
		}
		e.Looks, e.Due = o.Looks, o.NotBefore
		e.Holder, e.Lease = "", time.Time{}
		return tx.putEffect(&e, o.NotBefore)
	}
	return fmt.Errorf("store: no outcome for effect %s: %q", e.Key, o.State)
}

// releaseEffects gives up what other holders have claimed.
func (tx *Tx) releaseEffects(now time.Time) error {
	for key, raw := range tx.Scan(outboxQueue.lanes.Bucket, kv.Range{}) {
		var l lane
		if err := json.Unmarshal(raw, &l); err != nil {
			return fmt.Errorf("store: lane %s is damaged: %w", key, err)
		}
		if l.Flight == "" || l.Holder == tx.s.holder {
			continue
		}
		e, ok, err := effectTable.Get(tx, l.Flight)
		if err != nil {
			return err
		}
		if ok && !e.State.Final() {
			if err := tx.lose(e, now); err != nil {
				return err
			}
		} else if err := outboxQueue.settle(tx, l.Key, free); err != nil {
			return err
		}
	}
	return nil
}
