package store

import (
	"time"

	"heed/bot/digest"
	"heed/bot/story"
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

// Question is what became of a question of a call that a digest may show. Its
// words are in the call.
type Question struct {
	Finding string        `json:"finding"` // key of the finding that praises it
	Score   int           `json:"score"`
	At      time.Time     `json:"at"`             // when it was chosen
	Until   time.Time     `json:"until"`          // when it is too late to ask
	Told    bool          `json:"told,omitempty"` // its rep was asked
	Consent story.Consent `json:"consent,omitempty"`
	Label   string        `json:"label,omitempty"` // of the digest that it stood beside
}
