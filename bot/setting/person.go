package setting

import (
	"slices"
	"strconv"
	"strings"

	"heed/bot/followup"
	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
)

// ofPerson are the settings that everybody has for themselves.
func ofPerson() []Setting {
	return []Setting{
		flag(Setting{Key: "reminders", Form: Reminders}, func(p *store.Person) *bool { return &p.NoReminders }, "off", "on"),
		hours("start", 0, func(h *followup.Hours) *int { return &h.Start }),
		hours("end", 1, func(h *followup.Hours) *int { return &h.End }),
		{
			Key: "days", Form: Reminders, Kind: voice.Line, Most: 60,
			get: func(st *State) string { return followup.DaysText(working(st.Person).Days) },
			set: func(st *State, raw string) {
				if days, ok := followup.ParseDays(raw); ok {
					setHours(st.Person, func(h *followup.Hours) { h.Days = days })
				}
			},
			wrong: func(raw string, _ map[string]string) (w voice.Wrong) {
				if _, ok := followup.ParseDays(raw); !ok {
					w.Why = "days"
				}
				return w
			},
		},
		{
			Key: "away", Form: Reminders, Kind: voice.Stretch, Optional: true, read: readAway, wrong: wrongAway, over: overIn("to", "days off over"),
			get: func(st *State) string { return SpansText(st.Person.Away) },
			set: func(st *State, raw string) { st.Person.Away = parseSpans(raw) },
		},
		{
			Key: "snooze", Form: Reminders, Kind: voice.OneDay, Optional: true, over: overIn("snooze", "day over"),
			get: func(st *State) string { return st.Person.SnoozeUntil.String() },
			set: func(st *State, raw string) { st.Person.SnoozeUntil, _ = when.ParseDate(raw) },
			wrong: func(raw string, _ map[string]string) (w voice.Wrong) {
				if _, err := when.ParseDate(raw); err != nil && raw != "" {
					w.Why = "date"
				}
				return w
			},
		},
		{
			Key: "muted", Form: Reminders, Kind: voice.Customers, Optional: true,
			get: func(st *State) string { return strings.Join(slices.Sorted(slices.Values(st.Muted)), ",") },
			set: func(st *State, raw string) { st.Muted = list(raw) },
		},
		flag(Setting{Key: "coaching", Form: Messages}, func(p *store.Person) *bool { return &p.Paused }, "off", "on"),
		flag(Setting{Key: "know", Form: Messages}, func(p *store.Person) *bool { return &p.NoKnow }, "off", "on"),
		flag(Setting{Key: "weekly", Form: Messages}, func(p *store.Person) *bool { return &p.NoWeekly }, "off", "on"),
		flag(Setting{Key: "named", Form: Messages}, func(p *store.Person) *bool { return &p.Unnamed }, "no", "yes"),
		{
			Key: "look", Form: Messages, Kind: voice.Choice, Choices: []string{"day", "month", "iso"},
			get: func(st *State) string { return orFirst(string(st.Person.Dates), "day") },
			set: func(st *State, raw string) {
				st.Person.Dates = ""
				if raw == "month" || raw == "iso" {
					st.Person.Dates = voice.DateStyle(raw)
				}
			},
		},
	}
}

// flag is a choice of two, kept as a bool: set for yes, the first choice
// offered being the usual one.
func flag(s Setting, of func(*store.Person) *bool, set, usual string) Setting {
	s.Kind, s.Choices = voice.Choice, []string{usual, set}
	s.get = func(st *State) string {
		if *of(st.Person) {
			return set
		}
		return usual
	}
	s.set = func(st *State, raw string) { *of(st.Person) = raw == set }
	return s
}

func working(p *store.Person) followup.Hours {
	if p.Hours == nil {
		return followup.DefaultHours()
	}
	return *p.Hours
}

// setHours changes somebody's hours; what Check would find wrong is left
// alone by its setting.
func setHours(p *store.Person, change func(*followup.Hours)) {
	h := working(p)
	change(&h)
	p.Hours = &h
}

// HoursValues are the values of the settings that say when somebody works.
func HoursValues(h followup.Hours) map[string]string {
	return map[string]string{"start": strconv.Itoa(h.Start), "end": strconv.Itoa(h.End), "days": followup.DaysText(h.Days)}
}

func hours(key string, from int, of func(*followup.Hours) *int) Setting {
	return Setting{
		Key: key, Form: Reminders, Kind: voice.Hour, Choices: hourChoices(from),
		get: func(st *State) string { h := working(st.Person); return strconv.Itoa(*of(&h)) },
		set: func(st *State, raw string) {
			if n, err := strconv.Atoi(raw); err == nil {
				setHours(st.Person, func(h *followup.Hours) { *of(h) = n })
			}
		},
		wrong: func(raw string, in map[string]string) (w voice.Wrong) {
			start, _ := strconv.Atoi(in["start"])
			n, err := strconv.Atoi(raw)
			switch {
			case err != nil || n < from || n > from+23:
				w.Why = "hour"
			case key == "end" && n <= start:
				w.Why = "end"
			}
			return w
		},
	}
}

func hourChoices(from int) (out []string) {
	for i := range 24 {
		out = append(out, strconv.Itoa(from+i))
	}
	return out
}

// SpansText writes days off: "2026-12-24..2027-01-02,2027-03-01..2027-03-01".
func SpansText(spans []followup.Span) string {
	var out []string
	for _, s := range spans {
		out = append(out, s.From.String()+".."+s.To.String())
	}
	return strings.Join(out, ",")
}

// parseSpans reads what SpansText writes; what is none is left out.
func parseSpans(raw string) (out []followup.Span) {
	for _, part := range list(raw) {
		from, to, _ := strings.Cut(part, "..")
		a, errA := when.ParseDate(from)
		b, errB := when.ParseDate(to)
		if errA == nil && errB == nil && !b.Before(a) {
			out = append(out, followup.Span{From: a, To: b})
		}
	}
	slices.SortStableFunc(out, func(a, b followup.Span) int { return a.From.Compare(b.From) })
	return slices.Compact(out)
}

// readAway makes the one stretch of a form's two dates.
func readAway(in map[string]string) (raw string, has bool) {
	from, has := in["from"]
	if !has || from == "" {
		return "", has
	}
	return from + ".." + in["to"], true
}

// overIn finds a day that is over in an input.
func overIn(input, why string) func(map[string]string, when.Date) voice.Wrong {
	return func(in map[string]string, today when.Date) (w voice.Wrong) {
		if d, err := when.ParseDate(in[input]); err == nil && d.Before(today) {
			w = voice.Wrong{Input: input, Why: why}
		}
		return w
	}
}

func wrongAway(_ string, in map[string]string) voice.Wrong {
	from, errFrom := when.ParseDate(in["from"])
	to, errTo := when.ParseDate(in["to"])
	switch {
	case in["from"] == "" && in["to"] == "":
	case in["from"] == "" || errFrom != nil:
		return voice.Wrong{Input: "from", Why: "first day off"}
	case in["to"] == "" || errTo != nil:
		return voice.Wrong{Input: "to", Why: "last day off"}
	case to.Before(from):
		return voice.Wrong{Input: "to", Why: "days off"}
	}
	return voice.Wrong{}
}

func orFirst(s, usual string) string {
	if s == "" {
		return usual
	}
	return s
}
