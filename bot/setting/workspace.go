package setting

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"heed/bot/analyze"
	"heed/bot/followup"
	"heed/bot/pattern"
	"heed/bot/voice"
	"heed/store"
)

// ofWorkspace are the settings that hold for everybody.
func ofWorkspace() []Setting {
	return slices.Concat([]Setting{
		names("companies", func(w *store.Workspace) *[]string { return &w.Companies }),
		recorders(),
	}, ofDigest(), []Setting{
		{
			Key: "watched", Form: Channels, Kind: voice.Channels, Optional: true, wrong: wrongChannels,
			get: func(st *State) string { return strings.Join(slices.Sorted(slices.Values(st.Watched)), ",") },
			set: func(st *State, raw string) { st.Watched = list(raw) },
		},
	}, ofCalendar(), []Setting{
		people("managers", func(w *store.Workspace) *[]string { return &w.Managers }),
		people("admins", func(w *store.Workspace) *[]string { return &w.Admins }),
		{
			Key: "cards", Form: Privacy, Kind: voice.Choice, Choices: []string{"all", "own"},
			get: func(st *State) string { return orFirst(string(st.Workspace.Cards), "all") },
			set: func(st *State, raw string) {
				st.Workspace.Cards = store.CardsOfAll
				if raw == string(store.CardsOfOwn) {
					st.Workspace.Cards = store.CardsOfOwn
				}
			},
		},
		lines("ours", func(w *store.Workspace) *[]string { return &w.Ours }),
		lines("cant", func(w *store.Workspace) *[]string { return &w.Cant }),
		notLonger(kept("keep_texts", func(r *store.Retention) *int { return &r.Texts }), "keep_calls"),
		kept("keep_calls", func(r *store.Retention) *int { return &r.Calls }),
		{
			Key: "thresholds", Form: Thresholds,
			get: func(st *State) string { return ThresholdsText(st.Workspace.Thresholds) },
			set: func(st *State, raw string) { st.Workspace.Thresholds = ReadThresholds(raw) },
		},
	})
}

// ofDigest are those of the weekly digest.
func ofDigest() []Setting {
	return []Setting{
		{
			Key: "channel", Form: Digest, Kind: voice.Channel, Optional: true, wrong: wrongChannels,
			get: func(st *State) string { return st.Workspace.DigestTo },
			set: func(st *State, raw string) { st.Workspace.DigestTo = raw },
		},
		number(Setting{Key: "weekday", Form: Digest, Kind: voice.Weekday, Choices: []string{"1", "2", "3", "4", "5", "6", "0"}}, 0, 6, "day",
			func(w *store.Workspace) int { return int(w.Digest.Weekday) }, func(w *store.Workspace, n int) { w.Digest.Weekday = time.Weekday(n) }),
		number(Setting{Key: "hour", Form: Digest, Kind: voice.Hour, Choices: hourChoices(0)}, 0, 23, "hour",
			func(w *store.Workspace) int { return w.Digest.Hour }, func(w *store.Workspace, n int) { w.Digest.Hour = n }),
		{
			Key: "zone", Form: Digest, Kind: voice.Line, Most: 60,
			get: func(st *State) string { return orFirst(st.Workspace.Digest.Zone, st.Loc.String()) },
			set: func(st *State, raw string) { st.Workspace.Digest.Zone = cmp.Or(zoneCalled(raw), raw) },
			wrong: func(raw string, _ map[string]string) (w voice.Wrong) {
				if zoneCalled(raw) == "" {
					w.Why = "zone"
				}
				return w
			},
		},
	}
}

// ofCalendar are those of dates and days off.
func ofCalendar() []Setting {
	return []Setting{
		{
			Key: "dates", Form: Calendar, Kind: voice.Choice, Choices: []string{"zone", "dmy", "mdy"},
			get: func(st *State) string {
				switch w := st.Workspace; {
				case !w.DatesSet:
					return "zone"
				case w.DayFirst:
					return "dmy"
				}
				return "mdy"
			},
			set: func(st *State, raw string) {
				st.Workspace.DayFirst, st.Workspace.DatesSet = raw == "dmy", raw == "dmy" || raw == "mdy"
			},
		},
		{
			Key: "holidays", Form: Calendar, Kind: voice.Lines, Optional: true, Most: 2000,
			get: func(st *State) string { return strings.Join(st.Workspace.Holidays, "\n") },
			set: func(st *State, raw string) {
				st.Workspace.Holidays, _ = followup.ParseHolidays(raw, st.Workspace.Dates(st.Loc).DayFirst)
			},
			wrong: func(raw string, in map[string]string) (w voice.Wrong) {
				if _, odd := followup.ParseHolidays(raw, in["dates"] == "dmy"); len(odd) > 0 {
					w = voice.Wrong{Why: "holidays", Of: odd[0]}
				}
				return w
			},
		},
	}
}

// ThresholdsText is the value of the setting of thresholds; "" for Heed's own.
func ThresholdsText(own map[analyze.Type]analyze.Thresholds) string {
	if len(own) == 0 {
		return ""
	}
	raw, _ := json.Marshal(own) // numbers and names: can't fail
	return string(raw)
}

// ReadThresholds reads the value of the setting of thresholds.
func ReadThresholds(raw string) (out map[analyze.Type]analyze.Thresholds) {
	if json.Unmarshal([]byte(raw), &out) != nil {
		return nil
	}
	return out
}

// names is a setting of names, separated by commas.
func names(key string, of func(*store.Workspace) *[]string) Setting {
	return Setting{
		Key: key, Form: Names, Kind: voice.Line, Optional: true, Most: 300,
		get: func(st *State) string { return strings.Join(*of(st.Workspace), ", ") },
		set: func(st *State, raw string) { *of(st.Workspace) = list(raw) },
	}
}

// recorders is the setting of the bots whose transcripts are read.
func recorders() Setting {
	s := names("recorders", func(w *store.Workspace) *[]string { return &w.Recorders })
	s.set = func(st *State, raw string) { st.Workspace.Recorders = list(strings.ToUpper(raw)) }
	s.wrong = func(raw string, _ map[string]string) (w voice.Wrong) {
		for _, id := range list(strings.ToUpper(raw)) {
			if !botID().MatchString(id) {
				return voice.Wrong{Why: "recorders", Of: id}
			}
		}
		return w
	}
	return s
}

// lines is a setting of short texts, one a line.
func lines(key string, of func(*store.Workspace) *[]string) Setting {
	return Setting{
		Key: key, Form: Fit, Kind: voice.Lines, Optional: true, Most: 1500,
		get: func(st *State) string { return strings.Join(*of(st.Workspace), "\n") },
		set: func(st *State, raw string) {
			*of(st.Workspace) = nil
			for line := range strings.Lines(raw) {
				if line = strings.TrimSpace(line); line != "" {
					*of(st.Workspace) = append(*of(st.Workspace), line)
				}
			}
		},
	}
}

// people is a setting of people, by their ids.
func people(key string, of func(*store.Workspace) *[]string) Setting {
	return Setting{
		Key: key, Form: People, Kind: voice.People, Optional: true,
		get: func(st *State) string { return strings.Join(*of(st.Workspace), ",") },
		set: func(st *State, raw string) { *of(st.Workspace) = list(raw) },
		wrong: func(raw string, _ map[string]string) (w voice.Wrong) {
			if len(list(raw)) > mostPeople || slices.ContainsFunc(list(raw), func(id string) bool { return !userID().MatchString(id) }) {
				w.Why = "people"
			}
			return w
		},
	}
}

// mostPeople bounds how many managers and admins are named.
const mostPeople = 50

// channelID is what Slack calls channels that a digest can go to, or that can
// be watched; userID what it calls people.
var (
	channelID = pattern.Of(`^[CG][A-Z0-9]{1,40}$`)
	userID    = pattern.Of(`^[UW][A-Z0-9]{1,40}$`)
	botID     = pattern.Of(`^B[A-Z0-9]{1,40}$`)
)

func wrongChannels(raw string, _ map[string]string) (w voice.Wrong) {
	if slices.ContainsFunc(list(raw), func(id string) bool { return !channelID().MatchString(id) }) {
		w.Why = "channel"
	}
	return w
}

// number is a setting of a whole number between two.
func number(s Setting, low, high int, why string, get func(*store.Workspace) int, set func(*store.Workspace, int)) Setting {
	s.get = func(st *State) string { return strconv.Itoa(get(st.Workspace)) }
	s.set = func(st *State, raw string) {
		if n, err := strconv.Atoi(raw); err == nil {
			set(st.Workspace, n)
		}
	}
	s.wrong = func(raw string, _ map[string]string) (w voice.Wrong) {
		if n, err := strconv.Atoi(raw); err != nil || n < low || n > high {
			w.Why = why
		}
		return w
	}
	return s
}

// longestKept bounds for how many days something is kept: ten years.
// shortestKept is a month, so that a slip doesn't delete last week's calls.
const (
	longestKept  = 3650
	shortestKept = 30
)

// notLonger refuses to keep something for longer than what it goes with.
func notLonger(s Setting, than string) Setting {
	alone := s.wrong
	s.wrong = func(raw string, in map[string]string) voice.Wrong {
		if w := alone(raw, in); w.Why != "" {
			return w
		}
		days, _ := strconv.Atoi(raw)
		most, err := strconv.Atoi(strings.TrimSpace(in[than]))
		if err == nil && most >= shortestKept && (days == 0 || days > most) {
			return voice.Wrong{Why: "longer"}
		}
		return voice.Wrong{}
	}
	return s
}

// kept is for how many days something is kept; 0 is for ever.
func kept(key string, of func(*store.Retention) *int) Setting {
	s := number(Setting{Key: key, Form: Privacy, Kind: voice.KeptDays, Most: 4}, shortestKept, longestKept, "kept",
		func(w *store.Workspace) int { keep := w.Retention(); return *of(&keep) },
		func(w *store.Workspace, n int) {
			keep := w.Retention()
			*of(&keep) = n
			if w.Keep = &keep; keep == store.DefaultRetention {
				w.Keep = nil
			}
		})
	bounded := s.wrong
	s.wrong = func(raw string, in map[string]string) voice.Wrong {
		if raw == "0" {
			return voice.Wrong{}
		}
		return bounded(raw, in)
	}
	return s
}
