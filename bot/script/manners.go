package script

import (
	"errors"
	"fmt"
	"strings"

	"heed/bot/slackfake"
)

// manners holds for every message of every story, beside what Slack refuses:
// what slackfake says of any app, nothing sent twice, and nothing in a channel
// that nobody asked for.
func (w *world) manners() (err error) {
	for _, f := range w.slack.Manners() {
		err = errors.Join(err, fmt.Errorf("bad manners: %s", f))
	}
	for _, f := range w.slack.Twice() {
		err = errors.Join(err, fmt.Errorf("posted more than once: %s", f))
	}
	for _, e := range w.slack.Log() {
		if e.By == w.slack.BotUser() && e.Kind == slackfake.Posted && e.Private == "" && e.Message.Subtype == "" && !askedFor(e) {
			err = errors.Join(err, fmt.Errorf("nobody asked for this in a channel: %.100q", e.Message.Text))
		}
	}
	return err
}

// askedFor tells the digest and what somebody had announced from the rest.
func askedFor(e slackfake.Entry) bool {
	if e.Message.Metadata == nil {
		return false
	}
	key, _ := e.Message.Metadata.EventPayload["key"].(string)
	return strings.Contains(key, "/digest/") || strings.Contains(key, "/announce/")
}
