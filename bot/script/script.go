// Package script plays stories in a fake Slack workspace: people act, the
// clock moves, expectations follow. The demo tells one to a reader, tests run
// them with the expectations checked; both go through real HTTP, a real
// websocket, the real bot with the real Slack client, and a real store.
//
// A story is a text file, one step a line; lines that begin with "|" carry on
// the text of the step above. See Grammar for the steps. Time is the
// workspace's: it stands still between steps, and "advance" stops wherever
// the bot has something to do on the way.
//
// The package keeps no state beyond a running story and decides nothing: it
// is hands and eyes.
package script

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Grammar documents the steps, for `heed demo --help` and the docs.
const Grammar = `# a comment
== A heading                              told to the reader
start 2026-11-02 08:30 Europe/London      once, before anything happens
company Ledgerline, Ledgerline Close               what we and our products are called
person ana Europe/Berlin Ana Keller         add "admin", "guest" or "stranger" after the handle
installer ana                             who is said to have installed Heed; nobody, else
recorder Notetaker                        a bot that posts transcripts
channel #calls ana ben                    add "private" or "shared" after the name

ana invites heed to #calls
ana in #calls: Call with …                a post; "|" lines carry on
ana to heed: followups                    a direct message
ana replies in #calls: …                  in the thread of the newest post there
ana answers heed near "pricing": done     in the thread of the newest direct message of Heed; near is optional
Notetaker in #calls: …
ana uploads call.vtt in #calls: comment   the file's lines follow with "|"
ana uploads scan.pdf as pdf to heed       bytes of a kind: pdf, image, empty, large, locked or binary
ana edits: new text                       her newest post; "ana deletes" takes it back
ana runs /heed brief Fairmile            "in #calls" before the slash command if it matters where
ana clicks "Done" near "pricing"          newest message that shows her such a button; near is optional
ana chooses "Not a promise" near "pricing"  an option of a menu or select; "#calls" where a channel is picked
ana submits                               the modal on top, with "| input: value" lines; an input's label will do
ana cancels                               the modal on top
ana asks for coaching on ben              message shortcut on ben's newest post
ana opens home
ana moves to America/New_York
ana pauses notifications for 2h
ana becomes a guest                       or "a member"
ana removes heed from #calls
eli joins #calls

advance 3d | advance 2h | advance to Fri 09:00 | advance to 2026-11-06 16:00
restart                                   the bot stops and starts again
crash                                     the same, without stopping in order
sockets down | sockets up
duplicate 2 | duplicate 2 new-ids         the next events arrive twice
hold | release | release backwards        events wait, and arrive in order or the last first
fault chat.postMessage rate-limited 2     or: lost-answer, reset, hang, 503, or an error code of Slack's
fault clear

expect ana dm ~ "text"                    since the step before; !~ for the opposite
expect #calls ~ "text"                    places: HANDLE dm, HANDLE only-you, HANDLE modal, HANDLE home, #channel
expect ana dm once ~ "text"               exactly one message
expect ana dm nothing
expect nothing                            nobody saw anything
`

// Story is a parsed script.
type Story struct {
	Name  string
	steps []step
}

// step is one line with the lines that carry it on.
type step struct {
	line int
	text string // the line, trimmed
	more string // "|" lines, joined
}

func (s step) fail(format string, a ...any) error {
	return fmt.Errorf("line %d: %s: %w", s.line, s.text, fmt.Errorf(format, a...))
}

// Parse reads a story. Steps are checked when they are played.
func Parse(name string, r io.Reader) (*Story, error) {
	st := &Story{Name: name}
	in := bufio.NewScanner(r)
	in.Buffer(nil, 8<<20)
	for n := 1; in.Scan(); n++ {
		raw := in.Text()
		line := strings.TrimSpace(raw)
		more, isMore := strings.CutPrefix(line, "|")
		switch {
		case isMore && len(st.steps) == 0:
			return nil, fmt.Errorf("%s:%d: nothing to carry on", name, n)
		case isMore:
			last := &st.steps[len(st.steps)-1]
			last.more += strings.TrimPrefix(more, " ") + "\n"
		case line == "" || strings.HasPrefix(line, "# ") || line == "#":
		default:
			st.steps = append(st.steps, step{line: n, text: line})
		}
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return st, nil
}
