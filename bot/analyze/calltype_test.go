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
