package slackbot

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"heed/bot/outbox"
	"heed/store"
)

// lookBack is how long before an effect can have been sent the look begins:
// Slack's clock is not ours.
const lookBack = 2 * time.Minute

// Look finds a Post by the key in its metadata, an Upload by its file's name.
// A message in several parts is found if all of them are: the rest would never
// be sent. Everything else leaves nothing to find, which is a Terminal error.
func (c *Client) Look(ctx context.Context, e store.Effect) (outbox.Receipt, bool, error) {
	if e.Kind != store.Post && e.Kind != store.Upload {
		return outbox.Receipt{}, false, unfit("nothing in Slack tells whether it was done")
	}
	channel, err := c.where(ctx, e)
	if err != nil {
		return outbox.Receipt{}, false, c.cantLook(err)
	}
	if e.Kind == store.Upload {
		return c.lookForFile(ctx, channel, e)
	}
	done, err := c.parts(ctx, channel, e)
	if err != nil {
		return outbox.Receipt{}, false, err
	}
	of := 1
	if e.Message != nil {
		of = len(render(*e.Message, false))
	}
	if len(done) < of {
		return outbox.Receipt{}, false, nil
	}
	return outbox.Receipt{Channel: channel, TS: done[0]}, true, nil
}

// cantLook turns a lacking permission to read histories into "can't be found
// out": Heed's other work goes on.
func (c *Client) cantLook(err error) error {
	if code := codeOf(err); code == "missing_scope" || code == "no_permission" {
		return &outbox.Error{Class: outbox.Terminal, Text: "the history can't be read", Err: err}
	}
	return err
}

// parts are the posts of an effect that are in Slack: part → ts.
func (c *Client) parts(ctx context.Context, channel string, e store.Effect) (map[int]string, error) {
	msgs, err := c.since(ctx, channel, e.Thread, earliest(e))
	if err != nil {
		return nil, c.cantLook(err)
	}
	done := map[int]string{}
	for _, m := range msgs {
		if key, part, _ := marked(m); key == e.Key && done[part] == "" {
			done[part] = m.Timestamp
		}
	}
	return done, nil
}

// earliest is when an effect can have been sent at the earliest. Not
// ClaimedAt: a look is a claim too, and may come hours after a crash.
func earliest(e store.Effect) time.Time {
	if e.NotBefore.After(e.Created) {
		return e.NotBefore
	}
	return e.Created
}

// since reads Heed's part of a channel's or thread's history.
func (c *Client) since(ctx context.Context, channel, thread string, from time.Time) ([]slack.Message, error) {
	oldest := ""
	if !from.IsZero() {
		oldest = fmt.Sprintf("%d.000000", from.Add(-lookBack).Unix())
	}
	if thread != "" {
		return c.pages(ctx, "conversations.replies", func(cursor string) ([]slack.Message, string, error) {
			msgs, _, next, err := c.api.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
				ChannelID: channel, Timestamp: thread, Cursor: cursor, Oldest: oldest, Limit: historyPage, IncludeAllMetadata: true,
			})
			return msgs, next, err
		})
	}
	return c.pages(ctx, "conversations.history", func(cursor string) ([]slack.Message, string, error) {
		r, err := c.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{
			ChannelID: channel, Cursor: cursor, Oldest: oldest, Limit: historyPage, IncludeAllMetadata: true,
		})
		if err != nil {
			return nil, "", err
		}
		return r.Messages, r.ResponseMetaData.NextCursor, nil
	})
}

// marked reads a message's mark: the effect's key, the part (from 0) and how
// many there are.
func marked(m slack.Message) (key string, part, of int) {
	if m.Metadata.EventType != markType {
		return "", 0, 0
	}
	number := func(name string) int {
		n, err := strconv.Atoi(fmt.Sprint(m.Metadata.EventPayload[name]))
		if err != nil || n < 1 {
			return 1
		}
		return n
	}
	key, _ = m.Metadata.EventPayload["key"].(string)
	return key, number("part") - 1, number("of")
}

// restOf are the further parts of the message that is to be removed. Without
// the right to read the history there is no way to them.
func (c *Client) restOf(ctx context.Context, e store.Effect) ([]string, error) {
	at, ok := parseTS(e.TS)
	if !ok {
		return nil, unfit("a removal of a message without a proper ts")
	}
	msgs, err := c.since(ctx, e.Channel, e.Thread, at)
	if err != nil {
		var refused *outbox.Error
		if errors.As(c.cantLook(err), &refused) && refused.Class == outbox.Terminal && !errors.Is(err, errTooMuch) {
			return nil, nil
		}
		return nil, err
	}
	first := ""
	for _, m := range msgs {
		if key, _, of := marked(m); m.Timestamp == e.TS && of > 1 {
			first = key
		}
	}
	var rest []string
	for _, m := range msgs {
		if key, _, _ := marked(m); first != "" && key == first && m.Timestamp != e.TS {
			rest = append(rest, m.Timestamp)
		}
	}
	return rest, nil
}
