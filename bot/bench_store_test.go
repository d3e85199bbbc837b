package bot_test

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	mathrand "math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/slackfake"
	"heed/bot/when"
	"heed/store"
	"heed/store/bolt"
	"heed/store/seal"
)

var (
	bigNotes     = flag.Int("notes", 1_000_000, "notes in the store of BenchmarkBigStore")
	bigCustomers = flag.Int("customers", 10_000, "customers in the store of BenchmarkBigStore, 10,000 at most")
	bigPeople    = flag.Int("people", 1_000, "people in the store of BenchmarkBigStore, 1,200 at most")
	bigFolder    = flag.String("bigstore", "", "folder where the store of BenchmarkBigStore is kept; a folder of the user's cache by default")
)

const bigTeam = "T0HEED00001" // the fake workspace's

// bigStore is the path of the big store, which is built the first time.
func bigStore(tb testing.TB) string {
	tb.Helper()
	dir := *bigFolder
	if dir == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			tb.Fatal(err)
		}
		dir = filepath.Join(cache, "heed-bench")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		tb.Fatal(err)
	}
	path := filepath.Join(dir, fmt.Sprintf("notes-%d-%d-%d-v%d.db", *bigNotes, *bigCustomers, *bigPeople, bigVersion))
	if _, err := os.Stat(path); err == nil {
		return path
	}
	tb.Logf("building %s, which takes some minutes", path)
	part := path + ".part"
	for _, end := range sealedFiles {
		if err := os.RemoveAll(part + end); err != nil {
			tb.Fatal(err)
		}
	}
	if err := buildBigStore(tb.Context(), part); err != nil {
		tb.Fatal(err)
	}
	for _, end := range sealedFiles {
		if err := os.Rename(part+end, path+end); err != nil {
			tb.Fatal(err)
		}
	}
	return path
}

// sealedFiles are the endings of the files of a store: the master key, the
// keyring, and last the store itself.
var sealedFiles = []string{".master", ".keys", ""}

// openSealed opens a store with its keyring as the binary does, with the
// master key in a file beside it.
func openSealed(ctx context.Context, path string) (*store.Store, error) {
	master, err := os.ReadFile(path + ".master")
	if errors.Is(err, fs.ErrNotExist) {
		master = []byte(rand.Text() + rand.Text())
		err = os.WriteFile(path+".master", master, 0o600)
	}
	if err != nil {
		return nil, err
	}
	keys, err := seal.Open(path+".keys", master)
	if err != nil {
		return nil, err
	}
	db, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		return nil, err
	}
	return store.Open(ctx, db, store.Options{Keys: keys})
}

// bigVersion goes up when what buildBigStore writes is changed.
const bigVersion = 2

// builder fills a store with two years of a large company's calls.
type builder struct {
	rng       *mathrand.Rand
	end       time.Time
	samples   []sample
	contacts  [][]memory.Contact
	followUps int
	facts     int
}

// sample is a note that was really read.
type sample struct {
	text   string
	report analyze.Report
}

func buildBigStore(ctx context.Context, path string) error {
	s, err := openSealed(ctx, path)
	if err != nil {
		return err
	}
	b := &builder{rng: mathrand.New(mathrand.NewPCG(7, 11)), end: time.Now().UTC().Truncate(time.Hour), contacts: make([][]memory.Contact, *bigCustomers)}
	b.read()
	const batch = 4000
	for from := 0; from < *bigNotes; from += batch {
		err := s.Update(ctx, func(tx *store.Tx) error { return b.calls(tx, from, min(from+batch, *bigNotes)) })
		if err != nil {
			return err
		}
	}
	for from := 0; from < *bigCustomers; from += 500 {
		err := s.Update(ctx, func(tx *store.Tx) error { return b.customers(tx, from, min(from+500, *bigCustomers)) })
		if err != nil {
			return err
		}
	}
	if err := s.Update(ctx, b.people); err != nil {
		return err
	}
	return s.Close()
}

// read makes the samples: two hundred notes, read as the bot reads them.
func (b *builder) read() {
	for n := range 200 {
		text := noteText(b.rng, customerName(n), strconv.Itoa(1000+n))
		c, err := call.Read(call.Input{Data: []byte(text), Reps: []string{"Ana Ruiz"}})
		if err != nil {
			panic(err)
		}
		r := analyze.Analyze(c, analyze.Options{At: b.end, Loc: time.UTC, Reps: []string{"Ana Ruiz"}})
		r.Turns = nil
		b.samples = append(b.samples, sample{text, *r})
	}
}

func (b *builder) calls(tx *store.Tx, from, to int) error {
	for n := from; n < to; n++ {
		if err := b.call(tx, n); err != nil {
			return err
		}
	}
	return tx.Put("seq", bigTeam+"/K", []byte(strconv.Itoa(to)))
}

// call writes one note: a few customers have many, most have few.
func (b *builder) call(tx *store.Tx, n int) error {
	s := &b.samples[b.rng.IntN(len(b.samples))]
	at := b.end.Add(-time.Duration(float64(*bigNotes-n) / float64(*bigNotes) * float64(2*365*24*time.Hour)))
	x := b.rng.Float64()
	customer := int(x * x * float64(*bigCustomers))
	c := store.Call{
		ID: fmt.Sprintf("K-%d", n+1), Team: bigTeam, Rep: bigPerson(b.rng.IntN(*bigPeople)), Customer: bigCustomer(customer),
		Channel: fmt.Sprintf("C%08d", n%200), TS: slackfake.TS(at), At: at, Report: s.report, Lines: 5,
	}
	name := customerName(customer)
	c.Report.Customer = &name
	if err := store.Calls.Put(tx, &c); err != nil {
		return err
	}
	if err := store.Sources.Put(tx, &store.Source{Team: bigTeam, Call: c.ID, Customer: c.Customer, Data: []byte(s.text), Slack: true}); err != nil {
		return err
	}
	cs := append(b.contacts[customer], memory.Contact{At: at, By: c.Rep, Call: c.ID})
	b.contacts[customer] = cs[max(len(cs)-24, 0):]
	return b.promises(tx, &c)
}

// promises are settled but for one in two hundred, and some of the last month.
func (b *builder) promises(tx *store.Tx, c *store.Call) error {
	for _, p := range c.Report.Promises {
		b.followUps++
		f := followup.FollowUp{
			ID: fmt.Sprintf("F-%d", b.followUps), Team: bigTeam, Owner: c.Rep, Side: p.Side, Customer: c.Customer, Call: c.ID,
			Action: p.Action, Quote: p.Quote, Strength: p.Strength, Made: c.At, State: followup.Open, Due: when.DateOf(c.At.AddDate(0, 0, 4)),
		}
		recent := b.end.Sub(c.At) < 30*24*time.Hour
		if !(recent && b.rng.IntN(4) == 0 || b.rng.IntN(200) == 0) {
			f.Finish(c.At.AddDate(0, 0, 3), c.Rep, "")
		}
		if err := store.FollowUps.Put(tx, &f); err != nil {
			return err
		}
	}
	return tx.Put("seq", bigTeam+"/F", []byte(strconv.Itoa(b.followUps)))
}

func (b *builder) customers(tx *store.Tx, from, to int) error {
	for n := from; n < to; n++ {
		c := memory.Customer{ID: bigCustomer(n), Team: bigTeam, Name: customerName(n), Created: b.end.AddDate(-2, 0, 0), Contacts: b.contacts[n]}
		if err := store.Customers.Put(tx, &c); err != nil {
			return err
		}
		for range 10 + b.rng.IntN(40) {
			if err := b.fact(tx, n); err != nil {
				return err
			}
		}
	}
	return tx.Put("seq", bigTeam+"/C", []byte(strconv.Itoa(to)))
}

func (b *builder) fact(tx *store.Tx, customer int) error {
	heard := b.contacts[customer]
	s := &b.samples[b.rng.IntN(len(b.samples))]
	if len(heard) == 0 || len(s.report.Facts) == 0 {
		return nil
	}
	a := s.report.Facts[b.rng.IntN(len(s.report.Facts))]
	in := heard[b.rng.IntN(len(heard))]
	b.facts++
	f := memory.Fact{
		ID: fmt.Sprintf("M-%d", b.facts), Team: bigTeam, Customer: bigCustomer(customer), Kind: a.Kind, About: a.About, Text: a.Text,
		Quotes: []memory.Quote{{Words: a.Quote, At: in.At, By: in.By, Call: in.Call}},
	}
	if err := store.Facts.Put(tx, &f); err != nil {
		return err
	}
	return tx.Put("seq", bigTeam+"/M", []byte(strconv.Itoa(b.facts)))
}

func (b *builder) people(tx *store.Tx) error {
	for n := range *bigPeople {
		p := store.Person{
			Team: bigTeam, ID: bigPerson(n), Name: personName(n), RealName: personName(n), Zone: "Europe/London",
			Met: b.end.AddDate(-2, 0, 0), Checked: b.end, Welcomed: true, NudgeAt: b.end.Add(time.Duration(n%24) * time.Hour),
		}
		if err := store.People.Put(tx, &p); err != nil {
			return err
		}
	}
	for n := range 200 {
		w := store.Watch{Team: bigTeam, Channel: fmt.Sprintf("C%08d", n), By: bigPerson(n % *bigPeople), Since: b.end, LastTS: slackfake.TS(b.end)}
		if err := store.Watches.Put(tx, &w); err != nil {
			return err
		}
	}
	return store.Workspaces.Put(tx, &store.Workspace{Team: bigTeam, Since: b.end, Companies: []string{"Northwind"}})
}

func bigPerson(n int) string   { return fmt.Sprintf("U%08d", 1000+n) }
func bigCustomer(n int) string { return fmt.Sprintf("C-%d", n+1) }
