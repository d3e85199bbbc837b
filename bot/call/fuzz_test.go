package call

import (
	"errors"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// There is a target for each reader, and one for Read as a whole: through Read
// alone most mutations end in the first layouts or as a note.

// seeds are the fixtures and one talk in every layout.
func seeds(f *testing.F) [][]byte {
	f.Helper()
	var out [][]byte
	for _, path := range fixtures(f) {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		out = append(out, data)
	}
	for _, write := range writers {
		out = append(out, []byte(write(talk{{"Ana", 1, "hi: you"}, {"Tove", 3, "yes"}, {"Ana", 9, "[laughs] ok"}, {"Tove", 12, "no"}})))
	}
	return out
}

var fuzzInput = Input{Reps: []string{"Ana Brill"}, Companies: []string{"Docksmith"}, Customers: []string{"Orbis"}}

// holds fails for an error that nobody can be shown, and for a call that
// doesn't hold together.
func holds(t *testing.T, c *Call, err error) {
	t.Helper()
	if err != nil {
		var u *Unreadable
		if !errors.As(err, &u) || u.Found == "" || u.Try == "" {
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
}

// fuzzLayout feeds one reader of a text that is decoded. Where it finds talk,
// the call has to hold together and have no more words than the text; adds is
// for readers of escapes, which may hold blanks.
func fuzzLayout(f *testing.F, read func(*source) (*transcript, error), adds bool) {
	f.Helper()
	for _, s := range seeds(f) {
		if utf8.Valid(s) {
			f.Add(string(s))
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = normalise(strings.ToValidUTF8(text, "?"))
		tr, err := read(&source{text: text, lines: linesOf(text)})
		if tr == nil {
			if err != nil {
				holds(t, nil, err)
			}
			return
		}
		c := tr.finish(fuzzInput)
		holds(t, c, err)
		out := 0
		for _, turn := range c.Turns {
			out += len(strings.Fields(turn.Text))
		}
		if in := len(strings.Fields(text)); out > in && !adds {
			t.Fatalf("%d words out of %d", out, in)
		}
	})
}

func FuzzCaptions(f *testing.F)     { fuzzLayout(f, readCaptions, true) }
func FuzzFathom(f *testing.F)       { fuzzLayout(f, readFathom, false) }
func FuzzMeet(f *testing.F)         { fuzzLayout(f, readMeet, false) }
func FuzzNameThenTime(f *testing.F) { fuzzLayout(f, readNameThenTime, false) }
func FuzzStacked(f *testing.F)      { fuzzLayout(f, readStacked, false) }
func FuzzClock(f *testing.F)        { fuzzLayout(f, readClock, false) }
func FuzzTimed(f *testing.F)        { fuzzLayout(f, readTimed, false) }
func FuzzUnnamed(f *testing.F)      { fuzzLayout(f, readUnnamed, false) }
func FuzzPlain(f *testing.F)        { fuzzLayout(f, readPlain, false) }

func FuzzJSON(f *testing.F) {
	fuzzLayout(f, func(s *source) (*transcript, error) { return readJSON(s.text) }, true)
}

func FuzzCSV(f *testing.F) {
	fuzzLayout(f, func(s *source) (*transcript, error) { return readCSV(s.lines) }, true)
}

// FuzzArrow feeds the older Teams transcript without its line breaks: nothing
// is lost, and nothing said by nobody.
func FuzzArrow(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(strings.Join(strings.Fields(string(s)), " "))
	}
	f.Add("0:0:0.0 --> 0:0:3.70 Ana Brill Hello there. 0:0:4.80 --> 0:0:6.250 Ana Brill So. 0:0:7.0 --> 0:0:8.0 Tove Kask Hi. 0:0:9.0 --> 0:0:9.5 Tove Kask Yes.")
	f.Fuzz(func(t *testing.T, text string) {
		text = normalise(strings.ToValidUTF8(text, "?"))
		lines, ok := unglue(linesOf(text))
		if ok && strings.Join(strings.Fields(strings.Join(lines, " ")), " ") != strings.Join(strings.Fields(text), " ") {
			t.Fatalf("words were lost: %q", lines)
		}
		if tr, err := readCaptions(&source{text: text, lines: linesOf(text)}); tr != nil {
			holds(t, tr.finish(fuzzInput), err)
		}
	})
}

// FuzzRead: whatever comes in, Read answers with a call that holds together
// or with an Unreadable.
func FuzzRead(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s, false)
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, data []byte, slack bool) {
		in := fuzzInput
		in.Data, in.Slack = data, slack
		c, err := Read(in)
		holds(t, c, err)
		if err != nil {
			return
		}
		for i := range c.Speakers {
			for _, e := range c.Excerpts(i, 2) {
				if len(e.Text) > excerptBytes+len("…") || !utf8.ValidString(e.Text) {
					t.Fatalf("excerpt %q", e.Text)
				}
			}
		}
		if c.Alternative != "" {
			in.As = c.Alternative
			other, err := Read(in)
			holds(t, other, err)
		}
	})
}

// FuzzNote feeds the reader of notes, which takes what no other does.
func FuzzNote(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(string(s))
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = normalise(strings.ToValidUTF8(text, "?"))
		c, err := readNote(&source{text: text, lines: linesOf(text)}, fuzzInput)
		holds(t, c, err)
		if err != nil {
			return
		}
		for _, name := range append(c.Mentions, c.Customer) {
			if strings.TrimSpace(name) != name || strings.ContainsAny(name, "\n\r") {
				t.Fatalf("a name %q", name)
			}
		}
	})
}

// FuzzDOCX feeds the reader of WordprocessingML.
func FuzzDOCX(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(para(string(s)))
	}
	f.Add("<w:p><w:r><w:t>a<w:br/>b</w:t></w:r></w:p>")
	f.Fuzz(func(t *testing.T, body string) {
		in := fuzzInput
		in.Data = docxOf(t, body)
		c, err := Read(in)
		holds(t, c, err)
	})
}

// FuzzDecode: bytes become text with one kind of line break, or are refused.
func FuzzDecode(f *testing.F) {
	for _, s := range seeds(f) {
		for _, v := range variants(s) {
			f.Add(v.Data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := decode(data)
		if err != nil {
			holds(t, nil, err)
			return
		}
		if !utf8.ValidString(s) || strings.ContainsAny(s, "\r\v\f\ufeff\u200b") {
			t.Fatalf("decoded to %q", s)
		}
		if again := normalise(s); again != s {
			t.Fatalf("%q is not yet normal", s)
		}
	})
}

// FuzzSlackMarks: what was escaped comes back, and no mark grows a text.
func FuzzSlackMarks(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(string(s))
	}
	f.Add("see <https://orbis.example/a|this> and <mailto:a@b.example|a@b.example>, <@U012AB3CD> <!here|here> *b* _i_ ~s~ `c`")
	f.Fuzz(func(t *testing.T, s string) {
		if escaped := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s); unslack(escaped, nil, true) != s {
			t.Fatalf("%q came back as %q", s, unslack(escaped, nil, true))
		}
		for name, plain := range map[string]string{"marks": plainMarks(s), "fence": unfence(s), "quotation": unquote(s), "tokens": slackTokens(s, nil)} {
			if len(plain) > len(s) {
				t.Fatalf("%s: %q grew to %q", name, s, plain)
			}
		}
	})
}

// FuzzNames: comparing names doesn't depend on the order, and a name is its
// own.
func FuzzNames(f *testing.F) {
	for _, pair := range [][2]string{{"Ruiz, Ana (she/her)", "ana ruiz | Acme"}, {"Mike", "Michael Stern"}, {"Dr. J. O'Hara", "ohara"}, {"a.b@c.example", "A B"}, {"陈 Wei (Guest)", "wei"}} {
		f.Add(pair[0], pair[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		x, y := parseLabel(a).name, parseLabel(b).name
		if sameName(x, y) != sameName(y, x) {
			t.Fatalf("%q and %q: %v, %v", x, y, sameName(x, y), sameName(y, x))
		}
		if len(x) > 0 && sameName(x, x) != fullMatch {
			t.Fatalf("%q is not itself", x)
		}
		p := parseParticipant(a)
		_ = parseCompany(b).within(parseText(a))
		if p.company != strings.TrimSpace(p.company) {
			t.Fatalf("company %q", p.company)
		}
	})
}

// FuzzSame: two texts are as much the same either way round.
func FuzzSame(f *testing.F) {
	all := seeds(f)
	for i, s := range all {
		f.Add(s, all[(i+1)%len(all)])
	}
	f.Fuzz(func(t *testing.T, a, b []byte) {
		x, err1 := Read(Input{Data: a})
		y, err2 := Read(Input{Data: b})
		if err1 != nil || err2 != nil {
			return
		}
		s := Same(Occasion{Call: x}, Occasion{Call: y})
		if s != Same(Occasion{Call: y}, Occasion{Call: x}) || s.Shared < 0 || s.Shared > 1 || s.Reason == "" {
			t.Fatalf("%+v", s)
		}
	})
}

// FuzzLooksLikeNote: a reason exactly where the answer is yes.
func FuzzLooksLikeNote(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(string(s))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if reason, ok := LooksLikeNote(text); ok != (reason != "") {
			t.Fatalf("%v with reason %q", ok, reason)
		}
	})
}
