package bot_test

import (
	"context"
	"flag"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"heed/bot/slackfake"
)

var (
	ingestFor  = flag.Duration("ingest", 20*time.Second, "how long BenchmarkIngest talks")
	ingestRate = flag.Int("rate", 500, "messages a second in BenchmarkIngest")
)

// BenchmarkIngest lets 300 people write 500 messages a second into 60
// channels for 20 s: over real websockets, onto disk, through coaching, and
// out as direct messages. None may be lost or coached on twice, and the
// acknowledgements must come long before Slack's three seconds.
func BenchmarkIngest(b *testing.B) {
	for b.Loop() {
		ingest(b, *ingestRate, *ingestFor)
	}
	b.ReportMetric(0, "ns/op") // the length of the run says nothing
}

// maxAck is the most that the 99th percentile of acknowledgements may take.
const maxAck = 250 * time.Millisecond

func ingest(b *testing.B, rate int, d time.Duration) {
	ctx, cancel := context.WithTimeout(b.Context(), d+2*time.Minute)
	defer cancel()
	w := slackfake.New(slackfake.Options{Clock: time.Now})
	defer w.Close()
	c := newCrowd(w, 300, 50, 10)
	r, err := run(ctx, slackConfig(w), newStorePath(b), zerolog.Nop())
	if err != nil {
		b.Fatal(err)
	}
	for _, err := range []error{c.watch(ctx, r.store), w.WaitConnected(ctx, 2)} {
		if err != nil {
			b.Fatal(err)
		}
	}
	began := time.Now()
	if err := c.talk(ctx, rate, d); err != nil {
		b.Fatal(err)
	}
	talked := time.Since(began)
	if err := w.WaitAcked(ctx); err != nil {
		b.Fatal(err)
	}
	if err := c.waitCoached(ctx); err != nil {
		b.Error(err)
	}
	if err := idle(ctx, r.store); err != nil {
		b.Fatal(err)
	}
	caughtUp := time.Since(began) - talked
	lost, extra, err := c.lost(ctx, r.store)
	if err != nil {
		b.Fatal(err)
	}
	if err := r.stop(); err != nil {
		b.Error(err)
	}
	times := c.countCoached()
	s := w.Stats()
	acks := w.AckTimes()
	p99 := quantile(acks, 0.99)
	b.ReportMetric(ms(quantile(acks, 0.5)), "ack-p50-ms")
	b.ReportMetric(ms(p99), "ack-p99-ms")
	b.ReportMetric(ms(quantile(acks, 1)), "ack-max-ms")
	b.ReportMetric(float64(len(c.said)+c.edits)/talked.Seconds(), "messages/s")
	b.ReportMetric(float64(len(c.notes)), "notes")
	b.ReportMetric(float64(lost+s.Lost+len(c.notes)-len(times)), "lost")
	b.ReportMetric(float64(c.report(b, times)+extra), "twice")
	b.ReportMetric(float64(s.Redelivered), "redelivered")
	b.ReportMetric(caughtUp.Seconds(), "behind-s")
	if lost+extra+s.Lost != 0 || len(times) != len(c.notes) {
		b.Errorf("%d lost, %d too many in the inbox, %d given up by Slack, %d of %d notes coached on", lost, extra, s.Lost, len(times), len(c.notes))
	}
	if p99 > maxAck {
		b.Errorf("the 99th percentile of acks is %v, more than %v", p99, maxAck)
	}
}
