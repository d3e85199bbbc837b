package when

// reader names a function that reads one part of a phrase. They are called by
// name and not as values, so that a plan can stay on the stack.
type reader uint8

const (
	readNth reader = iota
	readPast
	readNumeric
	readOffset
	readClock
	readMonthDay
	readWeekday
	readDay
	readHoliday
	readPeriod
	readDom
	readPart
	readBareHour
	readers
)

// opens holds for each reader the classes of words that its part can begin
// with, and whether it can begin with a figure.
var opens = [readers]struct {
	words  class
	figure bool
}{
	readNth:      {isOrdinal | isNumber | isClosest | isThe, true},
	readPast:     {isPast | isEvery | isThe, false},
	readNumeric:  {0, true},
	readOffset:   {isNumber | isHalf | isAbout | isThe | isNext | isComing | isUnit, true},
	readClock:    {isNumber | isHalf | isUnit | isNoon | isMidnight | isClosing, true},
	readMonthDay: {isMonth | isOrdinal | isNumber, true},
	readWeekday:  {isWeekday | isThe | isNext | isComing | isThis, false},
	readDay:      {isDay | isTonight | isNow | isThis, false},
	readHoliday:  {isHoliday | isThe | isNext | isComing | isThis, false},
	readPeriod: {isUnit | isMonth | isEdge | isEndOf | isMidOf | isWeekOf | isWeekEnding | isWeekNo | isThe |
		isNext | isComing | isThis | isOrdinal | isNumber, true},
	readDom:      {isOrdinal | isNumber | isThe, true},
	readPart:     {isPart | isEdge | isThe, false},
	readBareHour: {isNumber, true},
}

// canOpen reports whether reader r is worth trying at token i.
func (p *parser) canOpen(r reader, i int) bool {
	t := p.at(i)
	switch t.kind {
	case figure:
		return opens[r].figure
	case word:
		return t.is&opens[r].words != 0 || r == readPeriod && t.to-t.from == 1 // Q1
	}
	return false
}

// read calls reader r at token i.
func (p *parser) read(r reader, i int, g *plan) int {
	if !p.canOpen(r, i) {
		return 0
	}
	switch r {
	case readNth:
		return p.nth(i, g)
	case readPast:
		return p.past(i, g)
	case readNumeric:
		return p.numeric(i, g)
	case readOffset:
		return p.offset(i, g)
	case readClock:
		return p.clockAt(i, g)
	case readMonthDay:
		return p.monthDay(i, g)
	case readWeekday:
		return p.weekdayAt(i, g)
	case readDay:
		return p.dayAt(i, g)
	case readHoliday:
		return p.holiday(i, g)
	case readPeriod:
		return p.periodAt(i, g)
	case readDom:
		return p.dayOfMonth(i, g)
	case readPart:
		return p.partOfDay(i, g)
	}
	return p.bareHour(i, g)
}

// firstOf reads the first part that one of the readers finds at i.
func (p *parser) firstOf(i int, g *plan, list ...reader) int {
	for _, r := range list {
		if !p.canOpen(r, i) {
			continue
		}
		try := *g
		if next := p.read(r, i, &try); next != 0 {
			*g = try
			return next
		}
	}
	return 0
}
