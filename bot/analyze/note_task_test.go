package analyze

import (
	"slices"
	"strings"
	"testing"
	"time"

	"heed/bot/call"
)

// TestVoiceOfLines: whose line it is, by its words, its heading or its form.
func TestVoiceOfLines(t *testing.T) {
	for _, test := range []struct {
		line string
		want Voice
	}{
		{"Mira: sample list, Friday", LogisticsVoice},
		{"- revised drawing to Okan by EOM", LogisticsVoice},
		{"- [Mira] stock count tmrw a.m.", LogisticsVoice},
		{"- [?] permit before the end of the month", LogisticsVoice},
		{"→ visit 14.10., 9:30", LogisticsVoice},
		{"- if the trial is good, I make an offer for the second hall", LogisticsVoice},
		{"11:40 rang the mill for her, two weeks", LogisticsVoice},
		{"tomorrow: ship the two test locks", LogisticsVoice},
		{"- try to borrow a lamp for the rehearsal", LogisticsVoice},
		{"Okan is sending the drawings to us before the 8th", LogisticsVoice},
		{"- contract with Brenk ends 30 Sept", CustomerVoice},
		{"- above 50k -> board", CustomerVoice},
		{"- the pump drops out at night → calls until four", CustomerVoice},
		{"She wants to know a day ahead when to book the crane", CustomerVoice},
		{"Okan's daughter is getting married on Sunday, he showed us the shoes", CustomerVoice},
		{"Their choir sings in Bergen on 20 March", CustomerVoice},
		{"Fleur leaves for a year on 15 January", CustomerVoice},
		{"9:20 walked her through the sealed lock", SellerVoice},
		{"kicked off with our founding story", SellerVoice},
		{"Gave them the full tour of the platform", SellerVoice},
		{"briefed them on our new dryer", SellerVoice},
	} {
		r := read(t, "Call with Dana (Holm Mills), 3 March\n"+test.line+"\n- they need 40 chairs\n")
		got := Voice("")
		if v := r.Turns[1].Voice; v != nil {
			got = *v
		}
		if got != test.want {
			t.Errorf("%q: %q, want %q", test.line, got, test.want)
		}
	}
}

// TestHeadingsDecide: under a heading the words of a line need to say less.
func TestHeadingsDecide(t *testing.T) {
	r := read(t, "Call with Dana (Holm Mills)\nPain points\n- frost on the sheet, the fitter showed up after nine days\nWhat I showed\n- the dryer, the financing sheet\nNext steps\n- quote for both halls\n- film of the dryer\nDana flies to her sister in Oslo at half term\n")
	want := []Voice{LogisticsVoice, CustomerVoice, SellerVoice, LogisticsVoice, LogisticsVoice, CustomerVoice}
	if len(r.Turns) != len(want) {
		t.Fatalf("%d lines, want %d", len(r.Turns), len(want))
	}
	for i, w := range want {
		if v := r.Turns[i].Voice; v == nil || *v != w {
			t.Errorf("line %d: %v, want %s", i, v, w)
		}
	}
}

func TestVagueLines(t *testing.T) {
	for line, want := range map[string]bool{
		"Promising.":                                true,
		"it was a setting on our side":              false,
		"He is firmly on our side":                  true,
		"he says it's all good":                     false,
		"This one is ours to lose":                  true,
		"A fruitful visit, they seem happy with us": true,
		"went really well":                          true,
		"Very good response from all of them":       true,
		"Feels right":                               true,
		"They were super engaged":                   true,
		"Her knee operation went fine":              false,
		"They're happy with their present dryer":    false,
		"Interested in the second hall":             false,
		"Dana said \"it feels right\"":              false,
	} {
		r := read(t, "Call with Dana (Holm Mills)\n- they need 40 chairs\n"+line+"\n")
		got := false
		for _, s := range r.Turns[2].Sentences {
			for _, l := range s.Labels {
				got = got || l == Vague
			}
		}
		if got != want {
			t.Errorf("%q: vague %v", line, got)
		}
	}
}

// TestReadings reads testdata/vague.txt.
func TestReadings(t *testing.T) {
	for _, line := range testLines(t, "testdata/vague.txt") {
		said, want, _ := strings.Cut(line, " => ")
		turn := read(t, "Call with Larkfield Dental, Dana Orr\n- they want beds by May\n- "+said+"\n- nobody there likes the chairs\n").Turns[2]
		got := "none"
		if turn.Voice != nil {
			got = string(*turn.Voice)
		}
		for _, s := range turn.Sentences {
			if slices.Contains(s.Labels, Vague) {
				got += " vague"
			}
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", said, got, want)
		}
	}
}

// TestVoicesOfLines reads testdata/voices.txt.
func TestVoicesOfLines(t *testing.T) {
	for _, line := range testLines(t, "testdata/voices.txt") {
		said, want, _ := strings.Cut(line, " => ")
		c, err := call.Read(call.Input{Data: []byte("Call with Larkfield Dental, Dana Orr\n- they want beds by May\n- " + said + "\n- nobody there likes the chairs\n"), Reps: []string{"Rosa"}, As: call.Note})
		if err != nil {
			t.Fatal(err)
		}
		r := Analyze(c, Options{At: time.Date(2026, 11, 4, 10, 0, 0, 0, time.UTC), Loc: time.UTC, Reps: []string{"Rosa"}, CallNote: true})
		if got := r.Turns[2].Voice; got == nil || string(*got) != want {
			t.Errorf("%s: got %v", line, got)
		}
	}
}
