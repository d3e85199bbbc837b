package analyze

import (
	"slices"
	"strings"

	"heed/bot/call"
	"heed/bot/text"
)

// DiscoveryKind is a kind of value-discovery question: what it wants to find
// out. The kinds are those of the value questions that Heed coaches
// (lexicon/discovery*.txt say with which words each is asked).
type DiscoveryKind string

const (
	Matters       DiscoveryKind = "matters"       // what is important to them
	DoingNothing  DiscoveryKind = "doing_nothing" // what it costs to leave it as it is
	Success       DiscoveryKind = "success"       // how they will know that it went well
	Standards     DiscoveryKind = "standards"     // what is good enough
	Decision      DiscoveryKind = "decision"      // who decides, and how
	Change        DiscoveryKind = "change"        // what should be another way
	TimeMoney     DiscoveryKind = "time_money"    // what it takes now, in time or money
	Define        DiscoveryKind = "define"        // what "good" means to them
	Select        DiscoveryKind = "select"        // how they choose between suppliers
	Productivity  DiscoveryKind = "productivity"  // how much gets done
	Profitability DiscoveryKind = "profitability" // what is earned
)

// discoveryOrder is the order in which the kinds are worth asking: what
// matters before what it costs, before how it will be judged and by whom.
var discoveryOrder = []DiscoveryKind{
	Matters, DoingNothing, Success, Standards, Decision, Change, TimeMoney, Define, Select, Productivity, Profitability,
}

// sectionOrder is the order in which the sections of the lexicon are tried on
// one question: the particular before the general.
var sectionOrder = []DiscoveryKind{
	DoingNothing, Profitability, Productivity, TimeMoney, Decision, Select, Success, Standards, Define, Change, Matters,
}

// Asked is one kind of discovery question in a call.
type Asked struct {
	Kind  DiscoveryKind `json:"kind"`
	Asked int           `json:"asked"`           // how many questions of the kind
	Told  bool          `json:"told"`            // the customer said it, asked or not
	Turn  int           `json:"turn"`            // of the first question; -1 if none
	Quote string        `json:"quote,omitempty"` // of it
}

// Coverage tells which kinds of discovery questions a call asked, and which
// one is worth asking next.
type Coverage struct {
	Kinds    []Asked       `json:"kinds"` // all kinds, in the order in which they are worth asking
	Next     DiscoveryKind `json:"next,omitempty"`
	Question string        `json:"question,omitempty"` // of the kind Next, to be said
}

// NextDiscovery returns the kind most worth asking after calls with these
// coverages, and a question of it; "" if every kind was asked or told. Given
// all calls with a customer it looks at the whole history.
func NextDiscovery(calls ...Coverage) (DiscoveryKind, string) {
	for _, kind := range discoveryOrder {
		known := slices.ContainsFunc(calls, func(c Coverage) bool {
			return slices.ContainsFunc(c.Kinds, func(a Asked) bool { return a.Kind == kind && (a.Asked > 0 || a.Told) })
		})
		if !known {
			var fresh asker
			return kind, fresh.question("discovery:"+string(kind), string(kind), "")
		}
	}
	return "", ""
}

// coverage reads the questions of the rep's side and what the customer told
// unasked; nil where nobody is known to be on either side.
func (d *document) coverage() *Coverage {
	if d.isNote() || !d.has(call.Rep) || !d.has(call.Customer) {
		return nil
	}
	c := &Coverage{Kinds: make([]Asked, len(discoveryOrder))}
	for i, kind := range discoveryOrder {
		c.Kinds[i] = Asked{Kind: kind, Turn: -1}
	}
	for i := range d.Sentences {
		s := &d.Sentences[i]
		switch {
		case s.Side == call.Rep && s.Labels.has(DiscoveryAsked):
			c.asked(s, d.askedKind(s))
		case s.Side == call.Customer:
			c.told(s)
		}
	}
	c.Next, c.Question = NextDiscovery(*c)
	return c
}

func (c *Coverage) asked(s *sentence, kind DiscoveryKind) {
	for i := range c.Kinds {
		if a := &c.Kinds[i]; a.Kind == kind {
			if a.Asked++; a.Asked == 1 {
				a.Turn, a.Quote = s.Turn, s.Text
			}
		}
	}
}

// told marks what the customer said of their own accord: who decides, and
// what is good enough.
func (c *Coverage) told(s *sentence) {
	for i := range c.Kinds {
		switch a := &c.Kinds[i]; a.Kind {
		case Decision:
			a.Told = a.Told || s.sure.has(CueDecision)
		case Standards:
			a.Told = a.Told || s.sure.has(CueStandard) && s.hasNumber()
		}
	}
}

// discoveryKind returns what the words of a question want to find out, or "":
// as they stand or, if that says nothing, without what is put between them
// ("what would you say", "actually"; [aside] in lexicon/discovery_shapes.txt),
// or with short forms written out besides ("you'd" as "you would").
func (d *document) discoveryKind(s *sentence) DiscoveryKind {
	if d.discovery == nil {
		d.discovery = discoveryRules().NewMatcher(d.vocabulary)
	}
	kind := d.kindOf(s.Tokens)
	if kind != "" {
		return kind
	}
	d.plainTokens = withoutAsides(d.plainTokens[:0], s, d.discoveries)
	if len(d.plainTokens) < len(s.Tokens) {
		kind = d.kindOf(d.plainTokens)
	}
	if r := d.reader(); kind == "" && !slices.ContainsFunc(d.plainTokens, isDidOrWould) && !r.isWritten(d.plainTokens) {
		d.written = r.write(d.written[:0], d.plainTokens)
		kind = d.kindOf(d.written)
	}
	return kind
}

// isDidOrWould reports whether a short form may stand for either: "what'd you
// do" asks for what was done.
func isDidOrWould(t text.Token) bool {
	switch t.Lower {
	case "what'd", "how'd", "where'd", "why'd", "when'd":
		return true
	}
	return false
}

// kindOf returns the most particular kind that words of a question are found
// to be of, or "".
func (d *document) kindOf(tokens []text.Token) DiscoveryKind {
	d.discoveries = d.discovery.AppendMatches(d.discoveries[:0], tokens)
	first := len(sectionOrder)
	for i := range d.discoveries {
		if kind, ok := strings.CutPrefix(d.discoveries[i].Section, "discovery:"); ok {
			first = min(first, slices.Index(sectionOrder, DiscoveryKind(kind)))
		}
	}
	if first == len(sectionOrder) {
		return ""
	}
	return sectionOrder[first]
}

// withoutAsides appends the tokens of s to dst, but for what it opens with and
// what was found to be put between its words.
func withoutAsides(dst []text.Token, s *sentence, found []text.Match) []text.Token {
	from := s.head()
	for i := range found {
		if m := &found[i]; m.Section == "aside" && int(m.To) > from {
			dst = append(dst, s.Tokens[from:max(from, int(m.From))]...)
			from = int(m.To)
		}
	}
	return append(dst, s.Tokens[from:]...)
}

// askedKind returns what a question wants to find out, or "": by its own words
// or, where speech without punctuation was cut into clauses, by those of the
// clause before it ("if you could change one thing | what would it be") or after.
func (d *document) askedKind(s *sentence) DiscoveryKind {
	if kind := d.discoveryKind(s); kind != "" {
		return kind
	}
	turn := d.Turns[s.Turn]
	if s.Index > turn.First {
		if before := &d.Sentences[s.Index-1]; before.runsOn() && before.supposes() {
			if kind := d.discoveryKind(before); kind != "" {
				return kind
			}
		}
	}
	if s.Index+1 < turn.End && s.runsOn() {
		if after := &d.Sentences[s.Index+1]; after.supposes() || after.Tokens[0].Lower == "you" && !after.asksByForm() {
			return d.discoveryKind(after)
		}
	}
	return ""
}

// runsOn reports whether a sentence ends without a mark: if others of the turn
// follow, it is a clause that was cut off.
func (s *sentence) runsOn() bool {
	return len(s.Tokens) > 0 && s.Tokens[len(s.Tokens)-1].Kind != text.Punct
}

// supposes reports whether a sentence begins a condition.
func (s *sentence) supposes() bool {
	if len(s.Tokens) == 0 {
		return false
	}
	switch s.Tokens[s.head()].Lower {
	case "if", "when", "suppose", "supposing", "say", "imagine", "assuming", "assume", "once":
		return true
	}
	return false
}

// labelDiscovery marks questions about what matters and how it is judged, and
// a choice offered right after one ("Is it price, or speed?").
func (d *document) labelDiscovery(i int) {
	s := &d.Sentences[i]
	if s.has("q:logistics") {
		return
	}
	if d.askedKind(s) != "" {
		s.Labels.add(DiscoveryAsked)
		return
	}
	if i == d.Turns[s.Turn].First || !d.Sentences[i-1].Labels.has(DiscoveryAsked) {
		return
	}
	if slices.ContainsFunc(s.Tokens, func(t text.Token) bool { return t.Lower == "or" }) {
		s.Labels.add(DiscoveryAsked)
	}
}
