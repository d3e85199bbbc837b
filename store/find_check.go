package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"heed/bot/followup"
	"heed/bot/memory"
	"heed/store/kv"
)

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
		s, err := tx.load(&l)
		if err != nil {
			return err
		}
		if at, found := s.search(l.id); !found || !slices.Equal(s.docs[at].terms, l.doc().terms) {
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
