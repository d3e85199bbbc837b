package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"heed/store"
	"heed/store/bolt"
	"heed/store/durable"
	"heed/store/kv"
	"heed/store/seal"
)

// keysOf is the keyring that belongs to a store, beside it.
func keysOf(db string) string { return db + ".keys" }

// master is where the master key of the keyring comes from.
type master struct {
	key  []byte
	from string // in words
	file string // the generated one; "" where the admin keeps the key
}

// minMaster is the least length of a master key, in bytes.
const minMaster = 32

// masterOf finds the master key: in the environment, in a file that it names,
// in a systemd credential, else in a file that Heed generates beside the
// store.
func masterOf(c config) (master, error) {
	switch {
	case c.key != "" && c.keyFile != "":
		return master{}, errors.New("HEED_KEY and HEED_KEY_FILE are both set: keep the one that holds the master key")
	case c.key != "":
		return checked(master{key: []byte(c.key), from: "HEED_KEY"})
	case c.keyFile != "":
		return readMaster(c.keyFile, "HEED_KEY_FILE")
	}
	if c.credentials != "" {
		path := filepath.Join(c.credentials, "heed.key")
		if _, err := os.Stat(path); err == nil {
			return readMaster(path, "the systemd credential heed.key")
		}
	}
	return generated(c.db + ".master")
}

func readMaster(path, from string) (master, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return master{}, fmt.Errorf("the master key (%s): %w", from, err)
	}
	return checked(master{key: bytes.TrimSpace(raw), from: from})
}

func checked(m master) (master, error) {
	if len(m.key) < minMaster {
		return m, fmt.Errorf("the master key (%s) is shorter than %d characters: make one with: openssl rand -base64 32", m.from, minMaster)
	}
	return m, nil
}

// generated reads the master key that Heed made for itself, or makes it.
func generated(path string) (master, error) {
	m, err := readMaster(path, path)
	if !errors.Is(err, fs.ErrNotExist) {
		m.file = path
		return m, err
	}
	key := newMaster()
	if err := durable.WriteFile(path, append(key, '\n')); err != nil {
		return m, fmt.Errorf("making a master key: %w", err)
	}
	return master{key: key, from: path, file: path}, nil
}

// newMaster is a master key of 130 bits or more, in letters and digits.
func newMaster() []byte { return []byte(rand.Text() + rand.Text()) }

// openKeys opens the keyring of a store. A rotation that a crash interrupted
// between the keyring and the file of the master key is completed.
func openKeys(c config) (*seal.Ring, master, error) {
	m, err := masterOf(c)
	if err != nil {
		return nil, m, err
	}
	keys, err := seal.Open(keysOf(c.db), m.key)
	if errors.Is(err, seal.ErrMaster) && m.file != "" {
		if next, nextErr := readMaster(m.file+".new", m.file); nextErr == nil {
			if keys, err = seal.Open(keysOf(c.db), next.key); err == nil {
				next.file = m.file
				return keys, next, durable.Replace(m.file+".new", m.file)
			}
		}
	}
	if errors.Is(err, seal.ErrMaster) {
		err = fmt.Errorf("%w than the one in %s: put the right one there. Without it nothing that was said can be read", err, m.from)
	}
	return keys, m, err
}

// openStore opens the records in db with their keyring. Closing the store
// closes both.
func openStore(ctx context.Context, c config, db kv.DB, o store.Options) (*store.Store, error) {
	keys, _, err := openKeys(c)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	o.Keys = keys
	st, err := store.Open(ctx, locked{db, keys}, o)
	return st, err
}

// locked is a database whose keyring is closed with it.
type locked struct {
	kv.DB
	keys *seal.Ring
}

func (l locked) Close() error { return errors.Join(l.DB.Close(), l.keys.Close()) }

// copyKeys puts a copy of a store's keyring beside a backup. There is one for
// all backups in a folder, always the newest: an older one would bring back
// what was erased since.
func copyKeys(db, backup string) (string, error) {
	from, to := keysOf(db), filepath.Join(filepath.Dir(backup), filepath.Base(keysOf(db)))
	if same(from, to) {
		return to, nil // the backup stands beside the store
	}
	raw, err := os.ReadFile(from)
	if err == nil {
		err = durable.WriteFile(to, raw)
	}
	return to, err
}

// runKeys shows the state of the keyring, or puts it under another master
// key.
func runKeys(w world, args []string) error {
	fs := newFlags(w, "keys", "[--rotate]")
	rotate := fs.Bool("rotate", false, "put the keyring under a new master key: HEED_NEW_KEY where the old one is HEED_KEY, the new content of HEED_NEW_KEY_FILE where it is a file, else a generated one")
	if err := parseFlags(fs, args); err != nil {
		return err
	}
	c, err := loadConfig(w)
	if c.db == "" {
		return err
	}
	if _, err := os.Stat(keysOf(c.db)); err != nil {
		return fmt.Errorf("there is no keyring at %s (HEED_DB): the first start makes one", keysOf(c.db))
	}
	if !*rotate {
		return showKeys(w.stdout, c)
	}
	// The lock of the store keeps a running Heed out, which has the keyring
	// open under the old key.
	db, err := bolt.Open(c.db, bolt.Options{CompactFree: -1})
	if err != nil {
		return err
	}
	return errors.Join(rotateKeys(w, c), db.Close())
}

func showKeys(out io.Writer, c config) error {
	keys, m, err := openKeys(c)
	if err != nil {
		return err
	}
	defer keys.Close()
	fmt.Fprintf(out, "keyring     %s, %d keys\nmaster key  %s\n", keysOf(c.db), keys.Len(), m.from)
	log := keys.Erased()
	fmt.Fprintf(out, "erasures    %d keys destroyed\n", len(log))
	for _, e := range log {
		fmt.Fprintf(out, "  %s  %s\n", e.At.Format("2006-01-02 15:04:05Z"), e.ID)
	}
	return nil
}

func rotateKeys(w world, c config) error {
	keys, m, err := openKeys(c)
	if err != nil {
		return err
	}
	defer keys.Close()
	if m.file != "" {
		return rotateGenerated(w.stdout, keys, m)
	}
	next, err := nextMaster(w.env)
	if err != nil {
		return err
	}
	if err := keys.Rewrap(next.key); err != nil {
		return err
	}
	fmt.Fprintf(w.stdout, "The keyring is under the key in %s now. Put that in the place of %s before you start Heed.\n", next.from, m.from)
	return nil
}

// nextMaster is the new master key where the admin keeps it.
func nextMaster(env func(string) string) (master, error) {
	if file := env("HEED_NEW_KEY_FILE"); file != "" {
		return readMaster(file, "HEED_NEW_KEY_FILE")
	}
	next := master{key: []byte(env("HEED_NEW_KEY")), from: "HEED_NEW_KEY"}
	if len(next.key) == 0 {
		return next, errors.New("there is no new master key: set HEED_NEW_KEY or HEED_NEW_KEY_FILE (make one with: openssl rand -base64 32)")
	}
	return checked(next)
}

// rotateGenerated writes the new key down before the keyring is put under it,
// and takes the old one away after.
func rotateGenerated(out io.Writer, keys *seal.Ring, m master) error {
	next := newMaster()
	if err := durable.WriteFile(m.file+".new", append(next, '\n')); err != nil {
		return err
	}
	if err := keys.Rewrap(next); err != nil {
		return err
	}
	if err := durable.Replace(m.file+".new", m.file); err != nil {
		return err
	}
	fmt.Fprintf(out, "The keyring is under a new master key, in %s.\n", m.file)
	return nil
}

// exposed says whether others than a file's owner can read it.
func exposed(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().Perm()&0o077 != 0
}
