// Command compare measures Heed beside well-known libraries on the work that
// they share, on one core each, and prints Markdown tables. From the top of
// the repository, with Go and Node:
//
//	go run ./contrib/compare talk     [-runs 5] [-write docs/compare.md]
//	go run ./contrib/compare dates    [-expressions FILE]... [-quiet FILE] [-write docs/compare.md]
//
// talk times `heed analyze` against wink-nlp and jdkato/prose on the same
// made-up calls (bot/madeup). dates holds `heed when` against chrono-node,
// olebedev/when and go-dateparser. A file of expressions has a line of JSON for each:
//
//	{"text": "I'll send it by Friday", "ref": "2026-11-24T10:00:00", "dates": ["2026-11-27"]}
//
// with the text, the moment it was said (UTC) and every day that is right;
// "date" and "date_alts" are read as well, and "core": true puts a line into
// a row of its own. A quiet file has a line of plain text each, none with a
// date. Without -expressions and -quiet, expressions.jsonl and quiet.txt
// beside this file are read, which are Heed's own words.
//
// Go libraries are built from testdata/golibs, a module of its own; those for Node
// are fetched by npm, and left out, with a word, where there is no Node.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// here is the folder of this command, from the top of the repository.
const here = "contrib/compare"

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

type list []string

func (l *list) String() string     { return strings.Join(*l, " ") }
func (l *list) Set(s string) error { *l = append(*l, s); return nil }

func run(args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("want talk or dates; see the comment at the top of %s/main.go", here)
	}
	fs := flag.NewFlagSet(args[0], flag.ContinueOnError)
	runs := fs.Int("runs", 5, "how often each text is read")
	write := fs.String("write", "", "put the table into this `file`, between its marks")
	quiet := fs.String("quiet", here+"/quiet.txt", "`file` of lines without a date")
	var expressions list
	fs.Var(&expressions, "expressions", "`file` of expressions with their dates; may be repeated")
	if err := fs.Parse(args[1:]); err != nil {
		return err
	}
	if len(expressions) == 0 {
		expressions = list{here + "/expressions.jsonl"}
	}
	tools, err := build()
	if err != nil {
		return err
	}
	defer os.RemoveAll(tools.folder)
	var table string
	switch args[0] {
	case "talk":
		table, err = tools.talk(*runs)
	case "dates":
		table, err = tools.dates(expressions, *quiet)
	default:
		err = fmt.Errorf("%q is neither talk nor dates", args[0])
	}
	if err != nil {
		return err
	}
	table = fmt.Sprintf("Measured on %s.\n\n%s", time.Now().Format(time.DateOnly), table)
	if *write != "" {
		return replace(*write, args[0], table)
	}
	fmt.Print(table)
	return nil
}

// tools are the programs that are compared.
type tools struct {
	folder       string
	heed, golibs string
	node         bool
}

// build makes them.
func build() (*tools, error) {
	folder, err := os.MkdirTemp("", "compare")
	if err != nil {
		return nil, err
	}
	t := &tools{folder: folder, heed: filepath.Join(folder, "heed"), golibs: filepath.Join(folder, "golibs")}
	for _, c := range [][]string{
		{"go", "build", "-o", t.heed, "./cmd/heed"},
		{"go", "build", "-C", here + "/testdata/golibs", "-o", t.golibs, "."},
	} {
		if err := do(c...); err != nil {
			return nil, err
		}
	}
	if _, err := exec.LookPath("npm"); err != nil {
		fmt.Fprintln(os.Stderr, "compare: there is no Node here: the libraries for it are left out")
		return t, nil
	}
	t.node = true
	return t, do("npm", "install", "--silent", "--no-package-lock", "--no-audit", "--no-fund", "--prefix", here+"/node")
}

func do(args ...string) error {
	c := exec.Command(args[0], args[1:]...)
	c.Stdout, c.Stderr = os.Stderr, os.Stderr
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s: %w", strings.Join(args, " "), err)
	}
	return nil
}

// replace puts a table between <!-- name --> and <!-- /name -->.
func replace(path, name, table string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	open, end := "<!-- "+name+" -->\n", "<!-- /"+name+" -->"
	before, rest, ok := strings.Cut(string(data), open)
	_, after, found := strings.Cut(rest, end)
	if !ok || !found {
		return fmt.Errorf("%s has no %s … %s", path, strings.TrimSpace(open), end)
	}
	return os.WriteFile(path, []byte(before+open+table+end+after), 0o644)
}
