package digest

import (
	"slices"
	"time"

	"heed/bot/analyze"
)

// TeamWeek is one week of the team, as managers and everybody else may look
// at it: what a digest counts, under the same rule (MinReps). It is made once
// a week is over and kept as it was, so that two looks can't be compared to
// see what one call or one deletion changed; its window is the digest's own
// for the same reason.
type TeamWeek struct {
	Label   string    `json:"label"` // 2026-W47
	To      time.Time `json:"to"`
	Calls   int       `json:"calls,omitempty"` // 0 where fewer than MinReps had one
	Kept    *Kept     `json:"kept,omitempty"`
	Themes  []Theme   `json:"themes,omitempty"`
	Missed  []Theme   `json:"missed,omitempty"` // kinds of cue that were let go
	TakenUp *float64  `json:"taken_up,omitempty"`
	Talk    []Talk    `json:"talk,omitempty"`
}

// Talk is the reps' mean share of the talk in calls of a type, 0 to 1.
type Talk struct {
	Type  analyze.Type `json:"type"`
	Calls int          `json:"calls"`
	Share float64      `json:"share"`
}

// Empty reports whether nothing of the week may be told.
func (w TeamWeek) Empty() bool {
	return w.Calls == 0 && w.Kept == nil && len(w.Themes) == 0 && w.TakenUp == nil && len(w.Talk) == 0
}

// Before is the window n weeks earlier.
func (w Window) Before(n int) Window { return w.before(n) }

// BuildWeek counts the week of the inputs' window.
func BuildWeek(in Inputs) TeamWeek {
	now := between(in.Stats, in.Window.From, in.Window.To)
	w := TeamWeek{Label: in.Window.Label, To: in.Window.To, Kept: kept(in), Themes: themes(now), Missed: themes(missed(now)), Talk: talk(now)}
	if reps(now) >= MinReps {
		w.Calls = len(now)
	}
	if share, ok := takenUp(now); ok {
		w.TakenUp = &share
	}
	return w
}

// talk is the mean share of each type of call, with enough reps behind it.
func talk(stats []Stat) (out []Talk) {
	for _, t := range analyze.Types {
		of := slices.DeleteFunc(slices.Clone(stats), func(s Stat) bool { return s.Type != t || s.Talk == nil })
		if reps(of) < MinReps {
			continue
		}
		sum := 0.0
		for _, s := range of {
			sum += *s.Talk
		}
		out = append(out, Talk{Type: t, Calls: len(of), Share: sum / float64(len(of))})
	}
	return out
}

// Team is several weeks together: sums over what each week tells by itself, so
// that nothing in it has fewer reps behind it.
type Team struct {
	Weeks  []TeamWeek // those that tell something, oldest first
	Kept   *Kept
	Themes []Theme
	Missed []Theme
	Talk   []Talk
}

// Together sums weeks up.
func Together(weeks []TeamWeek) Team {
	t := Team{}
	for _, w := range weeks {
		if w.Empty() {
			continue
		}
		t.Weeks = append(t.Weeks, w)
		t.Kept = sumKept(t.Kept, w.Kept)
		t.Themes, t.Missed = sumThemes(t.Themes, w.Themes), sumThemes(t.Missed, w.Missed)
		for _, x := range w.Talk {
			i := slices.IndexFunc(t.Talk, func(y Talk) bool { return y.Type == x.Type })
			if i < 0 {
				t.Talk = append(t.Talk, x)
				continue
			}
			y := &t.Talk[i]
			y.Share = (y.Share*float64(y.Calls) + x.Share*float64(x.Calls)) / float64(y.Calls+x.Calls)
			y.Calls += x.Calls
		}
	}
	slices.SortFunc(t.Talk, func(a, b Talk) int { return slices.Index(analyze.Types, a.Type) - slices.Index(analyze.Types, b.Type) })
	return t
}

// sumKept adds a week's promises; those of a week whose share on time may not
// be told are left out, because the sum would tell it.
func sumKept(a, b *Kept) *Kept {
	switch {
	case b == nil || b.OnTime == nil:
		return a
	case a == nil:
		onTime := *b.OnTime
		return &Kept{Settled: b.Settled, OnTime: &onTime}
	}
	onTime := *a.OnTime + *b.OnTime
	return &Kept{Settled: a.Settled + b.Settled, OnTime: &onTime}
}

func sumThemes(a, b []Theme) []Theme {
	out := slices.Clone(a)
	for _, t := range b {
		if i := slices.IndexFunc(out, func(x Theme) bool { return x.Kind == t.Kind }); i >= 0 {
			out[i].Calls += t.Calls
		} else {
			out = append(out, t)
		}
	}
	sortThemes(out)
	return out
}
