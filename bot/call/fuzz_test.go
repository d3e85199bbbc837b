package call

import (
	"errors"
	"os"
	"testing"
	"unicode/utf8"
)

// seed adds the fixtures and one talk in every layout.
func seed(f *testing.F, add func([]byte)) {
	f.Helper()
	for _, path := range fixtures(f) {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		add(data)
	}
	for _, write := range writers {
		add([]byte(write(talk{{"Ana", 1, "hi: you"}, {"Tove", 3, "yes"}, {"Ana", 9, "[laughs] ok"}, {"Tove", 12, "no"}})))
	}
}

// FuzzRead: whatever comes in, Read answers with a call that holds together
// or with an Unreadable.
func FuzzRead(f *testing.F) {
	seed(f, func(b []byte) {
		f.Add(b, false)
		f.Add(b, true)
	})
	f.Fuzz(func(t *testing.T, data []byte, slack bool) {
		c, err := Read(Input{Data: data, Slack: slack, Reps: []string{"Ana"}, Companies: []string{"Docksmith"}, Customers: []string{"Orbis"}})
		if err != nil {
			var u *Unreadable
			if !errors.As(err, &u) {
				t.Fatalf("another error: %v", err)
			}
			return
		}
		if problem := broken(c); problem != "" {
			t.Fatal(problem)
		}
		for _, turn := range c.Turns {
			if !utf8.ValidString(turn.Text) {
				t.Fatalf("not UTF-8: %q", turn.Text)
			}
		}
	})
}

// FuzzDOCX feeds the reader of WordprocessingML.
func FuzzDOCX(f *testing.F) {
	seed(f, func(b []byte) { f.Add(para(string(b))) })
	f.Add("<w:p><w:r><w:t>a<w:br/>b</w:t></w:r></w:p>")
	f.Fuzz(func(t *testing.T, body string) {
		c, err := Read(Input{Data: docxOf(t, body)})
		if err != nil {
			var u *Unreadable
			if !errors.As(err, &u) {
				t.Fatalf("another error: %v", err)
			}
			return
		}
		if problem := broken(c); problem != "" {
			t.Fatal(problem)
		}
	})
}

// FuzzLooksLikeNote: a reason exactly where the answer is yes.
func FuzzLooksLikeNote(f *testing.F) {
	seed(f, func(b []byte) { f.Add(string(b)) })
	f.Fuzz(func(t *testing.T, text string) {
		if reason, ok := LooksLikeNote(text); ok != (reason != "") {
			t.Fatalf("%v with reason %q", ok, reason)
		}
	})
}
