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
	// Timeout bounds one call of the Web API, 15 s if zero; an upload or
	// download may take four times as long.
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
	api   *slack.Client
	self  Identity
	log   zerolog.Logger
	files *slack.Client // patient: for content
	http  [2]*http.Client
	root  *url.URL // of the Web API
	dms   sync.Map // user id → channel id
}

// New is a client that acts as self, which Probe finds out.
func New(cfg Config, self Identity) *Client {
	slow := cfg
	slow.Timeout = 4 * timeoutOf(cfg)
	quick, patient := newHTTPClient(cfg), newHTTPClient(slow)
	return &Client{
		api:   newAPI(cfg, quick),
		files: newAPI(slow, patient),
		http:  [...]*http.Client{quick, patient},
		self:  self,
		log:   cfg.Log,
		root:  rootOf(cfg),
	}
}

// Self is who the client acts as.
func (c *Client) Self() Identity { return c.self }

// Close lets go of connections that are kept for the next call. The client
// may be used again.
func (c *Client) Close() {
	for _, h := range c.http {
		h.CloseIdleConnections()
	}
}

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

func timeoutOf(cfg Config) time.Duration {
	if cfg.Timeout <= 0 {
		return 15 * time.Second
	}
	return cfg.Timeout
}

// newHTTPClient never waits for ever, which http.Client does by default, and
// follows redirects only to hosts that may see what the token opens.
func newHTTPClient(cfg Config) *http.Client {
	timeout := timeoutOf(cfg)
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.ResponseHeaderTimeout = timeout
	transport.MaxIdleConnsPerHost = 8
	root := rootOf(cfg)
	return &http.Client{
		Transport: transport,
		Timeout:   timeout,
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			if len(via) >= 5 || !trustedURL(req.URL, root) {
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

func rootOf(cfg Config) *url.URL {
	u, err := url.Parse(apiEndpoint(cfg.APIURL))
	if err != nil {
		return &url.URL{} // trusts nothing; the first call says what is wrong
	}
	return u
}

// trustedURL tells whether u is Slack's over TLS, or on the API's own server:
// the hosts that may be sent the token, and be redirected to.
func trustedURL(u, root *url.URL) bool {
	if root.Host != "" && u.Scheme == root.Scheme && strings.EqualFold(u.Host, root.Host) {
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
