package call

import (
	_ "embed"
	"encoding/csv"
	"io"
	"strconv"
	"strings"
)

//go:embed lexicon/columns.txt
var columnsFile string

// columns maps the heading of a CSV column to what it holds.
var columns = kindTable(columnsFile)

// readCSV reads a table with a column of speakers and one of text, and maybe
// times. nil for what is no such table.
func readCSV(lines []string) (*transcript, error) {
	var above []string
	for i, line := range lines[:min(len(lines), tableHead)] {
		for _, comma := range ",;\t|" {
			if strings.ContainsRune(line, comma) {
				if at := csvColumns(line, comma); at != nil {
					t := readTable(lines[i:], comma, at)
					t.header = above
					return t, nil
				}
			}
		}
		if !strings.HasPrefix(line, "sep=") { // which is for Excel
			above = append(above, line)
		}
	}
	return nil, nil
}

// tableHead is how many lines may stand above a table, its heading included:
// a title, a date.
const tableHead = 12

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
	at["last"] = len(fields) - 1
	return at
}

// readTable reads rows up to the end, or of a Markdown table up to the first
// line outside of it. Text that holds the separator unquoted goes on to the
// end of the row if it is the last column.
func readTable(lines []string, comma rune, at map[string]int) *transcript {
	t := newTranscript(Plain, len(lines))
	if comma == '|' {
		for i, line := range lines {
			if line == "" {
				lines = lines[:i]
				break
			}
		}
	}
	r := csv.NewReader(&lineReader{lines: lines[1:]})
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = comma, true, -1, true
	for {
		fields, err := r.Read()
		if err != nil {
			return t
		}
		field := func(kind string) string {
			if i, ok := at[kind]; ok && i < len(fields) {
				return fields[i]
			}
			return ""
		}
		who, text := strings.TrimSpace(field("speaker")), field("text")
		if last := at["text"]; last == at["last"] && comma != '|' && len(fields) > last+1 {
			text = strings.Join(fields[last:], string(comma))
		}
		if !isRule(who) { // |---|---| below a Markdown heading
			t.say(who, cellTime(field("start")), cellTime(field("end")), text)
		}
	}
}

// lineReader reads lines as the text that they were.
type lineReader struct {
	lines []string
	at    int // in the first of them; its length stands for the line break
}

func (r *lineReader) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if len(r.lines) == 0 {
			if n == 0 {
				return 0, io.EOF
			}
			return n, nil
		}
		line := r.lines[0]
		if r.at < len(line) {
			c := copy(p[n:], line[r.at:])
			n, r.at = n+c, r.at+c
			continue
		}
		p[n] = '\n'
		n, r.at, r.lines = n+1, 0, r.lines[1:]
	}
	return n, nil
}

// cellTime reads a clock time, or a number of seconds; -1 if it is neither.
func cellTime(s string) float64 {
	s = strings.Trim(s, " []()")
	if at, rest, ok := readStamp(s); ok && rest == "" {
		return at.seconds(false)
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v != v || v < 0 || v > 1e7 {
		return -1
	}
	return v
}
