package analyze

import (
	"strings"
	"testing"
)

// TestPassedOver: what is told for a reason counts as passed over where the
// reply turns to the product at once, whatever its words; a nod before the
// pitch changes nothing.
func TestPassedOver(t *testing.T) {
	for name, test := range map[string]struct {
		talk   string
		missed string // "" if nothing was
	}{
		"plain trouble, then the product": {
			"Rep: Hello Mo.\nMo: Our box office shuts at six and people stand out in the rain on Saturdays.\nRep: Right, so our app does mobile tickets. Our customers love it.\nMo: I see.\nRep: So.",
			"Our box office",
		},
		"a number of theirs, then the product": {
			"Rep: Hello Mo.\nMo: Hello.\nRep: Glad we can talk.\nMo: Me too.\nRep: Go ahead.\nMo: On market days I have eighty people at my counter.\nRep: Wow. Our platform is the fastest in the country.\nMo: I see.\nRep: So.",
			"On market days",
		},
		"understood, then the product": {
			"Rep: Hello Mo.\nMo: That has to work without a signal, honestly.\nRep: Understood. And our new dashboard is gorgeous.\nMo: I see.\nRep: So.",
			"That has to work",
		},
		"an excuse while people say hello": {
			"Rep: Hello Mo.\nMo: The painters are in, so if somebody sings, that's them.\nRep: Our platform is the fastest in the country.\nMo: I see.\nRep: So.",
			"",
		},
		"a compliment": {
			"Rep: Hello Mo.\nMo: Hello.\nRep: Glad we can talk.\nMo: Me too.\nRep: Go ahead.\nMo: You've told us more in an hour than anybody at our old place.\nRep: Our platform is the fastest in the country.\nMo: I see.\nRep: So.",
			"",
		},
		"a remark, and no other subject": {
			"Rep: Hello Mo.\nMo: A fee on top of it is a non starter for me.\nRep: Like buying a coat in a heatwave.\nMo: Twice.\nRep: Sure.",
			"",
		},
		"said back without a verb": {
			"Rep: Hello Mo.\nMo: She doesn't want the loud hall for her choir.\nRep: The small one, then, with the wooden floor?\nMo: Yes.\nRep: Sure.",
			"",
		},
		"their words first, even if ours follow": {
			"Rep: Hello Mo.\nMo: they have to answer within an hour at night too\nRep: so an hour at night as well well our people answer in ten minutes\nMo: good\nRep: So.",
			"",
		},
		"glad, and on to the next question": {
			"Rep: Hello Mo.\nMo: It fell over at Easter and we double booked the big room twice.\nRep: Okay, great. And how many people work for you?\nMo: Nine.\nRep: So.",
			"It fell over",
		},
		"argued with": {
			"Rep: Hello Mo.\nMo: It's really hard for us to get to forty thousand.\nRep: Right, but is that the same thing? Our machines are all new and our people are the best.\nMo: I see.\nRep: So.",
			"It's really hard",
		},
		"a feeling, and another subject": {
			"Rep: Hello Mo.\nMo: I'm nervous about the opening night.\nRep: So the other thing is the two lists and the paper for Tuesday.\nMo: I see.\nRep: So.",
			"I'm nervous",
		},
		"an answer with nothing in it, asked on": {
			"Rep: What matters most to you in the foyer?\nMo: Well, I like the old lamps.\nRep: And do you own the car park?\nMo: Nine.\nRep: So.",
			"",
		},
		"goes on after a nod": {
			"Rep: Hello Mo.\nMo: Two of the spotlights broke again last week.\nRep: Mm-hm.\nMo: And upstairs we store the chairs from the old foyer.\nRep: And do you own the car park?\nMo: The whole house.\nRep: So.",
			"",
		},
		"no trouble, in two words of it": {
			"Rep: Hello Mo.\nMo: Hello.\nRep: Shall we?\nMo: We don't get rejected at the hall.\nRep: And do you own the car park?\nMo: Nine.\nRep: So.",
			"",
		},
		"a relative in passing": {
			"Rep: Hello Mo.\nMo: Hello.\nRep: Shall we?\nMo: My mother can open the side door for the truck.\nRep: And do you own the car park?\nMo: Nine.\nRep: So.",
			"",
		},
		"a colleague called on": {
			"Jonas: Hi.\nRep: Hello Mo.\nMo: We tried an app already, nobody used it.\nRep: Jonas, you can show the app, no? Our app is easy.\nMo: I see.\nRep: So.",
			"We tried an app",
		},
		"asked about": {
			"Rep: Hello Mo.\nMo: Our box office shuts at six and people stand out in the rain on Saturdays.\nRep: How many of them go home again?\nMo: A few.\nRep: So.",
			"",
		},
		"an answer to what matters": {
			"Rep: What would a good queue look like to you?\nMo: Three minutes.\nRep: Our app has eleven themes. We built it in Bergen.\nMo: I see.\nRep: So.",
			"Three minutes",
		},
		"a wish has another answer": {
			"Rep: Hello Mo.\nMo: Could you send me a reference from another theatre?\nRep: Our app is easy. We built it in Bergen.\nMo: I see.\nRep: So.",
			"",
		},
		"no trouble at all": {
			"Rep: Hello Mo.\nMo: No problem, nobody rings me in January anyway.\nRep: Our app is easy. We built it in Bergen.\nMo: I see.\nRep: So.",
			"",
		},
		"good-bye": {
			"Rep: Hello Mo.\nMo: I'll be dancing again by Christmas.\nRep: I'll hold you to that, bye now.\nMo: Bye.",
			"",
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := talkOf(t, strings.ReplaceAll(test.talk, "Rep:", "Rosa:"))
			d.label()
			got := ""
			for _, c := range d.cues() {
				if !c.Taken && c.Kind != "praise" {
					got = d.Sentences[c.Sentence].Text
				}
			}
			if (test.missed == "") != (got == "") || !strings.HasPrefix(got, test.missed) {
				t.Errorf("missed %q, want %q", got, test.missed)
			}
		})
	}
}

// TestTakenUp: an answer needs none of the customer's words.
func TestTakenUp(t *testing.T) {
	for name, test := range map[string]struct {
		told, reply string
		missed      bool
	}{
		"a question that points back":          {"The second ferry was late eleven times last month.", "How often did you have to refund that?", false},
		"what one asks of such a thing":        {"We lost two of our skippers in spring.", "What happened?", false},
		"said back as a question":              {"Our guests really don't like being moved to another boat.", "So the same crew matters more than the hour?", false},
		"an echo with a contraction":           {"The pontoon broke again on Sunday.", "The pontoon'd be the first thing to fix, then.", false},
		"a promise that helps":                 {"Nobody can find the life jackets in the morning.", "I'll send Petra over on Monday with a rack.", false},
		"a promise to send papers":             {"Nobody can find the life jackets in the morning.", "Great, I'll send you the brochure tomorrow and a quote.", true},
		"an honest word":                       {"It has to run without a network, sixty hours at least.", "I have to be honest with you, ours stops after four.", false},
		"an offer of something else":           {"I'm worried about the winter storms.", "Okay. So shall I do you a quote for the four?", true},
		"the next subject":                     {"There's a feeling among the crew that the new rota is unfair.", "Mm. And on the invoices, are they reaching you all right?", true},
		"a date after a worry":                 {"The union was on the news about cameras on board, it's a bit delicate.", "Right. What sort of timeline were you thinking of?", true},
		"somebody else is asked":               {"I'd love to open the northern route again.", "Eve, how does it look from your desk?", true},
		"the same, and there is nobody else":   {"I'd love to open the northern route again.", "How far away is that?", false},
		"nothing but a nod":                    {"And the tourists shout at my girls, it's horrible.", "Oh, I bet.", false},
		"a laugh about home":                   {"My mother bought three raincoats for the crossing.", "[laughs] She'll be grand.", false},
		"about home, and then to business":     {"My son broke his wrist on the second day of the holiday.", "So, we've got Ines on the call, she's our engineer.", true},
		"care for the person":                  {"My mother's roof went in the storm, I was there all night.", "We can move this call to next week, honestly.", false},
		"waved away":                           {"We can't find anybody who writes the grant application.", "Yeah, there's a bunch of money out there. Anyway, this was great.", true},
		"a number is no answer to a worry":     {"I'm nervous about the harbour council.", "Our units have a ten-year battery.", true},
		"the trouble is what the product does": {"We carried the old man off the boat in the end, two of us, it was horrible.", "Gosh. And that's exactly what our ramp is for.", true},
	} {
		t.Run(name, func(t *testing.T) {
			r := read(t, "Rep: Hello there.\nEve: Good morning.\nCus: "+test.told+"\nRep: "+test.reply+"\nCus: I see.\nRep: Goodbye then.\n")
			missed := ""
			for _, f := range r.Findings {
				if f.ID == "missed_cue" {
					missed = f.Quote
				}
			}
			if (missed != "") != test.missed {
				t.Errorf("missed %q, want %v", missed, test.missed)
			}
		})
	}
}

// TestAside: what has an answer of another kind, or wants none, isn't missed,
// even if the talk goes on to the product.
func TestAside(t *testing.T) {
	for name, told := range map[string]string{
		"a promise":              "Rep: Fine.\nCus: And I'll, um, I'll try and count the late boats next week.",
		"a wish":                 "Rep: Fine.\nCus: Could you send me the list of late boats from January?",
		"a yes":                  "Rep: So we start in October.\nCus: In October, good.",
		"an appointment":         "Rep: Shall we talk again on Thursday?\nCus: Thursday I'm closed until noon, make it Friday.",
		"a point in the past":    "Rep: When did you first notice it?\nCus: After the Easter holidays, before the season started.",
		"not so bad":             "Rep: There you are.\nCus: You see, it's not so painful.",
		"the call's own trouble": "Rep: Hello?\nCus: Sorry, the headset died on me.",
	} {
		t.Run(name, func(t *testing.T) {
			r := read(t, "Rep: Hello there.\nCus: Hi.\n"+told+"\nRep: Our app is easy. We built it in Bergen, and our dashboard won a prize.\nCus: I see.\nRep: Goodbye then.\n")
			for _, f := range r.Findings {
				if f.ID == "missed_cue" {
					t.Errorf("missed: %q (%s)", f.Quote, f.Kind)
				}
			}
		})
	}
}

func TestHurts(t *testing.T) {
	for said, want := range map[string]bool{
		"My front desk types each booking twice, every day.": true,
		"The bags come back short every single week.":        true,
		"We had rejections and complaints.":                  true,
		"No mistakes and no delays so far.":                  false,
		"It's fine by us, every week.":                       false,
		"I don't have a problem with him.":                   false,
	} {
		d := talkOf(t, "Mo: "+said)
		d.label()
		if got := d.Sentences[0].sure.has(CuePain); got != want {
			t.Errorf("%q: pain %v", said, got)
		}
	}
}

// TestUptakePairs reads cues with their replies: + is missed, - is heard.
func TestUptakePairs(t *testing.T) {
	for _, line := range testLines(t, "testdata/uptake.txt") {
		told, reply, ok := strings.Cut(line[2:], " | ")
		if !ok {
			t.Fatalf("no reply in %q", line)
		}
		r := read(t, "Rep: Hello there.\nEve: Good morning.\nRep: How has it been going over there?\nCus: "+told+"\nRep: "+reply+"\nCus: Okay, go on.\nRep: One moment.\nCus: Sure.\n")
		if got := finding(r, "missed_cue", Try) != nil; got != (line[0] == '+') {
			t.Errorf("%s: missed %v", line, got)
		}
	}
}
