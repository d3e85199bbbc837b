package store

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"testing"

	"heed/bot/memory"
	"heed/store/kv"
)

// namesAfter are the names that changed after a change, by customer, and the
// last change.
func namesAfter(t *testing.T, s *Store, change uint64) (map[string]CustomerName, uint64) {
	t.Helper()
	out := map[string]CustomerName{}
	err := s.View(t.Context(), func(tx *Tx) error {
		for n, err := range CustomerNames.Scan(tx, NamesSince("T1", change)) {
			if err != nil {
				return err
			}
			if _, twice := out[n.Customer]; twice || n.Change <= change {
				return fmt.Errorf("%+v comes again", n)
			}
			out[n.Customer], change = n, n.Change
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out, change
}

// TestCustomerNames follows random changes by what came since, as a cache
// does, and compares with the records.
func TestCustomerNames(t *testing.T) {
	s := openOn(t, kv.NewMemory(), Options{})
	rng := rand.New(rand.NewPCG(4, 2))
	want, known := map[string]string{}, map[string]string{}
	var upto uint64
	for range 300 {
		id := fmt.Sprintf("C-%d", rng.IntN(20))
		update(t, s, func(tx *Tx) error {
			switch rng.IntN(4) {
			case 0:
				delete(want, id)
				return Customers.Delete(tx, kv.Key("T1", id))
			case 1: // a change that is none of the names
				c, ok, err := Customers.Get(tx, kv.Key("T1", id))
				if err != nil || !ok {
					return err
				}
				c.Contacts = append(c.Contacts, memory.Contact{By: "U1"})
				return Customers.Put(tx, &c)
			}
			c := memory.Customer{Team: "T1", ID: id, Name: fmt.Sprint("Name ", rng.IntN(100)), Aliases: []string{fmt.Sprint(rng.IntN(3))}}
			want[id] = c.Name + c.Aliases[0]
			return Customers.Put(tx, &c)
		})
		var news map[string]CustomerName
		news, upto = namesAfter(t, s, upto)
		for id, n := range news {
			if delete(known, id); !n.Gone {
				known[id] = n.Name + n.Aliases[0]
			}
		}
		if !maps.Equal(known, want) {
			t.Fatalf("known %v, want %v", known, want)
		}
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}
