package reply

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"heed/bot/text"
)

//go:embed words.txt
var wordsFile string

// kind of a phrase: the section of words.txt that it stands in.
type kind string

const (
	doneKind    kind = "done"
	didKind     kind = "did"
	waitKind    kind = "wait"
	dropKind    kind = "drop"
	noneKind    kind = "no promise"
	snoozeKind  kind = "snooze"
	moveKind    kind = "move"
	notMineKind kind = "not mine"
	handKind    kind = "hand"
	allKind     kind = "all"
	restKind    kind = "rest"
	pastKind    kind = "past"
	doubtKind   kind = "doubt"
	undoKind    kind = "undo"
	fillerKind  kind = "filler"
)

// sense is one meaning of a phrase. One phrase may have several ("has it" is
// a hand-over beside a name).
type sense struct {
	kind  kind
	verbs []string // of didKind: verbs of the promises that it keeps
	days  int      // of pastKind: before today
}

// lexicon is words.txt, read once.
type lexicon struct {
	senses  map[string][]sense
	longest int             // words of a phrase
	known   map[string]bool // every single word of a phrase
	verbs   []string        // single words that a slip is put right to
	doing   map[string]int  // verbs of promises, and by how many words they are kept
}

var words = sync.OnceValue(func() *lexicon {
	l := &lexicon{senses: map[string][]sense{}, known: map[string]bool{}, doing: map[string]int{}}
	for section, line := range text.Sections(wordsFile) {
		l.add(kind(section), line)
	}
	return l
})

func (l *lexicon) add(section kind, line string) {
	phrase, rest, _ := strings.Cut(line, ": ")
	s := sense{kind: section}
	switch section {
	case didKind:
		s.verbs = strings.Fields(rest)
		for _, v := range s.verbs {
			l.doing[base(v)]++
		}
	case pastKind:
		s.days, _ = strconv.Atoi(rest)
	}
	l.senses[phrase] = append(l.senses[phrase], s)
	parts := strings.Fields(phrase)
	l.longest = max(l.longest, len(parts))
	for _, w := range parts {
		if !l.known[w] && section != fillerKind && len(w) >= shortestSlip {
			l.verbs = append(l.verbs, w)
		}
		l.known[w] = true
	}
}

// shortestSlip is how many letters a word has at least that is put right:
// among shorter ones every slip is another word.
const shortestSlip = 4

// right is what a mistyped word of an answer most likely meant, or the word.
// The first letter stands; one letter may be doubled, missing or too many, or
// two may have changed places; in longer words one may be wrong.
func (l *lexicon) right(w string) string {
	if l.known[w] || len(w) < shortestSlip {
		return w
	}
	for _, v := range l.verbs {
		if v[0] == w[0] && slip(w, v) {
			return v
		}
	}
	return w
}

// slip reports whether a is b with one slip of the fingers.
func slip(a, b string) bool {
	switch len(a) - len(b) {
	case 0:
		var at []int
		for i := range a {
			if a[i] != b[i] {
				at = append(at, i)
			}
		}
		swapped := len(at) == 2 && at[1] == at[0]+1 && a[at[0]] == b[at[1]] && a[at[1]] == b[at[0]]
		return swapped || len(at) == 1 && len(a) >= longWord
	case 1:
		return oneMore(a, b)
	case -1:
		return oneMore(b, a)
	}
	return false
}

// longWord is from how many letters on one wrong letter is a slip.
const longWord = 6

// oneMore reports whether long is short with one letter put in.
func oneMore(long, short string) bool {
	for i := range long {
		if long[:i]+long[i+1:] == short {
			return true
		}
	}
	return false
}
