package slackbot

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"heed/bot/message"
)

// idShape is the shape of Slack's ids, which can't end a mention early.
var idShape = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// dateFormat is Slack's short date, "today" and "tomorrow" near now, in the
// reader's own zone and language.
const dateFormat = "{date_short_pretty}"

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
	case s.User != "" && idShape.MatchString(s.User):
		return slack.NewRichTextSectionUserElement(s.User, style)
	case s.Channel != "" && idShape.MatchString(s.Channel):
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
	var out []message.Text
	var part message.Text
	room := limit
	next := func() {
		if len(part) > 0 {
			out = append(out, part)
		}
		part, room = nil, limit
	}
	for _, s := range t {
		for spanWidth(s) > room {
			if !isText(s) || width(s.Text) <= limit/4 && room < limit {
				if room == limit { // one token larger than a block: left to the cut of its label
					break
				}
				next()
				continue
			}
			at := breakAt(s.Text, room)
			if at == 0 && room < limit {
				next()
				continue
			}
			if at == 0 { // marks without end on one letter: cut among them
				_, at = utf8.DecodeRuneInString(s.Text)
			}
			head := s
			head.Text, s.Text = strings.TrimRightFunc(s.Text[:at], unicode.IsSpace), strings.TrimLeftFunc(s.Text[at:], unicode.IsSpace)
			if head.Text != "" {
				part = append(part, head)
			}
			next()
		}
		if s.Text != "" || !isText(s) {
			part = append(part, s)
			room -= spanWidth(s)
		}
	}
	next()
	return out
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
