package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/rs/zerolog"

	"heed/bot/script"
	"heed/store/bolt"
	"heed/store/kv"
)

//go:embed demo.play
var demoStory []byte

// runDemo plays a story in a fake workspace inside this process: no account,
// no network, a store in a temporary file.
func runDemo(w world, args []string) error {
	fs := newFlags(w, "demo", "[--script FILE]")
	file := fs.String("script", "", "play the story of this `file` instead")
	grammar := fs.Bool("grammar", false, "print how a story is written")
	verbose := fs.Bool("v", false, "show the bot's log on standard error")
	if err := parse(fs, args); err != nil {
		return err
	}
	if *grammar {
		_, err := io.WriteString(w.stdout, script.Grammar)
		return err
	}
	name, story := "demo", demoStory
	if *file != "" {
		var err error
		if story, err = os.ReadFile(*file); err != nil {
			return unreadable{err}
		}
		name = *file
	}
	st, err := script.Parse(name, bytes.NewReader(story))
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
	if err := st.Play(w.ctx, script.Options{Open: open, Log: log, Out: w.stdout}); err != nil {
		return fmt.Errorf("the story broke off: %w", err)
	}
	return nil
}
