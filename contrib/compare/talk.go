package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"heed/bot/madeup"
)

// reader is a program that reads a text file.
type reader struct {
	name, does string
	command    func(file string) []string
}

func (t *tools) readers() []reader {
	all := []reader{
		{"Heed", "sentences, tokens, labels, cues, promises, asks, facts, due dates; JSON of all", func(f string) []string { return []string{t.heed, "analyze", "--json", f} }},
		{"jdkato/prose 2.0.0", "sentences, tokens, part-of-speech tags, entities", func(f string) []string { return []string{t.golibs, "prose", f} }},
	}
	if t.node {
		all = append(all, reader{"wink-nlp 2.4.0", "sentences, tokens, part-of-speech tags, entities", func(f string) []string { return []string{"node", here + "/node/wink.mjs", f} }})
	}
	return all
}

// talk times every reader on a text of a sentence, for its start, on an hour
// of talk and on a megabyte.
func (t *tools) talk(runs int) (string, error) {
	files := map[string]int{"start": 100, "call": 50_000, "much": 1_000_000}
	for name, size := range files {
		if err := os.WriteFile(t.file(name), []byte(madeup.Talk(size, 1)), 0o600); err != nil {
			return "", err
		}
	}
	var b strings.Builder
	b.WriteString("| | does | start | an hour's call (50 kB) after that | 1 MB | pace | peak memory |\n|---|---|---|---|---|---|---|\n")
	for _, r := range t.readers() {
		start, err := t.time(r, "start", runs)
		if err != nil {
			return "", err
		}
		call, err := t.time(r, "call", runs)
		if err != nil {
			return "", err
		}
		much, err := t.time(r, "much", runs)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %.2f–%.2f MB/s | %d MB |\n", r.name, r.does, start.less(0, 0), call.less(start.min, start.median),
			much.less(start.min, start.median), pace(much.median-start.median), pace(much.min-start.min), much.memory>>20)
	}
	return b.String(), nil
}

func (t *tools) file(name string) string { return filepath.Join(t.folder, name+".txt") }

// pace is MB a second for a megabyte.
func pace(d time.Duration) float64 { return 1 / d.Seconds() }

// timing is the time on the processor of several runs.
type timing struct {
	min, median time.Duration
	memory      int64 // bytes, the most
}

// less prints the timing without the start.
func (t timing) less(min, median time.Duration) string {
	return fmt.Sprintf("%.0f–%.0f ms", 1000*(t.min-min).Seconds(), 1000*(t.median-median).Seconds())
}

func (t *tools) time(r reader, file string, runs int) (timing, error) {
	return measure(runs, nil, r.command(t.file(file))...)
}

// measure runs a command several times. It counts the processor's time, of
// all threads together, which other work on the machine disturbs less than the
// clock on the wall.
func measure(runs int, input []byte, command ...string) (timing, error) {
	var took []time.Duration
	var out timing
	for range runs {
		c := exec.Command(command[0], command[1:]...)
		c.Env = append(os.Environ(), "GOMAXPROCS=1")
		if input != nil {
			c.Stdin = strings.NewReader(string(input))
		}
		c.Stderr = os.Stderr
		if err := c.Run(); err != nil {
			return out, fmt.Errorf("%s: %w", strings.Join(command, " "), err)
		}
		took = append(took, c.ProcessState.UserTime()+c.ProcessState.SystemTime())
		out.memory = max(out.memory, peak(c.ProcessState))
	}
	slices.Sort(took)
	out.min, out.median = took[0], took[len(took)/2]
	return out, nil
}
