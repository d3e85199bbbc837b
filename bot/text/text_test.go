package text

import (
	"strings"
	"testing"

	"github.com/clipperhouse/uax29/v2/sentences"
)

func TestTokenize(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Don’t follow-up on the 3/16 call, ok?", "don't follow up on the 3/16 call , ok ?"},
		{"$40k, €1.200 and 15% by 9:30am...", "$40k , €1.200 and 15% by 9:30am ..."},
		{"e.g. the U.K. team's Q3 plan.", "e.g. the u.k. team's q3 plan ."},
		{"mail ana.ruiz@oakham.example, see https://oakham.example/a?b.", "mail ana.ruiz@oakham.example , see https://oakham.example/a?b ."},
		{"@Dana: 👍 — «très bien» I`m in", "@dana : 👍 — « très bien » i'm in"},
		{"a\u200bb  c\u00a0d", "a b c d"},
		{"wait - no", "wait - no"},
		{"I. am", "i . am"},
	}
	for _, test := range tests {
		var got []string
		for _, tok := range Tokenize(test.in) {
			if tok.Text != test.in[tok.From:tok.To] {
				t.Errorf("%q: token %q is not its place", test.in, tok.Text)
			}
			got = append(got, tok.Lower)
		}
		if g := strings.Join(got, " "); g != test.want {
			t.Errorf("%q:\n got %q\nwant %q", test.in, g, test.want)
		}
	}
}

func TestSentences(t *testing.T) {
	tests := []struct{ in, want string }{
		{"We talked. Dr. Osei was there, e.g. for the audit! OK?", "We talked.|Dr. Osei was there, e.g. for the audit!|OK?"},
		{"It is 4.5 days vs. nine now. So am I. Next.", "It is 4.5 days vs. nine now.|So am I.|Next."},
		{"Dana J. Ortiz signs. no capital here", "Dana J. Ortiz signs. no capital here"},
		{"  ", ""},
		{"no stop at all and it goes on because they can't", "no stop at all and it goes on because they can't"},
	}
	for _, test := range tests {
		if got := pieces(test.in, Sentences(test.in)); got != test.want {
			t.Errorf("%q:\n got %q\nwant %q", test.in, got, test.want)
		}
	}
}

func TestUtterances(t *testing.T) {
	tests := []struct{ in, want string }{
		{
			"yeah i know what you mean so what do you do when the press stops because we lose a day",
			"yeah i know what you mean|so what do you do when the press stops because we lose a day",
		},
		{"how many people do you have on the night shift", "how many people do you have on the night shift"},
		{"it takes two of us most of monday and i hate it", "it takes two of us most of monday|and i hate it"},
		{"Short one, no stop", "Short one, no stop"},
		{"We sell pumps and we fix pumps and that is it.", "We sell pumps and we fix pumps and that is it."},
	}
	for _, test := range tests {
		if got := pieces(test.in, Utterances(test.in)); got != test.want {
			t.Errorf("%q:\n got %q\nwant %q", test.in, got, test.want)
		}
	}
}

func pieces(s string, spans []Span) string {
	var out []string
	for _, sp := range spans {
		out = append(out, s[sp.From:sp.To])
	}
	return strings.Join(out, "|")
}

const testLexicon = `
[{worry}]
worried
concern*
losing sleep   # two words

[worry]
i'm (a bit|quite)? {worry}
^ keeps me ... night
stem*

[-worry]
not {worry}
i'm worried for you

[end]
for now $
the _ one
`

func TestMatch(t *testing.T) {
	lex := MustParseLexicon(testLexicon)
	tests := []struct{ in, want string }{
		{"I'm a bit concerned, honestly", "worry:I'm a bit concerned"},
		{"I'm losing sleep over it", "worry:I'm losing sleep"},
		{"I’m worried for you", ""},
		{"keeps me up all damn night", "worry:keeps me up all damn night"},
		{"it keeps me up at night", ""},
		{"keeps me one two three four five night", ""},
		{"stemming stem", "worry:stemming|worry:stem"},
		{"for now, the big one.", "end:the big one"},
		{"that's it, for now!", "end:for now"},
	}
	for _, test := range tests {
		var got []string
		toks := Tokenize(test.in)
		for _, m := range lex.Match(toks) {
			got = append(got, m.Section+":"+test.in[toks[m.From].From:toks[m.To-1].To])
		}
		if g := strings.Join(got, "|"); g != test.want {
			t.Errorf("%q:\n got %q\nwant %q", test.in, g, test.want)
		}
	}
}

func TestParseLexiconSaysWhere(t *testing.T) {
	for _, test := range []struct{ file, want string }{
		{"word", "before the first heading"},
		{"[a]\n(x|y", "line 2"},
		{"[a]\n{none}", "no word list"},
		{"[a]\n_ x", "begins with a word"},
		{"[a]\n^ x?", "may be empty"},
		{"[a]\nx (y|z?)", "put the \"?\" behind the bracket"},
		{"[a]\nx)", "opening bracket"},
		{"[-a]\nx", "no section"},
		{"[a]\nx ^ y", "beginning only"},
	} {
		if _, err := ParseLexicon(test.file); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: got %v, want %q", test.file, err, test.want)
		}
	}
}

func FuzzCut(f *testing.F) {
	f.Add("Don’t — what? e.g. a@b.c  $4k…")
	lex := MustParseLexicon(testLexicon)
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, tok := range Tokenize(s) {
			if int(tok.From) < end || tok.To <= tok.From || s[tok.From:tok.To] != tok.Text {
				t.Fatalf("token %+v after %d", tok, end)
			}
			end = int(tok.To)
		}
		end = 0
		for _, sp := range Utterances(s) {
			if sp.From < end || sp.To <= sp.From || strings.TrimSpace(s[end:sp.From]) != "" {
				t.Fatalf("span %+v after %d", sp, end)
			}
			end = sp.To
		}
		toks := Tokenize(s)
		for _, m := range lex.Match(toks) {
			if m.From < 0 || m.To <= m.From || int(m.To) > len(toks) {
				t.Fatalf("match %+v of %d", m, len(toks))
			}
		}
	})
}

// FuzzSentenceEnd holds the short way to the end of a sentence against the
// Unicode rules.
func FuzzSentenceEnd(f *testing.F) {
	for _, s := range []string{"A. b. C? d", "Dr. Who 4.5 U.K. (yes.) \"No!\" ok", "a\r\nb\nc", "é. ½? 。中", "I said ok (fine). 3. x", "\u00ad.\u2028b", "a.\u0300B", "A.B. c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		it := sentences.FromString(s)
		for from := 0; it.Next(); from = it.End() {
			if got := sentenceEnd(s, from); got != it.End() {
				t.Fatalf("%q from %d: %d, want %d", s, from, got, it.End())
			}
		}
	})
}

func BenchmarkCutAndMatch(b *testing.B) {
	s := strings.Repeat("So what do you do when the press stops? I'm a bit worried about it, and we lose a day. ", 100)
	lex := MustParseLexicon(testLexicon)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		for _, sp := range Utterances(s) {
			lex.Match(Tokenize(s[sp.From:sp.To]))
		}
	}
}

// TestVocabularyCutsAlike holds what a vocabulary cuts against what Tokenize
// does: short words, which it tells apart by their bytes, and all others.
func TestVocabularyCutsAlike(t *testing.T) {
	texts := []string{
		"", "a", "A a aa aaaaaaa aaaaaaaa aaaaaaaaa", "Send it, Ana's e-mail to a@b.io by 9:30am!",
		"don't DON'T Don’t www. www www.x.io 7 7th $7 7% x_y [z] {q} @me #us", "naïve café CAFÉ 你好 a\u200bb\tc\nd",
		"the end. The END", "word", "wordier", "sevenxx next", "@a[ `b` ~z", "a\x00b c\x00", strings.Repeat("one two ", 40),
	}
	v := NewVocabulary(0)
	for _, s := range texts {
		for range 2 { // the second time every word is known
			got, words := v.Cut(nil, s)
			want, n := Tokenize(s), 0
			if len(got) != len(want) {
				t.Fatalf("%q: %d tokens, want %d", s, len(got), len(want))
			}
			for i := range want {
				g, w := got[i], want[i]
				if g.Text != w.Text || g.Lower != w.Lower || g.Kind != w.Kind || g.From != w.From || g.To != w.To {
					t.Errorf("%q: token %d is %q %q %v %d-%d, want %q %q %v %d-%d", s, i, g.Text, g.Lower, g.Kind, g.From, g.To, w.Text, w.Lower, w.Kind, w.From, w.To)
				}
				if v.Word(g.Number) != w.Lower {
					t.Errorf("%q: number of %q is that of %q", s, w.Lower, v.Word(g.Number))
				}
				if w.IsWord() {
					n++
				}
			}
			if words != n {
				t.Errorf("%q: %d words, want %d", s, words, n)
			}
		}
	}
}
