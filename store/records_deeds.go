package store

import (
	"heed/bot/memory"
	"heed/store/kv"
)

// Deeds by team, customer and id; by who did them.
var Deeds = Table[memory.Deed]{
	Bucket: "deeds",
	Key:    func(d *memory.Deed) string { return kv.Key(d.Team, d.Customer, d.ID) },
	Scope:  func(d *memory.Deed) string { return scopeOf(d.Team, d.Customer, "", "") },
	Indexes: []Index[memory.Deed]{{Bucket: DeedsByWho, Keys: func(d *memory.Deed) []string {
		return []string{kv.Key(d.Team, d.By, d.ID)}
	}}},
}

// DeedsByWho finds what somebody did.
const DeedsByWho = "deeds.by"
