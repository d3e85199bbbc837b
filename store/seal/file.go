package seal

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"heed/store/durable"
)

// ErrMaster is returned for a keyring that another master key opens.
var ErrMaster = errors.New("the keyring was made under another master key")

// file is the keyring's file. A nil *file keeps nothing.
type file struct {
	path   string
	f      *os.File
	master cipher.AEAD
	head   line
}

// line is one line of the file, of one of the kinds that the package comment
// draws.
type line struct {
	Keyring int    `json:"keyring,omitempty"`
	Name    string `json:"name,omitempty"`
	Salt    []byte `json:"salt,omitempty"`
	Check   []byte `json:"check,omitempty"`

	ID    string `json:"id,omitempty"`
	Scope string `json:"scope,omitempty"`
	Key   []byte `json:"key,omitempty"`

	Bind string `json:"bind,omitempty"`
	To   string `json:"to,omitempty"`

	Erased string    `json:"erased,omitempty"`
	At     time.Time `json:"at,omitzero"`
}

// Open reads the keyring at path, or makes one if there is none. master is the
// master key, of at least 16 bytes. Close it when done.
func Open(path string, master []byte) (*Ring, error) {
	r := Memory()
	all, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return r, r.create(path, master)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the keyring: %w", err)
	}
	if err := r.read(path, all, master); err != nil {
		return nil, fmt.Errorf("the keyring %s: %w", path, err)
	}
	if !bytes.HasSuffix(all, []byte("\n")) { // a crash cut the last line off, under which nothing was sealed
		return r, r.file.rewrite(r)
	}
	return r, r.file.reopen()
}

// Close closes the file.
func (r *Ring) Close() error {
	if r.file == nil || r.file.f == nil {
		return nil
	}
	return r.file.f.Close()
}

func (r *Ring) create(path string, master []byte) error {
	salt := make([]byte, 16)
	rand.Read(salt)
	head, a, err := headOf(r.name, master, salt)
	if err != nil {
		return err
	}
	r.file = &file{path: path, master: a, head: head}
	return r.file.rewrite(r)
}

// headOf is the first line for a master key.
func headOf(name string, master, salt []byte) (line, cipher.AEAD, error) {
	if len(master) < 16 {
		return line{}, nil, errors.New("the master key is too short")
	}
	wrapping, err := hkdf.Key(sha256.New, master, salt, "heed keyring", 32)
	if err != nil {
		return line{}, nil, err
	}
	a, err := aead(wrapping)
	if err != nil {
		return line{}, nil, err
	}
	return line{Keyring: 1, Name: name, Salt: salt, Check: a.Seal(nil, nil, []byte("heed"), salt)}, a, nil
}

func (r *Ring) read(path string, all, master []byte) error {
	lines := bufio.NewReader(bytes.NewReader(all))
	for n := 1; ; n++ {
		raw, err := lines.ReadBytes('\n')
		if err != nil {
			if n == 1 {
				return errors.New("it is empty: put the right one in its place, or nothing of the store can be read")
			}
			return nil // complete, or cut off by a crash
		}
		var l line
		if err := json.Unmarshal(raw, &l); err != nil {
			return fmt.Errorf("line %d is damaged: %w", n, err)
		}
		if n == 1 {
			err = r.open(path, l, master)
		} else {
			err = r.take(l)
		}
		if err != nil {
			return err
		}
	}
}

func (r *Ring) open(path string, l line, master []byte) error {
	if l.Keyring != 1 {
		return fmt.Errorf("version %d, this Heed knows 1", l.Keyring)
	}
	_, a, err := headOf(l.Name, master, l.Salt)
	if err != nil {
		return err
	}
	if _, err := a.Open(nil, nil, l.Check, l.Salt); err != nil {
		return ErrMaster
	}
	r.file, r.name = &file{path: path, master: a, head: l}, l.Name
	return nil
}

// take adds what a line says.
func (r *Ring) take(l line) error {
	switch {
	case l.Bind != "":
		r.bound[l.Bind] = l.To
	case l.Erased != "":
		r.erased[l.Erased] = l.At
	case l.ID != "":
		raw, err := hex.DecodeString(l.ID)
		if err != nil || len(raw) != idSize {
			return fmt.Errorf("key %q is damaged", l.ID)
		}
		secret, err := r.file.master.Open(nil, nil, l.Key, []byte(l.ID+" "+l.Scope))
		if err != nil {
			return fmt.Errorf("key %s is damaged: %w", l.ID, err)
		}
		r.keys[id(raw)] = key{l.Scope, secret}
		r.current[l.Scope] = id(raw)
	}
	return nil
}

// wrap is the line of a key.
func (f *file) wrap(i id, k key) line {
	l := line{ID: i.String(), Scope: k.scope}
	if f != nil {
		l.Key = f.master.Seal(nil, nil, k.secret, []byte(l.ID+" "+l.Scope))
	}
	return l
}

// append writes a line and waits until it is durable.
func (f *file) append(l line) error {
	if f == nil {
		return nil
	}
	raw, err := json.Marshal(l)
	if err != nil {
		return err
	}
	if _, err := f.f.Write(append(raw, '\n')); err != nil {
		// What was written of the line would spoil the next one.
		return fmt.Errorf("writing the keyring: %w", errors.Join(err, f.truncate()))
	}
	if err := f.f.Sync(); err != nil {
		return fmt.Errorf("writing the keyring: %w", err)
	}
	return nil
}

// truncate cuts off a line that was written in part.
func (f *file) truncate() error {
	all, err := os.ReadFile(f.path)
	if err != nil {
		return err
	}
	return f.f.Truncate(int64(bytes.LastIndexByte(all, '\n') + 1))
}

func (f *file) reopen() error {
	now, err := os.OpenFile(f.path, os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return fmt.Errorf("opening the keyring: %w", err)
	}
	f.f = now
	return nil
}

// rewrite puts a new file with the keys of r in the place of the old one, and
// overwrites the old one: what was taken out is gone from the disk, as far as
// its file system writes in place.
func (f *file) rewrite(r *Ring) error {
	if f == nil {
		return nil
	}
	temp := f.path + ".new"
	if err := writeLines(temp, f.lines(r)); err != nil {
		return fmt.Errorf("writing the keyring: %w", err)
	}
	old, err := os.OpenFile(f.path, os.O_WRONLY, 0)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("writing the keyring: %w", err)
	}
	if err := durable.Replace(temp, f.path); err != nil {
		return fmt.Errorf("writing the keyring: %w", err)
	}
	err = nil
	if old != nil {
		err = overwrite(old)
	}
	if f.f != nil {
		err = errors.Join(err, f.f.Close())
	}
	return errors.Join(err, f.reopen())
}

// lines are those of the file for a ring, keys in the order of their scopes
// and the current one of each last.
func (f *file) lines(r *Ring) []line {
	out := []line{f.head}
	for _, id := range slices.Sorted(maps.Keys(r.erased)) {
		out = append(out, line{Erased: id, At: r.erased[id]})
	}
	var keys []line
	for i, k := range r.keys {
		keys = append(keys, f.wrap(i, k))
	}
	rank := func(l line) int {
		if raw, err := hex.DecodeString(l.ID); err == nil && r.current[l.Scope] == id(raw) {
			return 1
		}
		return 0
	}
	slices.SortFunc(keys, func(a, b line) int {
		return cmp.Or(strings.Compare(a.Scope, b.Scope), cmp.Compare(rank(a), rank(b)), strings.Compare(a.ID, b.ID))
	})
	out = append(out, keys...)
	var binds []line
	for scope, to := range r.bound {
		binds = append(binds, line{Bind: scope, To: to})
	}
	slices.SortFunc(binds, func(a, b line) int { return strings.Compare(a.Bind, b.Bind) })
	return append(out, binds...)
}

func writeLines(path string, lines []line) error {
	out, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(out)
	enc := json.NewEncoder(w)
	for _, l := range lines {
		if err = enc.Encode(l); err != nil {
			break
		}
	}
	return errors.Join(err, w.Flush(), out.Close())
}

// overwrite fills a file that has no name any more with zeros.
func overwrite(f *os.File) error {
	info, err := f.Stat()
	if err == nil {
		_, err = io.CopyN(f, zeros{}, info.Size())
	}
	return errors.Join(err, f.Sync(), f.Close())
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// Rewrap puts the keyring under another master key.
func (r *Ring) Rewrap(master []byte) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.file == nil {
		return nil
	}
	salt := make([]byte, 16)
	rand.Read(salt)
	head, a, err := headOf(r.name, master, salt)
	if err != nil {
		return err
	}
	next := &file{path: r.file.path, f: r.file.f, master: a, head: head}
	if err := next.rewrite(r); err != nil {
		return err
	}
	r.file = next
	return nil
}

// WriteTo writes a copy of the keyring as it is on disk, for a backup.
func (r *Ring) WriteTo(w io.Writer) (int64, error) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if r.file == nil {
		return 0, nil
	}
	in, err := os.Open(r.file.path)
	if err != nil {
		return 0, err
	}
	n, err := io.Copy(w, in)
	return n, errors.Join(err, in.Close())
}
