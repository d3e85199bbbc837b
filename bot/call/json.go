package call

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/tidwall/gjson"
)

// readJSON reads the exports of Fireflies and Gong, of other recorders, and of
// the services that write speech down. They are told by their shape: somewhere
// there are lists of objects with a text and a speaker, or a text with start
// and end, whatever the keys are called (lexicon/columns.txt). nil, nil for
// what is no JSON; JSON of another shape is refused.
func readJSON(text string) (*transcript, error) {
	trimmed := strings.TrimSpace(text)
	if trimmed == "" || trimmed[0] != '{' && trimmed[0] != '[' {
		return nil, nil
	}
	documents := jsonDocuments(trimmed)
	if documents == nil {
		return nil, nil
	}
	r := jsonReader{kinds: map[string]jsonKind{}, people: map[string]jsonPerson{}}
	for _, doc := range documents {
		r.value(gjson.Parse(doc), 0, "")
	}
	r.endWords()
	if t := r.transcript(); t != nil {
		return t, nil
	}
	return nil, &Unreadable{
		Found: "this is JSON of a shape that I don't know",
		Try:   "the JSON exports of Fireflies and Gong work, and so does a .vtt, .txt or .docx transcript",
	}
}

// jsonDocuments is a JSON text, or one for each line; nil if it is neither.
func jsonDocuments(text string) []string {
	if json.Valid([]byte(text)) {
		return []string{text}
	}
	if text[0] != '{' {
		return nil
	}
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if line[0] != '{' || !json.Valid([]byte(line)) {
			return nil
		}
		lines = append(lines, line)
	}
	return lines
}

// jsonPerson is what a list of people, or the object beside a text, says
// about one.
type jsonPerson struct {
	name, email, company, affiliation string
}

func (p jsonPerson) label() string {
	if p.name != "" {
		return p.name
	}
	return p.email
}

func (p jsonPerson) side() Side {
	switch strings.ToLower(p.affiliation) {
	case "internal":
		return Rep
	case "external":
		return Customer
	}
	return ""
}

func (p jsonPerson) of() string {
	if p.company != "" {
		return p.company
	}
	_, domain, _ := strings.Cut(p.email, "@")
	return domain
}

// jsonLine is one utterance as it stood: the speaker's key is a name or an id.
type jsonLine struct {
	who        string
	start, end float64 // in the unit of the file
	text       string
}

// transcript puts the lines under the people's names. Lines without a speaker
// count only where no line has one: else they are headings or highlights.
func (r *jsonReader) transcript() *transcript {
	lines := r.lines
	if len(lines) == 0 {
		lines = r.nobodys
	}
	if len(lines) == 0 {
		return nil
	}
	t := newTranscript(r.format(), len(lines))
	t.title, t.date = r.title, r.date
	scale, shift := r.scale(lines), r.idShift(lines)
	names := map[string]string{} // by key
	for _, l := range lines {
		name, ok := names[l.who]
		if !ok {
			name = r.nameOf(l.who, shift)
			names[l.who] = name
		}
		t.say(name, l.start*scale, l.end*scale, normalise(l.text))
		if !ok {
			if i, said := t.index[name]; said {
				p := r.people[l.who]
				t.marks[i] = affiliation{company: p.of(), side: p.side()}
			}
		}
	}
	t.fromZero()
	return t
}

func (r *jsonReader) format() Format {
	switch {
	case r.seen["callTranscripts"]:
		return Gong
	case r.seen["matched_calendar_invitee_email"]:
		return Fathom
	case r.seen["monologues"]:
		return Rev
	case r.seen["sentences"] || r.seen["sentence"] || r.seen["raw_text"]:
		return Fireflies
	}
	return Plain
}

// scale is what makes seconds of the file's times. Nobody takes twenty
// seconds for a word: times as large as that are milliseconds.
func (r *jsonReader) scale(lines []jsonLine) float64 {
	if r.millis {
		return 0.001
	}
	words, last, first := 0, -1.0, -1.0
	for _, l := range lines {
		words += countWords(l.text)
		if first < 0 {
			first = l.start
		}
		last = max(last, l.start, l.end)
	}
	if first >= 0 && last-first > 20*float64(words) {
		return 0.001
	}
	return 1
}

// idShift is 1 where speakers are numbered from 0, for people to read.
func (r *jsonReader) idShift(lines []jsonLine) int {
	for _, l := range lines {
		if l.who == "0" {
			return 1
		}
	}
	if _, ok := r.people["0"]; ok {
		return 1
	}
	return 0
}

// nameOf is the name of a speaker's key: his own, or "Speaker 2".
func (r *jsonReader) nameOf(key string, shift int) string {
	if label := r.people[key].label(); label != "" {
		return label
	}
	if n, err := strconv.Atoi(key); err == nil && len(key) < 10 {
		return "Speaker " + strconv.Itoa(n+shift)
	}
	if key != "" && (len(key) == 1 || isDigit(key[0])) {
		return "Speaker " + key
	}
	return key
}

// jsonDate reads milliseconds or seconds since 1970, or RFC 3339.
func jsonDate(v gjson.Result) time.Time {
	if v.Type == gjson.Number {
		switch {
		case v.Num > 1e11 && v.Num < 1e13:
			return time.UnixMilli(int64(v.Num)).UTC()
		case v.Num > 1e9 && v.Num < 1e10:
			return time.Unix(int64(v.Num), 0).UTC()
		}
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339, v.String())
	if err != nil {
		return readDate(v.String())
	}
	return at
}
