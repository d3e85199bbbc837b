package slackbot

import (
	"encoding/json"
	"strings"
)

// textOf is what a message says. People's messages say it in text. Recorders
// and other bots often put the notes into blocks or attachments and leave in
// text one line for the notification: of the two, the longer is taken. It is
// escaped as Slack escapes text, whichever it came from.
//
// A person who forwards a message means its words: they follow the comment.
func textOf(m wireMessage) string {
	if m.BotID == "" {
		if more := forwarded(m.Attachments); more != "" {
			return strings.TrimSpace(m.Text + "\n" + more)
		}
		return m.Text
	}
	var g gatherer
	g.blocks(m.Blocks, 0)
	g.attachments(m.Attachments)
	if laid := strings.TrimSpace(strings.Join(g.lines, "\n")); len(laid) > len(m.Text) {
		return laid
	}
	return m.Text
}

// maxDepth bounds the nesting that is read: Slack's own is five at most.
const maxDepth = 8

// gatherer collects the lines of text of blocks and attachments.
type gatherer struct {
	lines []string
}

func (g *gatherer) add(s string) {
	if s = strings.TrimSpace(s); s != "" {
		g.lines = append(g.lines, s)
	}
}

// wireBlock has the fields of all blocks and text objects that carry words.
type wireBlock struct {
	Type     string          `json:"type"`
	Text     json.RawMessage `json:"text"` // a text object, or a string in rich_text
	Fields   []wireBlock     `json:"fields"`
	Elements json.RawMessage `json:"elements"`
	URL      string          `json:"url"`
	UserID   string          `json:"user_id"`
	Rows     [][]wireBlock   `json:"rows"`
}

func (g *gatherer) blocks(raw json.RawMessage, depth int) {
	var list []wireBlock
	if depth > maxDepth || len(raw) == 0 || json.Unmarshal(raw, &list) != nil {
		return
	}
	for _, b := range list {
		switch b.Type {
		case "section", "header", "markdown":
			g.add(b.label())
			for _, f := range b.Fields {
				g.add(f.label())
			}
		case "context":
			var parts []wireBlock
			if json.Unmarshal(b.Elements, &parts) == nil {
				for _, p := range parts {
					g.add(p.label())
				}
			}
		case "rich_text":
			for line := range strings.SplitSeq(richLines(b.Elements, depth+1), "\n") {
				g.add(line)
			}
		}
	}
}

// label is a block's or text object's text: {"type":…,"text":"…"} or the
// string itself. Only plain_text is unescaped on the wire.
func (b wireBlock) label() string {
	var s string
	if json.Unmarshal(b.Text, &s) == nil {
		if b.Type == "plain_text" {
			return escape(s)
		}
		return s
	}
	var inner struct {
		Type string `json:"type"`
		Text string `json:"text"`
	}
	if json.Unmarshal(b.Text, &inner) != nil {
		return ""
	}
	if inner.Type == "plain_text" {
		return escape(inner.Text)
	}
	return inner.Text
}

// richLines is the text of rich_text elements, one line for each section, list
// item and quote.
func richLines(raw json.RawMessage, depth int) string {
	var list []wireBlock
	if depth > maxDepth || len(raw) == 0 || json.Unmarshal(raw, &list) != nil {
		return ""
	}
	var out strings.Builder
	for _, e := range list {
		switch e.Type {
		case "rich_text_section", "rich_text_quote", "rich_text_preformatted":
			out.WriteString(richLines(e.Elements, depth+1) + "\n")
		case "rich_text_list":
			out.WriteString(richLines(e.Elements, depth+1))
		case "text":
			var s string
			_ = json.Unmarshal(e.Text, &s) // what is no string says nothing
			out.WriteString(escape(s))
		case "link":
			out.WriteString("<" + e.URL + ">")
		case "user":
			out.WriteString("<@" + e.UserID + ">")
		}
	}
	return out.String()
}

// wireAttachment is an attachment: the older form of layout, an unfurled link,
// or a message that was forwarded.
type wireAttachment struct {
	Pretext string          `json:"pretext"`
	Title   string          `json:"title"`
	Text    string          `json:"text"`
	Blocks  json.RawMessage `json:"blocks"`
	Fields  []struct {
		Title string `json:"title"`
		Value string `json:"value"`
	} `json:"fields"`
	FromURL string `json:"from_url"` // of both of the latter
	Share   bool   `json:"is_share"`
}

// attachments reads what a bot laid out, which is not what its links unfurled
// to.
func (g *gatherer) attachments(raw json.RawMessage) {
	for _, a := range attachmentsOf(raw) {
		if a.FromURL != "" {
			continue
		}
		g.add(a.Pretext)
		g.add(a.Title)
		g.add(a.Text)
		for _, f := range a.Fields {
			g.add(strings.Trim(f.Title+": "+f.Value, ": "))
		}
		g.blocks(a.Blocks, 0)
	}
}

// forwarded is the text of the messages that a person forwarded.
func forwarded(raw json.RawMessage) string {
	var g gatherer
	for _, a := range attachmentsOf(raw) {
		if a.Share {
			g.add(a.Text)
		}
	}
	return strings.Join(g.lines, "\n")
}

// attachmentsOf is empty for what can't be read: a message is taken without.
func attachmentsOf(raw json.RawMessage) []wireAttachment {
	var list []wireAttachment
	if len(raw) == 0 || json.Unmarshal(raw, &list) != nil {
		return nil
	}
	return list
}
