package pick

import (
	"slices"
	"time"

	"heed/bot/analyze"
)

// Record is what is remembered of one rep for choosing.
type Record struct {
	Calls      int    `json:"calls,omitempty"`       // of theirs, read so far: turns the wordings over
	LastPraise string `json:"last_praise,omitempty"` // key of the latest praise

	Focus   *Focus `json:"focus,omitempty"`
	Focuses int    `json:"focuses,omitempty"` // so far: numbers them
	Last    string `json:"last,omitempty"`    // behaviour of the focus before
	Rest    int    `json:"rest,omitempty"`    // calls until Heed may choose the next focus
	Off     bool   `json:"off,omitempty"`     // the rep wants none chosen for them

	TakenBack []TakenBack `json:"taken_back,omitempty"` // the latest last
}

// TakenBack is a finding that the rep said isn't right.
type TakenBack struct {
	Call    string       `json:"call"`
	Finding string       `json:"finding"` // its key in that call
	ID      string       `json:"id"`
	Tone    analyze.Tone `json:"tone"`
	// Kind is that of the cue; of a finding about a whole call, its type.
	Kind  string    `json:"kind,omitempty"`
	Words []uint32  `json:"words,omitempty"` // hashes of what the sentence was about
	At    time.Time `json:"at"`
}

const (
	// remembered is how many are kept.
	remembered = 60
	// tired is how often findings of a rule and kind are taken back before
	// that kind is left out altogether.
	tired = 3
	// alike is the share of the shorter sentence's words that two sentences of
	// one kind have in common, and sharedWords how many these are at least.
	alike       = 0.5
	sharedWords = 2
)

// TakeBack remembers that a finding of a call isn't right, once.
func (rec *Record) TakeBack(call string, r *analyze.Report, f *analyze.Finding, now time.Time) {
	rec.Restore(call, Key(f))
	rec.TakenBack = append(rec.TakenBack, TakenBack{Call: call, Finding: Key(f), ID: f.ID, Tone: f.Tone, Kind: kindOf(r, f), Words: words(f), At: now})
	if n := len(rec.TakenBack) - remembered; n > 0 {
		rec.TakenBack = slices.Clone(rec.TakenBack[n:])
	}
}

// Restore undoes TakeBack.
func (rec *Record) Restore(call, key string) {
	rec.TakenBack = slices.DeleteFunc(rec.TakenBack, func(t TakenBack) bool { return t.Call == call && t.Finding == key })
}

// Forget drops what was taken back in a call that is forgotten.
func (rec *Record) Forget(call string) {
	rec.TakenBack = slices.DeleteFunc(rec.TakenBack, func(t TakenBack) bool { return t.Call == call })
}

// Has reports whether a finding of a call was taken back.
func (rec *Record) Has(call, key string) bool {
	return slices.ContainsFunc(rec.TakenBack, func(t TakenBack) bool { return t.Call == call && t.Finding == key })
}

// LeftOut reports whether a finding is of the kind that the rep said isn't
// right: the same rule on a like sentence, or a rule and kind that they take
// back again and again.
func (rec *Record) LeftOut(r *analyze.Report, f *analyze.Finding) bool {
	kind, about, n := kindOf(r, f), words(f), 0
	for _, t := range rec.TakenBack {
		if t.ID != f.ID || t.Tone != f.Tone || t.Kind != kind {
			continue
		}
		if n++; n >= tired || like(t.Words, about) {
			return true
		}
	}
	return false
}

// kindOf is the kind of a cue; what is about a whole call depends on the type
// of call instead.
func kindOf(r *analyze.Report, f *analyze.Finding) string {
	if f.Kind == "" && f.Quote == "" {
		return string(r.Kind) + " " + string(r.Type)
	}
	return f.Kind
}

// words are hashes of what a finding's sentence is about, sorted.
func words(f *analyze.Finding) []uint32 {
	var out []uint32
	for _, t := range analyze.Topics(f.Quote) {
		out = append(out, hash(t))
	}
	slices.Sort(out)
	return out
}

// like compares two sorted lists of hashes; two empty ones are alike.
func like(a, b []uint32) bool {
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b)
	}
	shared := 0
	for _, w := range a {
		if _, ok := slices.BinarySearch(b, w); ok {
			shared++
		}
	}
	least := min(len(a), len(b))
	return shared >= min(sharedWords, least) && float64(shared) >= alike*float64(least)
}
