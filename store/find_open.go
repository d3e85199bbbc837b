package store

import (
	"slices"

	"heed/store/kv"
)

// opened is a segment that a transaction works on. Of each list one is kept
// open and written when another is needed, or at the transaction's end: what is
// deleted or learnt together stands together, and a segment is large.
type opened struct {
	Segment
	key     string // that it is stored under; "" for a new one
	next    string // First of the next one; "" for none
	lowest  bool   // there is none before it
	changed bool
}

// holds reports whether the record of a place is in it, or belongs to it.
func (o *opened) holds(place string) bool {
	return (o.lowest || place >= o.First) && (o.next == "" || place < o.next)
}

// open is the segment that a record is in, or belongs to.
func (tx *Tx) open(l *listed) (*opened, error) {
	list, at := l.list(), place(l.id)
	if o := tx.opened[list]; o != nil {
		if o.holds(at) {
			return o, nil
		}
		if err := tx.write(o); err != nil {
			return nil, err
		}
	}
	o, err := tx.load(l)
	if err != nil {
		return nil, err
	}
	if tx.opened == nil {
		tx.opened = map[string]*opened{}
	}
	tx.opened[list] = o
	return o, nil
}

// load reads the segment that a record is in, or belongs to; a new one where
// its list has none.
func (tx *Tx) load(l *listed) (*opened, error) {
	empty := l.segment()
	r := empty.list()
	r.To = Segments.Key(&empty) + "\x00"
	s, ok, err := Segments.Last(tx, r)
	lowest := !ok
	if !ok && err == nil {
		s, ok, err = Segments.First(tx, empty.list())
	}
	switch {
	case err != nil:
		return nil, err
	case !ok:
		return &opened{Segment: empty, lowest: true}, nil
	}
	o := &opened{Segment: s, key: Segments.Key(&s), lowest: lowest}
	r.From, r.To, r.Limit = o.key+"\x00", "", 1
	for key := range tx.Scan(Segments.Bucket, r) {
		parts := kv.Split(key)
		o.next = parts[len(parts)-1]
	}
	return o, nil
}

// write stores an open segment as it is now.
func (tx *Tx) write(o *opened) error {
	if !o.changed {
		return nil
	}
	key := Segments.Key(&o.Segment)
	if o.key != "" && (o.key != key || len(o.docs) == 0) {
		if err := Segments.Delete(tx, o.key); err != nil {
			return err
		}
	}
	o.changed, o.key = false, ""
	if len(o.docs) == 0 {
		return nil
	}
	o.key = key
	return Segments.Put(tx, &o.Segment)
}

// shut writes all open segments.
func (tx *Tx) shut() error {
	for list, o := range tx.opened {
		if err := tx.write(o); err != nil {
			return err
		}
		delete(tx.opened, list)
	}
	return nil
}

// list puts a record into its list, in the place of what stood there for it.
func (tx *Tx) list(l *listed) error {
	o, err := tx.open(l)
	if err != nil {
		return err
	}
	d := l.doc()
	at, found := o.search(l.id)
	grows := at == len(o.docs) && at > 0 && o.next == ""
	switch {
	case found:
		o.docs[at] = d
	case grows && o.size()+len(d.terms) > segmentSize: // the usual way for a list to grow
		if err := tx.write(o); err != nil {
			return err
		}
		s := l.segment()
		s.docs = []doc{d}
		*o = opened{Segment: s}
	default:
		o.docs = slices.Insert(o.docs, at, d)
		o.First = min(o.First, place(l.id))
	}
	o.changed = true
	if n := len(o.docs); n > 1 && !grows && !found && o.size() > segmentSize {
		if err := tx.split(o); err != nil {
			return err
		}
	}
	return tx.relisted(l)
}

// split parts a segment that has grown too large into two halves, of which the
// first stays open.
func (tx *Tx) split(o *opened) error {
	n := len(o.docs)
	rest := o.Segment
	rest.docs, rest.First = o.docs[n/2:], place(o.docs[n/2].id)
	o.docs, o.next = slices.Clip(o.docs[:n/2]), rest.First
	return Segments.Put(tx, &rest)
}

// unlist takes a record out of its list.
func (tx *Tx) unlist(l *listed) error {
	o, err := tx.open(l)
	if err != nil {
		return err
	}
	at, found := o.search(l.id)
	if !found {
		return nil
	}
	o.docs, o.changed = slices.Delete(o.docs, at, at+1), true
	return tx.relisted(l)
}
