package call

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"io"
	"strings"
	"testing"
)

// docxOf packs a document.xml whose body is given.
func docxOf(t testing.TB, body string) []byte {
	t.Helper()
	return zipOf(t, "word/document.xml", `<?xml version="1.0" encoding="UTF-8"?>`+
		`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`+body+`</w:body></w:document>`)
}

func zipOf(t testing.TB, name, content string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write([]byte(content))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// bomb is a DOCX of a few kB that unpacks to more than is read.
func bomb(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	w, err := z.Create("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	blanks := make([]byte, 1<<20)
	for written := 0; written <= maxDocument; written += len(blanks) {
		if _, err := w.Write(blanks); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRefused(t *testing.T) {
	for name, tt := range map[string]struct {
		data  []byte
		found string
	}{
		"nothing":            {nil, "empty"},
		"blanks":             {[]byte(" \r\n\t\n"), "empty"},
		"only a BOM":         {[]byte("\xef\xbb\xbf\n"), "empty"},
		"image":              {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "image"},
		"photo":              {[]byte("\xff\xd8\xff\xe0\x00\x10JFIF"), "image"},
		"PDF":                {[]byte("%PDF-1.7\n1 0 obj\n"), "PDF"},
		"sound":              {[]byte("RIFF\x24\x08\x00\x00WAVEfmt "), "audio"},
		"video":              {[]byte("\x00\x00\x00\x20ftypisom\x00\x00\x02\x00"), "video"},
		"web page":           {[]byte("<!DOCTYPE html><html><body>Sign in</body></html>"), "web page"},
		"binary":             {[]byte("abc\x00\x01\x02\x03def\x00"), "no text"},
		"old Word":           {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)), "old kind"},
		"locked Word":        {append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), utf16Bytes("EncryptedPackage")...), "password"},
		"zip":                {zipOf(t, "calls/a.txt", "Ana: hi"), ".zip"},
		"spreadsheet":        {zipOf(t, "xl/workbook.xml", "<x/>"), "spreadsheet"},
		"slides":             {zipOf(t, "ppt/presentation.xml", "<x/>"), "slide"},
		"half a zip":         {zipOf(t, "word/document.xml", "<x/>")[:40], "damaged"},
		"damaged docx":       {zipOf(t, "word/document.xml", "<w:p><w:t>hi"), "damaged"},
		"empty docx":         {docxOf(t, "<w:p/>"), "empty"},
		"bomb":               {bomb(t), "unpacks"},
		"too large":          {bytes.Repeat([]byte("a\n"), maxBytes/2+1), "50 MB"},
		"other JSON":         {[]byte(`{"orders": [1, 2, 3]}`), "JSON"},
		"Zoom's chat":        {[]byte("00:01:02\tAna Brill:\thi\n00:01:09\tTove:\thello\n"), "chat"},
		"Zoom's new chat":    {[]byte("10:02:11 From Ana Brill to Everyone:\n\thi\n10:03:40 From Tove to Everyone:\n\thello\n"), "chat"},
		"WhatsApp":           {[]byte("[12/03/2026, 10:02:11] Ana: hi\n[12/03/2026, 10:02:40] Tove: hello\n"), "chat"},
		"WhatsApp again":     {[]byte("12.03.26, 10:02 - Ana: hi\n12.03.26, 10:04 - Tove: hello\n"), "chat"},
		"Slack's thread":     {[]byte("Ana Brill  10:02 AM\nhi\nTove  10:03 AM\nhello\n"), "chat"},
		"Zoom's old chat":    {[]byte("10:02:11 From  Ana Brill : hi\n10:02:40 From  Tove : hello\n10:03:00 From  Ana Brill  to  Tove(Privately) : psst\n"), "chat"},
		"Zoom's dated chat":  {[]byte("2026-05-03 10:02:11 From Ana Brill to Everyone:\n\thi\n2026-05-03 10:03:40 From Tove to Everyone:\n\thello\n"), "chat"},
		"Telegram":           {[]byte("Ana Brill, [03.05.2026 10:02]\nhi\n\nTove, [03.05.2026 10:03]\nhello\n"), "chat"},
		"Discord":            {[]byte("Ana — Today at 10:02 AM\nhi\nTove — Today at 10:03 AM\nhello\n"), "chat"},
		"Teams' chat":        {[]byte("[10:02] Ana Brill\nhi\n[10:03] Tove Kask\nhello\n[10:04] Ana Brill\nok\n"), "chat"},
		"Slack, 24 hours":    {[]byte("Ana Brill\n:house: 10:02\nhi\nTove\n10:03\nhello\nAna Brill\n10:04\nok\n"), "chat"},
		"e-mails":            {[]byte("From: Ana <ana@d.example>\nSent: Sunday\nTo: Tove\nSubject: RE: gate\n\nAna: shut\n\nFrom: Tove\nSent: Saturday\nTo: Ana\nSubject: gate\n\nAna: open\n"), "e-mail"},
		"a reply":            {[]byte("Shut.\n\nOn Sun, May 3, 2026 at 10:02 AM Ana Brill <ana@d.example>\nwrote:\n> is the gate shut?\n"), "e-mail"},
		"no captions":        {[]byte("WEBVTT\r\n\r\n"), "no captions"},
		"PDF after a blank":  {[]byte("\r\n%PDF-1.7\n1 0 obj\n"), "PDF"},
		"phone photo":        {[]byte("\x00\x00\x00\x18ftypheic\x00\x00"), "image"},
		"phone recording":    {[]byte("\x00\x00\x00\x18ftypM4A \x00\x00"), "audio"},
		"saved page":         {[]byte("<?xml version=\"1.0\"?>\n<!-- saved -->\n<html><body/></html>"), "web page"},
		"appointment":        {[]byte("BEGIN:VCALENDAR\nSUMMARY:Call with Orbis\nEND:VCALENDAR\n"), "calendar"},
		"saved mail":         {append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), utf16Bytes("__substg1.0_1000001F")...), "e-mail"},
		"old Excel":          {append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), utf16Bytes("Workbook")...), "spreadsheet"},
		"Russian of old":     {[]byte("\xc0\xed\xed\xe0: \xe4\xee\xe1\xf0\xee\xe5 \xf3\xf2\xf0\xee\n"), "encoding"},
		"Fathom's summary":   {[]byte("## Topics\n\n- [The gate leaks](https://fathom.video/share/x?timestamp=12)\n"), "machine"},
		"a chatbot's":        {[]byte("Sure! Here's a summary of the call:\n- The gate leaks.\n"), "machine"},
		"glued Teams":        {[]byte("0:0:0.0 --> 0:0:3.70 Ana Brill Hello there. 0:0:4.80 --> 0:0:6.250 Tove Hi.\n"), "line breaks"},
		"glued, who is Anna": {[]byte("0:0:0.0 --> 0:0:3.70 Anna Berg Hello. 0:0:4.80 --> 0:0:6.250 Anna Lund Hi. 0:0:7.0 --> 0:0:8.0 Anna Berg So?\n"), "line breaks"},
		"Gemini's notes":     {[]byte("📝 Notes\nApr 2, 2026\nSummary\nAna promised a price by Friday.\nDetails\nGates: Tove wants three.\n"), "machine"},
		"Copilot's notes":    {[]byte("Meeting notes:\n- Ana sends a price\n\nAI-generated content may be incorrect\n"), "machine"},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := Read(Input{Name: "call.txt", Data: tt.data})
			var u *Unreadable
			if !errors.As(err, &u) {
				t.Fatalf("read as %+v, error %v", c, err)
			}
			if !strings.Contains(u.Found, tt.found) || u.Try == "" || strings.Contains(u.Error(), "\n") {
				t.Errorf("got %q, %q", u.Found, u.Try)
			}
		})
	}
}

// TestLyingBomb: the size that a ZIP states is not believed.
func TestLyingBomb(t *testing.T) {
	_, err := paragraphs(io.MultiReader(strings.NewReader("<w:p><w:t>"), endless{}), 1<<20)
	if err == nil {
		t.Error("read an endless document")
	}
}

// endless is the letter a, for ever.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func TestNotRefused(t *testing.T) {
	for _, text := range []string{
		"BMW Haas, call 3/4\n- wants two vans", // begins like a bitmap
		"MZ called. wants the old model again", // begins like a program
		"[ ] send quote\n[x] rang Ana",         // begins like JSON
		"{draft} call with Ana\n- two vans",
		"ID3 is the trim they want\nprice 30k",
	} {
		if _, err := Read(Input{Data: []byte(text)}); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}
