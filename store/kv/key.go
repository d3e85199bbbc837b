package kv

import (
	"fmt"
	"strings"
	"time"
)

// Keys are paths of parts joined by "/". A part may hold any bytes: "%" and
// "/" in it are written %25 and %2F, and an empty part is a lone "%", so that
// keys stay readable, no key is a prefix of another part by accident, and
// Split gives back exactly what went in.
//
// Byte order of keys is the order of their parts one by one as long as the
// parts compared at one place are equally long or hold only bytes above "/"
// (digits, letters, ":" …). Stamps, Slack ids and zero-padded numbers do.
var (
	escaper   = strings.NewReplacer("%", "%25", "/", "%2F")
	unescaper = strings.NewReplacer("%25", "%", "%2F", "/")
)

// Key joins parts into one key.
func Key(parts ...string) string {
	escaped := make([]string, len(parts))
	for i, p := range parts {
		if p == "" {
			escaped[i] = "%"
			continue
		}
		escaped[i] = escaper.Replace(p)
	}
	return strings.Join(escaped, "/")
}

// Split gives the parts that Key joined. Of a string that Key can't have
// made, what isn't an escape is kept as it is.
func Split(key string) []string {
	if key == "" {
		return nil
	}
	parts := strings.Split(key, "/")
	for i, p := range parts {
		if p == "%" {
			parts[i] = ""
			continue
		}
		parts[i] = unescaper.Replace(p)
	}
	return parts
}

// Under is the range of all keys that begin with the given parts and have at
// least one more: Under("T1") holds Key("T1", "U1") and neither Key("T1") nor
// Key("T12", "U1"). Under() is the whole bucket.
func Under(parts ...string) Range {
	if len(parts) == 0 {
		return Range{}
	}
	return Prefix(Key(parts...) + "/")
}

// stampLayout has a fixed width, so that byte order is order in time.
const stampLayout = "20060102T150405.000Z"

// The first and last instants that four digits of year can name.
var (
	firstStamp = time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC)
	lastStamp  = time.Date(9999, 12, 31, 23, 59, 59, 999e6, time.UTC)
)

// Stamp writes t as a sortable key part in UTC, cut to milliseconds:
// 20261122T150405.000Z. Years before 0 and after 9999 become the first and
// the last stamp there is.
func Stamp(t time.Time) string {
	switch {
	case t.Before(firstStamp):
		t = firstStamp
	case t.After(lastStamp):
		t = lastStamp
	}
	return t.UTC().Format(stampLayout)
}

// ParseStamp reads what Stamp wrote.
func ParseStamp(s string) (time.Time, error) {
	t, err := time.Parse(stampLayout, s)
	if err != nil || t.Format(stampLayout) != s { // time.Parse also takes a comma
		return time.Time{}, fmt.Errorf("kv: %q is no time stamp like %s", s, stampLayout)
	}
	return t, nil
}
