package pick

import (
	"time"

	"heed/bot/analyze"
)

const (
	// Length is how many calls a focus takes, as Rackham has it: one behaviour
	// at a time, tried three times, before looking back.
	Length = 3
	// rest is how many calls pass after a focus before Heed chooses another.
	rest = 2
	// recurs is in how many of the latest window calls that can show it a
	// behaviour's tries come up before Heed chooses it.
	recurs, window = 2, 4
	// fewest is how many calls of a rep come before the first focus.
	fewest = 3
)

// Focus is the one behaviour that a rep practises now.
type Focus struct {
	ID     int       `json:"id"` // counts up for the rep
	Key    string    `json:"key"`
	Since  time.Time `json:"since"`            // calls that took place from then on count
	Chosen bool      `json:"chosen,omitempty"` // by the rep, not by Heed
	After  int       `json:"after"`            // Record.Calls when it began
	Calls  int       `json:"calls,omitempty"`  // that counted so far
}

// Step is the part of one call in a focus: it was the Nth.
type Step struct {
	Focus int    `json:"focus"`
	Key   string `json:"key"`
	N     int    `json:"n"`
}

// Last reports whether the focus ends with this call.
func (s *Step) Last() bool { return s.N >= Length }

// Practise makes a behaviour the focus from a day on; what was the focus before
// is over, without looking back. The day is UTC's: recordings often know no
// more of when they were made.
func (rec *Record) Practise(key string, from time.Time, chosen bool) {
	rec.Focuses++
	rec.Focus = &Focus{ID: rec.Focuses, Key: key, Since: from.UTC().Truncate(24 * time.Hour), After: rec.Calls, Chosen: chosen}
	rec.Rest, rec.Off = 0, false
}

// Stop ends the focus on the rep's wish; Heed chooses none until they do.
func (rec *Record) Stop() {
	if rec.Focus != nil {
		rec.Last = rec.Focus.Key
	}
	rec.Focus, rec.Off, rec.Rest = nil, true, 0
}

// Advance counts a call, read for the first time, towards the focus; nil where
// it is no part of it. With its last call the focus is over.
func (rec *Record) Advance(r *analyze.Report, at time.Time) *Step {
	rec.Calls++
	if rec.Focus == nil {
		rec.Rest = max(0, rec.Rest-1)
	}
	return rec.Join(r, at, rec.Calls)
}

// Join counts the rep's nth call towards the focus, if it is one that came
// since and can show it; also later, when it was read again: only once its
// sides are known does a call show much.
func (rec *Record) Join(r *analyze.Report, at time.Time, nth int) *Step {
	if rec.Focus == nil || nth <= rec.Focus.After {
		return nil
	}
	b, ok := BehaviourOf(rec.Focus.Key)
	if _, shows := b.Count(r, rec); !ok || !shows || at.Before(rec.Focus.Since) {
		return nil
	}
	rec.Focus.Calls++
	step := &Step{Focus: rec.Focus.ID, Key: rec.Focus.Key, N: rec.Focus.Calls}
	if step.Last() {
		rec.Last, rec.Rest, rec.Focus = rec.Focus.Key, rest, nil
	}
	return step
}

// MaySuggest reports whether it is time for Heed to choose a focus.
func (rec *Record) MaySuggest() bool {
	return rec.Focus == nil && !rec.Off && rec.Rest == 0 && rec.Calls >= fewest
}

// Suggest is the behaviour that Heed would choose as the next focus, or "". It
// is the one whose tries come up most often in the rep's latest calls, latest
// first, twice at least; of several what matters most. The one just practised
// waits for its turn.
func (rec *Record) Suggest(latest []*analyze.Report) string {
	if !rec.MaySuggest() {
		return ""
	}
	best, most := "", recurs-1
	for _, b := range Behaviours() {
		if n, _ := b.recent(latest, rec); n > most && b.Key != rec.Last {
			best, most = b.Key, n
		}
	}
	return best
}

// recent counts in how many of the latest calls that can show it a behaviour
// was missing.
func (b Behaviour) recent(latest []*analyze.Report, rec *Record) (missing, calls int) {
	for _, r := range latest {
		if _, ok := b.Count(r, rec); !ok {
			continue
		}
		if b.told(r, rec) > 0 {
			missing++
		}
		if calls++; calls == window {
			break
		}
	}
	return missing, calls
}

// Recent is in how many of so many latest calls a behaviour's tries came up.
func (rec *Record) Recent(key string, latest []*analyze.Report) (missing, calls int) {
	b, _ := BehaviourOf(key)
	return b.recent(latest, rec)
}

// Seen is one earlier call for looking back.
type Seen struct {
	Report *analyze.Report
	Step   *Step
}

// LookBack compares the calls of a focus up to a step with as many before it.
// earlier are the rep's calls from that step's on back, itself first.
func LookBack(step *Step, earlier []Seen, rec *Record) (before, after Tally) {
	b, ok := BehaviourOf(step.Key)
	if !ok {
		return before, after
	}
	for _, s := range earlier {
		t, ok := b.Count(s.Report, rec)
		switch {
		case !ok:
		case s.Step != nil && s.Step.Focus == step.Focus:
			if s.Step.N <= step.N {
				after = after.Add(t)
			}
		case s.Step != nil && s.Step.Focus > step.Focus: // of a later focus, dated back
		case before.Calls < Length:
			before = before.Add(t)
		}
	}
	return before, after
}
