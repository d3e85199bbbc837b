package coach

import (
	"slices"
	"strings"
	"time"

	"heed/bot/followup"
	"heed/bot/pattern"
	"heed/bot/setting"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// saysAway is how people say that they will be away, without the command.
var saysAway = pattern.Of(`(?i)^\s*(?:i['’]?m|i am|i will be|i['’]?ll be)?\s*(?:on |out of |out |going on )?(?:the )?(?:holidays?|vacation|annual leave|parental leave|leave|office|away|ooo|pto)\b[\s,:]*(.*)$`)

// saysOff are further ways, which say so only with a day: "I'm off next week",
// "taking Friday off".
var (
	saysOff  = pattern.Of(`(?i)^\s*(?:i['’]?m|i am|i will be|i['’]?ll be)\s+(?:off(?: work| sick)?|sick|ill|unwell|travelling|traveling|not (?:in|here|working|around))\b[\s,:]*(.*)$`)
	takesOff = pattern.Of(`(?i)^\s*(?:i['’]?m |i am |i['’]?ll be |i )?(?:taking|have|having|got|take)\s+(.+?)\s+off[\s.!]*$`)
)

// saysBack is how they say that they are there again.
var saysBack = pattern.Of(`(?i)^\s*(?:i['’]?m |i am )?back(?: (?:again|now|today|early|at work))?[.!]*\s*$`)

// absence reads a text that says nothing but that somebody will be away, or is
// back; rest is what follows the word.
func absence(text string, now time.Time) (rest string, ok bool) {
	if saysBack().MatchString(text) {
		return "back", true
	}
	if strings.Contains(text, "?") || len(strings.Fields(text)) > longestAbsence {
		return "", false
	}
	if m := saysAway().FindStringSubmatch(text); m != nil {
		return m[1], true
	}
	m := saysOff().FindStringSubmatch(text)
	if m == nil {
		m = takesOff().FindStringSubmatch(text)
	}
	if m == nil || len(when.Find(m[1], now, when.Options{})) == 0 {
		return "", false
	}
	return m[1], true
}

// longestAbsence is how many words somebody says so in.
const longestAbsence = 14

// keptAway is how many stretches of days off are kept.
const keptAway = 20

// away sets days off in words ("until 3 Dec", "24 Dec to 2 Jan"), ends them
// ("back", "off") or says what is set.
func (u *unit) away(rest string) error {
	p, err := must(store.People, u.Tx, kv.Key(u.ev.Team, u.ev.User))
	if err != nil {
		return err
	}
	loc := p.Location()
	today := when.DateOf(u.now.In(loc))
	switch strings.ToLower(strings.Trim(rest, " .!")) {
	case "":
		return u.reply(voice.AwayIs(upcoming(p.Away, today), today))
	case "back", "off", "none", "clear", "no", "cancel", "i'm back", "end":
		return u.changeOwn(setting.Reminders, map[string]string{"away": ""}, voice.Back(len(upcoming(p.Away, today)) > 0))
	}
	ws, err := u.workspace()
	if err != nil {
		return err
	}
	span, ok := followup.ReadSpan(unescape.Replace(rest), u.now.In(loc), ws.Dates(loc))
	if !ok {
		return u.reply(voice.AwayHow())
	}
	all := append(upcoming(p.Away, today), span)
	all = all[max(0, len(all)-keptAway):]
	slices.SortFunc(all, func(a, b followup.Span) int { return a.From.Compare(b.From) })
	p.Away = all
	who := p.Nudging(&ws)
	return u.changeOwn(setting.Reminders, map[string]string{"away": setting.SpansText(all)}, voice.AwaySet(span, when.DateOf(who.NextMorning(span.To.In(loc, 12, 0))), today))
}

// upcoming are the stretches that are not over.
func upcoming(spans []followup.Span, today when.Date) []followup.Span {
	return slices.DeleteFunc(slices.Clone(spans), func(s followup.Span) bool { return s.To.Before(today) })
}

// saveTimes stores when somebody works and plans anew; a bundle that waits to
// be sent to who is off now doesn't go out.
func (u *unit) saveTimes(p *store.Person) error {
	if err := store.People.Put(u.Tx, p); err != nil {
		return err
	}
	ws, err := u.workspace()
	if err != nil {
		return err
	}
	if !p.Nudging(&ws).Working(u.now) {
		if err := u.cancelNudge(p.ID, "they are off now"); err != nil {
			return err
		}
	}
	return u.replan(p.ID)
}
