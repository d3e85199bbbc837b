package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"strconv"
	"strings"
	"time"

	"heed/bot/followup"
	"heed/bot/when"
)

// maxLine bounds one line of --jsonl.
const maxLine = 1 << 20

func runWhen(w world, args []string) error {
	var at, zone string
	var d dateFlags
	fs := newFlags(w, "when", "[flags] PHRASE, or --jsonl with lines on standard input")
	asJSON := fs.Bool("json", false, "print JSON for other programs")
	lines := fs.Bool("jsonl", false, `read lines {"text": …, "ref": …, "tz": …} and answer each`)
	fs.StringVar(&at, "at", "", "the moment it was said, `RFC 3339` (default now)")
	fs.StringVar(&zone, "tz", "", "time zone, as in Europe/Berlin (default that of --at)")
	d.add(fs)
	if err := parse(fs, args); err != nil {
		return err
	}
	if *lines {
		return answerLines(w)
	}
	if fs.NArg() == 0 {
		fs.Usage()
		return errUsage
	}
	now, loc, err := moment(at, zone)
	if err != nil {
		return unreadable{err}
	}
	o, err := d.options(loc)
	if err != nil {
		return unreadable{err}
	}
	r, ok := when.Resolve(strings.Join(fs.Args(), " "), now, o)
	switch {
	case *asJSON && !ok:
		fmt.Fprintln(w.stdout, "{}")
	case *asJSON:
		return json.NewEncoder(w.stdout).Encode(when.AnswerOf(r))
	case !ok:
		fmt.Fprintln(w.stdout, "no date in that")
	default:
		fmt.Fprintf(w.stdout, "%s %s %s (%s, from %q)\n", r.Date.Weekday(), r.Date, r.Clock, r.Grain, r.Phrase)
	}
	return nil
}

// dateFlags say how dates are read: in which order figures stand, and on which
// days nobody works.
type dateFlags struct {
	dayFirst, set bool
	holidays      names
}

func (d *dateFlags) add(fs *flag.FlagSet) {
	fs.BoolFunc("day-first", "3/4 is the third of April; with =false the fourth of March (default as people write in the zone)", func(s string) error {
		yes, err := strconv.ParseBool(s)
		d.dayFirst, d.set = yes, true
		return err
	})
	fs.Var(&d.holidays, "holiday", "a `day` on which nobody works: \"25 Dec\", \"24 Dec to 1 Jan\" (may be repeated)")
}

func (d *dateFlags) options(loc *time.Location) (when.Options, error) {
	o := when.Options{DayFirst: d.dayFirst, OrderSet: d.set}
	if !d.set {
		o.DayFirst = when.DayFirstIn(loc)
	}
	days, wrong := followup.ParseHolidays(strings.Join(d.holidays, "\n"), o.DayFirst)
	if len(wrong) > 0 {
		return o, fmt.Errorf("--holiday %q is no day like \"25 Dec\", 2026-12-28 or \"24 Dec to 1 Jan\"", wrong[0])
	}
	o.Holiday = days.Calendar(o.DayFirst)
	return o, nil
}

// answerLines answers one line of JSON with one line of JSON.
func answerLines(w world) error {
	in := bufio.NewScanner(w.stdin)
	in.Buffer(nil, maxLine)
	out := bufio.NewWriter(w.stdout)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for in.Scan() {
		if strings.TrimSpace(in.Text()) == "" {
			continue
		}
		var q struct{ Text, Ref, TZ string }
		if err := json.Unmarshal(in.Bytes(), &q); err != nil {
			return unreadable{fmt.Errorf("line %q: %w", in.Text(), err)}
		}
		a, err := when.AnswerFor(q.Text, q.Ref, q.TZ)
		if err != nil {
			return unreadable{err}
		}
		if err := enc.Encode(a); err != nil {
			return err
		}
	}
	if err := in.Err(); err != nil {
		return unreadable{err}
	}
	return out.Flush()
}
