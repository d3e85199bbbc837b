// Package pattern compiles regular expressions when they are first asked for.
// There are some fifty in the program, and most runs need few of them: to
// compile all took a third of its start.
package pattern

import (
	"regexp"
	"sync"
)

// Of returns a function that compiles expr at its first call and returns the
// same from then on. It panics there if expr is none, as regexp.MustCompile
// does: use it for expressions that stand in the program.
func Of(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
