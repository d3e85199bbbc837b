package call

import "strings"

// noteWords is how long a message has to be to be taken for a note without a
// header that says so: shorter ones are talk.
const noteWords = 25

// LooksLikeNote reports whether a channel message may be a call note, with the
// reason in a few words for the log and for "why did you read this?". It asks
// for length or a header only; whether the text is about a call is decided by
// bot/analyze.
func LooksLikeNote(text string) (reason string, ok bool) {
	lines := linesOf(normalise(unslack(text, nil, true)))
	seen, headed, bullets := 0, 0, 0
	for _, line := range lines {
		n := readLine(line)
		if n.text == "" {
			continue
		}
		if seen++; seen <= 3 {
			if reason, ok = noteHeader(n); ok {
				return reason, true
			}
		}
		if kind, ok := n.heads(); ok && kind != headingKind && kind != metaKind {
			headed++
		} else if kind, _, ok := n.inline(); ok && kind != "" {
			headed++
		}
		if n.bullet || n.box {
			bullets++
		}
	}
	switch words := countWords(strings.Join(lines, " ")); {
	case headed >= 2:
		return "it has headings of a call note", true
	case headed == 1 && bullets > 0:
		return "it has a heading and a list", true
	case words >= noteWords:
		return "it is long enough for a note", true
	}
	return "", false
}

// noteHeader reads "Call with Acme", "Notes: Acme" and "Log a Call" in one of
// the first lines.
func noteHeader(n noteLine) (reason string, ok bool) {
	if headingKey(n.text) == "log a call" {
		return "it begins like a CRM's form", true
	}
	name, _, labelled := splitLabel(n.text)
	if kind := headingKindOf(name); labelled && (kind == "notes" || kind == "next_steps" || kind == "attendees") {
		return "it begins with \"" + name + ":\"", true
	}
	words := strings.Fields(n.text)
	for i, w := range words[:min(len(words), 5)] {
		if contact["noun"][bareWord(w)] && i+2 < len(words)+1 && i+1 < len(words) && contact["with"][strings.ToLower(words[i+1])] && i+2 < len(words) {
			return "it begins with \"" + strings.Join(words[:i+2], " ") + " …\"", true
		}
	}
	if n.marked {
		if kind, ok := n.heads(); ok && kind == "notes" {
			return "it begins with a heading", true
		}
	}
	return "", false
}
