package analyze

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"heed/bot/call"
)

// read makes a call out of "Rep: …" and "Cus: …" lines, or of a note.
func read(t testing.TB, text string) *Report {
	t.Helper()
	o := Options{At: time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC), Reps: []string{"Rep"}, Companies: []string{"Quillmark"}}
	c, err := call.Read(call.Input{Data: []byte(text), Reps: o.Reps, Companies: o.Companies})
	if err != nil {
		t.Fatal(err)
	}
	return Analyze(c, o)
}

// labelsOf returns the labels of the sentence that holds a phrase.
func labelsOf(t *testing.T, r *Report, phrase string) string {
	t.Helper()
	for _, turn := range r.Turns {
		for _, s := range turn.Sentences {
			if strings.Contains(s.Text, phrase) {
				out := make([]string, len(s.Labels))
				for i, l := range s.Labels {
					out[i] = string(l)
				}
				return strings.Join(out, " ")
			}
		}
	}
	t.Fatalf("no sentence with %q", phrase)
	return ""
}

func TestQuestions(t *testing.T) {
	for _, test := range []struct{ said, want string }{
		{"What matters most to you about the handover?", "question open discovery"},
		{"so what happens if nothing changes", "question open discovery"},
		{"Do you have a spare key?", "question closed"},
		{"Tell me about the night shift.", "question open"},
		{"We have a big office, right?", "question closed"},
		{"Right?", ""},
		{"Does that make sense?", ""},
		{"I know what you mean.", ""},
		{"What makes us different? Our people.", ""},
		{"How many vans do you run?", "question closed"},
		{"Who signs this off at your place?", "question open discovery"},
		{"That's what I wanted to say.", ""},
	} {
		r := read(t, "Cus: Good morning to you.\nRep: "+test.said+"\nCus: Fine.\nRep: Good.\n")
		var got []string
		for _, l := range r.Turns[1].Sentences[0].Labels {
			switch l {
			case Question, Open, Closed, DiscoveryAsked:
				got = append(got, string(l))
			}
		}
		if g := strings.Join(got, " "); g != test.want {
			t.Errorf("%q: got %q, want %q", test.said, g, test.want)
		}
	}
}

func TestUsOrThem(t *testing.T) {
	for _, test := range []struct {
		said string
		want Label
	}{
		{"Our platform does that in two clicks.", SelfTalk},
		{"We have the best support team in the industry.", SelfTalk},
		{"Quillmark was founded in Oslo.", SelfTalk},
		{"It costs 12 dollars per user per month.", SelfTalk},
		{"We could meet on Tuesday.", ""},
		{"Shall we start?", ""},
		{"I'll send you our brochure tomorrow.", ""},
		{"You told me that the press jams.", AboutCustomer},
		{"How does your night shift cope?", AboutCustomer},
		{"Two presses down since Easter.", AboutCustomer},
	} {
		r := read(t, "Rep: Hello.\nCus: We have two presses that are down since Easter.\nRep: "+test.said+"\nCus: Fine by me.\n")
		labels := labelsOf(t, r, test.said)
		for _, l := range []Label{SelfTalk, AboutCustomer} {
			if has := strings.Contains(labels, string(l)); has != (l == test.want) {
				t.Errorf("%q: got %q, want %q", test.said, labels, test.want)
			}
		}
	}
}

// TestUptake holds one worry against many replies.
func TestUptake(t *testing.T) {
	for _, test := range []struct {
		reply  string
		missed bool
	}{
		{"What happened at the last migration?", false},
		{"So the migration is what keeps you up.", false},
		{"Nervous, I can imagine.", false},
		{"I'm sorry to hear that.", false},
		{"Our dashboard is brand new. We built it in Oslo.", true},
		{"Great. And our migration tool is the best in the market.", true},
		{"Awesome. Next week I'm in Lyon.", true},
		{"Great question, hold that thought. Our app is gorgeous.", true},
	} {
		r := read(t, "Rep: Hello there, Dina.\nCus: Honestly, I'm nervous about the migration.\nRep: "+test.reply+"\nCus: I see.\nRep: Goodbye then.\n")
		missed := false
		for _, f := range r.Findings {
			if f.ID == "missed_cue" {
				missed = true
				if f.Quote == "" || f.Answer == "" || !strings.Contains(f.Try, "?") {
					t.Errorf("%q: a finding without its evidence or question: %+v", test.reply, f)
				}
			}
		}
		if missed != test.missed {
			t.Errorf("%q: missed %v, want %v", test.reply, missed, test.missed)
		}
	}
}

func TestHeldBack(t *testing.T) {
	r := read(t, "Rep: How is it going?\nCus: Fine, thank you.\nRep: Good to hear.\nCus: Bye.\n")
	if r.Measures.TalkShare != nil {
		t.Errorf("a talk share of %v from ten words", *r.Measures.TalkShare)
	}
	if len(r.HeldBack) == 0 || r.HeldBack[0].Why != "too short to say anything about balance" {
		t.Errorf("held back: %+v", r.HeldBack)
	}
	line := strings.Repeat("we talk about the weather and the garden ", 10)
	c := &call.Call{
		Kind: call.Transcript,
		Speakers: []call.Speaker{
			{Name: "Rep", Side: call.Rep, Words: 80},
			{Name: "Cus", Side: call.Customer, Words: 80},
			{Name: "Speaker 3", Side: call.Unknown, Words: 80},
		},
	}
	for i := range c.Speakers {
		c.Turns = append(c.Turns, call.Turn{Speaker: i, Start: -1, End: -1, Text: line})
	}
	r = Analyze(c, Options{})
	if r.Measures.TalkShare != nil || len(r.HeldBack) == 0 || !strings.Contains(r.HeldBack[0].Why, "no known side") {
		t.Errorf("a third of the words has no known side: %v, %+v", r.Measures.TalkShare, r.HeldBack)
	}
}

func FuzzAnalyze(f *testing.F) {
	f.Add("Rep: What matters to you?\nCus: We lost 4 people, and I'm worried about “it”.\nRep: Our app is nice.\nCus: ok\n")
	f.Add("Call w/ Dana\n- great call\n- they need 40 chairs -> Friday\n\"we can't wait\"")
	f.Fuzz(func(t *testing.T, s string) {
		o := Options{At: time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC), Reps: []string{"Rep"}}
		c, err := call.Read(call.Input{Data: []byte(s), Reps: o.Reps})
		if err != nil {
			return
		}
		r := Analyze(c, o)
		checkEvidence(t, r)
		first, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if again, _ := json.Marshal(Analyze(c, o)); string(again) != string(first) {
			t.Fatal("the same call gave another report")
		}
	})
}
