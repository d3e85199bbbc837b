package memory

import (
	"slices"
	"strings"
	"time"

	"heed/bot/analyze"
)

// Use is one time that a detail learnt earlier was brought up by one of us.
type Use struct {
	Call  string    `json:"call"`
	At    time.Time `json:"at"`
	By    string    `json:"by"`
	Words string    `json:"words"`
}

// Sentence is one of a call or note, as far as a use is looked for in it.
type Sentence struct {
	Turn int
	Text string
	Who  string // its speaker
	Ours bool   // said by the rep's side; of a note, told of what the rep did
}

// usedAfter is how long before a call a detail was heard at least, so that a
// note and the recording of one call aren't each other's memory.
const usedAfter = 18 * time.Hour

// Used is the detail of an earlier conversation that one of us brought up in a
// later one, before the other side did, with the sentence; ok is false for
// none. What is personal needs two telling words in common, anything else
// three, their names not counted: it is praise, and praise for nothing is
// worth less than none.
func Used(facts []Fact, said []Sentence, at time.Time) (f Fact, s Sentence, ok bool) {
	stand, _ := Stands(facts)
	heard := map[string]bool{}
	best := 0
	for _, line := range said {
		words := contentOf(line.Text).words
		if line.Ours {
			for _, k := range stand {
				if n := k.sharedWith(words, heard); n >= k.leastShared() && n > best && len(k.Quotes) > 0 && at.Sub(k.Quotes[0].At) >= usedAfter {
					f, s, ok, best = k, line, true, n
				}
			}
		}
		for _, w := range words { // whoever said it first, it is on the table now
			heard[w] = true
		}
	}
	return f, s, ok
}

// leastShared is how many telling words a sentence shares with a fact at least
// to be about it; 0 words are never enough.
func (f *Fact) leastShared() int {
	switch f.Kind {
	case analyze.FactPersonal, analyze.FactPreference:
		return 2
	}
	return 3
}

// sharedWith counts the telling words of a fact that are in a sentence and
// were not said before in the call.
func (f *Fact) sharedWith(said wordSet, heard map[string]bool) (n int) {
	about := strings.Fields(FoldText(f.About))
	for _, w := range contentOf(f.Says()).words {
		if said.has(w) && !heard[w] && tells(w) && !slices.Contains(about, w) {
			n++
		}
	}
	return n
}

// Use notes that the fact was brought up, once a call.
func (f *Fact) Use(u Use) {
	f.Unuse(u.Call)
	f.Used = append(f.Used, u)
}

// Unuse takes back what a call told of it.
func (f *Fact) Unuse(call string) (changed bool) {
	n := len(f.Used)
	f.Used = slices.DeleteFunc(slices.Clone(f.Used), func(u Use) bool { return u.Call == call })
	return len(f.Used) < n
}

// DidLine reports whether a line of a note tells what the rep did towards the
// other side ("asked about her exam"), and not what was heard.
func DidLine(line string) bool {
	ws := foldWords(line)
	for len(ws) > 0 && (ws[0] == "i" || ws[0] == "we" || ws[0] == "also" || ws[0] == "then" || ws[0] == "and") {
		ws = ws[1:]
	}
	return len(ws) > 0 && words["did"][ws[0]]
}
