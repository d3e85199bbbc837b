package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"heed/bot"
	"heed/bot/slackbot"
	"heed/store"
	"heed/store/bolt"
)

// checkup collects what the doctor finds.
type checkup struct {
	out io.Writer
	bad int
}

func (c *checkup) ok(format string, a ...any) { fmt.Fprintf(c.out, "ok    "+format+"\n", a...) }

func (c *checkup) note(format string, a ...any) { fmt.Fprintf(c.out, "note  "+format+"\n", a...) }

func (c *checkup) fail(format string, a ...any) {
	c.bad++
	fmt.Fprintf(c.out, "FAIL  "+format+"\n", a...)
}

// runDoctor checks everything that can be checked from here, and says what to
// do about each thing that isn't right.
func runDoctor(w world, args []string) error {
	fs := newFlags(w, "doctor", "[--offline] [--live]")
	offline := fs.Bool("offline", false, "do not ask Slack")
	live := fs.Bool("live", false, "also open a Socket Mode connection for a moment")
	if err := parseFlags(fs, args); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(w.ctx, time.Minute)
	defer cancel()
	c := &checkup{out: w.stdout}
	conf, err := loadConfig(w)
	c.configuration(err)
	if conf.db != "" { // "" if .env can't be read, which may name another one
		c.disk(filepath.Dir(conf.db))
		c.store(ctx, conf)
	}
	switch {
	case *offline:
		c.note("Slack was not asked (--offline)")
	case conf.botToken == "" || conf.appToken == "":
		c.note("Slack was not asked: a token is missing")
	default:
		c.slack(ctx, conf, *live)
	}
	if c.bad > 0 {
		return fmt.Errorf("%d of the checks failed; each line above says what to do", c.bad)
	}
	fmt.Fprintln(w.stdout, "\nAll well.")
	return nil
}

func (c *checkup) configuration(err error) {
	if err == nil {
		c.ok("configuration")
		return
	}
	for line := range strings.Lines(err.Error()) {
		c.fail("%s", strings.TrimSpace(line))
	}
}

// The store grows in steps of 4 MB, and is copied when it is compacted or
// migrated; without room for some steps nothing that is said can be kept.
const (
	leastFree = 20 << 20
	fewFree   = 200 << 20
)

// disk checks that there is room where the store is.
func (c *checkup) disk(folder string) {
	free, ok := freeOn(folder)
	switch {
	case !ok:
	case free < leastFree:
		c.fail("%d MB are free in %s: free some. Without room what people say can't be kept; Slack brings it again for some minutes only", free>>20, folder)
	case free < fewFree:
		c.note("%d MB are free in %s: the store will need more", free>>20, folder)
	}
}

// store checks the file: of a running Heed by asking it, else by opening it.
func (c *checkup) store(ctx context.Context, conf config) {
	path := conf.db
	report, err := bot.AskRunning(ctx, socketOf(path))
	switch {
	case err == nil:
		c.ok("store %s, in use by a running Heed", path)
		c.letters(report)
		return
	case !errors.Is(err, bot.ErrNotRunning):
		c.fail("the running Heed was asked about its store: %v", err)
		return
	}
	switch st, err := os.Stat(path); {
	case errors.Is(err, os.ErrNotExist):
		c.note("no store at %s yet: the first start makes one", path)
		return
	case err == nil && st.IsDir():
		return // the configuration says so
	}
	db, err := bolt.Open(path, bolt.Options{CompactFree: -1})
	if err != nil {
		c.fail("store %s: %v", path, err)
		return
	}
	if err := c.openStore(ctx, conf, db); err != nil {
		c.fail("store %s: %v", path, err)
	}
}

func (c *checkup) openStore(ctx context.Context, conf config, db *bolt.DB) error {
	for _, path := range []string{keysOf(conf.db), conf.db + ".master", conf.keyFile} {
		if exposed(path) {
			c.fail("%s can be read by others than its owner: chmod 600 %s", path, path)
		}
	}
	st, err := openStore(ctx, conf, db, store.Options{BeforeMigrate: func(context.Context) error {
		return errors.New("it is of an older version; start Heed once to bring it up to date (it makes a copy first)")
	}})
	if err != nil {
		return err
	}
	defer st.Close()
	if err := st.Check(ctx); err != nil {
		return fmt.Errorf("%w. Restore the latest backup, or send this line to the makers", err)
	}
	c.ok("store %s", conf.db)
	report, err := st.Undone(ctx)
	if err == nil {
		c.letters(report)
	}
	return err
}

// letters tells what could not be worked on or sent.
func (c *checkup) letters(u store.Undone) {
	for _, l := range u.Dead {
		c.note("event %s was given up: %s", l.Key, l.Error)
	}
	for _, l := range u.Failed {
		c.note("message %s could not be sent: %s", l.Key, l.Error)
	}
	if len(u.Dead)+len(u.Failed) == 0 {
		c.ok("nothing given up, nothing unsent")
	}
}

// slack checks tokens, scopes and the clock, and with live a connection.
func (c *checkup) slack(ctx context.Context, conf config, live bool) {
	cfg := slackbot.Config{BotToken: conf.botToken, AppToken: conf.appToken, APIURL: conf.apiURL}
	self, granted, problems := slackbot.Probe(ctx, cfg)
	for _, p := range problems {
		if p.Fatal {
			c.fail("%s", p)
		} else {
			c.note("%s", p)
		}
	}
	if self.Team != "" {
		c.ok("bot token: workspace %s, %d scopes granted", self.TeamName, len(granted))
	}
	c.clock(ctx, conf.apiURL)
	if live && c.bad == 0 {
		c.connection(ctx, cfg, self)
	}
}

// maxSkew is how wrong the clock may be: nudges would be this much off, and
// Slack refuses what is signed later than five minutes.
const maxSkew = time.Minute

// clock compares this machine's clock with the server's.
func (c *checkup) clock(ctx context.Context, api string) {
	if api == "" {
		api = "https://slack.com"
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, api, nil)
	if err != nil {
		return
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return // Probe said that Slack can't be reached
	}
	res.Body.Close()
	theirs, err := http.ParseTime(res.Header.Get("Date"))
	if err != nil {
		c.note("the clock could not be compared: the server tells no time")
		return
	}
	if skew := time.Since(theirs).Round(time.Second); skew.Abs() > maxSkew {
		c.fail("this machine's clock is off by %s: set it (for example timedatectl set-ntp true), or nudges come at the wrong time", skew)
		return
	}
	c.ok("clock")
}

// connection opens Socket Mode and waits for Slack's hello. Events that come
// meanwhile are not acknowledged, so Slack brings them again.
func (c *checkup) connection(ctx context.Context, cfg slackbot.Config, self slackbot.Identity) {
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	switch err := slackbot.Hello(ctx, cfg, self); {
	case err != nil:
		c.fail("Socket Mode: %v", err)
	default:
		c.ok("Socket Mode: Slack said hello")
	}
}
