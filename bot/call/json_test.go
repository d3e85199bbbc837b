package call

import "testing"

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
