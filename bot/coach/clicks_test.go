package coach

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"heed/bot/call"
	"heed/bot/followup"
	"heed/bot/when"
	"heed/store"
	"heed/store/kv"
)

// dump is everything that use cases keep, but for the outbox, the inbox and
// the numbers given out.
func (w *world) dump() string {
	w.t.Helper()
	var b strings.Builder
	w.view(func(tx *store.Tx) error {
		for _, bucket := range []string{"workspaces", "settings.changes", "shares", "people", "watches", "nudges", "calls", "sources", "aliases", "unread", "customers", "facts", "followups", "deeds", "stories"} {
			for key, value := range tx.Scan(bucket, kv.Range{}) {
				fmt.Fprintf(&b, "%s/%s %s\n", bucket, key, value)
			}
		}
		return nil
	})
	return b.String()
}

// stocked is a world in which Ana and Ben have a note each, and Ana's promise
// was nudged about.
func stocked(t *testing.T) *world {
	w := newWorld(t)
	w.watching("CCALLS")
	w.do(post("UANA", 1, elmfield))
	w.do(post("UBEN", 2, "Call with Ridley Tools, Sam Reed\n- worried about downtime, \"last time the line stood for a day\"\n- showed the dashboard\n- I'll send the price list by Friday"))
	w.do(slash("UCLEO", "help"))
	w.send()
	w.effects()
	return w
}

// Nothing that can be clicked or submitted does harm or fails when what it
// carries is forged, gone, somebody else's or another team's: whoever did it
// gets an answer, alone, and nothing changes.
func TestForgedClicks(t *testing.T) {
	t.Parallel()
	huge := strings.Repeat("x", 4000)
	values := []string{
		"", "@", "F-1", "C-1/M-999@facts/C-1/0", "facts/C-999/0", "calls/C-999/7", "F-999@list", "F-1@call/K-1", "F-2@call/K-1", "../F-1@list", "T2/F-1@list", "K-1", "K-1=C-1", "K-1=1a2b3c", "A-1", "N-1", "K-2", "K-2=C-2", "K-999=C-1",
		"C-999", "CX", "CCALLS/../x", "<!channel>", "done:F-1@list", "explode:F-1@list", "forget:K-1", "customer:K-1", "\x00\xff", huge, huge + "@" + huge,
	}
	actions := []string{
		"followup.done", "followup.undo", "followup.edit", "followup.drop", "followup.menu", "followup.explode", "call.why", "call.notright", "call.right",
		"call.customer", "call.new", "call.who", "call.forget", "sides.me", "sides.customer", "sides.undo", "sides.ask", "sides.explode",
		"reading.other", "reading.undo", "twin.split", "twin.join", "twin.explode", "unread.again", "unread.other", "unread.explode", "names.forget", "names.explode",
		"call.menu", "call.explode", "forget.customer", "forget.person", "forget.explode", "fact.menu", "fact.undo", "fact.correct", "fact.move", "fact.pagefacts", "fact.explode", "brief.pick0", "watch.explode", "settings.explode", "nonsense", "", ".",
	}
	values = append(values, "K-1=demo", "K-1=cues", "K-1=missed_cue:0badcafe", "demo", "why:K-1=x", "type:K-1", "typeback:K-1")
	actions = append(actions, "call.focus", "praise.menu", "type.is", "type.back", "focus.restore", "focus.explode",
		"thresholds.edit", "thresholds.reset", "settings.undo", "settings.open", "thresholds.explode")
	w := stocked(t)
	before := w.dump()
	for _, action := range actions {
		for _, value := range values {
			// Cleo has nothing: whatever she clicks is forged.
			es := w.do(click("UCLEO", action, value))
			if len(es) == 0 {
				t.Errorf("%s %.60q was not answered", action, value)
			}
			for _, e := range es {
				if e.User != "UCLEO" || e.Channel != "" && e.Channel != "DCLEO" {
					t.Errorf("%s %.60q led to %+v", action, value, e)
				}
				if strings.Contains(words(e), "One to try") || strings.Contains(words(e), "pricing") && !strings.HasPrefix(action, "brief") {
					t.Errorf("%s %.60q showed Cleo: %s", action, value, words(e))
				}
			}
		}
		if after := w.dump(); after != before {
			t.Fatalf("%s: something changed:\n%s\nwas\n%s", action, after, before)
		}
	}
}

func TestForgedForms(t *testing.T) {
	w := stocked(t)
	before := w.dump()
	luggage := func(id, sheet, channel, ts string) string {
		b, _ := json.Marshal(map[string]string{"id": id, "sheet": sheet, "channel": channel, "ts": ts})
		return string(b)
	}
	for name, ev := range map[string]Event{
		"no luggage":        {Callback: "followup.edit", Inputs: map[string]string{"action": "x"}},
		"null":              {Callback: "followup.edit", PrivateMeta: "null"},
		"another's promise": {Callback: "followup.edit", PrivateMeta: luggage("F-1", "list", "DCLEO", "1"), Inputs: map[string]string{"action": "x"}},
		"another's call":    {Callback: "call.customer", PrivateMeta: luggage("K-1", "", "", ""), Inputs: map[string]string{"new": "Mine"}},
		"no such call":      {Callback: "call.customer", PrivateMeta: luggage("K-999", "", "", ""), Inputs: map[string]string{"new": "Mine"}},
		"no such form":      {Callback: "nonsense", PrivateMeta: "{}"},
		"another's type":    {Callback: "call.type", PrivateMeta: luggage("K-1", "", "", ""), Inputs: map[string]string{"type": "demo"}},
		"no such type":      {Callback: "call.type", PrivateMeta: luggage("K-2", "", "", ""), Inputs: map[string]string{"type": "party"}},
		"no type of call":   {Callback: "thresholds", PrivateMeta: luggage("party", "", "", ""), Inputs: map[string]string{"talk_share_max": "50"}},
		"a wild threshold":  {Callback: "thresholds", PrivateMeta: luggage("demo", "", "", ""), Inputs: map[string]string{"talk_share_max": "5000"}},
		"no such zone":      {Callback: "settings", PrivateMeta: luggage("digest", "", "", ""), Inputs: map[string]string{"zone": "Mars/Base", "weekday": "1", "hour": "9"}},
		"no such day":       {Callback: "settings", PrivateMeta: luggage("digest", "", "", ""), Inputs: map[string]string{"zone": "UTC", "weekday": "-1", "hour": "9"}},
		"no such channel":   {Callback: "settings", PrivateMeta: luggage("digest", "", "", ""), Inputs: map[string]string{"zone": "UTC", "weekday": "1", "hour": "9", "channel": "<!channel>"}},
	} {
		ev.Kind, ev.User = Submit, "UCLEO"
		es := w.do(ev)
		if len(es) == 0 {
			t.Errorf("%s was not answered", name)
		}
		for _, e := range es {
			if e.User != "UCLEO" || e.Channel != "" {
				t.Errorf("%s led to %+v", name, e)
			}
		}
	}
	if after := w.dump(); after != before {
		t.Errorf("something changed:\n%s\nwas\n%s", after, before)
	}
}

// An edit form's luggage can't make Heed write over a message elsewhere.
func TestLuggageOfElsewhere(t *testing.T) {
	for _, channel := range []string{"CSALES", "DBEN"} {
		w := stocked(t)
		w.do(dm("UANA", "followups")) // so that Ana's DM is known
		es := answers(w.do(Event{
			Kind: Submit, User: "UANA", Callback: "followup.edit", PrivateMeta: `{"id":"F-1","sheet":"list","channel":"` + channel + `","ts":"1800000000.000009"}`,
			Inputs: map[string]string{"action": "send the pricing", "due": "2026-11-09"},
		}))
		if len(es) != 1 || es[0].Kind != store.Post || es[0].Channel != "" || es[0].User != "UANA" {
			t.Errorf("%+v", es)
		}
	}
}

// A sheet that isn't the clicker's own isn't shown to them.
func TestAnothersSheet(t *testing.T) {
	w := stocked(t)
	for _, sheet := range []string{"call/K-2", "call/K-999", "nudge/2026-11-06", "list/C-999"} {
		es := w.do(click("UANA", "followup.done", "F-1@"+sheet))
		if strings.Contains(words(es...), "Ridley") || len(es) == 0 {
			t.Errorf("%s: %s", sheet, words(es...))
		}
	}
}

// Clicks again, and in messages from before, change nothing that was changed
// since; the message then shows how it stands.
func TestClicksAgain(t *testing.T) {
	w := stocked(t)
	is := func(want followup.State, changes int) {
		t.Helper()
		f := all(w, store.FollowUps)[0]
		if f.State != want || len(f.Changes) != changes {
			t.Errorf("%s with %d changes, want %s with %d", f.State, len(f.Changes), want, changes)
		}
	}
	steps := []struct {
		verb    string
		state   followup.State
		changes int
	}{
		{"done", followup.Done, 1},
		{"done", followup.Done, 1},
		{"tomorrow", followup.Done, 1},
		{"notpromise", followup.Done, 1},
		{"edit", followup.Done, 1},
		{"undo", followup.Open, 0},
		{"undo", followup.Open, 0},
		{"tomorrow", followup.Open, 1},
		{"done", followup.Done, 2},
	}
	for _, s := range steps {
		es := w.do(click("UANA", "followup.menu", s.verb+":F-1@call/K-1"))
		if len(es) != 1 || es[0].Kind != store.Update || !strings.Contains(words(es...), "Elmfield Dental") {
			t.Errorf("%s: %+v", s.verb, es)
		}
		is(s.state, s.changes)
	}
	// Two quick clicks on Undo are one.
	w.now = w.now.Add(3 * doubleClicks)
	w.do(click("UANA", "followup.undo", "F-1@call/K-1"))
	w.do(click("UANA", "followup.undo", "F-1@call/K-1"))
	is(followup.Open, 1)
}

const doubleClicks = 3e9 // nanoseconds, as bot/followup has it

func TestApply(t *testing.T) {
	friday := when.Date{Year: 2026, Month: 11, Day: 6}
	for verb, want := range map[string]struct {
		state   followup.State
		snoozed string
		why     string
		known   bool
	}{
		"done":       {followup.Done, "", "", true},
		"tomorrow":   {followup.Open, "2026-11-09", "until 2026-11-09", true},
		"nextweek":   {followup.Open, "2026-11-09", "until 2026-11-09", true},
		"notpromise": {followup.Dropped, "", "not a promise", true},
		"drop":       {followup.Dropped, "", "dropped", true},
		"explode":    {followup.Open, "", "", false},
	} {
		f := followup.FollowUp{State: followup.Open, Side: call.Rep, Action: "send it"}
		known, changed := apply(&f, verb, tuesday, "UANA", friday, nil)
		if known != want.known || changed != want.known || f.State != want.state {
			t.Errorf("%s: known %v, changed %v, %s", verb, known, changed, f.State)
		}
		if want.snoozed != "" && f.Snoozed.String() != want.snoozed {
			t.Errorf("%s: snoozed until %s", verb, f.Snoozed)
		}
		if known && f.Changes[0].Why != want.why {
			t.Errorf("%s: %+v", verb, f.Changes[0])
		}
	}
}

// What people call things can't ping anybody: it is text wherever it stands.
func TestNamesArePlainText(t *testing.T) {
	w := newWorld(t)
	w.watching("CCALLS")
	es := w.do(post("UANA", 1, "Call with &lt;!channel&gt; &lt;@UBEN&gt; *Foods*, Priya _Nair_\n- they need &lt;!here&gt; by March, \"<https://evil.example|click> me\"\n- I'll send &lt;!everyone&gt; the pricing by Friday"))
	es = append(es, w.do(slash("UANA", "brief <!channel>"))...)
	es = append(es, w.do(slash("UANA", "<!channel> <@UBEN>"))...)
	es = append(es, w.do(slash("UANA", "followups"))...)
	if len(es) < 4 {
		t.Fatalf("%d effects", len(es))
	}
	for _, e := range es {
		for _, b := range e.Message.Blocks {
			for _, span := range b.Text {
				if span.User != "" && span.User != "UANA" || span.Channel != "" && span.Channel != "CCALLS" || span.URL != "" {
					t.Errorf("a live span: %+v", span)
				}
			}
		}
	}
}
