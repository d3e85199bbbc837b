package slackbot

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"heed/bot/message"
)

func pretty(v any) string {
	var out strings.Builder
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return "error: " + err.Error() + "\n"
	}
	// Invisible characters must be seen in a golden file.
	return strings.NewReplacer(wordJoiner, `\u2060`, "\u200c", `\u200c`, "\u200d", `\u200d`).Replace(out.String())
}

func TestRender(t *testing.T) {
	for _, file := range goldenFiles(t, "testdata/render/*.txtar") {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if a.Files[0].Name == "view" {
				goldenView(t, file, a)
				return
			}
			var m message.Message
			if err := json.Unmarshal(section(t, a, "message"), &m); err != nil {
				t.Fatal(err)
			}
			golden(t, file, a, "posts", pretty(render(m, false)))
			bare := ""
			if native(m.Blocks) {
				bare = pretty(render(m, true))
			}
			golden(t, file, a, "bare", bare)
		})
	}
}

func goldenView(t *testing.T, file string, a *txtar.Archive) {
	t.Helper()
	var v message.View
	if err := json.Unmarshal(section(t, a, "view"), &v); err != nil {
		t.Fatal(err)
	}
	if v.Home {
		request, err := home(v, false)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, file, a, "request", pretty(request))
		return
	}
	request, err := modal(v, false)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, file, a, "request", pretty(request))
}

func TestViewRefusesWhatCannotBeCut(t *testing.T) {
	if _, err := modal(message.View{Private: strings.Repeat("x", maxPrivate+1)}, false); err == nil {
		t.Error("private metadata over the limit was taken")
	}
	if _, err := home(message.View{Callback: strings.Repeat("x", maxID+1)}, false); err == nil {
		t.Error("a callback id over the limit was taken")
	}
}

func TestViewSaysWhatIsLeftOut(t *testing.T) {
	var v message.View
	for i := range 130 {
		v.Blocks = append(v.Blocks, message.Block{Kind: message.Section, Text: message.T(fmt.Sprint("line ", i))})
	}
	request, err := modal(v, false)
	if err != nil || len(request.Blocks.BlockSet) != maxViewBlocks {
		t.Fatalf("%d blocks, %v", len(request.Blocks.BlockSet), err)
	}
	if last := mustJSON(request.Blocks.BlockSet[maxViewBlocks-1]); !strings.Contains(last, "and 31 more") {
		t.Errorf("last block %s", last)
	}
}

// A long message is divided: nothing of it is lost, and every part is within
// the limits.
func TestRenderDivides(t *testing.T) {
	var m message.Message
	var want []string
	for i := range 120 {
		line := fmt.Sprintf("point %d: %s", i, strings.Repeat("they said it twice ", 1+i%9))
		want = append(want, strings.Fields(line)...)
		m.Blocks = append(m.Blocks, message.Block{Kind: message.Section, Text: message.T(line)})
	}
	long := strings.Repeat("one long paragraph about the handover ", 700)
	want = append(want, strings.Fields(long)...)
	m.Blocks = append(m.Blocks, message.Block{Kind: message.Quote, Text: message.T(long)})

	parts := render(m, false)
	if len(parts) < 3 {
		t.Fatalf("%d posts", len(parts))
	}
	var got []string
	for i, p := range parts {
		words := shown(t, p.Blocks)
		if len(p.Blocks) > maxBlocks || len(words) > postWidth+maxBlocks || p.Text == "" {
			t.Errorf("post %d: %d blocks, %d characters, text %q", i, len(p.Blocks), len(words), p.Text)
		}
		got = append(got, strings.Fields(words)...)
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("%d words of %d came out", len(got), len(want))
	}
	if w := width(parts[0].Text); w > maxFallback+10 {
		t.Errorf("fallback of %d characters", w)
	}
}

// shown is all the text of the blocks, in order.
func shown(t testing.TB, blocks any) string {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(mustJSON(blocks)), &v); err != nil {
		t.Fatal(err)
	}
	var out []string
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			if s, ok := v["text"].(string); ok {
				out = append(out, s)
			}
			for _, k := range []string{"text", "elements", "rows", "accessory"} {
				walk(v[k])
			}
		}
	}
	walk(v)
	return strings.Join(out, " ")
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		in    string
		limit int
		want  string
	}{
		{"short", 10, "short"},
		{"exactly ten", 11, "exactly ten"},
		{"cut at a word here", 12, "cut at a…"},
		{"Donaudampfschifffahrt", 10, "Donaudamp…"},
		{"ab👩‍👩‍👧cd", 6, "ab…"},
		{"cafe\u0301 x y z", 5, "caf…"},
		{"", 5, ""},
		{"abc", 0, ""},
	} {
		if got := cut(c.in, c.limit); got != c.want || width(got) > c.limit {
			t.Errorf("cut(%q, %d) = %q, want %q", c.in, c.limit, got, c.want)
		}
	}
}

func TestDateFallback(t *testing.T) {
	day := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	got := mrkdwn(message.Text{{Time: &day}, {Text: " "}, {Time: &day, Text: "<Fri>|", Style: message.Bold}})
	want := "<!date^1795780800^{date_short_pretty} at {time}|Fri 27 Nov 2026> *<!date^1795780800^{date_short_pretty} at {time}|&lt;Fri&gt;|>*"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// live is a token that Slack acts on.
var live = regexp.MustCompile(`<[!@#][^>]*>`)

// Whatever a person wrote, in whatever place: nothing pings, links or formats
// but what Heed made.
func FuzzRender(f *testing.F) {
	for _, s := range []string{
		"<!channel>", "<@U123>", "*b* _i_ ~s~ `c`", "> q\n> q", "&lt;!here&gt;", "\u202Ex", "<https://x|y>",
		strings.Repeat("long ", 2000), "👩‍👩‍👧", "```x```", "<\u200b!channel>", "|>", "a\r\nb", strings.Repeat("\u0301", 7000), "a" + strings.Repeat("\u200d", 9000), "\xff\xfe<!here>",
	} {
		f.Add(s, uint8(3))
	}
	f.Fuzz(func(t *testing.T, s string, styles uint8) {
		style := []message.Style{message.Plain, message.Bold, message.Italic, message.Code, message.Strike}[int(styles)%5]
		text := message.Text{{Text: s, Style: style}, {Text: s}, {Text: s, URL: "https://example.com/" + s}}
		m := message.Message{Text: text, Blocks: []message.Block{
			{Kind: message.Section, Text: text},
			{Kind: message.Section, Text: text, Accessory: &message.Element{Kind: message.Button, Action: "a", Label: s, Value: "v"}},
			{Kind: message.Quote, Text: text},
			{Kind: message.Context, Text: text},
			{Kind: message.Header, Text: text},
			{Kind: message.TableOf, Table: [][]message.Text{{text, text}, {text}}},
			{Kind: message.Actions, Elements: []message.Element{{Kind: message.Select, Action: "s", Placeholder: s, Options: []message.Option{{Label: s, Value: "1"}}}}},
		}}
		for _, bare := range []bool{false, true} {
			for _, p := range render(m, bare) {
				check(t, p, s)
			}
		}
	})
}

// check walks a post as Slack reads it.
func check(t *testing.T, p post, s string) {
	t.Helper()
	parsed(t, p.Text, s)
	var v any
	if err := json.Unmarshal([]byte(mustJSON(p.Blocks)), &v); err != nil {
		t.Fatal(err)
	}
	if len(p.Blocks) > maxBlocks {
		t.Fatalf("%d blocks", len(p.Blocks))
	}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			words, _ := v["text"].(string)
			switch v["type"] {
			case "broadcast", "user", "usergroup", "channel", "emoji", "markdown":
				t.Fatalf("an element %v out of %q", v, s)
			case "mrkdwn":
				parsed(t, words, s)
				if utf8.RuneCountInString(words) > maxSection {
					t.Fatalf("mrkdwn of %d characters", utf8.RuneCountInString(words))
				}
			case "plain_text", "text", "raw_text", "link":
				if live.MatchString(words) || strings.ContainsFunc(strings.ReplaceAll(words, wordJoiner, ""), hidden) {
					t.Fatalf("%q shows %q", s, words)
				}
			}
			for _, e := range v {
				walk(e)
			}
		}
	}
	walk(v)
}

func hidden(r rune) bool {
	return r != '\n' && r != '\t' && r != '\u200C' && r != '\u200D' && invisible(r)
}

// parsed checks a string that Slack parses: of live tokens only our links.
func parsed(t *testing.T, words, s string) {
	t.Helper()
	if live.MatchString(words) {
		t.Fatalf("%q pings: %q", s, words)
	}
	for rest := words; ; {
		i := strings.IndexByte(rest, '<')
		if i < 0 {
			return
		}
		if !strings.HasPrefix(rest[i:], "<https://example.com/") {
			t.Fatalf("%q opens a token: %q", s, words)
		}
		rest = rest[i+1:]
	}
}

// A screen reader is given the text of a post and nothing of its blocks, so all
// that they say is in it, over as many posts as there are.
func TestTextSaysWhatTheBlocksSay(t *testing.T) {
	m := message.Message{Text: message.T("2 things for today.")}
	var lines []string
	for i := range 120 {
		line := fmt.Sprintf("%d: send the price list to the yard, by Friday if they are back by then", i)
		lines = append(lines, line)
		m.Blocks = append(m.Blocks, message.Block{Kind: message.Section, Text: message.T(line)})
	}
	posts := render(m, false)
	if len(posts) < 3 || !strings.HasPrefix(posts[0].Text, "2 things for today.\n0: send") {
		t.Fatalf("%d posts, the first: %.80s", len(posts), posts[0].Text)
	}
	var all strings.Builder
	for _, p := range posts {
		all.WriteString(p.Text + "\n")
	}
	for _, line := range lines {
		if !strings.Contains(all.String(), line) {
			t.Fatalf("nothing says %q", line)
		}
	}
	m = message.Message{Text: message.T("All settled."), Blocks: []message.Block{{Kind: message.Section, Text: message.T("All settled. Thank you.")}}}
	if got := render(m, false)[0].Text; got != "All settled. Thank you." {
		t.Errorf("said twice: %q", got)
	}
}
