package call

import (
	"strings"
	"testing"
)

// sidesOf reads a text and returns "name=side" in order of appearance.
func sidesOf(t *testing.T, in Input) string {
	t.Helper()
	c, err := Read(in)
	if err != nil {
		t.Fatal(err)
	}
	if c.Kind != Transcript {
		t.Fatalf("read as a %s", c.Kind)
	}
	var out []string
	for _, s := range c.Speakers {
		out = append(out, s.Name+"="+string(s.Side))
	}
	return strings.Join(out, " ")
}

func TestSides(t *testing.T) {
	lines := func(s ...string) string { return strings.Join(s, "\n") + "\n" }
	twice := func(names ...string) string {
		var b strings.Builder
		for range 2 {
			for _, n := range names {
				b.WriteString(n + ": fine by me, go on\n")
			}
		}
		return b.String()
	}
	for name, tt := range map[string]struct {
		text string
		in   Input
		want string
	}{
		"nothing known":                 {twice("Ana Brill", "Tove"), Input{}, "Ana Brill=unknown Tove=unknown"},
		"rep by name":                   {twice("Ana Brill", "Tove"), Input{Reps: []string{"Ana Brill"}}, "Ana Brill=rep Tove=customer"},
		"never the first speaker":       {twice("Tove", "Ana Brill"), Input{Reps: []string{"Ana Brill"}}, "Tove=customer Ana Brill=rep"},
		"accents and case":              {twice("JOSÉ núñez", "Tove"), Input{Reps: []string{"Jose Nunez"}}, "JOSÉ núñez=rep Tove=customer"},
		"first name only":               {twice("Ana", "Tove"), Input{Reps: []string{"Ana Brill"}}, "Ana=rep Tove=customer"},
		"two of that first name":        {twice("Ana", "Ana S."), Input{Reps: []string{"Ana Brill"}}, "Ana=rep Ana S.=customer"},
		"another last name":             {twice("Ana Soto", "Tove"), Input{Reps: []string{"Ana Brill"}}, "Ana Soto=unknown Tove=unknown"},
		"last name's initial":           {twice("Ana B.", "Tove"), Input{Reps: []string{"Ana Brill"}}, "Ana B.=rep Tove=customer"},
		"no colleague: our thing":       {"Ana: I was telling Tove about our support program and all that\nTove: yes go on\n" + twice("Ana", "Tove"), Input{Reps: []string{"Ana Brill"}}, "Ana=rep Tove=customer"},
		"a colleague: our job":          {"Ana: with me is Tove our support engineer\nTove: hello there\nBo: hi\n" + twice("Ana", "Tove", "Bo"), Input{Reps: []string{"Ana Brill"}}, "Ana=rep Tove=rep Bo=customer"},
		"display name":                  {twice("Ana Brill", "Tove"), Input{Reps: []string{"ana.brill"}}, "Ana Brill=rep Tove=customer"},
		"handle":                        {twice("Ana Brill", "Tove"), Input{Reps: []string{"abrill"}}, "Ana Brill=rep Tove=customer"},
		"team behind a bar":             {twice("Ana Brill | North", "Tove"), Input{Reps: []string{"Ana Brill"}}, "Ana Brill | North=rep Tove=customer"},
		"company in a bracket":          {twice("Ana (Docksmith)", "Tove (Rowan)"), Input{Companies: []string{"Docksmith"}}, "Ana (Docksmith)=rep Tove (Rowan)=customer"},
		"colleague's bracket":           {twice("Ana Brill", "Yuki (Docksmith SE)", "Tove"), Input{Reps: []string{"Ana Brill"}, Companies: []string{"Docksmith"}}, "Ana Brill=rep Yuki (Docksmith SE)=rep Tove=customer"},
		"turned round":                  {twice("Brill, Ana", "Kask, Tove"), Input{Reps: []string{"Ana Brill"}}, "Brill, Ana=rep Kask, Tove=customer"},
		"first name at another firm":    {twice("Ana (Rowan)", "Tove"), Input{Reps: []string{"Ana Brill"}, Companies: []string{"Docksmith"}}, "Ana (Rowan)=unknown Tove=unknown"},
		"me and them":                   {twice("me", "them"), Input{}, "me=rep them=customer"},
		"roles":                         {twice("Rep", "Customer"), Input{}, "Rep=rep Customer=customer"},
		"client in a bracket":           {twice("Ana Brill", "Tove (Client)"), Input{}, "Ana Brill=rep Tove (Client)=customer"},
		"numbers":                       {twice("Speaker 1", "Speaker 2"), Input{Reps: []string{"Ana Brill"}}, "Speaker 1=unknown Speaker 2=unknown"},
		"one other voice":               {twice("Ana Brill", "Speaker 2"), Input{Reps: []string{"Ana Brill"}}, "Ana Brill=rep Speaker 2=customer"},
		"two other voices":              {twice("Ana Brill", "Speaker 2", "Speaker 3"), Input{Reps: []string{"Ana Brill"}}, "Ana Brill=rep Speaker 2=unknown Speaker 3=unknown"},
		"a number beside a customer":    {twice("Ana Brill", "Tove", "Speaker 3"), Input{Reps: []string{"Ana Brill"}}, "Ana Brill=rep Tove=customer Speaker 3=unknown"},
		"the recorder's bin":            {twice("Ana Brill", "Unknown Speaker"), Input{Reps: []string{"Ana Brill"}}, "Ana Brill=rep Unknown Speaker=unknown"},
		"an alias goes first":           {twice("Ana Brill", "Speaker 2"), Input{Reps: []string{"Ana Brill"}, Aliases: map[string]Alias{"speaker 2": {Side: Rep}}}, "Ana Brill=rep Speaker 2=rep"},
		"an alias against the name":     {twice("Ana Brill", "Tove"), Input{Reps: []string{"Ana Brill"}, Aliases: map[string]Alias{"Ana Brill": {Side: Customer}, "Tove": {Side: Rep}}}, "Ana Brill=customer Tove=rep"},
		"initials, all of them":         {twice("AB", "TK"), Input{Reps: []string{"Ana Brill"}}, "AB=rep TK=customer"},
		"a known customer's tag":        {twice("Ana", "Tove (Rowan Freight)"), Input{Customers: []string{"Rowan Freight"}}, "Ana=rep Tove (Rowan Freight)=customer"},
		"an address in the header":      {"Attendees: Ana Brill <ana@docksmith.io>, Tove Kask <tove@rowan.example>\n\n" + twice("Ana", "Tove"), Input{Companies: []string{"Docksmith"}}, "Ana=rep Tove=customer"},
		"job title with our name":       {"Participants:\n- Ana (Docksmith Account Executive)\n- Tove Kask (Yard Manager, Rowan)\n\n" + twice("Ana", "Tove"), Input{Companies: []string{"Docksmith"}}, "Ana=rep Tove=customer"},
		"our company inside a word":     {twice("Ana (Arcade Games)", "Tove"), Input{Companies: []string{"Arc"}}, "Ana (Arcade Games)=unknown Tove=unknown"},
		"legal form":                    {twice("Ana (Docksmith GmbH)", "Tove (Rowan plc)"), Input{Companies: []string{"Docksmith Ltd."}}, "Ana (Docksmith GmbH)=rep Tove (Rowan plc)=customer"},
		"rep is a guest at their Teams": {twice("Ana Brill (Guest)", "Tove"), Input{Reps: []string{"Ana Brill"}}, "Ana Brill (Guest)=rep Tove=customer"},
		"both are guests at theirs":     {twice("Ana Brill (External)", "Yuki (External)", "Tove"), Input{Reps: []string{"Ana Brill"}}, "Ana Brill (External)=rep Yuki (External)=unknown Tove=customer"},
		"a guest at ours":               {twice("Ana Brill", "Tove (Guest)"), Input{Reps: []string{"Ana Brill"}}, "Ana Brill=rep Tove (Guest)=customer"},
		"pronouns":                      {twice("Ana (she/her)", "Tove"), Input{Reps: []string{"Ana Brill"}, Companies: []string{"Docksmith"}}, "Ana (she/her)=rep Tove=customer"},
		"an address as label":           {twice("ana.brill@docksmith.io", "tove@rowan.example"), Input{Companies: []string{"Docksmith"}}, "ana.brill@docksmith.io=rep tove@rowan.example=customer"},
		"a device":                      {twice("Ana's iPhone", "Tove"), Input{Reps: []string{"Ana Brill"}}, "Ana's iPhone=rep Tove=customer"},
		"a named number":                {twice("Speaker 1 (Ana)", "Speaker 2 (Tove)"), Input{Reps: []string{"Ana Brill"}}, "Speaker 1 (Ana)=rep Speaker 2 (Tove)=customer"},
		"the rep under two labels":      {twice("Ana Brill", "Ana", "Tove"), Input{Reps: []string{"Ana Brill"}}, "Ana Brill=rep Ana=unknown Tove=customer"},
		"a nickname":                    {twice("Mick", "Tove Kask"), Input{Reps: []string{"Michael Brill"}}, "Mick=rep Tove Kask=customer"},
		"another's nickname":            {twice("Mick Lund", "Tove Kask"), Input{Reps: []string{"Michael Brill"}}, "Mick Lund=unknown Tove Kask=unknown"},
		"last name first":               {twice("BRILL Ana", "KASK Tove"), Input{Reps: []string{"Ana Brill"}}, "BRILL Ana=rep KASK Tove=customer"},
		"a last name alone":             {twice("Ms. Brill", "Mr. Kask"), Input{Reps: []string{"Ana Brill"}}, "Ms. Brill=rep Mr. Kask=customer"},
		"two of that last name":         {twice("Ana Brill", "Jon Brill"), Input{Reps: []string{"Ana Brill"}}, "Ana Brill=rep Jon Brill=customer"},
		"first names with an initial":   {twice("Ana B.", "Ana M."), Input{Reps: []string{"Ana Brill"}}, "Ana B.=rep Ana M.=customer"},
		"an apostrophe less":            {twice("O'Hara, Pat", "Tove"), Input{Reps: []string{"Pat OHara"}}, "O'Hara, Pat=rep Tove=customer"},
		"our company after a comma":     {twice("Ana, Docksmith", "Tove Kask, Rowan Freight"), Input{Companies: []string{"Docksmith"}}, "Ana, Docksmith=rep Tove Kask, Rowan Freight=customer"},
		"our company first":             {twice("Docksmith - Ana", "Rowan - Tove"), Input{Companies: []string{"Docksmith"}}, "Docksmith - Ana=rep Rowan - Tove=customer"},
		"companies in square brackets":  {twice("Ana [Docksmith]", "Tove [Rowan]"), Input{Companies: []string{"Docksmith"}}, "Ana [Docksmith]=rep Tove [Rowan]=customer"},
		"a line of people each":         {"Docksmith: Ana Brill, Yuki\nRowan: Tove Kask, Jon\n\n" + twice("Ana", "Tove", "Yuki"), Input{Companies: []string{"Docksmith"}}, "Ana=rep Tove=customer Yuki=rep"},
		"sides listed above":            {"Our side: Ana\nTheir side: Tove, Jon\n\n" + twice("Ana", "Tove", "Jon"), Input{}, "Ana=rep Tove=customer Jon=customer"},
		"colleague by the rep's domain": {"Attendees: ana.brill@docksmith.example, yuki.mori@docksmith.example, tove@rowan.example\n\n" + twice("Ana Brill", "Yuki Mori", "Tove"), Input{Reps: []string{"Ana Brill"}}, "Ana Brill=rep Yuki Mori=rep Tove=customer"},
		"a job with a name":             {twice("Sales Rep (Ana)", "Client (Tove)"), Input{}, "Sales Rep (Ana)=rep Client (Tove)=customer"},
		"a recorder that takes part":    {twice("Docksmith Notetaker", "Ana Brill", "Tove"), Input{Reps: []string{"Ana Brill"}}, "Docksmith Notetaker=unknown Ana Brill=rep Tove=customer"},
		"you":                           {twice("You", "Tove"), Input{}, "You=rep Tove=customer"},
		"a meeting of colleagues":       {"Monday pipeline review\n\n" + twice("Ana Brill", "Tove"), Input{Reps: []string{"Ana Brill"}}, "Ana Brill=rep Tove=unknown"},
		"colleague introduced": {
			lines("Ana Brill: Tove, I've got Marek on with me today, he does the wiring.", "Tove: hello", "Marek: hi", "Tove: go on", "Ana Brill: thanks"),
			Input{Reps: []string{"Ana Brill"}},
			"Ana Brill=rep Tove=customer Marek=rep",
		},
		"colleague by his title": {
			lines("Ana Brill: Yuki here is our solutions engineer.", "Tove: hello", "Yuki: hi", "Tove: go on", "Ana Brill: thanks"),
			Input{Reps: []string{"Ana Brill"}},
			"Ana Brill=rep Tove=customer Yuki=rep",
		},
		"their colleague stays theirs": {
			lines("Tove: this is my colleague Yuki from the yard.", "Ana Brill: hello", "Yuki: hi", "Tove: go on", "Ana Brill: your colleague Yuki, welcome"),
			Input{Reps: []string{"Ana Brill"}},
			"Tove=customer Ana Brill=rep Yuki=customer",
		},
		"says where she works": {
			lines("Speaker 1: Hi, this is Ana from Docksmith.", "Speaker 2: Hello Ana, who?", "Speaker 1: Docksmith. Is it a bad time?", "Speaker 2: no"),
			Input{Reps: []string{"Ana Brill"}, Companies: []string{"Docksmith"}},
			"Speaker 1=rep Speaker 2=customer",
		},
		"asked whether it is the rep": {
			lines("Speaker 1: Is that Ana from Docksmith?", "Speaker 2: It is.", "Speaker 1: Good, the gate is stuck.", "Speaker 2: Again?"),
			Input{Reps: []string{"Ana Brill"}, Companies: []string{"Docksmith"}},
			"Speaker 1=unknown Speaker 2=unknown",
		},
		"here at our company": {
			lines("Ana: what we do here at Docksmith is cranes", "Tove: fine", "Ana: only cranes", "Tove: good"),
			Input{Companies: []string{"Docksmith"}},
			"Ana=rep Tove=customer",
		},
	} {
		t.Run(name, func(t *testing.T) {
			tt.in.Data = []byte(tt.text)
			if got := sidesOf(t, tt.in); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}
