package call

import (
	_ "embed"
	"strings"
	"testing"
)

//go:embed testdata/customers/named.txt
var customersNamed string

// TestCustomersNamed reads the ways in which a customer is named, by kind of
// text. A wrong customer files words in the wrong card.
func TestCustomersNamed(t *testing.T) {
	for line := range strings.Lines(customersNamed) {
		line = strings.TrimSuffix(line, "\n")
		kind, rest, ok := strings.Cut(line, "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		want, text, _ := strings.Cut(rest, "\t")
		if want == "-" {
			want = ""
		}
		if got := namedCustomer(t, kind, text); !strings.EqualFold(got, want) {
			t.Errorf("%s %q: got %q, want %q", kind, text, got, want)
		}
	}
}

func namedCustomer(t *testing.T, kind, text string) string {
	t.Helper()
	const smallTalk = "\nRosa Klint: go on\nMirela Hurst: gladly\nRosa Klint: right\nMirela Hurst: okay\n"
	in := Input{Companies: []string{"Beddow"}, Reps: []string{"Rosa Klint"}}
	text = strings.ReplaceAll(text, "|", "\n")
	switch kind {
	case "title":
		text = "Title: " + text + "\n" + smallTalk
	case "file":
		in.Name, text = text, smallTalk
	case "talk":
		lines := strings.NewReplacer("\nR: ", "\nRosa Klint: ", "\nC: ", "\nTom Reed: ", "\nM: ", "\nMirela Hurst: ", "\nP: ", "\nPiet Osman: ")
		text = lines.Replace("\n"+text) + smallTalk
	}
	in.Data = []byte(text)
	c, err := Read(in)
	if err != nil {
		t.Errorf("%s %q: %v", kind, text, err)
		return ""
	}
	return c.Customer
}
