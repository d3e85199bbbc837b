package call

import (
	_ "embed"
	"strings"
)

//go:embed lexicon/summaries.txt
var summariesFile string

var summaries = phraseLines(summariesFile)

const summaryLines = 60

// refuseSummary refuses what a machine wrote about a call. It is neither
// speech nor the rep's own note, and its sentences would be quoted as if
// somebody had said them.
func refuseSummary(lines []string) error {
	// Machines say so at the head or at the foot.
	if len(lines) > 2*summaryLines {
		lines = append(lines[:summaryLines:summaryLines], lines[len(lines)-summaryLines:]...)
	}
	for _, line := range lines {
		if len(line) > 240 || line == "" {
			continue
		}
		l := strings.ToLower(line)
		for _, mark := range summaries {
			if strings.Contains(l, mark) {
				return &Unreadable{
					Found: "this is a summary written by a machine, without what was said",
					Try:   "the transcript of the same call (.vtt, .txt or .docx) works, and so do notes of your own",

					Alternative: Note,
				}
			}
		}
	}
	return nil
}
