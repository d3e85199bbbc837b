package slackbot

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"github.com/slack-go/slack"

	"heed/bot/message"
	"heed/bot/outbox"
	"heed/store"
)

var _ outbox.Sender = (*Client)(nil)

// Send does an effect in Slack, once: whether to try again is the caller's
// decision, by the class of the error.
func (c *Client) Send(ctx context.Context, e store.Effect) (outbox.Receipt, error) {
	switch e.Kind {
	case store.Post:
		return c.post(ctx, e)
	case store.Update:
		return c.update(ctx, e)
	case store.Remove:
		return outbox.Receipt{}, c.remove(ctx, e)
	case store.Ephemeral:
		return outbox.Receipt{}, c.ephemeral(ctx, e)
	case store.OpenView, store.PushView:
		return outbox.Receipt{}, c.view(ctx, e)
	case store.Home:
		return outbox.Receipt{}, c.home(ctx, e)
	case store.React:
		return outbox.Receipt{}, c.react(ctx, e)
	case store.Upload:
		return c.upload(ctx, e)
	}
	return outbox.Receipt{}, unfit("an effect of unknown kind " + short(string(e.Kind)))
}

// unfit is an effect that can't be done as it is.
func unfit(text string) error { return &outbox.Error{Class: outbox.Terminal, Text: text} }

var errNoMessage = unfit("a message that says nothing")

// empty tells whether there is nothing to show.
func empty(m message.Message) bool { return len(render(m, true)[0].Blocks) == 0 }

// post sends a message, in several posts if Slack's limits ask for it. The
// first is the one that the receipt names; each carries the effect's key and
// its number, so that an interrupted sending goes on where it stopped.
func (c *Client) post(ctx context.Context, e store.Effect) (outbox.Receipt, error) {
	if e.Message == nil || empty(*e.Message) {
		return outbox.Receipt{}, errNoMessage
	}
	channel, err := c.where(ctx, e)
	if err != nil {
		return outbox.Receipt{}, err
	}
	if err := c.keptInside(ctx, channel, e); err != nil {
		return outbox.Receipt{}, err
	}
	parts := render(*e.Message, false)
	done := map[int]string{}
	if len(parts) > 1 && (e.Attempt > 1 || e.Looks > 0) {
		if done, err = c.parts(ctx, channel, e); err != nil {
			return outbox.Receipt{}, err
		}
	}
	receipt := outbox.Receipt{Channel: channel, TS: done[0]}
	for i := range parts {
		if done[i] != "" {
			continue
		}
		ts, err := c.postPart(ctx, channel, e, i, len(parts))
		if err != nil {
			if i > 0 { // something was posted: look before going on
				err = &outbox.Error{Err: err}
			}
			return outbox.Receipt{}, err
		}
		if i == 0 {
			receipt.TS = ts
		}
	}
	return receipt, nil
}

// keptInside refuses an internal message where another company reads along.
// It is asked at the time of sending: a channel can be shared any day.
func (c *Client) keptInside(ctx context.Context, channel string, e store.Effect) error {
	if !e.Internal {
		return nil
	}
	switch ch, err := c.Channel(ctx, channel); {
	case codeOf(err) == "missing_scope":
		return unfit("Heed may not see whether that channel is shared with another company (it lacks the scope groups:read)")
	case err != nil:
		return err
	case ch.Shared:
		return unfit("that channel is shared with another company, which would read it")
	}
	return nil
}

func (c *Client) postPart(ctx context.Context, channel string, e store.Effect, i, of int) (string, error) {
	return c.natively(e.Message.Blocks, func(bare bool) (string, error) {
		parts := render(*e.Message, bare)
		if i >= len(parts) {
			return "", unfit("the message can't be divided without its tables")
		}
		options := append(content(parts[i]), slack.MsgOptionMetadata(mark(e.Key, i, of)))
		if e.Thread != "" {
			options = append(options, slack.MsgOptionTS(e.Thread))
		}
		_, ts, err := c.api.PostMessageContext(ctx, channel, options...)
		if err == nil && ts == "" {
			err = errors.New("an answer without a ts")
		}
		if err != nil && codeOf(err) == "channel_not_found" && e.Channel == "" {
			c.dms.Delete(e.User) // opened for an earlier installation
		}
		return ts, c.failed("chat.postMessage", err)
	})
}

// natively sends blocks as they are and, where the workspace doesn't know their
// tables or charts yet, once more without.
func (c *Client) natively(blocks []message.Block, send func(bare bool) (string, error)) (string, error) {
	ts, err := send(false)
	if err == nil || !native(blocks) {
		return ts, err
	}
	switch codeOf(err) {
	case "invalid_blocks", "invalid_blocks_format", "invalid_arguments", "unsupported_block_type":
		c.log.Info().Str("answer", codeOf(err)).Msg("this workspace doesn't take tables or charts yet; they are sent as text")
		return send(true)
	}
	return ts, err
}

// content is what a post shows. Nothing in it unfurls.
func content(p post) []slack.MsgOption {
	return []slack.MsgOption{
		slack.MsgOptionText(p.Text, false), // escaped where it was rendered
		slack.MsgOptionBlocks(p.Blocks...),
		slack.MsgOptionDisableLinkUnfurl(),
		slack.MsgOptionDisableMediaUnfurl(),
	}
}

// where is the channel that an effect goes to: its own, or the DM with its
// person.
func (c *Client) where(ctx context.Context, e store.Effect) (string, error) {
	switch {
	case e.Channel != "":
		return e.Channel, nil
	case e.User != "":
		return c.dm(ctx, e.User)
	}
	return "", unfit("an effect without a channel or a person")
}

// update replaces a message by the first part of the new one.
func (c *Client) update(ctx context.Context, e store.Effect) (outbox.Receipt, error) {
	if e.Message == nil || empty(*e.Message) {
		return outbox.Receipt{}, errNoMessage
	}
	if e.Channel == "" || e.TS == "" {
		return outbox.Receipt{}, unfit("an update without the message to change")
	}
	ts, err := c.natively(e.Message.Blocks, func(bare bool) (string, error) {
		_, ts, _, err := c.api.UpdateMessageContext(ctx, e.Channel, e.TS, content(render(*e.Message, bare)[0])...)
		return ts, c.failed("chat.update", err)
	})
	return outbox.Receipt{Channel: e.Channel, TS: ts}, err
}

// remove deletes a message with all its parts. One that is gone is removed.
func (c *Client) remove(ctx context.Context, e store.Effect) error {
	if e.Channel == "" || e.TS == "" {
		return unfit("a removal without its message")
	}
	rest, err := c.restOf(ctx, e)
	if err != nil {
		return err
	}
	for _, ts := range append(rest, e.TS) { // the first last: it leads to the rest
		_, _, err := c.api.DeleteMessageContext(ctx, e.Channel, ts)
		if err != nil && codeOf(err) != "message_not_found" {
			return c.failed("chat.delete", err)
		}
	}
	return nil
}

// ephemeral answers one person alone. What is over the limits of one message
// is left out: nobody could find the rest later.
func (c *Client) ephemeral(ctx context.Context, e store.Effect) error {
	if e.Message == nil || empty(*e.Message) {
		return errNoMessage
	}
	if e.ResponseURL != "" {
		// Bare at once: a response URL doesn't say what it refused.
		return c.respond(ctx, e, content(render(*e.Message, true)[0]))
	}
	_, err := c.natively(e.Message.Blocks, func(bare bool) (string, error) {
		options := content(render(*e.Message, bare)[0])
		if e.Channel == "" || e.User == "" {
			return "", unfit("an answer without a channel or a person")
		}
		if e.Thread != "" {
			options = append(options, slack.MsgOptionTS(e.Thread))
		}
		_, err := c.api.PostEphemeralContext(ctx, e.Channel, e.User, options...)
		return "", c.failed("chat.postEphemeral", err)
	})
	return err
}

func (c *Client) respond(ctx context.Context, e store.Effect, options []slack.MsgOption) error {
	u, err := url.Parse(e.ResponseURL)
	if err != nil || !trustedURL(u, c.root) {
		return unfit("an answer to an address that isn't Slack's")
	}
	options = append(options,
		slack.MsgOptionResponseURL(e.ResponseURL, slack.ResponseTypeEphemeral),
		slack.MsgOptionMetadata(mark(e.Key, 0, 1))) // slack-go sends an empty, invalid one otherwise
	if e.Replace {
		options = append(options, slack.MsgOptionReplaceOriginal(e.ResponseURL))
	}
	_, _, _, err = c.api.SendMessageContext(ctx, "", options...)
	var status slack.StatusCodeError
	if errors.As(err, &status) && (status.Code == 404 || status.Code == 410) {
		return unfit(refusalWords["expired_url"]) // not the configuration's 404
	}
	return c.failed("response_url", err)
}

func (c *Client) view(ctx context.Context, e store.Effect) error {
	if e.View == nil || e.Trigger == "" {
		return unfit("a form without its view or trigger")
	}
	_, err := c.natively(e.View.Blocks, func(bare bool) (string, error) {
		request, err := modal(*e.View, bare)
		if err != nil {
			return "", unfit(err.Error())
		}
		if e.Kind == store.PushView {
			_, err = c.api.PushViewContext(ctx, e.Trigger, request)
			return "", c.failed("views.push", err)
		}
		_, err = c.api.OpenViewContext(ctx, e.Trigger, request)
		return "", c.failed("views.open", err)
	})
	return err
}

func (c *Client) home(ctx context.Context, e store.Effect) error {
	if e.View == nil || e.User == "" {
		return unfit("a Home tab without its view or person")
	}
	_, err := c.natively(e.View.Blocks, func(bare bool) (string, error) {
		request, err := home(*e.View, bare)
		if err != nil {
			return "", unfit(err.Error())
		}
		_, err = c.api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: e.User, View: request})
		return "", c.failed("views.publish", err)
	})
	return err
}

func (c *Client) react(ctx context.Context, e store.Effect) error {
	if e.Channel == "" || e.TS == "" || e.Emoji == "" {
		return unfit("a reaction without its message or emoji")
	}
	err := c.api.AddReactionContext(ctx, e.Emoji, slack.NewRefToMessage(e.Channel, e.TS))
	if codeOf(err) == "already_reacted" {
		return nil
	}
	return c.failed("reactions.add", err)
}

// mark is the metadata by which a message is found again.
func mark(key string, part, of int) slack.SlackMetadata {
	return slack.SlackMetadata{
		EventType:    markType,
		EventPayload: map[string]any{"key": key, "part": fmt.Sprint(part + 1), "of": fmt.Sprint(of)},
	}
}

const markType = "heed_effect"
