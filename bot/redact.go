package bot

import (
	"io"

	"heed/bot/slackbot"
)

// Redact blanks out whatever looks like a secret in lines written to w. It
// stands under the logger: a hook of the logger's sees fields, not what an
// error's text drags along.
func Redact(w io.Writer) io.Writer { return redactor{w} }

type redactor struct{ w io.Writer }

func (r redactor) Write(p []byte) (int, error) {
	if _, err := io.WriteString(r.w, slackbot.Scrub(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}
