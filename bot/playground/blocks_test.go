package playground_test

import "testing"

// everyBlock is a message with one of each kind of block, and of each chart.
const everyBlock = `[
	{"type": "header", "text": {"type": "plain_text", "text": "Week 47 <b>"}},
	{"type": "section", "block_id": "s", "text": {"type": "mrkdwn", "text": "*bold* _italic_ ~gone~ ` + "`code`" + ` &lt;i&gt; <@UANA> <!here> <https://a.example/?q=1&amp;r=2|a link> <!date^1795186800^{date_short_pretty} at {time}|then>\n&gt; quoted"},
	 "accessory": {"type": "overflow", "action_id": "o", "options": [{"text": {"type": "plain_text", "text": "One"}, "value": "1"}]}},
	{"type": "section", "fields": [{"type": "mrkdwn", "text": "left"}, {"type": "plain_text", "text": "*right*"}]},
	{"type": "context", "elements": [{"type": "mrkdwn", "text": "small print"}, {"type": "image", "image_url": "https://a.example/x.png", "alt_text": "a picture"}]},
	{"type": "divider"},
	{"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "ordered", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "first", "style": {"bold": true}}, {"type": "emoji", "name": "wave"}]}]}, {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "fixed"}]}]},
	{"type": "table", "rows": [[{"type": "raw_text", "text": "Who"}, {"type": "raw_text", "text": "Kept"}], [{"type": "raw_text", "text": "team"}, {"type": "raw_number", "value": 61, "text": "61 %"}]], "column_settings": [{}, {"align": "right"}]},
	{"type": "data_table", "block_id": "d", "caption": "Customers", "rows": [[{"type": "raw_text", "text": "Name"}], [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Oakham"}]}]}]]},
	{"type": "data_visualization", "title": "Heard", "chart": {"type": "line", "axis_config": {"categories": ["W46", "W47"], "y_label": "%"}, "series": [{"name": "Worries", "data": [{"label": "W46", "value": 40}, {"label": "W47", "value": 60}]}, {"name": "Goals", "data": [{"label": "W46", "value": 20}, {"label": "W47", "value": 35}]}]}},
	{"type": "data_visualization", "title": "Kept", "chart": {"type": "bar", "axis_config": {"categories": ["W46", "W47"]}, "series": [{"name": "On time", "data": [{"label": "W46", "value": -3}, {"label": "W47", "value": 12.5}]}]}},
	{"type": "data_visualization", "title": "Spread", "chart": {"type": "area", "axis_config": {"categories": ["W46"]}, "series": [{"name": "Calls", "data": [{"label": "W46", "value": 0}]}]}},
	{"type": "data_visualization", "title": "Themes", "chart": {"type": "pie", "segments": [{"label": "Price", "value": 3}, {"label": "Time", "value": 1}]}},
	{"type": "card", "title": {"type": "plain_text", "text": "A card"}, "body": {"type": "mrkdwn", "text": "its body"}},
	{"type": "container", "is_collapsible": true, "title": {"type": "plain_text", "text": "A fold"}, "child_blocks": [{"type": "section", "text": {"type": "plain_text", "text": "inside"}}]},
	{"type": "markdown", "text": "**as it is**"},
	{"type": "alert", "text": {"type": "plain_text", "text": "mind this"}},
	{"type": "video"}
]`

// TestBlocks draws every kind of block.
func TestBlocks(t *testing.T) {
	t.Parallel()
	p := visit(t, open(t, "empty.play"), "UANA", "")
	p.goes("sales")
	p.eval(`import("./blocks.js").then(({ blocks }) => {
		const ctx = { me: "UANA", now: 1795186800000, zone: "Europe/Berlin", people: [], rooms: [], name: () => "Ana Keller", channel: () => "calls", stateOf: () => undefined };
		const li = document.createElement("li");
		li.id = "every";
		li.append(...blocks(` + everyBlock + `, ctx));
		document.getElementById("messages").replaceChildren(li);
	})`)
	for _, want := range []string{
		"Week 47 <b>", "bold italic gone code <i> @Ana Keller @here a link today at 16:00 quoted", "left *right*", "small print a picture",
		"first:wave:", "Who Kept team 61 %", "Customers Name Oakham", "Price 75 %", "A card its body", "A fold inside", "**as it is**", "mind this",
		"a video block, which this page can't draw",
	} {
		p.sees(want)
	}
	for _, want := range []string{
		`#every h3`, `#every b`, `#every s`, `#every blockquote`, `#every a[href="https://a.example/?q=1&r=2"][rel~=noopener]`, `#every hr`, `#every ol > li`, `#every pre`,
		`#every th[scope=col]`, `#every td.right`, `#every caption`, `#every details[open]`,
		`#every svg[role=img][aria-label="Heard: Worries: W46 40, W47 60; Goals: W46 20, W47 35"] polyline.d1`,
		`#every svg[aria-label^=Kept] rect.fill`, `#every svg[aria-label^=Spread] polygon`, `#every svg[aria-label^=Themes] path.slice`,
	} {
		p.until(`document.querySelector(` + quote(want) + `)`)
	}
	p.until(`![...document.querySelectorAll("#every svg *")].some((el) => [...el.attributes].some((a) => /NaN|Infinity|undefined/.test(a.value)))`)
	p.until(`!document.querySelector("#every img") && document.querySelectorAll("#every .unknown").length === 1`)
}

// TestMarkup reads Slack's markup where it isn't plain.
func TestMarkup(t *testing.T) {
	t.Parallel()
	p := visit(t, open(t, "empty.play"), "UANA", "")
	for in, want := range map[string]string{
		"2 * 3 * 4":                        "2 * 3 * 4",
		"snake_case_name":                  "snake_case_name",
		"(*in brackets*), ~no~.":           "(<b>in brackets</b>), <s>no</s>.",
		"*bold with _italic_ inside*":      "<b>bold with <i>italic</i> inside</b>",
		"`*code*`":                         "<code>*code*</code>",
		"```\na < b &amp;&amp; c\n```":     "<pre>a &lt; b &amp;&amp; c</pre>",
		"&lt;script&gt;":                   "&lt;script&gt;",
		"&amp;lt;":                         "&amp;lt;",
		"<javascript:alert(1)|click>":      "<span>click</span>",
		"one\n&gt; two\n&gt; three\nfo":    "one<blockquote>two<br>three</blockquote>fo",
		"<mailto:a@b.example|a@b.example>": `<a href="mailto:a@b.example" target="_blank" rel="noopener noreferrer">a@b.example</a>`,
	} {
		p.until(`(async () => {
			const { mrkdwn } = await import("./mrkdwn.js");
			const el = document.createElement("p");
			el.append(...mrkdwn(` + quote(in) + `, {}));
			window.got = el.innerHTML;
			return el.innerHTML === ` + quote(want) + ` || (console.error(el.innerHTML), true);
		})()`)
	}
}
