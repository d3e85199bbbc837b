package store

import "heed/store/kv"

// One conversation may be kept as several calls: a recording and a note, or
// one for each of the reps in it. The first is the one that counts; the others
// are of it.

// Conversation is the id of the call that counts for what c is a record of.
func (c *Call) Conversation() string {
	if c.Of != "" {
		return c.Of
	}
	return c.ID
}

// CallsTwins holds, by team and customer, the calls that are of another one.
const CallsTwins = "calls.twins"

func twinKeys(c *Call) []string {
	if c.Of == "" || c.Customer == "" {
		return nil
	}
	return []string{kv.Key(c.Team, c.Customer, c.ID)}
}
