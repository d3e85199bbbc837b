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

	// Used are the times that it was brought up later.
	Used []Use `json:"used,omitempty"`

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
	if a == b {
		return true
	}
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
	shared := x.words.shared(y.words)
	if len(x.words) < leastWords {
		return shared == len(y.words)
	}
	return float64(shared) >= alikeShare*float64(len(x.words)) && len(y.words) <= 3*len(x.words)
}

// content is what carries a text's meaning.
type content struct {
	words   wordSet
	numbers string // those it names, in order
	no      bool   // it denies something
}

// wordSet holds each word once. Texts have few words, of which a list is
// searched faster than a map is made.
type wordSet []string

func (s *wordSet) add(w string) {
	if !s.has(w) {
		*s = append(*s, w)
	}
}

func (s wordSet) has(w string) bool { return slices.Contains(s, w) }

// shared is how many words two sets have in common.
func (s wordSet) shared(o wordSet) (n int) {
	for _, w := range s {
		if o.has(w) {
			n++
		}
	}
	return n
}

func contentOf(s string) content { return contentIn(foldWords(s)) }

// contentIn is contentOf for a text that was cut into words.
func contentIn(ws []string) content {
	c := content{words: make(wordSet, 0, len(ws))}
	for _, w := range ws {
		switch is := classes[w]; {
		case is&opposite != 0:
			c.no = true
		case is&number != 0 || hasDigit(w):
			c.numbers += w + " "
			c.words.add(w)
		case is&stop == 0:
			c.words.add(oneOf(w))
		}
	}
	return c
}

// shortStem is how many letters are left of a word at least without its "s".
const shortStem = 3

// oneOf is a word without the "s" of a plural, a genitive or "she needs", so
// that "they need approval steps" and "needs an approval step" say one thing.
func oneOf(w string) string {
	one := strings.TrimSuffix(w, "s")
	if len(one) < shortStem || strings.HasSuffix(one, "s") || strings.HasSuffix(one, "u") || strings.HasSuffix(one, "i") {
		return w
	}
	return one
}

func hasDigit(w string) bool { return strings.ContainsAny(w, "0123456789") }

// class is which of the lists of words.txt that compare facts a word is in.
type class uint16

const (
	stop class = 1 << iota
	opposite
	number
	dayName
	per
	spent
	decide
	changed
	event
)

var classes = func() map[string]class {
	of := map[string]class{}
	for name, is := range map[string]class{
		"stop": stop, "opposite": opposite, "number": number, "day": dayName, "per": per,
		"spent": spent, "decide": decide, "changed": changed, "event": event,
	} {
		for w := range words[name] {
			of[w] |= is
		}
	}
	return of
}()
