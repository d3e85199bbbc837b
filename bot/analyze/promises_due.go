package analyze

import (
	"strings"

	"heed/bot/when"
)

// dueIn returns the date in a stretch of a sentence that says when the
// promised thing will come, or nil: "about January" and "the report of last
// week" say what it is about. Of several, one with "by" or "before" wins, and
// a day wins over a time of day.
func (d *document) dueIn(text string, from, to int) *when.Reading {
	if d.Opt.At.IsZero() || from >= to {
		return nil
	}
	var best *when.Reading
	rank := 0
	for _, r := range d.dates(text[:to]) {
		if r.From < from || topical(text[from:r.From], text[r.To:], r) {
			continue
		}
		if v := dueRank(r); best == nil || v > rank {
			best, rank = &r, v
		}
	}
	return best
}

// dates reads every date of a text against the time of the call.
func (d *document) dates(text string) []when.Reading {
	now := d.Opt.At
	if d.Opt.Loc != nil {
		now = now.In(d.Opt.Loc)
	}
	return when.Find(text, now, when.Options{DayFirst: d.Opt.DayFirst})
}

func dueRank(r when.Reading) int {
	rank := 1
	if r.Grain == when.Time {
		rank = 2
		if !strings.ContainsAny(r.Phrase, " ") {
			rank = 0
		}
	}
	switch strings.ToLower(firstWord(r.Phrase)) {
	case "by", "before", "until", "till", "within":
		rank += 3
	}
	return rank
}

// topical reports whether the date belongs to what the promise is about.
func topical(before, after string, r when.Reading) bool {
	if strings.HasPrefix(after, "'s") || strings.HasPrefix(after, "’s") {
		return true
	}
	bare := false
	switch strings.ToLower(firstWord(r.Phrase)) {
	case "by", "before", "until", "till", "within":
		return false
	case "about", "of", "from", "since", "regarding", "re", "than", "for":
		before, bare = before+" "+firstWord(r.Phrase), true
	case "on", "in", "at":
	default:
		bare = true
	}
	if before = strings.TrimRight(before, " "); strings.HasSuffix(before, ",") || strings.HasSuffix(before, "(") {
		return r.Grain == when.Time && !timeOfDay(r.Phrase)
	}
	if r.Grain == when.Time && !timeOfDay(r.Phrase) {
		return true
	}
	if !bare {
		return verbForms()[strings.ToLower(lastWord(before))].form == pastForm
	}
	switch strings.ToLower(lastWord(before)) {
	case "about", "of", "from", "since", "regarding", "re", "than", "to", "last", "our", "your", "their", "his", "her", "my", "through":
		return true
	case "for":
		lead := strings.ToLower(before)
		for _, w := range []string{"set up", "book", "schedule", "arrange", "plan", "reserve", "invite", "line up"} {
			if strings.Contains(lead, w) {
				return false
			}
		}
		return true
	}
	v := verbForms()[strings.ToLower(lastWord(before))]
	return v.form == pastForm
}

// timeOfDay reports whether a phrase with a time of day says more than a bare
// "5:00", which is as often part of what the promise is about.
func timeOfDay(phrase string) bool { return strings.ContainsRune(phrase, ' ') }

func firstWord(s string) string {
	s = strings.TrimSpace(s)
	if i := strings.IndexByte(s, ' '); i >= 0 {
		return s[:i]
	}
	return s
}

func lastWord(s string) string {
	s = strings.TrimRight(s, " ,")
	return s[strings.LastIndexByte(s, ' ')+1:]
}
