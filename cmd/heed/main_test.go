package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// The scripts in testdata/script run the real main in processes of its own;
// the fake Slack lives in the test's process.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"heed": main})
}

func TestScripts(t *testing.T) {
	testscript.RunT(watched{T: t}, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"slack":      slackCmd,
			"fault":      faultCmd,
			"ana":        anaCmd,
			"await":      awaitCmd,
			"plant":      plantCmd,
			"broken-env": brokenCmd,
			"sigterm":    sigtermCmd,
			"status":     statusCmd,
			"within":     withinCmd,
			"port":       portCmd,
			"http":       httpCmd,
		},
		Setup: func(e *testscript.Env) error {
			e.Setenv("TZ", "UTC")
			w := e.T().(watched)
			e.Values[plantedKey{}] = w.planted
			e.Values[workspaceKey{}] = new(*workspace)
			e.Values[askedKey{}] = new(time.Time)
			e.Defer(func() { w.noLeakIn(e.WorkDir) })
			return nil
		},
		RequireExplicitExec: true,
	})
}

// planted are the secrets of one script. They are made by the commands that
// use them, so that no line of the script's own holds one.
type planted struct{ secrets []string }

type plantedKey struct{}

func (p *planted) add(secret string) string {
	p.secrets = append(p.secrets, secret)
	return secret
}

// watched is a script's test. All that its processes print or write is
// searched for the planted secrets.
type watched struct {
	*testing.T
	planted *planted
}

func (w watched) Run(name string, f func(testscript.T)) {
	w.T.Run(name, func(t *testing.T) { f(watched{T: t, planted: &planted{}}) })
}

// Verbose lets the log be whole, whether it is shown or not.
func (w watched) Verbose() bool { return true }

// Log takes the output of a whole script, at its end.
func (w watched) Log(args ...any) {
	w.Helper()
	w.noLeak("the output", fmt.Sprint(args...))
	w.T.Log(args...)
}

func (w watched) noLeak(where, text string) {
	for _, s := range w.planted.secrets {
		if strings.Contains(text, s) {
			w.Errorf("a token stands in %s", where)
		}
	}
}

func (w watched) noLeakIn(folder string) {
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || filepath.Base(path) == ".env" {
			return err
		}
		data, err := os.ReadFile(path)
		w.noLeak(filepath.Base(path), string(data))
		return err
	})
	if err != nil {
		w.Error(err)
	}
}
