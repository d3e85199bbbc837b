package slackbot

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/slack-go/slack"

	"heed/bot/coach"
	"heed/bot/outbox"
)

const (
	historyPage  = 200 // messages; Slack recommends no more
	historyPages = 25  // at most, of one channel: a runaway stop
	// threadWindow is how long before the last message seen a thread may have
	// begun and still be looked through for replies.
	threadWindow = 48 * time.Hour
)

// History reads what was said in a channel after the message oldest,
// including replies in threads that began up to two days before it. The events
// have the keys that they would have had live, oldest first. A message that
// was edited is followed by its edit.
func (c *Client) History(ctx context.Context, channel, oldest string) ([]coach.Event, error) {
	ch, err := c.Channel(ctx, channel)
	if err != nil && codeOf(err) != "missing_scope" {
		return nil, err
	}
	from := oldest
	if t, ok := parseTS(oldest); ok {
		from = fmt.Sprintf("%d.000000", t.Add(-threadWindow).Unix())
	}
	roots, err := c.page(ctx, "conversations.history", func(cursor string) ([]slack.Message, string, error) {
		r, err := c.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{
			ChannelID: channel, Cursor: cursor, Oldest: from, Limit: historyPage,
		})
		if err != nil {
			return nil, "", err
		}
		return r.Messages, r.ResponseMetaData.NextCursor, nil
	})
	if err != nil {
		return nil, err
	}
	said := roots
	for _, root := range roots {
		if root.ReplyCount > 0 && tsAfter(firstOf(root.LatestReply, "9999999999.0"), oldest) {
			replies, err := c.replies(ctx, channel, root.Timestamp, oldest)
			if err != nil {
				return nil, err
			}
			said = append(said, replies...)
		}
	}
	return c.past(channel, ch.Kind, oldest, said), nil
}

func (c *Client) replies(ctx context.Context, channel, thread, oldest string) ([]slack.Message, error) {
	return c.page(ctx, "conversations.replies", func(cursor string) ([]slack.Message, string, error) {
		msgs, _, next, err := c.api.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
			ChannelID: channel, Timestamp: thread, Cursor: cursor, Oldest: oldest, Limit: historyPage,
		})
		return msgs, next, err
	})
}

// errTooMuch is more history than is read at once.
var errTooMuch = unfit("more history than is read at once")

// page collects the pages of a listing, the latest of it if there are very
// many.
func (c *Client) page(ctx context.Context, method string, read func(cursor string) ([]slack.Message, string, error)) ([]slack.Message, error) {
	all, err := c.pages(ctx, method, read)
	if errors.Is(err, errTooMuch) {
		c.log.Warn().Str("method", method).Int("messages", len(all)).Msg("more history than is read at once; the oldest of it is left out")
		err = nil
	}
	return all, err
}

// pages collects the pages of a listing. With errTooMuch it returns what there
// was room for.
func (c *Client) pages(ctx context.Context, method string, read func(cursor string) ([]slack.Message, string, error)) ([]slack.Message, error) {
	var all []slack.Message
	cursor := ""
	for range historyPages {
		msgs, next, err := read(cursor)
		if err != nil {
			return nil, c.failed(method, err)
		}
		all = append(all, msgs...)
		if next == "" || next == cursor || ctx.Err() != nil {
			return all, ctx.Err()
		}
		cursor = next
	}
	return all, errTooMuch
}

// past decodes messages of a history: those after oldest, each once, in order.
func (c *Client) past(channel string, kind coach.ChannelKind, oldest string, said []slack.Message) []coach.Event {
	d := Decoder{Self: c.self, Now: time.Now}
	var out []coach.Event
	seen := map[string]bool{}
	slices.SortStableFunc(said, func(a, b slack.Message) int { return compareTS(a.Timestamp, b.Timestamp) })
	for _, m := range said {
		if seen[m.Timestamp] || !tsAfter(m.Timestamp, oldest) {
			continue
		}
		seen[m.Timestamp] = true
		w := wired(m)
		w.Channel = channel
		ev, why, err := d.message(w, c.self.AppID)
		if err != nil || why != "" {
			continue
		}
		ev.ChannelKind = kind
		out = append(out, ev)
		if m.Edited != nil && m.Edited.Timestamp != "" {
			edit := d.edit(w, m.Edited.Timestamp)
			edit.ChannelKind = kind
			out = append(out, edit)
		}
	}
	return out
}

// wired is a message of slack-go's in our own shape, so that histories and
// events go through one decoder.
func wired(m slack.Message) wireMessage {
	w := wireMessage{
		Type: m.Type, Subtype: m.SubType, User: m.User, BotID: m.BotID, Text: m.Text,
		TS: m.Timestamp, ThreadTS: m.ThreadTimestamp, Team: m.Team,
	}
	if m.BotProfile != nil {
		w.BotProfile = &wireBot{AppID: m.BotProfile.AppID}
	}
	if m.Edited != nil {
		w.Edited = &wireEdited{User: m.Edited.User, TS: m.Edited.Timestamp}
	}
	for _, f := range m.Files {
		w.Files = append(w.Files, wireFile{
			ID: f.ID, Name: f.Name, Title: f.Title, Filetype: f.Filetype, Mode: f.Mode,
			Size: json.Number(fmt.Sprint(f.Size)), Private: f.URLPrivate, Download: f.URLPrivateDownload,
		})
	}
	// What can't be written back says nothing that text doesn't.
	w.Blocks, _ = json.Marshal(m.Blocks)
	w.Attachments, _ = json.Marshal(m.Attachments)
	return w
}

// compareTS orders timestamps; what isn't one comes first.
func compareTS(a, b string) int {
	x, _ := parseTS(a)
	y, _ := parseTS(b)
	return cmp.Or(x.Compare(y), cmp.Compare(a, b))
}

func tsAfter(ts, oldest string) bool {
	a, ok := parseTS(ts)
	b, _ := parseTS(oldest)
	return ok && a.After(b)
}

// CatchUp hands over what was said since the last message seen, channel by
// channel (id → ts; a channel without a ts has nothing to catch up with). It
// waits out rate limits. A channel that can't be read doesn't stop the others:
// one that never can (Heed was removed, a scope is missing) is logged and left
// out, others the error names: they are worth another try. An edit is handed over only where receive knew the
// message: a new one has its latest text already.
//
// What it can't see: messages deleted, or edited when they were older than the
// last one seen.
func (c *Client) CatchUp(ctx context.Context, last map[string]string, receive func(context.Context, coach.Event) (Ack, error)) error {
	var errs []error
	for _, channel := range slices.Sorted(maps.Keys(last)) {
		if last[channel] == "" {
			continue
		}
		err := c.catchUp(ctx, channel, last[channel], receive)
		var refused *outbox.Error
		if errors.As(err, &refused) && (refused.Class == outbox.Terminal || codeOf(err) == "missing_scope") {
			c.log.Warn().Str("channel", channel).Str("why", codeOf(err)).Msg("a channel can't be read and is not caught up with")
			continue
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("catching up %s: %w", channel, err))
		}
		if ctx.Err() != nil {
			break
		}
	}
	return errors.Join(errs...)
}

func (c *Client) catchUp(ctx context.Context, channel, oldest string, receive func(context.Context, coach.Event) (Ack, error)) error {
	events, err := c.patient(ctx, func() ([]coach.Event, error) { return c.History(ctx, channel, oldest) })
	if err != nil {
		return err
	}
	known := false
	for _, ev := range events {
		if ev.Kind == coach.Edited && !known {
			continue
		}
		got, err := receive(ctx, ev)
		if err != nil {
			return err
		}
		known = got.Known
	}
	return nil
}

// patient repeats a reading that was rate limited, a few times.
func (c *Client) patient(ctx context.Context, read func() ([]coach.Event, error)) ([]coach.Event, error) {
	for try := 0; ; try++ {
		events, err := read()
		after, limited := retryAfter(err)
		if !limited || try == 5 {
			return events, err
		}
		if !wait(ctx, after) {
			return nil, ctx.Err()
		}
	}
}
