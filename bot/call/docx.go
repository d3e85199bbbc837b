package call

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// maxDocument is the largest word/document.xml that is read, unpacked. A
// transcript of an hour has under 1 MB; a zip bomb has no end.
const maxDocument = 64 << 20

var isZip = []byte("PK\x03\x04")

// docxText returns the text of a DOCX: a line per paragraph, and one more per
// line break inside, since Teams puts the name, the time and a whole turn in
// one paragraph.
func docxText(data []byte) (string, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", &Unreadable{Found: "this .docx or .zip file is damaged", Try: tryTranscript}
	}
	var document *zip.File
	for _, f := range archive.File {
		if f.Name == "word/document.xml" || f.Name == "word\\document.xml" {
			document = f
			break
		}
	}
	if document == nil {
		return "", notDocument(archive)
	}
	if document.Flags&1 != 0 {
		return "", &Unreadable{Found: "this Word file is locked with a password", Try: "save it without the password, or paste its text"}
	}
	if document.UncompressedSize64 > maxDocument {
		return "", errBomb
	}
	r, err := document.Open()
	if err != nil {
		return "", &Unreadable{Found: "this .docx file is damaged", Try: tryTranscript}
	}
	defer r.Close()
	return paragraphs(r, maxDocument)
}

// notDocument says what a ZIP without a Word document is.
func notDocument(archive *zip.Reader) error {
	what := "a .zip archive"
	for _, f := range archive.File {
		switch {
		case strings.HasPrefix(f.Name, "xl/"):
			what = "a spreadsheet"
		case strings.HasPrefix(f.Name, "ppt/"):
			what = "a slide deck"
		case f.Name == "content.xml":
			what = "an OpenDocument file"
		default:
			continue
		}
		break
	}
	return &Unreadable{Found: "this is " + what + ", not a transcript", Try: tryTranscript}
}

var errBomb = &Unreadable{Found: "this .docx file unpacks to more text than any call has", Try: tryTranscript}

var errTooLarge = errors.New("document too large")

// limited fails, rather than ends, after n bytes.
type limited struct {
	r io.Reader
	n int64
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	if l.n -= int64(n); l.n < 0 {
		return 0, errTooLarge
	}
	return n, err
}

// paragraphs reads WordprocessingML (ECMA-376 part 1, 17.3): w:t is text,
// w:br and w:cr a new line, w:tab a tab. Deleted text (w:delText), field codes
// (w:instrText) and mc:Fallback, which repeats what stands beside it, are no
// text of the document. limit is in bytes.
func paragraphs(r io.Reader, limit int64) (string, error) {
	utf8 := transform.NewReader(&limited{r, limit}, unicode.BOMOverride(transform.Nop))
	d := xml.NewDecoder(utf8)
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	var b strings.Builder
	inText, skip, depth := false, 0, 0
	for {
		token, err := d.RawToken()
		switch {
		case err == io.EOF && depth == 0:
			return b.String(), nil
		case errors.Is(err, errTooLarge):
			return "", errBomb
		case err != nil:
			return "", &Unreadable{Found: "this .docx file is damaged", Try: tryTranscript}
		}
		switch tok := token.(type) {
		case xml.StartElement:
			depth++
			if skip > 0 || tok.Name.Local == "Fallback" {
				skip++
				continue
			}
			switch tok.Name.Local {
			case "t":
				inText = true
			case "br", "cr":
				b.WriteByte('\n')
			case "tab":
				b.WriteByte('\t')
			case "noBreakHyphen":
				b.WriteByte('-')
			}
		case xml.EndElement:
			depth--
			if skip > 0 {
				skip--
				continue
			}
			switch tok.Name.Local {
			case "t":
				inText = false
			case "p":
				b.WriteByte('\n')
			}
		case xml.CharData:
			if inText && skip == 0 {
				b.Write(tok)
			}
		}
	}
}
