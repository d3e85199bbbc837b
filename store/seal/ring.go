// Package seal keeps the keys under which the store seals what customers and
// colleagues said, so that erasing somebody is destroying a key: bbolt keeps
// deleted bytes in its file and copies them into backups, where nobody can
// reach them (see the package comment of store/bolt).
//
// There is one data key for each scope: a customer ("T1/C-7"), a person
// ("T1/U1"), a call that nobody has filed yet ("T1/K-3", bound to its customer
// once it is). A value is sealed with AES-256-GCM and bound to the place it is
// stored at. The data keys are in the keyring, a small file beside the store,
// each wrapped under the master key:
//
//	{"keyring":1,"name":…,"salt":…,"check":…} what the master key must open
//	{"id":…,"scope":"T1/C-7","key":…}         a data key, wrapped; the last of a scope seals
//	{"bind":"T1/K-3","to":"T1/C-7"}           is destroyed with
//	{"erased":…,"at":…}                       a key that was destroyed: the log of erasures
//
// Lines are appended and synced before a value is sealed under them. A key is
// destroyed by writing the file anew without it, and overwriting the old one.
//
// The package knows nothing of records; which scope a record is sealed under
// is said by the store's tables. It can't protect against somebody who reads
// both the keyring and the master key.
package seal

import (
	"cmp"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// Errors of Open.
var (
	ErrErased  = errors.New("seal: the key to this was destroyed")
	ErrUnknown = errors.New("seal: the keyring has no key to this: it is older than the store, or another store's")
)

// version is the first byte of a sealed value. JSON, which unsealed values
// are, never begins with it.
const version = 1

// idSize is the length of a data key's id, in bytes.
const idSize = 8

type id [idSize]byte

func (i id) String() string { return hex.EncodeToString(i[:]) }

// key is one data key.
type key struct {
	scope  string
	secret []byte
}

// Erasure is an entry of the log of erasures.
type Erasure struct {
	ID string // of the data key, opaque
	At time.Time
}

// Ring is an open keyring. Its methods may be called from many goroutines.
type Ring struct {
	mu      sync.RWMutex
	file    *file // nil: in memory only
	keys    map[id]key
	current map[string]id     // scope → the key that seals
	bound   map[string]string // scope → the scope it is destroyed with
	erased  map[string]time.Time
	name    string
}

// Memory is a keyring without a file, for stores in memory.
func Memory() *Ring { return empty(rand.Text()) }

func empty(name string) *Ring {
	return &Ring{
		keys: map[id]key{}, current: map[string]id{}, bound: map[string]string{},
		erased: map[string]time.Time{}, name: name,
	}
}

// Name tells this keyring from those of other stores. It is made at random
// with the keyring and stays.
func (r *Ring) Name() string { return r.name }

// Sealed says whether a stored value is a sealed one.
func Sealed(value []byte) bool { return len(value) > 0 && value[0] == version }

// Seal seals plain for the place it will be stored at, under the key of a
// scope, which is made and kept if there is none.
func (r *Ring) Seal(scope, place string, plain []byte) ([]byte, error) {
	i, k, err := r.keyOf(scope)
	if err != nil {
		return nil, err
	}
	a, err := aead(k.secret)
	if err != nil {
		return nil, err
	}
	out := make([]byte, 0, 1+idSize+a.Overhead()+len(plain))
	out = append(append(out, version), i[:]...)
	return a.Seal(out, nil, plain, []byte(place)), nil
}

// Open returns what was sealed for a place. It returns ErrErased if the key
// was destroyed, ErrUnknown if it never was in this keyring.
func (r *Ring) Open(place string, sealed []byte) ([]byte, error) {
	if len(sealed) < 1+idSize || sealed[0] != version {
		return nil, errors.New("seal: not a sealed value")
	}
	i := id(sealed[1 : 1+idSize])
	r.mu.RLock()
	k, ok := r.keys[i]
	_, gone := r.erased[i.String()]
	r.mu.RUnlock()
	switch {
	case gone:
		return nil, ErrErased
	case !ok:
		return nil, ErrUnknown
	}
	a, err := aead(k.secret)
	if err != nil {
		return nil, err
	}
	plain, err := a.Open(nil, nil, sealed[1+idSize:], []byte(place))
	if err != nil {
		return nil, fmt.Errorf("seal: %s was changed or moved: %w", place, err)
	}
	return plain, nil
}

// Stale says whether a value is sealed under a key that Renew has replaced.
func (r *Ring) Stale(value []byte) bool {
	if len(value) < 1+idSize || value[0] != version {
		return false
	}
	i := id(value[1 : 1+idSize])
	r.mu.RLock()
	defer r.mu.RUnlock()
	k, ok := r.keys[i]
	return ok && r.current[k.scope] != i
}

// Gone says whether a value is sealed under a key that was destroyed.
func (r *Ring) Gone(value []byte) bool {
	if len(value) < 1+idSize || value[0] != version {
		return false
	}
	r.mu.RLock()
	defer r.mu.RUnlock()
	_, gone := r.erased[id(value[1:1+idSize]).String()]
	return gone
}

// keyOf is the key that seals for a scope.
func (r *Ring) keyOf(scope string) (id, key, error) {
	r.mu.RLock()
	i, ok := r.current[scope]
	k := r.keys[i]
	r.mu.RUnlock()
	if ok {
		return i, k, nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if i, ok := r.current[scope]; ok {
		return i, r.keys[i], nil
	}
	return r.add(scope)
}

// add makes a key, which from then on seals for its scope.
func (r *Ring) add(scope string) (id, key, error) {
	var i id
	k := key{scope: scope, secret: make([]byte, 32)}
	rand.Read(i[:])
	rand.Read(k.secret)
	if err := r.file.append(r.file.wrap(i, k)); err != nil {
		return i, k, err
	}
	r.keys[i] = k
	r.current[scope] = i
	return i, k, nil
}

// Bind has the keys of a scope destroyed together with those of another.
func (r *Ring) Bind(scope, to string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, ok := r.current[scope]; !ok || r.bound[scope] == to {
		return nil
	}
	if err := r.file.append(line{Bind: scope, To: to}); err != nil {
		return err
	}
	r.bound[scope] = to
	return nil
}

// Renew makes new keys for scopes: what is sealed from now on is sealed under
// them. What was sealed before can still be opened until Retire.
func (r *Ring) Renew(scopes ...string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range scopes {
		if _, ok := r.current[s]; !ok {
			continue
		}
		if _, _, err := r.add(s); err != nil {
			return err
		}
	}
	return nil
}

// Retire destroys the keys of scopes that Renew has replaced.
func (r *Ring) Retire(now time.Time, scopes ...string) error {
	return r.destroy(now, func(i id, k key) bool {
		return slices.Contains(scopes, k.scope) && r.current[k.scope] != i
	})
}

// Destroy destroys all keys of scopes, and of those that are bound to them.
// What was sealed under them can't be opened any more, in no copy.
func (r *Ring) Destroy(now time.Time, scopes ...string) error {
	return r.destroy(now, func(_ id, k key) bool {
		return slices.Contains(scopes, k.scope) || slices.Contains(scopes, r.bound[k.scope])
	})
}

func (r *Ring) destroy(now time.Time, doomed func(id, key) bool) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	next := r.without(now, doomed)
	if len(next.keys) == len(r.keys) {
		return nil
	}
	if err := r.file.rewrite(next); err != nil {
		return err
	}
	for i, k := range r.keys {
		if _, kept := next.keys[i]; !kept {
			clear(k.secret)
		}
	}
	r.keys, r.current, r.bound, r.erased = next.keys, next.current, next.bound, next.erased
	return nil
}

// without is the ring as it is once the doomed keys are gone.
func (r *Ring) without(now time.Time, doomed func(id, key) bool) *Ring {
	next := empty(r.name)
	maps.Copy(next.erased, r.erased)
	for i, k := range r.keys {
		if doomed(i, k) {
			next.erased[i.String()] = now.UTC()
			continue
		}
		next.keys[i] = k
		if r.current[k.scope] == i {
			next.current[k.scope] = i
		}
		if to := r.bound[k.scope]; to != "" {
			next.bound[k.scope] = to
		}
	}
	return next
}

// Erased is the log of erasures, oldest first.
func (r *Ring) Erased() []Erasure {
	r.mu.RLock()
	defer r.mu.RUnlock()
	var all []Erasure
	for id, at := range r.erased {
		all = append(all, Erasure{id, at})
	}
	slices.SortFunc(all, func(a, b Erasure) int { return cmp.Or(a.At.Compare(b.At), strings.Compare(a.ID, b.ID)) })
	return all
}

// Len is how many data keys there are.
func (r *Ring) Len() int {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return len(r.keys)
}

// aead seals under a 256-bit key; a random nonce stands before what is sealed.
// Random nonces of 96 bits are good for 2^32 values a key (NIST SP 800-38D).
func aead(secret []byte) (cipher.AEAD, error) {
	b, err := aes.NewCipher(secret)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(b)
}
