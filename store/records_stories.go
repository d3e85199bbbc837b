package store

import (
	"heed/bot/story"
	"heed/store/kv"
)

// Stories by team and id; by customer; by who told them and whom they are
// about. They are sealed with the customer's words where one is in them, else
// with those of whoever told them.
var Stories = Table[story.Story]{
	Bucket: "stories",
	Key:    func(s *story.Story) string { return kv.Key(s.Team, s.ID) },
	Scope:  func(s *story.Story) string { return scopeOf(s.Team, s.Customer, "", s.By) },
	Indexes: []Index[story.Story]{
		{Bucket: StoriesByTime, Keys: func(s *story.Story) []string { return []string{kv.Key(s.Team, kv.Stamp(s.At), s.ID)} }},
		{Bucket: StoriesByCustomer, Keys: func(s *story.Story) []string {
			if s.Customer == "" {
				return nil
			}
			return []string{kv.Key(s.Team, s.Customer, s.ID)}
		}},
		{Bucket: StoriesByWho, Keys: func(s *story.Story) []string {
			out := []string{kv.Key(s.Team, s.By, s.ID)}
			if s.About != s.By {
				out = append(out, kv.Key(s.Team, s.About, s.ID))
			}
			return out
		}},
	},
}

// Indexes of Stories.
const (
	StoriesByTime     = "stories.time"
	StoriesByCustomer = "stories.customer"
	StoriesByWho      = "stories.who"
)
