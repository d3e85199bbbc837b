package call

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
)

// variants of a file that mean nothing.
func variants(data []byte) map[string]Input {
	text := strings.ReplaceAll(string(data), "\r\n", "\n")
	escaped := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
	units := utf16.Encode([]rune(text))
	little, big := []byte{0xff, 0xfe}, []byte{0xfe, 0xff}
	var bare []byte
	for _, u := range units {
		little = append(little, byte(u), byte(u>>8))
		big = append(big, byte(u>>8), byte(u))
		bare = append(bare, byte(u), byte(u>>8))
	}
	out := map[string]Input{
		"LF":         {Data: []byte(text)},
		"CRLF":       {Data: []byte(strings.ReplaceAll(text, "\n", "\r\n"))},
		"CR":         {Data: []byte(strings.ReplaceAll(text, "\n", "\r"))},
		"BOM":        {Data: []byte("\ufeff" + text)},
		"UTF-16 LE":  {Data: little},
		"UTF-16 BE":  {Data: big},
		"Slack":      {Data: []byte(escaped), Slack: true},
		"escaped":    {Data: []byte(escaped)},
		"zero":       {Data: []byte(strings.ReplaceAll(text, ": ", ":\u200b "))},
		"NBSP":       {Data: []byte(strings.ReplaceAll(text, ": ", ":\u00a0"))},
		"trailing":   {Data: []byte(strings.ReplaceAll(text, "\n", "  \n"))},
		"more lines": {Data: []byte("\n\n" + text + "\n\n")},
	}
	if isASCII(text) {
		out["UTF-16 bare"] = Input{Data: bare}
	}
	return out
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 })
}

// TestInvariants: changes that mean nothing change nothing.
func TestInvariants(t *testing.T) {
	for _, path := range fixtures(t) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want, _ := os.ReadFile(path + ".want")
		in, _ := goldenInput(string(want))
		if in.Slack || bytes.ContainsAny(data, "&") {
			continue // escaped already; escaped twice is another text
		}
		in.Data = data
		plain := dump(Read(in))
		for name, v := range variants(data) {
			v.Reps, v.Companies, v.Customers, v.Aliases = in.Reps, in.Companies, in.Customers, in.Aliases
			if got := dump(Read(v)); got != plain {
				t.Errorf("%s, %s: got\n%s\nwant\n%s", filepath.Base(path), name, got, plain)
			}
		}
	}
}

// TestCallsHold checks what holds for every call that is read.
func TestCallsHold(t *testing.T) {
	for _, path := range fixtures(t) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want, _ := os.ReadFile(path + ".want")
		in, _ := goldenInput(string(want))
		in.Data = data
		c, err := Read(in)
		if err != nil {
			t.Fatal(err)
		}
		if problem := broken(c); problem != "" {
			t.Errorf("%s: %s", filepath.Base(path), problem)
		}
	}
}

// broken names the first thing about a call that must never be; "" if none.
func broken(c *Call) string {
	words := make([]int, len(c.Speakers))
	latest := 0.0
	for i, turn := range c.Turns {
		switch {
		case strings.TrimSpace(turn.Text) != turn.Text || turn.Text == "" || strings.ContainsAny(turn.Text, "\n\r"):
			return "a text is empty or not one line"
		case c.Kind == Note && turn.Speaker != -1:
			return "a note has a speaker"
		case c.Kind == Note:
			continue
		case turn.Speaker < 0 || turn.Speaker >= len(c.Speakers):
			return "no such speaker"
		case i > 0 && c.Turns[i-1].Speaker == turn.Speaker:
			return "two turns of one speaker in a row"
		case turn.Start >= 0 && turn.Start < latest:
			return "a turn starts before the one above"
		case turn.End >= 0 && turn.End < turn.Start:
			return "a turn ends before it starts"
		}
		latest = max(latest, turn.Start)
		words[turn.Speaker] += countWords(turn.Text)
		to := 0
		for _, cue := range turn.Cues {
			if cue.From < to || cue.To <= cue.From || cue.To > len(turn.Text) || cue.Start < turn.Start {
				return "a cue lies outside of its turn"
			}
			to = cue.To
		}
	}
	for i, s := range c.Speakers {
		if s.Words != words[i] {
			return "words of " + s.Name + " don't add up"
		}
		if s.Name == "" || s.Seconds < 0 {
			return "a speaker without a name, or of less than no time"
		}
	}
	return ""
}

// TestWordsInWordsOut writes a made-up talk in every layout and reads it
// back: each speaker keeps every word, and nobody gets another's.
func TestWordsInWordsOut(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 11))
	for range 40 {
		talk := someTalk(rng)
		for name, write := range writers {
			c, err := Read(Input{Data: []byte(write(talk))})
			if err != nil {
				t.Fatalf("%s: %v\n%s", name, err, write(talk))
			}
			if c.Kind != Transcript {
				t.Fatalf("%s: read as a note\n%s", name, write(talk))
			}
			got := map[string]string{}
			for _, turn := range c.Turns {
				got[c.Speakers[turn.Speaker].Name] += turn.Text + " "
			}
			for who, said := range talk.said() {
				if name == "fathom" { // its bracket is the company
					who, _ = cutBracket(who)
				}
				if got[who] != said {
					t.Fatalf("%s: %s said\n%q, read\n%q\nin\n%s", name, who, said, got[who], write(talk))
				}
			}
			if len(got) != len(talk.said()) {
				t.Fatalf("%s: read speakers %v", name, got)
			}
			if problem := broken(c); problem != "" {
				t.Fatalf("%s: %s", name, problem)
			}
		}
	}
}

type talkLine struct {
	who  string
	at   int // seconds
	text string
}

type talk []talkLine

func (t talk) said() map[string]string {
	out := map[string]string{}
	for _, l := range t {
		out[l.who] += l.text + " "
	}
	return out
}

// someTalk makes up a talk of people with awkward names and sentences.
func someTalk(rng *rand.Rand) talk {
	names := []string{"Ana Brill", "stig b", "Lotte | Yard", "José Núñez", "Dr. Ida Noor", "田中", "Will", "O'Hara, Jo", "Marius van der Wijden (M)", "Speaker 4"}
	rng.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	names = names[:2+rng.IntN(3)]
	pieces := []string{
		"we ship at 10:30", "here's the thing: nobody checks", "yes", "Ok.", "the price is 4:1 against us", "[laughs] maybe",
		"¿y el viernes?", "see https://orbis.example/a for it", "about 40 % of them", "well, so, um", "(pause) go on", "R and D said no",
		"ask Stig: he knows", "that one - the blue one", "it's on the 3rd", "Привет, all", "note: it leaks", "5 * 3 is fifteen",
	}
	var out talk
	at := rng.IntN(50)
	for i := range 12 + rng.IntN(20) {
		var said []string
		for range 1 + rng.IntN(4) {
			said = append(said, pieces[rng.IntN(len(pieces))])
		}
		out = append(out, talkLine{names[i%len(names)], at, strings.Join(said, " ")})
		at += 1 + rng.IntN(90)
	}
	return out
}
