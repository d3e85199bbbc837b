package call

import (
	_ "embed"
	"encoding/csv"
	"strings"
)

//go:embed lexicon/columns.txt
var columnsFile string

// columns maps the heading of a CSV column to what it holds.
var columns = kindTable(columnsFile)

// readCSV reads a table with a column of speakers and one of text, and maybe
// times. nil for what is no such table.
func readCSV(lines []string) (*transcript, error) {
	for len(lines) > 0 && lines[0] == "" {
		lines = lines[1:]
	}
	if len(lines) < 2 {
		return nil, nil
	}
	for _, comma := range ",;\t" {
		if strings.ContainsRune(lines[0], comma) {
			if at := csvColumns(lines[0], comma); at != nil {
				return readTable(strings.Join(lines, "\n"), comma, at), nil
			}
		}
	}
	return nil, nil
}

// csvColumns finds which column holds what; nil if the line is no heading of
// a transcript.
func csvColumns(line string, comma rune) map[string]int {
	r := csv.NewReader(strings.NewReader(line))
	r.Comma, r.LazyQuotes = comma, true
	fields, err := r.Read()
	if err != nil {
		return nil
	}
	at := map[string]int{}
	for i, f := range fields {
		if kind := columns[headingKey(f)]; kind != "" {
			if _, taken := at[kind]; !taken {
				at[kind] = i
			}
		}
	}
	_, who := at["speaker"]
	_, what := at["text"]
	if !who || !what {
		return nil
	}
	return at
}

func readTable(text string, comma rune, at map[string]int) *transcript {
	t := newTranscript(Plain, 0)
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = comma, true, -1, true
	for row := 0; ; row++ {
		fields, err := r.Read()
		if err != nil {
			return t
		}
		if row == 0 {
			continue
		}
		field := func(kind string) string {
			if i, ok := at[kind]; ok && i < len(fields) {
				return strings.Clone(fields[i])
			}
			return ""
		}
		t.say(strings.TrimSpace(field("speaker")), cellTime(field("start")), cellTime(field("end")), field("text"))
	}
}

// cellTime reads a clock time, or a number of seconds; -1 if it is neither.
func cellTime(s string) float64 {
	s = strings.Trim(s, " []()")
	if at, rest, ok := readStamp(s); ok && rest == "" {
		return at.seconds(false)
	}
	var v seconds
	_ = v.UnmarshalJSON([]byte(s))
	return float64(v)
}
