package bot_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// The rules of who imports whom: one way, from cmd to the domain, and each
// outside package behind one door. A package that isn't listed fails the
// test, so that a new one gets its place here first. Names ending in "..."
// stand for everything below.

// domain packages decide things from values alone.
var domain = []string{
	"heed/bot/text", "heed/bot/call", "heed/bot/when", "heed/bot/analyze", "heed/bot/followup", "heed/bot/reply",
	"heed/bot/memory", "heed/bot/find", "heed/bot/fit", "heed/bot/story", "heed/bot/digest", "heed/bot/pattern", "heed/bot/message", "heed/bot/pick", "heed/bot/voice",
}

// textLibraries are what domain packages may take from elsewhere.
var textLibraries = []string{
	"golang.org/x/text...", "github.com/clipperhouse/uax29...", "github.com/agnivade/levenshtein", "github.com/kljensen/snowball...", "github.com/abadojack/whatlanggo", "github.com/tidwall/gjson", "github.com/BurntSushi/toml",
}

// rule is what one package may import besides the standard library.
type rule struct {
	may   []string // itself
	tests []string // its tests, beyond that
}

func rules() map[string]rule {
	const (
		zerolog = "github.com/rs/zerolog"
		bolt    = "heed/store/bolt"
		fake    = "heed/bot/slackfake"
		txtar   = "golang.org/x/tools/txtar"
		kvtest  = "heed/store/kv/kvtest"
	)
	keeping := []string{"heed/store", "heed/store/kv"}
	r := map[string]rule{
		"heed/cmd/heed": {
			slices.Concat(domain, keeping, []string{
				"heed/bot", "heed/bot/playground", "heed/bot/script", "heed/bot/slackbot", bolt, "heed/store/durable", "heed/store/seal", zerolog, "github.com/joho/godotenv", "golang.org/x/term",
			}),
			[]string{fake, "github.com/rogpeppe/go-internal/testscript"},
		},
		"heed/bot/script": {slices.Concat(keeping, []string{"heed/bot", "heed/bot/pattern", "heed/bot/slackbot", "heed/store/seal", fake, zerolog}), []string{bolt, txtar}},
		"heed/bot/playground": {
			[]string{"heed/bot/script", fake, "heed/store/kv", zerolog},
			[]string{bolt, "go.yaml.in/yaml/v3", "github.com/chromedp/chromedp...", "github.com/chromedp/cdproto..."},
		},
		"heed/bot": {
			slices.Concat(domain, []string{
				"heed/bot/calendar", "heed/bot/coach", "heed/bot/inbox", "heed/bot/outbox", "heed/bot/slackbot", "heed/store", zerolog, "github.com/VictoriaMetrics/metrics",
			}),
			[]string{"heed/store/kv", "heed/store/seal", kvtest, bolt, fake, "heed/bot/script", "heed/bot/madeup"},
		},
		"heed/bot/slackbot": {
			[]string{"heed/bot/coach", "heed/bot/message", "heed/bot/outbox", "heed/bot/pattern", "heed/store", zerolog, "github.com/slack-go/slack...", "golang.org/x/time/rate"},
			[]string{fake, txtar, "go.yaml.in/yaml/v3"},
		},
		"heed/bot/lanes":       {},
		"heed/bot/calendar":    {[]string{"heed/bot/when", "github.com/arran4/golang-ical"}, nil},
		"heed/bot/madeup":      {},
		"heed/contrib/compare": {[]string{"heed/bot/madeup"}, nil},
		"heed/bot/outbox":      {[]string{"heed/bot/lanes", "heed/store", zerolog}, []string{bolt, "heed/store/kv", kvtest, fake}},
		"heed/bot/inbox":       {[]string{"heed/bot/lanes", "heed/store", zerolog}, []string{bolt, "heed/store/kv", kvtest}},
		"heed/bot/setting":     {slices.Concat(domain, []string{"heed/store"}), nil},
		"heed/bot/coach":       {slices.Concat(domain, keeping, []string{"heed/bot/setting", zerolog}), []string{bolt, txtar, "heed/bot/outbox", "heed/store/seal"}},
		"heed/bot/slackfake":   {[]string{"github.com/gorilla/websocket"}, nil},
		"heed/store":           {slices.Concat(domain, []string{"heed/store/kv", "heed/store/seal"}), []string{bolt}},
		"heed/store/seal":      {[]string{"heed/store/durable"}, nil},
		"heed/store/durable":   {},
		"heed/store/bolt":      {[]string{"heed/store/kv", "heed/store/durable", "go.etcd.io/bbolt...", "golang.org/x/sys/unix"}, []string{kvtest}},
		"heed/store/kv":        {[]string{"github.com/tidwall/btree"}, []string{kvtest}},
		kvtest:                 {[]string{"heed/store/kv"}, nil},
	}
	for _, p := range domain {
		r[p] = rule{slices.Concat(domain, textLibraries), []string{txtar, "heed/bot/madeup"}}
	}
	return r
}

// outside are parts of the standard library that no domain package may lean
// on: there is no clock, network, file or log in deciding.
var outside = []string{"net...", "os", "os/exec", "os/signal", "log...", "math/rand...", "crypto/rand", "database/sql..."}

func TestImports(t *testing.T) {
	rules := rules()
	for _, p := range packages(t) {
		r, ok := rules[p.ImportPath]
		if !ok {
			t.Errorf("%s has no rule: say in this file what it may import", p.ImportPath)
			continue
		}
		for _, i := range p.Imports {
			if !std(i) && !covers(r.may, i) {
				t.Errorf("%s imports %s", p.ImportPath, i)
			}
			if slices.Contains(domain, p.ImportPath) && covers(outside, i) {
				t.Errorf("%s is of the domain and imports %s", p.ImportPath, i)
			}
		}
		for _, i := range slices.Concat(p.TestImports, p.XTestImports) {
			if !std(i) && i != p.ImportPath && !covers(r.may, i) && !covers(r.tests, i) && !covers(domain, i) {
				t.Errorf("a test of %s imports %s", p.ImportPath, i)
			}
		}
		delete(rules, p.ImportPath)
	}
	for path := range rules {
		t.Errorf("there is a rule for %s and no such package", path)
	}
}

// TestDependencies looks through whatever libraries bring along.
func TestDependencies(t *testing.T) {
	never := map[string][]string{
		"heed/bot/slackfake": {"github.com/slack-go/...", "heed/..."},
		"heed/bot/coach":     {"github.com/slack-go/...", "go.etcd.io/...", "net/http", "heed/bot/slackbot", "heed/bot/slackfake"},
		"heed/store":         {"github.com/slack-go/...", "go.etcd.io/...", "net/http", "github.com/rs/zerolog..."},
		"heed/bot":           {"heed/bot/slackfake", "heed/store/bolt", "go.etcd.io/..."},
	}
	for _, p := range domain {
		never[p] = []string{"net/http", "github.com/slack-go/...", "go.etcd.io/...", "github.com/rs/zerolog...", "heed/store..."}
	}
	for _, p := range packages(t) {
		for _, d := range p.Deps {
			if d != p.ImportPath && covers(never[p.ImportPath], d) {
				t.Errorf("%s depends on %s", p.ImportPath, d)
			}
		}
	}
}

// covers tells whether a list has a path, or a pattern for it.
func covers(list []string, path string) bool {
	return slices.ContainsFunc(list, func(want string) bool {
		start, below := strings.CutSuffix(want, "...")
		start = strings.TrimSuffix(start, "/")
		return path == start || below && strings.HasPrefix(path, start+"/")
	})
}

func TestCovers(t *testing.T) {
	for _, c := range []struct {
		want, path string
		covers     bool
	}{
		{"net...", "net/http", true},
		{"net...", "net", true},
		{"net...", "network", false},
		{"heed/...", "heed/store", true},
		{"os", "os/exec", false},
		{"github.com/clipperhouse/uax29...", "github.com/clipperhouse/uax29/v2/words", true},
	} {
		if got := covers([]string{c.want}, c.path); got != c.covers {
			t.Errorf("%q covers %q: %v", c.want, c.path, got)
		}
	}
}

// std tells whether a path is of the standard library, whose first element
// has no dot; "heed" is ours.
func std(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return first != "heed" && !strings.Contains(first, ".")
}

type pkg struct {
	ImportPath                               string
	Imports, TestImports, XTestImports, Deps []string
}

// packages are all packages of Heed, as the go command sees them.
func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports,TestImports,XTestImports,Deps", "heed/...")
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, errs.String())
	}
	var all []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if len(all) < 10 {
		t.Fatalf("go list knows %d packages", len(all))
	}
	return all
}
