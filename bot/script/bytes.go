package script

import "strings"

// bytesOf is the content of a file that no line of a story could hold.
func bytesOf(kind string) (data string, ok bool) {
	const (
		oldOffice = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" // what Office wraps locked documents in
		tooLarge  = 51 << 20
	)
	switch kind {
	case "pdf":
		return "%PDF-1.7\n1 0 obj\n<< /Type /XObject /Subtype /Image >>\nendobj\n", true
	case "image":
		return "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x80", true
	case "empty":
		return "", true
	case "large":
		return strings.Repeat("Ana: and so on\n", tooLarge/15), true
	case "locked":
		wide := strings.Join(strings.Split("EncryptedPackage", ""), "\x00") + "\x00"
		return oldOffice + strings.Repeat("\x00", 504) + wide + strings.Repeat("\x00", 96), true
	case "binary":
		return "MZ\x90\x00\x03\x00\x00\x00\x04\x00\xff\xff\x00\x00" + strings.Repeat("\x00\x01\x02\xfe", 200), true
	}
	return "", false
}
