// Command heed runs the bot, and the tools around it. Every subcommand parses
// its flags, calls one package that does the work, and turns the outcome into
// an exit status: 0 for done, 1 for a failure, 2 for wrong use or input that
// can't be read.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"
)

// errUsage is wrong use; its message has been printed.
var errUsage = errors.New("wrong use")

// errHelp is help that was asked for and printed; no failure.
var errHelp = errors.New("help")

// unreadable is input that can't be read, for exit status 2.
type unreadable struct{ error }

// world is what a subcommand may touch outside of its arguments.
type world struct {
	ctx    context.Context
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	env    func(string) string
}

// subcommand is one verb of the command line.
type subcommand struct {
	name, what string
	run        func(w world, args []string) error
}

func subcommands() []subcommand {
	return []subcommand{
		{"", "run the bot (configuration from the environment or .env)", runBot},
		{"doctor", "check configuration, tokens, scopes, store and clock", runDoctor},
		{"backup", "copy the store, also of a running Heed", runBackup},
		{"erase", "erase a customer or a person for good, while Heed is stopped", runErase},
		{"export", "write everything that is kept, as JSON or CSV", runExport},
		{"keys", "show the keyring that seals what was said; change its master key", runKeys},
		{"analyze", "read one transcript or note and say what is in it", runAnalyze},
		{"demo", "play a story in a fake workspace: no account needed", runDemo},
		{"when", "read a due phrase", runWhen},
		{"version", "say which Heed this is", runVersion},
	}
}

func main() {
	// The first signal ends politely; once it has come, a second one kills,
	// because the handler is gone.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	w := world{ctx: ctx, stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, env: os.Getenv}
	os.Exit(run(w, os.Args[1:]))
}

// run finds the subcommand and turns its error into an exit status.
func run(w world, args []string) int {
	name := ""
	if len(args) > 0 {
		name = args[0]
	}
	switch {
	case name == "help" && len(args) == 2: // of one command
		name, args = args[1], []string{args[1], "-h"}
	case name == "help" || name == "-h" || name == "--help":
		usage(w.stdout)
		return 0
	case name == "--version":
		name = "version"
	}
	i := slices.IndexFunc(subcommands(), func(c subcommand) bool { return c.name == name })
	if i < 0 {
		fmt.Fprintf(w.stderr, "heed: there is no command %q\n\n", name)
		usage(w.stderr)
		return 2
	}
	return status(w, subcommands()[i].run(w, args[min(1, len(args)):]))
}

func status(w world, err error) int {
	var bad unreadable
	switch {
	case err == nil, errors.Is(err, errHelp):
		return 0
	case errors.Is(err, errUsage):
		return 2
	case errors.As(err, &bad):
		fmt.Fprintf(w.stderr, "heed: %v\n", err)
		return 2
	default:
		fmt.Fprintf(w.stderr, "heed: %v\n", err)
		return 1
	}
}

func usage(out io.Writer) {
	fmt.Fprintln(out, "Heed coaches sales conversations in Slack.\n\nUsage:")
	for _, c := range subcommands() {
		name := c.name
		if name != "" {
			name = " " + name
		}
		fmt.Fprintf(out, "  heed%-12s %s\n", name, c.what)
	}
	fmt.Fprintln(out, "\nheed COMMAND -h shows a command's flags.")
}
