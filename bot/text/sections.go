package text

import (
	"iter"
	"strings"
)

// Sections reads a file of [headings] with lines under them: each line with
// the heading it stands under, "" above the first. Blank lines and lines that
// begin with "#" are left out, as is the space around the others.
func Sections(file string) iter.Seq2[string, string] {
	return func(yield func(heading, line string) bool) {
		heading := ""
		for line := range strings.Lines(file) {
			line = strings.TrimSpace(line)
			switch {
			case line == "" || line[0] == '#':
			case line[0] == '[':
				heading = strings.Trim(line, "[]")
			case !yield(heading, line):
				return
			}
		}
	}
}
