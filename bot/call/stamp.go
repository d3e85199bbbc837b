package call

import (
	"fmt"
	"strings"
)

// stamp is a time of a transcript as it was written.
type stamp struct {
	sec      float64
	parts    int  // 2: M:SS, 3: H:MM:SS
	unpadded bool // a minute or second of one digit: 0:0:5.320
	millis   int  // the fraction read as whole milliseconds: .90 is 90
	fraction float64
}

// seconds of the stamp. Where the layout leaves times unpadded, its fraction
// is a whole number of milliseconds without its zeros (0:0:2.90 is 2.090 s).
func (s stamp) seconds(unpadded bool) float64 {
	if unpadded {
		return s.sec + float64(s.millis)/1000
	}
	return s.sec + s.fraction
}

// halfDay is a time of the morning or, if pm, the afternoon.
func (s stamp) halfDay(pm bool) stamp {
	const noon = 12 * 60 * 60
	if s.sec >= noon {
		s.sec -= noon // twelve is the first hour of each half
	}
	if pm {
		s.sec += noon
	}
	return s
}

// readStamp reads M:SS, H:MM:SS and both with a fraction after a point or a
// comma, at the start of s.
func readStamp(s string) (t stamp, rest string, ok bool) {
	var field [3]int
	n := 0
	for n < 3 {
		value, digits := readInt(s)
		if digits == 0 || digits > 3 || n > 0 && digits > 2 {
			return stamp{}, "", false
		}
		if n > 0 && (value > 59 || digits == 1) {
			if value > 59 {
				return stamp{}, "", false
			}
			t.unpadded = true
		}
		field[n] = value
		n++
		s = s[digits:]
		if n == 3 || len(s) < 2 || s[0] != ':' || !isDigit(s[1]) {
			break
		}
		s = s[1:]
	}
	if n < 2 {
		return stamp{}, "", false
	}
	t.parts = n
	for _, f := range field[:n] {
		t.sec = t.sec*60 + float64(f)
	}
	if len(s) > 1 && (s[0] == '.' || s[0] == ',') && isDigit(s[1]) {
		value, digits := readInt(s[1:])
		if digits > 9 {
			return stamp{}, "", false
		}
		t.millis, t.fraction = value, float64(value)
		for range digits {
			t.fraction /= 10
		}
		s = s[1+digits:]
	}
	return t, s, true
}

// clockText writes hours, minutes and seconds as H:MM:SS.
func clockText(field [3]int) string {
	return fmt.Sprintf("%d:%02d:%02d", field[0], field[1], field[2])
}

// readInt reads up to nine digits.
func readInt(s string) (value, digits int) {
	for digits < len(s) && digits < 10 && isDigit(s[digits]) {
		value = value*10 + int(s[digits]-'0')
		digits++
	}
	return value, digits
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// timing is the line above a caption: start, arrow, end.
type timing struct {
	start, end stamp
	ended      bool // the end could be read
	settings   string
}

// readTiming reads "00:00:04.120 --> 00:00:07.900 align:start". A line with
// an arrow and a broken end still starts a caption.
func readTiming(line string) (timing, bool) {
	at := strings.Index(line, "-->")
	if at < 0 {
		return timing{}, false
	}
	start, rest, ok := readStamp(strings.TrimSpace(line[:at]))
	if !ok || rest != "" {
		return timing{}, false
	}
	after := strings.TrimSpace(line[at+3:])
	end, rest, ok := readStamp(after)
	if !ok || rest != "" && rest[0] != ' ' && rest[0] != '\t' {
		return timing{start: start}, true
	}
	return timing{start: start, end: end, ended: true, settings: strings.TrimSpace(rest)}, true
}
