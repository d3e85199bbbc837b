package coach

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"heed/bot/call"
	"heed/bot/memory"
	"heed/store"
	"heed/store/kv"
)

var directoryWords = []string{"Alder", "alder", "Foods", "Rowan", "Freight", "Ltd.", "Café", "Cafe", "Northgate", "North", "gate", "&", "Sons", "株式会社"}

func randomName(rng *rand.Rand) string {
	name := ""
	for range 1 + rng.IntN(3) {
		name += directoryWords[rng.IntN(len(directoryWords))] + " "
	}
	return name[:len(name)-1-rng.IntN(2)] + fmt.Sprint("", rng.IntN(2))
}

// TestDirectoryAgreesWithTheRecords looks names up through the directory and
// among all records, after random changes, some of them rolled back, with the
// directory brought up to date now and then.
func TestDirectoryAgreesWithTheRecords(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(5, 6))
	s, err := store.Open(t.Context(), kv.NewMemory(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	c := New(Options{Store: s})
	rollBack := errors.New("rolled back")
	for step := range 600 {
		err := s.Update(t.Context(), func(tx *store.Tx) error {
			u := &unit{Tx: tx, ev: Event{Team: "T1"}, coach: c}
			for range rng.IntN(3) {
				if err := randomChange(rng, tx); err != nil {
					return err
				}
			}
			if err := sameAnswers(rng, u); err != nil {
				return err
			}
			if rng.IntN(4) == 0 {
				return rollBack
			}
			return nil
		})
		if err != nil && !errors.Is(err, rollBack) {
			t.Fatalf("step %d: %v", step, err)
		}
		if rng.IntN(3) == 0 {
			if err := c.lookUp(t.Context(), "T1"); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func randomChange(rng *rand.Rand, tx *store.Tx) error {
	id := fmt.Sprintf("C-%d", rng.IntN(30))
	if rng.IntN(4) == 0 {
		return store.Customers.Delete(tx, kv.Key("T1", id))
	}
	k := memory.Customer{Team: "T1", ID: id, Name: randomName(rng)}
	for range rng.IntN(2) {
		k.Aliases = append(k.Aliases, randomName(rng))
	}
	return store.Customers.Put(tx, &k)
}

func sameAnswers(rng *rand.Rand, u *unit) error {
	all, err := u.customers()
	if err != nil {
		return err
	}
	for range 5 {
		name := randomName(rng)
		name = name[:1+rng.IntN(len(name))]
		got, err := u.called(name)
		if err != nil {
			return err
		}
		if want := memory.Find(all, name); len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
			return fmt.Errorf("%q means %+v, want %+v", name, got, want)
		}
		if got, err = u.nearest(name); err != nil {
			return err
		}
		if want := memory.Nearest(all, name); len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
			return fmt.Errorf("nearest to %q are %+v, want %+v", name, got, want)
		}
	}
	return nil
}

// TestDirectoryKnowsWhatATextNames hands the names on, and lets go of them.
func TestDirectoryKnowsWhatATextNames(t *testing.T) {
	s, err := store.Open(t.Context(), kv.NewMemory(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	c := New(Options{Store: s})
	named := func(change func(*store.Tx) error) int {
		t.Helper()
		if err := errors.Join(s.Update(t.Context(), change), c.lookUp(t.Context(), "T1"), c.lookUp(t.Context(), "T2")); err != nil {
			t.Fatal(err)
		}
		in := call.Input{Data: []byte("Rowan Freight called, Alder too")}
		if other := len(c.directory.input("T2", in).Customers); other != 0 {
			t.Errorf("another team knows %d of them", other)
		}
		return len(c.directory.input("T1", in).Customers)
	}
	put := func(id, name string, aliases ...string) func(*store.Tx) error {
		return func(tx *store.Tx) error {
			return store.Customers.Put(tx, &memory.Customer{Team: "T1", ID: id, Name: name, Aliases: aliases})
		}
	}
	for i, step := range []struct {
		change func(*store.Tx) error
		want   int
	}{
		{put("C-1", "Rowan Freight"), 1},
		{put("C-2", "Nobody There"), 1},
		{put("C-2", "Nobody There", "Alder"), 2},
		{put("C-3", "Rowan Freight"), 2}, // the same name once more
		{func(tx *store.Tx) error { return store.Customers.Delete(tx, "T1/C-1") }, 2},
		{put("C-3", "Elsewhere"), 1},
	} {
		if got := named(step.change); got != step.want {
			t.Errorf("after step %d the text names %d, want %d", i, got, step.want)
		}
	}
}
