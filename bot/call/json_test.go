package call

import (
	"errors"
	"maps"
	"strings"
	"testing"
)

func TestFireflies(t *testing.T) {
	// Ana has two ids; a number may be a number or in quotes; the answer of
	// the API wraps the export.
	const sentences = `"title":"Rowan / Docksmith","date":1778230800000,"speakers":[{"id":0,"name":"Ana Brill"},{"id":2,"name":"Ana Brill"}],
 "summary":{"overview":"Ana sold cranes."},
 "sentences":[
  {"speaker_name":"Ana Brill","speaker_id":0,"text":"Hi Tove.","start_time":"0.5","end_time":"1.5"},
  {"speaker_name":"Ana Brill","speaker_id":2,"text":"How is\nthe crane?","start_time":1.75,"end_time":3},
  {"speaker_name":null,"speaker_id":4,"text":"Loud. [laughs]","start_time":"3.5","end_time":"4.0"},
  {"speaker_name":"Tove","speaker_id":1,"raw_text":"Very loud.","start_time":"bad","end_time":null}]`
	want := `transcript fireflies customer="Rowan" title="Rowan / Docksmith" date=2026-05-08
  Ana Brill: rep, 6 words, 2.25 s
  Speaker 5: unknown, 1 words, 0.50 s
  Tove: customer, 2 words, 0.00 s
0.50-3.00 Ana Brill: Hi Tove. How is the crane? (2 cues)
3.50-4.00 Speaker 5: Loud. [laughs]
?-? Tove: Very loud.
`
	for _, doc := range []string{"{" + sentences + "}", `{"data":{"transcript":{` + sentences + `}}}`, `{"transcript":{` + sentences + `}}`} {
		got := dump(Read(Input{Data: []byte(doc), Reps: []string{"Ana Brill"}, Companies: []string{"Docksmith"}}))
		if got != want {
			t.Errorf("got:\n%s", got)
		}
	}
}

func TestGong(t *testing.T) {
	const doc = `{"callTranscripts":[{"callId":"9","transcript":[
 {"speakerId":"5","topic":"Intro","sentences":[{"start":900,"end":2100,"text":"Hello."},{"start":2100,"end":4000,"text":"How are the gates?"}]},
 {"speakerId":77,"sentences":[{"start":4400,"end":6000,"text":"Shut."}]},
 {"speakerId":"8","sentences":[{"start":6100,"end":6900,"text":"Rusty, too."}]}]}],
 "calls":[{"metaData":{"title":"Gates","started":"2026-02-01T09:00:00+01:00"},"parties":[
  {"speakerId":"5","name":"Ana Brill","affiliation":"Internal","emailAddress":"ana@docksmith.io"},
  {"speakerId":"77","name":"Tove Kask","affiliation":"External","emailAddress":"tove@rowanfreight.example"}]}]}`
	want := `transcript gong customer="Rowanfreight" title="Gates" date=2026-02-01
  Ana Brill: rep, 5 words, 3.10 s, of docksmith.io
  Tove Kask: customer, 1 words, 1.60 s, of rowanfreight.example
  Speaker 8: unknown, 2 words, 0.80 s
0.90-4.00 Ana Brill: Hello. How are the gates? (2 cues)
4.40-6.00 Tove Kask: Shut.
6.10-6.90 Speaker 8: Rusty, too.
`
	if got := dump(Read(Input{Data: []byte(doc)})); got != want {
		t.Errorf("got:\n%s", got)
	}
}

// TestJSONShapes reads the same talk from the JSON of several recorders and
// services: the names of keys differ, and how deep things lie.
func TestJSONShapes(t *testing.T) {
	const rosa, stig = "Rosa Imhof", "Stig"
	for name, tt := range map[string]struct {
		doc, first, second string
		format             Format
	}{
		"a list":           {`[{"speaker":"Rosa Imhof","text":"Is it shut?","timestamp":"0:03"},{"speaker":"Stig","text":"Nearly.","timestamp":"0:05"}]`, rosa, stig, Plain},
		"a line each":      {`{"speaker":"Rosa Imhof","text":"Is it shut?","start":3}` + "\n" + `{"speaker":"Stig","text":"Nearly.","start":5}`, rosa, stig, Plain},
		"camel case":       {`{"transcript":{"sentences":[{"speakerName":"Rosa Imhof","speakerId":0,"text":"Is it shut?","startTime":"3","endTime":"4"},{"speakerName":"Stig","speakerId":1,"text":"Nearly.","startTime":"5","endTime":"6"}]}}`, rosa, stig, Fireflies},
		"ids and a list":   {`{"speakers":[{"id":0,"name":"Rosa Imhof"},{"id":1,"name":"Stig"}],"sentences":[{"speaker_id":0,"text":"Is it shut?","start_time":3},{"speaker_id":1,"text":"Nearly.","start_time":5}]}`, rosa, stig, Fireflies},
		"ids, list below":  {`{"sentences":[{"speaker_id":0,"text":"Is it shut?","start_time":3},{"speaker_id":1,"text":"Nearly.","start_time":5}],"speakers":[{"id":0,"name":"Rosa Imhof"},{"id":1,"name":"Stig"}]}`, rosa, stig, Fireflies},
		"an answer's list": {`{"data":{"transcripts":[{"sentences":[{"speaker_name":"Rosa Imhof","text":"Is it shut?","start_time":3},{"speaker_name":"Stig","text":"Nearly.","start_time":5}],"summary":{"overview":"A gate.","action_items":["shut it"]}}]}}`, rosa, stig, Fireflies},
		"speaker objects":  {`{"transcript":[{"speaker":{"display_name":"Rosa Imhof","matched_calendar_invitee_email":"rosa@docksmith.example"},"text":"Is it shut?","timestamp":"00:00:03"},{"speaker":{"display_name":"Stig","matched_calendar_invitee_email":null},"text":"Nearly.","timestamp":"00:00:05"}]}`, rosa, stig, Fathom},
		"words":            {`[{"participant":{"id":7,"name":"Rosa Imhof"},"words":[{"text":"Is","start_timestamp":{"relative":3}},{"text":"it"},{"text":"shut?"}]},{"participant":{"id":8,"name":"Stig"},"words":[{"text":"Nearly.","start_timestamp":{"relative":5}}]}]`, rosa, stig, Plain},
		"words and marks":  {`{"monologues":[{"speaker":0,"elements":[{"type":"text","value":"Is","ts":3.0},{"type":"punct","value":" "},{"type":"text","value":"it","ts":3.1},{"type":"text","value":"shut","ts":3.2},{"type":"punct","value":"?"}]},{"speaker":1,"elements":[{"type":"text","value":"Nearly","ts":5},{"type":"punct","value":"."}]}]}`, "Speaker 1", "Speaker 2", Rev},
		"milliseconds":     {`{"text":"Is it shut? Nearly.","utterances":[{"speaker":"A","text":"Is it shut?","start":3000,"end":4000,"words":[{"text":"Is","start":3000,"end":3100,"speaker":"A"}]},{"speaker":"B","text":"Nearly.","start":5000,"end":6000}],"words":[{"text":"Is","start":3000,"end":3100,"speaker":"A"}]}`, "Speaker A", "Speaker B", Plain},
		"one voice":        {`{"text":"Is it shut? Nearly.","language":"en","segments":[{"id":0,"start":3.0,"end":4.0,"text":" Is it shut?"},{"id":1,"start":5.0,"end":6.0,"text":" Nearly."}]}`, unknownSpeaker, unknownSpeaker, Plain},
		"points of time":   {`[{"name":"Rosa Imhof","text":"Is it shut?","timestamp":"2026-05-03T10:00:03Z"},{"name":"Stig","text":"Nearly.","timestamp":"2026-05-03T10:00:05Z"}]`, rosa, stig, Plain},
	} {
		c, err := Read(Input{Data: []byte(tt.doc)})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		said := map[string]string{}
		for _, turn := range c.Turns {
			said[c.Speakers[turn.Speaker].Name] += turn.Text + " "
		}
		last := c.Turns[len(c.Turns)-1].Cues
		want := map[string]string{tt.first: "Is it shut? "}
		want[tt.second] += "Nearly. "
		if c.Format != tt.format || !maps.Equal(said, want) || last[len(last)-1].Start-c.Turns[0].Start != 2 {
			t.Errorf("%s: got\n%s", name, dump(c, nil))
		}
	}
}

// TestOtherJSON: what is no talk is refused, whatever it holds.
func TestOtherJSON(t *testing.T) {
	for _, doc := range []string{
		`{"name":"heed","version":"1"}`, `[]`, `{}`, `[1,2]`, `{"text":"hi"}`,
		`[{"type":"message","user":"U1","text":"hi","ts":"1714729323.1"},{"type":"message","user":"U2","text":"ho","ts":"1714729325.1"}]`,
		`{"fields":[{"name":"Stage","value":"Won"}]}`,
		strings.Repeat(`{"data":`, 40) + `[{"speaker":"Ana","text":"hi"}]` + strings.Repeat("}", 40),
	} {
		var u *Unreadable
		if c, err := Read(Input{Data: []byte(doc)}); !errors.As(err, &u) {
			t.Errorf("%s: %+v", clip(doc, 60), c)
		}
	}
}
