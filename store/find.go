package store

import (
	"iter"
	"slices"

	"heed/bot/find"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/store/kv"
)

// Which words stand in which records is kept in lists: one of each customer's
// facts and promises, which colleagues may see, and one of each rep's own
// calls with a customer. A list is parted into segments, sealed like what is
// in it, so that the words of a customer go with the customer's key. Nothing
// leads from a word to customers on the disk: that would need a key of its
// own, which erasing one of them leaves in place. Which customers may have a
// word is known in memory, from filters over the segments (find.Filter).
//
//	find
//	├── team/C-7/F-000000000012       → Segment   facts and promises of a customer
//	└── team/U1/C-7/K-000000000003    → Segment   texts of a rep's calls with them, or of one that is not filed (K-3)
//	find.changes
//	└── team/seq                      → FindChange, so that filters are brought up to date
//
// Records bring their lists in line when they are put and deleted.

// listed is a record as it stands in a list; one without an id stands in none.
type listed struct {
	team, owner, scope, id string
	texts                  []string
	terms                  find.Packed // of what was read elsewhere, in the place of texts
}

func (l *listed) same(o *listed) bool {
	return l.team == o.team && l.owner == o.owner && l.scope == o.scope && l.id == o.id &&
		slices.Equal(l.texts, o.texts) && slices.Equal(l.terms, o.terms)
}

// list is the prefix of the keys of its list.
func (l *listed) list() string {
	s := l.segment()
	return s.list().Prefix
}

func (l *listed) segment() Segment {
	return Segment{Team: l.team, Owner: l.owner, Scope: l.scope, First: place(l.id)}
}

func (l *listed) doc() doc {
	if l.terms != nil {
		return doc{l.id, l.terms}
	}
	return doc{l.id, find.Pack(find.Terms(l.texts...))}
}

// relist is the Changed of a table whose records are in lists.
func relist[T any](of func(*T) listed) func(tx *Tx, before, after *T) error {
	return func(tx *Tx, before, after *T) error {
		var was, is listed
		if before != nil {
			was = of(before)
		}
		if after != nil {
			is = of(after)
		}
		if was.same(&is) {
			return nil
		}
		if was.id != "" && (was.id != is.id || was.list() != is.list()) {
			if err := tx.unlist(&was); err != nil {
				return err
			}
		}
		if is.id == "" {
			return nil
		}
		return tx.list(&is)
	}
}

// FactTexts are all words that a fact is found by: what it says, of what kind
// it is, about whom, and what was heard. One that was taken out has none.
func FactTexts(f *memory.Fact) []string {
	if f.State == memory.Dropped {
		return nil
	}
	out := []string{f.Says(), f.About, string(f.Kind)}
	for _, q := range f.Quotes {
		out = append(out, q.Words)
	}
	return out
}

func listedFact(f *memory.Fact) (l listed) {
	if texts := FactTexts(f); texts != nil {
		l = listed{team: f.Team, scope: f.Customer, id: f.ID, texts: texts}
	}
	return l
}

// listedPromise: what nobody said the customer of stands in its call's text,
// and what was no promise in no list.
func listedPromise(f *followup.FollowUp) (l listed) {
	if f.Customer != "" && f.State != followup.Dropped {
		l = listed{team: f.Team, scope: f.Customer, id: f.ID, texts: []string{f.Action, f.Who, f.Quote}}
	}
	return l
}

func listedSource(s *Source) (l listed) {
	if s.Rep != "" && len(s.Terms) > 0 {
		l = listed{team: s.Team, owner: s.Rep, scope: s.Call, id: s.Call, terms: s.Terms}
		if s.Customer != "" {
			l.scope = s.Customer
		}
	}
	return l
}

// FindChange says that a customer's list was changed.
type FindChange struct {
	Team     string `json:"team"`
	Change   uint64 `json:"change"` // counts up within the team
	Customer string `json:"customer"`
}

// FindChanges by team and change, one a customer; by customer.
var FindChanges = Table[FindChange]{
	Bucket: "find.changes",
	Key:    func(c *FindChange) string { return kv.Key(c.Team, seq(c.Change)) },
	Indexes: []Index[FindChange]{{
		Bucket: findChanged,
		Keys:   func(c *FindChange) []string { return []string{kv.Key(c.Team, c.Customer)} },
	}},
}

const findChanged = "find.changes.customer"

// FindSince is the range of a team's changes after one.
func FindSince(team string, change uint64) kv.Range {
	return kv.Range{Prefix: team + "/", From: kv.Key(team, seq(change+1))}
}

// relisted notes, once a transaction, that a customer's list was changed.
func (tx *Tx) relisted(l *listed) error {
	key := kv.Key(l.team, l.scope)
	if l.owner != "" || tx.relists[key] {
		return nil
	}
	if tx.relists == nil {
		tx.relists = map[string]bool{}
	}
	tx.relists[key] = true
	if old, ok := tx.Get(findChanged, key); ok {
		if err := FindChanges.Delete(tx, string(old)); err != nil {
			return err
		}
	}
	n, err := tx.next(l.team, "find")
	if err != nil {
		return err
	}
	return FindChanges.Put(tx, &FindChange{Team: l.team, Change: n, Customer: l.scope})
}

// Listed is one record of a list.
type Listed struct {
	Scope string // id of the customer, or of a call that isn't filed
	ID    string
	Terms find.Packed
}

// OfCustomer is the list of a customer's facts and promises, OfRep those of a
// rep's own calls.
func OfCustomer(team, customer string) kv.Range { return TeamPrefix(team, customer) }

// OfRep is the lists of the texts of a rep's own calls.
func OfRep(team, user string) kv.Range { return TeamPrefix(team, user) }

// Listed yields the records of lists.
func (tx *Tx) Listed(r kv.Range) iter.Seq2[Listed, error] {
	return func(yield func(Listed, error) bool) {
		if err := tx.shut(); err != nil {
			yield(Listed{}, err)
			return
		}
		for s, err := range Segments.Scan(tx, r) {
			if err != nil {
				yield(Listed{}, err)
				return
			}
			for _, d := range s.docs {
				if !yield(Listed{s.Scope, d.id, d.terms}, nil) {
					return
				}
			}
		}
	}
}
