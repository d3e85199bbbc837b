package store

import (
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"

	"heed/store/kv"
)

// Tx is a transaction of the store; see kv.Tx. Records are read and written
// through their tables, events and effects through the methods of Tx.
type Tx struct {
	kv.Tx
	s             *Store
	inbox, outbox bool               // something came into them
	relists       map[string]bool    // customers whose list of words was changed
	opened        map[string]*opened // segments of lists that it works on
}

// NextID gives the next short id of a kind in a team: "F-1", "F-2", … An id
// is given once, unless its transaction is rolled back.
func (tx *Tx) NextID(team, kind string) (string, error) {
	n, err := tx.next(team, kind)
	if err != nil {
		return "", err
	}
	return kind + "-" + strconv.FormatUint(n, 10), nil
}

const seqBucket = "seq"

func (tx *Tx) next(team, kind string) (uint64, error) {
	if team == "" || kind == "" || strings.Contains(team, "/") {
		return 0, fmt.Errorf("store: no sequence for team %q and kind %q", team, kind)
	}
	var n uint64
	key := team + "/" + kind
	if v, ok := tx.Get(seqBucket, key); ok {
		var err error
		if n, err = strconv.ParseUint(string(v), 10, 64); err != nil {
			return 0, fmt.Errorf("store: sequence %s is damaged: %w", key, err)
		}
	}
	n++
	return n, tx.Put(seqBucket, key, strconv.AppendUint(nil, n, 10))
}

// Teams are the teams that have keys in a bucket, in order. It jumps from
// team to team and reads one key of each.
func (tx *Tx) Teams(bucket string) iter.Seq[string] {
	return func(yield func(string) bool) {
		from := ""
		for {
			team := ""
			for key := range tx.Scan(bucket, kv.Range{From: from, Limit: 1}) {
				team = teamOf(key)
			}
			if team == "" || !yield(team) {
				return
			}
			from = team + "0" // '0' follows '/'
		}
	}
}

var errNoTeam = errors.New("store: a key or range must begin with a team and a slash")

// teamOf is the team that a key belongs to, "" if it has none.
func teamOf(key string) string {
	team, _, ok := strings.Cut(key, "/")
	if !ok {
		return ""
	}
	return team
}

// stampLayout sorts like the times it writes, to the nanosecond, so that
// nothing is due a millisecond early.
const stampLayout = "20060102T150405.000000000Z"

func stamp(t time.Time) string { return t.UTC().Format(stampLayout) }

func seq(n uint64) string { return fmt.Sprintf("%012d", n) }
