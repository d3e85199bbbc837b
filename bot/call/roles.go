package call

import (
	_ "embed"
	"strings"
)

//go:embed lexicon/roles.txt
var rolesFile string

// roles maps a label such as "me" or "customer" to the side it names.
var roles = kindTable(rolesFile)

// roleOf returns the side that a label itself names, or "".
func roleOf(label string) Side {
	switch roles[strings.ToLower(label)] {
	case "rep":
		return Rep
	case "customer":
		return Customer
	}
	return ""
}

// isGeneric reports whether a label names nobody: "Speaker 2", "Unknown
// Speaker", "Participant 1", or a recorder that takes part.
func isGeneric(label string) bool {
	key := strings.TrimRight(headingKey(label), "0123456789 ")
	return roles[key] == "generic" || strings.Contains(key, "notetaker") || strings.Contains(key, "note taker")
}
