package memory

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"heed/bot/analyze"
)

var monday = time.Date(2026, 11, 16, 10, 0, 0, 0, time.UTC)

func day(n int) time.Time { return monday.AddDate(0, 0, n) }

func heard(kind analyze.FactKind, about, text string) Fact {
	return Fact{Kind: kind, About: about, Text: text, Quotes: []Quote{{Words: "“" + text + "”", Text: text, Call: "K-1", At: monday, By: "ana"}}}
}

func TestAlike(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"month end takes nine days", "Month end takes them nine days.", true},
		{"the front desk dreads Mondays", "front desk dreads Mondays", true},
		{"no surprises at month end", "they want no surprises at the month end", true},
		{"month end takes nine days", "month end takes three days", false},
		{"they need parts within two days", "they need parts within 3 days", false},
		{"budget is 12k", "budget is 20k", false},
		{"decides with the board in March", "decides with the board in April", false},
		{"they have an ERP", "they don't have an ERP", false},
		{"she is worried about the migration of records", "she is not worried about the migration of records", false},
		{"price", "price", true},
		{"price", "the price is too high for them", false},
		{"too late", "too slow", false},
		{"the", "the", true},
		{"the", "a", false},
		{"", "", true},
		{"", "price", false},
		{"夜間の引き継ぎ", "夜間の引き継ぎ", true},
		{"夜間の引き継ぎ", "月末の処理", false},
		{"training", "training of the night shift before the audit in the north plant and the south plant", false},
		{"they lost two drivers", "they lost two drivers because the foreman moved the gate", true},
	} {
		if got := alike(c.a, c.b); got != c.want {
			t.Errorf("alike(%q, %q) = %v", c.a, c.b, got)
		}
		if alike(c.b, c.a) != alike(c.a, c.b) {
			t.Errorf("alike(%q, %q) depends on the order", c.a, c.b)
		}
	}
}

func TestMerge(t *testing.T) {
	known := []Fact{
		heard(analyze.FactPain, "Priya Nair", "month end takes nine days"),
		heard(analyze.FactPersonal, "Priya Nair", "daughter starts school in September"),
		heard(analyze.FactPersonal, "Tom Ellis", "plays in a brass band"),
		heard(analyze.FactDecision, "", "decides with the board in December"),
	}
	for _, c := range []struct {
		kind        analyze.FactKind
		about, text string
		want        int
	}{
		{analyze.FactPain, "Priya Nair", "Month end takes nine days!", 0},
		{analyze.FactPain, "Priya", "month end takes nine days", 0},
		{analyze.FactPain, "", "month end takes nine days", 0},
		{analyze.FactPain, "Tom Ellis", "month end takes nine days", -1},
		{analyze.FactNeed, "Priya Nair", "month end takes nine days", -1},
		{analyze.FactPersonal, "Priya", "her daughter starts school in September", 1},
		{analyze.FactPersonal, "", "daughter starts school in September", -1}, // whose?
		{analyze.FactPersonal, "Tom", "daughter starts school in September", -1},
		{analyze.FactPersonal, "Tomas Ellis", "plays in a brass band", -1},
		{analyze.FactDecision, "Priya", "she decides with the board in December", 3},
	} {
		if got := NewKnown(known).Merge(Fact{Kind: c.kind, About: c.about, Text: c.text}); got != c.want {
			t.Errorf("Merge(%s about %q: %q) = %d, want %d", c.kind, c.about, c.text, got, c.want)
		}
	}
	if NewKnown(nil).Merge(known[0]) != -1 {
		t.Error("something merges with nothing")
	}
}

func TestAddKeepsAllEvidenceNewestLast(t *testing.T) {
	f := heard(analyze.FactPain, "", "month end takes nine days")
	later := Quote{Words: "it still takes us nine days, month end", Text: "month end still takes nine days", Call: "K-2", At: day(7)}
	earlier := Quote{Words: "month end? Nine days", Call: "K-0", At: day(-7)}
	f.Add(later)
	f.Add(earlier, later)
	if len(f.Quotes) != 3 || f.Words() != later.Words || f.Text != later.Text || !f.Heard().Equal(day(7)) {
		t.Errorf("got %+v", f)
	}
	if f.Quotes[0].Call != "K-0" {
		t.Errorf("a call that was read late isn't put in its place: %+v", f.Quotes)
	}
}

func TestWithoutLeavesNothingOfTheCall(t *testing.T) {
	f := heard(analyze.FactPain, "", "month end takes nine days")
	f.Add(Quote{Words: "nine days for a month end", Text: "a month end of nine days", Call: "K-2", At: day(7)})
	shared := f
	if !f.Without("K-2") || f.Text != "month end takes nine days" {
		t.Errorf("what the forgotten call said stays: %+v", f)
	}
	if len(shared.Quotes) != 2 || shared.Quotes[1].Call != "K-2" {
		t.Errorf("a copy was changed too: %+v", shared.Quotes)
	}
	if !f.Without("K-9") || f.Text != "month end takes nine days" {
		t.Errorf("a call without a part in it changed it: %+v", f)
	}
	if f.Without("K-1") {
		t.Error("evidence is left of nothing")
	}
	old := Fact{Text: "from K-2", Quotes: []Quote{{Words: "words of K-1", Call: "K-1"}, {Words: "words of K-2", Call: "K-2"}}}
	if !old.Without("K-2") || old.Text != "words of K-1" {
		t.Errorf("a fact stored without texts keeps the forgotten one: %q", old.Text)
	}
}

func TestNoEvidence(t *testing.T) {
	var f Fact
	if !f.Heard().IsZero() || f.Words() != "" || f.Without("K-1") {
		t.Error("a fact without evidence has some")
	}
}

// However often and in whatever order calls come and go, a fact holds just the
// quotes of those that are there, in the order of their time.
func TestEvidenceProperty(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		var f Fact
		there := map[string]bool{}
		for range 20 {
			n := rng.IntN(6)
			call := string(rune('a' + n))
			if rng.IntN(3) > 0 {
				f.Add(Quote{Words: "words of " + call, Text: "text of " + call, Call: call, At: day(n)})
				there[call] = true
			} else {
				if got := f.Without(call); got != (len(there) > 0 && !(len(there) == 1 && there[call])) {
					t.Fatalf("Without(%s) = %v with %v", call, got, there)
				}
				delete(there, call)
			}
			if len(f.Quotes) != len(there) || !slices.IsSortedFunc(f.Quotes, func(a, b Quote) int { return a.At.Compare(b.At) }) {
				t.Fatalf("%v are there, %+v is kept", there, f.Quotes)
			}
			if len(f.Quotes) > 0 && f.Text != "text of "+f.Quotes[len(f.Quotes)-1].Call {
				t.Fatalf("%q isn't the newest of %+v", f.Text, f.Quotes)
			}
		}
	}
}

func TestFactSurvivesJSON(t *testing.T) {
	f := heard(analyze.FactPain, "Priya", "month end takes nine days")
	b, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	var got Fact
	if err := json.Unmarshal(b, &got); err != nil || got.Text != f.Text || got.Quotes[0] != f.Quotes[0] {
		t.Errorf("%v: %+v", err, got)
	}
}

func TestWordLists(t *testing.T) {
	for _, name := range []string{"legal", "legal before", "legal attached", "stop", "opposite", "number"} {
		if len(words[name]) == 0 {
			t.Errorf("words.txt has no [%s]", name)
		}
		for w := range words[name] {
			if got := strings.Join(foldWords(w), " "); got != w {
				t.Errorf("[%s] %q can never match: it is read as %q", name, w, got)
			}
		}
	}
}
