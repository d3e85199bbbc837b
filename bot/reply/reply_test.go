package reply

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"heed/bot/when"
)

// A Friday morning in London.
var friday = time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC)

var colleagues = []Person{
	{ID: "UBEN", Names: []string{"Ben Okafor", "ben"}},
	{ID: "UDANA", Names: []string{"Dana Pike", "dana"}},
	{ID: "UKIM1", Names: []string{"Kim Lowe"}},
	{ID: "UKIM2", Names: []string{"Kim Sato"}},
}

// list is what may be answered to; an item's name begins with "+" where it
// stands in the message.
func list(items ...string) []Item {
	var out []Item
	for n, s := range items {
		action, shown := strings.CutPrefix(s, "+")
		action, customer, _ := strings.Cut(action, " @")
		out = append(out, Item{ID: fmt.Sprint("F-", n+1), Action: action, Customer: customer, Shown: shown, Owed: true})
	}
	return out
}

// show is an answer in short: "F-1 done; F-2 move 2026-11-23; which F-1 F-2 done".
func show(a Answer, ok bool) string {
	if !ok {
		return "no answer"
	}
	var out []string
	for _, c := range a.Changes {
		out = append(out, strings.Join(strings.Fields(fmt.Sprint(c.ID, " ", c.Verb, " ", c.Day, " ", c.Person)), " "))
	}
	for _, q := range a.Asks {
		out = append(out, strings.Join(strings.Fields(fmt.Sprint("which ", q.Lack, " ", strings.Join(q.Among, " "), " ", q.Order.Verb, " ", q.Order.Day, " ", strings.Join(q.Names, " "))), " "))
	}
	return strings.Join(out, "; ")
}

func TestNamesSomebody(t *testing.T) {
	for s, want := range map[string]bool{
		"done": false, "later": false, "snooze all": false, "": false, "2 done": false,
		"intro Monday, questionnaire done": false, "drop the pilot plan": false, "the pricing is done": false, "move the pricing to Monday": false,
		"not mine": true, "Ben has it": true, "pricing is with Ben": true, "Ben sends it": true, "the pricing is Ben's": true, "Ben will send it": true,
	} {
		if NamesSomebody(s) != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
}

// A note of several lines is no answer, though some of them sound like one; a
// list of answers is.
func TestReadLines(t *testing.T) {
	items := list("+send the pricing @Northgate Foods", "+send the security questionnaire @Northgate Foods", "send the pilot plan @Oakham Tools")
	for say, want := range map[string]string{
		"*Fairmile Foods*\n- Meera: nine days\n- send pricing by Fri\n\n*Elmfield*\n- demo link tomorrow": "no answer",
		"Acme\nBob, no budget\nsend pricing Monday":                                                       "no answer",
		"Delft Marine - Kees\n- send the pilot plan Tuesday":                                              "no answer",
		"- pricing: done\n- questionnaire: Monday\n- pilot plan: not needed":                              "F-1 done; F-2 move 2026-11-23; F-3 drop",
		"Hi Heed,\npricing done\nquestionnaire Monday\nthanks!":                                           "F-1 done; F-2 move 2026-11-23",
		"1. done\n2. Monday":  "F-1 done; F-2 move 2026-11-23",
		"all done\nthank you": "F-1 done; F-2 done",
	} {
		if got := show(Read(say, items, Options{Now: friday, People: colleagues})); got != want {
			t.Errorf("%q:\n got %s\nwant %s", say, got, want)
		}
	}
}

// More time counts from the due day, where that lies ahead.
func TestReadShift(t *testing.T) {
	items := list("+send the pricing @Northgate Foods", "call Petra @Oakham Tools")
	items[0].Due, items[1].Due = when.DateOf(friday).AddDays(-1), when.DateOf(friday).AddDays(5)
	for say, want := range map[string]string{
		"push it two days":                     "F-1 move 2026-11-22",
		"push the call with Petra back a week": "F-2 move 2026-12-02",
		"call Petra in a week":                 "F-2 move 2026-11-27",
	} {
		if got := show(Read(say, items, Options{Now: friday})); got != want {
			t.Errorf("%q:\n got %s\nwant %s", say, got, want)
		}
	}
}

func TestRead(t *testing.T) {
	one := list("+send the pricing @Northgate Foods", "call Petra @Oakham Tools")
	two := list("+send the security questionnaire @Northgate Foods", "+introduce Dana to Priya @Northgate Foods", "send the pilot plan @Oakham Tools")
	for _, c := range []struct {
		name  string
		items []Item
		say   map[string]string
	}{
		{"to a nudge about one thing", one, map[string]string{
			"done":                               "F-1 done",
			"Done!":                              "F-1 done",
			"doen":                               "F-1 done",
			"all done":                           "F-1 done",
			"it's done, thanks":                  "F-1 done",
			"I sent it yesterday":                "F-1 done 2026-11-19",
			"sent this morning":                  "F-1 done 2026-11-20",
			"sent it on Monday":                  "F-1 done 2026-11-16",
			"sent":                               "F-1 done",
			"sorted":                             "F-1 done",
			"already taken care of":              "F-1 done",
			"later":                              "F-1 snooze 2026-11-23",
			"not today":                          "F-1 snooze 2026-11-23",
			"snooze until Wednesday":             "F-1 snooze 2026-11-25",
			"remind me on Tuesday":               "F-1 snooze 2026-11-24",
			"ask me again next week":             "F-1 snooze 2026-11-23",
			"move to Monday":                     "F-1 move 2026-11-23",
			"move it to 3 Dec":                   "F-1 move 2026-12-03",
			"push to next week pls":              "F-1 move 2026-11-23",
			"Monday":                             "F-1 move 2026-11-23",
			"will do it tomorrow":                "F-1 move 2026-11-21",
			"I'll send it on Tuesday":            "F-1 move 2026-11-24",
			"done by Wednesday":                  "F-1 move 2026-11-25",
			"not done yet, Monday":               "F-1 move 2026-11-23",
			"haven't sent it yet":                "F-1 keep",
			"not yet":                            "F-1 keep",
			"on it":                              "F-1 keep",
			"will do":                            "F-1 keep",
			"drop it":                            "F-1 drop",
			"forget it":                          "F-1 drop",
			"no longer needed":                   "F-1 drop",
			"they don't want it":                 "F-1 drop",
			"not a promise":                      "F-1 notpromise",
			"not mine":                           "F-1 drop",
			"not mine, Ben has it":               "F-1 hand UBEN",
			"Ben's got it":                       "F-1 hand UBEN",
			"Ben is doing that":                  "F-1 hand UBEN",
			"give it to Ben Okafor":              "F-1 hand UBEN",
			"<@UZED> has it":                     "F-1 hand UZED",
			"hand over to <@UZED|zed>":           "F-1 hand UZED",
			"not mine, Kim has it":               "which person F-1 hand UKIM1 UKIM2",
			"Kim Sato has it":                    "F-1 hand UKIM2",
			"someone else has it":                "F-1 drop",
			"move it":                            "which day F-1 move",
			"pricing done":                       "F-1 done",
			"pricng sent":                        "F-1 done",
			"called Petra":                       "F-2 done",
			"Petra done":                         "F-2 done",
			"oakham tomorow":                     "F-2 move 2026-11-21",
			"sent them the deck":                 "which item F-1 done",
			"is it done?":                        "no answer",
			"thanks":                             "no answer",
			"lovely weather":                     "no answer",
			"done if they sign":                  "no answer",
			"called her about the audit":         "which item F-1 done",
			"She wants the questionnaire sooner": "no answer",
		}},
		{"to a bundle", two, map[string]string{
			"intro Monday, questionnaire done":              "F-2 move 2026-11-23; F-1 done",
			"Intro on Monday and the questionnaire is done": "F-2 move 2026-11-23; F-1 done",
			"questionaire done":                             "F-1 done",
			"questionnaire and intro done":                  "F-1 done; F-2 done",
			"done: questionnaire, intro":                    "F-1 done; F-2 done",
			"all done":                                      "F-1 done; F-2 done",
			"both done":                                     "F-1 done; F-2 done",
			"done":                                          "which item F-1 F-2 done",
			"done with it":                                  "which item F-1 F-2 done",
			"later":                                         "F-1 snooze 2026-11-23; F-2 snooze 2026-11-23",
			"snooze all until next week":                    "F-1 snooze 2026-11-23; F-2 snooze 2026-11-23",
			"snooze everything until 1 Dec":                 "F-1 snooze 2026-12-01; F-2 snooze 2026-12-01",
			"questionnaire done, rest tomorrow":             "F-1 done; F-2 move 2026-11-21",
			"the rest later, intro done":                    "F-2 done; F-1 snooze 2026-11-23",
			"first one done, second next week":              "F-1 done; F-2 move 2026-11-23",
			"sent the questionnaire, drop the intro":        "F-1 done; F-2 drop",
			"drop the intro, not needed any more":           "F-2 drop",
			"introduced them yesterday":                     "F-2 done 2026-11-19",
			"intro to Dana done":                            "F-2 done",
			"Northgate done":                                "which item F-1 F-2 done",
			"everything for Northgate done":                 "F-1 done; F-2 done",
			"pilot plan sent":                               "F-3 done",
			"plan for Priya done":                           "which item F-2 F-3 done",
			"F-3 done":                                      "F-3 done",
			"the intro isn't mine, Ben has it":              "F-2 hand UBEN",
			"Ben has the questionnaire":                     "F-1 hand UBEN",
			"Zed has the questionnaire":                     "no answer",
			"the questionnaire isn't mine, Zed has it":      "which person F-1 hand",
			"questionnaire is with Ben":                     "F-1 hand UBEN",
			"questionnaire sent and intro next week please": "F-1 done; F-2 move 2026-11-23",
			"both tomorrow":                                 "F-1 move 2026-11-21; F-2 move 2026-11-21",
			"intro to Dana on Thursday":                     "F-2 move 2026-11-26",
			"will send the questionnaire on Monday":         "F-1 move 2026-11-23",
			"questionnaire not done yet":                    "F-1 keep",
			"budget done":                                   "which item F-1 F-2 done",
			"questionnaire done\nintro next Friday":         "F-1 done; F-2 move 2026-11-27",
		}},
		{"to nothing in particular", list("send the pricing @Northgate Foods", "send the plan @Oakham Tools", "call Petra @Oakham Tools"), map[string]string{
			"done":                          "which item F-1 F-2 F-3 done",
			"pricing done":                  "F-1 done",
			"sent the pricing to Northgate": "F-1 done",
			"snooze all until Monday":       "F-1 snooze 2026-11-23; F-2 snooze 2026-11-23; F-3 snooze 2026-11-23",
			"all done":                      "which item F-1 F-2 F-3 done",
			"Monday":                        "no answer",
			"on it":                         "no answer",
			"called my mother":              "no answer",
			"Called Priya at Northgate, she wants the pricing": "no answer",
			"sent Northgate the deck":                          "which item F-1 done",
			"great call with Oakham":                           "no answer",
		}},
		{"to one name twice", list("+send the pricing @Northgate Foods", "send the pricing @Oakham Tools", "+call Priya @Northgate Foods", "+email Priya @Northgate Foods"), map[string]string{
			"pricing done":            "F-1 done",
			"pricing for Oakham done": "F-2 done",
			"called Priya":            "F-3 done",
			"Priya done":              "which item F-3 F-4 done",
		}},
		{"to a name with and in it", list("+send the terms and conditions", "+book the room"), map[string]string{
			"terms and conditions done":      "F-1 done",
			"terms done and the room booked": "F-1 done; F-2 done",
		}},
	} {
		for say, want := range c.say {
			if got := show(Read(say, c.items, Options{Now: friday, People: colleagues})); got != want {
				t.Errorf("%s, %q:\n got %s\nwant %s", c.name, say, got, want)
			}
		}
	}
}

func TestTakesBack(t *testing.T) {
	items := []Item{{ID: "F-1", Action: "send the price list", Customer: "Ridley"}, {ID: "F-2", Action: "call the depot", Customer: "Ridley"}}
	for text, want := range map[string]string{
		"undo":                          "F-1 F-2",
		"Undo that please!":             "F-1 F-2",
		"oops, undo the depot":          "F-2",
		"I take that back":              "F-1 F-2",
		"reopen the price list":         "F-1",
		"undo the training":             "none", // of what nobody promised
		"done":                          "none",
		"they want to undo the upgrade": "none",
		"call the depot":                "none",
		"":                              "none",
		"we had to undo the whole install of the second line on Friday because of the dust": "none",
	} {
		got := "none"
		if ids, ok := TakesBack(text, items); ok {
			got = strings.Join(ids, " ")
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

func TestAsks(t *testing.T) {
	items := list("send the pricing @Northgate Foods", "send the SOC2 report @Northgate Foods", "send the pricing @Acme Tools", "book the workshop @Acme Tools")
	for text, want := range map[string]string{
		"did I send the pricing?":         "F-1 F-3",
		"did I send Acme the pricing?":    "F-3",
		"when is the workshop due?":       "F-4",
		"is the SOC2 report done?":        "F-2",
		"what about the SOC 2 report?":    "F-2",
		"who has the pricing for Acme?":   "F-3",
		"did I send it?":                  "",
		"is Acme happy?":                  "",
		"when is lunch?":                  "",
		"the pricing is due":              "",
		"":                                "",
		"did they call about the weather": "",
	} {
		if got := strings.Join(Asks(text, items), " "); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
