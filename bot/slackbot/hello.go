package slackbot

import (
	"context"
	"errors"
	"sync"

	"heed/bot/coach"
)

var errOnlyHello = errors.New("not received: this connection only says hello")

// Hello opens one Socket Mode connection, waits for Slack's hello and closes
// it. Events that come meanwhile are not acknowledged, so Slack delivers them
// again. It fails when ctx ends first, or as Listener.Run does.
func Hello(ctx context.Context, cfg Config, self Identity) error {
	run, stop := context.WithCancel(ctx)
	defer stop()
	var once sync.Once
	hello := make(chan struct{})
	l := NewListener(cfg, self, Options{
		Connections: 1,
		Receive:     func(context.Context, coach.Event) (Ack, error) { return Ack{}, errOnlyHello },
		Connected:   func(context.Context) { once.Do(func() { close(hello) }) },
	})
	done := make(chan error, 1)
	go func() { done <- l.Run(run) }()
	select {
	case <-hello:
		stop()
		return <-done
	case err := <-done:
		return err
	case <-ctx.Done():
		<-done
		return errors.New("no hello from Slack within the time: is Socket Mode enabled? api.slack.com/apps → your app → Socket Mode")
	}
}
