package store

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"heed/store/kv"
)

type note struct {
	Team, ID string
	Tags     []string
	Unique   string `json:",omitempty"`
	Foreign  string `json:",omitempty"`
}

var notes = Table[note]{
	Bucket: "notes",
	Key:    func(n *note) string { return n.Team + "/" + n.ID },
	Indexes: []Index[note]{
		{Bucket: "notes.tag", Keys: func(n *note) (keys []string) {
			for _, tag := range n.Tags { // tags may repeat, and so do the keys then
				keys = append(keys, kv.Key(n.Team, tag, n.ID))
			}
			return keys
		}},
		{Bucket: "notes.unique", Keys: func(n *note) []string {
			switch {
			case n.Foreign != "":
				return []string{n.Foreign}
			case n.Unique != "":
				return []string{kv.Key(n.Team, n.Unique)}
			}
			return nil
		}},
	},
}

// TestIndexExact compares the index, after many random operations of which
// some are rolled back, with what follows from the records that ought to be
// there.
func TestIndexExact(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		rnd := rand.New(rand.NewPCG(1, 2))
		want := map[string]note{}
		for range 300 {
			next := maps.Clone(want)
			boom := rnd.IntN(5) == 0
			ops := randomOps(rnd, 1+rnd.IntN(6))
			err := s.Update(t.Context(), func(tx *Tx) error {
				next = maps.Clone(want)
				for _, n := range ops {
					if err := apply(tx, next, n); err != nil {
						return err
					}
				}
				if boom {
					return errors.New("boom")
				}
				return nil
			})
			if err == nil {
				want = next
			} else if !boom && !strings.Contains(err.Error(), "belongs to") {
				t.Fatal(err)
			}
		}
		if err := s.View(t.Context(), func(tx *Tx) error { compare(t, tx, want); return notes.Check(tx) }); err != nil {
			t.Error(err)
		}
	})
}

// randomOps are notes to put; one without tags is to be deleted.
func randomOps(rnd *rand.Rand, n int) (ops []note) {
	for range n {
		op := note{Team: []string{"T1", "T2"}[rnd.IntN(2)], ID: fmt.Sprintf("N%02d", rnd.IntN(25))}
		for range rnd.IntN(4) {
			op.Tags = append(op.Tags, []string{"a", "b/c", "%", "d"}[rnd.IntN(4)])
		}
		if rnd.IntN(3) == 0 {
			op.Unique = fmt.Sprint(rnd.IntN(40))
		}
		ops = append(ops, op)
	}
	return ops
}

func apply(tx *Tx, want map[string]note, n note) error {
	key := notes.Key(&n)
	if len(n.Tags) == 0 {
		delete(want, key)
		return notes.Delete(tx, key)
	}
	want[key] = n
	return notes.Put(tx, &n)
}

func compare(t *testing.T, tx *Tx, want map[string]note) {
	t.Helper()
	rows := map[string]string{}
	for key, n := range want {
		for _, ix := range notes.Indexes {
			for _, k := range ix.Keys(&n) {
				rows[ix.Bucket+" "+k] = key
			}
		}
		if got, ok, err := notes.Get(tx, key); err != nil || !ok || fmt.Sprint(got) != fmt.Sprint(n) {
			t.Errorf("%s: %v %v %v, want %v", key, got, ok, err, n)
		}
	}
	got := map[string]string{}
	for _, ix := range notes.Indexes {
		for k, v := range tx.Scan(ix.Bucket, kv.Range{}) {
			got[ix.Bucket+" "+k] = string(v)
		}
	}
	if !maps.Equal(got, rows) {
		t.Errorf("index:\n%v\nwant\n%v", got, rows)
	}
	if len(want) < 5 || len(rows) < 10 {
		t.Errorf("%d records and %d rows are too few to show anything", len(want), len(rows))
	}
}

func TestUniqueIndex(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		put := func(n note) error {
			return s.Update(t.Context(), func(tx *Tx) error { return notes.Put(tx, &n) })
		}
		a, b := note{Team: "T1", ID: "A", Unique: "u"}, note{Team: "T1", ID: "B", Unique: "u"}
		if err := put(a); err != nil {
			t.Fatal(err)
		}
		if err := put(b); err == nil {
			t.Error("two records with one unique key")
		}
		a.Unique = "v"
		if err := errors.Join(put(a), put(b)); err != nil {
			t.Errorf("a key that was let go of is still taken: %v", err)
		}
	})
}

// TestCheckFindsDamage breaks the index in each way there is, behind the
// table's back.
func TestCheckFindsDamage(t *testing.T) {
	for name, c := range map[string]struct {
		damage func(tx *Tx) error
		want   string
	}{
		"row missing":     {func(tx *Tx) error { return tx.Delete("notes.tag", "T1/a/A") }, "T1/A is not found by notes.tag/T1/a/A"},
		"row left over":   {func(tx *Tx) error { return tx.Put("notes.tag", "T1/z/A", []byte("T1/A")) }, "notes.tag/T1/z/A leads to T1/A, which is elsewhere"},
		"row to nowhere":  {func(tx *Tx) error { return tx.Put("notes.tag", "T1/a/Q", []byte("T1/Q")) }, "notes.tag/T1/a/Q leads to T1/Q, which is not there"},
		"row to another":  {func(tx *Tx) error { return tx.Put("notes.tag", "T1/a/A", []byte("T1/B")) }, "T1/A is not found by notes.tag/T1/a/A"},
		"record damaged":  {func(tx *Tx) error { return tx.Put("notes", "T1/A", []byte("{")) }, "notes/T1/A is damaged"},
		"record misfiled": {func(tx *Tx) error { return tx.Put("notes", "T1/C", []byte(`{"Team":"T1","ID":"D"}`)) }, "notes/T1/C says its key is T1/D"},
	} {
		t.Run(name, func(t *testing.T) {
			s := openOn(t, kv.NewMemory(), Options{})
			defer s.Close()
			update(t, s, func(tx *Tx) error {
				a, b := note{Team: "T1", ID: "A", Tags: []string{"a"}}, note{Team: "T1", ID: "B"}
				if err := errors.Join(notes.Put(tx, &a), notes.Put(tx, &b)); err != nil {
					return err
				}
				if err := notes.Check(tx); err != nil {
					t.Errorf("before any damage: %v", err)
				}
				if err := c.damage(tx); err != nil {
					return err
				}
				if err := notes.Check(tx); err == nil || !strings.Contains(err.Error(), c.want) {
					t.Errorf("found %v, want %s", err, c.want)
				}
				return nil
			})
		})
	}
}

func TestFirstLast(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		update(t, s, func(tx *Tx) error {
			for _, id := range []string{"B", "A", "C"} {
				n := note{Team: "T1", ID: id, Tags: []string{string('z' - id[0] + 'A')}}
				if err := notes.Put(tx, &n); err != nil {
					return err
				}
			}
			return nil
		})
		err := s.View(t.Context(), func(tx *Tx) error {
			r := kv.Prefix("T1/")
			var got []string
			add := func(n note, ok bool, err error) { got = append(got, fmt.Sprint(n.ID, ok, err)) }
			add(notes.First(tx, r))
			add(notes.Last(tx, r))
			add(notes.FirstBy(tx, "notes.tag", r))
			add(notes.LastBy(tx, "notes.tag", r))
			add(notes.First(tx, kv.Prefix("T9/")))
			want := []string{"Atrue<nil>", "Ctrue<nil>", "Ctrue<nil>", "Atrue<nil>", "false<nil>"}
			for i := range got {
				got[i] = strings.ReplaceAll(got[i], " ", "")
			}
			if !slices.Equal(got, want) {
				t.Errorf("%v, want %v", got, want)
			}
			if _, _, err := notes.FirstBy(tx, "notes.nothing", r); err == nil {
				t.Error("an index that the table does not have was read")
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}

// TestChangeWhileRanging deletes and moves records while they are yielded.
func TestChangeWhileRanging(t *testing.T) {
	onEngines(t, func(t *testing.T, open func(Options) *Store) {
		s := open(Options{})
		update(t, s, func(tx *Tx) error {
			for i := range 50 {
				n := note{Team: "T1", ID: fmt.Sprintf("N%02d", i), Tags: []string{"m"}}
				if err := notes.Put(tx, &n); err != nil {
					return err
				}
			}
			return nil
		})
		update(t, s, func(tx *Tx) error {
			seen := 0
			for n, err := range notes.By(tx, "notes.tag", kv.Under("T1", "m")) {
				if err != nil {
					return err
				}
				if seen++; seen%2 == 0 {
					err = notes.Delete(tx, notes.Key(&n))
				} else {
					n.Tags = []string{"a"}
					err = notes.Put(tx, &n)
				}
				if err != nil {
					return err
				}
			}
			if seen != 50 {
				t.Errorf("saw %d of 50", seen)
			}
			return notes.Check(tx)
		})
	})
}
