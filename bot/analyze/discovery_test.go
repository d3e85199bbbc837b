package analyze

import (
	"strings"
	"testing"
)

// TestDiscoveryKinds asks each kind of question in several ways.
func TestDiscoveryKinds(t *testing.T) {
	for said, want := range map[string]DiscoveryKind{
		"What's most important to you about the new line?":             Matters,
		"What bothers your drivers most?":                              Matters,
		"What's your biggest headache in the yard?":                    Matters,
		"What would you hope to get out of this?":                      Matters,
		"What does a good shift look like for you?":                    Define,
		"What would you call a proper handover?":                       Define,
		"If you could change one thing on the ward, what would it be?": Change,
		"How would you like the deliveries to run?":                    Change,
		"What's good enough for the tasters?":                          Standards,
		"What must never happen on a tour?":                            Standards,
		"How would Ines judge it?":                                     Standards,
		"How do you usually pick a caterer?":                           Select,
		"What made you go with them back then?":                        Select,
		"How will you know that it works?":                             Success,
		"Twelve months from now, what is different?":                   Success,
		"How many more boats could you turn around with that?":         Productivity,
		"Where does your day go?":                                      Productivity,
		"What does that do to your margin on a crate?":                 Profitability,
		"What does one late ferry cost you?":                           TimeMoney,
		"How many hours a week do you lose on that?":                   TimeMoney,
		"What happens if nothing changes?":                             DoingNothing,
		"What would it mean to leave it as it is?":                     DoingNothing,
		"Who else has a say in this?":                                  Decision,
		"How does something like this get approved at your place?":     Decision,
		"What would the board want to see?":                            Decision,
		"What'd make the night shift's life easier?":                   Matters,
		"How late is too late for the first ferry?":                    Standards,
		"Which part of it can't you bend on?":                          Standards,
		"Suppose we sit here next spring, how is it going?":            Success,
		"Who'd have to sign that?":                                     Decision,
		"What's that breakdown cost you in a month?":                   TimeMoney,
		"What's kept you from moving the yard?":                        Change,
		"What would your site foreman do with an extra pair of hands?": Productivity,
		"Suppose the main customer leaves, where does that put you?":   DoingNothing,
		"And if the boiler packs up in January?":                       DoingNothing,
		"What does a bad Monday do to the crew?":                       TimeMoney,
		"Who has to stay late when that happens?":                      TimeMoney,
		"What would you spend those two days on?":                      TimeMoney,
		"Which jobs actually earn you something?":                      Profitability,
		"What do you never get round to because of it?":                Productivity,
		"How does the committee get from here to a decision?":          Decision,
		"Who can say no to this?":                                      Decision,
		"What separates a good roofer from a bad one for you?":         Select,
		"How will you narrow it down?":                                 Select,
		"How clean is clean enough?":                                   Standards,
		"Which figure would have to move?":                             Success,
		"Describe a perfect delivery for me.":                          Define,
		"Tell me what you'd never put up with again.":                  Standards,
		"I'd be curious what your sister makes of all this.":           Matters,
		"what puts you off":                                            Matters,
		"Who besides you would have to like it?":                       Decision,
		"Could the chef block it?":                                     Decision,
		"And what would you say matters most to the crew?":             Matters,
		"What's premium to a buyer like yours?":                        Define,
		"How do you define good support?":                              Define,
		"Proper as in what?":                                           Define,
		"How would you want the queue handled?":                        Change,
		"What would the next one have to do differently?":              Change,
		"What must a supplier score to pass?":                          Standards,
		"What are you scoring the bids on?":                            Select,
		"What's the deciding factor between the two?":                  Select,
		"How are you going to measure whether it worked?":              Success,
		"What should people say on their way out?":                     Success,
		"What's the limiting factor?":                                  Productivity,
		"How much of the nine stays with you?":                         Profitability,
		"What does each of those returns end up costing?":              TimeMoney,
		"What does waiting another year mean for you?":                 DoingNothing,
		"If they really do leave, what then?":                          DoingNothing,
		"How wide does it have to be for the pallet?":                  "",
		"What did they change on it?":                                  "",
		"What happens if you enter the code again?":                    "",
		"What time's best for you?":                                    "",
		"Is that you or the kettle?":                                   "",
		"Would you like some more coffee?":                             "",
		"How are you today?":                                           "",
		"Where is your yard?":                                          "",
		"What would you like me to start with?":                        "",
		"Who says that?":                                               "",
		"How do you spell that?":                                       "",
	} {
		d := talkOf(t, "Mo: Good morning to you.\nRosa: "+said+"\nMo: Fine.\nRosa: Good.\n")
		d.label()
		s := &d.Sentences[1]
		got := DiscoveryKind("")
		if s.Labels.has(DiscoveryAsked) {
			got = d.discoveryKind(s)
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", said, got, want)
		}
	}
}

func TestCoverage(t *testing.T) {
	first := read(t, "Rep: What's important to you about the mill?\nCus: That nobody gets hurt, and my brother signs.\nRep: What happens if nothing changes?\nCus: We lose another winter.\nRep: I see.\n").Discovery
	if first == nil {
		t.Fatal("no coverage of a call with both sides")
	}
	for _, a := range first.Kinds {
		switch a.Kind {
		case Matters, DoingNothing:
			if a.Asked != 1 || !strings.HasSuffix(a.Quote, "?") || a.Turn < 0 {
				t.Errorf("%s: %+v", a.Kind, a)
			}
		case Decision:
			if a.Asked != 0 || !a.Told {
				t.Errorf("who decides was told: %+v", a)
			}
		default:
			if a.Asked != 0 || a.Told || a.Turn != -1 {
				t.Errorf("%s: %+v", a.Kind, a)
			}
		}
	}
	if first.Next != Success || !strings.HasSuffix(first.Question, "?") {
		t.Errorf("next: %s %q", first.Next, first.Question)
	}
	second := read(t, "Rep: How will you know that it worked?\nCus: The wheel turns.\nRep: And what's good enough?\nCus: Well.\nRep: Good.\n").Discovery
	if kind, q := NextDiscovery(*first, *second); kind != Change || q == "" {
		t.Errorf("over both calls: %s %q", kind, q)
	}
	if kind, _ := NextDiscovery(); kind != Matters {
		t.Errorf("without a call: %s", kind)
	}
	if c := read(t, "Call with Dana\n- they need 40 chairs by May\n- \"we can't wait\"\n").Discovery; c != nil {
		t.Errorf("coverage of a note: %+v", c)
	}
}

// TestEveryKindHasQuestions: what may be worth asking next can be asked.
func TestEveryKindHasQuestions(t *testing.T) {
	if len(discoveryOrder) != len(sectionOrder) {
		t.Errorf("%d kinds in one order, %d in the other", len(discoveryOrder), len(sectionOrder))
	}
	for _, kind := range discoveryOrder {
		if len(tryLines()["discovery:"+string(kind)]) == 0 {
			t.Errorf("%s: no question", kind)
		}
	}
}

// TestDiscoveryLines reads questions in plain words, and those that only look
// as if they asked for what matters.
func TestDiscoveryLines(t *testing.T) {
	for _, line := range testLines(t, "testdata/asked.txt") {
		d := talkOf(t, "Mo: Good morning to you.\nRosa: "+line[2:]+"\nMo: Well, it depends.\nRosa: Good.\n")
		d.label()
		got := false
		for _, s := range d.in(1) {
			got = got || s.Labels.has(DiscoveryAsked)
		}
		if got != (line[0] == '+') {
			t.Errorf("%s: discovery %v", line, got)
		}
	}
}
