package analyze

import "strings"

// kindness reports whether a line of a note tells that its writer asked after
// somebody's life ("asked about Asha's exam, she's nervous"): "asked", without
// who did, and then somebody's own exam, trip or child. A customer who asks
// for something asks for what the seller has, so it is no wish of theirs.
func (d *document) kindness(s *sentence) bool {
	if !d.isNote() {
		return false
	}
	words := strings.Fields(strings.ToLower(withoutMarks(s.Text)))
	for len(words) > 0 && leadsIn[words[0]] {
		words = words[1:]
	}
	if len(words) < 3 || words[0] != "asked" || !after[words[1]] || !possessive(words[1:min(len(words), 5)]) {
		return false
	}
	asked := d.firstClause(s)
	_, _, scores := d.score(asked, new(kindScores))
	return scores[personalKind] >= factWeight
}

// leadsIn are words before a verb that say nothing of who did it.
var leadsIn = map[string]bool{"i": true, "we": true, "also": true, "then": true, "and": true, "again": true}

// after are the words that somebody asks after with; "asked if" and "asked
// for" is what wishes begin with.
var after = map[string]bool{"about": true, "after": true, "how": true, "what": true, "where": true, "when": true}

// possessive reports whether words name somebody's own.
func possessive(words []string) bool {
	for _, w := range words {
		if w == "his" || w == "her" || w == "their" || hasIs(w) {
			return true
		}
	}
	return false
}

// firstClause is a sentence up to its first comma.
func (d *document) firstClause(s *sentence) *sentence {
	clause, _, _ := strings.Cut(s.Text, ", ")
	piece := *s
	piece.Labels = 0
	d.reword(&piece, clause)
	return &piece
}

// leastAnswer is how many words an answer has at least to tell something.
const leastAnswer = 4

// answerIn is what came back when the writer asked after somebody's life: the
// rest of the line tells of that life, whatever its words are.
func (d *document) answerIn(s *sentence) []candidate {
	_, rest, ok := strings.Cut(s.Text, ", ")
	if !ok || len(strings.Fields(rest)) < leastAnswer {
		return nil
	}
	piece := *s
	d.reword(&piece, rest)
	return []candidate{{&piece, s.Index, FactPersonal, sureWeight}}
}

// saysOnly reports whether a piece of a note is nothing but who said the piece
// before ("she said again", "as he put it").
func saysOnly(piece string) bool {
	words := strings.Fields(strings.ToLower(strings.Trim(piece, " .,;:!")))
	if len(words) > 5 {
		return false
	}
	said := false
	for i, w := range words {
		switch {
		case saying[w]:
			said = true
		case !aroundSaying[w] && (i > 0 || len(words) < 2 || !saying[words[1]]): // "Priya said"
			return false
		}
	}
	return said
}

var saying = map[string]bool{
	"said": true, "says": true, "saying": true, "told": true, "tells": true, "repeated": true, "repeats": true, "mentioned": true,
	"mentions": true, "admitted": true, "added": true, "reckons": true, "thinks": true, "insists": true, "insisted": true, "put": true, "stressed": true,
}

var aroundSaying = map[string]bool{
	"he": true, "she": true, "they": true, "both": true, "again": true, "twice": true, "so": true, "it": true, "too": true, "also": true, "me": true, "us": true,
	"as": true, "that": true, "this": true, "once": true, "more": true, "today": true, "literally": true, "several": true, "times": true, "apparently": true,
}
