//go:build race

package coach

// raced says that the race detector runs, under which everything takes ten
// times as long.
const raced = true
