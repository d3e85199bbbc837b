package memory

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestFold(t *testing.T) {
	for _, same := range [][]string{
		{"Northgate Foods", "northgate foods", "  Northgate   Foods ", "Northgate Foods Ltd.", "NORTHGATE FOODS LIMITED", "Northgate-Foods", "Northgate Foods Co., Ltd"},
		{"Café Noir", "Cafe Noir", "Cafe\u0301 Noir", "CAFÉ NOIR S.A.S."},
		{"Rossi", "Rossi S.p.A.", "Rossi SpA", "rossi s.r.l"},
		{"Vandermeer", "Vandermeer B.V.", "Vandermeer BV", "(Vandermeer)"},
		{"Krüger", "Kruger GmbH & Co. KG", "Krüger AG"},
		{"Straße & Weg", "Strasse and Weg", "STRASSE + WEG"},
		{"Sainsbury's", "Sainsburys", "Sainsbury’s plc"},
		{"U.S. Steelworks", "US Steelworks Inc."},
		{"Ромашка", "ООО «Ромашка»", "ромашка ооо"},
		{"青空商店", "株式会社青空商店", "青空商店株式会社"},
		{"ＡＣＭＥ", "Acme"},
		{"दिल्ली मशीन", "दिल्ली  मशीन"},
		{"!!!", " !!! "},
	} {
		for _, s := range same[1:] {
			if Fold(s) != Fold(same[0]) {
				t.Errorf("Fold(%q) = %q, of %q it is %q", s, Fold(s), same[0], Fold(same[0]))
			}
		}
	}
	for _, differ := range [][2]string{
		{"Northgate", "Northgate Foods"},
		{"Ltd", "Inc"},
		{"Йод", "Под"},
		{"दिल", "दल"},
		{"!!!", "???"},
		{"Cohen and Sons", "Cohen"},
		{"Studio 54", "Studio 55"},
	} {
		if Fold(differ[0]) == Fold(differ[1]) {
			t.Errorf("%q and %q fold to the same %q", differ[0], differ[1], Fold(differ[0]))
		}
	}
	if Fold("") != "" || Fold("  ") != "" {
		t.Error("nothing folds to something")
	}
}

func customers(names ...string) []Customer {
	out := make([]Customer, len(names))
	for i, n := range names {
		out[i] = Customer{ID: n, Name: n}
	}
	return out
}

func namesOf(cs []Customer) string {
	var out []string
	for _, c := range cs {
		out = append(out, c.Name)
	}
	return strings.Join(out, ", ")
}

func TestFind(t *testing.T) {
	all := customers("Northgate Foods", "Northgate", "Oakham Tools", "Delft Marine BV", "Alpine Works", "青空商店", "!!!")
	all = append(all, Customer{ID: "C", Name: "Brightwell Dental", Aliases: []string{"Brightwell Group", "Oakham Tool Works"}})
	for _, c := range []struct{ name, want string }{
		{"Northgate", "Northgate"},
		{"northgate ltd", "Northgate"},
		{"Northgate Foods", "Northgate Foods"},
		{"North", "Northgate Foods, Northgate"},
		{"Foods", "Northgate Foods"},
		{"Northgate Foods UK", "Northgate Foods, Northgate"},
		{"foods northgate", "Northgate Foods, Northgate"},
		{"delft marine", "Delft Marine BV"},
		{"Brightwell Group Inc", "Brightwell Dental"},
		{"brightwell", "Brightwell Dental"},
		{"Oakham", "Oakham Tools, Brightwell Dental"},
		{"Al", ""}, // two letters begin too many names
		{"alp", "Alpine Works"},
		{"青空商店", "青空商店"},
		{"!!!", "!!!"},
		{"?", ""},
		{"", ""},
		{"  ", ""},
		{"Hartwell Pumps", ""},
	} {
		if got := namesOf(Find(all, c.name)); got != c.want {
			t.Errorf("Find(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}

func TestFindPrefersNamesToAliases(t *testing.T) {
	all := []Customer{{ID: "1", Name: "Mill Group", Aliases: []string{"The Mill"}}, {ID: "2", Name: "The Mill"}}
	if got := Find(all, "the mill"); len(got) != 1 || got[0].ID != "2" {
		t.Errorf("got %v", got)
	}
	twins := []Customer{{ID: "1", Name: "Mill", Aliases: []string{"Weir"}}, {ID: "2", Name: "Lock", Aliases: []string{"weir"}}}
	if got := Find(twins, "Weir"); len(got) != 2 {
		t.Errorf("one of two customers that are called so was chosen: %v", got)
	}
}

// Whatever the names, similar ones are never taken for one customer: of one
// found, it is called exactly so, or a person has to say that it is meant.
func TestSimilarNamesStayApart(t *testing.T) {
	parts := []string{"north", "gate", "gates", "foods", "Food", "ltd", "UK", "&", "and", "co", "é", "ß", "株", "'s", "2", "-"}
	rng := rand.New(rand.NewPCG(1, 2))
	name := func() string {
		var out []string
		for range 1 + rng.IntN(3) {
			out = append(out, parts[rng.IntN(len(parts))])
		}
		return strings.Join(out, " ")
	}
	for range 5000 {
		a, b := name(), name()
		found := Find([]Customer{{ID: "1", Name: a}}, b)
		if len(found) == 1 && found[0].Called(b) != (Fold(a) == Fold(b)) {
			t.Fatalf("%q is taken for %q", b, a)
		}
		if Fold(a) == Fold(b) && len(found) != 1 {
			t.Fatalf("%q isn't found as %q", a, b)
		}
		if got := Fold(Fold(a)); got != Fold(a) {
			t.Fatalf("Fold(%q) = %q, folded again %q", a, Fold(a), got)
		}
	}
}

func TestNearest(t *testing.T) {
	all := customers("Northgate Foods", "Northgate", "Oakham Tools", "Oakhurst Tools", "Oakley Tools", "Ökotex", "Delft Marine")
	all = append(all, Customer{ID: "C", Name: "Brightwell Dental", Aliases: []string{"Hartwell Pumps"}})
	for _, c := range []struct{ name, want string }{
		{"Nothgate", "Northgate Foods, Northgate"},
		{"Okham Tools", "Oakham Tools"},
		{"okotx", "Ökotex"},
		{"Hartwel Pumps", "Brightwell Dental"},
		{"Xylophone", ""},
		{"a", ""},
		{"", ""},
		{strings.Repeat("northgate ", 5000), ""},
	} {
		if got := namesOf(Nearest(all, c.name)); got != c.want {
			t.Errorf("Nearest(%.20q) = %q, want %q", c.name, got, c.want)
		}
	}
	long := customers(strings.Repeat("n", 300))
	if got := Nearest(long, "northgate"); len(got) != 0 {
		t.Errorf("a name of 300 letters is near: %v", got)
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"brief", "breif", 2}, {"Watch", "watch", 0}, {"", "note", 4}, {"ärger", "arger", 1}} {
		if got := Distance(c.a, c.b); got != c.want || Distance(c.b, c.a) != got {
			t.Errorf("Distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Northgate Foods Ltd.", "S.p.A.", "GmbH & Co. KG", "株式会社", "\xff", "a.b", "'"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		c := Customer{ID: "1", Name: a}
		if strings.TrimSpace(a) != "" && !c.Called(a) {
			t.Errorf("%q isn't called %q", a, a)
		}
		for _, found := range [][]Customer{Find([]Customer{c}, b), Nearest([]Customer{c}, b)} {
			if len(found) > 1 || len(found) == 1 && found[0].ID != "1" {
				t.Errorf("found %v", found)
			}
		}
		words := strings.Fields(Fold(a))
		if slices.Contains(words, "") {
			t.Errorf("an empty word in %q", Fold(a))
		}
	})
}
