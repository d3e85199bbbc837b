package call

import "strings"

// readMeet reads Google Meet's transcript: a time alone on its line, then
// `Name: text` lines. What stands above the first time is written by Gemini
// and is nobody's speech. Only the first turn below a time has that time.
func readMeet(src *source) (*transcript, error) {
	first := firstMeetTime(src.lines)
	if first < 0 {
		return nil, nil
	}
	names, labelled := meetNames(src.lines[first:])
	if len(names) == 0 {
		return nil, nil
	}
	t := newTranscript(Meet, labelled)
	t.header = src.lines[:first]
	for _, line := range t.header {
		if title, ok := strings.CutSuffix(line, " - Transcript"); ok {
			t.title = title
		}
	}
	at, inBlock := -1.0, false
	for _, line := range src.lines[first:] {
		if line == "" {
			continue
		}
		if sec, ok := loneTime(line); ok {
			at, inBlock = sec, false
			continue
		}
		if isFooter(line) {
			break
		}
		if name, text, ok := splitLabel(line); ok && names[name] {
			t.open(name, at, -1)
			t.more(text)
			at, inBlock = -1, true
		} else if inBlock {
			t.more(line)
		}
	}
	return t, nil
}

// firstMeetTime is the first line that is a lone time followed by a labelled
// line; -1 if there is none.
func firstMeetTime(lines []string) int {
	for i, line := range lines {
		if _, ok := loneTime(line); !ok {
			continue
		}
		for _, next := range lines[i+1:] {
			if next == "" {
				continue
			}
			if _, _, ok := splitLabel(next); ok {
				return i
			}
			break
		}
	}
	return -1
}

func loneTime(line string) (sec float64, ok bool) {
	if len(line) < 7 || len(line) > 16 {
		return 0, false
	}
	at, rest, ok := readStamp(strings.Trim(line, " *_#"))
	return at.sec, ok && rest == "" && at.parts == 3
}

func meetNames(lines []string) (names map[string]bool, labelled int) {
	count := map[string]int{}
	for _, line := range lines {
		if name, _, ok := splitLabel(line); ok {
			count[name]++
		}
	}
	names = map[string]bool{}
	for name, n := range count {
		if isSpeakerLabel(name, n) {
			names[name] = true
			labelled += n
		}
	}
	return names, labelled
}
