package slackbot

import (
	"bytes"
	"context"

	"github.com/slack-go/slack"

	"heed/bot/outbox"
	"heed/store"
)

// upload hands over a small file in Slack's three steps: ask for an address,
// send the bytes, share it. Until the last step nobody sees anything.
func (c *Client) upload(ctx context.Context, e store.Effect) (outbox.Receipt, error) {
	if e.File == nil || len(e.File.Data) == 0 {
		return outbox.Receipt{}, unfit("an upload without its file")
	}
	channel, err := c.where(ctx, e)
	if err != nil {
		return outbox.Receipt{}, err
	}
	name := cut(clean(firstOf(e.File.Name, "heed.txt")), 200)
	to, err := c.api.GetUploadURLExternalContext(ctx, slack.GetUploadURLExternalParameters{
		FileName: name, FileSize: len(e.File.Data),
	})
	if err != nil {
		return outbox.Receipt{}, unshared(c.failed("files.getUploadURLExternal", err))
	}
	err = c.files.UploadToURL(ctx, slack.UploadToURLParameters{
		UploadURL: to.UploadURL, Reader: bytes.NewReader(e.File.Data), Filename: name,
	})
	if err != nil {
		return outbox.Receipt{}, unshared(c.failed("files.upload", err))
	}
	comment := ""
	if e.Message != nil {
		comment = fallback(*e.Message)
	}
	_, err = c.api.CompleteUploadExternalContext(ctx, slack.CompleteUploadExternalParameters{
		Files:   []slack.FileSummary{{ID: to.FileID, Title: cut(clean(firstOf(e.File.Title, name)), 200)}},
		Channel: channel, ThreadTimestamp: e.Thread, InitialComment: comment,
	})
	if err != nil {
		return outbox.Receipt{}, c.failed("files.completeUploadExternal", err)
	}
	return outbox.Receipt{Channel: channel}, nil
}

// unshared turns doubt into a plain retry: a file that was not shared may
// be uploaded again without anybody seeing two.
func unshared(err error) error {
	if e, ok := err.(*outbox.Error); ok && e.Class == outbox.Ambiguous { //nolint:errorlint // failed returns it unwrapped
		e.Class = outbox.Retry
	}
	return err
}

// lookForFile finds an upload by the name and size of its file: Slack takes no
// metadata with one.
func (c *Client) lookForFile(ctx context.Context, channel string, e store.Effect) (outbox.Receipt, bool, error) {
	if e.File == nil {
		return outbox.Receipt{}, false, unfit("an upload without its file")
	}
	msgs, err := c.since(ctx, channel, e.Thread, earliest(e))
	if err != nil {
		return outbox.Receipt{}, false, c.cantLook(err)
	}
	for _, m := range msgs {
		for _, f := range m.Files {
			if m.User == c.self.BotUser && f.Size == len(e.File.Data) && f.Name == cut(clean(firstOf(e.File.Name, "heed.txt")), 200) {
				return outbox.Receipt{Channel: channel, TS: m.Timestamp}, true, nil
			}
		}
	}
	return outbox.Receipt{}, false, nil
}
