package store

import (
	"slices"

	"heed/bot/memory"
	"heed/store/kv"
)

// CustomerName is what a customer is called, kept beside the customer's
// record, which is large: all names of a team are read in a few milliseconds,
// and whoever knows them up to one change reads only what came after. It is
// written whenever a record of Customers changes its names, comes or goes.
//
// Names are in the values, never in the keys.
type CustomerName struct {
	Team     string   `json:"team"`
	Change   uint64   `json:"change"` // counts up within the team
	Customer string   `json:"customer"`
	Name     string   `json:"name,omitempty"`
	Aliases  []string `json:"aliases,omitempty"`
	Gone     bool     `json:"gone,omitempty"` // the customer was deleted
}

// CustomerNames by team and change, one a customer; by customer.
var CustomerNames = Table[CustomerName]{
	Bucket: "customers.names",
	Key:    func(n *CustomerName) string { return kv.Key(n.Team, seq(n.Change)) },
	Scope: func(n *CustomerName) string {
		if n.Gone { // no name is in it, and it must be read after the key is gone
			return ""
		}
		return scopeOf(n.Team, n.Customer, "", "")
	},
	Indexes: []Index[CustomerName]{{
		Bucket: namesByCustomer,
		Keys:   func(n *CustomerName) []string { return []string{kv.Key(n.Team, n.Customer)} },
	}},
}

const namesByCustomer = "customers.names.customer"

// NamesSince is the range of a team's names that changed after a change.
func NamesSince(team string, change uint64) kv.Range {
	return kv.Range{Prefix: team + "/", From: kv.Key(team, seq(change+1))}
}

// NameOf is what a customer is called; the zero CustomerName for one that is
// not there.
func NameOf(tx *Tx, team, customer string) (CustomerName, error) {
	at, ok := tx.Get(namesByCustomer, kv.Key(team, customer))
	if !ok {
		return CustomerName{}, nil
	}
	n, _, err := CustomerNames.Get(tx, string(at))
	return n, err
}

// renamed keeps CustomerNames in line with Customers.
func renamed(tx *Tx, before, after *memory.Customer) error {
	if before != nil && after != nil && before.Name == after.Name && slices.Equal(before.Aliases, after.Aliases) {
		return nil
	}
	n := CustomerName{Gone: after == nil}
	if after != nil {
		n.Team, n.Customer, n.Name, n.Aliases = after.Team, after.ID, after.Name, after.Aliases
	} else {
		n.Team, n.Customer = before.Team, before.ID
	}
	if old, ok := tx.Get(namesByCustomer, kv.Key(n.Team, n.Customer)); ok {
		if err := CustomerNames.Delete(tx, string(old)); err != nil {
			return err
		}
	}
	var err error
	if n.Change, err = tx.next(n.Team, "names"); err != nil {
		return err
	}
	return CustomerNames.Put(tx, &n)
}
