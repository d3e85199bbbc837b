// Package pick chooses what a rep hears after a call: one praise and one thing
// to try, of all that bot/analyze found. The rep's focus comes first, then
// what matters most by order.txt; what the rep took back as not right isn't
// brought up again for such a sentence.
//
// It keeps no state of its own: Record is what is remembered of a rep, private
// to them, stored with their person and erased with it. It holds counts, names
// of rules and hashes of words, and no words of a customer. The same call and
// record give the same choice; bot/coach stores the choice with the call, so
// that a message drawn again says the same.
//
// The rules, for people, are in docs/coaching.md; words are bot/voice's.
package pick

import (
	_ "embed"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"sync"

	"heed/bot/analyze"
	"heed/bot/call"
)

//go:embed order.txt
var orderFile string

// order ranks findings by what matters most; order.txt says why.
var order = sync.OnceValue(func() map[string]int {
	out := map[string]int{}
	for line := range strings.Lines(orderFile) {
		if f := strings.Fields(line); len(f) > 0 && !strings.HasPrefix(f[0], "#") {
			out[f[0]] = len(out)
		}
	}
	return out
})

// Choice is the one praise and the one try that a rep hears after a call, by
// their keys; "" where there is none.
type Choice struct {
	Praise string `json:"praise,omitempty"`
	Try    string `json:"try,omitempty"`
}

// Choose picks from a report's findings for the rep, who is the speaker self
// ("" if that isn't known). Of one kind the first counts: the analyzer lists
// the weightiest first.
func Choose(r *analyze.Report, rec *Record, step *Step, self string) Choice {
	var focus Behaviour
	if step != nil {
		focus, _ = BehaviourOf(step.Key)
	}
	praise := best(r, rec, func(f *analyze.Finding) (int, bool) {
		return rankOf(f, focus.Praises) + rec.stale(f) + colleagues(r, f, self), f.Tone == analyze.Praise
	})
	try := best(r, rec, func(f *analyze.Finding) (int, bool) {
		// What is praised isn't also to try: an honest no is the end of it.
		same := praise != nil && f.Quote != "" && f.Quote == praise.Quote
		return rankOf(f, focus.Tries) + colleagues(r, f, self), f.Tone == analyze.Try && !same
	})
	return Choice{Praise: keyOf(praise), Try: keyOf(try)}
}

// best is the finding of the lowest rank among those that count.
func best(r *analyze.Report, rec *Record, rank func(*analyze.Finding) (n int, counts bool)) *analyze.Finding {
	var out *analyze.Finding
	least := 0
	for i := range r.Findings {
		f := &r.Findings[i]
		if n, counts := rank(f); counts && !rec.LeftOut(r, f) && (out == nil || n < least) {
			out, least = f, n
		}
	}
	return out
}

// colleagues puts what another of our side said behind what is the rep's own.
func colleagues(r *analyze.Report, f *analyze.Finding, self string) int {
	if self == "" || f.Who == "" || f.Who == self {
		return 0
	}
	for _, s := range r.Speakers {
		if s.Name == f.Who && s.Side == call.Rep {
			return behind
		}
	}
	return 0
}

// behind is more than there are places in the order.
const behind = 1000

// Place is the place of a finding in the order: the lower, the more it
// matters.
func Place(f *analyze.Finding) int { return rankOf(f, nil) }

// rankOf is the place of a finding: those of the focus before all others.
func rankOf(f *analyze.Finding, focus []string) int {
	n, ok := order()[f.ID]
	if !ok {
		n = len(order())
	}
	if slices.Contains(focus, f.ID) {
		return n - 2*behind
	}
	return n
}

// stale puts the praise that the rep heard last time behind the others.
func (rec *Record) stale(f *analyze.Finding) int {
	if id, _, _ := strings.Cut(rec.LastPraise, ":"); f.ID == id {
		return behind
	}
	return 0
}

// Before is the record as it was before a call got its choice: what it praised
// isn't stale for itself.
func (rec *Record) Before(c Choice) *Record {
	r := *rec
	if c.Praise == r.LastPraise {
		r.LastPraise = ""
	}
	return &r
}

// Key names a finding within its call, also after the note was touched up
// elsewhere: its rule and its words.
func Key(f *analyze.Finding) string {
	if f.Quote == "" {
		return f.ID
	}
	return fmt.Sprintf("%s:%08x", f.ID, hash(f.Quote))
}

func keyOf(f *analyze.Finding) string {
	if f == nil {
		return ""
	}
	return Key(f)
}

// Find is the finding of a report that has a key, or nil.
func Find(r *analyze.Report, key string) *analyze.Finding {
	for i := range r.Findings {
		if key != "" && Key(&r.Findings[i]) == key {
			return &r.Findings[i]
		}
	}
	return nil
}

func hash(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s)) // a hash takes everything
	return h.Sum32()
}
