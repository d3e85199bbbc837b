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

// openWork is the kind of headings above what is still to be done.
const openWork = "next_steps"

// headingKindOf returns the kind of a heading, or "".
func headingKindOf(s string) string {
	key := headingKey(s)
	kind, known := headings[key]
	if !known && headings[withoutSide(key)] == openWork {
		return openWork
	}
	return kind
}

// withoutSide drops from a heading the words that say whose it is: "customer
// action items", "next steps for us".
func withoutSide(key string) string {
	words := strings.Fields(key)
	kept := words[:0]
	for _, w := range words {
		if !headingSides[w] {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

// headingSides are words of a heading that say whose the lines below are.
var headingSides = wordSet("our ours us we my mine me internal their theirs them they customer customers client clients buyer prospect vendor seller supplier rep side end for from on by with the s")

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
	table := make(map[string]string, len(file)/(2*bytesPerWord))
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
