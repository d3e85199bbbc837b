package analyze

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"heed/bot/call"
)

var update = flag.Bool("update", false, "write what was found into the golden files")

// TestCalls reads every invented call of testdata/calls and compares what is
// found in it, printed for people to read.
func TestCalls(t *testing.T) {
	files, err := filepath.Glob("testdata/calls/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) { golden(t, file) })
	}
}

func golden(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	part := map[string]string{}
	want := -1
	for i, f := range archive.Files {
		part[f.Name] = string(f.Data)
		if f.Name == "want" {
			want = i
		}
	}
	o := Options{At: time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC), Reps: lines(part["rep"]), Companies: lines(part["company"])}
	c, err := call.Read(call.Input{Data: []byte(part["input"]), Reps: o.Reps, Companies: o.Companies})
	if err != nil {
		t.Fatal(err)
	}
	r := Analyze(c, o)
	checkEvidence(t, r)
	got := printReport(r)
	if *update {
		archive.Files[want].Data = []byte(got)
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got != part["want"] {
		t.Errorf("found:\n%s\nwant:\n%s", got, part["want"])
	}
}

func lines(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == '\n' })
}

// checkEvidence: every quote is a part of one sentence of its turn.
func checkEvidence(t *testing.T, r *Report) {
	for _, f := range r.Findings {
		if f.Why == "" || f.Rule == "" && f.ID != "missed_ask" {
			t.Errorf("%s: without its why or rule", f.ID)
		}
		if f.Tone == Try && f.Try == "" {
			t.Errorf("%s: nothing to say next time", f.ID)
		}
		if f.Turn < 0 || f.Quote == "" {
			continue
		}
		found := false
		for _, s := range r.Turns[f.Turn].Sentences {
			found = found || strings.Contains(s.Text, f.Quote)
		}
		if !found {
			t.Errorf("%s: %q is not in a sentence of turn %d", f.ID, f.Quote, f.Turn)
		}
	}
}

// printReport leaves out what other tests look at (promises, facts).
func printReport(r *Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s, call note: %v\n", r.Kind, r.Type, r.CallNote)
	for i, turn := range r.Turns {
		voice := ""
		if turn.Voice != nil {
			voice = " (" + string(*turn.Voice) + ")"
		}
		for _, s := range turn.Sentences {
			labels := make([]string, len(s.Labels))
			for j, l := range s.Labels {
				labels[j] = string(l)
			}
			fmt.Fprintf(&b, "%d%s [%s] %s\n", i, voice, strings.Join(labels, " "), s.Text)
		}
	}
	printMeasures(&b, r.Measures)
	for _, f := range r.Findings {
		if f.ID == "missed_ask" {
			continue
		}
		fmt.Fprintf(&b, "%s %s %d %q\n  why: %s\n", f.Tone, f.ID, f.Turn, f.Quote, f.Why)
		if f.Answer != "" {
			fmt.Fprintf(&b, "  answer: %s\n", f.Answer)
		}
		if f.Try != "" {
			fmt.Fprintf(&b, "  try: %s\n", f.Try)
		}
	}
	return b.String()
}

func printMeasures(b *strings.Builder, m Measures) {
	for _, x := range []struct {
		name  string
		value any
	}{
		{"talk share", m.TalkShare},
		{"self talk", m.SelfTalk},
		{"monologue", m.LongestMonologueS},
		{"story", m.LongestCustomerStory},
		{"questions", m.Questions},
		{"discovery", m.DiscoveryQuestions},
		{"cues", m.Cues},
		{"missed", m.CuesMissed},
	} {
		switch v := x.value.(type) {
		case *float64:
			if v != nil {
				fmt.Fprintf(b, "%s: %.3g\n", x.name, *v)
			}
		case *int:
			if v != nil {
				fmt.Fprintf(b, "%s: %d\n", x.name, *v)
			}
		}
	}
}
