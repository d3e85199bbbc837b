package followup

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/when"
)

// Match finds the one follow-up that a report of something done ("sent over
// the SOC2 last night") is about: the one with which it shares at least half
// of the words that carry the action, and at least one beyond the verb. It is
// -1 if none does, or two do equally well.
func Match(open []FollowUp, report string) int {
	said := stems(report)
	best, at, tie := 0.0, -1, false
	for i, f := range open {
		switch share := shared(said, f.Action); {
		case share < sureShare, share < best:
		case share == best:
			tie = true
		default:
			best, at, tie = share, i, false
		}
	}
	if tie {
		return -1
	}
	return at
}

// Shares of an action's words from which on a report is about it, and from
// which on it may be.
const (
	sureShare   = 0.5
	likelyShare = 0.3
)

// Likely are the follow-ups, two at most, that a report which Match finds
// none for may be about: worth a question, not a change.
func Likely(open []FollowUp, report string) []int {
	said := stems(report)
	var found []int
	for i, f := range open {
		if shared(said, f.Action) >= likelyShare {
			found = append(found, i)
		}
	}
	slices.SortStableFunc(found, func(a, b int) int {
		return cmp.Compare(shared(said, open[b].Action), shared(said, open[a].Action))
	})
	return found[:min(len(found), 2)]
}

// shared is the share of the words that carry an action that were said.
func shared(said map[string]bool, action string) float64 {
	want, n := stems(action), 0
	for w := range want {
		if holds(said, w) {
			n++
		}
	}
	if len(want) == 0 {
		return 0
	}
	return float64(n) / float64(len(want))
}

// Same reports whether two actions are one promise in other words: the words
// that carry them are the same.
func Same(a, b string) bool {
	x, y := stems(a), stems(b)
	return len(x) > 0 && maps.Equal(x, y)
}

// holds reports whether said has the word, or one that begins like it:
// "intro" and "introduced" are one to somebody in a hurry.
func holds(said map[string]bool, w string) bool {
	if said[w] {
		return true
	}
	for s := range said {
		if short := min(len(s), len(w)); short >= shortStem && s[:short] == w[:short] {
			return true
		}
	}
	return false
}

// shortStem is how many letters two words must begin with to be one.
const shortStem = 5

// common are words of an action that don't tell it from another: verbs of
// sending and talking, in the forms that notes use, and function words.
var common = func() map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(`a an the to for of on in at by with and or his her their our my your it them him us you me
		send sent sends sending get got share shared give gave make made do did done ask asked call called email emailed mail mailed
		over out up off back him via this that some about from as`) {
		out[w] = true
	}
	return out
}()

// stems are the words of s that carry its meaning, cut to their first six
// letters so that "questionnaires" and "questionnaire" are one.
func stems(s string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if common[w] || len(w) < 2 {
			continue
		}
		if r := []rune(w); len(r) > 6 {
			w = string(r[:6])
		}
		out[w] = true
	}
	return out
}

// SamePromise is the follow-up among others that is the same promise as f,
// from another record of the same conversation; -1 if there is none. Where the
// words are others the side may not be, nor the day where both name one.
func SamePromise(others []FollowUp, f FollowUp) int {
	for i, o := range others {
		if o.Quote != "" && o.Quote == f.Quote {
			return i
		}
		if o.Side != f.Side && o.Side != call.Unknown && f.Side != call.Unknown {
			continue
		}
		if o.Due != f.Due && o.Due != (when.Date{}) && f.Due != (when.Date{}) {
			continue
		}
		if Same(o.Action, f.Action) || Match(others[i:i+1], f.Action) == 0 && Match([]FollowUp{f}, o.Action) == 0 {
			return i
		}
	}
	return -1
}

// SaysAgain is the follow-up among earlier ones that f, from a later
// conversation, promises again; -1 if none surely is. It takes the same side
// and person, the same words to carry the action, one of them beyond its verb,
// and no meeting: to visit somebody is promised many times. What hangs on a
// condition replaces nothing that doesn't.
func SaysAgain(earlier []FollowUp, f FollowUp) int {
	if meets[firstWord(f.Action)] || !beyondVerb(f.Action) {
		return -1
	}
	at := -1
	for i, o := range earlier {
		if o.Side != f.Side || o.Who != f.Who || o.Customer != f.Customer || o.Owner != f.Owner || !Same(o.Action, f.Action) || firstWord(o.Action) != firstWord(f.Action) {
			continue
		}
		if f.Due == (when.Date{}) && o.Due != (when.Date{}) || f.Strength != o.Strength && f.Strength != analyze.Hard {
			continue
		}
		if at >= 0 {
			return -1 // two of them: which one is meant?
		}
		at = i
	}
	return at
}

// meets are verbs of meeting and calling.
var meets = map[string]bool{
	"visit": true, "meet": true, "see": true, "call": true, "ring": true, "phone": true, "come": true, "go": true, "drop": true, "pop": true, "talk": true, "speak": true,
	"check": true, "follow": true, "get": true, "be": true, "let": true, "try": true, "book": true, "join": true, "chase": true,
}

// beyondVerb reports whether an action says more than its verb.
func beyondVerb(action string) bool {
	_, rest, _ := strings.Cut(strings.TrimSpace(action), " ")
	return len(stems(rest)) > 0
}

func firstWord(s string) string {
	first, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(s)), " ")
	return first
}
