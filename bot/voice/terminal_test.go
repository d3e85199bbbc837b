package voice

import (
	"bytes"
	"errors"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"heed/bot/analyze"
	"heed/bot/call"
)

// reports are what heed analyze may have to print.
func (p people) reports() map[string]*analyze.Report {
	rich := p.transcript()
	rich.Findings = []analyze.Finding{*p.goodQuestion(), *p.missedCue(), *finding("no_next_step", analyze.Try, "", "It ended without a next step.", "What would be a good next step for you, and by when?")}
	rich.Promises = []analyze.Promise{
		{Owner: &p.ana, Side: call.Rep, Action: p.action, Quote: "I'll send it by Friday", Strength: analyze.Hard, Due: ptr("2026-11-27"), DueTime: ptr("17:00")},
		{Owner: &p.tom, Side: call.Customer, Action: "send sample invoices", Quote: "Let me get you some invoices", Strength: analyze.Soft},
		{Side: call.Unknown, Action: "set up a call with legal", Quote: "we should set up a call with legal", Strength: analyze.Conditional, Due: ptr("no day")},
		{Side: call.Rep, Action: "share the plan", Quote: "we'll share the plan"},
	}
	rich.Settled = []analyze.Settled{{Action: "send the pricing", Quote: "I sent the pricing last night"}}
	rich.Facts = []analyze.Fact{
		{Kind: analyze.FactPain, About: p.priya, Text: "month end takes nine days", Quote: p.quote},
		{Kind: analyze.FactObjection, About: p.priya, Text: "month end takes nine days", Quote: p.quote},
		{Kind: analyze.FactBudget, Text: p.quote},
	}

	note := p.note()
	note.Type, note.Customer = analyze.CheckIn, nil
	note.Findings = []analyze.Finding{*finding("vague_note", analyze.Try, "great call", "This is a reading, without the words behind it.", "What did they say?")}
	note.Promises = []analyze.Promise{{Owner: ptr("me"), Side: call.Rep, Action: "send the pricing", Quote: "send the pricing by Friday", Due: ptr("2026-11-20")}}

	blind := p.transcript()
	blind.Customer, blind.Type = nil, analyze.UnknownType
	blind.Speakers = []analyze.Speaker{{Name: "Speaker 1", Side: call.Unknown, Words: 1}, {Name: "Speaker 2", Side: call.Unknown, Words: 90}}
	blind.Measures = analyze.Measures{LongestMonologueS: ptr(4.0), EstimatedTimes: true, Questions: ptr(0), DiscoveryQuestions: ptr(0), Cues: ptr(0), CuesMissed: ptr(0)}
	blind.HeldBack = []analyze.HeldBack{
		{Measure: "talk_share", Why: "no speaker is known to be on the rep's side"},
		{Measure: "talk_share_time", Why: "no speaker is known to be on the rep's side"},
		{Measure: "longest_customer_story_s", Why: "no speaker is known to be on that side"},
		{Measure: "a_new_one", Why: "too short to say anything about balance."},
	}

	cold := p.transcript()
	cold.Measures.CuesMissed, cold.Measures.Questions, cold.Measures.DiscoveryQuestions = ptr(0), ptr(1), ptr(0)
	cold.Measures.LongestMonologueS, cold.Measures.LongestCustomerStory = nil, ptr(95.0)
	return map[string]*analyze.Report{
		"a rich call": rich, "a note": note, "sides are not known": blind, "nothing found": cold,
		"no call note": {Kind: call.Note, Format: "note", Type: analyze.UnknownType},
	}
}

var reportNames = []string{"a rich call", "a note", "sides are not known", "nothing found", "no call note"}

func TestPrint(t *testing.T) {
	a := &txtar.Archive{}
	for _, name := range reportNames {
		var b bytes.Buffer
		if err := Print(&b, usual.reports()[name], now, Terminal{}); err != nil {
			t.Fatal(err)
		}
		a.Files = append(a.Files, txtar.File{Name: name, Data: b.Bytes()})
	}
	golden(t, filepath.Join("testdata", "terminal.txt"), a)
}

// Whatever stands in a report, its lines fit the terminal, and the summary a
// screen.
func TestPrintFits(t *testing.T) {
	for _, width := range []int{0, 40, 80, 100, 300} {
		term := Terminal{Width: width}
		for _, p := range []people{usual, huge} {
			for name, r := range p.reports() {
				r.Findings = append(r.Findings, manyFindings(300)...)
				var b bytes.Buffer
				if err := Print(&b, r, now, term); err != nil {
					t.Fatal(err)
				}
				for line := range strings.Lines(b.String()) {
					if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > term.columns() && longestWord(line) < term.columns()-headingWidth {
						t.Errorf("%s: a line of %d columns: %q", name, n, line)
					}
					if strings.TrimRight(line, " \n") != strings.TrimRight(line, "\n") {
						t.Errorf("%s: space at the end of %q", name, line)
					}
				}
				if n := summaryLines(b.String()); n > 24 && width >= 80 && p.many == usual.many {
					t.Errorf("%s: the summary has %d lines:\n%s", name, n, b.String())
				}
			}
		}
	}
}

func longestWord(s string) int {
	n := 0
	for w := range strings.FieldsSeq(s) {
		n = max(n, utf8.RuneCountInString(w))
	}
	return n
}

// summaryLines are those before the first title.
func summaryLines(s string) int {
	n := 0
	for line := range strings.Lines(s) {
		if strings.HasPrefix(line, "Well done") || strings.HasPrefix(line, "To try") || strings.HasPrefix(line, "Promised") {
			break
		}
		n++
	}
	return n
}

// Bold and dim are there when asked for; what people wrote controls nothing.
func TestPrintInColour(t *testing.T) {
	r := usual.reports()["a rich call"]
	r.Findings[1].Quote = "red \x1b[31m alert \x9b31m \x07 \u202etxet\u202c \x01bold"
	r.Promises[0].Quote, r.Facts[2].Text, *r.Customer = "\x1b]0;title\x07 done", "\x1b[2J", "\x1b[5mNorthgate"
	var with, without bytes.Buffer
	for b, colour := range map[*bytes.Buffer]bool{&with: true, &without: false} {
		if err := Print(b, r, now, Terminal{Colour: colour}); err != nil {
			t.Fatal(err)
		}
	}
	codes := regexp.MustCompile("\x1b\\[[012]m")
	if !codes.MatchString(with.String()) || codes.ReplaceAllString(with.String(), "") != without.String() {
		t.Errorf("colour changes the words:\n%q", with.String())
	}
	if i := strings.IndexFunc(without.String(), func(r rune) bool { return r != '\n' && clean(string(r)) == "" }); i >= 0 {
		t.Errorf("a control character at %q", without.String()[i:])
	}
}

func manyFindings(n int) []analyze.Finding {
	out := make([]analyze.Finding, n)
	for i := range out {
		out[i] = *finding("missed_cue", analyze.Try, strings.Repeat("it worries me ", i), "They said this.", "What worries you?")
	}
	return out
}

type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestPrintTellsOfAFullDisk(t *testing.T) {
	for name, r := range usual.reports() {
		if err := Print(full{}, r, now, Terminal{}); !errors.Is(err, errFull) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
