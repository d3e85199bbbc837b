package call

// What Heed can read, said the same way in every refusal.
const tryTranscript = "a .vtt, .txt or .docx transcript of the same call works, and so do call notes typed as a message"

var (
	errBinary   = &Unreadable{Found: "this file holds no text that can be read", Try: tryTranscript}
	errEncoding = &Unreadable{Found: "this file is written in an encoding that I can't tell", Try: "save it as UTF-8, or paste its text as a message"}
	errEmpty    = &Unreadable{Found: "this is empty", Try: tryTranscript}
)
