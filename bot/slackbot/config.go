package slackbot

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/rs/zerolog"
	"github.com/slack-go/slack"
)

// Config is how to reach Slack.
type Config struct {
	BotToken Secret // xoxb-…
	AppToken Secret // xapp-…, with connections:write
	// APIURL is the root of another server that speaks Slack's API, without
	// "/api/"; empty is Slack.
	APIURL string
	// Timeout bounds one call of the Web API, 15 s if zero.
	Timeout time.Duration
	Log     zerolog.Logger
}

// Identity is who Heed is in a workspace.
type Identity struct {
	Team     string
	TeamName string
	BotUser  string // U…: what mentions name
	BotID    string // B…: what Heed's own messages carry
	AppID    string // A…, "" if it could not be read
	URL      string // https://name.slack.com/
}

// Client does and reads things in one workspace. It is safe for concurrent
// use.
type Client struct {
	api  *slack.Client
	self Identity
	log  zerolog.Logger
	// hosts may be sent the token and be redirected to: Slack's, and APIURL's.
	apiHost string
	dms     sync.Map // user id → channel id
}

// New is a client that acts as self, which Probe finds out.
func New(cfg Config, self Identity) *Client {
	return &Client{
		api:     newAPI(cfg, newHTTPClient(cfg)),
		self:    self,
		log:     cfg.Log,
		apiHost: hostOf(apiEndpoint(cfg.APIURL)),
	}
}

// Self is who the client acts as.
func (c *Client) Self() Identity { return c.self }

// doer is what slack-go wants of an HTTP client.
type doer interface {
	Do(*http.Request) (*http.Response, error)
}

func newAPI(cfg Config, do doer) *slack.Client {
	return slack.New(cfg.BotToken.Reveal(),
		slack.OptionAppLevelToken(cfg.AppToken.Reveal()),
		slack.OptionAPIURL(apiEndpoint(cfg.APIURL)),
		slack.OptionHTTPClient(do),
		// No OptionRetry: a reset connection may have posted, and whether to
		// wait out a 429 is the outbox's decision, which knows the lane.
	)
}

// newHTTPClient never waits for ever, which http.Client does by default, and
// follows redirects only to hosts that may see what the token opens.
func newHTTPClient(cfg Config) *http.Client {
	timeout := cfg.Timeout
	if timeout <= 0 {
		timeout = 15 * time.Second
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.ResponseHeaderTimeout = timeout
	transport.MaxIdleConnsPerHost = 8
	apiHost := hostOf(apiEndpoint(cfg.APIURL))
	return &http.Client{
		Transport: transport,
		Timeout:   timeout,
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			if len(via) >= 5 || !trustedURL(req.URL, apiHost) {
				return errRedirect
			}
			return nil
		},
	}
}

// apiEndpoint is the address under which slack-go finds the methods; it must
// end in a slash.
func apiEndpoint(root string) string {
	if root == "" {
		return slack.APIURL
	}
	root = strings.TrimRight(root, "/")
	return strings.TrimSuffix(root, "/api") + "/api/"
}

func hostOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}

// trustedURL tells whether u is Slack's over TLS, or the API server's own.
func trustedURL(u *url.URL, apiHost string) bool {
	if apiHost != "" && strings.EqualFold(u.Host, apiHost) {
		return true
	}
	if u.Scheme != "https" {
		return false
	}
	host := strings.ToLower(u.Hostname())
	for _, domain := range []string{"slack.com", "slack-gov.com", "slack-files.com"} {
		if host == domain || strings.HasSuffix(host, "."+domain) {
			return true
		}
	}
	return false
}
