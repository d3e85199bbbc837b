package analyze

import (
	"slices"
	"strings"
	"sync"

	"heed/bot/call"
	"heed/bot/text"
)

// factFiles are the files of what there is to know about a customer;
// facts_words.txt says how they work.
var factFiles = []string{"facts_words", "facts_pain", "facts_wants", "facts_likes", "facts_decision", "facts_against", "facts_people", "facts_dates", "facts_vocabulary"}

var factLexicon = sync.OnceValue(func() *text.Lexicon { return parseLexicon(factFiles) })

const (
	// mostFacts is the share of the pieces of the customer's speech that may
	// become facts, so that a card stays readable; the strongest are kept. In
	// annotated calls it is one in two to four.
	mostFacts = 0.6
	// mostNoteFacts is the same for a note, where a line is dense.
	mostNoteFacts = 1.0
	fewestFacts   = 8
)

// candidate is a sentence that may tell a fact of a kind.
type candidate struct {
	s        *sentence
	sentence int
	kind     FactKind
	score    int
}

// findFacts returns what the customer's own sentences, or a note's lines about
// the customer, tell about them, in the order of the text.
func findFacts(d *document) []Fact {
	var all []candidate
	pieces, turn, place, rival := 0, -1, 0, -rivalReach
	var asked kindScores
	for i := range d.Sentences {
		s := &d.Sentences[i]
		if s.Turn != turn && !d.isNote() && s.Side == call.Customer {
			turn, place, asked = s.Turn, 0, d.expects(s.Turn)
		}
		if !d.tellsFacts(s) {
			continue
		}
		if d.kindness(s) {
			all = append(all, d.answerIn(s)...)
			continue
		}
		for _, piece := range d.factPieces(s) {
			pieces++
			expected := asked.after(place)
			if !d.isNote() && s.Index-rival < rivalReach && piece.ofThem() {
				expected[competitorKind] = max(expected[competitorKind], sureWeight)
			}
			found := d.candidatesIn(piece, expected)
			if slices.ContainsFunc(found, func(c candidate) bool { return c.kind == FactCompetitor }) {
				rival = s.Index
			}
			all = append(all, found...)
			place++
		}
	}
	share := mostFacts
	if d.isNote() {
		share = mostNoteFacts
	}
	keep := strongest(all, max(fewestFacts, int(share*float64(pieces))))
	out := slices.Grow(d.headPeople(), len(keep))
	head, line := len(out), len(out) // out[line:] are the last of the line in hand
	for _, c := range keep {
		f := factOf(d, c)
		if line < len(out) && out[line].Turn != f.Turn {
			line = len(out)
		}
		line = max(line, len(out)-nearFacts)
		introduced := func(h Fact) bool { return f.saidIn(h) || h.saidIn(f) }
		if !slices.ContainsFunc(out[:head], introduced) && !slices.ContainsFunc(out[line:], f.saidIn) {
			out = append(out, f)
		}
	}
	return out
}

// nearFacts is how many facts of a line may have said before what the next one
// says: a note of thousands may be all one line.
const nearFacts = 64

// rivalReach is for how many sentences "they" are the rival just named.
const rivalReach = 4

// ofThem reports whether a piece tells what others did, have or charge: "They
// took eight days to answer".
func (s *sentence) ofThem() bool {
	for i := range s.Tokens {
		switch w := s.Tokens[i].Lower; w {
		case "and", "but", "so", "well", "yeah", ",":
			continue
		case "they", "they're", "they've", "they'd", "they'll", "their":
			return !s.has("stalls") && !s.Labels.has(Question)
		default:
			return false
		}
	}
	return false
}

// saidIn reports whether another fact of the same line tells all of f.
func (f Fact) saidIn(other Fact) bool {
	return f.Kind == other.Kind && f.Turn == other.Turn && strings.Contains(other.Quote, f.Quote)
}

// after returns what is left of an expectation after n pieces of the answer.
func (k *kindScores) after(n int) *kindScores {
	out := *k
	for i := range out {
		out[i] = max(out[i]-n, 0)
	}
	return &out
}

// tellsFacts reports whether a sentence is the customer's own, or a note's
// about the customer.
func (d *document) tellsFacts(s *sentence) bool {
	if d.isNote() {
		if strings.HasPrefix(s.Text, "→") || strings.HasPrefix(s.Text, "->") || strings.HasPrefix(s.Text, "@") {
			return false // marked as somebody's task
		}
		if s.Voice == SellerVoice || d.isTaken(s) || s.Heading == "title" || s.Heading == "next_steps" || s.Heading == "pitched" || s.Heading == "agenda" {
			return false
		}
		return !d.Call.Turns[s.Turn].Box && s.Words >= 2
	}
	return s.Side == call.Customer && !d.Turns[s.Turn].Backchannel && (!s.intends || d.tellsMore(s)) && (s.Words >= 3 || s.sure != 0 && s.Words == 2)
}

// tellsMore reports whether a sentence that reads like a promise names a sum or
// a rival, or tells of a life: "I can find nine hundred for it", "we left
// Harbright", "we go to the coast with the kids".
func (d *document) tellsMore(s *sentence) bool {
	if slices.ContainsFunc(s.Tokens, func(w text.Token) bool {
		return w.Lower == "i'll" || w.Lower == "we'll" || w.Lower == "will" || w.Lower == "let"
	}) {
		return false
	}
	return slices.ContainsFunc(d.factsIn(s), func(m text.Match) bool {
		section := &factSections()[m.Number]
		return section.weight == sureWeight && (section.kind == budgetKind || section.kind == competitorKind || section.kind == personalKind)
	})
}

// isTaken reports whether a sentence of a note is little but a promise or a
// report of something done.
func (d *document) isTaken(s *sentence) bool {
	return slices.ContainsFunc(d.taken[s.Turn], func(quote string) bool {
		return strings.Contains(s.Text, quote) && 2*len(strings.Fields(quote)) >= s.Words
	})
}

// strongest keeps the best n, in the order of the text.
func strongest(all []candidate, n int) []candidate {
	if len(all) > n {
		slices.SortStableFunc(all, func(a, b candidate) int { return b.score - a.score })
		all = all[:n]
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return a.sentence - b.sentence })
	return all
}

// factOf makes the fact of a candidate.
func factOf(d *document, c candidate) Fact {
	s := c.s
	quote := clip(strings.TrimRight(s.Text, " .,;"), 240)
	return Fact{Kind: c.kind, About: aboutWhom(d, s, c.kind), Text: factText(quote), Quote: quote, Turn: s.Turn}
}

// factText is the quote without the words that only carry it on.
func factText(quote string) string {
	for {
		word, rest, ok := strings.Cut(quote, " ")
		if !ok || !carriesOn(strings.ToLower(strings.TrimRight(word, ","))) || strings.EqualFold(word, "no") { // "no cards" is no answer
			break
		}
		quote = strings.TrimSpace(rest)
	}
	return withoutMarks(quote)
}

// mostReport is how many words stand before the words of a customer to say
// whose they are: "She said again:".
const mostReport = 4

// withoutMarks takes a customer's own words out of quotation marks where they
// are all that is told.
func withoutMarks(quote string) string {
	own := quoted(quote)
	if len(own) != 1 || len(strings.Fields(own[0])) < 3 {
		return quote
	}
	before, after, _ := strings.Cut(quote, own[0])
	if len(strings.Fields(before)) > mostReport || len(strings.Fields(after)) > 1 {
		return quote
	}
	return strings.Trim(own[0], " .,;")
}

func carriesOn(w string) bool {
	switch w {
	case "and", "but", "so", "well", "um", "uh", "er", "yeah", "yes", "no", "oh", "okay", "honestly", "because", "also", "mm", "ah", "hm":
		return true
	}
	return false
}
