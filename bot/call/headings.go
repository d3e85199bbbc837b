package call

import (
	_ "embed"
	"strings"
	"unicode"
)

//go:embed lexicon/headings.txt
var headingsFile string

// headings maps a heading, lower case and without punctuation, to its kind.
var headings = kindTable(headingsFile)

// Kinds of lines that carry no content of their own, besides the kinds of
// lexicon/headings.txt.
const (
	titleKind   = "title"   // the line that says what the note is about
	headingKind = "heading" // a heading of a kind that is not known
	crmKind     = "crm"     // a field of a form
	metaKind    = "meta"    // Date, Duration, Call ID
)

// headingKindOf returns the kind of a heading, or "".
func headingKindOf(s string) string {
	return headings[headingKey(s)]
}

// headingKey lowers a heading and drops what stands around and in it that is
// no letter: "➡️ *Next Steps:*" is "next steps".
func headingKey(s string) string {
	if i := strings.IndexAny(s, "(["); i > 0 {
		s = s[:i]
	}
	var b strings.Builder
	blank := false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '&' || r == '+':
			if blank && b.Len() > 0 {
				b.WriteByte(' ')
			}
			blank = false
			b.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’':
		default:
			blank = true
		}
	}
	return b.String()
}

// kindTable reads lines of "kind: phrase, phrase". A kind may have several
// lines; # starts a comment line.
func kindTable(file string) map[string]string {
	table := map[string]string{}
	for line := range strings.Lines(file) {
		kind, phrases, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(kind, "#") {
			continue
		}
		for phrase := range strings.SplitSeq(phrases, ",") {
			if phrase = headingKey(phrase); phrase != "" {
				table[phrase] = kind
			}
		}
	}
	return table
}
