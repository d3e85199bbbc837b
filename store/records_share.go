package store

import (
	"time"

	"heed/bot/digest"
	"heed/store/kv"
)

// Share is a rep's leave for a manager to look at what Heed said of one call.
// It holds no word of it: a look reads the call as it stands.
type Share struct {
	Team string    `json:"team"`
	ID   string    `json:"id"` // H-3
	Rep  string    `json:"rep"`
	To   string    `json:"to"`
	Call string    `json:"call"`
	At   time.Time `json:"at"`
}

// Told is the key of the effect that tells the manager.
func (s *Share) Told() string { return kv.Key(s.Team, "share", s.ID) }

// Shares by team and id; by call; by rep or manager.
var Shares = Table[Share]{
	Bucket: "shares",
	Key:    func(s *Share) string { return kv.Key(s.Team, s.ID) },
	Scope:  func(s *Share) string { return scopeOf(s.Team, "", "", s.Rep) },
	Indexes: []Index[Share]{
		{Bucket: SharesByCall, Keys: func(s *Share) []string { return []string{kv.Key(s.Team, s.Call, s.ID)} }},
		{Bucket: SharesByWho, Keys: func(s *Share) []string {
			return []string{kv.Key(s.Team, s.Rep, s.ID), kv.Key(s.Team, s.To, s.ID)}
		}},
	},
}

// Indexes of Shares.
const (
	SharesByCall = "shares.call"
	SharesByWho  = "shares.who"
)

// TeamWeek is what may be told of a week that is over: counts with at least
// three reps behind each, nobody's words.
type TeamWeek struct {
	Team string          `json:"team"`
	Week digest.TeamWeek `json:"week"`
}

// TeamWeeks by team and label of the week.
var TeamWeeks = Table[TeamWeek]{
	Bucket: "team.weeks",
	Key:    func(w *TeamWeek) string { return kv.Key(w.Team, w.Week.Label) },
}
