package slackfake

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func mrkdwn(s string) obj { return obj{"type": "mrkdwn", "text": s} }

func section(s string) obj { return obj{"type": "section", "text": mrkdwn(s)} }

// many is n times what f makes.
func many[T any](n int, f func(i int) T) []T {
	out := make([]T, n)
	for i := range out {
		out[i] = f(i)
	}
	return out
}

func chars(n int) string { return strings.Repeat("x", n) }

func options(n int) []obj {
	return many(n, func(i int) obj { return obj{"text": plain("o"), "value": fmt.Sprint(i)} })
}

func buttons(n int) []obj {
	return many(n, func(i int) obj { return button(fmt.Sprint("a", i), "b", "") })
}

func row(n int) []obj {
	return many(n, func(int) obj { return obj{"type": "raw_text", "text": "c"} })
}

func chart(kind string, categories ...string) obj {
	data := many(len(categories), func(i int) obj { return obj{"label": categories[i], "value": i} })
	return obj{"type": "data_visualization", "title": "Worries picked up", "chart": obj{
		"type": kind, "series": []obj{{"name": "team", "data": data}}, "axis_config": obj{"categories": categories},
	}}
}

// set is a copy of o with one more field.
func set(o obj, name string, v any) obj {
	out := cloneReply(o)
	out[name] = v
	return out
}

// limitCases are blocks with what Slack says of them; "" where they are fine.
var limitCases = []struct {
	name   string
	blocks []obj
	says   string
}{
	{"50 blocks", many(50, func(int) obj { return obj{"type": "divider"} }), ""},
	{"51 blocks", many(51, func(int) obj { return obj{"type": "divider"} }), "no more than 50 items"},
	{"section 3000", []obj{section(chars(3000))}, ""},
	{"section 3001", []obj{section(chars(3001))}, "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"},
	{"empty text", []obj{section("")}, "must be more than 0 characters"},
	{"empty section", []obj{{"type": "section"}}, "missing required field: text"},
	{"10 fields", []obj{{"type": "section", "fields": many(10, func(int) obj { return mrkdwn("f") })}}, ""},
	{"11 fields", []obj{{"type": "section", "fields": many(11, func(int) obj { return mrkdwn("f") })}}, "no more than 10 items"},
	{"field 2001", []obj{{"type": "section", "fields": []obj{mrkdwn(chars(2001))}}}, "/blocks/0/fields/0/text"},
	{"header 150", []obj{{"type": "header", "text": plain(chars(150))}}, ""},
	{"header 151", []obj{{"type": "header", "text": plain(chars(151))}}, "must be less than 151"},
	{"header in mrkdwn", []obj{{"type": "header", "text": mrkdwn("x")}}, "must be one of [plain_text]"},
	{"markdown 12000", []obj{{"type": "markdown", "text": chars(12000)}}, ""},
	{"markdown in sum", many(2, func(int) obj { return obj{"type": "markdown", "text": chars(6001)} }), "markdown"},
	{"25 buttons", []obj{{"type": "actions", "elements": buttons(25)}}, ""},
	{"26 buttons", []obj{{"type": "actions", "elements": buttons(26)}}, "no more than 25 items"},
	{"no buttons", []obj{{"type": "actions", "elements": []obj{}}}, "at least 1"},
	{"10 in a context", []obj{{"type": "context", "elements": many(10, func(int) obj { return mrkdwn("x") })}}, ""},
	{"11 in a context", []obj{{"type": "context", "elements": many(11, func(int) obj { return mrkdwn("x") })}}, "no more than 10"},
	{"button 75", []obj{{"type": "actions", "elements": []obj{button("a", chars(75), chars(2000))}}}, ""},
	{"button 76", []obj{{"type": "actions", "elements": []obj{button("a", chars(76), "")}}}, "must be less than 76"},
	{"value 2001", []obj{{"type": "actions", "elements": []obj{button("a", "x", chars(2001))}}}, "/elements/0/value"},
	{"url 3001", []obj{{"type": "actions", "elements": []obj{set(button("a", "x", ""), "url", "https://x.org/"+chars(3000))}}}, "/elements/0/url"},
	{"style", []obj{{"type": "actions", "elements": []obj{set(button("a", "x", ""), "style", "red")}}}, "/style"},
	{"action_id 256", []obj{{"type": "actions", "elements": []obj{button(chars(256), "x", "")}}}, "/action_id"},
	{"action_id twice", []obj{{"type": "actions", "elements": []obj{button("a", "x", ""), button("a", "y", "")}}}, "already exists in this block"},
	{"action_id in two blocks", many(2, func(int) obj { return obj{"type": "actions", "elements": buttons(1)} }), ""},
	{"block_id twice", many(2, func(int) obj { return obj{"type": "divider", "block_id": "d"} }), `"d" already exists`},
	{"block_id 256", []obj{{"type": "divider", "block_id": chars(256)}}, "/block_id"},
	{"confirm", []obj{{"type": "actions", "elements": []obj{set(button("a", "x", ""), "confirm", obj{
		"title": plain(chars(101)), "text": plain("x"), "confirm": plain("x"), "deny": plain("x"),
	})}}}, "/confirm/title/text"},
	{"100 options", []obj{{"type": "actions", "elements": []obj{{"type": "static_select", "action_id": "s", "options": options(100)}}}}, ""},
	{"101 options", []obj{{"type": "actions", "elements": []obj{{"type": "static_select", "action_id": "s", "options": options(101)}}}}, "no more than 100"},
	{"6 in an overflow", []obj{{"type": "actions", "elements": []obj{{"type": "overflow", "action_id": "s", "options": options(6)}}}}, "no more than 5"},
	{"11 radio buttons", []obj{{"type": "actions", "elements": []obj{{"type": "radio_buttons", "action_id": "s", "options": options(11)}}}}, "no more than 10"},
	{"option value 151", []obj{{"type": "actions", "elements": []obj{{"type": "overflow", "action_id": "s", "options": []obj{
		{"text": plain("x"), "value": chars(151)},
	}}}}}, "/options/0/value"},
	{"initial option elsewhere", []obj{{"type": "actions", "elements": []obj{{
		"type": "static_select", "action_id": "s", "options": options(2), "initial_option": obj{"text": plain("x"), "value": "9"},
	}}}}, "initial_option"},
	{"no options", []obj{{"type": "actions", "elements": []obj{{"type": "static_select", "action_id": "s"}}}}, "either options or option_groups"},
	{"misspelt", []obj{set(section("x"), "acessory", 1)}, "invalid additional property: acessory"},
	{"emoji in mrkdwn", []obj{{"type": "section", "text": set(mrkdwn("x"), "emoji", true)}}, "invalid additional property: emoji"},
	{"unknown block", []obj{{"type": "hologram"}}, "unsupported type: hologram"},
	{"no type", []obj{{"text": "x"}}, "missing required field: type"},
	{"input in an actions block", []obj{{"type": "actions", "elements": []obj{{"type": "plain_text_input", "action_id": "t"}}}}, "unsupported type: plain_text_input"},
	{"alert in a message", []obj{{"type": "alert", "text": plain("x")}}, "unsupported type: alert"},
	{"image without alt", []obj{{"type": "image", "image_url": "https://x.org/a.png"}}, "alt_text"},
	{"table", []obj{{"type": "table", "rows": many(100, func(int) []obj { return row(20) })}}, ""},
	{"table 101 rows", []obj{{"type": "table", "rows": many(101, func(int) []obj { return row(1) })}}, "no more than 100"},
	{"table 21 columns", []obj{{"type": "table", "rows": [][]obj{row(21)}}}, "no more than 20"},
	{"two tables", many(2, func(int) obj { return obj{"type": "table", "rows": [][]obj{row(1)}} }), "only one table"},
	{"number without text", []obj{{"type": "table", "rows": [][]obj{{{"type": "raw_number", "value": 61}}}}}, "missing required field: text"},
	{"data_table", []obj{{"type": "data_table", "caption": "Week", "rows": many(201, func(int) []obj { return row(2) })}}, ""},
	{"data_table 202 rows", []obj{{"type": "data_table", "caption": "Week", "rows": many(202, func(int) []obj { return row(2) })}}, "no more than 201"},
	{"data_table without caption", []obj{{"type": "data_table", "rows": [][]obj{row(2)}}}, "caption"},
	{"two charts", []obj{chart("line", "W46", "W47"), chart("bar", "W46")}, ""},
	{"three charts", many(3, func(int) obj { return chart("area", "a") }), "only 2"},
	{"chart title 51", []obj{set(chart("line", "a"), "title", chars(51))}, "/blocks/0/title"},
	{"chart label 21", []obj{chart("line", chars(21))}, "must be less than 21"},
	{"chart 21 points", []obj{chart("line", many(21, func(i int) string { return fmt.Sprint(i) })...)}, "categories"},
	{"chart 7 series", []obj{{"type": "data_visualization", "title": "t", "chart": obj{
		"type": "line", "axis_config": obj{"categories": []string{"a"}}, "series": many(7, func(i int) obj {
			return obj{"name": fmt.Sprint(i), "data": []obj{{"label": "a", "value": 1}}}
		}),
	}}}, "no more than 6"},
	{"chart with a hole", []obj{{"type": "data_visualization", "title": "t", "chart": obj{
		"type": "line", "axis_config": obj{"categories": []string{"a", "b"}},
		"series": []obj{{"name": "s", "data": []obj{{"label": "a", "value": 1}}}},
	}}}, "a point for every category"},
	{"pie of nothing", []obj{{"type": "data_visualization", "title": "t", "chart": obj{
		"type": "pie", "segments": []obj{{"label": "a", "value": 0}},
	}}}, "more than 0"},
	{"container", []obj{{"type": "container", "title": plain("t"), "child_blocks": []obj{section("x")}}}, ""},
	{"chart in a container", []obj{{"type": "container", "title": plain("t"), "child_blocks": []obj{chart("line", "a")}}}, "unsupported type: data_visualization"},
	{"card body 201", []obj{{"type": "card", "title": plain("t"), "body": mrkdwn(chars(201))}}, "must be less than 201"},
}

func TestBlockKitLimits(t *testing.T) {
	w := sales(t, Options{})
	for _, c := range limitCases {
		t.Run(c.name, func(t *testing.T) {
			out := post(t, w, "chat.postMessage", w.BotToken(), obj{"channel": "CNOTES", "text": "x", "blocks": c.blocks})
			if c.says == "" {
				if out["ok"] != true {
					t.Errorf("refused: %v", out)
				}
				return
			}
			meta, _ := out["response_metadata"].(obj)
			if said := fmt.Sprint(meta["messages"]); out["error"] != "invalid_blocks" || !strings.Contains(said, c.says) {
				t.Errorf("got %v, want %q", out, c.says)
			}
		})
	}
}

func TestOtherRefusalsOfBlocks(t *testing.T) {
	w := sales(t, Options{NoCharts: true, NoTables: true})
	for _, b := range []obj{chart("line", "a"), {"type": "data_table", "caption": "c", "rows": [][]obj{row(1)}}} {
		refusedWith(t, w, "invalid_blocks", "chat.postMessage", obj{"channel": "CNOTES", "text": "x", "blocks": []obj{b}})
	}
	refusedWith(t, w, "invalid_blocks_format", "chat.postMessage", obj{"channel": "CNOTES", "text": "x", "blocks": "{"})
	long := many(4, func(int) obj { return section(chars(2400)) })
	refusedWith(t, w, "msg_blocks_too_long", "chat.postMessage", obj{"channel": "CNOTES", "text": "x", "blocks": long})
}

func TestViewLimits(t *testing.T) {
	w := sales(t, Options{})
	a := connect(t, w, nil)
	base := modal("Fix a promise")
	for _, c := range []struct {
		name string
		view obj
		says string
	}{
		{"fine", base, ""},
		{"100 blocks", set(base, "blocks", many(100, func(int) obj { return obj{"type": "divider"} })), ""},
		{"101 blocks", set(base, "blocks", many(101, func(int) obj { return obj{"type": "divider"} })), "no more than 100"},
		{"title 25", set(base, "title", plain(chars(25))), "/view/title/text"},
		{"submit 25", set(base, "submit", plain(chars(25))), "/view/submit/text"},
		{"no title", set(base, "title", nil), "missing required field: title"},
		{"input without submit", set(base, "submit", nil), "missing required field: submit"},
		{"private_metadata 3001", set(base, "private_metadata", chars(3001)), "/view/private_metadata"},
		{"callback_id 256", set(base, "callback_id", chars(256)), "/view/callback_id"},
		{"a home in a modal", set(base, "type", "home"), "must be modal"},
		{"a table in a modal", set(base, "blocks", []obj{{"type": "table", "rows": [][]obj{row(1)}}}), "unsupported type: table"},
		{"label 2001", set(base, "blocks", []obj{{"type": "input", "label": plain(chars(2001)), "element": obj{
			"type": "plain_text_input", "action_id": "t",
		}}}), "/view/blocks/0/label/text"},
	} {
		out := post(t, w, "views.open", w.BotToken(), obj{"trigger_id": a.trigger("UANA"), "view": c.view})
		b, _ := json.Marshal(out["response_metadata"])
		if c.says == "" && out["ok"] != true || c.says != "" && (out["error"] != "invalid_arguments" || !strings.Contains(string(b), c.says)) {
			t.Errorf("%s: got %v, want %q", c.name, out, c.says)
		}
	}
}
