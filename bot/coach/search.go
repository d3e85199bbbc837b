package coach

import (
	"cmp"
	"container/heap"
	"iter"
	"math"
	"slices"
	"strings"

	"heed/bot/find"
	"heed/bot/memory"
	"heed/store"
)

// Looking for words goes in three steps, each over less: which customers may
// have them (finder, in memory), which of their facts and promises do (their
// lists, in the store), and what those records say (search_lines.go), which is
// what is shown. Texts of calls are looked for in one's own only.

// search is one look for words.
type search struct {
	*unit
	query   find.Query
	mine    map[string]bool        // one's own customers
	seen    func(id string) bool   // whose cards may be looked at
	named   map[string]find.Mask   // words that stand in a customer's name
	exactly string                 // the customer that is called as is looked for
	texts   map[string][]candidate // one's own calls that have words, by whose they are
	weights []float64              // of the words: rare ones tell more
}

// candidate is a record, or a customer, that may have words of the query.
type candidate struct {
	id     string
	has    find.Mask
	change uint64 // of a customer: the greater, the later something was learnt
	weight float64
	own    bool // a customer of whoever asks
}

// foundAt is what was found with one customer, the best first.
type foundAt struct {
	id      string
	best    find.Mask
	records []candidate // facts and promises
	texts   []candidate
}

// finding is what a search came to.
type finding struct {
	at    []foundAt // of the page
	more  bool      // there are more on the next
	some  bool      // nothing has all of the words; these have some
	known find.Mask // words that were found anywhere
}

// searched bounds how many records one search looks at, which takes tens of
// milliseconds: the customers that most likely have the words come first. A
// team with fewer is always looked through.
const searched = 100_000

// foundShown is how many customers a page has.
const foundShown = 5

// newSearch prepares a search of whoever acts.
func (u *unit) newSearch(typed string) (*search, error) {
	s := &search{unit: u, query: find.Read(typed), texts: map[string][]candidate{}}
	var err error
	if s.mine, err = u.ownCustomers(); err != nil {
		return nil, err
	}
	if s.seen, err = u.sight(s.mine); err != nil {
		return nil, err
	}
	if err := s.name(typed); err != nil {
		return nil, err
	}
	return s, s.ownTexts()
}

// name finds the customers whose names hold words of the query.
func (s *search) name(typed string) error {
	words := make([]string, 0, len(s.query.Words))
	for _, w := range s.query.Words {
		words = append(words, w.Typed)
	}
	some, err := s.coach.directory.choose(s.Tx, s.ev.Team, func(r *roll) map[string]memory.Customer { return r.with(words) })
	if err != nil {
		return err
	}
	s.named = map[string]find.Mask{}
	for _, c := range some {
		e := entry{Customer: c}
		if has := s.query.Has(e.names()...); has != 0 && s.seen(c.ID) {
			s.named[c.ID] = has
			if c.Called(typed) {
				s.exactly = c.ID
			}
		}
	}
	return nil
}

// ownTexts looks through the texts of one's own calls.
func (s *search) ownTexts() error {
	for l, err := range s.Listed(store.OfRep(s.ev.Team, s.ev.User)) {
		if err != nil {
			return err
		}
		if has := s.query.In(l.Terms); has != 0 {
			s.texts[l.Scope] = append(s.texts[l.Scope], candidate{id: l.ID, has: has})
		}
	}
	return nil
}

// queue hands out candidates, the likeliest first. Most often few of ten
// thousand are looked at, so that they aren't all put in order.
type queue struct {
	all []candidate
	s   *search
}

func (q *queue) Len() int           { return len(q.all) }
func (q *queue) Less(i, j int) bool { return q.s.likelier(&q.all[i], &q.all[j]) < 0 }
func (q *queue) Swap(i, j int)      { q.all[i], q.all[j] = q.all[j], q.all[i] }
func (q *queue) Push(x any)         { q.all = append(q.all, x.(candidate)) }

func (q *queue) Pop() any {
	last := len(q.all) - 1
	c := q.all[last]
	q.all = q.all[:last]
	return c
}

// inTurn yields candidates, the likeliest first.
func (s *search) inTurn(all []candidate) iter.Seq[candidate] {
	q := &queue{all, s}
	for i := range q.all {
		q.all[i].own = s.mine[q.all[i].id]
	}
	heap.Init(q)
	return func(yield func(candidate) bool) {
		for q.Len() > 0 && yield(heap.Pop(q).(candidate)) {
		}
	}
}

// candidates are the customers, and the calls that nobody filed, that may have
// words of the query.
func (s *search) candidates() ([]candidate, error) {
	all := map[string]candidate{}
	n, with := 0, make([]int, len(s.query.Words))
	err := s.coach.finder.each(s.Tx, s.ev.Team, s.query, func(id string, may find.Mask, change uint64) {
		if !s.seen(id) {
			return
		}
		n++
		for i := range with {
			with[i] += int(may >> i & 1)
		}
		if may != 0 {
			all[id] = candidate{id: id, has: may, change: change}
		}
	})
	if err != nil {
		return nil, err
	}
	for i := range with { // inverse document frequency, a customer being a document
		s.weights = append(s.weights, math.Log(1+float64(n+1)/float64(with[i]+1)))
	}
	for id, has := range s.named {
		all[id] = candidate{id: id, has: all[id].has | has, change: all[id].change}
	}
	for id, texts := range s.texts {
		c := candidate{id: id, has: all[id].has, change: all[id].change}
		for _, t := range texts {
			c.has |= t.has
		}
		all[id] = c
	}
	out := make([]candidate, 0, len(all))
	for _, c := range all {
		c.weight = s.weight(c.has)
		out = append(out, c)
	}
	return out, nil
}

// weight is how much of the query words are.
func (s *search) weight(m find.Mask) (w float64) {
	for i, word := range s.weights {
		if m>>i&1 == 1 {
			w += word
		}
	}
	return w
}

// likelier orders customers: who is called so, who may have more of the words,
// one's own, of whom something was learnt last.
func (s *search) likelier(a, b *candidate) int {
	return cmp.Or(
		first(a.id == s.exactly, b.id == s.exactly),
		cmp.Compare(b.weight, a.weight),
		first(a.own, b.own),
		cmp.Compare(b.change, a.change),
		strings.Compare(a.id, b.id),
	)
}

func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// run finds what page n shows. Customers who have all words in one place come
// first; only where there are none, those who have some.
func (s *search) run(n int) (finding, error) {
	all, err := s.candidates()
	if err != nil {
		return finding{}, err
	}
	var f finding
	var whole, part []foundAt
	want, looked := (n+1)*foundShown+1, 0
	for c := range s.inTurn(all) {
		if looked > searched || len(whole) >= want || c.has != s.query.All() && (len(whole) > 0 || len(part) >= want) {
			break
		}
		at, n, err := s.in(c)
		if err != nil {
			return f, err
		}
		looked += n
		f.known |= at.best
		switch {
		case at.best == s.query.All():
			whole = append(whole, at)
		case at.best != 0:
			part = append(part, at)
		}
	}
	found := whole
	if len(found) == 0 {
		found, f.some = part, true
		slices.SortStableFunc(found, func(a, b foundAt) int { return cmp.Compare(s.weight(b.best), s.weight(a.best)) })
	}
	from := min(n*foundShown, len(found))
	f.at, f.more = found[from:min(from+foundShown, len(found))], len(found) > from+foundShown
	return f, nil
}

// in looks for the words with one customer, or in one call that isn't filed,
// among n records.
func (s *search) in(c candidate) (at foundAt, n int, err error) {
	at.id = c.id
	name := s.named[c.id]
	if name == s.query.All() {
		at.best = name
	}
	if isCustomer(c.id) && s.seen(c.id) {
		for l, err := range s.Listed(store.OfCustomer(s.ev.Team, c.id)) {
			if err != nil {
				return at, n, err
			}
			n++
			if has := s.query.In(l.Terms); has != 0 {
				at.records = append(at.records, candidate{id: l.ID, has: has | name})
			}
		}
	}
	for _, t := range s.texts[c.id] {
		at.texts = append(at.texts, candidate{id: t.id, has: t.has | name})
	}
	for _, of := range [][]candidate{at.records, at.texts} {
		for _, r := range of {
			if s.weight(r.has) > s.weight(at.best) {
				at.best = r.has
			}
		}
		slices.SortStableFunc(of, func(a, b candidate) int {
			return cmp.Or(cmp.Compare(s.weight(b.has), s.weight(a.has)), latest(a.id, b.id))
		})
	}
	return at, n, nil
}

// latest orders ids of one kind, the latest given first.
func latest(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(b, a)) }
