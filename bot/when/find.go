package when

import (
	"strings"
	"sync"
	"time"
)

// Find reads every due phrase of a text, in order. now says what "today" is,
// by its zone as well. Phrases of the past and recurring ones are left out;
// so is whatever can't be pinned to a day.
func Find(text string, now time.Time, o Options) []Reading {
	if !words.filter.hit(text) {
		return nil
	}
	room := rooms.Get().(*[]token)
	defer rooms.Put(room)
	*room = tokensInto((*room)[:0], text)
	p := parser{text: text, toks: *room, now: now, today: DateOf(now), o: o}
	if len(p.toks) <= maxAlone {
		p.alone = true
		if out := p.whole(); out != nil {
			return out
		}
		p.alone = false
	}
	return p.all()
}

// rooms hold tokens while a text is read: a long call asks for dates ten
// thousand times.
var rooms = sync.Pool{New: func() any { return new([]token) }}

// maxAlone is how many tokens a text can have and still be one phrase.
const maxAlone = 12

func (p *parser) all() []Reading {
	var out []Reading
	for i := 0; i < len(p.toks)-1; {
		if !p.opening(i) {
			i++
			continue
		}
		r, next, ok := p.phrase(i)
		if ok {
			out = append(out, r)
		}
		i = max(next, i+1)
	}
	return out
}

// opening reports whether a phrase can begin at token i.
func (p *parser) opening(i int) bool {
	t := p.at(i)
	switch t.kind {
	case word:
		return t.is&^(isOpen|isHourly|isMoney|isAway|isAnswer|isNumericCue|isDoubtful|isAnd|isOr|isOf|isWish) != 0 || t.to-t.from == 1
	case mark:
		return t.mark == '@' || t.mark == '+' || t.mark == '~'
	}
	return t.kind == figure
}

// whole reads a text that is nothing but one phrase.
func (p *parser) whole() []Reading {
	r, next, ok := p.phrase(0)
	if !ok || strings.Trim(p.text[p.at(next-1).to:], " \t\r\n.!)") != "" {
		return nil
	}
	return []Reading{r}
}
