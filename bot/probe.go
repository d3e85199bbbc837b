package bot

import (
	"context"
	"errors"
	"time"

	"github.com/rs/zerolog"

	"heed/bot/slackbot"
)

// How long to wait before Slack is asked again at the start. A machine that
// boots before its network is there waits seconds, an outage costs Slack one
// call a minute.
const (
	firstProbeWait = 500 * time.Millisecond
	lastProbeWait  = time.Minute
)

// probe asks Slack who the bot is until Slack answers: a machine that starts
// before its network does would otherwise be left without its Heed. Refusals
// are an error at once, because asking again can't help; ctx's end is its
// error.
func probe(ctx context.Context, cfg slackbot.Config, log zerolog.Logger) (slackbot.Identity, error) {
	return probeUntil(ctx, log, func(ctx context.Context) (slackbot.Identity, []slackbot.Problem) {
		self, _, problems := slackbot.Probe(ctx, cfg)
		return self, problems
	})
}

func probeUntil(ctx context.Context, log zerolog.Logger, ask func(context.Context) (slackbot.Identity, []slackbot.Problem)) (slackbot.Identity, error) {
	for wait := firstProbeWait; ; wait = min(2*wait, lastProbeWait) {
		self, problems := ask(ctx)
		if ctx.Err() != nil {
			return slackbot.Identity{}, ctx.Err()
		}
		silent, err := weigh(problems, log)
		if err != nil || silent == "" {
			return self, err
		}
		log.Warn().Str("problem", silent).Dur("again_in", wait).Msg("Slack can't be reached")
		select {
		case <-ctx.Done():
			return slackbot.Identity{}, ctx.Err()
		case <-time.After(wait):
		}
	}
}

// weigh tells the problems that Heed can't run with, which are one error, from
// Slack not answering. Lesser ones are logged, unless Slack is asked again
// anyway.
func weigh(problems []slackbot.Problem, log zerolog.Logger) (silent string, err error) {
	var fatal []error
	var lesser []string
	for _, p := range problems {
		switch {
		case p.Unreachable:
			silent = p.String()
		case p.Fatal:
			fatal = append(fatal, errors.New(p.String()))
		default:
			lesser = append(lesser, p.String())
		}
	}
	if silent == "" {
		for _, what := range lesser {
			log.Warn().Msg(what)
		}
	}
	return silent, errors.Join(fatal...)
}
