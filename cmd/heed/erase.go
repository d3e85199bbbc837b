package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rs/zerolog"

	"heed/bot"
	"heed/store"
	"heed/store/bolt"
)

// runErase erases a customer, somebody at one, or a colleague from a store that no Heed has open,
// and takes the unused pages out of its file.
func runErase(w world, args []string) error {
	fs := newFlags(w, "erase", "--customer NAME [--person NAME] | --person ID [--team ID] [--yes]")
	customer := fs.String("customer", "", "the `name` of a customer, whole")
	person := fs.String("person", "", "the `name` of somebody at the customer; alone, the Slack user id of a colleague")
	team := fs.String("team", "", "the workspace's `id`, where several know them")
	yes := fs.Bool("yes", false, "do it; without this it only says what would go")
	if err := parseFlags(fs, args); err != nil {
		return err
	}
	if *customer+*person == "" {
		fs.Usage()
		return errUsage
	}
	c, err := loadConfig(w)
	if c.db == "" {
		return err
	}
	st, err := openStopped(w.ctx, c)
	if err != nil {
		return err
	}
	did, err := erase(w, st, *customer, *person, *team, *yes)
	if err := errors.Join(err, st.Close()); err != nil || !did {
		return err
	}
	return compactStore(w, c.db)
}

// openStopped opens the store of a Heed that doesn't run.
func openStopped(ctx context.Context, c config) (*store.Store, error) {
	db, err := openAsIs(c.db)
	if err != nil {
		return nil, err
	}
	return openStore(ctx, c, db, store.Options{BeforeMigrate: func(context.Context) error {
		return errors.New("the store is of an older version; start Heed once to bring it up to date (it makes a copy first)")
	}})
}

// erase says what would go, or what went; did says that something did.
func erase(w world, st *store.Store, customer, person, team string, yes bool) (did bool, err error) {
	rights := bot.RightsOver(st, zerolog.Nop())
	found, err := rights.Find(w.ctx, customer, person)
	if err != nil {
		return false, err
	}
	var one []bot.Subject
	for _, s := range found {
		if team == "" || s.Team == team {
			one = append(one, s)
		}
	}
	switch {
	case len(one) == 0:
		return false, fmt.Errorf("nobody is called %q, or has that id: a customer's name must be whole, as heed export writes it", whom(customer, person))
	case len(one) > 1:
		return false, fmt.Errorf("%d workspaces know %q: say which with --team", len(one), whom(customer, person))
	}
	s := one[0]
	id := s.ID
	if s.Person != "" {
		id = "The person named, at " + s.ID
	}
	if !yes {
		fmt.Fprintf(w.stdout, "%s in %s: %s. Nothing was erased; run it again with --yes to erase it for good.\n", id, s.Team, s.Amount)
		return false, nil
	}
	if err := rights.Erase(w.ctx, time.Now(), s); err != nil {
		return true, fmt.Errorf("%w. What is left is erased when this is run again, or Heed is started", err)
	}
	fmt.Fprintf(w.stdout, "%s in %s is erased: %s. The key is destroyed. Heed's messages in Slack are removed when it is started.\n", id, s.Team, s.Amount)
	return true, nil
}

// whom names who was asked for.
func whom(customer, person string) string {
	if customer != "" && person != "" {
		return person + " of " + customer
	}
	return customer + person
}

// compactStore writes the file anew without its unused pages.
func compactStore(w world, path string) error {
	db, err := bolt.Open(path, bolt.Options{Compact: true})
	if err != nil {
		return err
	}
	o := db.Opening()
	if o.CompactError != nil {
		fmt.Fprintf(w.stdout, "The file could not be compacted (%v). What was erased can't be read all the same.\n", o.CompactError)
	} else {
		fmt.Fprintf(w.stdout, "The file was compacted: %d bytes, before %d.\n", o.After, o.Before)
	}
	return db.Close()
}
