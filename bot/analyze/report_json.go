package analyze

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"heed/bot/text"
)

// WriteJSON writes the report, indented by one blank a level, byte for byte
// as encoding/json does without escaping HTML. Its long lists are written item
// by item: encoding/json would hold all of them in memory three times over,
// and take as long as the rules do.
func (r *Report) WriteJSON(w io.Writer) error {
	rest := *r
	lists := []jsonList{
		listOf("turns", &rest.Turns, (*jsonWriter).turn),
		listOf("findings", &rest.Findings, encodeItem),
		listOf("promises", &rest.Promises, encodeItem),
		listOf("settled", &rest.Settled, encodeItem),
		listOf("facts", &rest.Facts, (*jsonWriter).fact),
	}
	var frame bytes.Buffer
	enc := json.NewEncoder(&frame)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(&rest); err != nil {
		return err
	}
	out := newJSONWriter(w)
	left := frame.Bytes()
	for _, l := range lists {
		if l.n == 0 {
			continue
		}
		// A line break can't stand inside of a JSON string.
		head, tail, _ := bytes.Cut(left, []byte("\n \""+l.name+"\": []"))
		out.raw(string(head))
		out.list(l)
		left = tail
	}
	out.raw(string(left))
	out.flush()
	return out.err
}

// jsonList is a list of the report, in the order of its fields.
type jsonList struct {
	name string
	n    int
	item func(w *jsonWriter, i int)
}

// listOf takes a list out of a report, for its items to be written by write.
func listOf[T any](name string, field *[]T, write func(*jsonWriter, *T)) jsonList {
	items := *field
	if items != nil {
		*field = []T{}
	}
	return jsonList{name, len(items), func(w *jsonWriter, i int) { write(w, &items[i]) }}
}

// jsonChunk is how many bytes are written at a time.
const jsonChunk = 1 << 15

// jsonWriter prints the items of lists as JSON.
type jsonWriter struct {
	to   io.Writer
	buf  []byte
	err  error         // the first one
	item bytes.Buffer  // one that encoding/json wrote
	enc  *json.Encoder // into item
}

func newJSONWriter(to io.Writer) *jsonWriter {
	w := &jsonWriter{to: to, buf: make([]byte, 0, 2*jsonChunk)}
	w.enc = json.NewEncoder(&w.item)
	w.enc.SetEscapeHTML(false)
	w.enc.SetIndent("  ", " ")
	return w
}

func (w *jsonWriter) list(l jsonList) {
	w.raw("\n \"" + l.name + "\": [")
	for i := range l.n {
		if i > 0 {
			w.raw(",")
		}
		w.raw("\n  ")
		l.item(w, i)
		if len(w.buf) > jsonChunk {
			w.flush()
		}
	}
	w.raw("\n ]")
}

// encodeItem writes an item of a list as encoding/json does.
func encodeItem[T any](w *jsonWriter, item *T) { w.encoded(item) }

func (w *jsonWriter) fact(f *Fact) {
	w.raw("{\n   \"kind\": ")
	w.str(string(f.Kind))
	w.raw(",\n   \"about\": ")
	w.str(f.About)
	w.raw(",\n   \"text\": ")
	w.str(f.Text)
	w.raw(",\n   \"quote\": ")
	w.str(f.Quote)
	w.raw(",\n   \"turn\": ")
	w.buf = strconv.AppendInt(w.buf, int64(f.Turn), 10)
	w.raw("\n  }")
}

func (w *jsonWriter) raw(s string) { w.buf = append(w.buf, s...) }

func (w *jsonWriter) flush() {
	if w.err == nil {
		_, w.err = w.to.Write(w.buf)
	}
	w.buf = w.buf[:0]
}

func (w *jsonWriter) turn(t *Turn) {
	w.raw("{\n   \"speaker\": ")
	w.str(t.Speaker)
	w.raw(",\n   \"side\": ")
	optional(w, t.Side)
	w.raw(",\n   \"start\": ")
	w.number(t.Start)
	w.raw(",\n   \"end\": ")
	w.number(t.End)
	w.raw(",\n   \"voice\": ")
	optional(w, t.Voice)
	w.raw(",\n   \"sentences\": [")
	for i := range t.Sentences {
		if i > 0 {
			w.raw(",")
		}
		w.sentence(&t.Sentences[i])
	}
	if len(t.Sentences) > 0 {
		w.raw("\n   ")
	}
	w.raw("]\n  }")
}

func (w *jsonWriter) sentence(s *Sentence) {
	w.raw("\n    {\n     \"text\": ")
	w.str(s.Text)
	w.raw(",\n     \"labels\": [")
	for i, l := range s.Labels {
		if i > 0 {
			w.raw(",")
		}
		w.raw("\n      ")
		w.str(string(l))
	}
	if len(s.Labels) > 0 {
		w.raw("\n     ")
	}
	w.raw("]\n    }")
}

func optional[T ~string](w *jsonWriter, s *T) {
	if s == nil {
		w.raw("null")
		return
	}
	w.str(string(*s))
}

// number writes a count of seconds as encoding/json does.
func (w *jsonWriter) number(f *float64) {
	switch {
	case f == nil:
		w.raw("null")
	case *f == float64(int32(*f)) && !math.Signbit(*f):
		w.buf = strconv.AppendInt(w.buf, int64(*f), 10)
	default:
		w.encoded(*f)
	}
}

// str writes a string; what is rare in speech is left to encoding/json.
func (w *jsonWriter) str(s string) {
	ascii := true
	for i := text.Printable(s); i < len(s); i++ {
		switch c := s[i]; {
		case c < ' ':
			w.encoded(s)
			return
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	if !ascii && (!utf8.ValidString(s) || strings.ContainsAny(s, "\u2028\u2029")) {
		w.encoded(s)
		return
	}
	w.buf = append(w.buf, '"')
	quotes := strings.IndexByte(s, '"') >= 0 || strings.IndexByte(s, '\\') >= 0
	for i := 0; quotes && i < len(s); i++ {
		if c := s[i]; c == '"' || c == '\\' {
			w.buf = append(append(w.buf, s[:i]...), '\\', c)
			s, i = s[i+1:], -1
		}
	}
	w.buf = append(append(w.buf, s...), '"')
}

func (w *jsonWriter) encoded(v any) {
	w.item.Reset()
	if err := w.enc.Encode(v); err != nil && w.err == nil {
		w.err = err
	}
	w.buf = append(w.buf, bytes.TrimSuffix(w.item.Bytes(), []byte("\n"))...)
}
