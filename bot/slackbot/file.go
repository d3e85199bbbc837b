package slackbot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/slack-go/slack"

	"heed/bot/coach"
)

// maxFile is the largest upload that is fetched. An hour's transcript weighs
// some 100 KB, a Word file of one with pictures a few MB.
const maxFile = 20 << 20

// FileError is why an upload can't be had, for good.
type FileError struct {
	Code string // too_large, not_slack, sign_in, gone, external
	// Words are safe to show the person who uploaded it.
	Words string
	Err   error // for the log; may be nil
}

func (e *FileError) Error() string {
	if e.Err == nil {
		return "file: " + e.Code
	}
	return "file: " + e.Code + ": " + Scrub(e.Err.Error())
}

func (e *FileError) Unwrap() error { return e.Err }

// File fetches an upload. Errors are a *FileError, or worth a retry.
func (c *Client) File(ctx context.Context, f coach.File) ([]byte, error) {
	if f.Size > maxFile {
		return nil, tooLarge(f)
	}
	address := f.URL
	if address == "" { // in channels shared with other companies
		info, err := c.fileInfo(ctx, f)
		if err != nil {
			return nil, err
		}
		address = info
	}
	u, err := url.Parse(address)
	if err != nil || !trustedURL(u, c.root) {
		return nil, &FileError{Code: "not_slack", Words: fmt.Sprintf(
			"I couldn't read %s: it isn't stored in Slack, and I open nothing outside it. Your message is untouched. Upload the file itself and I'll read it.", title(f))}
	}
	var body limited
	if err := c.files.GetFileContext(ctx, address, &body); err != nil {
		return nil, c.fileFailed(f, err)
	}
	if looksLikePage(body.buf.Bytes()) && f.Type != "html" && !strings.HasSuffix(strings.ToLower(f.Name), ".html") {
		return nil, signIn(f, errors.New("a web page in place of the file"))
	}
	return body.buf.Bytes(), nil
}

func (c *Client) fileInfo(ctx context.Context, f coach.File) (string, error) {
	info, _, _, err := c.api.GetFileInfoContext(ctx, f.ID, 0, 0)
	if err != nil {
		return "", c.fileFailed(f, err)
	}
	return firstOf(info.URLPrivateDownload, info.URLPrivate), nil
}

func (c *Client) fileFailed(f coach.File, err error) error {
	var status slack.StatusCodeError
	switch code := codeOf(err); {
	case errors.Is(err, errTooLarge):
		return tooLarge(f)
	case errors.As(err, &status) && (status.Code == 401 || status.Code == 403),
		code == "missing_scope", code == "no_permission", code == "access_denied",
		errors.Is(err, errRedirect), strings.Contains(err.Error(), "sign-in page"):
		return signIn(f, err)
	case code == http404, code == "not_found", code == "file_not_found", code == "file_deleted", errors.As(err, &status) && status.Code == 410:
		return &FileError{Code: "gone", Err: err, Words: fmt.Sprintf(
			"I couldn't read %s: it is no longer in Slack. Your message is untouched. Upload it again and I'll read it.", title(f))}
	}
	return c.failed("files", err)
}

func tooLarge(f coach.File) error {
	return &FileError{Code: "too_large", Words: fmt.Sprintf(
		"I couldn't read %s: it is larger than %d MB. Your message is untouched. The transcript alone, as .vtt, .txt or .docx, is small enough.", title(f), maxFile>>20)}
}

// signIn is the token without files:read, or without access: Slack answers
// with its sign-in page rather than with an error.
func signIn(f coach.File, err error) error {
	return &FileError{Code: "sign_in", Err: err, Words: fmt.Sprintf(
		"I couldn't read %s: I'm not allowed to open files here. Your message is untouched. Paste the text instead, or ask whoever set me up to add the files:read permission and reinstall me.", title(f))}
}

func title(f coach.File) string {
	if f.Name == "" {
		return "the file"
	}
	return cut(clean(f.Name), 80)
}

var errTooLarge = errors.New("larger than the limit")

// limited is a buffer that refuses to grow past maxFile, whatever size the
// message said. The buffer isn't embedded: io.Copy would find its ReadFrom and
// go past the limit.
type limited struct{ buf bytes.Buffer }

func (l *limited) Write(p []byte) (int, error) {
	if l.buf.Len()+len(p) > maxFile {
		return 0, errTooLarge
	}
	return l.buf.Write(p)
}

// looksLikePage tells whether content begins as an HTML document does.
func looksLikePage(b []byte) bool {
	head := strings.ToLower(string(bytes.TrimSpace(b[:min(len(b), 512)])))
	return strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html")
}
