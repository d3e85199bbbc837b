package call

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden reads every file of testdata and compares what was found with
// NAME.want. Lines of the golden that start with # are the input beside it.
func TestGolden(t *testing.T) {
	for _, path := range fixtures(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			want, _ := os.ReadFile(path + ".want")
			in, comments := goldenInput(string(want))
			in.Data = data
			got := comments + dump(Read(in))
			if *update {
				if err := os.WriteFile(path+".want", []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != string(want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func fixtures(t testing.TB) []string {
	all, err := filepath.Glob("testdata/*.*")
	if err != nil || len(all) == 0 {
		t.Fatal("no fixtures", err)
	}
	var out []string
	for _, path := range all {
		if !strings.HasSuffix(path, ".want") {
			out = append(out, path)
		}
	}
	return out
}

func goldenInput(want string) (in Input, comments string) {
	for line := range strings.Lines(want) {
		rest, ok := strings.CutPrefix(line, "# ")
		if !ok {
			break
		}
		comments += line
		key, value, _ := strings.Cut(strings.TrimSpace(rest), ": ")
		switch key {
		case "rep":
			in.Reps = append(in.Reps, value)
		case "company":
			in.Companies = append(in.Companies, value)
		case "customer":
			in.Customers = append(in.Customers, value)
		case "alias":
			name, side, _ := strings.Cut(value, " = ")
			in.Aliases = map[string]Alias{name: {Side: Side(side)}}
		case "person":
			id, name, _ := strings.Cut(value, " ")
			in.People = map[string]string{id: name}
		case "slack":
			in.Slack = true
		}
	}
	return in, comments
}

// dump writes a call as text that a person can check.
func dump(c *Call, err error) string {
	var b bytes.Buffer
	if err != nil {
		fmt.Fprintf(&b, "refused: %v\n", err)
		return b.String()
	}
	fmt.Fprintf(&b, "%s %s customer=%q title=%q", c.Kind, c.Format, c.Customer, c.Title)
	if !c.Date.IsZero() {
		fmt.Fprintf(&b, " date=%s", c.Date.Format("2006-01-02"))
	}
	if len(c.Mentions) > 0 {
		fmt.Fprintf(&b, " mentions=%q", c.Mentions)
	}
	b.WriteByte('\n')
	for _, s := range c.Speakers {
		fmt.Fprintf(&b, "  %s: %s, %d words, %.2f s", s.Name, s.Side, s.Words, s.Seconds)
		if s.Company != "" {
			fmt.Fprintf(&b, ", of %s", s.Company)
		}
		b.WriteByte('\n')
	}
	for _, t := range c.Turns {
		if c.Kind == Note {
			dumpLine(&b, t)
			continue
		}
		fmt.Fprintf(&b, "%s-%s %s: %s", clock(t.Start), clock(t.End), c.Speakers[t.Speaker].Name, t.Text)
		if len(t.Cues) > 1 {
			fmt.Fprintf(&b, " (%d cues)", len(t.Cues))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func dumpLine(b *bytes.Buffer, t Turn) {
	mark := " "
	switch {
	case t.Checked:
		mark = "x"
	case t.Box:
		mark = "o"
	case t.Bullet:
		mark = "-"
	}
	fmt.Fprintf(b, "%12s %s %s\n", t.Heading, mark, t.Text)
}

func clock(sec float64) string {
	if sec < 0 {
		return "?"
	}
	return fmt.Sprintf("%.2f", sec)
}
