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
