// Package madeup writes sales calls that nobody had, of any length and always
// the same for a seed, to measure with: talk of some variety, where a sentence
// said over and over would measure a cache. Tests and tools import it, the
// program doesn't.
package madeup

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"strings"
)

//go:embed talk.txt
var talkFile string

// Talk returns a transcript of at least size bytes, a line a turn:
// "Dana Reyes: So who else has a say in the stock count?"
func Talk(size int, seed uint64) string {
	t := talker{sections: parse(talkFile), random: rand.New(rand.NewPCG(seed, seed))}
	voices := []struct{ name, says string }{{"Dana Reyes", "rep"}, {"Osman Dereli", "customer"}, {"Dana Reyes", "rep"}, {"Ruth Amsel", "customer"}}
	for i := 0; t.out.Len() < size; i++ {
		v := voices[i%len(voices)]
		t.out.WriteString(v.name + ": ")
		for range 1 + t.random.IntN(3) {
			t.say(v.says)
			t.out.WriteByte(' ')
		}
		t.out.WriteByte('\n')
	}
	return t.out.String()
}

type talker struct {
	sections map[string][]string
	random   *rand.Rand
	out      strings.Builder
}

// say writes any line of a section, and for {name} in it any of [name].
func (t *talker) say(section string) {
	lines := t.sections[section]
	if len(lines) == 0 {
		panic(fmt.Sprintf("madeup: no section [%s] in talk.txt", section)) // embedded, and read by every test
	}
	line := lines[t.random.IntN(len(lines))]
	for {
		before, rest, ok := strings.Cut(line, "{")
		t.out.WriteString(before)
		if !ok {
			return
		}
		name, after, _ := strings.Cut(rest, "}")
		t.say(name)
		line = after
	}
}

func parse(file string) map[string][]string {
	sections, name := map[string][]string{}, ""
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			name = strings.Trim(line, "[]")
		default:
			sections[name] = append(sections[name], line)
		}
	}
	return sections
}
