package text

import "strings"

// items reads a lexicon file an item at a time.
type items struct {
	item // in hand
	file string
	at   int // where the next one is looked for
}

// item is one element of a pattern.
type item struct {
	is   itemKind
	text string // of a word, stem or list: the name without marks, in lower case
}

type itemKind uint8

const (
	isWord itemKind = iota
	isStem
	isList
	isAny
	isGap
	isStart
	isEnd
	isOpening
	isOptional
	isBar // from here on: what ends a sequence
	isClosing
	isLineEnd
)

// What a byte is in a pattern.
const (
	inWord  = iota
	inOther // of a word, which isn't written as it is looked for
	isBlank
	isMark
	isStop // the line's end, or a comment
)

var bytesAre = func() (table [256]uint8) {
	for c := range table {
		switch {
		case c == '\n' || c == '#':
			table[c] = isStop
		case strings.IndexByte(" \t\r-", byte(c)) >= 0:
			table[c] = isBlank
		case strings.IndexByte("()|?", byte(c)) >= 0:
			table[c] = isMark
		case 'A' <= c && c <= 'Z' || c == '`' || c >= 0x80:
			table[c] = inOther
		}
	}
	return table
}()

// nextLine goes to the next line that has something on it, and reports whether
// there is one.
func (s *items) nextLine() bool {
	for ; s.at < len(s.file); s.at++ {
		switch bytesAre[s.file[s.at]] {
		case isBlank:
		case isStop:
			for s.at < len(s.file) && s.file[s.at] != '\n' {
				s.at++
			}
		default:
			return true
		}
	}
	return false
}

// next takes the next item of the line.
func (s *items) next() {
	i := s.at
	for i < len(s.file) && bytesAre[s.file[i]] == isBlank {
		i++
	}
	from, seen := i, uint8(inWord)
	for i < len(s.file) && bytesAre[s.file[i]] <= inOther {
		seen |= bytesAre[s.file[i]]
		i++
	}
	s.at = i
	switch {
	case from == i && (i == len(s.file) || bytesAre[s.file[i]] == isStop):
		s.item = item{is: isLineEnd}
	case from == i:
		s.item = item{is: markIs(s.file[i])}
		s.at++
	case seen == inOther:
		s.item = wordItem(lower(s.file[from:i]))
	default:
		s.item = wordItem(s.file[from:i])
	}
}

func markIs(c byte) itemKind {
	switch c {
	case '(':
		return isOpening
	case ')':
		return isClosing
	case '|':
		return isBar
	}
	return isOptional
}

// wordItem is what a word between blanks and brackets stands for.
func wordItem(word string) item {
	switch last := len(word) - 1; {
	case word[last] == '*' && last > 0:
		return item{isStem, word[:last]}
	case word[0] >= 'a' && word[0] <= 'z': // as most
	case word[0] == '{':
		return item{isList, strings.Trim(word, "{}")}
	case word == "...":
		return item{is: isGap}
	case word == "_":
		return item{is: isAny}
	case word == "^":
		return item{is: isStart}
	case word == "$":
		return item{is: isEnd}
	}
	return item{isWord, word}
}
