package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"

	"github.com/rs/zerolog"
	"golang.org/x/term"

	"heed/bot"
	"heed/bot/slackbot"
	"heed/store"
	"heed/store/bolt"
)

// runBot connects and stays up until a signal comes or something needs a
// person.
func runBot(w world, args []string) error {
	if len(args) > 0 {
		usage(w.stderr)
		return errUsage
	}
	c, err := loadConfig(w)
	if err != nil {
		return configError(err)
	}
	spread()
	log := newLog(w.stderr, c.level)
	db, err := openFile(c.db, log)
	if err != nil {
		return err
	}
	st, err := openStore(w.ctx, c, db, store.Options{BeforeMigrate: func(ctx context.Context) error {
		_, err := bolt.BackupFile(ctx, db, c.db+".before-migration", true)
		return err
	}})
	if err != nil {
		return err
	}
	err = serve(w.ctx, c, st, log)
	return errors.Join(err, st.Close())
}

// serve runs the bot with its HTTP server and control socket, which answer
// also while Slack can't be reached.
func serve(ctx context.Context, c config, st *store.Store, log zerolog.Logger) error {
	if control, err := bot.Listen("unix", socketOf(c.db), bot.Control(st, log)); err != nil {
		log.Warn().Err(err).Msg("no control socket: heed backup and heed doctor can't ask this Heed while it runs")
	} else {
		defer control.Close()
	}
	var running atomic.Pointer[bot.Bot]
	if c.http != "" {
		health, err := bot.Listen("tcp", listenOn(c.http), bot.Health(st, running.Load))
		if err != nil {
			return fmt.Errorf("HEED_HTTP: %w", err)
		}
		defer health.Close()
		log.Info().Str("address", health.Addr().String()).Msg("health and metrics")
	}
	b, err := bot.New(ctx, bot.Options{Store: st, Log: log, Admins: c.admins, Slack: slackbot.Config{BotToken: c.botToken, AppToken: c.appToken, APIURL: c.apiURL}})
	if err != nil && ctx.Err() != nil {
		return nil // told to stop while it waited for Slack
	}
	if err != nil {
		return err
	}
	running.Store(b)
	return b.Run(ctx)
}

// fewestThreads is how many threads work at once, at least.
const fewestThreads = 4

// spread has Go use more threads than a small machine has processors. Every
// acknowledgement waits for the disk twice; a goroutine that comes back from
// there stands in line behind those that work out answers, for tens of
// milliseconds where there are two threads. The kernel, which knows who has
// waited, lets it go first: with four on two processors the 99th percentile of
// acknowledgements was half as long.
func spread() {
	if os.Getenv("GOMAXPROCS") == "" && runtime.GOMAXPROCS(0) < fewestThreads {
		runtime.GOMAXPROCS(fewestThreads)
	}
}

// socketOf is where a running Heed can be spoken to, beside its store.
func socketOf(db string) string { return db + ".sock" }

// openFile opens the store's file and says what was done to it.
func openFile(path string, log zerolog.Logger) (*bolt.DB, error) {
	db, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		return nil, err
	}
	switch o := db.Opening(); {
	case o.Created:
		log.Info().Str("file", filepath.Base(path)).Msg("new store")
	case o.Compacted:
		log.Info().Int64("before", o.Before).Int64("after", o.After).Msg("store compacted")
	case o.CompactError != nil:
		log.Warn().Err(o.CompactError).Msg("store could not be compacted")
	}
	return db, nil
}

// configError lists problems one a line.
func configError(err error) error {
	return fmt.Errorf("the configuration has problems:\n%w\n\nSet these in the environment or in .env; .env.example shows all of them", err)
}

// newLog writes lines for people on a terminal and JSON elsewhere, with
// everything that looks like a secret blanked out.
func newLog(out io.Writer, level zerolog.Level) zerolog.Logger {
	safe := bot.Redact(out)
	if f, ok := out.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		safe = bot.Redact(zerolog.ConsoleWriter{Out: out})
	}
	return zerolog.New(safe).Level(level).With().Timestamp().Logger()
}
