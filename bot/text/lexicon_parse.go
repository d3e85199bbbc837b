package text

import (
	"fmt"
	"slices"
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
	size := 0
	for _, file := range files {
		size += len(file)
	}
	p := &parser{lists: map[string]*wordList{}, compiler: newCompiler(size)}
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

// item is one element of a pattern.
type item struct {
	is           itemKind
	optional     bool
	text         string // of a word or stem
	alternatives []pattern
	list         *wordList
}

// wordList is what {list} stands for.
type wordList struct {
	entries []pattern
	class   int32 // symbol of the entries that are one word; 0: not known yet
	classed int   // how many of the entries class is for
}

// mayBeEmpty reports whether every item may be absent: as an alternative such a
// pattern makes all others pointless.
func (p pattern) mayBeEmpty() bool {
	return !slices.ContainsFunc(p, func(i item) bool { return !i.optional && i.is != isGap })
}

type itemKind uint8

const (
	isWord itemKind = iota
	isStem
	isAlternatives
	isList
	isAny
	isGap
	isStart
	isEnd
)

type parser struct {
	lists    map[string]*wordList
	compiler *compiler
	list     string // the list being read, or ""
	section  string

	words    []string // of the line in hand
	items    stack[item]
	patterns stack[pattern]
}

// stack builds slices within slices without an allocation for each: a lexicon
// has tens of thousands.
type stack[T any] struct{ open, kept []T }

// push adds to what is open.
func (s *stack[T]) push(v T) { s.open = append(s.open, v) }

// take closes what was pushed since the stack was from high.
func (s *stack[T]) take(from int) []T {
	n := len(s.open) - from
	if cap(s.kept)-len(s.kept) < n {
		s.kept = make([]T, 0, max(256, n))
	}
	at := len(s.kept)
	s.kept = append(s.kept, s.open[from:]...)
	s.open = s.open[:from]
	return s.kept[at:len(s.kept):len(s.kept)]
}

// release lets go of what was taken since kept was this.
func (s *stack[T]) release(kept []T) {
	if cap(kept) == 0 || cap(s.kept) == 0 || &kept[:1][0] != &s.kept[:1][0] {
		kept = s.kept[:0] // made since
	}
	s.kept = kept
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
	items, patterns := p.items.kept, p.patterns.kept
	p.words = fields(p.words[:0], line)
	pat, rest, err := p.sequence(p.words)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return fmt.Errorf("%q without its opening bracket", rest[0])
	}
	switch {
	case p.list != "":
		list := p.lists[p.list]
		if list == nil {
			list = &wordList{}
			p.lists[p.list] = list
		}
		list.entries = append(list.entries, pat)
	case p.section != "":
		err := p.compiler.add(p.section, pat)
		p.items.release(items)
		p.patterns.release(patterns)
		return err
	default:
		return fmt.Errorf("a pattern before the first heading")
	}
	return nil
}

// fields cuts a pattern into words, brackets, bars and question marks.
func fields(dst []string, line string) []string {
	line = lower(line)
	from := 0 // of the word in hand
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case ' ', '\t', '-', '(', ')', '|', '?':
			if from < i {
				dst = append(dst, line[from:i])
			}
			if from = i + 1; strings.IndexByte("()|?", line[i]) >= 0 {
				dst = append(dst, line[i:from])
			}
		}
	}
	if from < len(line) {
		dst = append(dst, line[from:])
	}
	return dst
}

// sequence reads items up to a closing bracket, a bar or the end.
func (p *parser) sequence(fs []string) (pattern, []string, error) {
	from := len(p.items.open)
	for len(fs) > 0 && fs[0] != ")" && fs[0] != "|" {
		if fs[0] == "?" {
			if len(p.items.open) == from {
				return nil, nil, fmt.Errorf("nothing before \"?\"")
			}
			p.items.open[len(p.items.open)-1].optional = true
			fs = fs[1:]
			continue
		}
		it, rest, err := p.item(fs)
		if err != nil {
			return nil, nil, err
		}
		p.items.push(it)
		fs = rest
	}
	return p.items.take(from), fs, nil
}

func (p *parser) item(fs []string) (item, []string, error) {
	word, rest := fs[0], fs[1:]
	switch {
	case word == "(":
		return p.group(rest)
	case word == "_":
		return item{is: isAny}, rest, nil
	case word == "...":
		return item{is: isGap}, rest, nil
	case word == "^":
		return item{is: isStart}, rest, nil
	case word == "$":
		return item{is: isEnd}, rest, nil
	case word[0] == '{':
		list := p.lists[strings.Trim(word, "{}")]
		if list == nil {
			return item{}, nil, fmt.Errorf("no word list %s above", word)
		}
		return item{is: isList, list: list}, rest, nil
	case len(word) > 1 && strings.HasSuffix(word, "*"):
		return item{is: isStem, text: strings.TrimSuffix(word, "*")}, rest, nil
	}
	return item{is: isWord, text: word}, rest, nil
}

// group reads "a | b c )" after its opening bracket.
func (p *parser) group(fs []string) (item, []string, error) {
	from := len(p.patterns.open)
	for {
		pat, rest, err := p.sequence(fs)
		if err != nil {
			return item{}, nil, err
		}
		switch {
		case len(pat) == 0:
			return item{}, nil, fmt.Errorf("an empty alternative")
		case pat.mayBeEmpty():
			return item{}, nil, fmt.Errorf("an alternative that may be absent: put the \"?\" behind the bracket")
		}
		p.patterns.push(pat)
		if len(rest) == 0 {
			return item{}, nil, fmt.Errorf("a bracket is not closed")
		}
		if fs = rest[1:]; rest[0] == ")" {
			return item{is: isAlternatives, alternatives: p.patterns.take(from)}, fs, nil
		}
	}
}
