package call

import (
	"strings"
)

// slackEntities are what Slack writes for the three characters that mean
// something to it.
var slackEntities = []struct{ entity, plain string }{{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}}

// unslack undoes what Slack does to a message: links and mentions in angle
// brackets become what the writer saw, then &amp; &lt; &gt; are unescaped,
// once. Brackets that the writer typed arrive escaped, so the two can't be
// mixed up. entities is false for a caption file that was not escaped: its
// own entities are undone cue by cue.
func unslack(s string, people map[string]string, entities bool) string {
	s = slackTokens(s, people)
	if entities {
		s = unescape(s)
	}
	return s
}

// unescape undoes slackEntities.
func unescape(s string) string {
	var b strings.Builder
	from := 0 // start of what is not yet written
	for i := 0; i < len(s); i++ {
		at := strings.IndexByte(s[i:], '&')
		if at < 0 {
			break
		}
		i += at
		for _, e := range slackEntities {
			if strings.HasPrefix(s[i:], e.entity) {
				b.WriteString(s[from:i])
				b.WriteString(e.plain)
				from = i + len(e.entity)
				i = from - 1
				break
			}
		}
	}
	if from == 0 {
		return s
	}
	b.WriteString(s[from:])
	return b.String()
}

// slackTokens replaces <https://…|label>, <@U1|name>, <#C1|name> and
// <!here>. Other angle brackets stay as they are.
func slackTokens(s string, people map[string]string) string {
	var b strings.Builder
	from := 0
	for i := 0; i < len(s); {
		open := strings.IndexByte(s[i:], '<')
		if open < 0 {
			break
		}
		open += i
		i = open + 1
		if i == len(s) || !strings.ContainsRune("@#!hmtf", rune(s[i])) {
			continue
		}
		end := strings.IndexAny(s[i:], "<>\n")
		if end < 0 {
			break
		}
		if s[i+end] != '>' {
			continue
		}
		plain, ok := slackToken(s[i:i+end], people)
		i += end + 1
		if ok {
			b.WriteString(s[from:open])
			b.WriteString(plain)
			from = i
		}
	}
	if from == 0 {
		return s
	}
	b.WriteString(s[from:])
	return b.String()
}

// slackToken reads the inside of one pair of angle brackets.
func slackToken(t string, people map[string]string) (plain string, ok bool) {
	target, label, labelled := strings.Cut(t, "|")
	switch {
	case strings.HasPrefix(target, "@") && isSlackID(target[1:], "UW"):
		if name := people[target[1:]]; name != "" {
			return "@" + name, true
		}
		if !labelled {
			label = target[1:]
		}
		return "@" + label, true
	case strings.HasPrefix(target, "#") && isSlackID(target[1:], "CGD"):
		if !labelled || label == "" {
			label = target[1:]
		}
		return "#" + label, true
	case strings.HasPrefix(target, "!"):
		if labelled {
			return label, true
		}
		word, _, _ := strings.Cut(target[1:], "^")
		return "@" + word, true
	case strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") || strings.HasPrefix(target, "tel:"):
		if labelled && label != "" {
			return label, true
		}
		return strings.TrimPrefix(strings.TrimPrefix(target, "mailto:"), "tel:"), true
	}
	return "", false
}

// unfence takes the ``` off that people put around a paste.
func unfence(s string) string {
	inner, ok := strings.CutPrefix(strings.TrimSpace(s), "```")
	if !ok || strings.Count(inner, "```") > 1 {
		return s
	}
	if first, rest, found := strings.Cut(inner, "\n"); found && isLetters(first) {
		inner = rest // ```text
	}
	return strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(inner), "```"))
}

// unquote takes the ">" off a text that is one quotation from end to end.
func unquote(s string) string {
	if t := strings.TrimLeft(s, " \n"); t == "" || t[0] != '>' {
		return s
	}
	var b strings.Builder
	for line := range strings.Lines(s) {
		bare, ok := strings.CutPrefix(line, ">")
		if !ok && strings.TrimSpace(line) != "" {
			return s
		}
		b.WriteString(strings.TrimPrefix(bare, " "))
	}
	return b.String()
}

func isSlackID(s, first string) bool {
	if len(s) < 2 || strings.IndexByte(first, s[0]) < 0 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// plainMarks takes paired marks of emphasis away: *bold*, **bold**, _italic_,
// ~struck~ and `code`, where they stand around words.
func plainMarks(s string) string {
	if !strings.ContainsAny(s, "*_~`") {
		return s
	}
	for _, mark := range []string{"**", "__", "*", "_", "~~", "~", "`"} {
		s = dropPairs(s, mark)
	}
	return s
}

// dropPairs removes each mark that opens before a word together with the one
// that closes after a word. "5 * 3" and "snake_case" have none.
func dropPairs(s, mark string) string {
	var b strings.Builder
	from := 0
	for at := 0; at < len(s); {
		open := strings.Index(s[at:], mark)
		if open < 0 {
			break
		}
		open += at
		inner := open + len(mark)
		at = inner
		if inner >= len(s) || s[inner] == ' ' || open > 0 && isWordByte(s[open-1]) {
			continue
		}
		end := closing(s, inner, mark)
		if end < 0 {
			break
		}
		b.WriteString(s[from:open])
		b.WriteString(s[inner:end])
		at = end + len(mark)
		from = at
	}
	if from == 0 {
		return s
	}
	b.WriteString(s[from:])
	return b.String()
}

// closing is the offset of the mark that ends after a word, or -1.
func closing(s string, from int, mark string) int {
	for i := from; ; {
		end := strings.Index(s[i:], mark)
		if end < 0 {
			return -1
		}
		end += i
		after := end + len(mark)
		if end > from && s[end-1] != ' ' && (after == len(s) || !isWordByte(s[after])) {
			return end
		}
		i = after
	}
}

func isWordByte(c byte) bool {
	return c >= 0x80 || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
