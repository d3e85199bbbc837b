package slackbot

import (
	"context"
	"strings"
	"testing"
	"time"

	"heed/bot/slackfake"
)

func TestHello(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	w.must(Hello(deadline(t), w.config(), w.self()))
	w.must(w.WaitUntil(deadline(t), "no connection", func(s slackfake.Stats) bool { return s.Connections == 0 }))

	w.Inject("apps.connections.open", -1, slackfake.Refuse("invalid_auth"))
	if err := Hello(deadline(t), w.config(), w.self()); err == nil || !strings.Contains(err.Error(), "SLACK_APP_TOKEN") {
		t.Errorf("%v", err)
	}
	w.ClearFaults("*")
	w.Inject("apps.connections.open", -1, slackfake.ServerError(503))
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := Hello(ctx, w.config(), w.self()); err == nil || !strings.Contains(err.Error(), "Socket Mode") {
		t.Errorf("%v", err)
	}
}
