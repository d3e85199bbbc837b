package fit

import (
	_ "embed"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"

	"heed/bot/memory"
	"heed/bot/pattern"
	"heed/bot/text"
)

//go:embed same.txt
var sameFile string

// telling is what a text is about.
type telling struct {
	words   map[string]bool
	special map[string]bool // of those, what has one meaning only
	no      bool            // it denies something
}

// share is the share of the shorter one's words that are in both; all of it
// where they share what has one meaning only.
func (t telling) share(o telling) float64 {
	for w := range t.special {
		if o.special[w] {
			return 1
		}
	}
	least := min(len(t.words), len(o.words))
	if least == 0 {
		return 0
	}
	n := 0
	for w := range t.words {
		if o.words[w] {
			n++
		}
	}
	return float64(n) / float64(least)
}

// lists are the sections of same.txt.
var lists = sync.OnceValue(func() map[string][][]string {
	out := map[string][][]string{}
	for section, line := range text.Sections(sameFile) {
		var group []string
		for _, phrase := range strings.Split(line, "|") {
			group = append(group, memory.FoldText(phrase))
		}
		out[section] = append(out[section], group)
	}
	return out
})

// plain are the words of a section, without their groups.
var plain = sync.OnceValue(func() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for section, groups := range lists() {
		out[section] = map[string]bool{}
		for _, g := range groups {
			for _, w := range strings.Fields(strings.Join(g, " ")) {
				out[section][w] = true
			}
		}
	}
	return out
})

// shortest is how many letters a word has at least to tell something; what is
// shorter counts if it is in a group of same.txt ("SSO").
const shortest = 3

// tellingOf reads a text: phrases that mean the same become one word, what
// says nothing by itself is left out.
func tellingOf(s string) telling {
	t := telling{words: map[string]bool{}, special: map[string]bool{}}
	text := " " + memory.FoldText(s) + " "
	for _, section := range []string{"same", "topic"} {
		for _, group := range lists()[section] {
			for _, phrase := range group {
				if p := " " + phrase + " "; strings.Contains(text, p) {
					text = strings.ReplaceAll(text, p, " ")
					t.words[group[0]] = true
					t.special[group[0]] = t.special[group[0]] || section == "same"
				}
			}
		}
	}
	maps.DeleteFunc(t.special, func(_ string, is bool) bool { return !is })
	for w := range strings.FieldsSeq(text) {
		switch {
		case plain()["no"][w]:
			t.no = true
		case plain()["nothing"][w] || utf8.RuneCountInString(w) < shortest:
		default:
			t.words[english.Stem(w, true)] = true
		}
	}
	return t
}

// sum is an amount of money, and per what it is, in order.
type sum struct {
	amount float64
	per    []string
}

var amount = pattern.Of(`(?i)(\d+(?:[.,]\d{3})*(?:\.\d+)?)\s*(k|m|thousand|million)?\b`)

var times = map[string]float64{"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6}

// sumOf reads the largest amount of a text; ok is false without one.
func sumOf(s string) (out sum, ok bool) {
	for _, m := range amount().FindAllStringSubmatch(s, -1) {
		digits := m[1]
		if i := strings.LastIndexAny(digits, ".,"); i >= 0 && len(digits)-i == 4 { // thousands apart
			digits = strings.NewReplacer(",", "", ".", "").Replace(digits)
		}
		n, err := strconv.ParseFloat(strings.ReplaceAll(digits, ",", ""), 64)
		if err != nil {
			continue
		}
		if f := times[strings.ToLower(m[2])]; f > 0 {
			n *= f
		}
		if n > out.amount {
			out.amount, ok = n, true
		}
	}
	for w := range strings.FieldsSeq(memory.FoldText(s)) {
		for _, g := range lists()["per"] {
			if slices.Contains(g, w) {
				out.per = append(out.per, g[0])
			}
		}
	}
	slices.Sort(out.per)
	out.per = slices.Compact(out.per)
	return out, ok
}

// isLeast reports whether a line names the least that we work for.
func isLeast(line string) bool {
	text := " " + memory.FoldText(line) + " "
	return slices.ContainsFunc(lists()["least"], func(g []string) bool {
		return slices.ContainsFunc(g, func(p string) bool { return strings.Contains(text, " "+p+" ") })
	})
}
