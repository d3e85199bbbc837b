package when

import "time"

// Resolve is the one due reading of a text: the day that something is due,
// where several are named ("off on Thursday, so let's say Friday").
func Resolve(phrase string, now time.Time, o Options) (Reading, bool) {
	all := Find(phrase, now, o)
	if len(all) == 0 {
		return Reading{}, false
	}
	best, most := 0, 0
	for i, r := range all {
		if s := weigh(phrase, r); i == 0 || s > most {
			best, most = i, s
		}
	}
	return all[best], true
}

// nearBefore is how many bytes before a phrase are looked at.
const nearBefore = 60

// weigh says how much speaks for a reading as the due one: a word of
// deadline, a fine grain, the words just before it.
func weigh(text string, r Reading) int {
	score := 0
	inside := tokens(text[r.From:r.To])
	if inside[0].is&(isBy|isBefore|isUntil|isWithin) != 0 {
		score += 3
	}
	switch r.Grain {
	case Time, Day, Week:
		score += 2
	case Month:
		score++
	}
	before := tokens(text[max(0, r.From-nearBefore):r.From])
	for i := len(before) - 2; i >= 0 && i >= len(before)-4 && before[i].kind == word; i-- {
		switch {
		case before[i].is&isAway != 0:
			return score - 4
		case before[i].is&isAnswer != 0:
			return score + 2
		}
	}
	return score
}
