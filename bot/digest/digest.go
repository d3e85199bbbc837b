// Package digest decides when the weekly digest is due and what it holds:
// counts over the team, never over a person. A number stands in it only if at
// least three reps are behind it (MinReps), and a part of a number only if it
// doesn't tell each rep's own: that all were late, or every cue was missed, is
// left out. Numbers shown side by side count different things, none a subset
// of people of another, so that no rep's value is their difference. What can't
// be shown is left out. Pure functions; bot/voice puts the result into words, bot/coach posts it
// once per label ("2026-W47").
package digest

import (
	"cmp"
	"slices"
	"time"

	"heed/bot/analyze"
	"heed/bot/followup"
	"heed/bot/memory"
	"heed/bot/when"
)

// MinReps is how many reps must be behind a number (coaching.md, principle 1).
const MinReps = 3

// Stat is what the digest needs of one call.
type Stat struct {
	Rep        string
	At         time.Time
	Cues       int
	Missed     int
	Kinds      []string // kinds of the cues, each once
	MissedKind []string // kinds of the missed ones, each once
	Type       analyze.Type
	Talk       *float64 // share of the talk, 0 to 1; nil where none is claimed
}

// Inputs of a digest.
type Inputs struct {
	Window    Window
	Stats     []Stat // of the window and of the weeks before it
	FollowUps []followup.FollowUp
	Customers []memory.Customer
	Known     []Known                          // of Get to Know Your Customers Day, if it was in the window
	Weeks     []TeamWeek                       // as they were counted when they ended, oldest first, the window's own last
	Loc       func(user string) *time.Location // a person's own zone, for "on time"
}

// Digest is one week's. It holds numbers, kinds and ids, and nobody's words.
type Digest struct {
	Label     string     `json:"label"` // 2026-W47
	Week      int        `json:"week"`
	Calls     int        `json:"calls,omitempty"` // 0 where fewer than MinReps had one
	Kept      *Kept      `json:"kept,omitempty"`
	Open      *OpenOnes  `json:"open,omitempty"`
	Themes    []Theme    `json:"themes,omitempty"`
	Listening *Listening `json:"listening,omitempty"`
	Trend     []TeamWeek `json:"trend,omitempty"` // those that tell something, oldest first
	Quiet     []Quiet    `json:"quiet,omitempty"`
	Known     *KnownSum  `json:"known,omitempty"`
	Practise  string     `json:"practise,omitempty"` // kind of cue most often missed, "" if none stands out
}

// Kept counts the reps' promises kept in the window. OnTime is nil where none
// was on time: that would tell everybody's own.
type Kept struct {
	Settled int  `json:"settled"`
	OnTime  *int `json:"on_time,omitempty"`
}

// OpenOnes counts the reps' promises made up to the window's end that are
// open. Overdue is nil where all are: that would tell everybody's own.
type OpenOnes struct {
	Open    int  `json:"open"`
	Overdue *int `json:"overdue,omitempty"`
}

// Theme is a kind of cue with the number of calls it came up in.
type Theme struct {
	Kind  string `json:"kind"`
	Calls int    `json:"calls"`
}

// Listening is the share of cues that were taken up, 0 to 1.
type Listening struct {
	Now    float64  `json:"now"`
	Before *float64 `json:"before,omitempty"` // over the four weeks before, if enough reps are behind it
}

// Quiet is a customer, by id, that nobody has been in touch with for longer
// than usual.
type Quiet struct {
	Customer string `json:"customer"`
	memory.Silence
}

// TrendWeeks is how many weeks before the digest's own the trend looks at;
// quietShown how many quiet customers fit a short message.
const (
	TrendWeeks = 4
	quietShown = 5
)

// Build makes the digest of a window.
func Build(in Inputs) Digest {
	d := Digest{Label: in.Window.Label, Week: in.Window.Week}
	now := between(in.Stats, in.Window.From, in.Window.To)
	if reps(now) >= MinReps {
		d.Calls = len(now)
	}
	d.Kept, d.Open = kept(in), open(in)
	d.Themes = themes(now)
	d.Listening = listening(in, now)
	d.Trend = Together(in.Weeks).Weeks
	d.Practise = mostMissed(now)
	d.Quiet = quiet(in)
	d.Known = knownSum(in.Known)
	return d
}

// Empty reports whether there is nothing to tell.
func (d Digest) Empty() bool {
	return d.Calls == 0 && d.Kept == nil && d.Open == nil && len(d.Themes) == 0 && d.Listening == nil && len(d.Quiet) == 0 && d.Known == nil
}

func between(stats []Stat, from, to time.Time) []Stat {
	var out []Stat
	for _, s := range stats {
		if !s.At.Before(from) && s.At.Before(to) {
			out = append(out, s)
		}
	}
	return out
}

func reps(stats []Stat) int {
	seen := map[string]bool{}
	for _, s := range stats {
		seen[s.Rep] = true
	}
	return len(seen)
}

func kept(in Inputs) *Kept {
	k, onTime := Kept{}, 0
	owners := map[string]bool{}
	for _, f := range in.FollowUps {
		if !f.Mine() || f.State != followup.Done || f.Settled.Before(in.Window.From) || !f.Settled.Before(in.Window.To) {
			continue
		}
		owners[f.Owner] = true
		k.Settled++
		if f.KeptOnTime(in.Loc(f.Owner)) {
			onTime++
		}
	}
	if len(owners) < MinReps {
		return nil
	}
	if onTime > 0 {
		k.OnTime = &onTime
	}
	return &k
}

func open(in Inputs) *OpenOnes {
	o, overdue := OpenOnes{}, 0
	owners := map[string]bool{}
	for _, f := range in.FollowUps {
		if !f.Mine() || f.State != followup.Open || !f.Made.Before(in.Window.To) {
			continue
		}
		owners[f.Owner] = true
		o.Open++
		if f.Due != (when.Date{}) && f.Due.Compare(when.DateOf(in.Window.To.In(in.Loc(f.Owner)))) < 0 {
			overdue++
		}
	}
	if len(owners) < MinReps {
		return nil
	}
	if overdue < o.Open {
		o.Overdue = &overdue
	}
	return &o
}

// themes counts calls per kind of cue, each kind only with enough reps.
func themes(stats []Stat) []Theme {
	calls, by := map[string]int{}, map[string]map[string]bool{}
	for _, s := range stats {
		for _, k := range s.Kinds {
			calls[k]++
			if by[k] == nil {
				by[k] = map[string]bool{}
			}
			by[k][s.Rep] = true
		}
	}
	var out []Theme
	for k, n := range calls {
		if len(by[k]) >= MinReps {
			out = append(out, Theme{Kind: k, Calls: n})
		}
	}
	sortThemes(out)
	return out
}

// sortThemes puts those of most calls first.
func sortThemes(ts []Theme) {
	slices.SortFunc(ts, func(a, b Theme) int {
		return cmp.Or(cmp.Compare(b.Calls, a.Calls), cmp.Compare(a.Kind, b.Kind))
	})
}

func listening(in Inputs, now []Stat) *Listening {
	share, ok := takenUp(now)
	if !ok {
		return nil
	}
	l := &Listening{Now: share}
	earliest := in.Window.before(TrendWeeks)
	if before, ok := takenUp(between(in.Stats, earliest.From, in.Window.From)); ok {
		l.Before = &before
	}
	return l
}

// takenUp is the share of cues that were not missed; ok is false with fewer
// than MinReps reps behind it, and where none was taken up, which would tell
// everybody's own.
func takenUp(stats []Stat) (share float64, ok bool) {
	cues, missed, by := 0, 0, map[string]bool{}
	for _, s := range stats {
		if s.Cues > 0 {
			cues, missed = cues+s.Cues, missed+s.Missed
			by[s.Rep] = true
		}
	}
	if len(by) < MinReps || missed == cues {
		return 0, false
	}
	return float64(cues-missed) / float64(cues), true
}

func mostMissed(stats []Stat) string {
	if t := themes(missed(stats)); len(t) > 0 {
		return t[0].Kind
	}
	return ""
}

// missed are the kinds of cue that were let go, in the place of all.
func missed(stats []Stat) []Stat {
	out := make([]Stat, len(stats))
	for i, s := range stats {
		out[i] = Stat{Rep: s.Rep, Kinds: s.MissedKind}
	}
	return out
}

func quiet(in Inputs) []Quiet {
	var out []Quiet
	for _, c := range in.Customers {
		if s, is := c.Quiet(in.Window.To); is {
			out = append(out, Quiet{Customer: c.ID, Silence: s})
		}
	}
	// The most recently lost first: last year's dead leads would crowd out
	// the customer who can still be called.
	slices.SortFunc(out, func(a, b Quiet) int {
		return cmp.Or(cmp.Compare(a.For, b.For), cmp.Compare(a.Customer, b.Customer))
	})
	return out[:min(len(out), quietShown)]
}
