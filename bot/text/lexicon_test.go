package text

import (
	"fmt"
	"strings"
	"testing"
)

// matched returns what a lexicon finds, as "section:words|…".
func matched(lex *Lexicon, s string) string {
	var got []string
	toks := Tokenize(s)
	for _, m := range lex.Match(toks) {
		got = append(got, m.Section+":"+s[toks[m.From].From:toks[m.To-1].To])
	}
	return strings.Join(got, "|")
}

// TestLists tries lists within lists, groups and gaps, as the last thing of a
// pattern and before others.
func TestLists(t *testing.T) {
	lex := MustParseLexicon(`
[{animal}]
dog
cat* # and cattle
guinea pig
(polar|brown)? bear

[{pet}]  # with what follows of the other list
{animal}
gold ... fish
not a? (soul|thing on earth)

[{animal}]
Élan

[has]
(i|we all) have (a|two)? {pet}
we feed {pet} (daily|every (other)? day)?
{pet} $
`, "[says]\n^ {animal} (barks|purrs loudly)??\nwell-known\n")
	for _, test := range []struct{ in, want string }{
		{"I have a dog", "has:I have a dog|has:dog"},
		{"we all have two guinea pigs", ""},
		{"we all have guinea pig", "has:we all have guinea pig|has:guinea pig"},
		{"I have brown bear here", "has:I have brown bear"},
		{"i have bear here", "has:i have bear"},
		{"I have polar", ""},
		{"I have gold one two three fish!", "has:I have gold one two three fish|has:gold one two three fish"},
		{"I have gold one two three four five fish", ""},
		{"I have not soul, I have not a thing on earth", "has:I have not soul|has:I have not a thing on earth|has:not a thing on earth"},
		{"we feed cattle every day now", "has:we feed cattle every day"},
		{"we feed cattle every other", "has:we feed cattle"},
		{"Dog barks and dog barks", "says:Dog barks"},
		{"Cats purrs loudly", "says:Cats purrs loudly"},
		{"ÉLAN", "says:ÉLAN"},
		{"it is well known", "says:well known"},
		{"the dog's", "has:dog's"},
	} {
		if got := matched(lex, test.in); got != test.want {
			t.Errorf("%q:\n got %q\nwant %q", test.in, got, test.want)
		}
	}
}

// TestWordTable tells words of all lengths apart, and those from others that
// begin or end alike.
func TestWordTable(t *testing.T) {
	table, numbers := newWordTable(0), map[string]int32{}
	for i := range 3000 {
		for _, form := range []string{"%d", "w%d", "a longer word %d", "%d times sixteen"} {
			word := fmt.Sprintf(form, i)
			if got := table.get(word); got != otherWord {
				t.Fatalf("%q is %d before it is known", word, got)
			}
			numbers[word] = int32(len(numbers) + 1)
			table.number(word, numbers[word])
		}
	}
	for word, n := range numbers {
		if got := table.number(word, -1); got != n || table.get(word) != n {
			t.Errorf("%q is %d, want %d", word, got, n)
		}
	}
	if got := table.get(""); got != otherWord {
		t.Errorf("no word is %d", got)
	}
}
