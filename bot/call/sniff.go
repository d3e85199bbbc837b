package call

import (
	"bytes"
	"unicode/utf16"
)

// magics are the first bytes of files that hold no text of their own.
var magics = []struct {
	prefix string
	what   string
}{
	{"\x89PNG\r\n\x1a\n", "an image"},
	{"\xff\xd8\xff", "an image"},
	{"GIF8", "an image"},
	{"II*\x00", "an image"},
	{"MM\x00*", "an image"},
	{"BM", "an image"}, // checked for zero bytes below
	{"{\\rtf", "an RTF file"},
	{"ID3", "an audio file"},
	{"\xff\xfb", "an audio file"},
	{"OggS", "an audio file"},
	{"fLaC", "an audio file"},
	{"\x1a\x45\xdf\xa3", "a video"},
	{"\x1f\x8b", "a compressed file"},
	{"7z\xbc\xaf\x27\x1c", "a compressed file"},
	{"Rar!\x1a\x07", "a compressed file"},
	{"BZh", "a compressed file"},
	{"\xfd7zXZ\x00", "a compressed file"},
	{"\x7fELF", "a program"},
	{"MZ", "a program"},
}

// refuseKind refuses files that their first bytes tell to be something else
// than text. nil for what may be text, and for ZIP, which DOCX is made of.
func refuseKind(data []byte) error {
	switch {
	case len(data) > maxBytes:
		return &Unreadable{Found: "this file is over 50 MB, a thousand times a long call", Try: tryTranscript}
	case len(bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))) == 0:
		return errEmpty
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return refuseOLE(data)
	case len(data) > 12 && (string(data[4:8]) == "ftyp" || string(data[4:8]) == "moov"):
		return unreadableFile(brandOf(string(data[8:12])))
	case len(data) > 12 && string(data[:4]) == "RIFF":
		return unreadableFile(map[string]string{"WEBP": "an image", "WAVE": "an audio file"}[string(data[8:12])])
	case isHTML(data):
		return &Unreadable{Found: "this is a web page, not the file behind it", Try: "download the transcript (.vtt, .txt or .docx) and upload that"}
	case bytes.HasPrefix(bytes.TrimSpace(data[:min(len(data), 1024)]), []byte("BEGIN:VCALENDAR")):
		return &Unreadable{Found: "this is a calendar entry, not a call", Try: tryTranscript}
	case bytes.HasPrefix(bytes.TrimSpace(data[:min(len(data), 1024)]), []byte("%PDF-")):
		return &Unreadable{Found: "this is a PDF, and I can't read PDFs", Try: "paste its text as a message, or upload the .vtt, .txt or .docx of the same recording"}
	}
	for _, m := range magics {
		if bytes.HasPrefix(data, []byte(m.prefix)) && (len(m.prefix) > 3 || isBinary(data)) {
			return unreadableFile(m.what)
		}
	}
	return nil
}

func unreadableFile(what string) error {
	if what == "" {
		what = "an audio or video file"
	}
	return &Unreadable{Found: "this is " + what + ", which holds no text that I can read", Try: tryTranscript}
}

// refuseOLE tells a Word file with a password from what Office wrote before
// 2007; all are compound files.
func refuseOLE(data []byte) error {
	has := func(stream string) bool { return bytes.Contains(data, utf16Bytes(stream)) }
	switch {
	case has("EncryptedPackage"):
		return &Unreadable{Found: "this Word file is locked with a password", Try: "save it without the password, or paste its text"}
	case has("__substg1.0_"):
		return &Unreadable{Found: "this is an e-mail saved from Outlook", Try: "upload what is attached to it, or paste its text"}
	case has("Workbook"):
		return &Unreadable{Found: "this is a spreadsheet of the old kind (.xls)", Try: "save it as .csv, or upload the .vtt, .txt or .docx"}
	}
	return &Unreadable{Found: "this is an Office file of the old kind (.doc, .xls, .ppt)", Try: "save it as .docx or .txt, or paste its text"}
}

func utf16Bytes(s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

func isHTML(data []byte) bool {
	head := bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(data[:min(len(data), 1024)], []byte("\xef\xbb\xbf"))))
	for _, skip := range []struct{ open, end string }{{"<?xml", "?>"}, {"<!--", "-->"}} {
		if bytes.HasPrefix(head, []byte(skip.open)) {
			if _, rest, ok := bytes.Cut(head, []byte(skip.end)); ok {
				head = bytes.TrimSpace(rest)
			}
		}
	}
	return bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.HasPrefix(head, []byte("<html"))
}

// brandOf says what an ISO media file is, by its major brand.
func brandOf(brand string) string {
	switch brand {
	case "heic", "heix", "mif1", "msf1", "avif":
		return "an image"
	case "M4A ", "M4B ", "M4P ":
		return "an audio file"
	}
	return "a video or audio file"
}
