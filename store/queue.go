package store

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"heed/store/kv"
)

// queue hands out the rows of a table in lanes: one row of a lane at a time,
// in order, many lanes at once. The inbox's lanes are conversations, the
// outbox's are channels and people.
//
// A lane is a small record beside the rows that says which row is in flight
// and when the lane is due; only lanes with rows have one. Whatever makes a
// row wait (a retry, a limit of Slack's) makes its lane wait, so nothing
// overtakes it.
type queue struct {
	lanes Table[lane]
	due   string // index of the lanes by time
	order string // index of the rows by lane
}

// lane is what is known about one lane. Key begins with the team.
type lane struct {
	Key       string    `json:"key"`
	NotBefore time.Time `json:"not_before,omitzero"` // nothing of it moves earlier
	Flight    string    `json:"flight,omitempty"`    // key of the row that is claimed
	Holder    string    `json:"holder,omitempty"`
	Lease     time.Time `json:"lease,omitzero"`

	// Derived from the rows whenever one of them changes.
	Head string    `json:"head"` // key of the first row
	Seq  uint64    `json:"seq"`  // of the first row
	Due  time.Time `json:"due"`  // when to look at the lane next
}

func newQueue(bucket, due, order string) queue {
	return queue{due: due, order: order, lanes: Table[lane]{
		Bucket: bucket,
		Key:    func(l *lane) string { return l.Key },
		Indexes: []Index[lane]{{Bucket: due, Keys: func(l *lane) []string {
			return []string{strings.Join([]string{teamOf(l.Key) + "/" + stamp(l.Due), seq(l.Seq), l.Key}, "|")}
		}}},
	}}
}

// orderKey is a row's place in its lane: what was begun comes first, then by
// the time from which it may go, then by age.
func orderKey(lane string, begun bool, from time.Time, n uint64) string {
	rank := "1"
	if begun {
		rank, from = "0", time.Time{}
	}
	return strings.Join([]string{lane, rank, stamp(from), seq(n)}, "|")
}

// checkLane refuses names that would blur the order of the lanes.
func checkLane(name string) error {
	if teamOf(name) == "" {
		return fmt.Errorf("%w: lane %q", errNoTeam, name)
	}
	if strings.Contains(name, "|") {
		return fmt.Errorf("store: lane %q must not hold a bar", name)
	}
	return nil
}

// settle changes a lane, derives what follows from its rows, and writes it.
// It has to be called after every change of a row.
func (q queue) settle(tx *Tx, name string, change func(*lane)) error {
	l, _, err := q.lanes.Get(tx, name)
	if err != nil {
		return err
	}
	l.Key = name
	if change != nil {
		change(&l)
	}
	if err := q.derive(tx, &l); err != nil {
		return err
	}
	if l.Head == "" {
		return q.lanes.Delete(tx, name)
	}
	return q.lanes.Put(tx, &l)
}

// resettle settles every lane, after rows went without their lane.
func (q queue) resettle(tx *Tx) error {
	var names []string
	for name := range tx.Scan(q.lanes.Bucket, kv.Range{}) {
		names = append(names, strings.Clone(name))
	}
	for _, name := range names {
		if err := q.settle(tx, name, free); err != nil {
			return err
		}
	}
	return nil
}

// derive sets Head, Seq and Due from the rows.
func (q queue) derive(tx *Tx, l *lane) error {
	l.Head, l.Seq, l.Due = "", 0, time.Time{}
	for key, primary := range tx.Scan(q.order, kv.Range{Prefix: l.Key + "|", Limit: 1}) {
		part := strings.Split(strings.TrimPrefix(key, l.Key+"|"), "|")
		if len(part) != 3 {
			return fmt.Errorf("store: %s/%s is damaged", q.order, key)
		}
		var err1, err2 error
		l.Due, err1 = time.Parse(stampLayout, part[1])
		l.Seq, err2 = strconv.ParseUint(part[2], 10, 64)
		if err := errors.Join(err1, err2); err != nil {
			return fmt.Errorf("store: %s/%s is damaged: %w", q.order, key, err)
		}
		l.Head = string(primary)
	}
	switch {
	case l.Flight != "":
		l.Due = l.Lease
	case l.NotBefore.After(l.Due):
		l.Due = l.NotBefore
	}
	return nil
}

func free(l *lane) { l.Flight, l.Holder, l.Lease = "", "", time.Time{} }

// ready are up to n lanes that are due at now, the longest due first, those
// that skip holds for left out.
func (q queue) ready(tx *Tx, now time.Time, n int, skip func(lane string) bool) ([]lane, error) {
	var all []lane
	for team := range tx.Teams(q.due) {
		found := 0
		// The stamp's own end, a bar, sorts below '~'.
		r := kv.Range{Prefix: team + "/", To: team + "/" + stamp(now) + "~"}
		for l, err := range q.lanes.By(tx, q.due, r) {
			if err != nil {
				return nil, err
			}
			if skip != nil && skip(l.Key) {
				continue
			}
			all = append(all, l)
			if found++; found == n {
				break
			}
		}
	}
	slices.SortFunc(all, compareLanes)
	return all[:min(n, len(all))], nil
}

func compareLanes(a, b lane) int {
	return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Seq, b.Seq), strings.Compare(a.Key, b.Key))
}

// next is when the first lane is due that skip does not hold for, and
// whether there is one.
func (q queue) next(tx *Tx, skip func(lane string) bool) (at time.Time, ok bool, err error) {
	for team := range tx.Teams(q.due) {
		for l, err := range q.lanes.By(tx, q.due, kv.Prefix(team+"/")) {
			if err != nil {
				return at, ok, err
			}
			if skip != nil && skip(l.Key) {
				continue
			}
			if !ok || l.Due.Before(at) {
				at, ok = l.Due, true
			}
			break
		}
	}
	return at, ok, nil
}

// Check compares the lanes with the rows.
func (q queue) Check(tx *Tx) error {
	errs := []error{q.lanes.Check(tx)}
	for key := range tx.Scan(q.lanes.Bucket, kv.Range{}) {
		l, _, err := q.lanes.Get(tx, key)
		if err != nil {
			continue // reported by the table
		}
		was := l
		if err := q.derive(tx, &l); err != nil {
			errs = append(errs, err)
		} else if l.Head != was.Head || l.Seq != was.Seq || !l.Due.Equal(was.Due) {
			errs = append(errs, fmt.Errorf("%s/%s says %s is next, it is %s", q.lanes.Bucket, key, was.Head, l.Head))
		}
	}
	for key := range tx.Scan(q.order, kv.Range{}) {
		name, _, _ := strings.Cut(key, "|")
		if !q.lanes.Has(tx, name) {
			errs = append(errs, fmt.Errorf("%s/%s waits in a lane that is not there", q.order, key))
		}
	}
	return errors.Join(errs...)
}
