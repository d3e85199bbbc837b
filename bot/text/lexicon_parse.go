package text

import (
	"errors"
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
	size := 0
	for _, file := range files {
		size += len(file)
	}
	p := &parser{lists: map[string]*wordList{}, compiler: newCompiler(size)}
	for i, file := range files {
		if err := p.read(file); err != nil {
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

// parser lays patterns out as it reads them: it is a recursive descent with
// one item in hand.
type parser struct {
	items
	compiler *compiler
	lists    map[string]*wordList
	list     *wordList // that is being read, or nil
	section  int32     // that is being read, or -1
}

// What a lexicon may not say.
var (
	errNoHeading = errors.New("a pattern before the first heading")
	errHeading   = errors.New("a heading needs [name]")
	errNoWord    = errors.New("a pattern begins with a word")
	errEmpty     = errors.New("a pattern that may be empty")
	errNoItem    = errors.New("an empty alternative, or nothing before \"?\"")
	errAbsent    = errors.New("an alternative that may be absent: put the \"?\" behind the bracket")
	errOpen      = errors.New("a bracket is not closed")
	errStart     = errors.New("\"^\" stands at the beginning only")
)

func (p *parser) read(file string) error {
	p.file, p.at, p.list, p.section = file, 0, nil, -1
	for p.nextLine() {
		from := p.at
		if err := p.entry(); err != nil {
			line, _, _ := strings.Cut(file[from:], "\n")
			return fmt.Errorf("line %d, %q: %w", 1+strings.Count(file[:from], "\n"), line, err)
		}
	}
	return nil
}

// entry reads a line that has something on it.
func (p *parser) entry() error {
	if p.file[p.at] == '[' {
		return p.heading()
	}
	p.next()
	var err error
	switch {
	case p.list != nil:
		err = p.member()
	case p.section < 0:
		err = errNoHeading
	default:
		err = p.pattern()
	}
	if err == nil && p.is != isLineEnd {
		err = fmt.Errorf("%q without its opening bracket", p.file[p.at-1:p.at])
	}
	return err
}

func (p *parser) heading() error {
	line, _, _ := strings.Cut(p.file[p.at+1:], "\n")
	p.at += 1 + len(line)
	line, _, _ = strings.Cut(line, "#")
	name, ok := strings.CutSuffix(strings.TrimSpace(line), "]")
	if !ok || name == "" {
		return errHeading
	}
	p.list, p.section = nil, -1
	if name[0] != '{' {
		p.section = p.compiler.section(name)
		return nil
	}
	name = strings.Trim(name, "{}")
	if p.lists[name] == nil {
		p.lists[name] = &wordList{}
	}
	p.list = p.lists[name]
	return nil
}

// pattern reads a pattern of a section.
func (p *parser) pattern() error {
	from := root
	if p.is == isStart {
		from = startRoot
		p.next()
	}
	if p.is == isAny || p.is == isGap || p.is == isLineEnd {
		return errNoWord
	}
	absent, err := p.sequence(from, p.compiler.ends[p.section])
	if err == nil && absent {
		return errEmpty
	}
	return err
}

// member reads an entry of a list.
func (p *parser) member() error {
	cut := p.compiler.mark()
	absent, err := p.sequence(p.compiler.node(), p.compiler.node())
	p.list.take(p.compiler, cut)
	p.list.absent = p.list.absent || absent
	return err
}

// sequence lays out items between two nodes, up to a closing bracket, a bar or
// the end of the line. It may be absent if all of them may.
func (p *parser) sequence(from, end int32) (absent bool, err error) {
	c := p.compiler
	absent = true
	for last := false; !last; {
		it, to := p.item, end
		if it.is == isOpening {
			to = c.node()
			if err := p.group(from, to); err != nil {
				return false, err
			}
		}
		optional := p.optional()
		last = p.is >= isBar
		switch {
		case it.is == isOpening && last:
			c.move(to, noWord, end)
		case it.is != isOpening && !last:
			to = c.node()
		}
		may, err := p.lay(from, to, it)
		if err != nil {
			return false, err
		}
		if optional {
			c.move(from, noWord, to)
		}
		absent = absent && (may || optional)
		from = to
	}
	return absent, nil
}

// optional goes on to the next item, and reports whether the last one may be
// absent.
func (p *parser) optional() bool {
	p.next()
	optional := p.is == isOptional
	for p.is == isOptional {
		p.next()
	}
	return optional
}

// lay lays out one item, and reports whether it may be absent in any case.
func (p *parser) lay(from, to int32, it item) (absent bool, err error) {
	c := p.compiler
	switch it.is {
	case isWord:
		c.move(from, c.symbol(c.symbols, it.text), to)
	case isStem:
		c.move(from, c.symbol(c.stems, it.text), to)
	case isAny:
		c.move(from, anyWord, to)
	case isEnd:
		c.move(from, theEnd, to)
	case isGap:
		c.gap(from, to)
		return true, nil
	case isList:
		list := p.lists[it.text]
		if list == nil {
			return false, fmt.Errorf("no word list {%s} above", it.text)
		}
		list.lay(c, from, to)
		return list.absent, nil
	case isStart:
		return false, errStart
	case isOptional, isBar, isClosing, isLineEnd:
		return false, errNoItem
	}
	return false, nil
}

// group reads "(a | b c )" up to its closing bracket.
func (p *parser) group(from, to int32) error {
	for {
		p.next()
		absent, err := p.sequence(from, to)
		switch {
		case err != nil:
			return err
		case absent:
			return errAbsent
		case p.is == isClosing:
			return nil
		case p.is == isLineEnd:
			return errOpen
		}
	}
}
