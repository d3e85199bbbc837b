package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"heed/bot/slackfake"
)

// patience is how long anything may take here before a test gives up.
const patience = 60 * time.Second

// workspace is a script's fake Slack.
type workspace struct {
	*slackfake.Workspace
	ana  slackfake.User
	seen atomic.Int64 // entries of the log that await has looked at
}

type workspaceKey struct{}

func workspaceOf(ts *testscript.TestScript) *workspace {
	w, ok := ts.Value(workspaceKey{}).(**workspace)
	if !ok || *w == nil {
		ts.Fatalf("no slack yet")
	}
	return *w
}

// slackCmd starts a fake workspace: slack [dotenv] [scopes=a,b] [app-scopes=a,b].
// Its address and tokens go into the environment, or with dotenv into .env.
func slackCmd(ts *testscript.TestScript, _ bool, args []string) {
	var o slackfake.Options
	file := false
	for _, a := range args {
		name, list, _ := strings.Cut(a, "=")
		switch name {
		case "dotenv":
			file = true
		case "scopes":
			o.Scopes = strings.Split(list, ",")
		case "app-scopes":
			o.AppScopes = strings.Split(list, ",")
		default:
			ts.Fatalf("slack: what is %q?", a)
		}
	}
	o.Clock = time.Now
	w := &workspace{Workspace: slackfake.New(o)}
	ts.Defer(w.Close)
	w.ana = w.AddUser(slackfake.User{Name: "ana", RealName: "Ana Ruiz", TZ: "Europe/Berlin"})
	*ts.Value(workspaceKey{}).(**workspace) = w
	p := ts.Value(plantedKey{}).(*planted)
	set := func(name, value string) {
		if !file {
			ts.Setenv(name, value)
			return
		}
		ts.Check(appendLine(ts.MkAbs(".env"), name+"="+value))
	}
	set("SLACK_API_URL", w.URL())
	set("SLACK_BOT_TOKEN", p.add(w.BotToken()))
	set("SLACK_APP_TOKEN", p.add(w.AppToken()))
}

func appendLine(path, line string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(f, line); err != nil {
		return err
	}
	return f.Close()
}

// faultCmd lets calls go wrong: fault METHOD N STATUS|CODE.
func faultCmd(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: fault METHOD N STATUS|CODE")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	f := slackfake.Refuse(args[2])
	if status, err := strconv.Atoi(args[2]); err == nil {
		f = slackfake.ServerError(status)
	}
	workspaceOf(ts).Inject(args[0], n, f)
}

// anaCmd is what Ana writes to Heed: ana FILE.
func anaCmd(ts *testscript.TestScript, _ bool, args []string) {
	w := workspaceOf(ts)
	_, err := w.DM(w.ana.ID, strings.TrimSpace(ts.ReadFile(args[0])))
	ts.Check(err)
}

// awaitCmd waits for the bot: await connected, await calls METHOD N, or
// await dm TEXT for a new message to Ana that says so.
func awaitCmd(ts *testscript.TestScript, _ bool, args []string) {
	w := workspaceOf(ts)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	switch {
	case len(args) == 1 && args[0] == "connected":
		ts.Check(w.WaitConnected(ctx, 1))
	case len(args) == 3 && args[0] == "calls":
		n, err := strconv.Atoi(args[2])
		ts.Check(err)
		ts.Check(w.WaitUntil(ctx, strings.Join(args, " "), func(s slackfake.Stats) bool { return s.Calls[args[1]] >= n }))
	case len(args) == 2 && args[0] == "dm":
		ts.Check(w.waitDM(ctx, args[1]))
	default:
		ts.Fatalf("await: what is %q?", args)
	}
}

func (w *workspace) waitDM(ctx context.Context, text string) error {
	for {
		e, err := w.WaitLog(ctx, int(w.seen.Load()), func(e slackfake.Entry) bool {
			return e.By == w.BotUser() && e.Private == w.ana.ID
		})
		if err != nil {
			return fmt.Errorf("no message with %q: %w", text, err)
		}
		w.seen.Store(int64(e.Seq) + 1)
		if strings.Contains(w.Render(e.Message), text) {
			return nil
		}
	}
}

// plantCmd puts a made-up token into a variable: plant NAME PREFIX.
func plantCmd(ts *testscript.TestScript, _ bool, args []string) {
	p := ts.Value(plantedKey{}).(*planted)
	ts.Setenv(args[0], args[1]+p.add("1234-5678-"+rand.Text()))
}

// brokenCmd writes a .env with a line that is none, and a token in it.
func brokenCmd(ts *testscript.TestScript, _ bool, _ []string) {
	p := ts.Value(plantedKey{}).(*planted)
	ts.Check(appendLine(ts.MkAbs(".env"), "SLACK_BOT_TOKEN xoxb-"+p.add(rand.Text())+"'"))
}

// sigtermCmd asks every process in the background to end.
func sigtermCmd(ts *testscript.TestScript, _ bool, _ []string) {
	*ts.Value(askedKey{}).(*time.Time) = time.Now()
	for _, c := range ts.BackgroundCmds() {
		ts.Check(c.Process.Signal(syscall.SIGTERM))
	}
}

// askedKey leads to when sigterm was last run.
type askedKey struct{}

// withinCmd checks after a wait that the processes obeyed sigterm in time:
// within 10s.
func withinCmd(ts *testscript.TestScript, _ bool, args []string) {
	limit, err := time.ParseDuration(args[0])
	ts.Check(err)
	if took := time.Since(*ts.Value(askedKey{}).(*time.Time)); took > limit {
		ts.Fatalf("it took %v to end", took)
	}
}

// portCmd sets a variable to an address that nobody listens on: port NAME.
func portCmd(ts *testscript.TestScript, _ bool, args []string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Check(l.Close())
	ts.Setenv(args[0], l.Addr().String())
}

// httpCmd asks until an answer comes with this status: http STATUS URL. The
// answer becomes the file "answer".
func httpCmd(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	last := ""
	for {
		status, body, err := get(ctx, args[1])
		if err == nil && status == want {
			ts.Check(os.WriteFile(ts.MkAbs("answer"), body, 0o600))
			return
		}
		last = fmt.Sprint(status, " ", string(body), err)
		select {
		case <-ctx.Done():
			ts.Fatalf("no %d from %s; the last answer was %s", want, args[1], last)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func get(ctx context.Context, url string) (int, []byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, nil, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return res.StatusCode, body, err
}

// statusCmd runs a command and checks its exit status: status N COMMAND ….
func statusCmd(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}
