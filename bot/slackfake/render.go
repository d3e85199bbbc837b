package slackfake

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Render is a message as a person reads it, in plain text: mrkdwn without its
// marks, blocks one under the other, buttons as [Label]. The blocks win over
// the text, as on a screen.
func (w *Workspace) Render(m Message) string {
	r := w.reader()
	var parts []string
	if len(m.Blocks) > 0 {
		parts = append(parts, r.blocks(m.Blocks))
	} else if m.Text != "" {
		parts = append(parts, r.mrkdwn(m.Text))
	}
	for _, f := range m.Files {
		parts = append(parts, "(file: "+f.Name+")")
	}
	return strings.Join(parts, "\n")
}

// RenderView is a modal or Home tab in plain text: title, blocks with what is
// filled in and the errors beside them, and the buttons at the foot.
func (w *Workspace) RenderView(v View) string {
	r := w.reader()
	r.state, r.errors = v.State, v.Errors
	var lines []string
	if v.Title != "" {
		lines = append(lines, "== "+v.Title+" ==")
	}
	lines = append(lines, r.blocks(v.Blocks))
	var foot []string
	for _, label := range []string{v.Submit, v.Close} {
		if label != "" {
			foot = append(foot, "["+label+"]")
		}
	}
	if len(foot) > 0 {
		lines = append(lines, strings.Join(foot, " "))
	}
	return strings.Join(lines, "\n")
}

// reader turns Slack's markup into plain words.
type reader struct {
	people, channels map[string]string
	state            map[string]map[string]map[string]any
	errors           map[string]string
}

// reader knows everybody's name as it is now. Called without the lock.
func (w *Workspace) reader() *reader {
	w.mu.Lock()
	defer w.mu.Unlock()
	r := &reader{people: map[string]string{}, channels: map[string]string{}}
	for id, u := range w.users {
		r.people[id] = u.RealName
		if u.DisplayName != "" {
			r.people[id] = u.DisplayName
		}
	}
	for id, c := range w.convs {
		r.channels[id] = c.Name
	}
	return r
}

var (
	anyControl = pattern(`<([^<>|]+)(?:\|([^<>]*))?>`)
	marks      = []func() *regexp.Regexp{
		pattern("(^|[^\\p{L}\\p{N}_*`])\\*([^\\s*](?:[^*\\n]*[^\\s*])?)\\*($|[^\\p{L}\\p{N}*])"),
		pattern("(^|[^\\p{L}\\p{N}_`])_([^\\s_](?:[^_\\n]*[^\\s_])?)_($|[^\\p{L}\\p{N}_])"),
		pattern("(^|[^\\p{L}\\p{N}~`])~([^\\s~](?:[^~\\n]*[^\\s~])?)~($|[^\\p{L}\\p{N}~])"),
	}
	code = pattern("```([^`]*)```|`([^`\n]+)`")
)

// mrkdwn reads mrkdwn text: control sequences as names, links as their label,
// bold, italic, strike and code without their marks, entities unescaped.
func (r *reader) mrkdwn(s string) string {
	s = stripMarks(s)
	s = anyControl().ReplaceAllStringFunc(s, r.control)
	return unescape(s)
}

// stripMarks takes the marks off, twice, since neighbours share a space.
func stripMarks(s string) string {
	for _, m := range marks {
		s = m().ReplaceAllString(s, "$1$2$3")
		s = m().ReplaceAllString(s, "$1$2$3")
	}
	return code().ReplaceAllString(s, "$1$2")
}

func (r *reader) control(s string) string {
	m := anyControl().FindStringSubmatch(s)
	body, label := m[1], m[2]
	switch {
	case body[0] == '@':
		return "@" + r.name(body[1:], label)
	case body[0] == '#':
		if n := r.channels[body[1:]]; n != "" {
			return "#" + n
		}
		return "#" + orElse(label, body[1:])
	case strings.HasPrefix(body, "!date^"):
		return orElse(label, body)
	case body[0] == '!':
		return "@" + orElse(label, body[1:])
	case label != "":
		return label
	}
	return strings.TrimPrefix(body, "mailto:")
}

func (r *reader) name(id, label string) string {
	if n := r.people[id]; n != "" {
		return n
	}
	return orElse(label, id)
}

func orElse(s, otherwise string) string {
	if s != "" {
		return s
	}
	return otherwise
}

// text reads a text object.
func (r *reader) text(v any) string {
	o, _ := v.(map[string]any)
	s, _ := o["text"].(string)
	if o["type"] == "mrkdwn" {
		return r.mrkdwn(s)
	}
	return s
}

func (r *reader) blocks(blocks []map[string]any) string {
	var out []string
	for _, b := range blocks {
		if s := r.block(b); s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, "\n")
}

func (r *reader) block(b map[string]any) string {
	switch b["type"] {
	case "section":
		return r.section(b)
	case "header", "alert":
		return r.text(b["text"])
	case "markdown":
		s, _ := b["text"].(string)
		return s
	case "divider":
		return "---"
	case "image":
		return "(image: " + str(b["alt_text"]) + ")"
	case "context", "actions", "context_actions":
		return strings.Join(r.elements(b), " ")
	case "input":
		return r.input(b)
	case "rich_text":
		return r.rich(b)
	case "table", "data_table":
		return r.table(b)
	case "data_visualization":
		return r.chart(b)
	case "card", "container":
		return r.card(b)
	}
	return "(" + str(b["type"]) + ")"
}

func (r *reader) section(b map[string]any) string {
	var lines []string
	if b["text"] != nil {
		lines = append(lines, r.text(b["text"]))
	}
	fields, _ := b["fields"].([]any)
	for _, f := range fields {
		lines = append(lines, r.text(f))
	}
	if acc, ok := b["accessory"].(map[string]any); ok && len(lines) > 0 {
		lines[len(lines)-1] += " " + r.element(acc, b)
	}
	return strings.Join(lines, "\n")
}

func (r *reader) elements(b map[string]any) []string {
	var out []string
	list, _ := b["elements"].([]any)
	for _, e := range list {
		if o, ok := e.(map[string]any); ok {
			out = append(out, r.element(o, b))
		}
	}
	return out
}

// element reads an element as what it shows: a button's label, what is chosen
// in a select, the placeholder of an empty input.
func (r *reader) element(e, block map[string]any) string {
	switch kind := str(e["type"]); kind {
	case "mrkdwn", "plain_text":
		return r.text(e)
	case "image":
		return "(image: " + str(e["alt_text"]) + ")"
	case "button", "icon_button", "workflow_button":
		return "[" + r.text(e["text"]) + "]"
	case "feedback_buttons":
		pos, _ := e["positive_button"].(map[string]any)
		neg, _ := e["negative_button"].(map[string]any)
		return "[" + r.text(pos["text"]) + "] [" + r.text(neg["text"]) + "]"
	case "overflow":
		return "[⋯ " + strings.Join(r.labels(e), " | ") + "]"
	default:
		return "[" + orElse(r.chosen(e, block), orElse(r.text(e["placeholder"]), kind)) + "▾]"
	}
}

func (r *reader) labels(e map[string]any) []string {
	var out []string
	for _, o := range optionsOf(e) {
		out = append(out, r.text(o["text"]))
	}
	return out
}

// chosen is what an element holds, in words.
func (r *reader) chosen(e, block map[string]any) string {
	st := r.state[str(block["block_id"])][str(e["action_id"])]
	if st == nil {
		st = stateOf(e)
	}
	switch v := st[fillable[str(e["type"])].key].(type) {
	case nil:
		return ""
	case []any:
		var out []string
		for _, o := range v {
			out = append(out, r.value(o))
		}
		return strings.Join(out, ", ")
	default:
		return r.value(v)
	}
}

func (r *reader) value(v any) string {
	switch v := v.(type) {
	case string:
		if n := r.people[v]; n != "" {
			return "@" + n
		}
		if n := r.channels[v]; n != "" {
			return "#" + n
		}
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case map[string]any:
		if v["type"] == "rich_text" {
			return r.rich(v)
		}
		return r.text(v["text"])
	}
	return fmt.Sprint(v)
}

func (r *reader) input(b map[string]any) string {
	e, _ := b["element"].(map[string]any)
	line := r.text(b["label"]) + ": " + orElse(r.chosen(e, b), "…")
	if o := r.labels(e); len(o) > 0 {
		line += " (" + strings.Join(o, " | ") + ")"
	}
	if hint := r.text(b["hint"]); hint != "" {
		line += "\n  " + hint
	}
	if err := r.errors[str(b["block_id"])]; err != "" {
		line += "\n  ! " + err
	}
	return line
}

func str(v any) string { s, _ := v.(string); return s }
