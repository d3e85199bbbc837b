package coach

import (
	"context"
	"errors"
	"slices"
	"time"

	"heed/bot/call"
	"heed/store"
	"heed/store/kv"
)

// Where other records of a conversation are looked for: calls of the same
// customer, and of the same rep, of a few days around; their texts are read
// again to compare, those posted closest in time first.
const (
	twinDays  = 7 * 24 * time.Hour
	mostTwins = 12
	twinBytes = 4 << 20 // of text, together
)

// twinOf is the call that a text is most likely another record of; "" if
// there is none. customer is its id, "" while it isn't known.
func (u *unit) twinOf(c *store.Call, read *call.Call, customer string) (string, error) {
	near, err := u.around(c, customer)
	if err != nil || read == nil {
		return "", err
	}
	best, at, left := 0.0, "", twinBytes
	for _, k := range near {
		text, n, err := u.textOf(&k)
		if err != nil {
			return "", err
		}
		if left -= n; left < 0 {
			break
		}
		if text == nil {
			continue
		}
		a, b, err := u.occasions(c, read, customer, &k, text)
		if err != nil {
			return "", err
		}
		if s := call.Same(a, b); s.Same && s.Shared > best {
			best, at = s.Shared, k.Conversation()
		}
	}
	if slices.Contains(c.NotOf, at) {
		return "", nil
	}
	return at, nil
}

// around are the calls that c may be another record of, the closest first.
func (u *unit) around(c *store.Call, customer string) ([]store.Call, error) {
	seen := map[string]bool{c.ID: true}
	var out []store.Call
	add := func(index string, of string) error {
		if of == "" {
			return nil
		}
		r := store.TeamPrefix(u.ev.Team, of)
		r.From, r.To = kv.Key(u.ev.Team, of, kv.Stamp(c.At.Add(-twinDays))), kv.Key(u.ev.Team, of, kv.Stamp(c.At.Add(twinDays)))
		for k, err := range store.Calls.By(u.Tx, index, r) {
			if err != nil {
				return err
			}
			if !seen[k.ID] && (k.Customer == "" || customer == "" || k.Customer == customer) {
				seen[k.ID] = true
				out = append(out, k)
			}
		}
		return nil
	}
	if err := errors.Join(add(store.CallsByCustomer, customer), add(store.CallsByRep, c.Rep)); err != nil {
		return nil, err
	}
	slices.SortStableFunc(out, func(a, b store.Call) int {
		return int(a.At.Sub(c.At).Abs().Seconds()) - int(b.At.Sub(c.At).Abs().Seconds())
	})
	return out[:min(len(out), mostTwins)], nil
}

// textOf reads the kept text of a call, to compare its words only; nil where
// it can't be read any more. n is its size.
func (u *unit) textOf(k *store.Call) (text *call.Call, n int, err error) {
	s, ok, err := store.Sources.Get(u.Tx, kv.Key(k.Team, k.ID))
	if err != nil || !ok {
		return nil, 0, err
	}
	if text, err = call.Read(call.Input{Name: s.Name, Data: s.Data, Slack: s.Slack, As: k.As}); err != nil {
		return nil, len(s.Data), nil
	}
	return text, len(s.Data), nil
}

// occasions are two calls with what is known of them. A transcript that names
// no day was made at some time before it was posted: where a note came first,
// perhaps then.
func (u *unit) occasions(c *store.Call, read *call.Call, customer string, k *store.Call, text *call.Call) (a, b call.Occasion, err error) {
	a, b = call.Occasion{Call: read, At: c.At}, call.Occasion{Call: text, At: k.At}
	if a.Customer, err = u.customerName(customer); err != nil {
		return a, b, err
	}
	if b.Customer, err = u.customerName(k.Customer); err != nil {
		return a, b, err
	}
	for _, o := range []struct{ talk, note *call.Occasion }{{&a, &b}, {&b, &a}} {
		late := o.talk.At.Sub(o.note.At)
		if o.talk.Call.Kind == call.Transcript && o.note.Call.Kind == call.Note && o.talk.Call.Date.IsZero() && late > 0 && late < twinDays/2 {
			o.talk.At = o.note.At
		}
	}
	return a, b, nil
}

// findTwins looks for other records of what was just read.
func (c *Coach) findTwins(ctx context.Context, ev Event, reads []reading) error {
	return c.store.View(ctx, func(tx *store.Tx) error {
		u := &unit{Tx: tx, ev: ev, coach: c}
		for i := range reads {
			r := &reads[i]
			if r.problem != nil || r.rep.ID == "" || !r.report.CallNote {
				continue
			}
			customer, err := u.knownAs(customerRead(r.report))
			if err != nil {
				return err
			}
			if r.twin, err = u.twinOf(&store.Call{Rep: r.rep.ID, At: r.at}, r.read, customer); err != nil {
				return err
			}
		}
		return nil
	})
}

// knownAs is the one customer that is called exactly so; "" for none.
func (u *unit) knownAs(name string) (string, error) {
	if name == "" {
		return "", nil
	}
	like, err := u.called(name)
	if err != nil || len(like) != 1 || !like[0].Called(name) {
		return "", err
	}
	return like[0].ID, nil
}
