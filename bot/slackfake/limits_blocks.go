package slackfake

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// blockRule is what a block may hold, where it may stand, and its limits.
type blockRule struct {
	on                 surface
	required, optional []string
	check              func(k *checker, at string, b map[string]any)
}

var blockRules map[string]blockRule

// init fills the table, which refers to itself through containers.
func init() {
	blockRules = map[string]blockRule{
		"section": {anywhere, nil, []string{"text", "fields", "accessory", "expand"}, checkSection},
		"header": {anywhere, []string{"text"}, []string{"level"}, func(k *checker, at string, b map[string]any) {
			k.textObject(at+"/text", b["text"], 150, "plain_text")
		}},
		"divider": {anywhere, nil, nil, func(*checker, string, map[string]any) {}},
		"image": {anywhere, []string{"alt_text"}, []string{"image_url", "slack_file", "title"}, func(k *checker, at string, b map[string]any) {
			k.image(at, b)
			k.textObject(at+"/title", b["title"], 2000, "plain_text")
		}},
		"context":         {anywhere, []string{"elements"}, nil, checkContext},
		"actions":         {anywhere, []string{"elements"}, nil, checkActions(25)},
		"context_actions": {inMessage, []string{"elements"}, nil, checkActions(5)},
		"input":           {anywhere, []string{"label", "element"}, []string{"hint", "optional", "dispatch_action"}, checkInput},
		"markdown":        {inMessage | inModal, []string{"text"}, nil, checkMarkdown},
		"rich_text":       {anywhere, []string{"elements"}, nil, checkRichText},
		"table":           {inMessage, []string{"rows"}, []string{"column_settings"}, checkTable},
		"data_table": {
			anywhere,
			[]string{"rows", "caption"},
			[]string{"page_size", "row_header_column_index"},
			checkDataTable,
		},
		"data_visualization": {anywhere, []string{"title", "chart"}, nil, checkChart},
		"alert": {inModal, []string{"text"}, []string{"level"}, func(k *checker, at string, b map[string]any) {
			k.textObject(at+"/text", b["text"], 200, "plain_text", "mrkdwn")
		}},
		"card": {
			inMessage, nil,
			[]string{"hero_image", "icon", "slack_icon", "title", "subtitle", "body", "subtext", "actions"},
			checkCard,
		},
		"container": {
			anywhere,
			[]string{"child_blocks"},
			[]string{
				"title", "rich_text_title", "subtitle", "icon", "width", "is_collapsible", "default_collapsed",
				"has_header_divider",
			},
			checkContainer,
		},
	}
}

func checkSection(k *checker, at string, b map[string]any) {
	if b["text"] == nil && b["fields"] == nil {
		k.fail(at, "missing required field: text")
	}
	k.textObject(at+"/text", b["text"], 3000, "plain_text", "mrkdwn")
	if b["fields"] != nil {
		k.list(at+"/fields", b["fields"], 1, 10, func(at string, o map[string]any) {
			k.textObject(at, o, 2000, "plain_text", "mrkdwn")
		})
	}
	if acc, ok := b["accessory"].(map[string]any); ok {
		k.element(at+"/accessory", acc, inSection)
	}
}

func checkContext(k *checker, at string, b map[string]any) {
	k.list(at+"/elements", b["elements"], 1, 10, func(at string, o map[string]any) {
		if o["type"] == "image" {
			k.image(at, o)
			return
		}
		k.textObject(at, o, 3000, "plain_text", "mrkdwn")
	})
}

func (k *checker) image(at string, o map[string]any) {
	alt, _ := o["alt_text"].(string)
	k.atMost(at+"/alt_text", alt, 2000)
	if o["image_url"] == nil && o["slack_file"] == nil {
		k.fail(at, "missing required field: image_url")
	}
}

func checkActions(most int) func(*checker, string, map[string]any) {
	return func(k *checker, at string, b map[string]any) {
		where := inActions
		if most == 5 {
			where = inContextActions
		}
		k.list(at+"/elements", b["elements"], 1, most, func(at string, o map[string]any) { k.element(at, o, where) })
	}
}

func checkInput(k *checker, at string, b map[string]any) {
	k.textObject(at+"/label", b["label"], 2000, "plain_text")
	k.textObject(at+"/hint", b["hint"], 2000, "plain_text")
	if el, ok := b["element"].(map[string]any); ok {
		k.element(at+"/element", el, inInput)
	}
}

func checkMarkdown(k *checker, at string, b map[string]any) {
	s, _ := b["text"].(string)
	if s == "" {
		k.fail(at+"/text", "must be more than 0 characters")
	}
	k.markdown += utf8.RuneCountInString(s)
}

var richParts = []string{"rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"}

func checkRichText(k *checker, at string, b map[string]any) {
	k.list(at+"/elements", b["elements"], 0, 1<<20, func(at string, o map[string]any) {
		if kind, _ := o["type"].(string); !slices.Contains(richParts, kind) {
			k.fail(at+"/type", "unsupported type: %s", kind)
		}
	})
	walkAny(b, func(o map[string]any) {
		if s, ok := o["text"].(string); ok {
			k.text += utf8.RuneCountInString(s)
		}
	})
}

// cells checks rows of at most so many by so many.
func (k *checker) cells(at string, v any, rows, cols int, kinds ...string) {
	list, ok := v.([]any)
	if !ok {
		k.fail(at, "must be an array")
		return
	}
	if len(list) < 1 || len(list) > rows {
		k.fail(at, "no more than %d items allowed [input:%d]", rows, len(list))
	}
	for i, row := range list {
		here := fmt.Sprintf("%s/%d", at, i)
		k.list(here, row, 1, cols, func(at string, o map[string]any) { k.cell(at, o, kinds) })
	}
}

func (k *checker) cell(at string, o map[string]any, kinds []string) {
	kind, _ := o["type"].(string)
	if !slices.Contains(kinds, kind) {
		k.fail(at+"/type", "unsupported type: %s", kind)
		return
	}
	switch kind {
	case "raw_text":
		if s, ok := o["text"].(string); !ok || s == "" {
			k.fail(at+"/text", "must be more than 0 characters")
		}
	case "raw_number":
		if _, ok := o["value"].(float64); !ok {
			k.fail(at, "missing required field: value")
		}
		if s, ok := o["text"].(string); !ok || s == "" {
			k.fail(at, "missing required field: text")
		}
	case "rich_text":
		checkRichText(k, at, o)
	case "action_cell":
		if el, ok := o["element"].(map[string]any); ok {
			k.element(at+"/element", el, inActions)
		} else {
			k.fail(at, "missing required field: element")
		}
	}
}

func checkTable(k *checker, at string, b map[string]any) {
	if k.count["table"] > 1 {
		k.fail(at, "only one table block is allowed")
	}
	k.cells(at+"/rows", b["rows"], 100, 20, "raw_text", "raw_number", "rich_text")
	if b["column_settings"] != nil {
		k.list(at+"/column_settings", b["column_settings"], 0, 20, func(string, map[string]any) {})
	}
}

func checkDataTable(k *checker, at string, b map[string]any) {
	if s, _ := b["caption"].(string); s == "" {
		k.fail(at+"/caption", "must be more than 0 characters")
	}
	k.cells(at+"/rows", b["rows"], 201, 20, "raw_text", "raw_number", "rich_text", "action_cell")
	if n, ok := b["page_size"].(float64); ok && (n < 1 || n > 100) {
		k.fail(at+"/page_size", "must be between 1 and 100")
	}
	rows, _ := b["rows"].([]any)
	if len(rows) == 0 {
		return
	}
	head, _ := rows[0].([]any)
	for i, c := range head {
		if o, ok := c.(map[string]any); ok && o["type"] != "raw_text" {
			k.fail(fmt.Sprintf("%s/rows/0/%d/type", at, i), "must be raw_text")
		}
	}
}

func checkCard(k *checker, at string, b map[string]any) {
	for name, most := range map[string]int{"title": 150, "subtitle": 150, "body": 200, "subtext": 150} {
		k.textObject(at+"/"+name, b[name], most, "plain_text", "mrkdwn")
	}
	if b["actions"] != nil {
		k.list(at+"/actions", b["actions"], 1, 5, func(at string, o map[string]any) { k.element(at, o, inActions) })
	}
}

// inContainer are the blocks a container takes.
var inContainer = []string{
	"actions", "context", "divider", "file", "header", "image", "input", "rich_text", "section", "table", "video",
}

func checkContainer(k *checker, at string, b map[string]any) {
	if b["title"] == nil && b["rich_text_title"] == nil {
		k.fail(at, "missing required field: title")
	}
	k.textObject(at+"/title", b["title"], 150, "plain_text")
	k.textObject(at+"/subtitle", b["subtitle"], 150, "plain_text", "mrkdwn")
	k.list(at+"/child_blocks", b["child_blocks"], 1, 10, func(at string, o map[string]any) {
		kind, _ := o["type"].(string)
		if !slices.Contains(inContainer, kind) {
			k.fail(at+"/type", "unsupported type: %s", kind)
			return
		}
		k.block(at, o)
	})
}

// maxCharts is how many charts a message holds.
const maxCharts = 2

func checkChart(k *checker, at string, b map[string]any) {
	if k.count["data_visualization"] > maxCharts {
		k.fail(at, "only %d data_visualization blocks are allowed", maxCharts)
	}
	title, _ := b["title"].(string)
	if title == "" {
		k.fail(at+"/title", "must be more than 0 characters")
	}
	k.atMost(at+"/title", title, 50)
	chart, _ := b["chart"].(map[string]any)
	at += "/chart"
	switch chart["type"] {
	case "pie":
		k.props(at, chart, []string{"type", "segments"}, nil)
		k.list(at+"/segments", chart["segments"], 1, 6, func(at string, o map[string]any) {
			k.point(at, o)
			if v, _ := o["value"].(float64); v <= 0 {
				k.fail(at+"/value", "must be more than 0")
			}
		})
	case "bar", "line", "area":
		k.props(at, chart, []string{"type", "series", "axis_config"}, nil)
		k.series(at, chart)
	default:
		k.fail(at+"/type", "unsupported type: %v", chart["type"])
	}
}

func (k *checker) point(at string, o map[string]any) {
	k.props(at, o, []string{"label", "value"}, nil)
	label, _ := o["label"].(string)
	if label == "" {
		k.fail(at+"/label", "must be more than 0 characters")
	}
	k.atMost(at+"/label", label, 20)
	if _, ok := o["value"].(float64); !ok {
		k.fail(at+"/value", "must be a number")
	}
}

// series checks that every series has one point for every category.
func (k *checker) series(at string, chart map[string]any) {
	axis, _ := chart["axis_config"].(map[string]any)
	k.props(at+"/axis_config", axis, []string{"categories"}, []string{"x_label", "y_label"})
	cats, _ := axis["categories"].([]any)
	if len(cats) < 1 || len(cats) > 20 {
		k.fail(at+"/axis_config/categories", "must have 1 to 20 items [input:%d]", len(cats))
	}
	known := map[any]bool{}
	for i, c := range cats {
		s, _ := c.(string)
		k.atMost(fmt.Sprintf("%s/axis_config/categories/%d", at, i), s, 20)
		known[c] = true
	}
	for _, name := range []string{"x_label", "y_label"} {
		s, _ := axis[name].(string)
		k.atMost(at+"/axis_config/"+name, s, 50)
	}
	names := map[string]bool{}
	k.list(at+"/series", chart["series"], 1, 6, func(at string, o map[string]any) {
		k.props(at, o, []string{"name", "data"}, nil)
		name, _ := o["name"].(string)
		k.atMost(at+"/name", name, 20)
		if name == "" || names[name] {
			k.fail(at+"/name", "must be unique and more than 0 characters")
		}
		names[name] = true
		k.points(at+"/data", o["data"], known)
	})
}

func (k *checker) points(at string, v any, known map[any]bool) {
	seen := map[any]bool{}
	k.list(at, v, 1, 20, func(at string, o map[string]any) {
		k.point(at, o)
		if !known[o["label"]] || seen[o["label"]] {
			k.fail(at+"/label", "must match one of the categories, once")
		}
		seen[o["label"]] = true
	})
	if len(seen) < len(known) {
		k.fail(at, "must have a point for every category")
	}
}
