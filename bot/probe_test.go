package bot

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rs/zerolog"

	"heed/bot/slackbot"
)

var (
	silent  = slackbot.Problem{Fatal: true, Unreachable: true, What: "no answer", Do: "Check the network."}
	refused = slackbot.Problem{Fatal: true, What: "the token is not valid", Do: "Copy it again."}
	lesser  = slackbot.Problem{What: "no files:read", Do: "Add it if you want."}
)

// answers is a Slack that gives one list of problems after the other, the
// last for ever, and notes when it was asked.
type answers struct {
	list  [][]slackbot.Problem
	asked []time.Duration
	since time.Time
}

func (a *answers) ask(context.Context) (slackbot.Identity, []slackbot.Problem) {
	if a.since.IsZero() {
		a.since = time.Now()
	}
	a.asked = append(a.asked, time.Since(a.since))
	now := a.list[0]
	if len(a.list) > 1 {
		a.list = a.list[1:]
	}
	return slackbot.Identity{Team: "T1"}, now
}

func TestProbeWaitsForSlack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		none := []slackbot.Problem{silent, silent, lesser}
		a := &answers{list: [][]slackbot.Problem{none, none, none, {lesser}}}
		self, err := probeUntil(t.Context(), zerolog.New(&log), a.ask)
		if err != nil || self.Team != "T1" {
			t.Fatalf("got %v, %v", self, err)
		}
		want := []time.Duration{0, 500 * time.Millisecond, 1500 * time.Millisecond, 3500 * time.Millisecond}
		if !slices.Equal(a.asked, want) {
			t.Errorf("asked at %v, want %v", a.asked, want)
		}
		if n := strings.Count(log.String(), "Slack can't be reached"); n != 3 {
			t.Errorf("%d warnings in\n%s", n, log.String())
		}
		if n := strings.Count(log.String(), "no files:read"); n != 1 {
			t.Errorf("the lesser problem was logged %d times, want once:\n%s", n, log.String())
		}
	})
}

func TestProbeWaitsGrowToAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		a := &answers{list: [][]slackbot.Problem{{silent}}}
		if _, err := probeUntil(ctx, zerolog.Nop(), a.ask); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("ended with %v", err)
		}
		// Seven waits of 0.5 to 32 s make 63.5 s, then it is one a minute.
		if n := len(a.asked); n != 1+7+58 {
			t.Errorf("asked %d times in an hour", n)
		}
		last := a.asked[len(a.asked)-1] - a.asked[len(a.asked)-2]
		if last != time.Minute {
			t.Errorf("the last wait was %v", last)
		}
	})
}

func TestProbeEndsAtARefusal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &answers{list: [][]slackbot.Problem{{silent}, {refused, silent}, {}}}
		_, err := probeUntil(t.Context(), zerolog.Nop(), a.ask)
		if err == nil || err.Error() != refused.String() {
			t.Errorf("ended with %v", err)
		}
		if len(a.asked) != 2 {
			t.Errorf("asked %d times", len(a.asked))
		}
	})
}
