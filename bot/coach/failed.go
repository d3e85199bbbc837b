package coach

import (
	"strings"
	"time"

	"heed/bot/voice"
	"heed/store"
	"heed/store/kv"
)

// Failed tells whoever set up the digest that it could not be posted, and who
// wanted a calendar or an export that no file can be handed over, in the transaction that
// records the failure. Other failures have nobody to tell
// who isn't out of reach; heed doctor lists them.
func (c *Coach) Failed(tx *store.Tx, now time.Time, e store.Effect) error {
	u := &unit{Tx: tx, ev: Event{Team: e.Team, Key: e.Key}, now: now, coach: c}
	switch {
	case strings.HasPrefix(e.Key, kv.Key(e.Team, calendarKind)+"/"):
		return u.tell("failed", e.User, voice.CalendarFailed())
	case strings.HasPrefix(e.Key, kv.Key(e.Team, exportKind)+"/"):
		return u.tell("failed", e.User, voice.ExportFailed())
	case !strings.HasPrefix(e.Key, kv.Key(e.Team, "digest")+"/"):
		return nil
	}
	ws, ok, err := store.Workspaces.Get(tx, store.WorkspaceKey(e.Team))
	if err != nil || !ok || ws.DigestBy == "" {
		return err
	}
	return u.tell("failed", ws.DigestBy, voice.DigestFailed(e.Channel, e.Error))
}
