package memory

import (
	"slices"
	"strings"

	"heed/bot/analyze"
)

// topicShare is the share of the shorter text's words, without numbers, days
// and names of months, that two texts of one kind must have in common to be
// about one thing.
const topicShare = 0.6

// Contradicts reports whether two facts are about one thing and say different
// things of it: another sum, another day, another who, or the opposite. Either
// may be the newer one.
func Contradicts(a, b Fact) bool {
	return rivals(&a, &b) && contradicts(&a, &b, topicOf(a.Text), topicOf(b.Text))
}

// rivals reports whether two facts are of one kind, of which only one may
// hold, and about the same person.
func rivals(a, b *Fact) bool {
	switch a.Kind {
	case analyze.FactPerson, analyze.FactPersonal, analyze.FactObjection, analyze.FactCompetitor:
		return false // another person, another worry, another competitor: both hold
	}
	return a.Kind == b.Kind && (a.Kind == analyze.FactDecision || sameAbout(a.Kind, a.About, b.About))
}

// contradicts is Contradicts for rivals whose topics are known.
func contradicts(a, b *Fact, x, y topic) bool {
	switch a.Kind {
	case analyze.FactBudget:
		return x.numbers != "" && y.numbers != "" && x.numbers != y.numbers && x.spent == y.spent && x.unit == y.unit
	case analyze.FactDate:
		return x.day != "" && y.day != "" && x.day != y.day && x.events.shared(y.events) > 0
	case analyze.FactDecision:
		if x.decides && y.decides && (x.changed || y.changed) {
			return Fold(a.Text) != Fold(b.Text) && x.numbers == y.numbers
		}
	}
	return x.sameTopic(y) && (x.no != y.no || x.numbers != y.numbers || x.day != y.day)
}

// topic is what a text is about, apart from what it says of it.
type topic struct {
	words   wordSet // without values
	events  wordSet // of those, the ones that happen on a day
	numbers string
	day     string // months, days of the week and seasons, in order
	unit    string // per what a sum is
	no      bool
	spent   bool // what is paid today rather than what there is
	decides bool
	changed bool // says that something is another way than before
}

// sameSum reports whether two texts about money name one sum for one thing:
// "went up to 60k" and "60k, confirmed". What it is for may be said in one of
// them alone.
func (t topic) sameSum(o topic) bool {
	if t.numbers == "" || t.numbers != o.numbers || t.unit != o.unit || t.spent != o.spent || t.no != o.no {
		return false
	}
	a, b := t.purpose(), o.purpose()
	n := a.shared(b)
	return n == len(a) || n == len(b)
}

// purpose is what a sum is for: the words that don't just say that it is one.
func (t topic) purpose() (out wordSet) {
	for _, w := range t.words {
		if !words["sum"][w] {
			out = append(out, w)
		}
	}
	return out
}

func topicOf(s string) topic { return topicIn(foldWords(s)) }

// topicIn is topicOf for a text that was cut into words.
func topicIn(ws []string) topic {
	t := topic{words: make(wordSet, 0, len(ws))}
	for _, w := range ws {
		is, digits := classes[w], hasDigit(w)
		switch {
		case is&opposite != 0:
			t.no = true
		case is&dayName != 0 || digits && isOrdinal(w):
			t.day += w + " "
		case is&number != 0 || digits:
			t.numbers += w + " "
		case is&per != 0:
			t.unit = words2unit(w)
		case is&spent != 0:
			t.spent = true
		case is&stop == 0:
			t.words.add(oneOf(w))
		}
		t.decides = t.decides || is&decide != 0
		t.changed = t.changed || is&changed != 0
		if is&event != 0 {
			t.events.add(w)
		}
	}
	return t
}

// isOrdinal is "4th", "21st".
func isOrdinal(w string) bool {
	return len(w) > 2 && slices.Contains([]string{"st", "nd", "rd", "th"}, w[len(w)-2:])
}

// words2unit makes one of "monthly" and "month".
func words2unit(w string) string { return strings.TrimSuffix(strings.TrimSuffix(w, "ly"), "s") }

func (t topic) sameTopic(o topic) bool {
	x, y := t.words, o.words
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < 2 {
		return false
	}
	n := x.shared(y)
	return n >= 2 && float64(n) >= topicShare*float64(len(x)) && len(y) <= 3*len(x)
}

// Stands parts facts into those that stand, and what each of them took the
// place of, by its id. What people took out is in neither.
func Stands(facts []Fact) (stand []Fact, before map[string][]Fact) {
	live := map[string]bool{}
	for _, f := range facts {
		live[f.ID] = f.State != Dropped
	}
	before = map[string][]Fact{}
	var old []Fact
	for _, f := range facts {
		switch {
		case f.State == Dropped:
		case f.Newer != "" && live[f.Newer]:
			before[f.Newer] = append(before[f.Newer], f)
			old = append(old, f)
		default:
			stand = append(stand, f)
		}
	}
	for i := range old { // the same words as another kind of fact are as old
		stand = slices.DeleteFunc(stand, func(f Fact) bool { return f.Twin(&old[i]) && !f.Touched() })
	}
	return stand, before
}
