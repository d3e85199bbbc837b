package call

import "strings"

// refuseEmail refuses a thread of e-mails: people wrote it, on several days,
// and each "Ana:" in it may be a signature. One e-mail alone may well be the
// way in which a transcript or a note came.
func refuseEmail(src *source) (*transcript, error) {
	heads, replies := 0, 0
	for i, line := range src.lines {
		switch {
		case isReplyLine(src.lines, i):
			replies++
		case strings.HasPrefix(line, "From: ") && isMailHead(src.lines[i:]):
			heads++
		}
	}
	if heads < 2 && replies == 0 {
		return nil, nil
	}
	return nil, &Unreadable{
		Found: "this is an e-mail thread, not a call",
		Try:   "the transcript of a call (.vtt, .txt or .docx) works, and so do call notes of your own",
	}
}

// isMailHead knows the head of a quoted e-mail: From, then To, Subject and the
// day, in any order, within a few lines.
func isMailHead(lines []string) bool {
	found := map[string]bool{}
	for _, line := range lines[:min(len(lines), 7)] {
		name, _, ok := strings.Cut(line, ": ")
		if ok {
			found[name] = true
		}
	}
	return found["To"] && (found["Subject"] || found["Sent"] || found["Date"])
}

// isReplyLine knows "On Tue, Nov 3, 2026 at 10:02 AM Ana <ana@x.com> wrote:"
// above a quotation; mailers break it into two lines.
func isReplyLine(lines []string, i int) bool {
	line := lines[i]
	if !strings.HasSuffix(line, "wrote:") || len(line) > 200 {
		return false
	}
	if !strings.HasPrefix(line, "On ") && (i == 0 || !strings.HasPrefix(lines[i-1], "On ")) {
		return false
	}
	for _, next := range lines[i+1 : min(i+4, len(lines))] {
		if strings.HasPrefix(next, ">") {
			return true
		}
	}
	return false
}
