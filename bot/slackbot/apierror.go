package slackbot

import (
	"errors"
	"net"
	"net/http"
	"slices"
	"time"

	"github.com/slack-go/slack"

	"heed/bot/outbox"
)

// callError is a failed call of the Web API. Its text names the method and
// Slack's own word; no tokens, no words of a message.
type callError struct {
	method string
	err    error
}

func (e *callError) Error() string {
	if code := codeOf(e.err); code != "" {
		return "slack " + e.method + ": " + Scrub(code)
	}
	return "slack " + e.method + ": " + Scrub(e.err.Error())
}

func (e *callError) Unwrap() error { return e.err }

// later are refusals that say "not now": Slack did nothing.
var later = []string{"ratelimited", "rate_limited", "message_limit_exceeded"}

// broken are Slack's words for trouble of its own, after which nobody knows
// what was done.
var broken = []string{
	"internal_error", "fatal_error", "service_unavailable", "request_timeout", "external_service_failed",
}

// failed is the error of a call with its class, as an *outbox.Error. It is
// used for readings too: the class says whether trying again can help.
func (c *Client) failed(method string, err error) error {
	var known *outbox.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	out := &outbox.Error{Err: &callError{method, err}}
	code := codeOf(err)
	if refused := configError(err, botToken); refused != nil && !declined(code, method) {
		out.Class, out.Text = outbox.NeedsPerson, Scrub(refused.Error())
		return out
	}
	out.Class, out.After = classify(code, err)
	if out.Class == outbox.Terminal {
		out.Text = refusal(code, method)
	}
	return out
}

// declined tells whether a scope is missing that a company may decline: then
// this one thing can't be done, and everything else can.
func declined(code, method string) bool {
	if code != "missing_scope" && code != "no_permission" {
		return false
	}
	for _, s := range Scopes {
		if s.Optional && slices.Contains(s.Methods, method) {
			return true
		}
	}
	return false
}

func classify(code string, err error) (outbox.Class, time.Duration) {
	var limited *slack.RateLimitedError
	var status slack.StatusCodeError
	switch {
	case errors.As(err, &limited):
		return outbox.RateLimited, max(limited.RetryAfter, time.Second)
	case slices.Contains(later, code):
		return outbox.RateLimited, 30 * time.Second
	case slices.Contains(broken, code):
		return outbox.Ambiguous, 0
	case code != "":
		return outbox.Terminal, 0
	case errors.As(err, &status):
		return statusClass(status.Code)
	case errors.Is(err, slack.ErrParametersMissing), errors.Is(err, slack.ErrBlockIDNotUnique), errors.Is(err, errRedirect):
		return outbox.Terminal, 0
	case unsent(err):
		return outbox.Retry, 0
	}
	return outbox.Ambiguous, 0 // timeouts, resets, EOF, an answer that is no JSON
}

func statusClass(code int) (outbox.Class, time.Duration) {
	switch {
	case code == http.StatusTooManyRequests:
		return outbox.RateLimited, 30 * time.Second
	case code >= 500 || code == http.StatusRequestTimeout:
		return outbox.Ambiguous, 0
	}
	return outbox.Terminal, 0
}

// unsent tells whether the request surely never left: no address, no
// connection.
func unsent(err error) bool {
	var dns *net.DNSError
	var op *net.OpError
	return errors.As(err, &dns) || errors.As(err, &op) && op.Op == "dial"
}

// refusals for good, in words for the log and for heed doctor.
var refusalWords = map[string]string{
	"channel_not_found":        "the channel is gone, or Heed was never in it",
	"is_archived":              "the channel is archived",
	"not_in_channel":           "Heed isn't in the channel: invite it with /invite @Heed",
	"user_not_found":           "there is no such person in this workspace",
	"user_disabled":            "the person's account is deactivated",
	"cannot_dm_bot":            "bots can't be written to",
	"user_not_visible":         "the person can't be seen by Heed",
	"restricted_action":        "the workspace doesn't let Heed post there",
	"msg_too_long":             "the message is too long for Slack",
	"invalid_blocks":           "Slack didn't accept the message's layout",
	"message_not_found":        "the message is gone",
	"thread_not_found":         "the thread is gone",
	"cant_update_message":      "the message can't be changed: it isn't Heed's",
	"cant_delete_message":      "the message can't be deleted: it isn't Heed's",
	"edit_window_closed":       "the workspace doesn't let messages of that age be changed",
	"expired_trigger_id":       "the form came too late: Slack opens one only within three seconds",
	"exchanged_trigger_id":     "the form was opened already",
	"used_url":                 "the answer's address has been used up",
	"expired_url":              "the answer's address has expired",
	"not_enabled":              "the Home tab is switched off in the app's settings",
	"user_not_in_channel":      "the person isn't in the channel",
	"missing_scope":            "the installation lacks the permission for this",
	"no_permission":            "the installation lacks the permission for this",
	"external_channel_blocked": "the channel is shared with another company",
}

func refusal(code, method string) string {
	return firstOf(refusalWords[code], "Slack refused "+method)
}

// retryAfter is how long Slack asks to wait, if that is what err says.
func retryAfter(err error) (time.Duration, bool) {
	var e *outbox.Error
	if errors.As(err, &e) && e.Class == outbox.RateLimited {
		return e.After, true
	}
	return 0, false
}
