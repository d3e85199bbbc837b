package text

import (
	"fmt"
	"strings"
)

// ParseLexicon reads lexicon files; word lists of one are known in those
// after it. A file is made of sections, with one pattern a line and comments
// after "#":
//
//	[{worry}]              a word list, for use as {worry}
//	worried
//	concern*
//
//	[cue:worry]            a section: matches carry its name
//	i'm (a bit|quite)? {worry}
//	keeps me (up|awake) ... night
//
//	[-cue:worry]           exceptions: a match here cancels overlapping ones of cue:worry
//	not {worry}
//
// In a pattern a word stands for itself, stem* for any word that begins so,
// (a|b c) for either, word? and (…)? for something that may be absent, "_"
// for any one word, "..." for up to four words, {list} for an entry of a
// list, "^" and "$" for the start and the end of the sentence. Case,
// punctuation and hyphens don't matter, nor does a genitive's 's. A section may
// appear more than once.
func ParseLexicon(files ...string) (*Lexicon, error) {
	p := &parser{lists: map[string][]pattern{}, compiler: newCompiler()}
	for i, file := range files {
		if err := p.file(file); err != nil {
			return nil, fmt.Errorf("lexicon file %d: %w", i+1, err)
		}
	}
	return p.compiler.lexicon()
}

// MustParseLexicon is ParseLexicon for embedded files, whose errors are
// mistakes of the program.
func MustParseLexicon(files ...string) *Lexicon {
	l, err := ParseLexicon(files...)
	if err != nil {
		panic(err)
	}
	return l
}

// pattern is a sequence of items.
type pattern []item

// item is one element: exactly one of word, stem, alternatives, any, gap,
// start and end is set.
type item struct {
	word, stem   string
	alternatives []pattern
	any, gap     bool
	start, end   bool
	optional     bool
}

type parser struct {
	lists    map[string][]pattern
	compiler *compiler
	list     string // the list being read, or ""
	section  string
}

func (p *parser) file(file string) error {
	p.list, p.section = "", ""
	for n, line := range strings.Split(file, "\n") {
		if i := strings.IndexByte(line, '#'); i >= 0 {
			line = line[:i]
		}
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if err := p.line(line); err != nil {
			return fmt.Errorf("line %d, %q: %w", n+1, line, err)
		}
	}
	return nil
}

func (p *parser) line(line string) error {
	if name, ok := strings.CutPrefix(line, "["); ok {
		name, ok = strings.CutSuffix(name, "]")
		if !ok || name == "" {
			return fmt.Errorf("a heading needs [name]")
		}
		p.list, p.section = "", name
		if name[0] == '{' {
			p.list, p.section = strings.Trim(name, "{}"), ""
		}
		return nil
	}
	pat, rest, err := p.sequence(fields(line))
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return fmt.Errorf("%q without its opening bracket", rest[0])
	}
	switch {
	case p.list != "":
		p.lists[p.list] = append(p.lists[p.list], pat)
	case p.section != "":
		return p.compiler.add(p.section, pat)
	default:
		return fmt.Errorf("a pattern before the first heading")
	}
	return nil
}

// fields cuts a pattern into words, brackets, bars and question marks.
func fields(line string) []string {
	var out []string
	word := strings.Builder{}
	flush := func() {
		if word.Len() > 0 {
			out = append(out, word.String())
			word.Reset()
		}
	}
	for _, r := range lower(line) {
		switch r {
		case ' ', '\t', '-':
			flush()
		case '(', ')', '|', '?':
			flush()
			out = append(out, string(r))
		default:
			word.WriteRune(r)
		}
	}
	flush()
	return out
}

// sequence reads items up to a closing bracket, a bar or the end.
func (p *parser) sequence(fs []string) (pattern, []string, error) {
	var pat pattern
	for len(fs) > 0 && fs[0] != ")" && fs[0] != "|" {
		if fs[0] == "?" {
			if len(pat) == 0 {
				return nil, nil, fmt.Errorf("nothing before \"?\"")
			}
			pat[len(pat)-1].optional = true
			fs = fs[1:]
			continue
		}
		it, rest, err := p.item(fs)
		if err != nil {
			return nil, nil, err
		}
		pat, fs = append(pat, it), rest
	}
	return pat, fs, nil
}

func (p *parser) item(fs []string) (item, []string, error) {
	word, rest := fs[0], fs[1:]
	switch {
	case word == "(":
		return p.group(rest)
	case word == "_":
		return item{any: true}, rest, nil
	case word == "...":
		return item{gap: true}, rest, nil
	case word == "^":
		return item{start: true}, rest, nil
	case word == "$":
		return item{end: true}, rest, nil
	case word[0] == '{':
		list := p.lists[strings.Trim(word, "{}")]
		if list == nil {
			return item{}, nil, fmt.Errorf("no word list %s above", word)
		}
		return item{alternatives: list}, rest, nil
	case len(word) > 1 && strings.HasSuffix(word, "*"):
		return item{stem: strings.TrimSuffix(word, "*")}, rest, nil
	}
	return item{word: word}, rest, nil
}

// group reads "a | b c )" after its opening bracket.
func (p *parser) group(fs []string) (item, []string, error) {
	var it item
	for {
		pat, rest, err := p.sequence(fs)
		if err != nil {
			return item{}, nil, err
		}
		if len(pat) == 0 {
			return item{}, nil, fmt.Errorf("an empty alternative")
		}
		it.alternatives = append(it.alternatives, pat)
		if len(rest) == 0 {
			return item{}, nil, fmt.Errorf("a bracket is not closed")
		}
		if fs = rest[1:]; rest[0] == ")" {
			return it, fs, nil
		}
	}
}
