package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/rs/zerolog"

	"heed/bot"
	"heed/store"
)

// runExport writes everything that is kept: as one JSON document, or as a
// folder of CSV tables. A running Heed is asked for a copy first.
func runExport(w world, args []string) error {
	fs := newFlags(w, "export", "[--format json|csv] [--team ID] FILE|FOLDER|-")
	format := fs.String("format", "json", "json: one document; csv: a folder with one table each")
	team := fs.String("team", "", "only this workspace (`id`)")
	if err := parse(fs, args); err != nil {
		return err
	}
	if fs.NArg() != 1 || *format != "json" && *format != "csv" || *format == "csv" && fs.Arg(0) == "-" {
		fs.Usage()
		return errUsage
	}
	c, err := loadConfig(w)
	if c.db == "" {
		return err
	}
	temp, err := copyOfRunning(w, &c)
	if err != nil {
		return err
	}
	if temp != "" {
		defer os.RemoveAll(temp)
	}
	st, err := openStopped(w.ctx, c)
	if err != nil {
		return err
	}
	return errors.Join(export(w, st, *format, *team, fs.Arg(0)), st.Close())
}

// copyOfRunning has a running Heed copy its store to a folder that is removed
// afterwards, "" if none runs, and points the configuration to the copy.
func copyOfRunning(w world, c *config) (folder string, err error) {
	if folder, err = os.MkdirTemp(filepath.Dir(c.db), ".heed-export-*"); err != nil {
		return "", err
	}
	db := filepath.Join(folder, filepath.Base(c.db))
	_, err = bot.BackupRunning(w.ctx, socketOf(c.db), db, false)
	if err == nil {
		m, merr := masterOf(*c)
		if _, err = copyKeys(c.db, db); err == nil {
			err = merr
		}
		c.db, c.key, c.keyFile, c.credentials = db, string(m.key), "", ""
		if err == nil {
			return folder, nil
		}
	}
	if errors.Is(err, bot.ErrNotRunning) {
		err = nil
	}
	return "", errors.Join(err, os.RemoveAll(folder))
}

func export(w world, st *store.Store, format, team, to string) error {
	rights := bot.RightsOver(st, zerolog.Nop())
	if format == "csv" {
		if err := os.MkdirAll(to, 0o700); err != nil {
			return err
		}
		for _, sheet := range rights.Sheets() {
			err := writeNew(filepath.Join(to, sheet+".csv"), func(out io.Writer) error { return rights.ExportCSV(w.ctx, sheet, team, out) })
			if err != nil {
				return err
			}
		}
		fmt.Fprintf(w.stdout, "%d tables written to %s. They hold what customers said: keep them as you keep the store.\n", len(rights.Sheets()), to)
		return nil
	}
	write := func(out io.Writer) error { return rights.ExportJSON(w.ctx, team, time.Now(), out) }
	if to == "-" {
		return write(w.stdout)
	}
	if err := writeNew(to, write); err != nil {
		return err
	}
	fmt.Fprintf(w.stdout, "Everything was written to %s. It holds what customers said: keep it as you keep the store.\n", to)
	return nil
}

// writeNew writes a file that only its owner reads, and that wasn't there.
func writeNew(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%s exists already: choose another name", path)
	}
	if err != nil {
		return err
	}
	if err := errors.Join(write(f), f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}
