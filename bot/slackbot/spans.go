package slackbot

import (
	"net/url"
	"strings"
	"unicode"

	"github.com/slack-go/slack"

	"heed/bot/message"
	"heed/bot/pattern"
)

// idShape is the shape of Slack's ids, which can't end a mention early.
var idShape = pattern.Of(`^[A-Za-z0-9_-]{1,64}$`)

// dateFormat is Slack's short date, "today" and "tomorrow" near now, with the
// time of day, in the reader's own zone and language.
const dateFormat = "{date_short_pretty} at {time}"

// typed renders spans as rich_text elements.
func typed(t message.Text) []slack.RichTextSectionElement {
	var out []slack.RichTextSectionElement
	for _, s := range t {
		if e := typedSpan(s); e != nil {
			out = append(out, e)
		}
	}
	return out
}

func typedSpan(s message.Span) slack.RichTextSectionElement {
	style := styleOf(s.Style)
	switch {
	case s.User != "" && idShape().MatchString(s.User):
		return slack.NewRichTextSectionUserElement(s.User, style)
	case s.Channel != "" && idShape().MatchString(s.Channel):
		return slack.NewRichTextSectionChannelElement(s.Channel, style)
	case s.Time != nil && s.Time.Unix() > 0:
		fallback := literal(dateFallback(s))
		e := slack.NewRichTextSectionDateElement(s.Time.Unix(), dateFormat, nil, &fallback)
		e.Style = style
		return e
	case s.URL != "":
		if link := safeURL(s.URL); link != "" {
			return slack.NewRichTextSectionLinkElement(link, cut(literal(s.Text), maxLinkLabel), style)
		}
	}
	if text := literal(s.Text); text != "" {
		return slack.NewRichTextSectionTextElement(text, style)
	}
	return nil
}

func styleOf(s message.Style) *slack.RichTextSectionTextStyle {
	switch s {
	case message.Bold:
		return &slack.RichTextSectionTextStyle{Bold: true}
	case message.Italic:
		return &slack.RichTextSectionTextStyle{Italic: true}
	case message.Code:
		return &slack.RichTextSectionTextStyle{Code: true}
	case message.Strike:
		return &slack.RichTextSectionTextStyle{Strike: true}
	}
	return nil
}

func dateFallback(s message.Span) string {
	if s.Text != "" {
		return s.Text
	}
	return s.Time.Format("Mon 2 Jan 2006")
}

const maxLinkLabel = 300

// safeURL is the address as it may stand in a link, "" if it is none that
// should be clicked. What could end the link early is percent-encoded.
func safeURL(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil {
		return ""
	}
	switch {
	case (u.Scheme == "https" || u.Scheme == "http") && u.Host != "", u.Scheme == "mailto":
	default:
		return ""
	}
	link := linkEncoder.Replace(u.String())
	if len(link) > 3000 || strings.ContainsFunc(link, func(r rune) bool { return r <= ' ' || invisible(r) }) {
		return ""
	}
	return link
}

var linkEncoder = strings.NewReplacer("<", "%3C", ">", "%3E", "|", "%7C", `"`, "%22")

// plain tells whether spans are text alone, without style or meaning.
func plain(t message.Text) bool {
	for _, s := range t {
		if s.Style != message.Plain || s.User != "" || s.Channel != "" || s.URL != "" || s.Time != nil {
			return false
		}
	}
	return true
}

// spanWidth is what a span adds to a block's length: at least a token's worth
// for what is longer on the wire than on the screen.
func spanWidth(s message.Span) int {
	w := width(s.Text)
	if s.URL != "" {
		w = min(w, maxLinkLabel) + len(s.URL)
	}
	if s.User != "" || s.Channel != "" || s.Time != nil {
		w += 48
	}
	return w
}

func textWidth(t message.Text) int {
	n := 0
	for _, s := range t {
		n += spanWidth(s)
	}
	return n
}

// split divides t into texts of at most limit each, at line ends or, failing
// that, words.
func split(t message.Text, limit int) []message.Text {
	if textWidth(t) <= limit {
		return []message.Text{t}
	}
	p := splitter{limit: limit, room: limit}
	for _, s := range t {
		p.add(s)
	}
	p.next()
	return p.out
}

type splitter struct {
	limit, room int
	part        message.Text
	out         []message.Text
}

func (p *splitter) next() {
	if len(p.part) > 0 {
		p.out = append(p.out, p.part)
	}
	p.part, p.room = nil, p.limit
}

// add takes a span whole if it is short or no text, else piece by piece.
func (p *splitter) add(s message.Span) {
	w := spanWidth(s)
	if w > p.room {
		if isText(s) && w > p.limit/4 {
			p.divide(s)
			return
		}
		p.next()
	}
	p.part = append(p.part, s)
	p.room -= w
}

func (p *splitter) divide(s message.Span) {
	for fits(s.Text, p.room) < len(s.Text) {
		at := breakAt(s.Text, p.room)
		head := s
		head.Text = strings.TrimRightFunc(s.Text[:at], unicode.IsSpace)
		if head.Text != "" {
			p.part = append(p.part, head)
		}
		s.Text = strings.TrimLeftFunc(s.Text[at:], unicode.IsSpace)
		p.next()
	}
	if s.Text != "" {
		p.part = append(p.part, s)
		p.room -= width(s.Text)
	}
}

func isText(s message.Span) bool {
	return s.User == "" && s.Channel == "" && s.URL == "" && s.Time == nil
}

// breakAt is the best place to break s so that the head is at most limit: a
// line's end in its second half, else a word's, else anywhere.
func breakAt(s string, limit int) int {
	at := fits(s, limit)
	head := s[:at]
	if i := strings.LastIndexByte(head, '\n'); i > at/2 {
		return i + 1
	}
	if i := strings.LastIndexFunc(head, unicode.IsSpace); i > at/2 {
		return i + 1
	}
	return at
}
