package memory

import "heed/bot/analyze"

// Known are the facts of a customer, to compare new ones with. What each of
// them says is worked out once, when something of its kind is first compared
// with it: a customer of whom thousands are known would take a note's reading
// several times as long otherwise.
type Known struct {
	Facts []Fact
	told  map[string]told // by text
}

// told is what a text says.
type told struct {
	content
	topic
}

// NewKnown takes facts, which become its own.
func NewKnown(facts []Fact) *Known {
	return &Known{Facts: facts, told: make(map[string]told, len(facts))}
}

func (k *Known) of(text string) told {
	t, ok := k.told[text]
	if !ok {
		ws := foldWords(text)
		t = told{contentIn(ws), topicIn(ws)}
		k.told[text] = t
	}
	return t
}

// Merge is the index of the known fact that says the same as fact, of the
// same kind and about the same person; -1 if fact is new. What somebody put
// right is known by what it was before, too.
func (k *Known) Merge(fact Fact) (at int) {
	said := k.of(fact.Text).content
	for i := range k.Facts {
		f := &k.Facts[i]
		if f.was(fact.Kind, fact.About) && (alikeIn(f.Text, fact.Text, k.of(f.Text).content, said) || fact.Kind == analyze.FactBudget && k.of(f.Text).sameSum(k.of(fact.Text).topic)) {
			return i
		}
	}
	return -1
}

// Supersede marks, of the known fact at an index and the others, the ones that
// a newer one contradicts, and returns those others whose mark it changed. What
// was heard last counts, whatever was read last; what people took out is no
// rival.
func (k *Known) Supersede(at int) (changed []Fact) {
	fact := &k.Facts[at]
	if fact.State == Dropped {
		return nil
	}
	for i := range k.Facts {
		f := &k.Facts[i]
		if f.ID == fact.ID || f.State == Dropped || !rivals(f, fact) || !contradicts(f, fact, k.of(f.Text).topic, k.of(fact.Text).topic) {
			continue
		}
		switch {
		case fact.Heard().After(f.Heard()) && f.Newer == "":
			f.Newer = fact.ID
			changed = append(changed, *f)
		case f.Heard().After(fact.Heard()) && fact.Newer == "":
			fact.Newer = f.ID
		}
	}
	return changed
}

// Add adds a new fact and returns its index.
func (k *Known) Add(f Fact) int {
	k.Facts = append(k.Facts, f)
	return len(k.Facts) - 1
}
