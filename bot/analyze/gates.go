package analyze

import (
	"maps"
	"math"
	"slices"
	"sync"
)

// gates say what a sentence has that the rules of promises, asks and reports
// can't do without. They are worked out once for each sentence, and spare most
// of them a close reading.
type gates uint32

const (
	takesOn gates = 1 << iota // nothing is promised without one of these sections
	does                      // without these "I send …" and "Ana will …" promise nothing
	others                    // what somebody else of one's side will do
	willDo                    // one of these follows the name of somebody who will

	requests     // nothing is asked for or offered without
	sure         // without it "Send …" asks for nothing
	agreeing     // short answers
	declining    //
	moving       // nobody moves a day without
	brings       // nothing is reported done without
	over         // over, without a verb that says so
	asksForThing // nothing is asked for in talk without one of these
	asksSoftly   //
	asksUs       //
	asksSeller   //
	asksIfAble   //
	asksNothing  //

	// What the forms of verbs tell:
	plainVerb // "I send …", "Ana will"
	firstVerb // "Send …"
	pastVerb  // "sent"
)

// gateSections are the sections of the lexicon of work by the gate that they
// open.
var gateSections = map[gates][]string{
	takesOn:      slices.Collect(maps.Keys(triggerSections)),
	does:         {"do:sure", "do:maybe", "do:doing"},
	others:       {"name:will", "their:role"},
	willDo:       {"name:will", "name:is"},
	requests:     {"request", "offer", "suggest", "request:need"},
	sure:         {"do:sure"},
	agreeing:     {"yes"},
	declining:    {"declines"},
	moving:       {"moves", "unsuited"},
	brings:       {"settled:done", "settled:contact", "settled:went", "settled:over", "settled:work", "settled:studied", "settled:yours", "settled:promised"},
	over:         {"settled:over"},
	asksForThing: {"ask:thing"},
	asksSoftly:   {"ask:soft"},
	asksUs:       {"ask:us"},
	asksSeller:   {"ask:you"},
	asksIfAble:   {"ask:able"},
	asksNothing:  {"ask:talk", "greeting"},
}

// opening is what a phrase of a section of the lexicon of work tells of its
// sentence.
type opening struct {
	gates gates
	marks uint64
}

// opened are the openings by the number of the section.
var opened = sync.OnceValue(func() []opening {
	names := work().Sections()
	if len(names) > math.MaxUint8 {
		panic("analyze: the lexicon of work has more sections than a foundPhrase can tell apart")
	}
	out := make([]opening, len(names))
	for i, name := range names {
		out[i].marks = markOf(name)
	}
	for gate, sections := range gateSections {
		for _, name := range sections {
			out[slices.Index(names, name)].gates |= gate // a name that there isn't panics in every test
		}
	}
	return out
})

// gates returns which gates the sentence in hand opens.
func (r *phraseReader) gates() gates {
	g := r.open.gates
	p := phrases{words: r.tokens, forms: r.forms}
	for w, f := range r.forms {
		switch t := r.word(r.tokens[w].Number).traits; {
		case f == pastForm, t&tense != 0, t&sameForm != 0 && (samePast(&p, w) || p.passive(w)):
			g |= pastVerb
		case t&willing != 0 && w > 0, f == ingForm && w > 1 && p.words[w-1].Lower == "is":
			g |= plainVerb
		case t&speaking != 0:
			if _, ok := simple(&p, w); ok {
				g |= plainVerb
			}
		}
	}
	if w := p.next(0); w < len(p.forms) && p.forms[w] == baseForm {
		g |= firstVerb
	}
	return g
}

// any reports whether one of some gates is open.
func (g gates) any(of gates) bool { return g&of != 0 }

// mayTakeOn spares most sentences a close reading.
func (s *sentence) mayTakeOn() bool {
	return s.gates.any(takesOn) || s.gates.any(plainVerb|others) && s.gates.any(does)
}

// mayRequest is the same for requests and offers.
func (s *sentence) mayRequest() bool {
	return s.gates.any(requests) || s.gates.any(firstVerb) && s.gates.any(sure)
}

// mayReport is the same for what is reported done.
func (s *sentence) mayReport() bool {
	return s.gates.any(over) || s.gates.any(pastVerb) && s.gates.any(brings)
}
