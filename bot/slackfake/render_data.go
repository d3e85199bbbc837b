package slackfake

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// rich reads a rich_text block.
func (r *reader) rich(b map[string]any) string {
	var out []string
	list, _ := b["elements"].([]any)
	for _, e := range list {
		if o, ok := e.(map[string]any); ok {
			out = append(out, r.richPart(o))
		}
	}
	return strings.Join(out, "\n")
}

func (r *reader) richPart(o map[string]any) string {
	if o["type"] != "rich_text_list" {
		s := r.richLine(o)
		if o["type"] == "rich_text_quote" {
			s = "> " + strings.ReplaceAll(s, "\n", "\n> ")
		}
		return s
	}
	var lines []string
	items, _ := o["elements"].([]any)
	for i, it := range items {
		m, _ := it.(map[string]any)
		bullet := "• "
		if o["style"] == "ordered" {
			bullet = strconv.Itoa(i+1) + ". "
		}
		lines = append(lines, bullet+r.richLine(m))
	}
	return strings.Join(lines, "\n")
}

// richLine reads the inline elements of a section.
func (r *reader) richLine(o map[string]any) string {
	var b strings.Builder
	list, _ := o["elements"].([]any)
	for _, e := range list {
		m, _ := e.(map[string]any)
		switch m["type"] {
		case "user":
			b.WriteString("@" + r.name(str(m["user_id"]), ""))
		case "channel":
			b.WriteString("#" + orElse(r.channels[str(m["channel_id"])], str(m["channel_id"])))
		case "broadcast":
			b.WriteString("@" + str(m["range"]))
		case "emoji":
			b.WriteString(":" + str(m["name"]) + ":")
		case "link":
			b.WriteString(orElse(str(m["text"]), str(m["url"])))
		case "date":
			b.WriteString(orElse(str(m["fallback"]), "a date"))
		default:
			b.WriteString(str(m["text"]))
		}
	}
	return b.String()
}

// table reads a table in columns of even width.
func (r *reader) table(b map[string]any) string {
	rows, _ := b["rows"].([]any)
	var grid [][]string
	var width []int
	for _, row := range rows {
		cells, _ := row.([]any)
		var line []string
		for i, c := range cells {
			m, _ := c.(map[string]any)
			s := r.cell(m)
			line = append(line, s)
			if i == len(width) {
				width = append(width, 0)
			}
			width[i] = max(width[i], utf8.RuneCountInString(s))
		}
		grid = append(grid, line)
	}
	var out []string
	if c := str(b["caption"]); c != "" {
		out = append(out, c)
	}
	for _, line := range grid {
		for i := range line {
			line[i] += strings.Repeat(" ", width[i]-utf8.RuneCountInString(line[i]))
		}
		out = append(out, strings.TrimRight(strings.Join(line, " | "), " "))
	}
	return strings.Join(out, "\n")
}

func (r *reader) cell(c map[string]any) string {
	switch c["type"] {
	case "rich_text":
		return r.rich(c)
	case "raw_number":
		return orElse(str(c["text"]), r.value(c["value"]))
	case "action_cell":
		el, _ := c["element"].(map[string]any)
		return r.element(el, c)
	}
	return str(c["text"])
}

// chart reads a chart as its title and its numbers.
func (r *reader) chart(b map[string]any) string {
	c, _ := b["chart"].(map[string]any)
	lines := []string{"(" + str(c["type"]) + " chart: " + str(b["title"]) + ")"}
	segments, _ := c["segments"].([]any)
	if len(segments) > 0 {
		lines = append(lines, r.points(segments))
	}
	series, _ := c["series"].([]any)
	for _, s := range series {
		m, _ := s.(map[string]any)
		data, _ := m["data"].([]any)
		lines = append(lines, str(m["name"])+": "+r.points(data))
	}
	return strings.Join(lines, "\n")
}

func (r *reader) points(list []any) string {
	var out []string
	for _, p := range list {
		m, _ := p.(map[string]any)
		out = append(out, str(m["label"])+" "+r.value(m["value"]))
	}
	return strings.Join(out, ", ")
}

// card reads a card or a container: its heading lines, then what it holds.
func (r *reader) card(b map[string]any) string {
	var lines []string
	for _, k := range []string{"title", "rich_text_title", "subtitle", "body", "subtext"} {
		switch v, ok := b[k].(map[string]any); {
		case !ok:
		case v["type"] == "rich_text":
			lines = append(lines, r.rich(v))
		default:
			lines = append(lines, r.text(v))
		}
	}
	children, _ := b["child_blocks"].([]any)
	for _, c := range children {
		if m, ok := c.(map[string]any); ok {
			lines = append(lines, r.block(m))
		}
	}
	if actions, ok := b["actions"].([]any); ok {
		lines = append(lines, strings.Join(r.elements(map[string]any{"elements": actions}), " "))
	}
	return strings.Join(lines, "\n")
}
