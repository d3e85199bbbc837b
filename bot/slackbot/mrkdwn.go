package slackbot

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"heed/bot/message"
)

// mrkdwn renders styled spans where rich_text isn't taken.
//
// Mrkdwn cannot escape its own markers. Where one could start or end a style,
// a look-alike stands in for it (∗ for an asterisk; see lookalikes): zero-width
// tricks, the usual alternative, are taken as word boundaries by some clients
// and make the marker work after all.
func mrkdwn(t message.Text) string {
	var out strings.Builder
	for _, s := range t {
		out.WriteString(mrkdwnSpan(s, out.Len() == 0 || strings.HasSuffix(out.String(), "\n")))
	}
	return out.String()
}

// unstyled renders spans for a message's fallback text, which notifications and
// screen readers show and nobody sees set: escaped, without styles, and the
// markers in it as they are.
func unstyled(t message.Text) string {
	var out strings.Builder
	for _, s := range t {
		out.WriteString(spanToken(s, func(text string) string { return escape(clean(text)) }))
	}
	return out.String()
}

func mrkdwnSpan(s message.Span, atLineStart bool) string {
	return wrap(s.Style, spanToken(s, func(text string) string { return inert(text, atLineStart) }))
}

// spanToken writes a span in Slack's <…> notation, its words through set.
func spanToken(s message.Span, set func(string) string) string {
	switch {
	case s.User != "" && idShape().MatchString(s.User):
		return "<@" + s.User + ">"
	case s.Channel != "" && idShape().MatchString(s.Channel):
		return "<#" + s.Channel + ">"
	case s.Time != nil && s.Time.Unix() > 0:
		return fmt.Sprintf("<!date^%d^%s|%s>", s.Time.Unix(), dateFormat, set(dateFallback(s)))
	case s.URL != "":
		if link := safeURL(s.URL); link != "" {
			label := cut(strings.ReplaceAll(firstOf(s.Text, link), "|", "/"), maxLinkLabel)
			return "<" + strings.ReplaceAll(link, "&", "&amp;") + "|" + set(label) + ">"
		}
	}
	return set(s.Text)
}

var markers = map[message.Style]string{
	message.Bold: "*", message.Italic: "_", message.Strike: "~", message.Code: "`",
}

// wrap puts the markers of a style around each line, for a style ends at a
// line's end; white space stays outside, or the markers wouldn't work.
func wrap(style message.Style, text string) string {
	m := markers[style]
	if m == "" {
		return text
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		core := strings.TrimSpace(line)
		if core == "" {
			continue
		}
		at := strings.Index(line, core)
		lines[i] = line[:at] + m + core + m + line[at+len(core):]
	}
	return strings.Join(lines, "\n")
}

// lookalikes stand for markers. A ">" at a line's start is a quotation to
// Slack even when it is escaped.
var lookalikes = map[rune]string{'*': "∗", '_': "ˍ", '~': "∼", '`': "ˋ", '>': "›"}

// inert is text from outside in which nothing formats, links or pings.
func inert(s string, atLineStart bool) string {
	s = clean(s)
	var out strings.Builder
	prev := ' '
	for i, r := range s {
		next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
		switch {
		case r == '`', strings.ContainsRune("*_~", r) && marks(prev, next), r == '>' && atLineStart:
			out.WriteString(lookalikes[r])
		case r == '&' || r == '<' || r == '>':
			out.WriteString(escape(string(r)))
		default:
			out.WriteRune(r)
		}
		atLineStart = r == '\n' || atLineStart && unicode.IsSpace(r)
		prev = r
	}
	return out.String()
}

// marks tells whether a marker between two characters may be taken for one.
// Slack asks for a word's edge: between two letters or digits it is safe, and
// so it is between two spaces.
func marks(prev, next rune) bool {
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	space := func(r rune) bool { return r == utf8.RuneError || unicode.IsSpace(r) }
	return !(word(prev) && word(next)) && !(space(prev) && space(next))
}
