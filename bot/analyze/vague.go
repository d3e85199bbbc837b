package analyze

import (
	"strings"
	"sync"
	"unicode/utf8"

	"heed/bot/call"
	"heed/bot/text"
)

// wordRole is what a word does in a reading without a fact; the lists are in
// lexicon/vague.txt.
type wordRole uint8

const (
	judging wordRole = 1 << iota // "great", "keen", "rapport"
	outcome                      // "close", "sign": judges beside belief
	belief                       // "think", "gut", "should"
	empty                        // "call", "she", "really"
	about                        // "in", "because": what follows is a matter
)

var vagueRoles = sync.OnceValue(func() map[string]wordRole {
	named := map[string]wordRole{"judging": judging, "outcome": outcome, "belief": belief, "empty": empty, "about": about}
	roles := map[string]wordRole{}
	for heading, line := range text.Sections(lexiconFile("vague")) {
		for _, word := range strings.Fields(line) {
			roles[word] |= named[heading]
		}
	}
	return roles
})

// mostStrange is how many words that aren't English a reading may hold: names
// typed in lower case, and slips of the keys.
const mostStrange = 3

// isVague reports whether a sentence of a note is a reading without a fact ("seemed
// keen", "think we're close"): a word of it judges, and all the others are of
// the kind that says nothing. A number, a date, or one word with a matter of
// its own makes it a fact: "keen on the night shift".
func (s *sentence) isVague() bool {
	if s.Words == 0 || s.quotes() || strings.HasSuffix(s.Text, "?") {
		return false
	}
	v := vagueReader{sentence: s, roles: vagueRoles()}
	for i := 0; i < len(s.Tokens); i++ {
		if end := s.phraseAt("vague", i); end > i {
			v.judged, v.behind, i = true, false, end-1
		} else if !v.read(i) {
			return false
		}
	}
	return v.understands() && (v.judged || v.said == outcome|belief)
}

// vagueReader goes through the words of a sentence.
type vagueReader struct {
	*sentence
	roles   map[string]wordRole
	judged  bool
	said    wordRole // of outcome and belief, what was
	behind  bool     // the word before is one of about
	strange []string // words in no list
}

// read takes word i and reports whether the sentence may still be a reading
// without a fact.
func (v *vagueReader) read(i int) bool {
	tok := &v.Tokens[i]
	if !tok.IsWord() {
		r, _ := utf8.DecodeRuneInString(tok.Text)
		v.judged = v.judged || tok.Kind == text.Symbol && v.roles[string(r)]&judging != 0
		v.behind = false
		return true
	}
	role := v.roles[strings.TrimSuffix(tok.Lower, "'s")]
	switch {
	case v.inEmoji(i):
		return true
	case rating(tok):
		v.judged = true
		return true
	case v.inName(i), v.timeOfCall(i):
		switch v.before(i) {
		case "have", "has", "had", "got", "but", "than", "see":
			return false // somebody else's: "they already have Kestrel"
		}
		return !v.behind || v.before(i) == "this"
	case role != 0:
		v.said |= role & (outcome | belief)
		v.judged = v.judged || role&judging != 0 && !v.idle(i)
		v.behind = role&about != 0
		return role&judging == 0 || !v.declines(i)
	case v.behind, tok.Kind != text.Word, determiner[v.before(i)], len(v.strange) == mostStrange:
		return false
	}
	v.strange = append(v.strange, tok.Lower)
	return true
}

// inName: a name, or a word of one: the "Bright" of "Bright Path".
func (v *vagueReader) inName(i int) bool {
	tok, known := &v.Tokens[i], v.roles[v.Tokens[i].Lower] != 0
	if !isName(tok) || i == 0 && !known {
		return false
	}
	return !known || i > 0 && isName(&v.Tokens[i-1]) && i != 1 || i+1 < len(v.Tokens) && isName(&v.Tokens[i+1]) && v.Tokens[i+1].From == tok.To+1
}

// rating: "8/10", "90%".
func rating(tok *text.Token) bool {
	return tok.Kind == text.Number && (strings.HasSuffix(tok.Text, "/10") || strings.HasSuffix(tok.Text, "0%") || tok.Text == "50/50")
}

// inEmoji: the "fire" of ":fire:".
func (v *vagueReader) inEmoji(i int) bool {
	return v.before(i) == ":" && i+1 < len(v.Tokens) && v.Tokens[i+1].Lower == ":" && v.Tokens[i-1].To == v.Tokens[i].From && v.Tokens[i].To == v.Tokens[i+1].From
}

// timeOfCall: "this morning", or the time with which the line begins.
func (v *vagueReader) timeOfCall(i int) bool {
	switch v.Tokens[i].Lower {
	case "morning", "afternoon", "evening", "week":
		return v.before(i) == "this"
	}
	return i == 0 && dated(v.Tokens[i].Text)
}

// before returns the word before word i, or "".
func (s *sentence) before(i int) string {
	if i == 0 {
		return ""
	}
	return s.Tokens[i-1].Lower
}

// idle: a word that judges elsewhere and here only fills: "as well", "Well, he",
// "Best," above a name.
func (v *vagueReader) idle(i int) bool {
	switch v.Tokens[i].Lower {
	case "well", "right":
		return i == 0 || v.before(i) == "as"
	case "best", "super", "strong", "top", "hit", "clear":
		return v.Words == 1
	}
	return i+1 < len(v.Tokens) && v.Tokens[i+1].Lower == "question"
}

// declines: "not interested" and "not a fit" are answers, "not too keen" is a mood.
func (v *vagueReader) declines(i int) bool {
	switch v.Tokens[i].Lower {
	case "interested", "interest", "fit", "match":
	default:
		return false
	}
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		switch v.Tokens[j].Lower {
		case "not", "no", "isn't", "aren't", "wasn't", "never":
			return true
		}
	}
	return false
}

// understands looks at the words in no list: they are names typed in lower
// case, or slips of the keys.
func (v *vagueReader) understands() bool {
	for _, w := range v.strange {
		role := slipOf(w, v.roles)
		if role == 0 && call.IsCommonWord(w) {
			return false
		}
		v.judged = v.judged || role&judging != 0
	}
	return true
}

// phraseAt returns where the phrase of a section that begins at token i ends, or 0.
func (s *sentence) phraseAt(section string, i int) int {
	if s.marks&markOf(section) == 0 {
		return 0
	}
	for _, m := range s.matches {
		if int(m.From) == i && m.Section == section {
			return int(m.To)
		}
	}
	return 0
}

// slipLength is how long a word is before a letter amiss leaves no doubt of it.
const slipLength = 6

// slipOf returns the role of the word that w is with a letter too many, too
// few, amiss or two of them exchanged ("intrested", "seemd"), or 0. Words of
// English are no slips.
func slipOf(w string, roles map[string]wordRole) wordRole {
	for _, ending := range [...]struct{ short, long string }{{"d", "ed"}, {"ly", "ely"}} { // "seemd", "lovly"
		if base, ok := strings.CutSuffix(w, ending.short); ok && roles[base+ending.long] != 0 {
			return roles[base+ending.long]
		}
	}
	if len(w) < slipLength || call.IsCommonWord(w) {
		return 0
	}
	role := wordRole(0)
	for known, r := range roles {
		if r&judging != 0 && oneSlip(w, known) {
			role |= r
		}
	}
	return role
}

func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || len(a) < slipLength-1 || a[0] != b[0] {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch {
	case len(a) < len(b):
		return a[i:] == b[i+1:]
	case i == len(a):
		return false
	}
	swapped := i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
	return a[i+1:] == b[i+1:] || swapped
}
