package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/joho/godotenv"
	"github.com/rs/zerolog"

	"heed/bot/pattern"
	"heed/bot/slackbot"
)

// config is what the environment says.
type config struct {
	botToken slackbot.Secret
	appToken slackbot.Secret
	apiURL   string
	db       string

	key         string // master key of the keyring
	keyFile     string // or the file that holds it
	credentials string // systemd's folder of credentials

	admins []string // Slack ids, whoever installed Heed first
	level  zerolog.Level
	http   string // address of health and metrics; "" is off
}

// loadConfig reads .env and the environment.
func loadConfig(w world) (config, error) {
	if err := dotEnv(); err != nil {
		return config{}, err
	}
	return readConfig(w.env)
}

// dotEnv adds what .env says to the environment; what is set already stays.
func dotEnv() error {
	err := godotenv.Load()
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		// The parser's error quotes the line, which may hold a token.
		return errors.New(".env can't be read: a line is not NAME=value. Compare it with .env.example")
	}
	return nil
}

// readConfig reads the environment and returns every problem at once, each
// with the variable and the fix.
func readConfig(env func(string) string) (config, error) {
	c := config{
		botToken: slackbot.Secret(strings.TrimSpace(env("SLACK_BOT_TOKEN"))),
		appToken: slackbot.Secret(strings.TrimSpace(env("SLACK_APP_TOKEN"))),
		apiURL:   strings.TrimSpace(env("SLACK_API_URL")),
		db:       cmp.Or(strings.TrimSpace(env("HEED_DB")), "heed.db"),
		http:     strings.TrimSpace(env("HEED_HTTP")),

		admins: strings.FieldsFunc(env("HEED_ADMIN"), func(r rune) bool { return r == ',' || r == ' ' }),

		key: strings.TrimSpace(env("HEED_KEY")), keyFile: strings.TrimSpace(env("HEED_KEY_FILE")),
		credentials: env("CREDENTIALS_DIRECTORY"),
	}
	var level error
	c.level, level = logLevel(env("HEED_LOG_LEVEL"))
	var master error
	if c.key != "" || c.keyFile != "" { // a generated one is made when the store is opened
		_, master = masterOf(c)
	}
	db := dbProblem(c.db)
	if strings.Contains(c.db, "://") {
		c.db = "" // nothing to open, and the address may hold a password
	}
	return c, errors.Join(append(tokenProblems(c), apiProblem(c.apiURL), db, master, adminProblem(c.admins), level, httpProblem(c.http))...)
}

// tokenProblems tells missing tokens from swapped and from wrong ones.
func tokenProblems(c config) []error {
	bot, app := c.botToken.Reveal(), c.appToken.Reveal()
	if strings.HasPrefix(bot, "xapp-") && strings.HasPrefix(app, "xoxb-") {
		return []error{errors.New("SLACK_BOT_TOKEN and SLACK_APP_TOKEN are swapped: the bot token begins with xoxb-, the app token with xapp-. Exchange them")}
	}
	return []error{
		tokenProblem("SLACK_BOT_TOKEN", bot, "xoxb-", "api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token, after “Install to Workspace”"),
		tokenProblem("SLACK_APP_TOKEN", app, "xapp-", "api.slack.com/apps → your app → Basic Information → App-Level Tokens → Generate, with the scope connections:write"),
	}
}

func tokenProblem(name, token, prefix, where string) error {
	switch {
	case token == "":
		return fmt.Errorf("%s is missing: %s", name, where)
	case strings.HasPrefix(token, prefix) && len(token) > len(prefix)+8 && !strings.ContainsAny(token, " \t\"'"):
		return nil
	case strings.HasPrefix(token, "xoxp-"):
		return fmt.Errorf("%s is a person's token (xoxp-): Heed acts as a bot. Take %s", name, where)
	case strings.HasPrefix(token, prefix):
		return fmt.Errorf("%s is not whole, or has a blank or a quotation mark in it: copy it again from %s", name, where)
	default:
		return fmt.Errorf("%s does not begin with %s: take %s", name, prefix, where)
	}
}

func apiProblem(raw string) error {
	if raw == "" {
		return nil
	}
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return errors.New("SLACK_API_URL is no address like https://slack.example.com: leave it empty for Slack itself")
	}
	return nil
}

var userID = pattern.Of(`^[UW][A-Z0-9]{2,40}$`)

func adminProblem(ids []string) error {
	for _, id := range ids {
		if !userID().MatchString(id) {
			return errors.New("HEED_ADMIN is no member id (U…): in Slack, click your picture → Profile → ⋮ → Copy member ID. Several are separated by commas")
		}
	}
	return nil
}

func dbProblem(path string) error {
	if strings.Contains(path, "://") {
		return errors.New("HEED_DB is an address of a server: this Heed keeps its store in a file. Give it a path, for example /var/lib/heed/heed.db")
	}
	folder := filepath.Dir(path)
	if st, err := os.Stat(folder); err != nil || !st.IsDir() {
		return fmt.Errorf("HEED_DB: there is no folder %s: create it, owned by the user that runs Heed", folder)
	}
	if st, err := os.Stat(path); err == nil && st.IsDir() {
		return fmt.Errorf("HEED_DB names a folder, %s: give it a file in it, for example %s", path, filepath.Join(path, "heed.db"))
	}
	return nil
}

func logLevel(name string) (zerolog.Level, error) {
	if strings.TrimSpace(name) == "" {
		return zerolog.InfoLevel, nil
	}
	l, err := zerolog.ParseLevel(strings.ToLower(strings.TrimSpace(name)))
	if err != nil {
		return zerolog.InfoLevel, errors.New("HEED_LOG_LEVEL is none of debug, info, warn, error")
	}
	return l, nil
}

func httpProblem(addr string) error {
	if addr == "" {
		return nil
	}
	if _, port, err := net.SplitHostPort(addr); err != nil || port == "" {
		return errors.New("HEED_HTTP is no address like 127.0.0.1:8080 or :8080 (which listens on this machine only)")
	}
	return nil
}

// listenOn is where health and metrics are served: on this machine only,
// unless a host is named.
func listenOn(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	return net.JoinHostPort(cmp.Or(host, "127.0.0.1"), port)
}
