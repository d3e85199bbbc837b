package slackbot

import (
	"errors"
	"net/http"

	"github.com/slack-go/slack"
)

var errRedirect = errors.New("redirected to a host that is not Slack's")

// ConfigError is a refusal that no retry cures: somebody has to change the
// app's settings or the tokens.
type ConfigError struct {
	Code string // Slack's: "invalid_auth"
	What string // happened
	Do   string // what to do, and where to click
}

func (e *ConfigError) Error() string {
	return "Slack answered " + e.Code + ": " + e.What + ". " + e.Do
}

// whose token was refused.
type whose int

const (
	botToken whose = iota
	appToken
)

const (
	pageTokens  = "api.slack.com/apps → Heed → Basic Information → App-Level Tokens"
	pageInstall = "api.slack.com/apps → Heed → Install App"
	pageSocket  = "api.slack.com/apps → Heed → Socket Mode"
	pageScopes  = "api.slack.com/apps → Heed → OAuth & Permissions → Scopes"
)

var renewApp = "Open " + pageTokens + ", generate a token with connections:write and put it into SLACK_APP_TOKEN (it begins with xapp-)."

var renewBot = "Open " + pageInstall + ", reinstall and copy the Bot User OAuth Token into SLACK_BOT_TOKEN (it begins with xoxb-)."

// refusals are the codes that need a person, with what they mean for each
// token. "" as the text for a token falls back to the bot's.
var refusals = map[string]struct{ what, doBot, doApp string }{
	"invalid_auth":           {"the token is not valid", renewBot, renewApp},
	"not_authed":             {"no token arrived", renewBot, renewApp},
	"account_inactive":       {"the token belongs to an app that was removed from this workspace", renewBot, renewApp},
	"token_revoked":          {"the token was revoked", renewBot, renewApp},
	"token_expired":          {"the token has expired, because token rotation is on", "Turn rotation off at " + pageScopes + ", then reinstall. " + renewBot, renewApp},
	"not_allowed_token_type": {"the token is of the wrong kind; bot and app tokens may be swapped", renewBot, renewApp},
	"missing_scope":          {"the token lacks a scope", "Add the scope at " + pageScopes + ", then reinstall. " + renewBot, renewApp},
	"org_login_required":     {"the organisation is being moved", "Wait until Slack has finished, then start Heed again.", ""},
	"ekm_access_denied":      {"administrators have suspended access to the organisation's keys", "Ask a workspace administrator.", ""},
	"team_access_not_granted": {
		"the app is not approved for this workspace", "Ask a workspace administrator to approve Heed. " + renewBot, "",
	},
	"app_uninstalled": {"the app was uninstalled", renewBot, ""},
	"link_disabled": {
		"Socket Mode is switched off for the app",
		"Open " + pageSocket + " and enable it, then start Heed again.", "",
	},
	http404: {
		"the address has no such method",
		"Check SLACK_API_URL: it is the root of the server, without /api; leave it empty for Slack itself.", "",
	},
}

// configError is the ConfigError that err stands for, nil if trying again may
// help.
func configError(err error, whose whose) *ConfigError {
	code := codeOf(err)
	r, ok := refusals[code]
	if !ok {
		return nil
	}
	do := r.doBot
	if whose == appToken && r.doApp != "" {
		do = r.doApp
	}
	what := r.what
	var refused slack.SlackErrorResponse
	if code == "missing_scope" && errors.As(err, &refused) && refused.Needed != "" {
		what += " (" + short(refused.Needed) + ")"
	}
	return &ConfigError{Code: code, What: what, Do: do}
}

// http404 stands in for a word of Slack's: "not_found" is one of those, for
// things that are gone.
const http404 = "http_404"

// codeOf is Slack's own word for an error, "" if Slack said none, http404 if
// the server knows no such address.
func codeOf(err error) string {
	var refused slack.SlackErrorResponse
	if errors.As(err, &refused) {
		return refused.Err
	}
	var status slack.StatusCodeError
	if errors.As(err, &status) && status.Code == http.StatusNotFound {
		return http404
	}
	return ""
}
