package store

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"heed/bot/memory"
	"heed/store/kv"
)

// Pulse is when somebody was in touch with a customer and how often they are,
// kept beside the customer's record, which is large: who has hundreds of
// customers sees which of them are quiet whenever they look. It is written
// whenever a record of Customers changes in that, comes or goes.
type Pulse struct {
	Team     string        `json:"team"`
	Customer string        `json:"customer"`
	Last     time.Time     `json:"last,omitzero"`
	Usual    time.Duration `json:"usual"`
	Known    bool          `json:"known,omitempty"`
	Gone     bool          `json:"gone,omitempty"`
	Muted    []string      `json:"muted,omitempty"` // who wants no reminders of it
}

// Pulses by team and customer.
var Pulses = Table[Pulse]{
	Bucket: "customers.pulse",
	Key:    func(p *Pulse) string { return kv.Key(p.Team, p.Customer) },
	Scope:  func(p *Pulse) string { return scopeOf(p.Team, p.Customer, "", "") },
}

// Quiet is memory.Pulse.Quiet.
func (p *Pulse) Quiet(now time.Time) (memory.Silence, bool) {
	return memory.Pulse{Last: p.Last, Usual: p.Usual, Known: p.Known, Gone: p.Gone}.Quiet(now)
}

func pulseOf(c *memory.Customer) Pulse {
	p := c.Pulse()
	return Pulse{Team: c.Team, Customer: c.ID, Last: p.Last, Usual: p.Usual, Known: p.Known, Gone: p.Gone, Muted: c.Muted}
}

func (p *Pulse) same(o *Pulse) bool {
	return p.Last.Equal(o.Last) && p.Usual == o.Usual && p.Known == o.Known && p.Gone == o.Gone && slices.Equal(p.Muted, o.Muted)
}

// beat keeps Pulses in line with Customers.
func beat(tx *Tx, before, after *memory.Customer) error {
	if after == nil {
		return Pulses.Delete(tx, kv.Key(before.Team, before.ID))
	}
	now := pulseOf(after)
	if before != nil {
		if was := pulseOf(before); was.same(&now) {
			return nil
		}
	}
	return Pulses.Put(tx, &now)
}

// pulses compares Pulses with Customers, for heed doctor.
type pulses struct{}

// Check says which customers' pulses are not as their records say, or missing,
// and which are of no customer.
func (pulses) Check(tx *Tx) error {
	var errs []error
	for key, raw := range tx.Scan(Customers.Bucket, kv.Range{}) {
		c, ok, err := Customers.decode(tx, key, raw)
		if err != nil || !ok {
			continue // reported with the record
		}
		p, has, err := Pulses.Get(tx, key)
		if want := pulseOf(&c); err != nil || !has || !p.same(&want) {
			errs = append(errs, fmt.Errorf("%s/%s is not as the customer says", Pulses.Bucket, key), err)
		}
	}
	for key := range tx.Scan(Pulses.Bucket, kv.Range{}) {
		if !Customers.Has(tx, key) {
			errs = append(errs, fmt.Errorf("%s/%s is of no customer", Pulses.Bucket, key))
		}
	}
	return errors.Join(errs...)
}
