package coach

import (
	"slices"
	"strconv"
	"strings"

	"heed/bot/followup"
	"heed/bot/pattern"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// saysAway is how people say that they will be away, without the command.
var saysAway = pattern.Of(`(?i)^\s*(?:i['’]?m|i am|i will be|i['’]?ll be)?\s*(?:on |out of |out |going on )?(?:the )?(?:holidays?|vacation|annual leave|parental leave|leave|office|away|ooo|pto)\b[\s,:]*(.*)$`)

// saysBack is how they say that they are there again.
var saysBack = pattern.Of(`(?i)^\s*(?:i['’]?m |i am )?back(?: (?:again|now|today|early|at work))?[.!]*\s*$`)

// absence reads a text that says nothing but that somebody will be away, or is
// back; rest is what follows the word.
func absence(text string) (rest string, ok bool) {
	if saysBack().MatchString(text) {
		return "back", true
	}
	if m := saysAway().FindStringSubmatch(text); m != nil && !strings.Contains(text, "?") && len(strings.Fields(text)) <= longestAbsence {
		return m[1], true
	}
	return "", false
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
		was := p.Away
		p.Away = nil
		if err := u.saveTimes(&p); err != nil {
			return err
		}
		return u.reply(voice.Back(len(upcoming(was, today)) > 0))
	}
	ws, err := u.workspace()
	if err != nil {
		return err
	}
	span, ok := followup.ReadSpan(unescape.Replace(rest), u.now.In(loc), ws.Dates(loc))
	if !ok {
		return u.reply(voice.AwayHow())
	}
	p.Away = append(upcoming(p.Away, today), span)
	p.Away = p.Away[max(0, len(p.Away)-keptAway):]
	slices.SortFunc(p.Away, func(a, b followup.Span) int { return a.From.Compare(b.From) })
	if err := u.saveTimes(&p); err != nil {
		return err
	}
	who := p.Nudging(&ws)
	return u.reply(voice.AwaySet(span, when.DateOf(who.NextMorning(span.To.In(loc, 12, 0))), today))
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

// hours opens the form of one's own working hours and days off, or says how to
// open it where no form can be.
func (u *unit) hours(string) error {
	if u.ev.Trigger == "" {
		return u.reply(voice.HoursButton())
	}
	return u.openHours()
}

func (u *unit) openHours() error {
	p, err := must(store.People, u.Tx, kv.Key(u.ev.Team, u.ev.User))
	if err != nil {
		return err
	}
	ws, err := u.workspace()
	if err != nil {
		return err
	}
	who := p.Nudging(&ws)
	return u.open(voice.HoursForm(who.Hours, upcoming(p.Away, when.DateOf(u.now.In(who.Loc))), p.Location().String()))
}

// saveHours takes the form of hours and days off.
func (u *unit) saveHours() error {
	if len(Check(u.ev)) > 0 {
		return u.oldButton()
	}
	p, err := must(store.People, u.Tx, kv.Key(u.ev.Team, u.ev.User))
	if err != nil {
		return err
	}
	h := hoursOf(u.ev.Inputs)
	p.Hours = &h
	p.Away = nil
	if in := u.ev.Inputs; in["from"] != "" {
		span := followup.Span{}
		span.From, _ = when.ParseDate(in["from"])
		span.To, _ = when.ParseDate(in["to"])
		p.Away = []followup.Span{span}
	}
	if err := u.saveTimes(&p); err != nil {
		return err
	}
	return u.tell("hours", p.ID, voice.HoursSaved(h, p.Away, p.Location().String(), when.DateOf(u.now.In(p.Location()))))
}

// hoursOf reads a form's inputs; what Check found wrong makes them invalid.
func hoursOf(in map[string]string) (h followup.Hours) {
	h.Start, _ = strconv.Atoi(in["start"])
	h.End, _ = strconv.Atoi(in["end"])
	h.Days, _ = followup.ParseDays(in["days"])
	return h
}

func checkHours(in, wrong map[string]string) {
	h := hoursOf(in)
	if _, ok := followup.ParseDays(in["days"]); !ok {
		wrong["days"] = "Write days like “Mon–Fri” or “Mon, Tue, Thu”."
	}
	if !within(in["start"], 0, 23) {
		wrong["start"] = "Choose an hour."
	}
	if !within(in["end"], 1, 24) || h.End <= h.Start {
		wrong["end"] = "The day ends after it begins. For nights, take the waking half."
	}
	from, errFrom := when.ParseDate(in["from"])
	to, errTo := when.ParseDate(in["to"])
	switch {
	case in["from"] == "" && in["to"] == "":
	case in["from"] == "" || errFrom != nil:
		wrong["from"] = "Choose the first day off, or leave both empty."
	case in["to"] == "" || errTo != nil:
		wrong["to"] = "Choose the last day off, or leave both empty."
	case to.Before(from):
		wrong["to"] = "The last day off comes after the first."
	}
}
