package slackbot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"
)

// Problem is something about the installation that a person should mend.
type Problem struct {
	Fatal bool // Heed can't run with it
	// Unreachable says that Slack gave no answer that tells anything: asking
	// again later may help.
	Unreachable bool
	What        string
	Do          string // what to do, and where to click
}

func (p Problem) String() string { return p.What + ". " + p.Do }

// Probe asks Slack who the tokens are and what they may do: for start-up and
// "heed doctor". It returns every problem at once. Identity is empty if the
// bot token was refused or Slack could not be reached.
func Probe(ctx context.Context, cfg Config) (Identity, []string, []Problem) {
	http := newHTTPClient(cfg)
	defer http.CloseIdleConnections()
	api := newAPI(cfg, http)
	var problems []Problem
	self, granted, p := probeBot(ctx, api)
	problems = append(problems, p...)
	if _, _, err := api.StartSocketModeContext(ctx); err != nil {
		problems = append(problems, problemOf(err, appToken, "SLACK_APP_TOKEN"))
	}
	return self, granted, problems
}

func probeBot(ctx context.Context, api *slack.Client) (Identity, []string, []Problem) {
	who, err := api.AuthTestContext(ctx)
	if err != nil {
		return Identity{}, nil, []Problem{problemOf(err, botToken, "SLACK_BOT_TOKEN")}
	}
	self := Identity{Team: who.TeamID, TeamName: who.Team, BotUser: who.UserID, BotID: who.BotID, URL: who.URL}
	if self.BotID == "" {
		return self, nil, []Problem{{
			Fatal: true, What: "SLACK_BOT_TOKEN is a person's token, not the bot's", Do: renewBot,
		}}
	}
	granted := splitScopes(who.Header.Get("X-OAuth-Scopes"))
	problems := missing(granted)
	// What Heed's own messages carry besides bot and user id; without it those
	// two do.
	if bot, err := api.GetBotInfoContext(ctx, slack.GetBotInfoParameters{Bot: self.BotID}); err == nil {
		self.AppID = bot.AppID
	}
	return self, granted, problems
}

func splitScopes(header string) []string {
	return strings.FieldsFunc(header, func(r rune) bool { return r == ',' || r == ' ' })
}

// missing compares the scopes granted with the table. Without any in the
// answer (a proxy may drop the header) nothing can be said.
func missing(granted []string) []Problem {
	if len(granted) == 0 {
		return nil
	}
	has := map[string]bool{}
	for _, s := range granted {
		has[s] = true
	}
	var out []Problem
	for _, s := range Scopes {
		if has[s.Name] {
			continue
		}
		what := fmt.Sprintf("the bot token lacks %s (%s): without it no %s", s.Name, s.Why, s.Without)
		do := "Open " + pageScopes + ", add " + s.Name + ", then reinstall the app at Install App. If the scope is listed there already, the token is from before the last installation: copy it again into SLACK_BOT_TOKEN."
		if s.Optional {
			do = "If you want that, open " + pageScopes + ", add " + s.Name + " and reinstall."
		}
		out = append(out, Problem{Fatal: !s.Optional, What: what, Do: do})
	}
	return out
}

func problemOf(err error, whose whose, variable string) Problem {
	if refused := configError(err, whose); refused != nil {
		return Problem{Fatal: true, What: fmt.Sprintf("%s: %s (Slack answered %s)", variable, refused.What, refused.Code), Do: refused.Do}
	}
	code := codeOf(err)
	return Problem{
		Fatal: true, Unreachable: code == "" || slices.Contains(later, code) || slices.Contains(broken, code),
		What: fmt.Sprintf("Slack could not be asked about %s: %s", variable, Scrub(err.Error())),
		Do:   "Check that this machine reaches slack.com (or SLACK_API_URL) and try again.",
	}
}
