package slackfake

import "time"

// limiter counts calls against Slack's limits, by the workspace's clock.
type limiter struct {
	windows  map[string]*window
	lastPost map[string]time.Time
}

// window is one method's minute.
type window struct {
	start time.Time
	calls int
}

// tooSoon is a refusal with HTTP 429.
type tooSoon struct{ wait time.Duration }

func (*tooSoon) Error() string { return "ratelimited" }

func (l *limiter) init() {
	l.windows, l.lastPost = map[string]*window{}, map[string]time.Time{}
}

// allow refuses a call past about one post a second per channel, or past the
// calls a minute of the method's tier.
func (l *limiter) allow(w *Workspace, c *call, m method) error {
	if !w.o.RateLimits {
		return nil
	}
	now := w.clock()
	if c.method == "chat.postMessage" {
		return l.allowPost(c.str("channel"), now)
	}
	if m.tier == 0 {
		return nil
	}
	win := l.windows[c.method]
	if win == nil || now.Sub(win.start) >= time.Minute {
		win = &window{start: now}
		l.windows[c.method] = win
	}
	if win.calls >= m.tier {
		return &tooSoon{win.start.Add(time.Minute).Sub(now)}
	}
	win.calls++
	return nil
}

func (l *limiter) allowPost(channel string, now time.Time) error {
	last, ok := l.lastPost[channel]
	if wait := last.Add(time.Second).Sub(now); ok && wait > 0 {
		return &tooSoon{wait}
	}
	l.lastPost[channel] = now
	return nil
}
