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
func Contradicts(a, b Fact) bool { return contradicts(a, b, topicOf(b.Text)) }

// contradicts is Contradicts for a b whose topic is known.
func contradicts(a, b Fact, y topic) bool {
	if a.Kind != b.Kind || !sameAbout(a.Kind, a.About, b.About) && a.Kind != analyze.FactDecision {
		return false
	}
	x := topicOf(a.Text)
	switch a.Kind {
	case analyze.FactBudget:
		return x.numbers != "" && y.numbers != "" && x.numbers != y.numbers && x.spent == y.spent && x.unit == y.unit
	case analyze.FactDate:
		return x.day != "" && y.day != "" && x.day != y.day && shares(x.events, y.events)
	case analyze.FactDecision:
		if x.decides && y.decides && (x.changed || y.changed) {
			return Fold(a.Text) != Fold(b.Text) && x.numbers == y.numbers
		}
	case analyze.FactPerson, analyze.FactPersonal, analyze.FactObjection, analyze.FactCompetitor:
		return false // another person, another worry, another competitor: both hold
	}
	return x.sameTopic(y) && (x.no != y.no || x.numbers != y.numbers || x.day != y.day)
}

// topic is what a text is about, apart from what it says of it.
type topic struct {
	words   map[string]bool // without values
	events  map[string]bool // of those, the ones that happen on a day
	numbers string
	day     string // months, days of the week and seasons, in order
	unit    string // per what a sum is
	no      bool
	spent   bool // what is paid today rather than what there is
	decides bool
	changed bool // says that something is another way than before
}

func topicOf(s string) topic {
	t := topic{words: map[string]bool{}, events: map[string]bool{}}
	for _, w := range foldWords(s) {
		digits := strings.ContainsAny(w, "0123456789")
		switch {
		case words["opposite"][w]:
			t.no = true
		case words["day"][w]:
			t.day += w + " "
		case digits && isOrdinal(w):
			t.day += w + " "
		case digits || words["number"][w]:
			t.numbers += w + " "
		case words["per"][w]:
			t.unit = words2unit(w)
		case words["spent"][w]:
			t.spent = true
		case !words["stop"][w]:
			t.words[w] = true
		}
		t.decides = t.decides || words["decide"][w]
		t.changed = t.changed || words["changed"][w]
		if words["event"][w] {
			t.events[w] = true
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
	n := 0
	for w := range x {
		if y[w] {
			n++
		}
	}
	return n >= 2 && float64(n) >= topicShare*float64(len(x)) && len(y) <= 3*len(x)
}

func shares(a, b map[string]bool) bool {
	for w := range a {
		if b[w] {
			return true
		}
	}
	return false
}

// Supersede marks, of a fact and those known before, the ones that a newer
// one contradicts, and returns those whose mark it changed. What was heard
// last counts, whatever was read last; what people took out is no rival.
func Supersede(known []Fact, fact *Fact) (changed []Fact) {
	topic := topicOf(fact.Text)
	for i := range known {
		k := &known[i]
		if k.ID == fact.ID || k.State == Dropped || fact.State == Dropped || !contradicts(*k, *fact, topic) {
			continue
		}
		switch {
		case fact.Heard().After(k.Heard()) && k.Newer == "":
			k.Newer = fact.ID
			changed = append(changed, *k)
		case k.Heard().After(fact.Heard()) && fact.Newer == "":
			fact.Newer = k.ID
		}
	}
	return changed
}

// Stands parts facts into those that stand, and what each of them took the
// place of, by its id. What people took out is in neither.
func Stands(facts []Fact) (stand []Fact, before map[string][]Fact) {
	live := map[string]bool{}
	for _, f := range facts {
		live[f.ID] = f.State != Dropped
	}
	before = map[string][]Fact{}
	for _, f := range facts {
		switch {
		case f.State == Dropped:
		case f.Newer != "" && live[f.Newer]:
			before[f.Newer] = append(before[f.Newer], f)
		default:
			stand = append(stand, f)
		}
	}
	return stand, before
}
