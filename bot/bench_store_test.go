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
	"strings"
	"testing"
	"time"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/find"
	"heed/bot/followup"
	"heed/bot/madeup"
	"heed/bot/memory"
	"heed/bot/slackfake"
	"heed/bot/text"
	"heed/bot/when"
	"heed/store"
	"heed/store/bolt"
	"heed/store/seal"
)

var (
	bigNotes     = flag.Int("notes", 1_000_000, "notes in the store of BenchmarkBigStore")
	bigCustomers = flag.Int("customers", 10_000, "customers in the store of BenchmarkBigStore, 10,000 at most")
	bigFacts     = flag.Int("facts", 5_000_000, "facts in the store of BenchmarkBigStore")
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
	path := filepath.Join(dir, fmt.Sprintf("notes-%d-%d-%d-%d-v%d.db", *bigNotes, *bigFacts, *bigCustomers, *bigPeople, bigVersion))
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
const bigVersion = 4

// builder fills a store with two years of a large company's calls.
type builder struct {
	rng       *mathrand.Rand
	end       time.Time
	samples   []sample
	said      []string // what customers say
	contacts  [][]memory.Contact
	notes     []int // of each customer
	followUps int
	facts     int
}

// sample is a note that was really read.
type sample struct {
	text   string
	report analyze.Report
	terms  find.Packed
}

func buildBigStore(ctx context.Context, path string) error {
	s, err := openSealed(ctx, path)
	if err != nil {
		return err
	}
	b := &builder{rng: mathrand.New(mathrand.NewPCG(7, 11)), end: time.Now().UTC().Truncate(time.Hour), contacts: make([][]memory.Contact, *bigCustomers), notes: make([]int, *bigCustomers)}
	b.read()
	const batch = 4000
	for from := 0; from < *bigNotes; from += batch {
		err := s.Update(ctx, func(tx *store.Tx) error { return b.calls(tx, from, min(from+batch, *bigNotes)) })
		if err != nil {
			return err
		}
	}
	for from := 0; from < *bigCustomers; from += 20 {
		err := s.Update(ctx, func(tx *store.Tx) error { return b.customers(tx, from, min(from+20, *bigCustomers)) })
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
		r.Pack()
		b.samples = append(b.samples, sample{text, *r, find.Pack(find.Terms(text))})
	}
	for line := range strings.Lines(madeup.Talk(1<<20, 5)) {
		if who, said, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && who != "Dana Reyes" {
			for _, sp := range text.Sentences(said) {
				b.said = append(b.said, said[sp.From:sp.To])
			}
		}
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
	if err := store.Sources.Put(tx, &store.Source{Team: bigTeam, Call: c.ID, At: at, Customer: c.Customer, Rep: c.Rep, Terms: s.terms, Data: []byte(s.text), Slack: true}); err != nil {
		return err
	}
	b.notes[customer]++
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
		if err := b.factsOf(tx, n); err != nil {
			return err
		}
	}
	return tx.Put("seq", bigTeam+"/C", []byte(strconv.Itoa(to)))
}

// factsOf are half as many facts for each customer, and half as many more for
// each note, up to thousands.
func (b *builder) factsOf(tx *store.Tx, customer int) error {
	heard := b.contacts[customer]
	for range min(*bigFacts / *bigCustomers / 2 + b.notes[customer]**bigFacts / *bigNotes / 2, mostFacts) {
		if len(heard) == 0 {
			break
		}
		in := heard[b.rng.IntN(len(heard))]
		said := b.said[b.rng.IntN(len(b.said))]
		if b.rng.IntN(3) == 0 {
			said += " " + bigWord(b.rng.IntN(bigWords))
		}
		b.facts++
		f := memory.Fact{
			ID: fmt.Sprintf("M-%d", b.facts), Team: bigTeam, Customer: bigCustomer(customer), Kind: bigKinds[b.rng.IntN(len(bigKinds))], Text: said,
			Quotes: []memory.Quote{{Words: said, At: in.At, By: in.By, Call: in.Call}},
		}
		if err := store.Facts.Put(tx, &f); err != nil {
			return err
		}
	}
	return tx.Put("seq", bigTeam+"/M", []byte(strconv.Itoa(b.facts)))
}

// mostFacts is how many facts one customer has at most.
const mostFacts = 5000

var bigKinds = []analyze.FactKind{analyze.FactPain, analyze.FactGoal, analyze.FactPersonal, analyze.FactPreference, analyze.FactCompetitor}

// bigWords is how many names of products, places and people there are beside
// the words of the made-up talk.
const bigWords = 50_000

// bigWord is the nth of them.
func bigWord(n int) string {
	const parts = "bal cor dun fen gri hol jas kel lum mor nev orl pel quo ras sil tor ulv wen zar"
	syllables := strings.Fields(parts)
	var w strings.Builder
	for range 4 {
		w.WriteString(syllables[n%len(syllables)])
		n /= len(syllables)
	}
	return w.String()
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
	// For ever, or most of the texts would be deleted by the first tick.
	keep := store.Retention{}
	return store.Workspaces.Put(tx, &store.Workspace{Team: bigTeam, Since: b.end, Companies: []string{"Northwind"}, Keep: &keep})
}

func bigPerson(n int) string   { return fmt.Sprintf("U%08d", 1000+n) }
func bigCustomer(n int) string { return fmt.Sprintf("C-%d", n+1) }
