package bot_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"heed/bot"
	"heed/bot/digest"
	"heed/bot/slackfake"
	"heed/store"
)

// Bars for a store of a million notes.
const (
	maxOpen   = time.Second
	maxAnswer = time.Second
	maxRSS    = 150 << 20
)

// BenchmarkBigStore opens a store of a million notes, in this process and in
// the real binary, asks that for briefs, and looks at its memory.
func BenchmarkBigStore(b *testing.B) {
	path := bigStore(b)
	forgetEvents(b, path)
	w, c := bigWorkspace(b)
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			openBig(b, w, path)
		}
	})
	b.Run("clock", func(b *testing.B) { clockBig(b, w, path) })
	b.Run("brief", func(b *testing.B) {
		heed := buildHeed(b)
		for b.Loop() {
			briefs(b, heed, w, c, path)
		}
		b.ReportMetric(0, "ns/op")
	})
}

// forgetEvents takes the events of earlier runs out of the store: the ids that
// a fake workspace gives out begin anew with each.
func forgetEvents(b *testing.B, path string) {
	s, err := openSealed(b.Context(), path)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := s.Sweep(b.Context(), time.Now().Add(store.KeepSent+store.KeepDone)); err != nil {
		b.Fatal(err)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
}

// bigWorkspace is the workspace that the big store was made in.
func bigWorkspace(tb testing.TB) (*slackfake.Workspace, *crowd) {
	w := slackfake.New(slackfake.Options{Clock: time.Now})
	tb.Cleanup(w.Close)
	return w, newCrowd(w, *bigPeople, 200, 0)
}

// clockBig times a tick with nothing to do, and one that makes the week's
// digest, over a team of a thousand.
func clockBig(b *testing.B, w *slackfake.Workspace, path string) {
	s, err := openSealed(b.Context(), path)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	h, err := bot.New(b.Context(), bot.Options{Store: s, Log: zerolog.Nop(), Slack: slackConfig(w)})
	if err != nil {
		b.Fatal(err)
	}
	now := time.Now()
	step := func() time.Duration {
		began := time.Now()
		if _, err := h.Step(b.Context(), now); err != nil {
			b.Fatal(err)
		}
		return time.Since(began)
	}
	digestTo(b, s, "")
	step() // the nudges of the day
	idle := []time.Duration{step(), step(), step(), step(), step()}
	digestTo(b, s, "C00000000")
	seq := len(w.Log())
	b.ReportMetric(ms(step()), "digest-ms")
	b.ReportMetric(ms(quantile(idle, 0.5)), "tick-ms")
	b.ReportMetric(0, "ns/op")
	if got := len(w.LogSince(seq)); got != 1 {
		b.Errorf("%d messages, want one digest", got)
	}
}

// digestTo has the weekly digest of the big store's team posted to a channel,
// and forgets that it was.
func digestTo(b *testing.B, s *store.Store, channel string) {
	b.Helper()
	err := s.Update(b.Context(), func(tx *store.Tx) error {
		ws, _, err := store.Workspaces.Get(tx, store.WorkspaceKey(bigTeam))
		ws.Team, ws.DigestTo, ws.Ran = bigTeam, channel, ""
		ws.Digest = digest.Schedule{Weekday: time.Now().Add(-24 * time.Hour).UTC().Weekday(), Hour: 9, Zone: "UTC"}
		if err != nil {
			return err
		}
		return store.Workspaces.Put(tx, &ws)
	})
	if err != nil {
		b.Fatal(err)
	}
}

func openBig(b *testing.B, w *slackfake.Workspace, path string) {
	began := time.Now()
	s, err := openSealed(b.Context(), path)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := bot.New(b.Context(), bot.Options{Store: s, Log: zerolog.Nop(), Slack: slackConfig(w)}); err != nil {
		b.Fatal(err)
	}
	took := time.Since(began)
	b.ReportMetric(ms(took), "open-ms")
	if took > maxOpen {
		b.Errorf("opening took %v, more than %v", took, maxOpen)
	}
	if err := s.Close(); err != nil {
		b.Error(err)
	}
}

// briefs asks the real binary for briefs of customers, by their whole names,
// a prefix and a mistyped name.
func briefs(b *testing.B, heed string, w *slackfake.Workspace, c *crowd, path string) {
	ctx, cancel := context.WithTimeout(b.Context(), 2*time.Minute)
	defer cancel()
	began := time.Now()
	p := startHeed(b, heed, w, path)
	if err := w.WaitConnected(ctx, 1); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(ms(time.Since(began)), "start-ms")
	var took []time.Duration
	used := p.cpu()
	for n := range bigAsked {
		took = append(took, askBrief(ctx, b, w, c, customerName(n*199%*bigCustomers)))
	}
	b.ReportMetric(ms((p.cpu()-used)/bigAsked), "brief-cpu-ms")
	b.ReportMetric(ms(took[0]), "first-ms")
	typo := askBrief(ctx, b, w, c, "Quarzt Fods")
	b.ReportMetric(ms(typo), "typo-ms")
	b.ReportMetric(ms(quantile(took, 0.5)), "brief-p50-ms")
	b.ReportMetric(ms(quantile(took, 0.99)), "brief-p99-ms")
	b.ReportMetric(ms(quantile(took, 1)), "brief-max-ms")
	used = p.cpu()
	finds(ctx, b, w, c)
	b.ReportMetric(ms((p.cpu()-used)/bigAsked), "find-cpu-ms")
	known, unknown := bigNotesTold(ctx, b, c)
	b.ReportMetric(ms(quantile(known, 0.5)), "note-p50-ms")
	b.ReportMetric(ms(quantile(unknown, 0.5)), "new-customer-p50-ms")
	m := p.memory()
	b.ReportMetric(mb(m["VmRSS"]), "rss-MB")
	b.ReportMetric(mb(m["RssAnon"]), "anon-MB")
	b.ReportMetric(mb(m["VmHWM"]), "peak-MB")
	if slowest := max(took[len(took)-1], typo); slowest > maxAnswer {
		b.Errorf("a brief took %v, more than %v", slowest, maxAnswer)
	}
	if m["VmRSS"] > maxRSS {
		b.Errorf("%.0f MB are resident (%.0f anonymous), more than %d", mb(m["VmRSS"]), mb(m["RssAnon"]), maxRSS>>20)
	}
	b.ReportMetric(ms(p.stop(b)), "stop-ms")
	b.Logf("briefs %v to %v, mistyped %v, notes %v, of new customers %v, %v", took[0], took[len(took)-1], typo, quantile(known, 0.5), quantile(unknown, 0.5), m)
}

// finds looks for words as people do, and says how long the answers took. The
// first brings the words of all customers into memory.
func finds(ctx context.Context, b *testing.B, w *slackfake.Workspace, c *crowd) {
	b.Helper()
	rng := rand.New(rand.NewPCG(3, 5))
	var all []time.Duration
	first := ask(ctx, b, w, c, "find "+typed(rng, "rare"))
	b.ReportMetric(ms(first), "find-first-ms")
	for _, kind := range findKinds {
		var took []time.Duration
		for range bigAsked / len(findKinds) {
			took = append(took, ask(ctx, b, w, c, "find "+typed(rng, kind)))
		}
		b.ReportMetric(ms(quantile(took, 0.5)), "find-"+kind+"-p50-ms")
		all = append(all, took...)
	}
	b.ReportMetric(ms(quantile(all, 0.5)), "find-p50-ms")
	b.ReportMetric(ms(quantile(all, 0.99)), "find-p99-ms")
	b.ReportMetric(ms(quantile(all, 1)), "find-max-ms")
}

// findKinds are the kinds of search.
var findKinds = []string{"common", "mistyped", "of", "rare", "three", "two"}

// typed is what somebody looks for.
func typed(rng *rand.Rand, kind string) string {
	word, code := noteWords[rng.IntN(len(noteWords))], bigWord(rng.IntN(bigWords))
	switch kind {
	case "common":
		return word
	case "mistyped":
		return "hadnover"
	case "of":
		return word + " " + customerName(rng.IntN(*bigCustomers))
	case "rare":
		return code
	case "three":
		return "spreadsheet numbers " + word
	}
	return word + " " + code
}

// bigAsked is how many briefs, and how many searches, are asked for.
const bigAsked = 300

// noteWords stand in many notes and in what many customers said.
var noteWords = []string{"handover", "booking", "faults", "board", "training", "import", "invoice", "audit", "warehouse"}

// bigNotesTold has notes written, about customers that are known and not, and
// says how long after each its coaching message came.
func bigNotesTold(ctx context.Context, b *testing.B, c *crowd) (known, unknown []time.Duration) {
	b.Helper()
	// The store is kept from run to run, and knows a note that comes again.
	c.rng = rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	for n := range 40 {
		customer, took := customerName(c.rng.IntN(*bigCustomers)), &known
		if n%4 == 0 {
			customer, took = fmt.Sprintf("Brandnew%d Ventures", time.Now().UnixNano()), &unknown
		}
		code := fmt.Sprintf("Q%06d", c.rng.IntN(1e6))
		seq, began := len(c.w.Log()), time.Now()
		if _, err := c.w.Post(c.people[100+n], c.channels[n], noteText(c.rng, customer, code)); err != nil {
			b.Fatal(err)
		}
		if _, err := c.w.WaitLog(ctx, seq, func(e slackfake.Entry) bool { return coached(e) == code }); err != nil {
			for _, e := range c.w.LogSince(seq) {
				b.Log(e.Kind, e.Private, e.Message.Text)
			}
			b.Fatal(n, err)
		}
		*took = append(*took, time.Since(began))
	}
	return known, unknown
}

// askBrief types the command and waits for the answer.
func askBrief(ctx context.Context, b *testing.B, w *slackfake.Workspace, c *crowd, customer string) time.Duration {
	b.Helper()
	return askFor(ctx, b, w, c, "brief "+customer, strings.Fields(customer)[0])
}

// ask types a command that finds something or not.
func ask(ctx context.Context, b *testing.B, w *slackfake.Workspace, c *crowd, command string) time.Duration {
	b.Helper()
	return askFor(ctx, b, w, c, command, "look through")
}

func askFor(ctx context.Context, b *testing.B, w *slackfake.Workspace, c *crowd, command, want string) time.Duration {
	b.Helper()
	seq := len(w.Log())
	began := time.Now()
	if err := w.Slash(c.people[0], c.channels[0], "/heed", command); err != nil {
		b.Fatal(err)
	}
	e, err := w.WaitLog(ctx, seq, func(e slackfake.Entry) bool { return e.Private == c.people[0] })
	if err != nil {
		b.Fatal(err)
	}
	took := time.Since(began)
	if said := fmt.Sprint(e.Message.Text, e.Message.Blocks); e.Kind != slackfake.Whispered || !strings.Contains(said, want) {
		b.Fatalf("%s: %s %s", command, e.Kind, said)
	}
	return took
}

func mb(n int64) float64 { return float64(n) / (1 << 20) }

// buildHeed builds the real binary.
func buildHeed(tb testing.TB) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "heed")
	if out, err := exec.CommandContext(tb.Context(), "go", "build", "-o", path, "heed/cmd/heed").CombinedOutput(); err != nil {
		tb.Fatalf("building heed: %v\n%s", err, out)
	}
	return path
}

// process is a running heed.
type process struct {
	cmd  *exec.Cmd
	done chan error
}

// startHeed runs the real binary against w with its store at path.
func startHeed(tb testing.TB, heed string, w *slackfake.Workspace, path string) *process {
	tb.Helper()
	cmd := exec.Command(heed)
	cmd.Dir = tb.TempDir() // no .env there
	cmd.Env = append(os.Environ(), "SLACK_BOT_TOKEN="+w.BotToken(), "SLACK_APP_TOKEN="+w.AppToken(), "SLACK_API_URL="+w.URL(), "HEED_DB="+path, "HEED_LOG_LEVEL=error")
	return start(tb, cmd)
}

// start starts cmd, and kills it at the end if it still runs then.
func start(tb testing.TB, cmd *exec.Cmd) *process {
	tb.Helper()
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	p := &process{cmd: cmd, done: make(chan error, 1)}
	go func() { p.done <- cmd.Wait() }()
	tb.Cleanup(func() { _ = cmd.Process.Kill() })
	return p
}

// stop sends SIGTERM and says how long the process took to end.
func (p *process) stop(tb testing.TB) time.Duration {
	tb.Helper()
	began := time.Now()
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	if err := <-p.done; err != nil {
		tb.Errorf("heed ended with %v", err)
	}
	return time.Since(began)
}

// memory reads bytes by name from /proc/PID/status, where there is one.
func (p *process) memory() map[string]int64 {
	out := map[string]int64{}
	f, err := os.Open(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return out
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		name, rest, _ := strings.Cut(lines.Text(), ":")
		if n, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64); err == nil {
			out[name] = n << 10
		}
	}
	return out
}

// cpu is the processor time that the process has used so far.
func (p *process) cpu() time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(stat), ") ")
	f := strings.Fields(rest) // utime and stime are fields 14 and 15 of the line
	user, _ := strconv.ParseInt(f[11], 10, 64)
	system, _ := strconv.ParseInt(f[12], 10, 64)
	return time.Duration(user+system) * time.Second / 100 // USER_HZ is 100 on every Linux
}
