package call

import (
	"strings"
	"testing"
)

// The customer named in passing: R is the rep (Rosa Klint of Beddow), M
// (Mirela Hurst) is the customer's.
func TestCustomerNamedInPassing(t *testing.T) {
	for _, tt := range []struct{ want, talk string }{
		// Its people speak of it as theirs.
		{"Gantlow", "M: So Gantlow's six depots, ninety drivers. And we plan it on paper.|R: On paper."},
		{"Gantlow", "M: Well, Gantlow's eleven shops, and two of them are new.|R: Which two?"},
		{"Osier Vale", "M: Your fitters stayed till midnight for us, Osier Vale won't forget that.|R: Glad to hear it."},
		{"Osier Vale", "M: Osier Vale always pays on time, we're proud of that.|R: You do."},
		{"Osier Vale", "M: That's not how Osier Vale does it.|R: How do you do it?"},
		{"Hurst Joinery", "M: People come to Hurst Joinery because of my father.|R: I see."},
		{"Hurst Joinery", "R: I looked at how Hurst Joinery books its fitters.|M: And?"},
		{"Gantlow", "M: There are three of us at Gantlow who can drive it.|R: Three."},
		{"Gantlow", "M: I've been buying for Gantlow for nine years.|R: Nine."},
		{"Gantlow", "M: We're just Gantlow, we're not a big outfit.|R: Small is good."},
		{"Gantlow", "M: The name on our gate is Gantlow and it stays there.|R: Fair."},
		{"Gantlow", "M: You'd be the first supplier Gantlow ever let into the yard.|R: I'm honoured."},
		{"Gantlow", "M: No one leaves Gantlow, you know, the average is fourteen years.|R: Fourteen!"},
		// The rep names it to them.
		{"Gantlow", "R: So when a van breaks down at Gantlow you hire one for the day?|M: We do."},
		{"Brightholm Homes", "R: Thanks for making the time, are there three of you from Brightholm Homes now?|M: Only us."},
		{"Brightholm Homes", "R: I'd like to hear how Brightholm Homes runs repairs today.|M: Badly."},
		{"Gantlow", "R: What I'd love is to understand how Gantlow plans its week.|M: Go ahead."},
		{"Gantlow", "R: Before we start, what does a Monday at Gantlow look like?|M: Loud."},
		{"Gantlow", "R: I wanted to learn a bit about Gantlow first.|M: Please."},
		{"Gantlow", "R: I've read up on Gantlow a little, six depots, is it?|M: Seven."},
		{"Gantlow", "R: It's been two years since Gantlow came on board.|M: Two already."},
		{"Gantlow", "R: I pulled up what Gantlow ordered last year.|M: And?"},
		{"Gantlow", "R: We value Gantlow's business.|M: Thank you."},
		{"Gantlow", "R: Who else at your end, at Gantlow, would use it?|M: The night crew."},
		{"Gantlow", "R: So that's me for Beddow. And on the Gantlow side it's you and Piet?|M: Yes."},
		{"Gantlow", "R: I'll put a plan together for you and the rest of Gantlow.|M: Great."},
		{"Hurst and Sons", "R: good morning mrs hurst|M: that is not how hurst and sons does it|R: okay|M: no"},
		{"Gantlow", "R: so if a van breaks down at gantlow you hire one|M: we do|R: right|M: yeah"},
		{"Brightholm Homes", "R: so there's three of you from brightholm homes today|M: just us|R: right|M: yeah"},
		{"Brightholm Homes", "R: Is it Mirela? Rosa here, you're from Brightholm Homes, the letting side?|M: Mostly."},
		{"Gantlow", "R: I know a bit about Gantlow, only what's on the trucks.|M: That'll do."},
		{"Gantlow", "R: Rosa told us Gantlow handles ninety loads a night.|M: About that."},
		{"Gantlow", "R: For a firm like Gantlow with six depots you'd want the middle one.|M: Would we?"},
		{"Gantlow", "R: How was the Gantlow go live at the new yard?|M: Bumpy."},
		{"Hurst Joinery", "M: Hurst Joinery, yes, that's us.|R: Found you."},
		// A person of whom the rep asks is no rival.
		{"Gantlow", "R: Hi Mirela, how's everyone at Gantlow?|M: Fine.|R: And how is Vess Tolland?|M: Fine, too.|R: What does Vess Tolland need?|M: Sleep.|R: What would Vess Tolland want?|M: Coffee."},
		// Others.
		{"", "M: So Gantlow's price is lower than yours.|R: By how much?"},
		{"", "M: Gantlow's two salesmen came by on Monday.|R: Both?"},
		{"", "M: We had Osier Vale in last week, they don't do weekends.|R: They don't?"},
		{"", "M: Osier Vale never called back.|R: Never?"},
		{"", "R: At Osier Vale they use it every day.|M: Who are they?"},
		{"", "M: My brother is at Osier Vale and he's happy.|R: Good."},
		{"", "R: How did Osier Vale quote it?|M: By the hour."},
		{"", "M: Gantlow's fine for a weekend away.|R: I like the beach."},
		{"", "R: So how does Pallant run that for you today?|M: Not well."},
		{"", "M: Pallant runs our payroll.|R: And how does Pallant do it?"},
		{"", "R: If you ship from Hull you save a day.|M: Do we?"},
		{"", "R: When you arrive at Gatwick you call me.|M: I will."},
		{"", "M: The two of us came from Whitby this morning.|R: Whitby's nice."},
	} {
		text := "Rosa Klint: morning everybody, shall we\n" + "Mirela Hurst: yes let's\n"
		if quiet := strings.NewReplacer("M: ", "", "R: ", "").Replace(tt.talk); strings.ToLower(quiet) != quiet {
			text = "Rosa Klint: Morning, everybody. Shall we?\nMirela Hurst: Yes, let's.\n"
		}
		for line := range strings.SplitSeq(tt.talk, "|") {
			text += strings.NewReplacer("M: ", "Mirela Hurst: ", "R: ", "Rosa Klint: ").Replace(line) + "\n"
		}
		c, err := Read(Input{Data: []byte(text + "Rosa Klint: right.\nMirela Hurst: yes.\n"), Companies: []string{"Beddow"}, Reps: []string{"Rosa Klint"}})
		if err != nil {
			t.Fatal(err)
		}
		if c.Kind != Transcript || c.Customer != tt.want {
			t.Errorf("%q: got %s of %q, want %q", tt.talk, c.Kind, c.Customer, tt.want)
		}
	}
}

// A company carries the name of somebody who is called Mrs Hurst.
func TestCustomerOfAFamily(t *testing.T) {
	const talk = "rosa: good morning mrs hurst\nmrs hurst: good morning dear\nrosa: so who signs\nmrs hurst: at hurst and sons everybody signs\nrosa: right\nmrs hurst: yes"
	c, err := Read(Input{Data: []byte(talk), Companies: []string{"Beddow"}, Reps: []string{"Rosa"}})
	if err != nil || c.Customer != "Hurst and Sons" {
		t.Errorf("got %q, %v", c.Customer, err)
	}
}

// A colleague whose names are words is a person all the same.
func TestColleagueIsNoCustomer(t *testing.T) {
	const talk = "Rosa Beddow: Morning Piet, and I've got Mark Pool on the line with me.\n" +
		"Piet Larsen: Morning. Welcome to Gantlow Foods, sorry about the noise.\nMark Pool: Good to meet you.\nPiet Larsen: Likewise.\n" +
		"Rosa Beddow: How was the start-up?\nPiet Larsen: Two hours late."
	c, err := Read(Input{Data: []byte(talk), Reps: []string{"Rosa Beddow", "Mark Pool"}})
	if err != nil || c.Customer != "Gantlow Foods" {
		t.Errorf("got %q, %v", c.Customer, err)
	}
}

// The customer in the first line of a note, as people begin one.
func TestCustomerOfFirstLines(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"Drove up to Osier Vale Cider to see Piet and Dana.\n\nTheir old press leaks.", "Osier Vale Cider"},
		{"Popped over to Gantlow to see Dana\n- wants 40 beds", "Gantlow"},
		{"Nipped into Gantlow for a coffee with Dana\n- wants 40 beds", "Gantlow"},
		{"Two hours at Gantlow with Dana and the night crew.\nThey want 40 beds", "Gantlow"},
		{"Just left Gantlow. Dana wants 40 beds.", "Gantlow"},
		{"Back from Gantlow, Dana wants 40 beds.\n", "Gantlow"},
		{"On the way home from Gantlow. Dana wants 40 beds.", "Gantlow"},
		{"Went to see Dana at Gantlow today, beds again.", "Gantlow"},
		{"Stopped by Brightholm Homes, Dana and two others.\nbeds", "Brightholm Homes"},
		{"St Osier Chapel of Ease, met Mr Hurst and the organist\nbeds", "St Osier Chapel of Ease"},
		{"Bank of Arden, met Dana\nbeds", "Bank of Arden"},
		{"Osier Vale Pictures - Dana (PM) on the phone from Skye\nbeds", "Osier Vale Pictures"},
		{"Osier Vale Pictures, Dana, calling from Skye\nbeds", "Osier Vale Pictures"},
		{"Mount Osier lift ops, Dana plus two from the workshop.\nbeds", "Mount Osier"},
		{"Osier Vale maintenance team, Dana and Piet\nbeds", "Osier Vale"},
		{"To: me\nSubject: HMP Osierdale - Dana, head of learning\n\nDana wants 40 beds.", "HMP Osierdale"},
		{"Subject: Osier Vale / Dana, ops lead\nbeds", "Osier Vale"},
		{"osier vale dental group qtrly call, spoke to Dana\nhappy w the beds", "osier vale dental group"},
		{"osier tiles check in\nbeds are late", "osier tiles"},
		{"just off with osier tiles (dana, piet)\nthe new one is fine", "osier tiles"},
		{"right, i've come out of copper cellar with dana and piet\nthey want taps", "copper cellar"},
		{"right so i was at osier bakery this morning with dana\nthey want ovens", "osier bakery"},
		{"just got out of a meeting with osier bakery\nthey want ovens", "osier bakery"},
		{"Gantlow (Dana, Piet)\nbeds", "Gantlow"},
		{"GANTLOW / Dana Okonjo\nB - 60k", "GANTLOW"},
		{"Gantlow: Dana + Piet, 40 min\nbeds", "Gantlow"},
		{"Gantlow 14/3 Dana\nbeds", "Gantlow"},
		{"Dana (ops lead, Gantlow) 20 mins\nbeds", "Gantlow"},
		{"dana from osier bakery rang, ovens again\nshe wants two", "osier bakery"},
		{"call with dana (osier bakery)\nshe wants two", "osier bakery"},
		{"osier bakery - dana\nshe wants two", "osier bakery"},
		{"Re-visit Gantlow, Dana + Piet\nbeds", "Gantlow"},
		{"Sägewerk Osier, vor Ort mit Frau Hallmann\n- Preis", "Sägewerk Osier"},
		// Nobody's.
		{"Drove up to Leeds to see Dana and Piet.\nThey want beds", ""},
		{"Back from Leeds, Dana wants 40 beds.", ""},
		{"Just left the office. Dana wants 40 beds.", ""},
		{"okay so this is osier tiles i just came out of there dana wants two", "osier tiles"},
		{"right note for brannon care homes um i spoke to dana she does the rota", "brannon care homes"},
		{"Spoke with Marlijn from Osier Vale Online this morning.\nThey want beds", "Osier Vale Online"},
		{"Visit in brewery Gantlow, with Mrs. Hurst, she leads the laboratory\nThey count by hand", "Gantlow"},
		{"just come out of a long meeting with dana\nthey want beds", ""},
		{"okay so this is about the water treatment at the plant dana wants two", ""},
		{"so i spoke to dana about software systems and they want two", ""},
		{"come out of hospital with a new hip, dana says hello\nthey want beds", ""},
		{"just off with dana, beds again\nthey want two", ""},
		{"Dana on the phone from Skye\nwants 40 beds", ""},
		{"Head of Finance, met Dana\nwants 40 beds", ""},
		{"Two hours at the airport with Dana\nwants beds", ""},
	} {
		c, err := Read(Input{Data: []byte(tt.text), Companies: []string{"Beddow"}, Reps: []string{"Rosa Klint"}})
		if err != nil {
			t.Errorf("%q: %v", tt.text, err)
			continue
		}
		if !strings.EqualFold(c.Customer, tt.want) {
			t.Errorf("%q: got %q, want %q", tt.text, c.Customer, tt.want)
		}
	}
}
