package bot

import (
	"io"

	"github.com/VictoriaMetrics/metrics"
)

// counters are what /metrics shows, in a set of the bot's own.
type counters struct {
	set           *metrics.Set
	eventsDone    *metrics.Counter
	eventsFailed  *metrics.Counter
	eventTime     *metrics.Histogram
	effectsSent   *metrics.Counter
	effectsFailed *metrics.Counter
	caughtUp      *metrics.Counter
}

func newCounters(b *Bot) *counters {
	s := metrics.NewSet()
	c := &counters{
		set:           s,
		eventsDone:    s.NewCounter(`heed_events_total{result="done"}`),
		eventsFailed:  s.NewCounter(`heed_events_total{result="failed"}`),
		eventTime:     s.NewHistogram(`heed_event_seconds`),
		effectsSent:   s.NewCounter(`heed_effects_total{result="sent"}`),
		effectsFailed: s.NewCounter(`heed_effects_total{result="failed"}`),
		caughtUp:      s.NewCounter(`heed_caught_up_total`),
	}
	for name, read := range map[string]func() float64{
		`heed_connections`:                         func() float64 { return float64(b.listener.Stats().Up) },
		`heed_envelopes_total{result="received"}`:  func() float64 { return float64(b.listener.Stats().Received) },
		`heed_envelopes_total{result="known"}`:     func() float64 { return float64(b.listener.Stats().Known) },
		`heed_envelopes_total{result="ignored"}`:   func() float64 { return float64(b.listener.Stats().Ignored) },
		`heed_envelopes_total{result="undecoded"}`: func() float64 { return float64(b.listener.Stats().Undecodable) },
		`heed_envelopes_total{result="refused"}`:   func() float64 { return float64(b.listener.Stats().Refused) },
	} {
		s.NewGauge(name, read)
	}
	return c
}

// WriteMetrics writes all counters in the text format of Prometheus.
func (b *Bot) WriteMetrics(w io.Writer) {
	b.counts.set.WritePrometheus(w)
	metrics.WriteProcessMetrics(w)
}

// Connected reports whether Slack can reach the bot now.
func (b *Bot) Connected() bool { return b.listener.Stats().Up > 0 }
