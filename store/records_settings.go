package store

import (
	"time"

	"heed/store/kv"
)

// SettingChange is what somebody changed of their own settings or of the
// workspace's: how it was and how it became, so that it can be undone.
type SettingChange struct {
	Team string            `json:"team"`
	ID   string            `json:"id"` // S-3
	Form string            `json:"form"`
	Own  string            `json:"own,omitempty"` // whose settings; "" for the workspace's
	By   string            `json:"by,omitempty"`
	At   time.Time         `json:"at"`
	Was  map[string]string `json:"was"` // by key of setting
	Now  map[string]string `json:"now"`
}

// SettingChanges by team and id; by time; by who made them.
var SettingChanges = Table[SettingChange]{
	Bucket: "settings.changes",
	Key:    func(s *SettingChange) string { return kv.Key(s.Team, s.ID) },
	Scope: func(s *SettingChange) string {
		if s.Own == "" {
			return "" // settings of the workspace stay readable
		}
		return scopeOf(s.Team, "", "", s.Own)
	},
	Indexes: []Index[SettingChange]{
		{Bucket: SettingsByTime, Keys: func(s *SettingChange) []string { return []string{kv.Key(s.Team, kv.Stamp(s.At), s.ID)} }},
		{Bucket: SettingsByWho, Keys: func(s *SettingChange) []string {
			if s.By == "" {
				return nil
			}
			return []string{kv.Key(s.Team, s.By, s.ID)}
		}},
	},
}

// Indexes of SettingChanges.
const (
	SettingsByTime = "settings.changes.time"
	SettingsByWho  = "settings.changes.by"
)
