package analyze

import (
	"strings"
	"testing"
	"time"

	"heed/bot/call"
	"heed/bot/when"
)

// noteOf reads lines as a note of Rosa's: "## " begins the next steps (any
// other heading is a kind of its own), "- " a bullet, "[ ] " and "[x] " boxes.
func noteOf(lines string) *document {
	c := &call.Call{Kind: call.Note, Format: call.NoteText}
	heading := ""
	for _, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		line = strings.TrimSpace(line)
		if h, ok := strings.CutPrefix(line, "## "); ok {
			heading = h
			continue
		}
		turn := call.Turn{Speaker: -1, Start: -1, End: -1, Heading: heading}
		line, turn.Bullet = strings.CutPrefix(line, "- ")
		if line, turn.Box = strings.CutPrefix(line, "[ ] "); !turn.Box {
			line, turn.Box = strings.CutPrefix(line, "[x] ")
			turn.Checked = turn.Box
		}
		turn.Text = line
		c.Turns = append(c.Turns, turn)
	}
	return newDocument(c, Options{At: callAt, Loc: time.UTC, Reps: []string{"Rosa"}, Dates: when.Options{DayFirst: true}})
}

func TestPromisesOfNotes(t *testing.T) {
	for _, test := range []struct{ name, note, want string }{
		{"first person", `Good talk with Mo.
			I'll send the felt samples on Thursday.`, "Rosa/rep: send the felt samples <2027-05-13>"},
		{"we", `Mo again.
			We'll do them a trial price by Friday.`, "?/rep: do them a trial price <2027-05-14>"},
		{"typed in haste", `mo rang.
			il ring the mill tomoz n ask abt the blue. gona email him the sizes thurs`, "Rosa/rep: ring the mill n ask abt the blue <2027-05-12>\nRosa/rep: email him the sizes <2027-05-13>"},
		{"telegram", `Haddon Tiles.
			Promised fitting guide Friday. Will try the Lisbon depot. She sends room list Monday.`, "Rosa/rep: get them fitting guide <2027-05-14>\nRosa/rep: try the Lisbon depot soft\n?/customer: send room list <2027-05-17>"},
		{"in the middle", `Visit at Haddon.
			I apologised and promised to bring new tiles by Thursday.`, "Rosa/rep: bring new tiles <2027-05-13>"},
		{"owes us", `met Mo.
			owes us the site plan`, "?/customer: get us the site plan"},
		{"promised in a sentence", `Visit at Haddon.
			I promised the test report by Friday.`, "Rosa/rep: get them the test report <2027-05-14>"},
		{"somebody brings us something", `Haddon, Mrs Lund.
			Mrs Lund will share list of rooms. Ove is getting the plans to us before Friday.`, "Mrs Lund/customer: share list of rooms\nOve/customer: get the plans to us <2027-05-14>"},
		{"a day before who does it", `Haddon, Mrs Lund.
			Friday I ring her about the grout. If she moves in June, I come and measure.`, "Rosa/rep: ring her about the grout <2027-05-14>\nRosa/rep: come and measure conditional"},
		{"owner and day behind commas", `Haddon, Mrs Lund.
			- hearth to be measured up, me, Friday`, "Rosa/rep: hearth to be measured up <2027-05-14>"},
		{"agreed, told, better", `Haddon, Mrs Lund.
			Agreed I send the border drawing. Told her we would regrout the step. I'd better let Ove know.`, "Rosa/rep: send the border drawing\n?/rep: regrout the step\nRosa/rep: let Ove know"},
		{"in hand", `Haddon, Mrs Lund.
			Ove's sending us the room plan. She is checking with the tiler. Getting them a price for the porch too.`, "Ove/customer: send the room plan\n?/customer: check with the tiler\nRosa/rep: get them a price for the porch too"},
		{"what it has to do", `Haddon, Mrs Lund.
			Must work outdoors. Should run off one socket. She fills in the order sheets by hand.`, ""},
		{"a mail that ends", `Haddon, Mrs Lund.
			## next_steps
			- grout samples Friday
			Many thanks,
			Rosa`, "Rosa/rep: grout samples <2027-05-14>"},
		{"what she lets us have", `Haddon, Mrs Lund.
			She gives us three old tiles for a test. So ring Ove next Tuesday with a price. On Friday I come again with the fitter.`, "?/customer: give us three old tiles for a test\nRosa/rep: ring Ove with a price <2027-05-18>\nRosa/rep: come again with the fitter <2027-05-14>"},
		{"wants and is asked", `Haddon, Mrs Lund.
			She wants to get down to two suppliers by May. She will ask two other tilers to look. If the step cracks later she'll ring us.`, "?/customer: ask two other tilers to look\n?/customer: ring conditional"},
		{"an owner and no calendar", `## next_steps
			- cutting plan (Ben, before the holidays)`, "Ben/rep: cutting plan"},
		{"what she does anyway", `Haddon, Mrs Lund.
			Her son sends flowers every Friday. The board meets on Monday. Contract renews 1 June.`, ""},
		{"declined and imagined", `Haddon, Mrs Lund.
			I offered to send the catalogue, she said no need. If we ever did slate I'd ring her first.`, ""},
		{
			"a thing and a day", `Haddon, Mrs Lund (buyer).
			Slate samples to Mrs Lund by Friday. Quote without the corner pieces tomorrow. She sends the plan.
			[me] cutting list, Mon
			[?] fire certificate by the end of the month
			tomorrow: drop off two tins
			f/u w/ Ove re the yard nxt wk
			call the quarry - me, Thursday
			still on me: price list for the annex, by Wed
			try to borrow a second saw`,
			"Rosa/rep: Slate samples to Mrs Lund <2027-05-14>\nRosa/rep: quote without the corner pieces <2027-05-12>\n?/customer: send the plan\n" +
				"Rosa/rep: cutting list <2027-05-17>\n?/unknown: fire certificate <2027-05-31>\nRosa/rep: drop off two tins <2027-05-12>\n" +
				"Rosa/rep: f/u w/ Ove re the yard <2027-05-17>\nRosa/rep: call the quarry <2027-05-13>\nRosa/rep: price list for the annex <2027-05-12>\nRosa/rep: borrow a second saw soft",
		},
		{"a thing and a day that is nobody's task", `Haddon, Mrs Lund (buyer).
			mailed Ove the drawing on Friday. Present supplier is Grout & Co, agreement till 30 June.
			Hearing on Monday. Order expected in June. Ring before 8, she drives after.
			the old quote was for Friday deliveries. Board meeting 3 June.`, ""},
		{
			"labels of both sides", `Haddon, Mrs Lund (buyer).
			What I owe her: the test report by Friday, and a sample unit the week of 7 June.
			They owe us: the floor plan
			next steps: send recap next week, Lena to ask the board
			Ove asked if he can see it, I said I'd bring the saw over on Monday.
			Terms signed by 3 June.`,
			"Rosa/rep: the test report <2027-05-14>\nRosa/rep: a sample unit <2027-06-07>\n?/customer: the floor plan\n" +
				"Rosa/rep: send recap <2027-05-17>\nLena/customer: ask the board\nRosa/rep: bring the saw over <2027-05-17>",
		},
		{"bracketed owners", `## next_steps
			- [me] price for 40 m2, by Friday
			- [Ben] call the quarry
			- sample box (me, Thu)`, "Rosa/rep: price for 40 m2 <2027-05-14>\nBen/rep: call the quarry\nRosa/rep: sample box <2027-05-13>"},
		{"named owners", `Call with Mo Haddon
			## next_steps
			- Mo: room list, tomorrow
			- Mo to ask the architect
			- @lena to book the van by Friday
			- we: date for the fitting, next week
			- form signed by 28 May, who?`, "Mo/customer: room list <2027-05-12>\nMo/customer: ask the architect\nlena/rep: book the van <2027-05-14>\n?/rep: date for the fitting <2027-05-17>\n?/unknown: form signed <2027-05-28>"},
		{"no tasks", `Call with Mo
			## next_steps
			- visit on 20 May, 10:00
			- demo for the fitters?
			- nothing from us
			- sent the guide already`, ""},
		{"boxes", `Call with Mo
			[x] sent Mo the guide
			[ ] guide in French
			[ ] fitting: if the floor is dry, we start on Monday`, "Rosa/rep: guide in French\n?/rep: fitting <2027-05-17> conditional"},
		{"arrow", `Call with Mo
			quote in pounds -> 21/5`, "Rosa/rep: quote in pounds <2027-05-21>"},
		{"inline label", `Call with Mo
			Next steps: me: two quotes by Friday; Mo: floor plan`, "Rosa/rep: two quotes <2027-05-14>\nMo/customer: floor plan"},
		{"promised in quotes", `Call with Mo
			Mo said "I'll send you the floor plan on Monday".`, "Mo/customer: send the floor plan <2027-05-17>"},
		{"words of the customer", `Call with Mo
			Mo: "I'll believe it when I see it"`, ""},
	} {
		t.Run(test.name, func(t *testing.T) { wantPromises(t, noteOf(test.note), test.want) })
	}
}

func TestSettled(t *testing.T) {
	for _, test := range []struct {
		name string
		d    *document
		want string
	}{
		{"in a talk", talkOf(t, "Rosa: I sent you the fitting guide on Friday, did it come?"), "send the fitting guide on Friday"},
		{"already", talkOf(t, "Rosa: We've already emailed you the login."), "email the login"},
		{"asked somebody", talkOf(t, "Rosa: I asked our lab yesterday, it stands salt water."), "ask our lab yesterday"},
		{"emphatic", talkOf(t, "Rosa: I did post you the grout card on Tuesday."), "post the grout card on Tuesday"},
		{"by others at my asking", talkOf(t, "Rosa: I had the lab test a tile for you over the weekend."), "had the lab test a tile for them over the weekend"},
		{"a thing both know", talkOf(t, "Rosa: I've closed that second order, by the way."), "close that second order, by the way"},
		{"as asked", talkOf(t, "Rosa: The corner boxes you told me about got swapped last Monday."), "swap last Monday"},
		{"what they sent", talkOf(t, "Rosa: I've been through the floor plan you mailed us."), "been through the floor plan you mailed us"},
		{"only offered", talkOf(t, "Rosa: Shall I put you down for the blue?\nMo: No."), ""},
		{"read anywhere", talkOf(t, "Rosa: I read the paper on the train."), ""},
		{"not done", talkOf(t, "Rosa: I haven't sent you the guide yet."), ""},
		{"a story", talkOf(t, "Rosa: We shipped nine hundred of these to hotels."), ""},
		{"the customer's", talkOf(t, "Mo: I sent you three mails."), ""},
		{"passive", talkOf(t, "Rosa: The credit note for the cracked tiles was posted on Friday.\nMo: Good."), "post on Friday"},
		{"by a colleague", talkOf(t, "Rosa: Jonas has already moved your delivery to the early van.\nMo: Good."), "move your delivery to the early van"},
		{"their own story", talkOf(t, "Rosa: So what happened?\nMo: The old floor was replaced last year."), ""},
		{"in a note", noteOf("Update Haddon. Sent Mo the guide this morning, as promised. Also rang the mill about the blue."), "send Mo the guide this morning\nring the mill about the blue"},
		{"ticked", noteOf("Haddon\n[x] posted the samples"), "post the samples"},
		{"of the call itself", noteOf("Called Mo at Haddon.\nShowed her the new range, explained the warranty."), ""},
		{"in quotes", noteOf("Haddon\nMo: \"they sent us the wrong tiles twice\""), ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, s := range findSettled(test.d) {
				got = append(got, s.Action)
				if !strings.Contains(test.d.Call.Turns[s.Turn].Text, s.Quote) {
					t.Errorf("quote %q isn't in its turn", s.Quote)
				}
			}
			if s := strings.Join(got, "\n"); s != test.want {
				t.Errorf("got\n%s\nwant\n%s", s, test.want)
			}
		})
	}
}

func TestMissedAsks(t *testing.T) {
	for _, test := range []struct {
		name string
		d    *document
		want string
	}{
		{"passed over", talkOf(t, "Mo: Could you send us the fire certificate?\nRosa: So the next model has a softer edge."), "Could you send us the fire certificate?"},
		{"promised", talkOf(t, "Mo: Could you send us the fire certificate?\nRosa: I'll email it tonight."), ""},
		{"yes", talkOf(t, "Mo: Could you send us the fire certificate?\nRosa: Of course."), ""},
		{"honest no", talkOf(t, "Mo: Could you give us a price without VAT?\nRosa: Unfortunately not, the shop can't do that."), ""},
		{"asked back", talkOf(t, "Mo: Do you have a case study with schools?\nRosa: Case study with a small school or a big one?"), ""},
		{"later", talkOf(t, "Mo: Could you send us the fire certificate?\nRosa: One second.\nMo: Sure.\nRosa: Nice weather there.\nMo: Yes.\nRosa: And I'll send the fire certificate on Friday."), ""},
		{"is there a way", talkOf(t, "Mo: Is there a way to order the corner pieces by phone?\nRosa: So, about the renewal, that is in June."), "Is there a way to order the corner pieces by phone?"},
		{"told", talkOf(t, "Mo: Is there a way to order the corner pieces by phone?\nRosa: There is, our phone line takes orders for corner pieces."), ""},
		{"somebody to speak to", talkOf(t, "Mo: Do you know anybody who cuts slate?\nRosa: Our new catalogue is out."), "Do you know anybody who cuts slate?"},
		{"to look at something", talkOf(t, "Mo: Would you perhaps look at the old plan with us?\nRosa: There's also the matter of the skirting. Is it oak?"), "Would you perhaps look at the old plan with us?"},
		{"to tell", talkOf(t, "Mo: Could you also tell us what happens if a tile cracks?\nRosa: We're the oldest mill in the county, our tiles are first class."), "Could you also tell us what happens if a tile cracks?"},
		{"told what was asked", talkOf(t, "Mo: Could you tell us what happens if a tile cracks?\nRosa: It goes back to the mill."), ""},
		{"of the rep", talkOf(t, "Rosa: Could you send us the plan?\nMo: Anyway, it was a good fair."), ""},
		{"about the talk", talkOf(t, "Mo: Could you share my screen?\nRosa: There it is."), ""},
		{"in a note", noteOf("Call with Mo\nHe asked if we can deliver on Saturdays.\nI'll send the quote on Friday."), "He asked if we can deliver on Saturdays."},
		{"met in a note", noteOf("Call with Mo\nHe asked if we can deliver on Saturdays, I'll check with dispatch."), ""},
		{"answered in a note", noteOf("Call with Mo\nHe asked if we can deliver on Saturdays. Told him we can."), ""},
		{"the writer's question", noteOf("Call with Mo\nI asked if he has a loading bay."), ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, f := range findMissedAsks(test.d, findPromises(test.d)) {
				got = append(got, f.Quote)
				if f.ID != "missed_ask" || f.Tone != Try || !strings.Contains(f.Try, "Thursday") || f.Why == "" {
					t.Errorf("finding %+v", f)
				}
			}
			if s := strings.Join(got, "\n"); s != test.want {
				t.Errorf("got\n%s\nwant\n%s", s, test.want)
			}
		})
	}
}

// Whom a note begins by having spoken to is the call that it is of.
func TestTheCallItself(t *testing.T) {
	for text, want := range map[string]int{
		"Haddon Tiles\nSpoke to Mrs Lund today, the hall floods.":                              0,
		"Haddon Tiles\nSpoke to Ove about the grout today.":                                    1,
		"Haddon Tiles\nThe hall floods, she says.\nStill raining.\nSpoke to Ove this morning.": 1,
	} {
		d := noteFor(t, text, Options{Reps: []string{"Rosa"}, At: time.Date(2026, 11, 18, 10, 0, 0, 0, time.UTC)})
		if got := findSettled(d); len(got) != want {
			t.Errorf("%q: %d reports, want %d: %v", text, len(got), want, got)
		}
		if got := findPromises(d); len(got) != 0 {
			t.Errorf("%q: promised %v", text, got)
		}
	}
}
