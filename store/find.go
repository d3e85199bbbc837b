package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

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

// Segment is part of a list: the records from First to the next segment's.
type Segment struct {
	Team  string
	Owner string // the rep, of own calls; else ""
	Scope string // the customer's id; of a call that isn't filed, the call's
	First string // in the form of place
	docs  []doc
}

// doc is one record of a list.
type doc struct {
	id    string
	terms find.Packed
}

// segmentSize is how many bytes of documents a segment holds. Each change
// writes one anew; each look at a customer opens all of theirs.
const segmentSize = 8 << 10

// Segments by list and first record.
var Segments = Table[Segment]{
	Bucket: "find",
	Key: func(s *Segment) string {
		if s.Owner != "" {
			return kv.Key(s.Team, s.Owner, s.Scope, s.First)
		}
		return kv.Key(s.Team, s.Scope, s.First)
	},
	Scope: func(s *Segment) string { return kv.Key(s.Team, s.Scope) },
}

// place is an id in the form that sorts by its number: "F-12" as
// "F-000000000012".
func place(id string) string {
	kind, number, _ := strings.Cut(id, "-")
	n, err := strconv.ParseUint(number, 10, 64)
	if err != nil {
		return id
	}
	return kind + "-" + seq(n)
}

func (s *Segment) list() kv.Range {
	if s.Owner != "" {
		return TeamPrefix(s.Team, s.Owner, s.Scope)
	}
	return TeamPrefix(s.Team, s.Scope)
}

// search is where the record of an id is, or belongs, in a segment.
func (s *Segment) search(id string) (at int, found bool) {
	return slices.BinarySearchFunc(s.docs, place(id), func(d doc, want string) int { return strings.Compare(place(d.id), want) })
}

func (s *Segment) size() (n int) {
	for _, d := range s.docs {
		n += len(d.id) + len(d.terms) + 4
	}
	return n
}

// segmentMark is the first byte of a segment that isn't sealed: no JSON, and
// no sealed value, begins with it.
const segmentMark = 'S'

// MarshalBinary writes a segment; JSON would take several times as long.
func (s *Segment) MarshalBinary() ([]byte, error) {
	out := make([]byte, 0, 64+s.size())
	out = append(out, segmentMark)
	for _, field := range []string{s.Team, s.Owner, s.Scope, s.First} {
		out = appendBytes(out, field)
	}
	for _, d := range s.docs {
		out = appendBytes(appendBytes(out, d.id), d.terms)
	}
	return out, nil
}

func appendBytes[T string | find.Packed](out []byte, s T) []byte {
	return append(binary.AppendUvarint(out, uint64(len(s))), s...)
}

var errSegment = errors.New("a segment that is cut short")

// UnmarshalBinary reads a segment. It keeps parts of raw.
func (s *Segment) UnmarshalBinary(raw []byte) error {
	if len(raw) == 0 || raw[0] != segmentMark {
		return errSegment
	}
	r := reader{raw: raw, text: string(raw), at: 1}
	s.Team, s.Owner, s.Scope, s.First = r.string(), r.string(), r.string(), r.string()
	for r.at < len(raw) {
		s.docs = append(s.docs, doc{id: r.string(), terms: r.bytes()})
	}
	if r.short {
		return errSegment
	}
	return nil
}

// reader reads what appendBytes wrote. It takes all strings from one copy.
type reader struct {
	raw   []byte
	text  string
	at    int
	short bool // there was less than what should be there
}

func (r *reader) next() (from, to int) {
	n, size := binary.Uvarint(r.raw[r.at:])
	from = r.at + size
	if size <= 0 || n > uint64(len(r.raw)-from) {
		r.short, r.at = true, len(r.raw)
		return r.at, r.at
	}
	r.at = from + int(n)
	return from, r.at
}

func (r *reader) string() string {
	from, to := r.next()
	return r.text[from:to]
}

func (r *reader) bytes() []byte {
	from, to := r.next()
	return r.raw[from:to]
}

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

// segmentOf is the segment that a record is in, or belongs to.
func (tx *Tx) segmentOf(l *listed) (s Segment, ok bool, err error) {
	empty := l.segment()
	r := empty.list()
	r.To = Segments.Key(&empty) + "\x00"
	if s, ok, err = Segments.Last(tx, r); ok || err != nil {
		return s, ok, err
	}
	return Segments.First(tx, empty.list())
}

// list puts a record into its list, in the place of what stood there for it.
func (tx *Tx) list(l *listed) error {
	s, ok, err := tx.segmentOf(l)
	if err != nil {
		return err
	}
	if !ok {
		s = l.segment()
	}
	key := Segments.Key(&s)
	d, first := l.doc(), place(l.id)
	at, found := s.search(l.id)
	switch {
	case found:
		s.docs[at] = d
	case at == len(s.docs) && at > 0 && s.size()+len(d.terms) > segmentSize: // the usual way for a list to grow
		s = l.segment()
		s.docs = []doc{d}
	default:
		s.docs = slices.Insert(s.docs, at, d)
	}
	if first < s.First { // it comes before all others
		s.First = first
		if err := Segments.Delete(tx, key); err != nil {
			return err
		}
	}
	if n := len(s.docs); n > 1 && s.size() > segmentSize && !found {
		rest := s
		s.docs, rest.docs = s.docs[:n/2], s.docs[n/2:]
		rest.First = place(rest.docs[0].id)
		if err := Segments.Put(tx, &rest); err != nil {
			return err
		}
	}
	if err := Segments.Put(tx, &s); err != nil {
		return err
	}
	return tx.relisted(l)
}

// unlist takes a record out of its list.
func (tx *Tx) unlist(l *listed) error {
	s, ok, err := tx.segmentOf(l)
	if err != nil || !ok {
		return err
	}
	at, found := s.search(l.id)
	if !found {
		return nil
	}
	if s.docs = slices.Delete(s.docs, at, at+1); len(s.docs) == 0 {
		err = Segments.Delete(tx, Segments.Key(&s))
	} else {
		err = Segments.Put(tx, &s)
	}
	if err != nil {
		return err
	}
	return tx.relisted(l)
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

// words checks the lists against the records.
type words struct{}

// Check says which records are not in their list as they are, and what is in
// a list and no record.
func (words) Check(tx *Tx) error {
	return errors.Join(checkListed(tx, Facts, listedFact), checkListed(tx, FollowUps, listedPromise), checkListed(tx, Sources, listedSource), checkSegments(tx))
}

func checkListed[T any](tx *Tx, t Table[T], of func(*T) listed) error {
	var errs []error
	for key, raw := range tx.Scan(t.Bucket, kv.Range{}) {
		rec, ok, err := t.decode(tx, key, raw)
		if err != nil || !ok {
			continue // reported with the record
		}
		l := of(&rec)
		if l.id == "" {
			continue
		}
		s, ok, err := tx.segmentOf(&l)
		if err != nil {
			return err
		}
		if at, found := s.search(l.id); !ok || !found || !slices.Equal(s.docs[at].terms, l.doc().terms) {
			errs = append(errs, fmt.Errorf("%s/%s is not found by its words", t.Bucket, key))
		}
	}
	return errors.Join(errs...)
}

func checkSegments(tx *Tx) error {
	var errs []error
	for key, raw := range tx.Scan(Segments.Bucket, kv.Range{}) {
		s, ok, err := Segments.decode(tx, key, raw)
		if err != nil || !ok {
			continue
		}
		for _, d := range s.docs {
			if l, err := tx.record(&s, d.id); err != nil || l.id != d.id || l.owner != s.Owner || l.scope != s.Scope {
				errs = append(errs, fmt.Errorf("%s/%s lists %s, which is elsewhere or not there", Segments.Bucket, key, d.id), err)
			}
		}
	}
	return errors.Join(errs...)
}

// record is the record of an id, as it should be listed.
func (tx *Tx) record(s *Segment, id string) (l listed, err error) {
	var ok bool
	switch kind, _, _ := strings.Cut(id, "-"); {
	case s.Owner != "":
		var src Source
		if src, ok, err = Sources.Get(tx, kv.Key(s.Team, id)); ok {
			l = listedSource(&src)
		}
	case kind == "F":
		var f followup.FollowUp
		if f, ok, err = FollowUps.Get(tx, kv.Key(s.Team, id)); ok {
			l = listedPromise(&f)
		}
	default:
		var f memory.Fact
		if f, ok, err = Facts.Get(tx, kv.Key(s.Team, s.Scope, id)); ok {
			l = listedFact(&f)
		}
	}
	return l, err
}
