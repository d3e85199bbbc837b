package coach

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"heed/bot/analyze"
	"heed/bot/pick"
	"heed/store"
)

// keen is a note with an impression in it and nothing of theirs.
func keen(customer string) string {
	return "Call with " + customer + ", Hanna Lund\n- great call, she seemed really keen\n- two hours a day go to double booking\n- showed the calendar\n- her brother decides too\n- I'll send the pricing by Friday"
}

// The same finding of two calls in a row is said in other words; the same call
// always says the same, also when it is drawn again.
func TestWordings(t *testing.T) {
	w := newWorld(t)
	w.watching("CCALLS")
	first := w.do(post("UANA", 1, keen("Elmfield Dental")))
	w.now = w.now.Add(time.Hour)
	second := w.do(post("UANA", 3600, keen("Ridley Tools")))
	w.send()
	why := func(i int) string {
		c := all(w, store.Calls)[i]
		return pick.Find(&c.Report, c.Pick.Try).Why
	}
	if why(0) == why(1) || !strings.Contains(words(first...), why(0)) || !strings.Contains(words(second...), why(1)) {
		t.Errorf("%q, then %q", why(0), why(1))
	}
	again := w.do(click("UANA", "call.right", "K-1=nothing"))
	if len(again) != 1 || blocks(again[0]) != blocks(first[0]) {
		t.Errorf("drawn again:\n%s\nwas\n%s", words(again...), words(first...))
	}
	c := all(w, store.Calls)[0]
	raw, _ := json.Marshal(c)
	if strings.Contains(string(raw), "what was written afterwards") {
		t.Errorf("words that could be looked up are stored: %s", raw)
	}
}

func blocks(e store.Effect) string {
	raw, _ := json.Marshal(e.Message.Blocks)
	return string(raw)
}

// What was taken back goes with its note, and so do all its traces.
func TestTakenBackIsForgotten(t *testing.T) {
	w := newWorld(t)
	w.watching("CCALLS")
	note := post("UANA", 1, keen("Elmfield Dental"))
	w.do(note)
	w.send()
	c := only(w, store.Calls)
	w.do(click("UANA", "call.notright", c.ID+"="+c.Pick.Try))
	if n := len(w.person("UANA").Coaching.TakenBack); n != 1 {
		t.Fatalf("%d taken back", n)
	}
	w.wantSaid(w.do(slash("UANA", "me")), "seemed really keen")
	if es := w.do(slash("UBEN", "me")); strings.Contains(words(es...), "keen") {
		t.Errorf("Ben sees %s", words(es...))
	}
	w.do(deletion(note))
	if n := len(w.person("UANA").Coaching.TakenBack); n != 0 {
		t.Errorf("%d taken back in a note that is deleted", n)
	}
	if es := w.do(slash("UANA", "me")); strings.Contains(words(es...), "keen") {
		t.Errorf("its words are still said: %s", words(es...))
	}
}

// A focus counts each call once, however often it is edited, and whoever else
// posts.
func TestFocusCountsCallsOnce(t *testing.T) {
	w := newWorld(t)
	w.watching("CCALLS")
	for i, text := range []string{
		keen("Elmfield Dental"),
		"Spoke to Ridley Tools, Sam Reed\n- it went really well, he seemed interested\n- the line stood for a day in May\n- they buy spare parts abroad\n- I'll send the list on Monday",
		"Call with Solent Marine, Joris Blom\n- good fit, he loved it\n- boats come back in October\n- he wants two engines less\n- I'll write the offer by Thursday",
	} {
		w.do(post("UANA", i*86400, text))
	}
	f := w.person("UANA").Coaching.Focus
	if f == nil || f.Key != "words" {
		t.Fatalf("focus %+v", f)
	}
	note := post("UANA", 10*86400, keen("Oakham Mills"))
	w.do(note)
	for i := range 3 {
		w.do(edit(note, note.At.Add(time.Duration(i+1)*time.Minute), keen("Oakham Mills")+strings.Repeat("\n- more of it", i+1)))
	}
	w.do(post("UBEN", 11*86400, keen("Delft Marine")))
	if f := w.person("UANA").Coaching.Focus; f == nil || f.Calls != 1 {
		t.Errorf("after one call: %+v", f)
	}
	if f := w.person("UBEN").Coaching.Focus; f != nil {
		t.Errorf("Ben has Ana's focus: %+v", f)
	}
	w.do(click("UANA", "focus.stop", "words"))
	if rec := w.person("UANA").Coaching; rec.Focus != nil || !rec.Off {
		t.Errorf("stopped: %+v", rec)
	}
}

// Thresholds of a workspace hold for its calls and for no other's.
func TestThresholdsOfOneWorkspace(t *testing.T) {
	w := newWorld(t)
	demo := func(user string, in map[string]string) []store.Effect {
		return w.do(Event{Kind: Submit, User: user, Callback: "thresholds", PrivateMeta: `{"id":"demo"}`, Inputs: in})
	}
	w.wantSaid(demo("UANA", map[string]string{"talk_share_max": "70 %"}), "only its admins")
	w.wantSaid(w.do(click("UANA", "thresholds.edit", "demo")), "only its admins")
	if ws := all(w, store.Workspaces); len(ws) > 0 && len(ws[0].Thresholds) > 0 {
		t.Errorf("a rep set %v", ws[0].Thresholds)
	}
	demo("UDORA", map[string]string{"talk_share_max": "70 %", "monologue_max_s": "150", "questions_min": ""})
	ws := only(w, store.Workspaces)
	if got := ws.Thresholds[analyze.Demo]; len(got) != 1 || got["talk_share_max"] != 0.7 {
		t.Errorf("%v: what is Heed's own is stored, or lost", got)
	}
	w.do(click("UDORA", "thresholds.reset", "all"))
	w.wantSaid(w.do(click("UDORA", "settings.undo", "S-2")), "70 %")
	if ws := only(w, store.Workspaces); ws.Thresholds[analyze.Demo]["talk_share_max"] != 0.7 {
		t.Errorf("the undo brought %v", ws.Thresholds)
	}
	w.setWorkspace(func(ws *store.Workspace) { ws.Admins = []string{"UBEN"} })
	told := map[string]bool{}
	es := demo("UBEN", map[string]string{})
	for _, e := range es {
		told[e.User] = true
	}
	if !told["UDORA"] || !told["UBEN"] || len(only(w, store.Workspaces).Thresholds) != 0 {
		t.Errorf("%v of %s", told, words(es...))
	}
}
