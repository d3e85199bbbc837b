package call

import (
	_ "embed"
	"strings"
)

//go:embed lexicon/footers.txt
var footersFile string

var (
	footers      = phraseLines(footersFile)
	footerStarts = firstBytes(footers)
)

// firstBytes is a set of the bytes that phrases begin with, to pass over
// nearly every line at once.
func firstBytes(phrases []string) (set [256]bool) {
	for _, p := range phrases {
		set[p[0]] = true
	}
	return set
}

// isFooter reports whether a line is the recorder's own and nobody's speech.
func isFooter(line string) bool {
	line = strings.TrimLeft(line, " \t*_>#")
	if line == "" || len(line) > 200 || !footerStarts[line[0]|0x20] && !footerStarts[line[0]] {
		return false
	}
	for _, f := range footers {
		if len(line) >= len(f) && strings.EqualFold(line[:len(f)], f) {
			return true
		}
	}
	return false
}

// endsSpeech reports whether line i, which follows speech, ends it: the
// recorder's footer, or a heading with a blank line above, below which stands
// what somebody wrote.
func endsSpeech(lines []string, i int) bool {
	line := lines[i]
	if isFooter(line) {
		return true
	}
	if i == 0 || lines[i-1] != "" || len(line) > maxLabelBytes {
		return false
	}
	return (strings.HasPrefix(line, "#") || strings.HasSuffix(strings.TrimRight(line, "*_"), ":")) && headingKindOf(line) != ""
}

// isRule reports whether a line is a drawn line: ---, ***, ===.
func isRule(line string) bool {
	return len(line) >= 3 && strings.Trim(line, "-=_*—–─ ") == ""
}

// phraseLines reads one lower-case phrase a line; # starts a comment line.
func phraseLines(file string) []string {
	var out []string
	for line := range strings.Lines(file) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	return out
}
