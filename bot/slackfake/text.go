package slackfake

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// maxText is where Slack cuts a message.
const maxText = 40000

var (
	// control is what may stand between < and > in stored text.
	control  = pattern(`^<(?:[@#!][^<>\s|]+(?:\|[^<>]*)?|(?:https?|mailto|tel):[^<>\s|]+(?:\|[^<>]*)?)>`)
	typedRef = pattern(`^<(?:@[UW][A-Z0-9]+|#[CG][A-Z0-9]+)(?:\|[^<>]*)?>`)
	entity   = pattern(`^&(?:amp|lt|gt);`)
	link     = pattern(`https?://[^\s<>]+[^\s<>.,;:!?)'"]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b(?:[\w-]+\.)+(?:com|org|net|io|co\.uk|de|dev)\b(?:/[^\s<>]*[^\s<>.,;:!?)'"])?`)
	mention  = pattern(`<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>`)
)

// escapeTyped is what a person typed as Slack delivers it: & < > escaped,
// mentions of people and channels kept, addresses linked.
func escapeTyped(s string) string { return escapeBut(s, typedRef(), nil, linkify) }

// escapeSent is what an app sent as Slack stores it: what is escaped or a
// control sequence stays, a stray & < > is escaped.
func escapeSent(s string) string { return escapeBut(s, control(), entity(), linkify) }

// escapeBut escapes s except where keep or entity match, and passes the rest
// through plain.
func escapeBut(s string, keep, entity *regexp.Regexp, plain func(string) string) string {
	if !strings.ContainsAny(s, "&<>") {
		return plain(s)
	}
	var b, run strings.Builder
	flush := func() {
		b.WriteString(plain(run.String()))
		run.Reset()
	}
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '<' && keep.MatchString(s[i:]):
			flush()
			m := keep.FindString(s[i:])
			b.WriteString(m)
			i += len(m)
			continue
		case c == '&' && entity != nil && entity.MatchString(s[i:]):
			m := entity.FindString(s[i:])
			run.WriteString(m)
			i += len(m)
			continue
		case c == '&':
			run.WriteString("&amp;")
		case c == '<':
			run.WriteString("&lt;")
		case c == '>':
			run.WriteString("&gt;")
		default:
			run.WriteByte(c)
		}
		i++
	}
	flush()
	return b.String()
}

// linkify marks up addresses as Slack does on the way in.
func linkify(s string) string {
	if !strings.ContainsAny(s, ".") {
		return s
	}
	return link().ReplaceAllStringFunc(s, func(m string) string {
		switch {
		case strings.HasPrefix(m, "http://"), strings.HasPrefix(m, "https://"):
			return "<" + m + ">"
		case strings.Contains(m, "@"):
			return "<mailto:" + m + "|" + m + ">"
		}
		return "<http://" + m + "|" + m + ">"
	})
}

var unescaper = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

func unescape(s string) string { return unescaper.Replace(s) }

// mentions tells whether the text pings a person.
func mentions(text, user string) bool {
	for _, m := range mention().FindAllStringSubmatch(text, -1) {
		if m[1] == user {
			return true
		}
	}
	return false
}

// cut shortens s to at most n characters.
func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n])
}

// richText is the block that Slack adds to what a person typed: the same
// words, unescaped, with mentions and links as elements of their own.
func richText(id, text string) map[string]any {
	var els []any
	add := func(kind string, kv ...string) {
		el := map[string]any{"type": kind}
		for i := 0; i < len(kv); i += 2 {
			el[kv[i]] = kv[i+1]
		}
		els = append(els, el)
	}
	for text != "" {
		i := strings.IndexByte(text, '<')
		m := ""
		if i >= 0 {
			m = control().FindString(text[i:])
		}
		if m == "" {
			add("text", "text", unescape(text))
			break
		}
		if i > 0 {
			add("text", "text", unescape(text[:i]))
		}
		body, label, _ := strings.Cut(m[1:len(m)-1], "|")
		switch body[0] {
		case '@':
			add("user", "user_id", body[1:])
		case '#':
			add("channel", "channel_id", body[1:])
		case '!':
			add("broadcast", "range", body[1:])
		default:
			kv := []string{"url", unescape(body)}
			if label != "" {
				kv = append(kv, "text", unescape(label))
			}
			add("link", kv...)
		}
		text = text[i+len(m):]
	}
	return map[string]any{
		"type": "rich_text", "block_id": id,
		"elements": []any{map[string]any{"type": "rich_text_section", "elements": els}},
	}
}

// Pings are the broadcasts and people a message would notify: "!channel",
// "U123". In blocks only mrkdwn and rich text can.
func (m Message) Pings() []string {
	var out []string
	scan := func(s string) {
		for _, f := range pingRef().FindAllStringSubmatch(s, -1) {
			out = append(out, strings.TrimPrefix(f[1], "@"))
		}
	}
	scan(m.Text)
	walk(m.Blocks, func(o map[string]any) {
		switch o["type"] {
		case "mrkdwn", "markdown":
			s, _ := o["text"].(string)
			scan(s)
		case "user":
			if id, ok := o["user_id"].(string); ok {
				out = append(out, id)
			}
		case "broadcast":
			if r, ok := o["range"].(string); ok {
				out = append(out, "!"+r)
			}
		}
	})
	return out
}

var pingRef = pattern(`<(![a-z]+|!subteam\^[A-Z0-9]+|@[UW][A-Z0-9]+)(?:\|[^<>]*)?>`)

// walk visits every JSON object of blocks, outer ones first.
func walk(blocks []map[string]any, visit func(map[string]any)) {
	for _, b := range blocks {
		walkAny(b, visit)
	}
}

func walkAny(v any, visit func(map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		visit(v)
		for _, k := range sortedKeys(v) {
			walkAny(v[k], visit)
		}
	case []any:
		for _, e := range v {
			walkAny(e, visit)
		}
	case []map[string]any:
		walk(v, visit)
	}
}

// pattern returns an expression that is compiled when it is first asked for:
// most runs of the program need few of them, and its start would wait for all.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
