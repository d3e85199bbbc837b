package call

import "strings"

// refuseChat refuses what people typed beside a call, or instead of one.
// Chats have names and times like transcripts have, but nobody spoke.
func refuseChat(src *source) (*transcript, error) {
	lines, chats := 0, 0
	for _, line := range src.lines {
		if line == "" {
			continue
		}
		lines++
		if isChatLine(line) {
			chats++
		}
	}
	if chats < 2 || chats*10 < lines {
		return nil, nil
	}
	return nil, errChat
}

var errChat = &Unreadable{
	Found: "this is a chat log, not speech",
	Try:   "the transcript of the same call (.vtt, .txt or .docx) works",
}

// isChatLine knows the lines of Zoom's chat, of WhatsApp's, Slack's,
// Telegram's and Discord's:
//
//	00:03:01⇥Name:⇥text
//	10:02:11 From Name to Everyone:      2026-11-03 10:02:11 From Name : text
//	[12/03/2026, 10:02:11] Name: text    12/03/26, 10:02 - Name: text
//	Name  10:02 AM
//	Name, [12.03.2026 10:02]
//	Name — Today at 10:02 AM
func isChatLine(line string) bool {
	if strings.HasPrefix(line, "Reacted to \"") || strings.HasPrefix(line, "Replying to \"") {
		return true
	}
	if isISODay(line) {
		line = line[len("2006-01-02 "):]
	}
	if at, rest, ok := readStamp(line); ok && at.parts >= 2 {
		rest = strings.TrimLeft(rest, " ")
		if strings.HasPrefix(rest, "\t") {
			rest = strings.TrimLeft(rest, "\t ")
			return !strings.HasPrefix(rest, "From") && strings.Contains(rest, ":\t") || isFromTo(rest)
		}
		return isFromTo(rest)
	}
	return isPhoneChat(line) || isSlackPaste(line) || isTelegram(line)
}

// isISODay reports whether a line begins with a day such as 2026-11-03.
func isISODay(line string) bool {
	return len(line) > 11 && line[4] == '-' && line[7] == '-' && line[10] == ' ' && isDigit(line[0]) && isDigit(line[5]) && isDigit(line[8])
}

func isFromTo(s string) bool {
	from, ok := strings.CutPrefix(strings.TrimSpace(s), "From ")
	if !ok {
		return false
	}
	for _, to := range []string{" to Everyone", " To Everyone", "(Direct Message)", "(Privately)", " to Host", " : "} {
		if strings.Contains(from, to) {
			return true
		}
	}
	return false
}

// isTelegram knows a name and a date with a time in square brackets.
func isTelegram(line string) bool {
	name, rest, ok := strings.Cut(line, ", [")
	if !ok || !strings.HasSuffix(rest, "]") || !couldBeName(name) {
		return false
	}
	_, clock, ok := strings.Cut(rest[:len(rest)-1], " ")
	_, after, timed := readStamp(strings.TrimSpace(clock))
	return ok && timed && (after == "" || strings.HasSuffix(after, "M"))
}

// isPhoneChat knows a date, a comma and a time before a name.
func isPhoneChat(line string) bool {
	s := strings.TrimPrefix(line, "[")
	i := strings.Index(s, ", ")
	if i < 6 || i > 10 {
		return false
	}
	for j := range i {
		if c := s[j]; !isDigit(c) && c != '/' && c != '.' && c != '-' {
			return false
		}
	}
	_, rest, ok := readStamp(s[i+2:])
	if !ok {
		return false
	}
	for _, half := range []string{" AM", " PM", " am", " pm"} {
		rest = strings.TrimPrefix(rest, half)
	}
	rest, closed := strings.CutPrefix(rest, "]")
	rest, dash := strings.CutPrefix(rest, " - ")
	return (closed || dash) && strings.Contains(rest, ": ")
}

// isSlackPaste knows "Ana Ruiz  10:02 AM" alone on its line.
func isSlackPaste(line string) bool {
	bare, ok := strings.CutSuffix(line, "M")
	if !ok || len(line) > maxLabelBytes+16 {
		return false
	}
	if bare, ok = strings.CutSuffix(bare, " A"); !ok {
		if bare, ok = strings.CutSuffix(bare, " P"); !ok {
			return false
		}
	}
	bare = strings.TrimSuffix(bare, "]")
	i := strings.LastIndexAny(bare, " [")
	if i <= 0 {
		return false
	}
	at, rest, ok := readStamp(bare[i+1:])
	name := strings.Trim(bare[:i], " [")
	if day, found := strings.CutSuffix(name, " at"); found { // Discord's "— Today at"
		name, _, _ = strings.Cut(day, " — ")
	}
	return ok && rest == "" && at.parts == 2 && couldBeName(name)
}
