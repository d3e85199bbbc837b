package call

import (
	"strings"
	"time"
	"unicode"

	"github.com/tidwall/gjson"
)

// jsonDepth is how deep lists and objects are looked into.
const jsonDepth = 12

// jsonReader walks through a document once and collects who said what.
type jsonReader struct {
	kinds   map[string]jsonKind // of keys met
	seen    map[string]bool     // keys that tell the recorder
	lines   []jsonLine
	nobodys []jsonLine // with start and end, but without a speaker
	people  map[string]jsonPerson
	title   string
	date    time.Time
	millis  bool // a key says that times are milliseconds
	words   jsonWords
}

// jsonWords are single words of one speaker that are put together.
type jsonWords struct {
	line  jsonLine
	parts []string
}

// jsonKind is what a key's value is.
type jsonKind string

// Kinds of keys beside those of lexicon/columns.txt.
const (
	jsonTitle       jsonKind = "title"
	jsonDay         jsonKind = "date"
	jsonPersonID    jsonKind = "person id"
	jsonEmail       jsonKind = "email"
	jsonCompany     jsonKind = "company"
	jsonAffiliation jsonKind = "affiliation"
	jsonPieces      jsonKind = "pieces" // the same speech again, in words
	jsonValue       jsonKind = "value"  // a word, where nobody is named beside it
)

var jsonKeys = map[string]jsonKind{
	"title": jsonTitle, "meeting title": jsonTitle, "subject": jsonTitle, "meeting": jsonTitle, "call title": jsonTitle, "meeting name": jsonTitle,
	"date": jsonDay, "started": jsonDay, "started at": jsonDay, "recording start time": jsonDay, "created at": jsonDay,
	"id": jsonPersonID, "email": jsonEmail, "email address": jsonEmail, "matched calendar invitee email": jsonEmail,
	"company": jsonCompany, "affiliation": jsonAffiliation,
	"value": jsonValue,
	"words": jsonPieces, "tokens": jsonPieces, "channels": jsonPieces, "alternatives": jsonPieces, "items": jsonPieces,
}

// kind of a key, however it is written: speaker_name, speakerName.
func (r *jsonReader) kind(key string) jsonKind {
	kind, ok := r.kinds[key]
	if !ok {
		words := headingKey(splitCamel(strings.ReplaceAll(key, "_", " ")))
		if kind = jsonKeys[words]; kind == "" {
			kind = jsonKind(columns[words])
		}
		r.millis = r.millis || strings.HasSuffix(words, " ms")
		r.kinds[strings.Clone(key)] = kind
		switch key {
		case "callTranscripts", "matched_calendar_invitee_email", "monologues", "sentences", "sentence", "raw_text":
			if r.seen == nil {
				r.seen = map[string]bool{}
			}
			r.seen[key] = true
			r.millis = r.millis || key == "callTranscripts"
		}
	}
	return kind
}

// splitCamel puts a blank before each capital after a small letter.
func splitCamel(s string) string {
	var b strings.Builder
	small := false
	for _, c := range s {
		if small && unicode.IsUpper(c) {
			b.WriteByte(' ')
		}
		b.WriteRune(c)
		small = unicode.IsLower(c)
	}
	return b.String()
}

// value looks for speech in a value. who is the speaker whom the object
// around it names, or "".
func (r *jsonReader) value(v gjson.Result, depth int, who string) {
	switch {
	case depth > jsonDepth:
	case v.IsObject():
		r.object(v, depth, who)
	case v.IsArray():
		v.ForEach(func(_, e gjson.Result) bool {
			r.value(e, depth+1, who)
			return true
		})
		r.endWords()
	}
}

// jsonObject is one object, taken apart.
type jsonObject struct {
	name, id, personID string
	value              string
	text               string
	start, end         float64
	person             jsonPerson
	title, day         gjson.Result
	nested, pieces     []gjson.Result
}

// object reads one object: an utterance, a person, or something that holds
// them.
func (r *jsonReader) object(v gjson.Result, depth int, who string) {
	o := jsonObject{start: -1, end: -1}
	v.ForEach(func(k, e gjson.Result) bool {
		r.field(&o, k.Str, e)
		return true
	})
	if o.text == "" && o.name == "" {
		o.text = o.value
	}
	who = o.speaker(r, who)
	if o.text != "" && (who != "" || o.start >= 0 && o.end >= 0) {
		r.say(jsonLine{who, o.start, o.end, o.text}, o.name == "" && o.id == "")
		return
	}
	if id := o.id; o.name != "" || o.person.email != "" {
		if id == "" {
			id = o.personID
		}
		if o.person.name = o.name; id != "" {
			r.people[id] = o.person
		}
	} else {
		if r.title == "" && o.title.Type == gjson.String {
			r.title = o.title.String()
		}
		if r.date.IsZero() {
			r.date = jsonDate(o.day)
		}
	}
	before := len(r.lines) + len(r.nobodys)
	for _, e := range o.nested {
		r.value(e, depth+1, who)
	}
	if len(r.lines)+len(r.nobodys) == before {
		for _, e := range o.pieces {
			r.value(e, depth+1, who)
		}
	}
}

// speaker is the key of an object's own speaker, else of the one around it. A
// name goes before an id: one person may have several ids.
func (o *jsonObject) speaker(r *jsonReader, around string) string {
	switch {
	case o.name != "" && (o.text != "" || len(o.nested)+len(o.pieces) > 0):
		if o.person.email != "" {
			o.person.name = o.name
			r.people[o.name] = o.person
		}
		return o.name
	case o.id != "":
		return o.id
	}
	return around
}

// field takes one field of an object.
func (r *jsonReader) field(o *jsonObject, key string, e gjson.Result) {
	kind := r.kind(key)
	nested := e.IsObject() || e.IsArray()
	switch {
	case kind == "speaker" && e.IsObject():
		e.ForEach(func(k, inner gjson.Result) bool {
			if !inner.IsObject() && !inner.IsArray() {
				if r.kind(k.Str) == jsonPersonID {
					o.id = inner.String()
				} else {
					r.field(o, k.Str, inner)
				}
			}
			return true
		})
	case kind == "start":
		o.start = jsonTime(e)
	case kind == "end":
		o.end = jsonTime(e)
	case e.IsArray() && (kind == jsonPieces || kind == "text" && key == "words"):
		o.pieces = append(o.pieces, e)
	case nested:
		o.nested = append(o.nested, e)
	case e.Type == gjson.Null:
	case kind == "speaker":
		if o.name == "" {
			o.name = strings.TrimSpace(e.String())
		}
	case kind == "id":
		o.id = e.String()
	case kind == "text":
		if o.text == "" && e.Type == gjson.String {
			o.text = e.String()
		}
	default:
		o.about(kind, e)
	}
}

// about takes a field that is about a person or the whole call.
func (o *jsonObject) about(kind jsonKind, e gjson.Result) {
	switch kind {
	case jsonValue:
		o.value = e.String()
	case jsonTitle:
		o.title = e
	case jsonDay:
		o.day = e
	case jsonPersonID:
		o.personID = e.String()
	case jsonEmail:
		o.person.email = e.String()
	case jsonCompany:
		o.person.company = e.String()
	case jsonAffiliation:
		o.person.affiliation = e.String()
	}
}

// jsonTime reads a number, a clock time, a point of time, or one of these as
// {"relative": …} or {"seconds": …}; -1 if it is none.
func jsonTime(e gjson.Result) float64 {
	switch {
	case e.IsObject():
		for _, key := range []string{"relative", "seconds"} {
			if inner := e.Get(key); inner.Exists() && !inner.IsObject() {
				return jsonTime(inner)
			}
		}
		return -1
	case e.Type == gjson.Number:
		if e.Num >= 0 && e.Num < 1e14 {
			return e.Num
		}
		return -1
	}
	if at, err := time.Parse(time.RFC3339, e.String()); err == nil {
		return float64(at.UnixMilli()) / 1000
	}
	return cellTime(e.String())
}

// say keeps a line. Single words of the speaker around them are put together
// first.
func (r *jsonReader) say(l jsonLine, inherited bool) {
	w := &r.words
	if inherited && l.who != "" && strings.IndexByte(strings.TrimSpace(l.text), ' ') < 0 {
		if len(w.parts) > 0 && w.line.who != l.who {
			r.endWords()
		}
		if len(w.parts) == 0 {
			w.line = l
		}
		w.line.end = max(w.line.end, l.end)
		w.add(strings.TrimSpace(l.text))
		return
	}
	r.endWords()
	if l.who == "" {
		r.nobodys = append(r.nobodys, l)
		return
	}
	r.lines = append(r.lines, l)
}

// add puts a mark of punctuation at the word before.
func (w *jsonWords) add(text string) {
	if n := len(w.parts); n > 0 && strings.IndexFunc(text, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) < 0 {
		w.parts[n-1] += text
		return
	}
	w.parts = append(w.parts, text)
}

// endWords makes a line of the words so far.
func (r *jsonReader) endWords() {
	if w := &r.words; len(w.parts) > 0 {
		w.line.text = strings.Join(w.parts, " ")
		r.lines = append(r.lines, w.line)
		w.parts = w.parts[:0]
	}
}
