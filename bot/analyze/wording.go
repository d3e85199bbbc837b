package analyze

import (
	"strings"
	"sync"
)

// wordings are what may be said of a finding, by key.
var wordings = sync.OnceValue(func() map[string][]string { return sections(lexiconFile("wording")) })

// say is one of the wordings of a key, by the number of the call, with pairs
// of names and values filled in.
func (d *document) say(key string, pairs ...string) string {
	lines := wordings()[key]
	if len(lines) == 0 {
		panic("analyze: lexicon/wording.txt has no [" + key + "]") // embedded: a mistake of the program
	}
	for i := 0; i < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return strings.NewReplacer(pairs...).Replace(lines[max(d.Opt.Nth-1, 0)%len(lines)])
}
