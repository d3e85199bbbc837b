package bot_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"syscall"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"heed/bot/coach"
	"heed/store"
)

// Bars for what working out an answer takes over a store of a million notes.
const (
	maxBrief = 50 * time.Millisecond
	maxFind  = 100 * time.Millisecond
)

// BenchmarkAnswers times what the bot does for a brief and a search over the
// store of BenchmarkBigStore, without Slack and the disk's syncs: to read, to
// decide, and to write what is then rolled back. The words of all customers are
// in memory, as they are some seconds after a start.
func BenchmarkAnswers(b *testing.B) {
	s, err := openSealed(b.Context(), bigStore(b))
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	c := coach.New(coach.Options{Store: s, Slack: nobody{}, Log: zerolog.Nop()})
	if _, err := c.Tick(b.Context(), time.Now()); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		rng := rand.New(rand.NewPCG(4, 4))
		answers(b, c, "brief", "whole name", maxBrief, func() string { return customerName(rng.IntN(*bigCustomers)) })
		answers(b, c, "brief", "mistyped", maxBrief, func() string { return mistyped(rng) })
		for _, kind := range findKinds {
			answers(b, c, "find", kind, maxFind, func() string { return typed(rng, kind) })
		}
	}
	b.ReportMetric(0, "ns/op")
}

// answers asks for as many as BenchmarkBigStore does.
func answers(b *testing.B, c *coach.Coach, verb, kind string, most time.Duration, next func() string) {
	b.Helper()
	var took []time.Duration
	used := ownTime(b)
	for n := range bigAsked {
		now := time.Now()
		body, err := json.Marshal(coach.Event{
			Key: fmt.Sprintf("%s/%s/%d", bigTeam, verb, n), Kind: coach.Command, Team: bigTeam, User: bigPerson(n % *bigPeople),
			Channel: "C00000000", ResponseURL: "https://example.com/answer", Text: verb + " " + next(), At: now,
		})
		if err != nil {
			b.Fatal(err)
		}
		// Nobody has claimed the row, so that its transaction fails at its end.
		err = c.Handle(b.Context(), now, store.InboxRow{Key: fmt.Sprintf("%s/%s/%d", bigTeam, verb, n), Body: body})
		if !errors.Is(err, store.ErrStale) {
			b.Fatal(err)
		}
		took = append(took, time.Since(now))
	}
	used = ownTime(b) - used
	p50, p99 := quantile(took, 0.5), quantile(took, 0.99)
	b.Logf("%s, %s: %.1f ms (median), %.1f ms (99th percentile), %.1f ms (slowest), %.1f ms of processor time", verb, kind, ms(p50), ms(p99), ms(quantile(took, 1)), ms(used/bigAsked))
	if p99 > most {
		b.Errorf("the 99th percentile of %s (%s) is %v, more than %v", verb, kind, p99, most)
	}
}

// ownTime is the processor time that this process has used, as a user.
func ownTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano())
}

// nobody is a Slack that can't be asked.
type nobody struct{}

var errNobody = errors.New("there is no Slack")

func (nobody) Profile(context.Context, string, string) (coach.Profile, error) {
	return coach.Profile{}, errNobody
}

func (nobody) Member(context.Context, string, string) (bool, error)       { return false, errNobody }
func (nobody) File(context.Context, coach.File) ([]byte, error)           { return nil, errNobody }
func (nobody) Quiet(context.Context, string, string, time.Time) time.Time { return time.Time{} }

// mistyped is a customer's name with two letters in each other's place.
func mistyped(rng *rand.Rand) string {
	name := []byte(customerName(rng.IntN(*bigCustomers)))
	at := 1 + rng.IntN(len(name)-2)
	name[at], name[at+1] = name[at+1], name[at]
	return string(name)
}
