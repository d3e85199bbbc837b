package voice

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

const (
	readme       = "../../README.md"
	commandsFrom = "<!-- commands: go test ./bot/voice -run Readme -update writes them from bot/voice/phrases/help.txt -->\n"
	commandsTo   = "<!-- end of commands -->"
)

// The README lists every command as the help has it.
func TestReadmeListsCommands(t *testing.T) {
	data, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(data), commandsFrom)
	listed, after, ok2 := strings.Cut(rest, commandsTo)
	if !ok || !ok2 {
		t.Fatal("the README has no place for the commands")
	}
	want := commandTable()
	if *update {
		if err := os.WriteFile(readme, []byte(before+commandsFrom+want+commandsTo+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if listed != want {
		t.Errorf("the README's commands are not those of the help: run with -update. Want\n%s", want)
	}
}

func commandTable() string {
	var b strings.Builder
	b.WriteString("| Command | What it does |\n|---|---|\n")
	for _, c := range Commands() {
		var types []string
		for _, typ := range c.Type {
			types = append(types, "`"+typed(typ, "")+"`")
		}
		says := upperFirst(c.Does) + "."
		for _, m := range c.More {
			says += " " + m
		}
		fmt.Fprintf(&b, "| %s | %s |\n", strings.Join(types, "<br>"), strings.ReplaceAll(says, "|", "\\|"))
	}
	return b.String()
}

// A command's other words are those that people type, and none explains
// itself with another's name.
func TestCommandsAreWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Commands() {
		if seen[c.Name] || c.Does == "" || len(c.Type) == 0 || !strings.HasPrefix(c.Type[0], c.Name) {
			t.Errorf("%+v", c)
		}
		seen[c.Name] = true
	}
	for _, r := range []Role{Rep, Manager, Admin} {
		if say("help start", string(r)) == "" || len(phrases()["help "+string(r)]) == 0 {
			t.Errorf("no help for a %s", r)
		}
	}
}
