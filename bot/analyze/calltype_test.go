package analyze

import (
	"strings"
	"testing"

	"heed/bot/call"
)

func TestTypeOfCall(t *testing.T) {
	for _, tt := range []struct {
		want Type
		text string
	}{
		{CheckIn, "Update Brannon Ferries\n- swapped the pump on berth two for them\n- Odile says the crew are happy with us"},
		{CheckIn, "Rang Odile at Brannon for no other reason than to say hello.\nNot one complaint since the handover."},
		{CheckIn, "Quarterly review, Brannon Ferries\n- response time fine\n- wants the log every month"},
		{Negotiation, "Brannon Ferries, pricing call\n- Odile: nine percent over last year\n- countered with two years fixed"},
		{Negotiation, "Renewal talks with Brannon\n- wants sixty days net\n- notice period too long for their legal"},
		{Demo, "Brannon: second demo\n- showed them our berth planner\n- walked the crew through the app"},
		{Demo, "Took Odile through our case studies.\nPresented the new tiers too."},
		{Discovery, "Discovery call with Brannon\n- boats wait an hour at the fuel berth"},
		{UnknownType, "Lunch is on Thursday"},
		{Negotiation, "Rosa: Hi Odile.\nOdile: Your renewal quote is eight percent up, I can't sign that.\nRosa: What if we drop the minimum and you take two years?\nOdile: And sixty days net?\nRosa: I could come down a little for that."},
		{Discovery, "Rosa: Nice to meet you. Tell me, what brought you here?\nOdile: Boats wait.\nRosa: What matters most to you about that?\nOdile: The crew's evenings."},
		{Demo, "Rosa: I'll share my screen. Can you see the planner?\nOdile: Yes.\nRosa: So here you click the berth, and as you can see it turns green.\nOdile: Okay."},
		{CheckIn, "Rosa: How have things been since we last spoke?\nOdile: Good. Your technician came on Monday.\nRosa: Anything gone wrong since?\nOdile: No."},
		// A running service shows a customer.
		{CheckIn, "Brannon Ferries quarterly\n- Odile: the crew find the planner slow on Sundays\n- berth two is her worry\n- needs Dutch labels"},
		{CheckIn, "brannon ferries, quick one w/ odile\nthe new winch is holding\nshe was billed twice in may and wants that put right\nsent her the spare fuse last tuesday"},
		{CheckIn, "Rosa: Morning, So, let's hear how the season went.\nOdile: Fine, and that patch fixed the queue.\nRosa: What did you miss on the bad days?\nOdile: The list.\nRosa: Have you had any trouble since?\nOdile: None."},
		// The terms are haggled over by both.
		{Negotiation, "Brannon Ferries - Odile on the phone\nshe finds the day rate steep\n40k all in, not a cent more\nrevised quote without the second boat by Friday"},
		{Negotiation, "Brannon, Odile + Piet\n- maintenance contract too expensive\n- Piet says we're eight percent above the other yard\n- worried about the winter"},
		{Negotiation, "Rosa: So our offer is at ninety for the season.\nOdile: That's hard for us to get to, the others came in lower.\nRosa: What would be fair?\nOdile: Eighty, all in.\nRosa: If we drop the second boat I could get to eighty five."},
		{Discovery, "Rosa: Before we start, tell me what you need.\nOdile: The ferry waits an hour.\nRosa: We have a ten percent discount if you sign in March, and no minimum order.\nOdile: I see.\nRosa: I could come down more.\nOdile: Okay.\nRosa: What would it mean for you if nothing changed?\nOdile: Empty berths."},
		// A demo that a note only mentions is none, a tour of a depot neither.
		{Demo, "Brannon Ferries, Odile\n- boats wait\n- Odile signs\n- demoed the berth planner"},
		{Discovery, "Brannon Ferries - depot walk-through\n- boats wait an hour at the fuel berth\n- must be in before the season\n- Odile signs up to 40k\n- ran through our two winches"},
		{Discovery, "Brannon chapel, met Odile\nThe bell is hard to ring on Sundays.\nShe wants no screens.\nThe elders decide, all six.\nHer nephew rings it when she's away."},
		// A discount in a pitch is no negotiation, a competitor's price neither.
		{UnknownType, "Rosa: We do a ten percent discount for two.\nOdile: Okay.\nRosa: Yes.\nOdile: Fine."},
	} {
		c, err := call.Read(call.Input{Data: []byte(tt.text), Reps: []string{"Rosa"}})
		if err != nil {
			t.Fatal(err)
		}
		if got := Analyze(c, Options{}).Type; got != tt.want {
			t.Errorf("%.50q: got %s, want %s", strings.ReplaceAll(tt.text, "\n", " | "), got, tt.want)
		}
	}
}

// A whole talk is a first conversation unless it shows what else it was.
func TestTypeOfWholeTalk(t *testing.T) {
	small := strings.Repeat("Odile: Sundays are long here.\nRosa: Are they?\n", 20)
	for _, tt := range []struct {
		want Type
		text string
	}{
		{Discovery, small},
		{Discovery, small + "Rosa: I'll check in with you on Friday.\n"},
		{Demo, small + "Rosa: Can you see my screen?\nOdile: Yes.\nRosa: So here you click the berth.\n"},
		{CheckIn, small + "Rosa: I replaced your winch on Monday.\nOdile: Your engineer was late twice.\nRosa: So how's it been behaving?\n"},
		{Discovery, small + "Rosa: I sent you the brochure on Monday.\n"},
		{CheckIn, small + "Rosa: I sent Piet the deck plan on Monday.\nOdile: Thanks.\nRosa: And we updated the berth list for you last week.\nOdile: Nice.\nRosa: I mailed the crew the new manual as well.\n"},
	} {
		c, err := call.Read(call.Input{Data: []byte(tt.text), Reps: []string{"Rosa"}})
		if err != nil {
			t.Fatal(err)
		}
		if got := Analyze(c, Options{}).Type; got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.text[len(small):], got, tt.want)
		}
	}
}
