package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// expression is one line of a file of expressions.
type expression struct {
	Text  string   `json:"text"`
	Ref   string   `json:"ref"`
	Date  string   `json:"date"`
	Alts  []string `json:"date_alts"`
	Dates []string `json:"dates"`
	Core  bool     `json:"core"`
}

func (e expression) accepts(day string) bool {
	return day == e.Date || slices.Contains(e.Alts, day) || slices.Contains(e.Dates, day)
}

// dater is a program that answers lines of {"text", "ref"}.
type dater struct {
	name    string
	command []string
}

func (t *tools) daters() []dater {
	all := []dater{
		{"Heed", []string{t.heed, "when", "--jsonl"}},
		{"olebedev/when 1.1.0", []string{t.golibs, "when"}},
		{"go-dateparser 1.4.7", []string{t.golibs, "dateparser"}},
	}
	if t.node {
		all = append(all, dater{"chrono-node 2.10.3", []string{"node", here + "/node/chrono.mjs"}})
	}
	return all
}

// dates counts right, wrong and missed dates, and dates found where there are
// none.
func (t *tools) dates(files []string, quietFile string) (string, error) {
	quiet, err := quietLines(quietFile)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "| | | right | wrong | missed |\n|---|---|---|---|---|\n")
	for _, file := range files {
		rows, err := readExpressions(file)
		if err != nil {
			return "", err
		}
		for _, d := range t.daters() {
			answers, err := ask(d, rows)
			if err != nil {
				return "", err
			}
			everything := func(expression) bool { return true }
			if slices.ContainsFunc(rows, func(e expression) bool { return e.Core }) {
				b.WriteString(tally(d.name, "core", rows, answers, func(e expression) bool { return e.Core }))
			}
			b.WriteString(tally(d.name, "all", rows, answers, everything))
		}
	}
	fmt.Fprintf(&b, "\nDates found in %d lines that have none:\n\n| | false alarms |\n|---|---|\n", len(quiet))
	for _, d := range t.daters() {
		answers, err := ask(d, quiet)
		if err != nil {
			return "", err
		}
		n := 0
		for _, a := range answers {
			if a.Date != "" {
				n++
			}
		}
		fmt.Fprintf(&b, "| %s | %d |\n", d.name, n)
	}
	return b.String(), nil
}

// tally prints the row of one contestant.
func tally(name, of string, rows []expression, answers []answer, counts func(expression) bool) string {
	n, right, wrong := 0, 0, 0
	for i, e := range rows {
		if !counts(e) {
			continue
		}
		n++
		switch a := answers[i]; {
		case a.Date == "":
		case e.accepts(a.Date), a.End != "" && e.accepts(a.End):
			right++
		default:
			wrong++
		}
	}
	share := func(k int) float64 { return 100 * float64(k) / float64(n) }
	return fmt.Sprintf("| %s | %s %d | %.1f %% | %.1f %% | %.1f %% |\n", name, of, n, share(right), share(wrong), share(n-right-wrong))
}

func readExpressions(file string) ([]expression, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var out []expression
	for n, line := range strings.Split(string(data), "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		var e expression
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", file, n+1, err)
		}
		if e.Text == "" || e.Ref == "" || e.Date == "" && len(e.Dates) == 0 {
			return nil, fmt.Errorf("%s, line %d: needs text, ref and dates", file, n+1)
		}
		out = append(out, e)
	}
	return out, nil
}

func quietLines(file string) ([]expression, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var out []expression
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, expression{Text: line, Ref: "2026-11-24T10:00:00"})
		}
	}
	return out, nil
}

type answer struct{ Date, End string }

// ask puts every text to one contestant.
func ask(d dater, rows []expression) ([]answer, error) {
	var in bytes.Buffer
	enc := json.NewEncoder(&in)
	for _, e := range rows {
		if err := enc.Encode(map[string]string{"text": e.Text, "ref": e.Ref, "tz": "UTC"}); err != nil {
			return nil, err
		}
	}
	c := exec.Command(d.command[0], d.command[1:]...)
	c.Env = append(os.Environ(), "TZ=UTC")
	c.Stdin, c.Stderr = &in, os.Stderr
	printed, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", d.name, err)
	}
	out := make([]answer, 0, len(rows))
	for dec := json.NewDecoder(bytes.NewReader(printed)); dec.More(); {
		var a answer
		if err := dec.Decode(&a); err != nil {
			return nil, fmt.Errorf("%s: %w", d.name, err)
		}
		out = append(out, a)
	}
	if len(out) != len(rows) {
		return nil, fmt.Errorf("%s: %d answers to %d texts", d.name, len(out), len(rows))
	}
	return out, nil
}
