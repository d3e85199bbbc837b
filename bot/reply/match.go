package reply

import (
	"slices"
	"strings"
	"unicode"
)

// about finds the promises that a clause is about; sure is false where it may
// be one of several, or none of them. Without any the clause isn't about
// promises at all.
func (r *reader) about(c clause, v Verb) (ids []string, sure bool) {
	if v != HandOver {
		c.about, c.who = append(slices.Clone(c.about), c.who...), nil
	}
	if c.has(allKind) && len(c.subjects) == 0 {
		return r.except(c)
	}
	if c.rest {
		return r.remaining(c)
	}
	groups := c.subjects
	if len(c.about) > 0 || c.nth != 0 {
		groups = append(slices.Clone(groups), c.part)
	}
	if len(groups) == 0 {
		return r.unnamed(c, v)
	}
	sure = true
	for _, g := range groups {
		one, clear := r.oneOf(g, c, v)
		if !clear && len(groups) > 1 { // "terms and conditions" is one name
			if all, ok := r.oneOf(together(groups), c, v); ok {
				return all, true
			}
		}
		ids, sure = append(ids, one...), sure && clear
	}
	return unique(ids), sure
}

func together(groups []part) part {
	p := part{past: -1}
	for _, g := range groups {
		p.about = append(p.about, g.about...)
	}
	return p
}

func unique(ids []string) []string {
	var out []string
	for _, id := range ids {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// except is every promise that is meant by "all" but for those it doesn't hold.
func (r *reader) except(c clause) (ids []string, sure bool) {
	ids, sure = r.every(c)
	for _, b := range c.but {
		out, clear := r.oneOf(b, clause{part: part{past: -1}}, "")
		if len(out) == 0 {
			clear = false
		}
		ids, sure = slices.DeleteFunc(ids, func(id string) bool { return clear && slices.Contains(out, id) }), sure && clear
	}
	return ids, sure
}

// every is all that stands in the message, or else all there is; with a name
// only what is so named ("everything for Northgate").
func (r *reader) every(c clause) (ids []string, sure bool) {
	shown := r.ids(func(i Item) bool { return i.Shown })
	switch {
	case len(c.about) > 0:
		ids = r.ids(func(i Item) bool { return fits(i, c.part).matched == len(c.about) })
		return ids, true
	case len(shown) > 0:
		return shown, true
	}
	all := r.ids(func(Item) bool { return true })
	return all, len(all) == 1 || c.has(snoozeKind)
}

// remaining is what stands in the message and was not named by another part.
func (r *reader) remaining(c clause) (ids []string, sure bool) {
	ids = r.ids(func(i Item) bool {
		return i.Shown && !slices.Contains(r.named, i.ID) && (len(c.about) == 0 || fits(i, c.part).matched > 0)
	})
	return ids, !slices.ContainsFunc(r.out.Asks, func(a Ask) bool { return a.Lack == WhichItem }) // the rest of what?
}

func (r *reader) ids(ok func(Item) bool) []string {
	var out []string
	for _, i := range r.items {
		if ok(i) {
			out = append(out, i.ID)
		}
	}
	return out
}

// unnamed is what is meant where nothing is named: the one promise of the
// message. That it is later, or under way, may be said of all of them.
func (r *reader) unnamed(c clause, v Verb) (ids []string, sure bool) {
	shown := r.ids(func(i Item) bool { return i.Shown && c.suits(i) })
	if len(shown) == 0 && len(c.did) > 0 {
		shown = r.ids(func(i Item) bool { return i.Shown })
		if len(shown) > 0 {
			return shown, false
		}
	}
	switch {
	case len(shown) == 1:
		return shown, len(r.ids(func(i Item) bool { return i.Shown })) == 1 || len(c.did) > 0 && len(c.doing) > 0 && !c.has(doneKind)
	case len(shown) > 1:
		return shown, (v == Snooze || v == Keep) && !c.single
	case len(c.did) > 0, v == Keep, v == HandOver && len(c.may) == 0, c.bare() && !c.done():
		return nil, false // chatter, unless it answers something
	}
	return r.ids(func(Item) bool { return true }), false
}

// suits reports whether a promise is of a kind that the clause's word of doing
// keeps: a call isn't kept by "sent".
func (c *clause) suits(i Item) bool {
	switch {
	case len(c.did) == 0:
		return true
	case c.tome && i.Owed:
		return false // what came to the reader is none of theirs
	}
	for w := range strings.FieldsSeq(strings.ToLower(i.Action)) {
		for _, s := range c.did {
			if slices.ContainsFunc(s.verbs, func(v string) bool { return base(w) == base(v) }) {
				return true
			}
		}
	}
	return false
}

// fit is how well words name a promise.
type fit struct {
	matched int // words that it has
	action  int // of these in what was promised, rather than for whom
	thing   int // of these what it is about, rather than its word of doing
	missed  int // words that it doesn't have
	words   string
}

// oneOf is the one promise that a part names, or those that it may name.
func (r *reader) oneOf(p part, c clause, v Verb) (ids []string, sure bool) {
	if p.nth != 0 && len(p.about) == 0 {
		return r.nth(p.nth, max(p.span, 1))
	}
	var best []Item
	most, same := fit{}, true
	for _, i := range r.items {
		f := fits(i, p)
		switch {
		case f.matched == 0 || f.matched < most.matched || f.matched == most.matched && f.action < most.action:
		case f.matched > most.matched || f.action > most.action:
			best, most, same = []Item{i}, f, true
		default:
			best, same = append(best, i), same && f.words == most.words
		}
	}
	best = r.narrow(best, c, same)
	for _, i := range best {
		ids = append(ids, i.ID)
	}
	switch {
	case len(ids) == 0 && v == Keep: // "waiting for legal" is true of all of them
		ids = r.ids(func(i Item) bool { return i.Shown })
		return ids, len(ids) > 0
	case v == Move && c.will && !c.single && most.action == 0 && (most.missed > 0 || len(ids) == 0): // promises something else, perhaps to the same customer
		return nil, false
	case len(ids) == 0: // names what isn't promised
		return r.ids(func(i Item) bool { return i.Shown }), false
	case len(ids) == 1 && !best[0].Shown && !c.suits(best[0]):
		return nil, false // of what was done, nothing was promised
	case len(ids) > 1:
		return ids, false
	}
	return ids, c.trusted(best[0], most)
}

// narrow leaves of several promises that fit equally those of the kind that
// was done, and, where they fit by the same words, of these the ones in the
// message.
func (r *reader) narrow(best []Item, c clause, same bool) []Item {
	for _, ok := range []func(Item) bool{
		c.suits,
		func(i Item) bool { return same && i.Shown },
		func(i Item) bool { return len(c.doing) > 0 && does(i, c.doing) },
		func(i Item) bool { return same && i.Owed },
	} {
		if len(best) < 2 {
			break
		}
		if some := slices.DeleteFunc(slices.Clone(best), func(i Item) bool { return !ok(i) }); len(some) > 0 {
			best = some
		}
	}
	return best
}

// trusted reports whether the words name a promise clearly enough to change
// it: its kind is right, and what it has of them isn't just the customer's
// name, or "send", beside words of something else.
func (c *clause) trusted(i Item, f fit) bool {
	switch {
	case !c.suits(i), f.missed > 0 && f.thing == 0:
		return false
	case i.Shown:
		return f.missed <= f.matched+1
	}
	return f.missed <= f.matched
}

// nth are the promises at a place of the message, from its end for a negative
// one.
func (r *reader) nth(n, span int) (ids []string, sure bool) {
	shown := r.ids(func(i Item) bool { return i.Shown })
	if n < 0 {
		n = len(shown) - span + 1
	}
	if n < 1 || n+span-1 > len(shown) {
		return shown, false
	}
	return shown[n-1 : n-1+span], true
}

// commonVerb is by how many words of doing a verb is kept that says nothing of
// which promise is meant, because many have it: "send", "call".
const commonVerb = 4

// fits counts the words of a part that a promise has. A number of a promise
// ("F-12") names it alone.
func fits(i Item, p part) (f fit) {
	action, around := wordsOf(i.Action), wordsOf(i.Customer+" "+i.Who)
	for _, w := range append(slices.Clone(p.about), p.who...) {
		switch {
		case strings.EqualFold(w, i.ID):
			return fit{matched: len(p.about) + 1, action: len(p.about) + 1, thing: 1}
		case like(action, w):
			f.matched++
			f.action++
			f.words += w + " "
			if words().doing[base(w)] < commonVerb {
				f.thing++
			}
		case like(around, w):
			f.matched++
			f.words += w + " "
		default:
			f.missed++
		}
	}
	return f
}

// does reports whether one of the words of doing is the promise's own verb.
func does(i Item, doing []string) bool {
	return slices.ContainsFunc(doing, func(w string) bool { return like(wordsOf(i.Action), w) })
}

func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// sameStart is how many letters two words begin with to be forms of one, as
// "intro" and "introduction".
const sameStart = 5

// like reports whether one of the words is w, a form of it or a slip for it.
func like(have []string, w string) bool {
	for part := range strings.FieldsFuncSeq(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		found := slices.ContainsFunc(have, func(h string) bool {
			a, b := base(h), base(part)
			switch short := min(len(a), len(b)); {
			case a == b:
				return true
			case short >= shortestSlip && h[0] == part[0] && slip(h, part):
				return true
			case short >= sameStart && a[:sameStart] == b[:sameStart]:
				return true
			default:
				return short >= shortestSlip && a[0] == b[0] && slip(a, b)
			}
		})
		if !found {
			return false
		}
	}
	return true
}

// base cuts the commonest endings of a word.
func base(w string) string {
	for _, end := range []string{"ing", "ed", "es", "s"} {
		if b, ok := strings.CutSuffix(w, end); ok && len(b) >= 3 {
			return b
		}
	}
	return w
}
