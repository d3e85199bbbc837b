package call

import (
	"slices"
	"strings"
)

// Known are names of customers, arranged so that the few which a text may
// name are found without trying each. It is not safe for concurrent changes.
type Known struct {
	names map[string]knownName
	begun int
	// byKey leads from the first word of a name, and from all its words
	// written as one, to the names.
	byKey map[string][]string
}

type knownName struct {
	order, count int
}

// NewKnown is empty.
func NewKnown() *Known {
	return &Known{names: map[string]knownName{}, byKey: map[string][]string{}}
}

// Add adds a name. Added twice it has to be removed twice.
func (k *Known) Add(name string) {
	n, ok := k.names[name]
	if n.count++; !ok {
		n.order, k.begun = k.begun, k.begun+1
		for _, key := range knownKeys(name) {
			k.byKey[key] = append(k.byKey[key], name)
		}
	}
	k.names[name] = n
}

// Remove takes a name out that was added.
func (k *Known) Remove(name string) {
	n, ok := k.names[name]
	if n.count--; !ok || n.count > 0 {
		if ok {
			k.names[name] = n
		}
		return
	}
	delete(k.names, name)
	for _, key := range knownKeys(name) {
		rest := slices.DeleteFunc(k.byKey[key], func(s string) bool { return s == name })
		if k.byKey[key] = rest; len(rest) == 0 {
			delete(k.byKey, key)
		}
	}
}

func knownKeys(name string) []string {
	c := parseCompany(name)
	if c.joined == "" {
		return nil
	}
	return slices.Compact([]string{c.words[0], c.joined})
}

// knownRun is how many words of a text written as one are tried: "North gate
// foods" is Northgate Foods.
const knownRun = 4

// Of is the input with those of the names as Customers that make a difference
// to Read: all that stand in the text, and few others, in the order in which
// they were added.
func (k *Known) Of(in Input) Input {
	in.Customers = nil
	if len(k.names) == 0 {
		return in
	}
	src, err := open(in)
	if err != nil {
		return in // Read says why
	}
	found := map[string]bool{}
	if strings.Contains(src.text, `\u`) { // letters of JSON that are read later
		for name := range k.names {
			found[name] = true
		}
	}
	k.look(src.text, found)
	for name := range found {
		in.Customers = append(in.Customers, name)
	}
	slices.SortFunc(in.Customers, func(a, b string) int { return k.names[a].order - k.names[b].order })
	return in
}

// look finds names by the runs of words in a text.
func (k *Known) look(text string, found map[string]bool) {
	add := func(key []byte) {
		for _, name := range k.byKey[string(key)] {
			found[name] = true
		}
	}
	words := tokens(text)
	var run []byte
	for i, w := range words {
		run = run[:0]
		for j := i; j < len(words) && j < i+knownRun; j++ {
			if j > i && companyForms[words[j]] {
				continue // parseText leaves them out
			}
			run = append(run, words[j]...)
			add(run)
		}
		if bare, _, ok := strings.Cut(w, "'"); ok { // "Rowan's"
			add([]byte(bare))
		}
		if joined := strings.ReplaceAll(w, "'", ""); joined != w {
			add([]byte(joined))
		}
	}
}
