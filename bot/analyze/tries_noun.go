package analyze

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"heed/bot/text"
)

// nounEnders are verbs that end a noun phrase when one is picked out of a
// sentence.
var nounEnders = sync.OnceValue(func() map[string]bool { return wordSet("verbs") })

// determiners begin a noun phrase; what they become when the phrase is said
// to the customer.
var determiners = map[string]string{
	"the": "the", "a": "the", "an": "the", "my": "your", "our": "your", "this": "the", "that": "that",
	"these": "those", "those": "those", "his": "his", "her": "her", "their": "their",
}

// nounWords is the most words of a noun phrase after its determiner.
const nounWords = 3

// subject returns the thing that a clause begins with, if a verb follows at
// once: "the headsets die", "our boiler has …".
func (s *sentence) subject() string {
	noun, _ := s.subjectAndVerb()
	return noun
}

// badSubject reports whether what is said of the subject at once is bad: "the
// gate is stiff", not "the hall is what guests see first, so a leak there is".
func (s *sentence) badSubject() bool {
	noun, verb := s.subjectAndVerb()
	return noun != "" && slices.ContainsFunc(s.matches, func(m text.Match) bool {
		return m.Section == "bad" && int(m.From) >= verb && int(m.From) <= verb+saidAtOnce
	})
}

// saidAtOnce is how many words after a verb what is said of its subject begins.
const saidAtOnce = 4

func (s *sentence) subjectAndVerb() (noun string, at int) {
	for i := range s.Tokens {
		if !s.startsClause(i) || determiners[s.Tokens[i].Lower] == "" {
			continue
		}
		noun, end := s.phrase(i)
		if noun == "" || end-i > 3 || end >= len(s.Tokens) || s.isPerson(i, end) {
			continue
		}
		if verb := s.Tokens[end].Lower; nounEnders()[verb] || beings[verb] {
			return noun, end
		}
	}
	return "", 0
}

// beings are the words beside verbs.txt that a subject is followed by.
var beings = map[string]bool{
	"is": true, "are": true, "was": true, "were": true, "has": true, "have": true, "had": true, "keep": true, "doesn't": true,
	"don't": true, "isn't": true, "aren't": true, "didn't": true, "never": true, "always": true, "just": true, "get": true, "gets": true,
	"got": true, "alone": true, "only": true, "still": true, "often": true, "won't": true,
}

// person returns who of a list of words ("boss", "relative") the sentence
// names, with the words before: "our new treasurer", "your brother".
func (s *sentence) person(list string) string {
	for _, m := range s.matches {
		if m.Section != "who:"+list || m.From > 0 && notOfThem[s.Tokens[m.From-1].Lower] {
			continue
		}
		to := int(m.To)
		if to+1 < len(s.Tokens) && s.Tokens[to].Lower == "in" && s.Tokens[to+1].Lower == "law" {
			to += 2
		}
		said, name := determiners[s.Tokens[m.From].Lower], s.quote(int(m.From)+1, to)
		if to < len(s.Tokens) && afterIs[s.Tokens[to].Lower] {
			name = withoutGenitive(name)
		}
		if said == "" || strings.ContainsAny(name, ",'’") || s.genitive(to) || list == "relative" && said != "your" {
			continue // "her daughter" is somebody's of whom they speak
		}
		return said + " " + name
	}
	return ""
}

// notOfThem are words before somebody who is only named: "since my father ran it".
var notOfThem = map[string]bool{"since": true, "when": true, "before": true, "after": true, "until": true, "than": true, "like": true, "as": true}

// afterIs are words before which "'s" is "is" or "has", and nobody's.
var afterIs = map[string]bool{
	"on": true, "in": true, "at": true, "a": true, "an": true, "the": true, "not": true, "going": true, "been": true, "got": true,
	"having": true, "getting": true, "still": true, "just": true, "also": true, "very": true, "back": true, "away": true, "off": true,
	"only": true, "always": true, "never": true, "had": true, "gone": true, "coming": true, "working": true, "playing": true,
}

// event returns the event that a date is about: "the audit" of "the audit is
// in July".
func (s *sentence) event() string {
	m, ok := s.first("who:event")
	if !ok || determiners[s.Tokens[m.From].Lower] == "" || int(m.To) >= len(s.Tokens) || !dates[s.Tokens[m.To].Lower] {
		return ""
	}
	return determiners[s.Tokens[m.From].Lower] + " " + withoutGenitive(s.quote(int(m.From)+1, int(m.To)))
}

// dates are the words between an event and its date.
var dates = map[string]bool{
	"is": true, "in": true, "on": true, "starts": true, "begins": true, "opens": true, "comes": true, "meets": true, "runs": true, "ends": true, "at": true, "next": true,
}

// phrase reads a noun phrase from token i on: a determiner and up to three
// words, or a name, or a plural without one. It returns the phrase as said to
// the customer and its end; "" if there is none that is sure.
func (s *sentence) phrase(i int) (string, int) {
	said, hasDeterminer := determiners[s.Tokens[i].Lower]
	from := i
	if hasDeterminer {
		from++
	}
	end := from
	for end < len(s.Tokens) && end < from+nounWords && s.nounWord(end) {
		end++
	}
	for end > from+1 && (strings.HasSuffix(s.Tokens[end-1].Lower, "ed") || strings.HasSuffix(s.Tokens[end-1].Lower, "ing")) {
		end-- // "the stapler signed", "the machine turning"
	}
	if end == from || s.vagueNoun(from, end) || s.genitive(end) || s.standsForNoun(end) {
		return "", end
	}
	last := s.Tokens[end-1]
	switch {
	case hasDeterminer && !strings.HasSuffix(last.Lower, "ing"):
		return said + " " + s.quote(from, end), end
	case !hasDeterminer && from > 0 && capitalized(last.Text) && end == from+1:
		return last.Text, end
	case !hasDeterminer && end == from+1 && len(last.Lower) > 3 && strings.HasSuffix(last.Lower, "s") && !strings.HasSuffix(last.Lower, "ss"):
		return last.Lower, end
	}
	return "", end
}

// genitive reports whether the words before token i are only whose the thing
// is: "the drivers' data".
func (s *sentence) genitive(i int) bool {
	return i < len(s.Tokens) && strings.Trim(s.Tokens[i].Text, "'’") == ""
}

// standsForNoun reports whether token i is what an adjective before it says
// something of: "the older ones".
func (s *sentence) standsForNoun(i int) bool {
	return i < len(s.Tokens) && (s.Tokens[i].Lower == "one" || s.Tokens[i].Lower == "ones")
}

func (s *sentence) nounWord(i int) bool {
	tok := s.Tokens[i]
	return tok.Kind == text.Word && !stopWords()[tok.Lower] && !nounEnders()[tok.Lower] && !isNumeral(tok) &&
		!strings.HasSuffix(tok.Lower, "ly") && !strings.ContainsAny(tok.Text, "'’") && len(tok.Lower) > 1 && tok.Lower != "cause"
}

// closed reports whether a noun phrase may end before token i.
func (s *sentence) closed(i int) bool {
	return i >= len(s.Tokens) || s.Tokens[i].Kind == text.Punct || s.Tokens[i].Lower == "cause" || strings.HasSuffix(s.Tokens[i].Lower, "ing") || stopWords()[s.Tokens[i].Lower] || nounEnders()[s.Tokens[i].Lower]
}

func (s *sentence) isPerson(from, end int) bool {
	for _, m := range s.matches {
		if (m.Section == "someone" || m.Section == "who:boss") && int(m.From) < end && from < int(m.To) && !things[s.Tokens[m.From].Lower] {
			return true
		}
	}
	return false
}

// things are words of [someone] that are none.
var things = map[string]bool{
	"machine": true, "machines": true, "system": true, "software": true, "line": true, "site": true, "sites": true, "plant": true,
	"office": true, "warehouse": true, "kitchen": true, "store": true, "stores": true, "yard": true, "floor": true,
}

// vagueNoun: spans of time and words that say nothing ("the thing", "the
// problem").
func (s *sentence) vagueNoun(from, end int) bool {
	for _, tok := range s.Tokens[from:end] {
		if spans[strings.TrimSuffix(tok.Lower, "s")] {
			return true
		}
	}
	return false
}

func capitalized(word string) bool {
	for i, r := range word {
		if i == 0 && !unicode.IsUpper(r) || i > 0 && unicode.IsUpper(r) {
			return false
		}
	}
	return len(word) > 2
}

// spans are nouns that no question is about.
var spans = map[string]bool{
	"day": true, "week": true, "month": true, "year": true, "quarter": true, "hour": true, "minute": true, "morning": true,
	"night": true, "afternoon": true, "evening": true, "end": true, "middle": true, "second": true, "front": true, "reason": true,
	"weekend": true, "half": true, "moment": true, "rest": true, "beginning": true, "number": true, "problem": true, "thing": true,
	"part": true, "fact": true, "point": true, "way": true, "time": true, "idea": true, "question": true, "bit": true, "side": true,
	"case": true, "trouble": true, "issue": true, "worst": true, "youngest": true, "eldest": true, "lot": true, "fellow": true, "guy": true, "one": true, "other": true,
	"inside": true, "outside": true, "deal": true, "breaker": true, "rumour": true, "talk": true, "feeling": true, "whole": true, "same": true,
	"headache": true, "worry": true, "main": true, "biggest": true, "bigger": true, "truth": true, "matter": true, "reality": true,
}
