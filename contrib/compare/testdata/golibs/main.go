// Command golibs lets Go libraries do the work that Heed is compared on, each
// as a program of its own: what it needs to start is measured with it.
//
//	golibs prose FILE      sentences, tokens, tags and entities of a text
//	golibs when            dates of lines {"text": …, "ref": …}
//	golibs dateparser      the same
//
// contrib/compare builds and runs it.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/jdkato/prose/v2"
	dateparser "github.com/markusmobius/go-dateparser"
	"github.com/markusmobius/go-dateparser/date"
	"github.com/olebedev/when"
	"github.com/olebedev/when/rules/common"
	"github.com/olebedev/when/rules/en"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "golibs:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 2 && args[0] == "prose":
		return readTalk(args[1])
	case len(args) == 1 && args[0] == "when":
		w := when.New(nil)
		w.Add(en.All...)
		w.Add(common.All...)
		return answer(func(text string, ref time.Time) (time.Time, bool) {
			r, err := w.Parse(text, ref)
			if err != nil || r == nil {
				return time.Time{}, false
			}
			return r.Time, true
		})
	case len(args) == 1 && args[0] == "dateparser":
		return answer(parseDate)
	}
	return fmt.Errorf("want prose FILE, when or dateparser")
}

func readTalk(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	doc, err := prose.NewDocument(string(data))
	if err != nil {
		return err
	}
	fmt.Printf("{\"sentences\": %d, \"tokens\": %d, \"entities\": %d}\n", len(doc.Sentences()), len(doc.Tokens()), len(doc.Entities()))
	return nil
}

func parseDate(text string, ref time.Time) (time.Time, bool) {
	cfg := &dateparser.Configuration{
		Languages: []string{"en"}, CurrentTime: ref, DefaultTimezone: time.UTC, PreferredDateSource: dateparser.Future,
	}
	_, found, err := dateparser.Search(cfg, text)
	if err != nil || len(found) == 0 {
		return time.Time{}, false
	}
	var d date.Date = found[0].Date
	return d.Time, !d.IsZero()
}

// answer reads lines of JSON on standard input and answers each.
func answer(find func(text string, ref time.Time) (time.Time, bool)) error {
	in := json.NewDecoder(bufio.NewReader(os.Stdin))
	out := json.NewEncoder(os.Stdout)
	for {
		var q struct{ Text, Ref string }
		if err := in.Decode(&q); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		ref, err := time.ParseInLocation("2006-01-02T15:04:05", q.Ref, time.UTC)
		if err != nil {
			return err
		}
		a := map[string]string{}
		if t, ok := find(q.Text, ref); ok {
			a["date"] = t.Format(time.DateOnly)
		}
		if err := out.Encode(a); err != nil {
			return err
		}
	}
}
