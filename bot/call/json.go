package call

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// readJSON reads the exports of Fireflies and Gong, told by their shape. nil,
// nil for what is no JSON; JSON of another shape is refused.
func readJSON(text string) (*transcript, error) {
	trimmed := strings.TrimSpace(text)
	if trimmed == "" || trimmed[0] != '{' && trimmed[0] != '[' {
		return nil, nil
	}
	if !json.Valid([]byte(trimmed)) {
		return nil, nil
	}
	var doc jsonExport
	if trimmed[0] == '{' {
		// A field of another type than expected leaves the rest readable.
		_ = json.Unmarshal([]byte(trimmed), &doc)
	}
	for doc.Data != nil || doc.Transcript != nil {
		inner := doc.Data
		if inner == nil {
			inner = doc.Transcript
		}
		if len(inner.Sentences) == 0 && inner.Data == nil && inner.Transcript == nil {
			break
		}
		doc = *inner
	}
	switch {
	case len(doc.Sentences) > 0:
		return doc.fireflies(), nil
	case len(doc.CallTranscripts) > 0:
		return doc.gong(), nil
	}
	return nil, &Unreadable{
		Found: "this is JSON of a shape that I don't know",
		Try:   "the JSON exports of Fireflies and Gong work, and so does a .vtt, .txt or .docx transcript",
	}
}

// jsonExport is the union of the two shapes.
type jsonExport struct {
	Data       *jsonExport `json:"data"`       // Fireflies' GraphQL answer
	Transcript *jsonExport `json:"transcript"` // the same, one level down

	Title     string              `json:"title"`
	Date      json.RawMessage     `json:"date"` // ms since 1970, or RFC 3339
	Sentences []firefliesSentence `json:"sentences"`

	CallTranscripts []gongTranscript `json:"callTranscripts"`
	Calls           []gongCall       `json:"calls"`
	Parties         []gongParty      `json:"parties"`
}

type firefliesSentence struct {
	SpeakerName string   `json:"speaker_name"`
	SpeakerID   looseInt `json:"speaker_id"`
	Text        string   `json:"text"`
	RawText     string   `json:"raw_text"`
	StartTime   seconds  `json:"start_time"`
	EndTime     seconds  `json:"end_time"`
}

type gongTranscript struct {
	Transcript []struct {
		SpeakerID looseString `json:"speakerId"`
		Sentences []struct {
			Start float64 `json:"start"` // ms
			End   float64 `json:"end"`
			Text  string  `json:"text"`
		} `json:"sentences"`
	} `json:"transcript"`
}

type gongCall struct {
	MetaData struct {
		Title   string `json:"title"`
		Started string `json:"started"`
	} `json:"metaData"`
	Parties []gongParty `json:"parties"`
}

type gongParty struct {
	SpeakerID   looseString `json:"speakerId"`
	Name        string      `json:"name"`
	Email       string      `json:"emailAddress"`
	Affiliation string      `json:"affiliation"` // Internal, External, Unknown
	Company     string      `json:"company"`
}

// seconds are a number, or a number in quotes; -1 if neither.
type seconds float64

func (s *seconds) UnmarshalJSON(b []byte) error {
	v, err := strconv.ParseFloat(strings.Trim(string(b), `"`), 64)
	if err != nil || v != v || v < 0 || v > 1e7 {
		v = -1
	}
	*s = seconds(v)
	return nil
}

// looseInt is a number, or one in quotes.
type looseInt int

func (n *looseInt) UnmarshalJSON(b []byte) error {
	v, _ := strconv.Atoi(strings.Trim(string(b), `"`))
	*n = looseInt(v)
	return nil
}

// looseString is a string, or a number taken as one.
type looseString string

func (s *looseString) UnmarshalJSON(b []byte) error {
	*s = looseString(strings.Trim(string(b), `"`))
	return nil
}

// fireflies reads sentences. One person may have several speaker ids, so the
// name decides; without a name the id does.
func (d *jsonExport) fireflies() *transcript {
	t := newTranscript(Fireflies, len(d.Sentences))
	t.title, t.date = d.Title, jsonDate(d.Date)
	for _, s := range d.Sentences {
		name := s.SpeakerName
		if name == "" {
			name = "Speaker " + strconv.Itoa(int(s.SpeakerID)+1)
		}
		text := s.Text
		if text == "" {
			text = s.RawText
		}
		t.say(name, float64(s.StartTime), float64(s.EndTime), normalise(text))
	}
	return t
}

// gong reads the answers of /v2/calls/transcript and /v2/calls/extensive in
// one file. A speaker whom no party explains keeps his id and has no side.
func (d *jsonExport) gong() *transcript {
	t := newTranscript(Gong, 0)
	parties := map[looseString]gongParty{}
	for _, c := range d.Calls {
		t.title, t.date = c.MetaData.Title, parseDate(c.MetaData.Started)
		d.Parties = append(d.Parties, c.Parties...)
	}
	for _, p := range d.Parties {
		parties[p.SpeakerID] = p
	}
	for _, tr := range d.CallTranscripts {
		for _, m := range tr.Transcript {
			p := parties[m.SpeakerID]
			name := p.Name
			if name == "" {
				name = "Speaker " + string(m.SpeakerID)
			}
			for _, s := range m.Sentences {
				t.say(name, s.Start/1000, s.End/1000, normalise(s.Text))
			}
			if i, ok := t.index[name]; ok {
				t.marks[i] = affiliation{company: p.company(), side: p.side()}
			}
		}
	}
	return t
}

func (p gongParty) side() Side {
	switch strings.ToLower(p.Affiliation) {
	case "internal":
		return Rep
	case "external":
		return Customer
	}
	return ""
}

func (p gongParty) company() string {
	if p.Company != "" {
		return p.Company
	}
	_, domain, _ := strings.Cut(p.Email, "@")
	return domain
}

func jsonDate(raw json.RawMessage) time.Time {
	if ms, err := strconv.ParseFloat(string(raw), 64); err == nil && ms > 1e11 && ms < 1e13 {
		return time.UnixMilli(int64(ms)).UTC()
	}
	return parseDate(strings.Trim(string(raw), `"`))
}

func parseDate(s string) time.Time {
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}
	}
	return at
}
