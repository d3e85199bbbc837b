package analyze

import (
	"slices"
	"strings"
	"testing"

	"heed/bot/call"
	"heed/bot/text"
)

func TestFacts(t *testing.T) {
	for _, test := range []struct {
		said string
		kind FactKind
	}{
		{"We lost three drivers since Easter.", FactPain},
		{"She types every docket by hand and it takes her two days.", FactPain},
		{"The pump keeps failing when it rains.", FactPain},
		{"I'd like to be home before the kids are asleep.", FactGoal},
		{"It must hold two tonnes, nothing less.", FactStandard},
		{"Under five percent waste, that's what we're measured on.", FactStandard},
		{"The board decides, and they vote in public.", FactDecision},
		{"My sister signs everything over 2,000.", FactDecision},
		{"Please no calls before ten.", FactPreference},
		{"I'd prefer it printed.", FactPreference},
		{"My daughter plays the cello on Sundays.", FactPersonal},
		{"Honestly I'm worried about the training.", FactObjection},
		{"That's too expensive for a shop like ours.", FactObjection},
		{"We're also talking to Brennholm about it.", FactCompetitor},
		{"My colleague Teodora runs the paint line.", FactPerson},
		{"The lease ends in September.", FactDate},
		{"Our budget is 40,000 for the year.", FactBudget},
		{"We pay 600 a month for it today.", FactBudget},
		{"We need a second gate by the river.", FactNeed},
	} {
		t.Run(test.said, func(t *testing.T) {
			d := talkOf(t, "Mo: "+test.said)
			facts := findFacts(d)
			if !slices.ContainsFunc(facts, func(f Fact) bool { return f.Kind == test.kind }) {
				t.Errorf("no %s in %v", test.kind, facts)
			}
			for _, f := range facts {
				if !strings.Contains(test.said, f.Quote) || f.Text == "" {
					t.Errorf("fact %+v", f)
				}
			}
		})
	}
}

func TestSentencesWithoutFacts(t *testing.T) {
	for _, said := range []string{
		"Okay, sounds good.",
		"Can you hear me now?",
		"Thank you, that was nice of you.",
		"Let me write that up.",
		"Right, go ahead then.",
	} {
		if facts := findFacts(talkOf(t, "Mo: "+said)); len(facts) > 0 {
			t.Errorf("%q: %v", said, facts)
		}
	}
}

// TestMereFigures: a count with no word of trouble beside it hurts nobody.
func TestMereFigures(t *testing.T) {
	for _, said := range []string{
		"Fifty-two with the aides, maybe fifty-three.",
		"Neil did about four hundred by himself.",
		"There's two on the counter and one in the back.",
		"Twelve of them, no, thirteen in the end.",
		"Yes, that's the one in the corner there.",
		"I'm ten minutes from the station, you'll see the church.",
	} {
		if facts := findFacts(talkOf(t, "Mo: "+said)); slices.ContainsFunc(facts, func(f Fact) bool { return f.Kind == FactPain }) {
			t.Errorf("%q: %v", said, facts)
		}
	}
}

func TestFactsAreTheCustomers(t *testing.T) {
	d := talkOf(t, "Rosa: We lost three drivers since Easter, our budget is 40,000.\nMo: I see, thank you.")
	if facts := findFacts(d); len(facts) > 0 {
		t.Errorf("the rep's sentences told %v", facts)
	}
	d = noteOf("Call with Mo\n- budget 12k, his brother signs\n## next_steps\n- send budget sheet by Friday")
	for _, f := range findFacts(d) {
		if f.Turn == 2 {
			t.Errorf("a task is no fact: %+v", f)
		}
	}
}

func TestFactsKeepTheStrongest(t *testing.T) {
	lines := strings.Repeat("Mo: We lost two vans and the gate keeps failing and it takes us three days.\nRosa: Mm.\n", 40)
	if n := len(findFacts(talkOf(t, lines))); n > 25 {
		t.Errorf("%d facts from 40 sentences", n)
	}
}

// FuzzFinders feeds any line to all finders, as speech and as a note: what
// they return has to stand in the text.
func FuzzFinders(f *testing.F) {
	for _, s := range []string{"I'll send it, I'll send, um, it by Friday.", "[me] x -> 3/4", "(Ben, Fri)", "Next steps: me: a; b from Mo, Friday", "- @x to", "ill", "I sent you the", "Could you send us \"the", "n n n i will i will"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
		if s == "" {
			return
		}
		for _, d := range []*document{talkOf(t, "Mo: "+s+"\nRosa: Yes, of course. "+s), noteOf("x\n" + s + "\n## next_steps\n" + s)} {
			promises := findPromises(d)
			for _, p := range promises {
				if !strings.Contains(d.Call.Turns[p.Turn].Text, p.Quote) || p.Quote == "" {
					t.Errorf("quote %q of turn %d, %q", p.Quote, p.Turn, d.Call.Turns[p.Turn].Text)
				}
			}
			findSettled(d)
			findMissedAsks(d, promises)
			findFacts(d)
		}
	})
}

// TestFactsAreFew: a line tells two kinds at most, a title none, and only what
// stands in a calendar is a date.
func TestFactsAreFew(t *testing.T) {
	for line, want := range map[string][]FactKind{
		"they need seals in two days":                {FactNeed},
		"Ilse decides with the board on 12 December": {FactDecision, FactDate},
		"her lease ends in March":                    {FactDate},
		"we may go in again tomorrow":                {},
	} {
		facts := read(t, "Call with Orbis & Daughters - Ana dos Reis, CFO\n- "+line).Facts
		facts = slices.DeleteFunc(facts, func(f Fact) bool { return f.Kind == FactPerson && f.Turn == 0 }) // who it was with
		dated := false
		for _, f := range facts {
			if f.Turn == 0 {
				t.Errorf("the title told %+v", f)
			}
			dated = dated || f.Kind == FactDate
		}
		if len(facts) > 2 || dated != slices.Contains(want, FactDate) {
			t.Errorf("%q: %v, want %v", line, facts, want)
		}
		for _, k := range want {
			if !slices.ContainsFunc(facts, func(f Fact) bool { return f.Kind == k }) {
				t.Errorf("%q: no %s in %v", line, k, facts)
			}
		}
	}
}

// TestFactsAreAboutPeople: a place, a thing or a firm is nobody.
func TestFactsAreAboutPeople(t *testing.T) {
	for said, want := range map[string]string{
		"My brother Wade signs everything over 2,000.":           "Wade",
		"The board sits in Enniscrone and signs it there.":       "Mo",
		"Ask Fintan, he decides.":                                "Fintan",
		"My daughter drove back from Castlebar on her birthday.": "Mo",
	} {
		facts := findFacts(talkOf(t, "Mo: "+said))
		if len(facts) == 0 || facts[0].About != want {
			t.Errorf("%q: %+v, want one about %s", said, facts, want)
		}
	}
}

// TestPromisesAreNoFacts: what a note takes down as somebody's task, or as
// done, is told there and not once more as a fact.
func TestPromisesAreNoFacts(t *testing.T) {
	r := read(t, "Call with Orbis Tiles, Ana dos Reis\n- ring her on the 16th\n→ me: sample wall, from 19 October\n- Ana is getting us the plans before the 8th\n- would rather rent than buy\n")
	var kinds []FactKind
	for _, f := range r.Facts {
		kinds = append(kinds, f.Kind)
	}
	if !slices.Equal(kinds, []FactKind{FactPreference}) {
		t.Errorf("%v in %+v", kinds, r.Facts)
	}
}

// TestPeopleOfTheHead: a note's first lines say who was there and what they
// are.
func TestPeopleOfTheHead(t *testing.T) {
	for head, want := range map[string][]string{
		"Call with Orbis Tiles, Teodora Ilic (owner)":                     {"Teodora Ilic, owner"},
		"Orbis Tiles w/ Dr. Brand (quality), Pim de Wit, head of finance": {"Dr. Brand, quality", "Pim de Wit, head of finance"},
		"Orbis Tiles (Lisbon), Ana dos Reis":                              nil,
		"Call with Orbis Tiles, Mo Lind (our engineer), Rui":              {"Mo Lind, our engineer"},
	} {
		introduces(t, head, want)
	}
}

// TestFactsAnswer: what a short answer tells is told by the question.
func TestFactsAnswer(t *testing.T) {
	for _, test := range []struct {
		asked, said string
		kind        FactKind
	}{
		{"Who signs off on something like this?", "Me and my sister Oonagh.", FactDecision},
		{"What would they need to see to be comfortable?", "The same crew every time.", FactStandard},
		{"Who else have you talked to?", "Kestrel and a local outfit.", FactCompetitor},
		{"What did that end up costing you?", "Nine thousand, all told.", FactPain},
		{"How was your weekend?", "The kids and I built a raft.", FactPersonal},
		{"And when do you need it running?", "The first week of May.", FactDate},
		{"If it all worked a year from now, what would be different?", "The night shift goes home at ten.", FactGoal},
	} {
		facts := findFacts(talkOf(t, "Rosa: "+test.asked+"\nMo: "+test.said))
		if !slices.ContainsFunc(facts, func(f Fact) bool { return f.Kind == test.kind }) {
			t.Errorf("%q, %q: no %s in %+v", test.asked, test.said, test.kind, facts)
		}
	}
}

// TestFactsAreClauses: a long sentence and a line of a note are quoted by the
// clause, and words in quotation marks stay together.
func TestFactsAreClauses(t *testing.T) {
	for line, want := range map[string][]string{
		"lost two vans to rust, budget 14k for the year, his brother signs": {"lost two vans to rust", "budget 14k for the year", "his brother signs"},
		`she said "late is fine, wrong is not", budget 9k`:                  {`she said "late is fine, wrong is not"`, "budget 9k"},
	} {
		if got := cutClauses(line, notedCuts, 2); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

// TestMoney: sums are told from counts.
func TestMoney(t *testing.T) {
	d := talkOf(t, "Mo: x")
	for said, want := range map[string]bool{
		"£38k": true, "$1,200": true, "14 grand": true, "3 lakhs": true, "R180k": true, "40k": true, "40 chairs": false, "forty": false, "k": false,
	} {
		words, _ := d.reader().readFacts(d.vocabulary.AppendTokens(nil, "about "+said))
		if got := slices.ContainsFunc(words, func(w text.Token) bool { return w.Lower == "<money>" }); got != want {
			t.Errorf("%q is money: %v", said, got)
		}
	}
}

// TestFactText: what a card shows is the words, without who said so.
func TestFactText(t *testing.T) {
	for quote, want := range map[string]string{
		`She said: "late is worse than dear"`:         "late is worse than dear",
		`"we lose two days a month to it"`:            "we lose two days a month to it",
		"so yeah, it leaks every March":               "it leaks every March",
		"no, it leaks every March":                    "it leaks every March",
		"and no cards at the gate":                    "no cards at the gate",
		`the "pilot" leaks every March`:               `the "pilot" leaks every March`,
		`"no more surprises" and the board wants ten`: `"no more surprises" and the board wants ten`,
	} {
		if got := factText(quote); got != want {
			t.Errorf("factText(%q) = %q, want %q", quote, got, want)
		}
	}
}

// TestFactsByClass: the kind is told by what the words mean, not by a list of
// sentences; what only sounds like one is none.
func TestFactsByClass(t *testing.T) {
	for said, want := range map[string]FactKind{
		"The barn doors seized up again in the frost.":                     FactPain,
		"We threw away forty crates because the labels were wrong.":        FactPain,
		"Nobody can tell me where the keys went.":                          FactPain,
		"They came at six with the wrong paint on the van.":                FactPain,
		"It mustn't weigh more than a child's bicycle.":                    FactStandard,
		"If it takes longer than ten minutes my crew won't use it.":        FactStandard,
		"I'd like to stop being the night porter.":                         FactGoal,
		"We need something that works in a cellar.":                        FactNeed,
		"I can go to nine thousand, ten at a push.":                        FactBudget,
		"Brasswell came in at sixty with a year of service.":               FactCompetitor,
		"We were with Harkness Marine for ten years.":                      FactCompetitor,
		"The trustees vote, and it has to be unanimous.":                   FactDecision,
		"That's higher than the other quote, I have to say.":               FactObjection,
		"My lads won't use an app, I can tell you now.":                    FactObjection,
		"My grandson made the county swimming team.":                       FactPersonal,
		"I'd rather close for a day than send out a bad one, money or no.": FactValue,
		"The licence runs out on the fifth of May.":                        FactDate,
	} {
		facts := findFacts(talkOf(t, "Mo: "+said))
		if !slices.ContainsFunc(facts, func(f Fact) bool { return f.Kind == want }) {
			t.Errorf("%q: no %s in %v", said, want, facts)
		}
	}
	for said, not := range map[string]FactKind{
		"We had no trouble with the doors all winter.":     FactPain,
		"Sorry, the headset died on me.":                   FactPain,
		"It worked like a charm in March.":                 FactDate,
		"I need to run, somebody is at the gate.":          FactNeed,
		"I have to say, that was quick.":                   FactStandard,
		"One more thing, could you send the form?":         FactObjection,
		"It's no problem, never heard of them.":            FactStandard,
		"Oh, the weather was lovely and we walked a mile.": FactCompetitor,
	} {
		for _, f := range findFacts(talkOf(t, "Mo: "+said)) {
			if f.Kind == not {
				t.Errorf("%q: %+v", said, f)
			}
		}
	}
}

// TestOwnLives: what somebody loves, eats and is up to is theirs; who loves
// what we sell tells nothing of their life.
func TestOwnLives(t *testing.T) {
	for line, want := range map[string]bool{
		"she loves La Traviata, has a season ticket":    true,
		"Petra loves Cosi Fan Tutte":                    true,
		"Tom is a big Everton fan":                      true,
		"he supports Hibernian":                         true,
		"she's vegan":                                   true,
		"mad about jazz":                                true,
		"Petra turned 40 last week":                     true,
		"off to Porto on 3 March for a week":            true,
		"just back from ten days in Skye":               true,
		"Noor is nervous about her driving test":        true,
		"she loves Tillmark":                            false,
		"they love the new layout":                      false,
		"their website supports Safari":                 false,
		"the finance team loves spreadsheets":           false,
		"he's into the details of the migration":        false,
		"turned 40 orders away last week":               false,
		"they are fans of the export, says the foreman": false,
	} {
		d := noteFor(t, "Call with Wendel Joinery, Petra\n- "+line+"\n", Options{Companies: []string{"Tillmark"}})
		got := slices.ContainsFunc(findFacts(d), func(f Fact) bool { return f.Kind == FactPersonal })
		if got != want {
			t.Errorf("%q: personal %v, want %v", line, got, want)
		}
	}
}

// TestKindness: who asked after somebody's life asked for nothing, and only
// what came back is told by them.
func TestKindness(t *testing.T) {
	for line, want := range map[string]string{
		"asked how her daughter's recital went, she lit up":         "",
		"asked about Noor's driving test, she passed at first go":   "she passed at first go",
		"also asked about his marathon":                             "",
		"asked if his team's holidays can be imported":              "asked if his team's holidays can be imported",
		"they need a second gate, she said again":                   "they need a second gate",
		"as he put it, the yard is too small for a second delivery": "the yard is too small for a second delivery",
	} {
		d := noteFor(t, "Call with Wendel Joinery, Petra\n- "+line+"\n", Options{})
		var got []string
		for _, f := range findFacts(d) {
			if !slices.Contains(got, f.Quote) {
				got = append(got, f.Quote)
			}
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: facts %q, want %q", line, got, want)
		}
		asks := findMissedAsks(d, nil)
		if asked := strings.Contains(line, "imported"); asked != (len(asks) > 0) {
			t.Errorf("%q: asks %v", line, asks)
		}
	}
}

func noteFor(t *testing.T, text string, o Options) *document {
	t.Helper()
	c, err := call.Read(call.Input{Data: []byte(text), As: call.Note})
	if err != nil {
		t.Fatal(err)
	}
	d := newDocument(c, o)
	d.label()
	return d
}

// TestPeople: whom the head of a note names, whole and without what stands
// beside them, and not ourselves nor the firm.
func TestPeople(t *testing.T) {
	for head, want := range map[string]string{
		"call with Wendel Joinery, Petra Sund and Tom":                          "Petra Sund|Tom",
		"Wendel Joinery catch-up w/ Zoë Brønd-Ørsted, Tom on leave, ben joined": "Zoë Brønd-Ørsted|Tom",
		"Smith & Sons — Dave + his sister Karen":                                "Dave|Karen",
		"Call with Møller & Sønner, Jørg":                                       "Jørg",
		"Call with Wendel Joinery (Petra Sund, CFO; Tom Osei, ops)":             "Petra Sund|Tom Osei",
		"Wendel Joinery - budget call":                                          "",
	} {
		c, err := call.Read(call.Input{Data: []byte(head + "\n- they need two gates\n"), As: call.Note, Reps: []string{"Ben Okafor"}})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(newDocument(c, Options{Reps: []string{"Ben Okafor"}}).people(), "|"); got != want {
			t.Errorf("%q: %q, want %q", head, got, want)
		}
	}
	d := noteFor(t, "Call with Wendel Joinery (Petra Sund, CFO; Tom Osei, ops)\n- they need two gates\n", Options{})
	for i, want := range []string{"Petra Sund, CFO", "Tom Osei, ops"} {
		if f := d.headPeople(); len(f) != 2 || f[i].Text != want {
			t.Errorf("%+v, want %q", f, want)
		}
	}
}

// TestPeopleAreNoCompetitors: who quotes, offers or is looked at by name is a
// rival, unless the name is of somebody in the call.
func TestPeopleAreNoCompetitors(t *testing.T) {
	for line, want := range map[string]bool{
		"Brasswell quoted them 20% less":     true,
		"also talking to Brasswell about it": true,
		"also talking to Petra about it":     false,
		"Petra quoted them 20% less":         false,
	} {
		d := noteFor(t, "Call with Wendel Joinery, Petra Sund\n- "+line+"\n", Options{})
		got := slices.ContainsFunc(findFacts(d), func(f Fact) bool { return f.Kind == FactCompetitor })
		if got != want {
			t.Errorf("%q: competitor %v, want %v", line, got, want)
		}
	}
}

// TestDoubtsAboutAnOffer: what hurts in their own day is a pain; said to an
// offer, unasked, a doubt weighs more.
func TestDoubtsAboutAnOffer(t *testing.T) {
	const offer = "Our system counts every crate at the gate. It's forty euros a gate."
	const said = "The pickers are all in the union, and none of them carries a phone."
	for ask, want := range map[string]bool{offer: true, offer + " How do you count today?": false} {
		d := talkOf(t, "Rosa: "+ask+"\nMo: "+said)
		d.label()
		facts := findFacts(d)
		if got := slices.ContainsFunc(facts, func(f Fact) bool { return f.Kind == FactObjection }); got != want {
			t.Errorf("to %q: %+v", ask, facts)
		}
	}
}

// introduces checks whom the first line of a note introduces, and as what.
func introduces(t *testing.T, head string, want []string) {
	t.Helper()
	var got []string
	for _, f := range read(t, head+"\n- would rather rent than buy\n- budget 40k").Facts {
		if f.Kind == FactPerson {
			got = append(got, f.Text)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q: %q, want %q", head, got, want)
	}
}

// TestHeadTellsNoFact: that they met, and what the writer does next, is nothing
// to know about a customer; what goes on about the words before it is told with
// them, and a pronoun or a place is nobody.
func TestHeadTellsNoFact(t *testing.T) {
	r := read(t, "Call with Orbis Tiles\nMet with Dana Fry, who runs the glaze shop.\nquick one on Orbis, just off the phone with Dana\n"+
		"She needs a kiln door by May, which is 2.20 metres high.\nThe group in Porto decides anything over 20,000.\nI'm going to send her a quote for four doors by Tuesday.")
	for _, f := range r.Facts {
		if f.Kind != FactPerson && f.Turn < 3 || f.Turn == 5 || strings.HasPrefix(f.Quote, "which") || f.About == "She" || f.About == "Porto" {
			t.Errorf("%+v", f)
		}
	}
	if len(r.Facts) < 3 {
		t.Errorf("only %+v", r.Facts)
	}
}

// TestContactOfForm: whom a form names as its contact is somebody to know.
func TestContactOfForm(t *testing.T) {
	introduces(t, "Customer: Orbis Tiles\nContact: Dana Fry, project manager\nDate: 3 May 2027\nCall: phone", []string{"Dana Fry, project manager"})
}

// TestIntroducedInProse: who was met stands in sentences, too.
func TestIntroducedInProse(t *testing.T) {
	for head, want := range map[string][]string{
		"Spoke to Anne Hale (operations) and Gus, who runs the night shift.":  {"Gus, who runs the night shift", "Anne Hale, operations"},
		"Orbis Tiles, with the new plant manager, Erik, and the nurse, Dana":  {"Erik, new plant manager", "Dana, nurse"},
		"Met Pat Orr the owner, at the fair":                                  {"Pat Orr, owner"},
		"Orbis Tiles with Dana, the weather was awful":                        nil,
		"Rang Dana at Orbis Tiles, the ward clerk.":                           {"Dana, ward clerk"},
		"spoke to dana the registrar, all good":                               {"dana, registrar"},
		"just off the phone with dana who runs the glaze shop":                {"dana, who runs the glaze shop"},
		"Met Dana Fry (despatch) and Colm from public works":                  {"Colm, public works", "Dana Fry, despatch"},
		"Visit with Dana Fry, branch manager in Athlone":                      {"Dana Fry, branch manager in Athlone"},
		"Met them about the lab results from Rhodes Hall, the call by Friday": nil,
		"Rang the fitter about the call with the owner":                       nil,
	} {
		introduces(t, head, want)
	}
}

// TestTheyAreTheRival: right after a rival was named, "they" are the rival.
func TestTheyAreTheRival(t *testing.T) {
	const they = "They bring it out on a lorry with a crane, nine tonnes at a time."
	for before, want := range map[string]int{
		"We had a demo from Brasswell last week.": 2,
		"The masons were here last week.":         0,
	} {
		facts := findFacts(talkOf(t, "Mo: "+before+" "+they))
		got := 0
		for _, f := range facts {
			if f.Kind == FactCompetitor {
				got++
			}
		}
		if got != want {
			t.Errorf("after %q: %+v", before, facts)
		}
	}
}
