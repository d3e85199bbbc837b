package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"heed/store/kv"
)

// EraseEffects takes words of a customer out of up to n effects, because the
// key to them is about to be destroyed: rows that are about nobody else go. What
// is not sent yet never will be. It returns what is to be removed from Slack or
// drawn anew there, with the other customers in Customer and Also, and whether
// there may be more.
//
// What is being sent at this moment stays without its words, and is let go of
// rather than sent again; it comes back without a SentTS, to be removed by its
// key.
func (tx *Tx) EraseEffects(team, customer string, n int, now time.Time) (shown []Effect, more bool, err error) {
	r := kv.Under(team, customer)
	r.Limit = n
	all, err := Collect(effectTable.By(tx, "outbox.customer", r))
	if err != nil {
		return nil, false, err
	}
	for _, e := range all {
		left := e.State == Sent || e.State == Sending || e.State == Unknown
		if err := tx.eraseEffect(&e, customer, now); err != nil {
			return nil, false, err
		}
		if left && (e.Kind == Post || e.Kind == Upload || e.Kind == Home) {
			shown = append(shown, e)
		}
	}
	return shown, len(all) == n, nil
}

// eraseEffect takes a customer out of one effect.
func (tx *Tx) eraseEffect(e *Effect, customer string, now time.Time) error {
	others := slices.DeleteFunc(append([]string{e.Customer}, e.Also...), func(id string) bool { return id == customer })
	state := e.State
	if state == Pending {
		e.Error = "the customer was forgotten"
		if err := tx.closeEffect(*e, Dropped, now); err != nil {
			return err
		}
	}
	if e.Customer, e.Also = "", nil; len(others) > 0 {
		e.Customer, e.Also = others[0], others[1:]
	}
	switch {
	case state == Sending || state == Unknown:
		e.dropWords()
		e.Expires, e.Blind = now, LetGo
		return effectTable.Put(tx, e)
	case state == Sent && len(others) > 0:
		return effectTable.Put(tx, e)
	}
	return effectTable.Delete(tx, e.Key)
}

// EffectsTo are the keys of all effects to a person. It looks through the whole
// outbox, in batches that keep nobody waiting.
func (s *Store) EffectsTo(ctx context.Context, team, user string) (keys []string, err error) {
	r := kv.Prefix(team + "/")
	r.Limit = resealBatch
	for more := true; more; {
		var found []string
		var last string
		err := s.View(ctx, func(tx *Tx) error {
			n := 0
			found, more, last = nil, false, ""
			for key, raw := range tx.Tx.Scan(effectTable.Bucket, r) {
				n, last = n+1, strings.Clone(key)
				e, ok, err := effectTable.decode(tx, key, raw)
				if err != nil {
					return err
				}
				if ok && e.User == user {
					found = append(found, e.Key)
				}
			}
			more = n == resealBatch
			return nil
		})
		if err != nil {
			return nil, err
		}
		keys, r.From = append(keys, found...), last+"\x00"
	}
	return keys, nil
}

// EraseEffectsTo takes the words to a person out of effects. It returns the
// posts that are in Slack, or may be in a moment. Removals stay.
func (tx *Tx) EraseEffectsTo(keys []string, now time.Time) (posts []Effect, err error) {
	for _, key := range keys {
		e, ok, err := effectTable.Get(tx, key)
		if err != nil {
			return nil, err
		}
		if !ok || e.Kind == Remove {
			continue
		}
		if e.State == Pending {
			e.Error = "they were forgotten"
			if err := tx.closeEffect(e, Dropped, now); err != nil {
				return nil, err
			}
			continue
		}
		shown := e.State == Sent || !e.State.Final()
		if e.dropWords(); !e.State.Final() {
			e.Expires, e.Blind = now, LetGo
		}
		if err := effectTable.Put(tx, &e); err != nil {
			return nil, err
		}
		if shown && (e.Kind == Post || e.Kind == Upload) {
			posts = append(posts, e)
		}
	}
	return posts, nil
}
