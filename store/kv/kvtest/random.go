package kvtest

import (
	"errors"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"heed/store/kv"
)

// model is a database so plain that it can't be wrong: bucket, key, value.
type model map[string]map[string]string

func (m model) clone() model {
	c := model{}
	for b, pairs := range m {
		c[b] = maps.Clone(pairs)
	}
	return c
}

func (m model) put(b, k, v string) {
	if m[b] == nil {
		m[b] = map[string]string{}
	}
	m[b][k] = v
}

// after is the key of the range that comes next after last in the present
// state; any is set for the first.
func (m model) after(b string, r kv.Range, last string, any bool) (string, bool) {
	best, found := "", false
	for k := range m[b] {
		in := strings.HasPrefix(k, r.Prefix) && k >= r.From && (r.To == "" || k < r.To)
		past := any || (!r.Reverse && k > last) || (r.Reverse && k < last)
		if in && past && (!found || (k < best) != r.Reverse) {
			best, found = k, true
		}
	}
	return best, found
}

// random runs transactions of random operations on the database and the
// model, in step, and compares everything either says.
func random(s *suite) {
	rounds := 250
	if testing.Short() {
		rounds = 50
	}
	r := &randomly{suite: s, rng: s.rng(), model: model{}}
	for i := range rounds {
		r.transaction(i)
		if s.Failed() {
			s.FailNow()
		}
		if i%50 == 49 {
			r.compareAll()
			if s.o.Reopen != nil {
				s.db = s.o.Reopen(s.T, s.db)
			}
			r.compareAll()
		}
	}
	s.restored().view(func(tx kv.Tx) { r.compare(tx, r.model) })
}

type randomly struct {
	*suite
	rng   *rand.Rand
	model model
}

// transaction runs one with an outcome at random. The plan of its operations
// comes from a seed of its own, as the closure may run more than once.
func (r *randomly) transaction(i int) {
	planSeed, ending := r.rng.Uint64(), r.rng.IntN(8)
	var after model
	_ = recovered(func() {
		err := r.db.Update(r.ctx(), func(tx kv.Tx) error {
			after = r.model.clone()
			plan := rand.New(rand.NewPCG(planSeed, 1))
			for range plan.IntN(30) {
				r.step(tx, after, plan)
			}
			switch ending {
			case 0:
				return errOnPurpose
			case 1:
				panic(errOnPurpose)
			}
			return nil
		})
		if err == nil {
			r.model = after
		} else if !errors.Is(err, errOnPurpose) {
			r.Fatalf("transaction %d: %v", i, err)
		}
	})
}

func (r *randomly) step(tx kv.Tx, m model, plan *rand.Rand) {
	b, k := bucketName(plan), randomKey(plan, 4)
	switch plan.IntN(10) {
	case 0, 1, 2, 3:
		v := strings.Repeat("v", plan.IntN(5)*plan.IntN(500))
		if err := tx.Put(b, k, []byte(v)); err != nil {
			r.Fatal(err)
		}
		m.put(b, k, v)
	case 4, 5:
		if err := tx.Delete(b, k); err != nil {
			r.Fatal(err)
		}
		delete(m[b], k)
	case 6, 7:
		r.compareGet(tx, m, b, k)
	default:
		r.compareScan(tx, m, b, plan, plan.IntN(2) == 0)
	}
}

func bucketName(rng *rand.Rand) string { return []string{"a", "b", "b/", "\x00\xff"}[rng.IntN(4)] }

// randomKey has 1 to n bytes of a small alphabet, so that keys meet again and
// are prefixes of each other.
func randomKey(rng *rand.Rand, n int) string {
	const alphabet = "\x00\x01/ab\xfe\xff"
	k := make([]byte, 1+rng.IntN(n))
	for i := range k {
		k[i] = alphabet[rng.IntN(len(alphabet))]
	}
	return string(k)
}

func randomRange(rng *rand.Rand) (r kv.Range) {
	if rng.IntN(2) == 0 {
		r.Prefix = randomKey(rng, 2)
	}
	if rng.IntN(3) == 0 {
		r.From = randomKey(rng, 3)
	}
	if rng.IntN(3) == 0 {
		r.To = randomKey(rng, 3)
	}
	if rng.IntN(3) == 0 {
		r.Limit = 1 + rng.IntN(6)
	}
	r.Reverse = rng.IntN(2) == 0
	return r
}

func (r *randomly) compareGet(tx kv.Tx, m model, b, k string) {
	got, ok := tx.Get(b, k)
	want, there := m[b][k]
	if ok != there || string(got) != want {
		r.Fatalf("Get(%q, %q) = %.40q, %v; want %.40q, %v", b, k, got, ok, want, there)
	}
}

// compareScan walks a random range, if asked changing the bucket on the way.
func (r *randomly) compareScan(tx kv.Tx, m model, b string, plan *rand.Rand, change bool) {
	rg := randomRange(plan)
	last, n := "", 0
	for k, v := range tx.Scan(b, rg) {
		want, ok := m.after(b, rg, last, n == 0)
		if !ok || k != want || string(v) != m[b][k] {
			r.Fatalf("Scan(%q, %+v) after %q yields %q = %.40q; want %q = %.40q, %v", b, rg, last, k, v, want, m[b][want], ok)
		}
		last = k
		n++
		if change && plan.IntN(2) == 0 {
			r.change(tx, m, b, k, plan)
		}
	}
	if want, ok := m.after(b, rg, last, n == 0); ok && (rg.Limit == 0 || n < rg.Limit) {
		r.Fatalf("Scan(%q, %+v) ends after %q; want %q next", b, rg, last, want)
	}
}

func (r *randomly) change(tx kv.Tx, m model, b, current string, plan *rand.Rand) {
	k := []string{current, current + "\x00", randomKey(plan, 4)}[plan.IntN(3)]
	if len(k) > 6 || plan.IntN(2) == 0 { // or a forward walk could go on for ever
		if err := tx.Delete(b, k); err != nil {
			r.Fatal(err)
		}
		delete(m[b], k)
		return
	}
	if err := tx.Put(b, k, []byte(k)); err != nil {
		r.Fatal(err)
	}
	m.put(b, k, k)
}

func (r *randomly) compareAll() {
	r.Helper()
	r.view(func(tx kv.Tx) { r.compare(tx, r.model) })
}

func (r *randomly) compare(tx kv.Tx, m model) {
	r.Helper()
	for _, b := range slices.Sorted(maps.Keys(m)) {
		got := map[string]string{}
		for k, v := range tx.Scan(b, kv.Range{}) {
			got[k] = string(v)
		}
		if !maps.Equal(got, m[b]) {
			r.Fatalf("bucket %q holds %d pairs, want %d:\n%.500q\n%.500q", b, len(got), len(m[b]), got, m[b])
		}
		for k := range m[b] {
			r.compareGet(tx, m, b, k)
		}
	}
	for range 20 {
		r.compareScan(tx, m, bucketName(r.rng), r.rng, false)
	}
}
