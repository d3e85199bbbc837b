package memory

import (
	"slices"
	"strings"
	"time"

	"heed/bot/analyze"
)

// Quote is the evidence of a fact: words, and where they were heard.
type Quote struct {
	Words string    `json:"words"`
	Text  string    `json:"text,omitempty"` // the fact as it was read from these words
	At    time.Time `json:"at"`
	By    string    `json:"by"` // the rep who heard it
	Call  string    `json:"call"`
	Link  string    `json:"link,omitempty"`
}

// Fact is one thing learnt about a customer. What it says is the newest of
// what its quotes say; the older stay as evidence.
type Fact struct {
	ID       string           `json:"id"`
	Team     string           `json:"team"`
	Customer string           `json:"customer"`
	Kind     analyze.FactKind `json:"kind"`
	About    string           `json:"about,omitempty"` // a person, or "" for the company
	Text     string           `json:"text"`
	Quotes   []Quote          `json:"quotes"` // newest last

	// What people said of it; decide.go changes these.
	State   State    `json:"state,omitempty"`
	Pinned  bool     `json:"pinned,omitempty"` // shown before the others of its kind
	Said    string   `json:"said,omitempty"`   // the text as somebody put it right; "" as heard
	From    string   `json:"from,omitempty"`   // the customer that it was moved away from
	Changes []Change `json:"changes,omitempty"`

	// Newer is the fact that contradicts this one and was heard later; "" for
	// none. Both stay.
	Newer string `json:"newer,omitempty"`
}

// Says is what the fact says: as somebody put it right, else as it was heard
// last.
func (f *Fact) Says() string {
	if f.Said != "" {
		return f.Said
	}
	return f.Text
}

// Times is in how many conversations it was heard. Two of one day count as
// one: a note is often taken of a call that was recorded as well.
func (f *Fact) Times() int {
	days := map[string]bool{}
	for _, q := range f.Quotes {
		days[q.At.Format(time.DateOnly)] = true
	}
	return len(days)
}

// Heard is when it was last heard; zero without evidence.
func (f *Fact) Heard() time.Time { return f.latest().At }

// Words are those that it was last heard in; "" without evidence.
func (f *Fact) Words() string { return f.latest().Words }

func (f *Fact) latest() Quote {
	if len(f.Quotes) == 0 {
		return Quote{}
	}
	return f.Quotes[len(f.Quotes)-1]
}

// Add gives a fact more evidence, once per call and words. The evidence heard
// last, which may not be the one added last, says what the fact is.
func (f *Fact) Add(qs ...Quote) {
	for _, q := range qs {
		same := func(o Quote) bool { return o.Call == q.Call && o.Words == q.Words }
		if !slices.ContainsFunc(f.Quotes, same) {
			f.Quotes = append(f.Quotes, q)
		}
	}
	slices.SortStableFunc(f.Quotes, func(a, b Quote) int { return a.At.Compare(b.At) })
	f.settle()
}

// Without takes the evidence of one call away; ok is false if none is left.
// Nothing of that call's words stays in the fact.
func (f *Fact) Without(call string) (ok bool) {
	n := len(f.Quotes)
	f.Quotes = slices.DeleteFunc(slices.Clone(f.Quotes), func(q Quote) bool { return q.Call == call })
	if len(f.Quotes) == 0 {
		return false
	}
	if len(f.Quotes) < n {
		f.settle()
	}
	return true
}

func (f *Fact) settle() {
	q := f.latest()
	switch {
	case q.Text != "":
		f.Text = q.Text
	case q.Words != "":
		f.Text = q.Words
	}
}

// Merge is the index of the fact in known that says the same as fact, of the
// same kind and about the same person; -1 if fact is new. What somebody put
// right is known by what it was before, too.
func Merge(known []Fact, fact Fact) (at int) {
	said := contentOf(fact.Text)
	return slices.IndexFunc(known, func(k Fact) bool {
		return k.was(fact.Kind, fact.About) && alikeIn(k.Text, fact.Text, contentOf(k.Text), said)
	})
}

// was reports whether a fact is, or was before it was put right, of a kind and
// about somebody.
func (f *Fact) was(kind analyze.FactKind, about string) bool {
	if f.Kind == kind && sameAbout(kind, f.About, about) {
		return true
	}
	return slices.ContainsFunc(f.Changes, func(c Change) bool { return c.Was.Kind == kind && sameAbout(kind, c.Was.About, about) })
}

// sameAbout reports whether two facts may be about the same person: "Priya"
// is Priya Nair, and of what isn't personal nobody is anybody.
func sameAbout(kind analyze.FactKind, a, b string) bool {
	a, b = Fold(a), Fold(b)
	switch {
	case a == b:
		return true
	case a == "" || b == "":
		return kind != analyze.FactPersonal && kind != analyze.FactPerson && kind != analyze.FactPreference
	}
	return SamePerson(a, b)
}

// alikeShare is the share of the shorter text's content words that two texts
// must have in common to be one fact; leastWords how many content words it
// takes to compare shares at all.
const (
	alikeShare = 0.8
	leastWords = 3
)

// alike reports whether two texts say one thing: the same numbers, the same
// yes or no, and nearly the same words.
func alike(a, b string) bool { return alikeIn(a, b, contentOf(a), contentOf(b)) }

// alikeIn is alike for texts whose content is known.
func alikeIn(a, b string, x, y content) bool {
	if len(x.words) > len(y.words) {
		x, y = y, x
	}
	if len(x.words) == 0 {
		return Fold(a) == Fold(b)
	}
	if x.no != y.no || x.numbers != y.numbers {
		return false
	}
	shared := 0
	for w := range x.words {
		if y.words[w] {
			shared++
		}
	}
	if len(x.words) < leastWords {
		return shared == len(y.words)
	}
	return float64(shared) >= alikeShare*float64(len(x.words)) && len(y.words) <= 3*len(x.words)
}

// content is what carries a text's meaning.
type content struct {
	words   map[string]bool
	numbers string // those it names, in order
	no      bool   // it denies something
}

func contentOf(s string) content {
	c := content{words: map[string]bool{}}
	for _, w := range foldWords(s) {
		switch {
		case words["opposite"][w]:
			c.no = true
		case strings.ContainsAny(w, "0123456789") || words["number"][w]:
			c.numbers += w + " "
			c.words[w] = true
		case !words["stop"][w]:
			c.words[w] = true
		}
	}
	return c
}
