package pick

import (
	_ "embed"
	"slices"
	"sync"

	"github.com/BurntSushi/toml"

	"heed/bot/analyze"
	"heed/bot/call"
)

//go:embed focus.toml
var focusFile string

// Behaviour is something that a rep may practise; see focus.toml.
type Behaviour struct {
	Key     string         `toml:"-"`
	Tries   []string       `toml:"tries"`
	Praises []string       `toml:"praises"`
	Call    string         `toml:"call"`
	Note    string         `toml:"note"`
	Types   []analyze.Type `toml:"types"`
	Counts  Counting       `toml:"counts"`
}

// Counting is how a behaviour is counted.
type Counting string

const (
	ByCues      Counting = "cues"
	ByQuestions Counting = "questions"
	ByCalls     Counting = "calls"
)

// Behaviours are all there are, what matters most first.
var Behaviours = sync.OnceValue(func() []Behaviour {
	byKey := map[string]Behaviour{}
	meta, err := toml.Decode(focusFile, &byKey)
	if err != nil {
		panic("pick: focus.toml: " + err.Error()) // embedded: a mistake of the program
	}
	var out []Behaviour
	for _, key := range meta.Keys() {
		if len(key) == 1 {
			b := byKey[key[0]]
			b.Key = key[0]
			out = append(out, b)
		}
	}
	return out
})

// BehaviourOf is the behaviour with a key.
func BehaviourOf(key string) (Behaviour, bool) {
	for _, b := range Behaviours() {
		if b.Key == key {
			return b, true
		}
	}
	return Behaviour{}, false
}

// For is the behaviour that a finding to try is about.
func For(id string) (Behaviour, bool) {
	for _, b := range Behaviours() {
		if slices.Contains(b.Tries, id) {
			return b, true
		}
	}
	return Behaviour{}, false
}

// Common is the behaviour that findings to try, one of each of several calls,
// were most often about, and how many of them; "" where none was twice.
func Common(tries []*analyze.Finding) (key string, n int) {
	counts := map[string]int{}
	for _, f := range tries {
		if b, ok := For(f.ID); ok {
			if counts[b.Key]++; counts[b.Key] > n {
				key, n = b.Key, counts[b.Key]
			}
		}
	}
	if n < 2 {
		return "", 0
	}
	return key, n
}

// Tally counts a behaviour over calls: Done of Of. Of is 0 for what is only
// counted, as questions are.
type Tally struct{ Done, Of, Calls int }

// Add is the sum of two tallies.
func (t Tally) Add(o Tally) Tally { return Tally{t.Done + o.Done, t.Of + o.Of, t.Calls + o.Calls} }

// Count is how a behaviour did in one call; ok is false where it can't show
// there: nothing was let show that could be taken up, the measure is held
// back, the type of call is another. Findings that the rep takes back don't
// count against it.
func (b Behaviour) Count(r *analyze.Report, rec *Record) (t Tally, ok bool) {
	if !b.shows(r) {
		return t, false
	}
	m := r.Measures
	switch b.Counts {
	case ByCues:
		missed := max(0, *m.CuesMissed-(b.told(r, nil)-b.told(r, rec)))
		return Tally{Done: *m.Cues - missed, Of: *m.Cues, Calls: 1}, *m.Cues > 0
	case ByQuestions:
		return Tally{Done: *m.DiscoveryQuestions, Calls: 1}, true
	}
	t = Tally{Of: 1, Calls: 1}
	if b.told(r, rec) == 0 {
		t.Done = 1
	}
	return t, true
}

// told counts the findings to try that are about the behaviour.
func (b Behaviour) told(r *analyze.Report, rec *Record) int {
	n := 0
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Tone == analyze.Try && slices.Contains(b.Tries, f.ID) && (rec == nil || !rec.LeftOut(r, f)) {
			n++
		}
	}
	return n
}

// shows reports whether the behaviour can show in a call at all.
func (b Behaviour) shows(r *analyze.Report) bool {
	if !r.CallNote || len(b.Types) > 0 && !slices.Contains(b.Types, r.Type) {
		return false
	}
	needs := b.Call
	if r.Kind == call.Note {
		needs = b.Note
	}
	m := r.Measures
	switch needs {
	case "any":
		return true
	case "cues":
		return m.Cues != nil && m.CuesMissed != nil
	case "discovery_questions":
		return m.DiscoveryQuestions != nil
	case "questions":
		return m.Questions != nil
	case "talk_share":
		return m.TalkShare != nil
	case "self_talk":
		return m.SelfTalk != nil
	case "longest_monologue_s":
		return m.LongestMonologueS != nil
	}
	return false
}
