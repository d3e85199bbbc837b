package coach

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"heed/bot/memory"
	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

//go:embed brief_words.txt
var briefFile string

var briefWords = sync.OnceValue(func() asking { return readAsking(briefFile) })

// asking is how people ask for something in plain words: the beginnings, the
// longest first, and what may stand around what they ask about.
type asking struct{ begin, around []string }

// readAsking reads a file of beginnings, one a line, and of what may stand
// around, after a dash.
func readAsking(file string) (a asking) {
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case strings.HasPrefix(line, "- "):
			a.around = append(a.around, strings.TrimPrefix(line, "- "))
		default:
			a.begin = append(a.begin, line)
		}
	}
	slices.SortStableFunc(a.begin, func(a, b string) int { return len(b) - len(a) })
	return a
}

// longestAsk is how many words somebody asks in; what is longer tells
// something.
const longestAsk = 14

// asksBrief reads "brief me on Northgate" and "what do we know about Priya?";
// name is whom it asks about.
func asksBrief(text string) (name string, ok bool) { return briefWords().read(text) }

// read is what a text asks about.
func (a asking) read(text string) (about string, ok bool) {
	text = strings.TrimRight(strings.TrimSpace(text), "?!. ")
	if strings.ContainsRune(text, '\n') || len(strings.Fields(text)) > longestAsk {
		return "", false
	}
	for _, b := range a.begin {
		if rest, has := cutWords(text, b); has {
			rest = a.without(rest)
			return rest, rest != ""
		}
	}
	return "", false
}

// without takes off what may stand around.
func (a asking) without(rest string) string {
	for _, w := range a.around {
		if r, has := cutWords(rest, w); has {
			rest = r
		}
		if n := len(rest) - len(w); n > 0 && strings.EqualFold(rest[n:], w) && rest[n-1] == ' ' {
			rest = rest[:n-1]
		}
	}
	return strings.Trim(rest, " ,.?!")
}

// cutWords is CutPrefix without regard to case and apostrophes, at a word's
// end.
func cutWords(s, prefix string) (rest string, ok bool) {
	i := 0
	for _, want := range prefix {
		for strings.HasPrefix(s[i:], "'") || strings.HasPrefix(s[i:], "’") {
			i += len("'")
			if s[i-1] != '\'' {
				i += len("’") - 1
			}
		}
		if i >= len(s) || lower(s[i]) != byte(want) {
			return s, false
		}
		i++
	}
	if i < len(s) && s[i] != ' ' {
		return s, false
	}
	return strings.TrimSpace(s[i:]), true
}

func lower(b byte) byte {
	if 'A' <= b && b <= 'Z' {
		return b + 'a' - 'A'
	}
	return b
}

// briefOn answers a brief that was asked for in plain words: of a customer, or
// else of whoever is called so among the people of one's own customers.
func (u *unit) briefOn(name string) error {
	like, err := u.calledTo(name)
	if err != nil {
		return err
	}
	if len(like) == 0 {
		c, who, err := u.personNamed(name)
		if err != nil {
			return err
		}
		if len(who) > 0 {
			loc, err := u.zone(u.ev.User)
			if err != nil {
				return err
			}
			return u.reply(voice.Person(who, c, u.now, loc), c.ID)
		}
	}
	return u.brief(name)
}

// lookedAt bounds the customers among whose people a name is looked for: those
// of one's own latest calls.
const lookedAt = 40

// personNamed are the facts about somebody at one of the customers of one's
// own latest calls; the first customer who has such a person.
func (u *unit) personNamed(name string) (memory.Customer, []memory.Fact, error) {
	var none memory.Customer
	r := store.TeamPrefix(u.ev.Team, u.ev.User)
	r.Reverse, r.Limit = true, recentCalls
	seen := map[string]bool{"": true}
	for call, err := range store.Calls.By(u.Tx, store.CallsByRep, r) {
		if err != nil {
			return none, nil, err
		}
		if seen[call.Customer] || len(seen) > lookedAt {
			continue
		}
		seen[call.Customer] = true
		f := store.TeamPrefix(u.ev.Team, call.Customer)
		f.Limit, f.Reverse = briefFacts, true
		facts, err := store.Collect(store.Facts.Scan(u.Tx, f))
		if err != nil {
			return none, nil, err
		}
		facts, _ = memory.Stands(facts)
		facts = slices.DeleteFunc(facts, func(f memory.Fact) bool { return !memory.SamePerson(f.About, name) })
		if len(facts) > 0 {
			memory.SortFacts(facts)
			c, err := must(store.Customers, u.Tx, kv.Key(u.ev.Team, call.Customer))
			return c, facts, err
		}
	}
	return none, nil, nil
}
