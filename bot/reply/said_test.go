package reply

import (
	_ "embed"
	"strings"
	"testing"
)

//go:embed testdata/said.txt
var saidFile string

// The sentences of testdata/said.txt are read as it says.
func TestSaid(t *testing.T) {
	title, n := "", 0
	var items []string
	for line := range strings.Lines(saidFile) {
		line = strings.TrimSpace(line)
		head, isHead := strings.CutPrefix(line, "= ")
		item, isItem := strings.CutPrefix(line, "*")
		say, want, isSaid := strings.Cut(line, " => ")
		switch {
		case isHead:
			title, items = head, nil
		case isItem:
			shown := strings.HasPrefix(item, "+")
			item = strings.TrimSpace(strings.TrimPrefix(item, "+"))
			if shown {
				item = "+" + item
			}
			items = append(items, item)
		case isSaid:
			n++
			if got := show(Read(say, list(items...), Options{Now: friday})); !NamesSomebody(say) && got != want {
				t.Errorf("%q names nobody, and is read as %s where the colleagues aren't known", say, got)
			}
			if got := show(Read(say, list(items...), Options{Now: friday, People: colleagues})); got != want {
				t.Errorf("%s, %q:\n got %s\nwant %s", title, say, got, want)
			}
		}
	}
	if n < 200 {
		t.Errorf("only %d sentences", n)
	}
}
