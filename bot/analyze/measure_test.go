package analyze

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"heed/bot/call"
)

// said is one turn of a made-up call: who, from when to when (0, 0: no times),
// and the words.
type said struct {
	who      string
	from, to float64
	text     string
}

// callOf makes a call out of turns; Rosa is on the rep's side, Mo and Eve on the
// customer's, X on none.
func callOf(turns ...said) *call.Call {
	c := &call.Call{Kind: call.Transcript, Speakers: []call.Speaker{
		{Name: "Rosa", Side: call.Rep}, {Name: "Mo", Side: call.Customer}, {Name: "Eve", Side: call.Customer}, {Name: "X", Side: call.Unknown},
	}}
	index := map[string]int{"Rosa": 0, "Mo": 1, "Eve": 2, "X": 3}
	for _, t := range turns {
		turn := call.Turn{Speaker: index[t.who], Start: t.from, End: t.to, Text: t.text}
		if t.from == 0 && t.to == 0 {
			turn.Start, turn.End = -1, -1
		}
		c.Turns = append(c.Turns, turn)
		c.Speakers[index[t.who]].Words += len(strings.Fields(t.text))
	}
	return c
}

func analyzed(turns ...said) *Report {
	return Analyze(callOf(turns...), Options{At: time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC), Reps: []string{"Rosa"}, Companies: []string{"Quillmark"}})
}

// words is talk of n words about nothing.
func words(n int) string {
	return strings.TrimSpace(strings.Repeat("the weather by the harbour was calm and grey today ", n/9+1)[:]) + "."
}

func near(got *float64, want float64) bool {
	return got != nil && math.Abs(*got-want) < 0.051
}

func show(v *float64) string {
	if v == nil {
		return "nothing"
	}
	return fmt.Sprint(*v)
}

// TestTalkShare: words of the rep's side of those of both, nods left out on
// both sides; by time the same.
func TestTalkShare(t *testing.T) {
	r := analyzed(
		said{"Rosa", 1, 31, words(99)},
		said{"Mo", 31, 33, "Mhm."},
		said{"Rosa", 33, 34, "Right."},
		said{"Mo", 34, 64, words(99)},
		said{"Eve", 64, 94, words(99)},
	)
	if !near(r.Measures.TalkShare, 0.333) {
		t.Errorf("of three equal parts one is ours: %s", show(r.Measures.TalkShare))
	}
	if !near(r.Measures.TalkShareTime, 0.333) {
		t.Errorf("by time: %s", show(r.Measures.TalkShareTime))
	}
}

// TestHeldBackReasons: what can't be claimed is null, with its reason.
func TestHeldBackReasons(t *testing.T) {
	for name, test := range map[string]struct {
		turns   []said
		measure string
		code    string
	}{
		"words of nobody known": {[]said{{"Rosa", 0, 0, words(90)}, {"Mo", 0, 0, words(90)}, {"X", 0, 0, words(20)}}, "talk_share", "unattributed"},
		"too short":             {[]said{{"Rosa", 0, 0, words(30)}, {"Mo", 0, 0, words(30)}}, "talk_share", "too_short"},
		"no times":              {[]said{{"Rosa", 0, 0, words(90)}, {"Mo", 0, 0, words(90)}}, "talk_share_time", "no_ends"},
		"about neither":         {[]said{{"Rosa", 0, 0, words(90)}, {"Mo", 0, 0, words(90)}}, "self_talk", "about_neither"},
	} {
		r := analyzed(test.turns...)
		found := false
		for _, h := range r.HeldBack {
			found = found || h.Measure == test.measure && h.Code == test.code && h.Why != ""
		}
		if !found {
			t.Errorf("%s: %+v", name, r.HeldBack)
		}
	}
	few := analyzed(said{"Rosa", 0, 0, words(90)}, said{"Mo", 0, 0, words(90)}, said{"X", 0, 0, "Hello from the van."})
	if few.Measures.TalkShare == nil {
		t.Error("held back for four words in a hundred and eighty of nobody known")
	}
}

// TestSelfTalk: "I" and a joint "we" count for neither side.
func TestSelfTalk(t *testing.T) {
	r := analyzed(
		said{"Mo", 0, 0, words(90)},
		said{"Rosa", 0, 0, "I think I can help. Shall we start? We could meet on Tuesday. Our platform is the fastest. We have nine hundred customers. How do you fill your boats? You told me that the ramp sticks."},
		said{"Mo", 0, 0, words(90)},
	)
	if !near(r.Measures.SelfTalk, 0.5) {
		t.Errorf("two sentences about us, two about them: %s", show(r.Measures.SelfTalk))
	}
}

// TestMonologue: nods and remarks under three seconds don't end it, an answer
// or a question does; without times it is estimated from the words.
func TestMonologue(t *testing.T) {
	long := words(99)
	for name, test := range map[string]struct {
		turns []said
		want  float64
	}{
		"a nod":                   {[]said{{"Rosa", 1, 61, long}, {"Mo", 61, 62, "Mhm, okay."}, {"Rosa", 62, 92, long}}, 90},
		"a remark of two seconds": {[]said{{"Rosa", 1, 61, long}, {"Mo", 61, 63, "There goes the ferry."}, {"Rosa", 63, 93, long}}, 90},
		"a remark of five":        {[]said{{"Rosa", 1, 61, long}, {"Mo", 61, 66, "There goes the ferry."}, {"Rosa", 66, 96, long}}, 60},
		"a question":              {[]said{{"Rosa", 1, 61, long}, {"Mo", 61, 63, "Which ferry?"}, {"Rosa", 63, 93, long}}, 60},
		"an answer":               {[]said{{"Rosa", 1, 61, long + " Which ferry do you mean?"}, {"Mo", 61, 63, "The red one."}, {"Rosa", 63, 93, long}}, 60},
		"two of our side":         {[]said{{"Rosa", 1, 61, long}, {"Rosa", 61, 91, long}, {"Mo", 91, 95, long}}, 90},
		"no times":                {[]said{{"Rosa", 0, 0, long}, {"Mo", 0, 0, "There goes the ferry."}, {"Rosa", 0, 0, long}}, 2 * float64(len(strings.Fields(long))) / 2.5},
	} {
		r := analyzed(test.turns...)
		if !near(r.Measures.LongestMonologueS, test.want) {
			t.Errorf("%s: %s, want %v", name, show(r.Measures.LongestMonologueS), test.want)
		}
		if r.Measures.EstimatedTimes != (name == "no times") {
			t.Errorf("%s: marked as estimated: %v", name, r.Measures.EstimatedTimes)
		}
	}
}

// TestStory: a question of up to eight words doesn't break the customer's
// story, a longer one or a remark does.
func TestStory(t *testing.T) {
	long := words(99)
	for name, test := range map[string]struct {
		between string
		want    float64
	}{
		"a nod":                        {"Mhm.", 90},
		"a short question":             {"And what happened with the ramp then?", 90},
		"a question of more than that": {"And what did the people who work on the ramp say about it in the end?", 60},
		"a remark":                     {"We had a ramp like that at the old place once as well.", 60},
	} {
		r := analyzed(said{"Mo", 1, 61, long}, said{"Rosa", 61, 64, test.between}, said{"Mo", 64, 94, long}, said{"Rosa", 94, 95, "I see."})
		if !near(r.Measures.LongestCustomerStory, test.want) {
			t.Errorf("%s: %s, want %v", name, show(r.Measures.LongestCustomerStory), test.want)
		}
	}
}

// TestQuestionsCounted: tags and what is answered at once are none; with and
// without marks; by thirds.
func TestQuestionsCounted(t *testing.T) {
	r := analyzed(
		said{"Rosa", 0, 0, "What makes us different? Our people. It's a nice harbour. Right? How many boats do you have?"},
		said{"Mo", 0, 0, "Nine. Two are in the dock. One is new."},
		said{"Rosa", 0, 0, "so what happens when one is in the dock"},
		said{"Mo", 0, 0, "We lease. It costs a fortune. It was cold."},
		said{"Rosa", 0, 0, "Tell me about the lease. Does that make sense?"},
	)
	if n := r.Measures.Questions; n == nil || *n != 3 {
		t.Errorf("questions: %v, want 3", *n)
	}
	if got := r.Measures.QuestionThirds; len(got) != 3 || got[0]+got[1]+got[2] != 3 || got[0] != 1 || got[2] != 1 {
		t.Errorf("by thirds: %v", got)
	}
}

// TestUnpunctuated: run-on speech is cut into clauses before anything is asked
// of it.
func TestUnpunctuated(t *testing.T) {
	r := analyzed(
		said{"Mo", 0, 0, "well the second boat keeps breaking and i stand on the pier with ninety people and i don't know what to tell them"},
		said{"Rosa", 0, 0, "okay so what do you tell them and how often does that happen and we have a great app by the way"},
		said{"Mo", 0, 0, "twice a week"},
	)
	if n := *r.Measures.Questions; n != 2 {
		t.Errorf("%d questions in a breath, want 2", n)
	}
	if labels := labelsOf(t, r, "we have a great app"); !strings.Contains(labels, "self_talk") {
		t.Errorf("the last clause: %q", labels)
	}
}

// finding returns the first finding with an id and tone.
func finding(r *Report, id string, tone Tone) *Finding {
	for i := range r.Findings {
		if r.Findings[i].ID == id && r.Findings[i].Tone == tone {
			return &r.Findings[i]
		}
	}
	return nil
}

// TestPace: about us before about them, unless they asked, and then their
// asking is quoted.
func TestPace(t *testing.T) {
	pitch := "Our platform is the fastest in the country. We have nine hundred customers. It costs 40 euros per user."
	for name, test := range map[string]struct {
		turns []said
		fast  bool
		asked string
	}{
		"at once":            {[]said{{"Mo", 0, 0, "Hello there."}, {"Rosa", 0, 0, pitch}, {"Mo", 0, 0, "I see."}}, true, ""},
		"after one need":     {[]said{{"Mo", 0, 0, "We're struggling with the ramp."}, {"Rosa", 0, 0, "Right. " + pitch}, {"Mo", 0, 0, "I see."}}, true, ""},
		"they asked":         {[]said{{"Mo", 0, 0, "So what do you actually do?"}, {"Rosa", 0, 0, pitch}, {"Mo", 0, 0, "I see."}}, false, "what do you actually do"},
		"they had booked it": {[]said{{"Rosa", 0, 0, "You asked for a demo, so here we go. " + pitch}, {"Mo", 0, 0, "I see."}}, false, "You asked for a demo"},
		"asked long ago":     {[]said{{"Mo", 0, 0, "So what do you actually do?"}, {"Rosa", 0, 0, "In a minute."}, {"Mo", 0, 0, "Fine."}, {"Rosa", 0, 0, "The sun is out."}, {"Mo", 0, 0, "It is."}, {"Rosa", 0, 0, "Lovely."}, {"Mo", 0, 0, "It is."}, {"Rosa", 0, 0, pitch}}, true, ""},
		"after what matters": {[]said{{"Rosa", 0, 0, "What's most important to you on the pier?"}, {"Mo", 0, 0, "That nobody waits."}, {"Rosa", 0, 0, pitch}}, false, ""},
		"after three needs":  {[]said{{"Rosa", 0, 0, "How was your summer?"}, {"Mo", 0, 0, "We're struggling with the ramp."}, {"Eve", 0, 0, "I'm worried about the winter."}, {"Mo", 0, 0, "We lost two skippers."}, {"Rosa", 0, 0, pitch}}, false, ""},
		"an introduction":    {[]said{{"Rosa", 0, 0, "Hello, I'm Rosa from Quillmark. How was your summer?"}, {"Mo", 0, 0, "Calm."}}, false, ""},
	} {
		r := analyzed(test.turns...)
		f := finding(r, "too_fast", Try)
		if (f != nil) != test.fast {
			t.Errorf("%s: too fast %v", name, f != nil)
		}
		if f != nil && (f.Quote == "" || !strings.HasSuffix(f.Try, "?")) {
			t.Errorf("%s: without quote or question: %+v", name, f)
		}
		quoted := ""
		for _, h := range r.HeldBack {
			if h.Measure == "too_fast" {
				quoted = h.Why
			}
		}
		if (quoted == "") != (test.asked == "") || !strings.Contains(quoted, test.asked) {
			t.Errorf("%s: that they asked: %q", name, quoted)
		}
	}
}

// TestFit: an honest no, a name of somebody better, or to leave it there, as a
// question.
func TestFit(t *testing.T) {
	for name, test := range map[string]struct {
		turns   []said
		section string // of tries.txt; "" for none
		praise  bool
	}{
		"a must that can't be met": {[]said{{"Mo", 0, 0, "It has to run without a network."}, {"Rosa", 0, 0, "That we can't do. We don't support that."}, {"Mo", 0, 0, "Oh."}}, "fit:cannot", false},
		"and somebody who can":     {[]said{{"Mo", 0, 0, "It has to run without a network."}, {"Rosa", 0, 0, "For you we are not the right fit. There's a company in Ulm, they're a competitor."}, {"Mo", 0, 0, "Oh."}}, "fit:referred", true},
		"no need, twice":           {[]said{{"Mo", 0, 0, "We're happy with our supplier."}, {"Rosa", 0, 0, "I see. How long?"}, {"Mo", 0, 0, "Ten years. It's not a priority."}}, "fit:noneed", false},
		"no, and a name":           {[]said{{"Mo", 0, 0, "It has to stand out in the frost."}, {"Rosa", 0, 0, "We only do indoor ones. Told you straight, try the people in Lund, they do exactly that."}, {"Mo", 0, 0, "Oh."}}, "fit:referred", true},
		"nothing of ours reaches":  {[]said{{"Mo", 0, 0, "It has to stand out in the frost."}, {"Rosa", 0, 0, "Nothing in our range goes below zero."}, {"Mo", 0, 0, "Oh."}}, "fit:cannot", false},
		"a straight answer":        {[]said{{"Mo", 0, 0, "Does it stand frost?"}, {"Rosa", 0, 0, "I'll come back with a yes or a straight no by Friday."}, {"Mo", 0, 0, "Oh."}}, "", false},
		"no need, once":            {[]said{{"Mo", 0, 0, "It's not a priority."}, {"Rosa", 0, 0, "I see."}}, "", false},
	} {
		r := analyzed(test.turns...)
		f := finding(r, "no_fit", Try)
		if (f != nil) != (test.section != "") {
			t.Errorf("%s: %+v", name, f)
			continue
		}
		if f != nil {
			ok := false
			for _, line := range tryLines()[test.section] {
				ok = ok || f.Try == line
			}
			if !ok {
				t.Errorf("%s: %q is none of [%s]", name, f.Try, test.section)
			}
		}
		if p := finding(r, "honest_no", Praise); (p != nil) != test.praise {
			t.Errorf("%s: praise %+v", name, p)
		}
	}
}

// TestValuesClash: what they say of ours, not what they say of others.
func TestValuesClash(t *testing.T) {
	for name, test := range map[string]struct {
		asked, told, reply string
		want               bool
	}{
		"of what we sell":    {"Our platform rings everybody who is a day late.", "That's not how we treat people.", "Sure, and our platform is the fastest there is.", true},
		"sold to regardless": {"How do you remind them?", "I'm not going to start hounding widows.", "Our platform does it for you, it's the leading one.", true},
		"of somebody else":   {"And the people before us?", "They rang at night, that's not how we treat people.", "What did you do about it?", false},
		"of a machine":       {"Our platform sends it at once.", "That's not how it works, the valve shuts first.", "I see.", false},
	} {
		r := analyzed(said{"Rosa", 0, 0, test.asked}, said{"Mo", 0, 0, test.told}, said{"Rosa", 0, 0, test.reply}, said{"Mo", 0, 0, "Hm."})
		f := finding(r, "values_clash", Try)
		if (f != nil) != test.want {
			t.Errorf("%s: %+v", name, f)
			continue
		}
		if f != nil && (f.Quote != test.told || f.Answer == "" || !strings.HasSuffix(f.Try, "?")) {
			t.Errorf("%s: quote %q, answer %q, try %q", name, f.Quote, f.Answer, f.Try)
		}
	}
}

// TestSpread: a checklist at the start of a long discovery is told, the same
// questions over the whole of it are not.
func TestSpread(t *testing.T) {
	checklist := func(at func(i int) bool) *Report {
		turns := []said{{"Rosa", 0, 30, "Hello Mo."}, {"Mo", 30, 60, "Hello."}}
		for i := range 24 {
			from := 60 + 60*float64(i)
			ask := "I see, that is good to know."
			if at(i) {
				ask = "What's most important to you on the pier?"
			}
			turns = append(turns, said{"Rosa", from, from + 10, ask}, said{"Mo", from + 10, from + 60, "The boats leave from there every hour in summer."})
		}
		c := callOf(turns...)
		return Analyze(c, Options{At: time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC), Reps: []string{"Rosa"}, Type: Discovery})
	}
	f := finding(checklist(func(i int) bool { return i < 7 }), "uneven_questions", Try)
	if f == nil || f.Quote == "" || f.Bar == nil || f.Counts["first third"] < 6 {
		t.Errorf("seven in the first third: %+v", f)
	}
	if f := finding(checklist(func(i int) bool { return i%3 == 0 }), "uneven_questions", Try); f != nil {
		t.Errorf("spread evenly: %+v", f)
	}
}

// TestCourtesy: thanks, and a next step with a name and a day.
func TestCourtesy(t *testing.T) {
	talk := []said{{"Rosa", 0, 0, words(90)}, {"Mo", 0, 0, words(90)}}
	later := append(append([]said(nil), talk...), said{"Rosa", 0, 0, "Shall I send the contract?"}, said{"Mo", 0, 0, "I'll think about it."})
	asked := append(append([]said(nil), talk...), said{"Mo", 0, 0, "I'll think about it. Could you send me the price list?"})
	for name, f := range map[string]*Finding{
		"put off":       finding(analyzed(append(later, said{"Rosa", 0, 0, "Great, I'll send you the contract by Friday."})...), "next_step", Praise),
		"greeted":       finding(analyzed(append([]said{{"Rosa", 0, 0, "Hi Mo, thanks a lot for joining today."}}, talk...)...), "thanks", Praise),
		"nothing asked": finding(analyzed(append(talk, said{"Rosa", 0, 0, "Goodbye then."})...), "next_step", Praise),
	} {
		if f != nil {
			t.Errorf("%s: praised %+v", name, f)
		}
	}
	if finding(analyzed(append(asked, said{"Rosa", 0, 0, "I'll send it to you by Friday."})...), "next_step", Praise) == nil {
		t.Error("what was asked for is a next step")
	}
	for name, test := range map[string]struct {
		last                   said
		noThanks, noStep, step bool
	}{
		"neither":           {said{"Rosa", 0, 0, "Goodbye then."}, true, true, false},
		"thanks":            {said{"Rosa", 0, 0, "Thank you for telling me about the ramp."}, false, true, false},
		"a name and a day":  {said{"Rosa", 0, 0, "Thank you. I'll send you the drawings by Friday."}, false, false, true},
		"a promise, no day": {said{"Rosa", 0, 0, "Thank you. I'll send you the drawings."}, false, true, false},
	} {
		r := analyzed(append(append([]said(nil), talk...), test.last)...)
		if got := finding(r, "no_thanks", Try) != nil; got != test.noThanks {
			t.Errorf("%s: no thanks %v", name, got)
		}
		if got := finding(r, "no_next_step", Try) != nil; got != test.noStep {
			t.Errorf("%s: no next step %v", name, got)
		}
		f := finding(r, "next_step", Praise)
		if (f != nil) != test.step {
			t.Errorf("%s: praise of a next step %v", name, f != nil)
		}
		if f != nil && (f.Who != "Rosa" || f.Quote == "") {
			t.Errorf("%s: owner %q, quote %q", name, f.Who, f.Quote)
		}
	}
}

// TestStacked: three questions in one turn are told, two are not.
func TestStacked(t *testing.T) {
	for n, want := range map[int]bool{2: false, 3: true} {
		ask := strings.Join([]string{"How many boats do you have?", "What's most important to you on the pier?", "Who cleans them?"}[:n], " ")
		r := analyzed(said{"Mo", 0, 0, "Hello."}, said{"Rosa", 0, 0, ask}, said{"Mo", 0, 0, "Nine."})
		f := finding(r, "stacked_questions", Try)
		if (f != nil) != want {
			t.Errorf("%d questions: %v", n, f != nil)
		}
		if f != nil && f.Try != "What's most important to you on the pier?" {
			t.Errorf("of three the one about what matters is kept: %q", f.Try)
		}
	}
}

// TestListeningLabels: reflections are claimed where sure, and no rate of
// them is measured; nods and specific acknowledgements are told apart.
func TestListeningLabels(t *testing.T) {
	r := analyzed(
		said{"Mo", 0, 0, "The ramp sticks every morning, it takes an hour to get it down."},
		said{"Rosa", 0, 0, "An hour."},
		said{"Mo", 0, 0, "Every single day."},
		said{"Rosa", 0, 0, "Mhm."},
		said{"Mo", 0, 0, "And the guests stand in the rain, so I carry umbrellas."},
		said{"Rosa", 0, 0, "So you're saying that the ramp makes you a porter."},
		said{"Mo", 0, 0, "Exactly."},
	)
	for phrase, want := range map[string]string{"An hour.": "acknowledgement", "Mhm.": "backchannel", "So you're saying": "reflection"} {
		if labels := labelsOf(t, r, phrase); !strings.Contains(labels, want) {
			t.Errorf("%q: %q, want %s", phrase, labels, want)
		}
	}
	if f := finding(r, "reflection", Praise); f == nil || f.Answer != "Exactly." {
		t.Errorf("praise of the reflection: %+v", f)
	}
}

// TestNoteMeasures: whom a note is about, by its lines; held back below five.
func TestNoteMeasures(t *testing.T) {
	r := read(t, "Call with Dana (Holm Mills)\n- showed her the dryer\n- explained our roadmap\n- pitched the premium plan\n- she needs 40 chairs by May\n- \"we can't wait\"\n- send the quote by Friday\n- great call\n")
	if !near(r.Measures.SelfTalk, 0.6) {
		t.Errorf("three lines of five are about us: %s", show(r.Measures.SelfTalk))
	}
	if finding(r, "vague_note", Try) == nil || finding(r, "customer_words", Praise) == nil {
		t.Errorf("findings: %+v", r.Findings)
	}
	short := read(t, "Call with Dana (Holm Mills)\n- showed her the dryer\n- she needs 40 chairs by May\n")
	if short.Measures.SelfTalk != nil {
		t.Errorf("a ratio of two lines: %s", show(short.Measures.SelfTalk))
	}
	if short.Measures.TalkShare != nil || short.Measures.Questions != nil {
		t.Error("a note has no talk in it")
	}
}
