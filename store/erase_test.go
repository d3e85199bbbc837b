package store_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"heed/bot/analyze"
	"heed/bot/find"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/message"
	"heed/store"
	"heed/store/bolt"
	"heed/store/kv"
	"heed/store/seal"
)

// box is a store in a file with its keyring, as an admin has them.
type box struct {
	*testing.T
	dir  string
	keys *seal.Ring
	*store.Store
}

var planted = map[string][]string{
	"T1/C-1": {"Zyxwell", "vorpalbooking", "jabberdays", "frumious"},
	"T1/C-2": {"Brillig", "slithyboard"},
	"T1/U-1": {"Quillon"},
}

func newBox(t *testing.T) *box {
	b := &box{T: t, dir: t.TempDir()}
	b.start(true)
	return b
}

func (b *box) path(name string) string { return filepath.Join(b.dir, name) }

// start opens the store, with its keyring or without one.
func (b *box) start(keys bool) {
	b.Helper()
	if err := b.tryStart(keys); err != nil {
		b.Fatal(err)
	}
}

func (b *box) tryStart(keys bool) error {
	db, err := bolt.Open(b.path("heed.db"), bolt.Options{CompactFree: -1})
	if err != nil {
		return err
	}
	b.keys = nil
	if keys {
		if b.keys, err = seal.Open(b.path("heed.keys"), []byte("a master key of some length")); err != nil {
			return errors.Join(err, db.Close())
		}
	}
	b.Store, err = store.Open(b.Context(), db, store.Options{Keys: b.keys})
	return err
}

func (b *box) stop() {
	b.Helper()
	err := b.Close()
	if b.keys != nil {
		err = errors.Join(err, b.keys.Close())
	}
	if err != nil {
		b.Fatal(err)
	}
}

func (b *box) update(fn func(*store.Tx) error) {
	b.Helper()
	if err := b.Update(b.Context(), fn); err != nil {
		b.Fatal(err)
	}
}

func put(tx *store.Tx, e store.Effect) error {
	_, err := tx.PutEffect(e)
	return err
}

// plant writes records of every kind that hold words.
func (b *box) plant() {
	b.Helper()
	now := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	b.update(func(tx *store.Tx) error {
		return errors.Join(
			store.People.Put(tx, &store.Person{Team: "T1", ID: "U-1", Name: "Quillon"}),
			store.Customers.Put(tx, &memory.Customer{Team: "T1", ID: "C-1", Name: "Zyxwell"}),
			store.Customers.Put(tx, &memory.Customer{Team: "T1", ID: "C-2", Name: "Brillig"}),
			store.Facts.Put(tx, &memory.Fact{Team: "T1", Customer: "C-1", ID: "X-1", Text: "loses hours to vorpalbooking"}),
			store.Facts.Put(tx, &memory.Fact{Team: "T1", Customer: "C-2", ID: "X-2", Text: "the slithyboard decides"}),
			store.Calls.Put(tx, &store.Call{Team: "T1", ID: "K-1", Rep: "U-1", Named: "Zyxwell", At: now}),
			store.Sources.Put(tx, &store.Source{Team: "T1", Call: "K-1", Name: "jabberdays", Rep: "U-1", Terms: find.Pack(find.Terms("jabberdays"))}),
			store.FollowUps.Put(tx, &followup.FollowUp{Team: "T1", ID: "F-1", Owner: "U-1", Call: "K-1", Action: "move the frumious records", State: followup.Open}),
			store.Calls.Put(tx, &store.Call{Team: "T1", ID: "K-2", Rep: "U-1", Customer: "C-2", At: now, Report: analyze.Report{}}),
			put(tx, store.Effect{Key: "T1/a", Kind: store.Post, Team: "T1", User: "U-1", Customer: "C-1", Message: &message.Message{Text: message.T("frumious")}, Created: now}),
			put(tx, store.Effect{Key: "T1/b", Kind: store.Post, Team: "T1", User: "U-1", Customer: "C-2", Also: []string{"C-1"}, Message: &message.Message{Text: message.T("frumious and slithyboard")}, Created: now}),
		)
	})
	body, _ := json.Marshal("Zyxwell has jabberdays")
	if _, err := b.Receive(b.Context(), "T1/message/C/1", "T1/C", body, now); err != nil {
		b.Fatal(err)
	}
}

// file says whose call it was.
func (b *box) file() {
	b.Helper()
	b.update(func(tx *store.Tx) error {
		c, _, err := store.Calls.Get(tx, "T1/K-1")
		c.Customer = "C-1"
		f, _, err2 := store.FollowUps.Get(tx, "T1/F-1")
		f.Customer = "C-1"
		return errors.Join(err, err2, store.Calls.Put(tx, &c), store.FollowUps.Put(tx, &f))
	})
}

// erase deletes what there is of a customer, as a use case does.
func (b *box) erase(finish bool) {
	b.Helper()
	b.update(func(tx *store.Tx) error {
		return errors.Join(
			store.Customers.Delete(tx, "T1/C-1"), store.Facts.Delete(tx, "T1/C-1/X-1"), store.Calls.Delete(tx, "T1/K-1"),
			store.Sources.Delete(tx, "T1/K-1"), store.FollowUps.Delete(tx, "T1/F-1"),
			tx.ForgetEffect("T1/a", "erased", time.Now()),
			store.Erasures.Put(tx, &store.Erasure{Team: "T1", ID: "C-1", At: time.Now()}),
		)
	})
	if !finish {
		return
	}
	if n, err := b.FinishErasures(b.Context(), time.Now()); n != 1 || err != nil {
		b.Fatal(n, err)
	}
}

// reads says which planted words the store gives back, by reading all that
// there is.
func (b *box) reads(word string) bool {
	b.Helper()
	var all bytes.Buffer
	err := b.View(b.Context(), func(tx *store.Tx) error {
		enc := json.NewEncoder(&all)
		for c, err := range store.Customers.Scan(tx, store.TeamPrefix("T1")) {
			_ = errors.Join(err, enc.Encode(c))
		}
		for n, err := range store.CustomerNames.Scan(tx, store.TeamPrefix("T1")) {
			_ = errors.Join(err, enc.Encode(n))
		}
		for f, err := range store.Facts.Scan(tx, store.TeamPrefix("T1")) {
			_ = errors.Join(err, enc.Encode(f))
		}
		for c, err := range store.Calls.By(tx, store.CallsByRep, store.TeamPrefix("T1", "U-1")) {
			s, _, err2 := store.Sources.Get(tx, "T1/"+c.ID)
			_ = errors.Join(err, err2, enc.Encode(c), enc.Encode(s))
		}
		for f, err := range store.FollowUps.By(tx, store.OpenByOwner, store.TeamPrefix("T1", "U-1")) {
			_ = errors.Join(err, enc.Encode(f))
		}
		for p, err := range store.People.Scan(tx, store.TeamPrefix("T1")) {
			_ = errors.Join(err, enc.Encode(p))
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return bytes.Contains(all.Bytes(), []byte(word))
}

// finds says where a word is found: with a customer, or in the calls of a rep.
func (b *box) finds(word string) (in []string) {
	b.Helper()
	err := b.View(b.Context(), func(tx *store.Tx) error {
		in = nil
		for _, list := range []kv.Range{store.OfCustomer("T1", "C-1"), store.OfCustomer("T1", "C-2"), store.OfRep("T1", "U-1")} {
			for l, err := range tx.Listed(list) {
				if err != nil {
					return err
				}
				if find.Read(word).In(l.Terms) != 0 {
					in = append(in, list.Prefix+l.ID)
				}
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return in
}

// wantFound looks for the planted words of two customers.
func (b *box) wantFound(first, second bool) {
	b.Helper()
	for word, want := range map[string]bool{"vorpalbooking": first, "jabberdays": first, "frumious": first, "slithyboard": second} {
		if in := b.finds(word); (len(in) > 0) != want {
			b.Errorf("%q is found in %q", word, in)
		}
	}
}

// noneOnDisk looks for planted words in every file.
func (b *box) noneOnDisk() {
	b.Helper()
	files, _ := os.ReadDir(b.dir)
	for _, f := range files {
		raw, err := os.ReadFile(b.path(f.Name()))
		if err != nil {
			b.Fatal(err)
		}
		for _, words := range planted {
			for _, w := range words {
				if bytes.Contains(raw, []byte(w)) {
					b.Errorf("%q is in %s", w, f.Name())
				}
				if bytes.Contains(raw, find.Pack(find.Terms(w))) {
					b.Errorf("what %q is found by is in %s", w, f.Name())
				}
			}
		}
	}
}

func (b *box) check() {
	b.Helper()
	if err := b.Check(b.Context()); err != nil {
		b.Error(err)
	}
}

func (b *box) copyTo(name string) {
	b.Helper()
	f, err := os.Create(b.path(name))
	if err == nil {
		_, err = b.Backup(b.Context(), f)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		b.Fatal(err)
	}
}

// TestSealed: no word is on the disk, all can be read, also after starting
// again.
func TestSealed(t *testing.T) {
	b := newBox(t)
	b.plant()
	b.file()
	b.copyTo("backup.db")
	for range 2 {
		for _, words := range planted {
			for _, w := range words {
				if !b.reads(w) {
					t.Errorf("%q can't be read", w)
				}
			}
		}
		b.wantFound(true, true)
		b.check()
		b.stop()
		b.noneOnDisk()
		b.start(true)
	}
	b.stop()
}

// TestErase: what was erased is gone from the store, and from a backup that
// was made before, which loses nothing else. A crash before the key was
// destroyed changes nothing about that.
func TestErase(t *testing.T) {
	for _, crash := range []bool{false, true} {
		t.Run(fmt.Sprintf("crash=%v", crash), func(t *testing.T) {
			b := newBox(t)
			b.plant()
			b.copyTo("backup.db") // the call isn't filed in it
			b.file()
			b.erase(!crash)
			if crash {
				b.stop()
				b.start(true)
			}
			if n, err := b.FinishErasures(b.Context(), time.Now()); n != 0 || err != nil {
				t.Errorf("%d left to finish, %v", n, err)
			}
			b.wantFound(false, true)
			b.check()
			b.stop()
			if err := os.Rename(b.path("backup.db"), b.path("heed.db")); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				b.start(true)
				for _, w := range planted["T1/C-1"] {
					if b.reads(w) {
						t.Errorf("%q can be read from a backup", w)
					}
				}
				for _, w := range append(planted["T1/C-2"], planted["T1/U-1"]...) {
					if !b.reads(w) {
						t.Errorf("%q went too", w)
					}
				}
				b.wantFound(false, true)
				b.check()
				b.stop()
			}
			b.noneOnDisk()
		})
	}
}

// TestErasePart: where part of what a key sealed stays, the rest can't be read
// from a backup either.
func TestErasePart(t *testing.T) {
	b := newBox(t)
	b.plant()
	b.file()
	b.copyTo("backup.db")
	b.update(func(tx *store.Tx) error {
		return errors.Join(
			store.Facts.Delete(tx, "T1/C-2/X-2"),
			store.Erasures.Put(tx, &store.Erasure{Team: "T1", ID: "C-2", Renew: true, At: time.Now()}),
		)
	})
	if _, err := b.FinishErasures(b.Context(), time.Now()); err != nil {
		t.Fatal(err)
	}
	if b.reads("slithyboard") || !b.reads("Brillig") || !b.reads("Zyxwell") {
		t.Error("not what was to be erased is gone")
	}
	b.check()
	b.stop()
	if err := os.Rename(b.path("backup.db"), b.path("heed.db")); err != nil {
		t.Fatal(err)
	}
	b.start(true)
	defer b.stop()
	if b.reads("slithyboard") || !b.reads("Zyxwell") {
		t.Error("the backup gives it back")
	}
	b.check()
}

// TestSealLater: a store from before there was a keyring is sealed when it is
// opened with one.
func TestSealLater(t *testing.T) {
	b := &box{T: t, dir: t.TempDir()}
	b.start(false)
	b.plant()
	b.stop()
	b.start(true)
	b.check()
	if !b.reads("frumious") || !b.reads("Brillig") {
		t.Error("words were lost")
	}
	plain := map[string]bool{}
	err := b.View(t.Context(), func(tx *store.Tx) error {
		for _, bucket := range []string{"people", "customers", "customers.names", "facts", "calls", "sources", "followups", "outbox", "inbox"} {
			for _, v := range tx.Scan(bucket, kv.Range{}) {
				plain[bucket] = plain[bucket] || !seal.Sealed(v)
			}
		}
		return nil
	})
	for bucket, is := range plain {
		if is {
			t.Errorf("%s holds what isn't sealed", bucket)
		}
	}
	if err != nil || len(plain) != 9 {
		t.Errorf("%v, looked into %v", err, plain)
	}
	b.stop()
}

// TestOtherKeys: without its keyring, or with another store's, a store isn't
// opened, and nothing in it is taken for erased.
func TestOtherKeys(t *testing.T) {
	b := newBox(t)
	b.plant()
	b.stop()
	if err := b.tryStart(false); err == nil {
		t.Error("opened without its keyring")
	}
	if err := os.Rename(b.path("heed.keys"), b.path("away")); err != nil {
		t.Fatal(err)
	}
	if err := b.tryStart(true); err == nil {
		t.Error("opened with a new keyring")
	}
	if err := os.Rename(b.path("away"), b.path("heed.keys")); err != nil {
		t.Fatal(err)
	}
	b.start(true)
	if !b.reads("frumious") {
		t.Error("words were lost")
	}
	b.stop()
}
