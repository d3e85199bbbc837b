package pick

import (
	"testing"

	"heed/bot/analyze"
)

func missed() *analyze.Report {
	return transcript(4, 3, 1, try("missed_cue", "worry", "the handover worries me"))
}

func heard() *analyze.Report { return transcript(4, 0, 3, praise("cue_taken_up", "what happened?")) }

// A focus from what recurs to looking back, and the pause after it.
func TestFocus(t *testing.T) {
	var rec Record
	var latest []*analyze.Report
	var all []Seen
	take := func(r *analyze.Report) *Step {
		latest = append([]*analyze.Report{r}, latest...)
		s := rec.Advance(r, day)
		all = append([]Seen{{r, s}}, all...)
		return s
	}
	for i, r := range []*analyze.Report{missed(), heard(), missed()} {
		if rec.Suggest(latest) != "" || take(r) != nil {
			t.Fatalf("a focus with call %d", i+1)
		}
	}
	if got := rec.Suggest(latest); got != "cues" {
		t.Fatalf("two of three: %q", got)
	}
	if missing, of := rec.Recent("cues", latest); missing != 2 || of != 3 {
		t.Errorf("%d of %d", missing, of)
	}
	rec.Practise("cues", day, false)
	if take(note()) != nil {
		t.Error("a note has no cues to take up")
	}
	if early := rec.Advance(heard(), day.AddDate(0, 0, -1)); early != nil {
		t.Error("a call from before counts")
	}
	var s *Step
	for i, r := range []*analyze.Report{heard(), missed(), heard()} {
		if s = take(r); s == nil || s.N != i+1 || s.Key != "cues" {
			t.Fatalf("call %d: %+v", i+1, s)
		}
	}
	before, after := LookBack(s, all, &rec)
	if before != (Tally{6, 12, 3}) || after != (Tally{9, 12, 3}) {
		t.Errorf("before %+v, after %+v", before, after)
	}
	if rec.Focus != nil || rec.Suggest([]*analyze.Report{missed(), missed()}) != "" {
		t.Errorf("no pause: %+v", rec)
	}
	// The calls of the pause, and then another behaviour comes first.
	too := func() *analyze.Report {
		return transcript(4, 3, 0, try("missed_cue", "worry", "x y"), try("too_fast", "", "our price"))
	}
	take(too())
	take(too())
	if got := rec.Suggest(latest); got != "asking" {
		t.Errorf("after the pause: %q", got)
	}
	rec.Stop()
	if rec.Suggest(latest) != "" {
		t.Error("the rep wants none, and gets one")
	}
	rec.Practise("room", day, true)
	if !rec.Focus.Chosen || rec.Off {
		t.Errorf("%+v", rec)
	}
}

func TestCount(t *testing.T) {
	rec := &Record{}
	worry := try("missed_cue", "worry", "the handover worries me")
	held := transcript(4, 1, 2, worry)
	held.Measures.SelfTalk = nil
	quiet := transcript(0, 0, 0)
	checkin := transcript(2, 0, 0)
	checkin.Type = analyze.CheckIn
	for name, c := range map[string]struct {
		key  string
		r    *analyze.Report
		want Tally
		ok   bool
	}{
		"cues":               {"cues", held, Tally{3, 4, 1}, true},
		"nothing to take up": {"cues", quiet, Tally{0, 0, 1}, false},
		"a held back share":  {"them", held, Tally{}, false},
		"questions":          {"asking", held, Tally{2, 0, 1}, true},
		"another type":       {"asking", checkin, Tally{}, false},
		"a note":             {"words", note(try("vague_note", "", "great call")), Tally{0, 1, 1}, true},
		"a good note":        {"words", note(), Tally{1, 1, 1}, true},
		"no note":            {"words", held, Tally{}, false},
		"no call at all":     {"words", &analyze.Report{}, Tally{}, false},
	} {
		b, _ := BehaviourOf(c.key)
		if got, ok := b.Count(c.r, rec); ok != c.ok || ok && got != c.want {
			t.Errorf("%s: %+v %v", name, got, ok)
		}
	}
	rec.TakeBack("K-1", held, &worry, day)
	b, _ := BehaviourOf("cues")
	if got, _ := b.Count(held, rec); got.Done != 4 {
		t.Errorf("what was taken back counts against the rep: %+v", got)
	}
}
