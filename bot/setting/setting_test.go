package setting

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"heed/bot/voice"
	"heed/bot/when"
	"heed/store"
)

func state() *State {
	return &State{Workspace: &store.Workspace{Team: "T1"}, Person: &store.Person{Team: "T1", ID: "U1"}, Loc: time.UTC}
}

// samples are values that are right, two of each setting where there are two.
var samples = map[string][]string{
	"reminders": {"on", "off"}, "start": {"8", "10"}, "end": {"16", "24"}, "days": {"Mon–Thu", "Sat"},
	"away": {"2026-12-24..2027-01-02", "2026-12-24..2027-01-02,2027-03-01..2027-03-01"}, "snooze": {"2026-12-01", ""}, "muted": {"C-1,C-7", ""},
	"coaching": {"on", "off"}, "weekly": {"on", "off"}, "know": {"on", "off"}, "named": {"no", "yes"}, "look": {"day", "iso", "month"},
	"companies": {"Ledgerline, Ledgerline Close", ""}, "recorders": {"B1", ""}, "channel": {"C1", ""}, "weekday": {"0", "5"}, "hour": {"0", "23"},
	"zone": {"Europe/London", "Asia/Kathmandu"}, "watched": {"C1,G2", ""}, "dates": {"dmy", "mdy", "zone"}, "holidays": {"25 Dec\nGood Friday", ""},
	"managers": {"U1,W2", ""}, "admins": {"U3", ""}, "cards": {"own", "all"}, "ours": {"single sign-on\nhosted in the EU", ""}, "cant": {"payroll", ""},
	"keep_texts": {"30", "0", "3650"}, "keep_calls": {"365", "0"},
	"thresholds": {`{"demo":{"talk_share_max":0.7}}`, ""},
}

// What is set is read back as it was written, and laying what was over what
// is brings it back: that is what an undo does.
func TestSetAndBack(t *testing.T) {
	for _, s := range all {
		if len(samples[s.Key]) < 2 {
			t.Errorf("no samples of %s", s.Key)
		}
		st := state()
		for _, raw := range samples[s.Key] {
			was := s.Value(st)
			changes := Apply(st, map[string]string{s.Key: raw})
			if got := s.Value(st); got != raw || (len(changes) > 0) != (was != raw) {
				t.Errorf("%s: set to %q, it is %q, changes %v", s.Key, raw, got, changes)
			}
			if s.wrong != nil && s.Key != "away" {
				in := map[string]string{s.Key: raw, "start": "6"}
				if s.Key == "start" {
					in["start"] = raw
				}
				if w := s.wrong(raw, in); w.Why != "" {
					t.Errorf("%s: %q is %s", s.Key, raw, w)
				}
			}
			Apply(st, map[string]string{s.Key: was})
			if got := s.Value(st); got != was {
				t.Errorf("%s: back at %q, it is %q", s.Key, was, got)
			}
			Apply(st, map[string]string{s.Key: raw})
		}
	}
}

// Every setting has its words: what it is called, what its choices are, what
// can be wrong.
func TestWords(t *testing.T) {
	for _, form := range slices.Concat(Forms(true), Forms(false)) {
		if voice.FormTitle(form) == form || len(voice.FormTitle(form)) > 24 {
			t.Errorf("form %s is called %q", form, voice.FormTitle(form))
		}
	}
	for _, s := range all {
		f := s.Field("")
		if s.Key != Thresholds && f.Label() == strings.ReplaceAll(s.Key, "_", " ") {
			t.Errorf("%s has no name", s.Key)
		}
		for _, c := range s.Choices {
			f.Raw = c
			if v := f.Value().String(); v == "" || strings.Contains(v, s.Key+".") {
				t.Errorf("%s: the choice %s has no words: %q", s.Key, c, v)
			}
		}
	}
}

// What is wrong is said beside the input that it is in.
func TestWrong(t *testing.T) {
	for name, test := range map[string]struct {
		form  string
		in    map[string]string
		wrong []string
	}{
		"all is well":          {Reminders, map[string]string{"start": "9", "end": "17", "days": "Mon-Fri", "from": "", "to": "", "snooze": ""}, nil},
		"a night":              {Reminders, map[string]string{"start": "22", "end": "6", "days": "daily"}, []string{"end"}},
		"nothing at all":       {Reminders, nil, nil},
		"days that aren't":     {Reminders, map[string]string{"days": "someday"}, []string{"days"}},
		"an end alone":         {Reminders, map[string]string{"from": "", "to": "2026-12-24"}, []string{"from"}},
		"a beginning alone":    {Reminders, map[string]string{"from": "2026-12-24", "to": ""}, []string{"to"}},
		"backwards":            {Reminders, map[string]string{"from": "2026-12-24", "to": "2026-12-20"}, []string{"to"}},
		"a snooze of sorts":    {Reminders, map[string]string{"snooze": "later"}, []string{"snooze"}},
		"an hour that isn't":   {Reminders, map[string]string{"start": "25"}, []string{"start"}},
		"a direct message":     {Channels, map[string]string{"watched": "C1,D2"}, []string{"watched"}},
		"a group of everybody": {People, map[string]string{"managers": "<!channel>", "admins": "U1"}, []string{"managers"}},
		"too many":             {People, map[string]string{"managers": strings.Repeat("U1,", 51)}, []string{"managers"}},
		"texts without calls":  {Privacy, map[string]string{"keep_texts": "180", "keep_calls": "90"}, []string{"keep_texts"}},
		"texts for ever":       {Privacy, map[string]string{"keep_texts": "0", "keep_calls": "90"}, []string{"keep_texts"}},
		"as long as calls":     {Privacy, map[string]string{"keep_texts": "90", "keep_calls": "90"}, nil},
		"a week of texts":      {Privacy, map[string]string{"keep_texts": "7", "keep_calls": "0"}, []string{"keep_texts"}},
		"no number":            {Privacy, map[string]string{"keep_calls": "two"}, []string{"keep_calls"}},
		"no day":               {Calendar, map[string]string{"dates": "dmy", "holidays": "25 Dec, somewhen"}, []string{"holidays"}},
		"the machine's zone":   {Digest, map[string]string{"zone": "Local"}, []string{"zone"}},
		"a path as zone":       {Digest, map[string]string{"zone": "../../etc/passwd"}, []string{"zone"}},
		"an abbreviation":      {Digest, map[string]string{"zone": "EST"}, []string{"zone"}},
		"nowhere":              {Digest, map[string]string{"zone": "Atlantis"}, []string{"zone"}},
		"days off long ago":    {Reminders, map[string]string{"from": "2026-10-01", "to": "2026-10-05"}, []string{"to"}},
		"off since yesterday":  {Reminders, map[string]string{"from": "2026-11-01", "to": "2026-11-02"}, nil},
		"a snooze long ago":    {Reminders, map[string]string{"snooze": "2025-01-01"}, []string{"snooze"}},
		"a bot by its name":    {Names, map[string]string{"recorders": "B01ABC, Notetaker"}, []string{"recorders"}},
		"a bot in small":       {Names, map[string]string{"recorders": "b01abc"}, nil},
		"today as a holiday":   {Calendar, map[string]string{"dates": "dmy", "holidays": "25 Dec, today"}, []string{"holidays"}},
		"a year of holidays":   {Calendar, map[string]string{"dates": "dmy", "holidays": "4 July - 3 July"}, []string{"holidays"}},
		"two days in a line":   {Calendar, map[string]string{"dates": "dmy", "holidays": "24 & 25 Dec"}, []string{"holidays"}},
		"no such form":         {"nonsense", map[string]string{"zone": "Local"}, nil},
	} {
		got := Check(test.form, test.in, when.Date{Year: 2026, Month: time.November, Day: 2})
		if keys := slices.Sorted(maps.Keys(got)); !slices.Equal(keys, test.wrong) {
			t.Errorf("%s: %v", name, got)
		}
		for id, w := range got {
			if s := w.String(); strings.Contains(s, "{of}") || s == w.Why {
				t.Errorf("%s, %s: %q", name, id, s)
			}
		}
	}
}

// A form touches its own settings alone, whatever is sent with it.
func TestReadKeepsToTheForm(t *testing.T) {
	got := Read(Reminders, map[string]string{"managers": "U1", "start": "9", "from": "2026-12-24", "to": "2026-12-26"})
	if len(got) != 2 || got["away"] != "2026-12-24..2026-12-26" || got["start"] != "9" {
		t.Errorf("%v", got)
	}
}

// FuzzApply looks for values that break something: whatever is sent, what is
// then set reads back as itself.
func FuzzApply(f *testing.F) {
	for _, s := range all {
		for _, raw := range samples[s.Key] {
			f.Add(s.Key, raw)
		}
	}
	f.Add("holidays", "24 Dec to 1 Jan;\x00")
	f.Fuzz(func(t *testing.T, key, raw string) {
		s, ok := Find(key)
		if !ok || s.wrong != nil && s.wrong(raw, map[string]string{key: raw}).Why != "" {
			return
		}
		st := state()
		Apply(st, map[string]string{key: raw})
		now := s.Value(st)
		if changes := Apply(st, map[string]string{key: now}); len(changes) > 0 {
			t.Errorf("%s: %q is not itself: %v", key, now, changes)
		}
	})
}

func TestZoneCalled(t *testing.T) {
	for said, want := range map[string]string{
		"Europe/London": "Europe/London", "london": "Europe/London", "new york": "America/New_York", "America/new_york": "America/New_York",
		"AMERICA/ARGENTINA/BUENOS_AIRES": "America/Argentina/Buenos_Aires", "Singapore": "Asia/Singapore", "utc": "UTC", "sydney": "Australia/Sydney",
		"": "", "EST": "", "CET": "", "local": "", "Asia/London": "", "../../etc/passwd": "", "europe": "", "/": "", "Europe/": "",
	} {
		if got := zoneCalled(said); got != want {
			t.Errorf("%q is %q, want %q", said, got, want)
		}
	}
}
