package reply

import "slices"

// TakesBack reports whether a text takes back what was said or clicked last:
// "undo", "oops, not the pricing". about are the items that it names; all of
// them if it names none. Of a text that names something else it is none.
func TakesBack(text string, items []Item) (about []string, ok bool) {
	const most = 10 // words
	l := words()
	var rest []string
	n := 0
	for _, c := range cut(text) {
		ws := c.words
		if n += len(ws); n > most {
			return nil, false
		}
		for i := 0; i < len(ws); {
			took, senses := l.longestAt(ws[i:])
			is := func(k kind) bool { return slices.ContainsFunc(senses, func(s sense) bool { return s.kind == k }) }
			switch {
			case took > 0 && is(undoKind):
				ok = true
			case took > 0 && (is(fillerKind) || is(allKind)):
			default:
				took = 1
				rest = append(rest, ws[i])
			}
			i += took
		}
	}
	if !ok {
		return nil, false
	}
	for _, item := range items {
		if len(rest) == 0 || fits(item, part{about: rest}).matched > 0 {
			about = append(about, item.ID)
		}
	}
	return about, len(rest) == 0 || len(about) > 0
}
