package call

import (
	_ "embed"
	"slices"
	"strings"
)

//go:embed lexicon/introductions.txt
var introductionsFile string

var introductions = phraseTable(introductionsFile)

const (
	introTurns = 80   // introductions come early; so do people who join late
	introBytes = 2000 // of a turn
)

// byIntroduction listens to how people are introduced. What a speaker says
// of himself counts for him; whom an identified rep calls a colleague is one.
func (s *siding) byIntroduction() {
	early := s.t.turns[:min(len(s.t.turns), introTurns)]
	heard := make([][]string, len(early))
	for n, turn := range early {
		heard[n] = tokens(clip(turn.Text, introBytes))
		if !s.isBin(turn.Speaker) {
			s.self(turn.Speaker, heard[n])
		}
	}
	for n, turn := range early {
		if s.known[turn.Speaker] && s.t.speakers[turn.Speaker].Side == Rep {
			s.introduces(heard[n])
		}
	}
}

// isBin reports whether a label is where a recorder puts several voices.
func (s *siding) isBin(i int) bool {
	return s.generic[i] && strings.HasPrefix(strings.ToLower(s.t.speakers[i].Name), "un")
}

// self reads "I'm Ana from Larkspur", "this is Ana with Larkspur" and "here
// at Larkspur". Said by "Speaker 1" with a rep's name it tells who that is.
func (s *siding) self(i int, words []string) {
	for at := range words {
		if s.saysOurs(words, at) {
			s.set(i, Rep)
			return
		}
		n := prefixOf(words[at:], introductions["self"])
		if n == 0 {
			continue
		}
		rest := words[at+n:]
		switch {
		case len(rest) < 2:
		case s.generic[i] && s.isRepName(rest):
			s.set(i, Rep)
		case len(s.labels[i].name) > 0 && rest[0] == s.labels[i].name[0]:
			if firm := firmAfter(rest); firm != nil && s.startsOurs(firm) {
				s.set(i, Rep)
			}
		}
	}
}

// saysOurs reads "here at Larkspur", "we at Larkspur", "I work for Larkspur".
func (s *siding) saysOurs(words []string, at int) bool {
	for _, lead := range [][]string{{"here", "at"}, {"we", "at"}, {"i", "work", "at"}, {"i", "work", "for"}} {
		if len(words)-at > len(lead) && equal(words[at:at+len(lead)], lead) && (at == 0 || words[at-1] != "you") {
			return s.startsOurs(words[at+len(lead):])
		}
	}
	return false
}

// startsOurs reports whether words begin with the name of our company.
func (s *siding) startsOurs(words []string) bool {
	for _, o := range s.ours {
		if n := len(o.words); n > 0 && len(words) >= n && equal(words[:n], o.words) {
			return true
		}
	}
	return false
}

// isRepName reports whether words begin with a name of a rep, and go on with
// our company: a first name alone could be the customer's, too.
func (s *siding) isRepName(words []string) bool {
	for _, rep := range s.in.Reps {
		name := parseLabel(rep).name
		if len(name) == 0 || words[0] != name[0] {
			continue
		}
		if len(name) > 1 && len(words) > 1 && words[1] == name[len(name)-1] {
			return true
		}
		if firm := firmAfter(words); firm != nil && s.startsOurs(firm) {
			return true
		}
	}
	return false
}

// firmAfter returns the words after "from", "at" or "with", up to three words
// after the name at the start of words.
func firmAfter(words []string) []string {
	for i := 1; i < min(len(words)-1, 5); i++ {
		switch words[i] {
		case "from", "at", "with", "of", "von", "de", "van", "da", "chez", "bei":
			return words[i+1:]
		}
	}
	return nil
}

// introduces looks for speakers whom the rep calls a colleague: "my colleague
// Yuki", "Yuki, she's our engineer", "I brought Yuki along".
func (s *siding) introduces(words []string) {
	for i := range s.labels {
		name := s.labels[i].name
		if s.known[i] || s.generic[i] || len(name) == 0 {
			continue
		}
		for at, w := range words {
			if w == name[0] && s.isIntroduced(words, at) {
				s.colleague[i] = true
			}
		}
	}
}

func (s *siding) isIntroduced(words []string, at int) bool {
	before := words[max(at-4, 0):at]
	for _, phrase := range introductions["before"] {
		if n := len(phrase); len(before) >= n && equal(before[len(before)-n:], phrase) {
			return true
		}
	}
	// "our solutions engineer Yuki"
	if our := slices.Index(before, "our"); our >= 0 && len(before) > our+1 && hasPersonTitle(before[len(before)-1:]) {
		return true
	}
	after := words[at+1 : min(at+9, len(words))]
	for i := range min(len(after), 4) {
		if s.isFirstName(after[i]) {
			break
		}
		// "Tove, my colleague Yuki will …" is about Yuki.
		if n := prefixOf(after[i:], introductions["after"]); n > 0 {
			return i+n >= len(after) || !s.isFirstName(after[i+n])
		}
		// "Yuki, our engineer", but not "telling Deb about our program".
		if n := prefixOf(after[i:], introductions["ours"]); n > 0 && (n > 1 || i == 0) && hasPersonTitle(after[i+n:]) {
			return true
		}
	}
	return false
}

// isFirstName reports whether a word is the first name of a speaker.
func (s *siding) isFirstName(w string) bool {
	for _, l := range s.labels {
		if len(l.name) > 0 && l.name[0] == w {
			return true
		}
	}
	return false
}

// hasPersonTitle reports whether a job follows that somebody has, rather than
// a department or a thing: "sales engineer", not "service" or "program".
func hasPersonTitle(words []string) bool {
	for _, w := range words[:min(len(words), 3)] {
		if jobTitles[w] && !departments[w] {
			return true
		}
	}
	return false
}

var departments = wordSet(departmentsFile)

//go:embed lexicon/departments.txt
var departmentsFile string

// prefixOf returns the length of the longest phrase that words begin with.
func prefixOf(words []string, phrases [][]string) int {
	longest := 0
	for _, p := range phrases {
		if len(p) > longest && len(words) >= len(p) && equal(words[:len(p)], p) {
			longest = len(p)
		}
	}
	return longest
}

// phraseTable reads lines of "kind: phrase, phrase" into words.
func phraseTable(file string) map[string][][]string {
	table := map[string][][]string{}
	for line := range strings.Lines(file) {
		kind, phrases, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(kind, "#") {
			continue
		}
		for phrase := range strings.SplitSeq(phrases, ",") {
			if words := tokens(phrase); len(words) > 0 {
				table[kind] = append(table[kind], words)
			}
		}
	}
	return table
}
