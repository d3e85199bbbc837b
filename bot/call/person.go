package call

// SamePerson reports whether two names are surely one person's, whatever
// their case, accents and what a label adds ("Ana Ruiz | Sales"). A first
// name alone is not enough.
func SamePerson(a, b string) bool {
	return sameName(parseLabel(a).name, parseLabel(b).name) == fullMatch
}

// Unescape is message text as Slack delivers it, as the person wrote it:
// mentions without brackets, links as their labels.
func Unescape(s string) string { return unslack(s, nil, true) }
