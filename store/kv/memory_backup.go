package kv

import (
	"bufio"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
)

// pair is one record of a Backup: the copy is a gob stream of them, in order
// of buckets and keys.
type pair struct {
	Bucket, Key string
	Value       []byte
}

// Backup writes the snapshot of the moment for ReadMemory.
func (m *memory) Backup(ctx context.Context, w io.Writer) (int64, error) {
	if err := m.gate.Enter(); err != nil {
		return 0, err
	}
	defer m.gate.Leave()
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	sink := NewSink(ctx, w)
	buf := bufio.NewWriter(sink)
	err := dump(gob.NewEncoder(buf), *m.head.Load())
	return sink.Result(errors.Join(err, buf.Flush()))
}

func dump(enc *gob.Encoder, s snapshot) error {
	for _, name := range slices.Sorted(maps.Keys(s)) {
		var err error
		s[name].Scan(func(k string, v []byte) bool {
			err = enc.Encode(pair{name, k, v})
			return err == nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// ReadMemory returns a memory database that holds what a memory database's
// Backup wrote to r.
func ReadMemory(r io.Reader) (DB, error) {
	s := snapshot{}
	for dec := gob.NewDecoder(r); ; {
		var p pair
		switch err := dec.Decode(&p); {
		case errors.Is(err, io.EOF):
			m := NewMemory().(*memory)
			m.head.Store(&s)
			return m, nil
		case err != nil:
			return nil, fmt.Errorf("kv: reading a backup: %w", err)
		}
		if s[p.Bucket] == nil {
			s[p.Bucket] = new(tree)
		}
		s[p.Bucket].Set(p.Key, p.Value)
	}
}
