package call

import (
	"strings"
	"testing"
)

func run(text string) string {
	return `<w:r><w:t xml:space="preserve">` + strings.NewReplacer("&", "&amp;", "<", "&lt;", "\n", `</w:t><w:br/><w:t xml:space="preserve">`).Replace(text) + `</w:t></w:r>`
}

func para(text string) string { return "<w:p>" + run(text) + "</w:p>" }

func TestTeamsDOCX(t *testing.T) {
	body := para("Gatewise weekly-20260311_090204-Meeting Recording") + para("11 March 2026, 08:02AM") + para("31m 5s") +
		para("Ana Brill started transcription") +
		para("Ana Brill   0:03\nMorning, Tove.\nIs it loud there?") +
		para("Tove Kask   0:07\nA bit: the crane & the dog.") +
		para("Ana Brill   1:02:40\nI'll ring <you> at 12:40") +
		para("Ana Brill stopped transcription")
	want := `transcript teams-docx customer="" title="Gatewise weekly-20260311_090204-Meeting Recording" date=2026-03-11
  Ana Brill: rep, 11 words, 0.00 s
  Tove Kask: customer, 6 words, 0.00 s
3.00-? Ana Brill: Morning, Tove. Is it loud there?
7.00-? Tove Kask: A bit: the crane & the dog.
3760.00-? Ana Brill: I'll ring <you> at 12:40
`
	if got := dump(Read(Input{Data: docxOf(t, body), Reps: []string{"Ana Brill"}, Companies: []string{"Gatewise"}})); got != want {
		t.Errorf("got:\n%s", got)
	}
}

func TestTeamsArrowDOCX(t *testing.T) {
	body := para("0:0:0.0 --> 0:0:1.250\nAna Brill\nHi! I'm Ana.") +
		para("0:0:2.90 --> 0:0:4.480\nTove Kask\nHi, Tove.") +
		para("0:0:2.80 --> 0:0:5.0\nTove Kask\nFrom the yard.") +
		para("0:0:5.100 --> 0:0:6.7\nAna Brill\nGood.")
	want := `transcript teams-arrow customer="" title=""
  Ana Brill: unknown, 4 words, 2.16 s
  Tove Kask: unknown, 5 words, 2.91 s
0.00-1.25 Ana Brill: Hi! I'm Ana.
2.09-5.00 Tove Kask: Hi, Tove. From the yard. (2 cues)
5.10-6.01 Ana Brill: Good.
`
	if got := dump(Read(Input{Data: docxOf(t, body)})); got != want {
		t.Errorf("got:\n%s", got)
	}
}

// TestHiddenText: what Word keeps but doesn't show is not said by anybody.
func TestHiddenText(t *testing.T) {
	body := "<w:p>" + run("call with Orbis Pumps") + "<w:del><w:r><w:delText>they signed</w:delText></w:r></w:del>" +
		"<w:r><w:instrText>HYPERLINK x</w:instrText></w:r></w:p>" +
		`<w:p><mc:AlternateContent xmlns:mc="m"><mc:Choice>` + run("two seals") + `</mc:Choice><mc:Fallback>` + run("two seals") + `</mc:Fallback></mc:AlternateContent></w:p>`
	c, err := Read(Input{Data: docxOf(t, body)})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Turns) != 2 || c.Turns[0].Text != "call with Orbis Pumps" || c.Turns[1].Text != "two seals" {
		t.Errorf("got %+v", c.Turns)
	}
}
