package slackbot

import (
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"heed/bot/message"
)

// Block Kit's limits, from Slack's reference; postWidth is not documented:
// messages with more text than about 13,000 characters in their blocks have
// been refused with msg_too_long, 9,000 have not.
const (
	maxBlocks     = 50
	maxViewBlocks = 100
	maxSection    = 3000
	maxContext    = 2000
	maxHeader     = 150
	maxElements   = 25
	maxButton     = 75
	maxValue      = 2000
	maxPlaceholder,
	maxOptionValue = 150, 150
	maxOptions   = 100
	maxOverflow  = 5
	maxLabel     = 2000
	maxID        = 255
	maxTitle     = 24
	maxPrivate   = 3000
	maxConfirm   = 300
	maxInput     = 3000
	maxFallback  = 3000
	postWidth    = 9000
	maxTables    = 1
	maxCharts    = 2
	maxTableRows = 100
	maxTableCols = 20
)

// post is one chat.postMessage: what is left of a message after splitting.
type post struct {
	Text   string        `json:"text"` // mrkdwn
	Blocks []slack.Block `json:"blocks"`
}

// surface is where blocks are shown, which decides what they may be.
type surface struct {
	bare   bool // without native tables and charts
	tables int  // native ones left
	charts int
	ids    map[string]bool // block ids in use
}

// render turns a message into posts, one unless Slack's limits ask for more.
// bare renders tables and charts as text, for a workspace that refuses them.
func render(m message.Message, bare bool) []post {
	s := &surface{bare: bare, tables: maxTables, charts: maxCharts, ids: map[string]bool{}}
	var all []sized
	for _, b := range m.Blocks {
		all = append(all, s.block(b)...)
	}
	if len(all) == 0 && len(m.Text) > 0 {
		// Text alone would be parsed as mrkdwn: it is set like any other.
		all = s.block(message.Block{Kind: message.Section, Text: m.Text})
	}
	parts := pack(all)
	texts := fallbacks(m, max(len(parts), 1))
	out := make([]post, 0, len(texts))
	for i, text := range texts {
		p := post{Text: text}
		if i < len(parts) {
			p.Blocks = parts[i]
		}
		out = append(out, p)
	}
	return out
}

// native tells whether there are blocks that a workspace may not know yet.
func native(blocks []message.Block) bool {
	for _, b := range blocks {
		if b.Kind == message.TableOf || b.Kind == message.ChartOf {
			return true
		}
	}
	return false
}

// fallback is a message's text where it is one post.
func fallback(m message.Message) string { return fallbacks(m, 1)[0] }

// fallbacks are the texts of a message's posts for notifications and screen
// readers: its own first, which is what a notification has room for, then what
// the blocks say. A screen reader reads this text and nothing of the blocks
// (Slack's guide to accessible apps): "8 things for today" would be all of it.
func fallbacks(m message.Message, posts int) []string {
	t, said := m.Text, derived(m.Blocks)
	if head := strings.Trim(t.String(), ". "); head == "" || strings.HasPrefix(said.String(), head) {
		t = said
	} else if len(said) > 0 {
		t = append(append(slices.Clone(t), message.Span{Text: "\n"}), said...)
	}
	var out []string
	for i, part := range split(t, maxFallback) {
		if i == posts {
			out[i-1] += "…"
			break
		}
		out = append(out, unstyled(part))
	}
	for i := range posts {
		switch {
		case i == len(out):
			out = append(out, "…") // a notification of nothing would show "This content can't be displayed"
		case strings.TrimSpace(clean(out[i])) == "":
			out[i] = "…"
		}
	}
	return out
}

// derived is what the blocks say, line by line.
func derived(blocks []message.Block) message.Text {
	var out message.Text
	add := func(t message.Text) {
		if len(t) == 0 {
			return
		}
		if len(out) > 0 {
			out = append(out, message.Span{Text: "\n"})
		}
		out = append(out, t...)
	}
	for _, b := range blocks {
		switch b.Kind {
		case message.Section, message.Quote, message.Context, message.Header:
			add(b.Text)
		case message.TableOf:
			for _, row := range b.Table {
				add(joined(row, " · "))
			}
		case message.ChartOf:
			if b.Chart != nil {
				add(message.T(b.Chart.Title))
			}
		}
	}
	return out
}

func joined(cells []message.Text, sep string) message.Text {
	var out message.Text
	for i, c := range cells {
		if i > 0 {
			out = append(out, message.Span{Text: sep})
		}
		out = append(out, c...)
	}
	return out
}

// sized is a block and the characters it counts for.
type sized struct {
	block slack.Block
	width int
}

// pack fills posts up to Slack's limits, in order.
func pack(all []sized) [][]slack.Block {
	var out [][]slack.Block
	var part []slack.Block
	total := 0
	for _, b := range all {
		if len(part) == maxBlocks || len(part) > 0 && total+b.width > postWidth {
			out = append(out, part)
			part, total = nil, 0
		}
		part = append(part, b.block)
		total += b.width
	}
	if len(part) > 0 {
		out = append(out, part)
	}
	return out
}

// block renders one block as one or several.
func (s *surface) block(b message.Block) []sized {
	switch b.Kind {
	case message.Section:
		return s.section(b)
	case message.Quote:
		return each(b.Text, maxSection, func(t message.Text) slack.Block { return quote(t) })
	case message.Context:
		return each(b.Text, maxContext, func(t message.Text) slack.Block {
			return slack.NewContextBlock("", textObject(t))
		})
	case message.Header:
		text := strings.Join(strings.Fields(literal(b.Text.String())), " ")
		if text == "" {
			return nil
		}
		return []sized{{slack.NewHeaderBlock(plainText(text, maxHeader)), width(text)}}
	case message.Divider:
		return []sized{{slack.NewDividerBlock(), 0}}
	case message.Actions:
		return s.actions(b)
	case message.Input:
		return s.input(b)
	case message.TableOf:
		return s.table(b)
	case message.ChartOf:
		return s.chart(b)
	}
	return nil
}

// each renders a text, split to a limit; texts without anything to show give
// no block, which Slack would refuse.
func each(t message.Text, limit int, f func(message.Text) slack.Block) []sized {
	var out []sized
	for _, part := range split(t, limit) {
		if len(typed(part)) == 0 || strings.TrimSpace(clean(part.String())) == "" && plain(part) {
			continue
		}
		b := f(part)
		out = append(out, sized{b, written(b, textWidth(part))})
	}
	return out
}

// written is how many characters of text a block holds: escaping makes mrkdwn
// longer than what it shows, which is n.
func written(b slack.Block, n int) int {
	switch b := b.(type) {
	case *slack.SectionBlock:
		return width(b.Text.Text)
	case *slack.ContextBlock:
		if t, ok := b.ContextElements.Elements[0].(*slack.TextBlockObject); ok {
			return width(t.Text)
		}
	}
	return n
}

func (s *surface) section(b message.Block) []sized {
	if b.Accessory == nil {
		return each(b.Text, maxSection, func(t message.Text) slack.Block { return richText(t) })
	}
	accessory := element(*b.Accessory, b.Accessory.Action)
	first := true
	extra := elementWidth(*b.Accessory)
	// Two thirds: escaping makes mrkdwn longer than what it shows.
	out := each(b.Text, maxSection*2/3, func(t message.Text) slack.Block {
		if !first || accessory == nil {
			return richText(t)
		}
		first = false
		return slack.NewSectionBlock(textObject(t), nil, slack.NewAccessory(accessory))
	})
	if len(out) > 0 {
		out[0].width += extra
	}
	return out
}

func richText(t message.Text) slack.Block {
	return slack.NewRichTextBlock("", slack.NewRichTextSection(typed(t)...))
}

func quote(t message.Text) slack.Block {
	return slack.NewRichTextBlock("", &slack.RichTextQuote{Type: slack.RTEQuote, Elements: typed(t)})
}

// textObject is a text where rich_text isn't taken: plain_text if nothing
// needs more, so that nothing is parsed.
func textObject(t message.Text) *slack.TextBlockObject {
	if plain(t) {
		return plainText(literal(t.String()), maxSection)
	}
	text := mrkdwn(t)
	if width(text) > maxSection {
		// So many entities that the text outgrew its block: give up the styles
		// rather than cut through a token.
		return plainText(literal(t.String()), maxSection)
	}
	return &slack.TextBlockObject{Type: slack.MarkdownType, Text: text, Verbatim: true}
}

// plainText is literal text, cut to a limit.
func plainText(s string, limit int) *slack.TextBlockObject {
	off := false
	return &slack.TextBlockObject{Type: slack.PlainTextType, Text: cut(s, limit), Emoji: &off}
}

// blockID keeps ids unique in a message, as Slack wants them.
func (s *surface) blockID(id string) string {
	if id == "" || len(id) > maxID || s.ids[id] {
		return ""
	}
	s.ids[id] = true
	return id
}
