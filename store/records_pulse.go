package store

import (
	"encoding/binary"
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
	Team, Customer string
	memory.Pulse
	Muted []string // who wants no reminders of it
}

// Pulses by team and customer.
var Pulses = Table[Pulse]{
	Bucket: "customers.pulse",
	Key:    func(p *Pulse) string { return kv.Key(p.Team, p.Customer) },
	Scope:  func(p *Pulse) string { return scopeOf(p.Team, p.Customer, "", "") },
}

// pulseMark is the first byte of a pulse that isn't sealed: no JSON, and no
// sealed value, begins with it.
const pulseMark = 'P'

// MarshalBinary writes a pulse: JSON takes several times as long to read, and
// they are read by the hundred.
func (p *Pulse) MarshalBinary() ([]byte, error) {
	var last int64
	if !p.Last.IsZero() {
		last = p.Last.UnixNano()
	}
	out := appendBytes(appendBytes([]byte{pulseMark}, p.Team), p.Customer)
	for _, n := range []int64{last, int64(p.Usual), flag(p.Known), flag(p.Gone)} {
		out = binary.AppendVarint(out, n)
	}
	for _, user := range p.Muted {
		out = appendBytes(out, user)
	}
	return out, nil
}

func flag(on bool) int64 {
	if on {
		return 1
	}
	return 0
}

var errPulse = errors.New("a pulse that is cut short")

// UnmarshalBinary reads a pulse.
func (p *Pulse) UnmarshalBinary(raw []byte) error {
	if len(raw) == 0 || raw[0] != pulseMark {
		return errPulse
	}
	r := reader{raw: raw, text: string(raw), at: 1}
	p.Team, p.Customer = r.string(), r.string()
	if last := r.int(); last != 0 {
		p.Last = time.Unix(0, last).UTC()
	}
	p.Usual, p.Known, p.Gone = time.Duration(r.int()), r.int() != 0, r.int() != 0
	for r.at < len(raw) {
		p.Muted = append(p.Muted, r.string())
	}
	if r.short {
		return errPulse
	}
	return nil
}

func pulseOf(c *memory.Customer) Pulse {
	return Pulse{Team: c.Team, Customer: c.ID, Pulse: c.Pulse(), Muted: c.Muted}
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
