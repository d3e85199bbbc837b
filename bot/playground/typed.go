package playground

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// typed is what somebody typed as Slack's own box sends it: "@Ben Okafor",
// "@heed" and "#calls" are references.
func (p *Playground) typed(text string) string {
	if !strings.ContainsAny(text, "@#") {
		return text
	}
	known := map[string]string{}
	for _, u := range p.slack.People() {
		for _, name := range []string{u.RealName, u.DisplayName, u.Name} {
			if name != "" {
				known["@"+strings.ToLower(name)] = "<@" + u.ID + ">"
			}
		}
	}
	for _, c := range p.slack.Channels() {
		known["#"+strings.ToLower(c.Name)] = "<#" + c.ID + ">"
	}
	names := make([]string, 0, len(known))
	for name := range known {
		names = append(names, name)
	}
	// The longest first, so that "@Ben Okafor" isn't taken for "@Ben".
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(len(b)-len(a), cmp.Compare(a, b)) })
	for i, name := range names {
		names[i] = regexp.QuoteMeta(name)
	}
	ref := regexp.MustCompile(`(?i)(^|[\s(])(` + strings.Join(names, "|") + `)\b`)
	return ref.ReplaceAllStringFunc(text, func(m string) string {
		at := strings.IndexAny(m, "@#")
		return m[:at] + known[strings.ToLower(m[at:])]
	})
}
