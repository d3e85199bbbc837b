package slackbot

import (
	"fmt"
	"io"
	"log/slog"

	"heed/bot/pattern"
)

// Secret is a token. It prints as "[secret]" with every verb and in every
// encoding; Reveal is the one way to its value.
type Secret string

const redacted = "[secret]"

// Reveal is the value itself, for the request that needs it.
func (s Secret) Reveal() string { return string(s) }

// Format implements fmt.Formatter, so that %v, %q, %x and %#v redact too.
func (s Secret) Format(f fmt.State, _ rune) {
	if s != "" {
		_, _ = io.WriteString(f, redacted)
	}
}

// String implements fmt.Stringer.
func (s Secret) String() string { return fmt.Sprint(s) }

// MarshalText implements encoding.TextMarshaler: JSON and zerolog redact.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// LogValue implements slog.LogValuer.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// secretShape is what may not leave the process in an error: Slack's tokens,
// the ticket of a websocket URL, the path of a response URL.
var secretShape = pattern.Of(`xox[a-z]*[.-][\w.-]+|xapp-[\w-]+|(?:ticket|token)=[^&\s"]+|/(?:commands|actions|services|response)/[\w/.-]+`)

// Scrub blanks out whatever looks like a token, a websocket ticket or a
// response URL.
func Scrub(s string) string { return secretShape().ReplaceAllString(s, redacted) }
