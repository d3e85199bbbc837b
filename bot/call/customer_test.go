package call

import (
	"strings"
	"testing"
)

func TestCustomerOfNotes(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"Call with Fernhill Hospice\n- wants beds by May", "Fernhill Hospice"},
		{"Fernhill Hospice x Beddow – kick-off", "Fernhill Hospice"},
		{"Re: Fernhill Hospice\nthey want beds", "Fernhill Hospice"},
		{"Notes: Fernhill Hospice, 3 March\n- beds", "Fernhill Hospice"},
		{"Fernhill / Beddow, second call", "Fernhill"},
		{"Beddow & Fernhill sync\n- beds", "Fernhill"},
		{"Brindle & Sons - discovery\n- wool", "Brindle & Sons"},
		{"The Orchard, call 3/4\n- apples", "The Orchard"},
		{"just off the phone with Mirela from Fernhill Hospice, beds again", "Fernhill Hospice"},
		{"okay so this is Ashgrove Dental in Sligo, I just hung up on Dr Brady", "Ashgrove Dental"},
		{"this one's about Calder Tiles, spoke to Jim", "Calder Tiles"},
		{"I visited today the Demir Mobilya with Mr Kaya", "Demir Mobilya"},
		{"Hi this is Amara, notes from today", ""},
		{"Spoke to Mirela (Fernhill Hospice)\nwants beds", "Fernhill Hospice"},
		{"Spoke to Mirela (head nurse)\nwants beds", ""},
		{"met dieter at fernhill. beds are late again, he is cross", "fernhill"},
		{"Account: Fernhill Hospice\nContact: Mirela\nNotes: beds", "Fernhill Hospice"},
		{"Kunde: Pflegeheim Sonnhalde\nBedarf: Betten", "Pflegeheim Sonnhalde"},
		{"RDV chez Laiterie Morvan\n- 40 cuves", "Laiterie Morvan"},
		{"Llamada con Bodegas Arlanza, 3 de mayo\n- barricas", "Bodegas Arlanza"},
		{"*Fernhill Hospice* :hospital: call w/ Mirela\n- beds", "Fernhill Hospice"},
		{"3M – call 4/5\n- tape", "3M"},
		{"eBay intro\n- boxes", "eBay"},
		{"Call with Fernhill Hospice, Pieter de Groot\n- beds", "Fernhill Hospice"},
		{"Fernhill & Daughters - call w/ Ana dos Reis, matron\n- beds", "Fernhill & Daughters"},
		{"Inn on the Quay: call w/ Gianni di Lauro\n- towels", "Inn on the Quay"},
		{"Kaffee und Kuchen GmbH, Gespräch mit Fr. von Stetten\n- Tassen", "Kaffee und Kuchen GmbH"},
		{"# Manoir des Roches – 6 Oct\n## Who\nMme Blin", "Manoir des Roches"},
		{"call with Marta de Bodegas Arlanza\n- barricas", "Bodegas Arlanza"},
		{"St. Enda's Church - call w/ Sis. Mirela Dragan\n- wants beds", "St Enda's Church"},
		{"just off w/ brannon ice rink 🏒\ntheir pump died", "brannon ice rink"},
		{"Dictating this from the van, Brannon Leisure in Hull, just came out.\nThey want beds.", "Brannon Leisure"},
		{"Marks and Spencer, call with Jo Brand\n- beds", "Marks and Spencer"},
		{"Call with Jo Brand, Ford and Hale\n- beds", "Ford and Hale"},
		{"Call with Jo Hale, Brannon Foods\n- beds", "Brannon Foods"},
		{"Copper Fox Tattoo (Ines, owner) - 4 chairs\n- lease is up", "Copper Fox Tattoo"},
		{"Bellcot sheep dairy, Devon, zoom with Mr Hale\n- churns", "Bellcot sheep dairy"},
		{"memo to self Weirside Surgery, just spoke to Anil, beds again", "Weirside Surgery"},
		{"Quick one on Point of Ayre Kelp before the ferry.\nThey lost two lines.", "Point of Ayre Kelp"},
		{"OLD MILL JAMS / Petra Lund\n- jars", "OLD MILL JAMS"},
		{"tait & lowe, call w/ ann\n- beds", "tait & lowe"},
		{"call with Jo Brand\n- they want forty beds", ""},
		{"Dave and Karen, call about beds\n- forty", ""},
		// Nobody's name is better than a wrong one.
		{"Call with Sis. Mirela\n- wants beds", ""},
		{"Dictating this from the van, long day.\nThey want beds.", ""},
		{"Call with Mirela\n- wants beds", ""},
		{"Call with Pieter de Groot\n- wants beds", ""},
		{"Spoke to Fr. von Stetten\n- wants beds", ""},
		{"Mirela Dragan, call 3/4\n- wants beds", ""},
		{"Weekly team sync\n- beds", ""},
		{"Quick update on my morning calls\n- three no-shows", ""},
		{"Good call today. They want beds by May, 40 of them.", ""},
		{"Next steps:\n- send quote", ""},
		{"Monday call, long one\n- beds", ""},
		{"Great call with the head nurse, she wants beds", ""},
		{"What Went Wrong\n- late", ""},
		{"Budget: 40k\nPain: beds", ""},
		{"Beddow demo\n- showed it", ""},
		{"lunch is here, second floor, help yourselves before the interns do", ""},
	} {
		c, err := Read(Input{Data: []byte(tt.text), Companies: []string{"Beddow"}, Reps: []string{"Rosa Klint"}})
		if err != nil {
			t.Errorf("%q: %v", tt.text, err)
			continue
		}
		if c.Customer != tt.want {
			t.Errorf("%q: got %q, want %q", tt.text, c.Customer, tt.want)
		}
	}
}

func TestCustomerOfTitles(t *testing.T) {
	for _, tt := range []struct{ title, want string }{
		{"Brannon Ferries / Beddow quarterly - March 9", "Brannon Ferries"},
		{"Beddow <> Brannon Ferries", "Brannon Ferries"},
		{"Brannon x Beddow - kickoff", "Brannon"},
		{"Quarterly with Brannon Ferries", "Brannon Ferries"},
		{"Call with Brannon, 3rd", "Brannon"},
		{"Brannon Ferries: discovery", "Brannon Ferries"},
		{"Brannon renewal discussion - Transcript", "Brannon"},
		{"Half-year review Brannon Ferries", "Brannon Ferries"},
		{"Beddow Flow walkthrough for Brannon Ferries", "Brannon Ferries"},
		{"2026-03-09 Brannon Ferries pricing call (recorded)", "Brannon Ferries"},
		{"Termly catch-up, Brannon Trust, 22 June", "Brannon Trust"},
		{"[EXT] Brannon Ferries weekly touchpoint", "Brannon Ferries"},
		{"Rosa Klint / Brannon Ferries", "Brannon Ferries"},
		{"Intro: Mirela (Brannon Ferries) & Rosa", "Brannon Ferries"},
		{"Depot call", ""},
		{"Warehouse walkthrough", ""},
		{"Kitchen catch-up", ""},
		{"Contract haggle", ""},
		{"Mirela and Rosa", ""},
		{"Beddow quarterly", ""},
		{"Tuesday chat", ""},
		{"New recording 12", ""},
		{"Untitled meeting", ""},
		{"Meeting in the boardroom", ""},
		{"Renewal talks, round two", ""},
		{"Leeds visit", ""},
		{"Zoom Meeting", ""},
	} {
		text := "Title: " + tt.title + "\n\nRosa Klint: good to see you\nMirela: likewise\nRosa Klint: go on\nMirela: gladly\n"
		c, err := Read(Input{Data: []byte(text), Companies: []string{"Beddow"}, Reps: []string{"Rosa Klint"}})
		if err != nil {
			t.Fatal(err)
		}
		if c.Kind != Transcript || c.Customer != tt.want {
			t.Errorf("%q: got %s of %q, want %q", tt.title, c.Kind, c.Customer, tt.want)
		}
	}
}

func TestCustomerOfFileNames(t *testing.T) {
	for _, tt := range []struct{ name, want string }{
		{"Beddow x Brannon Ferries.vtt", "Brannon Ferries"},
		{"Brannon Ferries - Beddow kickoff.txt", "Brannon Ferries"},
		{"Call with Brannon Ferries_transcript.txt", "Brannon Ferries"},
		{"GMT20261122-100000_Recording.transcript.vtt", ""},
		{"My Notes.txt", ""},
		{"depot_discovery_zoom.txt", ""},
		{"Mirela Dragan.txt", ""},
	} {
		text := "Rosa Klint: good to see you\nMirela: likewise\nRosa Klint: go on\nMirela: gladly\n"
		c, err := Read(Input{Name: tt.name, Data: []byte(text), Companies: []string{"Beddow"}, Reps: []string{"Rosa Klint"}})
		if err != nil {
			t.Fatal(err)
		}
		if c.Customer != tt.want {
			t.Errorf("%q: got %q, want %q", tt.name, c.Customer, tt.want)
		}
	}
}

func TestCustomerOfProse(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"who has the good projector from Zermatt, I need it by noon\nthe sandwiches are late", ""},
		{"Account: Larkfield Dental\nContact: Dana\nThey want beds", "Larkfield Dental"},
		{"Larkfield Dental - call notes\n- wants beds", "Larkfield Dental"},
		{"Larkfield | 12 May | Dana\n- wants beds", "Larkfield"},
		{"Met with Priya (CFO) at Larkfield Dental\n- wants beds", "Larkfield Dental"},
		{"Call w/ Larkfield re: renewal\n- wants beds", "Larkfield"},
		{"Larkfield :: second call\nwants beds", "Larkfield"},
		{"Spoke to Ana of Larkfield\nwants beds", "Larkfield"},
		{"Visited Larkfield today. They want beds by May. Ana is off from June.", "Larkfield"},
		{"Subject: Larkfield - renewal terms\nHi team,\nthey want beds.", "Larkfield"},
		{"Had a really good chat with Dana over at Larkfield this morning. They want 40 beds.", "Larkfield"},
		{"Larkfield want 40 beds by May and nobody has told Dana yet.", "Larkfield"},
		{"Quick one: Larkfield signed! Dana rang at nine.", "Larkfield"},
		{"Dana from Larkfield Dental called me back about the beds.", "Larkfield Dental"},
		{"10am Larkfield\n- 40 beds\n- Dana signs", "Larkfield"},
		{"Notes from today's visit to Larkfield\n- 40 beds", "Larkfield"},
		{"Larkfield follow-up\n- 40 beds", "Larkfield"},
		{"*Larkfield* (Dana + Piet)\n- 40 beds", "Larkfield"},
		{"Drove out to Larkfield to see Dana. The beds squeak.", "Larkfield"},
		{"Update on Larkfield: Dana wants beds, Piet doesn't.", "Larkfield"},
		{"Great session with Larkfield Dental today. I showed them every bed we make.", "Larkfield Dental"},
		{"They are with Larkfield Dental today but not happy.", ""},
		{"Yesterday I was by Larkfield Dental in Gera, they want beds.", "Larkfield Dental"},
		{"ok one for the Larkfield Dental file, they want beds by May", "Larkfield Dental"},
		{"Just walked out of Larkfield Dental, Dana wants beds and Piet doesn't", "Larkfield Dental"},
		{"Debrief Larkfield 3/5\n- beds", "Larkfield"},
		{"# Discovery: Larkfield Dental\n## Pain\n- beds", "Larkfield Dental"},
		{"spk to dana @ larkfield dental\nwants 40 beds asap", "larkfield dental"},
		{"call w dana at larkfield, wants beds by may", "larkfield"},
		{"Company: Larkfield\nAttendees: Dana, Piet\nSummary: beds", "Larkfield"},
		{"Re: Larkfield\nThey want beds", "Larkfield"},
		{"Dana (Larkfield) - beds\nwants 40", "Larkfield"},
		{"Second meeting at Larkfield with Dana and the bursar. Beds again.", "Larkfield"},
		{"Today I was at Larkfield. Dana showed me the ward. 40 beds.", "Larkfield"},
		{"Tue 4th: phone call, Larkfield, Dana on the line\n- 40 beds", "Larkfield"},
		{"Check-in Larkfield: all fine, Dana sends regards", "Larkfield"},
		{"Customer - Larkfield\nDate - 3 May\n- 40 beds", "Larkfield"},
		{"Well, that was a day. Three hours at Larkfield, with Dana, who wants 40 beds.", "Larkfield"},
		{"Called Dana Okonjo\n- wants 40 beds", ""},
		{"Good call with Dana. They use Pallant today and Pallant is cheaper.", ""},
		{"Call with Dana in Leeds\n- wants 40 beds", ""},
		{"Dana wants 40 beds by May. Competitor is Pallant.", ""},
		{"Depot visit\n- 40 beds", ""},
		{"Call notes\n- They're on Pallant until June\n- Piet signs", ""},
		{"Discovery call, Tuesday\n- Head of ops wants 40 beds", ""},
		{"Site visit Bristol\n- 40 beds", ""},
		{"Spoke with the head of purchasing. Budget 40k. They also talk to Pallant.", ""},
		{"Dana's team is stretched, Excel everywhere, wants out by Q3.", ""},
		{"Renewal chat w/ Dana and Piet\n- price too high vs Pallant", ""},
		{"Kick-off went well\n- Piet to send data from SAP", ""},
		{"Long call. He hates Pallant. He loves Zoom.", ""},
		{"Team lunch Friday, please sign up with Maria", ""},
	} {
		c, err := Read(Input{Data: []byte(tt.text), Companies: []string{"Beddow"}, Reps: []string{"Rosa Klint"}})
		if err != nil {
			t.Errorf("%q: %v", tt.text, err)
			continue
		}
		if c.Customer != tt.want {
			t.Errorf("%q: got %q, want %q", tt.text, c.Customer, tt.want)
		}
	}
}

func TestKnownCustomers(t *testing.T) {
	known := []string{"Fernhill Hospice", "Fernhill", "Orbis Pumps"}
	for _, tt := range []struct{ text, want string }{
		{"spoke w fernhill this am, beds late", "Fernhill"},
		{"beds are late again\nOrbis Pumps wants a visit", "Orbis Pumps"},
		{"fernhill hospice wants beds", "Fernhill Hospice"},
		{"two today\nFernhill wants beds\nOrbis Pumps wants seals", ""},
		{"the farmhill road is closed", ""},
	} {
		c, err := Read(Input{Data: []byte(tt.text), Customers: known})
		if err != nil {
			t.Fatal(err)
		}
		if c.Customer != tt.want {
			t.Errorf("%q: got %q, want %q", tt.text, c.Customer, tt.want)
		}
	}
}

func TestCustomerOfTranscripts(t *testing.T) {
	talk := func(head string, lines ...string) string {
		rest := []string{"Rosa Klint: good to see you", "Mirela: likewise", "Rosa Klint: go on", "Mirela: gladly"}
		return head + "\n" + strings.Join(append(lines, rest...), "\n")
	}
	for _, tt := range []struct{ text, want string }{
		{talk("Beddow <> Fernhill Hospice - intro\n"), "Fernhill Hospice"},
		{talk("Fernhill Hospice and Beddow\n"), "Fernhill Hospice"},
		{talk("Beddow demo\n"), ""},
		{talk("Quarterly business review\n"), ""},
		{talk("Fernhill <> Orbis\n"), ""}, // two names, none of them ours
		{talk("Rosa Klint and Mirela\n"), ""},
		{talk("Subject: Fernhill Hospice renewal\nDate: 3 May 2026\n"), "Fernhill Hospice"},
		{talk("", "Mirela: Hi, I'm Mirela from Fernhill Hospice."), "Fernhill Hospice"},
		{talk("", "Mirela: the way we do it at Fernhill, nobody lifts alone"), "Fernhill"},
		{talk("", "Mirela: When I was at Orbis we lifted alone."), ""},
		{talk("", "Mirela: We looked at Orbis last year."), ""},
		{talk("", "Mirela: We are closed at Christmas, I told you at Easter."), ""},
		{talk("", "Rosa Klint: how is everyone at Fernhill?"), "Fernhill"},
		{talk("", "Rosa Klint: What we did at Orbis was simple."), ""},
		{talk("", "Rosa Klint: so glad to have Fernhill on the call"), "Fernhill"},
		{talk("", "Rosa Klint: I have Ana on the call"), ""},
		{talk("", "Rosa Klint: I'm Rosa from Beddow"), ""},
		{talk("", "Rosa Klint: I read that Dragan Farms bought the mill.", "Mirela Dragan: We did."), "Dragan Farms"},
		{talk("", "Mirela: See, we are one small house, Fernhill Clinic, twelve beds."), "Fernhill Clinic"},
		{talk("", "Mirela: We are with a bigger one, and Orbis Supplies came to us in May."), ""},
	} {
		c, err := Read(Input{Data: []byte(tt.text), Companies: []string{"Beddow"}, Reps: []string{"Rosa Klint"}})
		if err != nil {
			t.Fatal(err)
		}
		if c.Kind != Transcript || c.Customer != tt.want {
			t.Errorf("%q: got %s of %q, want %q", tt.text, c.Kind, c.Customer, tt.want)
		}
	}
}

// TestCustomerBesideNames: the company that labels, addresses or the file's
// name give, where title and talk say nothing.
func TestCustomerBesideNames(t *testing.T) {
	for _, tt := range []struct{ file, rep, other, want string }{
		{"", "Ana Brill", "Tove | Rowan Freight", "Rowan Freight"},
		{"", "Ana Brill", "Tove Kask (rowanfreight.example)", "Rowanfreight"},
		{"", "Ana Brill", "tove.kask@rowan.example", "Rowan"},
		{"", "Ana Brill", "tove@gmail.com", ""},
		{"", "Ana Brill", "Tove | Nights", ""},
		{"", "Ana Brill", "Tove (she/her)", ""},
		{"", "Ana Brill", "Tove (CFO)", ""},
		{"Call with Rowan Freight 2026-05-03.vtt", "Ana Brill", "Tove", "Rowan Freight"},
		{"transcript (3).txt", "Ana Brill", "Tove", ""},
		{"Ana Brill - Tove.txt", "Ana Brill", "Tove", ""},
		{"Ana_Tove_call_recording.txt", "Ana Brill", "Tove", ""},
	} {
		text := strings.Repeat(tt.rep+": fine by me, go on\n"+tt.other+": so be it\n", 3)
		c, err := Read(Input{Name: tt.file, Data: []byte(text), Reps: []string{"Ana Brill"}})
		if err != nil {
			t.Fatal(err)
		}
		if c.Customer != tt.want {
			t.Errorf("%s, %s: customer %q, want %q", tt.file, tt.other, c.Customer, tt.want)
		}
	}
}
