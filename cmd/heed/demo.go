package main

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/rs/zerolog"

	"heed/bot/playground"
	"heed/bot/script"
	"heed/store/bolt"
	"heed/store/kv"
)

var (
	//go:embed demo.play
	demoStory []byte
	//go:embed served.play
	servedStory []byte // follows demoStory where the workspace is shown
	//go:embed empty.play
	emptyStory []byte
)

// runDemo plays a story in a fake workspace inside this process: no account,
// no network, a store in a temporary file.
func runDemo(w world, args []string) error {
	fs := newFlags(w, "demo", "[--serve [--empty] [--port N] | --script FILE]")
	file := fs.String("script", "", "play the story of this `file` instead")
	grammar := fs.Bool("grammar", false, "print how a story is written")
	verbose := fs.Bool("v", false, "show the bot's log on standard error")
	serve := fs.Bool("serve", false, "show the workspace as a page on this computer, to try everything by hand")
	empty := fs.Bool("empty", false, "with --serve: begin with an empty workspace")
	port := fs.Int("port", 0, "with --serve: the port on 127.0.0.1; any free one if 0")
	if err := parseFlags(fs, args); err != nil {
		return err
	}
	if *grammar {
		_, err := io.WriteString(w.stdout, script.Grammar)
		return err
	}
	if *port != 0 && !*serve || *port < 0 || *port > 65535 {
		return unreadable{errors.New("--port goes with --serve, and is a number up to 65535")}
	}
	st, err := demoOf(*file, *serve, *empty)
	if err != nil {
		return unreadable{err}
	}
	folder, err := os.MkdirTemp("", "heed-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	log := zerolog.Nop()
	if *verbose {
		log = zerolog.New(zerolog.ConsoleWriter{Out: w.stderr})
	}
	open := func() (kv.DB, error) { return bolt.Open(filepath.Join(folder, "heed.db"), bolt.Options{}) }
	if *serve {
		return serveDemo(w, playground.Options{Story: st, Open: open, Log: log}, *port)
	}
	if err := st.Play(w.ctx, script.Options{Open: open, Log: log, Out: w.stdout}); err != nil {
		return fmt.Errorf("the story broke off: %w", err)
	}
	return nil
}

// demoOf is the story to play: a file's, or one of ours.
func demoOf(file string, serve, empty bool) (*script.Story, error) {
	switch {
	case file != "":
		story, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		return script.Parse(file, bytes.NewReader(story))
	case empty && !serve:
		return nil, errors.New("--empty goes with --serve")
	case empty:
		return script.Parse("empty", bytes.NewReader(emptyStory))
	case serve:
		return script.Parse("demo", bytes.NewReader(slices.Concat(demoStory, []byte("\n"), servedStory)))
	}
	return script.Parse("demo", bytes.NewReader(demoStory))
}

// serveDemo shows the workspace as a page until the command is interrupted.
func serveDemo(w world, o playground.Options, port int) (err error) {
	p, err := playground.Open(w.ctx, o)
	switch {
	case err != nil && w.ctx.Err() != nil: // interrupted before there was anything to see
		return nil
	case err != nil:
		return fmt.Errorf("the story broke off: %w", err)
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	s, err := p.Serve(port)
	if err != nil {
		return err
	}
	fmt.Fprintf(w.stdout, "Heed, in a made-up workspace: %s\nOnly this computer can look, and nothing is kept. Ctrl-C ends it.\n", s.URL())
	<-w.ctx.Done()
	return s.Close()
}
