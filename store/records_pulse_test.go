package store

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"heed/bot/memory"
	"heed/store/kv"
)

// TestPulses follows random changes of customers.
func TestPulses(t *testing.T) {
	s := openOn(t, kv.NewMemory(), Options{})
	rng := rand.New(rand.NewPCG(3, 9))
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for range 200 {
		update(t, s, func(tx *Tx) error {
			id := fmt.Sprint("C-", rng.IntN(9))
			if rng.IntN(5) == 0 {
				return Customers.Delete(tx, kv.Key("T1", id))
			}
			c := memory.Customer{Team: "T1", ID: id, Name: id}
			for n := range rng.IntN(5) {
				c.Met(memory.Contact{At: now.AddDate(0, 0, -rng.IntN(90)), By: "U1", Call: fmt.Sprint("K-", n)})
			}
			c.Mute("U2", rng.IntN(3) == 0)
			if rng.IntN(4) == 0 {
				c.Referred(now)
			}
			return Customers.Put(tx, &c)
		})
	}
	seen := 0
	err := s.View(t.Context(), func(tx *Tx) error {
		for c, err := range Customers.Scan(tx, TeamPrefix("T1")) {
			if err != nil {
				return err
			}
			seen++
			p, ok, err := Pulses.Get(tx, kv.Key("T1", c.ID))
			if want := pulseOf(&c); err != nil || !ok || !p.same(&want) || p.Customer != c.ID {
				t.Errorf("%+v, %v; want %+v", p, err, want)
			}
		}
		return nil
	})
	if err := s.Check(t.Context()); err != nil || seen == 0 {
		t.Error(err, seen)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestPulseCutShort(t *testing.T) {
	p := Pulse{Team: "T1", Customer: "C-7", Pulse: memory.Pulse{Last: time.Unix(1795400000, 5).UTC(), Usual: 3 * time.Hour, Known: true}, Muted: []string{"U1", "U2"}}
	raw, err := p.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	var back Pulse
	if err := back.UnmarshalBinary(raw); err != nil || !reflect.DeepEqual(back, p) {
		t.Errorf("%+v, %v", back, err)
	}
	whole := 0
	for n := range raw {
		if back = (Pulse{}); back.UnmarshalBinary(raw[:n]) == nil {
			whole++
		}
	}
	if whole > len(p.Muted) { // one that ends between two names is one with fewer
		t.Errorf("%d parts pass for a whole", whole)
	}
}
