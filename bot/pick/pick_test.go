package pick

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"heed/bot/analyze"
	"heed/bot/call"
)

var day = time.Date(2026, 11, 3, 10, 0, 0, 0, time.UTC)

func praise(id, quote string) analyze.Finding {
	return analyze.Finding{ID: id, Tone: analyze.Praise, Quote: quote}
}

func try(id, kind, quote string) analyze.Finding {
	return analyze.Finding{ID: id, Tone: analyze.Try, Kind: kind, Quote: quote}
}

func ptr[T any](v T) *T { return &v }

// transcript is a report in which everything can show.
func transcript(cues, missed, discovery int, findings ...analyze.Finding) *analyze.Report {
	return &analyze.Report{
		Kind: call.Transcript, Type: analyze.Discovery, CallNote: true, Findings: findings,
		Measures: analyze.Measures{
			TalkShare: ptr(0.5), SelfTalk: ptr(0.3), LongestMonologueS: ptr(60.0), Questions: ptr(9),
			DiscoveryQuestions: &discovery, Cues: &cues, CuesMissed: &missed,
		},
	}
}

func note(findings ...analyze.Finding) *analyze.Report {
	return &analyze.Report{Kind: call.Note, Type: analyze.UnknownType, CallNote: true, Findings: findings}
}

func ids(r *analyze.Report, c Choice) string {
	var out []string
	for _, key := range []string{c.Praise, c.Try} {
		if f := Find(r, key); f != nil {
			out = append(out, f.ID)
		} else {
			out = append(out, "-")
		}
	}
	return strings.Join(out, " ")
}

func TestChoose(t *testing.T) {
	r := transcript(5, 2, 1,
		praise("thanks", "Thank you for all that"), try("no_thanks", "", ""), try("unheard_of", "", ""), try("self_talk", "", "Our dashboard does that"),
		praise("cue_taken_up", "How does that feel on Mondays?"), try("missed_cue", "worry", "the handover worries me"))
	for name, c := range map[string]struct {
		rec  Record
		step *Step
		want string
	}{
		"by the order":                     {want: "cue_taken_up missed_cue"},
		"the focus first":                  {step: &Step{Key: "them", N: 1}, want: "cue_taken_up self_talk"},
		"a focus that isn't any more":      {step: &Step{Key: "gone"}, want: "cue_taken_up missed_cue"},
		"not the same praise twice":        {rec: Record{LastPraise: "cue_taken_up:1"}, want: "thanks missed_cue"},
		"but that of the focus all right":  {rec: Record{LastPraise: "thanks"}, step: &Step{Key: "thanks"}, want: "thanks no_thanks"},
		"nothing that the rep took back":   {rec: Record{TakenBack: []TakenBack{{ID: "missed_cue", Tone: analyze.Try, Kind: "worry", Words: words(&r.Findings[5])}}}, want: "cue_taken_up self_talk"},
		"a praise that was taken back":     {rec: Record{TakenBack: []TakenBack{{ID: "cue_taken_up", Tone: analyze.Praise, Words: words(&r.Findings[4])}}}, want: "thanks missed_cue"},
		"of a whole call, by type of call": {rec: Record{TakenBack: []TakenBack{{ID: "no_thanks", Tone: analyze.Try, Kind: "transcript discovery"}}}, step: &Step{Key: "thanks"}, want: "thanks missed_cue"},
	} {
		if got := ids(r, Choose(r, &c.rec, c.step, "")); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if got := Choose(note(), &Record{}, nil, ""); got != (Choice{}) {
		t.Errorf("of nothing: %+v", got)
	}
}

// What a colleague said in the same call comes after the rep's own, and an
// honest no isn't also to try.
func TestChooseForWhom(t *testing.T) {
	r := transcript(5, 2, 1, praise("cue_taken_up", "what happened on Mondays?"), praise("thanks", "thank you for that"), try("no_fit", "", "we can't do that"),
		praise("honest_no", "we can't do that"), try("no_thanks", "", ""))
	r.Findings[0].Who, r.Findings[1].Who, r.Findings[3].Who = "Kofi", "Ana", "Kofi"
	r.Speakers = []analyze.Speaker{{Name: "Ana", Side: call.Rep}, {Name: "Kofi", Side: call.Rep}, {Name: "Meera", Side: call.Customer}}
	for self, want := range map[string]string{"Ana": "thanks no_fit", "Kofi": "honest_no no_thanks", "": "honest_no no_thanks"} {
		if got := ids(r, Choose(r, &Record{}, nil, self)); got != want {
			t.Errorf("for %q: %s, want %s", self, got, want)
		}
	}
}

// What is taken back stays away for sentences like it, and for no others.
func TestTakenBack(t *testing.T) {
	said := try("missed_cue", "worry", "Honestly the handover to support worries me a little")
	r := transcript(5, 2, 1, said)
	var rec Record
	rec.TakeBack("K-1", r, &said, day)
	rec.TakeBack("K-1", r, &said, day) // a second click
	if len(rec.TakenBack) != 1 || !rec.Has("K-1", Key(&said)) {
		t.Fatalf("%+v", rec.TakenBack)
	}
	for _, c := range []struct {
		f    analyze.Finding
		want bool
	}{
		{said, true},
		{try("missed_cue", "worry", "the support handover is what worries me most"), true},
		{try("missed_cue", "worry", "the board might say no in spring"), false},
		{try("missed_cue", "pain", "Honestly the handover to support worries me a little"), false},
		{try("monologue", "", "Honestly the handover to support worries me a little"), false},
		{praise("cue_taken_up", "Honestly the handover to support worries me a little"), false},
	} {
		if got := rec.LeftOut(r, &c.f); got != c.want {
			t.Errorf("%s %q: left out %v", c.f.ID, c.f.Quote, got)
		}
	}
	raw, _ := json.Marshal(rec)
	if strings.Contains(string(raw), "handov") {
		t.Errorf("a customer's words in the rep's record: %s", raw)
	}
	rec.Restore("K-1", Key(&said))
	if rec.LeftOut(r, &said) {
		t.Error("restored, and left out all the same")
	}
}

// A rule that is often not right is left out altogether.
func TestTired(t *testing.T) {
	var rec Record
	r := transcript(5, 2, 1)
	quotes := []string{"the handover worries me", "will payroll cope with it", "our auditors ask in spring"}
	other := try("missed_cue", "worry", "the night shift hates tablets")
	for i, q := range quotes {
		if rec.LeftOut(r, &other) {
			t.Errorf("left out after %d", i)
		}
		f := try("missed_cue", "worry", q)
		rec.TakeBack("K-1", r, &f, day)
	}
	if !rec.LeftOut(r, &other) {
		t.Error("said again after three")
	}
	rec.Forget("K-1")
	if rec.LeftOut(r, &other) {
		t.Error("left out for a call that is forgotten")
	}
	for range 2 * remembered {
		f := try("missed_cue", "worry", strings.Repeat("x", len(rec.TakenBack)+1))
		rec.TakeBack("K-2", r, &f, day)
	}
	if len(rec.TakenBack) != remembered {
		t.Errorf("%d are kept", len(rec.TakenBack))
	}
}

// The same call and record give the same choice, whatever the order in which
// findings of different kinds stand, and never what was taken back.
func TestChooseIsDeterministic(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	names := slices.Sorted(func(yield func(string) bool) {
		for id := range order() {
			if !yield(id) {
				return
			}
		}
	})
	for range 500 {
		var fs []analyze.Finding
		for _, i := range rng.Perm(len(names))[:rng.IntN(8)] {
			f := try(names[i], "", strings.Repeat("word ", rng.IntN(3))+names[i])
			if rng.IntN(2) == 0 {
				f.Tone = analyze.Praise
			}
			fs = append(fs, f)
		}
		r := transcript(3, 1, 1, fs...)
		rec := Record{}
		if len(fs) > 0 && rng.IntN(2) == 0 {
			rec.TakeBack("K-1", r, &fs[rng.IntN(len(fs))], day)
		}
		var step *Step
		if rng.IntN(2) == 0 {
			step = &Step{Key: Behaviours()[rng.IntN(len(Behaviours()))].Key, N: 1}
		}
		first := Choose(r, &rec, step, "")
		rng.Shuffle(len(fs), func(i, j int) { fs[i], fs[j] = fs[j], fs[i] })
		if again := Choose(transcript(3, 1, 1, fs...), &rec, step, ""); again != first {
			t.Fatalf("%+v, then %+v of %+v", first, again, fs)
		}
		for _, key := range []string{first.Praise, first.Try} {
			if f := Find(r, key); f != nil && rec.LeftOut(r, f) {
				t.Fatalf("%s was taken back", key)
			}
		}
	}
}

func TestOrderAndFocusAreOfOnePiece(t *testing.T) {
	seen := map[string]string{}
	for _, b := range Behaviours() {
		if len(b.Tries) == 0 || b.Call == "" && b.Note == "" || b.Counts == "" {
			t.Errorf("%s: %+v", b.Key, b)
		}
		for _, id := range slices.Concat(b.Tries, b.Praises) {
			if _, ok := order()[id]; !ok {
				t.Errorf("%s: order.txt knows no %s", b.Key, id)
			}
		}
		for _, id := range b.Tries {
			if seen[id] != "" {
				t.Errorf("%s is about %s and %s", id, seen[id], b.Key)
			}
			seen[id] = b.Key
			if got, ok := For(id); !ok || got.Key != b.Key {
				t.Errorf("For(%s) is %s", id, got.Key)
			}
		}
	}
	if len(Behaviours()) < 5 || Behaviours()[0].Key != "answers" {
		t.Errorf("not in the order of the file: %+v", Behaviours())
	}
}
