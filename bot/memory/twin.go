package memory

import "slices"

// Twin reports whether two facts are one sentence that was read as two kinds
// of fact ("her son sits his finals in June" is of their own lives, and a
// date). What people do to one of them they mean for both.
func (f *Fact) Twin(o *Fact) bool {
	return f.ID != o.ID && f.Kind != o.Kind && f.SameWords(o) && f.Says() == o.Says()
}

// SameWords reports whether two facts of a customer were last heard in the
// same words of one call.
func (f *Fact) SameWords(o *Fact) bool {
	a, b := f.latest(), o.latest()
	return f.Customer == o.Customer && a.Words != "" && a.Call == b.Call && a.Words == b.Words
}

// Together reports whether the latest change of two facts was one click.
func (f *Fact) Together(o *Fact) bool {
	if len(f.Changes) == 0 || len(o.Changes) == 0 {
		return false
	}
	a, b := f.Changes[len(f.Changes)-1], o.Changes[len(o.Changes)-1]
	return a.By == b.By && a.At.Equal(b.At)
}

// Paired parts facts, in their order, from their twins, which are listed by
// the id of the first of them. A twin of another state stands by itself.
func Paired(facts []Fact) (firsts []Fact, twins map[string][]Fact) {
	twins = map[string][]Fact{}
	for _, f := range facts {
		i := slices.IndexFunc(firsts, func(o Fact) bool { return o.State == f.State && o.Twin(&f) })
		if i < 0 {
			firsts = append(firsts, f)
			continue
		}
		twins[firsts[i].ID] = append(twins[firsts[i].ID], f)
	}
	return firsts, twins
}
