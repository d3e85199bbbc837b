package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"time"

	"golang.org/x/term"

	"heed/bot/analyze"
	"heed/bot/call"
	"heed/bot/voice"
)

// names collects a flag that may be given several times.
type names []string

func (n *names) String() string     { return fmt.Sprint(*n) }
func (n *names) Set(s string) error { *n = append(*n, s); return nil }

// types may be given with --type.
var types = []analyze.Type{analyze.Discovery, analyze.Demo, analyze.Negotiation, analyze.CheckIn}

// smallInput is what is read without collecting garbage, in bytes. Nearly all
// that is made of a text is needed to the end, so that collecting takes a third
// of the time and frees next to nothing.
const smallInput = 16 << 20

// What reading takes: for the lexicons and what they find out on the way, and
// for each byte of the text. Of much more than a day of talk takes, the system
// has to make large pages first, and that costs more than they save.
const (
	roomToStart = 24 << 20
	roomPerByte = 28
	mostRoom    = 48 << 20
)

// longInput is a text of which reading leaves so much behind that it is worth
// finding it, to be used again: fresh pages cost more.
const longInput = 1 << 20

// maxInput bounds what is read of a file; bot/call refuses less.
const maxInput = 64 << 20

func runAnalyze(w world, args []string) error {
	var o analyze.Options
	var at, zone, kind, as string
	fs := newFlags(w, "analyze", "[flags] FILE|-")
	asJSON := fs.Bool("json", false, "print JSON for other programs")
	fs.StringVar(&at, "at", "", "when the call took place, `RFC 3339` (default now)")
	fs.StringVar(&zone, "tz", "", "time zone of the rep, as in Europe/Berlin (default that of --at)")
	fs.Var((*names)(&o.Reps), "rep", "a `name` on the rep's side (may be repeated)")
	fs.Var((*names)(&o.Companies), "company", "the rep's own company or product (may be repeated)")
	fs.StringVar(&o.Customer, "customer", "", "the customer, if it is known")
	fs.StringVar(&kind, "type", "", "type of call: discovery, demo, negotiation, checkin (default: inferred)")
	fs.StringVar(&as, "as", "", "read it as this `kind`, transcript or note, where it could be either")
	var d dateFlags
	d.add(fs)
	if err := parse(fs, args); err != nil {
		return err
	}
	if fs.NArg() != 1 {
		fs.Usage()
		return errUsage
	}
	var err error
	if o.At, o.Loc, err = moment(at, zone); err != nil {
		return unreadable{err}
	}
	if o.Dates, err = d.options(o.Loc); err != nil {
		return unreadable{err}
	}
	if o.Type = analyze.Type(kind); kind != "" && !slices.Contains(types, o.Type) {
		return unreadable{fmt.Errorf("--type %q is none of discovery, demo, negotiation, checkin", kind)}
	}
	if as != "" && as != string(call.Transcript) && as != string(call.Note) {
		return unreadable{fmt.Errorf("--as %q is neither transcript nor note", as)}
	}
	data, name, err := readInput(w, fs.Arg(0))
	if err != nil {
		return err
	}
	if len(data) < smallInput {
		debug.SetGCPercent(-1)
		takeRoom(min(roomToStart+roomPerByte*len(data), mostRoom))
	}
	in := call.Input{Name: name, Data: data, Reps: o.Reps, Companies: o.Companies, As: call.Kind(as)}
	if o.Customer != "" {
		in.Customers = []string{o.Customer}
	}
	c, err := call.Read(in)
	if err != nil {
		return unreadable{fmt.Errorf("%s: %w", shown(name), err)}
	}
	if len(data) > longInput {
		runtime.GC()
	}
	r := analyze.Analyze(c, o)
	if !*asJSON {
		return voice.Print(w.stdout, r, o.At, terminal(w))
	}
	return r.WriteJSON(w.stdout)
}

// terminal is what standard output is: colours only for a terminal that wants
// them (no-color.org), lines as wide as it, or as COLUMNS says.
func terminal(w world) voice.Terminal {
	var t voice.Terminal
	if f, ok := w.stdout.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		t.Colour = w.env("NO_COLOR") == "" && w.env("TERM") != "dumb"
		if width, _, err := term.GetSize(int(f.Fd())); err == nil {
			t.Width = width
		}
	}
	if n, err := strconv.Atoi(w.env("COLUMNS")); err == nil {
		t.Width = n
	}
	return t
}

func shown(name string) string {
	if name == "" {
		return "standard input"
	}
	return name
}

// readInput reads a file, or standard input for "-".
func readInput(w world, path string) (data []byte, name string, err error) {
	var r io.Reader = w.stdin
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, "", unreadable{err}
		}
		defer f.Close()
		r, name = f, filepath.Base(path)
	}
	var buf bytes.Buffer
	buf.Grow(sizeOf(r))
	if _, err := buf.ReadFrom(io.LimitReader(r, maxInput)); err != nil {
		return nil, "", unreadable{err}
	}
	return buf.Bytes(), name, nil
}

// sizeOf is how much room there has to be to read a file without copying what
// was read.
func sizeOf(r io.Reader) int {
	if f, ok := r.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			return int(min(info.Size(), maxInput)) + 2*bytes.MinRead
		}
	}
	return bytes.MinRead
}

// moment reads --at and --tz.
func moment(at, zone string) (time.Time, *time.Location, error) {
	t := time.Now()
	if at != "" {
		var err error
		if t, err = time.Parse(time.RFC3339, at); err != nil {
			return t, nil, fmt.Errorf("--at %q is no time like 2026-11-22T10:00:00+01:00", at)
		}
	}
	loc := t.Location()
	if zone != "" {
		var err error
		if loc, err = time.LoadLocation(zone); err != nil {
			return t, nil, fmt.Errorf("--tz %q is no time zone like Europe/Berlin", zone)
		}
	}
	return t.In(loc), loc, nil
}

func newFlags(w world, name, args string) *flag.FlagSet {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(w.stderr)
	fs.Usage = func() {
		fmt.Fprintf(w.stderr, "Usage: heed %s %s\n", name, args)
		fs.PrintDefaults()
	}
	return fs
}

// parse parses flags, which may stand before and after the other arguments
// ("analyze call.vtt --json"), up to a "--". Package flag has said by then what
// is wrong, or printed what -h asks for.
func parse(fs *flag.FlagSet, args []string) error {
	var others []string
	if i := slices.Index(args, "--"); i >= 0 {
		args, others = args[:i], args[i+1:]
	}
	var before []string
	for {
		switch err := fs.Parse(args); {
		case errors.Is(err, flag.ErrHelp):
			return errHelp
		case err != nil:
			return errUsage
		}
		if fs.NArg() == 0 {
			return fs.Parse(slices.Concat([]string{"--"}, before, others))
		}
		before, args = append(before, fs.Arg(0)), fs.Args()[1:]
	}
}

// parseFlags is parse for a command that takes no arguments.
func parseFlags(fs *flag.FlagSet, args []string) error {
	if err := parse(fs, args); err != nil {
		return err
	}
	if fs.NArg() > 0 {
		fs.Usage()
		return errUsage
	}
	return nil
}
