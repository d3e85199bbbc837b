package coach

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"heed/bot/text"
)

//go:embed asks.txt
var asksFile string

var asks = sync.OnceValue(func() asking { return readAsking(asksFile) })

// asking is how people say commands in plain words: the wordings, the longest
// first, and what may stand around them.
type asking struct {
	wordings []wording
	around   map[string][]string // by command: what may stand around what it is about
	courtesy []string            // before a command
	after    []string            // and after it
	ordinary []string            // words that are no slip for a command
}

// wording is one way to say a command.
type wording struct {
	begin, command string
	about          bool // something follows, which the command is about
}

// readAsking reads asks.txt, whose head says how it is written.
func readAsking(file string) asking {
	a := asking{around: map[string][]string{}}
	for command, line := range text.Sections(file) {
		around, isAround := strings.CutPrefix(line, "- ")
		begin, about := strings.CutSuffix(line, " …")
		switch {
		case command == "courtesy":
			a.courtesy = append(a.courtesy, line)
		case command == "after":
			a.after = append(a.after, line)
		case command == "ordinary":
			a.ordinary = append(a.ordinary, strings.Fields(line)...)
		case isAround:
			a.around[command] = append(a.around[command], around)
		default:
			a.wordings = append(a.wordings, wording{begin, command, about})
		}
	}
	longest := func(a, b string) int { return len(b) - len(a) }
	slices.SortStableFunc(a.wordings, func(a, b wording) int { return longest(a.begin, b.begin) })
	slices.SortStableFunc(a.courtesy, longest)
	return a
}

// longestAsk is how many words somebody asks in; what is longer tells
// something.
const longestAsk = 14

// asCommand is the command that a text says in plain words: "brief Northgate"
// for "what do we know about Northgate?". A text that says none, or is one
// already, stays as it is.
func asCommand(said string) string {
	a := asks()
	if strings.ContainsRune(said, '\n') || len(strings.Fields(said)) > longestAsk {
		return said
	}
	if v, _, rest, ok := understand(said); ok && rest != "" && (v.name == "story" || v.name == "note") {
		return said // what it tells is kept word for word
	}
	short := a.withoutAfter(said)
	if command, ok := a.read(short); ok {
		return command
	}
	bare := a.withoutCourtesy(short)
	if command, ok := a.read(bare); ok {
		return command
	}
	if _, word, _, ok := understand(bare); ok && word != "" {
		return bare
	}
	return said
}

// read is the command of a text that says one.
func (a asking) read(said string) (command string, ok bool) {
	said = strings.TrimRight(strings.TrimSpace(said), "?!. ")
	for _, w := range a.wordings {
		rest, has := cutWords(said, w.begin)
		if !has {
			continue
		}
		rest = without(rest, a.around[w.command])
		if w.about && rest != "" {
			return w.command + " " + rest, true
		}
		if !w.about && rest == "" {
			return w.command, true
		}
	}
	return "", false
}

// withoutCourtesy takes off what stands before a command and means nothing.
func (a asking) withoutCourtesy(said string) string {
	said = strings.TrimSpace(said)
	for i := 0; i < len(a.courtesy); i++ {
		first, more, _ := strings.Cut(said, " ")
		plain := strings.TrimSpace(strings.TrimRight(first, ",:;.!–") + " " + more) // "hey, can you"
		if rest, has := cutWords(plain, a.courtesy[i]); has && rest != "" {
			said, i = rest, -1
		}
	}
	return said
}

// withoutAfter takes off what stands after it, where something is left.
func (a asking) withoutAfter(said string) string {
	said = strings.TrimRight(strings.TrimSpace(said), "?!., ")
	for _, w := range a.after {
		if rest, has := cutEnd(said, w); has && rest != "" {
			return rest
		}
	}
	return said
}

// without takes off what may stand around.
func without(rest string, around []string) string {
	for _, w := range around {
		if r, has := cutWords(rest, w); has {
			rest = r
		}
		rest, _ = cutEnd(rest, w)
	}
	return strings.Trim(rest, " ,.?!")
}

// sentence reports whether what stands where a name should has words in it
// that no name has.
func (a asking) sentence(name string) bool {
	ws := strings.Fields(strings.ToLower(name))
	return len(ws) > 1 && slices.ContainsFunc(ws, func(w string) bool {
		return slices.Contains(a.ordinary, w) && !slices.Contains(inNames, w)
	})
}

// inNames are ordinary words that names hold as well.
var inNames = strings.Fields("a an the of and for in on at by with to one two three all more now our my us it")

// cutEnd is CutSuffix without regard to case, at a word's beginning.
func cutEnd(s, suffix string) (rest string, ok bool) {
	if n := len(s) - len(suffix); n > 0 && strings.EqualFold(s[n:], suffix) && s[n-1] == ' ' {
		return strings.TrimRight(s[:n-1], " ,"), true
	}
	return s, false
}

// cutWords is CutPrefix without regard to case and apostrophes, at a word's
// end, and without the comma or full stop after it.
func cutWords(s, prefix string) (rest string, ok bool) {
	i := 0
	for _, want := range prefix {
		for strings.HasPrefix(s[i:], "'") || strings.HasPrefix(s[i:], "’") {
			i += len("'")
			if s[i-1] != '\'' {
				i += len("’") - 1
			}
		}
		if i >= len(s) || !strings.EqualFold(s[i:i+1], string(want)) {
			return s, false
		}
		i++
	}
	rest = strings.TrimLeft(s[i:], ",.")
	if rest != "" && rest[0] != ' ' {
		return s, false
	}
	return strings.TrimSpace(rest), true
}
