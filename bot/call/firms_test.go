package call

import (
	"strings"
	"testing"
)

// The customer named only in the talk: R is the rep (Rosa Klint of Beddow),
// the others are the customer's. "?" before a name: plausible, not sure.
func TestCustomerOfTheTalk(t *testing.T) {
	for _, tt := range []struct{ want, talk string }{
		// The customer says who they are.
		{"Tolvanen Sawmills", "M: Hi, I'm Mirela, I look after planning at Tolvanen Sawmills.|R: Lovely to meet you."},
		{"Tolvanen", "M: Hello, this is Mirela, from maintenance at Tolvanen.|R: Good morning."},
		{"Orrell & Daughters", "R: And you are?|M: I run Orrell & Daughters, we bottle cider up near the coast."},
		{"Pedrosa Tiles", "M: So we're Pedrosa Tiles, a family firm, third generation.|R: Lovely."},
		{"Skarsund", "M: Here at Skarsund nobody throws a box away.|R: I believe it."},
		{"Skarsund", "M: I joined Skarsund in April, so bear with me.|R: Of course."},
		{"Halcyon Road Clinic", "M: Mirela Dragan here, Halcyon Road Clinic.|R: Hi Mirela."},
		{"Wexcombe Cider", "M: Wexcombe Cider has forty people and one kettle.|R: One kettle! And who fills it at Wexcombe Cider?"},
		{"Tolvanen", "M: Tolvanen is a small mill, you know, twelve of us.|R: Twelve of you at Tolvanen. And who saws?"},
		// The rep says who they are.
		{"Tolvanen", "R: Hi Mirela. How is everyone at Tolvanen?|M: Cold."},
		{"Kettering Optics", "R: Welcome, Kettering Optics team, thanks for having us.|M: Morning."},
		{"Kettering Optics", "R: So, our yearly look at the Kettering Optics account. How has it been?|M: Long."},
		{"Skarsund", "R: Are you long with Skarsund, Mirela?|M: Nine years."},
		{"Skarsund", "R: I've got Skarsund down as forty seats, is that still right?|M: Fifty."},
		{"Skarsund", "R: I had a look at Skarsund's website before the call.|M: Oh dear, it's old."},
		{"Skarsund", "R: I know Skarsund are busy this month, so I'll be quick.|M: Please."},
		{"Brannon Ferries", "R: Right, this is Beddow and Brannon Ferries, for the recording.|M: Hello recording."},
		{"Pilot Bay Ferries", "R: Thanks from all of us to Pilot Bay Ferries for five good years.|M: Ah, come on."},
		{"Whitlock", "M: Your renewal quote for Whitlock is up by a tenth.|R: I saw. What would be fair?"},
		{"Skarsund", "R: What does a good week look like at Skarsund?|M: A quiet one."},
		{"Ganix Pictures", "R: Congratulations on the award, Ganix Pictures was in all the papers.|M: Ha, thanks."},
		{"Skarsund", "R: So for Skarsund, what would success be?|M: Sleep."},
		// Others are named, too.
		{"Skarsund", "R: How are things at Skarsund?|M: Good. We use Pallant today, and Pallant quoted us less for next year.|R: What does Pallant do well?|M: Pallant picks up the phone."},
		{"Skarsund", "M: I'm Mirela from Skarsund.|R: We did the same for Orvieto Foods, and Orvieto Foods went live in a week.|M: Is Orvieto Foods happy?"},
		{"Skarsund", "R: Good to see you all at Skarsund. How was Lisbon?|M: Warm. Our clinic in Lisbon is open, and Porto is next.|R: Porto!"},
		// Nobody's.
		{"", "M: We use Pallant today. Pallant is fine.|R: What do you like about Pallant?"},
		{"", "M: We're in Leeds, and the other shop is in Harrogate.|R: How far is Harrogate from Leeds?"},
		{"", "M: I talked to Odessa about it, and Odessa said no.|R: What did Odessa mind?"},
		{"", "R: We have Orvieto Foods as a customer, and Orvieto Foods swears by it.|M: Okay."},
		{"", "M: Before this I was at Skarsund for nine years.|R: Oh, nice."},
		{"", "M: On Monday the German lady from Finance asked about VAT.|R: What did you tell Finance?"},
		{"", "M: We looked at Pallant, and at Cordel too.|R: And?"},
		{"", "R: Beddow Flow does that. Beddow Flow is new.|M: How new is Beddow Flow?"},
		{"", "M: Mr. Ashby decides. Ashby wants three quotes.|R: And for Mr. Ashby, what counts?"},
		{"", "M: We put it in Excel and send it on WhatsApp.|R: From Excel to WhatsApp."},
		{"", "M: We got a quote from Cordel Systems last week.|R: And Cordel Systems, how did they do?"},
		{"", "M: We lost Fulton Dental over it. Fulton Dental was forty a month.|R: What would Fulton Dental have needed?"},
		{"", "M: The Harbour Bridge was closed, so I came by Alder Street.|R: Alder Street!"},
		// Written without capitals.
		{"Skarsund", "R: hi how is everyone at skarsund today|M: good thanks|R: great|M: yeah"},
		{"Odom and Sons", "R: so at odom and sons who signs off on this|M: that'd be me|R: okay|M: yeah"},
		{"Lindqvist Grain Farm", "R: okay so i have lindqvist grain farm down as nine hundred acres|M: a thousand now|R: okay|M: yep"},
		{"Varga Opticians", "M: i'm the manager at varga opticians so it all lands on me|R: all of it|M: yep|R: right"},
		{"", "M: we went to the farm shop at the weekend and they had pallant|R: okay|M: yeah|R: right"},
	} {
		text := "Rosa Klint: morning everybody, shall we\n" + "Mirela: yes let's\n"
		if quiet := strings.NewReplacer("M: ", "", "R: ", "").Replace(tt.talk); strings.ToLower(quiet) != quiet {
			text = "Rosa Klint: Morning, everybody. Shall we?\nMirela: Yes, let's.\n"
		}
		for line := range strings.SplitSeq(tt.talk, "|") {
			text += strings.NewReplacer("M: ", "Mirela: ", "R: ", "Rosa Klint: ").Replace(line) + "\n"
		}
		c, err := Read(Input{Data: []byte(text + "Rosa Klint: right.\nMirela: yes.\n"), Companies: []string{"Beddow"}, Reps: []string{"Rosa Klint"}})
		if err != nil {
			t.Fatal(err)
		}
		if c.Kind != Transcript || c.Customer != tt.want {
			t.Errorf("%q: got %s of %q, want %q", tt.talk, c.Kind, c.Customer, tt.want)
		}
	}
}
