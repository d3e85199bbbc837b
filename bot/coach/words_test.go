package coach

import (
	"slices"
	"strings"
	"testing"
	"time"

	"heed/bot/voice"
	"heed/store"
)

func TestVerbs(t *testing.T) {
	for text, want := range map[string]string{
		"":                     "help",
		"help":                 "help",
		"HELP!":                "help",
		"Hi":                   "help",
		"brief Northgate":      "brief",
		"brief\nNorthgate":     "brief",
		"*brief* Northgate":    "brief",
		"/brief Northgate":     "brief",
		"followups":            "followups",
		"Follow-ups Northgate": "followups",
		"todo":                 "followups",
		"watch":                "watch",
		"unwatch":              "unwatch",
		"settings":             "settings",
		"stop":                 "pause",
		"start":                "resume",
		"note":                 "note",
		"done":                 "done",
		"Done.":                "done",
		"sent the pricing":     "done",
		"thanks":               "thanks",
		"Thank you!":           "thanks",
		"ok, great":            "thanks",
		"great call with Elmfield, they loved it and": "",
		"briefs":                    "",
		":tada: :tada:":             "",
		"🎉":                         "",
		strings.Repeat("x ", 19000): "",
	} {
		v, _, _, ok := understand(text)
		if v.name != want || ok != (want != "") {
			t.Errorf("%.40q is %q, want %q", text, v.name, want)
		}
	}
}

// Commands in plain words, as people in a hurry say them. What only looks like
// one stays what it is.
func TestPlainWords(t *testing.T) {
	for said, want := range map[string]string{
		"brief me on Northgate":                             "brief Northgate",
		"Brief me on my call with Northgate Foods, please":  "brief Northgate Foods",
		"what do we know about Priya?":                      "brief Priya",
		"Who's Priya Nair?":                                 "brief Priya Nair",
		"how is Northgate doing?":                           "brief Northgate",
		"prep me for the meeting with Orbis Tiles tomorrow": "brief Orbis Tiles",
		"hey, can you brief me on Northgate please":         "brief Northgate",
		"brief Northgate, please":                           "brief Northgate",
		"could you brief Northgate?":                        "brief Northgate",
		"who mentioned double booking?":                     "find double booking",
		"what did I promise Northgate?":                     "followups Northgate",
		"show me my promises":                               "followups",
		"What's open?":                                      "followups",
		"what is due today":                                 "followups",
		"how am I doing":                                    "me",
		"show me the team":                                  "team",
		"what can you do?":                                  "help",
		"how does this work":                                "help",
		"who can see this?":                                 "privacy",
		"what do you know about me?":                        "privacy",
		"please delete everything about me":                 "forget me",
		"unsubscribe":                                       "pause",
		"turn off reminders":                                "pause reminders",
		"no reminders about Northgate please":               "mute Northgate",
		"set my hours to 8 to 4":                            "hours 8 to 4",
		"can you show my settings":                          "settings",
		"I want to export my data":                          "export",
		// none of them
		"brief me":                             "brief me",
		"brief me on":                          "brief me on",
		"who isolates the pump?":               "who isolates the pump",
		"done":                                 "done",
		"intro Monday, questionnaire done":     "intro Monday, questionnaire done",
		"what is open source to them?":         "what is open source to them?",
		"my calls went well":                   "my calls went well",
		"please":                               "please",
		"hello":                                "hello",
		"hi there":                             "hi there",
		"stop reminding me about the deck":     "stop reminding me about the deck",
		"tell me about Northgate\n- they need": "tell me about Northgate\n- they need",
		"":                                     "",
	} {
		if got := asCommand(said); got != want {
			t.Errorf("%q is %q, want %q", said, got, want)
		}
	}
}

// Every wording in the file says a command that there is, and none is said in
// two ways.
func TestAsksAreCommands(t *testing.T) {
	seen := map[string]string{}
	for _, w := range asks().wordings {
		if v, _, _, ok := understand(w.command); !ok || v.aside && v.tries == nil {
			t.Errorf("%q is no command", w.command)
		}
		key := w.begin + map[bool]string{true: " …"}[w.about]
		if other := seen[key]; other != "" {
			t.Errorf("%q says %q and %q", key, other, w.command)
		}
		seen[key] = w.command
	}
}

// Every word means one thing, and the help tells of each command.
func TestVerbsAreTold(t *testing.T) {
	seen := map[string]bool{}
	for _, v := range append(verbs(), asides()...) {
		for _, n := range v.called() {
			if seen[n] {
				t.Errorf("%q means two things", n)
			}
			seen[n] = true
		}
		if c, ok := voice.CommandCalled(v.name); !v.aside && (!ok || c.Does == "" || len(c.Type) == 0) {
			t.Errorf("the help doesn't tell of %q", v.name)
		}
	}
	for _, c := range voice.Commands() {
		if !seen[c.Name] {
			t.Errorf("the help tells of %q, which nothing runs", c.Name)
		}
	}
}

func TestNearest(t *testing.T) {
	for word, want := range map[string]string{
		"folowups": "followups", "breif": "brief", "setings": "settings", "hlep": "help", "wach": "watch",
		"call": "", "show": "", "resum": "resume", "paus": "pause", "nto": "note", "promisses": "followups", "ooof": "away",
		"xyzzy": "", "": "", "x": "", "projector": "",
		strings.Repeat("brief", 9000): "",
	} {
		got := ""
		if near := nearest(word, mostSlips); len(near) > 0 {
			got = near[0].name
		}
		if got != want {
			t.Errorf("%.30q is nearest to %q, want %q", word, got, want)
		}
	}
}

// A mistyped command or customer is answered with buttons, and a click on one
// runs it, in the place of the question.
func TestMistypedIsOneClickAway(t *testing.T) {
	w := stocked(t)
	for typed, want := range map[string]struct{ button, answer string }{
		"breif Elmfield":                  {"brief Elmfield", "double booking"},
		"brief Elmfeild Dental":           {"brief C-1", "double booking"},
		"followups Elmfeild":              {"followups C-1", "pricing"},
		"forget Elmfeild":                 {"forget C-1", "Forget all of it"},
		"Elmfield":                        {"brief C-1", "double booking"},
		"folowups":                        {"followups", "pricing"},
		"nte Call with Ridley &amp; Sons": {"note Call with Ridley &amp; Sons", "Kept as a note"},
	} {
		asked := w.do(slash("UANA", typed))
		if len(asked) != 1 || asked[0].Message == nil {
			t.Fatalf("%s: %+v", typed, asked)
		}
		var run []string
		for _, b := range asked[0].Message.Blocks {
			for _, e := range b.Elements {
				run = append(run, e.Value)
			}
		}
		if !slices.Contains(run, want.button) {
			t.Errorf("%s: buttons %q, want %q", typed, run, want.button)
			continue
		}
		ev := click("UANA", "run.0", want.button)
		ev.Ephemeral = true
		es := w.do(ev)
		w.wantSaid(es, want.answer)
		for _, e := range es {
			if e.Kind == store.Ephemeral && !e.Replace {
				t.Errorf("%s: the answer stands below the question", typed)
			}
		}
	}
}

// Whatever somebody says to Heed itself is answered, with something that
// helps, once.
func TestEverythingIsAnswered(t *testing.T) {
	w := stocked(t)
	for text, want := range map[string]string{
		"":                         "brief",
		"🎉":                        "help",
		":thumbsup: :thumbsup:":    "help",
		"done":                     "pricing",
		"done with the pricing":    "pricing",
		"thanks":                   "followups",
		"followups":                "pricing",
		"followups Elmfield":       "pricing",
		"followups Ridley":         "Nothing open",
		"followups Elmfeild":       "Elmfield Dental",
		"followups nobody we know": "no customer",
		"followups done":           "two weeks",
		"brief":                    "Which customer",
		"brief Ridley":             "downtime",
		"note":                     "note Call with",
		"watch":                    "invite me",
		"settings":                 "Your own settings",
		"xyzzy":                    "help",
		strings.Repeat("lorem ipsum dolor ", 2100): "no call",
	} {
		ev := dm("UANA", text)
		es := answers(w.do(ev))
		if len(es) != 1 || es[0].Kind != store.Post || es[0].User != "UANA" {
			t.Errorf("%.40q: %+v", text, es)
			continue
		}
		if !strings.Contains(words(es...), want) {
			t.Errorf("%.40q was answered %s, want %q", text, words(es...), want)
		}
	}
	es := w.do(slash("UANA", "note"))
	if len(es) != 1 || es[0].Kind != store.OpenView {
		t.Errorf("%+v", es)
	}
	// In a thread, there.
	ev := dm("UANA", "done")
	ev.TS, ev.Thread = ts(300), ts(100)
	if es := w.do(ev); len(es) != 1 || es[0].Thread != ts(100) {
		t.Errorf("%+v", es)
	}
}

// What is listed holds the customers whose words are in it, so that erasing
// one finds the message.
func TestAnswersNameTheirCustomers(t *testing.T) {
	w := stocked(t)
	w.do(dm("UANA", "Call with Solent Marine, Joris Blom\n- they need parts within two days\n- I'll call Joris on Thursday"))
	w.send()
	for text, want := range map[string]string{
		"followups": "C-1 C-3", "followups Elmfield": "C-1", "brief Ridley": "C-2", "done": "C-1 C-3", "help": "C-3",
	} {
		es := w.do(slash("UANA", text))
		got := strings.TrimSpace(es[0].Customer + " " + strings.Join(es[0].Also, " "))
		if sorted(got) != sorted(want) {
			t.Errorf("%s names %q, want %q", text, got, want)
		}
	}
	w.now = time.Date(2026, 11, 6, 10, 0, 0, 0, time.UTC)
	w.tick()
	for _, e := range w.effects() {
		if strings.Contains(e.Key, "nudge/UANA") && sorted(e.Customer+" "+strings.Join(e.Also, " ")) != "C-1 C-3" {
			t.Errorf("the nudge names %q and %q", e.Customer, e.Also)
		}
	}
	home := w.do(Event{Kind: HomeOpen, User: "UANA"})
	if home[0].Customer == "" || len(home[0].Also) != 1 {
		t.Errorf("%+v", home)
	}
}

func TestCheck(t *testing.T) {
	settings := func(change ...string) map[string]string {
		in := map[string]string{"zone": "Europe/London", "weekday": "5", "hour": "15", "channel": "C1"}
		for i := 0; i < len(change); i += 2 {
			in[change[i]] = change[i+1]
		}
		return in
	}
	for name, test := range map[string]struct {
		form  string
		in    map[string]string
		wrong string // the input, "" for none
	}{
		"a note":              {voice.NoteCallback, map[string]string{"note": "Call with"}, ""},
		"an empty note":       {voice.NoteCallback, map[string]string{"note": " \n "}, "note"},
		"nothing at all":      {voice.NoteCallback, nil, "note"},
		"a promise":           {voice.EditCallback, map[string]string{"action": "send it", "due": "2026-11-09"}, ""},
		"an undated promise":  {voice.EditCallback, map[string]string{"action": "send it"}, ""},
		"an empty promise":    {voice.EditCallback, map[string]string{"action": "  "}, "action"},
		"no date":             {voice.EditCallback, map[string]string{"action": "x", "due": "2026-02-30"}, "due"},
		"no date at all":      {voice.EditCallback, map[string]string{"action": "x", "due": "soon"}, "due"},
		"a known customer":    {voice.CustomerCallback, map[string]string{"known": "C-1"}, ""},
		"a new customer":      {voice.CustomerCallback, map[string]string{"new": "Elmfield"}, ""},
		"a Japanese customer": {voice.CustomerCallback, map[string]string{"new": "株式会社山田"}, ""},
		"no customer":         {voice.CustomerCallback, map[string]string{"new": " "}, "new"},
		"a customer of signs": {voice.CustomerCallback, map[string]string{"new": "!?"}, "new"},
		"settings":            {voice.SettingsCallback, settings(), ""},
		"no digest":           {voice.SettingsCallback, settings("channel", ""), ""},
		"no zone":             {voice.SettingsCallback, settings("zone", ""), "zone"},
		"a zone on Mars":      {voice.SettingsCallback, settings("zone", "Mars/Base"), "zone"},
		"the machine's zone":  {voice.SettingsCallback, settings("zone", "Local"), "zone"},
		"a path as zone":      {voice.SettingsCallback, settings("zone", "../../etc/passwd"), "zone"},
		"the eighth day":      {voice.SettingsCallback, settings("weekday", "7"), "weekday"},
		"a day before Sunday": {voice.SettingsCallback, settings("weekday", "-1"), "weekday"},
		"the 25th hour":       {voice.SettingsCallback, settings("hour", "24"), "hour"},
		"a DM for the digest": {voice.SettingsCallback, settings("channel", "D1"), "channel"},
		"no form of ours":     {"nonsense", nil, ""},
	} {
		got := Check(Event{Callback: test.form, PrivateMeta: `{"id":"digest"}`, Inputs: test.in})
		if (len(got) > 0) != (test.wrong != "") || test.wrong != "" && got[test.wrong] == "" {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func sorted(s string) string {
	f := strings.Fields(s)
	slices.Sort(f)
	return strings.Join(f, " ")
}
