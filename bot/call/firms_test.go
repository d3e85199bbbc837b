package call

import (
	"strings"
	"testing"
)

// The customer named only in the talk: R is the rep (Rosa Klint of Beddow),
// M is the customer's.
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
		{"Skarsund Mill", "R: I drove past the Skarsund Mill last week, it is a beautiful place.|M: It leaks."},
		{"Skarsund Tiles", "R: So you're after a second kiln for Skarsund Tiles, is that it?|M: We are."},
		{"Skarsund Tiles", "R: You put on the form that Skarsund Tiles may want a second kiln.|M: We might."},
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
		{"", "R: I loved the Saxon helmet in your hall.|M: Everybody does."},
		// More of the same, as people say it.
		{"Vandermolen", "R: So tell me, what's new over at Vandermolen?|M: Not much."},
		{"Vandermolen", "R: Thanks for making time, I know it's harvest at Vandermolen.|M: It is."},
		{"Castellane", "M: We at Castellane have always done it by hand.|R: By hand?"},
		{"Castellane", "M: Castellane's policy is that two people sign.|R: Two."},
		{"Castellane", "M: My grandfather started Castellane in 1951.|R: Wow."},
		{"Castellane", "M: You won't find a spreadsheet at Castellane that agrees with another.|R: Ha."},
		{"Brightwater Hospice", "M: I'm the new ops lead over at Brightwater Hospice.|R: Welcome."},
		{"Larkfield Dental", "M: This is Dana calling from Larkfield Dental.|R: Hi Dana."},
		{"Larkfield Dental", "M: Larkfield Dental, Dana speaking.|R: Hi Dana."},
		{"Larkfield", "R: We've pulled Larkfield's numbers for the quarter.|M: Go on."},
		{"Larkfield", "R: Let's look at Larkfield's usage.|M: Okay."},
		{"Larkfield", "R: I've prepared a few slides on Larkfield.|M: Okay."},
		{"Larkfield", "R: Larkfield is one of our oldest customers.|M: True."},
		{"Larkfield", "M: Before we sign this for Larkfield I need legal.|R: Sure."},
		{"Larkfield", "M: I can't bring that to the board of Larkfield.|R: No?"},
		{"Larkfield", "M: That works for Larkfield, yes.|R: Great."},
		{"Larkfield", "M: As far as Larkfield is concerned, we're fine.|R: Great."},
		{"Larkfield", "R: I'll send the order form to Larkfield's legal people.|M: Fine."},
		{"Larkfield", "R: Everybody from Larkfield here? Good.|M: Yes."},
		{"Larkfield", "R: Larkfield folks, can you hear me?|M: Yes."},
		{"Larkfield", "R: We're looking forward to working with Larkfield.|M: Likewise."},
		{"Larkfield", "R: So glad Larkfield chose to renew.|M: Yes."},
		{"Larkfield", "R: How did Larkfield get started?|M: In a shed."},
		{"Larkfield", "R: Who at Larkfield signs?|M: Me."},
		{"Larkfield", "R: For the record, Larkfield, renewal call, ninth of March.|M: Ha."},
		{"Larkfield Dental", "R: ok recording's on larkfield dental second call|M: yeah"},
		{"Larkfield Dental", "M: hey it's dana from larkfield dental|R: hi dana"},
		{"Larkfield Dental", "R: so you're with larkfield dental right|M: yep"},
		{"Larkfield", "R: Nice to meet the people behind Larkfield.|M: Likewise."},
		{"Larkfield", "M: We buy about four tons a week, Larkfield that is.|R: Four."},
		{"Larkfield", "M: Larkfield's a co-op, so everyone votes.|R: Everyone?"},
		{"Larkfield Group", "M: We're part of Larkfield Group since May.|R: How's that?"},
		{"Larkfield", "R: Dana, welcome back. And welcome to Piet, who's new at Larkfield.|M: Thanks."},
		{"Larkfield", "M: Our group, Larkfield, bought two more sites.|R: Two!"},
		{"Larkfield", "R: Larkfield's renewal is in May.|M: It is."},
		{"Larkfield", "R: And how many people does Larkfield have these days?|M: Sixty."},
		{"Larkfield", "R: You told me Larkfield was opening in May.|M: It did."},
		{"Larkfield", "R: hiya is that larkfield|M: it is"},
		{"Larkfield", "M: the thing about larkfield is nobody writes anything down|R: nobody"},
		{"Nettle & Fern", "R: Morning, Nettle & Fern! How was the market?|M: Wet."},
		{"St Brannock's", "R: How are the little ones at St Brannock's?|M: Hungry."},
		{"Vale of Arden Council", "M: We're Vale of Arden Council, so everything's public.|R: Right."},
		{"", "M: My sister works at Tesco.|R: Oh."},
		{"", "M: Have you tried Granta? Granta's nice.|R: No."},
		{"", "M: We sell to Tesco and Aldi. Tesco wants it on Friday, Aldi doesn't care.|R: What does Tesco want?"},
		{"", "M: Our biggest customer is Halden Foods. Halden Foods pays late.|R: How late is Halden Foods?"},
		{"", "M: We're in the same building as Norsk Data.|R: Ha."},
		{"", "M: The auditor, from Pryce & Lowe, said no.|R: What did Pryce & Lowe say?"},
		{"", "M: We deliver for Volvo.|R: Since when?"},
		{"", "M: I used to run Oldham Press.|R: Did you?"},
		{"", "M: We work with Stripe and Adyen.|R: Okay."},
		{"", "M: We're a supplier to Harden Foods.|R: Okay."},
		{"", "R: I'm flying to the Northvolt people tomorrow.|M: Okay."},
		{"", "M: Ines is on leave, Ines does the numbers.|R: When is Ines back?"},
		{"", "R: How was Gdynia?|M: Gdynia was cold."},
		{"", "M: We were bought by Castor Holdings, and Castor Holdings wants reports.|R: What does Castor Holdings want to see?"},
		{"", "R: Our partner Delmar Systems does the install.|M: Who is Delmar Systems?"},
		{"", "M: The Brexit paperwork kills us.|R: What is it about Brexit?"},
		{"", "M: We send everything by DPD.|R: And is DPD good?"},
		{"", "M: Jürgen from Bosch told me about you.|R: Ah, Bosch."},
		{"", "R: Did Tomasz from Solvay recommend us?|M: He did."},
		{"", "M: They're a Cambridge outfit, Marrow.|R: Marrow, okay."},
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
