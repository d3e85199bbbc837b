package slackbot

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"heed/bot/slackfake"
)

func TestProbe(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	self, granted, problems := Probe(deadline(t), w.config())
	if self.Team != w.TeamID() || self.BotUser != w.BotUser() || self.BotID != w.BotID() || self.AppID != w.AppID() || self.TeamName == "" {
		t.Errorf("%+v", self)
	}
	if len(granted) < len(Scopes) || len(problems) != 0 {
		t.Errorf("%v, %v", granted, problems)
	}
}

// The most common silent failure: the token is from before the scopes.
func TestProbeNamesWhatIsMissing(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	w.Inject("auth.test", 1, slackfake.Refuse("token_revoked"))
	w.Inject("apps.connections.open", 1, slackfake.Refuse("missing_scope"))
	self, _, problems := Probe(deadline(t), w.config())
	if self != (Identity{}) || len(problems) != 2 {
		t.Fatalf("%+v, %v", self, problems)
	}
	for i, want := range []string{"SLACK_BOT_TOKEN", "connections:write"} {
		if p := problems[i]; !p.Fatal || !strings.Contains(p.String(), want) || strings.Contains(p.String(), w.BotToken()) {
			t.Errorf("%v", p)
		}
	}

	var some []string
	for _, s := range scopeNames() {
		if s != "im:write" && s != "dnd:read" {
			some = append(some, s)
		}
	}
	var fatal, optional []string
	for _, p := range missing(some) {
		if p.Fatal {
			fatal = append(fatal, p.String())
		} else {
			optional = append(optional, p.String())
		}
	}
	if len(fatal) != 1 || !strings.Contains(fatal[0], "im:write") || !strings.Contains(fatal[0], "reinstall") ||
		len(optional) != 1 || !strings.Contains(optional[0], "dnd:read") {
		t.Errorf("%v, %v", fatal, optional)
	}
	if p := missing(nil); len(p) != 0 {
		t.Errorf("a header that was dropped on the way: %v", p)
	}
}

func TestSwappedTokens(t *testing.T) {
	w := newWorld(t, slackfake.Options{})
	cfg := w.config()
	cfg.BotToken, cfg.AppToken = cfg.AppToken, cfg.BotToken
	_, _, problems := Probe(deadline(t), cfg)
	if len(problems) != 2 || !problems[0].Fatal || !problems[1].Fatal {
		t.Errorf("%v", problems)
	}
	if len(w.Problems()) > 0 {
		t.Log(w.Problems())
	}
}

type manifestFile struct {
	Display struct {
		Name        string `yaml:"name"`
		Description string `yaml:"description"`
		Long        string `yaml:"long_description"`
	} `yaml:"display_information"`
	Features struct {
		Home struct {
			Home     bool `yaml:"home_tab_enabled"`
			Messages bool `yaml:"messages_tab_enabled"`
			ReadOnly bool `yaml:"messages_tab_read_only_enabled"`
		} `yaml:"app_home"`
		Commands []struct {
			Command     string `yaml:"command"`
			Description string `yaml:"description"`
			Hint        string `yaml:"usage_hint"`
		} `yaml:"slash_commands"`
		Shortcuts []struct {
			Name     string `yaml:"name"`
			Type     string `yaml:"type"`
			Callback string `yaml:"callback_id"`
		} `yaml:"shortcuts"`
	} `yaml:"features"`
	OAuth struct {
		Scopes struct {
			Bot      []string `yaml:"bot"`
			Optional []string `yaml:"bot_optional"`
			User     []string `yaml:"user"`
		} `yaml:"scopes"`
	} `yaml:"oauth_config"`
	Settings struct {
		Events struct {
			Bot []string `yaml:"bot_events"`
		} `yaml:"event_subscriptions"`
		Interactivity struct {
			Enabled bool `yaml:"is_enabled"`
		} `yaml:"interactivity"`
		Socket   bool `yaml:"socket_mode_enabled"`
		Rotation bool `yaml:"token_rotation_enabled"`
	} `yaml:"settings"`
}

func TestManifest(t *testing.T) {
	raw, err := os.ReadFile("../../manifest.yml")
	if err != nil {
		t.Fatal(err)
	}
	var m manifestFile
	if err := yaml.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	var optional []string
	events := slices.Clone(freeEvents)
	for _, s := range Scopes {
		if s.Optional {
			optional = append(optional, s.Name)
		}
		events = append(events, s.Events...)
	}
	same(t, "scopes", m.OAuth.Scopes.Bot, scopeNames())
	same(t, "optional scopes", m.OAuth.Scopes.Optional, optional)
	same(t, "events", m.Settings.Events.Bot, slices.Compact(sorted(events)))
	same(t, "user scopes", m.OAuth.Scopes.User, nil)
	f := m.Features
	if !f.Home.Home || !f.Home.Messages || f.Home.ReadOnly || !m.Settings.Socket || !m.Settings.Interactivity.Enabled || m.Settings.Rotation {
		t.Errorf("%+v, %+v", f.Home, m.Settings)
	}
	if len(f.Commands) != 1 || f.Commands[0].Command != "/heed" || len(f.Shortcuts) != 1 ||
		f.Shortcuts[0].Callback != "coach_me" || f.Shortcuts[0].Type != "message" || f.Shortcuts[0].Name != "Coach me on this" {
		t.Errorf("%+v", f)
	}
	// Slack's limits, which a manifest fails on only once it is pasted.
	if len(m.Display.Name) > 35 || len(m.Display.Description) > 140 || len(m.Display.Long) < 174 || len(m.Display.Long) > 4000 ||
		len(f.Commands[0].Description) > 2000 || len(f.Commands[0].Hint) > 1000 || len(f.Shortcuts[0].Name) > 24 {
		t.Errorf("lengths: %d, %d, %d", len(m.Display.Description), len(m.Display.Long), len(f.Commands[0].Hint))
	}
}

func sorted(in []string) []string {
	out := slices.Clone(in)
	slices.Sort(out)
	return out
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if got, want := sorted(got), sorted(want); !slices.Equal(got, want) {
		t.Errorf("%s\ngot  %v\nwant %v", what, got, want)
	}
}

// methodOf is the Web API method behind each call of slack-go that the code
// makes. A new call has to be entered here, and its method in Scopes or
// freeMethods.
var methodOf = map[string]string{
	"AuthTestContext": "auth.test", "StartSocketModeContext": "apps.connections.open", "GetBotInfoContext": "bots.info",
	"PostMessageContext": "chat.postMessage", "UpdateMessageContext": "chat.update", "DeleteMessageContext": "chat.delete",
	"PostEphemeralContext": "chat.postEphemeral", "SendMessageContext": "", "GetPermalinkContext": "chat.getPermalink",
	"OpenViewContext": "views.open", "PushViewContext": "views.push", "PublishViewContext": "views.publish",
	"AddReactionContext": "reactions.add", "OpenConversationContext": "conversations.open",
	"GetConversationInfoContext": "conversations.info", "GetConversationHistoryContext": "conversations.history",
	"GetConversationRepliesContext": "conversations.replies", "GetUserInfoContext": "users.info", "GetDNDInfoContext": "dnd.info",
	"GetFileInfoContext": "files.info", "GetFileContext": "", "UploadToURL": "",
	"GetUploadURLExternalContext": "files.getUploadURLExternal", "CompleteUploadExternalContext": "files.completeUploadExternal",
}

// Every method that the code calls is in the table of scopes, and every method
// in the table is called.
func TestScopesCoverTheCode(t *testing.T) {
	known := slices.Clone(freeMethods)
	for _, s := range Scopes {
		if s.Why == "" || s.Without == "" {
			t.Errorf("%s doesn't say why", s.Name)
		}
		known = append(known, s.Methods...)
	}
	known = slices.Compact(sorted(known))
	var called []string
	for _, name := range slackCalls(t) {
		method, ok := methodOf[name]
		if !ok {
			t.Errorf("the code calls %s: which method is it, and which scope does that need?", name)
		}
		if method != "" {
			called = append(called, method)
		}
	}
	same(t, "methods", slices.Compact(sorted(called)), known)
}

// slackCalls are the names of the methods called on a slack-go client: on
// anything named api or files.
func slackCalls(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if fn, ok := call.Fun.(*ast.SelectorExpr); ok && isAPI(fn.X) {
				out = append(out, fn.Sel.Name)
			}
			return true
		})
	}
	if len(out) == 0 {
		t.Fatal("no calls found")
	}
	return append(out, "StartSocketModeContext") // by the socket client
}

func isAPI(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Ident:
		return x.Name == "api"
	case *ast.SelectorExpr:
		return x.Sel.Name == "api" || x.Sel.Name == "files"
	}
	return false
}
