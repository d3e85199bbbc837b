package analyze

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// WriteJSON writes the report, indented by one blank a level, byte for byte
// as encoding/json does without escaping HTML. Turns, which are nine tenths of
// it, are written one by one: encoding/json would hold all of them in memory
// three times over, and take as long as the rules do.
func (r *Report) WriteJSON(w io.Writer) error {
	rest := *r
	rest.Turns = []Turn{}
	var frame bytes.Buffer
	enc := json.NewEncoder(&frame)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(&rest); err != nil {
		return err
	}
	if len(r.Turns) == 0 {
		_, err := frame.WriteTo(w)
		return err
	}
	// A line break can't stand inside of a JSON string.
	head, tail, _ := bytes.Cut(frame.Bytes(), []byte("\n \"turns\": []"))
	out := jsonWriter{to: w, buf: make([]byte, 0, 2*jsonChunk)}
	out.raw(string(head))
	out.raw("\n \"turns\": [")
	for i := range r.Turns {
		if i > 0 {
			out.raw(",")
		}
		out.turn(&r.Turns[i])
	}
	out.raw("\n ]")
	out.raw(string(tail))
	out.flush()
	return out.err
}

// jsonChunk is how many bytes are written at a time.
const jsonChunk = 1 << 15

// jsonWriter prints turns as JSON.
type jsonWriter struct {
	to  io.Writer
	buf []byte
	err error // the first one
}

func (w *jsonWriter) raw(s string) { w.buf = append(w.buf, s...) }

func (w *jsonWriter) flush() {
	if w.err == nil {
		_, w.err = w.to.Write(w.buf)
	}
	w.buf = w.buf[:0]
}

func (w *jsonWriter) turn(t *Turn) {
	w.raw("\n  {\n   \"speaker\": ")
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
	if len(w.buf) > jsonChunk {
		w.flush()
	}
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
	quotes, ascii := false, true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < ' ':
			w.encoded(s)
			return
		case c == '"' || c == '\\':
			quotes = true
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	if !ascii && (!utf8.ValidString(s) || strings.ContainsAny(s, "\u2028\u2029")) {
		w.encoded(s)
		return
	}
	w.buf = append(w.buf, '"')
	for i := 0; quotes && i < len(s); i++ {
		if c := s[i]; c == '"' || c == '\\' {
			w.buf = append(append(w.buf, s[:i]...), '\\', c)
			s, i = s[i+1:], -1
		}
	}
	w.buf = append(append(w.buf, s...), '"')
}

func (w *jsonWriter) encoded(v any) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil && w.err == nil {
		w.err = err
	}
	w.buf = append(w.buf, bytes.TrimSuffix(b.Bytes(), []byte("\n"))...)
}
