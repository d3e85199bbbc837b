package call

import (
	"slices"
	"strings"
)

// readStacked reads what a browser copies of Otter's and Teams' pages: the
// name, the time and the speech each on a line of its own, an avatar's letter
// or the time in words between them.
//
//	A                                Ana Ruiz
//	Ana Ruiz                         0 minutes 4 seconds
//	0:04                             0:04
//	Hello.                           Ana Ruiz 0 minutes 4 seconds
//	                                 Hello.
func readStacked(src *source) (*transcript, error) {
	lines, heads := unstack(src.lines)
	if heads < 2 {
		return nil, nil
	}
	t := headLayout{format: Otter, parse: nameThenTime}.read(&source{lines: lines})
	if t == nil {
		return nil, nil
	}
	t.flush()
	if slices.ContainsFunc(src.lines, isWordedTime) {
		t.format = TeamsDOCX
	} else if len(t.turns) > 0 && t.turns[0].Start >= lateStart {
		return nil, errChat // the time of day, as Slack and others show it
	}
	return t, nil
}

// unstack puts names and times on one line.
func unstack(lines []string) (out []string, heads int) {
	count := map[string]int{}
	for i := range lines {
		if name, _, ok := stackedHead(lines, i); ok {
			count[name]++
		}
	}
	if len(count) == 0 {
		return nil, 0
	}
	for i := 0; i < len(lines); i++ {
		name, at, ok := stackedHead(lines, i)
		if !ok || count[name] < 2 && !isNameLike(name) {
			out = append(out, lines[i])
			continue
		}
		heads++
		if n := len(out); n > 0 && isAvatar(out[n-1], name) {
			out = out[:n-1]
		}
		out = append(out, "", name+"  "+at)
		for i++; i+1 < len(lines) && isTimeOf(lines[i+1], name); i++ {
		}
	}
	return out, heads
}

// stackedHead reads a name on line i with a time alone on the next.
func stackedHead(lines []string, i int) (name, at string, ok bool) {
	if i+1 >= len(lines) || !mayBeTime(lines[i+1]) {
		return "", "", false
	}
	name = lines[i]
	if name == "" || strings.IndexByte(name, ':') >= 0 || !couldBeName(name) || isSpeech(name) {
		return "", "", false
	}
	if at, ok = wordedTime(lines[i+1]); ok {
		return name, at, true
	}
	at = lines[i+1]
	if strings.HasPrefix(at, ":") || strings.HasPrefix(at, " ") { // Slack's status, or blanks
		at = strings.TrimSpace(slackEmoji().ReplaceAllString(at, ""))
	}
	_, rest, ok := readStamp(at)
	return name, at, ok && rest == ""
}

// mayBeTime passes over nearly every line at once.
func mayBeTime(line string) bool {
	return line != "" && len(line) < 60 && (isDigit(line[0]) || line[0] == ' ' || line[0] == ':')
}

// isTimeOf reports whether a line repeats the time of a head, with or without
// the name.
func isTimeOf(line, name string) bool {
	line = strings.TrimSpace(strings.TrimPrefix(line, name))
	if _, ok := wordedTime(line); ok {
		return true
	}
	_, rest, ok := readStamp(line)
	return ok && rest == ""
}

// isAvatar reports whether a line is the first letter of a name, or its
// initials.
func isAvatar(line, name string) bool {
	return line != "" && len(line) <= 4 && strings.HasPrefix(initials(tokens(name)), fold(line))
}

func isWordedTime(line string) bool {
	_, ok := wordedTime(line)
	return ok
}

// wordedTime reads "1 hour 2 minutes 5 seconds", with or without the same
// time in figures right behind it, and returns the figures.
func wordedTime(line string) (at string, ok bool) {
	var field [3]int
	rest := line
	for i, unit := range []string{"hour", "minute", "second"} {
		value, digits := readInt(rest)
		after := strings.TrimLeft(rest[digits:], " ")
		if digits == 0 || digits > 2 || !strings.HasPrefix(after, unit) {
			continue
		}
		field[i], ok = value, true
		rest = strings.TrimLeft(strings.TrimPrefix(after[len(unit):], "s"), " ")
	}
	if !ok {
		return "", false
	}
	if _, after, figures := readStamp(rest); figures {
		rest = after
	}
	return clockText(field), rest == ""
}
