package call

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

var knownTexts = []string{
	"Call with Rowan Freight, Tove\n- they need it by Friday\n- I'll send the quote tomorrow",
	"rowan's people are worried about the handover\n- I'll call on Monday\n- North Gate foods sat in, too",
	"Northgate Foods <> Docksmith\nAna: What do you do at Northgate?\nTove (Rowan-Freight): We carry things, for the Orbis Group Ltd.\nAna: And Orbis?",
	"Ana Brill | Docksmith: hello\ntove@rowanfreight.com: hello, thanks for having me\nAna Brill | Docksmith: how is Café Noir?",
	"Spoke to the Alder & Sons people: they want out of their contract\n- I'll send it",
	"x",
}

var knownNames = []string{
	"Rowan Freight", "Rowan", "Northgate Foods", "North Gate Foods Ltd.", "Orbis", "orbis.co.uk", "The Orbis Group", "Café Noir", "Cafe Noir",
	"Alder & Sons", "Ltd", "Friday", "Freight Rowan", "Docksmith Marine", "", "Tove", "RowanFreight", "O'Hara", "Handover",
}

// TestKnownMakesNoDifference reads texts with all names, and with those that
// Known lets through.
func TestKnownMakesNoDifference(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	for n := range 2000 {
		var some []string
		k := NewKnown()
		for _, at := range rng.Perm(len(knownNames))[:rng.IntN(len(knownNames))] {
			some = append(some, knownNames[at])
			k.Add(knownNames[at])
		}
		in := Input{Data: []byte(knownTexts[n%len(knownTexts)]), Reps: []string{"Ana Brill"}, Companies: []string{"Docksmith"}, Customers: some}
		want, wantErr := Read(in)
		few := k.Of(in)
		got, gotErr := Read(few)
		if !reflect.DeepEqual(got, want) || fmt.Sprint(gotErr) != fmt.Sprint(wantErr) {
			t.Fatalf("%q\nwith %q: %+v\nwith %q: %+v", in.Data, some, want, few.Customers, got)
		}
	}
}

func TestKnownLeavesOutTheRest(t *testing.T) {
	k := NewKnown()
	for n := range 10000 {
		k.Add(fmt.Sprintf("Company%d Freight", n))
	}
	k.Add("Rowan Freight")
	k.Add("Gone Freight")
	k.Add("Twice Freight")
	k.Add("Twice Freight")
	k.Remove("Twice Freight")
	k.Remove("Gone Freight")
	k.Remove("Never There")
	in := Input{Data: []byte("Call with Rowan Freight\n- Gone Freight and Twice Freight were there too, company77 freight not")}
	want := []string{"Company77 Freight", "Rowan Freight", "Twice Freight"}
	if got := k.Of(in).Customers; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestKnownInEscapedJSON has the letters of a name written as JSON may.
func TestKnownInEscapedJSON(t *testing.T) {
	k := NewKnown()
	k.Add("Café Noir")
	text, err := json.Marshal("at Café Noir")
	if err != nil {
		t.Fatal(err)
	}
	escaped := strings.ReplaceAll(string(text), "é", `\u00e9`)
	if got := k.Of(Input{Data: []byte(`{"text": ` + escaped + `}`)}).Customers; len(got) != 1 {
		t.Errorf("%q", got)
	}
}

func BenchmarkKnown(b *testing.B) {
	k := NewKnown()
	for n := range 10000 {
		k.Add(fmt.Sprintf("Company%d Freight", n))
	}
	for _, size := range []int{1 << 10, 1 << 20} {
		text := strings.Repeat("Ana: we lose two hours a day to double booking, and company77 freight too\n", size/75)
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				k.Of(Input{Data: []byte(text)})
			}
		})
	}
}
