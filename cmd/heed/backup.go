package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"heed/bot"
	"heed/store/bolt"
)

// runBackup copies the store, of a running Heed through its control socket.
func runBackup(w world, args []string) error {
	fs := newFlags(w, "backup", "[--force] FILE")
	force := fs.Bool("force", false, "overwrite FILE")
	if err := parse(fs, args); err != nil {
		return err
	}
	if fs.NArg() != 1 {
		fs.Usage()
		return errUsage
	}
	c, err := loadConfig(w)
	// Other problems don't matter here: no tokens are needed.
	if c.db == "" {
		return err
	}
	n, err := backup(w.ctx, c.db, fs.Arg(0), *force)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%s exists already: choose another name, or --force", fs.Arg(0))
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(w.stdout, "%d bytes written to %s. To restore: stop Heed, put the file in the place of %s, start Heed.\n", n, fs.Arg(0), c.db)
	keys, err := copyKeys(c.db, fs.Arg(0))
	if errors.Is(err, os.ErrNotExist) {
		return nil // of a version that sealed nothing
	}
	if err != nil {
		return fmt.Errorf("the keyring could not be copied, and without it the backup can't be read: %w", err)
	}
	fmt.Fprintf(w.stdout, "The keyring that opens it is %s: keep only the newest, and the master key elsewhere.\n", keys)
	return nil
}

func backup(ctx context.Context, db, file string, force bool) (int64, error) {
	if same(db, file) {
		// Whatever a running Heed wrote after that would be gone.
		return 0, fmt.Errorf("%s is the store itself", file)
	}
	n, err := bot.BackupRunning(ctx, socketOf(db), file, force)
	if !errors.Is(err, bot.ErrNotRunning) {
		return n, err
	}
	open, err := openAsIs(db)
	if err != nil {
		return 0, err
	}
	n, err = bolt.BackupFile(ctx, open, file, force)
	return n, errors.Join(err, open.Close())
}

// openAsIs opens the file of a Heed that doesn't run, without compacting it.
func openAsIs(db string) (*bolt.DB, error) {
	if _, err := os.Stat(db); errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("there is no store at %s: run this in Heed's folder, or name the store in HEED_DB", db)
	} else if err != nil {
		return nil, fmt.Errorf("there is no store at %s (HEED_DB): %w", db, err)
	}
	return bolt.Open(db, bolt.Options{CompactFree: -1})
}

// same tells whether two names lead to one file.
func same(a, b string) bool {
	one, err1 := os.Stat(a)
	other, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(one, other)
}
