package bot_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"heed/bot/slackfake"
)

var (
	interactFor   = flag.Duration("interact", 20*time.Second, "how long BenchmarkInteract goes on")
	interactUsers = flag.Int("users", 100, "people at the same time in BenchmarkInteract")
	interactThink = flag.Duration("think", time.Second, "how long each of them waits before the next thing")
	interactNotes = flag.Int("interactnotes", 100_000, "notes in the store of BenchmarkInteract")
	interactFacts = flag.Int("interactfacts", 5, "facts for each note in the store of BenchmarkInteract")
)

// BenchmarkInteract has a hundred people use Heed at the same time, each a
// second after the answer: commands, direct messages, notes, the Home tab and its
// buttons, forms. The store holds 100,000 notes, and the bot is the real
// binary. Every acknowledgement must come long before Slack's three seconds.
func BenchmarkInteract(b *testing.B) {
	people, customers, notes, facts := *bigPeople, *bigCustomers, *bigNotes, *bigFacts
	*bigPeople, *bigCustomers, *bigNotes, *bigFacts = *interactUsers, 3000, *interactNotes, *interactFacts**interactNotes
	defer func() { *bigPeople, *bigCustomers, *bigNotes, *bigFacts = people, customers, notes, facts }()
	kept, heed := bigStore(b), buildHeed(b)
	for b.Loop() {
		interact(b, heed, copyOf(b, kept))
	}
	b.ReportMetric(0, "ns/op")
}

// maxInteractAck is the most that the 99th percentile of acknowledgements may
// take.
const maxInteractAck = 300 * time.Millisecond

// copyOf copies a sealed store, so that the kept one stays as it is.
func copyOf(b *testing.B, path string) string {
	b.Helper()
	to := filepath.Join(b.TempDir(), "heed.db")
	for _, end := range sealedFiles {
		if err := copyFile(to+end, path+end); err != nil {
			b.Fatal(err)
		}
	}
	return to
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

func interact(b *testing.B, heed, path string) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), *interactFor+3*time.Minute)
	defer cancel()
	w := slackfake.New(slackfake.Options{Clock: time.Now})
	defer w.Close()
	c := newCrowd(w, *interactUsers, 20, 0)
	p := startHeed(b, heed, w, path)
	if err := w.WaitConnected(ctx, 2); err != nil {
		b.Fatal(err)
	}
	took := useAll(ctx, b, c)
	if err := w.WaitAcked(ctx); err != nil {
		b.Fatal(err)
	}
	acks := w.AckTimes()
	p99, n, late := quantile(acks, 0.99), len(acks), lateForms(w)
	b.ReportMetric(ms(quantile(acks, 0.5)), "ack-p50-ms")
	b.ReportMetric(ms(p99), "ack-p99-ms")
	b.ReportMetric(ms(quantile(acks, 1)), "ack-max-ms")
	b.ReportMetric(float64(n)/interactFor.Seconds(), "acks/s")
	b.ReportMetric(float64(late), "late-forms")
	for _, what := range slices.Sorted(maps.Keys(took)) {
		b.Logf("%-14s %5d times, answered in %4.0f ms (median), %4.0f ms (99th percentile)", what, len(took[what]), ms(quantile(took[what], 0.5)), ms(quantile(took[what], 0.99)))
	}
	b.ReportMetric(mb(p.memory()["VmRSS"]), "rss-MB")
	p.stop(b)
	for _, problem := range w.Problems() {
		b.Errorf("Slack would complain: %s", problem)
	}
	if p99 > maxInteractAck {
		b.Errorf("the 99th percentile of acks is %v, more than %v", p99, maxInteractAck)
	}
}

// lateForms counts forms that came too late to be opened.
func lateForms(w *slackfake.Workspace) (n int) {
	for _, e := range w.Log() {
		if strings.Contains(e.Message.Text, "I was too slow") {
			n++
		}
	}
	return n
}

// useAll lets everybody use Heed until the time is over, and says how long
// each kind of answer took to be seen.
func useAll(ctx context.Context, b *testing.B, c *crowd) map[string][]time.Duration {
	b.Helper()
	var mu sync.Mutex
	took, until := map[string][]time.Duration{}, time.Now().Add(*interactFor)
	var wg sync.WaitGroup
	for n, user := range c.people {
		wg.Go(func() {
			u := &visitor{w: c.w, user: user, rng: rand.New(rand.NewPCG(uint64(n), 5))}
			for time.Now().Before(until) && ctx.Err() == nil {
				what, began := u.something(), time.Now()
				if err := u.do(ctx, what); err != nil {
					b.Errorf("%s, %s: %v", user, what, err)
					return
				}
				mu.Lock()
				took[what] = append(took[what], time.Since(began))
				mu.Unlock()
				select {
				case <-ctx.Done():
				case <-time.After(*interactThink):
				}
			}
		})
	}
	wg.Wait()
	return took
}

// visitor is one of the people who use Heed.
type visitor struct {
	w    *slackfake.Workspace
	user string
	rng  *rand.Rand
	n    int
}

// something is what they do next.
func (u *visitor) something() string {
	all := []string{"help", "brief", "mistyped brief", "followups", "me", "privacy", "settings", "home", "home", "home done", "words", "note", "form"}
	return all[u.rng.IntN(len(all))]
}

// do does it, and waits until they see the answer.
func (u *visitor) do(ctx context.Context, what string) error {
	u.n++
	seq := len(u.w.Log())
	customer := customerName(u.rng.IntN(3000))
	kind, err := slackfake.Whispered, error(nil)
	slash := func(text string) error { return u.w.Slash(u.user, "C00000000", "/heed", text) }
	switch what {
	case "help", "followups", "me", "privacy", "settings":
		err = slash(what)
	case "brief":
		err = slash("brief " + customer)
	case "mistyped brief":
		err = slash("breif " + customer)
	case "home":
		kind, err = slackfake.HomeShown, u.w.OpenHome(u.user)
	case "home done":
		if kind = slackfake.HomeShown; !u.pressDone() {
			err = u.w.OpenHome(u.user)
		}
	case "words":
		kind = slackfake.Posted
		_, err = u.w.DM(u.user, "what do I owe?")
	case "note":
		kind = slackfake.Posted
		_, err = u.w.DM(u.user, noteText(u.rng, customer, fmt.Sprintf("Q%s%d", u.user, u.n)))
	case "form":
		kind, err = slackfake.ModalShown, slash("note")
	}
	if err != nil {
		return err
	}
	_, err = u.w.WaitLog(ctx, seq, func(e slackfake.Entry) bool {
		return e.Private == u.user && (e.Kind == kind && e.By != u.user || e.Kind == slackfake.Posted && strings.Contains(e.Message.Text, "I was too slow"))
	})
	if what == "form" && err == nil {
		_ = u.w.CloseModal(u.user) // there is none where it came too late
	}
	return err
}

// pressDone settles the first promise of their Home tab, if it has one.
func (u *visitor) pressDone() bool {
	v, ok := u.w.Home(u.user)
	if !ok {
		return false
	}
	for _, b := range v.Blocks {
		a, _ := b["accessory"].(map[string]any)
		options, _ := a["options"].([]any)
		if a["action_id"] != "followup.menu" || len(options) == 0 {
			continue
		}
		first, _ := options[0].(map[string]any)
		return u.w.SelectHome(u.user, "followup.menu", first["value"]) == nil
	}
	return false
}
