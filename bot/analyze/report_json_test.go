package analyze

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"heed/bot/call"
)

// reportOf is a report with what is awkward to print.
func reportOf(text string, start float64) *Report {
	rep, voice := call.Rep, SellerVoice
	r := &Report{
		Kind: call.Transcript, Customer: &text, Findings: []Finding{{ID: text, Quote: "\n \"turns\": []"}},
		Speakers: []Speaker{{Name: "\"turns\": []"}},
		Promises: []Promise{{Owner: &text, Side: rep, Action: text, Turn: 3}, {Quote: text}},
		Settled:  []Settled{},
		Facts:    []Fact{{Kind: FactPain, About: text, Text: text, Quote: text, Turn: 2}, {Text: "\"held_back\": []", Turn: -1}},
	}
	r.Turns = []Turn{
		{Speaker: text, Side: &rep, Start: &start, Sentences: []Sentence{{Text: text, Labels: []Label{Question, Open}}, {Text: "", Labels: []Label{}}}},
		{Voice: &voice, End: &start, Sentences: []Sentence{}},
	}
	return r
}

func FuzzWriteJSON(f *testing.F) {
	for _, text := range []string{"plain", "a \"quote\" \\ <b>&amp;", "tab\tand\nline\x00", "naïve – 👍 \u2028", "bad \xff utf"} {
		f.Add(text, 12.5)
	}
	f.Add("\"\\", math.Copysign(0, -1))
	f.Add("", 1e21)
	f.Add("", -0.1)
	f.Add("", 3600.0)
	f.Fuzz(func(t *testing.T, text string, start float64) {
		r := reportOf(text, start)
		var want, got bytes.Buffer
		enc := json.NewEncoder(&want)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", " ")
		wantErr := enc.Encode(r)
		err := r.WriteJSON(&got)
		if (err == nil) != (wantErr == nil) {
			t.Fatalf("error %v, want %v", err, wantErr)
		}
		if err == nil && got.String() != want.String() {
			t.Fatalf("got\n%s\nwant\n%s", got.String(), want.String())
		}
	})
}

type fullDisk struct{ left int }

func (d *fullDisk) Write(p []byte) (int, error) {
	if d.left -= len(p); d.left < 0 {
		return 0, errors.New("disk full")
	}
	return len(p), nil
}

func TestWriteJSONTellsOfErrors(t *testing.T) {
	r := reportOf(strings.Repeat("long ", 1000), 0)
	r.Turns = append(r.Turns, make([]Turn, 5000)...)
	if err := r.WriteJSON(&fullDisk{left: 100_000}); err == nil {
		t.Error("no error from a full disk")
	}
}
