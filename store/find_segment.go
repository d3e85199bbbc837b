package store

import (
	"encoding/binary"
	"errors"
	"slices"
	"strconv"
	"strings"

	"heed/bot/find"
	"heed/store/kv"
)

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
	n := 0
	for ahead := r; ahead.at < len(raw); n++ {
		ahead.next()
		ahead.next()
	}
	s.docs = make([]doc, 0, n)
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

// int reads what binary.AppendVarint wrote.
func (r *reader) int() int64 {
	n, size := binary.Varint(r.raw[r.at:])
	if size <= 0 {
		r.short, r.at = true, len(r.raw)
		return 0
	}
	r.at += size
	return n
}

func (r *reader) string() string {
	from, to := r.next()
	return r.text[from:to]
}

func (r *reader) bytes() []byte {
	from, to := r.next()
	return r.raw[from:to]
}
