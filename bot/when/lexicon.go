package when

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

//go:embed lexicon.txt
var lexiconText string

// words is the compiled lexicon; it never changes.
var words = mustCompile(lexiconText)

// class is what a word can be; many words are several things.
type class uint64

const (
	isMonth class = 1 << iota
	isWeekday
	isUnit
	isShort
	isNumber
	isVague
	isOrdinal
	isNth
	isDay
	isTonight
	isNow
	isPart
	isNoon
	isMidnight
	isAM
	isPM
	isOclock
	isPastHour
	isToHour
	isHalf
	isIsh
	isThis
	isNext
	isComing
	isPast
	isEvery
	isAgo
	isEdge
	isClosing
	isEndOf
	isMidOf
	isWeekOf
	isWeekEnding
	isWeekNo
	isBy
	isBefore
	isUntil
	isAfter
	isIn
	isWithin
	isAbout
	isOn
	isAt
	isThe
	isOf
	isFrom
	isLater
	isAnd
	isOr
	isSo
	isTimeWord
	isOpen
	isHourly
	isMoney
	isNumericCue
	isAway
	isAnswer
	isHoliday
	isDoubtful
	isClosest
	isWish
)

// anchors are the classes without which no text holds a date; figures count
// as well.
const anchors = isMonth | isWeekday | isUnit | isDay | isTonight | isNow | isPart | isNoon | isMidnight |
	isClosing | isEndOf | isMidOf | isHoliday | isOclock | isPM | isWeekOf | isWeekEnding

var classes = map[string]class{
	"month": isMonth, "weekday": isWeekday, "unit": isUnit, "short": isShort, "number": isNumber, "vague": isVague,
	"ordinal": isOrdinal, "nth": isNth, "day": isDay, "tonight": isTonight, "now": isNow, "part": isPart,
	"noon": isNoon, "midnight": isMidnight, "am": isAM, "pm": isPM, "oclock": isOclock, "past-hour": isPastHour,
	"to-hour": isToHour, "half": isHalf, "ish": isIsh, "this": isThis, "next": isNext, "coming": isComing,
	"past": isPast, "every": isEvery, "ago": isAgo, "edge": isEdge,
	"closing": isClosing, "endof": isEndOf, "midof": isMidOf, "weekof": isWeekOf, "weekending": isWeekEnding,
	"weekno": isWeekNo, "by": isBy, "before": isBefore, "until": isUntil, "after": isAfter, "in": isIn,
	"within": isWithin, "about": isAbout, "on": isOn, "at": isAt, "the": isThe, "of": isOf, "from": isFrom,
	"later": isLater, "and": isAnd, "or": isOr, "so": isSo, "time": isTimeWord, "open": isOpen,
	"hourly": isHourly, "money": isMoney, "numeric": isNumericCue, "away": isAway, "answer": isAnswer,
	"holiday": isHoliday, "doubtful": isDoubtful, "closest": isClosest, "wish": isWish,
}

// entry is what the lexicon knows of one form. Only the fields of its
// classes mean anything.
type entry struct {
	is      class
	month   time.Month
	weekday time.Weekday
	unit    unit
	n       int // of a number
	nth     int // of an ordinal; -1 is the last
	rel     int // days from today
	clock   string
	part    string
	edge    edge
	feast   *feast
	chains  []chain // forms of several words that begin with this one
}

type unit string

const (
	second    unit = "second"
	minute    unit = "minute"
	hour      unit = "hour"
	day       unit = "day"
	workday   unit = "workday"
	week      unit = "week"
	fortnight unit = "fortnight"
	weekend   unit = "weekend"
	month     unit = "month"
	quarter   unit = "quarter"
	year      unit = "year"
	fiscal    unit = "fiscal"
)

// edge is a place inside a stretch of time.
type edge string

const (
	whole edge = ""
	start edge = "start"
	early edge = "early"
	mid   edge = "mid"
	late  edge = "late"
	end   edge = "end"
	close edge = "close" // the end too, but only with "of": "close next week" is a hope
)

type lexicon struct {
	forms      map[string]*entry // by single word
	monthFirst []string
	filter     filter
}

// chain is a form of several words, without its first.
type chain struct {
	rest  []string
	entry *entry
}

func mustCompile(text string) *lexicon {
	l, err := compile(text)
	if err != nil {
		panic("when: lexicon.txt: " + err.Error()) // embedded, and read by every test
	}
	return l
}

// compile reads lexicon.txt; its head says what a line looks like.
func compile(text string) (*lexicon, error) {
	l := &lexicon{forms: make(map[string]*entry, len(text)/8)}
	var slips, not []string
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		head, list, ok := strings.Cut(line, ": ")
		if !ok {
			return nil, fmt.Errorf("line %d: no colon after the kind: %q", i+1, line)
		}
		forms := split(list)
		kind, value, _ := strings.Cut(head, " ")
		switch kind {
		case "typos":
			slips = append(slips, forms...)
		case "not":
			not = append(not, forms...)
		case "monthfirst":
			l.monthFirst = append(l.monthFirst, forms...)
		default:
			for _, f := range forms {
				if err := l.form(f).learn(kind, value); err != nil {
					return nil, fmt.Errorf("line %d: %w", i+1, err)
				}
			}
		}
	}
	l.addSlips(slips, not)
	for _, e := range l.forms {
		// The longest form is tried first.
		slices.SortStableFunc(e.chains, func(a, b chain) int { return len(b.rest) - len(a.rest) })
	}
	l.filter = newFilter(l)
	return l, nil
}

func split(list string) []string {
	var out []string
	for f := range strings.SplitSeq(list, ",") {
		if f = strings.TrimSpace(f); f != "" {
			out = append(out, f)
		}
	}
	return out
}

// form is the entry of a form, made if it is new.
func (l *lexicon) form(f string) *entry {
	parts := []string{f}
	if strings.ContainsAny(f, " '") {
		parts = strings.Fields(strings.ReplaceAll(f+" ", "' ", " ")) // the text's last apostrophe is no letter
	}
	first := l.forms[parts[0]]
	if first == nil {
		first = &entry{}
		l.forms[parts[0]] = first
	}
	if len(parts) == 1 {
		return first
	}
	for _, c := range first.chains {
		if slices.Equal(c.rest, parts[1:]) {
			return c.entry
		}
	}
	e := &entry{}
	first.chains = append(first.chains, chain{parts[1:], e})
	return e
}

// learn adds one kind to what a form can be.
func (e *entry) learn(kind, value string) error {
	bit, ok := classes[kind]
	if !ok {
		return fmt.Errorf("unknown kind %q", kind)
	}
	e.is |= bit
	n, notNumber := strconv.Atoi(value)
	switch bit {
	case isMonth:
		e.month = time.Month(n)
	case isWeekday:
		e.weekday = time.Weekday(n % 7)
	case isNumber:
		e.n = n
	case isOrdinal:
		e.nth = n
	case isDay:
		e.rel = n
	case isUnit, isShort, isEndOf, isMidOf:
		e.unit, notNumber = unit(value), nil
	case isPart:
		e.part, notNumber = value, nil
	case isClosing:
		e.clock, notNumber = value, nil
	case isEdge:
		e.edge, notNumber = edge(value), nil
	case isHoliday:
		e.feast, notNumber = parseFeast(value)
	default:
		notNumber = nil
	}
	if notNumber != nil {
		return fmt.Errorf("%s needs a value, not %q: %w", kind, value, notNumber)
	}
	return nil
}
