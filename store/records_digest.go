package store

import (
	"time"

	"heed/bot/digest"
	"heed/store/kv"
)

// DigestPost is a weekly digest as it was posted, so that it can be drawn
// again: numbers, kinds and ids, nobody's words.
type DigestPost struct {
	Team    string            `json:"team"`
	Channel string            `json:"channel"`
	At      time.Time         `json:"at"`
	TS      string            `json:"ts,omitempty"` // where it is, once the row that sent it is gone
	Digest  digest.Digest     `json:"digest"`
	Taken   map[string]string `json:"taken,omitempty"` // quiet customer → promise of whoever gets in touch
}

// Effect is the key of the effect that posts it.
func (d *DigestPost) Effect() string { return kv.Key(d.Team, "digest", d.Channel, d.Digest.Label) }

// DigestPosts by team and label of the week.
var DigestPosts = Table[DigestPost]{
	Bucket: "digests",
	Key:    func(d *DigestPost) string { return kv.Key(d.Team, d.Digest.Label) },
}
