package coach

import (
	"bytes"
	"context"
	"strconv"
	"sync"
	"time"

	"heed/bot/pattern"
	"heed/bot/voice"
	"heed/store"
)

// Most of what is sent to Heed is answered before somebody has looked up. Where
// a file takes longer, to fetch or because much is waiting, its sender is told
// that it is being read; the result takes the place of that message. It is a
// new one, because Slack rings for those only.

// usualPatience is how long somebody waits before they wonder.
const usualPatience = 2 * time.Second

// progress is what is known so far of a file that is being read.
type progress struct {
	mu      sync.Mutex
	over    bool
	minutes int
}

// got looks at what was fetched. p may be nil.
func (p *progress) got(data []byte) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.minutes = max(p.minutes, lastMinute(data))
}

// timestamps as transcripts have them; tail is how much of the end of one is
// looked through for the last.
var timestamp = pattern.Of(`(\d{1,2}):(\d\d):(\d\d)`)

const tail = 4 << 10

// lastMinute is when a transcript ends, by the last time in it; 0 for none.
func lastMinute(data []byte) int {
	data = data[max(0, len(data)-tail):]
	if bytes.IndexByte(data, 0) >= 0 {
		return 0 // no text
	}
	all := timestamp().FindAllSubmatch(data, -1)
	if len(all) == 0 {
		return 0
	}
	last := all[len(all)-1]
	hours, _ := strconv.Atoi(string(last[1]))
	minutes, _ := strconv.Atoi(string(last[2]))
	if hours > longestCall {
		return 0 // a time of day
	}
	return hours*60 + minutes
}

const longestCall = 6 // hours

// waitsForFile reports whether somebody sent Heed a file and waits.
func (e Event) waitsForFile() bool {
	return len(e.Files) > 0 && e.User != "" && (e.Kind == Shortcut || e.Kind == Message && e.BotID == "" && (e.ChannelKind == DM || e.Mention))
}

// watch tells the sender of an event's files, after a while, that they are
// being read, unless the event is over by then. It returns the event with what
// is to be told of progress, and what is to be called at the end.
func (c *Coach) watch(ctx context.Context, now time.Time, ev Event) (Event, func()) {
	if !ev.waitsForFile() {
		return ev, func() {}
	}
	p := &progress{}
	ev.progress = p
	timer := time.AfterFunc(c.patience, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.over {
			return
		}
		if err := c.sayReading(ctx, now, ev, p.minutes); err != nil {
			c.log.Warn().Err(err).Str("event", ev.Key).Msg("saying that a file is being read")
		}
	})
	return ev, func() {
		timer.Stop()
		p.mu.Lock()
		p.over = true
		p.mu.Unlock()
	}
}

// sayReading tells that files are being read, if they still are: the event may
// have been committed while this waited for the store.
func (c *Coach) sayReading(ctx context.Context, now time.Time, ev Event, minutes int) error {
	return c.store.Update(ctx, func(tx *store.Tx) error {
		row, ok, err := tx.InboxRow(ev.Key)
		if err != nil || !ok || row.State != store.Claimed {
			return err
		}
		m := voice.Reading(ev.Files[0].Name, len(ev.Files)-1, ev.Files[0].Size, minutes)
		u := &unit{Tx: tx, ev: ev, now: now, coach: c}
		return u.put(store.Effect{Key: readingKey(ev), Kind: store.Post, User: ev.User, Message: &m, Blind: store.LetGo})
	})
}

func readingKey(ev Event) string { return replyKey(ev, "reading") }

// unsayReading takes that message away again, if there is one.
func (u *unit) unsayReading() error {
	if !u.ev.waitsForFile() {
		return nil
	}
	if _, ok, err := u.Effect(readingKey(u.ev)); err != nil || !ok {
		return err
	}
	return u.put(store.Effect{Key: replyKey(u.ev, "read"), Kind: store.Remove, User: u.ev.User, Ref: readingKey(u.ev)})
}
