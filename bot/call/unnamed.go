package call

import "strings"

// readUnnamed reads speech with times and no names at all: "(0:05) text", or
// a time alone above the text, as video sites show it. Nearly all of the text
// has to be that, from the beginning of the recording on; nobody is known to
// have said it.
func readUnnamed(src *source) (*transcript, error) {
	times, lines, latest := 0, 0, -1.0
	alone := true
	for _, line := range src.lines {
		if line == "" {
			continue
		}
		lines++
		at, text, ok := unnamedTime(line)
		if !ok {
			continue
		}
		if at.sec < latest || times == 0 && (at.sec >= lateStart || lines > 3) {
			return nil, nil // an agenda, the time of day
		}
		times, latest = times+1, at.sec
		alone = alone && text == ""
	}
	if times < 3 || times*5 < lines*3 && (!alone || times*5 < lines*2) {
		return nil, nil
	}
	t := newTranscript(Rev, times)
	for _, line := range src.lines {
		if at, text, ok := unnamedTime(line); ok {
			t.open("", at.seconds(false), -1)
			line = text
		} else if t.pending == nil && len(t.parts) == 0 {
			t.header = append(t.header, line)
			continue
		}
		if isFooter(line) {
			break
		}
		t.more(line)
	}
	return t, nil
}

// unnamedTime reads a time in brackets and what follows, or a time alone.
func unnamedTime(line string) (at stamp, text string, ok bool) {
	if at, text, ok = bracketTime(line); ok {
		return at, strings.TrimSpace(text), true
	}
	if len(line) > len("00:00:00") {
		return stamp{}, "", false
	}
	at, rest, ok := readStamp(line)
	return at, "", ok && rest == ""
}
